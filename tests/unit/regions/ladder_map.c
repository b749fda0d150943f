/* SPDX-License-Identifier: MIT */
/* rawmap_ladder_map: new memory, shared too, in the best pages, from the nodes that are wanted. */
#include "unit.h"

#define NO_POLICY RAWMAP_POLICY(default)

static rawmap_ladder ladder;
static const rawmap_nodes anywhere = {NULL, 0};

static long mapped(void)
{
    return (long)unit_address_space();
}
static long pool(void)
{
    return unit_line("/proc/meminfo", "HugePages_Free") - unit_line("/proc/meminfo", "HugePages_Rsvd");
}
static rawmap_mapping map(size_t length, rawmap_kind kind, rawmap_steps steps)
{
    return rawmap_ladder_map(length, kind, steps, NO_POLICY, anywhere, &ladder);
}

Test(ladder_map, small)
{
    const rawmap_kind kinds[] = {RAWMAP_PRIVATE(), RAWMAP_SHARED()};
    int i;
    for (i = 0; i < 2; i++) {
        const rawmap_span span = SPAN(map(5000, kinds[i], RAWMAP_STEPS(small)));
        BITS(RAWMAP_STEPS(small).bits, ladder.taken.bits);
        cr_assert_eq(ladder.refusals, 0);
        cr_assert_str_eq(unit_perms(span.base), i == 0 ? "rw-p" : "rw-s");
        unit_fill(span, 3);
        cr_assert_eq(unit_child_sees(span.base), 3);
        STATUS(OK, rawmap_unmap(span));
    }
}

/* From the pool, private and shared; the larger size that there is not stands in the report. */
Test(ladder_map, huge_pages)
{
    const rawmap_kind kinds[] = {RAWMAP_PRIVATE(), RAWMAP_SHARED()};
    int i;
    UNIT_NEEDS_FACT(huge_pages);
    for (i = 0; i < 2; i++) {
        const long before = mapped(), bytes = (long)(2 * UNIT_HUGE);
        const rawmap_span span = SPAN(map(2 * UNIT_HUGE, kinds[i], RAWMAP_STEPS(huge_1gb, huge_2mb, small)));
        BITS(RAWMAP_STEPS(huge_2mb).bits, ladder.taken.bits);
        cr_assert_eq(ladder.refusals, 1);
        BITS(RAWMAP_STEPS(huge_1gb).bits, ladder.refusal[0].step.bits);
        STATUS(HUGE_LENGTH_UNEVEN, ladder.refusal[0].status);
        cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
        cr_assert_str_eq(unit_perms(span.base), i == 0 ? "rw-p" : "rw-s");
        cr_assert(unit_filled(span, 0));
        cr_assert_eq(mapped() - before, bytes);
        STATUS(OK, rawmap_unmap(span));
    }
}

/* More than the pool has: the next step, and nothing of it stays. */
Test(ladder_map, falls_back)
{
    const long before = mapped(), free = pool();
    size_t length = (size_t)1 << (sizeof(size_t) > 4 ? 40 : 30);
    rawmap_mapping m;
    UNIT_NEEDS_FACT(huge_pages);
    m = map(length, RAWMAP_PRIVATE(noreserve), RAWMAP_STEPS(huge_2mb));
    if (m.status == RAWMAP_OK) /* noreserve: it is touched that tells */
        STATUS(OK, rawmap_unmap(m.span));
    m = map(length, RAWMAP_PRIVATE(), RAWMAP_STEPS(huge_2mb));
    STATUS(ENOMEM, m.status);
    cr_assert_eq(m.span.length, 0);
    cr_assert_eq(ladder.refusals, 1);
    BITS(0, ladder.taken.bits);
    length = (size_t)1 << 29;
    m = map(length, RAWMAP_PRIVATE(), RAWMAP_STEPS(huge_shift(28), small));
    cr_assert_eq(unit_smaps(SPAN(m).base, "KernelPageSize"), (long)unit_page() / 1024);
    BITS(RAWMAP_STEPS(small).bits, ladder.taken.bits);
    STATUS(HUGE_SIZE_UNSUPPORTED, ladder.refusal[0].status);
    STATUS(OK, rawmap_unmap(m.span));
    cr_assert_eq(mapped(), before);
    cr_assert_eq(pool(), free);
}

Test(ladder_map, transparent)
{
    const rawmap_size size = rawmap_transparent_size();
    rawmap_span span;
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_FACT(pagemap_scan);
    span = SPAN(map(2 * size.bytes, RAWMAP_PRIVATE(), RAWMAP_STEPS(transparent, small)));
    cr_assert_eq((uintptr_t)span.base % size.bytes, 0);
    BITS(RAWMAP_STEPS(transparent).bits, ladder.taken.bits);
    cr_assert_eq(unit_smaps(span.base, "AnonHugePages"), (long)(size.bytes >> 10));
    STATUS(OK, rawmap_unmap(span));
    STATUS(HUGE_LENGTH_UNEVEN, map(size.bytes + 1, RAWMAP_PRIVATE(), RAWMAP_STEPS(transparent)).status);
    STATUS(HUGE_LENGTH_UNEVEN, map(2 * size.bytes + 1, RAWMAP_PRIVATE(), RAWMAP_STEPS(transparent)).status);
    STATUS(OK, rawmap_unmap(SPAN(map(3 * size.bytes, RAWMAP_PRIVATE(), RAWMAP_STEPS(transparent)))));
}

/* Of shared memory the machine's switch decides, read here as a person would. */
Test(ladder_map, transparent_shared)
{
    const rawmap_size size = rawmap_transparent_size();
    char general[80] = "", own[80] = "", place[100];
    const long before = mapped();
    rawmap_mapping m;
    int file;
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_FACT(pagemap_scan);
    file = open("/sys/kernel/mm/transparent_hugepage/shmem_enabled", O_RDONLY | O_CLOEXEC);
    cr_assert_gt(read(file, general, sizeof general - 1), 0);
    close(file);
    snprintf(place, sizeof place, "/sys/kernel/mm/transparent_hugepage/hugepages-%zukB/shmem_enabled",
             size.bytes >> 10);
    file = open(place, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        cr_assert_gt(read(file, own, sizeof own - 1), 0);
        close(file);
    }
    m = map(2 * size.bytes, RAWMAP_SHARED(), RAWMAP_STEPS(transparent));
    if (strstr(general, "[deny]") != NULL || strstr(own, "[never]") != NULL ||
        (strstr(general, "[never]") != NULL && (own[0] == '\0' || strstr(own, "[inherit]") != NULL))) {
        STATUS(TRANSPARENT_SHARED_OFF, m.status);
        cr_assert_eq(m.span.length, 0);
        cr_assert_eq(mapped(), before);
    } else {
        cr_assert_gt(unit_smaps(SPAN(m).base, "ShmemPmdMapped"), 0);
    }
}

/* The policy is there before the first page is; of the pool all pages are. */
Test(ladder_map, on_a_node)
{
    unsigned long words[RAWMAP_NODE_WORDS(64)] = {1};
    rawmap_nodes nodes;
    unsigned long answer[RAWMAP_NODE_WORDS(1024)] = {0};
    int mode = -1;
    rawmap_span span;
    UNIT_NEEDS_FACT(numa);
    UNIT_NEEDS_FACT(huge_pages);
    nodes.words = words;
    nodes.count = 64;
    span = SPAN(rawmap_ladder_map(4 * UNIT_HUGE, RAWMAP_SHARED(), RAWMAP_STEPS(huge_2mb, small), RAWMAP_POLICY(bind),
                                  nodes, &ladder));
    BITS(RAWMAP_STEPS(huge_2mb).bits, ladder.taken.bits);
    cr_assert_eq(syscall(SYS_get_mempolicy, &mode, answer, 1024ul, span.base, 2ul /* MPOL_F_ADDR */), 0);
    cr_assert_eq(mode, 2, "bind");
    cr_assert_eq(answer[0], 1);
    cr_assert_eq(unit_smaps(span.base, "Shared_Hugetlb") + unit_smaps(span.base, "Private_Hugetlb"), 8192,
                 "all are brought in");
    STATUS(OK, rawmap_unmap(span));
    /* A node that there is not, and more pages than the pool has. */
    words[0] = 1ul << 31;
    STATUS(NODES_NOT_HERE, rawmap_ladder_map(UNIT_HUGE, RAWMAP_PRIVATE(), RAWMAP_STEPS(huge_2mb, small),
                                             RAWMAP_POLICY(bind), nodes, &ladder)
                               .status);
    cr_assert_eq(ladder.refusals, 2);
}

#define REFUSED(cause, kind, steps, policy)                                                                            \
    do {                                                                                                               \
        const long mapped_ = mapped();                                                                                 \
        rawmap_mapping refused_;                                                                                       \
        unit_calls = 0;                                                                                                \
        refused_ = rawmap_ladder_map(UNIT_HUGE, kind, steps, policy, anywhere, &ladder);                               \
        STATUS(cause, refused_.status);                                                                                \
        cr_assert_eq(unit_calls, 0);                                                                                   \
        cr_assert_eq(refused_.span.length, 0);                                                                         \
        cr_assert_eq(ladder.refusals, 0);                                                                              \
        cr_assert_eq(mapped(), mapped_);                                                                               \
    } while (0)

Test(ladder_map, refused)
{
    rawmap_steps none, unknown;
    none.bits = 0;
    unknown.bits = 1u << 31;
    REFUSED(STEPS_NONE, RAWMAP_PRIVATE(), none, NO_POLICY);
    REFUSED(STEPS_UNKNOWN_BITS, RAWMAP_PRIVATE(), unknown, NO_POLICY);
    REFUSED(HUGE_SIZE_IN_KIND, RAWMAP_PRIVATE(huge_2mb), RAWMAP_STEPS(huge_2mb), NO_POLICY);
    REFUSED(POPULATE_BEFORE_POLICY, RAWMAP_PRIVATE(populate), RAWMAP_STEPS(small), RAWMAP_POLICY(local));
    REFUSED(POPULATE_BEFORE_POLICY, RAWMAP_PRIVATE(lock), RAWMAP_STEPS(small), RAWMAP_POLICY(local));
    /* Without a policy nothing has to wait. */
    STATUS(OK, rawmap_unmap(SPAN(map(unit_page(), RAWMAP_PRIVATE(populate), RAWMAP_STEPS(small)))));
    STATUS(LENGTH_ZERO, map(0, RAWMAP_PRIVATE(), RAWMAP_STEPS(small)).status);
}
