/* SPDX-License-Identifier: MIT */
/* Where mappings go. */
#include "unit.h"

#define READ RAWMAP_PROT(read)
#define PRIVATE RAWMAP_PRIVATE()

Test(placement, near_goes_there_where_it_is_free)
{
    const rawmap_span room = unit_room(8 * unit_page(), unit_page());
    const rawmap_span span = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_NEAR(room.base)));
    cr_assert_eq(span.base, room.base);
}

Test(placement, near_goes_elsewhere_where_it_is_taken)
{
    const rawmap_span taken = unit_pages(1, MAP_PRIVATE);
    rawmap_span span;
    unit_fill(taken, 5);
    span = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_NEAR(taken.base)));
    cr_assert_neq(span.base, taken.base);
    cr_assert(unit_filled(taken, 5));
}

Test(placement, near_NULL_is_anywhere)
{
    const rawmap_span span = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_NEAR(NULL)));
    cr_assert_not_null(span.base);
    cr_assert(unit_mapped(span.base));
}

/* Too high for the process: Linux goes elsewhere. */
Test(placement, near_out_of_range_goes_elsewhere)
{
    const void *const high = (const void *)(UINTPTR_MAX - 0xfffffffu);
    const rawmap_span span = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_NEAR(high)));
    cr_assert_neq(span.base, high);
    cr_assert(unit_mapped(span.base));
}

Test(placement, exactly_goes_there)
{
    const rawmap_span room = unit_room(8 * unit_page(), unit_page());
    const rawmap_span span = SPAN(rawmap_map(5000, READ, PRIVATE, RAWMAP_EXACTLY(room.base)));
    cr_assert_eq(span.base, room.base);
    cr_assert_eq(span.length, 5000);
    cr_assert_eq(unit_mapped_bytes(room.base, room.length), 2 * unit_page());
}

/* One taken page at the end of the range is enough, and nothing is left behind. */
Test(placement, exactly_never_replaces)
{
    const size_t page = unit_page();
    const rawmap_span room = unit_room(4 * page, page);
    const rawmap_span last = rawmap_slice(room, 3 * page, page);
    cr_assert_eq(mmap(last.base, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
                 last.base);
    unit_fill(last, 5);
    STATUS(EXACT_TAKEN, rawmap_map(4 * page, READ, PRIVATE, RAWMAP_EXACTLY(room.base)).status);
    cr_assert(unit_filled(last, 5));
    cr_assert_eq(unit_mapped_bytes(room.base, room.length), page);
}

Test(placement, exactly_takes_files_too)
{
    const rawmap_span room = unit_room(unit_page(), unit_page());
    const int file = unit_file(4096, 'f');
    const rawmap_span span =
        SPAN(rawmap_map_file(file, 0, 4096, READ, RAWMAP_FILE_PRIVATE(), RAWMAP_EXACTLY(room.base)));
    cr_assert_eq(span.base, room.base);
    cr_assert(unit_filled(span, 'f'));
    STATUS(EXACT_TAKEN, rawmap_map_file(file, 0, 4096, READ, RAWMAP_FILE_PRIVATE(), RAWMAP_EXACTLY(room.base)).status);
}

Test(placement, a_placement_can_be_chosen_at_run_time)
{
    const rawmap_span room = unit_room(unit_page(), unit_page());
    rawmap_placement placements[2];
    placements[0] = rawmap_exactly(room.base);
    placements[1] = rawmap_near(room.base);
    cr_assert_eq(SPAN(rawmap_map(unit_page(), READ, PRIVATE, placements[0])).base, room.base);
    cr_assert_neq(SPAN(rawmap_map(unit_page(), READ, PRIVATE, placements[1])).base, room.base);
}

#if RAWMAP_HAS_PLACEMENT_low_32bit
Test(placement, low_32bit_is_in_the_first_2_gib)
{
    rawmap_span span = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_LOW_32BIT));
    cr_assert_lt((uintptr_t)span.base, (uintptr_t)1 << 31);
    cr_assert(unit_mapped(span.base));
    span = SPAN(rawmap_map_file(unit_file(4096, 1), 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_LOW_32BIT));
    cr_assert_lt((uintptr_t)span.base, (uintptr_t)1 << 31);
}

/* Near an address of the range: there, or where that is taken elsewhere in the range. */
Test(placement, near_within_a_range)
{
    const rawmap_span first = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_NEAR_LOW_32BIT((void *)0x10000000)));
    const rawmap_span second = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_NEAR_LOW_32BIT(first.base)));
    const rawmap_span room = unit_room(8 * unit_page(), unit_page());
    rawmap_span high;
    cr_assert_eq(first.base, (void *)0x10000000);
    cr_assert_neq(second.base, first.base);
    cr_assert_lt((uintptr_t)second.base, (uintptr_t)1 << 31);
    high = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_NEAR_ABOVE_4G(room.base)));
    cr_assert_eq(high.base, room.base);
    high = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_NEAR_ABOVE_4G(room.base)));
    cr_assert_geq((uintptr_t)high.base, (uintptr_t)1 << 32);
    high = SPAN(
        rawmap_map(unit_page(), READ, PRIVATE, rawmap_near_within(RAWMAP_ANYWHERE, (char *)room.base + unit_page())));
    cr_assert_eq(high.base, (char *)room.base + unit_page());
}

/* Without the flag the address of a small mapping on x86-64 is high as well; the kernel's mark is all there is to see,
   and that it is taken. */
Test(placement, above_4g_is_above_4_gib)
{
    const rawmap_span span = SPAN(rawmap_map(unit_page(), READ, PRIVATE, RAWMAP_ABOVE_4G));
    cr_assert_geq((uintptr_t)span.base, (uintptr_t)1 << 32);
    cr_assert(unit_mapped(span.base));
}
#endif
