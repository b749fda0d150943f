/* SPDX-License-Identifier: MIT */
/* rawmap/files/allocate.h: room for a file's bytes, given and taken: 64 bits on every ABI.

   RAWMAP_ALLOCATE(name, ...)         a rawmap_allocate_flags
   RAWMAP_ALLOCATE_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_ALLOCATE_<name>         1: every architecture has it

   name         does                                                                            since
   keep_size    a range that ends past the end of the file leaves the file as long as it was    2.6.23

   Files in memory, hugetlbfs included, know allocate and punch; the others are for file systems such as ext4 and XFS. */
#ifndef RAWMAP_FILES_ALLOCATE_H
#define RAWMAP_FILES_ALLOCATE_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/diagnose.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/status.h"
#include "rules.h"
#include "size.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_allocate_flags_is_made_by_RAWMAP_ALLOCATE {
    unsigned bits;
} rawmap_allocate_flags;

/* clang-format off */
#define RAWMAP_ALLOCATE(...) RAWMAP_I_OPEN(rawmap_allocate_flags){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, ALLOCATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_ALLOCATE_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, ALLOCATE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_ALLOCATE(...) RAWMAP_I_ERROR(__VA_ARGS__: write RAWMAP_ALLOCATE(), RAWMAP_ALLOCATE(keep_size))
/* clang-format on */

#define RAWMAP_ALLOCATE_ 0ull
#define RAWMAP_HAS_ALLOCATE_ 1
#define RAWMAP_ALLOCATE_keep_size (RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE + 0ull)
#define RAWMAP_HAS_ALLOCATE_keep_size 1

/* rawmap_file_allocate, rawmap_file_zero, rawmap_file_unshare: makes room for a range of a file, so that writing there
   cannot fail for want of it: what is there stays; or becomes zeros; or is copied if another file shares it.

   Units:      offset and length in bytes. The file grows to hold the range, unless keep_size.
   Status:     RAWMAP_ALLOCATE_UNKNOWN_BITS: it would be another operation; nothing was called.
               RAWMAP_FILE_NEGATIVE, RAWMAP_FILE_RANGE_EMPTY, RAWMAP_FILE_RANGE_OVER, RAWMAP_FILE_RANGE_PAST_LIMIT: Linux
               refused it for this. RAWMAP_EOPNOTSUPP: the file system does not know this. RAWMAP_EBADF: not open for
               writing. RAWMAP_ENOSPC, RAWMAP_EDQUOT: no room. RAWMAP_EFBIG: as rawmap_file_resize. RAWMAP_EPERM: sealed
               (grow, write), or append-only. RAWMAP_ENODEV, RAWMAP_ESPIPE, RAWMAP_EISDIR: no regular file.
               RAWMAP_EINTR: a signal came first. RAWMAP_ENOMEM, RAWMAP_EIO: no memory, or the file system failed.
               RAWMAP_ETXTBSY: in use for swapping.
   Since:      2.6.23; zero 3.15, unshare 4.14
   ABIs:       all
   Manual:     fallocate(2) */
RAWMAP_API(files)
rawmap_status rawmap_file_allocate(int file, uint64_t offset, uint64_t length,
                                   rawmap_allocate_flags flags) RAWMAP_MUST_USE
    RAWMAP_DIAGNOSE(RAWMAP_RULES_FILE_ALLOCATE);
RAWMAP_API(files)
rawmap_status rawmap_file_zero(int file, uint64_t offset, uint64_t length, rawmap_allocate_flags flags) RAWMAP_MUST_USE
    RAWMAP_DIAGNOSE(RAWMAP_RULES_FILE_ALLOCATE);
RAWMAP_API(files)
rawmap_status rawmap_file_unshare(int file, uint64_t offset, uint64_t length,
                                  rawmap_allocate_flags flags) RAWMAP_MUST_USE
    RAWMAP_DIAGNOSE(RAWMAP_RULES_FILE_ALLOCATE);

/* rawmap_check_file_allocate: what the three would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(files)
rawmap_status rawmap_check_file_allocate(int file, uint64_t offset, uint64_t length,
                                         rawmap_allocate_flags flags) RAWMAP_MUST_USE;

/* rawmap_file_punch: makes a hole: the range reads as zeros, here and in every mapping, and the whole blocks or pages in
   it are given back. The file stays as long as it was.

   Units:      offset and length in bytes; parts of pages are zeroed.
   Status:     RAWMAP_FILE_NEGATIVE, RAWMAP_FILE_RANGE_EMPTY, RAWMAP_FILE_RANGE_OVER, RAWMAP_FILE_RANGE_PAST_LIMIT: Linux
               refused it for this. RAWMAP_EPERM: sealed against writing. The others as rawmap_file_allocate.
   Since:      2.6.38; files in memory 3.5, hugetlbfs 4.3
   ABIs:       all
   Manual:     fallocate(2) */
RAWMAP_API(files)
rawmap_status rawmap_file_punch(int file, uint64_t offset, uint64_t length) RAWMAP_MUST_USE
    RAWMAP_DIAGNOSE(RAWMAP_RULES_FILE_RANGE);

/* rawmap_file_collapse, rawmap_file_insert, rawmap_file_write_zeroes: takes a range out, and the file is shorter by it;
   puts a hole in, and the file is longer by it; or writes zeros that need no further work of the file system later.

   Units:      offset and length in bytes; collapse and insert want multiples of the file system's block.
   Status:     as rawmap_file_punch. RAWMAP_EINVAL: no such multiples; or a range that reaches the end of the file, where
               rawmap_file_resize does it.
   Since:      3.15; insert 4.1, write_zeroes 6.17
   ABIs:       all
   Manual:     fallocate(2) */
RAWMAP_API(files)
rawmap_status rawmap_file_collapse(int file, uint64_t offset, uint64_t length) RAWMAP_MUST_USE
    RAWMAP_DIAGNOSE(RAWMAP_RULES_FILE_RANGE);
RAWMAP_API(files)
rawmap_status rawmap_file_insert(int file, uint64_t offset, uint64_t length) RAWMAP_MUST_USE
    RAWMAP_DIAGNOSE(RAWMAP_RULES_FILE_RANGE);
RAWMAP_API(files)
rawmap_status rawmap_file_write_zeroes(int file, uint64_t offset, uint64_t length) RAWMAP_MUST_USE
    RAWMAP_DIAGNOSE(RAWMAP_RULES_FILE_RANGE);

/* rawmap_check_file_punch: what rawmap_file_punch would answer, as far as its arguments tell; nothing is called. Its
   fellows would answer the same. */
RAWMAP_API(files) rawmap_status rawmap_check_file_punch(int file, uint64_t offset, uint64_t length) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(files, file_allocate, RAWMAP_RULES_FILE_ALLOCATE, int file, uint64_t offset, uint64_t length,
                        rawmap_allocate_flags flags)
RAWMAP_I_DEFINE_VERDICT(files, file_range, RAWMAP_RULES_FILE_RANGE, int file, uint64_t offset, uint64_t length)

RAWMAP_I_INLINE rawmap_word rawmap_i_fallocate(int file, unsigned mode, uint64_t offset, uint64_t length)
{
#ifndef RAWMAP_NR_ftruncate64
    return RAWMAP_I_CALL4(RAWMAP_NR_fallocate, RAWMAP_I_WORD(file), RAWMAP_I_WORD(mode), RAWMAP_I_WORD(offset),
                          RAWMAP_I_WORD(length));
#else
    return RAWMAP_I_PASS(RAWMAP_I_CALL6, (RAWMAP_NR_fallocate, RAWMAP_I_WORD(file), RAWMAP_I_WORD(mode),
                                          RAWMAP_I_PAIR(offset), RAWMAP_I_PAIR(length)));
#endif
}

RAWMAP_API(files)
rawmap_status rawmap_check_file_allocate(int file, uint64_t offset, uint64_t length, rawmap_allocate_flags flags)
{
    return RAWMAP_I_CHECKED(file_allocate, file, offset, length, flags);
}

RAWMAP_API(files) rawmap_status rawmap_check_file_punch(int file, uint64_t offset, uint64_t length)
{
    return RAWMAP_I_CHECKED(file_range, file, offset, length);
}

RAWMAP_I_INLINE rawmap_status rawmap_i_allocate(int file, unsigned mode, uint64_t offset, uint64_t length,
                                                rawmap_allocate_flags flags)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_FILE_ALLOCATE))
        return rawmap_i_failure(RAWMAP_I_REFUSED(file_allocate, file, offset, length, flags));
    result = rawmap_i_fallocate(file, mode | flags.bits, offset, length);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FILE_ALLOCATE, file_allocate, result, file, offset, length, flags);
}

RAWMAP_I_INLINE rawmap_status rawmap_i_range(int file, unsigned mode, uint64_t offset, uint64_t length)
{
    const rawmap_word result = rawmap_i_fallocate(file, mode, offset, length);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FILE_RANGE, file_range, result, file, offset, length);
}

RAWMAP_API(files)
rawmap_status rawmap_file_allocate(int file, uint64_t offset, uint64_t length, rawmap_allocate_flags flags)
{
    return rawmap_i_allocate(file, RAWMAP_LINUX_FALLOC_FL_ALLOCATE_RANGE, offset, length, flags);
}

RAWMAP_API(files)
rawmap_status rawmap_file_zero(int file, uint64_t offset, uint64_t length, rawmap_allocate_flags flags)
{
    return rawmap_i_allocate(file, RAWMAP_LINUX_FALLOC_FL_ZERO_RANGE, offset, length, flags);
}

RAWMAP_API(files)
rawmap_status rawmap_file_unshare(int file, uint64_t offset, uint64_t length, rawmap_allocate_flags flags)
{
    return rawmap_i_allocate(file, RAWMAP_LINUX_FALLOC_FL_UNSHARE_RANGE, offset, length, flags);
}

RAWMAP_API(files) rawmap_status rawmap_file_punch(int file, uint64_t offset, uint64_t length)
{
    return rawmap_i_range(file, RAWMAP_LINUX_FALLOC_FL_PUNCH_HOLE | RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE, offset, length);
}

RAWMAP_API(files) rawmap_status rawmap_file_collapse(int file, uint64_t offset, uint64_t length)
{
    return rawmap_i_range(file, RAWMAP_LINUX_FALLOC_FL_COLLAPSE_RANGE, offset, length);
}

RAWMAP_API(files) rawmap_status rawmap_file_insert(int file, uint64_t offset, uint64_t length)
{
    return rawmap_i_range(file, RAWMAP_LINUX_FALLOC_FL_INSERT_RANGE, offset, length);
}

RAWMAP_API(files) rawmap_status rawmap_file_write_zeroes(int file, uint64_t offset, uint64_t length)
{
    return rawmap_i_range(file, RAWMAP_LINUX_FALLOC_FL_WRITE_ZEROES, offset, length);
}

#endif

RAWMAP_I_END

#endif
