/* SPDX-License-Identifier: MIT */
/* Rows of machines with more nodes than this one, simulated by a kernel that answers one errno to everything; and what a
   kernel says of one page, by another that says it of every page. */
#define RAWMAP_SYSCALL large_machine
#include "unit.h"

static int answer, of_page;
static bool moves; /* of no pages, but for move_all */

rawmap_word large_machine(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                          rawmap_word f)
{
    (void)a, (void)c, (void)d;
    unit_calls++;
    if (moves && number == RAWMAP_NR_move_pages && b == 0)
        return f == RAWMAP_LINUX_MPOL_MF_MOVE ? 0 : -EPERM;
    if (of_page != 0 && number == RAWMAP_NR_move_pages) {
        *(int *)(uintptr_t)e = -of_page;
        return 0;
    }
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
    STATUS(EPERM, rawmap_numa_bind(span, RAWMAP_POLICY(bind), nodes, RAWMAP_NUMA_PAGES(move_all)));
    moves = true;
    ROW(numa_bind, LOOKED, EPERM, NUMA_MOVE_ALL_NOT_ALLOWED,
        (span, RAWMAP_POLICY(bind), nodes, RAWMAP_NUMA_PAGES(move_all)));
}

/* A page's errno is no call's. */
static rawmap_node_answer rawmap_place_said(int error)
{
    rawmap_page_place place;
    place.value = -error;
    unit_calls = 1;
    unit_last = -error;
    return rawmap_place_node(place);
}
static rawmap_status node_status(rawmap_node_answer told)
{
    cr_assert_eq(told.node, 0, "a failure has a node");
    return told.status;
}
#define UNIT_STATUS_place_node node_status
#define UNIT_CHECK_place_node(place) RAWMAP_OK
/* For ROW: what its call is given here is the errno. */
#define rawmap_place_node rawmap_place_said

Test(numa_other, of_one_page)
{
    ROW(place_node, TOLD, ENOENT, PAGE_NOT_THERE, (ENOENT));
    ROW(place_node, TOLD, EFAULT, PAGE_WITHOUT_NODE, (EFAULT));
    ROW(place_node, TOLD, EACCES, PAGE_SHARED, (EACCES));
    ROW(place_node, TOLD, EBUSY, PAGE_BUSY, (EBUSY));
    STATUS(EIO, rawmap_place_said(EIO).status);
    of_page = EFAULT;
    STATUS(PAGE_WITHOUT_NODE, node_status(rawmap_node_of(&answer)));
    of_page = 0;
    answer = ENOSYS;
    STATUS(ENOSYS, node_status(rawmap_node_of(&answer)));
}

static rawmap_status migration_status(rawmap_migration told)
{
    cr_assert_eq(told.left, 0, "a failure has a number of pages");
    return told.status;
}
#define UNIT_STATUS_numa_move migration_status
#define UNIT_CHECK_numa_move rawmap_check_numa_move

Test(numa_other, moves)
{
    const void *const page = &answer;
    const unsigned node = 1;
    rawmap_nodes nodes;
    rawmap_page_place place;
    unsigned long word = 1;
    nodes.words = &word;
    nodes.count = 64;
    place.value = 0;
    answer = EPERM;
    STATUS(EPERM, rawmap_numa_move(0, &page, &node, &place, 1, RAWMAP_NUMA_PAGES(move)).status);
    STATUS(EPERM, rawmap_numa_move(0, &page, &node, &place, 1, RAWMAP_NUMA_PAGES(move_all)).status);
    moves = true;
    STATUS(EPERM, rawmap_numa_move(0, &page, &node, &place, 1, RAWMAP_NUMA_PAGES(move)).status);
    ROW(numa_move, LOOKED, EPERM, NUMA_MOVE_ALL_NOT_ALLOWED, (0, &page, &node, &place, 1, RAWMAP_NUMA_PAGES(move_all)));
    STATUS(NUMA_MOVE_ALL_NOT_ALLOWED, rawmap_numa_move(1, &page, &node, &place, 1, RAWMAP_NUMA_PAGES(move_all)).status);
    /* More than zero: so many pages stayed. */
    answer = -3;
    STATUS(OK, rawmap_numa_move(0, &page, &node, &place, 1, RAWMAP_NUMA_PAGES(move)).status);
    cr_assert_eq(rawmap_numa_move(0, &page, &node, &place, 1, RAWMAP_NUMA_PAGES(move)).left, 3);
    cr_assert_eq(rawmap_numa_migrate(0, nodes, nodes).left, 3);
}
