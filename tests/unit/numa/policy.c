/* SPDX-License-Identifier: MIT */
/* Policies of memory, as the kernel tells them again: by get_mempolicy's bare call and in /proc/self/numa_maps. The machine
   may have one node: then pages cannot be elsewhere, and that is simulated in numa/other.c. */
#include "unit.h"

#define UNIT_STATUS_numa_set
#define UNIT_CHECK_numa_set rawmap_check_numa_set
#define UNIT_STATUS_numa_bind
#define UNIT_CHECK_numa_bind rawmap_check_numa_bind
static rawmap_status policy_status(rawmap_policy_answer answer)
{
    if (answer.status != RAWMAP_OK)
        cr_assert_eq(answer.policy.bits, 0, "a failure has a policy");
    return answer.status;
}
#define UNIT_STATUS_numa_now policy_status
#define UNIT_CHECK_numa_now rawmap_check_numa_allowed
#define UNIT_STATUS_numa_allowed
#define UNIT_CHECK_numa_allowed rawmap_check_numa_allowed
#define UNIT_STATUS_numa_at policy_status
#define UNIT_CHECK_numa_at(address, nodes) rawmap_check_numa_allowed(nodes)

enum { NODES = 1024 };
static unsigned long words[RAWMAP_NODE_WORDS(NODES)];

static rawmap_nodes set_of(unsigned long *room, unsigned count)
{
    rawmap_nodes nodes;
    nodes.words = room;
    nodes.count = count;
    return nodes;
}
static rawmap_nodes node_0(void)
{
    memset(words, 0, sizeof words);
    words[0] = 1;
    return set_of(words, NODES);
}
#define NONE set_of(NULL, 0)
static rawmap_policy raw_policy(unsigned bits)
{
    rawmap_policy policy;
    policy.bits = bits;
    return policy;
}
static rawmap_numa_pages raw_pages(unsigned bits)
{
    rawmap_numa_pages pages;
    pages.bits = bits;
    return pages;
}

/* The mode that the kernel tells of the thread, or of an address. */
static int mode_now(const void *address)
{
    int mode = -1;
    cr_assert_eq(syscall(SYS_get_mempolicy, &mode, NULL, 0, address, address ? 2 : 0), 0);
    return mode;
}

Test(numa, sets)
{
    unsigned long two[RAWMAP_NODE_WORDS(70)] = {0};
    const rawmap_nodes nodes = set_of(two, 70);
    cr_assert(rawmap_nodes_add(nodes, 0));
    cr_assert(rawmap_nodes_add(nodes, 69));
    cr_assert_not(rawmap_nodes_add(nodes, 70));
    cr_assert(rawmap_nodes_have(nodes, 69));
    cr_assert_not(rawmap_nodes_have(nodes, 68));
    cr_assert_not(rawmap_nodes_have(nodes, 70));
    cr_assert_eq(two[0], 1);
    cr_assert_eq(RAWMAP_NODE_WORDS(64), 64 / (8 * sizeof(long)));
    BITS(2 | 1u << 15, RAWMAP_POLICY(bind, static_nodes).bits);
    BITS(0, RAWMAP_POLICY(default).bits);
}

Test(numa, of_the_thread)
{
    UNIT_NEEDS_FACT(numa);
    unsigned long now[RAWMAP_NODE_WORDS(NODES)];
    rawmap_policy_answer answer;
    cr_assert_eq(mode_now(NULL), 0);
    STATUS(OK, rawmap_numa_set(RAWMAP_POLICY(interleave), node_0()));
    cr_assert_eq(mode_now(NULL), 3);
    memset(now, 0xff, sizeof now);
    answer = rawmap_numa_now(set_of(now, NODES));
    STATUS(OK, answer.status);
    BITS(3, answer.policy.bits);
    cr_assert_eq(memcmp(now, words, sizeof now), 0);
    STATUS(OK, rawmap_numa_set(RAWMAP_POLICY(default), NONE));
    cr_assert_eq(mode_now(NULL), 0);
}

/* Counts, not bits and one more: the last node of a set is read, and nothing after a set is written. */
Test(numa, by_count)
{
    UNIT_NEEDS_FACT(numa);
    unsigned long room[RAWMAP_NODE_WORDS(NODES) + 1];
    size_t i;
    memset(room, 0xff, sizeof room);
    memset(words, 0, sizeof words);
    words[0] = 1;
    STATUS(OK, rawmap_numa_set(RAWMAP_POLICY(bind), set_of(words, 1)));
    cr_assert_eq(mode_now(NULL), 2);
    STATUS(OK, rawmap_numa_allowed(set_of(room, NODES)));
    cr_assert_eq(room[0] & 1, 1);
    cr_assert_eq(room[RAWMAP_NODE_WORDS(NODES)], ~0ul);
    for (i = 1; i < RAWMAP_NODE_WORDS(NODES); i++)
        cr_assert_eq(room[i], 0);
}

Test(numa, of_a_span)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, unit_page(), unit_page());
    unsigned long now[RAWMAP_NODE_WORDS(NODES)];
    rawmap_policy_answer answer;
    unit_fill(span, 'n');
    STATUS(OK, rawmap_numa_bind(middle, RAWMAP_POLICY(bind, static_nodes), node_0(), RAWMAP_NUMA_PAGES(strict, move)));
    cr_assert_eq(mode_now(middle.base), 2 | 1 << 15);
    cr_assert_eq(mode_now(span.base), 0);
    answer = rawmap_numa_at(middle.base, set_of(now, NODES));
    STATUS(OK, answer.status);
    BITS(RAWMAP_POLICY(bind, static_nodes).bits, answer.policy.bits);
    cr_assert_eq(memcmp(now, words, sizeof now), 0);
    cr_assert(unit_filled(span, 'n'));
    STATUS(OK, rawmap_numa_bind(span, RAWMAP_POLICY(default), NONE, RAWMAP_NUMA_PAGES()));
    cr_assert_eq(mode_now(middle.base), 0);
    STATUS(EFAULT, rawmap_numa_at(unit_room(unit_page(), unit_page()).base, set_of(now, NODES)).status);
}

Test(numa, rows)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const uintptr_t at = (uintptr_t)span.base;
    const rawmap_numa_pages none = RAWMAP_NUMA_PAGES();
    const rawmap_nodes some = node_0(), missing = set_of(NULL, 8);
    static unsigned long zero[RAWMAP_NODE_WORDS(NODES)];
    const rawmap_nodes empty = set_of(zero, NODES), huge = set_of(words, ~0u);
#define BOTH(sort, cause, policy, nodes)                                                                               \
    do {                                                                                                               \
        ROW(numa_set, sort, EINVAL, cause, (policy, nodes));                                                           \
        ROW(numa_bind, sort, EINVAL, cause, (span, policy, nodes, none));                                              \
    } while (0)
    BOTH(IGNORED, NODES_MISSING, RAWMAP_POLICY(preferred), missing);
    BOTH(IGNORED, POLICY_TAKES_NO_FLAGS, raw_policy(1u << 15), NONE);
    BOTH(REFUSED, POLICY_BALANCING, raw_policy(1u << 13), NONE);
    BOTH(REFUSED, POLICY_UNKNOWN_BITS, raw_policy(7), some);
    BOTH(REFUSED, POLICY_UNKNOWN_BITS, raw_policy(1u << 16), some);
    BOTH(REFUSED, POLICY_STATIC_AND_RELATIVE, raw_policy(2 | 3u << 14), some);
    BOTH(REFUSED, POLICY_BALANCING, RAWMAP_POLICY(interleave, balancing), some);
    BOTH(REFUSED, POLICY_TAKES_NO_FLAGS, RAWMAP_POLICY(local, static_nodes), NONE);
    BOTH(REFUSED, NODES_TOO_MANY, RAWMAP_POLICY(bind), huge);
    BOTH(UNSURE, POLICY_TAKES_NO_NODES, RAWMAP_POLICY(local), some);
    BOTH(UNSURE, POLICY_TAKES_NO_NODES, RAWMAP_POLICY(default), some);
    BOTH(UNSURE, POLICY_NEEDS_NODES, RAWMAP_POLICY(bind), empty);
    BOTH(REFUSED, POLICY_NEEDS_NODES, RAWMAP_POLICY(preferred, static_nodes), NONE);
    ROW(numa_bind, IGNORED, EINVAL, SPAN_EMPTY, (unit_at(at, 0), RAWMAP_POLICY(bind), some, none));
    ROW(numa_bind, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_at(at, SIZE_MAX), RAWMAP_POLICY(bind), some, none));
    ROW(numa_bind, IGNORED, EINVAL, POLICY_DEFAULT_STRICT,
        (span, RAWMAP_POLICY(default), NONE, RAWMAP_NUMA_PAGES(strict)));
    ROW(numa_bind, REFUSED, EINVAL, SPAN_UNALIGNED, (unit_at(at + 1, 4096), RAWMAP_POLICY(bind), some, none));
    ROW(numa_bind, REFUSED, EINVAL, SPAN_WRAPS, (unit_at(at, SIZE_MAX - at), RAWMAP_POLICY(bind), some, none));
    ROW(numa_bind, REFUSED, EINVAL, NUMA_PAGES_UNKNOWN_BITS, (span, RAWMAP_POLICY(bind), some, raw_pages(8)));
    ROW(numa_now, GUARDED, EINVAL, NODES_MISSING, (missing));
    ROW(numa_at, GUARDED, EINVAL, NODES_MISSING, (span.base, missing));
    ROW(numa_allowed, GUARDED, EINVAL, NODES_MISSING, (missing));
    ROW(numa_now, GUARDED, EINVAL, NODES_UNEVEN, (set_of(words, 1)));
    ROW(numa_at, GUARDED, EINVAL, NODES_UNEVEN, (span.base, set_of(words, 65)));
    ROW(numa_allowed, GUARDED, EINVAL, NODES_UNEVEN, (set_of(words, 63)));
    cr_assert_eq(mode_now(NULL), 0);
    cr_assert_eq(mode_now(span.base), 0);
}

/* Nodes that no machine of tests has, alone and beside one that it has; and sets that are too large to be answered. */
Test(numa, nodes_that_are_not_here)
{
    UNIT_NEEDS_FACT(numa);
    static unsigned long far[RAWMAP_NODE_WORDS(65536)];
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const rawmap_numa_pages none = RAWMAP_NUMA_PAGES();
    const rawmap_nodes absent = set_of(far, NODES), all = set_of(far, 65536);
    const bool large_pages = unit_page() > 4096;
    cr_assert(rawmap_nodes_add(absent, 40));
    BOTH(UNSURE, NODES_NOT_HERE, RAWMAP_POLICY(bind), absent);
    BOTH(UNSURE, NODES_NOT_HERE, RAWMAP_POLICY(preferred), absent);
    BOTH(UNSURE, NODES_NOT_HERE, RAWMAP_POLICY(interleave, static_nodes), absent);
    STATUS(EINVAL, rawmap_numa_bind(span, RAWMAP_POLICY(preferred_many), absent, none));
    /* Linux takes what is left of them. */
    cr_assert(rawmap_nodes_add(absent, 0));
    STATUS(OK, rawmap_numa_bind(span, RAWMAP_POLICY(bind), absent, none));
    /* The first that no kernel has, beside one that it has. */
    cr_assert(rawmap_nodes_add(set_of(far, 1088), 1024));
    BOTH(UNSURE, NODES_NOT_HERE, RAWMAP_POLICY(bind), set_of(far, 1088));
    cr_assert(rawmap_nodes_add(set_of(far, 2048), 2000));
    BOTH(UNSURE, NODES_NOT_HERE, RAWMAP_POLICY(bind), set_of(far, 2048));
    if (large_pages)
        cr_skip("needs pages of 4 KiB: larger ones hold such a set");
    ROW(numa_now, UNSURE, EINVAL, NODES_TOO_MANY, (all));
    ROW(numa_at, UNSURE, EINVAL, NODES_TOO_MANY, (span.base, all));
    ROW(numa_allowed, UNSURE, EINVAL, NODES_TOO_MANY, (all));
}

/* Sets that nobody can read, behind their end or as a whole. */
Test(numa, sets_that_cannot_be_read)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const rawmap_numa_pages none = RAWMAP_NUMA_PAGES();
    const rawmap_nodes cut = set_of((unsigned long *)((char *)span.base + unit_page()) - 1, NODES), some = node_0();
    rawmap_nodes bad = cut;
    bad.words += 1;
    cr_assert_eq(mprotect((char *)span.base + unit_page(), unit_page(), PROT_NONE), 0);
    STATUS(EFAULT, rawmap_numa_set(RAWMAP_POLICY(bind), bad));
    STATUS(EFAULT, rawmap_numa_set(RAWMAP_POLICY(local), cut));
    STATUS(EFAULT, rawmap_numa_bind(span, RAWMAP_POLICY(interleave), cut, none));
    STATUS(EFAULT, rawmap_numa_migrate(0, bad, some).status);
    STATUS(EFAULT, rawmap_numa_migrate(0, some, cut).status);
    STATUS(OK, rawmap_check_numa_migrate(0, bad, cut));
    STATUS(OK, rawmap_check_numa_set(RAWMAP_POLICY(bind), bad));
    STATUS(OK, rawmap_check_numa_set(RAWMAP_POLICY(default), bad));
    STATUS(OK, rawmap_check_numa_bind(span, RAWMAP_POLICY(bind), bad, none));
}
