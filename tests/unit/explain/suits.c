/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: mappings that are there, and do not suit the call; keys and nodes that are not. */
#include "unit_explain.h"

static unit_told told;

static rawmap_word part(rawmap_span span, size_t pages)
{
    return unit_word((char *)span.base + pages * unit_page());
}

/* --- what a mapping does not suit --- */

static void dropping_what_is_locked(unit_told *to)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    to->extra = (uintptr_t)part(span, 1);
    cr_assert_eq(syscall(SYS_mlock, (char *)span.base + unit_page(), 2 * unit_page()), 0);
    unit_words(to, RAWMAP_NR_madvise, unit_word(span.base), (rawmap_word)span.length, MADV_DONTNEED, 0, 0, 0);
}

static void invalidating_what_is_locked(unit_told *to)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base;
    cr_assert_eq(syscall(SYS_mlock, span.base, span.length), 0);
    unit_words(to, RAWMAP_NR_msync, unit_word(span.base), (rawmap_word)span.length, MS_INVALIDATE | MS_SYNC, 0, 0, 0);
}

static void freeing_a_file(unit_told *to)
{
    void *const at = mmap(NULL, unit_page(), PROT_READ, MAP_PRIVATE, unit_memfd(unit_page(), 1), 0);
    to->extra = (uintptr_t)at;
    unit_words(to, RAWMAP_NR_madvise, unit_word(at), (rawmap_word)unit_page(), MADV_FREE, 0, 0, 0);
}

static void removing_what_is_private(unit_told *to)
{
    void *const at = mmap(NULL, unit_page(), PROT_READ, MAP_PRIVATE, unit_memfd(unit_page(), 1), 0);
    to->extra = (uintptr_t)at;
    unit_words(to, RAWMAP_NR_madvise, unit_word(at), (rawmap_word)unit_page(), MADV_REMOVE, 0, 0, 0);
}

static void advice_that_nobody_knows(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_words(to, RAWMAP_NR_madvise, unit_word(span.base), (rawmap_word)span.length, 7777, 0, 0, 0);
}

static void collapsing_what_wants_none(unit_told *to)
{
    const rawmap_span span = unit_huge_room(2 * UNIT_HUGE);
    cr_assert_eq(mmap(span.base, span.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
                 span.base);
    cr_assert_eq(madvise(span.base, span.length, MADV_NOHUGEPAGE), 0);
    to->extra = (uintptr_t)span.base;
    unit_words(to, RAWMAP_NR_madvise, unit_word(span.base), (rawmap_word)span.length, 25 /* MADV_COLLAPSE */, 0, 0, 0);
}

Test(explain_suits, what_is_not_collapsed)
{
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_LINUX(6, 1, "advice to collapse");
    FOUND(collapsing_what_wants_none, STATE_UNFIT_MAPPING);
    unit_in_the_way(&told, 0);
    SAYS("advised nohugepage");
}

Test(explain_suits, what_does_not_suit)
{
    FOUND(dropping_what_is_locked, STATE_UNFIT_MAPPING);
    unit_in_the_way(&told, 2);
    SAYS("It is locked");
    FOUND(invalidating_what_is_locked, SYNC_LOCKED);
    unit_in_the_way(&told, 2);
    FOUND(freeing_a_file, STATE_UNFIT_MAPPING);
    unit_in_the_way(&told, 1);
    SAYS("not private anonymous");
    FOUND(removing_what_is_private, STATE_NOT_SHARED);
    unit_in_the_way(&told, 1);
    FOUND(advice_that_nobody_knows, ADVICE_UNKNOWN);
    SAYS("7777");
}

static void a_key_that_nobody_took(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_words(to, RAWMAP_NR_pkey_mprotect, unit_word(span.base), (rawmap_word)span.length, PROT_READ, 14, 0, 0);
}

/* Taken or not, this one is of no page. */
static void a_key_between_pages(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_words(to, RAWMAP_NR_pkey_mprotect, unit_word((char *)span.base + 1), 1, PROT_READ, 14, 0, 0);
}

/* Of another process nobody can tell. */
Test(explain_suits, keys)
{
    FOUND_BOTH(a_key_that_nobody_took, RAWMAP_PKEY_NOT_TAKEN, RAWMAP_EINVAL);
    cr_assert_eq(told.outside.not_seen, RAWMAP_LOOKED_KERNEL);
    FOUND(a_key_between_pages, SPAN_UNALIGNED);
}

/* --- nodes --- */

static unsigned long nodes[16];

static void bound(unit_told *to, unsigned node, size_t hole)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    nodes[node / (8 * sizeof *nodes)] = 1ul << node % (8 * sizeof *nodes);
    to->extra = (uintptr_t)part(span, 1);
    if (hole != 0)
        cr_assert_eq(munmap((char *)span.base + unit_page(), hole), 0);
    unit_words(to, RAWMAP_NR_mbind, unit_word(span.base), (rawmap_word)span.length, 2 /* MPOL_BIND */, unit_word(nodes),
               8 * sizeof nodes + 1, 0);
}

static void a_node_that_is_not_there(unit_told *to)
{
    bound(to, 63, 0);
}

static void a_node_and_a_hole(unit_told *to)
{
    bound(to, 0, unit_page());
}

/* The set lies in the memory of the process. */
Test(explain_suits, nodes)
{
    UNIT_NEEDS_FACT(numa);
    FOUND_BOTH(a_node_that_is_not_there, RAWMAP_NODES_NOT_HERE, RAWMAP_EINVAL);
    FOUND(a_node_and_a_hole, STATE_NOT_MAPPED);
    unit_in_the_way(&told, 1);
}
