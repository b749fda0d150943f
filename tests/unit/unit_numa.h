/* SPDX-License-Identifier: MIT */
/* Sets of nodes. */
#ifndef UNIT_NUMA_H
#define UNIT_NUMA_H

#include "unit.h"

/* As many nodes as any kernel has. */
#define UNIT_NODES 1024u

/* An empty set, which lives as long as its test. */
static inline rawmap_nodes unit_nodes(unsigned count)
{
    rawmap_nodes nodes;
    nodes.words = (unsigned long *)calloc(RAWMAP_NODE_WORDS(count), sizeof(unsigned long));
    nodes.count = count;
    cr_assert_not_null(nodes.words);
    return nodes;
}

#endif
