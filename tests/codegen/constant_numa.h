/* SPDX-License-Identifier: MIT */
/* The pairs of constant.c: the machine's nodes. */
#ifndef CONSTANT_NUMA_H
#define CONSTANT_NUMA_H

static unsigned long node_words[16];
BY_HAND rawmap_nodes nodes(void)
{
    rawmap_nodes made;
    made.words = node_words;
    made.count = 1024;
    return made;
}
BY_HAND rawmap_policy_answer bare_policy(rawmap_word address, rawmap_word flags)
{
    rawmap_policy_answer answer;
    int mode = 0;
    answer.policy.bits = 0;
    answer.status = bare_status(hand_syscall5(RAWMAP_NR_get_mempolicy, WORD((uintptr_t)&mode),
                                              WORD((uintptr_t)node_words), 1025, address, flags));
    if (answer.status == RAWMAP_OK)
        answer.policy.bits = (unsigned)mode;
    return answer;
}
#define NODES WORD((uintptr_t)node_words), 1025

STATUS(numa_set, hand_syscall3(RAWMAP_NR_set_mempolicy, 3, NODES), rawmap_numa_set(RAWMAP_POLICY(interleave), nodes()))
STATUS(numa_bind, hand_syscall6(RAWMAP_NR_mbind, AT, LENGTH, 2, NODES, 0),
       rawmap_numa_bind(span(AT, LENGTH), RAWMAP_POLICY(bind), nodes(), RAWMAP_NUMA_PAGES()))
PAIR(numa_now, rawmap_policy_answer, bare_policy(0, 0), rawmap_numa_now(nodes()))
PAIR(numa_at, rawmap_policy_answer, bare_policy(AT, 2), rawmap_numa_at((void *)AT, nodes()))
PAIR(numa_allowed, rawmap_status, bare_policy(0, 4).status, rawmap_numa_allowed(nodes()))
PAIR(nodes_add, bool, (node_words[0] |= 8, true), rawmap_nodes_add(nodes(), 3))
PAIR(nodes_have, bool, (node_words[0] & 8) != 0, rawmap_nodes_have(nodes(), 3))

static const void *pages[2];
static unsigned page_nodes[2];
static rawmap_page_place places[2];
#define PAGES WORD((uintptr_t)pages)
#define PLACES WORD((uintptr_t)places)
BY_HAND rawmap_migration bare_migration(rawmap_word result)
{
    rawmap_migration answer;
    answer.status = RAWMAP_OK;
    answer.left = 0;
    if (__builtin_expect(result < 0 && result >= -4095, 0))
        answer.status = (rawmap_status)-result;
    else
        answer.left = (size_t)result;
    return answer;
}
BY_HAND rawmap_node_answer bare_node(void)
{
    rawmap_node_answer answer;
    const void *page = (void *)AT;
    int node = 0;
    const rawmap_word result =
        hand_syscall6(RAWMAP_NR_move_pages, 0, 1, WORD((uintptr_t)&page), 0, WORD((uintptr_t)&node), 0);
    answer.status = result != 0 ? (rawmap_status)-result : node < 0 ? (rawmap_status)-node : RAWMAP_OK;
    answer.node = result != 0 || node < 0 ? 0 : (unsigned)node;
    return answer;
}
BY_HAND rawmap_node_answer bare_place(void)
{
    rawmap_node_answer answer;
    const int node = places[0].value;
    answer.status = node < 0 ? (rawmap_status)-node : RAWMAP_OK;
    answer.node = node < 0 ? 0 : (unsigned)node;
    return answer;
}

STATUS(numa_home, hand_syscall4(RAWMAP_NR_set_mempolicy_home_node, AT, LENGTH, 1, 0),
       rawmap_numa_home(span(AT, LENGTH), 1))
PAIR(numa_migrate, rawmap_migration,
     bare_migration(hand_syscall4(RAWMAP_NR_migrate_pages, 0, 1025, WORD((uintptr_t)node_words),
                                  WORD((uintptr_t)node_words))),
     rawmap_numa_migrate(0, nodes(), nodes()))
PAIR(numa_move, rawmap_migration,
     bare_migration(hand_syscall6(RAWMAP_NR_move_pages, 0, 2, PAGES, WORD((uintptr_t)page_nodes), PLACES, 2)),
     rawmap_numa_move(0, pages, page_nodes, places, 2, RAWMAP_NUMA_PAGES(move)))
STATUS(numa_where, hand_syscall6(RAWMAP_NR_move_pages, 0, 2, PAGES, 0, PLACES, 0),
       rawmap_numa_where(0, pages, places, 2))
PAIR(node_of, rawmap_node_answer, bare_node(), rawmap_node_of((void *)AT))
PAIR(place_node, rawmap_node_answer, bare_place(), rawmap_place_node(places[0]))

BY_HAND rawmap_here bare_here(void)
{
    rawmap_here here;
    here.node = 0;
    here.cpu = 0;
    here.status =
        bare_status(hand_syscall3(RAWMAP_NR_getcpu, WORD((uintptr_t)&here.cpu), WORD((uintptr_t)&here.node), 0));
    return here;
}
BY_HAND rawmap_node_answer bare_asked(rawmap_word address, rawmap_word flags)
{
    rawmap_node_answer answer;
    int node = 0;
    answer.status = bare_status(hand_syscall5(RAWMAP_NR_get_mempolicy, WORD((uintptr_t)&node), 0, 0, address, flags));
    answer.node = answer.status != RAWMAP_OK ? 0 : (unsigned)node;
    return answer;
}
PAIR(numa_here, rawmap_here, bare_here(), rawmap_numa_here())
PAIR(node_brought_in, rawmap_node_answer, bare_asked(AT, 3), rawmap_node_brought_in((void *)AT))
PAIR(node_next, rawmap_node_answer, bare_asked(0, 1), rawmap_node_next())

#endif
