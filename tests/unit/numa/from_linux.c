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

/* What Linux takes for a set: the same policy is set by the numbers themselves and by what they become. */
Test(numa_from_linux, sets_of_nodes)
{
    static unsigned long words[1024], told[1024];
    static const unsigned long numbers[] = {1, 2, 3, 33, 64, 65, 66, 1024, 1025, 32769};
    size_t at;
    rawmap_nodes_answer answer = rawmap_nodes_from_linux(NULL, 77);
    UNIT_NEEDS_FACT(numa);
    STATUS(OK, answer.status);
    cr_assert(answer.nodes.words == NULL && answer.nodes.count == 0);
    cr_assert_eq(syscall(SYS_set_mempolicy, 1, NULL, 77), 0);
    STATUS(OK, rawmap_numa_set(RAWMAP_POLICY(preferred), answer.nodes));
    words[0] = 1;
    for (at = 0; at < sizeof numbers / sizeof numbers[0]; at++) {
        const long raw = syscall(SYS_set_mempolicy, 2, words, numbers[at]);
        const int error = raw == 0 ? 0 : errno;
        answer = rawmap_nodes_from_linux(words, numbers[at]);
        STATUS(OK, answer.status);
        cr_assert_eq(answer.nodes.count, numbers[at] - 1);
        cr_assert_eq(rawmap_nodes_to_linux(answer.nodes), numbers[at]);
        cr_assert_eq(rawmap_status_errno(rawmap_numa_set(RAWMAP_POLICY(bind), answer.nodes)), error, "%lu",
                     numbers[at]);
    }
    STATUS(NODES_TOO_MANY, rawmap_nodes_from_linux(words, 0).status);
    STATUS(NODES_TOO_MANY, rawmap_nodes_from_linux(words, ULONG_MAX).status);
    cr_assert_null(rawmap_nodes_from_linux(words, 0).nodes.words);
    cr_assert_eq(syscall(SYS_set_mempolicy, 2, words, 0), -1);
    /* Of what is written the room is whole words of 64. */
    for (at = 1; at < 9; at++) {
        int mode = 0;
        rawmap_policy_answer now;
        memset(told, 0, sizeof told);
        answer = rawmap_nodes_asked_from_linux(told, numbers[at]);
        STATUS(OK, answer.status);
        cr_assert_eq(answer.nodes.count, (numbers[at] - 1 + 63) / 64 * 64);
        now = rawmap_numa_now(answer.nodes);
        if (syscall(SYS_get_mempolicy, &mode, words, numbers[at], NULL, 0) == 0) {
            STATUS(OK, now.status);
            cr_assert_eq(memcmp(words, told, sizeof told), 0);
            cr_assert_eq(rawmap_policy_to_linux(now.policy), mode);
        }
    }
    STATUS(OK, rawmap_nodes_asked_from_linux(NULL, 5).status);
    cr_assert_eq(rawmap_nodes_asked_from_linux(NULL, 5).nodes.count, 0);
    STATUS(NODES_TOO_FEW, rawmap_nodes_asked_from_linux(told, 0).status);
    STATUS(NODES_TOO_FEW, rawmap_nodes_asked_from_linux(told, 1).status);
    STATUS(NODES_TOO_MANY, rawmap_nodes_asked_from_linux(told, ULONG_MAX).status);
}
