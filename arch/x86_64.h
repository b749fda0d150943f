/* SPDX-License-Identifier: MIT */
/* x86-64, 64-bit pointers (x32 has its own file).

   instruction    syscall
   number         rax
   arguments      rdi rsi rdx r10 r8 r9
   result         rax: -4095..-1 is -errno
   clobbered      rcx r11 (the instruction keeps rip and rflags there), memory
   page size      4096
   mmap           six arguments, offset in bytes */
#ifndef RAWMAP_ARCH_X86_64_H
#define RAWMAP_ARCH_X86_64_H

#include "x86_64.values.h"

#define RAWMAP_ARCH_NAME "x86_64"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_HUGE_SIZE_MIN 2097152u
#define RAWMAP_SHADOW_STACK_TOKEN

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC64

#include "x86_64.stubs.h"

#include "x86.keys.h"

#ifdef __SSE2__
#define RAWMAP_COPY_64(to, from)                                                                                       \
    __asm__ volatile("{movups (%1), %%xmm0|movups xmm0, [%1]}\n\t"                                                     \
                     "{movups 16(%1), %%xmm1|movups xmm1, [%1 + 16]}\n\t"                                              \
                     "{movups 32(%1), %%xmm2|movups xmm2, [%1 + 32]}\n\t"                                              \
                     "{movups 48(%1), %%xmm3|movups xmm3, [%1 + 48]}\n\t"                                              \
                     "{movups %%xmm0, (%0)|movups [%0], xmm0}\n\t"                                                     \
                     "{movups %%xmm1, 16(%0)|movups [%0 + 16], xmm1}\n\t"                                              \
                     "{movups %%xmm2, 32(%0)|movups [%0 + 32], xmm2}\n\t"                                              \
                     "{movups %%xmm3, 48(%0)|movups [%0 + 48], xmm3}"                                                  \
                     :                                                                                                 \
                     : "r"(to), "r"(from)                                                                              \
                     : "xmm0", "xmm1", "xmm2", "xmm3", "memory")
#endif

/* At the call the stack is aligned to 16, and rbp is zero: the end of every backtrace. In bytes, as -masm=intel reads it too:
   xorl %ebp, %ebp; movq %rsp, %rdi; andq $-16, %rsp. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            ".byte 0x31, 0xed, 0x48, 0x89, 0xe7, 0x48, 0x83, 0xe4, 0xf0\n"                                             \
            "call " #function "\n"                                                                                     \
            "hlt\n"                                                                                                    \
            ".popsection")

#endif
