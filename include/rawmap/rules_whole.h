/* SPDX-License-Identifier: MIT */
/* rawmap/rules_whole.h: what the calls on the whole process may meet, and the naming of spans. The form and the sorts
   are those of rules.h. */
#ifndef RAWMAP_RULES_WHOLE_H
#define RAWMAP_RULES_WHOLE_H

#include "base.h"
#include "rules.h"

/* clang-format off */

/* rawmap_name: address, length, name. The conditions that read memory are functions, asked only after Linux has refused.
   A kernel without names has no other EINVAL, and one with names none but these: what only larger pages would refuse is
   left aside. */
#define RAWMAP_RULES_NAME(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_LENGTH_WRAPS, REFUSED, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE(NAME_TOO_LONG, REFUSED, EINVAL, rawmap_i_name_is_long(name)) \
    RULE(NAME_UNPRINTABLE, REFUSED, EINVAL, rawmap_i_name_is_unprintable(name)) \
    RULE(NAME_UNSUPPORTED, UNSURE, EINVAL, !RAWMAP_I_BETWEEN_PAGES(address) && length < SIZE_MAX - address - RAWMAP_PAGE_SIZE_MAX) \
    RULE(NAME_OF_FILE, UNSURE, EBADF, true) \
    RULE(SPAN_UNALIGNED_HERE, STATE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true)

/* rawmap_thp_set: thp */
#define RAWMAP_RULES_THP_SET(RULE) \
    RULE(THP_UNKNOWN, REFUSED, EINVAL, (thp.state & ~3u) | ((thp.state & 3u) == 2)) \
    RULE(THP_ADVISED_UNKNOWN, UNSURE, EINVAL, thp.state == 3)

/* rawmap_mdwe_set: flags */
#define RAWMAP_RULES_MDWE_SET(RULE) \
    RULE(MDWE_NOTHING_ASKED, IGNORED, EINVAL, flags.bits == 0) \
    RULE(MDWE_UNKNOWN_BITS, REFUSED, EINVAL, flags.bits & ~RAWMAP_I_MDWE_KNOWN) \
    RULE(MDWE_NO_INHERIT_ALONE, REFUSED, EINVAL, !(flags.bits & RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN)) \
    RULE(MDWE_UNSUPPORTED, UNSURE, EINVAL, true) \
    RULE(MDWE_FINAL, UNSURE, EPERM, true)

/* rawmap_break_set: end. What Linux refuses has no errno: see the body. */
#define RAWMAP_RULES_BREAK_SET(RULE) \
    RULE(BREAK_NOT_NAMED, IGNORED, EINVAL, end == NULL)

/* rawmap_remap_file_pages: address, length, page. Linux rounds the address and the length down. */
#define RAWMAP_RULES_REMAP_FILE_PAGES(RULE) \
    RULE(SPAN_UNALIGNED, IGNORED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_PAGES_UNEVEN, IGNORED, EINVAL, length & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_EMPTY, REFUSED, EINVAL, length == 0) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, address + length <= address) \
    RULE(REMAP_PAGES_PAST_LIMIT, REFUSED, EINVAL, RAWMAP_PAGE_SIZE_MIN == RAWMAP_PAGE_SIZE_MAX && page > SIZE_MAX - (length >> RAWMAP_I_PAGE_SHIFT)) \
    RULE(STATE_UNFIT_MAPPING, STATE, EINVAL, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true)

/* The lists with before-rows in groups, as in groups.h. */
#define RAWMAP_GROUPS_NAME(GROUP) GROUP(true, RAWMAP_RULES_NAME)
#define RAWMAP_GROUPS_MDWE_SET(GROUP) GROUP(true, RAWMAP_RULES_MDWE_SET)
#define RAWMAP_GROUPS_BREAK_SET(GROUP) GROUP(true, RAWMAP_RULES_BREAK_SET)
#define RAWMAP_GROUPS_REMAP_FILE_PAGES(GROUP) GROUP(true, RAWMAP_RULES_REMAP_FILE_PAGES)

/* clang-format on */

#endif
