/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_room.h: whether any free range of addresses is long enough. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_ROOM_H
#define RAWMAP_EXPLAIN_INNER_ROOM_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The widest range of free addresses between two others; with what Linux keeps free below those that grow downwards. */
RAWMAP_I_LOCAL bool rawmap_i_widest_gap(const rawmap_i_case *one, uint64_t low, uint64_t high, uint64_t kept_free,
                                        uint64_t *widest)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t last = low;
    bool told = kept_free == 0;
    *widest = 0;
    if (!rawmap_i_walk_open(one, &walk, kept_free != 0))
        return false;
    while (last < high && rawmap_i_walk_next(&walk, &mapped)) {
        uint64_t next = mapped.start < high ? mapped.start : high;
        told = told || mapped.flags != 0;
        if ((mapped.flags & RAWMAP_I_FLAG_GROWSDOWN) != 0 && mapped.start - next < kept_free)
            next = mapped.start > kept_free ? mapped.start - kept_free : 0;
        if (next > last && next - last > *widest)
            *widest = next - last;
        if (mapped.end > last)
            last = mapped.end;
    }
    rawmap_i_walk_close(&walk);
    return told && !walk.failed && last != low;
}

RAWMAP_I_LOCAL uint64_t rawmap_i_lowest_address(void)
{
    uint64_t lowest;
    return rawmap_i_proc_number("/proc/sys/vm/mmap_min_addr", "", &lowest) ? lowest : 0;
}

/* 256 pages, unless the kernel was started with stack_guard_gap=PAGES. */
RAWMAP_I_LOCAL uint64_t rawmap_i_guard_gap(void)
{
    static const char option[] = "stack_guard_gap=";
    char text[4096];
    const char *at = text;
    uint64_t pages = 256, page;
    if (rawmap_i_read_text("/proc/cmdline", text, sizeof text) == 0)
        text[0] = '\0';
    for (; *at != '\0'; at++)
        if (rawmap_i_begins(at, option)) {
            at += sizeof option - 1;
            pages = rawmap_i_number(&at, 10) & 0xffffffffu;
            break;
        }
    for (page = rawmap_i_page_here(); page > 1; page >>= 1)
        pages += pages;
    return pages;
}

RAWMAP_I_LOCAL bool rawmap_i_say_no_room(rawmap_i_case *one, uint64_t length, uint64_t widest, uint64_t kept_free)
{
    rawmap_i_say(one, "No free range of addresses is ");
    rawmap_i_say_bytes(one, length);
    rawmap_i_say(one, " long: the widest is ");
    rawmap_i_say_bytes(one, widest);
    if (kept_free != 0) {
        rawmap_i_say(one, ", without the ");
        rawmap_i_say_bytes(one, kept_free);
        rawmap_i_say(one, " that Linux keeps free below what grows downwards");
    }
    rawmap_i_say(one, ".");
    return rawmap_i_found_figures(one, RAWMAP_STATE_NO_ROOM, length, 0, widest);
}

RAWMAP_I_LOCAL bool rawmap_i_no_room(rawmap_i_case *one, uint64_t length, uint64_t low, uint64_t high)
{
    uint64_t widest, kept_free;
    length = rawmap_i_in_pages(length);
    if (!rawmap_i_widest_gap(one, low, high, 0, &widest))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (widest < length)
        return rawmap_i_say_no_room(one, length, widest, 0);
    kept_free = rawmap_i_guard_gap();
    if (kept_free == 0 || widest - length >= kept_free)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    if (!rawmap_i_widest_gap(one, low, high, kept_free, &widest))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    return widest < length ? rawmap_i_say_no_room(one, length, widest, kept_free)
                           : rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
}

#endif

RAWMAP_I_END

#endif

#endif
