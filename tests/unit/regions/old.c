/* SPDX-License-Identifier: MIT */
/* Regions, huge pages and guards on older kernels, on emulators, and beside a thread that maps in every gap: simulated. */
#define RAWMAP_SYSCALL simulated_region
#include "unit.h"

#define BOTH RAWMAP_PROT(read, write)
#define EVERY 64

static struct {
    int advice;         /* this advice answers, without being given, */
    int advice_error;   /* this */
    rawmap_word number; /* and this call, from its n-th time on, */
    unsigned from;
    int error;           /* this */
    const char *missing; /* and this file is not there */
    bool squat;          /* every range that is given back is taken at once by another thread */
} kernel;
static unsigned calls_of_number, squatters;
static rawmap_span squatter[EVERY];
static rawmap_held held;

rawmap_word simulated_region(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                             rawmap_word e, rawmap_word f)
{
    rawmap_word result;
    const rawmap_word advice = number == SYS_madvise ? c : number == SYS_process_madvise ? d : 0;
    const bool advises = advice != 0 && advice == kernel.advice;
    if (advises || (kernel.error != 0 && number == kernel.number && ++calls_of_number >= kernel.from) ||
        (kernel.missing != NULL && number == SYS_openat && strstr((const char *)b, kernel.missing) != NULL)) {
        unit_calls++;
        return unit_last = advises ? -kernel.advice_error : kernel.missing != NULL ? -ENOENT : -kernel.error;
    }
    result = unit_syscall(number, a, b, c, d, e, f);
    if (kernel.squat && result == 0 && number == SYS_munmap) {
        void *const at = mmap((void *)a, (size_t)b, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
        cr_assert_eq(at, (void *)a);
        *(char *)at = 'x';
        cr_assert_lt(squatters, EVERY);
        squatter[squatters++] = unit_span(at, (size_t)b);
    }
    return result;
}

static void answers(long number, unsigned from, int error)
{
    kernel.number = number;
    kernel.from = from;
    kernel.error = error;
    calls_of_number = 0;
}
static void advised(int advice, int error)
{
    kernel.advice = advice;
    kernel.advice_error = error;
}
static void squatters_are_unharmed(void)
{
    unsigned at;
    cr_assert_gt(squatters, 0);
    for (at = 0; at < squatters; at++) {
        cr_assert_eq(unit_mapped_bytes(squatter[at].base, squatter[at].length), squatter[at].length);
        cr_assert_eq(*(char *)squatter[at].base, 'x');
    }
}

/* Whatever the library gives back is another thread's at the same moment, and stays that thread's. */
Test(old_region, beside_another_thread)
{
    unsigned shift;
    kernel.squat = true;
    for (shift = 20; shift < 32; shift++) {
        const rawmap_span span = SPAN(rawmap_region_reserve((size_t)3 << 20, (size_t)1 << shift));
        unsigned at;
        cr_assert_eq((uintptr_t)span.base & (((size_t)1 << shift) - 1), 0);
        cr_assert_str_eq(unit_perms(span.base), "---p");
        for (at = 0; at < squatters; at++)
            cr_assert((char *)squatter[at].base + squatter[at].length <= (char *)span.base ||
                      (char *)squatter[at].base >= (char *)span.base + span.length);
    }
    squatters_are_unharmed();
}

/* The same while huge pages are asked for in vain: the range never has a gap to squat in. */
Test(old_region, huge_pages_beside_another_thread)
{
    const rawmap_span span = SPAN(rawmap_region_reserve(2 * UNIT_HUGE, 2 * UNIT_HUGE));
    rawmap_ladder ladder;
    kernel.squat = true;
    advised(RAWMAP_LINUX_MADV_POPULATE_WRITE, ENOMEM);
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_1gb, huge_2mb, transparent, small), &ladder));
    BITS(RAWMAP_STEPS(small).bits, ladder.taken.bits);
    cr_assert_eq(ladder.refusals, 3);
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), span.length);
    unit_fill(span, 3);
    if (squatters > 0)
        squatters_are_unharmed();
}

/* At vm.max_map_count neither trimming nor undoing may be allowed. */
Test(old_region, a_range_that_cannot_be_trimmed)
{
    const size_t before = unit_mappings();
    rawmap_mapping mapping;
    unsigned from;
    for (from = 1; from <= 3; from++) {
        answers(SYS_munmap, from, ENOMEM);
        mapping = rawmap_region_reserve((size_t)5 << 20, (size_t)1 << 40);
        STATUS(REGION_NOT_UNDONE, mapping.status);
        kernel.error = 0;
        cr_assert_eq(unit_mapped_bytes(mapping.span.base, mapping.span.length), mapping.span.length);
        STATUS(OK, rawmap_region_release(mapping.span));
        cr_assert_eq(unit_mappings(), before, "something is left, and the answer does not say where");
    }
}

Test(old_region, calls_that_are_made)
{
    rawmap_stack stack;
    rawmap_guard guard;
    rawmap_span span;
    unsigned one;
    span = SPAN(rawmap_region_reserve((size_t)5 << 20, (size_t)1 << 40));
    cr_assert_leq(unit_calls, 5);
    unit_calls = 0;
    STATUS(OK, rawmap_region_commit(span));
    STATUS(OK, rawmap_region_drop_now(span));
    STATUS(OK, rawmap_region_free_lazily(span));
    STATUS(OK, rawmap_region_keep_cold(span));
    cr_assert_eq(unit_last, 0);
    STATUS(OK, rawmap_region_page_out(span));
    STATUS(OK, rawmap_region_decommit(span));
    STATUS(OK, rawmap_region_release(span));
    cr_assert_eq(unit_calls, 7);
    UNIT_NEEDS_LINUX(6, 13, "guard_install");
    one = unit_kernel(6, 14) && UNIT_HAS(process_madvise) ? 1 : 3;
    span = unit_pages(2, MAP_PRIVATE);
    unit_calls = 0;
    guard = rawmap_guard_install(span);
    cr_assert_eq(unit_calls, one);
    STATUS(OK, rawmap_guard_remove(span, guard, BOTH));
    cr_assert_eq(unit_calls, one + 1);
    unit_calls = 0;
    STATUS(OK, rawmap_stack_map(&stack, 65536, unit_page()));
    cr_assert_eq(unit_calls, one + 1);
    STATUS(OK, rawmap_stack_unmap(&stack));
    cr_assert_eq(unit_calls, one + 2);
}

/* Older than 6.13; an emulator, which calls it success and does nothing; and sandboxes. */
Test(old_region, guards_by_protection)
{
    const size_t page = unit_page();
    static const int errors[] = {EINVAL, 0, EPERM, ENOSYS, EACCES};
    size_t at;
    for (at = 0; at < sizeof errors / sizeof errors[0]; at++) {
        const rawmap_span span = unit_pages(3, MAP_PRIVATE), middle = rawmap_slice(span, page, page);
        rawmap_stack stack;
        rawmap_guard guard;
        unit_fill(span, 4);
        advised(RAWMAP_LINUX_MADV_GUARD_INSTALL, errors[at]);
        guard = rawmap_guard_install(middle);
        STATUS(OK, guard.status);
        cr_assert(guard.by_protection);
        cr_assert_str_eq(unit_perms(middle.base), "---p");
        cr_assert_eq(unit_reading(middle.base), SIGSEGV);
        cr_assert_eq(unit_present(middle), 0, "what it held is gone, as it is by marks");
        STATUS(OK, rawmap_guard_remove(middle, guard, BOTH));
        cr_assert(unit_filled(middle, 0));
        STATUS(OK, rawmap_stack_map(&stack, 4 * page, page));
        cr_assert(stack.guard_by_protection);
        cr_assert_eq(unit_reading(stack.span.base), SIGSEGV);
        cr_assert_eq(unit_writing((char *)stack.span.base + page), 0);
        STATUS(OK, rawmap_stack_unmap(&stack));
    }
}

/* A stack without its guard is none. */
Test(old_region, a_guard_that_cannot_be_made)
{
    const size_t before = unit_mappings();
    rawmap_stack stack;
    advised(RAWMAP_LINUX_MADV_GUARD_INSTALL, EINVAL);
    answers(SYS_mprotect, 1, ENOMEM);
    STATUS(ENOMEM, rawmap_stack_map(&stack, 65536, unit_page()));
    cr_assert_null(stack.span.base);
    cr_assert_eq(unit_mappings(), before);
}

#define NEEDS_POOL UNIT_NEEDS_FACT(huge_pages)
static rawmap_ladder ladder;
static rawmap_span room;

static void climb(rawmap_steps steps, rawmap_steps taken, rawmap_status better)
{
    const size_t mappings = unit_mappings();
    STATUS(OK, rawmap_ladder_commit(room, steps, &ladder));
    BITS(taken.bits, ladder.taken.bits);
    cr_assert_eq(ladder.refusals, better == RAWMAP_OK ? 0 : 1);
    if (better != RAWMAP_OK)
        cr_assert_eq(ladder.refusal[0].status, better, "%s", rawmap_status_name(ladder.refusal[0].status));
    cr_assert_eq(unit_mapped_bytes(room.base, room.length), room.length);
    unit_fill(room, 1);
    cr_assert_eq(rawmap_region_decommit(room), RAWMAP_OK);
    cr_assert_eq(unit_mappings(), mappings, "something is left mapped");
}
static void reserve_room(void)
{
    room = SPAN(rawmap_region_reserve(2 * UNIT_HUGE, 2 * UNIT_HUGE));
}

#define SMALL RAWMAP_STEPS(small)
#define POOL RAWMAP_STEPS(huge_2mb, small)
#define THP RAWMAP_STEPS(transparent, small)

Test(old_region, no_huge_pages)
{
    static const int errors[] = {EINVAL, ENOENT};
    const rawmap_status refusals[] = {RAWMAP_HUGE_SIZE_UNSUPPORTED, RAWMAP_HUGE_SIZE_UNSUPPORTED_ENOENT};
    size_t at;
    reserve_room();
    for (at = 0; at < 2; at++) {
        answers(SYS_mmap, 1, errors[at]);
        STATUS(OK, rawmap_ladder_commit(room, POOL, &ladder));
        BITS(SMALL.bits, ladder.taken.bits);
        cr_assert_eq(ladder.refusal[0].status, refusals[at]);
    }
    kernel.error = 0;
    STATUS(OK, rawmap_region_decommit(room));
    kernel.missing = "hpage_pmd_size";
    STATUS(TRANSPARENT_UNKNOWN, rawmap_transparent_size().status);
    climb(THP, SMALL, RAWMAP_TRANSPARENT_UNKNOWN);
    STATUS(OK, rawmap_region_decommit(room));
    kernel.missing = NULL;
    answers(SYS_openat, 1, EACCES);
    STATUS(EACCES, rawmap_transparent_size().status);
    climb(THP, SMALL, RAWMAP_EACCES);
    answers(SYS_read, 1, EPERM);
    STATUS(EPERM, rawmap_transparent_size().status);
}

Test(old_region, no_advice_of_huge_pages)
{
    UNIT_NEEDS_FACT(thp);
    reserve_room();
    advised(MADV_HUGEPAGE, EINVAL);
    climb(THP, SMALL, RAWMAP_EINVAL);
}

/* Before 5.16 a move of huge pages fails after what lay there is unmapped: not tried. */
Test(old_region, huge_pages_that_may_not_be_moved)
{
    NEEDS_POOL;
    reserve_room();
    advised(RAWMAP_LINUX_MADV_DONTNEED_LOCKED, EINVAL);
    climb(POOL, SMALL, RAWMAP_STEP_MOVE_UNKNOWN);
    /* A sandbox is no older kernel. */
    STATUS(OK, rawmap_region_decommit(room));
    advised(RAWMAP_LINUX_MADV_DONTNEED_LOCKED, EPERM);
    climb(POOL, SMALL, RAWMAP_EPERM);
}

/* Where the move itself fails nothing more is done to the range. */
Test(old_region, a_move_that_fails)
{
    const size_t before = unit_mappings();
    NEEDS_POOL;
    UNIT_NEEDS_LINUX(5, 18, "");
    reserve_room();
    /* Two that look at the range, before anything is done to it; and the move. */
    answers(SYS_mremap, 1, ENOSYS);
    climb(POOL, SMALL, RAWMAP_ENOSYS);
    answers(SYS_mremap, 2, EPERM);
    climb(POOL, SMALL, RAWMAP_EPERM);
    answers(SYS_mremap, 3, ENOMEM);
    STATUS(ENOMEM, rawmap_ladder_commit(room, POOL, &ladder));
    BITS(0, ladder.taken.bits);
    cr_assert_eq(ladder.refusals, 1);
    cr_assert_str_eq(unit_perms(room.base), "---p");
    STATUS(OK, rawmap_region_release(room));
    cr_assert_eq(unit_mappings(), before);
}

/* A limit on huge pages (cgroup) shows when the first is brought in. */
Test(old_region, a_page_that_cannot_be_brought_in)
{
    NEEDS_POOL;
    UNIT_NEEDS_LINUX(5, 18, "");
    reserve_room();
    advised(RAWMAP_LINUX_MADV_POPULATE_WRITE, EFAULT);
    climb(POOL, SMALL, RAWMAP_EFAULT);
}

/* Before 6.7, without /proc, before 5.14: the step is taken, and the report says that nobody looked. */
Test(old_region, pages_that_cannot_be_looked_at)
{
    NEEDS_POOL;
    UNIT_NEEDS_LINUX(5, 18, "");
    reserve_room();
    answers(SYS_ioctl, 1, ENOTTY);
    climb(POOL, RAWMAP_STEPS(huge_2mb), RAWMAP_OK);
    STATUS(SCAN_UNKNOWN, ladder.seen);
    kernel.error = 0;
    kernel.missing = "pagemap";
    climb(POOL, RAWMAP_STEPS(huge_2mb), RAWMAP_OK);
    STATUS(ENOENT, ladder.seen);
    kernel.missing = NULL;
    advised(RAWMAP_LINUX_MADV_POPULATE_WRITE, EINVAL);
    climb(POOL, RAWMAP_STEPS(huge_2mb), RAWMAP_OK);
    STATUS(ADVICE_UNKNOWN, ladder.seen);
}

/* The advice is taken and nothing comes of it: what counts is the page. */
Test(old_region, transparent_huge_pages_that_are_not_given)
{
    reserve_room();
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_FACT(pagemap_scan);
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(never)));
    answers(SYS_prctl, 1, EINVAL); /* nor can it be asked whether they are switched off */
    kernel.missing = NULL;
    advised(MADV_HUGEPAGE, 0);
    STATUS(OK, rawmap_ladder_commit(room, THP, &ladder));
    BITS(SMALL.bits, ladder.taken.bits);
    STATUS(TRANSPARENT_NOT_GIVEN, ladder.refusal[0].status);
    cr_assert_eq(unit_present(room), 0);
}

Test(old_region, no_collapse)
{
    reserve_room();
    STATUS(OK, rawmap_region_commit(room));
    advised(RAWMAP_LINUX_MADV_COLLAPSE, EINVAL);
    STATUS(ADVICE_UNKNOWN, rawmap_collapse(room, &held));
    advised(RAWMAP_LINUX_MADV_COLLAPSE, ENOMEM);
    STATUS(ENOMEM, rawmap_collapse(room, &held));
    /* Linux 7.3, of a span without a whole huge page; and emulators. */
    advised(RAWMAP_LINUX_MADV_COLLAPSE, 0);
    kernel.missing = "pagemap";
    STATUS(OK, rawmap_collapse(room, &held));
    cr_assert_eq(held.huge_bytes + held.small_bytes, 0);
}
Test(old_region, a_collapse_of_nothing)
{
    UNIT_NEEDS_FACT(pagemap_scan);
    reserve_room();
    STATUS(OK, rawmap_region_commit(room));
    advised(RAWMAP_LINUX_MADV_COLLAPSE, 0);
    STATUS(COLLAPSE_NOTHING, rawmap_collapse(room, &held));
}
