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
    RULE##_REFUSED(MEMFD_UNKNOWN_BITS, EINVAL, (flags.bits & ~RAWMAP_I_MEMFD_KNOWN) || (!(flags.bits & RAWMAP_LINUX_MFD_HUGETLB) && (flags.bits & RAWMAP_I_HUGE_FIELD))) \
    RULE##_REFUSED(MEMFD_EXEC_CONTRADICTION, EINVAL, (flags.bits & RAWMAP_LINUX_MFD_EXEC) && (flags.bits & RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE##_REFUSED(MEMFD_NAME_MISSING, EFAULT, name == NULL) \
    RULE##_UNSURE(MEMFD_NAME_TOO_LONG, EINVAL, rawmap_i_text_length(name, 250) == 250) \
    RULE##_UNSURE(MEMFD_EXEC_UNKNOWN, EINVAL, flags.bits & (RAWMAP_LINUX_MFD_EXEC | RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE##_UNSURE(MEMFD_HUGE_UNKNOWN, EINVAL, flags.bits & RAWMAP_LINUX_MFD_HUGETLB) \
    RULE##_LOOKED(MEMFD_EXEC_FORBIDDEN, EACCES, !(flags.bits & RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE##_UNSURE(MEMFD_HUGE_SIZE_UNSUPPORTED, ENODEV, flags.bits & RAWMAP_LINUX_MFD_HUGETLB)
#define RAWMAP_I_SEES_MEMFD_EXEC_FORBIDDEN rawmap_i_sees_noexec_alone(flags)

/* rawmap_memfd_secret: flags */
#define RAWMAP_RULES_MEMFD_SECRET(RULE) \
    RULE##_REFUSED(SECRET_UNKNOWN_BITS, EINVAL, flags.bits & ~(RAWMAP_LINUX_O_CLOEXEC + 0u))

/* rawmap_file_seal: file, seals */
#define RAWMAP_RULES_FILE_SEAL(RULE) \
    RULE##_IGNORED(FILE_SEAL_NOTHING_ASKED, EINVAL, seals.bits == 0) \
    RULE##_REFUSED(FILE_NEGATIVE, EBADF, file < 0) \
    RULE##_REFUSED(FILE_SEAL_UNKNOWN_BITS, EINVAL, seals.bits & ~RAWMAP_I_SEAL_KNOWN) \
    RULE##_UNSURE(FILE_SEAL_WRITABLE_MAPPING, EBUSY, seals.bits & (RAWMAP_LINUX_F_SEAL_WRITE | RAWMAP_LINUX_F_SEAL_EXEC)) \
    RULE##_UNSURE(FILE_UNSEALABLE, EINVAL, !(seals.bits & (RAWMAP_LINUX_F_SEAL_FUTURE_WRITE | RAWMAP_LINUX_F_SEAL_EXEC)))

/* rawmap_file_seals: file */
#define RAWMAP_RULES_FILE_SEALS(RULE) \
    RULE##_REFUSED(FILE_NEGATIVE, EBADF, file < 0) \
    RULE##_UNSURE(FILE_UNSEALABLE, EINVAL, true)

/* rawmap_file_open: pathname, how */
#define RAWMAP_RULES_FILE_OPEN(RULE) \
    RULE##_GUARDED(OPEN_CREATES, EINVAL, how.bits & RAWMAP_I_OPEN_CREATING) \
    RULE##_GUARDED(OPEN_UNKNOWN_BITS, EINVAL, how.bits & ~RAWMAP_I_OPEN_KNOWN) \
    RULE##_GUARDED(OPEN_ACCESS_CONTRADICTION, EINVAL, (how.bits & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_ACCMODE) \
    RULE##_IGNORED(OPEN_PATH_AND_MORE, EINVAL, (how.bits & RAWMAP_LINUX_O_PATH) && (how.bits & ~RAWMAP_I_OPEN_WITH_PATH)) \
    RULE##_GUARDED(OPEN_TRUNCATE_READ_ONLY, EINVAL, (how.bits & RAWMAP_LINUX_O_TRUNC) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE##_IGNORED(OPEN_APPEND_READ_ONLY, EINVAL, (how.bits & RAWMAP_LINUX_O_APPEND) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE##_REFUSED(PATH_MISSING, EFAULT, pathname == NULL)

/* rawmap_file_create: pathname, permissions, how */
#define RAWMAP_RULES_FILE_CREATE(RULE) \
    RULE##_GUARDED(OPEN_UNKNOWN_BITS, EINVAL, how.bits & ~RAWMAP_I_CREATE_KNOWN) \
    RULE##_GUARDED(OPEN_ACCESS_CONTRADICTION, EINVAL, (how.bits & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_ACCMODE) \
    RULE##_GUARDED(OPEN_TRUNCATE_READ_ONLY, EINVAL, (how.bits & RAWMAP_LINUX_O_TRUNC) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE##_IGNORED(OPEN_APPEND_READ_ONLY, EINVAL, (how.bits & RAWMAP_LINUX_O_APPEND) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE##_IGNORED(CREATE_UNKNOWN_PERMISSIONS, EINVAL, permissions & ~07777u) \
    RULE##_REFUSED(PATH_MISSING, EFAULT, pathname == NULL)

/* rawmap_file_close: file */
#define RAWMAP_RULES_FILE_CLOSE(RULE) \
    RULE##_REFUSED(FILE_NEGATIVE, EBADF, file < 0)

/* rawmap_file_size and its fellows: file. statx takes -100 for the working directory. */
#define RAWMAP_RULES_FILE_SIZE(RULE) \
    RULE##_GUARDED(FILE_NEGATIVE, EBADF, file < 0)

/* rawmap_file_resize: file, length */
#define RAWMAP_RULES_FILE_RESIZE(RULE) \
    RULE##_REFUSED(FILE_LENGTH_OVER, EINVAL, RAWMAP_I_OVER_63_BITS(length)) \
    RULE##_REFUSED(FILE_NEGATIVE, EBADF, file < 0)

/* rawmap_file_punch and its fellows: file, offset, length */
#define RAWMAP_RULES_FILE_RANGE(RULE) \
    RULE##_REFUSED(FILE_NEGATIVE, EBADF, file < 0) \
    RULE##_REFUSED(FILE_RANGE_EMPTY, EINVAL, length == 0) \
    RULE##_REFUSED(FILE_RANGE_OVER, EINVAL, RAWMAP_I_OVER_63_BITS(offset) || RAWMAP_I_OVER_63_BITS(length)) \
    RULE##_REFUSED(FILE_RANGE_PAST_LIMIT, EFBIG, !RAWMAP_I_OVER_63_BITS(offset) && !RAWMAP_I_OVER_63_BITS(length) && RAWMAP_I_OVER_63_BITS(offset + length))

/* rawmap_file_allocate, rawmap_file_zero, rawmap_file_unshare: file, offset, length, flags. Another bit would make
   fallocate punch a hole, or worse. */
#define RAWMAP_RULES_FILE_ALLOCATE(RULE) \
    RULE##_GUARDED(ALLOCATE_UNKNOWN_BITS, EOPNOTSUPP, flags.bits & ~(RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE + 0u)) \
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
