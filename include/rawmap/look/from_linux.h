/* SPDX-License-Identifier: MIT */
/* rawmap/look/from_linux.h: sets of page states from the masks of PAGEMAP_SCAN, and back. */
#ifndef RAWMAP_LOOK_FROM_LINUX_H
#define RAWMAP_LOOK_FROM_LINUX_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/status.h"
#include "page_set.h"
#endif

RAWMAP_I_BEGIN

/* What came of a mask: no names unless status is RAWMAP_OK. */
typedef struct rawmap_page_set_answer {
    rawmap_status status;
    rawmap_page_set pages;
} rawmap_page_set_answer;

/* What came of four masks: a query without names, which every scan refuses, unless status is RAWMAP_OK. */
typedef struct rawmap_page_query_answer {
    rawmap_status status;
    rawmap_page_query query;
} rawmap_page_query_answer;

/* rawmap_page_set_from_linux: the states that a mask of PAGEMAP_SCAN names, or that it told of a region.

   Result:   the value, or why it is none. Whether this kernel knows them is said by the scan.
   Status:   RAWMAP_SCAN_UNKNOWN_BITS: Linux would refuse it for this.
   ABIs:     all */
RAWMAP_API(look) rawmap_page_set_answer rawmap_page_set_from_linux(uint64_t mask) RAWMAP_MUST_USE;

/* rawmap_page_query_from_linux: what PAGEMAP_SCAN would be asked for with its category_inverted, category_mask,
   category_anyof_mask and return_mask.

   Result:   the query, or why it is none. Of what is inverted only that counts which is in a mask.
   Status:   RAWMAP_SCAN_UNKNOWN_BITS: Linux would refuse it for this. RAWMAP_SCAN_ANY_INVERTED: no query says it.
             RAWMAP_SCAN_REPORTS_NOTHING: Linux would do it, and say nothing.
   ABIs:     all */
RAWMAP_API(look)
rawmap_page_query_answer rawmap_page_query_from_linux(uint64_t inverted, uint64_t all, uint64_t any,
                                                      uint64_t reported) RAWMAP_MUST_USE;

/* rawmap_page_set_to_linux: the mask that PAGEMAP_SCAN takes.

   Result:   the kernel's number.
   ABIs:     all */
RAWMAP_API(look) uint64_t rawmap_page_set_to_linux(rawmap_page_set pages) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(look) rawmap_page_set_answer rawmap_page_set_from_linux(uint64_t mask)
{
    const bool known = (mask & ~RAWMAP_I_CAST(uint64_t, RAWMAP_I_PAGES_KNOWN)) == 0;
    rawmap_page_set_answer answer;
    answer.status = known ? RAWMAP_OK : RAWMAP_SCAN_UNKNOWN_BITS;
    answer.pages.bits = known ? RAWMAP_I_CAST(unsigned, mask) : 0;
    return answer;
}

RAWMAP_API(look)
rawmap_page_query_answer rawmap_page_query_from_linux(uint64_t inverted, uint64_t all, uint64_t any, uint64_t reported)
{
    rawmap_page_query_answer answer;
    answer.status = rawmap_page_set_from_linux(inverted | all | any | reported).status;
    if (answer.status == RAWMAP_OK && (any & inverted) != 0)
        answer.status = RAWMAP_SCAN_ANY_INVERTED;
    if (answer.status == RAWMAP_OK && reported == 0)
        answer.status = RAWMAP_SCAN_REPORTS_NOTHING;
    if (answer.status != RAWMAP_OK)
        inverted = all = any = reported = 0;
    answer.query.all.bits = RAWMAP_I_CAST(unsigned, all & ~inverted);
    answer.query.any.bits = RAWMAP_I_CAST(unsigned, any);
    answer.query.without.bits = RAWMAP_I_CAST(unsigned, all &inverted);
    answer.query.report.bits = RAWMAP_I_CAST(unsigned, reported);
    return answer;
}

RAWMAP_API(look) uint64_t rawmap_page_set_to_linux(rawmap_page_set pages)
{
    return pages.bits;
}

#endif

RAWMAP_I_END

#endif
