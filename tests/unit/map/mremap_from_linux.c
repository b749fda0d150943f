/* SPDX-License-Identifier: MIT */
/* mremap's integers as calls: against what the kernel answers to the integers themselves. */
#include "unit.h"

#define MAYMOVE 1
#define FIXED 2
#define DONTUNMAP 4

/* mremap as a layer over rawmap makes it. */
static rawmap_mapping layer(void *address, size_t old_length, size_t new_length, int flags, void *new_address)
{
    rawmap_mremap_arguments a;
    rawmap_mapping m;
    const rawmap_span old = rawmap_span_of(address, old_length);
    const rawmap_span over = rawmap_span_of(new_address, new_length);
    m.span = rawmap_span_of(NULL, 0);
    m.status = rawmap_mremap_from_linux(old_length, new_length, flags, &a);
    if (m.status == RAWMAP_OK && a.duplicates)
        m = a.is_over ? rawmap_duplicate_over(rawmap_span_of(address, new_length), over)
                      : rawmap_duplicate(rawmap_span_of(address, new_length));
    else if (m.status == RAWMAP_OK && a.keeps)
        m = a.is_over ? rawmap_move_keep_over(old, over) : rawmap_move_keep_near(old, new_address);
    else if (m.status == RAWMAP_OK && a.is_over)
        m = rawmap_move_over(old, over);
    else if (m.status == RAWMAP_OK)
        m = a.may_move ? rawmap_resize_or_move(old, new_length) : rawmap_resize(old, new_length);
    return m;
}

Test(mremap_from_linux, which_call)
{
    int flags;
    for (flags = -1; flags < 32; flags++) {
        rawmap_mremap_arguments a;
        const rawmap_status status = rawmap_mremap_from_linux(4096, 4096, flags, &a);
        if (flags < 0 || flags > 7)
            STATUS(REMAP_UNKNOWN_BITS, status);
        else if ((flags & (FIXED | DONTUNMAP)) != 0 && (flags & MAYMOVE) == 0)
            STATUS(REMAP_MAYMOVE_MISSING, status);
        else
            STATUS(OK, status);
        cr_assert_eq(a.may_move, status == RAWMAP_OK && (flags & MAYMOVE) != 0);
        cr_assert_eq(a.is_over, status == RAWMAP_OK && (flags & FIXED) != 0);
        cr_assert_eq(a.keeps, status == RAWMAP_OK && (flags & DONTUNMAP) != 0);
        cr_assert_not(a.duplicates);
        cr_assert_eq(rawmap_mremap_to_linux(a), status == RAWMAP_OK ? flags : 0);
        if (status == RAWMAP_OK && (flags & DONTUNMAP) != 0)
            STATUS(REMAP_KEEP_RESIZES, rawmap_mremap_from_linux(4096, 4097, flags, &a));
        else if (status == RAWMAP_OK && flags != 0) {
            STATUS(OK, rawmap_mremap_from_linux(0, 4096, flags, &a));
            cr_assert(a.duplicates);
            cr_assert_eq(rawmap_mremap_to_linux(a), flags);
        }
    }
}

/* Whatever moves a mapping says that it may be moved, though nobody said so. */
Test(mremap_from_linux, one_thing_alone)
{
    rawmap_mremap_arguments a;
    memset(&a, 0, sizeof a);
    cr_assert_eq(rawmap_mremap_to_linux(a), 0);
    a.keeps = true;
    cr_assert_eq(rawmap_mremap_to_linux(a), MAYMOVE | DONTUNMAP);
    a.keeps = false;
    a.duplicates = true;
    cr_assert_eq(rawmap_mremap_to_linux(a), MAYMOVE);
    a.duplicates = false;
    a.is_over = true;
    cr_assert_eq(rawmap_mremap_to_linux(a), MAYMOVE | FIXED);
}

/* What mremap is tried on: two pages, private or shared, with free addresses behind them, and a place for them. */
static rawmap_span room, place;
static void prepared(bool shared)
{
    const size_t page = unit_page();
    const int kind = (shared ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS | MAP_FIXED;
    (void)syscall(SYS_munmap, room.base, room.length);
    (void)syscall(SYS_munmap, place.base, place.length);
    cr_assert_eq((void *)syscall(SYS_mmap, room.base, 2 * page, PROT_READ | PROT_WRITE, kind, -1, 0), room.base);
    memset(room.base, 5, 2 * page);
}

/* Every combination, made twice: what Linux refuses, the layer refuses with the same errno, and leaves as it was; what
   Linux does, the layer does likewise. */
Test(mremap_from_linux, as_the_kernel_does)
{
    const size_t page = unit_page();
    const size_t lengths[] = {0, page, 2 * page, 3 * page};
    const rawmap_span both = unit_room(12 * page, page);
    unsigned flags, old, longer, at, shared, done = 0, named = 0;
    room = rawmap_slice(both, 0, 4 * page);
    place = rawmap_slice(both, 6 * page, 4 * page);
    for (flags = 0; flags < 16; flags++)
        for (old = 0; old < 3; old++)
            for (longer = 0; longer < 4; longer++)
                for (at = 0; at < 4; at++)
                    for (shared = 0; shared < 2; shared++) {
                        char *const there = at == 0   ? NULL
                                            : at == 1 ? (char *)place.base
                                            : at == 2 ? (char *)place.base + 1
                                                      : (char *)room.base + page;
                        size_t moved, stays;
                        rawmap_mapping m;
                        long raw;
                        int error;
                        if (at == 0 && (flags & FIXED) != 0)
                            continue; /* the lowest addresses are not for tests */
                        if (lengths[old] == 0 && (flags & MAYMOVE) == 0)
                            continue; /* refused otherwise: rawmap_resize says why */
                        if (lengths[old] == 0 && (flags & FIXED) != 0 && at == 3)
                            continue; /* Linux would replace part of what it duplicates: refused */
                        prepared(shared != 0);
                        raw =
                            syscall(SYS_mremap, room.base, lengths[old], lengths[longer], (unsigned long)flags, there);
                        error = raw == -1 ? errno : 0;
                        moved = unit_mapped_bytes(place.base, place.length);
                        stays = unit_mapped_bytes(room.base, room.length);
                        if (raw != -1 && (void *)raw != room.base && (void *)raw != place.base)
                            (void)syscall(SYS_munmap, raw, lengths[longer]);
                        prepared(shared != 0);
                        m = layer(room.base, lengths[old], lengths[longer], (int)flags, there);
                        cr_assert_eq(rawmap_status_errno(m.status), error, "flags %u lengths %u %u at %u shared %u: %s",
                                     flags, old, longer, at, shared, rawmap_status_name(m.status));
                        if (error != 0) {
                            named += m.status > 4095;
                            continue;
                        }
                        done++;
                        cr_assert_eq(unit_mapped_bytes(place.base, place.length), moved);
                        cr_assert_eq(unit_mapped_bytes(room.base, room.length), stays);
                        cr_assert_eq(*(char *)m.span.base, 5);
                        if (m.span.base != room.base && m.span.base != place.base)
                            (void)syscall(SYS_munmap, m.span.base, lengths[longer]);
                    }
    cr_assert(done > 100 && named > 200, "%u made, %u refused by name", done, named);
}
