/* SPDX-License-Identifier: MIT */
/* rawmap/files/rules.h: what the calls on files may meet. core/rules.h says how the lists are read. */
#ifndef RAWMAP_FILES_RULES_H
#define RAWMAP_FILES_RULES_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#endif

#if RAWMAP_I_READS_RULES

/* 63 bits hold every length and offset of a file. Only the high half is compared: all of it would be a library call on
   some 32-bit ABIs. */
#define RAWMAP_I_OVER_63_BITS(value) (RAWMAP_I_CAST(uint32_t, (value) >> 32) > 0x7fffffffu)

/* clang-format off */

/* rawmap_memfd: name, flags. The one condition that reads memory is a function, asked only after Linux has refused; it
   asks whether it may. */
#define RAWMAP_RULES_MEMFD(RULE) \
    RULE(MEMFD_UNKNOWN_BITS, REFUSED, EINVAL, (flags.bits & ~RAWMAP_I_MEMFD_KNOWN) || (!(flags.bits & RAWMAP_LINUX_MFD_HUGETLB) && (flags.bits & RAWMAP_I_HUGE_FIELD))) \
    RULE(MEMFD_EXEC_CONTRADICTION, REFUSED, EINVAL, (flags.bits & RAWMAP_LINUX_MFD_EXEC) && (flags.bits & RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE(MEMFD_NAME_MISSING, REFUSED, EFAULT, name == NULL) \
    RULE(MEMFD_NAME_TOO_LONG, UNSURE, EINVAL, rawmap_i_text_length(name, 250) == 250) \
    RULE(MEMFD_EXEC_UNKNOWN, UNSURE, EINVAL, flags.bits & (RAWMAP_LINUX_MFD_EXEC | RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE(MEMFD_HUGE_UNKNOWN, UNSURE, EINVAL, flags.bits & RAWMAP_LINUX_MFD_HUGETLB) \
    RULE(MEMFD_EXEC_FORBIDDEN, LOOKED, EACCES, !(flags.bits & RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE(MEMFD_HUGE_SIZE_UNSUPPORTED, UNSURE, ENODEV, flags.bits & RAWMAP_LINUX_MFD_HUGETLB)
#define RAWMAP_I_SEES_MEMFD_EXEC_FORBIDDEN rawmap_i_sees_noexec_alone(flags)

/* rawmap_memfd_secret: flags */
#define RAWMAP_RULES_MEMFD_SECRET(RULE) \
    RULE(SECRET_UNKNOWN_BITS, REFUSED, EINVAL, flags.bits & ~(RAWMAP_LINUX_O_CLOEXEC + 0u))

/* rawmap_file_seal: file, seals */
#define RAWMAP_RULES_FILE_SEAL(RULE) \
    RULE(FILE_SEAL_NOTHING_ASKED, IGNORED, EINVAL, seals.bits == 0) \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0) \
    RULE(FILE_SEAL_UNKNOWN_BITS, REFUSED, EINVAL, seals.bits & ~RAWMAP_I_SEAL_KNOWN) \
    RULE(FILE_SEAL_WRITABLE_MAPPING, UNSURE, EBUSY, seals.bits & (RAWMAP_LINUX_F_SEAL_WRITE | RAWMAP_LINUX_F_SEAL_EXEC)) \
    RULE(FILE_UNSEALABLE, UNSURE, EINVAL, !(seals.bits & (RAWMAP_LINUX_F_SEAL_FUTURE_WRITE | RAWMAP_LINUX_F_SEAL_EXEC)))

/* rawmap_file_seals: file */
#define RAWMAP_RULES_FILE_SEALS(RULE) \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0) \
    RULE(FILE_UNSEALABLE, UNSURE, EINVAL, true)

/* rawmap_file_open: pathname, how */
#define RAWMAP_RULES_FILE_OPEN(RULE) \
    RULE(OPEN_CREATES, GUARDED, EINVAL, how.bits & RAWMAP_I_OPEN_CREATING) \
    RULE(OPEN_UNKNOWN_BITS, GUARDED, EINVAL, how.bits & ~RAWMAP_I_OPEN_KNOWN) \
    RULE(OPEN_ACCESS_CONTRADICTION, GUARDED, EINVAL, (how.bits & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_ACCMODE) \
    RULE(OPEN_PATH_AND_MORE, IGNORED, EINVAL, (how.bits & RAWMAP_LINUX_O_PATH) && (how.bits & ~RAWMAP_I_OPEN_WITH_PATH)) \
    RULE(OPEN_TRUNCATE_READ_ONLY, GUARDED, EINVAL, (how.bits & RAWMAP_LINUX_O_TRUNC) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE(OPEN_APPEND_READ_ONLY, IGNORED, EINVAL, (how.bits & RAWMAP_LINUX_O_APPEND) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE(PATH_MISSING, REFUSED, EFAULT, pathname == NULL)

/* rawmap_file_create: pathname, permissions, how */
#define RAWMAP_RULES_FILE_CREATE(RULE) \
    RULE(OPEN_UNKNOWN_BITS, GUARDED, EINVAL, how.bits & ~RAWMAP_I_CREATE_KNOWN) \
    RULE(OPEN_ACCESS_CONTRADICTION, GUARDED, EINVAL, (how.bits & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_ACCMODE) \
    RULE(OPEN_TRUNCATE_READ_ONLY, GUARDED, EINVAL, (how.bits & RAWMAP_LINUX_O_TRUNC) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE(OPEN_APPEND_READ_ONLY, IGNORED, EINVAL, (how.bits & RAWMAP_LINUX_O_APPEND) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE(CREATE_UNKNOWN_PERMISSIONS, IGNORED, EINVAL, permissions & ~07777u) \
    RULE(PATH_MISSING, REFUSED, EFAULT, pathname == NULL)

/* rawmap_file_close: file */
#define RAWMAP_RULES_FILE_CLOSE(RULE) \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0)

/* rawmap_file_size and its fellows: file. statx takes -100 for the working directory. */
#define RAWMAP_RULES_FILE_SIZE(RULE) \
    RULE(FILE_NEGATIVE, GUARDED, EBADF, file < 0)

/* rawmap_file_resize: file, length */
#define RAWMAP_RULES_FILE_RESIZE(RULE) \
    RULE(FILE_LENGTH_OVER, REFUSED, EINVAL, RAWMAP_I_OVER_63_BITS(length)) \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0)

/* rawmap_file_punch and its fellows: file, offset, length */
#define RAWMAP_RULES_FILE_RANGE(RULE) \
    RULE(FILE_NEGATIVE, REFUSED, EBADF, file < 0) \
    RULE(FILE_RANGE_EMPTY, REFUSED, EINVAL, length == 0) \
    RULE(FILE_RANGE_OVER, REFUSED, EINVAL, RAWMAP_I_OVER_63_BITS(offset) || RAWMAP_I_OVER_63_BITS(length)) \
    RULE(FILE_RANGE_PAST_LIMIT, REFUSED, EFBIG, !RAWMAP_I_OVER_63_BITS(offset) && !RAWMAP_I_OVER_63_BITS(length) && RAWMAP_I_OVER_63_BITS(offset + length))

/* rawmap_file_allocate, rawmap_file_zero, rawmap_file_unshare: file, offset, length, flags. Another bit would make
   fallocate punch a hole, or worse. */
#define RAWMAP_RULES_FILE_ALLOCATE(RULE) \
    RULE(ALLOCATE_UNKNOWN_BITS, GUARDED, EOPNOTSUPP, flags.bits & ~(RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE + 0u)) \
    RAWMAP_RULES_FILE_RANGE(RULE)

/* The lists with before-rows in groups, as core/rules.h says. */
#define RAWMAP_I_MAY_OPEN (how.bits & ~(RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_CLOEXEC | 0u))
#define RAWMAP_GROUPS_FILE_SEAL(GROUP) GROUP(true, RAWMAP_RULES_FILE_SEAL)
#define RAWMAP_GROUPS_FILE_OPEN(GROUP) GROUP(RAWMAP_I_UNLIKELY(RAWMAP_I_MAY_OPEN), RAWMAP_RULES_FILE_OPEN)
#define RAWMAP_GROUPS_FILE_CREATE(GROUP) GROUP(RAWMAP_I_UNLIKELY(RAWMAP_I_MAY_OPEN | (permissions & ~07777u)), RAWMAP_RULES_FILE_CREATE)
#define RAWMAP_GROUPS_FILE_SIZE(GROUP) GROUP(true, RAWMAP_RULES_FILE_SIZE)
#define RAWMAP_GROUPS_FILE_ALLOCATE(GROUP) GROUP(true, RAWMAP_RULES_FILE_ALLOCATE)

/* clang-format on */

#endif

#endif
