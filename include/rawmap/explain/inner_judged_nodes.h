/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged_nodes.h: the words of the calls that say from which nodes memory comes. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_NODES_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_NODES_H

#include "../core/base.h"
#include "../core/status.h"
#include "../numa/nodes.h"
#include "../numa/policy.h"
#include "../numa/rules.h"
#include "inner_judged.h"

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

RAWMAP_I_LOCAL void rawmap_i_words_numa_set(rawmap_i_judged *judged, rawmap_policy policy, rawmap_nodes nodes)
{
    const bool refused = true;
    judged->name = "numa_set";
    (void)refused;
    RAWMAP_RULES_NUMA_SET(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_numa_bind(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                             rawmap_policy policy, rawmap_nodes nodes, rawmap_numa_pages pages)
{
    const bool refused = false; /* of a length that wraps Linux does nothing */
    judged->name = "numa_bind";
    RAWMAP_RULES_NUMA_BIND(RAWMAP_I_ROW_OF_WORDS)
}

/* The kernel takes one off the number that it is told. The set is the process's: only its own is read. */
RAWMAP_I_LOCAL rawmap_nodes rawmap_i_nodes_of_words(rawmap_word words, rawmap_word count)
{
    const size_t told = RAWMAP_I_LENGTH_OF(count);
    rawmap_nodes nodes;
    nodes.words = RAWMAP_I_CAST(unsigned long *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words)));
    nodes.count = RAWMAP_I_CAST(unsigned, told); /* more than that many are too many anyway */
    nodes.count = nodes.count != told ? 0xffffffffu : told == 0 ? 0 : nodes.count - 1;
    return nodes;
}

RAWMAP_I_LOCAL bool rawmap_i_judge_nodes_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    const bool asks = judged->asks;
    rawmap_policy policy;
    rawmap_numa_pages pages;
    judged->asks = asks && judged->own;
    if (number == RAWMAP_NR_set_mempolicy) {
        policy.bits = RAWMAP_I_BITS_OF(words[0]);
        rawmap_i_words_numa_set(judged, policy, rawmap_i_nodes_of_words(words[1], words[2]));
    } else if (number == RAWMAP_NR_mbind) {
        policy.bits = RAWMAP_I_BITS_OF(words[2]);
        pages.bits = RAWMAP_I_BITS_OF(words[5]);
        rawmap_i_words_numa_bind(judged, RAWMAP_I_ADDRESS_OF(words[0]), RAWMAP_I_LENGTH_OF(words[1]), policy,
                                 rawmap_i_nodes_of_words(words[3], words[4]), pages);
    }
    judged->asks = asks;
    return number == RAWMAP_NR_set_mempolicy || number == RAWMAP_NR_mbind;
}

#endif

RAWMAP_I_END

#endif

#endif
