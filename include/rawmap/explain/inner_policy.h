/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_policy.h: what forbids a call that nothing else stands in the way of: promises of the process, filters,
   security modules; and kernels that lack it. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_POLICY_H
#define RAWMAP_EXPLAIN_INNER_POLICY_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/looks.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* Whether the process gave up gaining executable memory. It is asked by itself alone: no file tells of another. */
RAWMAP_I_LOCAL rawmap_i_answer_word rawmap_i_gave_up_exec(const rawmap_i_case *one)
{
    rawmap_word flags;
    if (one->call->process != 0)
        return RAWMAP_I_UNKNOWN;
    flags = RAWMAP_I_CALL5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_GET_MDWE, 0, 0, 0, 0);
    if (flags == -RAWMAP_LINUX_EINVAL)
        return rawmap_i_sees_prctl() ? RAWMAP_I_NO : RAWMAP_I_UNKNOWN; /* a kernel without it */
    if (rawmap_i_is_error(flags))
        return RAWMAP_I_UNKNOWN;
    return (flags & RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN) != 0 ? RAWMAP_I_YES : RAWMAP_I_NO;
}

/* Memory that would become executable, and that can be written, or could not be executed before. */
RAWMAP_I_LOCAL bool rawmap_i_gains_exec(rawmap_i_case *one, const char *words)
{
    switch (rawmap_i_gave_up_exec(one)) {
    case RAWMAP_I_YES:
        rawmap_i_say(one, "The process has given up gaining executable memory (PR_SET_MDWE): ");
        rawmap_i_say(one, words);
        return rawmap_i_found(one, RAWMAP_STATE_EXEC_GAIN);
    case RAWMAP_I_UNKNOWN:
        return rawmap_i_unseen(one, RAWMAP_LOOKED_EXEC_GAIN);
    case RAWMAP_I_NO:
    default:
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_EXEC_GAIN);
    }
}

/* Whether a filter of seccomp may have answered the call. */
RAWMAP_I_LOCAL rawmap_i_answer_word rawmap_i_is_filtered(const rawmap_i_case *one)
{
    uint64_t mode;
    if (one->call->past_filters)
        return RAWMAP_I_NO;
    if (!rawmap_i_its_number(one, "status", "Seccomp:", &mode))
        return RAWMAP_I_UNKNOWN;
    return mode != 0 ? RAWMAP_I_YES : RAWMAP_I_NO;
}

/* EPERM or EACCES, after all else: only where everything could be looked at. Who it was, no file tells: a filter may have
   answered, or let the call through. */
RAWMAP_I_LOCAL bool rawmap_i_is_forbidden(rawmap_i_case *one)
{
    const rawmap_i_answer_word filtered = rawmap_i_is_filtered(one);
    if (one->told->not_seen != 0)
        return false;
    if (filtered == RAWMAP_I_UNKNOWN)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILTER);
    rawmap_i_say(one,
                 filtered == RAWMAP_I_YES
                     ? "A security module or sandbox forbids it: nothing else stands in the way, and the process is "
                       "under a filter of seccomp."
                     : "A security module or sandbox forbids it: nothing else stands in the way.");
    return rawmap_i_found(one, one->call->error == RAWMAP_LINUX_EPERM ? RAWMAP_STATE_NOT_ALLOWED
                                                                      : RAWMAP_STATE_ACCESS_DENIED);
}

/* ENOSYS: from a kernel that lacks the call, or from a filter. Where the process has none it is the kernel. */
RAWMAP_I_LOCAL bool rawmap_i_is_missing(rawmap_i_case *one)
{
    switch (rawmap_i_is_filtered(one)) {
    case RAWMAP_I_NO:
        return rawmap_i_found(one, RAWMAP_STATE_CALL_MISSING);
    case RAWMAP_I_YES:
    case RAWMAP_I_UNKNOWN:
    default:
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILTER | RAWMAP_LOOKED_KERNEL);
    }
}

#endif

RAWMAP_I_END

#endif

#endif
