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
    RULE(PROCESS_NEGATIVE_ENOENT, GUARDED, ENOENT, process < 0) \
    RULE(BUFFER_TOO_SMALL, GUARDED, EINVAL, buffer == NULL || buffer_length < RAWMAP_MAPPINGS_BUFFER_MIN) \
    RULE(STATE_NO_PROC, STATE, ENOENT, true) \
    RULE(STATE_ACCESS_DENIED, STATE, EACCES, true) \
    RULE(STATE_TOO_MANY_FILES, STATE, EMFILE, true) \
    RULE(STATE_FILE_TABLE_FULL, STATE, ENFILE, true)

/* rawmap_pages_open: process */
#define RAWMAP_RULES_PAGES_OPEN(RULE) \
    RULE(PROCESS_NEGATIVE_ENOENT, GUARDED, ENOENT, process < 0) \
    RULE(STATE_NO_PROC, STATE, ENOENT, true) \
    RULE(STATE_ACCESS_DENIED, STATE, EACCES, true) \
    RULE(STATE_TOO_MANY_FILES, STATE, EMFILE, true) \
    RULE(STATE_FILE_TABLE_FULL, STATE, ENFILE, true)

/* rawmap_pages_scan: file, address, length, query, regions, count */
#define RAWMAP_RULES_PAGES_SCAN(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(REGIONS_MISSING, GUARDED, EINVAL, regions == NULL || count == 0) \
    RULE(SCAN_CONTRADICTION, GUARDED, EINVAL, ((query->all.bits | query->any.bits) & query->without.bits) != 0) \
    RULE(SCAN_REPORTS_NOTHING, GUARDED, EINVAL, query->report.bits == 0) \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SCAN_UNKNOWN_BITS, REFUSED, EINVAL, (query->all.bits | query->any.bits | query->without.bits | query->report.bits) & ~RAWMAP_I_PAGES_KNOWN) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(SCAN_NAME_UNKNOWN, UNSURE, EINVAL, (query->all.bits | query->any.bits | query->without.bits | query->report.bits) & (RAWMAP_PAGES_guard | RAWMAP_PAGES_accessed)) \
    RULE(SCAN_UNKNOWN, UNSURE, ENOTTY, true) \
    RULE(SPAN_WRAPS_EFAULT, UNSURE, EFAULT, length > SIZE_MAX - address) \
    RULE(STATE_FILE_NOT_OPEN, STATE, EBADF, true) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true) \
    RULE(STATE_OUT_OF_MEMORY, STATE, ENOMEM, true)

/* rawmap_pages_scan_rearm, rawmap_pages_scan_tracked: the same */
#define RAWMAP_RULES_PAGES_TRACKED(RULE) \
    RAWMAP_RULES_PAGES_SCAN(RULE) \
    RULE(SCAN_NOT_TRACKED, LOOKED, EPERM, true)
#define RAWMAP_I_SEES_SCAN_NOT_TRACKED rawmap_i_sees_untracked(file, address, length)

/* rawmap_cache_states: file, offset, length */
#define RAWMAP_RULES_CACHE_STATES(RULE) \
    RULE(LENGTH_ZERO, GUARDED, EINVAL, length == 0) /* to the end of the file */ \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0) \
    RAWMAP_RULES_CACHE_STATES_SHARED(RULE)

/* rawmap_cache_states_to_end: file, offset */
#define RAWMAP_RULES_CACHE_STATES_TO_END(RULE) \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0) \
    RAWMAP_RULES_CACHE_STATES_SHARED(RULE)

#define RAWMAP_RULES_CACHE_STATES_SHARED(RULE) \
    RULE(STATE_FILE_NOT_OPEN, STATE, EBADF, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true) \
    RULE(STATE_FILE_UNCACHED, STATE, EOPNOTSUPP, true) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true)

/* The before-rows in groups: see core/rules.h. */
#define RAWMAP_GROUPS_MAPPINGS_OPEN(GROUP) GROUP(true, RAWMAP_RULES_MAPPINGS_OPEN)
#define RAWMAP_GROUPS_PAGES_OPEN(GROUP) GROUP(true, RAWMAP_RULES_PAGES_OPEN)
#define RAWMAP_GROUPS_PAGES_SCAN(GROUP) GROUP(true, RAWMAP_RULES_PAGES_SCAN)
#define RAWMAP_GROUPS_CACHE_STATES(GROUP) GROUP(true, RAWMAP_RULES_CACHE_STATES)

/* clang-format on */

#endif

#endif
