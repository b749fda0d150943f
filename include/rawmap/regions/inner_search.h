/* SPDX-License-Identifier: MIT */
/* rawmap/regions/inner_search.h: the search for a gap between the mappings. Inside the subject. */
#ifndef RAWMAP_REGIONS_INNER_SEARCH_H
#define RAWMAP_REGIONS_INNER_SEARCH_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/huge.h"
#include "../core/sizes.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../look/mapping_entry.h"
#include "../look/mappings.h"
#include "../map/anonymous.h"
#include "../map/break.h"
#include "../map/kind.h"
#include "../map/mmap.h"
#include "../map/page_size.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "inner_sets.h"
#endif

RAWMAP_I_BEGIN

/* A range of addresses, opaque: high is the first one behind it; nearest is high where no address was given. */
typedef struct rawmap_range {
    uint64_t low, high, nearest;
} rawmap_range;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
#define RAWMAP_I_FIRST_MIB 0x100000u
#define RAWMAP_I_ROOM_TO_GROW 0x8000000u

/* What is sought: where, length in whole pages, and the mask of the alignment; where the heap may grow; what was found. */
typedef struct rawmap_i_search {
    uintptr_t low, high, nearest;
    uintptr_t length, mask;
    uintptr_t heap, heap_end;
    uintptr_t place, distance;
    bool found;
} rawmap_i_search;

/* length in whole pages of this kernel; 0 where that is more than an address. */
RAWMAP_I_LOCAL size_t rawmap_i_whole_pages(size_t length)
{
    const size_t mask = (length & (RAWMAP_PAGE_SIZE_MAX - 1u)) != 0 ? rawmap_i_page_multiple() - 1 : 0;
    return (length + mask) & ~mask;
}

RAWMAP_I_LOCAL uintptr_t rawmap_i_as_address(uint64_t address)
{
    return address < RAWMAP_I_ADDRESS_SPACE ? RAWMAP_I_CAST(uintptr_t, address) : RAWMAP_I_ADDRESS_SPACE;
}

/* The place in a gap that is nearest, if it holds one and that is nearer than what was found before. */
RAWMAP_I_LOCAL void rawmap_i_consider(rawmap_i_search *search, uintptr_t start, uintptr_t end)
{
    const uintptr_t nearest = search->nearest;
    uintptr_t lowest, highest, place, distance;
    if (start < search->low)
        start = search->low;
    if (end > search->high)
        end = search->high;
    lowest = (start + search->mask) & ~search->mask;
    if (lowest < start || end < search->length)
        return;
    highest = (end - search->length) & ~search->mask;
    if (highest < lowest)
        return;
    place = nearest <= lowest ? lowest : nearest >= highest ? highest : nearest & ~search->mask;
    distance = place < nearest ? nearest - place : place - nearest;
    if (search->found && distance >= search->distance)
        return;
    search->found = true;
    search->place = place;
    search->distance = distance;
}

/* The same, but for what the heap may grow into. */
RAWMAP_I_LOCAL void rawmap_i_consider_gap(rawmap_i_search *search, uintptr_t start, uintptr_t end)
{
    const uintptr_t before = end < search->heap ? end : search->heap;
    const uintptr_t after = start > search->heap_end ? start : search->heap_end;
    if (start < before)
        rawmap_i_consider(search, start, before);
    if (after < end)
        rawmap_i_consider(search, after, end);
}

RAWMAP_I_LOCAL bool rawmap_i_is_stack(const char *name)
{
    const char *want = "[stack]";
    for (; *want != '\0' && *name == *want; name++)
        want++;
    return *name == *want;
}

/* The gap below mappings that lie one beside the other. Where the stack is among them its lowest may be another, without
   that name, since something was locked or protected in between: what grows is the lowest. */
RAWMAP_I_LOCAL void rawmap_i_consider_below(rawmap_i_search *search, uintptr_t start, uintptr_t end, bool grows)
{
    if (grows)
        end = end > RAWMAP_I_ROOM_TO_GROW ? end - RAWMAP_I_ROOM_TO_GROW : 0;
    rawmap_i_consider_gap(search, start, end);
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_gap_in_list(rawmap_i_search *search, rawmap_mappings *list)
{
    rawmap_mapping_entry entry;
    uintptr_t gap = 0, lowest = 0, behind = 0; /* a gap, and the mappings one beside the other that follow it */
    bool grows = false;                        /* the stack is among them */
    rawmap_status status;
    while ((status = rawmap_mappings_next(list, &entry)) == RAWMAP_OK) {
        const uintptr_t start = rawmap_i_as_address(entry.start);
        if (start > behind) {
            rawmap_i_consider_below(search, gap, lowest, grows);
            if (behind >= search->high)
                return RAWMAP_OK;
            gap = behind;
            lowest = start;
            grows = false;
        }
        grows = grows || rawmap_i_is_stack(entry.name);
        behind = rawmap_i_as_address(entry.end);
    }
    if (status != RAWMAP_NO_MORE_MAPPINGS)
        return status;
    rawmap_i_consider_below(search, gap, lowest, grows);
    rawmap_i_consider_gap(search, behind, search->high);
    return RAWMAP_OK;
}

/* The nearest gap that the list of mappings shows. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_find_gap(rawmap_i_search *search)
{
    char buffer[1024];
    rawmap_mappings list;
    rawmap_status status = rawmap_mappings_open(&list, 0, buffer, sizeof buffer);
    const uintptr_t heap = RAWMAP_I_ADDRESS(rawmap_break_now().end); /* 0: nobody tells */
    search->heap = heap;
    search->heap_end = heap != 0 && heap < SIZE_MAX - RAWMAP_I_ROOM_TO_GROW ? heap + RAWMAP_I_ROOM_TO_GROW : heap;
    search->found = false;
    if (status != RAWMAP_OK)
        return status;
    status = rawmap_i_gap_in_list(search, &list);
    rawmap_ignore(rawmap_mappings_close(&list));
    return status != RAWMAP_OK ? status : search->found ? RAWMAP_OK : RAWMAP_WITHIN_NONE_FREE;
}

/* Whether there is such an address: Linux says so of a mapping of no kind, before it says that there is no such kind. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_ask_address(uintptr_t address)
{
    return rawmap_i_mmap(address, RAWMAP_PAGE_SIZE_MIN, RAWMAP_LINUX_PROT_NONE,
                         RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED_NOREPLACE, -1, 0);
}

/* Where the addresses that a program can have end, if that is below high and the kernel tells it. */
RAWMAP_I_LOCAL uintptr_t rawmap_i_end_of_addresses(uintptr_t high)
{
    const uintptr_t page = RAWMAP_PAGE_SIZE_MAX;
    char here;
    uintptr_t below = RAWMAP_I_ADDRESS(&here) & ~(page - 1);
    uintptr_t above = high & ~(page - 1);
    /* At vm.max_map_count the answer is the same everywhere. */
    if (above <= below || rawmap_i_ask_address(above - page) != -RAWMAP_LINUX_ENOMEM ||
        rawmap_i_ask_address(below) == -RAWMAP_LINUX_ENOMEM)
        return high;
    while (above - below > page) {
        const uintptr_t middle = (below + ((above - below) >> 1)) & ~(page - 1);
        if (rawmap_i_ask_address(middle) == -RAWMAP_LINUX_ENOMEM)
            above = middle;
        else
            below = middle;
    }
    return above;
}

/* What Linux chooses, if it lies in the range: a reservation finds it. false: it could not be undone. */
RAWMAP_I_LOCAL bool rawmap_i_kernels_choice(rawmap_i_search *search, rawmap_mapping *mapping)
{
    const uintptr_t length = search->length + (search->mask + 1 - RAWMAP_PAGE_SIZE_MIN);
    rawmap_mapping made;
    uintptr_t base;
    search->found = false;
    if (length < search->length)
        return true;
    made = rawmap_map(length, RAWMAP_I_NO_ACCESS, RAWMAP_I_NORESERVE, RAWMAP_ANYWHERE);
    if (made.status != RAWMAP_OK)
        return true;
    base = RAWMAP_I_ADDRESS(made.span.base);
    rawmap_i_consider(search, base, base + length);
    if (rawmap_unmap(made.span) == RAWMAP_OK)
        return true;
    made.status = RAWMAP_REGION_NOT_UNDONE;
    rawmap_i_copy_mapping(mapping, &made);
    return false;
}

RAWMAP_I_LOCAL void rawmap_i_map_place(rawmap_mapping *mapping, uintptr_t place, size_t length, rawmap_prot protection,
                                       rawmap_kind kind)
{
    const rawmap_mapping made = rawmap_map(length, protection, kind, RAWMAP_EXACTLY(RAWMAP_I_POINTER(place)));
    rawmap_i_copy_mapping(mapping, &made);
}

/* Without a list: in steps of a 64th of the range down and up from the nearest place. */
RAWMAP_I_LOCAL void rawmap_i_map_somewhere(rawmap_mapping *mapping, rawmap_i_search *search, size_t length,
                                           rawmap_prot protection, rawmap_kind kind, rawmap_status why)
{
    uintptr_t step = ((search->high - search->low) >> 6) & ~search->mask;
    uintptr_t down, up;
    bool is_down = true, is_up = true;
    if (step == 0)
        step = search->mask + 1;
    search->found = false;
    rawmap_i_consider(search, search->low, search->high);
    down = up = search->place;
    rawmap_i_map_place(mapping, down, length, protection, kind);
    while (mapping->status == RAWMAP_EXACT_TAKEN && (is_down || is_up)) {
        is_down = is_down && down - search->low >= step;
        if (is_down) {
            down -= step;
            rawmap_i_map_place(mapping, down, length, protection, kind);
        }
        is_up = is_up && search->high - search->length - up >= step;
        if (is_up && mapping->status == RAWMAP_EXACT_TAKEN) {
            up += step;
            rawmap_i_map_place(mapping, up, length, protection, kind);
        }
    }
    if (mapping->status == RAWMAP_EXACT_TAKEN)
        rawmap_i_leave_unmapped(mapping, why);
}

/* The range without what no program can have, and whether it holds the length. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_begin_search(rawmap_i_search *search, const rawmap_range *range)
{
    const bool is_near = range->nearest != range->high;
    search->low = rawmap_i_as_address(range->low);
    search->high = rawmap_i_as_address(range->high);
    if (search->low < RAWMAP_I_FIRST_MIB)
        search->low = RAWMAP_I_FIRST_MIB;
    search->high = rawmap_i_end_of_addresses(search->high);
    search->nearest = is_near ? rawmap_i_as_address(range->nearest) : search->high;
    search->found = false;
    rawmap_i_consider(search, search->low, search->high);
    return search->found ? RAWMAP_OK : RAWMAP_WITHIN_TOO_SHORT;
}

/* The alignment that such a mapping has to have at an exact place. */
RAWMAP_I_LOCAL uintptr_t rawmap_i_exact_mask(size_t alignment, rawmap_kind kind)
{
    uintptr_t mask = (alignment - 1) | (rawmap_i_page_multiple() - 1);
    if ((kind.bits & RAWMAP_LINUX_MAP_HUGETLB) != 0)
        mask |= RAWMAP_I_HUGE_MASK(kind.bits);
#ifdef RAWMAP_CACHE_COLOURS
    if ((kind.bits & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_SHARED)
        mask |= RAWMAP_CACHE_COLOURS - 1u;
#endif
    return mask;
}

#endif

#endif

RAWMAP_I_END

#endif
