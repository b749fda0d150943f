/* SPDX-License-Identifier: MIT */
/* What can only be seen on a machine with two nodes of memory: where new pages come from, and that pages move. Each page
   carries a byte of its own, which must still be there afterwards. */
#include "plain.h"

#include <rawmap.h>

enum { PAGES = 6, NODES = 1024 };

static long passed, failed;
static unsigned long both_words[RAWMAP_NODE_WORDS(NODES)], words[2][RAWMAP_NODE_WORDS(NODES)];
static rawmap_nodes both, only[2];

static void check(int good, const char *what)
{
    if (good) {
        passed++;
        return;
    }
    failed++;
    print("nodes: FAILED: ");
    print(what);
    print("\n");
}

static char *page(rawmap_span span, unsigned i)
{
    return (char *)span.base + i * rawmap_page_size();
}

static rawmap_span pages(void)
{
    const rawmap_mapping made =
        rawmap_map(PAGES * rawmap_page_size(), RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    check(made.status == RAWMAP_OK, "map");
    if (!made.span.base)
        leave(1);
    return made.span;
}

static void write_all(rawmap_span span)
{
    unsigned i;
    for (i = 0; i < PAGES; i++)
        *(volatile char *)page(span, i) = (char)('a' + i);
}

/* Whether so many of the pages are on the node, and every byte is as it was written. */
static int are_on(rawmap_span span, unsigned node, unsigned count)
{
    unsigned i, here = 0, kept = 0;
    for (i = 0; i < PAGES; i++) {
        const rawmap_node_answer answer = rawmap_node_of(page(span, i));
        here += answer.status == RAWMAP_OK && answer.node == node;
        kept += *(volatile char *)page(span, i) == (char)('a' + i);
    }
    return here == count && kept == PAGES;
}

static void new_pages(void)
{
    unsigned node;
    rawmap_span span;
    for (node = 0; node < 2; node++) {
        span = pages();
        check(rawmap_numa_bind(span, RAWMAP_POLICY(bind), only[node], RAWMAP_NUMA_PAGES()) == RAWMAP_OK, "bind");
        write_all(span);
        check(are_on(span, node, PAGES), "bind: pages are where they were bound to");
        check(rawmap_unmap(span) == RAWMAP_OK, "unmap");

        check(rawmap_numa_set(RAWMAP_POLICY(preferred), only[node]) == RAWMAP_OK, "preferred, for the thread");
        span = pages();
        write_all(span);
        check(are_on(span, node, PAGES), "preferred: pages are where they were preferred");
        check(rawmap_unmap(span) == RAWMAP_OK, "unmap");
    }
    check(rawmap_numa_set(RAWMAP_POLICY(default), (rawmap_nodes){0}) == RAWMAP_OK, "default again");

    span = pages();
    check(rawmap_numa_bind(span, RAWMAP_POLICY(interleave), both, RAWMAP_NUMA_PAGES()) == RAWMAP_OK, "interleave");
    write_all(span);
    check(are_on(span, 0, PAGES / 2) && are_on(span, 1, PAGES / 2), "interleave: half of the pages on each");
    check(rawmap_unmap(span) == RAWMAP_OK, "unmap");

    for (node = 0; node < 2; node++) {
        span = pages();
        check(rawmap_numa_bind(span, RAWMAP_POLICY(bind), both, RAWMAP_NUMA_PAGES()) == RAWMAP_OK, "bind to both");
        check(rawmap_numa_home(span, node) == RAWMAP_OK, "home");
        write_all(span);
        check(are_on(span, node, PAGES), "home: pages come from it first");
        check(rawmap_unmap(span) == RAWMAP_OK, "unmap");
    }
}

static void bound_pages_move(void)
{
    const rawmap_span span = pages();
    write_all(span);
    check(rawmap_numa_bind(span, RAWMAP_POLICY(bind), only[0], RAWMAP_NUMA_PAGES(move)) == RAWMAP_OK,
          "bind, move to 0");
    check(are_on(span, 0, PAGES), "bind: moved to 0");
    check(rawmap_numa_bind(span, RAWMAP_POLICY(bind), only[1], RAWMAP_NUMA_PAGES(strict)) ==
              RAWMAP_NUMA_PAGES_ELSEWHERE,
          "strict: pages elsewhere are named");
    check(are_on(span, 0, PAGES), "strict: nothing moved");
    check(rawmap_numa_bind(span, RAWMAP_POLICY(bind), only[1], RAWMAP_NUMA_PAGES(move_all)) == RAWMAP_OK,
          "bind, move to 1");
    check(are_on(span, 1, PAGES), "bind: moved to 1");
    check(rawmap_unmap(span) == RAWMAP_OK, "unmap");
}

static void pages_move_one_by_one(void)
{
    const rawmap_span span = pages();
    const void *asked[PAGES];
    unsigned to[PAGES], i;
    rawmap_page_place places[PAGES];
    rawmap_migration moved;
    int right = 1;
    write_all(span);
    for (i = 0; i < PAGES; i++) {
        asked[i] = page(span, i);
        to[i] = i % 3 == 1;
    }
    moved = rawmap_numa_move(0, asked, to, places, PAGES, RAWMAP_NUMA_PAGES(move));
    check(moved.status == RAWMAP_OK && moved.left == 0, "move: each to its own");
    for (i = 0; i < PAGES; i++)
        right &= rawmap_place_node(places[i]).status == RAWMAP_OK && rawmap_place_node(places[i]).node == to[i];
    check(right, "move: told where each is");
    check(rawmap_numa_where(0, asked, places, PAGES) == RAWMAP_OK, "where");
    for (i = 0; i < PAGES; i++)
        right &= rawmap_place_node(places[i]).node == to[i];
    check(right, "where: the same");
    check(are_on(span, 0, 4) && are_on(span, 1, 2), "move: four pages and two");

    moved = rawmap_numa_migrate(0, only[0], only[1]);
    check(moved.status == RAWMAP_OK, "migrate to 1");
    check(are_on(span, 1, PAGES), "migrate: all on 1");
    moved = rawmap_numa_migrate(0, only[1], only[0]);
    check(moved.status == RAWMAP_OK, "migrate to 0");
    check(are_on(span, 0, PAGES), "migrate: all on 0");

    to[PAGES - 1] = 2;
    to[0] = 1;
    moved = rawmap_numa_move(0, asked, to, places, PAGES, RAWMAP_NUMA_PAGES(move));
    check(moved.status == RAWMAP_NODE_NOT_HERE_ENODEV, "move: there is no third node");
    check(rawmap_node_of(page(span, 0)).node == 1, "move: pages before it have moved");
    check(rawmap_unmap(span) == RAWMAP_OK, "unmap");
}

static int run(void)
{
    unsigned long now[RAWMAP_NODE_WORDS(NODES)];
    rawmap_nodes allowed;
    both.words = both_words;
    only[0].words = words[0];
    only[1].words = words[1];
    allowed.words = now;
    both.count = only[0].count = only[1].count = allowed.count = NODES;
    check(rawmap_nodes_add(only[0], 0) && rawmap_nodes_add(both, 0), "node 0");
    check(rawmap_nodes_add(only[1], 1) && rawmap_nodes_add(both, 1), "node 1");
    check(rawmap_numa_allowed(allowed) == RAWMAP_OK, "allowed");
    check(rawmap_nodes_have(allowed, 0) && rawmap_nodes_have(allowed, 1) && !rawmap_nodes_have(allowed, 2),
          "the machine has two nodes");
    new_pages();
    bound_pages_move();
    pages_move_one_by_one();
    print("nodes: ");
    print_number(passed);
    print(" passed, ");
    print_number(failed);
    print(" failed, 0 skipped\n");
    return failed != 0;
}

void nodes_main(uintptr_t *stack);

__attribute__((used)) void nodes_main(uintptr_t *stack)
{
    (void)stack;
    leave(run());
}

RAWMAP_START(nodes_main);
