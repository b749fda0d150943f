/* SPDX-License-Identifier: MIT */
/* Breaks that do not move, each for another reason, and calls of a userfaultfd. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static long brk_to(uintptr_t address)
{
    return syscall(SYS_brk, address);
}

static void limited(int resource, unsigned long bytes, uintptr_t to)
{
    struct rlimit before, less;
    getrlimit(resource, &before);
    less = before;
    less.rlim_cur = bytes;
    setrlimit(resource, &less);
    brk_to(to);
    setrlimit(resource, &before);
}

int main(void)
{
    const uintptr_t now = (uintptr_t)brk_to(0);
    struct uffdio_api api = {0xff, 0, 0};
    int faults;
    limited(RLIMIT_DATA, 1 << 20, now + (64 << 20));
    limited(RLIMIT_AS, 1 << 20, now + (64 << 20));
    mmap((void *)(now / 4096 * 4096 + (1 << 20)), 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    brk_to(now + (2 << 20));
    brk_to(4096);
    faults = (int)syscall(SYS_userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY);
    ioctl(faults, UFFDIO_API, &api); /* a version that there is not */
    ioctl(1, TIOCGWINSZ, &api);      /* none of a userfaultfd */
    return (uintptr_t)brk_to(0) == now ? 0 : 1;
}
