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

static const char *enabled; /* what the switch of transparent huge pages reads; none are given then */
static const char *own;     /* and that of their size; or NULL: it is not there */
static rawmap_word twin_at; /* where a mapping goes that is moved and kept */
static unsigned taken;      /* so often an exact place is another thread's already */
static rawmap_word aside;   /* an exact place is taken for a hint, and this one given, or another */

static int file_with(const char *text)
{
    const int file = memfd_create("text", MFD_CLOEXEC);
    cr_assert_eq(pwrite(file, text, strlen(text), 0), (ssize_t)strlen(text));
    return file;
}

rawmap_word failing_once(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                         rawmap_word f)
{
    if (number == once.number && ++once.seen == once.at)
        return unit_last = -once.with;
    if (number == SYS_mmap && (d & MAP_FIXED_NOREPLACE) != 0 && taken != 0)
        return taken--, unit_last = -EEXIST;
    if (number == SYS_mmap && (d & MAP_FIXED_NOREPLACE) != 0 && aside != 0)
        return unit_syscall(number, aside, b, c, d & ~(rawmap_word)MAP_FIXED_NOREPLACE, e, f);
    if (enabled != NULL && number == SYS_madvise && c == MADV_HUGEPAGE)
        return unit_syscall(number, a, b, MADV_NOHUGEPAGE, d, e, f);
    if (enabled != NULL && number == SYS_openat && strstr((const char *)(uintptr_t)b, "hugepage/enabled") != NULL)
        return unit_last = file_with(enabled);
    if (enabled != NULL && number == SYS_openat && strstr((const char *)(uintptr_t)b, "kB/enabled") != NULL)
        return unit_last = own != NULL ? file_with(own) : -ENOENT;
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
    return (long)unit_address_space();
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

/* What was to find room for both halves, and cannot be given back, is in their way: no more of it is made. */
Test(once_other, room_that_is_not_given_back)
{
    const long before = bytes();
    taken = 2;
    fails(SYS_munmap, 2, ENOMEM);
    STATUS(ENOMEM, rawmap_ring_map(unit_page(), RAWMAP_SHARED()).status);
    cr_assert_eq(bytes() - before, (long)(2 * unit_page()));
}

/* Before 4.17, and on emulators: a half that came elsewhere is given back. */
Test(once_other, halves_that_come_elsewhere)
{
    const long before = bytes();
    aside = (rawmap_word)unit_room(1024 * unit_page(), unit_page()).base;
    STATUS(EEXIST, rawmap_ring_map(unit_page(), RAWMAP_SHARED()).status);
    cr_assert_eq(bytes(), before);
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

/* No huge page came: it is the machine's switch only where that says so. */
Test(once_other, transparent_huge_pages_that_do_not_come)
{
    static const struct {
        const char *text, *own;
        rawmap_status status;
    } machines[] = {{"always madvise [never]\n", NULL, RAWMAP_TRANSPARENT_SWITCHED_OFF},
                    {"always madvise [never]\n", "always [inherit] madvise never\n", RAWMAP_TRANSPARENT_SWITCHED_OFF},
                    {"always madvise [never]\n", "always inherit [madvise] never\n", RAWMAP_TRANSPARENT_NOT_GIVEN},
                    {"always madvise [never]\n", "[always] inherit madvise never\n", RAWMAP_TRANSPARENT_NOT_GIVEN},
                    {"[always] madvise never\n", "always inherit madvise [never]\n", RAWMAP_TRANSPARENT_SWITCHED_OFF},
                    {"always [madvise] never\n", "always [inherit] madvise never\n", RAWMAP_TRANSPARENT_NOT_GIVEN},
                    {"always [madvise] never\n", NULL, RAWMAP_TRANSPARENT_NOT_GIVEN},
                    {"", NULL, RAWMAP_TRANSPARENT_NOT_GIVEN}};
    const rawmap_size size = rawmap_transparent_size();
    rawmap_ladder ladder;
    size_t i;
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_FACT(pagemap_scan);
    for (i = 0; i < sizeof machines / sizeof machines[0]; i++) {
        const rawmap_span span = SPAN(rawmap_region_reserve(2 * size.bytes, size.bytes));
        enabled = machines[i].text;
        own = machines[i].own;
        cr_assert_eq(rawmap_ladder_commit(span, RAWMAP_STEPS(transparent), &ladder), machines[i].status, "%s, %s",
                     machines[i].text, own != NULL ? own : "no other");
        enabled = NULL;
        cr_assert_str_eq(unit_perms(span.base), "---p", "what was not made huge is committed");
        cr_assert_eq(unit_present(span), 0);
        cr_assert_eq(munmap(span.base, span.length), 0);
    }
}
