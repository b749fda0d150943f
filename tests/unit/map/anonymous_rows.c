/* SPDX-License-Identifier: MIT */
/* rawmap_map: every row of its list; and what Linux does with the arguments that are refused before the call. */
#include "unit.h"

#define READ RAWMAP_PROT(read)
#define PRIVATE RAWMAP_PRIVATE()

/* What the bare system call makes of it: an address, or -errno. */
static long bare(uintptr_t address, size_t length, int protection, int flags)
{
    const long result = (long)mmap((void *)address, length, protection, flags, -1, 0);
    return result == -1 ? -errno : result;
}

Test(map_rows, growing_protections)
{
    const long base = bare(0, unit_page(), PROT_READ | PROT_GROWSDOWN, MAP_PRIVATE | MAP_ANONYMOUS);
    cr_assert_eq(unit_vmflag((void *)base, "gd"), 0, "Linux does not ignore it");
    ROW(map, IGNORED, EINVAL, PROT_GROWS_NEEDS_PROTECT, (4096, RAWMAP_PROT(read, growsdown), PRIVATE, RAWMAP_ANYWHERE));
    ROW(map, IGNORED, EINVAL, PROT_GROWS_NEEDS_PROTECT, (4096, RAWMAP_PROT(read, growsup), PRIVATE, RAWMAP_ANYWHERE));
}

Test(map_rows, sem)
{
    cr_assert_gt(bare(0, 4096, PROT_READ | 8, MAP_PRIVATE | MAP_ANONYMOUS), 0);
    ROW(map, IGNORED, EINVAL, PROT_SEM_DOES_NOTHING, (4096, RAWMAP_PROT(read, sem), PRIVATE, RAWMAP_ANYWHERE));
}

Test(map_rows, unknown_protections)
{
    unsigned bit;
    for (bit = 4; bit < 32; bit++) {
        const unsigned bits = 1u << bit;
        if (bits == PROT_GROWSDOWN || bits == PROT_GROWSUP)
            continue;
        cr_assert_gt(bare(0, 4096, (int)(PROT_READ | bits), MAP_PRIVATE | MAP_ANONYMOUS), 0);
        ROW(map, IGNORED, EINVAL, PROT_UNKNOWN_BITS, (4096, unit_prot(1 | bits), PRIVATE, RAWMAP_ANYWHERE));
    }
}

Test(map_rows, populate_without_access)
{
    ROW(map, IGNORED, EINVAL, POPULATE_NEEDS_ACCESS,
        (4096, RAWMAP_PROT(none), RAWMAP_PRIVATE(populate), RAWMAP_ANYWHERE));
    ROW(map, IGNORED, EINVAL, POPULATE_NEEDS_ACCESS,
        (4096, RAWMAP_PROT(none), RAWMAP_DROPPABLE(populate), RAWMAP_ANYWHERE));
}

Test(map_rows, unknown_kind_bits)
{
    unsigned bit;
    /* Every bit that Linux takes without a word: unknown ones, and (32BIT, ABOVE4G, FIXED...) ones of placements. */
    for (bit = 4; bit < 32; bit++) {
        const unsigned bits = 1u << bit;
        if (bits == MAP_POPULATE || bits == MAP_LOCKED || bits == MAP_NORESERVE || bits == MAP_STACK ||
            bits == MAP_GROWSDOWN || bits == MAP_HUGETLB || bits >> MAP_HUGE_SHIFT != 0)
            continue;
        if ((bits & (MAP_FIXED | 0x100000 | MAP_NONBLOCK | MAP_SYNC | 0xc0)) != 0)
            ROW(map, GUARDED, EINVAL, KIND_UNKNOWN_BITS, (4096, READ, unit_kind(MAP_PRIVATE | bits), RAWMAP_ANYWHERE));
        else
            ROW(map, IGNORED, EINVAL, KIND_UNKNOWN_BITS, (4096, READ, unit_kind(MAP_PRIVATE | bits), RAWMAP_ANYWHERE));
    }
    /* A huge page size without huge pages, and the other way round. */
    cr_assert_gt(bare(0, 4096, PROT_READ, (int)(MAP_PRIVATE | MAP_ANONYMOUS | 21u << MAP_HUGE_SHIFT)), 0);
    ROW(map, IGNORED, EINVAL, KIND_UNKNOWN_BITS,
        (4096, READ, unit_kind(MAP_PRIVATE | 21u << MAP_HUGE_SHIFT), RAWMAP_ANYWHERE));
    ROW(map, GUARDED, EINVAL, KIND_UNKNOWN_BITS, (4096, READ, unit_kind(MAP_PRIVATE | MAP_HUGETLB), RAWMAP_ANYWHERE));
}

Test(map_rows, huge_pages)
{
    ROW(map, IGNORED, EINVAL, STACK_HUGE,
        (UNIT_HUGE, READ, unit_kind(MAP_PRIVATE | MAP_STACK | MAP_HUGETLB | 21u << MAP_HUGE_SHIFT), RAWMAP_ANYWHERE));
    ROW(map, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (4096, READ, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE));
    ROW(map, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (UNIT_HUGE + 1, READ, RAWMAP_SHARED(huge_2mb), RAWMAP_ANYWHERE));
    ROW(map, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (UNIT_HUGE, READ, RAWMAP_PRIVATE(huge_1gb), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, HUGE_ADDRESS_UNALIGNED,
        (UNIT_HUGE, READ, RAWMAP_PRIVATE(huge_2mb), RAWMAP_EXACTLY((void *)0x10001000)));
    ROW(map, UNSURE, EINVAL, HUGE_SIZE_UNSUPPORTED,
        ((size_t)512 << 10, READ, RAWMAP_PRIVATE(huge_512kb), RAWMAP_ANYWHERE));
    ROW(map, UNSURE, EINVAL, HUGE_SIZE_UNSUPPORTED,
        ((size_t)16 << 30, READ, RAWMAP_PRIVATE(huge_16gb), RAWMAP_ANYWHERE));
}

/* A huge page of 4 KiB is spelt by no macro; the rules see it all the same. */
Test(map_rows, placements)
{
    rawmap_placement odd = RAWMAP_ANYWHERE;
    odd.bits = MAP_FIXED;
    ROW(map, GUARDED, EINVAL, PLACEMENT_UNKNOWN_BITS, (4096, READ, PRIVATE, odd));
    cr_assert_neq(bare(0x10000001, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS), 0x10000001);
    ROW(map, IGNORED, EINVAL, NEAR_UNALIGNED, (4096, READ, PRIVATE, RAWMAP_NEAR((void *)0x10000001)));
#if RAWMAP_HAS_PLACEMENT_low_32bit
    odd = RAWMAP_EXACTLY((void *)0x10000000);
    odd.bits |= RAWMAP_LOW_32BIT.bits;
    ROW(map, IGNORED, EINVAL, PLACEMENT_WITH_ADDRESS, (4096, READ, PRIVATE, odd));
    odd.bits ^= RAWMAP_LOW_32BIT.bits | RAWMAP_ABOVE_4G.bits;
    ROW(map, IGNORED, EINVAL, PLACEMENT_WITH_ADDRESS, (4096, READ, PRIVATE, odd));
    ROW(map, IGNORED, EINVAL, NEAR_NOT_WITHIN, (4096, READ, PRIVATE, RAWMAP_NEAR_LOW_32BIT((void *)0x80000000)));
    /* Below 4 GiB although the flag says above. */
    cr_assert_eq(bare(0x20000000, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | 0x80), 0x20000000);
    ROW(map, GUARDED, EINVAL, NEAR_NOT_WITHIN, (4096, READ, PRIVATE, RAWMAP_NEAR_ABOVE_4G((void *)0xfffff000)));
#endif
}

Test(map_rows, lengths)
{
    ROW(map, REFUSED, EINVAL, LENGTH_ZERO, (0, READ, PRIVATE, RAWMAP_ANYWHERE));
    ROW(map, REFUSED, ENOMEM, LENGTH_WRAPS, (SIZE_MAX, READ, PRIVATE, RAWMAP_ANYWHERE));
    ROW(map, REFUSED, ENOMEM, LENGTH_WRAPS, (SIZE_MAX - 4094, READ, PRIVATE, RAWMAP_ANYWHERE));
    ROW(map, UNSURE, ENOMEM, LENGTH_EXCEEDS_ADDRESS_SPACE, (SIZE_MAX - 4095, READ, PRIVATE, RAWMAP_ANYWHERE));
    ROW(map, UNSURE, ENOMEM, LENGTH_EXCEEDS_ADDRESS_SPACE,
        (((size_t)1 << 56) + 1, READ, RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE));
    /* Larger than this machine's addresses, but not than every machine's: no cause. */
    STATUS(ENOMEM, rawmap_map((size_t)1 << 56, READ, RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE).status);
}

Test(map_rows, exact_addresses)
{
    const rawmap_span taken = unit_pages(1, MAP_PRIVATE);
    unit_fill(taken, 5);
    ROW(map, REFUSED, ENOMEM, EXACT_OUT_OF_RANGE, (8192, READ, PRIVATE, RAWMAP_EXACTLY((void *)(UINTPTR_MAX - 4095))));
    ROW(map, REFUSED, EINVAL, EXACT_UNALIGNED, (4096, READ, PRIVATE, RAWMAP_EXACTLY((void *)0x10000001)));
    ROW(map, UNSURE, EEXIST, EXACT_TAKEN, (unit_page(), READ, PRIVATE, RAWMAP_EXACTLY(taken.base)));
    cr_assert(unit_filled(taken, 5));
}

static size_t lowest_address(void)
{
    unsigned long lowest = 0;
    FILE *file = fopen("/proc/sys/vm/mmap_min_addr", "re");
    cr_assert_not_null(file);
    cr_assert_eq(fscanf(file, "%lu", &lowest), 1);
    fclose(file);
    return lowest;
}

Test(map_rows, low_addresses_without_the_capability)
{
    const size_t lowest = lowest_address();
    UNIT_NEEDS(lowest >= unit_page(), "needs vm.mmap_min_addr above 0");
    unit_drop_capability(UNIT_CAP_SYS_RAWIO);
    ROW(map, LOOKED, EPERM, EXACT_TOO_LOW, (4096, READ, PRIVATE, RAWMAP_EXACTLY(NULL)));
    ROW(map, LOOKED, EPERM, EXACT_TOO_LOW,
        (4096, READ, PRIVATE, rawmap_exactly(unit_at(lowest - unit_page(), 1).base)));
    STATUS(OK, rawmap_map(4096, READ, PRIVATE, rawmap_exactly(unit_at(lowest, 1).base)).status);
}

Test(map_rows, kinds)
{
    ROW(map, REFUSED, EINVAL, KIND_INVALID, (4096, READ, unit_kind(0), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, KIND_INVALID, (4096, READ, unit_kind(3), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, KIND_INVALID, (4096, READ, unit_kind(4), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, KIND_INVALID, (4096, READ, unit_kind(0xa), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, KIND_INVALID,
        (4096, READ, rawmap_kind_union(RAWMAP_PRIVATE(), RAWMAP_DROPPABLE()), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, DROPPABLE_LOCKED, (4096, READ, unit_kind(8 | MAP_LOCKED), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, DROPPABLE_HUGE,
        (UNIT_HUGE, READ, unit_kind(8 | MAP_HUGETLB | 21u << MAP_HUGE_SHIFT), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, DROPPABLE_GROWSDOWN, (4096, READ, unit_kind(8 | MAP_GROWSDOWN), RAWMAP_ANYWHERE));
    ROW(map, REFUSED, EINVAL, GROWSDOWN_SHARED, (4096, READ, unit_kind(MAP_SHARED | MAP_GROWSDOWN), RAWMAP_ANYWHERE));
}

Test(map_rows, growing_huge_pages)
{
    UNIT_NEEDS_FACT(huge_pages);
    ROW(map, REFUSED, EINVAL, GROWSDOWN_HUGE,
        (UNIT_HUGE, READ, unit_kind(MAP_PRIVATE | MAP_GROWSDOWN | MAP_HUGETLB | 21u << MAP_HUGE_SHIFT),
         RAWMAP_ANYWHERE));
}

Test(map_rows, locking_limits)
{
    const size_t page = unit_page();
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_limit(RLIMIT_MEMLOCK, 2 * page);
    STATUS(OK, rawmap_map(page, READ, RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE).status);
    ROW(map, UNSURE, EAGAIN, LOCK_OVER_LIMIT, (8 * page, READ, RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE));
    unit_limit(RLIMIT_MEMLOCK, 0);
    ROW(map, LOOKED, EPERM, LOCK_NOT_ALLOWED, (page, READ, RAWMAP_SHARED(lock), RAWMAP_ANYWHERE));
}
