/* SPDX-License-Identifier: MIT */
/* Rows of machines with more nodes than this one, simulated by a kernel that answers one errno to everything. */
#define RAWMAP_SYSCALL large_machine
#include "unit.h"

static int answer;

rawmap_word large_machine(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                          rawmap_word f)
{
    (void)number, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
    unit_calls++;
    return unit_last = -answer;
}
static rawmap_status policy_status(rawmap_policy_answer told)
{
    return told.status;
}
#define UNIT_STATUS_numa_bind
#define UNIT_CHECK_numa_bind rawmap_check_numa_bind
#define UNIT_STATUS_numa_now policy_status
#define UNIT_CHECK_numa_now rawmap_check_numa_allowed
#define UNIT_STATUS_numa_at policy_status
#define UNIT_CHECK_numa_at(address, nodes) rawmap_check_numa_allowed(nodes)
#define UNIT_STATUS_numa_allowed
#define UNIT_CHECK_numa_allowed rawmap_check_numa_allowed

Test(numa_other, large_machines)
{
    static unsigned long words[RAWMAP_NODE_WORDS(64)] = {1};
    const rawmap_span span = unit_at(0x10000, 0x1000);
    rawmap_nodes nodes;
    nodes.words = words;
    nodes.count = 64;
    answer = EINVAL;
    ROW(numa_now, UNSURE, EINVAL, NODES_TOO_FEW, (nodes));
    ROW(numa_at, UNSURE, EINVAL, NODES_TOO_FEW, (words, nodes));
    ROW(numa_allowed, UNSURE, EINVAL, NODES_TOO_FEW, (nodes));
    STATUS(EINVAL, rawmap_numa_set(RAWMAP_POLICY(bind), nodes));
    answer = EIO;
    ROW(numa_bind, UNSURE, EIO, NUMA_PAGES_ELSEWHERE, (span, RAWMAP_POLICY(bind), nodes, RAWMAP_NUMA_PAGES(strict)));
    answer = EPERM;
    ROW(numa_bind, UNSURE, EPERM, NUMA_MOVE_ALL_NOT_ALLOWED,
        (span, RAWMAP_POLICY(bind), nodes, RAWMAP_NUMA_PAGES(move_all)));
}
