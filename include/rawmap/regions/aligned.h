/* SPDX-License-Identifier: MIT */
/* rawmap/regions/aligned.h: a new mapping at a multiple of more than a page, as allocators need it for their segments. */
#ifndef RAWMAP_REGIONS_ALIGNED_H
#define RAWMAP_REGIONS_ALIGNED_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/anonymous.h"
#include "../map/kind.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "within.h"
#endif
#include "inner_search.h"

RAWMAP_I_BEGIN

/* rawmap_map_aligned: new anonymous memory that starts at a multiple of alignment; near an address, or NULL: at the first
   multiple from there on, if it is free.

   It is mapped as it is, and often lies right. Else more than was asked for is mapped, and what is too much at both ends is
   unmapped again: only what this call mapped, and nothing is mapped at an address of its choosing, so there is no moment at
   which another thread's mapping could be hit. What is too much counts for a moment against RLIMIT_AS, and, of writable memory
   without noreserve, against the commit limit: rawmap_region_reserve and rawmap_region_commit do not pay that.

   Where too much would be brought in, locked, taken from the pool or charged for good (populate, lock, huge pages, shared
   memory) it is not mapped: the place is found as by rawmap_map_within.

   Calls:      one where the first range lies right, or alignment is no more than a page; else up to five.
   Units:      length in bytes; whole pages are mapped, and the span says the length that was asked for. With a huge page size
               the length is a multiple of it. alignment in bytes, a power of two; 1 for none.
   Status:     RAWMAP_ALIGNMENT_INVALID: nothing was called. RAWMAP_LENGTH_WRAPS, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE,
               RAWMAP_ENOMEM: of length and alignment together, too. RAWMAP_WITHIN_TOO_SHORT, RAWMAP_WITHIN_NONE_FREE,
               RAWMAP_WITHIN_TAKEN and what else rawmap_map_within answers: of the kinds above.
               Others: as rawmap_map. RAWMAP_REGION_NOT_UNDONE, RAWMAP_EXACT_NOT_UNDONE: the only failures whose span is not
               {NULL, 0}.
   Since:      1.0
   ABIs:       all
   Manual:     mmap(2), munmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_map_aligned(size_t length, size_t alignment, rawmap_prot protection, rawmap_kind kind,
                                  const void *near_to) RAWMAP_I_ONCE(rawmap_map_aligned) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
/* Unmaps what lies in [at, end), if anything does. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_trim(uintptr_t at, uintptr_t end)
{
    return end == at ? RAWMAP_OK : rawmap_unmap(rawmap_span_of(RAWMAP_I_POINTER(at), end - at));
}

/* More than was asked for, and both ends given back. */
RAWMAP_I_LOCAL void rawmap_i_map_trimmed(rawmap_mapping *mapping, size_t length, size_t alignment,
                                         rawmap_prot protection, rawmap_kind kind)
{
    const size_t mask = alignment - 1, whole = rawmap_i_whole_pages(length);
    rawmap_mapping made;
    uintptr_t base, first, last, end;
    rawmap_status status;
    rawmap_i_leave_unmapped(mapping, RAWMAP_LENGTH_WRAPS);
    if (whole > SIZE_MAX - alignment)
        return;
    made = rawmap_map(whole + alignment - RAWMAP_PAGE_SIZE_MIN, protection, kind, RAWMAP_ANYWHERE);
    rawmap_i_copy_mapping(mapping, &made);
    if (made.status != RAWMAP_OK)
        return;
    base = RAWMAP_I_ADDRESS(made.span.base);
    end = base + rawmap_i_whole_pages(made.span.length);
    first = (base + mask) & ~mask;
    last = first + whole;
    /* The front goes first: where it may not, the whole range is one mapping still. */
    status = rawmap_i_trim(base, first);
    if (status == RAWMAP_OK) {
        base = first;
        status = rawmap_i_trim(last, end);
    }
    mapping->span.base = RAWMAP_I_POINTER(base);
    mapping->span.length = length;
    if (status == RAWMAP_OK)
        return;
    mapping->span.length = end - base;
    mapping->status = RAWMAP_REGION_NOT_UNDONE;
    if (rawmap_unmap(mapping->span) == RAWMAP_OK)
        rawmap_i_leave_unmapped(mapping, status);
}

RAWMAP_I_LOCAL void rawmap_i_map_aligned(rawmap_mapping *mapping, size_t length, size_t alignment,
                                         rawmap_prot protection, rawmap_kind kind, const void *near_to)
{
    const unsigned dear = RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_LOCKED;
    const size_t mask = alignment - 1;
    const uintptr_t hint = (RAWMAP_I_ADDRESS(near_to) + mask) & ~mask;
    rawmap_range range = rawmap_within(0, RAWMAP_I_ADDRESS_SPACE);
    rawmap_i_leave_unmapped(mapping, RAWMAP_ALIGNMENT_INVALID);
    if (alignment == 0 || (alignment & mask) != 0)
        return;
    if (hint != 0)
        range.nearest = hint;
    if ((kind.bits & dear) == 0 || alignment <= RAWMAP_PAGE_SIZE_MIN) {
        /* The first range is often right: ranges of one size lie below one another. */
        const rawmap_mapping first = rawmap_map(length, protection, kind, RAWMAP_NEAR(RAWMAP_I_POINTER(hint)));
        rawmap_i_copy_mapping(mapping, &first);
        if (first.status != RAWMAP_OK || (RAWMAP_I_ADDRESS(first.span.base) & mask) == 0)
            return;
        if (rawmap_unmap(first.span) != RAWMAP_OK) {
            mapping->status = RAWMAP_REGION_NOT_UNDONE;
            return;
        }
        if ((kind.bits & RAWMAP_LINUX_MAP_HUGETLB) == 0 &&
            (kind.bits & RAWMAP_I_KIND_TYPE) != RAWMAP_LINUX_MAP_SHARED) {
            rawmap_i_map_trimmed(mapping, length, alignment, protection, kind);
            return;
        }
    }
    rawmap_i_map_within(mapping, length, alignment, protection, kind, &range);
}

RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_map_aligned(size_t length, size_t alignment, rawmap_prot protection, rawmap_kind kind,
                                  const void *near_to)
{
    rawmap_mapping mapping;
    rawmap_i_map_aligned(&mapping, length, alignment, protection, kind, near_to);
    return rawmap_i_same_mapping(&mapping);
}
#endif

#endif

RAWMAP_I_END

#endif
