/* SPDX-License-Identifier: MIT */
/* rawmap/map/rules_span.h: what a span that stays where it is may meet (core/rules.h says how the lists are read). */
#ifndef RAWMAP_MAP_RULES_SPAN_H
#define RAWMAP_MAP_RULES_SPAN_H

#ifndef RAWMAP_MAP_H
#include "../core/here.h"
#include "../core/sizes.h"
#include "looks.h"
#include "protection.h"
#endif

/* clang-format off */

/* rawmap_unmap: address, length */
#define RAWMAP_RULES_UNMAP(RULE) \
    RULE##_REFUSED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, length > SIZE_MAX - address) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_STATE(STATE_OUT_OF_RANGE, EINVAL, true) \
    RULE##_STATE(STATE_HUGE_PAGE_CUT, EINVAL, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true) \
    RULE##_STATE(STATE_SEALED, EPERM, true)

/* rawmap_protect: address, length, protection */
#define RAWMAP_RULES_PROTECT(RULE) \
    RULE##_IGNORED(PROT_SEM_DOES_NOTHING, EINVAL, protection.bits & RAWMAP_PROT_sem) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(PROT_GROWS_BOTH_WAYS, EINVAL, (protection.bits & RAWMAP_I_PROT_GROWS) == RAWMAP_I_PROT_GROWS) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_WRAPS_ENOMEM, ENOMEM, length != 0 && address + RAWMAP_I_WHOLE(length) <= address) \
    RULE##_REFUSED(PROT_UNKNOWN_BITS, EINVAL, length != 0 && (protection.bits & ~RAWMAP_I_PROT_KNOWN)) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(PROT_PROCESSOR_LACKS, EINVAL, RAWMAP_I_PROT_LACKS(protection.bits)) \
    RULE##_UNSURE(PROT_SPAN_DOES_NOT_GROW, EINVAL, RAWMAP_I_PROT_GROWS_NOT(address, protection.bits)) \
    RULE##_STATE(PROT_SPAN_DOES_NOT_GROW, EINVAL, protection.bits & RAWMAP_I_PROT_GROWS) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, protection.bits & RAWMAP_I_PROT_PROCESSOR) \
    RAWMAP_RULES_PROTECT_STATE(RULE)
#define RAWMAP_RULES_PROTECT_STATE(RULE) \
    RULE##_STATE(STATE_HUGE_PAGE_CUT, EINVAL, true) \
    RULE##_STATE(STATE_HOLE, ENOMEM, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true) \
    RULE##_STATE(STATE_OVERCOMMIT, ENOMEM, true) \
    RULE##_STATE(STATE_DATA_LIMIT, ENOMEM, true) \
    RULE##_STATE(STATE_FILE_MODE, EACCES, true) \
    RULE##_STATE(STATE_SEALED, EPERM, true)

/* rawmap_advise: address, length, advice */
#define RAWMAP_RULES_ADVISE(RULE) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, length != 0 && (RAWMAP_I_WHOLE(length) == 0 || RAWMAP_I_WHOLE(length) > SIZE_MAX - address)) \
    RULE##_UNSURE(SPAN_WRAPS_ENOMEM, ENOMEM, sizeof(size_t) == 4 && length != 0 && (RAWMAP_I_WHOLE(length) == 0 || RAWMAP_I_WHOLE(length) > SIZE_MAX - address)) /* of 32-bit programs 64-bit kernels say so */ \
    RULE##_UNSURE(SPAN_WRAPS, EINVAL, RAWMAP_I_ROUNDS_TO_0(length)) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_STATE(ADVICE_UNKNOWN, EINVAL, true) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, true) \
    RULE##_STATE(STATE_HOLES_UNSUPPORTED, EOPNOTSUPP, true) /* remove: the file system makes no holes */ \
    RULE##_STATE(STATE_HUGE_PAGE_CUT, EINVAL, true) \
    RULE##_STATE(STATE_HOLE, ENOMEM, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true) \
    RULE##_STATE(STATE_TRY_AGAIN, EAGAIN, true) \
    RULE##_STATE(STATE_FILE_NOT_OPEN, EBADF, true) \
    RULE##_STATE(STATE_NOT_SHARED, EACCES, true) \
    RULE##_STATE(STATE_NOT_BROUGHT_IN, EFAULT, true) \
    RULE##_STATE(STATE_SEALED, EPERM, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true) \
    RULE##_STATE(STATE_BUSY, EBUSY, true) \
    RULE##_STATE(STATE_IO, EIO, true)

/* rawmap_sync: address, length, flags */
#define RAWMAP_RULES_SYNC(RULE) \
    RAWMAP_RULES_SYNC_FLAGS(RULE) \
    RAWMAP_RULES_SYNC_LENGTH(RULE) \
    RULE##_REFUSED(SYNC_UNKNOWN_BITS, EINVAL, flags.bits & ~RAWMAP_I_SYNC_KNOWN) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SYNC_CONTRADICTION, EINVAL, (flags.bits & RAWMAP_LINUX_MS_ASYNC) && (flags.bits & RAWMAP_LINUX_MS_SYNC)) \
    RULE##_REFUSED(SPAN_WRAPS_ENOMEM, ENOMEM, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(SYNC_LOCKED, EBUSY, flags.bits & RAWMAP_LINUX_MS_INVALIDATE) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, flags.bits & RAWMAP_LINUX_MS_SYNC) \
    RULE##_STATE(STATE_HOLE, ENOMEM, true) \
    RULE##_STATE(STATE_IO, EIO, true)

#define RAWMAP_RULES_SYNC_FLAGS(RULE) \
    RULE##_IGNORED(SYNC_NOTHING_ASKED, EINVAL, flags.bits == 0) \
    RULE##_IGNORED(SYNC_ASYNC_DOES_NOTHING, EINVAL, flags.bits == RAWMAP_LINUX_MS_ASYNC)
#define RAWMAP_RULES_SYNC_LENGTH(RULE) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(SPAN_LENGTH_WRAPS, EINVAL, RAWMAP_I_ROUNDS_TO_0(length))

/* rawmap_lock, rawmap_lock_on_fault: address, length. The kernel takes any base: it locks whole pages. */
#define RAWMAP_RULES_LOCK(RULE) \
    RAWMAP_RULES_UNLOCK(RULE) \
    RULE##_LOOKED(LOCK_NOT_ALLOWED, EPERM, true) \
    RULE##_STATE(STATE_NO_ACCESS, ENOMEM, true) \
    RULE##_STATE(STATE_LOCK_LIMIT, ENOMEM, true) \
    RULE##_STATE(STATE_TRY_AGAIN, EAGAIN, true)

/* rawmap_unlock: the same */
#define RAWMAP_RULES_UNLOCK(RULE) \
    RAWMAP_RULES_LOCK_LENGTH(RULE) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, RAWMAP_I_WHOLE(length + (address & RAWMAP_I_PAGE_MASK)) > SIZE_MAX - (address & ~RAWMAP_I_CAST(uintptr_t, RAWMAP_I_PAGE_MASK))) \
    RULE##_UNSURE(SPAN_WRAPS_ENOMEM, ENOMEM, sizeof(size_t) == 4 && RAWMAP_I_WHOLE(length + (address & RAWMAP_I_PAGE_MASK)) > SIZE_MAX - (address & ~RAWMAP_I_CAST(uintptr_t, RAWMAP_I_PAGE_MASK))) \
    RULE##_STATE(STATE_HOLE, ENOMEM, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true)

#define RAWMAP_RULES_LOCK_LENGTH(RULE) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0 && !(address & RAWMAP_I_PAGE_MASK_MAX)) \
    RULE##_GUARDED(SPAN_EMPTY, EINVAL, length == 0) /* in a page: Linux would lock it */ \
    RULE##_GUARDED(SPAN_LENGTH_WRAPS, EINVAL, length > SIZE_MAX - RAWMAP_I_PAGE_MASK_MAX - (address & RAWMAP_I_PAGE_MASK_MAX))

/* rawmap_lock_all: flags */
#define RAWMAP_RULES_LOCK_ALL(RULE) \
    RULE##_REFUSED(LOCK_ALL_NOTHING_ASKED, EINVAL, flags.bits == 0) \
    RULE##_REFUSED(LOCK_ALL_UNKNOWN_BITS, EINVAL, flags.bits & ~RAWMAP_I_LOCK_ALL_KNOWN) \
    RULE##_REFUSED(LOCK_ALL_ON_FAULT_ALONE, EINVAL, flags.bits == RAWMAP_LINUX_MCL_ONFAULT) \
    RULE##_LOOKED(LOCK_NOT_ALLOWED, EPERM, true) \
    RULE##_STATE(STATE_LOCK_LIMIT, ENOMEM, true)

/* rawmap_residency: address, length, vector, vector_length */
#define RAWMAP_RULES_RESIDENCY(RULE) \
    RAWMAP_RULES_VECTOR(RULE) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_WRAPS_ENOMEM, ENOMEM, length > SIZE_MAX - address) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(VECTOR_MISSING, EFAULT, vector == NULL) \
    RULE##_STATE(STATE_OUT_OF_RANGE_ENOMEM, ENOMEM, true) \
    RULE##_STATE(STATE_HOLE, ENOMEM, true) \
    RULE##_STATE(STATE_NOT_MAPPED, EFAULT, true) \
    RULE##_STATE(STATE_TRY_AGAIN, EAGAIN, true)

#define RAWMAP_RULES_VECTOR(RULE) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(VECTOR_TOO_SMALL, EFAULT, vector_length < (length >> RAWMAP_I_PAGE_SHIFT) + ((length & RAWMAP_I_PAGE_MASK) != 0))

/* clang-format on */

#endif
