/* SPDX-License-Identifier: MIT */
/* MicroBlaze, 32 bits, big- and little-endian.

   instruction    brki r14, 8
   number         r12
   arguments      r5 r6 r7 r8 r9 r10
   result         r3: -4095..-1 is -errno
   clobbered      r4 r11 r12 r14, memory
   page size      4096 (older kernels could be built with 16384 and 65536)
   mmap           mmap2, offset in units of 4096; 64-bit arguments are two words in the order of memory, and
                  start at any register */
#ifndef RAWMAP_ARCH_MICROBLAZE_H
#define RAWMAP_ARCH_MICROBLAZE_H

#include "microblaze.values.h"

#define RAWMAP_ARCH_NAME "microblaze"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_MMAP2_SHIFT 12

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_MODE_16
#define RAWMAP_SHM_LAYOUT_GENERIC32

#ifndef __MICROBLAZEEL__
#define RAWMAP_PAIR_HIGH_FIRST
#endif

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r12 __asm__("r12") = number;
    register rawmap_word r3 __asm__("r3");
    __asm__ volatile("brki r14, 8" : "=r"(r3), "+r"(r12) : : "r4", "r11", "r14", "memory");
    return r3;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r12 __asm__("r12") = number;
    register rawmap_word r5 __asm__("r5") = a;
    register rawmap_word r3 __asm__("r3");
    __asm__ volatile("brki r14, 8" : "=r"(r3), "+r"(r12) : "r"(r5) : "r4", "r11", "r14", "memory");
    return r3;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r12 __asm__("r12") = number;
    register rawmap_word r5 __asm__("r5") = a;
    register rawmap_word r6 __asm__("r6") = b;
    register rawmap_word r3 __asm__("r3");
    __asm__ volatile("brki r14, 8" : "=r"(r3), "+r"(r12) : "r"(r5), "r"(r6) : "r4", "r11", "r14", "memory");
    return r3;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r12 __asm__("r12") = number;
    register rawmap_word r5 __asm__("r5") = a;
    register rawmap_word r6 __asm__("r6") = b;
    register rawmap_word r7 __asm__("r7") = c;
    register rawmap_word r3 __asm__("r3");
    __asm__ volatile("brki r14, 8" : "=r"(r3), "+r"(r12) : "r"(r5), "r"(r6), "r"(r7) : "r4", "r11", "r14", "memory");
    return r3;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r12 __asm__("r12") = number;
    register rawmap_word r5 __asm__("r5") = a;
    register rawmap_word r6 __asm__("r6") = b;
    register rawmap_word r7 __asm__("r7") = c;
    register rawmap_word r8 __asm__("r8") = d;
    register rawmap_word r3 __asm__("r3");
    __asm__ volatile("brki r14, 8"
                     : "=r"(r3), "+r"(r12)
                     : "r"(r5), "r"(r6), "r"(r7), "r"(r8)
                     : "r4", "r11", "r14", "memory");
    return r3;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r12 __asm__("r12") = number;
    register rawmap_word r5 __asm__("r5") = a;
    register rawmap_word r6 __asm__("r6") = b;
    register rawmap_word r7 __asm__("r7") = c;
    register rawmap_word r8 __asm__("r8") = d;
    register rawmap_word r9 __asm__("r9") = e;
    register rawmap_word r3 __asm__("r3");
    __asm__ volatile("brki r14, 8"
                     : "=r"(r3), "+r"(r12)
                     : "r"(r5), "r"(r6), "r"(r7), "r"(r8), "r"(r9)
                     : "r4", "r11", "r14", "memory");
    return r3;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r12 __asm__("r12") = number;
    register rawmap_word r5 __asm__("r5") = a;
    register rawmap_word r6 __asm__("r6") = b;
    register rawmap_word r7 __asm__("r7") = c;
    register rawmap_word r8 __asm__("r8") = d;
    register rawmap_word r9 __asm__("r9") = e;
    register rawmap_word r10 __asm__("r10") = f;
    register rawmap_word r3 __asm__("r3");
    __asm__ volatile("brki r14, 8"
                     : "=r"(r3), "+r"(r12)
                     : "r"(r5), "r"(r6), "r"(r7), "r"(r8), "r"(r9), "r"(r10)
                     : "r4", "r11", "r14", "memory");
    return r3;
}

/* The function may use the 28 bytes above its stack pointer for its arguments. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "addk r5, r0, r1\n"                                                                                        \
            "andi r1, r1, -8\n"                                                                                        \
            "addik r1, r1, -32\n"                                                                                      \
            "addk r19, r0, r0\n"                                                                                       \
            "brlid r15, " #function "\n"                                                                               \
            "nop\n"                                                                                                    \
            "bri 0\n"                                                                                                  \
            ".popsection")

#endif
