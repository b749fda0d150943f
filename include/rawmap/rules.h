/* SPDX-License-Identifier: MIT */
/* rawmap/rules.h: what each call may meet. One list per call; shared lists are named where they stand.

   RULE(cause, sort, errno, condition): the condition reads the call's own arguments, calls nothing, casts no pointer.
   From these lists come the checks, the naming of the kernel's errors, clang's compile-time errors, the manual's
   tables and the comparison with the kernel.

   sort       the kernel                                 tested
   IGNORED    would succeed, and not do what was asked   before the call, which is then not made
   GUARDED    would refuse too late, or not see it:      before the call, which is then not made
              something would be lost
   REFUSED    always answers this errno                  after it has: the success path pays nothing, and a newer
                                                         kernel that accepts it is not stood in the way of
   UNSURE     may answer this errno, and then only       after it has
              for this cause (an older kernel, say)
   STATE      may answer this errno because of the       never by the call: it answers the errno; listed here for
              machine's or the mapping's state           the manual and for rawmap's own tests

   before-rows stand first, so that a check and the call agree; REFUSED rows stand before UNSURE ones. */
#ifndef RAWMAP_RULES_H
#define RAWMAP_RULES_H

#include "base.h"
#include "file_kind.h"
#include "kind.h"
#include "placement.h"
#include "protection.h"

#define RAWMAP_I_PAGE_MASK (RAWMAP_PAGE_SIZE_MIN - 1u)
#define RAWMAP_I_PAGE_MASK_MAX (RAWMAP_PAGE_SIZE_MAX - 1u)
/* length in whole pages, in bytes: 0 when that does not fit. */
#define RAWMAP_I_WHOLE(length) (((length) + RAWMAP_I_PAGE_MASK) & ~RAWMAP_I_CAST(size_t, RAWMAP_I_PAGE_MASK))

/* clang-format off */

/* rawmap_map: length, protection, kind, placement */
#define RAWMAP_RULES_MAP(RULE) \
    RAWMAP_RULES_NEW_PROTECTION(RULE) \
    RAWMAP_RULES_KIND_BEFORE(RULE) \
    RAWMAP_RULES_PLACEMENT_BEFORE(RULE) \
    RULE(HUGE_ADDRESS_UNALIGNED, IGNORED, EINVAL, !(placement.bits & RAWMAP_I_EXACTLY) && (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) && (placement.address & RAWMAP_I_HUGE_MASK(kind.bits))) \
    RULE(LENGTH_ZERO, REFUSED, EINVAL, length == 0) \
    RULE(LENGTH_WRAPS, REFUSED, ENOMEM, RAWMAP_I_WHOLE(length) == 0) \
    RAWMAP_RULES_EXACTLY(RULE) \
    RULE(HUGE_ADDRESS_UNALIGNED, REFUSED, EINVAL, (placement.bits & RAWMAP_I_EXACTLY) && (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) && (placement.address & RAWMAP_I_HUGE_MASK(kind.bits))) \
    RAWMAP_RULES_KIND(RULE) \
    RAWMAP_RULES_EXACTLY_UNSURE(RULE) \
    RAWMAP_RULES_KIND_UNSURE(RULE) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE, UNSURE, ENOMEM, length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_NEW_STATE(RULE) \
    RULE(STATE_HUGE_POOL, STATE, ENOMEM, kind.bits & RAWMAP_LINUX_MAP_HUGETLB)

/* rawmap_map_file: file, offset, length, protection, kind, placement */
#define RAWMAP_RULES_MAP_FILE(RULE) \
    RAWMAP_RULES_NEW_PROTECTION(RULE) \
    RAWMAP_RULES_FILE_KIND_BEFORE(RULE) \
    RAWMAP_RULES_PLACEMENT_BEFORE(RULE) \
    RAWMAP_RULES_OFFSET(RULE) \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0) \
    RULE(LENGTH_ZERO, REFUSED, EINVAL, length == 0) \
    RULE(LENGTH_WRAPS, REFUSED, ENOMEM, RAWMAP_I_WHOLE(length) == 0) \
    RAWMAP_RULES_EXACTLY(RULE) \
    RULE(KIND_INVALID, REFUSED, EINVAL, RAWMAP_I_FILE_KIND_INVALID) \
    RULE(SYNC_EXACTLY, REFUSED, EOPNOTSUPP, (kind.bits & RAWMAP_I_MAP_SYNC) && (placement.bits & RAWMAP_I_EXACTLY)) \
    RAWMAP_RULES_EXACTLY_UNSURE(RULE) \
    RAWMAP_RULES_FILE_UNSURE(RULE) \
    RAWMAP_RULES_NEW_STATE(RULE) \
    RAWMAP_RULES_FILE_STATE(RULE)

/* rawmap_replace: address, length, protection, kind. Everything is tested before: a MAP_FIXED that fails may already
   have unmapped what it was to replace. */
#define RAWMAP_RULES_REPLACE(RULE) \
    RAWMAP_RULES_NEW_PROTECTION(RULE) \
    RAWMAP_RULES_KIND_BEFORE(RULE) \
    RAWMAP_RULES_TARGET(RULE) \
    RULE(HUGE_ADDRESS_UNALIGNED, GUARDED, EINVAL, (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) && (address & RAWMAP_I_HUGE_MASK(kind.bits))) \
    RULE(KIND_INVALID, GUARDED, EINVAL, RAWMAP_I_KIND_INVALID) \
    RULE(DROPPABLE_LOCKED, GUARDED, EINVAL, RAWMAP_I_DROPPABLE && (kind.bits & RAWMAP_LINUX_MAP_LOCKED)) \
    RULE(DROPPABLE_HUGE, GUARDED, EINVAL, RAWMAP_I_DROPPABLE && (kind.bits & RAWMAP_LINUX_MAP_HUGETLB)) \
    RULE(DROPPABLE_GROWSDOWN, GUARDED, EINVAL, RAWMAP_I_DROPPABLE && (kind.bits & RAWMAP_LINUX_MAP_GROWSDOWN)) \
    RULE(GROWSDOWN_SHARED, GUARDED, EINVAL, RAWMAP_I_SHARED && (kind.bits & RAWMAP_LINUX_MAP_GROWSDOWN)) \
    RULE(GROWSDOWN_HUGE, GUARDED, EINVAL, (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) && (kind.bits & RAWMAP_LINUX_MAP_GROWSDOWN)) \
    RAWMAP_RULES_KIND_UNSURE(RULE) \
    RAWMAP_RULES_TARGET_UNSURE(RULE) \
    RAWMAP_RULES_NEW_STATE(RULE) \
    RULE(STATE_SEALED, STATE, EPERM, true) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RULE(STATE_HUGE_POOL, STATE, ENOMEM, kind.bits & RAWMAP_LINUX_MAP_HUGETLB)

/* rawmap_replace_file: file, offset, address, length, protection, kind */
#define RAWMAP_RULES_REPLACE_FILE(RULE) \
    RAWMAP_RULES_NEW_PROTECTION(RULE) \
    RAWMAP_RULES_FILE_KIND_BEFORE(RULE) \
    RULE(FILE_NEGATIVE, GUARDED, EBADF, file < 0) \
    RULE(OFFSET_UNALIGNED, GUARDED, EINVAL, offset & RAWMAP_I_PAGE_MASK) \
    RULE(OFFSET_UNREPRESENTABLE, GUARDED, EOVERFLOW, RAWMAP_I_OFFSET_UNREPRESENTABLE) \
    RAWMAP_RULES_TARGET(RULE) \
    RULE(KIND_INVALID, GUARDED, EINVAL, RAWMAP_I_FILE_KIND_INVALID) \
    RAWMAP_RULES_TARGET_UNSURE(RULE) \
    RAWMAP_RULES_FILE_UNSURE(RULE) \
    RAWMAP_RULES_NEW_STATE(RULE) \
    RULE(STATE_SEALED, STATE, EPERM, true) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RAWMAP_RULES_FILE_STATE(RULE)

/* rawmap_unmap: address, length */
#define RAWMAP_RULES_UNMAP(RULE) \
    RULE(SPAN_EMPTY, REFUSED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, length > SIZE_MAX - address) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(STATE_OUT_OF_RANGE, STATE, EINVAL, true) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_SEALED, STATE, EPERM, true)

/* rawmap_protect: address, length, protection */
#define RAWMAP_RULES_PROTECT(RULE) \
    RULE(PROT_SEM_DOES_NOTHING, IGNORED, EINVAL, protection.bits & RAWMAP_PROT_sem) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(PROT_GROWS_BOTH_WAYS, REFUSED, EINVAL, (protection.bits & RAWMAP_I_PROT_GROWS) == RAWMAP_I_PROT_GROWS) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, REFUSED, ENOMEM, length != 0 && address + RAWMAP_I_WHOLE(length) <= address) \
    RULE(PROT_UNKNOWN_BITS, REFUSED, EINVAL, protection.bits & ~RAWMAP_I_PROT_KNOWN) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(PROT_PROCESSOR_LACKS, UNSURE, EINVAL, protection.bits & RAWMAP_I_PROT_PROCESSOR) \
    RULE(PROT_SPAN_DOES_NOT_GROW, UNSURE, EINVAL, protection.bits & RAWMAP_I_PROT_GROWS) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_OVERCOMMIT, STATE, ENOMEM, true) \
    RULE(STATE_DATA_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_FILE_MODE, STATE, EACCES, true) \
    RULE(STATE_SEALED, STATE, EPERM, true)

/* rawmap_resize, rawmap_resize_or_move: address, length, new_length */
#define RAWMAP_RULES_RESIZE(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_LENGTH_ZERO, REFUSED, EINVAL, RAWMAP_I_WHOLE(new_length) == 0) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(SPAN_WRAPS, UNSURE, EINVAL, length > SIZE_MAX - address) \
    RULE(SPAN_WRAPS, UNSURE, EFAULT, length > SIZE_MAX - address) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE, UNSURE, EINVAL, new_length > RAWMAP_I_ADDRESS_SPACE) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE, UNSURE, ENOMEM, new_length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_over: address, length, target_address, target_length */
#define RAWMAP_RULES_MOVE_OVER(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(REMAP_TARGET_EMPTY, GUARDED, EINVAL, target_length == 0) \
    RULE(SPAN_UNALIGNED, GUARDED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, GUARDED, EFAULT, RAWMAP_I_WHOLE(length) == 0 || RAWMAP_I_WHOLE(length) - 1 > SIZE_MAX - address) \
    RULE(REMAP_TARGET_UNALIGNED, GUARDED, EINVAL, target_address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_TARGET_OUT_OF_RANGE, GUARDED, EINVAL, RAWMAP_I_WHOLE(target_length) == 0 || RAWMAP_I_WHOLE(target_length) - 1 > SIZE_MAX - target_address) \
    RULE(REMAP_OVERLAPS, GUARDED, EINVAL, address < target_address + RAWMAP_I_WHOLE(target_length) && target_address < address + RAWMAP_I_WHOLE(length)) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, (address | target_address) & RAWMAP_I_PAGE_MASK_MAX) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_keep: address, length */
#define RAWMAP_RULES_MOVE_KEEP(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(SPAN_WRAPS, UNSURE, EINVAL, length > SIZE_MAX - address) \
    RULE(SPAN_WRAPS, UNSURE, EFAULT, length > SIZE_MAX - address) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_move_keep_over: address, length, target_address, target_length */
#define RAWMAP_RULES_MOVE_KEEP_OVER(RULE) \
    RULE(REMAP_KEEP_RESIZES, GUARDED, EINVAL, RAWMAP_I_WHOLE(length) != RAWMAP_I_WHOLE(target_length)) \
    RAWMAP_RULES_MOVE_OVER(RULE)

/* rawmap_duplicate: address, length */
#define RAWMAP_RULES_DUPLICATE(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(REMAP_LENGTH_ZERO, REFUSED, EINVAL, RAWMAP_I_WHOLE(length) == 0) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RAWMAP_RULES_REMAP_STATE(RULE)

/* rawmap_advise: address, length, advice */
#define RAWMAP_RULES_ADVISE(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, length != 0 && (RAWMAP_I_WHOLE(length) == 0 || RAWMAP_I_WHOLE(length) > SIZE_MAX - address)) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(ADVICE_UNKNOWN, STATE, EINVAL, true) \
    RULE(STATE_UNFIT_MAPPING, STATE, EINVAL, true) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_TRY_AGAIN, STATE, EAGAIN, true) \
    RULE(STATE_FILE_NOT_OPEN, STATE, EBADF, true) \
    RULE(STATE_FILE_MODE, STATE, EACCES, true) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true) \
    RULE(STATE_SEALED, STATE, EPERM, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true) \
    RULE(STATE_BUSY, STATE, EBUSY, true) \
    RULE(STATE_IO, STATE, EIO, true)

/* rawmap_sync: address, length, flags */
#define RAWMAP_RULES_SYNC(RULE) \
    RULE(SYNC_NOTHING_ASKED, IGNORED, EINVAL, flags.bits == 0) \
    RULE(SYNC_ASYNC_DOES_NOTHING, IGNORED, EINVAL, flags.bits == RAWMAP_LINUX_MS_ASYNC) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_LENGTH_WRAPS, IGNORED, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(SYNC_UNKNOWN_BITS, REFUSED, EINVAL, flags.bits & ~RAWMAP_I_SYNC_KNOWN) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SYNC_CONTRADICTION, REFUSED, EINVAL, (flags.bits & RAWMAP_LINUX_MS_ASYNC) && (flags.bits & RAWMAP_LINUX_MS_SYNC)) \
    RULE(SPAN_WRAPS, REFUSED, ENOMEM, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(SYNC_LOCKED, UNSURE, EBUSY, flags.bits & RAWMAP_LINUX_MS_INVALIDATE) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_IO, STATE, EIO, true)

/* rawmap_lock, rawmap_lock_on_fault, rawmap_unlock: address, length. The kernel takes any base: it locks whole pages. */
#define RAWMAP_RULES_LOCK(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_LENGTH_WRAPS, IGNORED, EINVAL, length != 0 && RAWMAP_I_WHOLE(length + (address & RAWMAP_I_PAGE_MASK)) == 0) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(length + (address & RAWMAP_I_PAGE_MASK)) > SIZE_MAX - (address & ~RAWMAP_I_CAST(uintptr_t, RAWMAP_I_PAGE_MASK))) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_LOCK_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_TRY_AGAIN, STATE, EAGAIN, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* rawmap_lock_all: flags */
#define RAWMAP_RULES_LOCK_ALL(RULE) \
    RULE(LOCK_ALL_NOTHING_ASKED, REFUSED, EINVAL, flags.bits == 0) \
    RULE(LOCK_ALL_UNKNOWN_BITS, REFUSED, EINVAL, flags.bits & ~RAWMAP_I_LOCK_ALL_KNOWN) \
    RULE(LOCK_ALL_ON_FAULT_ALONE, REFUSED, EINVAL, flags.bits == RAWMAP_LINUX_MCL_ONFAULT) \
    RULE(STATE_LOCK_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* rawmap_residency: address, length, vector, vector_length */
#define RAWMAP_RULES_RESIDENCY(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(VECTOR_MISSING, GUARDED, EFAULT, vector == NULL) \
    RULE(VECTOR_TOO_SMALL, GUARDED, EFAULT, vector_length < length / RAWMAP_PAGE_SIZE_MIN + (length % RAWMAP_PAGE_SIZE_MIN != 0)) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, REFUSED, ENOMEM, length > SIZE_MAX - address) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true) \
    RULE(STATE_TRY_AGAIN, STATE, EAGAIN, true)

/* What the lists above share. */

/* A protection that a new mapping starts with. */
#define RAWMAP_RULES_NEW_PROTECTION(RULE) \
    RULE(PROT_GROWS_NEEDS_PROTECT, IGNORED, EINVAL, protection.bits & RAWMAP_I_PROT_GROWS) \
    RULE(PROT_SEM_DOES_NOTHING, IGNORED, EINVAL, protection.bits & RAWMAP_PROT_sem) \
    RULE(PROT_UNKNOWN_BITS, IGNORED, EINVAL, protection.bits & ~RAWMAP_I_PROT_KNOWN) \
    RULE(LOCK_NEEDS_ACCESS, IGNORED, EINVAL, (kind.bits & RAWMAP_LINUX_MAP_LOCKED) && !(protection.bits & RAWMAP_I_PROT_ACCESS)) \
    RULE(POPULATE_NEEDS_ACCESS, IGNORED, EINVAL, (kind.bits & RAWMAP_LINUX_MAP_POPULATE) && !(protection.bits & RAWMAP_I_PROT_ACCESS))

/* Anonymous memory: what Linux would ignore, refuses, or may not know. */
#define RAWMAP_I_DROPPABLE ((kind.bits & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_DROPPABLE)
#define RAWMAP_I_SHARED ((kind.bits & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_SHARED)
#define RAWMAP_I_KIND_INVALID (!RAWMAP_I_DROPPABLE && !RAWMAP_I_SHARED && (kind.bits & RAWMAP_I_KIND_TYPE) != RAWMAP_LINUX_MAP_PRIVATE)
#define RAWMAP_RULES_KIND_BEFORE(RULE) \
    RULE(KIND_UNKNOWN_BITS, IGNORED, EINVAL, (kind.bits & ~RAWMAP_I_KIND_KNOWN) || !(kind.bits & RAWMAP_LINUX_MAP_HUGETLB) != !(kind.bits & RAWMAP_I_HUGE_FIELD)) \
    RULE(STACK_HUGE, IGNORED, EINVAL, (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) && (kind.bits & RAWMAP_LINUX_MAP_STACK)) \
    RULE(HUGE_LENGTH_UNEVEN, IGNORED, EINVAL, (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) && (length & RAWMAP_I_HUGE_MASK(kind.bits)))
#define RAWMAP_RULES_KIND(RULE) \
    RULE(KIND_INVALID, REFUSED, EINVAL, RAWMAP_I_KIND_INVALID) \
    RULE(DROPPABLE_LOCKED, REFUSED, EINVAL, RAWMAP_I_DROPPABLE && (kind.bits & RAWMAP_LINUX_MAP_LOCKED)) \
    RULE(DROPPABLE_HUGE, REFUSED, EINVAL, RAWMAP_I_DROPPABLE && (kind.bits & RAWMAP_LINUX_MAP_HUGETLB)) \
    RULE(DROPPABLE_GROWSDOWN, REFUSED, EINVAL, RAWMAP_I_DROPPABLE && (kind.bits & RAWMAP_LINUX_MAP_GROWSDOWN)) \
    RULE(GROWSDOWN_SHARED, REFUSED, EINVAL, RAWMAP_I_SHARED && (kind.bits & RAWMAP_LINUX_MAP_GROWSDOWN)) \
    RULE(GROWSDOWN_HUGE, REFUSED, EINVAL, (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) && (kind.bits & RAWMAP_LINUX_MAP_GROWSDOWN))
#define RAWMAP_RULES_KIND_UNSURE(RULE) \
    RULE(DROPPABLE_UNKNOWN, UNSURE, EINVAL, RAWMAP_I_DROPPABLE) \
    RULE(DROPPABLE_NOT_BUILT_IN, UNSURE, EOPNOTSUPP, RAWMAP_I_DROPPABLE) \
    RULE(DROPPABLE_NOT_BUILT_IN, UNSURE, ENOTSUPP, RAWMAP_I_DROPPABLE) \
    RULE(HUGE_SIZE_UNSUPPORTED, UNSURE, EINVAL, kind.bits & RAWMAP_LINUX_MAP_HUGETLB) \
    RULE(LOCK_NOT_ALLOWED, UNSURE, EPERM, kind.bits & RAWMAP_LINUX_MAP_LOCKED) \
    RULE(LOCK_OVER_LIMIT, UNSURE, EAGAIN, kind.bits & RAWMAP_LINUX_MAP_LOCKED)

/* Files. */
#define RAWMAP_I_FILE_KIND_INVALID ((kind.bits & RAWMAP_I_KIND_TYPE) == 0 || (kind.bits & RAWMAP_I_KIND_TYPE) > RAWMAP_LINUX_MAP_SHARED_VALIDATE)
#define RAWMAP_RULES_FILE_KIND_BEFORE(RULE) \
    RULE(KIND_UNKNOWN_BITS, IGNORED, EINVAL, (kind.bits & ~RAWMAP_I_FILE_KIND_KNOWN) || ((kind.bits & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_SHARED_VALIDATE) != ((kind.bits & RAWMAP_I_MAP_SYNC) != 0)) \
    RULE(NORESERVE_SHARED_FILE, IGNORED, EINVAL, (kind.bits & RAWMAP_LINUX_MAP_SHARED) && (kind.bits & RAWMAP_LINUX_MAP_NORESERVE) && !(kind.bits & RAWMAP_LINUX_MAP_HUGETLB))
#ifdef RAWMAP_MMAP2_SHIFT
#define RAWMAP_I_OFFSET_UNREPRESENTABLE (RAWMAP_I_CAST(uint32_t, offset >> 32) >> RAWMAP_MMAP2_SHIFT)
#define RAWMAP_RULES_OFFSET(RULE) \
    RULE(OFFSET_UNALIGNED, GUARDED, EINVAL, offset & RAWMAP_I_PAGE_MASK) \
    RULE(OFFSET_UNREPRESENTABLE, GUARDED, EOVERFLOW, RAWMAP_I_OFFSET_UNREPRESENTABLE)
#else
#define RAWMAP_I_OFFSET_UNREPRESENTABLE false
#define RAWMAP_RULES_OFFSET(RULE) \
    RULE(OFFSET_UNALIGNED, REFUSED, EINVAL, offset & RAWMAP_I_PAGE_MASK)
#endif
#define RAWMAP_RULES_FILE_UNSURE(RULE) \
    RULE(OFFSET_UNALIGNED_HERE, UNSURE, EINVAL, offset & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(HUGE_FILE_UNFIT, UNSURE, EINVAL, kind.bits & RAWMAP_LINUX_MAP_HUGETLB) \
    RULE(OFFSET_PAST_LIMIT, UNSURE, EOVERFLOW, offset > 0x7fffffffu || length > 0x7fffffffu) \
    RULE(SYNC_UNSUPPORTED, UNSURE, EOPNOTSUPP, kind.bits & RAWMAP_I_MAP_SYNC) \
    RULE(SYNC_UNKNOWN, UNSURE, EINVAL, kind.bits & RAWMAP_I_MAP_SYNC) \
    RULE(LOCK_OVER_LIMIT, UNSURE, EAGAIN, kind.bits & RAWMAP_LINUX_MAP_LOCKED) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE, UNSURE, ENOMEM, length > RAWMAP_I_ADDRESS_SPACE)

/* Placements. */
#define RAWMAP_RULES_PLACEMENT_BEFORE(RULE) \
    RULE(PLACEMENT_UNKNOWN_BITS, IGNORED, EINVAL, placement.bits & ~RAWMAP_I_PLACEMENT_KNOWN) \
    RULE(PLACEMENT_WITH_ADDRESS, IGNORED, EINVAL, (placement.bits & (RAWMAP_I_LOW_32BIT | RAWMAP_I_ABOVE_4G)) && placement.address != 0) \
    RULE(NEAR_UNALIGNED, IGNORED, EINVAL, !(placement.bits & RAWMAP_I_EXACTLY) && (placement.address & RAWMAP_I_PAGE_MASK))
#define RAWMAP_RULES_EXACTLY(RULE) \
    RULE(EXACT_OUT_OF_RANGE, REFUSED, ENOMEM, (placement.bits & RAWMAP_I_EXACTLY) && RAWMAP_I_WHOLE(length) > SIZE_MAX - placement.address) \
    RULE(EXACT_UNALIGNED, REFUSED, EINVAL, (placement.bits & RAWMAP_I_EXACTLY) && (placement.address & RAWMAP_I_PAGE_MASK))
#define RAWMAP_RULES_EXACTLY_UNSURE(RULE) \
    RULE(EXACT_TAKEN, UNSURE, EEXIST, placement.bits & RAWMAP_I_EXACTLY) \
    RULE(EXACT_UNALIGNED_HERE, UNSURE, EINVAL, (placement.bits & RAWMAP_I_EXACTLY) && (placement.address & RAWMAP_I_PAGE_MASK_MAX)) \
    RULE(EXACT_TOO_LOW, UNSURE, EPERM, (placement.bits & RAWMAP_I_EXACTLY) && placement.address < 0x100000u)

/* A span that is replaced: address, length. */
#define RAWMAP_RULES_TARGET(RULE) \
    RULE(SPAN_EMPTY, GUARDED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, GUARDED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, GUARDED, ENOMEM, RAWMAP_I_WHOLE(length) == 0 || RAWMAP_I_WHOLE(length) > SIZE_MAX - address)
#define RAWMAP_RULES_TARGET_UNSURE(RULE) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX)

/* The machine's state. */
#define RAWMAP_RULES_NEW_STATE(RULE) \
    RULE(STATE_NO_ROOM, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_ADDRESS_SPACE_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_DATA_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_OVERCOMMIT, STATE, ENOMEM, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EACCES, true)
#define RAWMAP_RULES_FILE_STATE(RULE) \
    RULE(STATE_FILE_NOT_OPEN, STATE, EBADF, true) \
    RULE(STATE_FILE_MODE, STATE, EACCES, true) \
    RULE(STATE_FILE_UNMAPPABLE, STATE, ENODEV, true) \
    RULE(STATE_FILE_FORBIDS, STATE, EPERM, true) \
    RULE(STATE_HUGE_POOL, STATE, ENOMEM, true)
#define RAWMAP_RULES_REMAP_STATE(RULE) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true) \
    RULE(STATE_UNFIT_TO_REMAP, STATE, EINVAL, true) \
    RULE(REMAP_KEEP_UNKNOWN, STATE, EINVAL, true) \
    RULE(STATE_NO_ROOM, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_ADDRESS_SPACE_LIMIT, STATE, ENOMEM, true) \
    RULE(STATE_OVERCOMMIT, STATE, ENOMEM, true) \
    RULE(STATE_LOCK_LIMIT, STATE, EAGAIN, true) \
    RULE(STATE_SEALED, STATE, EPERM, true)

/* clang-format on */

/* No user address space is larger: 64 PiB (x86-64 with five levels) where pointers have 64 bits. */
#define RAWMAP_I_ADDRESS_SPACE (SIZE_MAX > 0xffffffffu ? RAWMAP_I_CAST(size_t, 1) << (sizeof(size_t) > 4 ? 56 : 0) : SIZE_MAX / 2)

#endif
