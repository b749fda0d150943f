/* SPDX-License-Identifier: MIT */
/* rawmap_region_*: ranges that are reserved, and given memory in parts. */
#include "unit.h"

static size_t whole(size_t length)
{
    return (length + unit_page() - 1) / unit_page() * unit_page();
}

/* What the process has mapped, in bytes. */
static size_t mapped(void)
{
    return unit_address_space();
}

/* With a page on each side that stays reserved: libc's heaps are such ranges too, and may be neighbours. */
static rawmap_span reserved(size_t pages)
{
    const size_t page = unit_page();
    return rawmap_slice(SPAN(rawmap_region_reserve((pages + 2) * page, (size_t)1 << 20)), page, pages * page);
}

Test(region, reserve_at_every_alignment)
{
    static const size_t lengths[] = {1, 4096, 5000, 65536, 3 << 20, 64 << 20};
    size_t alignment, at;
    for (alignment = 1; alignment <= (size_t)1 << 34; alignment <<= 1)
        for (at = 0; at < sizeof lengths / sizeof lengths[0]; at++) {
            const size_t before = mapped();
            const rawmap_span span = SPAN(rawmap_region_reserve(lengths[at], alignment));
            cr_assert_eq((uintptr_t)span.base % alignment, 0);
            cr_assert_eq((uintptr_t)span.base % unit_page(), 0);
            cr_assert_eq(span.length, lengths[at]);
            cr_assert_eq(unit_mapped_bytes(span.base, whole(span.length)), whole(span.length));
            /* What was too much is given back. */
            cr_assert_eq(mapped() - before, whole(span.length), "%zu at %zu", lengths[at], alignment);
            STATUS(OK, rawmap_region_release(span));
            cr_assert_eq(mapped(), before);
        }
}

/* Ranges of one size lie below one another: none but the first needs trimming. */
Test(region, neighbours)
{
    const size_t size = (size_t)4 << 20;
    rawmap_span span[8];
    size_t i, j;
    for (i = 0; i < 8; i++) {
        span[i] = SPAN(rawmap_region_reserve(size, size));
        for (j = 0; j < i; j++)
            cr_assert(span[i].base != span[j].base);
    }
    unit_calls = 0;
    (void)SPAN(rawmap_region_reserve(size, size));
    if (UNIT_HOOKED)
        cr_assert_eq(unit_calls, 1);
}

Test(region, what_cannot_be_reserved)
{
    static const size_t odd[] = {0, 3, 4097, 12288, SIZE_MAX};
    const size_t before = mapped();
    size_t at;
    for (at = 0; at < sizeof odd / sizeof odd[0]; at++) {
        unit_calls = 0;
        STATUS(ALIGNMENT_INVALID, unit_status_of(rawmap_region_reserve(4096, odd[at])));
        cr_assert_eq(unit_calls, 0);
    }
    STATUS(LENGTH_ZERO, unit_status_of(rawmap_region_reserve(0, 4096)));
    STATUS(LENGTH_WRAPS, unit_status_of(rawmap_region_reserve(SIZE_MAX, 4096)));
    STATUS(LENGTH_EXCEEDS_ADDRESS_SPACE, unit_status_of(rawmap_region_reserve(4096, SIZE_MAX / 2 + 1)));
    unit_limit(RLIMIT_AS, before + ((size_t)256 << 20));
    /* The range and its alignment have no room together; nothing lies on such a boundary by chance. */
    (void)SPAN(rawmap_region_reserve((size_t)64 << 20, 4096));
    STATUS(ENOMEM, unit_status_of(rawmap_region_reserve((size_t)512 << 20, (size_t)1 << 20)));
    STATUS(ENOMEM, unit_status_of(rawmap_region_reserve((size_t)64 << 20, (size_t)1 << 46)));
    cr_assert_eq(mapped(), before + ((size_t)64 << 20));
}

Test(region, reserve_costs_no_memory)
{
    const rawmap_span span = SPAN(rawmap_region_reserve((size_t)1 << 30, (size_t)1 << 30));
    cr_assert_str_eq(unit_perms(span.base), "---p");
    cr_assert_eq(unit_vmflag(span.base, "ac"), 0);
    cr_assert_eq(unit_smaps(span.base, "Rss"), 0);
    cr_assert_eq(unit_reading(span.base), SIGSEGV);
}

/* Nothing is reserved where more may be promised than there is; by either way, with trimming and without. */
Test(region, reserves_nothing_of_what_may_be_promised)
{
    const rawmap_span span = SPAN(rawmap_region_reserve((size_t)1 << 30, (size_t)1 << 30));
    const rawmap_span other = SPAN(rawmap_region_reserve(unit_page(), 1));
    UNIT_NEEDS_FACT(overcommit);
    cr_assert_eq(unit_vmflag(span.base, "nr"), 1);
    cr_assert_eq(unit_vmflag(other.base, "nr"), 1);
    STATUS(OK, rawmap_region_commit(span));
    STATUS(OK, rawmap_region_decommit(span));
    cr_assert_eq(unit_vmflag(span.base, "nr"), 1);
}

Test(region, commit_and_decommit)
{
    const size_t page = unit_page();
    const rawmap_span span = reserved(8), two = rawmap_slice(span, 2 * page, 2 * page);
    const size_t mappings = unit_mappings();
    STATUS(OK, rawmap_region_commit(two));
    cr_assert_str_eq(unit_perms(two.base), "rw-p");
    cr_assert_str_eq(unit_perms(span.base), "---p");
    cr_assert(unit_filled(two, 0));
    unit_fill(two, 7);
    /* Committing more keeps what there is. */
    STATUS(OK, rawmap_region_commit(rawmap_slice(span, page, 4 * page)));
    cr_assert(unit_filled(two, 7));
    cr_assert_eq(unit_present(two), 2);
    STATUS(OK, rawmap_region_decommit(rawmap_slice(span, 2 * page, page)));
    cr_assert_str_eq(unit_perms(two.base), "---p");
    cr_assert_eq(unit_present(two), 1, "the memory of the other page stays, that of this one goes");
    cr_assert(unit_filled(rawmap_slice(two, page, page), 7));
    STATUS(OK, rawmap_region_commit(two));
    cr_assert(unit_filled(rawmap_slice(two, 0, page), 0));
    STATUS(OK, rawmap_region_decommit(span));
    cr_assert_eq(unit_present(two), 0);
    cr_assert_eq(unit_mappings(), mappings, "the range is one mapping again");
    STATUS(OK, rawmap_region_release(rawmap_slice(span, 0, 3 * page)));
    cr_assert_not(unit_mapped(two.base));
    cr_assert(unit_mapped((char *)two.base + page));
    STATUS(OK, rawmap_region_release(span));
}

Test(region, spans_that_are_none)
{
    const rawmap_span span = reserved(2);
    const rawmap_span none = rawmap_slice(span, 0, 0), odd = rawmap_slice(span, 1, 1);
    STATUS(SPAN_EMPTY, rawmap_region_commit(none));
    STATUS(SPAN_EMPTY, rawmap_region_decommit(none));
    STATUS(SPAN_EMPTY, rawmap_region_free_lazily(none));
    STATUS(SPAN_EMPTY, rawmap_region_drop_now(none));
    STATUS(SPAN_EMPTY, rawmap_region_page_out(none));
    STATUS(SPAN_EMPTY, rawmap_region_keep_cold(none));
    STATUS(SPAN_EMPTY, rawmap_region_release(none));
    STATUS(SPAN_UNALIGNED, rawmap_region_commit(odd));
    STATUS(SPAN_UNALIGNED, rawmap_region_decommit(odd));
    STATUS(SPAN_UNALIGNED, rawmap_region_drop_now(odd));
    STATUS(SPAN_UNALIGNED, rawmap_region_release(odd));
    STATUS(OK, rawmap_region_release(rawmap_slice(span, 0, unit_page())));
    STATUS(ENOMEM, rawmap_region_commit(span));
}

/* A decommit that would need a mapping more than are allowed loses nothing. */
Test(region, decommit_at_the_limit_of_mappings)
{
    const size_t page = unit_page();
    const rawmap_span span = reserved(5), middle = rawmap_slice(span, 2 * page, page);
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are in the way");
    STATUS(OK, rawmap_region_commit(span));
    unit_fill(span, 3);
    unit_fill_map();
    STATUS(ENOMEM, rawmap_region_decommit(middle));
    cr_assert(unit_filled(span, 3));
}

/* Huge pages of the pool go whole. */
Test(region, decommit_of_half_a_huge_page)
{
    rawmap_span span;
    rawmap_ladder ladder;
    UNIT_NEEDS_FACT(huge_pages);
    UNIT_NEEDS_LINUX(5, 18, "moving huge pages");
    span = SPAN(rawmap_region_reserve(2 * UNIT_HUGE, UNIT_HUGE));
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder));
    unit_fill(span, 9);
    STATUS(EINVAL, rawmap_region_decommit(rawmap_slice(span, 0, UNIT_HUGE / 2)));
    cr_assert(unit_filled(span, 9));
    STATUS(OK, rawmap_region_decommit(rawmap_slice(span, 0, UNIT_HUGE)));
    cr_assert_str_eq(unit_perms(span.base), "---p");
    cr_assert(unit_filled(rawmap_slice(span, UNIT_HUGE, UNIT_HUGE), 9));
    STATUS(OK, rawmap_region_release(span));
}

Test(region, drop_now)
{
    const rawmap_span span = reserved(4);
    STATUS(OK, rawmap_region_commit(span));
    unit_fill(span, 5);
    STATUS(OK, rawmap_region_drop_now(rawmap_slice(span, 0, 2 * unit_page())));
    cr_assert_eq(unit_present(span), 2);
    cr_assert(unit_filled(rawmap_slice(span, 0, 2 * unit_page()), 0));
    cr_assert(unit_filled(rawmap_slice(span, 2 * unit_page(), 2 * unit_page()), 5));
    unit_fill(span, 6); /* without another call */
}

/* Linux marks what its lists have already: all but a few of the newest pages. */
Test(region, free_lazily)
{
    const rawmap_span span = reserved(1024);
    const long kb = (long)(1024 * unit_page() / 1024);
    STATUS(OK, rawmap_region_commit(span));
    unit_fill(span, 5);
    cr_assert_eq(unit_smaps(span.base, "LazyFree"), 0);
    STATUS(OK, rawmap_region_free_lazily(span));
    cr_assert_gt(unit_smaps(span.base, "LazyFree"), kb / 2);
    cr_assert_eq(unit_smaps(span.base, "Rss"), kb, "nothing is gone yet");
    /* What is written before they go stays. */
    unit_fill(span, 6);
    cr_assert_eq(unit_smaps(span.base, "LazyFree"), 0);
    cr_assert(unit_filled(span, 6));
    STATUS(OK, rawmap_region_free_lazily(span));
    /* They need no swap to go when memory is wanted, here by force. */
    cr_assert_eq(madvise(span.base, span.length, RAWMAP_LINUX_MADV_PAGEOUT), 0);
    cr_assert_lt(unit_present(span), 512);
}

Test(region, keep_cold)
{
    const rawmap_span span = reserved(16);
    STATUS(OK, rawmap_region_commit(span));
    unit_fill(span, 5);
    cr_assert_gt(unit_smaps(span.base, "Referenced"), 0);
    STATUS(OK, rawmap_region_keep_cold(span));
    cr_assert_eq(unit_smaps(span.base, "Referenced"), 0);
    cr_assert_eq(unit_present(span), 16);
    cr_assert(unit_filled(span, 5));
}

/* Without swap nothing goes. */
Test(region, page_out)
{
    const rawmap_span span = reserved(16);
    STATUS(OK, rawmap_region_commit(span));
    unit_fill(span, 5);
    STATUS(OK, rawmap_region_page_out(span));
    if (unit_line("/proc/meminfo", "SwapFree") > 1024)
        cr_assert_lt(unit_present(span), 16);
    else
        cr_assert_eq(unit_present(span), 16);
    cr_assert(unit_filled(span, 5));
}

Test(region, purging_locked_pages)
{
    const rawmap_span span = reserved(2);
    STATUS(OK, rawmap_region_commit(span));
    unit_fill(span, 5);
    cr_assert_eq(syscall(SYS_mlock, span.base, span.length), 0);
    STATUS(EINVAL, rawmap_region_free_lazily(span));
    STATUS(EINVAL, rawmap_region_drop_now(span));
    STATUS(EINVAL, rawmap_region_page_out(span));
    STATUS(EINVAL, rawmap_region_keep_cold(span));
    cr_assert(unit_filled(span, 5));
    /* Decommitting takes the lock with the pages. */
    STATUS(OK, rawmap_region_decommit(span));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 0);
}
