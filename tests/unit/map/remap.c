/* SPDX-License-Identifier: MIT */
/* rawmap_resize and its fellows: what they do. */
#include "unit.h"

static size_t page;
static void begin(void)
{
    page = unit_page();
}
TestSuite(remap, .init = begin);

/* pages pages filled with 5, with room behind them for room more. */
static rawmap_span with_room(size_t pages, size_t room)
{
    const rawmap_span all = unit_room((pages + room) * page, page);
    const rawmap_span span = rawmap_slice(all, 0, pages * page);
    cr_assert_eq(mmap(span.base, span.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
                 span.base);
    unit_fill(span, 5);
    return span;
}

Test(remap, resize_grows_in_place)
{
    const rawmap_span span = with_room(2, 4);
    const rawmap_span longer = SPAN(rawmap_resize(span, 5 * page - 100));
    cr_assert_eq(longer.base, span.base);
    cr_assert_eq(longer.length, 5 * page - 100);
    cr_assert_eq(unit_mapped_bytes(span.base, 6 * page), 5 * page);
    cr_assert(unit_filled(span, 5));
    cr_assert(unit_filled(rawmap_slice(longer, 2 * page, page), 0));
}

Test(remap, resize_shrinks_and_unmaps_the_rest)
{
    const rawmap_span span = with_room(4, 0);
    const rawmap_span shorter = SPAN(rawmap_resize(span, page + 1));
    cr_assert_eq(shorter.base, span.base);
    cr_assert_eq(shorter.length, page + 1);
    cr_assert_eq(unit_mapped_bytes(span.base, 4 * page), 2 * page);
    cr_assert(unit_filled(shorter, 5));
}

Test(remap, resize_never_moves)
{
    const rawmap_span span = with_room(2, 1);
    char *const behind = (char *)span.base + 2 * page;
    cr_assert_eq(mmap(behind, page, PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0), behind);
    STATUS(ENOMEM, rawmap_resize(span, 3 * page).status);
    cr_assert(unit_filled(span, 5));
    cr_assert_str_eq(unit_perms(behind), "r--s");
}

Test(remap, resize_or_move_moves)
{
    const rawmap_span span = with_room(2, 1);
    char *const behind = (char *)span.base + 2 * page;
    rawmap_span moved;
    cr_assert_eq(mmap(behind, page, PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0), behind);
    moved = SPAN(rawmap_resize_or_move(span, 3 * page));
    cr_assert_neq(moved.base, span.base);
    cr_assert_eq(moved.length, 3 * page);
    cr_assert_eq(unit_mapped_bytes(span.base, 2 * page), 0);
    cr_assert(unit_filled(rawmap_slice(moved, 0, 2 * page), 5));
}

Test(remap, resize_or_move_stays_where_there_is_room)
{
    const rawmap_span span = with_room(2, 4);
    cr_assert_eq(SPAN(rawmap_resize_or_move(span, 6 * page)).base, span.base);
    cr_assert_eq(SPAN(rawmap_resize_or_move(unit_span(span.base, 6 * page), page)).base, span.base);
    cr_assert_eq(unit_mapped_bytes(span.base, 6 * page), page);
}

Test(remap, move_over_replaces_and_takes_the_length)
{
    const rawmap_span span = with_room(2, 0);
    const rawmap_span over = unit_pages(4, MAP_PRIVATE);
    rawmap_span moved;
    unit_fill(over, 9);
    moved = SPAN(rawmap_move_over(span, rawmap_slice(over, page, 3 * page)));
    cr_assert_eq(moved.base, (char *)over.base + page);
    cr_assert_eq(moved.length, 3 * page);
    cr_assert(unit_filled(rawmap_slice(over, 0, page), 9));
    cr_assert(unit_filled(rawmap_slice(moved, 0, 2 * page), 5));
    cr_assert(unit_filled(rawmap_slice(moved, 2 * page, page), 0));
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), 0);
}

Test(remap, move_keep_leaves_the_old_range_mapped_and_empty)
{
    const rawmap_span span = with_room(2, 0);
    const rawmap_span moved = SPAN(rawmap_move_keep(span));
    cr_assert_neq(moved.base, span.base);
    cr_assert_eq(moved.length, span.length);
    cr_assert(unit_filled(moved, 5));
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), span.length);
    cr_assert_eq(unit_present(span), 0);
    cr_assert(unit_filled(span, 0));
}

Test(remap, move_keep_over_does_both)
{
    const rawmap_span span = with_room(2, 0);
    const rawmap_span over = unit_pages(2, MAP_PRIVATE);
    rawmap_span moved;
    unit_fill(over, 9);
    moved = SPAN(rawmap_move_keep_over(span, over));
    cr_assert_eq(moved.base, over.base);
    cr_assert(unit_filled(over, 5));
    cr_assert(unit_filled(span, 0));
}

Test(remap, move_keep_near_goes_where_it_is_free)
{
    const rawmap_span span = with_room(2, 0);
    const rawmap_span room = unit_room(2 * unit_page(), unit_page());
    rawmap_span moved = SPAN(rawmap_move_keep_near(span, room.base));
    cr_assert_eq(moved.base, room.base);
    cr_assert(unit_filled(moved, 5));
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), span.length);
    cr_assert(unit_filled(span, 0));
    /* Taken: it goes elsewhere, and what is there stays. */
    unit_fill(span, 7);
    moved = SPAN(rawmap_move_keep_near(span, room.base));
    cr_assert_neq(moved.base, room.base);
    cr_assert(unit_filled(moved, 7));
    cr_assert(unit_filled(unit_span(room.base, 2 * unit_page()), 5));
    /* Without a hint it is rawmap_move_keep. */
    unit_fill(span, 8);
    cr_assert(unit_filled(SPAN(rawmap_move_keep_near(span, NULL)), 8));
}

Test(remap, duplicate_over_shows_the_same_pages_there)
{
    const rawmap_span span = unit_pages(3, MAP_SHARED);
    const rawmap_span over = unit_pages(4, MAP_PRIVATE);
    rawmap_span twin;
    unit_fill(span, 5);
    unit_fill(over, 9);
    twin = SPAN(rawmap_duplicate_over(rawmap_slice(span, page, 2 * page), rawmap_slice(over, page, 2 * page)));
    cr_assert_eq(twin.base, (char *)over.base + page);
    cr_assert_eq(twin.length, 2 * page);
    cr_assert_str_eq(unit_perms(twin.base), "rw-s");
    ((char *)span.base)[page] = 6;
    ((char *)twin.base)[page] = 7;
    cr_assert_eq(((char *)twin.base)[0], 6);
    cr_assert_eq(((char *)span.base)[2 * page], 7);
    cr_assert(unit_filled(rawmap_slice(over, 0, page), 9));
    cr_assert(unit_filled(rawmap_slice(over, 3 * page, page), 9));
    /* Of a private mapping there is no second. */
    STATUS(EINVAL, rawmap_duplicate_over(rawmap_slice(over, 0, page), rawmap_slice(span, 0, page)).status);
}

Test(remap, duplicate_shows_the_same_pages)
{
    const rawmap_span span = unit_pages(2, MAP_SHARED);
    rawmap_span twin;
    unit_fill(span, 5);
    twin = SPAN(rawmap_duplicate(span));
    cr_assert_neq(twin.base, span.base);
    cr_assert_eq(twin.length, span.length);
    cr_assert(unit_filled(twin, 5));
    ((char *)twin.base)[page] = 7;
    cr_assert_eq(((char *)span.base)[page], 7);
}

/* A private mapping is not duplicated; without the guard, an empty span would be. */
Test(remap, duplicate_of_a_private_mapping)
{
    const rawmap_span span = with_room(1, 0);
    STATUS(EINVAL, rawmap_duplicate(span).status);
    cr_assert(unit_filled(span, 5));
}

/* Why resize refuses an empty span: Linux takes an old length of 0 for "duplicate". */
Test(remap, an_empty_span_would_be_duplicated)
{
    const rawmap_span span = unit_pages(1, MAP_SHARED);
    void *twin = mremap(span.base, 0, page, MREMAP_MAYMOVE);
    cr_assert_neq(twin, MAP_FAILED);
    *(char *)twin = 3;
    cr_assert_eq(*(char *)span.base, 3);
    STATUS(SPAN_EMPTY, rawmap_resize_or_move(rawmap_slice(span, 0, 0), page).status);
}

Test(remap, where_nothing_is_mapped)
{
    const rawmap_span over = unit_pages(1, MAP_PRIVATE);
    const rawmap_span room = unit_room(2 * page, page);
    STATUS(EFAULT, rawmap_resize(room, page).status);
    STATUS(EFAULT, rawmap_resize_or_move(room, 3 * page).status);
    STATUS(EFAULT, rawmap_move_keep(room).status);
    STATUS(EFAULT, rawmap_duplicate(room).status);
    STATUS(EFAULT, rawmap_move_over(room, over).status);
}

Test(remap, growing_from_two_mappings)
{
    const rawmap_span span = with_room(2, 2);
    cr_assert_eq(mprotect(span.base, page, PROT_READ), 0);
    STATUS(EFAULT, rawmap_resize(span, 3 * page).status);
    cr_assert(unit_filled(span, 5));
}

Test(remap, limits)
{
    const rawmap_span span = with_room(2, 0);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_limit(RLIMIT_MEMLOCK, 2 * page);
    cr_assert_eq(syscall(SYS_mlock, span.base, span.length), 0);
    STATUS(EAGAIN, rawmap_resize_or_move(span, 4 * page).status);
    cr_assert_eq(syscall(SYS_munlock, span.base, span.length), 0);
    STATUS(ENOMEM, rawmap_resize_or_move(span, (size_t)1 << 46).status);
    unit_limit(RLIMIT_AS, (size_t)unit_line("/proc/self/status", "VmSize") * 1024 + 16 * page);
    STATUS(ENOMEM, rawmap_resize_or_move(span, 64 * page).status);
    STATUS(ENOMEM, rawmap_map(64 * page, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status);
    cr_assert(unit_filled(span, 5));
}
