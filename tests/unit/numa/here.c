/* SPDX-License-Identifier: MIT */
/* Single nodes: the one here, the one of a page that is brought in, the next one, and how many there may be. */
#include "unit_numa.h"

#include <sched.h>

#define NODE 1
#define ADDR 2

static long ask(int *mode, unsigned long *words, unsigned long number, const void *address, int flags)
{
    return syscall(SYS_get_mempolicy, mode, words, number, address, flags);
}

/* Bound to each processor in turn, the thread runs there. */
Test(numa_here, the_processor_of_the_thread)
{
    cpu_set_t allowed;
    size_t cpu;
    unsigned tried = 0;
    cr_assert_eq(sched_getaffinity(0, sizeof allowed, &allowed), 0);
    for (cpu = 0; cpu < CPU_SETSIZE && tried < 4; cpu++) {
        cpu_set_t one;
        unsigned there = 77, node = 77;
        rawmap_here here;
        if (!CPU_ISSET(cpu, &allowed))
            continue;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        cr_assert_eq(sched_setaffinity(0, sizeof one, &one), 0);
        here = rawmap_numa_here();
        STATUS(OK, here.status);
        cr_assert_eq(syscall(SYS_getcpu, &there, &node, NULL), 0);
        cr_assert_eq(here.cpu, cpu);
        cr_assert_eq(here.cpu, there);
        cr_assert_eq(here.node, node);
        tried++;
    }
    cr_assert_gt(tried, 0);
}

Test(numa_here, a_page_that_is_brought_in)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    rawmap_node_answer answer;
    int node = -1;
    UNIT_NEEDS_FACT(numa);
    answer = rawmap_node_brought_in((char *)span.base + unit_page() + 5);
    STATUS(OK, answer.status);
    cr_assert_eq(ask(&node, NULL, 0, (char *)span.base + unit_page(), NODE | ADDR), 0);
    cr_assert_eq(answer.node, (unsigned)node);
    cr_assert(unit_filled(rawmap_slice(span, unit_page(), unit_page()), 0));
    cr_assert_eq(syscall(SYS_munmap, span.base, span.length), 0);
    answer = rawmap_node_brought_in(span.base);
    STATUS(EFAULT, answer.status);
    cr_assert_eq(answer.node, 0);
}

Test(numa_here, the_next_node)
{
    rawmap_nodes nodes = unit_nodes(UNIT_NODES);
    rawmap_node_answer answer;
    int node = -1;
    UNIT_NEEDS_FACT(numa);
    STATUS(POLICY_NOT_INTERLEAVED, rawmap_node_next().status);
    cr_assert(rawmap_nodes_add(nodes, 0));
    STATUS(OK, rawmap_numa_set(RAWMAP_POLICY(interleave), nodes));
    answer = rawmap_node_next();
    STATUS(OK, answer.status);
    cr_assert_eq(ask(&node, NULL, 0, NULL, NODE), 0);
    cr_assert_eq(answer.node, (unsigned)node);
    STATUS(OK, rawmap_numa_set(RAWMAP_POLICY(bind), nodes));
    answer = rawmap_node_next();
    STATUS(POLICY_NOT_INTERLEAVED, answer.status);
    cr_assert_eq(answer.node, 0);
}

/* The smallest number that Linux takes for a set that it writes. */
Test(numa_here, how_many_there_may_be)
{
    static unsigned long words[RAWMAP_NODE_WORDS(2048)];
    rawmap_node_count answer;
    unsigned long number = 0;
    UNIT_NEEDS_FACT(numa);
    answer = rawmap_numa_count();
    STATUS(OK, answer.status);
    while (number < 1025 && ask(NULL, words, number, NULL, 4) != 0)
        number++;
    cr_assert_eq(answer.count, number);
}
