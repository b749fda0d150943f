/* SPDX-License-Identifier: MIT */
/* Memory of the machine's nodes (NUMA). A policy shows when it is asked back; on a machine with one node nothing can move,
   and pages are told to be where they are. */
#include "../tool.h"

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

/* Pages with the same policy and different home nodes are not one mapping. */
static void home_node(struct answer *answer, const struct row *row)
{
    node_set nodes;
    rawmap_span span;
    struct smap maps[3];
    unsigned node = 0, i;
    (void)row;
    if (!memory(answer, 3, &span) || !took(answer, allowed(nodes)) ||
        !took(answer, rawmap_numa_bind(span, RAWMAP_POLICY(bind), nodes_of(nodes), RAWMAP_NUMA_PAGES())))
        return;
    while (node + 1 < NODES && !rawmap_nodes_have(nodes_of(nodes), node))
        node++;
    if (!took(answer, rawmap_numa_home(rawmap_slice(span, page_size, page_size), node)))
        return;
    for (i = 0; i < 3; i++) {
        if (!map_of(at(span, i * page_size), &maps[i])) {
            unknown(answer, "accepted; no /proc/self/maps to see the page apart from its neighbours");
            return;
        }
    }
    judge(answer, !same(maps[0].head, maps[1].head) && !same(maps[1].head, maps[2].head),
          "the page between two has a home node of its own", "the page is in one mapping with its neighbours");
}

static void where(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_page_place places[2];
    rawmap_node_answer node;
    const void *pages[2];
    rawmap_status other;
    if (!memory(answer, 2, &span))
        return;
    places[0].value = places[1].value = 0;
    if (!poke(span.base, 5))
        return;
    pages[0] = span.base;
    pages[1] = at(span, page_size);
    if (row->argument) {
        node = rawmap_node_of(pages[0]);
        other = rawmap_node_of(pages[1]).status;
    } else {
        if (!took(answer, rawmap_numa_where(0, pages, places, 2)))
            return;
        node = rawmap_place_node(places[0]);
        other = rawmap_place_node(places[1]).status;
    }
    if (!took(answer, node.status))
        return;
    /* The second is what older kernels say of it. */
    judge(answer, other == RAWMAP_PAGE_NOT_THERE || other == RAWMAP_PAGE_WITHOUT_NODE,
          "it tells that one page is not there, and the node of the other: ", "it tells of a page that is not there");
    if (answer->verdict == WORKS)
        say_number(answer, node.node);
}

/* The last node that the process may use: of one node it is the only one, where every page stays. */
static unsigned last_of(unsigned long *nodes)
{
    unsigned node = NODES - 1;
    while (node > 0 && !rawmap_nodes_have(nodes_of(nodes), node))
        node--;
    return node;
}

static void tell_move(struct answer *answer, rawmap_span span, unsigned to)
{
    const rawmap_node_answer now = rawmap_node_of(span.base);
    if (!took(answer, now.status))
        return;
    judge(answer, now.node == to && peek(span.base) == 5,
          "the page is on the node that it was sent to: ", "the page is elsewhere");
    if (answer->verdict == WORKS)
        say_number(answer, to);
}

static void move_pages(struct answer *answer, const struct row *row)
{
    node_set nodes;
    rawmap_span span;
    rawmap_page_place place;
    const void *page;
    unsigned node;
    rawmap_migration migration;
    (void)row;
    if (!memory(answer, 1, &span) || !took(answer, allowed(nodes)))
        return;
    if (!poke(span.base, 5))
        return;
    node = last_of(nodes);
    page = span.base;
    place.value = -1;
    migration = rawmap_numa_move(0, &page, &node, &place, 1, RAWMAP_NUMA_PAGES(move));
    if (took(answer, migration.status) && took(answer, rawmap_place_node(place).status))
        tell_move(answer, span, node);
}

static void migrate_pages(struct answer *answer, const struct row *row)
{
    node_set from, to;
    rawmap_span span;
    rawmap_node_answer before;
    unsigned node;
    (void)row;
    if (!memory(answer, 1, &span) || !took(answer, allowed(from)))
        return;
    if (!poke(span.base, 5))
        return;
    node = last_of(from);
    memset(to, 0, sizeof to);
    before = rawmap_node_of(span.base);
    if (!rawmap_nodes_add(nodes_of(to), node) ||
        !took(answer, rawmap_numa_migrate(0, nodes_of(from), nodes_of(to)).status))
        return;
    if (before.status == RAWMAP_OK && before.node == node)
        unknown(answer, "accepted; the page was on that node before, and this machine may have no other");
    else
        tell_move(answer, span, node);
}

/* argument: 0 where the thread runs, 1 where a page comes to be, 2 the next node, 3 how many there may be. */
static void one_node(struct answer *answer, const struct row *row)
{
    const rawmap_here here = rawmap_numa_here();
    const rawmap_node_count count = rawmap_numa_count();
    rawmap_node_answer node;
    rawmap_span span;
    node_set nodes;
    if (row->argument == 0) {
        if (took(answer, here.status))
            judge(answer, count.status != RAWMAP_OK || here.node < count.count,
                  "it tells the node: ", "it tells of a node that there cannot be");
        node.node = here.node;
    } else if (row->argument == 1) {
        if (!memory(answer, 1, &span))
            return;
        node = rawmap_node_brought_in(span.base);
        if (took(answer, node.status))
            judge(answer, node.node < count.count,
                  "the page came to the node: ", "it tells of a node that there cannot be");
    } else if (row->argument == 2) {
        memset(nodes, 0, sizeof nodes);
        if (!rawmap_nodes_add(nodes_of(nodes), 0) ||
            !took(answer, rawmap_numa_set(RAWMAP_POLICY(interleave), nodes_of(nodes))))
            return;
        node = rawmap_node_next();
        if (took(answer, node.status))
            judge(answer, node.node == 0, "of one node it is the next: ", "the next node is none of the policy");
    } else {
        if (took(answer, count.status) && took(answer, allowed(nodes)))
            judge(answer, last_of(nodes) < count.count,
                  "all that the process may use are among them: ", "the process may use others");
        node.node = count.count;
    }
    if (answer->verdict == WORKS)
        say_number(answer, node.node);
}

const struct row rows_of_linux_nodes[] = {
    {"call", "numa_allowed", "2.6.24", nodes_allowed, 0},
    {"call", "numa_set", "2.6.7", set_policy, 0},
    {"call", "numa_now", "2.6.7", set_policy, 0},
    {"call", "numa_bind", "2.6.7", bind, 0},
    {"call", "numa_at", "2.6.7", bind, 0},
    {"call", "numa_home", "5.17", home_node, 0},
    {"call", "numa_where", "2.6.18", where, 0},
    {"call", "node_of", "2.6.18", where, 1},
    {"call", "numa_here", "2.6.19", one_node, 0},
    {"call", "node_brought_in", "2.6.7", one_node, 1},
    {"call", "node_next", "2.6.7", one_node, 2},
    {"call", "numa_count", "2.6.24", one_node, 3},
    {"call", "numa_move", "2.6.18", move_pages, 0},
    {"call", "numa_migrate", "2.6.16", migrate_pages, 0},
    {0, 0, 0, 0, 0},
};
