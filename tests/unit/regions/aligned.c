/* SPDX-License-Identifier: MIT */
/* rawmap_map_aligned: mappings at multiples of more than a page. */
#include "unit.h"

#define BOTH RAWMAP_PROT(read, write)

static long mapped(void)
{
    return (long)unit_address_space();
}

/* Whatever it is mapped as, it lies right, is of that kind, and nothing else stays. */
static void is_aligned(size_t length, size_t alignment, rawmap_prot protection, rawmap_kind kind, const char *perms)
{
    const long before = mapped();
    const rawmap_span span = SPAN(rawmap_map_aligned(length, alignment, protection, kind, NULL));
    const size_t whole = (length + unit_page() - 1) / unit_page() * unit_page();
    cr_assert_eq((uintptr_t)span.base % alignment, 0);
    cr_assert_eq(span.length, length);
    cr_assert_str_eq(unit_perms(span.base), perms);
    cr_assert_eq(mapped() - before, (long)whole, "%zu at %zu", length, alignment);
    if (perms[1] == 'w') {
        cr_assert(unit_filled(span, 0));
        unit_fill(span, 3);
    }
    STATUS(OK, rawmap_unmap(span));
    cr_assert_eq(mapped(), before);
}

Test(aligned, every_kind_and_alignment)
{
    static const size_t lengths[] = {1, 4096, 70000, 1 << 20};
    size_t alignment, i;
    for (alignment = 1; alignment <= (size_t)1 << 28; alignment <<= 1)
        for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
            is_aligned(lengths[i], alignment, BOTH, RAWMAP_PRIVATE(), "rw-p");
            is_aligned(lengths[i], alignment, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), "---p");
            is_aligned(lengths[i], alignment, BOTH, RAWMAP_PRIVATE(populate), "rw-p");
            is_aligned(lengths[i], alignment, RAWMAP_PROT(read), RAWMAP_SHARED(), "r--s");
            is_aligned(lengths[i], alignment, BOTH, RAWMAP_SHARED(populate), "rw-s");
        }
}

Test(aligned, droppable)
{
    UNIT_NEEDS_LINUX(6, 11, "droppable memory");
    is_aligned(100000, (size_t)1 << 24, BOTH, RAWMAP_DROPPABLE(), "rw-p");
}

Test(aligned, huge_pages)
{
    rawmap_span span;
    UNIT_NEEDS_FACT(huge_pages);
    is_aligned(UNIT_HUGE, (size_t)1 << 26, BOTH, RAWMAP_PRIVATE(huge_2mb), "rw-p");
    span = SPAN(rawmap_map_aligned(UNIT_HUGE, (size_t)1 << 26, BOTH, RAWMAP_PRIVATE(huge_2mb), NULL));
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    STATUS(OK, rawmap_unmap(span));
}

/* What is populated or locked is what was asked for, and no more of it for a moment: of little there is enough. */
Test(aligned, no_more_is_brought_in)
{
    const size_t length = 8 * unit_page(), alignment = (size_t)1 << 28;
    rawmap_span span = SPAN(rawmap_map_aligned(length, alignment, BOTH, RAWMAP_PRIVATE(populate), NULL));
    cr_assert_eq(unit_present(span), 8);
    STATUS(OK, rawmap_unmap(span));
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_limit(RLIMIT_MEMLOCK, length);
    span = SPAN(rawmap_map_aligned(length, alignment, BOTH, RAWMAP_PRIVATE(lock), NULL));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    STATUS(OK, rawmap_unmap(span));
    STATUS(LOCK_OVER_LIMIT, rawmap_map_aligned(length + 1, alignment, BOTH, RAWMAP_PRIVATE(lock), NULL).status);
}

/* Where the hint is free it is taken, at the first multiple; where not, the answer is aligned all the same. */
Test(aligned, near)
{
    const size_t alignment = (size_t)1 << 22;
    const rawmap_kind kinds[] = {RAWMAP_PRIVATE(), RAWMAP_PRIVATE(populate), RAWMAP_SHARED()};
    size_t i;
    for (i = 0; i < 3; i++) {
        const rawmap_span room = unit_room(alignment, alignment);
        rawmap_span span = SPAN(rawmap_map_aligned(unit_page(), alignment, BOTH, kinds[i], room.base)), other;
        cr_assert_eq(span.base, room.base);
        other = SPAN(rawmap_map_aligned(unit_page(), alignment, BOTH, kinds[i], room.base));
        cr_assert_neq(other.base, room.base);
        cr_assert_eq((uintptr_t)other.base % alignment, 0);
        STATUS(OK, rawmap_unmap(span));
        STATUS(OK, rawmap_unmap(other));
        span = SPAN(rawmap_map_aligned(unit_page(), alignment, BOTH, kinds[i], (char *)room.base - alignment / 2));
        cr_assert_eq(span.base, room.base);
        STATUS(OK, rawmap_unmap(span));
    }
}

Test(aligned, refused)
{
    const long before = mapped();
    unit_calls = 0;
    STATUS(ALIGNMENT_INVALID, rawmap_map_aligned(4096, 0, BOTH, RAWMAP_PRIVATE(), NULL).status);
    STATUS(ALIGNMENT_INVALID, rawmap_map_aligned(4096, 12288, BOTH, RAWMAP_PRIVATE(), NULL).status);
    STATUS(POPULATE_NEEDS_ACCESS,
           rawmap_map_aligned(4096, 1 << 20, RAWMAP_PROT(none), RAWMAP_PRIVATE(populate), NULL).status);
    STATUS(NEAR_UNALIGNED, rawmap_map_aligned(4096, 1, BOTH, RAWMAP_PRIVATE(), (void *)(uintptr_t)0x7001).status);
    cr_assert_eq(unit_calls, 0);
    STATUS(LENGTH_ZERO, rawmap_map_aligned(0, 1 << 20, BOTH, RAWMAP_PRIVATE(), NULL).status);
    STATUS(LENGTH_ZERO, rawmap_map_aligned(0, 1 << 20, BOTH, RAWMAP_PRIVATE(populate), NULL).status);
    STATUS(LENGTH_WRAPS, rawmap_map_aligned(SIZE_MAX, 1 << 20, BOTH, RAWMAP_PRIVATE(), NULL).status);
    STATUS(KIND_INVALID, rawmap_map_aligned(4096, 1 << 20, BOTH, unit_kind(0), NULL).status);
    STATUS(WITHIN_TOO_SHORT, rawmap_map_aligned(4096, SIZE_MAX / 2 + 1, BOTH, RAWMAP_PRIVATE(populate), NULL).status);
    cr_assert_eq(mapped(), before);
}
