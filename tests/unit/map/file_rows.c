/* SPDX-License-Identifier: MIT */
/* rawmap_map_file: every row of its list. */
#include "unit.h"

#include <sys/wait.h>

#define READ RAWMAP_PROT(read)
#define SHARED RAWMAP_FILE_SHARED()

Test(map_file_rows, protections)
{
    const int file = unit_file(4096, 'a');
    ROW(map_file, IGNORED, EINVAL, PROT_GROWS_NEEDS_PROTECT,
        (file, 0, 4096, RAWMAP_PROT(read, growsdown), SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, IGNORED, EINVAL, PROT_SEM_DOES_NOTHING,
        (file, 0, 4096, RAWMAP_PROT(read, sem), SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, IGNORED, EINVAL, PROT_UNKNOWN_BITS, (file, 0, 4096, unit_prot(0x41), SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, IGNORED, EINVAL, POPULATE_NEEDS_ACCESS,
        (file, 0, 4096, RAWMAP_PROT(none), RAWMAP_FILE_SHARED(populate), RAWMAP_ANYWHERE));
}

Test(map_file_rows, kinds)
{
    const int file = unit_file(4096, 'a');
    unsigned bit;
    for (bit = 4; bit < 32; bit++) {
        const unsigned bits = 1u << bit;
        if (bits == MAP_POPULATE || bits == MAP_LOCKED || bits == MAP_NORESERVE || bits == MAP_HUGETLB ||
            bits == MAP_SYNC)
            continue;
        if ((bits & (MAP_FIXED | 0x100000 | MAP_NONBLOCK | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_STACK | 0xc0)) != 0)
            ROW(map_file, GUARDED, EINVAL, KIND_UNKNOWN_BITS,
                (file, 0, 4096, READ, unit_file_kind(MAP_PRIVATE | bits), RAWMAP_ANYWHERE));
        else
            ROW(map_file, IGNORED, EINVAL, KIND_UNKNOWN_BITS,
                (file, 0, 4096, READ, unit_file_kind(MAP_PRIVATE | bits), RAWMAP_ANYWHERE));
        ROW(map_file, GUARDED, EINVAL, KIND_UNKNOWN_BITS,
            (file, 0, 4096, READ, unit_file_kind(MAP_SHARED_VALIDATE | MAP_SYNC | bits), RAWMAP_ANYWHERE));
    }
    /* sync and MAP_SHARED_VALIDATE only mean something together. */
    ROW(map_file, GUARDED, EINVAL, KIND_UNKNOWN_BITS,
        (file, 0, 4096, READ, unit_file_kind(MAP_SHARED | MAP_SYNC), RAWMAP_ANYWHERE));
    ROW(map_file, GUARDED, EINVAL, KIND_UNKNOWN_BITS,
        (file, 0, 4096, READ, unit_file_kind(MAP_SHARED_VALIDATE), RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EINVAL, KIND_INVALID, (file, 0, 4096, READ, unit_file_kind(0), RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EINVAL, KIND_INVALID, (file, 0, 4096, READ, unit_file_kind(4), RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EINVAL, KIND_INVALID, (file, 0, 4096, READ, unit_file_kind(8), RAWMAP_ANYWHERE));
}

Test(map_file_rows, placements)
{
    const int file = unit_file(4096, 'a');
    const rawmap_span taken = unit_pages(1, MAP_PRIVATE);
    rawmap_placement odd = RAWMAP_ANYWHERE;
    odd.bits = MAP_FIXED;
    ROW(map_file, GUARDED, EINVAL, PLACEMENT_UNKNOWN_BITS, (file, 0, 4096, READ, SHARED, odd));
    ROW(map_file, IGNORED, EINVAL, NEAR_UNALIGNED, (file, 0, 4096, READ, SHARED, RAWMAP_NEAR((void *)0x10000001)));
#if RAWMAP_HAS_PLACEMENT_low_32bit
    odd = RAWMAP_EXACTLY((void *)0x10000000);
    odd.bits |= RAWMAP_LOW_32BIT.bits;
    ROW(map_file, IGNORED, EINVAL, PLACEMENT_WITH_ADDRESS, (file, 0, 4096, READ, SHARED, odd));
    ROW(map_file, IGNORED, EINVAL, NEAR_NOT_WITHIN,
        (file, 0, 4096, READ, SHARED, RAWMAP_NEAR_LOW_32BIT((void *)0x80000000)));
    ROW(map_file, GUARDED, EINVAL, NEAR_NOT_WITHIN,
        (file, 0, 4096, READ, SHARED, RAWMAP_NEAR_ABOVE_4G((void *)0xfffff000)));
#endif
    ROW(map_file, REFUSED, ENOMEM, EXACT_OUT_OF_RANGE,
        (file, 0, 8192, READ, SHARED, RAWMAP_EXACTLY((void *)(UINTPTR_MAX - 4095))));
    ROW(map_file, REFUSED, EINVAL, EXACT_UNALIGNED, (file, 0, 4096, READ, SHARED, RAWMAP_EXACTLY((void *)0x10000001)));
    ROW(map_file, UNSURE, EEXIST, EXACT_TAKEN, (file, 0, 4096, READ, SHARED, RAWMAP_EXACTLY(taken.base)));
    unit_drop_capability(UNIT_CAP_SYS_RAWIO);
    /* Too low, or forbidden by a seal or a mount: the errno stays. */
    STATUS(EXACT_TOO_LOW, rawmap_map_file(file, 0, 4096, READ, SHARED, RAWMAP_EXACTLY(NULL)).status);
}

Test(map_file_rows, lengths_and_offsets)
{
    const int file = unit_file(4096, 'a');
    ROW(map_file, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN,
        (file, 0, 1000000, READ, RAWMAP_FILE_SHARED(hugetlb), RAWMAP_ANYWHERE));
    ROW(map_file, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN,
        (file, 0, UNIT_HUGE / 2, READ, RAWMAP_FILE_PRIVATE(hugetlb, noreserve), RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EINVAL, OFFSET_UNALIGNED, (file, 1, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EINVAL, OFFSET_UNALIGNED, (file, 4095, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EBADF, FILE_NEGATIVE, (-1, 0, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EBADF, FILE_NEGATIVE, (-100, 0, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EINVAL, LENGTH_ZERO, (file, 0, 0, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, ENOMEM, LENGTH_WRAPS, (file, 0, SIZE_MAX, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, UNSURE, ENOMEM, LENGTH_EXCEEDS_ADDRESS_SPACE,
        (file, 0, ((size_t)1 << 56) + 1, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, UNSURE, EOVERFLOW, OFFSET_PAST_LIMIT,
        (file, UINT64_C(0x7ffffffffffff000), 8192, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, UNSURE, EOVERFLOW, OFFSET_PAST_LIMIT,
        (file, UINT64_C(0xfffffffffffff000), 8192, READ, SHARED, RAWMAP_ANYWHERE));
}

Test(map_file_rows, storage)
{
    const int file = unit_file(4096, 'a');
    ROW(map_file, UNSURE, EINVAL, HUGE_FILE_UNFIT,
        (file, 0, UNIT_HUGE, READ, RAWMAP_FILE_SHARED(hugetlb), RAWMAP_ANYWHERE));
    ROW(map_file, UNSURE, EINVAL, HUGE_FILE_UNFIT,
        (file, 0, UNIT_HUGE, READ, RAWMAP_FILE_PRIVATE(hugetlb), RAWMAP_ANYWHERE));
    ROW(map_file, UNSURE, EOPNOTSUPP, SYNC_UNSUPPORTED,
        (file, 0, 4096, READ, RAWMAP_FILE_SHARED(sync), RAWMAP_ANYWHERE));
    ROW(map_file, REFUSED, EOPNOTSUPP, SYNC_EXACTLY,
        (file, 0, 4096, READ, RAWMAP_FILE_SHARED(sync), RAWMAP_EXACTLY(unit_room(4096, 65536).base)));
}

Test(map_file_rows, locking_limits)
{
    const size_t page = unit_page();
    const int file = unit_file(8 * page, 'a');
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_limit(RLIMIT_MEMLOCK, 2 * page);
    STATUS(OK, rawmap_map_file(file, 0, page, READ, RAWMAP_FILE_SHARED(lock), RAWMAP_ANYWHERE).status);
    ROW(map_file, UNSURE, EAGAIN, LOCK_OVER_LIMIT,
        (file, 0, 8 * page, READ, RAWMAP_FILE_SHARED(lock), RAWMAP_ANYWHERE));
    unit_limit(RLIMIT_MEMLOCK, 0);
    ROW(map_file, LOOKED, EPERM, LOCK_NOT_ALLOWED, (file, 0, page, READ, RAWMAP_FILE_SHARED(lock), RAWMAP_ANYWHERE));
    unit_drop_capability(UNIT_CAP_SYS_RAWIO);
    ROW(map_file, LOOKED, EPERM, EXACT_TOO_LOW, (file, 0, page, READ, RAWMAP_FILE_SHARED(), RAWMAP_EXACTLY(NULL)));
}
