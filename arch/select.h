/* SPDX-License-Identifier: MIT */
/* The one place in the tree that asks which architecture this is.

   Each arch/<abi>.h gives
       rawmap_word             a system call argument or result: 64 bits wherever the kernel's registers have 64
       rawmap_syscall0..6      the system call itself; the result is a value, or -4095..-1 for -errno
       RAWMAP_ARCH_NAME        the ABI's name, as a string
       RAWMAP_PAGE_SIZE_MIN    the smallest page that a kernel for it can have, in bytes
       RAWMAP_PAGE_SIZE_MAX    the largest
       RAWMAP_START(function)  for programs without libc: defines _start, which sets up what C code needs and calls
                               void function(uintptr_t *stack), an external function with the `used` attribute that
                               does not return. stack points to what the kernel left: the argument count, the
                               arguments, 0, the environment, 0, the auxiliary vector
   and its quirks, by name, only where it has them:
       RAWMAP_MMAP2_SHIFT      there is no byte-offset mmap: mmap2 counts in units of 1 << this
       RAWMAP_MMAP2_PAGES      there is no byte-offset mmap: mmap2 counts in pages of the running kernel's size
       RAWMAP_MMAP_BLOCK       mmap takes one argument: the address of a block with its six
       RAWMAP_PAIR_ALIGNED     a 64-bit argument on a 32-bit ABI starts at an even argument register
       RAWMAP_PAIR_HIGH_FIRST  and its high half comes first
       RAWMAP_PREAD_PADDED     pread64 and pwrite64 have an unused argument before the offset, although
                               64-bit arguments are not aligned elsewhere
   and every number and flag, from arch/<abi>.values.h: RAWMAP_NR_<call>, RAWMAP_LINUX_<constant>. */
#ifndef RAWMAP_ARCH_SELECT_H
#define RAWMAP_ARCH_SELECT_H

#if defined __x86_64__ && !defined __ILP32__
#include "x86_64.h"
#elif defined __i386__
#include "i386.h"
#elif defined __aarch64__ && !defined __ILP32__
#include "aarch64.h"
#elif defined __arm__
#include "arm.h"
#elif defined __riscv && __riscv_xlen == 64
#include "riscv64.h"
#else
#error "rawmap has no arch/<abi>.h for this target: write one after arch/x86_64.h and name it in arch/select.h"
#endif

#endif
