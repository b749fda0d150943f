/* SPDX-License-Identifier: MIT */
/* shmget's integers as values. The numbers are those of <linux/ipc.h> and <linux/shm.h>. */
#include "unit.h"

#define CREAT 01000
#define EXCL 02000
#define HUGETLB 04000
#define NORESERVE 010000

static rawmap_shmget_arguments converted(int key, int flags)
{
    rawmap_shmget_arguments arguments;
    STATUS(OK, rawmap_shmget_from_linux(key, flags, UNIT_HUGE, &arguments));
    return arguments;
}

Test(shm_from_linux, which_call)
{
    rawmap_shmget_arguments a = converted(0, 0640);
    cr_assert(!a.by_key && a.creates && a.must_be_new);
    cr_assert_eq(a.permissions, 0640);
    a = converted(0, 0600 | CREAT | EXCL | NORESERVE);
    cr_assert(!a.by_key && a.creates && a.must_be_new);
    BITS(NORESERVE, a.options.bits);
    a = converted(7, 0444);
    cr_assert(a.by_key && !a.creates && !a.must_be_new);
    a = converted(7, EXCL); /* which Linux looks at beside IPC_CREAT alone */
    cr_assert(a.by_key && !a.creates && !a.must_be_new);
    a = converted(-7, 0666 | CREAT);
    cr_assert(a.by_key && a.creates && !a.must_be_new);
    a = converted(7, 0666 | CREAT | EXCL);
    cr_assert(a.by_key && a.creates && a.must_be_new);
    BITS(0, a.options.bits);
}

Test(shm_from_linux, huge_pages)
{
    rawmap_shmget_arguments a = converted(0, HUGETLB);
    BITS(HUGETLB | 21u << 26, a.options.bits);
    a = converted(0, HUGETLB | NORESERVE | 30 << 26);
    BITS(HUGETLB | NORESERVE | 30u << 26, a.options.bits);
    STATUS(HUGE_SIZE_UNNAMED, rawmap_shmget_from_linux(0, HUGETLB, 0, &a));
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, a.options));
}

Test(shm_from_linux, what_linux_ignores)
{
    rawmap_shmget_arguments a;
    STATUS(SHM_UNKNOWN_BITS, rawmap_shmget_from_linux(0, 0100000, 0, &a));
    STATUS(SHM_UNKNOWN_BITS, rawmap_shmget_from_linux(0, 21 << 26, 0, &a));
    STATUS(SHM_UNKNOWN_BITS, rawmap_shmget_from_linux(0, -1, 0, &a));
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, a.options));
}

Test(shm_from_linux, back)
{
    cr_assert_eq(rawmap_shm_options_to_linux(RAWMAP_SHM(noreserve, huge_2mb), 0600),
                 0600 | HUGETLB | NORESERVE | 21 << 26);
    cr_assert_eq(rawmap_shm_options_to_linux(RAWMAP_SHM(), 0), 0);
}

Test(shm_from_linux, side_by_side)
{
    cr_assert(rawmap_shm_options_equal(RAWMAP_SHM(noreserve), RAWMAP_SHM(noreserve)));
    cr_assert_not(rawmap_shm_options_equal(RAWMAP_SHM(noreserve), RAWMAP_SHM()));
    BITS(NORESERVE | HUGETLB | 21u << 26, rawmap_shm_options_union(RAWMAP_SHM(noreserve), RAWMAP_SHM(huge_2mb)).bits);
    BITS(HUGETLB | 21u << 26, rawmap_shm_options_union(RAWMAP_SHM(huge_2mb), RAWMAP_SHM(huge_2mb)).bits);
    STATUS(SHM_UNKNOWN_BITS,
           rawmap_check_shm_new(1, 0600, rawmap_shm_options_union(RAWMAP_SHM(huge_2mb), RAWMAP_SHM(huge_1gb))));
    BITS(NORESERVE | HUGETLB | 21u << 26, rawmap_shm_huge(RAWMAP_SHM(noreserve), UNIT_HUGE).bits);
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, rawmap_shm_huge(RAWMAP_SHM(), 5000)));
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, rawmap_shm_huge(RAWMAP_SHM(), 4096)));
    STATUS(SHM_UNKNOWN_BITS, rawmap_check_shm_new(1, 0600, rawmap_shm_huge(RAWMAP_SHM(huge_1gb), UNIT_HUGE)));
}
