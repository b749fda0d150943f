/* SPDX-License-Identifier: MIT */
/* Offsets and sizes of more than 32 bits, on every ABI, through the quirks that arch/ names. */
#include "kernel.h"

#define OFFSET (((uint64_t)5 << 32) + 0x00300000u) /* a multiple of every page size, its halves unlike */
#define SIZE (((uint64_t)6 << 32) + 0x00712345u)

static char data[16];

static void test_offsets(void)
{
    const size_t size = (size_t)k_page_size();
    const int file = (int)k_memfd();
    volatile char *mapped;
    rawmap_word result;

    check_equal("offset: ftruncate beyond 4 GiB", 0, RESULT(k_ftruncate(file, SIZE)));
    check_equal("offset: statx says that size", SIZE, k_size(file));
    check_equal("offset: pwrite beyond 4 GiB", 4, RESULT(k_pwrite(file, "mark", 4, OFFSET)));
    check_equal("offset: pread beyond 4 GiB", 8, RESULT(k_pread(file, data, 8, OFFSET - 2)));
    check_true("offset: pread finds the mark", data[1] == 0 && data[2] == 'm' && data[5] == 'k' && data[6] == 0);
    check_equal("offset: pread in the low half finds none", 8, RESULT(k_pread(file, data, 8, OFFSET & 0xffffffffu)));
    check_true("offset: pread of zeros", data[0] == 0 && data[3] == 0);

    result = k_mmap(NULL, 2 * size, 3, K_SHARED, file, OFFSET - size);
    check_true("offset: mmap beyond 4 GiB", !(result < 0 && result >= -4095));
    if (!(result < 0 && result >= -4095)) {
        mapped = (volatile char *)POINTER(result);
        check_equal("offset: mmap finds the mark", 'm', (uint64_t)mapped[size]);
        check_equal("offset: mmap and its end", 'k', (uint64_t)mapped[size + 3]);
        mapped[size - 1] = 'b';
        check_equal("offset: pread after a store", 2, RESULT(k_pread(file, data, 2, OFFSET - 1)));
        check_true("offset: a store reached the file", data[0] == 'b' && data[1] == 'm');
        (void)k_munmap(POINTER(result), 2 * size);
    }

    check_equal(
        "offset: fallocate punches a hole", 0,
        RESULT(k_fallocate(file, RAWMAP_LINUX_FALLOC_FL_PUNCH_HOLE | RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE, OFFSET, size)));
    check_equal("offset: pread of the hole", 4, RESULT(k_pread(file, data, 4, OFFSET - 1)));
    check_true("offset: the hole is where it should be", data[0] == 'b' && data[1] == 0 && data[3] == 0);
    check_equal(
        "offset: fallocate of a length beyond 4 GiB", 0,
        RESULT(k_fallocate(file, RAWMAP_LINUX_FALLOC_FL_PUNCH_HOLE | RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE, 0, SIZE)));
    check_equal("offset: pread of the larger hole", 4, RESULT(k_pread(file, data, 4, OFFSET - 1)));
    check_true("offset: the larger hole", data[0] == 0);
    check_equal("offset: the size stays", SIZE, k_size(file));
    (void)k_close(file);
}
