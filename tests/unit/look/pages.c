/* SPDX-License-Identifier: MIT */
/* rawmap_pages_*, rawmap_cache_states: what the kernel tells of pages. */
#include "unit_looking.h"

#include <sys/stat.h>

static const rawmap_page_query present = {RAWMAP_PAGES_INIT(present), RAWMAP_PAGES_INIT(), RAWMAP_PAGES_INIT(),
                                          RAWMAP_PAGES_INIT(present, of_file, guard)};

Test(pages, regions_of_present_pages)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(8, MAP_PRIVATE);
    const uintptr_t base = (uintptr_t)span.base;
    rawmap_page_region regions[4];
    rawmap_page_scan scan;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    ((char *)span.base)[page] = 1;
    ((char *)span.base)[2 * page] = 1;
    ((char *)span.base)[5 * page] = 1;
    STATUS(OK, rawmap_pages_open(&file, 0));
    scan = rawmap_pages_scan(file, span, &present, regions, 4);
    STATUS(OK, scan.status);
    cr_assert_eq(scan.regions, 2);
    cr_assert_eq(scan.walked_to, base + 8 * page);
    cr_assert_eq(regions[0].start, base + page);
    cr_assert_eq(regions[0].end, base + 3 * page);
    cr_assert_eq(regions[0].categories, RAWMAP_PAGES_present);
    cr_assert_eq(regions[1].start, base + 5 * page);
    cr_assert_eq(regions[1].end, base + 6 * page);

    /* Full regions: the scan goes on where it stopped. */
    scan = rawmap_pages_scan(file, span, &present, regions, 1);
    STATUS(OK, scan.status);
    cr_assert_eq(scan.regions, 1);
    cr_assert(scan.walked_to >= base + 3 * page && scan.walked_to <= base + 5 * page);
    scan = rawmap_pages_scan(file, rawmap_slice(span, scan.walked_to - base, base + 8 * page - scan.walked_to),
                             &present, regions, 1);
    STATUS(OK, scan.status);
    cr_assert_eq(regions[0].start, base + 5 * page);
    STATUS(OK, rawmap_pages_close(file));
}

/* More regions than the kernel's own buffer holds: what is told ends where the next scan begins, and nothing is told
   twice. Every other page is there. */
Test(pages, many_regions)
{
    static rawmap_page_region regions[4096];
    static const size_t rooms[] = {1, 511, 512, 513, 1024, 1025, 4096};
    static const size_t there[] = {511, 512, 513, 1024, 1300, 2048};
    const size_t page = unit_page();
    const rawmap_span all = unit_pages(4096, MAP_PRIVATE | MAP_NORESERVE);
    size_t i, j;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    (void)madvise(all.base, all.length, MADV_NOHUGEPAGE);
    STATUS(OK, rawmap_pages_open(&file, 0));
    for (i = 0; i < sizeof there / sizeof there[0]; i++) {
        const uintptr_t end = (uintptr_t)all.base + 2 * there[i] * page;
        for (j = 0; j < there[i]; j++)
            ((char *)all.base)[2 * j * page] = 1;
        for (j = 0; j < sizeof rooms / sizeof rooms[0]; j++) {
            uintptr_t at = (uintptr_t)all.base, told = at;
            size_t pages = 0;
            while (at < end) {
                const rawmap_page_scan scan =
                    rawmap_pages_scan(file, unit_at(at, end - at), &present, regions, rooms[j]);
                size_t k;
                STATUS(OK, scan.status);
                cr_assert(scan.walked_to > at && scan.walked_to <= end);
                for (k = 0; k < scan.regions; k++) {
                    cr_assert_geq(regions[k].start, told, "a page is told twice");
                    told = (uintptr_t)regions[k].end;
                    pages += (size_t)(regions[k].end - regions[k].start) / page;
                }
                cr_assert_geq(scan.walked_to, told, "%zu pages, room for %zu: it stopped %zu pages before the last",
                              there[i], rooms[j], (size_t)(told - scan.walked_to) / page);
                at = scan.walked_to;
            }
            cr_assert_eq(pages, there[i], "%zu pages, room for %zu: %zu told", there[i], rooms[j], pages);
        }
    }
    /* A span that ends in the middle of a page ends with it. */
    cr_assert_eq(rawmap_pages_scan(file, rawmap_slice(all, 0, 4000 * page - 1), &present, regions, 4096).walked_to,
                 (uintptr_t)all.base + 4000 * page);
    cr_assert_eq(rawmap_pages_scan(file, rawmap_slice(all, 0, 8 * page - 1), &present, regions, 4096).walked_to,
                 (uintptr_t)all.base + 8 * page);
    STATUS(OK, rawmap_pages_close(file));
}

Test(pages, none_of_and_any_of)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    const uintptr_t base = (uintptr_t)span.base;
    const rawmap_page_query absent = {RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(present, guard),
                                      RAWMAP_PAGES(present)};
    const rawmap_page_query either = {RAWMAP_PAGES(), RAWMAP_PAGES(present, guard), RAWMAP_PAGES(),
                                      RAWMAP_PAGES(present, guard)};
    rawmap_page_region regions[4];
    rawmap_page_scan scan;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    UNIT_NEEDS_LINUX(6, 15, "guard pages in PAGEMAP_SCAN");
    ((char *)span.base)[0] = 1;
    cr_assert_eq(madvise((char *)span.base + 2 * page, page, RAWMAP_LINUX_MADV_GUARD_INSTALL), 0);
    STATUS(OK, rawmap_pages_open(&file, 0));
    scan = rawmap_pages_scan(file, span, &either, regions, 4);
    STATUS(OK, scan.status);
    cr_assert_eq(scan.regions, 2);
    cr_assert_eq(regions[0].start, base);
    cr_assert_eq(regions[0].categories, RAWMAP_PAGES_present);
    cr_assert_eq(regions[1].start, base + 2 * page);
    cr_assert_eq(regions[1].categories, RAWMAP_PAGES_guard);
    scan = rawmap_pages_scan(file, span, &absent, regions, 4);
    STATUS(OK, scan.status);
    cr_assert_eq(scan.regions, 2);
    cr_assert_eq(regions[0].start, base + page);
    cr_assert_eq(regions[1].start, base + 3 * page);
}

Test(pages, failures)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const rawmap_page_query contradiction = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(present),
                                             RAWMAP_PAGES(present)};
    const rawmap_page_query silent = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES()};
    rawmap_page_region region;
    int file;
    ROW(pages_open, GUARDED, ENOENT, PROCESS_NEGATIVE_ENOENT, (&file, -1));
    cr_assert_eq(file, -1);
    STATUS(ENOENT, rawmap_pages_open(&file, 0x3fffffff));
    STATUS(OK, rawmap_pages_open(&file, 0));
    ROW(pages_scan, IGNORED, EINVAL, SPAN_EMPTY, (file, unit_span(span.base, 0), &present, &region, 1));
    ROW(pages_scan, GUARDED, EINVAL, REGIONS_MISSING, (file, span, &present, NULL, 1));
    ROW(pages_scan, GUARDED, EINVAL, REGIONS_MISSING, (file, span, &present, &region, 0));
    ROW(pages_scan, GUARDED, EINVAL, SCAN_CONTRADICTION, (file, span, &contradiction, &region, 1));
    ROW(pages_scan, GUARDED, EINVAL, SCAN_REPORTS_NOTHING, (file, span, &silent, &region, 1));
    STATUS(OK, rawmap_pages_close(file));
    STATUS(EBADF, rawmap_pages_close(file));
}

/* Whatever the kernel knows of them. */
Test(pages, every_category_can_be_asked_for)
{
    const rawmap_page_query every = {RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(),
                                     RAWMAP_PAGES(present, swapped, of_file, zero_page, huge_page, written, wp_allowed,
                                                  soft_dirty, guard, accessed)};
    rawmap_page_query one = every;
    rawmap_page_region region;
    unsigned bit;
    STATUS(OK, rawmap_check_pages_scan(3, unit_at(4096, 4096), &every, &region, 1));
    for (bit = 10; bit < 32; bit++) {
        one.all.bits = 1u << bit;
        STATUS(SCAN_UNKNOWN_BITS, rawmap_check_pages_scan(3, unit_at(4096, 4096), &one, &region, 1));
    }
}

Test(pages, failures_of_the_scan)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    rawmap_page_query unknown = present;
    rawmap_page_region region;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    unknown.any.bits = 1u << 30;
    STATUS(OK, rawmap_pages_open(&file, 0));
    ROW(pages_scan, REFUSED, EBADF, FILE_NEGATIVE, (-1, span, &present, &region, 1));
    ROW(pages_scan, REFUSED, EINVAL, SPAN_UNALIGNED, (file, rawmap_slice(span, 1, 1), &present, &region, 1));
    ROW(pages_scan, REFUSED, EINVAL, SCAN_UNKNOWN_BITS, (file, span, &unknown, &region, 1));
    ROW(pages_scan, UNSURE, EFAULT, SPAN_WRAPS_EFAULT, (file, unit_span(span.base, SIZE_MAX), &present, &region, 1));
    STATUS(OK, rawmap_pages_close(file));
    STATUS(EBADF, rawmap_pages_scan(file, span, &present, &region, 1).status);
}

Test(cache_states, counts_pages_of_a_file)
{
    const size_t page = unit_page();
    const int file = unit_memfd(4 * page, 1);
    rawmap_cache_counts counts;
    UNIT_NEEDS_LINUX(6, 5, "cachestat");
    cr_assert_eq(ftruncate(file, (off_t)(8 * page)), 0); /* four pages that nobody wrote */
    STATUS(OK, rawmap_cache_states_to_end(file, 0, &counts));
    cr_assert_eq(counts.cached, 4);
    STATUS(OK, rawmap_cache_states(file, page, 2 * page, &counts));
    cr_assert_eq(counts.cached, 2);
    STATUS(OK, rawmap_cache_states(file, 3 * page, 3 * page, &counts));
    cr_assert_eq(counts.cached, 1);
    STATUS(OK, rawmap_cache_states_to_end(file, 4 * page, &counts));
    cr_assert_eq(counts.cached, 0);
}

Test(cache_states, failures)
{
    rawmap_cache_counts counts;
    ROW(cache_states, GUARDED, EINVAL, LENGTH_ZERO, (unit_memfd(1, 1), 0, 0, &counts));
    UNIT_NEEDS_LINUX(6, 5, "cachestat");
    ROW(cache_states, REFUSED, EBADF, FILE_NEGATIVE, (-1, 0, 1, &counts));
    ROW(cache_states_to_end, REFUSED, EBADF, FILE_NEGATIVE, (-1, 0, &counts));
    STATUS(EFAULT, rawmap_cache_states(unit_memfd(1, 1), 0, 1, NULL));
}

Test(cache_states, a_file_of_others)
{
    rawmap_cache_counts counts;
    char name[] = "/tmp/rawmap-unit-XXXXXX";
    int file;
    UNIT_NEEDS_FACT(capabilities);
    UNIT_NEEDS_LINUX(6, 15, "cachestat judges who asks");
    file = mkostemp(name, O_CLOEXEC);
    cr_assert_eq(fchmod(file, 0444), 0);
    cr_assert_eq(seteuid(65534), 0);
    file = open(name, O_RDONLY | O_CLOEXEC);
    STATUS(EPERM, rawmap_cache_states_to_end(file, 0, &counts));
    cr_assert_eq(seteuid(0), 0);
    unlink(name);
}
