/* SPDX-License-Identifier: MIT */
/* rawmap/map/rules_remap.h: what a span that is resized, moved or duplicated may meet (core/rules.h says how the
   lists are read). */
#ifndef RAWMAP_MAP_RULES_REMAP_H
#define RAWMAP_MAP_RULES_REMAP_H

#ifndef RAWMAP_MAP_H
#include "../core/here.h"
#include "../core/sizes.h"
#endif

/* clang-format off */

/* rawmap_resize, rawmap_resize_or_move: address, length, new_length. Linux before 6.17 shrinks a span that wraps by
   unmapping what lies at the low addresses. */
#define RAWMAP_RULES_RESIZE(RULE) \
    RULE##_GUARDED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(SPAN_LENGTH_WRAPS, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE##_GUARDED(SPAN_WRAPS, EINVAL, length > SIZE_MAX - address) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(REMAP_LENGTH_ZERO, EINVAL, new_length == 0) \
    RULE##_REFUSED(REMAP_LENGTH_WRAPS, EINVAL, RAWMAP_I_WHOLE(new_length) == 0) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, EINVAL, new_length > RAWMAP_I_ADDRESS_SPACE) \
    RULE##_UNSURE(LENGTH_EXCEEDS_ADDRESS_SPACE, ENOMEM, new_length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_over: address, length, target_address, target_length */
#define RAWMAP_RULES_MOVE_OVER(RULE) \
    RAWMAP_RULES_MOVE_SPANS(RULE) \
    RAWMAP_RULES_MOVE_OVERLAP(RULE) \
    RAWMAP_RULES_MOVE_WRAPS(RULE) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(REMAP_TARGET_UNALIGNED, EINVAL, RAWMAP_I_UNALIGNED_HERE(target_address)) \
    RAWMAP_RULES_REMAP_STATE(RULE)
#define RAWMAP_RULES_MOVE_SPANS(RULE) \
    RULE##_GUARDED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(SPAN_LENGTH_WRAPS, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE##_GUARDED(REMAP_TARGET_EMPTY, EINVAL, target_length == 0) \
    RULE##_GUARDED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_GUARDED(REMAP_TARGET_UNALIGNED, EINVAL, target_address & RAWMAP_I_PAGE_MASK) \
    RULE##_GUARDED(REMAP_TARGET_OUT_OF_RANGE, EINVAL, RAWMAP_I_WHOLE(target_length) == 0 || RAWMAP_I_WHOLE(target_length) - 1 > SIZE_MAX - target_address)
#define RAWMAP_RULES_MOVE_OVERLAP(RULE) \
    RULE##_GUARDED(REMAP_OVERLAPS, EINVAL, address < target_address + RAWMAP_I_WHOLE(target_length) && target_address < address + RAWMAP_I_WHOLE(length))
#define RAWMAP_RULES_MOVE_WRAPS(RULE) \
    RULE##_GUARDED(SPAN_WRAPS_EFAULT, EFAULT, RAWMAP_I_WHOLE(length) - 1 > SIZE_MAX - address)

/* rawmap_move_keep: address, length */
#define RAWMAP_RULES_MOVE_KEEP(RULE) \
    RULE##_GUARDED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(SPAN_LENGTH_WRAPS, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(REMAP_KEEP_LOW, EINVAL, address < RAWMAP_I_WHOLE(length)) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(SPAN_WRAPS, EINVAL, length > SIZE_MAX - address) \
    RULE##_UNSURE(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, EINVAL, length > RAWMAP_I_ADDRESS_SPACE) \
    RULE##_UNSURE(SPAN_WRAPS_EFAULT, EFAULT, length > SIZE_MAX - address) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_keep_near: address, length, target_address. Linux looks at the hint as at an exact place. */
#define RAWMAP_RULES_MOVE_KEEP_NEAR(RULE) \
    RULE##_GUARDED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(SPAN_LENGTH_WRAPS, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(REMAP_TARGET_OUT_OF_RANGE, EINVAL, length > SIZE_MAX - target_address) \
    RULE##_REFUSED(REMAP_TARGET_UNALIGNED, EINVAL, target_address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(REMAP_OVERLAPS, EINVAL, address < target_address + RAWMAP_I_WHOLE(length) && target_address < address + RAWMAP_I_WHOLE(length)) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(REMAP_TARGET_UNALIGNED, EINVAL, RAWMAP_I_UNALIGNED_HERE(target_address)) \
    RULE##_UNSURE(SPAN_WRAPS, EINVAL, length > SIZE_MAX - address) \
    RULE##_UNSURE(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, EINVAL, length > RAWMAP_I_ADDRESS_SPACE) \
    RULE##_UNSURE(SPAN_WRAPS_EFAULT, EFAULT, length > SIZE_MAX - address) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_keep_over, and rawmap_duplicate_over, which keeps the old range likewise: address, length, target_address,
   target_length */
#define RAWMAP_RULES_MOVE_KEEP_OVER(RULE) \
    RAWMAP_RULES_KEEP_LENGTH(RULE) \
    RAWMAP_RULES_MOVE_OVER(RULE)
#define RAWMAP_RULES_KEEP_LENGTH(RULE) \
    RULE##_GUARDED(REMAP_KEEP_RESIZES, EINVAL, RAWMAP_I_WHOLE(length) != RAWMAP_I_WHOLE(target_length))

/* rawmap_duplicate: address, length */
#define RAWMAP_RULES_DUPLICATE(RULE) \
    RULE##_GUARDED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(REMAP_LENGTH_WRAPS, EINVAL, RAWMAP_I_WHOLE(length) == 0) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, EINVAL, length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* The state of the machine or of the mapping. */
#define RAWMAP_RULES_REMAP_STATE(RULE) \
    RULE##_STATE(STATE_NOT_MAPPED, EFAULT, true) \
    RULE##_STATE(STATE_UNFIT_TO_REMAP, EINVAL, true) \
    RULE##_STATE(STATE_OUT_OF_RANGE, EINVAL, true) \
    RULE##_STATE(STATE_CACHE_COLOUR, EINVAL, RAWMAP_I_COLOURED) \
    RULE##_STATE(STATE_HUGE_PAGE_CUT, EINVAL, true) \
    RULE##_STATE(REMAP_KEEP_UNKNOWN, EINVAL, true) \
    RULE##_STATE(STATE_NO_ROOM, ENOMEM, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true) \
    RULE##_STATE(STATE_ADDRESS_SPACE_LIMIT, ENOMEM, true) \
    RULE##_STATE(STATE_OVERCOMMIT, ENOMEM, true) \
    RULE##_STATE(LOCK_OVER_LIMIT, EAGAIN, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true) \
    RULE##_STATE(STATE_SEALED, EPERM, true)

/* clang-format on */

#endif
