/* SPDX-License-Identifier: MIT */
/* rawmap/look/pages.h: the state of a span's pages (PAGEMAP_SCAN). page_set.h has the names of the states. */
#ifndef RAWMAP_LOOK_PAGES_H
#define RAWMAP_LOOK_PAGES_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/page_size.h"
#include "page_set.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_pages_open: opens the page states of a process, for rawmap_pages_scan.

   Units:      process: its number; 0 is the calling process.
   Requires:   /proc. *file is -1 after a failure.
   Status:     RAWMAP_PROCESS_NEGATIVE_ENOENT: nothing was called. RAWMAP_ENOENT: no such process, or no /proc. RAWMAP_EACCES:
               not allowed to look. RAWMAP_EMFILE, RAWMAP_ENFILE: no descriptor was free.
   Since:      2.6.25
   ABIs:       all
   Manual:     open(2) */
RAWMAP_API_OUTLINE(look)
rawmap_status rawmap_pages_open(int *file, int process) RAWMAP_I_ONCE(rawmap_pages_open) RAWMAP_MUST_USE;

/* rawmap_check_pages_open: what rawmap_pages_open would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(look) rawmap_status rawmap_check_pages_open(int process) RAWMAP_MUST_USE;

/* rawmap_pages_close: closes what rawmap_pages_open opened.

   Status:     RAWMAP_EBADF: it is not open.
   Since:      1.0
   ABIs:       all
   Manual:     close(2) */
RAWMAP_API_OUTLINE(look) rawmap_status rawmap_pages_close(int file) RAWMAP_I_ONCE(rawmap_pages_close) RAWMAP_MUST_USE;

/* rawmap_pages_scan: the regions of a span whose pages match a query.

   Units:      span.length in bytes, whole pages are looked at; count in regions.
   Requires:   file from rawmap_pages_open. Pages of holes are in no category: they match only a query that asks for none.
   Note:       where nearly all pages are present, and nothing else is asked, rawmap_residency takes a third of the time,
               a fifth of it from 2000 pages on; where one in many is, it takes 3 to 10 times as long.
   Status:     RAWMAP_SPAN_EMPTY: Linux would ignore it. RAWMAP_REGIONS_MISSING, RAWMAP_SCAN_CONTRADICTION,
               RAWMAP_SCAN_REPORTS_NOTHING: nothing could come of it. Nothing was called.
               RAWMAP_FILE_NEGATIVE, RAWMAP_SPAN_UNALIGNED, RAWMAP_SCAN_UNKNOWN_BITS: Linux refused it for this.
               RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SPAN_WRAPS_EFAULT, RAWMAP_SCAN_NAME_UNKNOWN: this kernel or process refused it for this.
               RAWMAP_SCAN_UNKNOWN: the kernel is older. RAWMAP_EBADF: closed. RAWMAP_EFAULT: the regions are not
               writable, or the span is not the process's. RAWMAP_ENOMEM: short of memory for the moment.
   Since:      6.7
   ABIs:       all
   Manual:     ioctl(2) */
RAWMAP_API(look)
rawmap_page_scan rawmap_pages_scan(int file, rawmap_span span, const rawmap_page_query *query,
                                   rawmap_page_region *regions, size_t count) RAWMAP_MUST_USE;

/* rawmap_check_pages_scan: what rawmap_pages_scan would answer, as far as its arguments tell; nothing is called. So would
   rawmap_pages_scan_rearm and rawmap_pages_scan_tracked. */
RAWMAP_API(look)
rawmap_status rawmap_check_pages_scan(int file, rawmap_span span, const rawmap_page_query *query,
                                      const rawmap_page_region *regions, size_t count) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(look, pages_open, RAWMAP_RULES_PAGES_OPEN, int process)
RAWMAP_I_DEFINE_VERDICT(look, pages_scan, RAWMAP_RULES_PAGES_SCAN, int file, uintptr_t address, size_t length,
                        const rawmap_page_query *query, const rawmap_page_region *regions, size_t count)

/* The kernel's struct pm_scan_arg: 96 bytes on every ABI. */
typedef struct rawmap_i_pm_scan_arg {
    uint64_t size;
    uint64_t flags;
    uint64_t start;
    uint64_t end;
    uint64_t walk_end;
    uint64_t vec;
    uint64_t vec_len;
    uint64_t max_pages;
    uint64_t category_inverted;
    uint64_t category_mask;
    uint64_t category_anyof_mask;
    uint64_t return_mask;
} rawmap_i_pm_scan_arg;

RAWMAP_API(look) rawmap_status rawmap_check_pages_open(int process)
{
    return RAWMAP_I_CHECKED(pages_open, process);
}

#if RAWMAP_I_DEFINES(look)
RAWMAP_API_OUTLINE(look) rawmap_status rawmap_pages_open(int *file, int process)
{
    char place[32];
    rawmap_word result;
    *file = -1;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PAGES_OPEN))
        return RAWMAP_I_REFUSED(pages_open, process);
    result = rawmap_i_open_proc(process, "pagemap", place);
    if (rawmap_i_is_error(result))
        return RAWMAP_I_CAST(rawmap_status, -result);
    *file = RAWMAP_I_CAST(int, result);
    return RAWMAP_OK;
}

RAWMAP_API_OUTLINE(look) rawmap_status rawmap_pages_close(int file)
{
    return RAWMAP_I_CAST(rawmap_status, -RAWMAP_I_CALL1(RAWMAP_NR_close, file));
}
#endif

RAWMAP_API(look)
rawmap_status rawmap_check_pages_scan(int file, rawmap_span span, const rawmap_page_query *query,
                                      const rawmap_page_region *regions, size_t count)
{
    return RAWMAP_I_CHECKED(pages_scan, file, RAWMAP_I_ADDRESS(span.base), span.length, query, regions, count);
}

/* Linux forgets how far it came whenever it has written as many regions as its own buffer holds (512, with pages of 4
   KiB), and answers the last place where it did. It stopped early only if no region was left, and then at none that it
   wrote: else it came to the end, which it rounds up to whole pages. */
RAWMAP_I_COLD(look)
uintptr_t rawmap_i_pages_walked(uintptr_t end, uint64_t told, const rawmap_page_region *regions, size_t found,
                                size_t count) RAWMAP_I_ONCE(rawmap_i_pages_walked);
#if RAWMAP_I_DEFINES(look)
RAWMAP_I_COLD(look)
uintptr_t rawmap_i_pages_walked(uintptr_t end, uint64_t told, const rawmap_page_region *regions, size_t found,
                                size_t count)
{
    const size_t page = rawmap_page_size();
    if (found == count && regions[found - 1].end <= told)
        return RAWMAP_I_CAST(uintptr_t, told);
    return (end + (page - 1)) & ~RAWMAP_I_CAST(uintptr_t, page - 1);
}
#endif

/* What the kernel is asked, and what it answered: scan.status is its errno. */
RAWMAP_I_INLINE rawmap_page_scan rawmap_i_pages_ask(unsigned flags, int file, uintptr_t address, size_t length,
                                                    const rawmap_page_query *query, rawmap_page_region *regions,
                                                    size_t count)
{
    rawmap_i_pm_scan_arg arg;
    rawmap_page_scan scan;
    rawmap_word result;
    scan.status = RAWMAP_OK;
    scan.regions = 0;
    scan.walked_to = address;
    arg.size = sizeof arg;
    arg.flags = flags;
    arg.start = address;
    arg.end = address + length;
    arg.walk_end = 0;
    arg.vec = RAWMAP_I_ADDRESS(regions);
    arg.vec_len = count;
    arg.max_pages = 0;
    /* A category that is ruled out is one whose absence is asked for. */
    arg.category_inverted = query->without.bits;
    arg.category_mask = query->all.bits | query->without.bits;
    arg.category_anyof_mask = query->any.bits;
    arg.return_mask = query->report.bits;
    result = RAWMAP_I_CALL3(RAWMAP_NR_ioctl, file, RAWMAP_I_WORD(RAWMAP_LINUX_PAGEMAP_SCAN),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&arg)));
    if (rawmap_i_is_error(result)) {
        scan.status = RAWMAP_I_CAST(rawmap_status, -result);
        return scan;
    }
    scan.regions = RAWMAP_I_CAST(size_t, result);
    scan.walked_to = RAWMAP_I_CAST(uintptr_t, arg.walk_end);
    if (RAWMAP_I_UNLIKELY(scan.walked_to < address + length))
        scan.walked_to = rawmap_i_pages_walked(address + length, arg.walk_end, regions, scan.regions, count);
    return scan;
}

RAWMAP_I_INLINE rawmap_page_scan rawmap_i_pages_refused(uintptr_t address, rawmap_status status)
{
    rawmap_page_scan scan;
    scan.status = status;
    scan.regions = 0;
    scan.walked_to = address;
    return scan;
}

RAWMAP_API(look)
rawmap_page_scan rawmap_pages_scan(int file, rawmap_span span, const rawmap_page_query *query,
                                   rawmap_page_region *regions, size_t count)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_page_scan scan;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PAGES_SCAN))
        return rawmap_i_pages_refused(address,
                                      RAWMAP_I_REFUSED(pages_scan, file, address, length, query, regions, count));
    scan = rawmap_i_pages_ask(0, file, address, length, query, regions, count);
    if (RAWMAP_I_UNLIKELY(scan.status != RAWMAP_OK))
        scan.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_PAGES_SCAN, pages_scan, -scan.status, file, address, length,
                                          query, regions, count);
    return scan;
}

#endif

RAWMAP_I_END

#endif
