/* SPDX-License-Identifier: MIT */
/* rawmap_map_within and rawmap_map_aligned where the list cannot be read, on kernels without MAP_FIXED_NOREPLACE, beside a
   thread that is always faster, and where what was found cannot be given back. Simulated. */
#define RAWMAP_SYSCALL simulated_within
#include "unit.h"

#define BOTH RAWMAP_PROT(read, write)
enum { EVERY = 256 };

static struct {
    rawmap_word number; /* this call, */
    unsigned from, to;  /* from its n-th time to that one, */
    int error;          /* answers this */
    bool old;           /* MAP_FIXED_NOREPLACE is not known: the address is a hint */
    unsigned faster;    /* so often another thread maps what is to be mapped exactly */
} kernel;
static unsigned times, squatters;
static rawmap_span squatter[EVERY];

rawmap_word simulated_within(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                             rawmap_word e, rawmap_word f)
{
    const bool exactly = number == SYS_mmap && (d & MAP_FIXED_NOREPLACE) != 0;
    if (kernel.error != 0 && number == kernel.number && ++times >= kernel.from && times <= kernel.to) {
        unit_calls++;
        return unit_last = -kernel.error;
    }
    if (exactly && kernel.faster != 0 && (d & MAP_PRIVATE) != 0) {
        char *const at = (char *)mmap((void *)a, (size_t)b, PROT_READ | PROT_WRITE,
                                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
        kernel.faster--;
        cr_assert_eq(at, (void *)a, "no gap");
        *at = 'x';
        cr_assert_lt(squatters, EVERY);
        squatter[squatters++] = unit_span(at, (size_t)b);
    }
    if (exactly && kernel.old)
        d &= ~(rawmap_word)MAP_FIXED_NOREPLACE;
    return unit_syscall(number, a, b, c, d, e, f);
}

static void fails(long number, unsigned from, unsigned to, int error)
{
    kernel.number = number;
    kernel.from = from;
    kernel.to = to;
    kernel.error = error;
    times = 0;
}

/* Bytes of this process's address space. */
static long bytes(void)
{
    kernel.error = 0;
    return (long)unit_address_space();
}

static rawmap_span window(size_t pages)
{
    const size_t page = unit_page();
    void *const wish = (void *)((uintptr_t)(sizeof(size_t) > 4 ? 1 : 0) << (sizeof(size_t) > 4 ? 44 : 0) | 0x20000000u);
    char *const around = (char *)mmap(wish, (pages + 2) * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(around, (char *)MAP_FAILED);
    cr_assert_eq(munmap(around + page, pages * page), 0);
    return unit_span(around + page, pages * page);
}
static rawmap_mapping map_in(rawmap_span span)
{
    const uint64_t low = (uintptr_t)span.base;
    return rawmap_map_within(unit_page(), 1, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN(low, low + span.length));
}

/* Some places are tried; where none of them is free, the answer is why the list could not be read. */
Test(within_other, without_a_list)
{
    static const int errors[] = {ENOENT, EACCES, EPERM, ENOSYS, EMFILE, ENFILE};
    const size_t page = unit_page();
    size_t i;
    for (i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        const rawmap_span all = window(64);
        const long before = bytes();
        unsigned mapped = 0;
        rawmap_mapping m;
        for (;; mapped++) {
            fails(SYS_openat, 1, UINT_MAX, errors[i]);
            m = map_in(all);
            if (m.status != RAWMAP_OK)
                break;
            cr_assert_geq(m.span.base, all.base);
            cr_assert_leq((char *)m.span.base + page, (char *)all.base + all.length);
        }
        cr_assert_eq((int)m.status, errors[i]);
        cr_assert_eq(m.span.length, 0);
        cr_assert_eq(mapped, 64, "%u of 64 pages, all of which are tried", mapped);
        cr_assert_eq(bytes() - before, (long)(64 * page));
        cr_assert_eq(munmap((char *)all.base - page, all.length + 2 * page), 0);
    }
}

/* It breaks off in the middle: the same. */
Test(within_other, a_list_that_breaks_off)
{
    const rawmap_span all = window(4);
    const size_t files = unit_open_files();
    rawmap_mapping m;
    fails(SYS_read, 1, UINT_MAX, EIO);
    m = map_in(all);
    kernel.error = 0;
    STATUS(OK, m.status);
    cr_assert_geq(m.span.base, all.base);
    cr_assert_eq(unit_open_files(), files);
}

/* A range that is full is tried everywhere, but not without end. */
Test(within_other, places_are_tried_once)
{
    const rawmap_span all = window(4096);
    cr_assert_eq(mmap(all.base, all.length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0), all.base);
    fails(SYS_openat, 1, UINT_MAX, ENOENT);
    unit_calls = 0;
    STATUS(ENOENT, map_in(all).status);
    cr_assert_leq(unit_calls, 140);
    cr_assert_geq(unit_calls, 60);
}

Test(within_other, a_kernel_that_takes_it_for_a_hint)
{
    const size_t page = unit_page();
    const rawmap_span all = window(3);
    const long before = bytes();
    unsigned i;
    kernel.old = true;
    for (i = 0; i < 3; i++)
        STATUS(OK, map_in(all).status);
    STATUS(WITHIN_NONE_FREE, map_in(all).status);
    cr_assert_eq(bytes() - before, (long)(3 * page));
    /* Another thread in the place: the kernel then maps elsewhere, which is undone. */
    cr_assert_eq(munmap(all.base, all.length), 0);
    kernel.faster = 1;
    STATUS(OK, map_in(all).status);
    cr_assert_eq(*(char *)squatter[0].base, 'x');
    cr_assert_eq(bytes() - before, (long)(2 * page));
}

Test(within_other, another_thread_is_faster)
{
    const rawmap_span all = window(40);
    unsigned i;
    kernel.faster = 15;
    STATUS(OK, map_in(all).status);
    cr_assert_eq(squatters, 15);
    kernel.faster = 16;
    STATUS(WITHIN_TAKEN, map_in(all).status);
    cr_assert_eq(squatters, 31);
    for (i = 0; i < squatters; i++)
        cr_assert_eq(*(char *)squatter[i].base, 'x');
    cr_assert_eq(unit_mapped_bytes(all.base, all.length), 32 * unit_page());
}

/* What Linux chose lies in the range, and cannot be given back. */
Test(within_other, a_reservation_that_stays)
{
    const long before = bytes();
    rawmap_mapping m;
    fails(SYS_munmap, 1, 1, ENOMEM);
    m = rawmap_map_within(unit_page(), 1, BOTH, RAWMAP_PRIVATE(), RAWMAP_WITHIN(0, ~(uint64_t)0));
    STATUS(REGION_NOT_UNDONE, m.status);
    cr_assert_eq(bytes() - before, (long)m.span.length);
    cr_assert_eq(munmap(m.span.base, m.span.length), 0);
}

/* Each call fails, the n-th time and from then on: what is left is what the answer says. */
Test(within_other, failures_leave_nothing_behind)
{
    static const long numbers[] = {SYS_mmap, SYS_munmap, SYS_openat, SYS_read, SYS_close, SYS_brk};
    const rawmap_kind kinds[] = {RAWMAP_PRIVATE(), RAWMAP_PRIVATE(populate), RAWMAP_SHARED()};
    const size_t length = 3 * unit_page(), alignment = (size_t)1 << 28;
    size_t i, kind, function;
    unsigned from, to;
    for (function = 0; function < 2; function++)
        for (kind = 0; kind < 3; kind++)
            for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
                for (from = 1; from < 8; from++)
                    for (to = from; to != 0; to = to == from ? UINT_MAX : 0) {
                        const long before = bytes();
                        rawmap_mapping m;
                        fails(numbers[i], from, to, ENOMEM);
                        m = function == 0 ? rawmap_map_aligned(length, alignment, BOTH, kinds[kind], NULL)
                                          : rawmap_map_within(length, alignment, BOTH, kinds[kind],
                                                              RAWMAP_WITHIN(0, (uint64_t)1 << 32));
                        cr_assert_eq(bytes() - before, (long)m.span.length, "%d %d %ld %u", (int)function, (int)kind,
                                     numbers[i], from);
                        if (m.status == RAWMAP_OK) {
                            cr_assert_eq((uintptr_t)m.span.base % alignment, 0);
                            cr_assert_eq(m.span.length, length);
                        }
                        if (m.span.length != 0)
                            cr_assert_eq(munmap(m.span.base, m.span.length), 0);
                    }
}
