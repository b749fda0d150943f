/* SPDX-License-Identifier: MIT */
/* rawmap/map/break.h: the end of the process's data, as the oldest allocators have it. A program with a libc leaves
   it to malloc: what one moves, the other does not know of. */
#ifndef RAWMAP_MAP_BREAK_H
#define RAWMAP_MAP_BREAK_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* The break, NULL unless status is RAWMAP_OK. */
typedef struct rawmap_break {
    rawmap_status status;
    void *end;
} rawmap_break;

/* rawmap_break_now: where the program's data segment ends (the break).

   Status:     RAWMAP_EINTR: the process is being killed.
   Since:      1.0
   ABIs:       all
   Manual:     brk(2) */
RAWMAP_API(map_rest) rawmap_break rawmap_break_now(void) RAWMAP_MUST_USE;

/* rawmap_break_set: moves the break, the end of the data segment. New pages read as zeros; what lies beyond a lower
   end is unmapped.

   Units:      any address, no multiple of a page need be; the page that holds it stays mapped.
   Status:     RAWMAP_BREAK_NOT_NAMED: Linux would only tell where the break is; nothing was called.
               RAWMAP_BREAK_REFUSED: the break stays; Linux does not say why.
               RAWMAP_EINTR: the process is being killed.
   Since:      1.0
   ABIs:       all
   Manual:     brk(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_break_set(void *end) RAWMAP_MUST_USE;

/* rawmap_check_break_set: what rawmap_break_set would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_break_set(void *end) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map_rest, break_set, RAWMAP_RULES_BREAK_SET, const void *end)

RAWMAP_API(map_rest) rawmap_break rawmap_break_now(void)
{
    const rawmap_word result = RAWMAP_I_CALL1(RAWMAP_NR_brk, 0);
    rawmap_break now;
    if (rawmap_i_is_error(result)) {
        now.status = RAWMAP_I_CAST(rawmap_status, -result);
        now.end = RAWMAP_I_NULL;
        return now;
    }
    now.status = RAWMAP_OK;
    now.end = RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, result));
    return now;
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_break_set(void *end)
{
    return RAWMAP_I_CHECKED(break_set, end);
}

RAWMAP_API(map_rest) rawmap_status rawmap_break_set(void *end)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_BREAK_SET))
        return rawmap_i_failure(RAWMAP_I_REFUSED(break_set, end));
    result = RAWMAP_I_CALL1(RAWMAP_NR_brk, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(end)));
    if (rawmap_i_is_error(result))
        return RAWMAP_I_CAST(rawmap_status, -result);
    /* No errno comes: the end that it still is. */
    return result == RAWMAP_I_WORD(RAWMAP_I_ADDRESS(end)) ? RAWMAP_OK : RAWMAP_BREAK_REFUSED;
}

#endif

RAWMAP_I_END

#endif
