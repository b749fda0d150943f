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
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_LENGTH_WRAPS, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_STATE(STATE_HUGE_PAGE_CUT, EINVAL, true) \
    RULE##_STATE(STATE_HOLE, ENOMEM, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true)

/* rawmap_pkey_alloc: rights */
#define RAWMAP_RULES_PKEY_ALLOC(RULE) \
    RULE##_REFUSED(PKEY_RIGHTS_UNKNOWN_BITS, EINVAL, rights.bits & ~RAWMAP_I_PKEY_RIGHTS_KNOWN) \
    RULE##_UNSURE(PKEY_UNSUPPORTED, EINVAL, true) \
    RULE##_UNSURE(PKEY_NONE_FREE, ENOSPC, true)

/* rawmap_pkey_free: key */
#define RAWMAP_RULES_PKEY_FREE(RULE) \
    RULE##_GUARDED(PKEY_DEFAULT_KEPT, EINVAL, key.number == 0) \
    RULE##_REFUSED(PKEY_NEGATIVE, EINVAL, key.number < 0) \
    RULE##_UNSURE(PKEY_NOT_TAKEN, EINVAL, true)

/* rawmap_pkey_protect: address, length, protection, key. Linux takes the key -1 for "as it is". What only this kernel or
   processor lacks is not told from a key that nobody has: both are EINVAL. */
#define RAWMAP_RULES_PKEY_PROTECT(RULE) \
    RULE##_IGNORED(PKEY_NEGATIVE, EINVAL, key.number == -1) \
    RULE##_GUARDED(PKEY_NEGATIVE, EINVAL, key.number < 0) \
    RULE##_IGNORED(PROT_SEM_DOES_NOTHING, EINVAL, protection.bits & RAWMAP_PROT_sem) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(PROT_GROWS_BOTH_WAYS, EINVAL, (protection.bits & RAWMAP_I_PROT_GROWS) == RAWMAP_I_PROT_GROWS) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_WRAPS_ENOMEM, ENOMEM, address + RAWMAP_I_WHOLE(length) <= address) \
    RULE##_REFUSED(PROT_UNKNOWN_BITS, EINVAL, protection.bits & ~RAWMAP_I_PROT_KNOWN) \
    RULE##_STATE(PKEY_NOT_TAKEN, EINVAL, true) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(PROT_PROCESSOR_LACKS, EINVAL, RAWMAP_I_PROT_LACKS(protection.bits)) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, protection.bits & RAWMAP_I_PROT_PROCESSOR) \
    RULE##_STATE(PROT_SPAN_DOES_NOT_GROW, EINVAL, protection.bits & RAWMAP_I_PROT_GROWS) \
    RAWMAP_RULES_PROTECT_STATE(RULE)

/* rawmap_pkey_rights_now: key; rawmap_pkey_restrict: key, rights. No call: nobody else would refuse. */
#define RAWMAP_RULES_PKEY_REGISTER(RULE) \
    RULE##_GUARDED(PKEY_NEGATIVE, EINVAL, key.number < 0) \
    RULE##_GUARDED(PKEY_OUT_OF_RANGE, EINVAL, key.number >= RAWMAP_PKEYS)
#define RAWMAP_RULES_PKEY_RESTRICT(RULE) \
    RAWMAP_RULES_PKEY_REGISTER(RULE) \
    RULE##_GUARDED(PKEY_RIGHTS_UNKNOWN_BITS, EINVAL, rights.bits & ~RAWMAP_I_PKEY_RIGHTS_KNOWN)

/* rawmap_map_shadow_stack: length, options, placement. Where shadow stacks are missing Linux looks at nothing else. */
#define RAWMAP_RULES_MAP_SHADOW_STACK(RULE) \
    RULE##_GUARDED(SHADOW_STACK_PLACEMENT, EINVAL, placement.bits != 0 ? placement.bits != RAWMAP_I_EXACTLY || placement.address == 0 : placement.address != 0) \
    RULE##_IGNORED(SHADOW_STACK_MARKER_ALONE, EINVAL, (options.bits & RAWMAP_I_SHADOW_STACK_MARKER) && !(options.bits & RAWMAP_I_SHADOW_STACK_TOKEN)) \
    RULE##_REFUSED(SHADOW_STACK_UNKNOWN_BITS, EINVAL, options.bits & ~RAWMAP_I_SHADOW_STACK_KNOWN) \
    RULE##_REFUSED(SHADOW_STACK_LENGTH_UNEVEN, EINVAL, (options.bits & RAWMAP_LINUX_SHADOW_STACK_SET_TOKEN) && length > 8 && (length & 7u) != 0) \
    RULE##_REFUSED(LENGTH_ZERO, EINVAL, length == 0) \
    RULE##_REFUSED(EXACT_UNALIGNED, EINVAL, placement.address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SHADOW_STACK_LENGTH_WRAPS, EOVERFLOW, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE##_REFUSED(EXACT_OUT_OF_RANGE, ENOMEM, RAWMAP_I_WHOLE(length) > SIZE_MAX - placement.address) \
    RULE##_UNSURE(SHADOW_STACK_TOO_SHORT, ENOSPC, length < 8) \
    RULE##_UNSURE(EXACT_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(placement.address)) \
    RULE##_UNSURE(SHADOW_STACK_LENGTH_UNEVEN, EINVAL, (length & 7u) != 0 || length == 8) \
    RULE##_UNSURE(EXACT_TAKEN, EEXIST, placement.address != 0) \
    RULE##_UNSURE(SHADOW_STACK_TOO_LOW, ERANGE, placement.address != 0) \
    RULE##_UNSURE(SHADOW_STACK_UNSUPPORTED, EOPNOTSUPP, true) \
    RULE##_UNSURE(LENGTH_EXCEEDS_ADDRESS_SPACE, ENOMEM, length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_NEW_STATE(RULE)

/* rawmap_name: address, length, name. The conditions that read memory are functions, asked only after Linux has refused;
   they ask whether they may. A kernel without names has no other EINVAL, and one with names none but these: what only
   larger pages would refuse is left aside. */
#define RAWMAP_RULES_NAME(RULE) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_LENGTH_WRAPS, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE##_UNSURE(NAME_TOO_LONG, EINVAL, rawmap_i_name_fault(name) == RAWMAP_NAME_TOO_LONG) \
    RULE##_UNSURE(NAME_UNPRINTABLE, EINVAL, rawmap_i_name_fault(name) == RAWMAP_NAME_UNPRINTABLE) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_LOOKED(NAME_UNSUPPORTED, EINVAL, !RAWMAP_I_BETWEEN_PAGES(address) && length < SIZE_MAX - address - RAWMAP_PAGE_SIZE_MAX) \
    RULE##_UNSURE(NAME_OF_FILE, EBADF, true) \
    RULE##_STATE(STATE_HOLE, ENOMEM, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true)
#define RAWMAP_I_SEES_NAME_UNSUPPORTED rawmap_i_sees_prctl()

/* rawmap_break_set: end. What Linux refuses has no errno: see the body. */
#define RAWMAP_RULES_BREAK_SET(RULE) \
    RULE##_IGNORED(BREAK_NOT_NAMED, EINVAL, end == NULL)

/* rawmap_remap_file_pages: address, length, page. Linux rounds the address and the length down. */
#define RAWMAP_RULES_REMAP_FILE_PAGES(RULE) \
    RULE##_IGNORED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_IGNORED(REMAP_PAGES_UNEVEN, EINVAL, length & RAWMAP_I_PAGE_MASK) \
    RULE##_IGNORED(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_IGNORED(REMAP_PAGES_UNEVEN, EINVAL, RAWMAP_I_UNALIGNED_HERE(length)) \
    RULE##_REFUSED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, address + length <= address) \
    RULE##_REFUSED(REMAP_PAGES_PAST_LIMIT, EINVAL, RAWMAP_PAGE_SIZE_MIN == RAWMAP_PAGE_SIZE_MAX && page > SIZE_MAX - (length >> RAWMAP_I_PAGE_SHIFT)) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true)

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
