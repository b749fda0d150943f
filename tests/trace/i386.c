/* SPDX-License-Identifier: MIT */
/* A program of i386, without libc: its calls have other numbers than those of x86-64, and the flags are the same. */
#include "rawmap.h"

RAWMAP_START(start);

static rawmap_word map(rawmap_word length, rawmap_word flags)
{
    return rawmap_syscall6(RAWMAP_NR_mmap2, 0, length, RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE, flags, -1, 0);
}

void start(uintptr_t *stack) __attribute__((used, noreturn));

void start(uintptr_t *stack)
{
    const rawmap_word flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS;
    unsigned block[6] = {0, 0, RAWMAP_LINUX_PROT_READ, RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS, ~0u, 0};
    rawmap_word page = map(8192, flags);
    (void)stack;
    (void)map(0, flags);
    (void)rawmap_syscall1(RAWMAP_NR_mmap, (rawmap_word)(uintptr_t)block); /* the oldest mmap, of length 0 too */
    (void)rawmap_syscall3(RAWMAP_NR_mprotect, page + 1, 4096, RAWMAP_LINUX_PROT_READ);
    (void)rawmap_syscall3(RAWMAP_NR_madvise, page, 4096, 77);
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, page > 0 || page < -4095 ? 6 : 1);
}
