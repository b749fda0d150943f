/* SPDX-License-Identifier: MIT */
/* rawmap_slice. */
#include "unit.h"

static void is(rawmap_span span, const void *base, size_t length)
{
    cr_assert_eq(span.base, base);
    cr_assert_eq(span.length, length);
}

Test(slice, inside)
{
    static char memory[100];
    const rawmap_span span = unit_span(memory, sizeof memory);
    is(rawmap_slice(span, 0, 100), memory, 100);
    is(rawmap_slice(span, 0, 1), memory, 1);
    is(rawmap_slice(span, 99, 1), memory + 99, 1);
    is(rawmap_slice(span, 40, 60), memory + 40, 60);
}

Test(slice, outside_is_no_span)
{
    static char memory[100];
    const rawmap_span span = unit_span(memory, sizeof memory);
    is(rawmap_slice(span, 0, 101), NULL, 0);
    is(rawmap_slice(span, 100, 1), NULL, 0);
    is(rawmap_slice(span, 101, 1), NULL, 0);
    is(rawmap_slice(span, 1, 100), NULL, 0);
    is(rawmap_slice(span, 1, SIZE_MAX), NULL, 0);
    is(rawmap_slice(span, SIZE_MAX, 2), NULL, 0);
    is(rawmap_slice(span, 50, SIZE_MAX - 49), NULL, 0);
    is(rawmap_slice(span, 10, 0), NULL, 0);
    is(rawmap_slice(span, 100, 0), NULL, 0);
    is(rawmap_slice(unit_span(NULL, 0), 0, 1), NULL, 0);
}

/* A mapping that is given up in parts, from its slices. */
Test(slice, a_mapping_in_parts)
{
    const size_t page = unit_page();
    const rawmap_span span = SPAN(rawmap_map(3 * page, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    STATUS(OK, rawmap_unmap(rawmap_slice(span, page, page)));
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), 2 * page);
    STATUS(OK, rawmap_unmap(rawmap_slice(span, 0, page)));
    STATUS(OK, rawmap_unmap(rawmap_slice(span, 2 * page, page)));
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), 0);
}
