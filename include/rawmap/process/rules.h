/* SPDX-License-Identifier: MIT */
/* rawmap/process/rules.h: what the calls on processes may meet. core/rules.h says how the lists are read. */
#ifndef RAWMAP_PROCESS_RULES_H
#define RAWMAP_PROCESS_RULES_H

#ifndef RAWMAP_PROCESS_H
#include "../core/base.h"
#endif

#if RAWMAP_I_READS_RULES

/* The kernel's UIO_MAXIOV and PIDFD_SELF_THREAD, the same on every ABI. */
#define RAWMAP_I_SPANS_MOST 1024u
#define RAWMAP_I_PROCESS_SELF (-10000)

/* clang-format off */

/* rawmap_process_open: number */
#define RAWMAP_RULES_PROCESS_OPEN(RULE) \
    RULE(PROCESS_NOT_POSITIVE, REFUSED, EINVAL, number <= 0) \
    RULE(STATE_PROCESS_GONE, STATE, ESRCH, true) \
    RULE(STATE_TOO_MANY_FILES, STATE, EMFILE, true) \
    RULE(STATE_FILE_TABLE_FULL, STATE, ENFILE, true)

/* rawmap_process_advise: process, spans, count */
#define RAWMAP_RULES_PROCESS_ADVISE(RULE) \
    RULE(SPANS_NONE, IGNORED, EINVAL, count == 0) \
    RULE(SPANS_MISSING, REFUSED, EFAULT, spans == NULL && count != 0 && count <= RAWMAP_I_SPANS_MOST) \
    RULE(SPANS_TOO_MANY, REFUSED, EINVAL, count > RAWMAP_I_SPANS_MOST) \
    RULE(PROCESS_NOT_OPEN, REFUSED, EBADF, process.file < 0 && process.file != RAWMAP_I_PROCESS_SELF) \
    RULE(PROCESS_SELF_UNKNOWN, UNSURE, EBADF, process.file == RAWMAP_I_PROCESS_SELF) \
    RULE(STATE_FILE_NOT_OPEN, STATE, EBADF, true) \
    RULE(ADVICE_UNKNOWN, STATE, EINVAL, true) \
    RULE(STATE_ADVICE_OF_OTHERS, STATE, EINVAL, true) \
    RULE(STATE_UNFIT_MAPPING, STATE, EINVAL, true) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true) \
    RULE(STATE_PROCESS_GONE, STATE, ESRCH, true)

/* rawmap_process_release: process */
#define RAWMAP_RULES_PROCESS_RELEASE(RULE) \
    RULE(PROCESS_NOT_OPEN, REFUSED, EBADF, process.file < 0 && process.file != RAWMAP_I_PROCESS_SELF) \
    RULE(PROCESS_SELF_UNKNOWN, UNSURE, EBADF, process.file == RAWMAP_I_PROCESS_SELF) \
    RULE(PROCESS_NOT_DYING, UNSURE, EINVAL, true) \
    RULE(STATE_FILE_NOT_OPEN, STATE, EBADF, true) \
    RULE(STATE_PROCESS_GONE, STATE, ESRCH, true) \
    RULE(STATE_TRY_AGAIN, STATE, EAGAIN, true)

/* rawmap_process_read, rawmap_process_write: number, ours, our_count, theirs, their_count. The first three are tested
   before: Linux looks at the process last, and at nothing where there is nothing to copy. */
#define RAWMAP_RULES_PROCESS_COPY(RULE) \
    RULE(SPANS_NONE, IGNORED, EINVAL, our_count == 0 || their_count == 0) \
    RULE(PROCESS_NOT_POSITIVE_ESRCH, GUARDED, ESRCH, number <= 0) \
    RULE(SPANS_MISSING, GUARDED, EFAULT, ours == NULL || theirs == NULL) \
    RULE(SPANS_TOO_MANY, UNSURE, EINVAL, our_count > RAWMAP_I_SPANS_MOST || their_count > RAWMAP_I_SPANS_MOST) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true) \
    RULE(STATE_PROCESS_GONE, STATE, ESRCH, true) \
    RULE(STATE_OUT_OF_MEMORY, STATE, ENOMEM, true)

/* rawmap_thp_set: thp */
#define RAWMAP_RULES_THP_SET(RULE) \
    RULE(THP_UNKNOWN, REFUSED, EINVAL, (thp.state & ~3u) | ((thp.state & 3u) == 2)) \
    RULE(THP_ADVISED_UNKNOWN, LOOKED, EINVAL, thp.state == 3)
#define RAWMAP_I_SEES_THP_ADVISED_UNKNOWN rawmap_i_sees_prctl()

/* rawmap_mdwe_set: flags */
#define RAWMAP_RULES_MDWE_SET(RULE) \
    RULE(MDWE_NOTHING_ASKED, IGNORED, EINVAL, flags.bits == 0) \
    RULE(MDWE_UNKNOWN_BITS, REFUSED, EINVAL, flags.bits & ~RAWMAP_I_MDWE_KNOWN) \
    RULE(MDWE_NO_INHERIT_ALONE, REFUSED, EINVAL, !(flags.bits & RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN)) \
    RULE(MDWE_UNSUPPORTED, LOOKED, EINVAL, true) \
    RULE(MDWE_FINAL, LOOKED, EPERM, true)
#define RAWMAP_I_SEES_MDWE_UNSUPPORTED rawmap_i_sees_prctl()
#define RAWMAP_I_SEES_MDWE_FINAL rawmap_i_sees_other_mdwe(flags)

/* The before-rows in groups: see core/rules.h. */
#define RAWMAP_GROUPS_PROCESS_ADVISE(GROUP) GROUP(true, RAWMAP_RULES_PROCESS_ADVISE)
#define RAWMAP_GROUPS_PROCESS_COPY(GROUP) GROUP(true, RAWMAP_RULES_PROCESS_COPY)
#define RAWMAP_GROUPS_MDWE_SET(GROUP) GROUP(true, RAWMAP_RULES_MDWE_SET)

/* clang-format on */

#endif

#endif
