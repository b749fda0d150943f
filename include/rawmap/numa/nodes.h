/* SPDX-License-Identifier: MIT */
/* rawmap/numa/nodes.h: sets of the machine's nodes.

   A set of nodes is an array of words and the number of nodes that it has room for, which is what rawmap takes: the
   kernel's own argument, one more than that, is nowhere to be got wrong. */
#ifndef RAWMAP_NUMA_NODES_H
#define RAWMAP_NUMA_NODES_H

#ifndef RAWMAP_NUMA_H
#include "../core/base.h"
#include "../core/readable.h"
#endif

RAWMAP_I_BEGIN

/* Node n is bit n of the array, the first word's lowest bit is node 0. unsigned long words[RAWMAP_NODE_WORDS(count)] have
   room for count nodes. */
typedef struct rawmap_nodes {
    unsigned long *words;
    unsigned count;
} rawmap_nodes;
#define RAWMAP_NODE_WORDS(count) (((count) + (8 * sizeof(unsigned long) - 1)) / (8 * sizeof(unsigned long)))

/* rawmap_nodes_add: adds a node to a set.

   Result:   true; false if the set has no room for the node.
   ABIs:     all */
RAWMAP_API(numa) bool rawmap_nodes_add(rawmap_nodes nodes, unsigned node) RAWMAP_MUST_USE;

/* rawmap_nodes_have: whether a set has a node.

   Result:   true if so; false also where the set has no room for the node.
   ABIs:     all */
RAWMAP_API(numa) bool rawmap_nodes_have(rawmap_nodes nodes, unsigned node) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#define RAWMAP_I_NODE_SHIFT (sizeof(unsigned long) == 8 ? 6 : 5)
#define RAWMAP_I_NODE_BIT(node) (1ul << ((node) & (8 * sizeof(unsigned long) - 1)))

RAWMAP_API(numa) bool rawmap_nodes_add(rawmap_nodes nodes, unsigned node)
{
    if (node >= nodes.count)
        return false;
    nodes.words[node >> RAWMAP_I_NODE_SHIFT] |= RAWMAP_I_NODE_BIT(node);
    return true;
}

RAWMAP_API(numa) bool rawmap_nodes_have(rawmap_nodes nodes, unsigned node)
{
    return node < nodes.count && (nodes.words[node >> RAWMAP_I_NODE_SHIFT] & RAWMAP_I_NODE_BIT(node)) != 0;
}

/* Whether a set names a node: of one that Linux has read. */
RAWMAP_I_COLD(numa) bool rawmap_i_any_node(rawmap_nodes nodes) RAWMAP_I_ONCE(rawmap_i_any_node);
#if RAWMAP_I_DEFINES(numa)
RAWMAP_I_COLD(numa) bool rawmap_i_any_node(rawmap_nodes nodes)
{
    unsigned node;
    for (node = 0; node < nodes.count; node++)
        if (rawmap_nodes_have(nodes, node))
            return true;
    return false;
}
#endif

/* Of a set that can be read, which whoever refused the call need not have tried: whether it names a node (some), or none;
   and whether all that it names are seen to be none that the calling process may have memory of, or one is beyond the
   1024 that no kernel goes over. */
RAWMAP_I_COLD(numa) bool rawmap_i_nodes_named(rawmap_nodes nodes, bool some) RAWMAP_I_ONCE(rawmap_i_nodes_named);
RAWMAP_I_COLD(numa) bool rawmap_i_nodes_elsewhere(rawmap_nodes nodes) RAWMAP_I_ONCE(rawmap_i_nodes_elsewhere);
#if RAWMAP_I_DEFINES(numa)
#define RAWMAP_I_NODES_READABLE(nodes)                                                                                 \
    ((nodes).words != RAWMAP_I_NULL &&                                                                                 \
     rawmap_i_readable((nodes).words,                                                                                  \
                       RAWMAP_NODE_WORDS(RAWMAP_I_CAST(size_t, (nodes).count)) * sizeof *(nodes).words))
RAWMAP_I_COLD(numa) bool rawmap_i_nodes_named(rawmap_nodes nodes, bool some)
{
    if (nodes.count == 0)
        return !some;
    return RAWMAP_I_NODES_READABLE(nodes) && rawmap_i_any_node(nodes) == some;
}

RAWMAP_I_COLD(numa) bool rawmap_i_nodes_elsewhere(rawmap_nodes nodes)
{
    unsigned long allowed[RAWMAP_NODE_WORDS(1024)];
    unsigned node;
    bool named = false;
    allowed[0] = 0;
    if (nodes.count == 0 || !RAWMAP_I_NODES_READABLE(nodes) ||
        RAWMAP_I_CALL5(RAWMAP_NR_get_mempolicy, 0, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(allowed)), 1025, 0,
                       RAWMAP_LINUX_MPOL_F_MEMS_ALLOWED) != 0)
        return false;
    for (node = nodes.count; node-- > 0;) {
        if (!rawmap_nodes_have(nodes, node))
            continue;
        if (node >= 1024)
            return true;
        named = true;
        if ((allowed[node >> RAWMAP_I_NODE_SHIFT] & RAWMAP_I_NODE_BIT(node)) != 0)
            return false;
    }
    return named;
}
#endif

#endif

RAWMAP_I_END

#endif
