/* SPDX-License-Identifier: MIT */
/* SuperH, 32 bits, big- and little-endian.

   instruction    trapa #31, then five no-ops, as in the kernel's own trampolines
   number         r3
   arguments      r4 r5 r6 r7 r0 r1
   result         r0: -4095..-1 is -errno
   clobbered      memory
   page size      4096 to 65536, a choice of the kernel's build
   mmap           mmap2, offset in units of 4096; 64-bit arguments are two words in the order of memory, and
                  start at any register, but in pread64 and pwrite64 an unused argument precedes them */
#ifndef RAWMAP_ARCH_SH_H
#define RAWMAP_ARCH_SH_H

#include "sh.values.h"

#define RAWMAP_ARCH_NAME "sh"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_STAT_PLACES 44, 52, 56
#define RAWMAP_CACHE_COLOURS 0x10000u
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_PREAD_PADDED

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_MODE_16
#define RAWMAP_SHM_LAYOUT_GENERIC32

#ifdef __BIG_ENDIAN__
#define RAWMAP_PAIR_HIGH_FIRST
#endif

#define RAWMAP_I_CALL "trapa #31\n\tor r0, r0\n\tor r0, r0\n\tor r0, r0\n\tor r0, r0\n\tor r0, r0"

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word r3 __asm__("r3") = number;
    register rawmap_word r0 __asm__("r0");
    __asm__ volatile(RAWMAP_I_CALL : "=r"(r0) : "r"(r3) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word r3 __asm__("r3") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r0 __asm__("r0");
    __asm__ volatile(RAWMAP_I_CALL : "=r"(r0) : "r"(r3), "r"(r4) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word r3 __asm__("r3") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r0 __asm__("r0");
    __asm__ volatile(RAWMAP_I_CALL : "=r"(r0) : "r"(r3), "r"(r4), "r"(r5) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word r3 __asm__("r3") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r6 __asm__("r6") = c;
    register rawmap_word r0 __asm__("r0");
    __asm__ volatile(RAWMAP_I_CALL : "=r"(r0) : "r"(r3), "r"(r4), "r"(r5), "r"(r6) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word r3 __asm__("r3") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r6 __asm__("r6") = c;
    register rawmap_word r7 __asm__("r7") = d;
    register rawmap_word r0 __asm__("r0");
    __asm__ volatile(RAWMAP_I_CALL : "=r"(r0) : "r"(r3), "r"(r4), "r"(r5), "r"(r6), "r"(r7) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word r3 __asm__("r3") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r6 __asm__("r6") = c;
    register rawmap_word r7 __asm__("r7") = d;
    register rawmap_word r0 __asm__("r0") = e;
    __asm__ volatile(RAWMAP_I_CALL : "+r"(r0) : "r"(r3), "r"(r4), "r"(r5), "r"(r6), "r"(r7) : "memory");
    return r0;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word r3 __asm__("r3") = number;
    register rawmap_word r4 __asm__("r4") = a;
    register rawmap_word r5 __asm__("r5") = b;
    register rawmap_word r6 __asm__("r6") = c;
    register rawmap_word r7 __asm__("r7") = d;
    register rawmap_word r0 __asm__("r0") = e;
    register rawmap_word r1 __asm__("r1") = f;
    __asm__ volatile(RAWMAP_I_CALL : "+r"(r0) : "r"(r3), "r"(r4), "r"(r5), "r"(r6), "r"(r7), "r"(r1) : "memory");
    return r0;
}

#undef RAWMAP_I_CALL

/* Data is written back and both caches lose the lines (7). */
#define RAWMAP_CODE_CALL(call, start, end) call(RAWMAP_NR_cacheflush, start, (end) - (start), 7, 0)

/* The function is called by its distance, so nothing here needs relocating. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            ".balign 4\n"                                                                                              \
            "_start:\n"                                                                                                \
            "mov r15, r4\n"                                                                                            \
            "mov #-8, r0\n"                                                                                            \
            "and r0, r15\n"                                                                                            \
            "mov #0, r14\n"                                                                                            \
            "mov.l 1f, r0\n"                                                                                           \
            "bsrf r0\n"                                                                                                \
            "nop\n"                                                                                                    \
            "2:\n"                                                                                                     \
            "bra 2b\n"                                                                                                 \
            "nop\n"                                                                                                    \
            ".balign 4\n"                                                                                              \
            "1:\n"                                                                                                     \
            ".long " #function " - 2b\n"                                                                               \
            ".popsection")

#endif
