/* SPDX-License-Identifier: MIT */
/* rawmap/numa/from_linux.h: policies and sets of nodes from the integers of mbind, set_mempolicy and get_mempolicy, and
   back. What is no value is named by the rules of the calls that take it. */
#ifndef RAWMAP_NUMA_FROM_LINUX_H
#define RAWMAP_NUMA_FROM_LINUX_H

#ifndef RAWMAP_NUMA_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "nodes.h"
#include "policy.h"
#include "rules.h"
#endif

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

/* What came of a set: an empty one unless status is RAWMAP_OK. */
typedef struct rawmap_nodes_answer {
    rawmap_status status;
    rawmap_nodes nodes;
} rawmap_nodes_answer;

/* rawmap_nodes_from_linux, rawmap_nodes_asked_from_linux: the set of nodes that mbind, set_mempolicy and migrate_pages would
   read; the set that get_mempolicy would write. Linux takes one off the number, and NULL for an empty set, whatever the
   number; and it writes whole words of 64 nodes.

   Requires:   of a set that is written, room for a number of nodes that is a multiple of 64, as Linux does.
   Result:   the set, of count nodes; what is written is rounded up to such a multiple.
   Status:   RAWMAP_NODES_TOO_MANY: a number of 0 or of more than Linux takes. RAWMAP_NODES_TOO_FEW: one that leaves no room
             for any node, of a set to be written.
   ABIs:     all */
RAWMAP_API(numa)
rawmap_nodes_answer rawmap_nodes_from_linux(unsigned long *words, unsigned long number) RAWMAP_MUST_USE;
RAWMAP_API(numa)
rawmap_nodes_answer rawmap_nodes_asked_from_linux(unsigned long *words, unsigned long number) RAWMAP_MUST_USE;

/* rawmap_nodes_to_linux: the number that those calls take for a set.

   Result:   one more than the nodes that it has room for.
   ABIs:     all */
RAWMAP_API(numa) unsigned long rawmap_nodes_to_linux(rawmap_nodes nodes) RAWMAP_MUST_USE;

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

/* What both have in common: a set that there is none of, and one too long. */
RAWMAP_I_INLINE rawmap_nodes_answer rawmap_i_convert_nodes(unsigned long *words, unsigned long number, unsigned count)
{
    rawmap_nodes_answer answer;
    answer.status = RAWMAP_OK;
    if (words != RAWMAP_I_NULL && number - 1 > RAWMAP_PAGE_SIZE_MAX * 8ul)
        answer.status = RAWMAP_NODES_TOO_MANY;
    answer.nodes.words = answer.status == RAWMAP_OK ? words : RAWMAP_I_NULL;
    answer.nodes.count = answer.nodes.words != RAWMAP_I_NULL ? count : 0;
    return answer;
}

RAWMAP_API(numa) rawmap_nodes_answer rawmap_nodes_from_linux(unsigned long *words, unsigned long number)
{
    return rawmap_i_convert_nodes(words, number, RAWMAP_I_CAST(unsigned, number - 1));
}

RAWMAP_API(numa) rawmap_nodes_answer rawmap_nodes_asked_from_linux(unsigned long *words, unsigned long number)
{
    rawmap_nodes_answer answer;
    if (words != RAWMAP_I_NULL && number < 2) {
        answer.status = RAWMAP_NODES_TOO_FEW;
        answer.nodes.words = RAWMAP_I_NULL;
        answer.nodes.count = 0;
        return answer;
    }
    return rawmap_i_convert_nodes(words, number, RAWMAP_I_CAST(unsigned, number + 62) & ~63u);
}

RAWMAP_API(numa) unsigned long rawmap_nodes_to_linux(rawmap_nodes nodes)
{
    return nodes.count + 1ul;
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
