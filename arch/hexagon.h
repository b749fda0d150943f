/* SPDX-License-Identifier: MIT */
/* Hexagon, 32 bits.

   instruction    trap0(#1)
   number         r6
   arguments      r0 r1 r2 r3 r4 r5
   result         r0: -4095..-1 is -errno
   clobbered      memory
   page size      4096 to 262144, a choice of the kernel's build
   mmap           mmap2, offset in pages of the running kernel; a 64-bit argument is an even register and the
                  next, low half first */
#ifndef RAWMAP_ARCH_HEXAGON_H
#define RAWMAP_ARCH_HEXAGON_H

#include "hexagon.values.h"

#define RAWMAP_ARCH_NAME "hexagon"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 262144u
#define RAWMAP_MMAP2_PAGES
#define RAWMAP_PAIR_ALIGNED

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC32

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r6 __asm__("r6") = number;
    register rawmap_word r0 __asm__("r0");
    __asm__ volatile("trap0(#1)" : "=r"(r0) : "r"(r6) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r6 __asm__("r6") = number;
    register rawmap_word r0 __asm__("r0") = a;
    __asm__ volatile("trap0(#1)" : "+r"(r0) : "r"(r6) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r6 __asm__("r6") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    __asm__ volatile("trap0(#1)" : "+r"(r0) : "r"(r6), "r"(r1) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r6 __asm__("r6") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    __asm__ volatile("trap0(#1)" : "+r"(r0) : "r"(r6), "r"(r1), "r"(r2) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r6 __asm__("r6") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    __asm__ volatile("trap0(#1)" : "+r"(r0) : "r"(r6), "r"(r1), "r"(r2), "r"(r3) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r6 __asm__("r6") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    register rawmap_word r4 __asm__("r4") = e;
    __asm__ volatile("trap0(#1)" : "+r"(r0) : "r"(r6), "r"(r1), "r"(r2), "r"(r3), "r"(r4) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r6 __asm__("r6") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    register rawmap_word r4 __asm__("r4") = e;
    register rawmap_word r5 __asm__("r5") = f;
    __asm__ volatile("trap0(#1)" : "+r"(r0) : "r"(r6), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5) : "memory");
    return r0;
}

/* Lines have 32 bytes. */
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    const uintptr_t first = start - (start & 31u);
    uintptr_t at;
    for (at = first; at < end; at += 32)
        __asm__ volatile("dccleana(%0)" : : "r"(at) : "memory");
    __asm__ volatile("syncht" : : : "memory");
    for (at = first; at < end; at += 32)
        __asm__ volatile("icinva(%0)" : : "r"(at) : "memory");
    __asm__ volatile("isync" : : : "memory");
}

/* gp is where small data is addressed from; the linker places it, if it knows of small data (lld does not: compile with
   -G0 for it). The stack is aligned to 8, and the frame pointer is zero: the end of every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            ".balign 4\n"                                                                                              \
            "_start:\n"                                                                                                \
            ".weak _SDA_BASE_\n"                                                                                       \
            "r1 = ##_SDA_BASE_\n"                                                                                      \
            "gp = r1\n"                                                                                                \
            "r0 = r29\n"                                                                                               \
            "r29 = and(r29, #-8)\n"                                                                                    \
            "r30 = #0\n"                                                                                               \
            "call " #function "\n"                                                                                     \
            "trap0(#0)\n"                                                                                              \
            ".popsection")

#endif
