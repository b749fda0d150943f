/* SPDX-License-Identifier: MIT */
/* OpenRISC 1000, 32 bits, big-endian.

   instruction    l.sys 1
   number         r11
   arguments      r3 r4 r5 r6 r7 r8
   result         r11: -4095..-1 is -errno
   clobbered      r3-r8 r12, the odd registers r13-r31, memory
   page size      8192
   mmap           mmap2, offset in units of 8192 (pages); 64-bit arguments are two words, high half first, and
                  start at any register */
#ifndef RAWMAP_ARCH_OR1K_H
#define RAWMAP_ARCH_OR1K_H

#include "or1k.values.h"

#define RAWMAP_ARCH_NAME "or1k"
#define RAWMAP_PAGE_SIZE_MIN 8192u
#define RAWMAP_PAGE_SIZE_MAX 8192u
#define RAWMAP_MMAP2_SHIFT 13
#define RAWMAP_PAIR_HIGH_FIRST

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC32

#define RAWMAP_I_CLOBBERS "r12", "r13", "r15", "r17", "r19", "r21", "r23", "r25", "r27", "r29", "r31", "memory"

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r11 __asm__("r11") = number;
    __asm__ volatile("l.sys 1\n\tl.nop" : "+r"(r11) : : RAWMAP_I_CLOBBERS, "r3", "r4", "r5", "r6", "r7", "r8");
    return r11;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r11 __asm__("r11") = number;
    register rawmap_word r3 __asm__("r3") = a;
    __asm__ volatile("l.sys 1\n\tl.nop" : "+r"(r11), "+r"(r3) : : RAWMAP_I_CLOBBERS, "r4", "r5", "r6", "r7", "r8");
    return r11;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r11 __asm__("r11") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    __asm__ volatile("l.sys 1\n\tl.nop" : "+r"(r11), "+r"(r3), "+r"(r4) : : RAWMAP_I_CLOBBERS, "r5", "r6", "r7", "r8");
    return r11;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r11 __asm__("r11") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    register rawmap_word r5 __asm__("r5") = c;
    __asm__ volatile("l.sys 1\n\tl.nop"
                     : "+r"(r11), "+r"(r3), "+r"(r4), "+r"(r5)
                     :
                     : RAWMAP_I_CLOBBERS, "r6", "r7", "r8");
    return r11;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r11 __asm__("r11") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    register rawmap_word r5 __asm__("r5") = c;
    register rawmap_word r6 __asm__("r6") = d;
    __asm__ volatile("l.sys 1\n\tl.nop"
                     : "+r"(r11), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6)
                     :
                     : RAWMAP_I_CLOBBERS, "r7", "r8");
    return r11;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r11 __asm__("r11") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    register rawmap_word r5 __asm__("r5") = c;
    register rawmap_word r6 __asm__("r6") = d;
    register rawmap_word r7 __asm__("r7") = e;
    __asm__ volatile("l.sys 1\n\tl.nop"
                     : "+r"(r11), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r7)
                     :
                     : RAWMAP_I_CLOBBERS, "r8");
    return r11;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r11 __asm__("r11") = number;
    register rawmap_word r3 __asm__("r3") = a;
    register rawmap_word r4 __asm__("r4") = b;
    register rawmap_word r5 __asm__("r5") = c;
    register rawmap_word r6 __asm__("r6") = d;
    register rawmap_word r7 __asm__("r7") = e;
    register rawmap_word r8 __asm__("r8") = f;
    __asm__ volatile("l.sys 1\n\tl.nop"
                     : "+r"(r11), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r7), "+r"(r8)
                     :
                     : RAWMAP_I_CLOBBERS);
    return r11;
}

#undef RAWMAP_I_CLOBBERS

/* The stack is aligned to 8, and the frame pointer is zero: the end of every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "l.ori r3, r1, 0\n"                                                                                        \
            "l.addi r4, r0, -8\n"                                                                                      \
            "l.and r1, r1, r4\n"                                                                                       \
            "l.ori r2, r0, 0\n"                                                                                        \
            "l.jal " #function "\n"                                                                                    \
            "l.nop\n"                                                                                                  \
            "l.trap 0\n"                                                                                               \
            ".popsection")

#endif
