/* SPDX-License-Identifier: MIT */
/* rawmap_guard_*, rawmap_stack_*: by effect. */
#include "unit.h"

#include <sys/wait.h>
#include <ucontext.h>

#define BOTH RAWMAP_PROT(read, write)
#define BY_MARKS unit_kernel(6, 13)

static rawmap_guard guarded(rawmap_span span)
{
    const rawmap_guard guard = rawmap_guard_install(span);
    size_t at;
    STATUS(OK, guard.status);
    for (at = 0; at < span.length; at += unit_page()) {
        cr_assert_eq(unit_reading((char *)span.base + at), SIGSEGV);
        cr_assert_eq(unit_writing((char *)span.base + at), SIGSEGV);
    }
    return guard;
}

Test(guard, pages_inside_a_mapping)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(6, MAP_PRIVATE), two = rawmap_slice(span, 2 * page, 2 * page);
    const size_t mappings = unit_mappings();
    rawmap_guard guard;
    unit_fill(span, 4);
    guard = guarded(two);
    cr_assert_eq(guard.by_protection, !BY_MARKS);
    if (BY_MARKS)
        cr_assert_eq(unit_mappings(), mappings, "marks need no mapping");
    cr_assert_eq(unit_present(two), 0, "what they held is gone");
    cr_assert(unit_filled(rawmap_slice(span, 0, 2 * page), 4));
    cr_assert(unit_filled(rawmap_slice(span, 4 * page, 2 * page), 4));
    STATUS(OK, rawmap_guard_remove(two, guard, BOTH));
    cr_assert_eq(unit_mappings(), mappings);
    cr_assert(unit_filled(two, 0));
    unit_fill(span, 5);
}

/* A guard holds through what an allocator does around it. */
Test(guard, marks_outlive_purging_and_protecting)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, unit_page(), unit_page());
    rawmap_guard guard;
    UNIT_NEEDS_LINUX(6, 13, "guard_install");
    guard = guarded(middle);
    cr_assert_not(guard.by_protection);
    STATUS(OK, rawmap_region_drop_now(span));
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(read)));
    STATUS(OK, rawmap_protect(span, BOTH));
    cr_assert_eq(unit_reading(middle.base), SIGSEGV);
    STATUS(OK, rawmap_replace(span, BOTH, RAWMAP_PRIVATE()));
    cr_assert_eq(unit_reading(middle.base), 0);
}

Test(guard, in_a_reserved_range)
{
    const size_t page = unit_page();
    const rawmap_span span = SPAN(rawmap_region_reserve(4 * page, page));
    const rawmap_guard guard = guarded(rawmap_slice(span, 0, page));
    cr_assert_eq(guard.by_protection, !BY_MARKS);
    STATUS(OK, rawmap_region_commit(rawmap_slice(span, page, 3 * page)));
    cr_assert_eq(unit_reading(span.base), SIGSEGV);
    cr_assert_eq(unit_reading((char *)span.base + page), 0);
}

Test(guard, on_memory_of_a_file)
{
    const size_t page = unit_page();
    const int file = unit_memfd(3 * page, 'a');
    const rawmap_span span = SPAN(rawmap_map_file(file, 0, 3 * page, BOTH, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    const rawmap_span middle = rawmap_slice(span, page, page);
    const rawmap_guard guard = guarded(middle);
    cr_assert_eq(guard.by_protection, !unit_kernel(6, 15));
    STATUS(OK, rawmap_guard_remove(middle, guard, BOTH));
    cr_assert(unit_filled(span, 'a'), "a file keeps what it holds");
}

/* Linux puts no marks on locked pages. */
Test(guard, locked_pages_are_guarded_by_protection)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, unit_page(), unit_page());
    const size_t mappings = unit_mappings();
    rawmap_guard guard;
    unit_fill(span, 4);
    cr_assert_eq(syscall(SYS_mlock, span.base, span.length), 0);
    guard = guarded(middle);
    cr_assert(guard.by_protection);
    cr_assert_str_eq(unit_perms(middle.base), "---p");
    cr_assert_eq(unit_mappings(), mappings + 2);
    STATUS(OK, rawmap_guard_remove(middle, guard, BOTH));
    cr_assert_eq(unit_mappings(), mappings);
    cr_assert(unit_filled(span, 4));
}

/* Marks go on one mapping after the other: those that were put on before a locked one are taken away again. */
Test(guard, a_span_of_which_a_part_is_locked)
{
    const size_t page = unit_page();
    size_t locked;
    for (locked = 0; locked < 4; locked++) {
        const rawmap_span span = unit_pages(4, MAP_PRIVATE);
        const size_t mappings = unit_mappings();
        rawmap_guard guard;
        unit_fill(span, 4);
        cr_assert_eq(syscall(SYS_mlock, (char *)span.base + locked * page, page), 0);
        guard = guarded(span);
        cr_assert(guard.by_protection);
        STATUS(OK, rawmap_guard_remove(span, guard, BOTH));
        unit_fill(span, 5);
        cr_assert(unit_filled(span, 5));
        cr_assert_leq(unit_mappings(), mappings + 2);
    }
}

/* Shared memory keeps what it held, and so does what is locked. */
Test(guard, what_is_kept)
{
    const rawmap_span shared = unit_pages(2, MAP_SHARED);
    rawmap_guard guard;
    unit_fill(shared, 6);
    guard = guarded(shared);
    STATUS(OK, rawmap_guard_remove(shared, guard, BOTH));
    cr_assert(unit_filled(shared, 6));
}

Test(guard, failures)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    STATUS(SPAN_EMPTY, rawmap_guard_install(rawmap_slice(span, 0, 0)).status);
    STATUS(SPAN_UNALIGNED, rawmap_guard_install(rawmap_slice(span, 1, 1)).status);
    STATUS(OK, rawmap_unmap(rawmap_slice(span, unit_page(), unit_page())));
    STATUS(ENOMEM, rawmap_guard_install(span).status);
    if (BY_MARKS)
        cr_assert_eq(unit_reading((char *)span.base + 2 * unit_page()), 0, "no marks are left");
}

Test(guard, a_sealed_part)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    UNIT_NEEDS_SEAL;
    UNIT_NEEDS_LINUX(6, 13, "guard_install");
    cr_assert_eq(mprotect((char *)span.base + page, page, PROT_READ), 0);
    cr_assert(unit_seal(rawmap_slice(span, page, page)));
    STATUS(EPERM, rawmap_guard_install(span).status);
    cr_assert_eq(unit_writing(span.base), 0, "neither marks nor protection are left");
}

Test(guard, part_of_a_huge_page)
{
    rawmap_span span;
    UNIT_NEEDS_FACT(huge_pages);
    span = SPAN(rawmap_map(UNIT_HUGE, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE));
    unit_fill(span, 4);
    STATUS(EINVAL, rawmap_guard_install(rawmap_slice(span, 0, unit_page())).status);
    cr_assert(unit_filled(span, 4));
}

Test(stack, layout)
{
    const size_t page = unit_page();
    rawmap_stack stack;
    size_t before = unit_mappings();
    STATUS(OK, rawmap_stack_map(&stack, 16 * page, 2 * page));
    cr_assert_eq(stack.span.length, 16 * page);
    cr_assert_eq(stack.usable.base, (void *)((char *)stack.span.base + 2 * page));
    cr_assert_eq(stack.usable.length, 14 * page);
    cr_assert_eq(stack.start, (void *)((char *)stack.span.base + 16 * page));
    cr_assert_eq(stack.guard_by_protection, !BY_MARKS);
    if (BY_MARKS)
        cr_assert_leq(unit_mappings(), before + 1);
    cr_assert_str_eq(unit_perms(stack.usable.base), "rw-p");
    cr_assert_eq(unit_reading(stack.span.base), SIGSEGV);
    cr_assert_eq(unit_reading((char *)stack.usable.base - 1), SIGSEGV);
    unit_fill(stack.usable, 1);
    STATUS(OK, rawmap_stack_unmap(&stack));
    cr_assert_eq(unit_mapped_bytes(stack.span.base, stack.span.length), 0);
}

/* A huge page would take the memory of a whole stack. */
Test(stack, takes_no_huge_pages)
{
    rawmap_stack stack;
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_LINUX(6, 7, "stacks without huge pages");
    STATUS(OK, rawmap_stack_map(&stack, 16 * unit_page(), unit_page()));
    cr_assert_eq(unit_vmflag(stack.usable.base, "nh"), 1);
}

Test(stack, reserves_nothing)
{
    rawmap_stack stack;
    UNIT_NEEDS_FACT(overcommit);
    STATUS(OK, rawmap_stack_map(&stack, 16 * unit_page(), unit_page()));
    cr_assert_eq(unit_vmflag(stack.usable.base, "nr"), 1);
}

Test(stack, lengths)
{
    const size_t page = unit_page(), before = unit_mappings();
    const size_t odd[][2] = {{16 * page, 0},        {16 * page, 16 * page}, {16 * page, 17 * page},
                             {16 * page + 1, page}, {16 * page, 100},       {0, 0},
                             {page, page}};
    rawmap_stack stack;
    size_t at;
    for (at = 0; at < sizeof odd / sizeof odd[0]; at++) {
        STATUS(STACK_UNEVEN, rawmap_stack_map(&stack, odd[at][0], odd[at][1]));
        cr_assert_null(stack.span.base);
        cr_assert_eq(stack.usable.length, 0);
    }
    STATUS(ENOMEM, rawmap_stack_map(&stack, (size_t)1 << (sizeof(size_t) > 4 ? 47 : 31), page));
    cr_assert_eq(unit_mappings(), before);
    STATUS(SPAN_EMPTY, rawmap_stack_unmap(&stack));
}

static rawmap_stack running;
static ucontext_t back, there;

static void fault(int number, siginfo_t *info, void *context)
{
    const char *at = (const char *)info->si_addr, *base = (const char *)running.span.base;
    (void)number;
    (void)context;
    _exit(at >= base && at < base + unit_page() ? 7 : 8);
}

static void run(void)
{
    volatile char here = 0;
    volatile char *at = &here;
    for (;;)
        (void)*(RAWMAP_STACK_GROWS_UP ? ++at : --at);
}

/* A function that runs on the stack and goes on and on meets the guard. */
Test(stack, an_overflow_meets_the_guard)
{
    static char other[65536];
    struct sigaction action;
    stack_t alternate;
    int status;
    pid_t child;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer looks at the stack itself");
    STATUS(OK, rawmap_stack_map(&running, 64 * unit_page(), unit_page()));
    child = fork();
    if (child == 0) {
        memset(&alternate, 0, sizeof alternate);
        alternate.ss_sp = other;
        alternate.ss_size = sizeof other;
        memset(&action, 0, sizeof action);
        action.sa_sigaction = fault;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        if (sigaltstack(&alternate, NULL) != 0 || sigaction(SIGSEGV, &action, NULL) != 0 || getcontext(&there) != 0)
            _exit(1);
        there.uc_stack.ss_sp = running.usable.base;
        there.uc_stack.ss_size = running.usable.length;
        there.uc_link = &back;
        makecontext(&there, run, 0);
        swapcontext(&back, &there);
        _exit(2);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFEXITED(status));
    cr_assert_eq(WEXITSTATUS(status), 7);
}
