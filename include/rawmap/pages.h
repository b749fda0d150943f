/* SPDX-License-Identifier: MIT */
/* rawmap/pages.h: the state of a span's pages (PAGEMAP_SCAN).

   RAWMAP_PAGES(name, ...)         a rawmap_page_set
   RAWMAP_PAGES_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_PAGES_<name>         1: every architecture has them

   name         a page that                                                      since
   present      is in memory                                                     6.7
   swapped      is in swap                                                       6.7
   file         belongs to a file or to shared memory                            6.7
   zero         is the kernel's page of zeros                                    6.7
   huge         is part of a huge page                                           6.7
   written      was written since it was write-protected (userfaultfd)           6.7
   wp_allowed   may be write-protected so (userfaultfd, asynchronous)            6.7
   soft_dirty   was written since the soft-dirty bits were cleared               6.7
   guard        is a guard page (guard_install)                                  6.15
   accessed     was touched since its access was taken away (userfaultfd)        7.3 */
#ifndef RAWMAP_PAGES_H
#define RAWMAP_PAGES_H

#include "base.h"
#include "proc_text.h"
#include "rules_looking.h"
#include "set.h"
#include "span.h"
#include "status.h"
#include "verdict.h"

RAWMAP_I_BEGIN

typedef struct rawmap_page_set {
    unsigned bits;
} rawmap_page_set;

/* clang-format off */
#define RAWMAP_PAGES(...) \
    RAWMAP_I_LITERAL(rawmap_page_set, RAWMAP_I_JOIN(RAWMAP_I_KERNEL_BITS, RAWMAP_PAGES, RAWMAP_PAGES_##__VA_ARGS__, , , , , , , , , , , , , , , , , ))
#define RAWMAP_PAGES_INIT(...) \
    { RAWMAP_I_JOIN(RAWMAP_I_KERNEL_BITS, RAWMAP_PAGES, RAWMAP_PAGES_##__VA_ARGS__, , , , , , , , , , , , , , , , , ) }
/* clang-format on */

#define RAWMAP_PAGES_ 0u
#define RAWMAP_PAGES_present (RAWMAP_LINUX_PAGE_IS_PRESENT + 0u)
#define RAWMAP_PAGES_swapped (RAWMAP_LINUX_PAGE_IS_SWAPPED + 0u)
#define RAWMAP_PAGES_file (RAWMAP_LINUX_PAGE_IS_FILE + 0u)
#define RAWMAP_PAGES_zero (RAWMAP_LINUX_PAGE_IS_PFNZERO + 0u)
#define RAWMAP_PAGES_huge (RAWMAP_LINUX_PAGE_IS_HUGE + 0u)
#define RAWMAP_PAGES_written (RAWMAP_LINUX_PAGE_IS_WRITTEN + 0u)
#define RAWMAP_PAGES_wp_allowed (RAWMAP_LINUX_PAGE_IS_WPALLOWED + 0u)
#define RAWMAP_PAGES_soft_dirty (RAWMAP_LINUX_PAGE_IS_SOFT_DIRTY + 0u)
#define RAWMAP_PAGES_guard (RAWMAP_LINUX_PAGE_IS_GUARD + 0u)
#define RAWMAP_PAGES_accessed (RAWMAP_LINUX_PAGE_IS_ACCESSED + 0u)
#define RAWMAP_HAS_PAGES_present 1
#define RAWMAP_HAS_PAGES_swapped 1
#define RAWMAP_HAS_PAGES_file 1
#define RAWMAP_HAS_PAGES_zero 1
#define RAWMAP_HAS_PAGES_huge 1
#define RAWMAP_HAS_PAGES_written 1
#define RAWMAP_HAS_PAGES_wp_allowed 1
#define RAWMAP_HAS_PAGES_soft_dirty 1
#define RAWMAP_HAS_PAGES_guard 1
#define RAWMAP_HAS_PAGES_accessed 1
#define RAWMAP_I_PAGES_KNOWN                                                                                           \
    (RAWMAP_PAGES_present | RAWMAP_PAGES_swapped | RAWMAP_PAGES_file | RAWMAP_PAGES_zero | RAWMAP_PAGES_huge |         \
     RAWMAP_PAGES_written | RAWMAP_PAGES_wp_allowed | RAWMAP_PAGES_soft_dirty | RAWMAP_PAGES_guard |                   \
     RAWMAP_PAGES_accessed)

/* Which pages are looked for: those in every category of `all`, in at least one of `any` (when it names some), and in
   none of `none`; and which of their categories are reported. */
typedef struct rawmap_page_query {
    rawmap_page_set all;
    rawmap_page_set any;
    rawmap_page_set none;
    rawmap_page_set report;
} rawmap_page_query;

/* Pages that lie one after another with the same reported categories: the kernel's struct page_region. */
typedef struct rawmap_page_region {
    uint64_t start;
    uint64_t end;
    uint64_t categories; /* RAWMAP_PAGES(name).bits */
} rawmap_page_region;

/* A scan's answer: how many regions were written, and where it stopped: the end of the span, or where the next scan
   goes on when the regions were full. */
typedef struct rawmap_page_scan {
    rawmap_status status;
    size_t regions;
    uintptr_t walked_to;
} rawmap_page_scan;

/* rawmap_pages_open: opens the page states of a process, for rawmap_pages_scan; rawmap_pages_close closes it.

   Units:      process: its number; 0 is the calling process.
   Status:     RAWMAP_PROCESS_NEGATIVE: nothing was called. RAWMAP_ENOENT: no such process, or no /proc. RAWMAP_EACCES:
               not allowed to look. RAWMAP_EMFILE, RAWMAP_ENFILE: no descriptor was free.
   Since:      2.6.25
   ABIs:       all
   Manual:     proc(5) */
RAWMAP_API_OUTLINE rawmap_status rawmap_pages_open(int *file, int process) RAWMAP_MUST_USE;
RAWMAP_API_OUTLINE rawmap_status rawmap_pages_close(int file) RAWMAP_MUST_USE;

/* rawmap_pages_scan: the regions of a span whose pages match a query.

   Units:      count in regions.
   Requires:   file from rawmap_pages_open. Pages of holes are in no category: they match only a query that asks for none.
   Status:     RAWMAP_SPAN_EMPTY: Linux would ignore it. RAWMAP_REGIONS_MISSING, RAWMAP_SCAN_CONTRADICTION,
               RAWMAP_SCAN_REPORTS_NOTHING: nothing could come of it. Nothing was called.
               RAWMAP_FILE_NEGATIVE, RAWMAP_SPAN_UNALIGNED, RAWMAP_SCAN_UNKNOWN_BITS: Linux refused it for this.
               RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SPAN_WRAPS: this kernel or process refused it for this.
               RAWMAP_SCAN_UNKNOWN: the kernel is older. RAWMAP_EBADF: closed. RAWMAP_EFAULT: the regions are not
               writable, or the span is not the process's. RAWMAP_ENOMEM: short of memory for the moment.
   Since:      6.7
   ABIs:       all
   Manual:     PAGEMAP_SCAN(2const) */
RAWMAP_API rawmap_page_scan rawmap_pages_scan(int file, rawmap_span span, const rawmap_page_query *query,
                                              rawmap_page_region *regions, size_t count) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(pages_scan, RAWMAP_RULES_SCAN_PAGES, int file, uintptr_t address, size_t length,
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

RAWMAP_API_OUTLINE rawmap_status rawmap_pages_open(int *file, int process)
{
    char path[32];
    rawmap_word result;
    *file = -1;
    if (process < 0)
        return RAWMAP_PROCESS_NEGATIVE;
    result = rawmap_i_open_proc(process, "pagemap", path);
    if (rawmap_i_is_error(result))
        return RAWMAP_I_CAST(rawmap_status, -result);
    *file = RAWMAP_I_CAST(int, result);
    return RAWMAP_OK;
}

RAWMAP_API_OUTLINE rawmap_status rawmap_pages_close(int file)
{
    return RAWMAP_I_CAST(rawmap_status, -RAWMAP_I_CALL1(RAWMAP_NR_close, file));
}

RAWMAP_API rawmap_page_scan rawmap_pages_scan(int file, rawmap_span span, const rawmap_page_query *query,
                                              rawmap_page_region *regions, size_t count)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_i_pm_scan_arg arg;
    rawmap_page_scan scan;
    rawmap_word result;
    scan.status = RAWMAP_OK;
    scan.regions = 0;
    scan.walked_to = address;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_RULES_SCAN_PAGES)) {
        scan.status = rawmap_i_verdict_pages_scan(0, file, address, length, query, regions, count);
        return scan;
    }
    arg.size = sizeof arg;
    arg.flags = 0;
    arg.start = address;
    arg.end = address + length;
    arg.walk_end = 0;
    arg.vec = RAWMAP_I_ADDRESS(regions);
    arg.vec_len = count;
    arg.max_pages = 0;
    /* A category that is ruled out is one whose absence is asked for. */
    arg.category_inverted = query->none.bits;
    arg.category_mask = query->all.bits | query->none.bits;
    arg.category_anyof_mask = query->any.bits;
    arg.return_mask = query->report.bits;
    result = RAWMAP_I_CALL3(RAWMAP_NR_ioctl, file, RAWMAP_I_WORD(RAWMAP_LINUX_PAGEMAP_SCAN),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&arg)));
    if (rawmap_i_is_error(result)) {
        scan.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SCAN_PAGES, pages_scan, result, file, address, length, query,
                                          regions, count);
        return scan;
    }
    scan.regions = RAWMAP_I_CAST(size_t, result);
    scan.walked_to = RAWMAP_I_CAST(uintptr_t, arg.walk_end);
    return scan;
}

#endif

RAWMAP_I_END

#endif
