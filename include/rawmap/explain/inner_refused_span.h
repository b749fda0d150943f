/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_span.h: why a call on a span was refused, in the order of do_vmi_munmap, do_mlock and
   their fellows (Linux 7.3). Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_SPAN_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_SPAN_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_commit.h"
#include "inner_end.h"
#include "inner_guards.h"
#include "inner_judged.h"
#include "inner_limits.h"
#include "inner_places.h"
#include "inner_policy.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* Whether a boundary of the span lies inside a mapping, which the call then splits. */
RAWMAP_I_LOCAL bool rawmap_i_splits(const rawmap_i_case *one, uint64_t start, uint64_t end, rawmap_i_met *mapped)
{
    if (rawmap_i_first_mapped(one, start, start + 1, 0, mapped) == 1 && mapped->start < start)
        return true;
    return rawmap_i_first_mapped(one, end - 1, end, 0, mapped) == 1 && mapped->end > end;
}

RAWMAP_I_LOCAL bool rawmap_i_split_over_count(rawmap_i_case *one, uint64_t start, uint64_t end, rawmap_status cause)
{
    rawmap_i_met mapped;
    if (!rawmap_i_splits(one, start, end, &mapped))
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAP_COUNT);
    return rawmap_i_over_map_count(one, 1, cause);
}

/* munmap needs one mapping more only where it leaves both ends of one. */
RAWMAP_I_LOCAL bool rawmap_i_unmap_refused(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_met mapped;
    switch (one->call->error) {
    case RAWMAP_LINUX_ENOMEM:
        return rawmap_i_first_mapped(one, start, end, 0, &mapped) == 1 && mapped.start < start && mapped.end > end &&
               rawmap_i_over_map_count(one, 1, RAWMAP_STATE_MAP_COUNT);
    case RAWMAP_LINUX_EINVAL:
        return rawmap_i_cuts_huge_page(one, start, end) || rawmap_i_is_beyond(one, end, RAWMAP_STATE_OUT_OF_RANGE);
    case RAWMAP_LINUX_EPERM:
        return rawmap_i_is_sealed_there(one, start, end) || rawmap_i_is_forbidden(one);
    default:
        return false;
    }
}

/* Bytes of it in the span. */
RAWMAP_I_LOCAL uint64_t rawmap_i_overlap(const rawmap_i_met *mapped, uint64_t start, uint64_t end)
{
    return (mapped->end < end ? mapped->end : end) - (mapped->start > start ? mapped->start : start);
}

/* --- locking --- */

/* What cannot be brought in, whichever comes first: no access at all, or nothing behind it. */
RAWMAP_I_LOCAL bool rawmap_i_cannot_be_touched(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t from = 0, size = 0;
    bool is_none = false;
    int past = 0;
    if (!rawmap_i_walk_open(one, &walk, false))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (!is_none && past == 0 && rawmap_i_walk_next(&walk, &mapped) && mapped.start < end) {
        is_none = mapped.end > start && !mapped.may_read && !mapped.may_write && !mapped.may_exec;
        if (mapped.end > start && !is_none)
            past = rawmap_i_goes_past_end(one, &mapped, start, end, &from, &size);
    }
    rawmap_i_walk_close(&walk);
    if (past < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    if (past > 0)
        return rawmap_i_say_past_end(one, &mapped, from, end, size, RAWMAP_STATE_NO_ACCESS);
    if (!is_none)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS | RAWMAP_LOOKED_FILE);
    return rawmap_i_found_mapping(one, &mapped, "Nothing may touch (PROT_NONE), so that it cannot be brought in, ",
                                  RAWMAP_STATE_NO_ACCESS);
}

/* What of a span is locked already. */
RAWMAP_I_LOCAL uint64_t rawmap_i_locked_bytes(const rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t bytes = 0;
    if (!rawmap_i_walk_open(one, &walk, true))
        return 0;
    while (rawmap_i_walk_next(&walk, &mapped) && mapped.start < end)
        if (mapped.end > start && (mapped.flags & RAWMAP_I_FLAG_LOCKED) != 0)
            bytes += rawmap_i_overlap(&mapped, start, end);
    rawmap_i_walk_close(&walk);
    return bytes;
}

/* Memory that is locked as it is touched is not brought in: nothing stands in its way. */
RAWMAP_I_LOCAL bool rawmap_i_lock_refused(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    const bool as_touched =
        one->call->number == RAWMAP_NR_mlock2 && (one->call->words[2] & RAWMAP_LINUX_MLOCK_ONFAULT) != 0;
    switch (one->call->error) {
    case RAWMAP_LINUX_EPERM:
        return rawmap_i_may_not_lock(one) || rawmap_i_is_forbidden(one);
    case RAWMAP_LINUX_ENOMEM:
        return rawmap_i_over_locked(one, end - start - rawmap_i_locked_bytes(one, start, end)) ||
               rawmap_i_split_over_count(one, start, end, RAWMAP_STATE_MAP_COUNT) ||
               rawmap_i_in_hole(one, start, end, RAWMAP_STATE_HOLE) ||
               (!as_touched && (rawmap_i_meets_guard(one, start, end, RAWMAP_STATE_NO_ACCESS) ||
                                rawmap_i_cannot_be_touched(one, start, end)));
    default:
        return false;
    }
}

RAWMAP_I_LOCAL bool rawmap_i_unlock_refused(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    return one->call->error == RAWMAP_LINUX_ENOMEM &&
           (rawmap_i_split_over_count(one, start, end, RAWMAP_STATE_MAP_COUNT) ||
            rawmap_i_in_hole(one, start, end, RAWMAP_STATE_HOLE));
}

/* All that is mapped counts, locked or not. */
RAWMAP_I_LOCAL bool rawmap_i_lock_all_refused(rawmap_i_case *one)
{
    uint64_t size, allowed;
    if (one->call->error == RAWMAP_LINUX_EPERM)
        return rawmap_i_may_not_lock(one) || rawmap_i_is_forbidden(one);
    if (one->call->error != RAWMAP_LINUX_ENOMEM || (one->call->words[0] & RAWMAP_LINUX_MCL_CURRENT) == 0)
        return false;
    if (!rawmap_i_its_bytes(one, "VmSize:", &size) || !rawmap_i_its_limit(one, "Max locked memory", &allowed) ||
        rawmap_i_its_capability(one, RAWMAP_I_CAP_IPC_LOCK) == RAWMAP_I_UNKNOWN)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_LOCK_LIMIT);
    if (rawmap_i_its_capability(one, RAWMAP_I_CAP_IPC_LOCK) == RAWMAP_I_YES || size <= allowed)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_LOCK_LIMIT);
    rawmap_i_say(one, "The process has ");
    rawmap_i_say_bytes(one, size);
    rawmap_i_say(one, " mapped, and RLIMIT_MEMLOCK is ");
    rawmap_i_say_bytes(one, allowed);
    rawmap_i_say(one, ".");
    return rawmap_i_found_figures(one, RAWMAP_STATE_LOCK_LIMIT, size, 0, allowed);
}

#endif

RAWMAP_I_END

#endif

#endif
