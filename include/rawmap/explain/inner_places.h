/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_places.h: what is mapped where a call wanted to do something, and how much there is. Inside the
   library. */
#ifndef RAWMAP_EXPLAIN_INNER_PLACES_H
#define RAWMAP_EXPLAIN_INNER_PLACES_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_policy.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* Whether this many mappings more, at the worst, are over vm.max_map_count. */
RAWMAP_I_LOCAL bool rawmap_i_over_map_count(rawmap_i_case *one, uint64_t more, rawmap_status cause)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t most, count = 0;
    if (!rawmap_i_proc_number("/proc/sys/vm/max_map_count", "", &most) || !rawmap_i_walk_open(one, &walk, false))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAP_COUNT);
    while (rawmap_i_walk_next(&walk, &mapped))
        count++;
    rawmap_i_walk_close(&walk);
    if (walk.failed || count == 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAP_COUNT);
    if (count + more <= most)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAP_COUNT);
    rawmap_i_say(one, "The process has ");
    rawmap_i_say_count(one, count);
    rawmap_i_say(one, " mappings, and vm.max_map_count is ");
    rawmap_i_say_count(one, most);
    rawmap_i_say(one, ": this call may need ");
    rawmap_i_say_count(one, more == 0 ? 1 : more);
    rawmap_i_say(one, " more.");
    return rawmap_i_found_figures(one, cause, more == 0 ? 1 : more, count, most);
}

/* The first hole in a range that is mapped otherwise, or not at all: 1; 0 where there is none, -1 where nobody can tell. */
RAWMAP_I_LOCAL int rawmap_i_first_hole(const rawmap_i_case *one, uint64_t start, uint64_t end, uint64_t *from,
                                       uint64_t *to)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    *from = start;
    *to = end;
    if (!rawmap_i_walk_open(one, &walk, false))
        return -1;
    while (*from < end && rawmap_i_walk_next(&walk, &mapped)) {
        if (mapped.end <= *from)
            continue;
        if (mapped.start > *from) {
            if (mapped.start < end)
                *to = mapped.start;
            break;
        }
        *from = mapped.end;
    }
    rawmap_i_walk_close(&walk);
    return walk.failed ? -1 : *from < end;
}

RAWMAP_I_LOCAL bool rawmap_i_in_hole(rawmap_i_case *one, uint64_t start, uint64_t end, rawmap_status cause)
{
    uint64_t from, to;
    const int hole = rawmap_i_first_hole(one, start, end, &from, &to);
    if (hole < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (hole == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    one->told->start = from;
    one->told->end = to;
    rawmap_i_say(one, "Nothing is mapped at ");
    rawmap_i_say_address(one, from);
    rawmap_i_say(one, "-");
    rawmap_i_say_address(one, to);
    rawmap_i_say(one, from == start && to == end ? ", which is all of the span." : ", which is a part of the span.");
    return rawmap_i_found(one, cause);
}

/* The first mapping with a byte in the range and one of the flags: 1, 0, or -1 where nobody can tell. 0 flags: any. */
RAWMAP_I_LOCAL int rawmap_i_first_mapped(const rawmap_i_case *one, uint64_t start, uint64_t end, unsigned flags,
                                         rawmap_i_met *mapped)
{
    rawmap_i_walk walk;
    int found = 0;
    bool told = false;
    if (!rawmap_i_walk_open(one, &walk, flags != 0))
        return -1;
    while (found == 0 && rawmap_i_walk_next(&walk, mapped) && mapped->start < end) {
        told = told || mapped->flags != 0;
        if (mapped->end > start && (flags == 0 || (mapped->flags & flags) != 0))
            found = 1;
    }
    rawmap_i_walk_close(&walk);
    return walk.failed || (flags != 0 && !told) ? -1 : found;
}

RAWMAP_I_LOCAL bool rawmap_i_is_taken(rawmap_i_case *one, uint64_t start, uint64_t end, rawmap_status cause)
{
    rawmap_i_met mapped;
    const int taken = rawmap_i_first_mapped(one, start, end, 0, &mapped);
    if (taken < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (taken == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_found_mapping(one, &mapped, "The exact address is taken, by ", cause);
}

RAWMAP_I_LOCAL bool rawmap_i_is_sealed_there(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_met mapped;
    const int sealed = rawmap_i_first_mapped(one, start, end, RAWMAP_I_FLAG_SEALED, &mapped);
    if (sealed < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_SEALS);
    if (sealed == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_SEALS);
    return rawmap_i_found_mapping(one, &mapped, "Sealed (mseal) is ", RAWMAP_STATE_SEALED);
}

/* Huge pages of the pool that the range begins or ends in the middle of. */
RAWMAP_I_LOCAL bool rawmap_i_cuts_huge_page(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_met mapped;
    int huge = rawmap_i_first_mapped(one, start, start + 1, RAWMAP_I_FLAG_HUGE, &mapped);
    bool cut = huge == 1 && (start & ((mapped.page_kilo << 10) - 1)) != 0;
    if (huge >= 0 && !cut) {
        huge = rawmap_i_first_mapped(one, end - 1, end, RAWMAP_I_FLAG_HUGE, &mapped);
        cut = huge == 1 && (end & ((mapped.page_kilo << 10) - 1)) != 0;
    }
    if (huge < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (!cut)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    rawmap_i_say(one, "The span ends or begins in the middle of a huge page of ");
    rawmap_i_say_bytes(one, mapped.page_kilo << 10);
    return rawmap_i_found_mapping(one, &mapped, ", in ", RAWMAP_STATE_HUGE_PAGE_CUT);
}

/* How many bytes of a range are mapped. */
RAWMAP_I_LOCAL uint64_t rawmap_i_mapped_bytes(const rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t bytes = 0;
    if (!rawmap_i_walk_open(one, &walk, false))
        return 0;
    while (rawmap_i_walk_next(&walk, &mapped) && mapped.start < end)
        if (mapped.end > start)
            bytes += (mapped.end < end ? mapped.end : end) - (mapped.start > start ? mapped.start : start);
    rawmap_i_walk_close(&walk);
    return bytes;
}

/* Where nothing else is left that Linux could mean: an end above all that is mapped, so that it may be above all that can
   be. A filter of seccomp could mean anything. */
RAWMAP_I_LOCAL bool rawmap_i_is_beyond(rawmap_i_case *one, uint64_t end, rawmap_status cause)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t highest = 0;
    if (one->told->not_seen != 0 || rawmap_i_is_filtered(one) != RAWMAP_I_NO || !rawmap_i_walk_open(one, &walk, false))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (rawmap_i_walk_next(&walk, &mapped))
        highest = mapped.end;
    rawmap_i_walk_close(&walk);
    if (walk.failed || highest == 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (end <= highest)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    rawmap_i_say(one, "The end, ");
    rawmap_i_say_address(one, end);
    rawmap_i_say(one, ", is above the highest address that a program can have.");
    return rawmap_i_found(one, cause);
}

/* Below vm.mmap_min_addr. */
RAWMAP_I_LOCAL bool rawmap_i_is_too_low(rawmap_i_case *one, uint64_t address, rawmap_status cause)
{
    uint64_t lowest;
    if (address >= 0x100000u) /* no kernel forbids more than the first MiB */
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_LOW_ADDRESS);
    if (!rawmap_i_proc_number("/proc/sys/vm/mmap_min_addr", "", &lowest))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_LOW_ADDRESS);
    if (address >= lowest || rawmap_i_its_capability(one, RAWMAP_I_CAP_SYS_RAWIO) == RAWMAP_I_YES)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_LOW_ADDRESS);
    rawmap_i_say(one, "The address ");
    rawmap_i_say_address(one, address);
    rawmap_i_say(one, " is below vm.mmap_min_addr, which is ");
    rawmap_i_say_address(one, lowest);
    rawmap_i_say(one, ", and the process lacks CAP_SYS_RAWIO.");
    return rawmap_i_found_figures(one, cause, address, 0, lowest);
}

#endif

RAWMAP_I_END

#endif

#endif
