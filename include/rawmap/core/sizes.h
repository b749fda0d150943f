/* SPDX-License-Identifier: MIT */
/* rawmap/core/sizes.h: the sizes that the conditions of the rules reckon with. */
#ifndef RAWMAP_CORE_SIZES_H
#define RAWMAP_CORE_SIZES_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

/* No division anywhere here: clang -O0 calls a function for it on ARM. */
#define RAWMAP_I_PAGE_SHIFT (RAWMAP_PAGE_SIZE_MIN == 8192u ? 13 : 12)
#define RAWMAP_I_PAGE_MASK (RAWMAP_PAGE_SIZE_MIN - 1u)
#define RAWMAP_I_PAGE_MASK_MAX (RAWMAP_PAGE_SIZE_MAX - 1u)
/* Whether it starts a smallest page of the architecture, and may still lie in the middle of this kernel's. */
#define RAWMAP_I_BETWEEN_PAGES(address) ((address) & (RAWMAP_I_PAGE_MASK_MAX & ~RAWMAP_I_PAGE_MASK))
/* length in whole pages, in bytes: 0 when that does not fit. */
#define RAWMAP_I_WHOLE(length) (((length) + RAWMAP_I_PAGE_MASK) & ~RAWMAP_I_CAST(size_t, RAWMAP_I_PAGE_MASK))
/* Whether the kernel, whatever its pages, may round the length up to 0. */
#define RAWMAP_I_ROUNDS_TO_0(length) ((length) > SIZE_MAX - RAWMAP_I_PAGE_MASK_MAX)

/* No user address space is larger: 64 PiB (x86-64 with five levels) where pointers have 64 bits; else all but a page,
   which 32-bit programs have on 64-bit kernels. */
#ifdef RAWMAP_ALL_ADDRESSES
#define RAWMAP_I_ADDRESS_SPACE (SIZE_MAX - RAWMAP_I_PAGE_MASK)
#else
#define RAWMAP_I_ADDRESS_SPACE                                                                                         \
    (SIZE_MAX > 0xffffffffu ? RAWMAP_I_CAST(size_t, 1) << (sizeof(size_t) > 4 ? 56 : 0) : SIZE_MAX - RAWMAP_I_PAGE_MASK)
#endif

/* No mapping starts above. What a hook answers is anything that its promise allows (base.h). */
#if defined RAWMAP_SYSCALL || defined RAWMAP_ADDRESSES_SPLIT
#define RAWMAP_I_LAST_ADDRESS (SIZE_MAX - RAWMAP_I_PAGE_MASK)
#else
#define RAWMAP_I_LAST_ADDRESS RAWMAP_I_ADDRESS_SPACE
#endif

/* No huge page is smaller: the architecture says what it has, or it is two pages. */
#ifdef RAWMAP_HUGE_SIZE_MIN
#define RAWMAP_I_HUGE_MASK_MIN (RAWMAP_HUGE_SIZE_MIN - 1u)
#else
#define RAWMAP_I_HUGE_MASK_MIN (2u * RAWMAP_PAGE_SIZE_MIN - 1u)
#endif

/* A length that the library tells in 64 bits, a file's for instance, and that goes into a call which maps: whether it is
   more than a pointer can count. Where pointers have 64 bits there is nothing to ask. */
#if SIZE_MAX < UINT64_MAX
#define RAWMAP_I_OVER_ADDRESSES(length) (RAWMAP_I_CAST(uint32_t, RAWMAP_I_CAST(uint64_t, length) >> 32) != 0)
#else
#define RAWMAP_I_OVER_ADDRESSES(length) false
#endif

/* Whether the caches of some processors of this architecture alias: a shared mapping then keeps a distance to its
   offset. */
#ifdef RAWMAP_CACHE_COLOURS
#define RAWMAP_I_COLOURED true
#else
#define RAWMAP_I_COLOURED false
#endif

#endif
