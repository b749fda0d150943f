/* SPDX-License-Identifier: MIT */
/* MIPS, 64-bit registers with 32-bit pointers, n32 ABI, big- and little-endian, all revisions up to 6.

   instruction    syscall
   number         $2
   arguments      $4 $5 $6 $7 $8 $9
   result         $2: a value, or errno when $7 is not zero; the stub negates it then
   clobbered      $1 $3 $8-$15 $24 $25, memory; hi and lo, which revision 6 has no more
   page size      4096 to 65536, a choice of the kernel's build
   mmap           six arguments, offset in bytes

   long has 32 bits here, a system call argument 64. */
#ifndef RAWMAP_ARCH_MIPS_N32_H
#define RAWMAP_ARCH_MIPS_N32_H

#include "mips_n32.values.h"

#define RAWMAP_ARCH_NAME "mips_n32"
#define RAWMAP_PAGE_SIZE_MIN 4096u
#define RAWMAP_PAGE_SIZE_MAX 65536u
#define RAWMAP_STAT_PLACES 56, 88, 96
#define RAWMAP_I_WIDE "" /* begins the names of instructions on addresses */
/* A bit of the ioctl requests that carry nothing. */
#define RAWMAP_IOCTL_NO_DATA 0x20000000u
#define RAWMAP_CACHE_COLOURS 0x40000u

#define RAWMAP_WORD_LONG_LONG
typedef long long rawmap_word;

#define RAWMAP_SHM_VERSION 0x100u /* asks shmctl for that structure, not for an older one */
#define RAWMAP_SHM_LAYOUT_MIPS32

#include "mips.stubs.h"

#endif
