/* SPDX-License-Identifier: MIT */
/* rawmap/numa/from_linux.h: policies from the integers of mbind and set_mempolicy, and back. What is no value is named by
   the rules of the calls that take it. */
#ifndef RAWMAP_NUMA_FROM_LINUX_H
#define RAWMAP_NUMA_FROM_LINUX_H

#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "nodes.h"
#include "policy.h"
#include "rules.h"

RAWMAP_I_BEGIN

/* What came of a number: no flags unless status is RAWMAP_OK. */
typedef struct rawmap_numa_pages_answer {
    rawmap_status status;
    rawmap_numa_pages pages;
} rawmap_numa_pages_answer;

/* rawmap_policy_from_linux: the mode, with its flags, that set_mempolicy and mbind would be given.

   Result:   the value, or why it is none; whether it wants nodes the call says.
   Status:   RAWMAP_POLICY_TAKES_NO_FLAGS, RAWMAP_POLICY_UNKNOWN_BITS, RAWMAP_POLICY_STATIC_AND_RELATIVE,
             RAWMAP_POLICY_BALANCING.
   ABIs:     all */
RAWMAP_API(numa) rawmap_policy_answer rawmap_policy_from_linux(int mode) RAWMAP_MUST_USE;

/* rawmap_numa_pages_from_linux: the flags that mbind would be given for pages that are there already.

   Result:   the value, or why it is none.
   Status:   RAWMAP_NUMA_PAGES_UNKNOWN_BITS.
   ABIs:     all */
RAWMAP_API(numa) rawmap_numa_pages_answer rawmap_numa_pages_from_linux(unsigned flags) RAWMAP_MUST_USE;

/* rawmap_policy_to_linux, rawmap_numa_pages_to_linux: the number that the system calls take.

   Result:   the kernel's number.
   ABIs:     all */
RAWMAP_API(numa) int rawmap_policy_to_linux(rawmap_policy policy) RAWMAP_MUST_USE;
RAWMAP_API(numa) unsigned rawmap_numa_pages_to_linux(rawmap_numa_pages pages) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* By the rows of the calls, with a node that they say nothing about. */
RAWMAP_I_INLINE rawmap_status rawmap_i_convert_policy(rawmap_policy policy)
{
    unsigned long word = 1;
    rawmap_nodes nodes;
    nodes.words = &word;
    nodes.count = 1;
    RAWMAP_RULES_POLICY(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_API(numa) rawmap_policy_answer rawmap_policy_from_linux(int mode)
{
    rawmap_policy_answer answer;
    answer.policy.bits = RAWMAP_I_CAST(unsigned, mode);
    answer.status = rawmap_i_convert_policy(answer.policy);
    if (answer.status != RAWMAP_OK)
        answer.policy.bits = 0;
    return answer;
}

RAWMAP_API(numa) rawmap_numa_pages_answer rawmap_numa_pages_from_linux(unsigned flags)
{
    const bool known = (flags & ~(RAWMAP_LINUX_MPOL_MF_VALID + 0u)) == 0;
    rawmap_numa_pages_answer answer;
    answer.status = known ? RAWMAP_OK : RAWMAP_NUMA_PAGES_UNKNOWN_BITS;
    answer.pages.bits = known ? flags : 0;
    return answer;
}

RAWMAP_API(numa) int rawmap_policy_to_linux(rawmap_policy policy)
{
    return RAWMAP_I_CAST(int, policy.bits);
}

RAWMAP_API(numa) unsigned rawmap_numa_pages_to_linux(rawmap_numa_pages pages)
{
    return pages.bits;
}

#endif

RAWMAP_I_END

#endif
