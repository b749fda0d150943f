/* SPDX-License-Identifier: MIT */
/* rawmap_residency. */
#include "unit.h"

#include <sys/stat.h>

Test(residency, tells_the_pages_that_are_in_memory)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    unsigned char in[4];
    ((char *)span.base)[page] = 1;
    ((char *)span.base)[3 * page] = 1;
    STATUS(OK, rawmap_residency(span, in, sizeof in));
    cr_assert_eq(in[0] & 1, 0);
    cr_assert_eq(in[1] & 1, 1);
    cr_assert_eq(in[2] & 1, 0);
    cr_assert_eq(in[3] & 1, 1);
}

Test(residency, a_byte_for_each_page_with_a_byte_of_the_span)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    unsigned char in[3];
    memset(in, 0x55, sizeof in);
    STATUS(OK, rawmap_residency(rawmap_slice(span, 0, unit_page() + 1), in, 2));
    cr_assert_eq(in[0] & 1, 0);
    cr_assert_eq(in[1] & 1, 0);
    cr_assert_eq(in[2], 0x55);
}

Test(residency, failures)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const rawmap_span reading = unit_pages(1, MAP_PRIVATE);
    unsigned char in[3];
    cr_assert_eq(mprotect(reading.base, page, PROT_READ), 0);
    STATUS(EFAULT, rawmap_residency(span, (unsigned char *)reading.base, 3));
    cr_assert_eq(munmap((char *)span.base + page, page), 0);
    STATUS(ENOMEM, rawmap_residency(span, in, 3));
}

/* The lie by design that the docs tell of: a file that is neither owned nor writable is "in memory" as a whole. */
Test(residency, a_file_of_others)
{
    const size_t page = unit_page();
    char name[] = "/tmp/rawmap-unit-XXXXXX";
    unsigned char in[2];
    rawmap_span span;
    int reading;
    int made;
    UNIT_NEEDS_FACT(capabilities);
    made = mkostemp(name, O_CLOEXEC);
    cr_assert_eq(ftruncate(made, 2 * (off_t)page), 0);
    cr_assert_eq(fchmod(made, 0444), 0);
    cr_assert_eq(seteuid(65534), 0);
    reading = open(name, O_RDONLY | O_CLOEXEC);
    cr_assert_geq(reading, 0);
    span = unit_span(mmap(NULL, 2 * page, PROT_READ, MAP_SHARED, reading, 0), 2 * page);
    STATUS(OK, rawmap_residency(span, in, 2));
    cr_assert_eq(in[0] & in[1] & 1, 1);
    cr_assert_eq(seteuid(0), 0);
    unlink(name);
    STATUS(OK, rawmap_residency(span, in, 2));
    cr_assert_eq((in[0] | in[1]) & 1, 0);
}

Test(residency, rows)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    unsigned char in[3];
    memset(in, 0x55, sizeof in);
    ROW(residency, IGNORED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), in, 3));
    ROW(residency, UNSURE, EFAULT, VECTOR_MISSING, (span, NULL, 3));
    ROW(residency, GUARDED, EFAULT, VECTOR_TOO_SMALL, (span, in, 2));
    ROW(residency, GUARDED, EFAULT, VECTOR_TOO_SMALL, (rawmap_slice(span, 0, 8193), in, 2));
    ROW(residency, GUARDED, EFAULT, VECTOR_TOO_SMALL, (span, in, 0));
    ROW(residency, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096), in, 3));
    ROW(residency, REFUSED, ENOMEM, SPAN_WRAPS_ENOMEM, (unit_span(span.base, SIZE_MAX), in, SIZE_MAX));
    cr_assert_eq(in[0], 0x55);
}
