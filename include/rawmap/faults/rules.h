/* SPDX-License-Identifier: MIT */
/* rawmap/faults/rules.h: what the calls of userfaultfd may meet. core/rules.h says how the lists are read. Unlike
   other calls on spans these round no length. */
#ifndef RAWMAP_FAULTS_RULES_H
#define RAWMAP_FAULTS_RULES_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "../core/here.h"
#include "../core/sizes.h"
#include "sets.h"
#endif

#if RAWMAP_I_READS_RULES

/* clang-format off */

/* rawmap_faults_open: options */
#define RAWMAP_RULES_FAULTS_OPEN(RULE) \
    RULE##_REFUSED(FAULTS_UNKNOWN_BITS, EINVAL, options.bits & ~RAWMAP_I_FAULTS_KNOWN) \
    RULE##_UNSURE(FAULTS_USER_MODE_UNKNOWN, EINVAL, options.bits & RAWMAP_FAULTS_user_mode_only) \
    RULE##_LOOKED(FAULTS_NOT_ALLOWED, EPERM, !(options.bits & RAWMAP_FAULTS_user_mode_only)) \
    RULE##_STATE(STATE_TOO_MANY_FILES, EMFILE, true) \
    RULE##_STATE(STATE_FILE_TABLE_FULL, ENFILE, true)
#define RAWMAP_I_SEES_FAULTS_NOT_ALLOWED rawmap_i_sees_user_faults_alone()

/* rawmap_faults_handshake: faults, wanted */
#define RAWMAP_RULES_FAULTS_HANDSHAKE(RULE) \
    RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE##_REFUSED(FAULT_RWP_ASYNC_ALONE, EINVAL, (wanted.bits & RAWMAP_FAULT_FEATURES_rwp_async) && !(wanted.bits & RAWMAP_FAULT_FEATURES_rwp)) \
    RULE##_REFUSED(FAULT_FEATURES_UNKNOWN_BITS, EINVAL, wanted.bits & ~RAWMAP_I_FAULT_FEATURES_KNOWN) \
    RULE##_LOOKED(FAULT_FORK_NOT_ALLOWED, EPERM, wanted.bits & RAWMAP_FAULT_FEATURES_event_fork)
#define RAWMAP_I_SEES_FAULT_FORK_NOT_ALLOWED rawmap_i_sees_no_fork(faults.file)

/* rawmap_faults_register: faults, address, length, modes */
#define RAWMAP_RULES_FAULTS_REGISTER(RULE) \
    RULE##_REFUSED(FAULT_MODES_NONE, EINVAL, modes.bits == 0) \
    RULE##_REFUSED(FAULT_MODES_UNKNOWN_BITS, EINVAL, modes.bits & ~RAWMAP_I_FAULT_MODES_KNOWN) \
    RULE##_REFUSED(FAULT_MODES_EXCLUDE, EINVAL, (modes.bits & RAWMAP_FAULT_MODES_wp) && (modes.bits & RAWMAP_FAULT_MODES_rwp)) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, true) \
    RULE##_STATE(STATE_HUGE_PAGE_CUT, EINVAL, true) \
    RULE##_STATE(STATE_FAULTS_TAKEN, EBUSY, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true)

/* rawmap_faults_unregister, rawmap_faults_wake, rawmap_faults_write_protect, rawmap_faults_access_protect: faults,
   address, length */
#define RAWMAP_RULES_FAULTS_RANGE(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, true) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_zeropage, rawmap_faults_poison, rawmap_faults_write_unprotect, rawmap_faults_access_unprotect: faults,
   address, length, fill */
#define RAWMAP_RULES_FAULTS_FILL(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE##_REFUSED(FAULT_OPTIONS_UNKNOWN_BITS, EINVAL, fill.bits & ~RAWMAP_I_FAULT_FILL_KNOWN) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_continue: faults, address, length, options */
#define RAWMAP_RULES_FAULTS_CONTINUE(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE##_REFUSED(FAULT_OPTIONS_UNKNOWN_BITS, EINVAL, options.bits & ~RAWMAP_I_FAULT_COPY_KNOWN) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_copy: faults, address, source, length, options */
#define RAWMAP_RULES_FAULTS_COPY(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE##_REFUSED(FAULT_SOURCE_WRAPS, EINVAL, length > SIZE_MAX - source) \
    RULE##_REFUSED(FAULT_OPTIONS_UNKNOWN_BITS, EINVAL, options.bits & ~RAWMAP_I_FAULT_COPY_KNOWN) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_move: faults, address, source, length, options */
#define RAWMAP_RULES_FAULTS_MOVE(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE##_REFUSED(FAULT_SOURCE_UNALIGNED, EINVAL, source & RAWMAP_I_PAGE_MASK) \
    RULE##_UNSURE(FAULT_SOURCE_UNALIGNED, EINVAL, RAWMAP_I_UNALIGNED_HERE(source)) \
    RULE##_REFUSED(FAULT_SOURCE_WRAPS, EINVAL, length > SIZE_MAX - source) \
    RULE##_REFUSED(FAULT_OPTIONS_UNKNOWN_BITS, EINVAL, options.bits & ~RAWMAP_I_FAULT_MOVE_KNOWN) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, true) \
    RULE##_STATE(STATE_BUSY, EBUSY, true) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_set_mode: faults, enable, disable */
#define RAWMAP_RULES_FAULTS_SET_MODE(RULE) \
    RULE##_IGNORED(FAULT_SET_MODE_NOTHING, EINVAL, (enable.bits | disable.bits) == 0) \
    RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE##_REFUSED(FAULT_SET_MODE_CONTRADICTION, EINVAL, enable.bits & disable.bits) \
    RULE##_REFUSED(FAULT_SET_MODE_FIXED, EINVAL, (enable.bits | disable.bits) & ~RAWMAP_FAULT_FEATURES_rwp_async)

/* rawmap_faults_read: faults, messages, count */
#define RAWMAP_RULES_FAULTS_READ(RULE) \
    RULE##_GUARDED(FAULT_MESSAGES_MISSING, EINVAL, messages == NULL || count == 0) \
    RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE##_STATE(STATE_NO_MESSAGE, EAGAIN, true)

#define RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE##_REFUSED(FAULTS_NOT_OPEN, EBADF, faults.file < 0) \
    RULE##_STATE(STATE_FILE_NOT_OPEN, EBADF, true) \
    RULE##_STATE(STATE_FAULTS_EARLY, EINVAL, true)
#define RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE##_REFUSED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_LENGTH_UNEVEN, EINVAL, length & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, length > SIZE_MAX - address) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(SPAN_LENGTH_UNEVEN, EINVAL, RAWMAP_I_UNALIGNED_HERE(length)) \
    RULE##_STATE(STATE_OUT_OF_RANGE, EINVAL, true)
#define RAWMAP_RULES_FAULTS_STATE(RULE) \
    RULE##_STATE(STATE_FAULTS_UNREGISTERED, ENOENT, true) \
    RULE##_STATE(STATE_PAGE_THERE, EEXIST, true) \
    RULE##_STATE(STATE_TRY_AGAIN, EAGAIN, true) \
    RULE##_STATE(STATE_NOT_MAPPED, EFAULT, true) \
    RULE##_STATE(STATE_PROCESS_GONE, ESRCH, true)

/* The before-rows in groups: see core/rules.h. */
#define RAWMAP_GROUPS_FAULTS_SET_MODE(GROUP) GROUP(true, RAWMAP_RULES_FAULTS_SET_MODE)
#define RAWMAP_GROUPS_FAULTS_READ(GROUP) GROUP(true, RAWMAP_RULES_FAULTS_READ)

/* clang-format on */

#endif

#endif
