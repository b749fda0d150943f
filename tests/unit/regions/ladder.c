/* SPDX-License-Identifier: MIT */
/* rawmap_ladder_commit, rawmap_collapse: the pages that are there, by /proc/self/smaps. */
#include "unit.h"

#define NEEDS_POOL                                                                                                     \
    UNIT_NEEDS_LINUX(5, 18, "moving huge pages");                                                                      \
    UNIT_NEEDS_FACT(huge_pages)
/* The size of transparent huge pages, which are on, and can be seen. */
#define NEEDS_TRANSPARENT                                                                                              \
    UNIT_NEEDS_FACT(thp);                                                                                              \
    UNIT_NEEDS_FACT(pagemap_scan)
static size_t transparent(void)
{
    size_t size = 0;
    FILE *from = fopen("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", "re");
    cr_assert(from != NULL && fscanf(from, "%zu", &size) == 1);
    fclose(from);
    return size;
}

static rawmap_ladder ladder;

static rawmap_span room(size_t pages)
{
    return SPAN(rawmap_region_reserve(pages * UNIT_HUGE, pages * UNIT_HUGE));
}

static void took(rawmap_steps step, unsigned refusals)
{
    BITS(step.bits, ladder.taken.bits);
    cr_assert_eq(ladder.refusals, refusals);
    if (UNIT_HAS(pagemap_scan))
        STATUS(OK, ladder.seen);
}
static void refused(unsigned at, rawmap_steps step, rawmap_status status)
{
    cr_assert_lt(at, ladder.refusals);
    BITS(step.bits, ladder.refusal[at].step.bits);
    cr_assert_eq(ladder.refusal[at].status, status, "%s, and should be %s",
                 rawmap_status_name(ladder.refusal[at].status), rawmap_status_name(status));
}

Test(steps, sizes)
{
    cr_assert_eq(rawmap_step_size(RAWMAP_STEPS(huge_2mb)), UNIT_HUGE);
    cr_assert_eq(rawmap_step_size(RAWMAP_STEPS(huge_16kb, huge_1gb, small)), (size_t)1 << 30);
    cr_assert_eq(rawmap_step_size(RAWMAP_STEPS(huge_shift(13))), 8192);
    cr_assert_eq(rawmap_step_size(RAWMAP_STEPS(transparent, small)), 0);
    cr_assert_eq(rawmap_step_size(RAWMAP_STEPS()), 0);
    BITS(0x7ffffe3, RAWMAP_STEPS(any_huge, transparent, small).bits);
    BITS(RAWMAP_STEPS(small, huge_2mb).bits,
         rawmap_steps_union(RAWMAP_STEPS(small), RAWMAP_STEPS(huge_shift(21))).bits);
    BITS(1u << 26, RAWMAP_STEPS(huge_16gb).bits);
}

Test(ladder, huge_pages_of_the_pool)
{
    rawmap_span span, rest;
    NEEDS_POOL;
    span = room(4);
    rest = rawmap_slice(span, 2 * UNIT_HUGE, 2 * UNIT_HUGE);
    span = rawmap_slice(span, 0, 2 * UNIT_HUGE);
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb, transparent, small), &ladder));
    took(RAWMAP_STEPS(huge_2mb), 0);
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    cr_assert_eq(unit_vmflag(span.base, "ht"), 1);
    cr_assert_str_eq(unit_perms(rest.base), "---p");
    cr_assert(unit_filled(span, 0));
    unit_fill(span, 6);
    cr_assert_eq(unit_smaps(span.base, "Private_Hugetlb"), 4096);
    STATUS(OK, rawmap_region_release(span));
}

/* A huge page owns its whole segment. */
Test(ladder, a_range_that_huge_pages_do_not_fit)
{
    const rawmap_span span = room(2);
    const rawmap_steps all = RAWMAP_STEPS(huge_1gb, huge_2mb, small);
    STATUS(OK, rawmap_ladder_commit(rawmap_slice(span, unit_page(), UNIT_HUGE), all, &ladder));
    took(RAWMAP_STEPS(small), 2);
    refused(0, RAWMAP_STEPS(huge_1gb), RAWMAP_HUGE_ADDRESS_UNALIGNED);
    refused(1, RAWMAP_STEPS(huge_2mb), RAWMAP_HUGE_ADDRESS_UNALIGNED);
    STATUS(OK, rawmap_region_decommit(span));
    unit_calls = 0;
    STATUS(OK, rawmap_ladder_commit(rawmap_slice(span, 0, UNIT_HUGE + 1), all, &ladder));
    took(RAWMAP_STEPS(small), 2);
    refused(1, RAWMAP_STEPS(huge_2mb), RAWMAP_HUGE_LENGTH_UNEVEN);
    if (UNIT_HOOKED)
        cr_assert_eq(unit_calls, 1);
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), (long)unit_page() / 1024);
}

/* What is forbidden is not taken, and the range stays reserved. */
Test(ladder, no_step_can_be_taken)
{
    const rawmap_span span = room(2), odd = rawmap_slice(span, unit_page(), UNIT_HUGE);
    const size_t mappings = unit_mappings();
    STATUS(HUGE_ADDRESS_UNALIGNED, rawmap_ladder_commit(odd, RAWMAP_STEPS(huge_2mb), &ladder));
    BITS(0, ladder.taken.bits);
    cr_assert_eq(ladder.refusals, 1);
    STATUS(HUGE_SIZE_UNSUPPORTED, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_shift(13)), &ladder));
    cr_assert_str_eq(unit_perms(span.base), "---p");
    cr_assert_eq(unit_mappings(), mappings);
}

Test(ladder, no_transparent_step_can_be_taken)
{
    const rawmap_span span = room(2), odd = rawmap_slice(span, unit_page(), UNIT_HUGE);
    const size_t mappings = unit_mappings();
    UNIT_NEEDS_FACT(thp);
    STATUS(HUGE_ADDRESS_UNALIGNED, rawmap_ladder_commit(odd, RAWMAP_STEPS(huge_2mb, transparent), &ladder));
    cr_assert_eq(ladder.refusals, 2);
    cr_assert_str_eq(unit_perms(span.base), "---p");
    cr_assert_eq(unit_mappings(), mappings);
}

Test(ladder, arguments)
{
    const rawmap_span span = room(1);
    rawmap_steps odd;
    odd.bits = 4;
    unit_calls = 0;
    STATUS(STEPS_NONE, rawmap_ladder_commit(span, RAWMAP_STEPS(), &ladder));
    STATUS(STEPS_UNKNOWN_BITS, rawmap_ladder_commit(span, odd, &ladder));
    STATUS(SPAN_EMPTY, rawmap_ladder_commit(rawmap_slice(span, 0, 0), RAWMAP_STEPS(small), &ladder));
    cr_assert_eq(unit_calls, 0);
    cr_assert_eq(ladder.refusals, 0);
    STATUS(SPAN_UNALIGNED, rawmap_ladder_commit(rawmap_slice(span, 1, 1), RAWMAP_STEPS(small), &ladder));
}

/* More than the pool has: the range is not lost on the way down. */
Test(ladder, an_empty_pool)
{
    const size_t pages = (size_t)unit_line("/proc/meminfo", "HugePages_Total") + 1;
    rawmap_span span;
    NEEDS_POOL;
    span = SPAN(rawmap_region_reserve(pages * UNIT_HUGE, UNIT_HUGE));
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb, small), &ladder));
    took(RAWMAP_STEPS(small), 1);
    refused(0, RAWMAP_STEPS(huge_2mb), RAWMAP_ENOMEM);
    STATUS(STATE_HUGE_POOL, rawmap_explain_map(ladder.refusal[0].status, span.length, RAWMAP_PRIVATE(huge_2mb)));
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), span.length);
    cr_assert_str_eq(unit_perms(span.base), "rw-p");
}

/* Why it may not be done in one call: a MAP_FIXED that finds no huge page leaves a hole. */
Test(ladder, what_mapping_huge_pages_over_a_range_may_leave)
{
    const size_t pages = (size_t)unit_line("/proc/meminfo", "HugePages_Total") + 1;
    rawmap_span span;
    NEEDS_POOL;
    span = SPAN(rawmap_region_reserve(pages * UNIT_HUGE, UNIT_HUGE));
    STATUS(ENOMEM, rawmap_replace(span, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(huge_2mb)));
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), 0);
}

Test(ladder, transparent_huge_pages)
{
    size_t size;
    rawmap_span span;
    NEEDS_TRANSPARENT;
    size = transparent();
    cr_assert_eq(rawmap_transparent_size().bytes, size);
    span = SPAN(rawmap_region_reserve(2 * size, size));
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(transparent, small), &ladder));
    took(RAWMAP_STEPS(transparent), 0);
    cr_assert_eq(unit_smaps(span.base, "AnonHugePages"), (long)(size / 1024));
    cr_assert_eq(unit_vmflag(span.base, "hg"), 1);
    ((volatile char *)span.base)[size] = 1;
    cr_assert_eq(unit_smaps(span.base, "AnonHugePages"), (long)(2 * size / 1024));
}

/* The process says no, and Linux would still take the advice and answer success. */
Test(ladder, transparent_huge_pages_switched_off)
{
    size_t size;
    rawmap_span span;
    NEEDS_TRANSPARENT;
    size = transparent();
    span = SPAN(rawmap_region_reserve(2 * size, size));
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(never)));
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(transparent, small), &ladder));
    took(RAWMAP_STEPS(small), 1);
    refused(0, RAWMAP_STEPS(transparent), RAWMAP_TRANSPARENT_SWITCHED_OFF);
    cr_assert_eq(unit_vmflag(span.base, "hg"), 0, "nothing is left of the step that was refused");
    cr_assert_eq(unit_present(span), 0);
    STATUS(OK, rawmap_region_decommit(span));
    STATUS(TRANSPARENT_SWITCHED_OFF, rawmap_ladder_commit(span, RAWMAP_STEPS(transparent), &ladder));
    cr_assert_str_eq(unit_perms(span.base), "---p");
}

Test(collapse, what_is_held)
{
    const size_t page = unit_page();
    rawmap_held held;
    rawmap_span span;
    size_t at, size, pages;
    int file;
    NEEDS_TRANSPARENT;
    size = transparent();
    pages = size / page;
    span = SPAN(rawmap_region_reserve(2 * size, size));
    file = dup(0);
    close(file);
    STATUS(OK, rawmap_pages_held(span, &held));
    cr_assert_eq(held.huge_bytes + held.small_bytes, 0);
    cr_assert_eq(dup(0), file, "a file was left open");
    close(file);
    STATUS(OK, rawmap_region_commit(span));
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(nohugepage)));
    /* Every other page: more changes than one look has room for. */
    for (at = 0; at < 2 * pages; at += 2)
        ((volatile char *)span.base)[at * page] = 1;
    STATUS(OK, rawmap_pages_held(span, &held));
    cr_assert_eq(held.huge_bytes, 0);
    cr_assert_eq(held.small_bytes, pages * page);
    STATUS(OK, rawmap_advise(rawmap_slice(span, size, size), RAWMAP_ADVICE(hugepage)));
    STATUS(OK, rawmap_collapse(rawmap_slice(span, size, size), &held));
    STATUS(OK, rawmap_pages_held(span, &held));
    cr_assert_eq(held.huge_bytes, size);
    cr_assert_eq(held.small_bytes, size / 2);
    STATUS(SPAN_EMPTY, rawmap_pages_held(rawmap_slice(span, 0, 0), &held));
    cr_assert_eq(held.huge_bytes + held.small_bytes, 0);
}

Test(collapse, a_page_of_zeros_is_no_memory)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    rawmap_held held;
    UNIT_NEEDS_FACT(pagemap_scan);
    UNIT_NEEDS_FACT(zero_page);
    *(volatile char *)span.base = 1;
    cr_assert_eq(((volatile char *)span.base)[page], 0);
    cr_assert_eq(unit_present(span), 2);
    STATUS(OK, rawmap_pages_held(span, &held));
    cr_assert_eq(held.huge_bytes, 0);
    cr_assert_eq(held.small_bytes, page);
}

Test(collapse, on_demand)
{
    const size_t page = unit_page();
    rawmap_held held;
    rawmap_span span;
    size_t size;
    NEEDS_TRANSPARENT;
    size = transparent();
    span = SPAN(rawmap_region_reserve(2 * size, size));
    STATUS(OK, rawmap_region_commit(span));
    /* Nothing is there to be collapsed. */
    STATUS(EINVAL, rawmap_collapse(span, &held));
    cr_assert_eq(held.huge_bytes + held.small_bytes, 0);
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(never)));
    unit_fill(span, 3);
    STATUS(OK, rawmap_pages_held(span, &held));
    cr_assert_eq(held.small_bytes, 2 * size);
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(normal)));
    STATUS(OK, rawmap_collapse(rawmap_slice(span, 0, size), &held));
    cr_assert_eq(held.huge_bytes, size);
    cr_assert_eq(held.small_bytes, 0);
    cr_assert_eq(unit_smaps(span.base, "AnonHugePages"), (long)(size / 1024));
    cr_assert(unit_filled(span, 3));
    /* No whole huge page lies in it: Linux does nothing, and some kernels call that success. */
    if (rawmap_advise(rawmap_slice(span, size + page, size - page), RAWMAP_ADVICE(collapse)) == RAWMAP_OK)
        STATUS(COLLAPSE_NOTHING, rawmap_collapse(rawmap_slice(span, size + page, size - page), &held));
    cr_assert_eq(unit_smaps(span.base, "AnonHugePages"), (long)(size / 1024));
    /* Memory that can have none. */
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(nohugepage)));
    STATUS(EINVAL, rawmap_collapse(rawmap_slice(span, size, size), &held));
    cr_assert_eq(held.small_bytes, size);
}
