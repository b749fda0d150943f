/* SPDX-License-Identifier: MIT */
/* rawmap/process/rules.h: what the calls on processes may meet. core/rules.h says how the lists are read. */
#ifndef RAWMAP_PROCESS_RULES_H
#define RAWMAP_PROCESS_RULES_H

#ifndef RAWMAP_PROCESS_H
#include "../core/base.h"
#endif

/* The kernel's PIDFD_SELF_THREAD, the same on every ABI. */
#define RAWMAP_I_PROCESS_SELF (-10000)

#if RAWMAP_I_READS_RULES

/* The kernel's UIO_MAXIOV, the same on every ABI. */
#define RAWMAP_I_SPANS_MOST 1024u

/* clang-format off */

/* rawmap_process_open: number */
#define RAWMAP_RULES_PROCESS_OPEN(RULE) \
    RULE##_REFUSED(PROCESS_NOT_POSITIVE, EINVAL, number <= 0) \
    RULE##_STATE(STATE_PROCESS_GONE, ESRCH, true) \
    RULE##_STATE(STATE_TOO_MANY_FILES, EMFILE, true) \
    RULE##_STATE(STATE_FILE_TABLE_FULL, ENFILE, true)

/* rawmap_process_advise: process, spans, count */
#define RAWMAP_RULES_PROCESS_ADVISE(RULE) \
    RULE##_IGNORED(SPANS_NONE, EINVAL, count == 0) \
    RULE##_REFUSED(SPANS_MISSING, EFAULT, spans == NULL && count != 0 && count <= RAWMAP_I_SPANS_MOST) \
    RULE##_REFUSED(SPANS_TOO_MANY, EINVAL, count > RAWMAP_I_SPANS_MOST) \
    RULE##_REFUSED(PROCESS_NOT_OPEN, EBADF, process.file < 0 && process.file != RAWMAP_I_PROCESS_SELF) \
    RULE##_UNSURE(PROCESS_SELF_UNKNOWN, EBADF, process.file == RAWMAP_I_PROCESS_SELF) \
    RULE##_STATE(STATE_FILE_NOT_OPEN, EBADF, true) \
    RULE##_STATE(ADVICE_UNKNOWN, EINVAL, true) \
    RULE##_STATE(STATE_ADVICE_OF_OTHERS, EINVAL, true) \
    RULE##_STATE(STATE_UNFIT_MAPPING, EINVAL, true) \
    RULE##_STATE(STATE_HOLE, ENOMEM, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true) \
    RULE##_STATE(STATE_PROCESS_GONE, ESRCH, true)

/* rawmap_process_release: process */
#define RAWMAP_RULES_PROCESS_RELEASE(RULE) \
    RULE##_REFUSED(PROCESS_NOT_OPEN, EBADF, process.file < 0 && process.file != RAWMAP_I_PROCESS_SELF) \
    RULE##_UNSURE(PROCESS_SELF_UNKNOWN, EBADF, process.file == RAWMAP_I_PROCESS_SELF) \
    RULE##_UNSURE(PROCESS_NOT_DYING, EINVAL, true) \
    RULE##_STATE(STATE_FILE_NOT_OPEN, EBADF, true) \
    RULE##_STATE(STATE_PROCESS_GONE, ESRCH, true) \
    RULE##_STATE(STATE_TRY_AGAIN, EAGAIN, true)

/* rawmap_process_read, rawmap_process_write: number, ours, our_count, theirs, their_count. The first three are tested
   before: Linux looks at the process last, and at nothing where there is nothing to copy. */
#define RAWMAP_RULES_PROCESS_COPY(RULE) \
    RULE##_IGNORED(SPANS_NONE, EINVAL, our_count == 0 || their_count == 0) \
    RULE##_GUARDED(PROCESS_NOT_POSITIVE_ESRCH, ESRCH, number <= 0) \
    RULE##_GUARDED(SPANS_MISSING, EFAULT, ours == NULL || theirs == NULL) \
    RULE##_UNSURE(SPANS_TOO_MANY, EINVAL, our_count > RAWMAP_I_SPANS_MOST || their_count > RAWMAP_I_SPANS_MOST) \
    RULE##_STATE(STATE_NOT_MAPPED, EFAULT, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true) \
    RULE##_STATE(STATE_PROCESS_GONE, ESRCH, true) \
    RULE##_STATE(STATE_OUT_OF_MEMORY, ENOMEM, true)

/* rawmap_thp_set: thp */
#define RAWMAP_RULES_THP_SET(RULE) \
    RULE##_REFUSED(THP_UNKNOWN, EINVAL, (thp.state & ~3u) | ((thp.state & 3u) == 2)) \
    RULE##_LOOKED(THP_ADVISED_UNKNOWN, EINVAL, thp.state == 3)
#define RAWMAP_I_SEES_THP_ADVISED_UNKNOWN rawmap_i_sees_prctl()

/* rawmap_mdwe_set: flags */
#define RAWMAP_RULES_MDWE_SET(RULE) \
    RULE##_IGNORED(MDWE_NOTHING_ASKED, EINVAL, flags.bits == 0) \
    RULE##_REFUSED(MDWE_UNKNOWN_BITS, EINVAL, flags.bits & ~RAWMAP_I_MDWE_KNOWN) \
    RULE##_REFUSED(MDWE_NO_INHERIT_ALONE, EINVAL, !(flags.bits & RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN)) \
    RULE##_LOOKED(MDWE_UNSUPPORTED, EINVAL, true) \
    RULE##_LOOKED(MDWE_FINAL, EPERM, true)
#define RAWMAP_I_SEES_MDWE_UNSUPPORTED rawmap_i_sees_prctl()
#define RAWMAP_I_SEES_MDWE_FINAL rawmap_i_sees_other_mdwe(flags)

/* The before-rows in groups: see core/rules.h. */
#define RAWMAP_GROUPS_PROCESS_ADVISE(GROUP) GROUP(true, RAWMAP_RULES_PROCESS_ADVISE)
#define RAWMAP_GROUPS_PROCESS_COPY(GROUP) GROUP(true, RAWMAP_RULES_PROCESS_COPY)
#define RAWMAP_GROUPS_MDWE_SET(GROUP) GROUP(true, RAWMAP_RULES_MDWE_SET)

/* clang-format on */

#endif

#endif
