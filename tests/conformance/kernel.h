/* SPDX-License-Identifier: MIT */
/* The kernel calls that the tests need besides the library's own, through the stubs and the quirks of the ABI. */
#ifndef CONFORMANCE_KERNEL_H
#define CONFORMANCE_KERNEL_H

#include "harness.h"

/* A 64-bit argument as the ABI passes it: only where an argument has 32 bits is there an ftruncate64. */
#ifndef RAWMAP_NR_ftruncate64
#define KERNEL_64 1
#else
#define KERNEL_64 0
#define HALF_LOW(value) WORD((uint32_t)((value)&0xffffffffu))
#define HALF_HIGH(value) WORD((uint32_t)((value) >> 32))
#ifdef RAWMAP_PAIR_HIGH_FIRST
#define HALF_1 HALF_HIGH
#define HALF_2 HALF_LOW
#else
#define HALF_1 HALF_LOW
#define HALF_2 HALF_HIGH
#endif
#endif

enum { K_PRIVATE = RAWMAP_LINUX_MAP_PRIVATE, K_SHARED = RAWMAP_LINUX_MAP_SHARED, K_ANON = RAWMAP_LINUX_MAP_ANONYMOUS };

uint64_t k_page_size(void);
rawmap_word k_mmap(void *address, size_t length, int protection, unsigned flags, int file, uint64_t offset);
rawmap_word k_munmap(void *address, size_t length);
rawmap_word k_memfd(void);
rawmap_word k_close(int file);

/* From the start of the file. 32-bit ABIs without lseek have llseek, which stores the place. */
rawmap_word k_seek(int file, uint32_t offset);
rawmap_word k_ftruncate(int file, uint64_t length);
rawmap_word k_pwrite(int file, const void *data, size_t count, uint64_t offset);
rawmap_word k_pread(int file, void *data, size_t count, uint64_t offset);
rawmap_word k_fallocate(int file, int mode, uint64_t offset, uint64_t length);

/* The size by statx, which has no 64-bit arguments: an answer that owes nothing to the calls above. */
uint64_t k_size(int file);

#endif
