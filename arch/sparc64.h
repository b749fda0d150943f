/* SPDX-License-Identifier: MIT */
/* SPARC, 64 bits (V9).

   instruction    ta 0x6d
   number         g1
   arguments      o0 o1 o2 o3 o4 o5
   result         o0: a value, or errno when the carry bit is set; the stub negates it then
   clobbered      the condition codes, o1 (some calls have two results), the floating-point registers, memory
   page size      8192
   mmap           six arguments, offset in bytes */
#ifndef RAWMAP_ARCH_SPARC64_H
#define RAWMAP_ARCH_SPARC64_H

#include "sparc64.values.h"

#define RAWMAP_ARCH_NAME "sparc64"
#define RAWMAP_PAGE_SIZE_MIN 8192u
#define RAWMAP_PAGE_SIZE_MAX 8192u
#define RAWMAP_STAT_PLACES 48, 60, 64
#define RAWMAP_IOCTL_NO_DATA 0x20000000u /* a bit of the ioctl requests that carry nothing */
#define RAWMAP_CACHE_COLOURS 0x4000u
#define RAWMAP_GLOBALS_BY_TABLE
#define RAWMAP_SPLITS_WRONG
#define RAWMAP_ADDRESSES_SPLIT

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_LAYOUT_PPC64

#define RAWMAP_I_TRAP "ta 0x6d\n\tbcs,a,pt %%xcc, 1f\n\tsub %%g0, %%o0, %%o0\n1:"
#define RAWMAP_I_CLOBBERS                                                                                              \
    "cc", "memory", "f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12", "f13", "f14",     \
        "f15", "f16", "f17", "f18", "f19", "f20", "f21", "f22", "f23", "f24", "f25", "f26", "f27", "f28", "f29",       \
        "f30", "f31", "f32", "f34", "f36", "f38", "f40", "f42", "f44", "f46", "f48", "f50", "f52", "f54", "f56",       \
        "f58", "f60", "f62"

#include "sparc.stubs.h"

/* The stack pointer is 2047 below the stack, and the register window's save area lies between. The kernel
   has aligned the stack. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "clr %fp\n"                                                                                                \
            "add %sp, 2175, %o0\n"                                                                                     \
            "sub %sp, 192, %sp\n"                                                                                      \
            "call " #function "\n"                                                                                     \
            "nop\n"                                                                                                    \
            "ta 5\n"                                                                                                   \
            ".popsection")

#endif
