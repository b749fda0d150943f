/* SPDX-License-Identifier: MIT */
/* rawmap_resize and its fellows: every row of their lists. What they are made over must keep what it holds. */
#include "unit.h"

static rawmap_span kept(size_t pages, int value)
{
    const rawmap_span span = unit_pages(pages, MAP_PRIVATE);
    unit_fill(span, value);
    return span;
}

#define RESIZE_ROWS(call)                                                                                              \
    do {                                                                                                               \
        ROW(call, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), 4096));                                      \
        ROW(call, GUARDED, EINVAL, SPAN_EMPTY, (unit_span(span.base, 0), 4096));                                       \
        ROW(call, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX), 4096));                         \
        ROW(call, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096), 8192));                               \
        ROW(call, REFUSED, EINVAL, REMAP_LENGTH_ZERO, (span, 0));                                                      \
        ROW(call, REFUSED, EINVAL, REMAP_LENGTH_WRAPS, (span, SIZE_MAX));                                              \
        ROW(call, REFUSED, EINVAL, REMAP_LENGTH_WRAPS, (span, SIZE_MAX - 4094));                                       \
        cr_assert(unit_filled(span, 5));                                                                               \
    } while (0)

Test(remap_rows, resize)
{
    const rawmap_span span = kept(4, 5);
    RESIZE_ROWS(resize);
}

Test(remap_rows, resize_or_move)
{
    const rawmap_span span = kept(4, 5);
    RESIZE_ROWS(resize_or_move);
}

Test(remap_rows, a_span_that_wraps)
{
    const rawmap_span span = kept(4, 5);
    const rawmap_span wraps = unit_span(span.base, SIZE_MAX - RAWMAP_PAGE_SIZE_MAX);
    ROW(resize, GUARDED, EINVAL, SPAN_WRAPS, (wraps, 4096));
    ROW(resize, GUARDED, EINVAL, SPAN_WRAPS, (wraps, SIZE_MAX - 8191));
    ROW(resize, GUARDED, EINVAL, SPAN_WRAPS, (wraps, SIZE_MAX - 4095));
    ROW(resize_or_move, GUARDED, EINVAL, SPAN_WRAPS, (wraps, 4096));
    cr_assert(unit_filled(span, 5));
}

Test(remap_rows, a_length_that_no_program_can_have)
{
    const rawmap_span span = kept(4, 5);
    UNIT_NEEDS_LINUX(6, 17, "old_kernels.c has what others answer");
    ROW(resize, UNSURE, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, (span, SIZE_MAX - 4095));
    ROW(resize_or_move, UNSURE, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, (span, ((size_t)1 << 56) + 1));
    cr_assert(unit_filled(span, 5));
}

Test(remap_rows, move_over)
{
    const rawmap_span span = kept(4, 5);
    const rawmap_span over = kept(4, 9);
    ROW(move_over, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), over));
    ROW(move_over, GUARDED, EINVAL, REMAP_TARGET_EMPTY, (span, rawmap_slice(over, 0, 0)));
    ROW(move_over, GUARDED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096), over));
    ROW(move_over, GUARDED, EFAULT, SPAN_WRAPS_EFAULT, (unit_at(UINTPTR_MAX - 4095, 8192), over));
    ROW(move_over, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX), over));
    ROW(move_over, GUARDED, EINVAL, REMAP_TARGET_UNALIGNED, (span, rawmap_slice(over, 1, 4096)));
    ROW(move_over, GUARDED, EINVAL, REMAP_TARGET_OUT_OF_RANGE, (span, unit_span(over.base, SIZE_MAX - 4095)));
    ROW(move_over, GUARDED, EINVAL, REMAP_TARGET_OUT_OF_RANGE, (span, unit_span(over.base, SIZE_MAX)));
    ROW(move_over, GUARDED, EINVAL, REMAP_OVERLAPS, (span, span));
    ROW(move_over, GUARDED, EINVAL, REMAP_OVERLAPS, (rawmap_slice(span, 0, 4097), rawmap_slice(span, 4096, 4096)));
    cr_assert(unit_filled(span, 5));
    cr_assert(unit_filled(over, 9));
    /* Side by side is no overlap. */
    STATUS(OK, rawmap_check_move_over(rawmap_slice(span, 0, 4096), rawmap_slice(span, 4096, 4096)));
    STATUS(OK, rawmap_check_move_over(rawmap_slice(span, 4096, 4096), rawmap_slice(span, 0, 4096)));
}

Test(remap_rows, move_keep)
{
    const rawmap_span span = kept(4, 5);
    ROW(move_keep, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0)));
    ROW(move_keep, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX)));
    ROW(move_keep, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096)));
    ROW(move_keep, REFUSED, EINVAL, REMAP_KEEP_LOW, (unit_at(0x10000, 0x20000)));
    ROW(move_keep, UNSURE, EFAULT, SPAN_WRAPS_EFAULT, (unit_at(UINTPTR_MAX - 8191, 16384)));
    ROW(move_keep, UNSURE, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL,
        (unit_at((uintptr_t)1 << 57, ((size_t)1 << 56) + 4096)));
    cr_assert(unit_filled(span, 5));
}

Test(remap_rows, move_keep_over)
{
    const rawmap_span span = kept(4, 5);
    const rawmap_span over = kept(4, 9);
    ROW(move_keep_over, GUARDED, EINVAL, REMAP_KEEP_RESIZES, (span, rawmap_slice(over, 0, 4096)));
    ROW(move_keep_over, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), rawmap_slice(over, 0, 0)));
    /* As long as the target's in whole pages: none. */
    ROW(move_keep_over, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX), unit_span(over.base, 0)));
    ROW(move_keep_over, GUARDED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096), rawmap_slice(over, 0, 4096)));
    ROW(move_keep_over, GUARDED, EFAULT, SPAN_WRAPS_EFAULT, (unit_at(UINTPTR_MAX - 4095, 16384), over));
    ROW(move_keep_over, GUARDED, EINVAL, REMAP_TARGET_UNALIGNED, (span, unit_span((char *)over.base + 1, 16384)));
    ROW(move_keep_over, GUARDED, EINVAL, REMAP_TARGET_OUT_OF_RANGE, (span, unit_at(UINTPTR_MAX - 4095, 16384)));
    ROW(move_keep_over, GUARDED, EINVAL, REMAP_OVERLAPS, (span, unit_span((char *)span.base + 4096, 16384)));
    cr_assert(unit_filled(span, 5));
    cr_assert(unit_filled(over, 9));
}

Test(remap_rows, move_keep_near)
{
    const rawmap_span span = kept(4, 5);
    const rawmap_span there = unit_room(16384, 4096);
    ROW(move_keep_near, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), there.base));
    ROW(move_keep_near, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX), there.base));
    ROW(move_keep_near, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096), there.base));
    ROW(move_keep_near, REFUSED, EINVAL, REMAP_TARGET_UNALIGNED, (span, (char *)there.base + 1));
    ROW(move_keep_near, REFUSED, EINVAL, REMAP_TARGET_OUT_OF_RANGE, (span, unit_at(UINTPTR_MAX - 4095, 1).base));
    ROW(move_keep_near, REFUSED, EINVAL, REMAP_OVERLAPS, (span, (char *)span.base + 4096));
    ROW(move_keep_near, UNSURE, EFAULT, SPAN_WRAPS_EFAULT, (unit_at(UINTPTR_MAX - 8191, 16384), there.base));
    ROW(move_keep_near, UNSURE, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL,
        (unit_at((uintptr_t)1 << 57, ((size_t)1 << 56) + 4096), there.base));
    cr_assert(unit_filled(span, 5));
}

Test(remap_rows, duplicate_over)
{
    const rawmap_span span = unit_pages(4, MAP_SHARED);
    const rawmap_span over = kept(4, 9);
    unit_fill(span, 5);
    ROW(duplicate_over, GUARDED, EINVAL, REMAP_KEEP_RESIZES, (span, rawmap_slice(over, 0, 4096)));
    ROW(duplicate_over, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), rawmap_slice(over, 0, 0)));
    ROW(duplicate_over, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX), unit_span(over.base, 0)));
    ROW(duplicate_over, GUARDED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096), rawmap_slice(over, 0, 4096)));
    ROW(duplicate_over, GUARDED, EFAULT, SPAN_WRAPS_EFAULT, (unit_at(UINTPTR_MAX - 4095, 16384), over));
    ROW(duplicate_over, GUARDED, EINVAL, REMAP_TARGET_UNALIGNED, (span, unit_span((char *)over.base + 1, 16384)));
    ROW(duplicate_over, GUARDED, EINVAL, REMAP_TARGET_OUT_OF_RANGE, (span, unit_at(UINTPTR_MAX - 4095, 16384)));
    ROW(duplicate_over, GUARDED, EINVAL, REMAP_OVERLAPS, (span, unit_span((char *)span.base + 4096, 16384)));
    cr_assert(unit_filled(span, 5));
    cr_assert(unit_filled(over, 9));
}

Test(remap_rows, duplicate)
{
    const rawmap_span span = unit_pages(2, MAP_SHARED);
    ROW(duplicate, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0)));
    ROW(duplicate, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096)));
    ROW(duplicate, REFUSED, EINVAL, REMAP_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX)));
    if (unit_kernel(6, 17))
        ROW(duplicate, UNSURE, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL,
            (unit_span(span.base, ((size_t)1 << 56) + 4096)));
}
