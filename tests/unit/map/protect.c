/* SPDX-License-Identifier: MIT */
/* rawmap_protect. */
#include "unit.h"

Test(protect, each_protection_holds)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_fill(span, 5);
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(read)));
    cr_assert_str_eq(unit_perms(span.base), "r--p");
    cr_assert_eq(unit_writing(span.base), SIGSEGV);
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(none)));
    cr_assert_str_eq(unit_perms(span.base), "---p");
    cr_assert_eq(unit_reading(span.base), SIGSEGV);
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(read, exec)));
    cr_assert_str_eq(unit_perms(span.base), "r-xp");
    STATUS(OK, rawmap_protect(span, rawmap_prot_union(RAWMAP_PROT(read), RAWMAP_PROT(write))));
    cr_assert_str_eq(unit_perms(span.base), "rw-p");
    cr_assert(unit_filled(span, 5));
}

Test(protect, whole_pages_change)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    STATUS(OK, rawmap_protect(rawmap_slice(span, page, 1), RAWMAP_PROT(read)));
    cr_assert_str_eq(unit_perms(span.base), "rw-p");
    cr_assert_str_eq(unit_perms((char *)span.base + page), "r--p");
    cr_assert_str_eq(unit_perms((char *)span.base + 2 * page), "rw-p");
}

/* As the docs say: what lies before the hole has changed. */
Test(protect, a_hole)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    cr_assert_eq(munmap((char *)span.base + page, page), 0);
    STATUS(ENOMEM, rawmap_protect(span, RAWMAP_PROT(read)));
    cr_assert_str_eq(unit_perms(span.base), "r--p");
    cr_assert_str_eq(unit_perms((char *)span.base + 2 * page), "rw-p");
}

/* A span at the top of a mapping of three pages: growsdown takes the two below it as well. */
Test(protect, growsdown_takes_what_lies_below)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE | MAP_GROWSDOWN);
    const rawmap_span top = rawmap_slice(span, 2 * page, page);
    STATUS(OK, rawmap_protect(top, RAWMAP_PROT(read, growsdown)));
    cr_assert_str_eq(unit_perms(span.base), "r--p");
    cr_assert_str_eq(unit_perms(top.base), "r--p");
}

Test(protect, a_file_that_is_not_open_for_writing)
{
    char name[] = "/tmp/rawmap-unit-XXXXXX";
    const int made = mkostemp(name, O_CLOEXEC);
    const int reading = open(name, O_RDONLY | O_CLOEXEC);
    rawmap_span span;
    unlink(name);
    cr_assert_eq(ftruncate(made, 4096), 0);
    span = unit_span(mmap(NULL, 4096, PROT_READ, MAP_SHARED, reading, 0), 4096);
    STATUS(EACCES, rawmap_protect(span, RAWMAP_PROT(read, write)));
    cr_assert_str_eq(unit_perms(span.base), "r--s");
}

Test(protect, over_the_limit_on_data)
{
    const rawmap_span span =
        unit_span(mmap(NULL, (size_t)1 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0), 1 << 30);
    unit_limit(RLIMIT_DATA, 1 << 20);
    STATUS(ENOMEM, rawmap_protect(span, RAWMAP_PROT(read, write)));
    cr_assert_str_eq(unit_perms(span.base), "r--p");
}

Test(protect, rows)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    cr_assert_eq(mprotect(span.base, 4096, PROT_READ | PROT_WRITE | 8), 0, "Linux does not ignore PROT_SEM");
    ROW(protect, IGNORED, EINVAL, PROT_SEM_DOES_NOTHING, (span, RAWMAP_PROT(read, sem)));
    ROW(protect, IGNORED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), RAWMAP_PROT(read)));
    ROW(protect, REFUSED, EINVAL, PROT_GROWS_BOTH_WAYS, (span, unit_prot(1 | PROT_GROWSDOWN | PROT_GROWSUP)));
    ROW(protect, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 100), RAWMAP_PROT(read)));
    ROW(protect, REFUSED, ENOMEM, SPAN_WRAPS_ENOMEM, (unit_span(span.base, SIZE_MAX - 8191), RAWMAP_PROT(read)));
    ROW(protect, REFUSED, ENOMEM, SPAN_WRAPS_ENOMEM, (unit_span(span.base, SIZE_MAX), RAWMAP_PROT(read)));
    ROW(protect, REFUSED, EINVAL, PROT_UNKNOWN_BITS, (span, unit_prot(0x41)));
    ROW(protect, UNSURE, EINVAL, PROT_SPAN_DOES_NOT_GROW, (span, RAWMAP_PROT(read, growsdown)));
    ROW(protect, UNSURE, EINVAL, PROT_SPAN_DOES_NOT_GROW, (span, RAWMAP_PROT(read, growsup)));
    cr_assert_str_eq(unit_perms(span.base), "rw-p");
}
