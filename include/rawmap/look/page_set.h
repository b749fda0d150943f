/* SPDX-License-Identifier: MIT */
/* rawmap/look/page_set.h: the states that a page can be in, and what is asked about them (pages.h).

   RAWMAP_PAGES(name, ...)         a rawmap_page_set
   RAWMAP_PAGES_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_PAGES_<name>         1: every architecture has them

   name         a page that                                                      since
   present      is in memory                                                     6.7
   swapped      is in swap                                                       6.7
   of_file      belongs to a file or to shared memory                            6.7
   zero_page    is the kernel's page of zeros                                    6.7
   huge_page    is part of a huge page                                           6.7
   written      was written since it was write-protected (userfaultfd)           6.7
   wp_allowed   may be write-protected so (userfaultfd, asynchronous)            6.7
   soft_dirty   was written since the soft-dirty bits were cleared               6.7
   guard        is a guard page (guard_install)                                  6.15
   accessed     was touched since its access was taken away (userfaultfd)        7.3 */
#ifndef RAWMAP_LOOK_PAGE_SET_H
#define RAWMAP_LOOK_PAGE_SET_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/set.h"
#include "../core/status.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_page_set_is_made_by_RAWMAP_PAGES {
    unsigned bits;
} rawmap_page_set;

/* clang-format off */
#define RAWMAP_PAGES(...) RAWMAP_I_OPEN(rawmap_page_set){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, PAGES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_PAGES_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, PAGES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_PAGES(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_PAGES(present, written))
/* clang-format on */

#define RAWMAP_PAGES_ 0u
#define RAWMAP_HAS_PAGES_ 1
#define RAWMAP_PAGES_present (RAWMAP_LINUX_PAGE_IS_PRESENT + 0u)
#define RAWMAP_PAGES_swapped (RAWMAP_LINUX_PAGE_IS_SWAPPED + 0u)
#define RAWMAP_PAGES_of_file (RAWMAP_LINUX_PAGE_IS_FILE + 0u)
#define RAWMAP_PAGES_zero_page (RAWMAP_LINUX_PAGE_IS_PFNZERO + 0u)
#define RAWMAP_PAGES_huge_page (RAWMAP_LINUX_PAGE_IS_HUGE + 0u)
#define RAWMAP_PAGES_written (RAWMAP_LINUX_PAGE_IS_WRITTEN + 0u)
#define RAWMAP_PAGES_wp_allowed (RAWMAP_LINUX_PAGE_IS_WPALLOWED + 0u)
#define RAWMAP_PAGES_soft_dirty (RAWMAP_LINUX_PAGE_IS_SOFT_DIRTY + 0u)
#define RAWMAP_PAGES_guard (RAWMAP_LINUX_PAGE_IS_GUARD + 0u)
#define RAWMAP_PAGES_accessed (RAWMAP_LINUX_PAGE_IS_ACCESSED + 0u)
#define RAWMAP_HAS_PAGES_present 1
#define RAWMAP_HAS_PAGES_swapped 1
#define RAWMAP_HAS_PAGES_of_file 1
#define RAWMAP_HAS_PAGES_zero_page 1
#define RAWMAP_HAS_PAGES_huge_page 1
#define RAWMAP_HAS_PAGES_written 1
#define RAWMAP_HAS_PAGES_wp_allowed 1
#define RAWMAP_HAS_PAGES_soft_dirty 1
#define RAWMAP_HAS_PAGES_guard 1
#define RAWMAP_HAS_PAGES_accessed 1
#define RAWMAP_I_PAGES_KNOWN                                                                                           \
    (RAWMAP_PAGES_present | RAWMAP_PAGES_swapped | RAWMAP_PAGES_of_file | RAWMAP_PAGES_zero_page |                     \
     RAWMAP_PAGES_huge_page | RAWMAP_PAGES_written | RAWMAP_PAGES_wp_allowed | RAWMAP_PAGES_soft_dirty |               \
     RAWMAP_PAGES_guard | RAWMAP_PAGES_accessed)

/* Which pages are looked for: those in every category of `all`, in at least one of `any` (when it names some), and in
   none of `without`; and which of their categories are reported. */
typedef struct rawmap_page_query {
    rawmap_page_set all;
    rawmap_page_set any;
    rawmap_page_set without;
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

RAWMAP_I_END

#endif
