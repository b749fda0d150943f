/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: what is mapped where a call wanted to do something, and what is not. */
#include "unit_explain.h"

static unit_told told;

static rawmap_word part(rawmap_span span, size_t pages)
{
    return unit_word((char *)span.base + pages * unit_page());
}

/* --- taken --- */

static void at_a_taken_address(unit_told *to)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base;
    unit_mmap_words(to, span.base, unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1);
}

static void at_a_low_address(unit_told *to)
{
    unit_drop_capability(UNIT_CAP_SYS_RAWIO);
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1);
}

Test(explain_places, addresses)
{
    FOUND(at_a_taken_address, EXACT_TAKEN);
    cr_assert_eq(told.inside.start, told.extra);
    cr_assert_eq(told.outside.start, told.extra);
    cr_assert_geq(told.inside.end, told.extra + 2 * unit_page());
    SAYS("is taken, by the anonymous mapping at 0x");
}

Test(explain_places, low_addresses)
{
    FOUND(at_a_low_address, SPAN_TOO_LOW);
    cr_assert_gt(told.inside.allowed, 0);
    SAYS("below vm.mmap_min_addr");
}

/* --- holes --- */

static rawmap_span holed(unit_told *to)
{
    const rawmap_span span = unit_pages(5, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base + 2 * unit_page();
    cr_assert_eq(munmap((char *)span.base + 2 * unit_page(), 2 * unit_page()), 0);
    return span;
}

static void protecting_a_hole(unit_told *to)
{
    const rawmap_span span = holed(to);
    unit_words(to, RAWMAP_NR_mprotect, unit_word(span.base), (rawmap_word)span.length, PROT_READ, 0, 0, 0);
}

/* At the start, which Linux asks for before it splits a mapping. */
static void protecting_from_a_hole_on(unit_told *to)
{
    const rawmap_span span = holed(to);
    unit_words(to, RAWMAP_NR_mprotect, part(span, 2), (rawmap_word)(3 * unit_page()), PROT_READ, 0, 0, 0);
}

static void advising_a_hole(unit_told *to)
{
    const rawmap_span span = holed(to);
    unit_words(to, RAWMAP_NR_madvise, unit_word(span.base), (rawmap_word)span.length, MADV_DONTNEED, 0, 0, 0);
}

static void syncing_a_hole(unit_told *to)
{
    const rawmap_span span = holed(to);
    unit_words(to, RAWMAP_NR_msync, unit_word(span.base), (rawmap_word)span.length, MS_SYNC, 0, 0, 0);
}

static void moving_a_hole(unit_told *to)
{
    const rawmap_span span = holed(to);
    unit_words(to, RAWMAP_NR_mremap, part(span, 2), (rawmap_word)(2 * unit_page()), (rawmap_word)(4 * unit_page()),
               MREMAP_MAYMOVE, 0, 0);
}

/* What follows is a hole too, and it is not the cause: the mapping does not grow because of that which lies behind. */
static void growing_where_it_is(unit_told *to)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    to->extra = (uintptr_t)part(span, 1);
    cr_assert_eq(mprotect((char *)span.base + unit_page(), unit_page(), PROT_READ), 0);
    unit_words(to, RAWMAP_NR_mremap, unit_word(span.base), (rawmap_word)unit_page(), (rawmap_word)(2 * unit_page()), 0,
               0, 0);
}

static void two_mappings(unit_told *to)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    to->extra = (uintptr_t)part(span, 2);
    cr_assert_eq(mprotect((char *)span.base + 2 * unit_page(), 2 * unit_page(), PROT_READ), 0);
    unit_words(to, RAWMAP_NR_mremap, unit_word(span.base), (rawmap_word)span.length, (rawmap_word)(2 * span.length),
               MREMAP_MAYMOVE, 0, 0);
}

static void a_second_time_privately(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base;
    unit_words(to, RAWMAP_NR_mremap, unit_word(span.base), 0, (rawmap_word)span.length, MREMAP_MAYMOVE, 0, 0);
}

Test(explain_places, holes)
{
    FOUND(protecting_a_hole, STATE_HOLE);
    unit_in_the_way(&told, 2);
    SAYS("which is a part of the span");
    FOUND(protecting_from_a_hole_on, STATE_HOLE);
    unit_in_the_way(&told, 2);
    cr_assert(strstr(strstr(told.inside_words, "Nothing is mapped") + 1, "Nothing is mapped") == NULL, "%s",
              told.inside_words); /* said once */
    FOUND(advising_a_hole, STATE_HOLE);
    unit_in_the_way(&told, 2);
    FOUND(syncing_a_hole, STATE_HOLE);
    unit_in_the_way(&told, 2);
}

Test(explain_places, moving)
{
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer maps what was unmapped");
    FOUND(moving_a_hole, STATE_NOT_MAPPED);
    SAYS("which is all of the span");
    unit_in_the_way(&told, 2);
    FOUND(growing_where_it_is, STATE_NO_ROOM);
    unit_in_the_way(&told, 1);
    FOUND(two_mappings, STATE_TWO_MAPPINGS);
    unit_in_the_way(&told, 2);
    FOUND(a_second_time_privately, STATE_UNFIT_TO_REMAP);
    unit_in_the_way(&told, 0);
}

static void more_than_there_is_room_for(unit_told *to)
{
    unit_mmap_words(to, NULL, (size_t)1 << (sizeof(size_t) > 4 ? 47 : 31), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}

static void above_all_addresses(unit_told *to)
{
    unit_words(to, RAWMAP_NR_munmap, (rawmap_word)(UINTPTR_MAX - 4 * unit_page() + 1), (rawmap_word)unit_page(), 0, 0,
               0, 0);
}

static void mapping_above_all_addresses(unit_told *to)
{
    unit_mmap_words(to, (void *)(UINTPTR_MAX - 4 * unit_page() + 1), unit_page(), PROT_READ,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1);
}

Test(explain_places, room)
{
    UNIT_NEEDS(sizeof(size_t) > 4, "the addresses of a 32-bit process are its other limits");
    FOUND(more_than_there_is_room_for, STATE_NO_ROOM);
    FIGURES((uint64_t)1 << 47, told.inside.allowed);
    cr_assert_lt(told.inside.allowed, (uint64_t)1 << 47);
    SAYS("128 TiB");
    /* Found by ruling out all else: not where a filter may have answered. */
    if (unit_line("/proc/self/status", "Seccomp") != 0)
        return;
    FOUND(above_all_addresses, STATE_OUT_OF_RANGE);
    FOUND(mapping_above_all_addresses, STATE_OUT_OF_RANGE_ENOMEM);
}

/* --- the kernel's own --- */

static void growing_what_the_kernel_maps(unit_told *to)
{
    unsigned long from = 0, end = 0;
    char line[512];
    FILE *const maps = fopen("/proc/self/maps", "re");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL)
        if (strstr(line, "[vvar]") != NULL)
            cr_assert_eq(sscanf(line, "%lx-%lx", &from, &end), 2);
    cr_assert(maps != NULL && fclose(maps) == 0 && from != 0);
    to->extra = from;
    unit_words(to, RAWMAP_NR_mremap, (rawmap_word)from, (rawmap_word)(end - from), (rawmap_word)(2 * (end - from)),
               MREMAP_MAYMOVE, 0, 0);
}

/* Kernels may seal it. */
Test(explain_places, what_the_kernel_maps)
{
    rawmap_status cause;
    unit_explained(growing_what_the_kernel_maps, &told, __FILE__, __LINE__);
    cause = told.call.error == EPERM ? RAWMAP_STATE_SEALED : RAWMAP_STATE_SPECIAL_MAPPING;
    unit_found(&told, "growing_what_the_kernel_maps", cause, cause, __FILE__, __LINE__);
    unit_in_the_way(&told, 0);
    SAYS("[vvar]");
}

/* --- sealed mappings --- */

static rawmap_span sealed(unit_told *to)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    to->extra = (uintptr_t)part(span, 1);
    cr_assert(unit_seal(rawmap_slice(span, unit_page(), unit_page())));
    return span;
}

static void unmapping_a_seal(unit_told *to)
{
    const rawmap_span span = sealed(to);
    unit_words(to, RAWMAP_NR_munmap, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
}

static void protecting_a_seal(unit_told *to)
{
    const rawmap_span span = sealed(to);
    unit_words(to, RAWMAP_NR_mprotect, unit_word(span.base), (rawmap_word)span.length, PROT_NONE, 0, 0, 0);
}

static void growing_a_seal(unit_told *to)
{
    const rawmap_span span = sealed(to);
    unit_words(to, RAWMAP_NR_mremap, part(span, 1), (rawmap_word)unit_page(), (rawmap_word)(2 * unit_page()),
               MREMAP_MAYMOVE, 0, 0);
}

static void replacing_a_seal(unit_told *to)
{
    const rawmap_span span = sealed(to);
    unit_mmap_words(to, span.base, span.length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1);
}

Test(explain_places, seals)
{
    UNIT_NEEDS_SEAL;
    FOUND(unmapping_a_seal, STATE_SEALED);
    unit_in_the_way(&told, 1);
    SAYS("Sealed (mseal)");
    FOUND(protecting_a_seal, STATE_SEALED);
    unit_in_the_way(&told, 1);
    FOUND(growing_a_seal, STATE_SEALED);
    unit_in_the_way(&told, 1);
    FOUND(replacing_a_seal, STATE_SEALED);
    unit_in_the_way(&told, 1);
}

/* --- huge pages that would be cut --- */

static char *two_huge_pages(void)
{
    void *const two =
        mmap(NULL, 2 * UNIT_HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
    cr_assert(two != MAP_FAILED);
    return (char *)two;
}

static void from_the_middle(unit_told *to)
{
    unit_words(to, RAWMAP_NR_munmap, unit_word(two_huge_pages() + unit_page()), (rawmap_word)(UNIT_HUGE - unit_page()),
               0, 0, 0, 0);
}

static void to_the_middle(unit_told *to)
{
    unit_words(to, RAWMAP_NR_munmap, unit_word(two_huge_pages()), (rawmap_word)(UNIT_HUGE + unit_page()), 0, 0, 0, 0);
}

Test(explain_places, huge_pages_that_would_be_cut)
{
    UNIT_NEEDS_FACT(huge_pages);
    FOUND(from_the_middle, STATE_HUGE_PAGE_CUT);
    SAYS("in the middle of a huge page of 2 MiB");
    FOUND(to_the_middle, STATE_HUGE_PAGE_CUT);
}
