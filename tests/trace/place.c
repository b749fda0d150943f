/* SPDX-License-Identifier: MIT */
/* A program without libc whose refused call stands in a function of its own: by that name it is told. */
#include "rawmap.h"

RAWMAP_START(start);

void start(uintptr_t *stack) __attribute__((used, noreturn));
rawmap_word asks_for_nothing(void) __attribute__((noinline));

rawmap_word asks_for_nothing(void)
{
    return rawmap_syscall2(RAWMAP_NR_munmap, 4096, 0);
}

void start(uintptr_t *stack)
{
    (void)stack;
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, asks_for_nothing() == -RAWMAP_LINUX_EINVAL ? 12 : 1);
}
