/* SPDX-License-Identifier: MIT */
/* Pages that were written since they were last asked for: a page written by an instruction is told once, another not. */
#include "unit_looking.h"

static const rawmap_page_query written = {RAWMAP_PAGES_INIT(written), RAWMAP_PAGES_INIT(), RAWMAP_PAGES_INIT(),
                                          RAWMAP_PAGES_INIT(written)};
enum { PAGES = 6, ROOM = 8, MANY = 1100 };

/* Pages whose writes are marked: with a userfaultfd that stays open as long as its test. */
static rawmap_span tracked(size_t pages)
{
    const rawmap_span span = unit_pages(pages, MAP_PRIVATE);
    const rawmap_opened_faults opened = rawmap_faults_open(RAWMAP_FAULTS(user_mode_only));
    unit_fill(span, 'f');
    STATUS(OK, opened.status);
    STATUS(OK, rawmap_faults_handshake(opened.faults, RAWMAP_FAULT_FEATURES(wp_async)).status);
    STATUS(OK, rawmap_faults_register(opened.faults, span, RAWMAP_FAULT_MODES(wp)).status);
    return span;
}

/* The pages that a scan tells, a bit each. */
static unsigned told(rawmap_span span, const rawmap_page_region *regions, rawmap_page_scan scan)
{
    const uintptr_t base = (uintptr_t)span.base;
    unsigned bits = 0;
    size_t i;
    uint64_t at;
    STATUS(OK, scan.status);
    cr_assert_leq(scan.regions, ROOM);
    for (i = 0; i < scan.regions; i++)
        for (at = regions[i].start; at < regions[i].end; at += unit_page())
            bits |= 1u << ((at - base) / unit_page());
    return bits;
}

Test(pages_written, are_told_once)
{
    const size_t page = unit_page();
    rawmap_page_region regions[ROOM];
    rawmap_span span;
    char *base;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    UNIT_NEEDS_FACT(userfaultfd);
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer writes where it likes");
    span = tracked(PAGES);
    base = (char *)span.base;
    memset(regions, 0, sizeof regions);
    STATUS(OK, rawmap_pages_open(&file, 0));
    BITS(0x3f, told(span, regions, rawmap_pages_scan_rearm(file, span, &written, regions, ROOM)));
    BITS(0, told(span, regions, rawmap_pages_scan_rearm(file, span, &written, regions, ROOM)));
    base[page] = 'w';
    base[4 * page + 7] = 'w';
    cr_assert_eq(base[2 * page], 'f');
    /* To look does not change the marks. */
    BITS(0x12, told(span, regions, rawmap_pages_scan_tracked(file, span, &written, regions, ROOM)));
    BITS(0x12, told(span, regions, rawmap_pages_scan_tracked(file, span, &written, regions, ROOM)));
    /* A region of room: what was not told stays marked. */
    BITS(0x02, told(span, regions, rawmap_pages_scan_rearm(file, span, &written, regions, 1)));
    BITS(0x10, told(span, regions, rawmap_pages_scan_rearm(file, span, &written, regions, ROOM)));
    BITS(0, told(span, regions, rawmap_pages_scan_tracked(file, span, &written, regions, ROOM)));
    cr_assert_eq(base[page], 'w');
    base[page] = 'x';
    BITS(0x02, told(span, regions, rawmap_pages_scan_rearm(file, span, &written, regions, ROOM)));
    cr_assert_eq(base[page], 'x');
    STATUS(OK, rawmap_pages_close(file));
}

/* More regions than the kernel's own buffer holds. */
Test(pages_written, many_regions)
{
    static rawmap_page_region regions[MANY];
    const size_t page = unit_page();
    rawmap_page_scan scan;
    rawmap_span span;
    uintptr_t end;
    size_t i;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    UNIT_NEEDS_FACT(userfaultfd);
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer writes where it likes");
    span = tracked((size_t)2 * MANY);
    end = (uintptr_t)span.base + span.length;
    STATUS(OK, rawmap_pages_open(&file, 0));
    STATUS(OK, rawmap_pages_scan_rearm(file, span, &written, regions, MANY).status);
    for (i = 0; i < 700; i++)
        ((char *)span.base)[2 * i * page] = 'w';
    scan = rawmap_pages_scan_tracked(file, span, &written, regions, MANY);
    STATUS(OK, scan.status);
    cr_assert_eq(scan.regions, 700);
    cr_assert_eq(scan.walked_to, end);
    scan = rawmap_pages_scan_rearm(file, span, &written, regions, 700);
    STATUS(OK, scan.status);
    cr_assert_eq(scan.regions, 700);
    cr_assert_eq(scan.walked_to, end);
    scan = rawmap_pages_scan_rearm(file, span, &written, regions, MANY);
    STATUS(OK, scan.status);
    cr_assert_eq(scan.regions, 0);
    STATUS(OK, rawmap_pages_close(file));
}

Test(pages_written, rows)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    rawmap_page_query contradiction = written, silent = written;
    rawmap_page_region region;
    int file;
    contradiction.without = RAWMAP_PAGES(written);
    silent.report = RAWMAP_PAGES();
    STATUS(OK, rawmap_pages_open(&file, 0));
    ROW(pages_scan_rearm, IGNORED, EINVAL, SPAN_EMPTY, (file, unit_span(span.base, 0), &written, &region, 1));
    ROW(pages_scan_tracked, IGNORED, EINVAL, SPAN_EMPTY, (file, unit_span(span.base, 0), &written, &region, 1));
    ROW(pages_scan_rearm, GUARDED, EINVAL, REGIONS_MISSING, (file, span, &written, NULL, 1));
    ROW(pages_scan_tracked, GUARDED, EINVAL, REGIONS_MISSING, (file, span, &written, NULL, 1));
    ROW(pages_scan_rearm, GUARDED, EINVAL, SCAN_CONTRADICTION, (file, span, &contradiction, &region, 1));
    ROW(pages_scan_tracked, GUARDED, EINVAL, SCAN_CONTRADICTION, (file, span, &contradiction, &region, 1));
    ROW(pages_scan_rearm, GUARDED, EINVAL, SCAN_REPORTS_NOTHING, (file, span, &silent, &region, 1));
    ROW(pages_scan_tracked, GUARDED, EINVAL, SCAN_REPORTS_NOTHING, (file, span, &silent, &region, 1));
    STATUS(OK, rawmap_pages_close(file));
}

Test(pages_written, rows_of_the_scan)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    rawmap_page_query unknown = written;
    rawmap_page_region region;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    unknown.any.bits = 1u << 30;
    STATUS(OK, rawmap_pages_open(&file, 0));
    ROW(pages_scan_rearm, REFUSED, EBADF, FILE_NEGATIVE, (-1, span, &written, &region, 1));
    ROW(pages_scan_tracked, REFUSED, EBADF, FILE_NEGATIVE, (-1, span, &written, &region, 1));
    ROW(pages_scan_rearm, REFUSED, EINVAL, SPAN_UNALIGNED, (file, rawmap_slice(span, 1, 1), &written, &region, 1));
    ROW(pages_scan_tracked, REFUSED, EINVAL, SPAN_UNALIGNED, (file, rawmap_slice(span, 1, 1), &written, &region, 1));
    ROW(pages_scan_rearm, REFUSED, EINVAL, SCAN_UNKNOWN_BITS, (file, span, &unknown, &region, 1));
    ROW(pages_scan_tracked, REFUSED, EINVAL, SCAN_UNKNOWN_BITS, (file, span, &unknown, &region, 1));
    ROW(pages_scan_rearm, UNSURE, EFAULT, SPAN_WRAPS_EFAULT,
        (file, unit_span(span.base, SIZE_MAX), &written, &region, 1));
    ROW(pages_scan_tracked, UNSURE, EFAULT, SPAN_WRAPS_EFAULT,
        (file, unit_span(span.base, SIZE_MAX), &written, &region, 1));
    ROW(pages_scan_rearm, LOOKED, EPERM, SCAN_NOT_TRACKED, (file, span, &written, &region, 1));
    ROW(pages_scan_tracked, LOOKED, EPERM, SCAN_NOT_TRACKED, (file, span, &written, &region, 1));
    ROW(pages_scan_rearm, REFUSED, EBADF, FILE_NEGATIVE, (-1, span, &written, &region, 1));
    ROW(pages_scan_tracked, REFUSED, EBADF, FILE_NEGATIVE, (-1, span, &written, &region, 1));
    STATUS(OK, rawmap_pages_close(file));
    STATUS(EBADF, rawmap_pages_scan_rearm(file, span, &written, &region, 1).status);
}
