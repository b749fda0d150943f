/* SPDX-License-Identifier: MIT */
/* Calls of Linux that the library does not wrap: memory of the machine's nodes (NUMA). A policy shows when it is asked
   back; on a machine with one node nothing else can differ. */
#include "tool.h"

enum { BIND = 2, NODES = 1024 };
typedef unsigned long node_set[NODES / (sizeof(unsigned long) * 8)];

/* The kernel takes one bit less than it is told. */
static rawmap_word allowed(node_set nodes)
{
    memset(nodes, 0, sizeof(node_set));
    return rawmap_syscall5(RAWMAP_NR_get_mempolicy, 0, word_of(nodes), NODES + 1, 0, RAWMAP_LINUX_MPOL_F_MEMS_ALLOWED);
}

static bool any(const unsigned long *nodes)
{
    unsigned i;
    for (i = 0; i < sizeof(node_set) / sizeof nodes[0]; i++)
        if (nodes[i] != 0)
            return true;
    return false;
}

static void get_policy(struct answer *answer, const struct row *row)
{
    node_set nodes;
    (void)row;
    if (raw_took(answer, allowed(nodes)))
        judge(answer, any(nodes), "it tells the nodes that may be used", "it tells of no node");
}

static void set_policy(struct answer *answer, const struct row *row)
{
    node_set nodes;
    int mode = -1;
    (void)row;
    if (!raw_took(answer, allowed(nodes)) ||
        !raw_took(answer, rawmap_syscall3(RAWMAP_NR_set_mempolicy, BIND, word_of(nodes), NODES + 1)))
        return;
    (void)rawmap_syscall5(RAWMAP_NR_get_mempolicy, word_of(&mode), 0, 0, 0, 0);
    judge(answer, mode == BIND, "get_mempolicy says bind", "get_mempolicy does not say bind");
}

static void bind(struct answer *answer, const struct row *row)
{
    node_set nodes;
    rawmap_span span;
    int mode = -1;
    (void)row;
    if (!memory(answer, 1, &span) || !raw_took(answer, allowed(nodes)) ||
        !raw_took(answer, rawmap_syscall6(RAWMAP_NR_mbind, word_of(span.base), (rawmap_word)span.length, BIND,
                                          word_of(nodes), NODES + 1, 0)))
        return;
    (void)rawmap_syscall5(RAWMAP_NR_get_mempolicy, word_of(&mode), 0, 0, word_of(span.base), RAWMAP_LINUX_MPOL_F_ADDR);
    judge(answer, mode == BIND, "get_mempolicy says bind for the page", "get_mempolicy does not say bind for the page");
}

static void home_node(struct answer *answer, const struct row *row)
{
    node_set nodes;
    rawmap_span span;
    rawmap_word node = 0;
    (void)row;
    if (!memory(answer, 1, &span) || !raw_took(answer, allowed(nodes)))
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
    if (raw_took(answer, allowed(nodes)) &&
        raw_took(answer, rawmap_syscall4(RAWMAP_NR_migrate_pages, 0, NODES + 1, word_of(nodes), word_of(nodes))))
        unknown(answer, "accepted; asked to move pages to where they are, so that nothing changes");
}

const struct row rows_of_linux_nodes[] = {
    {"linux", "get_mempolicy", "2.6.7", get_policy, 0},
    {"linux", "set_mempolicy", "2.6.7", set_policy, 0},
    {"linux", "set_mempolicy_home_node", "5.17", home_node, 0},
    {"linux", "mbind", "2.6.7", bind, 0},
    {"linux", "move_pages", "2.6.18", move_pages, 0},
    {"linux", "migrate_pages", "2.6.16", migrate_pages, 0},
    {0, 0, 0, 0, 0},
};
