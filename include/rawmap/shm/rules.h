/* SPDX-License-Identifier: MIT */
/* rawmap/shm/rules.h: what the calls on System V shared memory may meet. core/rules.h says how the lists
   are read. */
#ifndef RAWMAP_SHM_RULES_H
#define RAWMAP_SHM_RULES_H

#ifndef RAWMAP_SHM_H
#include "../core/base.h"
#include "../core/here.h"
#include "../core/sizes.h"
#include "../map/looks.h"
#endif

#if RAWMAP_I_READS_RULES

/* clang-format off */

/* Lengths come in 64 bits, from rawmap_shm_look for instance. */
#define RAWMAP_RULES_SHM_LENGTH(RULE) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE, GUARDED, ENOMEM, RAWMAP_I_OVER_ADDRESSES(length))

/* rawmap_shm_new: length, permissions, options. Permissions beyond nine bits are flags to shmget. */
#define RAWMAP_RULES_SHM_NEW(RULE) \
    RAWMAP_RULES_SHM_ASKED(RULE) \
    RULE(LENGTH_ZERO, REFUSED, EINVAL, length == 0) \
    RAWMAP_RULES_SHM_MADE(RULE)
#define RAWMAP_RULES_SHM_ASKED(RULE) \
    RULE(SHM_UNKNOWN_PERMISSIONS, GUARDED, EINVAL, permissions & ~0777u) \
    RULE(SHM_UNKNOWN_BITS, GUARDED, EINVAL, (options.bits & ~RAWMAP_I_SHM_KNOWN) || (!(options.bits & RAWMAP_LINUX_SHM_HUGETLB) && (options.bits & RAWMAP_I_HUGE_FIELD))) \
    RULE(HUGE_LENGTH_UNEVEN, IGNORED, EINVAL, (options.bits & RAWMAP_LINUX_SHM_HUGETLB) && (length & RAWMAP_I_HUGE_MASK(options.bits))) \
    RAWMAP_RULES_SHM_LENGTH(RULE)
#define RAWMAP_RULES_SHM_MADE(RULE) \
    RULE(SHM_LIMIT, UNSURE, ENOSPC, true) \
    RULE(SHM_HUGE_NOT_ALLOWED, LOOKED, EPERM, options.bits & RAWMAP_LINUX_SHM_HUGETLB) \
    RULE(SHM_LENGTH_OVER_LIMIT, STATE, EINVAL, true) \
    RULE(HUGE_SIZE_UNSUPPORTED, STATE, EINVAL, options.bits & RAWMAP_LINUX_SHM_HUGETLB) \
    RULE(STATE_HUGE_POOL, STATE, ENOMEM, options.bits & RAWMAP_LINUX_SHM_HUGETLB) \
    RULE(STATE_OVERCOMMIT, STATE, ENOMEM, true)

#define RAWMAP_I_SEES_SHM_HUGE_NOT_ALLOWED rawmap_i_sees_no_huge_segments(permissions | options.bits)

/* rawmap_shm_create: key and the same. Key 0 is IPC_PRIVATE: a new segment that nobody finds. */
#define RAWMAP_RULES_SHM_CREATE(RULE) \
    RULE(SHM_KEY_PRIVATE, GUARDED, EINVAL, key == 0) \
    RULE(SHM_TAKEN, UNSURE, EEXIST, true) \
    RAWMAP_RULES_SHM_NEW(RULE)

/* rawmap_shm_find_or_create: the same. A length of 0 may find. */
#define RAWMAP_RULES_SHM_FIND_OR_CREATE(RULE) \
    RULE(SHM_KEY_PRIVATE, GUARDED, EINVAL, key == 0) \
    RAWMAP_RULES_SHM_ASKED(RULE) \
    RULE(LENGTH_ZERO, UNSURE, EINVAL, length == 0) \
    RAWMAP_RULES_SHM_MADE(RULE) \
    RULE(SHM_SHORTER, STATE, EINVAL, true) \
    RULE(STATE_ACCESS_DENIED, STATE, EACCES, true)

/* rawmap_shm_find: key, length */
#define RAWMAP_RULES_SHM_FIND(RULE) \
    RULE(SHM_KEY_PRIVATE, GUARDED, EINVAL, key == 0) \
    RAWMAP_RULES_SHM_FOUND(RULE)
/* rawmap_shm_find_for: key, length, permissions */
#define RAWMAP_RULES_SHM_FIND_FOR(RULE) \
    RULE(SHM_KEY_PRIVATE, GUARDED, EINVAL, key == 0) \
    RULE(SHM_UNKNOWN_PERMISSIONS, GUARDED, EINVAL, permissions & ~0777u) \
    RAWMAP_RULES_SHM_FOUND(RULE)
#define RAWMAP_RULES_SHM_FOUND(RULE) \
    RAWMAP_RULES_SHM_LENGTH(RULE) \
    RULE(SHM_NOT_FOUND, UNSURE, ENOENT, true) \
    RULE(SHM_SHORTER, UNSURE, EINVAL, length != 0) \
    RULE(STATE_ACCESS_DENIED, STATE, EACCES, true)

/* rawmap_shm_attach: segment, protection, placement. Linux reads two bits of the protection, and always gives
   reading; an address that is taken and a segment that is gone are the same errno. */
#define RAWMAP_RULES_SHM_ATTACH(RULE) \
    RULE(SHM_PROTECTION, GUARDED, EINVAL, !(protection.bits & RAWMAP_LINUX_PROT_READ) || (protection.bits & ~RAWMAP_I_PROT_ACCESS)) \
    RULE(SHM_PLACEMENT, GUARDED, EINVAL, placement.bits != 0 ? placement.bits != RAWMAP_I_EXACTLY || placement.address == 0 : placement.address != 0) \
    RULE(SHM_NEGATIVE, REFUSED, EINVAL, segment.id < 0) \
    RULE(EXACT_UNALIGNED, REFUSED, EINVAL, placement.address & RAWMAP_I_PAGE_MASK) \
    RULE(EXACT_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(placement.address)) \
    RULE(SHM_GONE, UNSURE, EINVAL, placement.address == 0) \
    RULE(SHM_REMOVED, UNSURE, EIDRM, true) \
    RULE(EXACT_TOO_LOW, LOOKED, EPERM, RAWMAP_I_EXACTLY_LOW) \
    RULE(SHM_EXACT_TAKEN, STATE, EINVAL, placement.address != 0) \
    RULE(STATE_CACHE_COLOUR, STATE, EINVAL, RAWMAP_I_COLOURED) \
    RULE(STATE_NO_ROOM, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_ADDRESS_SPACE_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_ACCESS_DENIED, STATE, EACCES, true)

/* rawmap_shm_replace: address, length, segment, protection. It asks for the segment first. */
#define RAWMAP_RULES_SHM_REPLACE(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SHM_PROTECTION, GUARDED, EINVAL, !(protection.bits & RAWMAP_LINUX_PROT_READ) || (protection.bits & ~RAWMAP_I_PROT_ACCESS)) \
    RULE(SHM_REPLACE_NOWHERE, GUARDED, EINVAL, address == 0) \
    RULE(SPAN_UNALIGNED, GUARDED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SHM_NEGATIVE, GUARDED, EINVAL, segment.id < 0) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(SHM_REMOVED, UNSURE, EIDRM, true) \
    RULE(SPAN_TOO_LOW, LOOKED, EPERM, RAWMAP_I_LOWEST_MIB(address)) \
    RULE(SHM_GONE, STATE, EINVAL, true) \
    RULE(HUGE_ADDRESS_UNALIGNED, STATE, EINVAL, true) \
    RULE(STATE_CACHE_COLOUR, STATE, EINVAL, RAWMAP_I_COLOURED) \
    RULE(STATE_NO_ROOM, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_ADDRESS_SPACE_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_ACCESS_DENIED, STATE, EACCES, true) \
    RULE(STATE_SEALED, STATE, EPERM, true)

/* rawmap_shm_detach: address */
#define RAWMAP_RULES_SHM_DETACH(RULE) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(SHM_NOT_ATTACHED, UNSURE, EINVAL, !(address & RAWMAP_I_PAGE_MASK_MAX))

/* rawmap_shm_look: segment */
#define RAWMAP_RULES_SHM_LOOK(RULE) \
    RULE(SHM_NEGATIVE, REFUSED, EINVAL, segment.id < 0) \
    RULE(SHM_GONE, UNSURE, EINVAL, true) \
    RULE(SHM_REMOVED, UNSURE, EIDRM, true) \
    RULE(STATE_ACCESS_DENIED, STATE, EACCES, true)

/* rawmap_shm_permit: segment, owner, group, permissions */
#define RAWMAP_RULES_SHM_PERMIT(RULE) \
    RULE(SHM_UNKNOWN_PERMISSIONS, IGNORED, EINVAL, permissions & ~0777u) \
    RULE(SHM_NEGATIVE, REFUSED, EINVAL, segment.id < 0) \
    RULE(SHM_NOBODY, REFUSED, EINVAL, owner == ~0u || group == ~0u) \
    RULE(SHM_REMOVED, UNSURE, EIDRM, true) \
    RULE(SHM_GONE, STATE, EINVAL, true) \
    RULE(STATE_USER_NAMESPACE, STATE, EINVAL, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* rawmap_shm_at: index. Linux masks it, with more or fewer bits. */
#define RAWMAP_RULES_SHM_AT(RULE) \
    RULE(SHM_INDEX_TOO_HIGH, GUARDED, EINVAL, index > 0x7fffffffu) \
    RULE(SHM_INDEX_TOO_HIGH, IGNORED, EINVAL, index > 0xffffffu) \
    RULE(SHM_INDEX_EMPTY, UNSURE, EINVAL, true) \
    RULE(SHM_REMOVED, UNSURE, EIDRM, true) \
    RULE(STATE_ACCESS_DENIED, STATE, EACCES, true)

/* rawmap_shm_remove, rawmap_shm_lock, rawmap_shm_unlock: segment */
#define RAWMAP_RULES_SHM_CONTROL(RULE) \
    RULE(SHM_NEGATIVE, REFUSED, EINVAL, segment.id < 0) \
    RULE(SHM_GONE, UNSURE, EINVAL, true) \
    RULE(SHM_REMOVED, UNSURE, EIDRM, true) \
    RULE(STATE_LOCK_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* The lists with before-rows in groups, as core/rules.h says. */
#define RAWMAP_GROUPS_SHM_NEW(GROUP) GROUP(true, RAWMAP_RULES_SHM_NEW)
#define RAWMAP_GROUPS_SHM_CREATE(GROUP) GROUP(true, RAWMAP_RULES_SHM_CREATE)
#define RAWMAP_GROUPS_SHM_FIND_FOR(GROUP) GROUP(true, RAWMAP_RULES_SHM_FIND_FOR)
#define RAWMAP_GROUPS_SHM_FIND_OR_CREATE(GROUP) GROUP(true, RAWMAP_RULES_SHM_FIND_OR_CREATE)
#define RAWMAP_GROUPS_SHM_REPLACE(GROUP) GROUP(true, RAWMAP_RULES_SHM_REPLACE)
#define RAWMAP_GROUPS_SHM_FIND(GROUP) GROUP(true, RAWMAP_RULES_SHM_FIND)
#define RAWMAP_GROUPS_SHM_ATTACH(GROUP) GROUP(true, RAWMAP_RULES_SHM_ATTACH)
#define RAWMAP_GROUPS_SHM_PERMIT(GROUP) GROUP(true, RAWMAP_RULES_SHM_PERMIT)
#define RAWMAP_GROUPS_SHM_AT(GROUP) GROUP(true, RAWMAP_RULES_SHM_AT)

/* clang-format on */

#endif

#endif
