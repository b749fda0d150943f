/* SPDX-License-Identifier: MIT */
/* rawmap/shm/values.h: two values of a family beside each other: whether they are the same, and both as one. */
#ifndef RAWMAP_SHM_VALUES_H
#define RAWMAP_SHM_VALUES_H

#ifndef RAWMAP_SHM_H
#include "../core/base.h"
#include "../core/huge.h"
#include "segment.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_shm_options_equal: whether both are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(shm) bool rawmap_shm_options_equal(rawmap_shm_options a, rawmap_shm_options b) RAWMAP_MUST_USE;

/* rawmap_shm_options_union: the options of both.

   Result:   bits that every call refuses with RAWMAP_SHM_UNKNOWN_BITS when a and b name different huge page sizes.
   ABIs:     all */
RAWMAP_API(shm)
rawmap_shm_options rawmap_shm_options_union(rawmap_shm_options a, rawmap_shm_options b) RAWMAP_MUST_USE;

/* rawmap_shm_huge: the options, for a segment in huge pages of page_size bytes.

   Units:    page_size in bytes, a power of two.
   Result:   bits that every call refuses with RAWMAP_SHM_UNKNOWN_BITS when page_size is no power of two, is no larger than
             the smallest page, or when options name another size already.
   Since:    3.8
   ABIs:     all */
RAWMAP_API(shm) rawmap_shm_options rawmap_shm_huge(rawmap_shm_options options, size_t page_size) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(shm) bool rawmap_shm_options_equal(rawmap_shm_options a, rawmap_shm_options b)
{
    return a.bits == b.bits;
}

RAWMAP_API(shm) rawmap_shm_options rawmap_shm_options_union(rawmap_shm_options a, rawmap_shm_options b)
{
    const bool both_huge = (a.bits & b.bits & RAWMAP_LINUX_SHM_HUGETLB) != 0;
    rawmap_shm_options both;
    both.bits = a.bits | b.bits;
    if (both_huge && ((a.bits ^ b.bits) & RAWMAP_I_HUGE_FIELD) != 0)
        both.bits = ~0u;
    return both;
}

RAWMAP_API(shm) rawmap_shm_options rawmap_shm_huge(rawmap_shm_options options, size_t page_size)
{
    unsigned shift = 0;
    rawmap_shm_options huge;
    huge.bits = ~0u;
    if (page_size <= RAWMAP_PAGE_SIZE_MIN || (page_size & (page_size - 1)) != 0)
        return huge;
    while (page_size >> shift > 1)
        shift++;
    huge.bits = RAWMAP_LINUX_SHM_HUGETLB | shift << RAWMAP_I_HUGE_AT;
    return rawmap_shm_options_union(options, huge);
}

#endif

RAWMAP_I_END

#endif
