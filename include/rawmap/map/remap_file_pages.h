/* SPDX-License-Identifier: MIT */
/* rawmap/map/remap_file_pages.h: a call that Linux keeps for old programs. Deprecated: since 4.0 it is a slow
   rawmap_replace_file, and Linux writes a warning to its log. The compiler warns too, unless RAWMAP_NO_DEPRECATION is
   defined. */
#ifndef RAWMAP_MAP_REMAP_FILE_PAGES_H
#define RAWMAP_MAP_REMAP_FILE_PAGES_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#endif

#ifdef RAWMAP_NO_DEPRECATION
#define RAWMAP_I_DEPRECATED(instead)
#else
#define RAWMAP_I_DEPRECATED(instead) __attribute__((__deprecated__(instead)))
#endif

RAWMAP_I_BEGIN

/* rawmap_remap_file_pages: lets a span of a shared mapping of a file show other pages of it. Deprecated.

   Units:      span.length in bytes; page in pages of rawmap_page_size, from the start of the file.
   Requires:   one shared mapping, or neighbours of one file that differ in nothing else; a span of whole pages of this
               kernel: it would round down where its pages are larger than the architecture's smallest.
   Status:     RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_REMAP_PAGES_UNEVEN: Linux would ignore part of
               it; nothing was called. RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_WRAPS, RAWMAP_REMAP_PAGES_PAST_LIMIT: Linux
               refused it for this. RAWMAP_EINVAL: no shared mapping, or not one. RAWMAP_ENOMEM: vm.max_map_count.
               RAWMAP_ENOSYS: a kernel built without it. RAWMAP_EAGAIN: the pages are locked, and over RLIMIT_MEMLOCK.
               RAWMAP_EINTR: the process is being killed.
   Since:      2.5.46; deprecated 3.16
   ABIs:       all
   Manual:     remap_file_pages(2) */
RAWMAP_API(map_rest)
rawmap_status rawmap_remap_file_pages(rawmap_span span, size_t page) RAWMAP_MUST_USE
    RAWMAP_I_DEPRECATED("use rawmap_replace_file");

/* rawmap_check_remap_file_pages: what rawmap_remap_file_pages would answer, as far as its arguments tell; nothing is
   called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_remap_file_pages(rawmap_span span, size_t page) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map_rest, remap_file_pages, RAWMAP_RULES_REMAP_FILE_PAGES, uintptr_t address, size_t length,
                        size_t page)

RAWMAP_API(map_rest) rawmap_status rawmap_check_remap_file_pages(rawmap_span span, size_t page)
{
    return RAWMAP_I_CHECKED(remap_file_pages, RAWMAP_I_ADDRESS(span.base), span.length, page);
}

RAWMAP_API(map_rest) rawmap_status rawmap_remap_file_pages(rawmap_span span, size_t page)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_REMAP_FILE_PAGES))
        return RAWMAP_I_REFUSED(remap_file_pages, address, length, page);
    result = RAWMAP_I_CALL5(RAWMAP_NR_remap_file_pages, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), 0,
                            RAWMAP_I_WORD(page), 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_REMAP_FILE_PAGES, remap_file_pages, result, address, length, page);
}

#endif

RAWMAP_I_END

#endif
