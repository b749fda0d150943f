/* SPDX-License-Identifier: MIT */
/* rawmap_unmap. */
#include "unit.h"

Test(unmap, the_pages_are_gone)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    STATUS(OK, rawmap_unmap(span));
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), 0);
    cr_assert_eq(unit_reading(span.base), SIGSEGV);
}

Test(unmap, a_part_goes_alone_and_its_last_page_whole)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(5, MAP_PRIVATE);
    STATUS(OK, rawmap_unmap(rawmap_slice(span, page, page + 1)));
    cr_assert(unit_mapped(span.base));
    cr_assert_eq(unit_mapped_bytes((char *)span.base + page, 2 * page), 0);
    cr_assert_eq(unit_mapped_bytes((char *)span.base + 3 * page, 2 * page), 2 * page);
}

Test(unmap, where_nothing_is_mapped_it_does_no_harm)
{
    const rawmap_span room = unit_room(4 * unit_page(), unit_page());
    STATUS(OK, rawmap_unmap(room));
}

Test(unmap, a_failed_mapping_can_be_handed_on)
{
    const rawmap_mapping failed = rawmap_map(0, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    STATUS(LENGTH_ZERO, failed.status);
    STATUS(SPAN_EMPTY, rawmap_unmap(failed.span));
}

Test(unmap, rows)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    unit_fill(span, 5);
    ROW(unmap, REFUSED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0)));
    ROW(unmap, REFUSED, EINVAL, SPAN_EMPTY, (unit_span(span.base, 0)));
    ROW(unmap, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096)));
    ROW(unmap, REFUSED, EINVAL, SPAN_WRAPS, (unit_span(span.base, SIZE_MAX - 4095)));
    ROW(unmap, REFUSED, EINVAL, SPAN_WRAPS, (unit_span(span.base, SIZE_MAX)));
    /* Above every program's addresses, without wrapping: the bare errno. */
    STATUS(EINVAL, rawmap_unmap(unit_at(UINTPTR_MAX - 8191, 4096)));
    cr_assert(unit_filled(span, 5));
}

Test(unmap, sealed_pages)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    unit_fill(span, 5);
    UNIT_NEEDS_SEAL;
    cr_assert(unit_seal(span));
    STATUS(EPERM, rawmap_unmap(span));
    STATUS(EPERM, rawmap_replace(span, RAWMAP_PROT(read), RAWMAP_PRIVATE()));
    STATUS(EPERM, rawmap_replace_file(span, unit_file(8192, 'a'), 0, RAWMAP_PROT(read), RAWMAP_FILE_SHARED()));
    STATUS(EPERM, rawmap_protect(span, RAWMAP_PROT(none)));
    STATUS(EPERM, rawmap_resize(span, unit_page()).status);
    cr_assert(unit_filled(span, 5));
}

/* At vm.max_map_count a hole would need one mapping more. */
Test(unmap, at_the_map_count)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, page, page);
    unit_fill(span, 5);
    unit_fill_map();
    STATUS(ENOMEM, rawmap_unmap(middle));
    STATUS(ENOMEM, rawmap_protect(middle, RAWMAP_PROT(read)));
    STATUS(ENOMEM, rawmap_lock(middle));
    STATUS(EAGAIN, rawmap_advise(middle, RAWMAP_ADVICE(dontfork)));
    /* mmap takes one more than the others. */
    STATUS(OK, rawmap_map(page, RAWMAP_PROT(exec), RAWMAP_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(ENOMEM, rawmap_map(page, RAWMAP_PROT(write), RAWMAP_SHARED(), RAWMAP_ANYWHERE).status);
    cr_assert(unit_filled(span, 5));
}
