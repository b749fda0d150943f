/* SPDX-License-Identifier: MIT */
/* Memory of the machine's nodes (NUMA), by the library and by calls that it does not wrap. A policy shows when it is asked
   back; on a machine with one node nothing else can differ. */
#include "tool.h"

enum { BIND = 2, NODES = 1024 };
typedef unsigned long node_set[RAWMAP_NODE_WORDS(NODES)];

static rawmap_nodes nodes_of(node_set words)
{
    rawmap_nodes nodes;
    nodes.words = words;
    nodes.count = NODES;
    return nodes;
}

static rawmap_status allowed(node_set words)
{
    memset(words, 0, sizeof(node_set));
    return rawmap_numa_allowed(nodes_of(words));
}

static bool any(const unsigned long *nodes)
{
    unsigned i;
    for (i = 0; i < sizeof(node_set) / sizeof nodes[0]; i++)
        if (nodes[i] != 0)
            return true;
    return false;
}

static void nodes_allowed(struct answer *answer, const struct row *row)
{
    node_set nodes;
    (void)row;
    if (took(answer, allowed(nodes)))
        judge(answer, any(nodes), "it tells the nodes that may be used", "it tells of no node");
}

static void set_policy(struct answer *answer, const struct row *row)
{
    node_set nodes, now;
    rawmap_policy_answer policy;
    (void)row;
    if (!took(answer, allowed(nodes)) || !took(answer, rawmap_numa_set(RAWMAP_POLICY(bind), nodes_of(nodes))))
        return;
    policy = rawmap_numa_now(nodes_of(now));
    if (took(answer, policy.status))
        judge(answer, policy.policy.bits == BIND && memcmp(now, nodes, sizeof now) == 0,
              "the thread's policy is bind, with these nodes", "the thread's policy is not bind");
}

static void bind(struct answer *answer, const struct row *row)
{
    node_set nodes, now;
    rawmap_policy_answer policy;
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span) || !took(answer, allowed(nodes)) ||
        !took(answer, rawmap_numa_bind(span, RAWMAP_POLICY(bind), nodes_of(nodes), RAWMAP_NUMA_PAGES())))
        return;
    policy = rawmap_numa_at(span.base, nodes_of(now));
    if (took(answer, policy.status))
        judge(answer, policy.policy.bits == BIND && memcmp(now, nodes, sizeof now) == 0,
              "the page's policy is bind, with these nodes", "the page's policy is not bind");
}

static void home_node(struct answer *answer, const struct row *row)
{
    node_set nodes;
    rawmap_span span;
    rawmap_word node = 0;
    (void)row;
    if (!memory(answer, 1, &span) || !took(answer, allowed(nodes)))
        return;
    (void)rawmap_syscall6(RAWMAP_NR_mbind, word_of(span.base), (rawmap_word)span.length, BIND, word_of(nodes),
                          NODES + 1, 0);
    while (node + 1 < (rawmap_word)(sizeof nodes[0] * 8) && !(nodes[0] >> node & 1))
        node++;
    if (raw_took(answer, rawmap_syscall4(RAWMAP_NR_set_mempolicy_home_node, word_of(span.base),
                                         (rawmap_word)span.length, node, 0)))
        unknown(answer, "accepted; nothing shows a home node");
}

static void move_pages(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    int node = -1;
    void *pages[1];
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    pages[0] = span.base;
    if (!raw_took(answer, rawmap_syscall6(RAWMAP_NR_move_pages, 0, 1, word_of(pages), 0, word_of(&node), 0)))
        return;
    judge(answer, node >= 0, "it tells the page's node: ", "it does not tell the page's node");
    if (node >= 0)
        say_number(answer, (unsigned long)node);
}

static void migrate_pages(struct answer *answer, const struct row *row)
{
    node_set nodes;
    (void)row;
    if (took(answer, allowed(nodes)) &&
        raw_took(answer, rawmap_syscall4(RAWMAP_NR_migrate_pages, 0, NODES + 1, word_of(nodes), word_of(nodes))))
        unknown(answer, "accepted; asked to move pages to where they are, so that nothing changes");
}

const struct row rows_of_linux_nodes[] = {
    {"call", "numa_allowed", "2.6.24", nodes_allowed, 0},
    {"call", "numa_set", "2.6.7", set_policy, 0},
    {"call", "numa_now", "2.6.7", set_policy, 0},
    {"call", "numa_bind", "2.6.7", bind, 0},
    {"call", "numa_at", "2.6.7", bind, 0},
    {"linux", "set_mempolicy_home_node", "5.17", home_node, 0},
    {"linux", "move_pages", "2.6.18", move_pages, 0},
    {"linux", "migrate_pages", "2.6.16", migrate_pages, 0},
    {0, 0, 0, 0, 0},
};
