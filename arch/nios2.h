/* SPDX-License-Identifier: MIT */
/* Nios II, 32 bits, little-endian.

   instruction    trap
   number         r2
   arguments      r4 r5 r6 r7 r8 r9
   result         r2: a value, or errno when r7 is not zero; the stub negates it then
   clobbered      r7, memory
   page size      4096
   mmap           mmap2, offset in units of 4096 (pages); 64-bit arguments are two words, low half first, and
                  start at any register */
#ifndef RAWMAP_ARCH_NIOS2_H
#define RAWMAP_ARCH_NIOS2_H

#include "nios2.values.h"

#define RAWMAP_ARCH_NAME "nios2"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_MMAP2_SHIFT 12

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC32

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r2 __asm__("r2") = number;
    register rawmap_word r7 __asm__("r7");
    __asm__ volatile("trap" : "+r"(r2), "=r"(r7) : : "memory");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r2 __asm__("r2") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r7 __asm__("r7");
    __asm__ volatile("trap" : "+r"(r2), "=r"(r7) : "r"(r4) : "memory");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r2 __asm__("r2") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r7 __asm__("r7");
    __asm__ volatile("trap" : "+r"(r2), "=r"(r7) : "r"(r4), "r"(r5) : "memory");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r2 __asm__("r2") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r6 __asm__("r6") = c;
    register rawmap_word r7 __asm__("r7");
    __asm__ volatile("trap" : "+r"(r2), "=r"(r7) : "r"(r4), "r"(r5), "r"(r6) : "memory");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r2 __asm__("r2") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r6 __asm__("r6") = c;
    register rawmap_word r7 __asm__("r7") = d;
    __asm__ volatile("trap" : "+r"(r2), "+r"(r7) : "r"(r4), "r"(r5), "r"(r6) : "memory");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r2 __asm__("r2") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r6 __asm__("r6") = c;
    register rawmap_word r7 __asm__("r7") = d;
    register rawmap_word r8 __asm__("r8") = e;
    __asm__ volatile("trap" : "+r"(r2), "+r"(r7) : "r"(r4), "r"(r5), "r"(r6), "r"(r8) : "memory");
    return r7 ? -r2 : r2;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r2 __asm__("r2") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r6 __asm__("r6") = c;
    register rawmap_word r7 __asm__("r7") = d;
    register rawmap_word r8 __asm__("r8") = e;
    register rawmap_word r9 __asm__("r9") = f;
    __asm__ volatile("trap" : "+r"(r2), "+r"(r7) : "r"(r4), "r"(r5), "r"(r6), "r"(r8), "r"(r9) : "memory");
    return r7 ? -r2 : r2;
}

#define RAWMAP_CODE_CALL(call, start, end) call(RAWMAP_NR_cacheflush, start, (end) - (start), 0, 0)

/* gp is where small data is addressed from; the linker places it, if there is any. It and the function are found by their
   distance, so nothing here needs relocating. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "nextpc r3\n"                                                                                              \
            "1:\n"                                                                                                     \
            ".weak _gp\n"                                                                                              \
            "movhi r2, %hiadj(_gp - 1b)\n"                                                                             \
            "addi r2, r2, %lo(_gp - 1b)\n"                                                                             \
            "add gp, r2, r3\n"                                                                                         \
            "movhi r2, %hiadj(" #function " - 1b)\n"                                                                   \
            "addi r2, r2, %lo(" #function " - 1b)\n"                                                                   \
            "add r2, r2, r3\n"                                                                                         \
            "mov r4, sp\n"                                                                                             \
            "movi r5, -4\n"                                                                                            \
            "and sp, sp, r5\n"                                                                                         \
            "mov fp, zero\n"                                                                                           \
            "mov ra, zero\n"                                                                                           \
            "callr r2\n"                                                                                               \
            "break\n"                                                                                                  \
            ".popsection")

#endif
