/* SPDX-License-Identifier: MIT */
/* rawmap/rules_files.h: what the calls on files, seals, keys and shadow stacks may meet. The form and the sorts are
   those of rules.h. */
#ifndef RAWMAP_RULES_FILES_H
#define RAWMAP_RULES_FILES_H

#include "base.h"
#include "rules.h"

/* 63 bits hold every length and offset of a file. Only the high half is compared: all of it would be a library call on
   some 32-bit ABIs. */
#define RAWMAP_I_OVER_63_BITS(value) (RAWMAP_I_CAST(uint32_t, (value) >> 32) > 0x7fffffffu)

/* clang-format off */

/* rawmap_memfd: name, flags. The one condition that reads memory is a function, asked only after Linux has refused. */
#define RAWMAP_RULES_MEMFD(RULE) \
    RULE(MEMFD_UNKNOWN_BITS, REFUSED, EINVAL, (flags.bits & ~RAWMAP_I_MEMFD_KNOWN) || (!(flags.bits & RAWMAP_LINUX_MFD_HUGETLB) && (flags.bits & RAWMAP_I_HUGE_FIELD))) \
    RULE(MEMFD_EXEC_CONTRADICTION, REFUSED, EINVAL, (flags.bits & RAWMAP_LINUX_MFD_EXEC) && (flags.bits & RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE(MEMFD_NAME_MISSING, REFUSED, EFAULT, name == NULL) \
    RULE(MEMFD_NAME_TOO_LONG, REFUSED, EINVAL, rawmap_i_memfd_name_is_long(name)) \
    RULE(MEMFD_EXEC_UNKNOWN, UNSURE, EINVAL, flags.bits & (RAWMAP_LINUX_MFD_EXEC | RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE(MEMFD_HUGE_UNKNOWN, UNSURE, EINVAL, flags.bits & RAWMAP_LINUX_MFD_HUGETLB) \
    RULE(MEMFD_EXEC_FORBIDDEN, UNSURE, EACCES, !(flags.bits & RAWMAP_LINUX_MFD_NOEXEC_SEAL)) \
    RULE(MEMFD_HUGE_SIZE_UNSUPPORTED, UNSURE, ENODEV, flags.bits & RAWMAP_LINUX_MFD_HUGETLB)

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
    RULE(OPEN_UNKNOWN_BITS, IGNORED, EINVAL, how.bits & ~RAWMAP_I_OPEN_KNOWN) \
    RULE(OPEN_ACCESS_CONTRADICTION, IGNORED, EINVAL, (how.bits & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_ACCMODE) \
    RULE(OPEN_PATH_AND_MORE, IGNORED, EINVAL, (how.bits & RAWMAP_LINUX_O_PATH) && (how.bits & ~RAWMAP_I_OPEN_WITH_PATH)) \
    RULE(OPEN_TRUNCATE_READ_ONLY, GUARDED, EINVAL, (how.bits & RAWMAP_LINUX_O_TRUNC) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE(OPEN_APPEND_READ_ONLY, IGNORED, EINVAL, (how.bits & RAWMAP_LINUX_O_APPEND) && !(how.bits & RAWMAP_LINUX_O_ACCMODE)) \
    RULE(PATH_MISSING, REFUSED, EFAULT, pathname == NULL)

/* rawmap_file_create: pathname, permissions, how */
#define RAWMAP_RULES_FILE_CREATE(RULE) \
    RULE(OPEN_UNKNOWN_BITS, IGNORED, EINVAL, how.bits & ~RAWMAP_I_CREATE_KNOWN) \
    RULE(OPEN_ACCESS_CONTRADICTION, IGNORED, EINVAL, (how.bits & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_ACCMODE) \
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

/* rawmap_seal: address, length */
#define RAWMAP_RULES_SEAL(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_LENGTH_WRAPS, REFUSED, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE(SPAN_UNALIGNED_HERE, STATE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(STATE_HUGE_PAGE_CUT, STATE, EINVAL, true) \
    RULE(STATE_HOLE, STATE, ENOMEM, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* rawmap_pkey_alloc: rights */
#define RAWMAP_RULES_PKEY_ALLOC(RULE) \
    RULE(PKEY_RIGHTS_UNKNOWN_BITS, REFUSED, EINVAL, rights.bits & ~RAWMAP_I_PKEY_RIGHTS_KNOWN) \
    RULE(PKEY_UNSUPPORTED, UNSURE, EINVAL, true) \
    RULE(PKEY_NONE_FREE, UNSURE, ENOSPC, true)

/* rawmap_pkey_free: key */
#define RAWMAP_RULES_PKEY_FREE(RULE) \
    RULE(PKEY_DEFAULT_KEPT, GUARDED, EINVAL, key.number == 0) \
    RULE(PKEY_NEGATIVE, REFUSED, EINVAL, key.number < 0) \
    RULE(PKEY_NOT_TAKEN, UNSURE, EINVAL, true)

/* rawmap_pkey_protect: address, length, protection, key. Linux takes the key -1 for "as it is". What only this kernel or
   processor lacks is not told from a key that nobody has: both are EINVAL. */
#define RAWMAP_RULES_PKEY_PROTECT(RULE) \
    RULE(PKEY_NEGATIVE, IGNORED, EINVAL, key.number < 0) \
    RULE(PROT_SEM_DOES_NOTHING, IGNORED, EINVAL, protection.bits & RAWMAP_PROT_sem) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(PROT_GROWS_BOTH_WAYS, REFUSED, EINVAL, (protection.bits & RAWMAP_I_PROT_GROWS) == RAWMAP_I_PROT_GROWS) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, REFUSED, ENOMEM, address + RAWMAP_I_WHOLE(length) <= address) \
    RULE(PROT_UNKNOWN_BITS, REFUSED, EINVAL, protection.bits & ~RAWMAP_I_PROT_KNOWN) \
    RULE(PKEY_NOT_TAKEN, STATE, EINVAL, true) \
    RULE(SPAN_UNALIGNED_HERE, STATE, EINVAL, address & RAWMAP_I_PAGE_MASK_MAX) \
    RULE(PROT_PROCESSOR_LACKS, STATE, EINVAL, protection.bits & RAWMAP_I_PROT_PROCESSOR) \
    RULE(PROT_SPAN_DOES_NOT_GROW, STATE, EINVAL, protection.bits & RAWMAP_I_PROT_GROWS) \
    RAWMAP_RULES_PROTECT_STATE(RULE)

/* rawmap_pkey_rights_now: key; rawmap_pkey_restrict: key, rights. No call: nobody else would refuse. */
#define RAWMAP_RULES_PKEY_REGISTER(RULE) \
    RULE(PKEY_NEGATIVE, GUARDED, EINVAL, key.number < 0) \
    RULE(PKEY_OUT_OF_RANGE, GUARDED, EINVAL, key.number >= RAWMAP_PKEYS)
#define RAWMAP_RULES_PKEY_RESTRICT(RULE) \
    RAWMAP_RULES_PKEY_REGISTER(RULE) \
    RULE(PKEY_RIGHTS_UNKNOWN_BITS, GUARDED, EINVAL, rights.bits & ~RAWMAP_I_PKEY_RIGHTS_KNOWN)

/* rawmap_map_shadow_stack: length, options, placement. Where shadow stacks are missing Linux looks at nothing else. */
#define RAWMAP_RULES_MAP_SHADOW_STACK(RULE) \
    RULE(SHADOW_STACK_PLACEMENT, IGNORED, EINVAL, placement.bits != 0 ? placement.bits != RAWMAP_I_EXACTLY || placement.address == 0 : placement.address != 0) \
    RULE(SHADOW_STACK_MARKER_ALONE, IGNORED, EINVAL, (options.bits & RAWMAP_I_SHADOW_STACK_MARKER) && !(options.bits & RAWMAP_I_SHADOW_STACK_TOKEN)) \
    RULE(SHADOW_STACK_UNKNOWN_BITS, REFUSED, EINVAL, options.bits & ~RAWMAP_I_SHADOW_STACK_KNOWN) \
    RULE(SHADOW_STACK_LENGTH_UNEVEN, REFUSED, EINVAL, (options.bits & RAWMAP_LINUX_SHADOW_STACK_SET_TOKEN) && length > 8 && (length & 7u) != 0) \
    RULE(LENGTH_ZERO, REFUSED, EINVAL, length == 0) \
    RULE(EXACT_UNALIGNED, REFUSED, EINVAL, placement.address & RAWMAP_I_PAGE_MASK) \
    RULE(SHADOW_STACK_LENGTH_WRAPS, REFUSED, EOVERFLOW, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(EXACT_OUT_OF_RANGE, REFUSED, ENOMEM, RAWMAP_I_WHOLE(length) > SIZE_MAX - placement.address) \
    RULE(SHADOW_STACK_TOO_SHORT, UNSURE, ENOSPC, length < 8) \
    RULE(SHADOW_STACK_LENGTH_UNEVEN, UNSURE, EINVAL, (length & 7u) != 0 || length == 8) \
    RULE(EXACT_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_BETWEEN_PAGES(placement.address)) \
    RULE(EXACT_TAKEN, UNSURE, EEXIST, placement.address != 0) \
    RULE(SHADOW_STACK_TOO_LOW, UNSURE, ERANGE, placement.address != 0) \
    RULE(SHADOW_STACK_UNSUPPORTED, UNSURE, EOPNOTSUPP, true) \
    RULE(LENGTH_EXCEEDS_ADDRESS_SPACE, UNSURE, ENOMEM, length > RAWMAP_I_ADDRESS_SPACE) \
    RAWMAP_RULES_NEW_STATE(RULE)

/* The lists with before-rows in groups, as in groups.h. */
#define RAWMAP_I_MAY_OPEN (how.bits & ~(RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_CLOEXEC | 0u))
#define RAWMAP_GROUPS_FILE_SEAL(GROUP) GROUP(true, RAWMAP_RULES_FILE_SEAL)
#define RAWMAP_GROUPS_FILE_OPEN(GROUP) GROUP(RAWMAP_I_UNLIKELY(RAWMAP_I_MAY_OPEN), RAWMAP_RULES_FILE_OPEN)
#define RAWMAP_GROUPS_FILE_CREATE(GROUP) GROUP(RAWMAP_I_UNLIKELY(RAWMAP_I_MAY_OPEN | (permissions & ~07777u)), RAWMAP_RULES_FILE_CREATE)
#define RAWMAP_GROUPS_FILE_SIZE(GROUP) GROUP(true, RAWMAP_RULES_FILE_SIZE)
#define RAWMAP_GROUPS_FILE_ALLOCATE(GROUP) GROUP(true, RAWMAP_RULES_FILE_ALLOCATE)
#define RAWMAP_GROUPS_SEAL(GROUP) GROUP(true, RAWMAP_RULES_SEAL)
#define RAWMAP_GROUPS_PKEY_FREE(GROUP) GROUP(true, RAWMAP_RULES_PKEY_FREE)
#define RAWMAP_GROUPS_PKEY_PROTECT(GROUP) GROUP(true, RAWMAP_RULES_PKEY_PROTECT)
#define RAWMAP_GROUPS_PKEY_REGISTER(GROUP) GROUP(true, RAWMAP_RULES_PKEY_REGISTER)
#define RAWMAP_GROUPS_PKEY_RESTRICT(GROUP) GROUP(true, RAWMAP_RULES_PKEY_RESTRICT)
#define RAWMAP_GROUPS_MAP_SHADOW_STACK(GROUP) GROUP(true, RAWMAP_RULES_MAP_SHADOW_STACK)

/* clang-format on */

#endif
