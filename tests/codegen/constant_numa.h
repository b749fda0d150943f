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
    answer.status = bare_status(rawmap_syscall5(RAWMAP_NR_get_mempolicy, WORD((uintptr_t)&mode),
                                                WORD((uintptr_t)node_words), 1025, address, flags));
    if (answer.status == RAWMAP_OK)
        answer.policy.bits = (unsigned)mode;
    return answer;
}
#define NODES WORD((uintptr_t)node_words), 1025

STATUS(numa_set, rawmap_syscall3(RAWMAP_NR_set_mempolicy, 3, NODES),
       rawmap_numa_set(RAWMAP_POLICY(interleave), nodes()))
STATUS(numa_bind, rawmap_syscall6(RAWMAP_NR_mbind, AT, LENGTH, 2, NODES, 0),
       rawmap_numa_bind(span(AT, LENGTH), RAWMAP_POLICY(bind), nodes(), RAWMAP_NUMA_PAGES()))
PAIR(numa_now, rawmap_policy_answer, bare_policy(0, 0), rawmap_numa_now(nodes()))
PAIR(numa_at, rawmap_policy_answer, bare_policy(AT, 2), rawmap_numa_at((void *)AT, nodes()))
PAIR(numa_allowed, rawmap_status, bare_policy(0, 4).status, rawmap_numa_allowed(nodes()))
PAIR(nodes_add, bool, (node_words[0] |= 8, true), rawmap_nodes_add(nodes(), 3))
PAIR(nodes_have, bool, (node_words[0] & 8) != 0, rawmap_nodes_have(nodes(), 3))

#endif
