/* SPDX-License-Identifier: MIT */
/* An ABI that no machine has, for the rules that this machine's own ABI cannot reach: a kernel may have pages of 4 KiB
   to 64 KiB, mmap2 counts in units of 4 KiB, two protections depend on the processor, and stacks grow upwards. Before
   any other header. */
#ifndef UNIT_ODD_H
#define UNIT_ODD_H

#define RAWMAP_LINUX_PROT_BTI 0x10
#define RAWMAP_LINUX_PROT_MTE 0x20
#define RAWMAP_MMAP2_SHIFT 12
#define RAWMAP_NR_mmap2 100000
#define RAWMAP_STACK_GROWS_UP 1

#include "rawmap/core/base.h"

#undef RAWMAP_PAGE_SIZE_MAX
#define RAWMAP_PAGE_SIZE_MAX 65536u

#endif
