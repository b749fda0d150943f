/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_limits.h: the limits of the process, by the figures that Linux itself compares. Inside the
   library. */
#ifndef RAWMAP_EXPLAIN_INNER_LIMITS_H
#define RAWMAP_EXPLAIN_INNER_LIMITS_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* A limit: as what Linux counts it, and as /proc and people call it. */
typedef struct rawmap_i_limit {
    rawmap_status cause;
    uint64_t looked;
    /* Not pointers: a loader would have to relocate them. */
    char in_limits[24];
    char in_status[12];
    char what[72]; /* "the address space" */
    char name[20];
} rawmap_i_limit;

RAWMAP_I_LOCAL void rawmap_i_say_over(rawmap_i_case *one, const rawmap_i_limit *limit)
{
    rawmap_i_say_bytes(one, one->told->wanted);
    rawmap_i_say(one, " more would take ");
    rawmap_i_say(one, limit->what);
    rawmap_i_say(one, " of the process, now ");
    rawmap_i_say_bytes(one, one->told->used);
    rawmap_i_say(one, ", over ");
    rawmap_i_say(one, limit->name);
    rawmap_i_say(one, ", which is ");
    rawmap_i_say_bytes(one, one->told->allowed);
    rawmap_i_say(one, ".");
}

/* Whether bytes more, in whole pages, go over it. Linux counts in pages: what is less than one of a limit is none. */
RAWMAP_I_LOCAL bool rawmap_i_is_over(rawmap_i_case *one, const rawmap_i_limit *limit, uint64_t more)
{
    uint64_t allowed, in_use;
    if (!rawmap_i_its_limit(one, limit->in_limits, &allowed))
        return rawmap_i_unseen(one, limit->looked);
    if (allowed == RAWMAP_I_UNLIMITED)
        return rawmap_i_ruled_out(one, limit->looked);
    if (!rawmap_i_its_bytes(one, limit->in_status, &in_use))
        return rawmap_i_unseen(one, limit->looked);
    more = rawmap_i_in_pages(more);
    if (more == 0 || !rawmap_i_exceeds(in_use, more, allowed & ~(rawmap_i_page_here() - 1)))
        return rawmap_i_ruled_out(one, limit->looked);
    (void)rawmap_i_found_figures(one, limit->cause, more, in_use, allowed);
    rawmap_i_say_over(one, limit);
    return true;
}

RAWMAP_I_LOCAL bool rawmap_i_over_address_space(rawmap_i_case *one, uint64_t more)
{
    static const rawmap_i_limit limit = {RAWMAP_STATE_ADDRESS_SPACE_LIMIT,
                                         RAWMAP_LOOKED_ADDRESS_SPACE_LIMIT,
                                         "Max address space",
                                         "VmSize:",
                                         "the address space",
                                         "RLIMIT_AS"};
    return rawmap_i_is_over(one, &limit, more);
}

/* A limit of 0 is none as long as there is room under the hard one, which stands behind it. */
RAWMAP_I_LOCAL bool rawmap_i_data_limit_is_off(const rawmap_i_case *one)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[4096];
    const char *at;
    (void)rawmap_i_place(one, "limits", place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return false;
    at = rawmap_i_behind(text, "Max data size");
    if (at == RAWMAP_I_NULL || at[0] != '0')
        return false;
    for (at++; *at == ' ';)
        at++;
    return *at != '0';
}

RAWMAP_I_LOCAL bool rawmap_i_over_data(rawmap_i_case *one, uint64_t more)
{
    static const rawmap_i_limit limit = {RAWMAP_STATE_DATA_LIMIT,
                                         RAWMAP_LOOKED_DATA_LIMIT,
                                         "Max data size",
                                         "VmData:",
                                         "the private writable memory",
                                         "RLIMIT_DATA"};
    if (rawmap_i_data_limit_is_off(one))
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_DATA_LIMIT);
    return rawmap_i_is_over(one, &limit, more);
}

/* Locked memory is limited for those alone who lack a capability. The cause is by the errno: EAGAIN of what would be
   mapped locked, ENOMEM of what is locked later. */
RAWMAP_I_LOCAL bool rawmap_i_over_locked(rawmap_i_case *one, uint64_t more)
{
    static const rawmap_i_limit mapping = {RAWMAP_LOCK_OVER_LIMIT, RAWMAP_LOOKED_LOCK_LIMIT,
                                           "Max locked memory",    "VmLck:",
                                           "the locked memory",    "RLIMIT_MEMLOCK"};
    static const rawmap_i_limit locking = {RAWMAP_STATE_LOCK_LIMIT, RAWMAP_LOOKED_LOCK_LIMIT,
                                           "Max locked memory",     "VmLck:",
                                           "the locked memory",     "RLIMIT_MEMLOCK"};
    switch (rawmap_i_its_capability(one, RAWMAP_I_CAP_IPC_LOCK)) {
    case RAWMAP_I_YES:
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_LOCK_LIMIT);
    case RAWMAP_I_UNKNOWN:
        return rawmap_i_unseen(one, RAWMAP_LOOKED_LOCK_LIMIT);
    case RAWMAP_I_NO:
    default:
        return rawmap_i_is_over(one, one->call->error == RAWMAP_LINUX_EAGAIN ? &mapping : &locking, more);
    }
}

/* Without the capability, a limit of 0 forbids locking altogether. */
RAWMAP_I_LOCAL bool rawmap_i_may_not_lock(rawmap_i_case *one)
{
    uint64_t allowed;
    const rawmap_i_answer_word may = rawmap_i_its_capability(one, RAWMAP_I_CAP_IPC_LOCK);
    if (may == RAWMAP_I_UNKNOWN || !rawmap_i_its_limit(one, "Max locked memory", &allowed))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_LOCK_LIMIT);
    if (may == RAWMAP_I_YES || allowed != 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_LOCK_LIMIT);
    rawmap_i_say(one, "The process may lock no memory: RLIMIT_MEMLOCK is 0, and it lacks CAP_IPC_LOCK.");
    return rawmap_i_found(one, RAWMAP_LOCK_NOT_ALLOWED);
}

#endif

RAWMAP_I_END

#endif

#endif
