/* SPDX-License-Identifier: MIT */
/* The one place in the tree that asks which architecture this is.

   Each arch/<abi>.h gives
       rawmap_word             a system call argument or result: 64 bits wherever the kernel's registers have 64
       rawmap_syscall0..6      the system call itself; the result is a value, or -4095..-1 for -errno
       RAWMAP_ARCH_NAME        the ABI's name, as a string
       RAWMAP_PAGE_SIZE_MIN    the smallest page that a kernel for it can have, in bytes
       RAWMAP_PAGE_SIZE_MAX    the largest
   and its quirks, by name, only where it has them:
       RAWMAP_MMAP2_SHIFT      there is no byte-offset mmap: mmap2 counts in units of 1 << this
       RAWMAP_MMAP_BLOCK       mmap takes one argument: the address of a block with its six
       RAWMAP_PAIR_ALIGNED     a 64-bit argument on a 32-bit ABI starts at an even argument register
       RAWMAP_PAIR_HIGH_FIRST  and its high half comes first
   and every number and flag, from arch/<abi>.values.h: RAWMAP_NR_<call>, RAWMAP_LINUX_<constant>. */
#ifndef RAWMAP_ARCH_SELECT_H
#define RAWMAP_ARCH_SELECT_H

#if defined __x86_64__ && !defined __ILP32__
#include "x86_64.h"
#else
#error "rawmap has no arch/<abi>.h for this target: write one after arch/x86_64.h and name it in arch/select.h"
#endif

#endif
