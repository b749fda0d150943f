/* SPDX-License-Identifier: MIT */
/* RISC-V, 32 bits.

   instruction    ecall
   number         a7
   arguments      a0 a1 a2 a3 a4 a5
   result         a0: -4095..-1 is -errno
   clobbered      memory; all vector state
   page size      4096
   mmap           mmap2, offset in units of 4096; 64-bit arguments are two words, low half first, and start
                  at any register */
#ifndef RAWMAP_ARCH_RISCV32_H
#define RAWMAP_ARCH_RISCV32_H

#include "riscv32.values.h"

#define RAWMAP_ARCH_NAME "riscv32"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 4096u
#define RAWMAP_MMAP2_SHIFT 12

typedef long rawmap_word;

#define RAWMAP_SHM_LAYOUT_GENERIC32

#include "riscv.stubs.h"

/* The linker shortens addresses to offsets from gp, so gp comes first, and is itself not shortened. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            ".option push\n"                                                                                           \
            ".option norelax\n"                                                                                        \
            "lla gp, __global_pointer$\n"                                                                              \
            ".option pop\n"                                                                                            \
            "mv a0, sp\n"                                                                                              \
            "andi sp, sp, -16\n"                                                                                       \
            "li s0, 0\n"                                                                                               \
            "li ra, 0\n"                                                                                               \
            "call " #function "\n"                                                                                     \
            "ebreak\n"                                                                                                 \
            ".popsection")

#endif
