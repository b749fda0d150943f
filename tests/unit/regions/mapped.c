/* SPDX-License-Identifier: MIT */
/* rawmap_mapped_read, rawmap_mapped_write: a mapped file that is cut. */
#include "unit.h"

#include <sys/uio.h>

#define SIZE 100000u

static unsigned char target[SIZE];

static rawmap_span mapped_file(int file, size_t length, int protection, int flags)
{
    void *const base = mmap(NULL, length, protection, flags, file, 0);
    cr_assert_neq(base, MAP_FAILED);
    return unit_span(base, length);
}

/* So many bytes come, and no other byte of the target is touched. */
static void reads(rawmap_span from, size_t bytes, int value)
{
    rawmap_size answer;
    memset(target, '.', sizeof target);
    unit_calls = 0;
    answer = rawmap_mapped_read(target, from);
    STATUS(OK, answer.status);
    cr_assert(unit_calls <= 2 || from.length > bytes, "%u calls", unit_calls);
    cr_assert_eq(answer.bytes, bytes);
    cr_assert(unit_filled(unit_span(target, bytes), value));
    cr_assert(unit_filled(unit_span(target + bytes, sizeof target - bytes), '.'));
}

Test(mapped, a_file_that_was_cut)
{
    const size_t page = unit_page(), length = 8 * page;
    const int file = unit_file(length, 'f');
    const rawmap_span span = mapped_file(file, length, PROT_READ | PROT_WRITE, MAP_SHARED);
    rawmap_size answer;
    reads(span, length, 'f');
    reads(rawmap_slice(span, 5, 3 * page), 3 * page, 'f');
    cr_assert_eq(ftruncate(file, (off_t)(3 * page)), 0);
    cr_assert_eq(unit_reading((const char *)span.base + 3 * page), SIGBUS, "by its own hand it dies");
    reads(span, 3 * page, 'f');
    reads(rawmap_slice(span, 7, length - 7), 3 * page - 7, 'f');
    reads(rawmap_slice(span, 3 * page - 1, 2), 1, 'f');
    memset(target, '.', sizeof target);
    answer = rawmap_mapped_read(target, rawmap_slice(span, 3 * page, page));
    STATUS(EFAULT, answer.status);
    cr_assert_eq(answer.bytes, 0);
    cr_assert(unit_filled(unit_span(target, sizeof target), '.'));
    /* In its last page, a file has zeros behind its end. */
    cr_assert_eq(ftruncate(file, 1), 0);
    answer = rawmap_mapped_read(target, span);
    STATUS(OK, answer.status);
    cr_assert_eq(answer.bytes, page);
    cr_assert(target[0] == 'f' && target[1] == 0);
}

Test(mapped, writing_to_a_file_that_was_cut)
{
    const size_t page = unit_page(), length = 8 * page;
    const int file = unit_file(length, 'f');
    const rawmap_span span = mapped_file(file, length, PROT_READ | PROT_WRITE, MAP_SHARED);
    rawmap_size answer;
    memset(target, 'w', sizeof target);
    cr_assert_eq(ftruncate(file, (off_t)(3 * page)), 0);
    answer = rawmap_mapped_write(rawmap_slice(span, 100, length - 100), target);
    STATUS(OK, answer.status);
    cr_assert_eq(answer.bytes, 3 * page - 100);
    cr_assert(unit_file_byte(file, 99) == 'f' && unit_file_byte(file, 100) == 'w');
    cr_assert_eq(unit_file_byte(file, 3 * page - 1), 'w');
    answer = rawmap_mapped_write(rawmap_slice(span, 3 * page, 1), target);
    STATUS(EFAULT, answer.status);
    cr_assert_eq(answer.bytes, 0);
    cr_assert_eq(lseek(file, 0, SEEK_END), (off_t)(3 * page));
}

/* Nothing is changed where the mapping may not be. */
Test(mapped, writing_where_one_may_not)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    rawmap_size answer;
    memset(target, 'w', sizeof target);
    cr_assert_eq(mprotect((char *)span.base + 2 * page, page, PROT_READ), 0);
    answer = rawmap_mapped_write(span, target);
    STATUS(OK, answer.status);
    cr_assert_eq(answer.bytes, 2 * page);
    cr_assert(unit_filled(rawmap_slice(span, 0, 2 * page), 'w') &&
              unit_filled(rawmap_slice(span, 2 * page, 2 * page), 0));
    STATUS(EFAULT, rawmap_mapped_write(rawmap_slice(span, 2 * page, page), target).status);
    /* A private mapping of a file keeps what is written to it. */
    {
        const int file = unit_file(page, 'f');
        const rawmap_span own = mapped_file(file, page, PROT_READ | PROT_WRITE, MAP_PRIVATE);
        STATUS(OK, rawmap_mapped_write(own, target).status);
        cr_assert(unit_filled(own, 'w'));
        cr_assert_eq(unit_file_byte(file, 0), 'f');
    }
}

Test(mapped, what_is_not_mapped)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    unit_fill(span, 'm');
    cr_assert_eq(munmap((char *)span.base + 2 * page, page), 0);
    reads(span, 2 * page, 'm');
    STATUS(EFAULT, rawmap_mapped_read(target, rawmap_slice(span, 2 * page, page)).status);
    cr_assert_eq(mprotect(span.base, page, PROT_NONE), 0);
    STATUS(EFAULT, rawmap_mapped_read(target, span).status);
    reads(rawmap_slice(span, page, page), page, 'm');
}

Test(mapped, refused)
{
    unit_calls = 0;
    STATUS(SPAN_EMPTY, rawmap_mapped_read(target, unit_at(0x10000, 0)).status);
    STATUS(SPAN_WRAPS, rawmap_mapped_read(target, unit_at(0x10000, SIZE_MAX)).status);
    STATUS(SPAN_EMPTY, rawmap_mapped_write(unit_at(0x10000, 0), target).status);
    STATUS(SPAN_WRAPS, rawmap_mapped_write(unit_at(0x10000, SIZE_MAX), target).status);
    cr_assert_eq(unit_calls, 0);
}
