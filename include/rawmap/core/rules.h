/* SPDX-License-Identifier: MIT */
/* rawmap/core/rules.h: how what a call may meet is written down, and how it is applied. Each subject has its lists in
   its own rules.h: one for each call; lists that calls share are named where they stand.

   RULE##_SORT(cause, errno, condition): the condition reads the call's own arguments, calls nothing, casts no pointer;
   but that of an UNSURE row may ask the kernel (core/here.h), whose refusal has many causes.
   From these lists come the checks, the naming of the kernel's errors, clang's compile-time errors, the manual's
   tables and the comparison with the kernel.

   sort       the kernel                                 tested
   IGNORED    would succeed, and not do what was asked   before the call, which is then not made
   GUARDED    would refuse too late, or not see it:      before the call, which is then not made
              something would be lost
   REFUSED    always answers this errno                  after it has: the success path pays nothing, and a newer
                                                         kernel that accepts it is not blocked
   UNSURE     may answer this errno, and then only       after it has
              for this cause (an older kernel, say)
   LOOKED     may answer this errno, as anybody may      after it has, and only where a look at the machine shows
              in its place                               this cause: RAWMAP_I_SEES_<cause>, beside the list
   TOLD       writes this errno into memory, where       after it has
              nobody answers in its place
   STATE      may answer this errno because of the       never by the call: it answers the errno; listed here for
              machine's or the mapping's state           the manual and for rawmap's own tests

   A sandbox or a security module answers EPERM, EACCES or ENOSYS to any call, whatever its arguments: a row of these is
   neither REFUSED nor UNSURE, or it does not compile. A look makes calls that change nothing, the kind of call that was
   refused and its plain sibling: where a filter answers, it answers to the sibling too.

   before-rows stand first, so that a check and the call agree; REFUSED rows stand before UNSURE ones. A before-row that
   is added to a call's list is added to its groups, which stand beside it.

   GROUP(may, RULES), for the path of success: where may is false none of the before-rows of RULES holds, so the usual
   call pays for may alone, and the rows are evaluated only where it is true.

   From each call's list comes what reads it from the top, in the cold:
       RAWMAP_I_CHECKED(call, arguments)           what would come, without calling
       RAWMAP_I_REFUSED(call, arguments)           before the call: IGNORED and GUARDED rows
       RAWMAP_I_VERDICT(call, arguments, error)    the kernel answered this errno: the rows that are tested after it
                                                   name the cause, or the errno stays
   It is one function where it stands once, and three where each unit has its own, of which few have need of all.
   The hot path asks only whether a before-row holds, and whether an errno came. */
#ifndef RAWMAP_CORE_RULES_H
#define RAWMAP_CORE_RULES_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#include "status.h"
#endif

#if RAWMAP_I_STANDS_ONCE
#define RAWMAP_I_CHECKED(call, ...) rawmap_i_judge_##call(__VA_ARGS__, RAWMAP_I_CHECK)
#define RAWMAP_I_REFUSED(call, ...) rawmap_i_judge_##call(__VA_ARGS__, RAWMAP_I_BEFORE)
#define RAWMAP_I_VERDICT(call, ...) rawmap_i_judge_##call(__VA_ARGS__)
#else
#define RAWMAP_I_CHECKED(call, ...) rawmap_i_check_##call(__VA_ARGS__)
#define RAWMAP_I_REFUSED(call, ...) rawmap_i_refused_##call(__VA_ARGS__)
#define RAWMAP_I_VERDICT(call, ...) rawmap_i_verdict_##call(__VA_ARGS__)
#endif
/* Of names that are pasted already: a program may have a macro of the call's name. */
#if RAWMAP_I_STANDS_ONCE
#define RAWMAP_I_NAMING(judge, verdict) judge
#else
#define RAWMAP_I_NAMING(judge, verdict) verdict
#endif
#define RAWMAP_I_CHECK 0
#define RAWMAP_I_BEFORE (-1)

/* A list is read by a macro for each sort of row. Of a row that counts nothing there, not even the condition is expanded;
   and one that counts becomes what it will be at once, since each macro on the way would have all of it read again.
   Names are pasted here: a program's errno.h makes EINVAL a macro. */
#if RAWMAP_I_STANDS_ONCE
#define RAWMAP_I_ROW_FIRST_IGNORED(cause, errno, condition)                                                            \
    if (error <= RAWMAP_I_CHECK && (condition))                                                                        \
        return RAWMAP_##cause;
#define RAWMAP_I_ROW_AFTER_REFUSED(cause, errno, condition)                                                            \
    if ((error == RAWMAP_LINUX_##errno || error == RAWMAP_I_CHECK) && (condition))                                     \
        return RAWMAP_##cause;
#else
#define RAWMAP_I_ROW_FIRST_IGNORED(cause, errno, condition)                                                            \
    if (condition)                                                                                                     \
        return RAWMAP_##cause;
#define RAWMAP_I_ROW_AFTER_REFUSED(cause, errno, condition)                                                            \
    if (error == RAWMAP_LINUX_##errno && (condition))                                                                  \
        return RAWMAP_##cause;
#endif
#define RAWMAP_I_ROW_FIRST_GUARDED RAWMAP_I_ROW_FIRST_IGNORED
#define RAWMAP_I_ROW_FIRST_REFUSED(...)
#define RAWMAP_I_ROW_FIRST_UNSURE(...)
#define RAWMAP_I_ROW_FIRST_LOOKED(...)
#define RAWMAP_I_ROW_FIRST_TOLD(...)
#define RAWMAP_I_ROW_FIRST_STATE(...)
#define RAWMAP_I_ROW_AFTER_IGNORED(...)
#define RAWMAP_I_ROW_AFTER_GUARDED(...)
#define RAWMAP_I_ROW_AFTER_UNSURE(cause, errno, condition)                                                             \
    if (error == RAWMAP_LINUX_##errno && (condition))                                                                  \
        return RAWMAP_##cause;
#define RAWMAP_I_ROW_AFTER_LOOKED(cause, errno, condition)                                                             \
    if (error == RAWMAP_LINUX_##errno && (condition) && (RAWMAP_I_SEES_##cause))                                       \
        return RAWMAP_##cause;
#define RAWMAP_I_ROW_AFTER_TOLD RAWMAP_I_ROW_AFTER_UNSURE
#define RAWMAP_I_ROW_AFTER_STATE(...)

/* Rows that are read without a call: what would come, or of a number that is to become a value (from_linux.h). */
#define RAWMAP_I_ROW_CHECKED_IGNORED(cause, errno, condition)                                                          \
    if (condition)                                                                                                     \
        return RAWMAP_##cause;
#define RAWMAP_I_ROW_CHECKED_GUARDED RAWMAP_I_ROW_CHECKED_IGNORED
#define RAWMAP_I_ROW_CHECKED_REFUSED RAWMAP_I_ROW_CHECKED_IGNORED
#define RAWMAP_I_ROW_CHECKED_UNSURE(...)
#define RAWMAP_I_ROW_CHECKED_LOOKED(...)
#define RAWMAP_I_ROW_CHECKED_TOLD(...)
#define RAWMAP_I_ROW_CHECKED_STATE(...)

/* What no row names is answered as it came: CHECK is RAWMAP_OK. A list without before-rows is not asked for them. */
#define RAWMAP_I_JUDGE(RULES)                                                                                          \
    RULES(RAWMAP_I_ROW_FIRST)                                                                                          \
    if ((0 RULES(RAWMAP_I_ROW_COUNTED)) != 0 && error == RAWMAP_I_BEFORE)                                              \
        return RAWMAP_OK;                                                                                              \
    RULES(RAWMAP_I_ROW_AFTER)                                                                                          \
    return RAWMAP_I_CAST(rawmap_status, error);
#define RAWMAP_I_ROW_COUNTED_IGNORED(...) +1
#define RAWMAP_I_ROW_COUNTED_GUARDED(...) +1
#define RAWMAP_I_ROW_COUNTED_REFUSED(...)
#define RAWMAP_I_ROW_COUNTED_UNSURE(...)
#define RAWMAP_I_ROW_COUNTED_LOOKED(...)
#define RAWMAP_I_ROW_COUNTED_TOLD(...)
#define RAWMAP_I_ROW_COUNTED_STATE(...)

/* The arguments of the list, in the order in which the system call has them where there are many: they are in its
   registers already when it is refused. LOCALS makes of them what the rows read, where that is a structure.
   Not cloned: gcc would leave out the arguments that it does not read, and its callers shuffle the rest. */
#if RAWMAP_I_STANDS_ONCE
#define RAWMAP_I_DEFINE_VERDICT(subject, call, RULES, ...)                                                             \
    RAWMAP_I_DEFINE_JUDGE(RAWMAP_EXPORT_##subject, rawmap_i_judge_##call, RULES, , __VA_ARGS__)
#define RAWMAP_I_DEFINE_VERDICT_WITH(subject, call, RULES, LOCALS, ...)                                                \
    RAWMAP_I_DEFINE_JUDGE(RAWMAP_EXPORT_##subject, rawmap_i_judge_##call, RULES, LOCALS, __VA_ARGS__)
#define RAWMAP_I_DEFINE_JUDGE(exported, judge, RULES, LOCALS, ...)                                                     \
    RAWMAP_I_PROVE(RULES)                                                                                              \
    RAWMAP_I_JUDGE_DECLARED(exported, judge, __VA_ARGS__)                                                              \
    RAWMAP_I_ONCE(judge);                                                                                              \
    RAWMAP_I_CHOOSE(RAWMAP_I_CHOOSE(exported, 1, RAWMAP_I_DEFINES_COLD), RAWMAP_I_JUDGE_HERE,                          \
                    RAWMAP_I_JUDGE_ELSEWHERE)                                                                          \
    (exported, judge, RULES, LOCALS, __VA_ARGS__)
#define RAWMAP_I_JUDGE_DECLARED(exported, judge, ...)                                                                  \
    RAWMAP_I_NOCLONE RAWMAP_I_CHOOSE(exported, RAWMAP_I_VISIBLE_COLD, RAWMAP_I_OTHER_COLD)                             \
    rawmap_status judge(__VA_ARGS__, int error)
#define RAWMAP_I_JUDGE_ELSEWHERE(exported, judge, RULES, LOCALS, ...)
#define RAWMAP_I_JUDGE_HERE(exported, judge, RULES, LOCALS, ...)                                                       \
    RAWMAP_I_JUDGE_DECLARED(exported, judge, __VA_ARGS__)                                                              \
    {                                                                                                                  \
        LOCALS                                                                                                         \
        RAWMAP_I_JUDGE(RULES)                                                                                          \
    }
#else
#define RAWMAP_I_DEFINE_VERDICT(subject, call, RULES, ...)                                                             \
    RAWMAP_I_DEFINE_THREE(rawmap_i_check_##call, rawmap_i_refused_##call, rawmap_i_verdict_##call, RULES, ,            \
                          RAWMAP_I_NOCLONE, __VA_ARGS__)
#define RAWMAP_I_DEFINE_VERDICT_WITH(subject, call, RULES, LOCALS, ...)                                                \
    RAWMAP_I_DEFINE_THREE(rawmap_i_check_##call, rawmap_i_refused_##call, rawmap_i_verdict_##call, RULES, LOCALS, ,    \
                          __VA_ARGS__)
#define RAWMAP_I_DEFINE_THREE(check, refused, verdict, RULES, LOCALS, WHOLE, ...)                                      \
    RAWMAP_I_PROVE(RULES)                                                                                              \
    RAWMAP_I_LOCAL rawmap_status check(__VA_ARGS__)                                                                    \
    {                                                                                                                  \
        LOCALS                                                                                                         \
        RULES(RAWMAP_I_ROW_CHECKED)                                                                                    \
        return RAWMAP_OK;                                                                                              \
    }                                                                                                                  \
    RAWMAP_I_NOCLONE RAWMAP_I_LOCAL rawmap_status refused(__VA_ARGS__)                                                 \
    {                                                                                                                  \
        LOCALS                                                                                                         \
        RULES(RAWMAP_I_ROW_FIRST)                                                                                      \
        return RAWMAP_OK;                                                                                              \
    }                                                                                                                  \
    WHOLE RAWMAP_I_LOCAL rawmap_status verdict(__VA_ARGS__, int error)                                                 \
    {                                                                                                                  \
        LOCALS                                                                                                         \
        RULES(RAWMAP_I_ROW_AFTER)                                                                                      \
        return RAWMAP_I_CAST(rawmap_status, error);                                                                    \
    }
#endif

/* What no errno proves is named by no row. The library is compiled with the proof, which is a tenth of what reading the
   headers costs; a program reads the same rows. */
#if RAWMAP_I_LIBRARY
#define RAWMAP_I_PROVE(RULES) RULES(RAWMAP_I_ROW_PROVEN)
#else
#define RAWMAP_I_PROVE(RULES)
#endif
#define RAWMAP_I_ROW_PROVEN_REFUSED(cause, errno, condition)                                                           \
    RAWMAP_I_ASSERT(!RAWMAP_I_ANYBODYS(RAWMAP_LINUX_##errno),                                                          \
                    "RAWMAP_" #cause ": anybody may answer " #errno ": the row is LOOKED or STATE");
#define RAWMAP_I_ROW_PROVEN_UNSURE RAWMAP_I_ROW_PROVEN_REFUSED
#define RAWMAP_I_ROW_PROVEN_IGNORED(...)
#define RAWMAP_I_ROW_PROVEN_GUARDED(...)
#define RAWMAP_I_ROW_PROVEN_LOOKED(...)
#define RAWMAP_I_ROW_PROVEN_TOLD(...)
#define RAWMAP_I_ROW_PROVEN_STATE(...)
#define RAWMAP_I_ANYBODYS(error)                                                                                       \
    ((error) == RAWMAP_LINUX_EPERM || (error) == RAWMAP_LINUX_EACCES || (error) == RAWMAP_LINUX_ENOSYS)
#ifdef __cplusplus
#define RAWMAP_I_ASSERT(condition, words) static_assert(condition, words)
#else
#define RAWMAP_I_ASSERT(condition, words) __extension__ _Static_assert(condition, words)
#endif

/* Whether a before-row holds, group by group; and whether one may hold, which the cold function then judges: the rows
   stay out of the way of a call whose arguments only come when it runs, and of constants they leave nothing either. */
#define RAWMAP_I_REFUSED_BEFORE(GROUPS) (false GROUPS(RAWMAP_I_GROUP_BEFORE))
#define RAWMAP_I_GROUP_BEFORE(may, RULES) || ((may) && (false RULES(RAWMAP_I_ROW_BEFORE)))
#define RAWMAP_I_MAY_BE_REFUSED(GROUPS) (false GROUPS(RAWMAP_I_GROUP_MAY))
#define RAWMAP_I_GROUP_MAY(may, RULES)                                                                                 \
    || (__builtin_constant_p(!(may)) ? (may) && (false RULES(RAWMAP_I_ROW_BEFORE)) : (may))
#define RAWMAP_I_ROW_BEFORE_IGNORED(cause, errno, condition) || RAWMAP_I_UNLIKELY(condition)
#define RAWMAP_I_ROW_BEFORE_GUARDED RAWMAP_I_ROW_BEFORE_IGNORED
#define RAWMAP_I_ROW_BEFORE_REFUSED(...)
#define RAWMAP_I_ROW_BEFORE_UNSURE(...)
#define RAWMAP_I_ROW_BEFORE_LOOKED(...)
#define RAWMAP_I_ROW_BEFORE_TOLD(...)
#define RAWMAP_I_ROW_BEFORE_STATE(...)

/* Whether the compiler sees that no row can name an errno: then the errno is the status, and constant arguments cost
   what the bare system call costs. */
#define RAWMAP_I_NOTHING_TO_NAME(RULES) (true RULES(RAWMAP_I_ROW_NEVER))
#define RAWMAP_I_ROW_NEVER_REFUSED(cause, errno, condition) &&__builtin_constant_p(!(condition)) && !(condition)
#define RAWMAP_I_ROW_NEVER_UNSURE RAWMAP_I_ROW_NEVER_REFUSED
#define RAWMAP_I_ROW_NEVER_LOOKED RAWMAP_I_ROW_NEVER_REFUSED
#define RAWMAP_I_ROW_NEVER_TOLD RAWMAP_I_ROW_NEVER_REFUSED
#define RAWMAP_I_ROW_NEVER_IGNORED(...)
#define RAWMAP_I_ROW_NEVER_GUARDED(...)
#define RAWMAP_I_ROW_NEVER_STATE(...)

RAWMAP_I_BEGIN

/* What a cold function answers is a failure: told to the compiler, which then makes no path of success behind it. It is
   one whatever a hook answers: what is judged is less than zero, so the errno is neither CHECK nor BEFORE, and the last
   that a judge answers is that errno. What holds before a call holds when it is named: of rows that read nothing but their
   arguments. */
RAWMAP_I_INLINE rawmap_status rawmap_i_failure(rawmap_status status)
{
    if (status == RAWMAP_OK)
        __builtin_unreachable();
    return status;
}

RAWMAP_I_END

/* The end of a call that answers a value, which is less than zero, and of one that answers zero or an error. Success is
   RAWMAP_OK itself: a caller that asks for it is then not asked twice. */
#define RAWMAP_I_NAME_ERROR(RULES, call, result, ...)                                                                  \
    rawmap_i_failure(RAWMAP_I_NOTHING_TO_NAME(RULES)                                                                   \
                         ? RAWMAP_I_CAST(rawmap_status, -(result))                                                     \
                         : RAWMAP_I_NAMING(rawmap_i_judge_##call,                                                      \
                                           rawmap_i_verdict_##call)(__VA_ARGS__, RAWMAP_I_CAST(int, -(result))))
#define RAWMAP_I_ZERO_OR_ERROR(RULES, call, result, ...)                                                               \
    (RAWMAP_I_NOTHING_TO_NAME(RULES) ? RAWMAP_I_CAST(rawmap_status, -(result))                                         \
     : RAWMAP_I_UNLIKELY(RAWMAP_I_CAST(int, result) < 0)                                                               \
         ? rawmap_i_failure(RAWMAP_I_NAMING(rawmap_i_judge_##call,                                                     \
                                            rawmap_i_verdict_##call)(__VA_ARGS__, RAWMAP_I_CAST(int, -(result))))      \
         : RAWMAP_OK)

#endif
