/* SPDX-License-Identifier: MIT */
/* SPARC, 32 bits (V7, V8, and V8+ on 64-bit processors).

   instruction    ta 0x10
   number         g1
   arguments      o0 o1 o2 o3 o4 o5
   result         o0: a value, or errno when the carry bit is set; the stub negates it then
   clobbered      the condition codes, o1 (some calls have two results), the floating-point registers, memory
   page size      4096, or 8192 under a 64-bit kernel
   mmap           mmap2, offset in units of 4096; 64-bit arguments are two words, high half first, and start at
                  any register */
#ifndef RAWMAP_ARCH_SPARC_H
#define RAWMAP_ARCH_SPARC_H

#include "sparc.values.h"

#define RAWMAP_ARCH_NAME "sparc"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 8192u
#define RAWMAP_STAT_PLACES 48, 56, 68
#define RAWMAP_STAT_BLOCKS_32
#define RAWMAP_IOCTL_NO_DATA 0x20000000u /* a bit of the ioctl requests that carry nothing */
#define RAWMAP_CACHE_COLOURS 0x10000u
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_PAIR_HIGH_FIRST
#define RAWMAP_PLAIN_WORDS
#define RAWMAP_GLOBALS_BY_TABLE

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_MODE_16
#define RAWMAP_SHM_LAYOUT_PPC32

#define RAWMAP_I_TRAP "ta 0x10\n\tbcs,a 1f\n\tsub %%g0, %%o0, %%o0\n1:"
#define RAWMAP_I_CLOBBERS                                                                                              \
    "cc", "memory", "f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12", "f13", "f14",     \
        "f15", "f16", "f17", "f18", "f19", "f20", "f21", "f22", "f23", "f24", "f25", "f26", "f27", "f28", "f29",       \
        "f30", "f31"

#include "sparc.stubs.h"

/* The register window's save area lies between the stack pointer and the arguments. The kernel
   has aligned the stack. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "clr %fp\n"                                                                                                \
            "add %sp, 64, %o0\n"                                                                                       \
            "sub %sp, 96, %sp\n"                                                                                       \
            "call " #function "\n"                                                                                     \
            "nop\n"                                                                                                    \
            "ta 5\n"                                                                                                   \
            ".popsection")

#endif
