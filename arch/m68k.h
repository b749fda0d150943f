/* SPDX-License-Identifier: MIT */
/* Motorola 68020 and later, and ColdFire with an MMU.

   instruction    trap #0
   number         d0
   arguments      d1 d2 d3 d4 d5 a0
   result         d0: -4095..-1 is -errno
   clobbered      memory
   page size      4096 or 8192, a choice of the kernel's build (Sun 3 and ColdFire have 8192)
   mmap           mmap2, offset in pages of the running kernel; 64-bit arguments are two words, high half first,
                  and start at any register */
#ifndef RAWMAP_ARCH_M68K_H
#define RAWMAP_ARCH_M68K_H

#include "m68k.values.h"

#define RAWMAP_ARCH_NAME "m68k"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 8192u
#define RAWMAP_STAT_PLACES 40, 48, 52
#define RAWMAP_MMAP2_PAGES
#define RAWMAP_PAIR_HIGH_FIRST

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_MODE_16
#define RAWMAP_SHM_LAYOUT_GENERIC32

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word d0 __asm__("d0") = number;
    __asm__ volatile("trap #0" : "+r"(d0) : : "memory");
    return d0;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word d0 __asm__("d0") = number;
    register rawmap_word d1 __asm__("d1") = a;
    __asm__ volatile("trap #0" : "+r"(d0) : "r"(d1) : "memory");
    return d0;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word d0 __asm__("d0") = number;
    register rawmap_word d1 __asm__("d1") = a;
    register rawmap_word d2 __asm__("d2") = b;
    __asm__ volatile("trap #0" : "+r"(d0) : "r"(d1), "r"(d2) : "memory");
    return d0;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word d0 __asm__("d0") = number;
    register rawmap_word d1 __asm__("d1") = a;
    register rawmap_word d2 __asm__("d2") = b;
    register rawmap_word d3 __asm__("d3") = c;
    __asm__ volatile("trap #0" : "+r"(d0) : "r"(d1), "r"(d2), "r"(d3) : "memory");
    return d0;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word d0 __asm__("d0") = number;
    register rawmap_word d1 __asm__("d1") = a;
    register rawmap_word d2 __asm__("d2") = b;
    register rawmap_word d3 __asm__("d3") = c;
    register rawmap_word d4 __asm__("d4") = d;
    __asm__ volatile("trap #0" : "+r"(d0) : "r"(d1), "r"(d2), "r"(d3), "r"(d4) : "memory");
    return d0;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word d0 __asm__("d0") = number;
    register rawmap_word d1 __asm__("d1") = a;
    register rawmap_word d2 __asm__("d2") = b;
    register rawmap_word d3 __asm__("d3") = c;
    register rawmap_word d4 __asm__("d4") = d;
    register rawmap_word d5 __asm__("d5") = e;
    __asm__ volatile("trap #0" : "+r"(d0) : "r"(d1), "r"(d2), "r"(d3), "r"(d4), "r"(d5) : "memory");
    return d0;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word d0 __asm__("d0") = number;
    register rawmap_word d1 __asm__("d1") = a;
    register rawmap_word d2 __asm__("d2") = b;
    register rawmap_word d3 __asm__("d3") = c;
    register rawmap_word d4 __asm__("d4") = d;
    register rawmap_word d5 __asm__("d5") = e;
    register rawmap_word a0 __asm__("a0") = f;
    __asm__ volatile("trap #0" : "+r"(d0) : "r"(d1), "r"(d2), "r"(d3), "r"(d4), "r"(d5), "r"(a0) : "memory");
    return d0;
}

/* Line by line (1), both caches (3). */
#define RAWMAP_CODE_CALL(call, start, end) call(RAWMAP_NR_cacheflush, start, 1, 3, (end) - (start))

/* The argument goes on the stack, which is aligned to 16 at the call. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "suba.l %a6, %a6\n"                                                                                        \
            "move.l %sp, %d0\n"                                                                                        \
            "moveq #-16, %d1\n"                                                                                        \
            "and.l %d0, %d1\n"                                                                                         \
            "move.l %d1, %sp\n"                                                                                        \
            "lea (-12,%sp), %sp\n"                                                                                     \
            "move.l %d0, -(%sp)\n"                                                                                     \
            "bsr.l " #function "\n"                                                                                    \
            "illegal\n"                                                                                                \
            ".popsection")

#endif
