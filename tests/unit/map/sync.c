/* SPDX-License-Identifier: MIT */
/* rawmap_sync. */
#include "unit.h"

/* kB of the mapping that are dirty and not yet written. */
static long dirty(rawmap_span span)
{
    return unit_smaps(span.base, "Shared_Dirty") + unit_smaps(span.base, "Private_Dirty");
}

static rawmap_span dirty_file(int *file, size_t pages)
{
    const size_t length = pages * unit_page();
    rawmap_span span;
    *file = unit_file(length, 'a');
    cr_assert_eq(fsync(*file), 0);
    span = unit_span(mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, *file, 0), length);
    unit_fill(span, 'd');
    return span;
}

Test(sync, writes_dirty_pages)
{
    int file;
    const rawmap_span span = dirty_file(&file, 4);
    UNIT_NEEDS_FACT(disk);
    cr_assert_eq(dirty(span), 4 * (long)unit_page() / 1024);
    STATUS(OK, rawmap_sync(span, RAWMAP_SYNC(sync)));
    cr_assert_eq(dirty(span), 0);
    cr_assert_eq(unit_file_byte(file, 0), 'd');
}

Test(sync, a_part)
{
    int file;
    const rawmap_span span = dirty_file(&file, 4);
    UNIT_NEEDS_FACT(disk);
    STATUS(OK, rawmap_sync(rawmap_slice(span, 0, 1), RAWMAP_SYNC(sync, invalidate)));
    cr_assert_leq(dirty(span), 3 * (long)unit_page() / 1024);
}

Test(sync, invalidate_tells_of_locked_pages)
{
    int file;
    const rawmap_span span = dirty_file(&file, 1);
    STATUS(OK, rawmap_sync(span, RAWMAP_SYNC(invalidate)));
    STATUS(OK, rawmap_sync(span, RAWMAP_SYNC(async, invalidate)));
    cr_assert_eq(syscall(SYS_mlock, span.base, span.length), 0);
    STATUS(OK, rawmap_sync(span, RAWMAP_SYNC(sync)));
    STATUS(SYNC_LOCKED, rawmap_sync(span, RAWMAP_SYNC(invalidate)));
}

/* As the docs say: what lies around a hole is written. */
Test(sync, a_hole)
{
    int file;
    const size_t page = unit_page();
    const rawmap_span span = dirty_file(&file, 3);
    UNIT_NEEDS_FACT(disk);
    cr_assert_eq(munmap((char *)span.base + page, page), 0);
    STATUS(ENOMEM, rawmap_sync(span, RAWMAP_SYNC(sync)));
    cr_assert_eq(dirty(span), 0);
    cr_assert_eq(dirty(rawmap_slice(span, 2 * page, page)), 0);
}

Test(sync, rows)
{
    int file;
    const rawmap_span span = dirty_file(&file, 2);
    rawmap_sync_flags none, async, both, unknown;
    none.bits = 0;
    async.bits = MS_ASYNC;
    both.bits = MS_ASYNC | MS_SYNC;
    unknown.bits = 8 | MS_SYNC;
    cr_assert_eq(msync(span.base, span.length, 0), 0, "Linux does not ignore it");
    cr_assert_eq(msync(span.base, span.length, MS_ASYNC), 0, "Linux does not ignore it");
    cr_assert_gt(dirty(span), 0, "Linux does not ignore it");
    ROW(sync, IGNORED, EINVAL, SYNC_NOTHING_ASKED, (span, none));
    ROW(sync, IGNORED, EINVAL, SYNC_ASYNC_DOES_NOTHING, (span, async));
    ROW(sync, IGNORED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), RAWMAP_SYNC(sync)));
    cr_assert_eq(msync(span.base, SIZE_MAX, MS_SYNC), 0, "Linux does not ignore it");
    ROW(sync, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX), RAWMAP_SYNC(sync)));
    ROW(sync, REFUSED, EINVAL, SYNC_UNKNOWN_BITS, (span, unknown));
    ROW(sync, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 1), RAWMAP_SYNC(sync)));
    ROW(sync, REFUSED, EINVAL, SYNC_CONTRADICTION, (span, both));
    ROW(sync, REFUSED, ENOMEM, SPAN_WRAPS_ENOMEM, (unit_span(span.base, SIZE_MAX - 4095), RAWMAP_SYNC(sync)));
    cr_assert_eq(syscall(SYS_mlock, span.base, span.length), 0);
    ROW(sync, UNSURE, EBUSY, SYNC_LOCKED, (span, RAWMAP_SYNC(invalidate)));
    ROW(sync, UNSURE, EBUSY, SYNC_LOCKED, (span, RAWMAP_SYNC(sync, invalidate)));
    STATUS(SYNC_CONTRADICTION, rawmap_sync(span, rawmap_sync_union(async, RAWMAP_SYNC(sync))));
}
