/* SPDX-License-Identifier: MIT */
/* One unit of a program of ten, UNIT of them: maps, protects, advises, grows and gives back, each failure answered by its
   status. By libc's calls, by bare system calls, or by rawmap; with rawmap, SAYING: each failure is told by its
   sentence too. */
#define PASTE(a, b) a##b
#define NAMED(name, number) PASTE(name, number)
#define USER NAMED(user, UNIT)

#if defined BY_LIBC
#define _GNU_SOURCE
#include <errno.h>
#include <sys/mman.h>
int USER(size_t length, int protection);
int USER(size_t length, int protection)
{
    void *base = mmap(0, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED || mprotect(base, length, protection) || madvise(base, length, MADV_COLD))
        return errno;
    base = mremap(base, length, length * 2, MREMAP_MAYMOVE);
    if (base == MAP_FAILED || munmap(base, length * 2))
        return errno;
    return 0;
}
#elif defined BARE
#include "rawmap/core.h"
int USER(size_t length, int protection);
int USER(size_t length, int protection)
{
    rawmap_word result;
    const rawmap_word size = (rawmap_word)length;
    rawmap_word base = rawmap_syscall6(RAWMAP_NR_mmap, 0, size, RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE,
                                       RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    if (base < 0 && base >= -4095)
        return (int)-base;
    result = rawmap_syscall3(RAWMAP_NR_mprotect, base, size, protection);
    if (result != 0)
        return (int)-result;
    result = rawmap_syscall3(RAWMAP_NR_madvise, base, size, RAWMAP_LINUX_MADV_COLD);
    if (result != 0)
        return (int)-result;
    base = rawmap_syscall5(RAWMAP_NR_mremap, base, size, size * 2, RAWMAP_LINUX_MREMAP_MAYMOVE, 0);
    if (base < 0 && base >= -4095)
        return (int)-base;
    return (int)-rawmap_syscall2(RAWMAP_NR_munmap, base, size * 2);
}
#else
#include "rawmap.h"
#ifdef SAYING
void say(const char *sentence);
#define FAILED(status) (say(rawmap_status_text(status)), (status))
#else
#define FAILED(status) (status)
#endif
int USER(size_t length, rawmap_prot protection);
int USER(size_t length, rawmap_prot protection)
{
    rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_status status = m.status;
    if (status)
        return FAILED(status);
    status = rawmap_protect(m.span, protection);
    if (status)
        return FAILED(status);
    status = rawmap_advise(m.span, RAWMAP_ADVICE(cold));
    if (status)
        return FAILED(status);
    m = rawmap_resize_or_move(m.span, length * 2);
    if (m.status)
        return FAILED(m.status);
    status = rawmap_unmap(m.span);
    return status ? FAILED(status) : 0;
}
#endif
