/* SPDX-License-Identifier: MIT */
/* C-SKY, ABI version 2 (version 1 has other registers, and no current compiler), 32 bits.

   instruction    trap 0
   number         r7
   arguments      r0 r1 r2 r3 r4 r5
   result         r0: -4095..-1 is -errno; but Linux leaves the first argument there for a number that it does not know,
                  and there is no ENOSYS
   clobbered      memory
   page size      4096
   mmap           mmap2, offset in units of 4096; 64-bit arguments are two words, low half first, and start at
                  any register */
#ifndef RAWMAP_ARCH_CSKY_H
#define RAWMAP_ARCH_CSKY_H

#include "csky.values.h"

#ifdef __CSKYABIV1__
#error "rawmap supports the C-SKY ABI version 2 only"
#endif

#define RAWMAP_ARCH_NAME "csky"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_CACHE_COLOURS 0x4000u
#define RAWMAP_MMAP2_SHIFT 12

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC32

/* clang may keep a frame in r7: there the number waits in r12, and r13 keeps r7 over the call. */
#ifdef __clang__
#define RAWMAP_I_NUMBER "r12"
#define RAWMAP_I_CALL "mov r13, r7\n\tmov r7, r12\n\ttrap 0\n\tmov r7, r13"
#define RAWMAP_I_CLOBBERS "r13", "memory"
#else
#define RAWMAP_I_NUMBER "r7"
#define RAWMAP_I_CALL "trap 0"
#define RAWMAP_I_CLOBBERS "memory"
#endif

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word nr __asm__(RAWMAP_I_NUMBER) = number;
    register rawmap_word r0 __asm__("r0");
    __asm__ volatile(RAWMAP_I_CALL : "=r"(r0) : "r"(nr) : RAWMAP_I_CLOBBERS);
    return r0;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word nr __asm__(RAWMAP_I_NUMBER) = number;
    register rawmap_word r0 __asm__("r0") = a;
    __asm__ volatile(RAWMAP_I_CALL : "+r"(r0) : "r"(nr) : RAWMAP_I_CLOBBERS);
    return r0;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word nr __asm__(RAWMAP_I_NUMBER) = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    __asm__ volatile(RAWMAP_I_CALL : "+r"(r0) : "r"(nr), "r"(r1) : RAWMAP_I_CLOBBERS);
    return r0;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word nr __asm__(RAWMAP_I_NUMBER) = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    __asm__ volatile(RAWMAP_I_CALL : "+r"(r0) : "r"(nr), "r"(r1), "r"(r2) : RAWMAP_I_CLOBBERS);
    return r0;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word nr __asm__(RAWMAP_I_NUMBER) = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    __asm__ volatile(RAWMAP_I_CALL : "+r"(r0) : "r"(nr), "r"(r1), "r"(r2), "r"(r3) : RAWMAP_I_CLOBBERS);
    return r0;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word nr __asm__(RAWMAP_I_NUMBER) = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    register rawmap_word r4 __asm__("r4") = e;
    __asm__ volatile(RAWMAP_I_CALL : "+r"(r0) : "r"(nr), "r"(r1), "r"(r2), "r"(r3), "r"(r4) : RAWMAP_I_CLOBBERS);
    return r0;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word nr __asm__(RAWMAP_I_NUMBER) = number;
    register rawmap_word r0 __asm__("r0") = a;
    register rawmap_word r1 __asm__("r1") = b;
    register rawmap_word r2 __asm__("r2") = c;
    register rawmap_word r3 __asm__("r3") = d;
    register rawmap_word r4 __asm__("r4") = e;
    register rawmap_word r5 __asm__("r5") = f;
    __asm__ volatile(RAWMAP_I_CALL
                     : "+r"(r0)
                     : "r"(nr), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
                     : RAWMAP_I_CLOBBERS);
    return r0;
}

#undef RAWMAP_I_NUMBER
#undef RAWMAP_I_CALL
#undef RAWMAP_I_CLOBBERS

/* Both caches (3). */
#define RAWMAP_CODE_CALL(call, start, end) call(RAWMAP_NR_cacheflush, start, (end) - (start), 3, 0)

/* The stack is aligned to 8, and the frame pointer is zero: the end of every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "mov r0, sp\n"                                                                                             \
            "movi r1, 7\n"                                                                                             \
            "andn sp, sp, r1\n"                                                                                        \
            "movi r8, 0\n"                                                                                             \
            "bsr " #function "\n"                                                                                      \
            "bkpt\n"                                                                                                   \
            ".popsection")

#endif
