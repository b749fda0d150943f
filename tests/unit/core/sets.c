/* SPDX-License-Identifier: MIT */
/* What the macros that build sets come to, against the kernel's own headers. */
#include "unit.h"

#include <linux/mman.h>

Test(sets, protections)
{
    BITS(PROT_NONE, RAWMAP_PROT(none).bits);
    BITS(PROT_READ, RAWMAP_PROT(read).bits);
    BITS(PROT_WRITE, RAWMAP_PROT(write).bits);
    BITS(PROT_EXEC, RAWMAP_PROT(exec).bits);
    BITS(PROT_READ | PROT_WRITE | PROT_EXEC, RAWMAP_PROT(exec, write, read).bits);
    BITS(PROT_READ, RAWMAP_PROT(read, read, read).bits);
    BITS(8, RAWMAP_PROT(sem).bits);
    BITS(PROT_GROWSDOWN, RAWMAP_PROT(growsdown).bits);
    BITS(PROT_GROWSUP | PROT_READ, RAWMAP_PROT(growsup, read).bits);
    BITS(PROT_READ | PROT_EXEC,
         RAWMAP_PROT(read, read, read, read, read, read, read, read, read, read, read, read, read, read, read, exec)
             .bits);
    BITS(PROT_READ | PROT_EXEC, rawmap_prot_union(RAWMAP_PROT(read), RAWMAP_PROT(exec)).bits);
    BITS(PROT_EXEC, rawmap_prot_union(RAWMAP_PROT(none), RAWMAP_PROT(exec)).bits);
}

Test(sets, kinds)
{
    BITS(MAP_PRIVATE, RAWMAP_PRIVATE().bits);
    BITS(MAP_SHARED, RAWMAP_SHARED().bits);
    BITS(0x08, RAWMAP_DROPPABLE().bits);
    BITS(MAP_PRIVATE | MAP_NORESERVE | MAP_GROWSDOWN, RAWMAP_PRIVATE(noreserve, growsdown).bits);
    BITS(MAP_SHARED | MAP_NORESERVE | MAP_LOCKED | MAP_POPULATE, RAWMAP_SHARED(noreserve, lock, populate).bits);
    BITS(MAP_PRIVATE, RAWMAP_FILE_PRIVATE().bits);
    BITS(MAP_PRIVATE | MAP_NORESERVE | MAP_LOCKED | MAP_POPULATE | MAP_HUGETLB,
         RAWMAP_FILE_PRIVATE(noreserve, lock, populate, hugetlb).bits);
    BITS(MAP_SHARED, RAWMAP_FILE_SHARED().bits);
    BITS(MAP_SHARED | MAP_NORESERVE | MAP_HUGETLB, RAWMAP_FILE_SHARED(noreserve, hugetlb).bits);
}

/* Each size against the constant of the kernel's header. */
Test(sets, huge_page_sizes)
{
#define SIZE(name, constant)                                                                                           \
    BITS(MAP_PRIVATE | MAP_HUGETLB | (unsigned)(constant), RAWMAP_PRIVATE(huge_##name).bits);                          \
    BITS(MAP_SHARED | MAP_HUGETLB | (unsigned)(constant), RAWMAP_SHARED(huge_##name).bits)
    SIZE(16kb, MAP_HUGE_16KB);
    SIZE(64kb, MAP_HUGE_64KB);
    SIZE(512kb, MAP_HUGE_512KB);
    SIZE(1mb, MAP_HUGE_1MB);
    SIZE(2mb, MAP_HUGE_2MB);
    SIZE(8mb, MAP_HUGE_8MB);
    SIZE(16mb, MAP_HUGE_16MB);
    SIZE(32mb, MAP_HUGE_32MB);
    SIZE(256mb, MAP_HUGE_256MB);
    SIZE(512mb, MAP_HUGE_512MB);
    SIZE(1gb, MAP_HUGE_1GB);
    SIZE(2gb, MAP_HUGE_2GB);
    SIZE(16gb, MAP_HUGE_16GB);
    SIZE(shift(13), 13u << MAP_HUGE_SHIFT);
    SIZE(shift(40), 40u << MAP_HUGE_SHIFT);
#undef SIZE
    /* The same size twice is one size. */
    BITS((MAP_PRIVATE | MAP_HUGETLB | MAP_HUGE_2MB), RAWMAP_PRIVATE(huge_2mb, huge_2mb).bits);
    BITS((MAP_PRIVATE | MAP_HUGETLB | MAP_HUGE_2MB), RAWMAP_PRIVATE(huge_2mb, huge_shift(21)).bits);
}

Test(sets, syncs_and_locks)
{
    BITS(MS_SYNC, RAWMAP_SYNC(sync).bits);
    BITS(MS_ASYNC | MS_INVALIDATE, RAWMAP_SYNC(async, invalidate).bits);
    BITS(MS_SYNC | MS_INVALIDATE, rawmap_sync_union(RAWMAP_SYNC(sync), RAWMAP_SYNC(invalidate)).bits);
    BITS(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT, RAWMAP_LOCK_ALL(current, future, on_fault).bits);
    BITS(MCL_CURRENT | MCL_FUTURE, rawmap_lock_all_union(RAWMAP_LOCK_ALL(current), RAWMAP_LOCK_ALL(future)).bits);
}

Test(sets, advice)
{
#define SAME(name, constant) BITS(constant, RAWMAP_ADVICE(name).value)
    SAME(normal, 0);
    SAME(random, 1);
    SAME(sequential, 2);
    SAME(willneed, 3);
    SAME(dontneed, 4);
    SAME(free, 8);
    SAME(remove, 9);
    SAME(dontfork, 10);
    SAME(dofork, 11);
    SAME(mergeable, 12);
    SAME(unmergeable, 13);
    SAME(hugepage, 14);
    SAME(nohugepage, 15);
    SAME(dontdump, 16);
    SAME(dodump, 17);
    SAME(wipeonfork, 18);
    SAME(keeponfork, 19);
    SAME(cold, 20);
    SAME(pageout, 21);
    SAME(populate_read, 22);
    SAME(populate_write, 23);
    SAME(dontneed_locked, 24);
    SAME(collapse, 25);
    SAME(guard_install, 102);
    SAME(guard_remove, 103);
#if RAWMAP_HAS_ADVICE_hwpoison
    SAME(hwpoison, 100);
    SAME(soft_offline, 101);
#endif
#undef SAME
}

/* A set's type is one word that can be compared, copied and returned. */
Test(sets, are_one_word)
{
    cr_assert_eq(sizeof(rawmap_prot), sizeof(unsigned));
    cr_assert_eq(sizeof(rawmap_kind), sizeof(unsigned));
    cr_assert_eq(sizeof(rawmap_file_kind), sizeof(unsigned));
    cr_assert_eq(sizeof(rawmap_advice), sizeof(unsigned));
}
