/* SPDX-License-Identifier: MIT */
/* Xtensa, 32 bits, big- and little-endian, windowed and call0 ABI.

   instruction    syscall
   number         a2
   arguments      a6 a3 a4 a5 a8 a9
   result         a2: -4095..-1 is -errno
   clobbered      memory
   page size      4096
   mmap           mmap2, offset in units of 4096 (pages); a 64-bit argument is an even argument and the next, in
                  the order of memory */
#ifndef RAWMAP_ARCH_XTENSA_H
#define RAWMAP_ARCH_XTENSA_H

#include "xtensa.values.h"

#define RAWMAP_ARCH_NAME "xtensa"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_STAT_PLACES 40, 48, 56
#define RAWMAP_CACHE_COLOURS 0x10000u
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_PAIR_ALIGNED

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_SEQUENCE_32
#define RAWMAP_SHM_LAYOUT_GENERIC32

#ifdef __XTENSA_EB__
#define RAWMAP_PAIR_HIGH_FIRST
#endif

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word a2 __asm__("a2") = number;
    __asm__ volatile("syscall" : "+r"(a2) : : "memory");
    return a2;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word a2 __asm__("a2") = number;
    register rawmap_word a6 __asm__("a6") = a;
    __asm__ volatile("syscall" : "+r"(a2) : "r"(a6) : "memory");
    return a2;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word a2 __asm__("a2") = number;
    register rawmap_word a6 __asm__("a6") = a;
    register rawmap_word a3 __asm__("a3") = b;
    __asm__ volatile("syscall" : "+r"(a2) : "r"(a6), "r"(a3) : "memory");
    return a2;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word a2 __asm__("a2") = number;
    register rawmap_word a6 __asm__("a6") = a;
    register rawmap_word a3 __asm__("a3") = b;
    register rawmap_word a4 __asm__("a4") = c;
    __asm__ volatile("syscall" : "+r"(a2) : "r"(a6), "r"(a3), "r"(a4) : "memory");
    return a2;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word a2 __asm__("a2") = number;
    register rawmap_word a6 __asm__("a6") = a;
    register rawmap_word a3 __asm__("a3") = b;
    register rawmap_word a4 __asm__("a4") = c;
    register rawmap_word a5 __asm__("a5") = d;
    __asm__ volatile("syscall" : "+r"(a2) : "r"(a6), "r"(a3), "r"(a4), "r"(a5) : "memory");
    return a2;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word a2 __asm__("a2") = number;
    register rawmap_word a6 __asm__("a6") = a;
    register rawmap_word a3 __asm__("a3") = b;
    register rawmap_word a4 __asm__("a4") = c;
    register rawmap_word a5 __asm__("a5") = d;
    register rawmap_word a8 __asm__("a8") = e;
    __asm__ volatile("syscall" : "+r"(a2) : "r"(a6), "r"(a3), "r"(a4), "r"(a5), "r"(a8) : "memory");
    return a2;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word a2 __asm__("a2") = number;
    register rawmap_word a6 __asm__("a6") = a;
    register rawmap_word a3 __asm__("a3") = b;
    register rawmap_word a4 __asm__("a4") = c;
    register rawmap_word a5 __asm__("a5") = d;
    register rawmap_word a8 __asm__("a8") = e;
    register rawmap_word a9 __asm__("a9") = f;
    __asm__ volatile("syscall" : "+r"(a2) : "r"(a6), "r"(a3), "r"(a4), "r"(a5), "r"(a8), "r"(a9) : "memory");
    return a2;
}

/* Assemblers know these instructions where the core has caches, of which newer compilers tell. No line is shorter than 16
   bytes. */
#if defined __XCHAL_ICACHE_SIZE && defined __XCHAL_DCACHE_SIZE
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    const uintptr_t first = start - (start & 15u);
    uintptr_t at = first;
    (void)at;
    (void)end;
#if __XCHAL_DCACHE_SIZE
    for (at = first; at < end; at += 16)
        __asm__ volatile("dhwb %0, 0" : : "a"(at) : "memory");
#endif
    __asm__ volatile("dsync" : : : "memory");
#if __XCHAL_ICACHE_SIZE
    for (at = first; at < end; at += 16)
        __asm__ volatile("ihi %0, 0" : : "a"(at) : "memory");
#endif
    __asm__ volatile("isync" : : : "memory");
}
#endif

/* call4 moves the register window by four: a6 is the function's a2. */
#ifdef __XTENSA_CALL0_ABI__
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            ".balign 4\n"                                                                                              \
            "_start:\n"                                                                                                \
            "movi a0, 0\n"                                                                                             \
            "mov a2, a1\n"                                                                                             \
            "movi a3, -16\n"                                                                                           \
            "and a1, a1, a3\n"                                                                                         \
            "call0 " #function "\n"                                                                                    \
            "ill\n"                                                                                                    \
            ".popsection")
#else
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            ".balign 4\n"                                                                                              \
            "_start:\n"                                                                                                \
            "movi a0, 0\n"                                                                                             \
            "mov a6, a1\n"                                                                                             \
            "movi a3, -16\n"                                                                                           \
            "and a1, a1, a3\n"                                                                                         \
            "call4 " #function "\n"                                                                                    \
            "ill\n"                                                                                                    \
            ".popsection")
#endif

#endif
