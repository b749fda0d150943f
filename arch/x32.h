/* SPDX-License-Identifier: MIT */
/* x32: the x86-64 processor with 32-bit pointers. long has 32 bits here, a system call argument 64.

   instruction    syscall
   number         rax, with bit 30 set
   arguments      rdi rsi rdx r10 r8 r9
   result         rax: -4095..-1 is -errno
   clobbered      rcx r11 (the instruction keeps rip and rflags there), memory
   page size      4096
   mmap           six arguments, offset in bytes */
#ifndef RAWMAP_ARCH_X32_H
#define RAWMAP_ARCH_X32_H

#include "x32.values.h"

#define RAWMAP_ARCH_NAME "x32"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_HUGE_SIZE_MIN 2097152u

#define RAWMAP_WORD_LONG_LONG
typedef long long rawmap_word;
/* The longs of struct sysinfo are the kernel's own. */
#define RAWMAP_SYSINFO_64 1

#define RAWMAP_SHM_LAYOUT_GENERIC64

#include "x86_64.stubs.h"

#include "x86.keys.h"

/* At the call the stack is aligned to 16, and rbp is zero: the end of every backtrace. In bytes, as -masm=intel
   reads it too: xorl %ebp, %ebp; movl %esp, %edi; andl $-16, %esp. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            ".byte 0x31, 0xed, 0x89, 0xe7, 0x83, 0xe4, 0xf0\n"                                                         \
            "call " #function "\n"                                                                                     \
            "hlt\n"                                                                                                    \
            ".popsection")

#endif
