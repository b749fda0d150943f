/* SPDX-License-Identifier: MIT */
/* rawmap/process/whole.h: what holds for all memory of the process, now and later.

   RAWMAP_THP(name)               a rawmap_thp: where transparent huge pages may come from; one name
   RAWMAP_MDWE(name, ...)         a rawmap_mdwe_flags: no memory that was writable becomes executable
   RAWMAP_<FAMILY>_INIT(...)      the same, braced, for an object at file scope
   RAWMAP_HAS_<FAMILY>_<name>     1: every architecture has them

   family   name                 does                                                               since
   THP      normal               as the system says: always, on advice, or never                    3.15
            advised_only         only where advise(hugepage) asked, whatever the system says, but   6.18
                                 never
            never                nowhere in this process; advise(collapse) is refused as well       3.15
   MDWE     refuse_exec_gain     no mapping is writable and executable at once, and none becomes    6.3
                                 executable that was not from the start (RAWMAP_EACCES)
            no_inherit           a child starts without; beside refuse_exec_gain                    6.6

   All three are inherited by fork; transparent huge pages and merging are kept through exec too. */
#ifndef RAWMAP_PROCESS_WHOLE_H
#define RAWMAP_PROCESS_WHOLE_H

#ifndef RAWMAP_PROCESS_H
#include "../core/base.h"
#include "../core/looks.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* The three states, numbered as Linux answers them. */
typedef struct rawmap_thp_is_made_by_RAWMAP_THP {
    unsigned state;
} rawmap_thp;

typedef struct rawmap_mdwe_flags_is_made_by_RAWMAP_MDWE {
    unsigned bits;
} rawmap_mdwe_flags;

/* What holds now. Unless status is RAWMAP_OK: normal; no flags; not merging. */
typedef struct rawmap_thp_answer {
    rawmap_status status;
    rawmap_thp thp;
} rawmap_thp_answer;
typedef struct rawmap_mdwe_answer {
    rawmap_status status;
    rawmap_mdwe_flags flags;
} rawmap_mdwe_answer;
typedef struct rawmap_merge_answer {
    rawmap_status status;
    bool merges;
} rawmap_merge_answer;

/* clang-format off */
#define RAWMAP_THP(...) RAWMAP_I_OPEN(rawmap_thp){RAWMAP_I_ONE(RAWMAP_I_SAY, THP, _##__VA_ARGS__, , )})
#define RAWMAP_THP_INIT(...) {RAWMAP_I_ONE(RAWMAP_I_SAY, THP, _##__VA_ARGS__, , )}
#define RAWMAP_I_HINT_THP(...) RAWMAP_I_ERROR(__VA_ARGS__: write one name, as in RAWMAP_THP(advised_only))

#define RAWMAP_MDWE(...) RAWMAP_I_OPEN(rawmap_mdwe_flags){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, MDWE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(mdwe_needs_refuse_exec_gain, MDWE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_MDWE_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, MDWE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(mdwe_needs_refuse_exec_gain, MDWE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_MDWE(...) RAWMAP_I_ERROR(__VA_ARGS__: write names, as in RAWMAP_MDWE(refuse_exec_gain))
/* clang-format on */

#define RAWMAP_THP_normal 0u
#define RAWMAP_THP_advised_only (1u | RAWMAP_LINUX_PR_THP_DISABLE_EXCEPT_ADVISED)
#define RAWMAP_THP_never 1u
#define RAWMAP_HAS_THP_normal 1
#define RAWMAP_HAS_THP_advised_only 1
#define RAWMAP_HAS_THP_never 1

#define RAWMAP_MDWE_ 0ull
#define RAWMAP_HAS_MDWE_ 1
#define RAWMAP_MDWE_refuse_exec_gain (RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN + 0ull)
#define RAWMAP_MDWE_no_inherit (RAWMAP_LINUX_PR_MDWE_NO_INHERIT + 0ull)
#define RAWMAP_HAS_MDWE_refuse_exec_gain 1
#define RAWMAP_HAS_MDWE_no_inherit 1
RAWMAP_I_SENTENCE(mdwe_needs_refuse_exec_gain)
#define RAWMAP_I_RULE_mdwe_needs_refuse_exec_gain(set) (((set)&RAWMAP_MDWE_refuse_exec_gain) > 0)
#define RAWMAP_I_MDWE_KNOWN (0u | RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN | RAWMAP_LINUX_PR_MDWE_NO_INHERIT)

/* rawmap_thp_set: says where this process may have transparent huge pages from now on. What it has stays.

   Status:     RAWMAP_THP_UNKNOWN: Linux refused it for this. RAWMAP_THP_ADVISED_UNKNOWN: this kernel knows no
               advised_only. RAWMAP_EINVAL: the kernel is older, or a sandbox. RAWMAP_EINTR: the process is being killed.
   Since:      3.15; advised_only 6.18
   ABIs:       all
   Manual:     prctl(2) */
RAWMAP_API(process) rawmap_status rawmap_thp_set(rawmap_thp thp) RAWMAP_MUST_USE;

/* rawmap_check_thp_set: what rawmap_thp_set would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(process) rawmap_status rawmap_check_thp_set(rawmap_thp thp) RAWMAP_MUST_USE;

/* rawmap_thp_now: what rawmap_thp_set, or a parent's, has set.

   Status:     RAWMAP_EINVAL: the kernel is older.
   Since:      3.15
   ABIs:       all
   Manual:     prctl(2) */
RAWMAP_API(process) rawmap_thp_answer rawmap_thp_now(void) RAWMAP_MUST_USE;

/* rawmap_mdwe_set: forbids memory that becomes executable, for good: nothing takes it back but an exec.

   Status:     RAWMAP_MDWE_NOTHING_ASKED: Linux would ignore it; nothing was called.
               RAWMAP_MDWE_UNKNOWN_BITS, RAWMAP_MDWE_NO_INHERIT_ALONE: Linux refused it for this.
               RAWMAP_MDWE_UNSUPPORTED: this kernel has it not. RAWMAP_MDWE_FINAL: other flags were set before.
               RAWMAP_EPERM, RAWMAP_EINVAL: a sandbox.
   Since:      6.3; no_inherit 6.6
   ABIs:       all but hppa, and arm before ARMv6
   Manual:     prctl(2) */
RAWMAP_API(process) rawmap_status rawmap_mdwe_set(rawmap_mdwe_flags flags) RAWMAP_MUST_USE;

/* rawmap_check_mdwe_set: what rawmap_mdwe_set would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(process) rawmap_status rawmap_check_mdwe_set(rawmap_mdwe_flags flags) RAWMAP_MUST_USE;

/* rawmap_mdwe_now: what is set.

   Status:     RAWMAP_EINVAL: the kernel is older.
   Since:      6.3
   ABIs:       all
   Manual:     prctl(2) */
RAWMAP_API(process) rawmap_mdwe_answer rawmap_mdwe_now(void) RAWMAP_MUST_USE;

/* rawmap_merge_set: marks all private anonymous memory, now and later, for merging of equal pages (KSM); or takes the
   marks off again and splits what was merged. Pages are only merged where KSM runs (/sys/kernel/mm/ksm/run).

   Status:     RAWMAP_MERGE_UNSUPPORTED: this kernel has it not. RAWMAP_ENOMEM: no memory. RAWMAP_EINTR: the process is
               being killed. RAWMAP_EPERM, RAWMAP_EINVAL: a sandbox or a security policy.
   Since:      6.4
   ABIs:       all
   Manual:     prctl(2) */
RAWMAP_API(process) rawmap_status rawmap_merge_set(bool merges) RAWMAP_MUST_USE;

/* rawmap_merge_now: what rawmap_merge_set, or a parent's, has set.

   Status:     RAWMAP_MERGE_UNSUPPORTED: this kernel has it not. RAWMAP_EPERM, RAWMAP_EINVAL: a sandbox.
   Since:      6.4
   ABIs:       all
   Manual:     prctl(2) */
RAWMAP_API(process) rawmap_merge_answer rawmap_merge_now(void) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* What a get answers: Linux looks at every argument, and wants those that mean nothing to be 0. */
RAWMAP_I_INLINE rawmap_word rawmap_i_prctl(unsigned what, rawmap_word a, rawmap_word b)
{
    return RAWMAP_I_CALL5(RAWMAP_NR_prctl, RAWMAP_I_WORD(what), a, b, 0, 0);
}

/* Other flags are set, and so final. */
RAWMAP_I_COLD(process) bool rawmap_i_sees_other_mdwe(rawmap_mdwe_flags flags) RAWMAP_I_ONCE(rawmap_i_sees_other_mdwe);
#if RAWMAP_I_DEFINES(process)
RAWMAP_I_COLD(process) bool rawmap_i_sees_other_mdwe(rawmap_mdwe_flags flags)
{
    const rawmap_word set = rawmap_i_prctl(RAWMAP_LINUX_PR_GET_MDWE, 0, 0);
    return set > 0 && set != RAWMAP_I_WORD(flags.bits);
}
#endif

RAWMAP_I_DEFINE_VERDICT(process, thp_set, RAWMAP_RULES_THP_SET, rawmap_thp thp)
RAWMAP_I_DEFINE_VERDICT(process, mdwe_set, RAWMAP_RULES_MDWE_SET, rawmap_mdwe_flags flags)

RAWMAP_API(process) rawmap_status rawmap_check_thp_set(rawmap_thp thp)
{
    return RAWMAP_I_CHECKED(thp_set, thp);
}

RAWMAP_API(process) rawmap_status rawmap_thp_set(rawmap_thp thp)
{
    const rawmap_word result =
        rawmap_i_prctl(RAWMAP_LINUX_PR_SET_THP_DISABLE, RAWMAP_I_WORD(thp.state & 1u), RAWMAP_I_WORD(thp.state & ~1u));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_THP_SET, thp_set, result, thp);
}

RAWMAP_API(process) rawmap_thp_answer rawmap_thp_now(void)
{
    const rawmap_word result = rawmap_i_prctl(RAWMAP_LINUX_PR_GET_THP_DISABLE, 0, 0);
    rawmap_thp_answer answer;
    if (rawmap_i_is_error(result)) {
        answer.status = RAWMAP_I_CAST(rawmap_status, -result);
        answer.thp.state = 0;
        return answer;
    }
    answer.status = RAWMAP_OK;
    answer.thp.state = RAWMAP_I_CAST(unsigned, result);
    return answer;
}

RAWMAP_API(process) rawmap_status rawmap_check_mdwe_set(rawmap_mdwe_flags flags)
{
    return RAWMAP_I_CHECKED(mdwe_set, flags);
}

RAWMAP_API(process) rawmap_status rawmap_mdwe_set(rawmap_mdwe_flags flags)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_MDWE_SET))
        return rawmap_i_failure(RAWMAP_I_REFUSED(mdwe_set, flags));
    result = rawmap_i_prctl(RAWMAP_LINUX_PR_SET_MDWE, RAWMAP_I_WORD(flags.bits), 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_MDWE_SET, mdwe_set, result, flags);
}

RAWMAP_API(process) rawmap_mdwe_answer rawmap_mdwe_now(void)
{
    const rawmap_word result = rawmap_i_prctl(RAWMAP_LINUX_PR_GET_MDWE, 0, 0);
    rawmap_mdwe_answer answer;
    if (rawmap_i_is_error(result)) {
        answer.status = RAWMAP_I_CAST(rawmap_status, -result);
        answer.flags.bits = 0;
        return answer;
    }
    answer.status = RAWMAP_OK;
    answer.flags.bits = RAWMAP_I_CAST(unsigned, result);
    return answer;
}

/* Neither call has an argument that could be wrong. */
RAWMAP_I_INLINE rawmap_status rawmap_i_merge_status(rawmap_word result)
{
    return RAWMAP_I_UNLIKELY(result == -RAWMAP_LINUX_EINVAL) && rawmap_i_sees_prctl()
               ? RAWMAP_MERGE_UNSUPPORTED
               : RAWMAP_I_CAST(rawmap_status, -result);
}

RAWMAP_API(process) rawmap_status rawmap_merge_set(bool merges)
{
    return rawmap_i_merge_status(rawmap_i_prctl(RAWMAP_LINUX_PR_SET_MEMORY_MERGE, RAWMAP_I_WORD(merges ? 1 : 0), 0));
}

RAWMAP_API(process) rawmap_merge_answer rawmap_merge_now(void)
{
    const rawmap_word result = rawmap_i_prctl(RAWMAP_LINUX_PR_GET_MEMORY_MERGE, 0, 0);
    rawmap_merge_answer answer;
    answer.status = RAWMAP_OK;
    answer.merges = false;
    if (rawmap_i_is_error(result))
        answer.status = rawmap_i_merge_status(result);
    else
        answer.merges = result != 0;
    return answer;
}

#endif

RAWMAP_I_END

#endif
