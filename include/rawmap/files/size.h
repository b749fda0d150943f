/* SPDX-License-Identifier: MIT */
/* rawmap/files/size.h: how long a file is, and how much of it is there: 64 bits on every ABI. */
#ifndef RAWMAP_FILES_SIZE_H
#define RAWMAP_FILES_SIZE_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/diagnose.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "../core/statx.h"
#include "open.h"
#include "rules.h"
#endif
#include "inner_stat.h"

RAWMAP_I_BEGIN

/* rawmap_file_size, rawmap_file_space, rawmap_file_block: a file's length, or that of a device of blocks; the bytes that
   it takes up, which holes do not; and the unit in which it is best read, which on hugetlbfs is its page.

   Units:      bytes, 64 bits on every ABI. Pipes, sockets, devices of characters and most files in /proc have length 0,
               and what Linux counts of a directory is no length.
   Status:     RAWMAP_FILE_NEGATIVE: Linux would not see it; nothing was called. RAWMAP_EBADF: not open.
               RAWMAP_EACCES, RAWMAP_EPERM: a security policy. RAWMAP_EIO, RAWMAP_ESTALE: the file system failed, one of a
               network say. RAWMAP_ENOMEM: short of memory. Where statx is unknown (before 4.11) or forbidden, fstat is
               asked: RAWMAP_ENOSYS, RAWMAP_EPERM: neither is there.
   Since:      2.4; riscv32 4.15
   ABIs:       all
   Manual:     fstat(2), statx(2) */
RAWMAP_API(files) rawmap_file_bytes rawmap_file_size(int file) RAWMAP_MUST_USE;
RAWMAP_API(files) rawmap_file_bytes rawmap_file_space(int file) RAWMAP_MUST_USE;
RAWMAP_API(files) rawmap_file_bytes rawmap_file_block(int file) RAWMAP_MUST_USE;

/* rawmap_check_file_size: what the three would answer, as far as their argument tells; nothing is called. */
RAWMAP_API(files) rawmap_status rawmap_check_file_size(int file) RAWMAP_MUST_USE;

/* rawmap_file_resize: sets a file's length. What is cut off is gone, also from mappings: touching it raises SIGBUS. What
   is added reads as zeros and takes no room until it is written.

   Units:      length in bytes; on hugetlbfs a multiple of the file's page.
   Status:     RAWMAP_FILE_LENGTH_OVER, RAWMAP_FILE_NEGATIVE: Linux refused it for this.
               RAWMAP_EINVAL: not open for writing, no regular file, no multiple of the huge page, or secret memory that
               has its length already. RAWMAP_EBADF: not open. RAWMAP_EFBIG: longer than the file system allows, or than
               RLIMIT_FSIZE, which raises SIGXFSZ too. RAWMAP_EPERM: sealed (shrink, grow), or append-only.
               RAWMAP_ENOSPC, RAWMAP_EDQUOT, RAWMAP_EIO: the file system failed. RAWMAP_EINTR: a signal came first.
   Since:      2.4
   ABIs:       all
   Manual:     ftruncate(2) */
RAWMAP_API(files)
rawmap_status rawmap_file_resize(int file, uint64_t length) RAWMAP_MUST_USE RAWMAP_DIAGNOSE(RAWMAP_RULES_FILE_RESIZE);

/* rawmap_check_file_resize: what rawmap_file_resize would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(files) rawmap_status rawmap_check_file_resize(int file, uint64_t length) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(files, file_size, RAWMAP_RULES_FILE_SIZE, int file)
RAWMAP_I_DEFINE_VERDICT(files, file_resize, RAWMAP_RULES_FILE_RESIZE, int file, uint64_t length)

RAWMAP_I_INLINE int rawmap_i_ask_statx(int file, rawmap_i_statx *answer)
{
    return RAWMAP_I_CAST(int, RAWMAP_I_CALL5(RAWMAP_NR_statx, RAWMAP_I_WORD(file), RAWMAP_I_WORD(RAWMAP_I_ADDRESS("")),
                                             RAWMAP_LINUX_AT_EMPTY_PATH, RAWMAP_LINUX_STATX_BASIC_STATS,
                                             RAWMAP_I_WORD(RAWMAP_I_ADDRESS(answer))));
}

RAWMAP_I_INLINE rawmap_status rawmap_i_stat_file(int file, rawmap_i_statx *answer)
{
    int result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_FILE_SIZE))
        return rawmap_i_failure(RAWMAP_I_REFUSED(file_size, file));
    result = rawmap_i_ask_statx(file, answer);
    return RAWMAP_I_UNLIKELY(result != 0) ? rawmap_i_stat_otherwise(file, answer, -result) : RAWMAP_OK;
}

RAWMAP_API(files) rawmap_status rawmap_check_file_size(int file)
{
    return RAWMAP_I_CHECKED(file_size, file);
}

RAWMAP_API(files) rawmap_file_bytes rawmap_file_size(int file)
{
    rawmap_i_statx answer;
    rawmap_file_bytes size;
    int result;
    size.status = RAWMAP_OK;
    size.bytes = 0;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_FILE_SIZE)) {
        size.status = rawmap_i_failure(RAWMAP_I_REFUSED(file_size, file));
        return size;
    }
    answer.size = 0; /* and it stays so when statx fails */
    result = rawmap_i_ask_statx(file, &answer);
    if (RAWMAP_I_UNLIKELY(answer.size == 0))
        return rawmap_i_size_otherwise(file, &answer, -result);
    size.bytes = answer.size;
    return size;
}

RAWMAP_API(files) rawmap_file_bytes rawmap_file_space(int file)
{
    rawmap_i_statx answer;
    rawmap_file_bytes space;
    space.status = rawmap_i_stat_file(file, &answer);
    space.bytes = space.status == RAWMAP_OK ? answer.blocks * 512 : 0;
    return space;
}

RAWMAP_API(files) rawmap_file_bytes rawmap_file_block(int file)
{
    rawmap_i_statx answer;
    rawmap_file_bytes block;
    block.status = rawmap_i_stat_file(file, &answer);
    block.bytes = block.status == RAWMAP_OK ? answer.block : 0;
    return block;
}

/* Only where an argument has 32 bits is there an ftruncate64: then 64 bits are two arguments, in an order and at a place
   that arch/ names. */
#ifdef RAWMAP_NR_ftruncate64
#define RAWMAP_I_LOW(value) RAWMAP_I_WORD(RAWMAP_I_CAST(uint32_t, (value)&0xffffffffu))
#define RAWMAP_I_HIGH(value) RAWMAP_I_WORD(RAWMAP_I_CAST(uint32_t, (value) >> 32))
#ifdef RAWMAP_PAIR_HIGH_FIRST
#define RAWMAP_I_PAIR(value) RAWMAP_I_HIGH(value), RAWMAP_I_LOW(value)
#else
#define RAWMAP_I_PAIR(value) RAWMAP_I_LOW(value), RAWMAP_I_HIGH(value)
#endif
#endif
/* A pair becomes two arguments before the call is looked at. */
#define RAWMAP_I_PASS(call, arguments) call arguments

RAWMAP_I_INLINE rawmap_word rawmap_i_ftruncate(int file, uint64_t length)
{
#ifndef RAWMAP_NR_ftruncate64
    return RAWMAP_I_CALL2(RAWMAP_NR_ftruncate, RAWMAP_I_WORD(file), RAWMAP_I_WORD(length));
#elif defined RAWMAP_PAIR_ALIGNED
    return RAWMAP_I_PASS(RAWMAP_I_CALL4, (RAWMAP_NR_ftruncate64, RAWMAP_I_WORD(file), 0, RAWMAP_I_PAIR(length)));
#else
    return RAWMAP_I_PASS(RAWMAP_I_CALL3, (RAWMAP_NR_ftruncate64, RAWMAP_I_WORD(file), RAWMAP_I_PAIR(length)));
#endif
}

RAWMAP_API(files) rawmap_status rawmap_check_file_resize(int file, uint64_t length)
{
    return RAWMAP_I_CHECKED(file_resize, file, length);
}

RAWMAP_API(files) rawmap_status rawmap_file_resize(int file, uint64_t length)
{
    const rawmap_word result = rawmap_i_ftruncate(file, length);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FILE_RESIZE, file_resize, result, file, length);
}

#endif

RAWMAP_I_END

#endif
