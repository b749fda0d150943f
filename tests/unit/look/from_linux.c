/* SPDX-License-Identifier: MIT */
/* The masks of PAGEMAP_SCAN as values: against what the kernel answers to them. */
#include "unit_looking.h"

#include <sys/ioctl.h>

/* The kernel's struct pm_scan_arg, and its number. */
struct scan {
    uint64_t size, flags, start, end, walk_end, vec, vec_len, max_pages, inverted, all, any, reported;
};
struct region {
    uint64_t start, end, categories;
};
#define SCAN _IOWR('f', 16, struct scan)

static long scanned(int file, rawmap_span span, const uint64_t masks[4], struct region *regions)
{
    struct scan scan;
    memset(&scan, 0, sizeof scan);
    scan.size = sizeof scan;
    scan.start = (uintptr_t)span.base;
    scan.end = scan.start + span.length;
    scan.vec = (uintptr_t)regions;
    scan.vec_len = 8;
    scan.inverted = masks[0];
    scan.all = masks[1];
    scan.any = masks[2];
    scan.reported = masks[3];
    return ioctl(file, SCAN, &scan);
}

Test(look_from_linux, every_bit)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    struct region regions[8];
    unsigned bit, known = 0;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    file = open("/proc/self/pagemap", O_RDONLY);
    for (bit = 0; bit < 64; bit++) {
        const uint64_t masks[4] = {0, 0, 0, (uint64_t)1 << bit};
        const rawmap_page_set_answer answer = rawmap_page_set_from_linux(masks[3]);
        const bool taken = scanned(file, span, masks, regions) >= 0;
        if (answer.status == RAWMAP_OK) {
            cr_assert_eq(rawmap_page_set_to_linux(answer.pages), masks[3]);
            known++;
        } else {
            STATUS(SCAN_UNKNOWN_BITS, answer.status);
            BITS(0, answer.pages.bits);
            cr_assert_not(taken, "bit %u", bit);
        }
    }
    cr_assert_eq(known, 10);
    close(file);
    STATUS(OK, rawmap_page_set_from_linux(0).status);
    STATUS(SCAN_UNKNOWN_BITS, rawmap_page_set_from_linux(~(uint64_t)0).status);
}

/* Four pages: written to; read, and so the page of zeros; two that are not there. Every combination of two states in the
   four masks finds the same by the query as by the kernel's own, or says why there is no query. */
Test(look_from_linux, queries)
{
    static const uint64_t states[] = {1 << 3, 1 << 5}; /* PAGE_IS_PRESENT, PAGE_IS_PFNZERO */
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    unsigned which, at, done = 0, unsaid = 0;
    int file;
    UNIT_NEEDS_FACT(pagemap_scan);
    *(volatile char *)span.base = 1;
    (void)((volatile char *)span.base)[unit_page()];
    file = open("/proc/self/pagemap", O_RDONLY);
    for (which = 0; which < 256; which++) {
        struct region regions[8];
        rawmap_page_region found[8];
        rawmap_page_query_answer answer;
        rawmap_page_scan scan;
        uint64_t masks[4] = {0, 0, 0, 0};
        long count;
        for (at = 0; at < 8; at++)
            masks[at / 2] |= (which >> at & 1u) != 0 ? states[at % 2] : 0;
        answer = rawmap_page_query_from_linux(masks[0], masks[1], masks[2], masks[3]);
        if (masks[3] == 0 || (masks[0] & masks[2]) != 0) {
            cr_assert_eq(answer.status, masks[0] & masks[2] ? RAWMAP_SCAN_ANY_INVERTED : RAWMAP_SCAN_REPORTS_NOTHING);
            STATUS(SCAN_REPORTS_NOTHING, rawmap_check_pages_scan(file, span, &answer.query, found, 8));
            unsaid++;
            continue;
        }
        STATUS(OK, answer.status);
        count = scanned(file, span, masks, regions);
        scan = rawmap_pages_scan(file, span, &answer.query, found, 8);
        STATUS(OK, scan.status);
        cr_assert_eq((long)scan.regions, count, "masks %u", which);
        for (at = 0; at < scan.regions; at++)
            cr_assert(found[at].start == regions[at].start && found[at].end == regions[at].end &&
                          found[at].categories == regions[at].categories,
                      "masks %u", which);
        done++;
    }
    close(file);
    cr_assert(done > 50 && unsaid > 50);
    STATUS(SCAN_UNKNOWN_BITS, rawmap_page_query_from_linux(1 << 20, 1, 1, 1).status);
}
