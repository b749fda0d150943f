/* SPDX-License-Identifier: MIT */
/* 32-bit ARM, EABI, little- and big-endian, ARM and Thumb code.

   instruction    svc #0 (swi 0)
   number         r7
   arguments      r0 r1 r2 r3 r4 r5
   result         r0: -4095..-1 is -errno
   clobbered      memory
   page size      4096
   mmap           mmap2, offset in units of 4096; a 64-bit argument is an even register and the next,
                  in the order of memory

   In Thumb code r7 is the frame pointer, which an asm statement may not take, nor r6, which is a second one to clang: there
   the number waits in r12, and lr keeps r7 over the call. */
#ifndef RAWMAP_ARCH_ARM_H
#define RAWMAP_ARCH_ARM_H

#include "arm.values.h"

#ifndef __ARM_EABI__
#error "rawmap supports the ARM EABI only: the old ABI has another way to call the kernel"
#endif

#define RAWMAP_ARCH_NAME "arm"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_HUGE_SIZE_MIN 2097152u
#define RAWMAP_CACHE_COLOURS 0x4000u
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_PAIR_ALIGNED

typedef long rawmap_word;

/* Before ARMv6, and in its Thumb code, there is no instruction for it: the kernel has a function at this address. */
#if __ARM_ARCH < 6 || (__ARM_ARCH == 6 && defined __thumb__)
#define RAWMAP_PLAIN_WORDS
#ifdef __cplusplus
#define RAWMAP_FENCE() reinterpret_cast<void (*)(void)>(0xffff0fa0u)()
#else
#define RAWMAP_FENCE() ((void (*)(void))0xffff0fa0u)()
#endif
#endif
#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_MODE_16
#define RAWMAP_SHM_LAYOUT_GENERIC32

#ifdef __ARM_BIG_ENDIAN
#define RAWMAP_PAIR_HIGH_FIRST
#endif

#ifdef __thumb__
#define RAWMAP_I_NUMBER "r12"
#define RAWMAP_I_CALL "mov lr, r7\n\tmov r7, r12\n\tsvc #0\n\tmov r7, lr"
#define RAWMAP_I_CLOBBERS "lr", "memory"
#define RAWMAP_I_START_MODE ".thumb\n.thumb_func\n"
#else
#define RAWMAP_I_NUMBER "r7"
#define RAWMAP_I_CALL "svc #0"
#define RAWMAP_I_CLOBBERS "memory"
#define RAWMAP_I_START_MODE ".arm\n"
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

/* Every processor of the process is told. */
#define RAWMAP_CODE_CALL(call, start, end) call(RAWMAP_NR_cacheflush, start, end, 0, 0)

/* The instructions are those that ARM and Thumb share. Bit 0 of the entry address, which .thumb_func
   sets, tells the kernel to start in Thumb. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".syntax unified\n"                                                                                        \
            ".globl _start\n" RAWMAP_I_START_MODE "_start:\n"                                                          \
            "movs r1, #0\n"                                                                                            \
            "mov r11, r1\n"                                                                                            \
            "mov r0, sp\n"                                                                                             \
            "lsrs r1, r0, #3\n"                                                                                        \
            "lsls r1, r1, #3\n"                                                                                        \
            "mov sp, r1\n"                                                                                             \
            "bl " #function "\n"                                                                                       \
            "b .\n"                                                                                                    \
            ".popsection")

#endif
