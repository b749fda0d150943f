/* SPDX-License-Identifier: MIT */
/* ARC (ARCompact and ARCv2), 32 bits.

   instruction    trap_s 0
   number         r8
   arguments      r0 r1 r2 r3 r4 r5
   result         r0: -4095..-1 is -errno
   clobbered      memory
   page size      4096, 8192 or 16384, a choice of the kernel's build
   mmap           mmap2, offset in pages of the running kernel; 64-bit arguments are two words in the order of
                  memory, and start at any register */
#ifndef RAWMAP_ARCH_ARC_H
#define RAWMAP_ARCH_ARC_H

#include "arc.values.h"

#define RAWMAP_ARCH_NAME "arc"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 16384u
#define RAWMAP_CACHE_COLOURS 0x8000u
#define RAWMAP_MMAP2_PAGES

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC32

#ifdef __BIG_ENDIAN__
#define RAWMAP_PAIR_HIGH_FIRST
#endif

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r8 __asm__("r8") = number;
    register rawmap_word r0 __asm__("r0");
    __asm__ volatile("trap_s 0" : "=r"(r0) : "r"(r8) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r8 __asm__("r8") = number;
    register rawmap_word r0 __asm__("r0") = a;
    __asm__ volatile("trap_s 0" : "+r"(r0) : "r"(r8) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r8 __asm__("r8") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    __asm__ volatile("trap_s 0" : "+r"(r0) : "r"(r8), "r"(r1) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r8 __asm__("r8") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    __asm__ volatile("trap_s 0" : "+r"(r0) : "r"(r8), "r"(r1), "r"(r2) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r8 __asm__("r8") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    __asm__ volatile("trap_s 0" : "+r"(r0) : "r"(r8), "r"(r1), "r"(r2), "r"(r3) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r8 __asm__("r8") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    register rawmap_word r4 __asm__("r4") = e;
    __asm__ volatile("trap_s 0" : "+r"(r0) : "r"(r8), "r"(r1), "r"(r2), "r"(r3), "r"(r4) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r8 __asm__("r8") = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    register rawmap_word r4 __asm__("r4") = e;
    register rawmap_word r5 __asm__("r5") = f;
    __asm__ volatile("trap_s 0" : "+r"(r0) : "r"(r8), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5) : "memory");
    return r0;
}

/* Linux flushes all of the caches, whatever the flags say: both of them (0x12). */
#define RAWMAP_CODE_CALL(call, start, end) call(RAWMAP_NR_cacheflush, start, (end) - (start), 0x12, 0)

/* Frame pointer and return address are zero: the end of every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "mov r0, sp\n"                                                                                             \
            "mov fp, 0\n"                                                                                              \
            "mov blink, 0\n"                                                                                           \
            "and sp, sp, -8\n"                                                                                         \
            "bl " #function "\n"                                                                                       \
            "trap_s 1\n"                                                                                               \
            ".popsection")

#endif
