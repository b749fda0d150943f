/* SPDX-License-Identifier: MIT */
/* rawmap/look/pages_written.h: which pages were written since they were last asked for (PAGEMAP_SCAN with its write
   protection): what a snapshot, a migration or a garbage collector copies again.

   The span is registered with a userfaultfd (faults/open.h) that has the feature wp_async, for the mode wp. Then
   rawmap_pages_scan_rearm, with a query for `written`, tells the pages that were written since it told them last, and
   marks them as unwritten in the same step: no write is missed between the two. The first one tells all. */
#ifndef RAWMAP_LOOK_PAGES_WRITTEN_H
#define RAWMAP_LOOK_PAGES_WRITTEN_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "page_set.h"
#include "pages.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_pages_scan_rearm, rawmap_pages_scan_tracked: the regions of a span whose pages match a query, as
   rawmap_pages_scan, where every page of the span must be registered with a userfaultfd that marks written pages. rearm
   makes the pages that it reports unwritten; those that found no room in the regions stay as they were.

   Units:      as rawmap_pages_scan.
   Requires:   as rawmap_pages_scan; the file may be that of another process.
   Status:     RAWMAP_SCAN_NOT_TRACKED: a part of the span is not registered so; what lies before it was done. The others
               as rawmap_pages_scan.
   Since:      6.7
   ABIs:       all
   Manual:     ioctl(2) */
RAWMAP_API(look)
rawmap_page_scan rawmap_pages_scan_rearm(int file, rawmap_span span, const rawmap_page_query *query,
                                         rawmap_page_region *regions, size_t count) RAWMAP_MUST_USE;
RAWMAP_API(look)
rawmap_page_scan rawmap_pages_scan_tracked(int file, rawmap_span span, const rawmap_page_query *query,
                                           rawmap_page_region *regions, size_t count) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* Whether the span is refused where no bytes are taken. Asked without regions, and nothing is marked. */
RAWMAP_I_COLD(look)
bool rawmap_i_sees_untracked(int file, uintptr_t address, size_t length) RAWMAP_I_ONCE(rawmap_i_sees_untracked);
#if RAWMAP_I_DEFINES(look)
RAWMAP_I_COLD(look) bool rawmap_i_sees_untracked(int file, uintptr_t address, size_t length)
{
    rawmap_page_query query;
    query.all.bits = query.any.bits = query.without.bits = query.report.bits = 0;
    return rawmap_i_pages_ask(RAWMAP_LINUX_PM_SCAN_CHECK_WPASYNC, file, address, 0, &query, RAWMAP_I_NULL, 0).status ==
               RAWMAP_OK &&
           rawmap_i_pages_ask(RAWMAP_LINUX_PM_SCAN_CHECK_WPASYNC, file, address, length, &query, RAWMAP_I_NULL, 0)
                   .status == RAWMAP_EPERM;
}
#endif

RAWMAP_I_DEFINE_VERDICT(look, pages_tracked, RAWMAP_RULES_PAGES_TRACKED, int file, uintptr_t address, size_t length,
                        const rawmap_page_query *query, const rawmap_page_region *regions, size_t count)

RAWMAP_I_INLINE rawmap_page_scan rawmap_i_pages_tracked(unsigned flags, int file, uintptr_t address, size_t length,
                                                        const rawmap_page_query *query, rawmap_page_region *regions,
                                                        size_t count)
{
    rawmap_page_scan scan;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PAGES_SCAN))
        return rawmap_i_pages_refused(address,
                                      RAWMAP_I_REFUSED(pages_tracked, file, address, length, query, regions, count));
    scan = rawmap_i_pages_ask(flags, file, address, length, query, regions, count);
    if (RAWMAP_I_UNLIKELY(scan.status != RAWMAP_OK))
        scan.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_PAGES_TRACKED, pages_tracked, -scan.status, file, address,
                                          length, query, regions, count);
    return scan;
}

RAWMAP_API(look)
rawmap_page_scan rawmap_pages_scan_rearm(int file, rawmap_span span, const rawmap_page_query *query,
                                         rawmap_page_region *regions, size_t count)
{
    return rawmap_i_pages_tracked(RAWMAP_LINUX_PM_SCAN_CHECK_WPASYNC | RAWMAP_LINUX_PM_SCAN_WP_MATCHING, file,
                                  RAWMAP_I_ADDRESS(span.base), span.length, query, regions, count);
}

RAWMAP_API(look)
rawmap_page_scan rawmap_pages_scan_tracked(int file, rawmap_span span, const rawmap_page_query *query,
                                           rawmap_page_region *regions, size_t count)
{
    return rawmap_i_pages_tracked(RAWMAP_LINUX_PM_SCAN_CHECK_WPASYNC, file, RAWMAP_I_ADDRESS(span.base), span.length,
                                  query, regions, count);
}

#endif

RAWMAP_I_END

#endif
