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
    RULE(FAULTS_UNKNOWN_BITS, REFUSED, EINVAL, options.bits & ~RAWMAP_I_FAULTS_KNOWN) \
    RULE(FAULTS_USER_MODE_UNKNOWN, UNSURE, EINVAL, options.bits & RAWMAP_FAULTS_user_mode_only) \
    RULE(FAULTS_NOT_ALLOWED, LOOKED, EPERM, !(options.bits & RAWMAP_FAULTS_user_mode_only)) \
    RULE(STATE_TOO_MANY_FILES, STATE, EMFILE, true) \
    RULE(STATE_FILE_TABLE_FULL, STATE, ENFILE, true)
#define RAWMAP_I_SEES_FAULTS_NOT_ALLOWED rawmap_i_sees_user_faults_alone()

/* rawmap_faults_handshake: faults, wanted */
#define RAWMAP_RULES_FAULTS_HANDSHAKE(RULE) \
    RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE(FAULT_RWP_ASYNC_ALONE, REFUSED, EINVAL, (wanted.bits & RAWMAP_FAULT_FEATURES_rwp_async) && !(wanted.bits & RAWMAP_FAULT_FEATURES_rwp)) \
    RULE(FAULT_FEATURES_UNKNOWN_BITS, REFUSED, EINVAL, wanted.bits & ~RAWMAP_I_FAULT_FEATURES_KNOWN) \
    RULE(FAULT_FORK_NOT_ALLOWED, LOOKED, EPERM, wanted.bits & RAWMAP_FAULT_FEATURES_event_fork)
#define RAWMAP_I_SEES_FAULT_FORK_NOT_ALLOWED rawmap_i_sees_no_fork(faults.file)

/* rawmap_faults_register: faults, address, length, modes */
#define RAWMAP_RULES_FAULTS_REGISTER(RULE) \
    RULE(FAULT_MODES_NONE, REFUSED, EINVAL, modes.bits == 0) \
    RULE(FAULT_MODES_UNKNOWN_BITS, REFUSED, EINVAL, modes.bits & ~RAWMAP_I_FAULT_MODES_KNOWN) \
    RULE(FAULT_MODES_EXCLUDE, REFUSED, EINVAL, (modes.bits & RAWMAP_FAULT_MODES_wp) && (modes.bits & RAWMAP_FAULT_MODES_rwp)) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE(STATE_UNFIT_MAPPING, STATE, EINVAL, true) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RULE(STATE_FAULTS_TAKEN, STATE, EBUSY, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* rawmap_faults_unregister, rawmap_faults_wake, rawmap_faults_write_protect, rawmap_faults_access_protect: faults,
   address, length */
#define RAWMAP_RULES_FAULTS_RANGE(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE(STATE_UNFIT_MAPPING, STATE, EINVAL, true) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_zeropage, rawmap_faults_poison, rawmap_faults_write_unprotect, rawmap_faults_access_unprotect: faults,
   address, length, fill */
#define RAWMAP_RULES_FAULTS_FILL(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE(FAULT_OPTIONS_UNKNOWN_BITS, REFUSED, EINVAL, fill.bits & ~RAWMAP_I_FAULT_FILL_KNOWN) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_continue: faults, address, length, options */
#define RAWMAP_RULES_FAULTS_CONTINUE(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE(FAULT_OPTIONS_UNKNOWN_BITS, REFUSED, EINVAL, options.bits & ~RAWMAP_I_FAULT_COPY_KNOWN) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_copy: faults, address, source, length, options */
#define RAWMAP_RULES_FAULTS_COPY(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE(FAULT_SOURCE_WRAPS, REFUSED, EINVAL, length > SIZE_MAX - source) \
    RULE(FAULT_OPTIONS_UNKNOWN_BITS, REFUSED, EINVAL, options.bits & ~RAWMAP_I_FAULT_COPY_KNOWN) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_move: faults, address, source, length, options */
#define RAWMAP_RULES_FAULTS_MOVE(RULE) \
    RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RULE(FAULT_SOURCE_UNALIGNED, REFUSED, EINVAL, source & RAWMAP_I_PAGE_MASK) \
    RULE(FAULT_SOURCE_UNALIGNED, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(source)) \
    RULE(FAULT_SOURCE_WRAPS, REFUSED, EINVAL, length > SIZE_MAX - source) \
    RULE(FAULT_OPTIONS_UNKNOWN_BITS, REFUSED, EINVAL, options.bits & ~RAWMAP_I_FAULT_MOVE_KNOWN) \
    RULE(STATE_UNFIT_MAPPING, STATE, EINVAL, true) \
    RULE(STATE_BUSY, STATE, EBUSY, true) \
    RAWMAP_RULES_FAULTS_STATE(RULE)

/* rawmap_faults_set_mode: faults, enable, disable */
#define RAWMAP_RULES_FAULTS_SET_MODE(RULE) \
    RULE(FAULT_SET_MODE_NOTHING, IGNORED, EINVAL, (enable.bits | disable.bits) == 0) \
    RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE(FAULT_SET_MODE_CONTRADICTION, REFUSED, EINVAL, enable.bits & disable.bits) \
    RULE(FAULT_SET_MODE_FIXED, REFUSED, EINVAL, (enable.bits | disable.bits) & ~RAWMAP_FAULT_FEATURES_rwp_async)

/* rawmap_faults_read: faults, messages, count */
#define RAWMAP_RULES_FAULTS_READ(RULE) \
    RULE(FAULT_MESSAGES_MISSING, GUARDED, EINVAL, messages == NULL || count == 0) \
    RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE(STATE_NO_MESSAGE, STATE, EAGAIN, true)

#define RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE(FAULTS_NOT_OPEN, REFUSED, EBADF, faults.file < 0) \
    RULE(STATE_FILE_NOT_OPEN, STATE, EBADF, true) \
    RULE(STATE_FAULTS_EARLY, STATE, EINVAL, true)
#define RAWMAP_RULES_FAULTS_SPAN(RULE) \
    RAWMAP_RULES_FAULTS_FILE(RULE) \
    RULE(SPAN_EMPTY, REFUSED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_LENGTH_UNEVEN, REFUSED, EINVAL, length & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, length > SIZE_MAX - address) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(SPAN_LENGTH_UNEVEN, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(length)) \
    RULE(STATE_OUT_OF_RANGE, STATE, EINVAL, true)
#define RAWMAP_RULES_FAULTS_STATE(RULE) \
    RULE(STATE_FAULTS_UNREGISTERED, STATE, ENOENT, true) \
    RULE(STATE_PAGE_THERE, STATE, EEXIST, true) \
    RULE(STATE_TRY_AGAIN, STATE, EAGAIN, true) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true) \
    RULE(STATE_PROCESS_GONE, STATE, ESRCH, true)

/* The before-rows in groups: see core/rules.h. */
#define RAWMAP_GROUPS_FAULTS_SET_MODE(GROUP) GROUP(true, RAWMAP_RULES_FAULTS_SET_MODE)
#define RAWMAP_GROUPS_FAULTS_READ(GROUP) GROUP(true, RAWMAP_RULES_FAULTS_READ)

/* clang-format on */

#endif

#endif
