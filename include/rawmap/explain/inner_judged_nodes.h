/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged_nodes.h: the words of the calls that say from which nodes memory comes. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_NODES_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_NODES_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/status.h"
#include "../numa/nodes.h"
#include "../numa/policy.h"
#include "../numa/rules.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_judged.h"
#endif

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

/* The sets are read, and Linux asked, only of this process. */
RAWMAP_I_LOCAL void rawmap_i_words_numa_ask(rawmap_i_judged *judged, rawmap_nodes nodes)
{
    const bool refused = false; /* Linux writes past the end of a set whose last word is not whole */
    judged->name = "numa_now";
    RAWMAP_RULES_NUMA_ASK(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_numa_migrate(rawmap_i_judged *judged, int process, rawmap_nodes from,
                                                rawmap_nodes to)
{
    const bool refused = true;
    judged->name = "numa_migrate";
    RAWMAP_RULES_NUMA_MIGRATE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_numa_where(rawmap_i_judged *judged, int process, size_t count, const void *pages,
                                              const void *places)
{
    const bool refused = count != 0;
    judged->name = "numa_where";
    RAWMAP_RULES_NUMA_WHERE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_numa_move(rawmap_i_judged *judged, int process, size_t count,
                                             const rawmap_word words[6])
{
    const bool refused = false; /* without a way Linux takes the milder one */
    const void *const pages = RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[2]));
    const void *const nodes = RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[3]));
    const void *const places = RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[4]));
    rawmap_numa_pages how;
    how.bits = RAWMAP_I_BITS_OF(words[5]);
    judged->name = "numa_move";
    RAWMAP_RULES_NUMA_MOVE(RAWMAP_I_ROW_OF_WORDS)
}

/* Which question it is the flags say; others that Linux takes no function of the library asks. */
RAWMAP_I_LOCAL void rawmap_i_judge_asking(rawmap_i_judged *judged, const rawmap_word words[6])
{
    const unsigned flags = RAWMAP_I_BITS_OF(words[4]);
    judged->name = "numa_now";
    if (flags == RAWMAP_LINUX_MPOL_F_NODE && words[1] == 0 && words[3] == 0) {
        judged->name = "numa_next";
        if (judged->error == RAWMAP_LINUX_EINVAL)
            judged->status = RAWMAP_POLICY_NOT_INTERLEAVED;
    } else if (words[1] != 0 && (flags == RAWMAP_LINUX_MPOL_F_ADDR || flags == RAWMAP_LINUX_MPOL_F_MEMS_ALLOWED ||
                                 (flags == 0 && words[3] == 0)))
        rawmap_i_words_numa_ask(judged, rawmap_i_nodes_of_words(words[1], words[2]));
}

RAWMAP_I_LOCAL void rawmap_i_judge_moving(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    const int process = RAWMAP_I_INT_OF(words[0]);
    if (number == RAWMAP_NR_migrate_pages)
        rawmap_i_words_numa_migrate(judged, process, rawmap_i_nodes_of_words(words[2], words[1]),
                                    rawmap_i_nodes_of_words(words[3], words[1]));
    else if (words[3] == 0)
        rawmap_i_words_numa_where(judged, process, RAWMAP_I_LENGTH_OF(words[1]),
                                  RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[2])),
                                  RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[4])));
    else
        rawmap_i_words_numa_move(judged, process, RAWMAP_I_LENGTH_OF(words[1]), words);
}

RAWMAP_I_LOCAL bool rawmap_i_judge_nodes_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    const bool asks = judged->asks;
    rawmap_policy policy;
    rawmap_numa_pages pages;
    judged->asks = asks && judged->own;
    switch (number) {
    case RAWMAP_NR_set_mempolicy:
        policy.bits = RAWMAP_I_BITS_OF(words[0]);
        rawmap_i_words_numa_set(judged, policy, rawmap_i_nodes_of_words(words[1], words[2]));
        break;
    case RAWMAP_NR_mbind:
        policy.bits = RAWMAP_I_BITS_OF(words[2]);
        pages.bits = RAWMAP_I_BITS_OF(words[5]);
        rawmap_i_words_numa_bind(judged, RAWMAP_I_ADDRESS_OF(words[0]), RAWMAP_I_LENGTH_OF(words[1]), policy,
                                 rawmap_i_nodes_of_words(words[3], words[4]), pages);
        break;
    case RAWMAP_NR_get_mempolicy:
        rawmap_i_judge_asking(judged, words);
        break;
    case RAWMAP_NR_migrate_pages:
    case RAWMAP_NR_move_pages:
        rawmap_i_judge_moving(judged, number, words);
        break;
    default:
        judged->asks = asks;
        return false;
    }
    judged->asks = asks;
    return true;
}

#endif

RAWMAP_I_END

#endif

#endif
