/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_guards.h: pages that a guard marks (guard_install, Linux 6.13): nothing can be brought in there, and
   no mapping says so. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_GUARDS_H
#define RAWMAP_EXPLAIN_INNER_GUARDS_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../look/page_set.h"
#include "../look/pages.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The first pages of the span that are marked so: 1, 0, or -1 where nobody can tell. Linux lists them since 6.15. */
RAWMAP_I_LOCAL int rawmap_i_first_guard(const rawmap_i_case *one, uint64_t start, uint64_t end,
                                        rawmap_page_region *marked)
{
    const uint64_t page = rawmap_i_page_here();
    rawmap_page_query query;
    rawmap_page_scan scan;
    rawmap_span span;
    int file;
    if (RAWMAP_I_CALL3(RAWMAP_NR_madvise, 0, 0, RAWMAP_LINUX_MADV_GUARD_INSTALL) == -RAWMAP_LINUX_EINVAL)
        return 0;
    if (end - 1 > UINTPTR_MAX || rawmap_pages_open(&file, one->call->process) != RAWMAP_OK)
        return -1;
    query.all.bits = query.report.bits = RAWMAP_PAGES_guard;
    query.any.bits = query.without.bits = 0;
    start -= start & (page - 1);
    span.base = RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, start));
    span.length = RAWMAP_I_CAST(size_t, end - start);
    scan = rawmap_pages_scan(file, span, &query, marked, 1);
    (void)!rawmap_pages_close(file);
    return scan.status != RAWMAP_OK ? -1 : scan.regions != 0;
}

RAWMAP_I_LOCAL bool rawmap_i_meets_guard(rawmap_i_case *one, uint64_t start, uint64_t end, rawmap_status cause)
{
    rawmap_page_region marked;
    int met;
    marked.start = marked.end = 0; /* valgrind does not know that PAGEMAP_SCAN writes */
    met = rawmap_i_first_guard(one, start, end, &marked);
    if (met < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_GUARDS);
    if (met == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_GUARDS);
    one->told->start = marked.start;
    one->told->end = marked.end;
    rawmap_i_say(one, "A guard (MADV_GUARD_INSTALL) marks ");
    rawmap_i_say_address(one, marked.start);
    rawmap_i_say(one, "-");
    rawmap_i_say_address(one, marked.end);
    rawmap_i_say(one, ": nothing can be brought in there.");
    return rawmap_i_found(one, cause);
}

#endif

RAWMAP_I_END

#endif

#endif
