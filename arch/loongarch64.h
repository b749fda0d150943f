/* SPDX-License-Identifier: MIT */
/* LoongArch, 64 bits.

   instruction    syscall 0
   number         a7
   arguments      a0 a1 a2 a3 a4 a5
   result         a0: -4095..-1 is -errno
   clobbered      t0-t8, memory
   page size      4096, 16384 or 65536, a choice of the kernel's build
   mmap           six arguments, offset in bytes */
#ifndef RAWMAP_ARCH_LOONGARCH64_H
#define RAWMAP_ARCH_LOONGARCH64_H

#include "loongarch64.values.h"

#define RAWMAP_ARCH_NAME "loongarch64"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_CACHE_COLOURS 0x10000u

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC64

static inline rawmap_word rawmap_syscall0(rawmap_word number)
{
    register rawmap_word a7 __asm__("$a7") = number;
    register rawmap_word a0 __asm__("$a0");
    __asm__ volatile("syscall 0"
                     : "=r"(a0)
                     : "r"(a7)
                     : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8", "memory");
    return a0;
}

static inline rawmap_word rawmap_syscall1(rawmap_word number, rawmap_word a)
{
    register rawmap_word a7 __asm__("$a7") = number;
    register rawmap_word a0 __asm__("$a0") = a;
    __asm__ volatile("syscall 0"
                     : "+r"(a0)
                     : "r"(a7)
                     : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8", "memory");
    return a0;
}

static inline rawmap_word rawmap_syscall2(rawmap_word number, rawmap_word a, rawmap_word b)
{
    register rawmap_word a7 __asm__("$a7") = number;
    register rawmap_word a0 __asm__("$a0") = a;
    register rawmap_word a1 __asm__("$a1") = b;
    __asm__ volatile("syscall 0"
                     : "+r"(a0)
                     : "r"(a7), "r"(a1)
                     : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8", "memory");
    return a0;
}

static inline rawmap_word rawmap_syscall3(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c)
{
    register rawmap_word a7 __asm__("$a7") = number;
    register rawmap_word a0 __asm__("$a0") = a;
    register rawmap_word a1 __asm__("$a1") = b;
    register rawmap_word a2 __asm__("$a2") = c;
    __asm__ volatile("syscall 0"
                     : "+r"(a0)
                     : "r"(a7), "r"(a1), "r"(a2)
                     : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8", "memory");
    return a0;
}

static inline rawmap_word rawmap_syscall4(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d)
{
    register rawmap_word a7 __asm__("$a7") = number;
    register rawmap_word a0 __asm__("$a0") = a;
    register rawmap_word a1 __asm__("$a1") = b;
    register rawmap_word a2 __asm__("$a2") = c;
    register rawmap_word a3 __asm__("$a3") = d;
    __asm__ volatile("syscall 0"
                     : "+r"(a0)
                     : "r"(a7), "r"(a1), "r"(a2), "r"(a3)
                     : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8", "memory");
    return a0;
}

static inline rawmap_word rawmap_syscall5(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e)
{
    register rawmap_word a7 __asm__("$a7") = number;
    register rawmap_word a0 __asm__("$a0") = a;
    register rawmap_word a1 __asm__("$a1") = b;
    register rawmap_word a2 __asm__("$a2") = c;
    register rawmap_word a3 __asm__("$a3") = d;
    register rawmap_word a4 __asm__("$a4") = e;
    __asm__ volatile("syscall 0"
                     : "+r"(a0)
                     : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4)
                     : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8", "memory");
    return a0;
}

static inline rawmap_word rawmap_syscall6(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c,
                                          rawmap_word d, rawmap_word e, rawmap_word f)
{
    register rawmap_word a7 __asm__("$a7") = number;
    register rawmap_word a0 __asm__("$a0") = a;
    register rawmap_word a1 __asm__("$a1") = b;
    register rawmap_word a2 __asm__("$a2") = c;
    register rawmap_word a3 __asm__("$a3") = d;
    register rawmap_word a4 __asm__("$a4") = e;
    register rawmap_word a5 __asm__("$a5") = f;
    __asm__ volatile("syscall 0"
                     : "+r"(a0)
                     : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5)
                     : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8", "memory");
    return a0;
}

/* Both caches agree; only what was fetched ahead is older, on this processor. */
#define RAWMAP_CODE_FLUSH
static inline void rawmap_i_code_flush(uintptr_t start, uintptr_t end)
{
    (void)start;
    (void)end;
    __asm__ volatile("ibar 0" : : : "memory");
}

/* Frame pointer and return address are zero: the end of every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "move $a0, $sp\n"                                                                                          \
            "bstrins.d $sp, $zero, 3, 0\n"                                                                             \
            "move $fp, $zero\n"                                                                                        \
            "move $ra, $zero\n"                                                                                        \
            "bl " #function "\n"                                                                                       \
            "break 0\n"                                                                                                \
            ".popsection")

#endif
