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
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_LENGTH_WRAPS, GUARDED, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE(SPAN_WRAPS, GUARDED, EINVAL, length > SIZE_MAX - address) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_LENGTH_ZERO, REFUSED, EINVAL, new_length == 0) \
    RULE(REMAP_LENGTH_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(new_length) == 0) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, UNSURE, EINVAL, new_length > RAWMAP_I_ADDRESS_SPACE) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE, UNSURE, ENOMEM, new_length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_over: address, length, target_address, target_length */
#define RAWMAP_RULES_MOVE_OVER(RULE) \
    RAWMAP_RULES_MOVE_SPANS(RULE) \
    RAWMAP_RULES_MOVE_OVERLAP(RULE) \
    RAWMAP_RULES_MOVE_WRAPS(RULE) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(REMAP_TARGET_UNALIGNED, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(target_address)) \
    RAWMAP_RULES_REMAP_STATE(RULE)
#define RAWMAP_RULES_MOVE_SPANS(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_LENGTH_WRAPS, GUARDED, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE(REMAP_TARGET_EMPTY, GUARDED, EINVAL, target_length == 0) \
    RULE(SPAN_UNALIGNED, GUARDED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_TARGET_UNALIGNED, GUARDED, EINVAL, target_address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_TARGET_OUT_OF_RANGE, GUARDED, EINVAL, RAWMAP_I_WHOLE(target_length) == 0 || RAWMAP_I_WHOLE(target_length) - 1 > SIZE_MAX - target_address)
#define RAWMAP_RULES_MOVE_OVERLAP(RULE) \
    RULE(REMAP_OVERLAPS, GUARDED, EINVAL, address < target_address + RAWMAP_I_WHOLE(target_length) && target_address < address + RAWMAP_I_WHOLE(length))
#define RAWMAP_RULES_MOVE_WRAPS(RULE) \
    RULE(SPAN_WRAPS_EFAULT, GUARDED, EFAULT, RAWMAP_I_WHOLE(length) - 1 > SIZE_MAX - address)

/* rawmap_move_keep: address, length */
#define RAWMAP_RULES_MOVE_KEEP(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_LENGTH_WRAPS, GUARDED, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_KEEP_LOW, REFUSED, EINVAL, address < RAWMAP_I_WHOLE(length)) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(SPAN_WRAPS, UNSURE, EINVAL, length > SIZE_MAX - address) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, UNSURE, EINVAL, length > RAWMAP_I_ADDRESS_SPACE) \
    RULE(SPAN_WRAPS_EFAULT, UNSURE, EFAULT, length > SIZE_MAX - address) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_keep_near: address, length, target_address. Linux looks at the hint as at an exact place. */
#define RAWMAP_RULES_MOVE_KEEP_NEAR(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_LENGTH_WRAPS, GUARDED, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_TARGET_OUT_OF_RANGE, REFUSED, EINVAL, length > SIZE_MAX - target_address) \
    RULE(REMAP_TARGET_UNALIGNED, REFUSED, EINVAL, target_address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_OVERLAPS, REFUSED, EINVAL, address < target_address + RAWMAP_I_WHOLE(length) && target_address < address + RAWMAP_I_WHOLE(length)) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(REMAP_TARGET_UNALIGNED, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(target_address)) \
    RULE(SPAN_WRAPS, UNSURE, EINVAL, length > SIZE_MAX - address) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, UNSURE, EINVAL, length > RAWMAP_I_ADDRESS_SPACE) \
    RULE(SPAN_WRAPS_EFAULT, UNSURE, EFAULT, length > SIZE_MAX - address) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_keep_over, and rawmap_duplicate_over, which keeps the old range likewise: address, length, target_address,
   target_length */
#define RAWMAP_RULES_MOVE_KEEP_OVER(RULE) \
    RAWMAP_RULES_KEEP_LENGTH(RULE) \
    RAWMAP_RULES_MOVE_OVER(RULE)
#define RAWMAP_RULES_KEEP_LENGTH(RULE) \
    RULE(REMAP_KEEP_RESIZES, GUARDED, EINVAL, RAWMAP_I_WHOLE(length) != RAWMAP_I_WHOLE(target_length))

/* rawmap_duplicate: address, length */
#define RAWMAP_RULES_DUPLICATE(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_LENGTH_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(length) == 0) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, UNSURE, EINVAL, length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* The state of the machine or of the mapping. */
#define RAWMAP_RULES_REMAP_STATE(RULE) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true) \
    RULE(STATE_UNFIT_TO_REMAP, STATE, EINVAL, true) \
    RULE(STATE_OUT_OF_RANGE, STATE, EINVAL, true) \
    RULE(STATE_CACHE_COLOUR, STATE, EINVAL, RAWMAP_I_COLOURED) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RULE(REMAP_KEEP_UNKNOWN, STATE, EINVAL, true) \
    RULE(STATE_NO_ROOM, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_ADDRESS_SPACE_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_OVERCOMMIT, STATE, ENOMEM, true) \
    RULE(LOCK_OVER_LIMIT, STATE, EAGAIN, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true) \
    RULE(STATE_SEALED, STATE, EPERM, true)

/* clang-format on */

#endif
