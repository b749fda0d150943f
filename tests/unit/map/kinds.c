/* SPDX-License-Identifier: MIT */
/* Kinds that are put together at run time. */
#include "unit.h"

#define HUGE_BITS(shift) (MAP_HUGETLB | (unsigned)(shift) << MAP_HUGE_SHIFT)

Test(kinds, a_union_has_the_options_of_both)
{
    BITS(MAP_PRIVATE | MAP_LOCKED | MAP_POPULATE | MAP_STACK,
         rawmap_kind_union(RAWMAP_PRIVATE(lock), RAWMAP_PRIVATE(populate, stack)).bits);
    BITS(0x08 | MAP_POPULATE, rawmap_kind_union(RAWMAP_DROPPABLE(), RAWMAP_DROPPABLE(populate)).bits);
    BITS(MAP_PRIVATE | MAP_LOCKED | HUGE_BITS(21),
         rawmap_kind_union(RAWMAP_PRIVATE(huge_2mb), RAWMAP_PRIVATE(lock)).bits);
    BITS(MAP_PRIVATE | HUGE_BITS(21), rawmap_kind_union(RAWMAP_PRIVATE(huge_2mb), RAWMAP_PRIVATE(huge_2mb)).bits);
}

Test(kinds, a_union_of_two_kinds_is_none)
{
    BITS(0, rawmap_kind_union(RAWMAP_PRIVATE(), RAWMAP_SHARED()).bits);
    BITS(0, rawmap_kind_union(RAWMAP_PRIVATE(lock), RAWMAP_DROPPABLE()).bits);
    BITS(0, rawmap_kind_union(RAWMAP_SHARED(), RAWMAP_DROPPABLE()).bits);
    BITS(0, rawmap_kind_union(RAWMAP_PRIVATE(huge_2mb), RAWMAP_PRIVATE(huge_1gb)).bits);
    STATUS(KIND_INVALID,
           rawmap_map(4096, RAWMAP_PROT(read), rawmap_kind_union(RAWMAP_PRIVATE(), RAWMAP_SHARED()), RAWMAP_ANYWHERE)
               .status);
}

Test(kinds, a_union_of_file_kinds)
{
    BITS(MAP_PRIVATE | MAP_LOCKED | MAP_POPULATE,
         rawmap_file_kind_union(RAWMAP_FILE_PRIVATE(lock), RAWMAP_FILE_PRIVATE(populate)).bits);
    BITS(MAP_SHARED_VALIDATE | MAP_SYNC | MAP_POPULATE,
         rawmap_file_kind_union(RAWMAP_FILE_SHARED(sync), RAWMAP_FILE_SHARED(populate)).bits);
    BITS(0, rawmap_file_kind_union(RAWMAP_FILE_PRIVATE(), RAWMAP_FILE_SHARED()).bits);
    BITS(0, rawmap_file_kind_union(RAWMAP_FILE_SHARED(sync), RAWMAP_FILE_PRIVATE()).bits);
}

Test(kinds, huge_pages_of_a_size_known_at_run_time)
{
    unsigned shift;
    for (shift = 13; shift < 63; shift++)
        BITS(MAP_PRIVATE | HUGE_BITS(shift), rawmap_kind_huge(RAWMAP_PRIVATE(), (size_t)1 << shift).bits);
    BITS(MAP_SHARED | MAP_LOCKED | HUGE_BITS(21), rawmap_kind_huge(RAWMAP_SHARED(lock), UNIT_HUGE).bits);
    BITS(MAP_SHARED | HUGE_BITS(21), rawmap_kind_huge(RAWMAP_SHARED(huge_2mb), UNIT_HUGE).bits);
}

Test(kinds, no_huge_pages)
{
    BITS(0, rawmap_kind_huge(RAWMAP_PRIVATE(), 0).bits);
    BITS(0, rawmap_kind_huge(RAWMAP_PRIVATE(), 1).bits);
    BITS(0, rawmap_kind_huge(RAWMAP_PRIVATE(), 4096).bits);
    BITS(0, rawmap_kind_huge(RAWMAP_PRIVATE(), UNIT_HUGE + 4096).bits);
    BITS(0, rawmap_kind_huge(RAWMAP_PRIVATE(), SIZE_MAX).bits);
    BITS(0, rawmap_kind_huge(RAWMAP_DROPPABLE(), UNIT_HUGE).bits);
    BITS(0, rawmap_kind_huge(RAWMAP_PRIVATE(huge_1gb), UNIT_HUGE).bits);
}

/* A kind chosen at run time maps as one that was written down. */
Test(kinds, chosen_at_run_time)
{
    static const rawmap_kind kinds[] = {RAWMAP_PRIVATE_INIT(), RAWMAP_SHARED_INIT(), RAWMAP_DROPPABLE_INIT()};
    static const char *const perms[] = {"rw-p", "rw-s", "rw-p"};
    static const int droppable[] = {0, 0, 1};
    size_t at;
    for (at = 0; at < 3; at++) {
        const rawmap_span span = SPAN(rawmap_map(4096, RAWMAP_PROT(read, write), kinds[at], RAWMAP_ANYWHERE));
        cr_assert_str_eq(unit_perms(span.base), perms[at]);
        cr_assert_eq(unit_vmflag(span.base, "dp"), droppable[at]);
    }
}
