/* SPDX-License-Identifier: MIT */
/* One of several units in one program, each with its own way to the kernel: UNIT is its function; HOOK, where defined,
   its RAWMAP_SYSCALL, which answers ANSWER; without HOOK the unit talks to the kernel. */
#ifdef HOOK
#define RAWMAP_SYSCALL HOOK
#endif
#include "rawmap.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifdef HOOK
rawmap_word HOOK(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                 rawmap_word f)
{
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
    return number == RAWMAP_NR_munmap ? ANSWER : -RAWMAP_LINUX_ENOSYS;
}
#endif

int UNIT(void *base, size_t length);
int UNIT(void *base, size_t length)
{
    rawmap_span span;
    span.base = base;
    span.length = length;
    return rawmap_unmap(span);
}

#ifdef __cplusplus
}
#endif
