/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_end.h: where a mapping goes on behind the end of its file, and nothing can be brought in. Inside the
   library. */
#ifndef RAWMAP_EXPLAIN_INNER_END_H
#define RAWMAP_EXPLAIN_INNER_END_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/statx.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

RAWMAP_I_LOCAL bool rawmap_i_stat_at(const char *place, rawmap_i_statx *stat)
{
    return RAWMAP_I_CALL5(RAWMAP_NR_statx, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)), 0,
                          RAWMAP_I_WORD(0x7ff), RAWMAP_I_WORD(RAWMAP_I_ADDRESS(stat))) == 0;
}

RAWMAP_I_LOCAL size_t rawmap_i_append_hex(char *to, size_t at, uint64_t address)
{
    const uint32_t halves[2] = {RAWMAP_I_CAST(uint32_t, address >> 32), RAWMAP_I_CAST(uint32_t, address)};
    bool begun = false;
    unsigned i;
    for (i = 0; i < 16; i++) {
        const char digit = "0123456789abcdef"[halves[i >> 3] >> (28 - 4 * (i & 7)) & 15u];
        begun = begun || digit != '0' || i == 15;
        if (begun && at < RAWMAP_I_PLACE_ROOM - 1)
            to[at++] = digit;
    }
    to[at] = '\0';
    return at;
}

/* The file behind a mapping, as the kernel holds it, which takes a capability; else by its name, if that file is still the
   one. */
RAWMAP_I_LOCAL bool rawmap_i_stat_of_mapped(const rawmap_i_case *one, const rawmap_i_met *mapped, rawmap_i_statx *stat)
{
    char place[RAWMAP_I_PLACE_ROOM];
    size_t at = rawmap_i_place(one, "map_files/", place);
    at = rawmap_i_append_hex(place, at, mapped->start);
    at = rawmap_i_append(place, at, "-");
    (void)rawmap_i_append_hex(place, at, mapped->end);
    if (rawmap_i_stat_at(place, stat))
        return true;
    (void)rawmap_i_append(place, rawmap_i_place(one, "root", place), mapped->name);
    return mapped->name[0] == '/' && rawmap_i_stat_at(place, stat) && stat->inode == mapped->inode &&
           stat->device[0] == mapped->device[0] && stat->device[1] == mapped->device[1];
}

/* Whether a part of the span is in it and behind the file's last page: 1, 0, or -1 where nobody can tell. */
RAWMAP_I_LOCAL int rawmap_i_goes_past_end(const rawmap_i_case *one, const rawmap_i_met *mapped, uint64_t start,
                                          uint64_t end, uint64_t *from, uint64_t *size)
{
    rawmap_i_statx stat;
    uint64_t length;
    if (mapped->inode == 0)
        return 0;
    if (!rawmap_i_stat_of_mapped(one, mapped, &stat))
        return -1;
    if ((stat.mode & 0170000u) != 0100000u)
        return 0; /* of a device, which has no end */
    *size = stat.size;
    length = rawmap_i_in_pages(stat.size);
    *from = mapped->start;
    if (length > mapped->offset)
        *from += length - mapped->offset;
    if (*from < start)
        *from = start;
    return *from < (mapped->end < end ? mapped->end : end);
}

RAWMAP_I_LOCAL bool rawmap_i_say_past_end(rawmap_i_case *one, const rawmap_i_met *mapped, uint64_t from, uint64_t end,
                                          uint64_t size, rawmap_status cause)
{
    one->told->start = from;
    one->told->end = mapped->end < end ? mapped->end : end;
    rawmap_i_say(one, "Its file has ");
    rawmap_i_say_bytes(one, size);
    rawmap_i_say(one, ", and behind the last page of that nothing can be brought in, from ");
    rawmap_i_say_address(one, from);
    rawmap_i_say(one, " on: ");
    rawmap_i_say_mapping(one, mapped);
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, cause);
}

/* The first of a span, in the order in which Linux brings it in. */
RAWMAP_I_LOCAL bool rawmap_i_is_past_end(rawmap_i_case *one, uint64_t start, uint64_t end, rawmap_status cause)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t from = 0, size = 0;
    int past = 0;
    if (!rawmap_i_walk_open(one, &walk, false))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (past == 0 && rawmap_i_walk_next(&walk, &mapped) && mapped.start < end)
        if (mapped.end > start)
            past = rawmap_i_goes_past_end(one, &mapped, start, end, &from, &size);
    rawmap_i_walk_close(&walk);
    if (past < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    if (past == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE);
    return rawmap_i_say_past_end(one, &mapped, from, end, size, cause);
}

#endif

RAWMAP_I_END

#endif

#endif
