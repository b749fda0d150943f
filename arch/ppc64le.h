/* SPDX-License-Identifier: MIT */
/* 64-bit PowerPC, little-endian (ELFv2 ABI).

   instruction    sc
   number         r0
   arguments      r3 r4 r5 r6 r7 r8
   result         r3: a value, or errno when the summary overflow bit of cr0 is set; the stub negates it then
   clobbered      r0 r4-r12 cr0 ctr xer, memory
   page size      4096 or 65536, a choice of the kernel's build
   mmap           six arguments, offset in bytes */
#ifndef RAWMAP_ARCH_PPC64LE_H
#define RAWMAP_ARCH_PPC64LE_H

#include "ppc64le.values.h"

#define RAWMAP_ARCH_NAME "ppc64le"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_IOCTL_NO_DATA 0x20000000u /* a bit of the ioctl requests that carry nothing */

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_LAYOUT_PPC64

#include "ppc.stubs.h"

/* r2 is the table of contents, found from the program counter. A zero back chain ends every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "bcl 20, 31, 1f\n"                                                                                         \
            "1:\n"                                                                                                     \
            "mflr 12\n"                                                                                                \
            "addi 12, 12, _start - 1b\n"                                                                               \
            "addis 2, 12, .TOC. - _start@ha\n"                                                                         \
            "addi 2, 2, .TOC. - _start@l\n"                                                                            \
            "mr 3, 1\n"                                                                                                \
            "clrrdi 1, 1, 4\n"                                                                                         \
            "li 0, 0\n"                                                                                                \
            "addi 1, 1, -32\n"                                                                                         \
            "std 0, 0(1)\n"                                                                                            \
            "mtlr 0\n"                                                                                                 \
            "bl " #function "\n"                                                                                       \
            "nop\n"                                                                                                    \
            "trap\n"                                                                                                   \
            ".popsection")

#endif
