/* SPDX-License-Identifier: MIT */
/* The length of files, and the room that they take. */
#include "unit_files.h"

#include <sys/stat.h>

static struct stat stat_of(int file)
{
    struct stat status;
    cr_assert_eq(fstat(file, &status), 0);
    return status;
}

Test(file_size, is_what_libc_says)
{
    const int file = unit_file((size_t)5 * 4096, 'f');
    cr_assert_eq(rawmap_file_size(file).bytes, (uint64_t)stat_of(file).st_size);
    cr_assert_eq(rawmap_file_space(file).bytes, (uint64_t)stat_of(file).st_blocks * 512);
    cr_assert_eq(rawmap_file_block(file).bytes, (uint64_t)stat_of(file).st_blksize);
    STATUS(EBADF, rawmap_file_size(9999).status);
    STATUS(EBADF, rawmap_file_space(9999).status);
    ROW(file_size, GUARDED, EBADF, FILE_NEGATIVE, (-1));
    ROW(file_space, GUARDED, EBADF, FILE_NEGATIVE, (-1));
    ROW(file_block, GUARDED, EBADF, FILE_NEGATIVE, (-1));
    /* The kernel's name for the working directory is a negative number too. */
    ROW(file_size, GUARDED, EBADF, FILE_NEGATIVE, (AT_FDCWD));
}

Test(file_size, resizing)
{
    const int file = unit_memfd(2 * unit_page(), 'f');
    const rawmap_span span = SPAN(
        rawmap_map_file(file, 0, 2 * unit_page(), RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    char *const second = (char *)span.base + unit_page();
    STATUS(OK, rawmap_file_resize(file, unit_page() / 2));
    cr_assert_eq(stat_of(file).st_size, (off_t)(unit_page() / 2));
    cr_assert_eq(unit_reading(second), SIGBUS);
    STATUS(OK, rawmap_file_resize(file, 2 * unit_page()));
    cr_assert_eq(unit_reading(second), 0);
    cr_assert_eq(unit_file_byte(file, unit_page() / 2 - 1), 'f');
    cr_assert_eq(unit_file_byte(file, unit_page() / 2), 0);
    cr_assert_eq(unit_file_byte(file, unit_page()), 0);
    STATUS(OK, rawmap_file_resize(file, UINT64_C(1) << 40));
    cr_assert_eq(stat_of(file).st_size, (off_t)1 << 40);
    cr_assert_eq(rawmap_file_size(file).bytes, UINT64_C(1) << 40);
    STATUS(EBADF, rawmap_file_resize(9999, 0));
    STATUS(EINVAL, rawmap_file_resize(open("/etc/passwd", O_RDONLY), 0));
}

Test(file_size, resizing_rows)
{
    const int file = unit_memfd(4096, 'f');
    ROW(file_resize, REFUSED, EINVAL, FILE_LENGTH_OVER, (file, UINT64_C(1) << 63));
    ROW(file_resize, REFUSED, EINVAL, FILE_LENGTH_OVER, (file, UINT64_MAX));
    ROW(file_resize, REFUSED, EINVAL, FILE_LENGTH_OVER, (-1, UINT64_MAX));
    ROW(file_resize, REFUSED, EBADF, FILE_NEGATIVE, (-1, 0));
    /* One less is a length, though longer than this file can be. */
    STATUS(OK, rawmap_check_file_resize(file, UINT64_MAX >> 1));
    cr_assert_eq(stat_of(file).st_size, 4096);
}

/* The hole reads as zeros, in the file and in a mapping that was there before; its pages are gone; the rest stays. */
Test(file_size, punching)
{
    const size_t page = unit_page();
    const int file = unit_memfd(4 * page, 'f');
    const rawmap_span span =
        SPAN(rawmap_map_file(file, 0, 4 * page, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    unit_fill(span, 'f');
    cr_assert_eq(stat_of(file).st_blocks * 512, (off_t)(4 * page));
    STATUS(OK, rawmap_file_punch(file, page, page + page / 2));
    cr_assert_eq(stat_of(file).st_blocks * 512, (off_t)(3 * page));
    cr_assert_eq(stat_of(file).st_size, (off_t)(4 * page));
    cr_assert(unit_filled(rawmap_slice(span, 0, page), 'f'));
    cr_assert(unit_filled(rawmap_slice(span, page, page + page / 2), 0));
    cr_assert(unit_filled(rawmap_slice(span, 2 * page + page / 2, page + page / 2), 'f'));
    cr_assert_eq(unit_file_byte(file, page), 0);
}

Test(file_size, allocating)
{
    const size_t page = unit_page();
    const int file = unit_memfd(page, 'f');
    STATUS(OK, rawmap_file_allocate(file, 0, 3 * page, RAWMAP_ALLOCATE(keep_size)));
    cr_assert_eq(stat_of(file).st_size, (off_t)page);
    cr_assert_eq(stat_of(file).st_blocks * 512, (off_t)(3 * page));
    STATUS(OK, rawmap_file_allocate(file, 0, 2 * page, RAWMAP_ALLOCATE()));
    cr_assert_eq(stat_of(file).st_size, (off_t)(2 * page));
    cr_assert_eq(unit_file_byte(file, 0), 'f');
    cr_assert_eq(unit_file_byte(file, page), 0);
    STATUS(EBADF, rawmap_file_allocate(9999, 0, 1, RAWMAP_ALLOCATE()));
    STATUS(EBADF, rawmap_file_allocate(open("/etc/passwd", O_RDONLY), 0, 1, RAWMAP_ALLOCATE()));
    /* Files in memory know no more. */
    STATUS(EOPNOTSUPP, rawmap_file_zero(file, 0, page, RAWMAP_ALLOCATE()));
    STATUS(EOPNOTSUPP, rawmap_file_unshare(file, 0, page, RAWMAP_ALLOCATE()));
    STATUS(EOPNOTSUPP, rawmap_file_collapse(file, 0, page));
    STATUS(EOPNOTSUPP, rawmap_file_insert(file, 0, page));
    STATUS(EOPNOTSUPP, rawmap_file_write_zeroes(file, 0, page));
}

/* Whether the file system of the disk knows it: libc asks for a file of its own. Where it does not, rawmap must say so. */
static bool disk_knows(int mode)
{
    const int file = unit_file((size_t)4 * 4096, 'f');
    const bool knows = fallocate(file, mode, 4096, 4096) == 0;
    cr_assert(knows || errno == EOPNOTSUPP);
    close(file);
    return knows;
}

/* Each one's effect, block by block. */
Test(file_size, zeroing)
{
    const size_t block = 4096;
    const int file = unit_file(4 * block, 'f');
    const rawmap_status status = rawmap_file_zero(file, block, block, RAWMAP_ALLOCATE());
    if (!disk_knows(RAWMAP_LINUX_FALLOC_FL_ZERO_RANGE)) {
        STATUS(EOPNOTSUPP, status);
        cr_assert_eq(unit_file_byte(file, block), 'f');
        return;
    }
    STATUS(OK, status);
    cr_assert_eq(unit_file_byte(file, block - 1), 'f');
    cr_assert_eq(unit_file_byte(file, block), 0);
    cr_assert_eq(unit_file_byte(file, 2 * block - 1), 0);
    cr_assert_eq(unit_file_byte(file, 2 * block), 'f');
    STATUS(OK, rawmap_file_zero(file, 4 * block, block, RAWMAP_ALLOCATE(keep_size)));
    cr_assert_eq(stat_of(file).st_size, (off_t)(4 * block));
}

Test(file_size, collapsing_and_inserting)
{
    const size_t block = 4096;
    const int file = unit_file(4 * block, 'f');
    if (!disk_knows(RAWMAP_LINUX_FALLOC_FL_COLLAPSE_RANGE)) {
        STATUS(EOPNOTSUPP, rawmap_file_collapse(file, block, block));
        STATUS(EOPNOTSUPP, rawmap_file_insert(file, block, block));
        cr_assert_eq(stat_of(file).st_size, (off_t)(4 * block));
        return;
    }
    cr_assert_eq(pwrite(file, "1", 1, (off_t)block), 1);
    STATUS(OK, rawmap_file_collapse(file, block, block));
    cr_assert_eq(stat_of(file).st_size, (off_t)(3 * block));
    cr_assert_eq(unit_file_byte(file, block), 'f');
    STATUS(EINVAL, rawmap_file_collapse(file, 1, block));
    STATUS(OK, rawmap_file_insert(file, block, block));
    cr_assert_eq(stat_of(file).st_size, (off_t)(4 * block));
    cr_assert_eq(unit_file_byte(file, block), 0);
    cr_assert_eq(unit_file_byte(file, 2 * block), 'f');
}

/* XFS and Btrfs know it; what a sharing file would see needs one of them. Elsewhere the file stays as it is. */
Test(file_size, unsharing)
{
    const int file = unit_file(8192, 'f');
    const rawmap_status status = rawmap_file_unshare(file, 0, 4096, RAWMAP_ALLOCATE());
    if (rawmap_syscall4(RAWMAP_NR_fallocate, file, RAWMAP_LINUX_FALLOC_FL_UNSHARE_RANGE, 0, 4096) == -EOPNOTSUPP)
        STATUS(EOPNOTSUPP, status);
    else
        STATUS(OK, status);
    cr_assert_eq(unit_file_byte(file, 0), 'f');
    cr_assert_eq(stat_of(file).st_size, 8192);
}

/* The twins have the same list. */
#define RANGE_ROWS(call)                                                                                               \
    do {                                                                                                               \
        ROW(call, REFUSED, EBADF, FILE_NEGATIVE, (-1, 0, 1));                                                          \
        ROW(call, REFUSED, EINVAL, FILE_RANGE_EMPTY, (file, 0, 0));                                                    \
        ROW(call, REFUSED, EINVAL, FILE_RANGE_OVER, (file, 2 * half, 1));                                              \
        ROW(call, REFUSED, EINVAL, FILE_RANGE_OVER, (file, 0, UINT64_MAX));                                            \
    } while (0)
#define ALLOCATE_ROWS(call)                                                                                            \
    do {                                                                                                               \
        ROW(call, REFUSED, EBADF, FILE_NEGATIVE, (-1, 0, 1, none));                                                    \
        ROW(call, REFUSED, EINVAL, FILE_RANGE_EMPTY, (file, 0, 0, none));                                              \
        ROW(call, REFUSED, EINVAL, FILE_RANGE_OVER, (file, UINT64_MAX, 1, none));                                      \
        ROW(call, REFUSED, EFBIG, FILE_RANGE_PAST_LIMIT, (file, 2 * half - 1, 1, none));                               \
        for (bit = 1; bit < 32; bit++)                                                                                 \
            ROW(call, GUARDED, EOPNOTSUPP, ALLOCATE_UNKNOWN_BITS, (file, 0, 1, raw_allocate(1u << bit)));              \
    } while (0)

Test(file_size, range_rows)
{
    const int file = unit_memfd(4096, 'f');
    const rawmap_allocate_flags none = RAWMAP_ALLOCATE();
    const uint64_t half = UINT64_C(1) << 62;
    unsigned bit;
    RANGE_ROWS(file_punch);
    RANGE_ROWS(file_collapse);
    RANGE_ROWS(file_insert);
    RANGE_ROWS(file_write_zeroes);
    ROW(file_punch, REFUSED, EFBIG, FILE_RANGE_PAST_LIMIT, (file, half, half));
    ROW(file_collapse, REFUSED, EFBIG, FILE_RANGE_PAST_LIMIT, (file, half, half));
    ROW(file_insert, REFUSED, EFBIG, FILE_RANGE_PAST_LIMIT, (file, half, half));
    ROW(file_write_zeroes, REFUSED, EFBIG, FILE_RANGE_PAST_LIMIT, (file, half, half));
    ALLOCATE_ROWS(file_allocate);
    ALLOCATE_ROWS(file_zero);
    ALLOCATE_ROWS(file_unshare);
    cr_assert_eq(unit_file_byte(file, 0), 'f');
}
