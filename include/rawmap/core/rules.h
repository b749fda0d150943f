/* SPDX-License-Identifier: MIT */
/* rawmap/core/rules.h: how what a call may meet is written down, and how it is applied. Each subject has its lists in
   its own rules.h: one for each call; lists that calls share are named where they stand.

   RULE(cause, sort, errno, condition): the condition reads the call's own arguments, calls nothing, casts no pointer.
   From these lists come the checks, the naming of the kernel's errors, clang's compile-time errors, the manual's
   tables and the comparison with the kernel.

   sort       the kernel                                 tested
   IGNORED    would succeed, and not do what was asked   before the call, which is then not made
   GUARDED    would refuse too late, or not see it:      before the call, which is then not made
              something would be lost
   REFUSED    always answers this errno                  after it has: the success path pays nothing, and a newer
                                                         kernel that accepts it is not stood in the way of
   UNSURE     may answer this errno, and then only       after it has
              for this cause (an older kernel, say)
   STATE      may answer this errno because of the       never by the call: it answers the errno; listed here for
              machine's or the mapping's state           the manual and for rawmap's own tests

   before-rows stand first, so that a check and the call agree; REFUSED rows stand before UNSURE ones. A before-row that
   is added to a call's list is added to its groups, which stand beside it.

   GROUP(may, RULES), for the path of success: where may is false none of the before-rows of RULES holds, so the usual
   call pays for may alone, and the rows are evaluated only where it is true.

   From each call's list come three cold functions that read it from the top:
       rawmap_i_check_<call>(arguments)            what would come, without calling
       rawmap_i_refused_<call>(arguments)          before the call: IGNORED and GUARDED rows
       rawmap_i_verdict_<call>(arguments, error)   the kernel answered this errno: REFUSED and UNSURE rows name the
                                                   cause, or the errno stays
   The hot path asks only whether a before-row holds, and whether an errno came. */
#ifndef RAWMAP_CORE_RULES_H
#define RAWMAP_CORE_RULES_H

#include "base.h"
#include "status.h"

/* Names are pasted here at once: a program's errno.h makes EINVAL a macro. Each row stands in each function, so that no
   parameter goes unused; the sort says where it counts. */
#define RAWMAP_I_ROW_CHECK(cause, sort, errno, condition)                                                              \
    if (RAWMAP_I_CHECK_##sort && (condition))                                                                          \
        return RAWMAP_##cause;
#define RAWMAP_I_ROW_REFUSED(cause, sort, errno, condition)                                                            \
    if (RAWMAP_I_BEFORE_##sort && (condition))                                                                         \
        return RAWMAP_##cause;
#define RAWMAP_I_ROW_VERDICT(cause, sort, errno, condition)                                                            \
    if (RAWMAP_I_AFTER_##sort && error == RAWMAP_LINUX_##errno && (condition))                                         \
        return RAWMAP_##cause;
#define RAWMAP_I_CHECK_IGNORED true
#define RAWMAP_I_CHECK_GUARDED true
#define RAWMAP_I_CHECK_REFUSED true
#define RAWMAP_I_CHECK_UNSURE false
#define RAWMAP_I_CHECK_STATE false
#define RAWMAP_I_BEFORE_IGNORED true
#define RAWMAP_I_BEFORE_GUARDED true
#define RAWMAP_I_BEFORE_REFUSED false
#define RAWMAP_I_BEFORE_UNSURE false
#define RAWMAP_I_BEFORE_STATE false
#define RAWMAP_I_AFTER_IGNORED false
#define RAWMAP_I_AFTER_GUARDED false
#define RAWMAP_I_AFTER_REFUSED true
#define RAWMAP_I_AFTER_UNSURE true
#define RAWMAP_I_AFTER_STATE false

/* refused_ is not cloned: gcc would leave out the arguments that it does not read, and its callers shuffle the rest. */
#define RAWMAP_I_DEFINE_VERDICT(call, RULES, ...)                                                                      \
    RAWMAP_I_COLD rawmap_status rawmap_i_check_##call(__VA_ARGS__)                                                     \
    {                                                                                                                  \
        RULES(RAWMAP_I_ROW_CHECK)                                                                                      \
        return RAWMAP_OK;                                                                                              \
    }                                                                                                                  \
    RAWMAP_I_NOCLONE RAWMAP_I_COLD rawmap_status rawmap_i_refused_##call(__VA_ARGS__)                                  \
    {                                                                                                                  \
        RULES(RAWMAP_I_ROW_REFUSED)                                                                                    \
        return RAWMAP_OK;                                                                                              \
    }                                                                                                                  \
    RAWMAP_I_COLD rawmap_status rawmap_i_verdict_##call(__VA_ARGS__, int error)                                        \
    {                                                                                                                  \
        RULES(RAWMAP_I_ROW_VERDICT)                                                                                    \
        return RAWMAP_I_CAST(rawmap_status, error);                                                                    \
    }

/* Whether a before-row holds, group by group. */
#define RAWMAP_I_REFUSED_BEFORE(GROUPS) (false GROUPS(RAWMAP_I_GROUP_BEFORE))
#define RAWMAP_I_GROUP_BEFORE(may, RULES) || ((may) && (false RULES(RAWMAP_I_ROW_BEFORE)))
#define RAWMAP_I_ROW_BEFORE(cause, sort, errno, condition) || (RAWMAP_I_BEFORE_##sort && RAWMAP_I_UNLIKELY(condition))

/* Whether the compiler sees that no row can name an errno: then the errno is the status, and constant arguments cost
   what the bare system call costs. */
#define RAWMAP_I_NOTHING_TO_NAME(RULES) (true RULES(RAWMAP_I_ROW_NEVER))
#define RAWMAP_I_ROW_NEVER(cause, sort, errno, condition)                                                              \
    &&(!RAWMAP_I_AFTER_##sort || (__builtin_constant_p(!(condition)) && !(condition)))

/* The end of a call that answers zero or an error, and of one that answers a value. */
#define RAWMAP_I_NAME_ERROR(RULES, call, result, ...)                                                                  \
    (RAWMAP_I_NOTHING_TO_NAME(RULES) ? RAWMAP_I_CAST(rawmap_status, -(result))                                         \
                                     : rawmap_i_verdict_##call(__VA_ARGS__, RAWMAP_I_CAST(int, -(result))))
#define RAWMAP_I_ZERO_OR_ERROR(RULES, call, result, ...)                                                               \
    (RAWMAP_I_NOTHING_TO_NAME(RULES) || !RAWMAP_I_UNLIKELY(RAWMAP_I_CAST(int, result) != 0)                            \
         ? RAWMAP_I_CAST(rawmap_status, -(result))                                                                     \
         : rawmap_i_verdict_##call(__VA_ARGS__, RAWMAP_I_CAST(int, -(result))))

#endif
