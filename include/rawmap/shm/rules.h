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
    RULE##_GUARDED(LENGTH_EXCEEDS_ADDRESS_SPACE, ENOMEM, RAWMAP_I_OVER_ADDRESSES(length))

/* rawmap_shm_new: length, permissions, options. Permissions beyond nine bits are flags to shmget. */
#define RAWMAP_RULES_SHM_NEW(RULE) \
    RAWMAP_RULES_SHM_ASKED(RULE) \
    RULE##_REFUSED(LENGTH_ZERO, EINVAL, length == 0) \
    RAWMAP_RULES_SHM_MADE(RULE)
#define RAWMAP_RULES_SHM_ASKED(RULE) \
    RULE##_GUARDED(SHM_UNKNOWN_PERMISSIONS, EINVAL, permissions & ~0777u) \
    RULE##_GUARDED(SHM_UNKNOWN_BITS, EINVAL, (options.bits & ~RAWMAP_I_SHM_KNOWN) || (!(options.bits & RAWMAP_LINUX_SHM_HUGETLB) && (options.bits & RAWMAP_I_HUGE_FIELD))) \
    RULE##_IGNORED(HUGE_LENGTH_UNEVEN, EINVAL, (options.bits & RAWMAP_LINUX_SHM_HUGETLB) && (length & RAWMAP_I_HUGE_MASK(options.bits))) \
    RAWMAP_RULES_SHM_LENGTH(RULE)
#define RAWMAP_RULES_SHM_MADE(RULE) \
    RULE##_UNSURE(SHM_LIMIT, ENOSPC, true) \
    RULE##_LOOKED(SHM_HUGE_NOT_ALLOWED, EPERM, options.bits & RAWMAP_LINUX_SHM_HUGETLB) \
    RULE##_STATE(SHM_LENGTH_OVER_LIMIT, EINVAL, true) \
    RULE##_STATE(HUGE_SIZE_UNSUPPORTED, EINVAL, options.bits & RAWMAP_LINUX_SHM_HUGETLB) \
    RULE##_STATE(STATE_HUGE_POOL, ENOMEM, options.bits & RAWMAP_LINUX_SHM_HUGETLB) \
    RULE##_STATE(STATE_OVERCOMMIT, ENOMEM, true)

#define RAWMAP_I_SEES_SHM_HUGE_NOT_ALLOWED rawmap_i_sees_no_huge_segments(permissions | options.bits)

/* rawmap_shm_create: key and the same. Key 0 is IPC_PRIVATE: a new segment that nobody finds. */
#define RAWMAP_RULES_SHM_CREATE(RULE) \
    RULE##_GUARDED(SHM_KEY_PRIVATE, EINVAL, key == 0) \
    RULE##_UNSURE(SHM_TAKEN, EEXIST, true) \
    RAWMAP_RULES_SHM_NEW(RULE)

/* rawmap_shm_find_or_create: the same. A length of 0 may find. */
#define RAWMAP_RULES_SHM_FIND_OR_CREATE(RULE) \
    RULE##_GUARDED(SHM_KEY_PRIVATE, EINVAL, key == 0) \
    RAWMAP_RULES_SHM_ASKED(RULE) \
    RULE##_UNSURE(LENGTH_ZERO, EINVAL, length == 0) \
    RAWMAP_RULES_SHM_MADE(RULE) \
    RULE##_STATE(SHM_SHORTER, EINVAL, true) \
    RULE##_STATE(STATE_ACCESS_DENIED, EACCES, true)

/* rawmap_shm_find: key, length */
#define RAWMAP_RULES_SHM_FIND(RULE) \
    RULE##_GUARDED(SHM_KEY_PRIVATE, EINVAL, key == 0) \
    RAWMAP_RULES_SHM_FOUND(RULE)
/* rawmap_shm_find_for: key, length, permissions */
#define RAWMAP_RULES_SHM_FIND_FOR(RULE) \
    RULE##_GUARDED(SHM_KEY_PRIVATE, EINVAL, key == 0) \
    RULE##_GUARDED(SHM_UNKNOWN_PERMISSIONS, EINVAL, permissions & ~0777u) \
    RAWMAP_RULES_SHM_FOUND(RULE)
#define RAWMAP_RULES_SHM_FOUND(RULE) \
    RAWMAP_RULES_SHM_LENGTH(RULE) \
    RULE##_UNSURE(SHM_NOT_FOUND, ENOENT, true) \
    RULE##_UNSURE(SHM_SHORTER, EINVAL, length != 0) \
    RULE##_STATE(STATE_ACCESS_DENIED, EACCES, true)

/* rawmap_shm_attach: segment, protection, placement. Linux reads two bits of the protection, and always gives
   reading; an address that is taken and a segment that is gone are the same errno. */
#define RAWMAP_RULES_SHM_ATTACH(RULE) \
    RULE##_GUARDED(SHM_PROTECTION, EINVAL, !(protection.bits & RAWMAP_LINUX_PROT_READ) || (protection.bits & ~RAWMAP_I_PROT_ACCESS)) \
    RULE##_GUARDED(SHM_PLACEMENT, EINVAL, placement.bits != 0 ? placement.bits != RAWMAP_I_EXACTLY || placement.address == 0 : placement.address != 0) \
    RULE##_REFUSED(SHM_NEGATIVE, EINVAL, segment.id < 0) \
    RULE##_REFUSED(EXACT_UNALIGNED, EINVAL, placement.address & RAWMAP_I_PAGE_MASK) \
    RULE##_UNSURE(EXACT_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(placement.address)) \
    RULE##_UNSURE(SHM_GONE, EINVAL, placement.address == 0) \
    RULE##_UNSURE(SHM_REMOVED, EIDRM, true) \
    RULE##_LOOKED(EXACT_TOO_LOW, EPERM, RAWMAP_I_EXACTLY_LOW) \
    RULE##_STATE(SHM_EXACT_TAKEN, EINVAL, placement.address != 0) \
    RULE##_STATE(STATE_CACHE_COLOUR, EINVAL, RAWMAP_I_COLOURED) \
    RULE##_STATE(STATE_NO_ROOM, ENOMEM, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true) \
    RULE##_STATE(STATE_ADDRESS_SPACE_LIMIT, ENOMEM, true) \
    RULE##_STATE(STATE_ACCESS_DENIED, EACCES, true)

/* rawmap_shm_replace: address, length, segment, protection. It asks for the segment first. */
#define RAWMAP_RULES_SHM_REPLACE(RULE) \
    RULE##_GUARDED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(SHM_PROTECTION, EINVAL, !(protection.bits & RAWMAP_LINUX_PROT_READ) || (protection.bits & ~RAWMAP_I_PROT_ACCESS)) \
    RULE##_GUARDED(SHM_REPLACE_NOWHERE, EINVAL, address == 0) \
    RULE##_GUARDED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_GUARDED(SHM_NEGATIVE, EINVAL, segment.id < 0) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(SHM_REMOVED, EIDRM, true) \
    RULE##_LOOKED(SPAN_TOO_LOW, EPERM, RAWMAP_I_LOWEST_MIB(address)) \
    RULE##_STATE(SHM_GONE, EINVAL, true) \
    RULE##_STATE(HUGE_ADDRESS_UNALIGNED, EINVAL, true) \
    RULE##_STATE(STATE_CACHE_COLOUR, EINVAL, RAWMAP_I_COLOURED) \
    RULE##_STATE(STATE_NO_ROOM, ENOMEM, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true) \
    RULE##_STATE(STATE_ADDRESS_SPACE_LIMIT, ENOMEM, true) \
    RULE##_STATE(STATE_ACCESS_DENIED, EACCES, true) \
    RULE##_STATE(STATE_SEALED, EPERM, true)

/* rawmap_shm_detach: address */
#define RAWMAP_RULES_SHM_DETACH(RULE) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(SHM_NOT_ATTACHED, EINVAL, !(address & RAWMAP_I_PAGE_MASK_MAX))

/* rawmap_shm_look: segment */
#define RAWMAP_RULES_SHM_LOOK(RULE) \
    RULE##_REFUSED(SHM_NEGATIVE, EINVAL, segment.id < 0) \
    RULE##_UNSURE(SHM_GONE, EINVAL, true) \
    RULE##_UNSURE(SHM_REMOVED, EIDRM, true) \
    RULE##_STATE(STATE_ACCESS_DENIED, EACCES, true)

/* rawmap_shm_permit: segment, owner, group, permissions */
#define RAWMAP_RULES_SHM_PERMIT(RULE) \
    RULE##_IGNORED(SHM_UNKNOWN_PERMISSIONS, EINVAL, permissions & ~0777u) \
    RULE##_REFUSED(SHM_NEGATIVE, EINVAL, segment.id < 0) \
    RULE##_REFUSED(SHM_NOBODY, EINVAL, owner == ~0u || group == ~0u) \
    RULE##_UNSURE(SHM_REMOVED, EIDRM, true) \
    RULE##_STATE(SHM_GONE, EINVAL, true) \
    RULE##_STATE(STATE_USER_NAMESPACE, EINVAL, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true)

/* rawmap_shm_at: index. Linux masks it, with more or fewer bits. */
#define RAWMAP_RULES_SHM_AT(RULE) \
    RULE##_GUARDED(SHM_INDEX_TOO_HIGH, EINVAL, index > 0x7fffffffu) \
    RULE##_IGNORED(SHM_INDEX_TOO_HIGH, EINVAL, index > 0xffffffu) \
    RULE##_UNSURE(SHM_INDEX_EMPTY, EINVAL, true) \
    RULE##_UNSURE(SHM_REMOVED, EIDRM, true) \
    RULE##_STATE(STATE_ACCESS_DENIED, EACCES, true)

/* rawmap_shm_remove, rawmap_shm_lock, rawmap_shm_unlock: segment */
#define RAWMAP_RULES_SHM_CONTROL(RULE) \
    RULE##_REFUSED(SHM_NEGATIVE, EINVAL, segment.id < 0) \
    RULE##_UNSURE(SHM_GONE, EINVAL, true) \
    RULE##_UNSURE(SHM_REMOVED, EIDRM, true) \
    RULE##_STATE(STATE_LOCK_LIMIT, ENOMEM, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true)

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
