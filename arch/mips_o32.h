/* SPDX-License-Identifier: MIT */
/* MIPS, 32 bits, o32 ABI, big- and little-endian, all revisions up to 6.

   instruction    syscall
   number         $2
   arguments      $4 $5 $6 $7, then the stack: 16($29) and 20($29), above the room for the first four
   result         $2: a value, or errno when $7 is not zero; the stub negates it then
   clobbered      $1 $3 $8-$15 $24 $25, memory; hi and lo, which revision 6 has no more
   page size      4096 to 65536, a choice of the kernel's build
   mmap           mmap2, offset in units of 4096; a 64-bit argument is an even register and the next, in the order
                  of memory */
#ifndef RAWMAP_ARCH_MIPS_O32_H
#define RAWMAP_ARCH_MIPS_O32_H

#include "mips_o32.values.h"

#define RAWMAP_ARCH_NAME "mips_o32"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_STAT_PLACES 56, 88, 96
#define RAWMAP_I_WIDE "" /* begins the names of instructions on addresses */
/* A bit of the ioctl requests that carry nothing. */
#define RAWMAP_IOCTL_NO_DATA 0x20000000u
#define RAWMAP_CACHE_COLOURS 0x40000u
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_PAIR_ALIGNED

typedef long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_LAYOUT_MIPS32

#ifdef __MIPSEB__
#define RAWMAP_PAIR_HIGH_FIRST
#endif

#define RAWMAP_I_STACK_ARGUMENTS
#include "mips.stubs.h"
#undef RAWMAP_I_STACK_ARGUMENTS

#endif
