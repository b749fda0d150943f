/* SPDX-License-Identifier: MIT */
/* 32-bit PowerPC, big-endian.

   instruction    sc
   number         r0
   arguments      r3 r4 r5 r6 r7 r8
   result         r3: a value, or errno when the summary overflow bit of cr0 is set; the stub negates it then
   clobbered      r0 r4-r12 cr0 ctr xer, memory
   page size      4096 to 262144, a choice of the kernel's build
   mmap           mmap2, offset in units of 4096; a 64-bit argument is an odd-numbered register (r3 is the
                  first) and the next, high half first */
#ifndef RAWMAP_ARCH_PPC_H
#define RAWMAP_ARCH_PPC_H

#include "ppc.values.h"

#define RAWMAP_ARCH_NAME "ppc"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 262144u
#define RAWMAP_IOCTL_NO_DATA 0x20000000u /* a bit of the ioctl requests that carry nothing */
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_PAIR_ALIGNED
#define RAWMAP_PAIR_HIGH_FIRST

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_TIMES_PADDED
#define RAWMAP_SHM_LAYOUT_PPC32

#include "ppc.stubs.h"

/* A zero back chain ends every backtrace. */
#define RAWMAP_START(function)                                                                                         \
    __asm__(".pushsection .text\n"                                                                                     \
            ".globl _start\n"                                                                                          \
            "_start:\n"                                                                                                \
            "mr 3, 1\n"                                                                                                \
            "clrrwi 1, 1, 4\n"                                                                                         \
            "li 0, 0\n"                                                                                                \
            "addi 1, 1, -16\n"                                                                                         \
            "stw 0, 0(1)\n"                                                                                            \
            "mtlr 0\n"                                                                                                 \
            "bl " #function "\n"                                                                                       \
            "trap\n"                                                                                                   \
            ".popsection")

#endif
