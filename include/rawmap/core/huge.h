/* SPDX-License-Identifier: MIT */
/* rawmap/core/huge.h: how a huge page size stands in a set of options.

   The kernel keeps the size's shift in bits 26 to 31 of the mmap flags. A set keeps its complement beside it, above the
   kernel's bits: two sizes in one set then contradict each other, instead of joining into a third size. */
#ifndef RAWMAP_CORE_HUGE_H
#define RAWMAP_CORE_HUGE_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#include "set.h"
#endif

#define RAWMAP_I_HUGE_AT RAWMAP_LINUX_MAP_HUGE_SHIFT
#define RAWMAP_I_HUGE_FIELD (0x3fu << RAWMAP_I_HUGE_AT)
#define RAWMAP_I_HUGE_OUT_OF_RANGE (1ull << 38)

/* The marked bits of huge pages of 1 << shift bytes; memfd_create has the size where mmap has it. */
#define RAWMAP_I_HUGE(shift) (RAWMAP_LINUX_MAP_HUGETLB | RAWMAP_I_HUGE_SIZE(shift))
#define RAWMAP_I_HUGE_SIZE(shift)                                                                                      \
    ((((shift) + 0ull) & 0x3fu) << RAWMAP_I_HUGE_AT | (~((shift) + 0ull) & 0x3fu) << 32 |                              \
     ((shift) + 0ull < 64 && ((1ull << ((shift)&0x3f)) > RAWMAP_PAGE_SIZE_MIN) ? 0 : RAWMAP_I_HUGE_OUT_OF_RANGE))

RAWMAP_I_SENTENCE(a_set_takes_one_huge_page_size)
#define RAWMAP_I_RULE_a_set_takes_one_huge_page_size(set) ((((set) >> RAWMAP_I_HUGE_AT & (set) >> 32) & 0x3fu) == 0)
RAWMAP_I_SENTENCE(huge_page_shift_is_out_of_range)
#define RAWMAP_I_RULE_huge_page_shift_is_out_of_range(set) (((set)&RAWMAP_I_HUGE_OUT_OF_RANGE) == 0)

/* A kind's bits: one huge page less one byte, as a mask. A page that the address space cannot hold masks everything.
   No 64-bit shift: on 32-bit ABIs that would be a library call. Of 6 bits clang says that they are always below 64. */
#if SIZE_MAX > 0xffffffffu
#define RAWMAP_I_HUGE_MASK(bits) ((RAWMAP_I_CAST(size_t, 1) << ((bits) >> RAWMAP_I_HUGE_AT)) - 1)
#else
#define RAWMAP_I_HUGE_MASK(bits)                                                                                       \
    ((bits) >> RAWMAP_I_HUGE_AT < sizeof(size_t) * 8 ? (RAWMAP_I_CAST(size_t, 1) << ((bits) >> RAWMAP_I_HUGE_AT)) - 1  \
                                                     : SIZE_MAX)
#endif

#endif
