/* SPDX-License-Identifier: MIT */
/* rawmap/map/rules_rest.h: what the calls may meet that share no rules with others: seals, keys, shadow stacks, names,
   the break, and pages of a file in another order. core/rules.h says how the lists are read. */
#ifndef RAWMAP_MAP_RULES_REST_H
#define RAWMAP_MAP_RULES_REST_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/here.h"
#include "../core/sizes.h"
#include "placement.h"
#include "protection.h"
#endif
#include "rules_shared.h"
#include "rules_span.h"

/* clang-format off */

/* rawmap_seal: address, length */
#define RAWMAP_RULES_SEAL(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_LENGTH_WRAPS, REFUSED, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* rawmap_pkey_alloc: rights */
#define RAWMAP_RULES_PKEY_ALLOC(RULE) \
    RULE(PKEY_RIGHTS_UNKNOWN_BITS, REFUSED, EINVAL, rights.bits & ~RAWMAP_I_PKEY_RIGHTS_KNOWN) \
    RULE(PKEY_UNSUPPORTED, UNSURE, EINVAL, true) \
    RULE(PKEY_NONE_FREE, UNSURE, ENOSPC, true)

/* rawmap_pkey_free: key */
#define RAWMAP_RULES_PKEY_FREE(RULE) \
    RULE(PKEY_DEFAULT_KEPT, GUARDED, EINVAL, key.number == 0) \
    RULE(PKEY_NEGATIVE, REFUSED, EINVAL, key.number < 0) \
    RULE(PKEY_NOT_TAKEN, UNSURE, EINVAL, true)

/* rawmap_pkey_protect: address, length, protection, key. Linux takes the key -1 for "as it is". What only this kernel or
   processor lacks is not told from a key that nobody has: both are EINVAL. */
#define RAWMAP_RULES_PKEY_PROTECT(RULE) \
    RULE(PKEY_NEGATIVE, IGNORED, EINVAL, key.number == -1) \
    RULE(PKEY_NEGATIVE, GUARDED, EINVAL, key.number < 0) \
    RULE(PROT_SEM_DOES_NOTHING, IGNORED, EINVAL, protection.bits & RAWMAP_PROT_sem) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(PROT_GROWS_BOTH_WAYS, REFUSED, EINVAL, (protection.bits & RAWMAP_I_PROT_GROWS) == RAWMAP_I_PROT_GROWS) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS_ENOMEM, REFUSED, ENOMEM, address + RAWMAP_I_WHOLE(length) <= address) \
    RULE(PROT_UNKNOWN_BITS, REFUSED, EINVAL, protection.bits & ~RAWMAP_I_PROT_KNOWN) \
    RULE(PKEY_NOT_TAKEN, STATE, EINVAL, true) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(PROT_PROCESSOR_LACKS, UNSURE, EINVAL, RAWMAP_I_PROT_LACKS(protection.bits)) \
    RULE(STATE_UNFIT_MAPPING, STATE, EINVAL, protection.bits & RAWMAP_I_PROT_PROCESSOR) \
    RULE(PROT_SPAN_DOES_NOT_GROW, STATE, EINVAL, protection.bits & RAWMAP_I_PROT_GROWS) \
    RAWMAP_RULES_PROTECT_STATE(RULE)

/* rawmap_pkey_rights_now: key; rawmap_pkey_restrict: key, rights. No call: nobody else would refuse. */
#define RAWMAP_RULES_PKEY_REGISTER(RULE) \
    RULE(PKEY_NEGATIVE, GUARDED, EINVAL, key.number < 0) \
    RULE(PKEY_OUT_OF_RANGE, GUARDED, EINVAL, key.number >= RAWMAP_PKEYS)
#define RAWMAP_RULES_PKEY_RESTRICT(RULE) \
    RAWMAP_RULES_PKEY_REGISTER(RULE) \
    RULE(PKEY_RIGHTS_UNKNOWN_BITS, GUARDED, EINVAL, rights.bits & ~RAWMAP_I_PKEY_RIGHTS_KNOWN)

/* rawmap_map_shadow_stack: length, options, placement. Where shadow stacks are missing Linux looks at nothing else. */
#define RAWMAP_RULES_MAP_SHADOW_STACK(RULE) \
    RULE(SHADOW_STACK_PLACEMENT, GUARDED, EINVAL, placement.bits != 0 ? placement.bits != RAWMAP_I_EXACTLY || placement.address == 0 : placement.address != 0) \
    RULE(SHADOW_STACK_MARKER_ALONE, IGNORED, EINVAL, (options.bits & RAWMAP_I_SHADOW_STACK_MARKER) && !(options.bits & RAWMAP_I_SHADOW_STACK_TOKEN)) \
    RULE(SHADOW_STACK_UNKNOWN_BITS, REFUSED, EINVAL, options.bits & ~RAWMAP_I_SHADOW_STACK_KNOWN) \
    RULE(SHADOW_STACK_LENGTH_UNEVEN, REFUSED, EINVAL, (options.bits & RAWMAP_LINUX_SHADOW_STACK_SET_TOKEN) && length > 8 && (length & 7u) != 0) \
    RULE(LENGTH_ZERO, REFUSED, EINVAL, length == 0) \
    RULE(EXACT_UNALIGNED, REFUSED, EINVAL, placement.address & RAWMAP_I_PAGE_MASK) \
    RULE(SHADOW_STACK_LENGTH_WRAPS, REFUSED, EOVERFLOW, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(EXACT_OUT_OF_RANGE, REFUSED, ENOMEM, RAWMAP_I_WHOLE(length) > SIZE_MAX - placement.address) \
    RULE(SHADOW_STACK_TOO_SHORT, UNSURE, ENOSPC, length < 8) \
    RULE(EXACT_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(placement.address)) \
    RULE(SHADOW_STACK_LENGTH_UNEVEN, UNSURE, EINVAL, (length & 7u) != 0 || length == 8) \
    RULE(EXACT_TAKEN, UNSURE, EEXIST, placement.address != 0) \
    RULE(SHADOW_STACK_TOO_LOW, UNSURE, ERANGE, placement.address != 0) \
    RULE(SHADOW_STACK_UNSUPPORTED, UNSURE, EOPNOTSUPP, true) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE, UNSURE, ENOMEM, length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_NEW_STATE(RULE)

/* rawmap_name: address, length, name. The conditions that read memory are functions, asked only after Linux has refused;
   they ask whether they may. A kernel without names has no other EINVAL, and one with names none but these: what only
   larger pages would refuse is left aside. */
#define RAWMAP_RULES_NAME(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_LENGTH_WRAPS, REFUSED, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE(NAME_TOO_LONG, UNSURE, EINVAL, rawmap_i_name_fault(name) == RAWMAP_NAME_TOO_LONG) \
    RULE(NAME_UNPRINTABLE, UNSURE, EINVAL, rawmap_i_name_fault(name) == RAWMAP_NAME_UNPRINTABLE) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(NAME_UNSUPPORTED, LOOKED, EINVAL, !RAWMAP_I_BETWEEN_PAGES(address) && length < SIZE_MAX - address - RAWMAP_PAGE_SIZE_MAX) \
    RULE(NAME_OF_FILE, UNSURE, EBADF, true) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true)
#define RAWMAP_I_SEES_NAME_UNSUPPORTED rawmap_i_sees_prctl()

/* rawmap_break_set: end. What Linux refuses has no errno: see the body. */
#define RAWMAP_RULES_BREAK_SET(RULE) \
    RULE(BREAK_NOT_NAMED, IGNORED, EINVAL, end == NULL)

/* rawmap_remap_file_pages: address, length, page. Linux rounds the address and the length down. */
#define RAWMAP_RULES_REMAP_FILE_PAGES(RULE) \
    RULE(SPAN_UNALIGNED, IGNORED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_PAGES_UNEVEN, IGNORED, EINVAL, length & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_UNALIGNED_HERE, IGNORED, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(REMAP_PAGES_UNEVEN, IGNORED, EINVAL, RAWMAP_I_UNALIGNED_HERE(length)) \
    RULE(SPAN_EMPTY, REFUSED, EINVAL, length == 0) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, address + length <= address) \
    RULE(REMAP_PAGES_PAST_LIMIT, REFUSED, EINVAL, RAWMAP_PAGE_SIZE_MIN == RAWMAP_PAGE_SIZE_MAX && page > SIZE_MAX - (length >> RAWMAP_I_PAGE_SHIFT)) \
    RULE(STATE_UNFIT_MAPPING, STATE, EINVAL, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true)

/* The before-rows in groups: see core/rules.h. */
#define RAWMAP_GROUPS_SEAL(GROUP) GROUP(true, RAWMAP_RULES_SEAL)
#define RAWMAP_GROUPS_PKEY_FREE(GROUP) GROUP(true, RAWMAP_RULES_PKEY_FREE)
#define RAWMAP_GROUPS_PKEY_PROTECT(GROUP) GROUP(true, RAWMAP_RULES_PKEY_PROTECT)
#define RAWMAP_GROUPS_PKEY_REGISTER(GROUP) GROUP(true, RAWMAP_RULES_PKEY_REGISTER)
#define RAWMAP_GROUPS_PKEY_RESTRICT(GROUP) GROUP(true, RAWMAP_RULES_PKEY_RESTRICT)
#define RAWMAP_GROUPS_MAP_SHADOW_STACK(GROUP) GROUP(true, RAWMAP_RULES_MAP_SHADOW_STACK)
#define RAWMAP_GROUPS_NAME(GROUP) GROUP(true, RAWMAP_RULES_NAME)
#define RAWMAP_GROUPS_BREAK_SET(GROUP) GROUP(true, RAWMAP_RULES_BREAK_SET)
#define RAWMAP_GROUPS_REMAP_FILE_PAGES(GROUP) GROUP(true, RAWMAP_RULES_REMAP_FILE_PAGES)

/* clang-format on */

#endif
