/* SPDX-License-Identifier: MIT */
/* rawmap/files/inner_stat.h: how long a file is, where statx does not say: older kernels and sandboxes without it, and
   block devices, whose files have no length of their own. */
#ifndef RAWMAP_FILES_INNER_STAT_H
#define RAWMAP_FILES_INNER_STAT_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/status.h"
#include "../core/statx.h"
#include "open.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#define RAWMAP_I_FILE_TYPE 0170000u
#define RAWMAP_I_FILE_BLOCK_DEVICE 0060000u
#define RAWMAP_I_FILE_UNTOLD 0u

/* What fstat tells, for the fields of statx that this library reads; -errno where it cannot either. A kernel for riscv32
   never had it. */
RAWMAP_I_COLD(files)
rawmap_word rawmap_i_fstat(int file, rawmap_i_statx *answer) RAWMAP_I_ONCE(rawmap_i_fstat);
#if RAWMAP_I_DEFINES(files)
RAWMAP_I_LOCAL uint64_t rawmap_i_stat_64(const uint32_t *halves)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return RAWMAP_I_CAST(uint64_t, halves[0]) << 32 | halves[1];
#else
    return RAWMAP_I_CAST(uint64_t, halves[1]) << 32 | halves[0];
#endif
}

RAWMAP_I_COLD(files) rawmap_word rawmap_i_fstat(int file, rawmap_i_statx *answer)
{
#if defined RAWMAP_NR_fstat64 || defined RAWMAP_NR_fstat
    static const unsigned char places[] = {RAWMAP_STAT_PLACES};
    uint32_t told[64];
    rawmap_word result;
    told[0] = 0;
#ifdef RAWMAP_NR_fstat64
    result = RAWMAP_I_CALL2(RAWMAP_NR_fstat64, RAWMAP_I_WORD(file), RAWMAP_I_WORD(RAWMAP_I_ADDRESS(told)));
#else
    result = RAWMAP_I_CALL2(RAWMAP_NR_fstat, RAWMAP_I_WORD(file), RAWMAP_I_WORD(RAWMAP_I_ADDRESS(told)));
#endif
    if (result != 0)
        return result;
    answer->size = rawmap_i_stat_64(told + places[0] / 4u);
    answer->block = told[places[1] / 4u];
#ifdef RAWMAP_STAT_BLOCKS_32
    answer->blocks = told[places[2] / 4u];
#else
    answer->blocks = rawmap_i_stat_64(told + places[2] / 4u);
#endif
    answer->mode = RAWMAP_I_FILE_UNTOLD;
    return 0;
#else
    (void)file;
    (void)answer;
    return -RAWMAP_LINUX_ENOSYS;
#endif
}
#endif

/* statx was refused: by who does not know it, perhaps, and then fstat says what there is to be said. */
RAWMAP_I_COLD(files)
rawmap_status rawmap_i_stat_otherwise(int file, rawmap_i_statx *answer, int error)
    RAWMAP_I_ONCE(rawmap_i_stat_otherwise);
#if RAWMAP_I_DEFINES(files)
RAWMAP_I_COLD(files) rawmap_status rawmap_i_stat_otherwise(int file, rawmap_i_statx *answer, int error)
{
    rawmap_word result = -error;
    if (error == RAWMAP_LINUX_ENOSYS || error == RAWMAP_LINUX_EPERM || error == RAWMAP_LINUX_EACCES)
        result = rawmap_i_fstat(file, answer);
    return RAWMAP_I_CAST(rawmap_status, -result);
}
#endif

/* The length of a device of blocks, which is asked of its driver (BLKGETSIZE64, an _IOR as UFFDIO_UNREGISTER is one); 0 of
   any other file. */
#if RAWMAP_I_DEFINES(files)
#define RAWMAP_I_BLKGETSIZE64                                                                                          \
    ((RAWMAP_LINUX_UFFDIO_UNREGISTER & 0xe0000000u) | RAWMAP_I_CAST(unsigned, sizeof(size_t)) << 16 | 0x1272u)
RAWMAP_I_LOCAL rawmap_file_bytes rawmap_i_device_size(int file, unsigned mode)
{
    rawmap_file_bytes size;
    uint64_t bytes = 0;
    const rawmap_word result =
        RAWMAP_I_CALL3(RAWMAP_NR_ioctl, RAWMAP_I_WORD(file), RAWMAP_I_WORD(RAWMAP_I_BLKGETSIZE64),
                       RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&bytes)));
    size.status = mode == RAWMAP_I_FILE_UNTOLD ? RAWMAP_OK : RAWMAP_I_CAST(rawmap_status, -result);
    size.bytes = result == 0 ? bytes : 0;
    return size;
}
#endif

/* The length, when statx told none, or failed. */
RAWMAP_I_COLD(files)
rawmap_file_bytes rawmap_i_size_otherwise(int file, rawmap_i_statx *answer, int error)
    RAWMAP_I_ONCE(rawmap_i_size_otherwise);
#if RAWMAP_I_DEFINES(files)
RAWMAP_I_COLD(files) rawmap_file_bytes rawmap_i_size_otherwise(int file, rawmap_i_statx *answer, int error)
{
    rawmap_file_bytes size;
    size.status = error == 0 ? RAWMAP_OK : rawmap_i_stat_otherwise(file, answer, error);
    size.bytes = size.status == RAWMAP_OK ? answer->size : 0;
    if (size.status == RAWMAP_OK && size.bytes == 0 &&
        ((answer->mode & RAWMAP_I_FILE_TYPE) == RAWMAP_I_FILE_BLOCK_DEVICE || answer->mode == RAWMAP_I_FILE_UNTOLD))
        return rawmap_i_device_size(file, answer->mode);
    return size;
}
#endif

RAWMAP_I_END

#endif

#endif
