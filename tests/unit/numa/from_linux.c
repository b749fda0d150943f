/* SPDX-License-Identifier: MIT */
/* Policies from Linux's numbers, and back. The numbers are those of <linux/mempolicy.h>. */
#include "unit.h"

#define STATIC_NODES (1 << 15)
#define RELATIVE_NODES (1 << 14)
#define BALANCING (1 << 13)

Test(numa_from_linux, policies)
{
    static const struct {
        int mode;
        rawmap_status status;
    } cases[] = {{0, RAWMAP_OK},
                 {1, RAWMAP_OK},
                 {2 | STATIC_NODES, RAWMAP_OK},
                 {2 | RELATIVE_NODES | BALANCING, RAWMAP_OK},
                 {3, RAWMAP_OK},
                 {4, RAWMAP_OK},
                 {5 | BALANCING, RAWMAP_OK},
                 {6 | STATIC_NODES, RAWMAP_OK},
                 {7, RAWMAP_POLICY_UNKNOWN_BITS},
                 {2 | 1 << 12, RAWMAP_POLICY_UNKNOWN_BITS},
                 {-1, RAWMAP_POLICY_UNKNOWN_BITS},
                 {STATIC_NODES, RAWMAP_POLICY_TAKES_NO_FLAGS},
                 {4 | STATIC_NODES, RAWMAP_POLICY_TAKES_NO_FLAGS},
                 {3 | STATIC_NODES | RELATIVE_NODES, RAWMAP_POLICY_STATIC_AND_RELATIVE},
                 {3 | BALANCING, RAWMAP_POLICY_BALANCING}};
    size_t at;
    for (at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        const rawmap_policy_answer answer = rawmap_policy_from_linux(cases[at].mode);
        cr_assert_eq(answer.status, cases[at].status, "%#x: %s", (unsigned)cases[at].mode,
                     rawmap_status_name(answer.status));
        cr_assert_eq(rawmap_policy_to_linux(answer.policy), answer.status == RAWMAP_OK ? cases[at].mode : 0);
    }
    cr_assert_eq(rawmap_policy_to_linux(RAWMAP_POLICY(bind, static_nodes)), 2 | STATIC_NODES);
}

Test(numa_from_linux, pages)
{
    unsigned flags;
    for (flags = 0; flags < 8; flags++) {
        const rawmap_numa_pages_answer answer = rawmap_numa_pages_from_linux(flags);
        STATUS(OK, answer.status);
        cr_assert_eq(rawmap_numa_pages_to_linux(answer.pages), flags);
    }
    STATUS(NUMA_PAGES_UNKNOWN_BITS, rawmap_numa_pages_from_linux(8).status);
    STATUS(NUMA_PAGES_UNKNOWN_BITS, rawmap_numa_pages_from_linux(~0u).status);
    BITS(0, rawmap_numa_pages_from_linux(9).pages.bits);
    cr_assert_eq(rawmap_numa_pages_to_linux(RAWMAP_NUMA_PAGES(strict, move)), 3);
}

Test(numa_from_linux, side_by_side)
{
    rawmap_nodes none;
    none.words = NULL;
    none.count = 0;
    cr_assert(rawmap_policy_equal(RAWMAP_POLICY(bind), RAWMAP_POLICY(bind)));
    cr_assert_not(rawmap_policy_equal(RAWMAP_POLICY(bind), RAWMAP_POLICY(bind, balancing)));
    cr_assert(rawmap_numa_pages_equal(RAWMAP_NUMA_PAGES(move), RAWMAP_NUMA_PAGES(move)));
    cr_assert_not(rawmap_numa_pages_equal(RAWMAP_NUMA_PAGES(move), RAWMAP_NUMA_PAGES()));
    BITS(2 | STATIC_NODES | BALANCING,
         rawmap_policy_union(RAWMAP_POLICY(bind, static_nodes), RAWMAP_POLICY(bind, balancing)).bits);
    STATUS(POLICY_UNKNOWN_BITS,
           rawmap_check_numa_set(rawmap_policy_union(RAWMAP_POLICY(bind), RAWMAP_POLICY(local)), none));
    BITS(3, rawmap_numa_pages_union(RAWMAP_NUMA_PAGES(move), RAWMAP_NUMA_PAGES(strict)).bits);
}
