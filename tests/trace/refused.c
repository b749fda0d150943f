/* SPDX-License-Identifier: MIT */
/* Calls that Linux refuses for what their arguments are, and some that it takes and loses a part of: refused.tsv has them in
   this order. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/mman.h>

int main(void)
{
    enum { ANYWHERE = MAP_PRIVATE | MAP_ANONYMOUS, BOTH = PROT_READ | PROT_WRITE, HUGE_16MB = 24 << 26 };
    char *page = mmap(NULL, 65536, BOTH, ANYWHERE, -1, 0);
    int i;
    (void)!mmap(NULL, 0, PROT_READ, ANYWHERE, -1, 0);
    (void)!mmap(NULL, 16 << 20, BOTH, ANYWHERE | MAP_HUGETLB | HUGE_16MB, -1, 0);
    (void)!mmap(NULL, 4096, BOTH, MAP_ANONYMOUS, -1, 0);
    (void)!mmap(page + 1, 4096, PROT_NONE, ANYWHERE | MAP_FIXED, -1, 0);
    (void)!mmap(NULL, 1ul << 63, BOTH, ANYWHERE | MAP_NORESERVE, -1, 0);
    (void)!mprotect(page + 1, 4096, PROT_READ | PROT_EXEC);
    (void)!munmap(page, 0);
    (void)!mremap(page, 4096, 0, MREMAP_MAYMOVE);
    (void)!msync(page, 4096, MS_SYNC | MS_ASYNC);
    (void)!mlockall(0x10);
    (void)!memfd_create("a name", 0x8000);
    /* taken, and a part lost */
    (void)!madvise(page, 0, MADV_COLD);
    for (i = 0; i < 3; i++)
        (void)!mmap(NULL, 4096, PROT_READ, ANYWHERE | MAP_NONBLOCK, -1, 0);
    return 0;
}
