/* SPDX-License-Identifier: MIT */
/* rawmap/verdict.h: how the rules of a call are applied.

   For each call one cold function reads its list from the top:
       when < 0    rawmap_check_*: what would come, without calling
       when == 0   before the call: IGNORED and GUARDED rows
       when > 0    the kernel answered this errno: REFUSED and UNSURE rows name the cause, or the errno stays
   The hot path asks only whether a before-row holds, and whether an errno came. */
#ifndef RAWMAP_VERDICT_H
#define RAWMAP_VERDICT_H

#include "base.h"
#include "groups.h"
#include "rules.h"
#include "status.h"

/* Names are pasted here at once: a program's errno.h makes EINVAL a macro. */
#define RAWMAP_I_ROW_VERDICT(cause, sort, error, condition)                                                            \
    RAWMAP_I_VERDICT_##sort(RAWMAP_##cause, RAWMAP_LINUX_##error, condition)
#define RAWMAP_I_VERDICT_IGNORED(status, error, condition)                                                             \
    if (when <= 0 && (condition))                                                                                      \
        return status;
#define RAWMAP_I_VERDICT_GUARDED(status, error, condition) RAWMAP_I_VERDICT_IGNORED(status, error, condition)
#define RAWMAP_I_VERDICT_REFUSED(status, error, condition)                                                             \
    if ((when < 0 || when == (error)) && (condition))                                                                  \
        return status;
#define RAWMAP_I_VERDICT_UNSURE(status, error, condition)                                                              \
    if (when == (error) && (condition))                                                                                \
        return status;
#define RAWMAP_I_VERDICT_STATE(status, error, condition)

#define RAWMAP_I_DEFINE_VERDICT(call, RULES, ...)                                                                      \
    RAWMAP_I_COLD rawmap_status rawmap_i_verdict_##call(__VA_ARGS__, int when)                                         \
    {                                                                                                                  \
        RULES(RAWMAP_I_ROW_VERDICT)                                                                                    \
        return when > 0 ? RAWMAP_I_CAST(rawmap_status, when) : RAWMAP_OK;                                              \
    }

/* Whether a before-row holds, group by group. */
#define RAWMAP_I_REFUSED_BEFORE(GROUPS) (false GROUPS(RAWMAP_I_GROUP_BEFORE))
#define RAWMAP_I_GROUP_BEFORE(may, RULES) || ((may) && (false RULES(RAWMAP_I_ROW_BEFORE)))
#define RAWMAP_I_ROW_BEFORE(cause, sort, error, condition) RAWMAP_I_BEFORE_##sort(condition)
#define RAWMAP_I_BEFORE_IGNORED(condition) || RAWMAP_I_UNLIKELY(condition)
#define RAWMAP_I_BEFORE_GUARDED(condition) || RAWMAP_I_UNLIKELY(condition)
#define RAWMAP_I_BEFORE_REFUSED(condition)
#define RAWMAP_I_BEFORE_UNSURE(condition)
#define RAWMAP_I_BEFORE_STATE(condition)

/* Whether the compiler sees that no row can name an errno: then the errno is the status, and constant arguments cost
   what the bare system call costs. */
#define RAWMAP_I_NOTHING_TO_NAME(RULES) (true RULES(RAWMAP_I_ROW_NEVER))
#define RAWMAP_I_ROW_NEVER(cause, sort, error, condition) RAWMAP_I_NEVER_##sort(condition)
#define RAWMAP_I_NEVER_IGNORED(condition)
#define RAWMAP_I_NEVER_GUARDED(condition)
#define RAWMAP_I_NEVER_REFUSED(condition) &&__builtin_constant_p(!(condition)) && !(condition)
#define RAWMAP_I_NEVER_UNSURE(condition) &&__builtin_constant_p(!(condition)) && !(condition)
#define RAWMAP_I_NEVER_STATE(condition)

/* The end of a call that answers zero or an error, and of one that answers a value. */
#define RAWMAP_I_NAME_ERROR(RULES, call, result, ...)                                                                  \
    (RAWMAP_I_NOTHING_TO_NAME(RULES) ? RAWMAP_I_CAST(rawmap_status, -(result))                                         \
                                     : rawmap_i_verdict_##call(__VA_ARGS__, RAWMAP_I_CAST(int, -(result))))
#define RAWMAP_I_ZERO_OR_ERROR(RULES, call, result, ...)                                                               \
    (RAWMAP_I_NOTHING_TO_NAME(RULES) || !RAWMAP_I_UNLIKELY(RAWMAP_I_CAST(rawmap_status, -(result)) != RAWMAP_OK)       \
         ? RAWMAP_I_CAST(rawmap_status, -(result))                                                                     \
         : rawmap_i_verdict_##call(__VA_ARGS__, RAWMAP_I_CAST(int, -(result))))

#endif
