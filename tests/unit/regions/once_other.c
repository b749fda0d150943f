/* SPDX-License-Identifier: MIT */
/* One call of several fails, one after the other, and those behind it do not: what is left is what the result says.
   Simulated. */
#define RAWMAP_SYSCALL failing_once
#include "unit.h"

static struct {
    rawmap_word number; /* this call fails the at-th time, */
    unsigned at, seen;
    int with; /* so */
} once;

static rawmap_word twin_at; /* where a mapping goes that is moved and kept */

rawmap_word failing_once(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                         rawmap_word f)
{
    if (number == once.number && ++once.seen == once.at)
        return unit_last = -once.with;
    if (twin_at != 0 && number == SYS_mremap && (d & 4) != 0) /* MREMAP_DONTUNMAP */
        return unit_syscall(number, a, b, c, d | MREMAP_FIXED, twin_at, 0);
    return unit_syscall(number, a, b, c, d, e, f);
}

static void fails(rawmap_word number, unsigned at, int with)
{
    once.number = number;
    once.at = at;
    once.seen = 0;
    once.with = with;
}

/* Bytes of this process's address space. */
static long bytes(void)
{
    fails(0, 0, 0);
    return unit_line("/proc/self/status", "VmSize") << 10;
}

/* An alignment at which Linux places nothing by itself, so that there is a front, and an end. */
Test(once_other, giving_back_around_a_region)
{
    const size_t length = 4 * unit_page(), alignment = (size_t)1 << 30;
    unsigned at;
    UNIT_NEEDS(sizeof(size_t) > 4, "there is no room for it");
    for (at = 1; at <= 4; at++) {
        const long before = bytes();
        rawmap_mapping region;
        fails(SYS_munmap, at, ENOMEM);
        region = rawmap_region_reserve(length, alignment);
        cr_assert_eq(bytes() - before, (long)region.span.length, "%u: %ld bytes more, and %zu are told of", at,
                     bytes() - before, region.span.length);
        if (region.status == RAWMAP_OK)
            cr_assert_eq((uintptr_t)region.span.base % alignment, 0);
        if (region.span.length != 0)
            cr_assert_eq(munmap(region.span.base, region.span.length), 0);
        cr_assert_eq(bytes(), before);
    }
}

/* Where the half below is refused, whatever for, the other half is above or both are elsewhere. */
Test(once_other, the_half_below)
{
    static const int errors[] = {EEXIST, EPERM};
    size_t i;
    for (i = 0; i < 2; i++) {
        rawmap_mapping ring;
        fails(SYS_mmap, 2, errors[i]);
        ring = rawmap_ring_map(unit_page(), RAWMAP_SHARED());
        STATUS(OK, ring.status);
        ((char *)ring.span.base)[0] = 'x';
        cr_assert_eq(((char *)ring.span.base)[unit_page()], 'x');
        cr_assert_eq(munmap(ring.span.base, ring.span.length), 0);
    }
}

/* A ladder looks at a twin of the range, and leaves nothing of it: not where there is room behind it either. */
Test(once_other, a_twin_with_room_behind)
{
    rawmap_ladder ladder;
    rawmap_span span, room;
    long before;
    UNIT_NEEDS_LINUX(5, 18, "moving huge pages");
    UNIT_NEEDS_FACT(huge_pages);
    span = rawmap_slice(SPAN(rawmap_region_reserve(2 * UNIT_HUGE, 2 * UNIT_HUGE)), 0, UNIT_HUGE);
    room = unit_huge_room(4 * UNIT_HUGE);
    twin_at = (rawmap_word)room.base;
    before = bytes();
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder));
    BITS(RAWMAP_STEPS(huge_2mb).bits, ladder.taken.bits);
    cr_assert_eq(bytes(), before);
}
