/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_break.h: why brk left the end of the data where it was, in the order of brk and do_brk_flags
   (Linux 7.3). It answers no errno: ENOMEM stands for that. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_BREAK_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_BREAK_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_commit.h"
#include "inner_judged.h"
#include "inner_limits.h"
#include "inner_places.h"
#include "inner_policy.h"
#include "inner_proc.h"
#include "inner_room.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The data of the process, as its program was loaded, and where the heap ends: in whole pages, as the list of mappings has it. */
typedef struct rawmap_i_data {
    uint64_t start, end, heap, heap_end;
} rawmap_i_data;

/* Fields 45 to 47 of its stat, behind a name that may hold anything. They are 0 for those who may not trace it. */
RAWMAP_I_LOCAL bool rawmap_i_data_of(const rawmap_i_case *one, rawmap_i_data *data)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[1024];
    const char *at = text;
    const char *look;
    unsigned field;
    (void)rawmap_i_place(one, "stat", place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return false;
    for (look = text; *look != '\0'; look++)
        if (*look == ')')
            at = look;
    for (field = 1; field < 44 && *at != '\0'; at++)
        field += *at == ' ';
    data->start = rawmap_i_number(&at, 10);
    if (*at != ' ')
        return false;
    at++;
    data->end = rawmap_i_number(&at, 10);
    if (*at != ' ')
        return false;
    at++;
    data->heap = rawmap_i_number(&at, 10);
    return data->heap != 0;
}

/* One mapping or several, of that name. */
RAWMAP_I_LOCAL bool rawmap_i_heap_end_of(const rawmap_i_case *one, rawmap_i_data *data)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    data->heap_end = rawmap_i_in_pages(data->heap);
    if (!rawmap_i_walk_open(one, &walk, false))
        return false;
    while (rawmap_i_walk_next(&walk, &mapped))
        if (rawmap_i_begins(mapped.name, "[heap]"))
            data->heap_end = mapped.end;
    rawmap_i_walk_close(&walk);
    return !walk.failed;
}

/* What is behind the heap and its one free page, or keeps room below itself. */
RAWMAP_I_LOCAL bool rawmap_i_heap_is_blocked(rawmap_i_case *one, const rawmap_i_data *data, uint64_t wanted)
{
    const uint64_t page = rawmap_i_page_here(), kept_free = rawmap_i_guard_gap();
    rawmap_i_met next;
    uint64_t first;
    int found = rawmap_i_first_mapped(one, data->heap_end, wanted + page + kept_free, 0, &next);
    if (found < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    first = next.start;
    if (found == 1 && next.start >= wanted + page) { /* only where it grows downwards does the rest count */
        found = rawmap_i_first_mapped(one, data->heap_end, next.start + 1, RAWMAP_I_FLAG_GROWSDOWN, &next);
        if (found < 0)
            return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
        first -= kept_free;
    }
    if (found == 0 || wanted + page <= first)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_found_mapping(one, &next, "The data cannot grow so far: behind them lies ", RAWMAP_STATE_NO_ROOM);
}

/* All that the program brought counts, and the heap. */
RAWMAP_I_LOCAL bool rawmap_i_heap_over_data(rawmap_i_case *one, const rawmap_i_data *data, uint64_t end)
{
    const uint64_t brought = data->end - data->start;
    uint64_t allowed;
    if (!rawmap_i_its_limit(one, "Max data size", &allowed))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_DATA_LIMIT);
    if (allowed == RAWMAP_I_UNLIMITED || !rawmap_i_exceeds(brought, end - data->heap, allowed))
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_DATA_LIMIT);
    rawmap_i_say(one, "The heap would have ");
    rawmap_i_say_bytes(one, end - data->heap);
    rawmap_i_say(one, ", the program's own data have ");
    rawmap_i_say_bytes(one, brought);
    rawmap_i_say(one, ", and RLIMIT_DATA is ");
    rawmap_i_say_bytes(one, allowed);
    rawmap_i_say(one, ".");
    return rawmap_i_found_figures(one, RAWMAP_STATE_DATA_LIMIT, end - data->heap, brought, allowed);
}

/* After mlockall(MCL_FUTURE) what is added is locked: no file says that it was called. What there is of the heap is locked
   then, and only where nothing else stands in the way, no filter of seccomp either, is it that. */
RAWMAP_I_LOCAL bool rawmap_i_heap_over_locked(rawmap_i_case *one, const rawmap_i_data *data, uint64_t more)
{
    rawmap_i_met heap;
    int locked = 0;
    if (one->told->not_seen != 0)
        return false;
    if (rawmap_i_is_filtered(one) != RAWMAP_I_NO)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILTER);
    if (data->heap_end > data->heap)
        locked = rawmap_i_first_mapped(one, data->heap_end - 1, data->heap_end, RAWMAP_I_FLAG_LOCKED, &heap);
    if (locked < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_LOCK_LIMIT);
    return locked == 1 && rawmap_i_over_locked(one, more);
}

RAWMAP_I_LOCAL bool rawmap_i_break_refused(rawmap_i_case *one)
{
    const uint64_t end = RAWMAP_I_ADDRESS_OF(one->call->words[0]);
    const uint64_t wanted = rawmap_i_in_pages(end);
    rawmap_i_data data;
    if (!rawmap_i_data_of(one, &data) || !rawmap_i_heap_end_of(one, &data))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (end < data.heap && end < data.end) {
        rawmap_i_say(one, "The heap begins at ");
        rawmap_i_say_address(one, data.heap);
        rawmap_i_say(one, ": its end cannot lie before that.");
        return rawmap_i_found(one, RAWMAP_BREAK_REFUSED);
    }
    if (end < data.heap)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_KERNEL); /* some kernels let it, of a program that lies fixed */
    if (rawmap_i_heap_over_data(one, &data, end))
        return true;
    if (wanted <= data.heap_end)
        return rawmap_i_is_sealed_there(one, wanted, data.heap_end);
    return rawmap_i_heap_is_blocked(one, &data, wanted) || rawmap_i_over_address_space(one, wanted - data.heap_end) ||
           rawmap_i_over_data(one, wanted - data.heap_end) || rawmap_i_over_map_count(one, 0, RAWMAP_STATE_MAP_COUNT) ||
           rawmap_i_over_committed(one, wanted - data.heap_end, false) ||
           rawmap_i_heap_over_locked(one, &data, wanted - data.heap_end);
}

#endif

RAWMAP_I_END

#endif

#endif
