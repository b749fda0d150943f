/* SPDX-License-Identifier: MIT */
/* rawmap/regions/within.h: a new mapping within a range of addresses: code that a jump of 2 GiB reaches, pointers of 32
   bits, tagged pointers above a floor. On every architecture, and without replacing anything.

   RAWMAP_WITHIN(low, high)                 no byte of it below low, none at high or above. Addresses as integers of 64
                                            bits: 1ull << 32 is an end on 32-bit ABIs too, ~0ull is no end
   RAWMAP_WITHIN_NEAR(low, high, address)   the same, and as near to the address as there is room
   RAWMAP_WITHIN_REACH(address, distance)   at most distance bytes below or above the address, as near as there is room */
#ifndef RAWMAP_REGIONS_WITHIN_H
#define RAWMAP_REGIONS_WITHIN_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/anonymous.h"
#include "../map/kind.h"
#include "../map/placement.h"
#include "../map/protection.h"
#endif
#include "inner_search.h"

RAWMAP_I_BEGIN

#define RAWMAP_WITHIN(low, high) rawmap_within(low, high)
#define RAWMAP_WITHIN_NEAR(low, high, address) rawmap_within_near(low, high, address)
#define RAWMAP_WITHIN_REACH(address, distance) rawmap_within_reach(address, distance)

/* rawmap_within, rawmap_within_near, rawmap_within_reach: the ranges.

   Units:    distance in bytes.
   Result:   a range; it is judged by the call that takes it. What would lie below 0 or above the last address is cut off.
   ABIs:     all */
RAWMAP_API(regions) rawmap_range rawmap_within(uint64_t low, uint64_t high) RAWMAP_MUST_USE;
RAWMAP_API(regions)
rawmap_range rawmap_within_near(uint64_t low, uint64_t high, const void *address) RAWMAP_MUST_USE;
RAWMAP_API(regions) rawmap_range rawmap_within_reach(const void *address, uint64_t distance) RAWMAP_MUST_USE;

/* rawmap_map_within: new anonymous memory within a range, aligned.

   Where no address to be near was given, what Linux chooses itself is taken if it lies in the range. Else the list of
   mappings is read, and of the gaps in the range the nearest one is mapped, by RAWMAP_EXACTLY: so nothing is ever
   replaced, and where another thread was faster the list is read again, up to sixteen times. Nothing is mapped in the
   first MiB, and 128 MiB above the heap and below the stack are left for them to grow into. Of other mappings that grow
   downwards the list says nothing: what comes to lie below one ends its growth.

   Where the list cannot be read, up to 129 places all over the range are tried.

   Calls:      with a list: one for opening and one for closing it, one for some ten mappings below the range's end, one for
               the heap, one to map, and those of rawmap_page_size. Where Linux chooses: three. Some fifty more, which fail
               at once, where the range ends above the last address.
   Units:      length in bytes; whole pages are mapped, and the span says the length that was asked for. With a huge page size
               the length is a multiple of it. alignment in bytes, a power of two; 1 for none.
   Status:     RAWMAP_ALIGNMENT_INVALID, RAWMAP_WITHIN_TOO_SHORT, and what rawmap_check_map answers: nothing was mapped.
               RAWMAP_WITHIN_NONE_FREE: there is no gap; the list was read to the end of the range.
               RAWMAP_WITHIN_TAKEN: sixteen gaps were taken meanwhile.
               RAWMAP_ENOENT: the list could not be read (no /proc), and none of the places that were tried was free;
               RAWMAP_EACCES, RAWMAP_EPERM, RAWMAP_ENOSYS: the same, for a sandbox; RAWMAP_EMFILE, RAWMAP_ENFILE: the
               same, for want of a descriptor.
               Others: as rawmap_map, of an exact address. RAWMAP_REGION_NOT_UNDONE, RAWMAP_EXACT_NOT_UNDONE: the only
               failures whose span is not {NULL, 0}.
   Since:      1.0; 4.17 sees to it that nothing is mapped for a moment elsewhere
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_map_within(size_t length, size_t alignment, rawmap_prot protection, rawmap_kind kind,
                                 rawmap_range range) RAWMAP_I_ONCE(rawmap_map_within) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(regions) rawmap_range rawmap_within(uint64_t low, uint64_t high)
{
    rawmap_range range;
    range.low = low;
    range.high = high;
    range.nearest = high;
    return range;
}

RAWMAP_API(regions) rawmap_range rawmap_within_near(uint64_t low, uint64_t high, const void *address)
{
    rawmap_range range;
    range.low = low;
    range.high = high;
    range.nearest = RAWMAP_I_ADDRESS(address);
    return range;
}

RAWMAP_API(regions) rawmap_range rawmap_within_reach(const void *address, uint64_t distance)
{
    const uint64_t at = RAWMAP_I_ADDRESS(address);
    return rawmap_within_near(at > distance ? at - distance : 0, at + distance < at ? ~at | at : at + distance,
                              address);
}

#if RAWMAP_I_DEFINES(regions)
/* In the places that the search finds, until one is free still. */
RAWMAP_I_LOCAL void rawmap_i_map_found(rawmap_mapping *mapping, rawmap_i_search *search, size_t length,
                                       rawmap_prot protection, rawmap_kind kind)
{
    unsigned tries;
    for (tries = 0; tries < 16; tries++) {
        const rawmap_status status = tries == 0 && search->found ? RAWMAP_OK : rawmap_i_find_gap(search);
        if (status == RAWMAP_WITHIN_NONE_FREE) {
            rawmap_i_leave_unmapped(mapping, status);
            return;
        }
        if (status != RAWMAP_OK) {
            rawmap_i_map_somewhere(mapping, search, length, protection, kind, status);
            return;
        }
        rawmap_i_map_place(mapping, search->place, length, protection, kind);
        if (mapping->status != RAWMAP_EXACT_TAKEN)
            return;
    }
    rawmap_i_leave_unmapped(mapping, RAWMAP_WITHIN_TAKEN);
}

RAWMAP_I_LOCAL void rawmap_i_map_within(rawmap_mapping *mapping, size_t length, size_t alignment,
                                        rawmap_prot protection, rawmap_kind kind, const rawmap_range *range)
{
    rawmap_status status = rawmap_check_map(length, protection, kind, RAWMAP_ANYWHERE);
    rawmap_i_search search;
    if (status == RAWMAP_OK && (alignment == 0 || (alignment & (alignment - 1)) != 0))
        status = RAWMAP_ALIGNMENT_INVALID;
    if (status == RAWMAP_OK) {
        search.mask = rawmap_i_exact_mask(alignment, kind);
        search.length = rawmap_i_whole_pages(length);
        status = search.length == 0 ? RAWMAP_LENGTH_WRAPS : rawmap_i_begin_search(&search, range);
    }
    rawmap_i_leave_unmapped(mapping, status);
    if (status != RAWMAP_OK)
        return;
    search.found = false;
    if (range->nearest != range->high || rawmap_i_kernels_choice(&search, mapping))
        rawmap_i_map_found(mapping, &search, length, protection, kind);
}

RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_map_within(size_t length, size_t alignment, rawmap_prot protection, rawmap_kind kind,
                                 rawmap_range range)
{
    rawmap_mapping mapping;
    rawmap_i_map_within(&mapping, length, alignment, protection, kind, &range);
    return rawmap_i_same_mapping(&mapping);
}
#endif

#endif

RAWMAP_I_END

#endif
