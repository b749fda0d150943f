/* SPDX-License-Identifier: MIT */
/* rawmap/look/rules.h: what the calls that look at mappings and pages may meet. core/rules.h says how the lists are
   read. */
#ifndef RAWMAP_LOOK_RULES_H
#define RAWMAP_LOOK_RULES_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/here.h"
#include "../core/sizes.h"
#include "mapping_entry.h"
#include "page_set.h"
#endif

#if RAWMAP_I_READS_RULES

/* clang-format off */

/* rawmap_mappings_open: process, buffer, buffer_length */
#define RAWMAP_RULES_MAPPINGS_OPEN(RULE) \
    RULE##_GUARDED(PROCESS_NEGATIVE_ENOENT, ENOENT, process < 0) \
    RULE##_GUARDED(BUFFER_TOO_SMALL, EINVAL, buffer == NULL || buffer_length < RAWMAP_MAPPINGS_BUFFER_MIN) \
    RULE##_STATE(STATE_NO_PROC, ENOENT, true) \
    RULE##_STATE(STATE_ACCESS_DENIED, EACCES, true) \
    RULE##_STATE(STATE_TOO_MANY_FILES, EMFILE, true) \
    RULE##_STATE(STATE_FILE_TABLE_FULL, ENFILE, true)

/* rawmap_pages_open: process */
#define RAWMAP_RULES_PAGES_OPEN(RULE) \
    RULE##_GUARDED(PROCESS_NEGATIVE_ENOENT, ENOENT, process < 0) \
    RULE##_STATE(STATE_NO_PROC, ENOENT, true) \
    RULE##_STATE(STATE_ACCESS_DENIED, EACCES, true) \
    RULE##_STATE(STATE_TOO_MANY_FILES, EMFILE, true) \
    RULE##_STATE(STATE_FILE_TABLE_FULL, ENFILE, true)

/* rawmap_pages_scan: file, address, length, query, regions, count */
#define RAWMAP_RULES_PAGES_SCAN(RULE) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(REGIONS_MISSING, EINVAL, regions == NULL || count == 0) \
    RULE##_GUARDED(SCAN_CONTRADICTION, EINVAL, ((query->all.bits | query->any.bits) & query->without.bits) != 0) \
    RULE##_GUARDED(SCAN_REPORTS_NOTHING, EINVAL, query->report.bits == 0) \
    RULE##_REFUSED(FILE_NEGATIVE, EBADF, file < 0) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SCAN_UNKNOWN_BITS, EINVAL, (query->all.bits | query->any.bits | query->without.bits | query->report.bits) & ~RAWMAP_I_PAGES_KNOWN) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(SCAN_NAME_UNKNOWN, EINVAL, (query->all.bits | query->any.bits | query->without.bits | query->report.bits) & (RAWMAP_PAGES_guard | RAWMAP_PAGES_accessed)) \
    RULE##_UNSURE(SCAN_UNKNOWN, ENOTTY, true) \
    RULE##_UNSURE(SPAN_WRAPS_EFAULT, EFAULT, length > SIZE_MAX - address) \
    RULE##_STATE(STATE_FILE_NOT_OPEN, EBADF, true) \
    RULE##_STATE(STATE_NOT_MAPPED, EFAULT, true) \
    RULE##_STATE(STATE_OUT_OF_MEMORY, ENOMEM, true)

/* rawmap_pages_scan_rearm, rawmap_pages_scan_tracked: the same */
#define RAWMAP_RULES_PAGES_TRACKED(RULE) \
    RAWMAP_RULES_PAGES_SCAN(RULE) \
    RULE##_LOOKED(SCAN_NOT_TRACKED, EPERM, true)
#define RAWMAP_I_SEES_SCAN_NOT_TRACKED rawmap_i_sees_untracked(file, address, length)

/* rawmap_cache_states: file, offset, length */
#define RAWMAP_RULES_CACHE_STATES(RULE) \
    RULE##_GUARDED(LENGTH_ZERO, EINVAL, length == 0) /* to the end of the file */ \
    RULE##_REFUSED(FILE_NEGATIVE, EBADF, file < 0) \
    RAWMAP_RULES_CACHE_STATES_SHARED(RULE)

/* rawmap_cache_states_to_end: file, offset */
#define RAWMAP_RULES_CACHE_STATES_TO_END(RULE) \
    RULE##_REFUSED(FILE_NEGATIVE, EBADF, file < 0) \
    RAWMAP_RULES_CACHE_STATES_SHARED(RULE)

#define RAWMAP_RULES_CACHE_STATES_SHARED(RULE) \
    RULE##_STATE(STATE_FILE_NOT_OPEN, EBADF, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true) \
    RULE##_STATE(STATE_FILE_UNCACHED, EOPNOTSUPP, true) \
    RULE##_STATE(STATE_NOT_MAPPED, EFAULT, true)

/* The before-rows in groups: see core/rules.h. */
#define RAWMAP_GROUPS_MAPPINGS_OPEN(GROUP) GROUP(true, RAWMAP_RULES_MAPPINGS_OPEN)
#define RAWMAP_GROUPS_PAGES_OPEN(GROUP) GROUP(true, RAWMAP_RULES_PAGES_OPEN)
#define RAWMAP_GROUPS_PAGES_SCAN(GROUP) GROUP(true, RAWMAP_RULES_PAGES_SCAN)
#define RAWMAP_GROUPS_CACHE_STATES(GROUP) GROUP(true, RAWMAP_RULES_CACHE_STATES)

/* clang-format on */

#endif

#endif
