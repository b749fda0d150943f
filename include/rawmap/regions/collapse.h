/* SPDX-License-Identifier: MIT */
/* rawmap/regions/collapse.h: transparent huge pages: their size, how much of a span is in huge pages by the kernel's
   own account, and making them on demand. */
#ifndef RAWMAP_REGIONS_COLLAPSE_H
#define RAWMAP_REGIONS_COLLAPSE_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../look/page_set.h"
#include "../look/pages.h"
#include "../map/advise.h"
#include "../map/huge_page_size.h"
#endif

RAWMAP_I_BEGIN

/* Bytes of a span that are in memory: in huge pages (of the pool, or transparent and mapped as one), and in smaller ones.
   The kernel's pages of zeros, which stand for what was only read, are in neither. */
typedef struct rawmap_held {
    size_t huge_bytes;
    size_t small_bytes;
} rawmap_held;

/* rawmap_transparent_size: the size of transparent huge pages, in bytes. Three system calls. Smaller ones, of several
   pages, are not meant.

   Status:     RAWMAP_TRANSPARENT_UNKNOWN: this kernel has none, is older, or /sys is not mounted. RAWMAP_EPERM,
               RAWMAP_EACCES, RAWMAP_ENOSYS: a sandbox hides it.
   Since:      4.10
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_size rawmap_transparent_size(void) RAWMAP_I_ONCE(rawmap_transparent_size) RAWMAP_MUST_USE;

/* rawmap_pages_held: how much of a span is in memory now, and how much of that in huge pages. Three system calls
   (rawmap_pages_open, _scan, _close), and one more for every 32 changes from one kind of page to another.

   Units:      span.length in bytes; whole pages are counted.
   Requires:   /proc. *held is filled; zeros after a failure.
   Status:     as rawmap_pages_open and as rawmap_pages_scan; RAWMAP_SCAN_UNKNOWN before Linux 6.7
   Since:      6.7
   ABIs:       all
   Manual:     ioctl(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_pages_held(rawmap_span span, rawmap_held *held) RAWMAP_I_ONCE(rawmap_pages_held) RAWMAP_MUST_USE;

/* rawmap_collapse: makes transparent huge pages of what a span holds, now, whether or not they are switched on. Pages that
   are not in memory are filled with zeros for it. One system call, those of rawmap_pages_held, and of rawmap_knows_advice
   after RAWMAP_EINVAL.

   Units:      span.length in bytes; huge pages that lie whole in the span are made, the edges stay.
   Requires:   /proc. *held is filled with what is held afterwards, and is what counts: a failure may come after some huge
               pages were made.
   Status:     RAWMAP_COLLAPSE_NOTHING: Linux called it success, and no huge page is there. RAWMAP_ADVICE_UNKNOWN: the
               kernel is older. RAWMAP_EINVAL: nothing to collapse: nothing is in memory, or the mapping cannot have
               transparent huge pages. RAWMAP_ENOMEM: no huge page was free; or a hole. RAWMAP_EAGAIN, RAWMAP_EBUSY:
               pages were in use, or locked. Others as rawmap_advise. RAWMAP_OK where /proc could not be asked: then held
               is zeros.
   Since:      6.1; what is held 6.7
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_collapse(rawmap_span span, rawmap_held *held) RAWMAP_I_ONCE(rawmap_collapse) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
RAWMAP_API_OUTLINE(regions) rawmap_size rawmap_transparent_size(void)
{
    static const char place[] = "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size";
    rawmap_size size;
    uint64_t bytes = 0;
    size.bytes = 0;
    if (rawmap_i_proc_field(place, 0, &bytes) && bytes != 0 && bytes <= SIZE_MAX) {
        size.status = RAWMAP_OK;
        size.bytes = RAWMAP_I_CAST(size_t, bytes);
    } else {
        const int error = rawmap_i_text_error(place);
        size.status = error == 0 || error == RAWMAP_LINUX_ENOENT ? RAWMAP_TRANSPARENT_UNKNOWN
                                                                 : RAWMAP_I_CAST(rawmap_status, error);
    }
    return size;
}

RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_pages_held(rawmap_span span, rawmap_held *held)
{
    rawmap_page_region regions[32];
    rawmap_page_query query;
    rawmap_page_scan scan;
    rawmap_status status;
    size_t i;
    int file;
    held->huge_bytes = 0;
    held->small_bytes = 0;
    status = rawmap_pages_open(&file, 0);
    if (status != RAWMAP_OK)
        return status;
    query.all.bits = RAWMAP_PAGES_present;
    query.any.bits = 0;
    query.without.bits = RAWMAP_PAGES_zero_page;
    query.report.bits = RAWMAP_PAGES_present | RAWMAP_PAGES_huge_page;
    for (;;) {
        scan = rawmap_pages_scan(file, span, &query, regions, 32);
        for (i = 0; i < scan.regions; i++) {
            const size_t bytes = RAWMAP_I_CAST(size_t, regions[i].end - regions[i].start);
            if ((regions[i].categories & RAWMAP_PAGES_huge_page) != 0)
                held->huge_bytes += bytes;
            else
                held->small_bytes += bytes;
        }
        i = scan.walked_to - RAWMAP_I_ADDRESS(span.base);
        if (i == 0 || i >= span.length) /* 0: it failed */
            break;
        span = rawmap_slice(span, i, span.length - i);
    }
    (void)!rawmap_pages_close(file);
    if (scan.status != RAWMAP_OK) {
        held->huge_bytes = 0;
        held->small_bytes = 0;
    }
    return scan.status;
}

RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_collapse(rawmap_span span, rawmap_held *held)
{
    const rawmap_status status = rawmap_advise(span, RAWMAP_ADVICE(collapse));
    const rawmap_status seen = rawmap_pages_held(span, held);
    if (status == RAWMAP_EINVAL)
        return rawmap_knows_advice(RAWMAP_ADVICE(collapse)) == RAWMAP_ADVICE_UNKNOWN ? RAWMAP_ADVICE_UNKNOWN
                                                                                     : RAWMAP_EINVAL;
    if (status == RAWMAP_OK && seen == RAWMAP_OK && held->huge_bytes == 0)
        return RAWMAP_COLLAPSE_NOTHING;
    return status;
}
#endif

#endif

RAWMAP_I_END

#endif
