/* SPDX-License-Identifier: MIT */
/* rawmap_map: what each kind and option does, seen in the kernel. */
#include "unit.h"

Test(map, private_memory_is_zero_writable_and_of_the_length_asked)
{
    const size_t length = 3 * unit_page();
    const rawmap_span span = SPAN(rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_eq(span.length, length);
    cr_assert_eq((uintptr_t)span.base % unit_page(), 0);
    cr_assert_eq(unit_mapped_bytes(span.base, length), length);
    cr_assert_str_eq(unit_perms(span.base), "rw-p");
    cr_assert(unit_filled(span, 0));
    unit_fill(span, 7);
    cr_assert(unit_filled(span, 7));
}

Test(map, the_length_is_not_rounded_in_the_span)
{
    const rawmap_span span = SPAN(rawmap_map(5000, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_eq(span.length, 5000);
    cr_assert_eq(unit_mapped_bytes(span.base, 2 * unit_page()), 2 * unit_page());
    STATUS(OK, rawmap_unmap(span));
    cr_assert_eq(unit_mapped_bytes(span.base, 2 * unit_page()), 0);
}

Test(map, protections_hold)
{
    const size_t page = unit_page();
    rawmap_span span = SPAN(rawmap_map(page, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_str_eq(unit_perms(span.base), "---p");
    cr_assert_eq(unit_reading(span.base), SIGSEGV);
    span = SPAN(rawmap_map(page, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_str_eq(unit_perms(span.base), "r--p");
    cr_assert_eq(unit_reading(span.base), 0);
    cr_assert_eq(unit_writing(span.base), SIGSEGV);
    span = SPAN(rawmap_map(page, RAWMAP_PROT(read, exec), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_str_eq(unit_perms(span.base), "r-xp");
    span = SPAN(rawmap_map(page, RAWMAP_PROT(write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_str_eq(unit_perms(span.base), "-w-p");
    cr_assert_eq(unit_writing(span.base), 0);
}

Test(map, protections_come_from_variables_too)
{
    static const rawmap_prot table[] = {RAWMAP_PROT_INIT(read), RAWMAP_PROT_INIT(read, write), RAWMAP_PROT_INIT(none)};
    static const char *const perms[] = {"r--p", "rw-p", "---p"};
    size_t row;
    for (row = 0; row < 3; row++) {
        const rawmap_span span = SPAN(rawmap_map(unit_page(), table[row], RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
        cr_assert_str_eq(unit_perms(span.base), perms[row]);
    }
}

Test(map, private_is_copied_by_a_fork_and_shared_is_not)
{
    const rawmap_span own = SPAN(rawmap_map(4096, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    const rawmap_span shared = SPAN(rawmap_map(4096, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE));
    cr_assert_str_eq(unit_perms(shared.base), "rw-s");
    cr_assert_eq(unit_writing(own.base), 0);
    cr_assert_eq(unit_writing(shared.base), 0);
    cr_assert_eq(*(char *)own.base, 0);
    cr_assert_eq(*(char *)shared.base, 1);
}

Test(map, populate_faults_the_pages_in)
{
    const size_t length = 8 * unit_page();
    const rawmap_prot both = RAWMAP_PROT(read, write);
    cr_assert_eq(unit_present(SPAN(rawmap_map(length, both, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE))), 0);
    cr_assert_eq(unit_present(SPAN(rawmap_map(length, both, RAWMAP_PRIVATE(populate), RAWMAP_ANYWHERE))), 8);
    cr_assert_eq(unit_present(SPAN(rawmap_map(length, both, RAWMAP_SHARED(populate), RAWMAP_ANYWHERE))), 8);
    cr_assert_eq(unit_present(SPAN(rawmap_map(length, both, RAWMAP_DROPPABLE(populate), RAWMAP_ANYWHERE))), 8);
}

Test(map, lock_keeps_the_pages)
{
    const size_t length = 4 * unit_page();
    const rawmap_prot both = RAWMAP_PROT(read, write);
    rawmap_span span = SPAN(rawmap_map(length, both, RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(unit_smaps(span.base, "Locked"), 4 * (long)unit_page() / 1024);
    span = SPAN(rawmap_map(length, both, RAWMAP_SHARED(lock), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(unit_present(span), 4);
}

/* A letter pair of the flags of four pages mapped so. */
static int marked(rawmap_kind kind, const char *letters)
{
    const size_t length = 4 * unit_page();
    return unit_vmflag(SPAN(rawmap_map(length, RAWMAP_PROT(read, write), kind, RAWMAP_ANYWHERE)).base, letters);
}

Test(map, marks_that_nobody_asked_for)
{
    cr_assert_eq(marked(RAWMAP_PRIVATE(), "nr"), 0);
    cr_assert_eq(marked(RAWMAP_PRIVATE(), "nh"), 0);
    /* These are mapped everywhere; what marks they leave is for the tests after this. */
    cr_assert_neq(marked(RAWMAP_PRIVATE(noreserve), "nr"), -1);
    cr_assert_neq(marked(RAWMAP_SHARED(noreserve), "nr"), -1);
    cr_assert_neq(marked(RAWMAP_PRIVATE(stack), "nh"), -1);
}

Test(map, noreserve_leaves_its_mark)
{
    UNIT_NEEDS_FACT(overcommit);
    cr_assert_eq(marked(RAWMAP_PRIVATE(noreserve), "nr"), 1);
    cr_assert_eq(marked(RAWMAP_SHARED(noreserve), "nr"), 1);
}

Test(map, stack_leaves_its_mark)
{
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_LINUX(6, 7, "stacks without huge pages");
    cr_assert_eq(marked(RAWMAP_PRIVATE(stack), "nh"), 1);
}

/* A touch of the page below makes the mapping longer; without growsdown it is a fault. */
Test(map, growsdown_grows)
{
    const size_t page = unit_page();
    /* Room of its own, or the gap that Linux keeps below such mappings is missing. */
    const rawmap_span room = unit_room(1024 * page, page);
    char *top = (char *)room.base + 1000 * page;
    rawmap_span span;
    SPAN(rawmap_map(page, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(growsdown), RAWMAP_EXACTLY(top)));
    cr_assert_eq(unit_vmflag(top, "gd"), 1);
    cr_assert_not(unit_mapped(top - page));
    *(volatile char *)(top - page) = 1;
    cr_assert(unit_mapped(top - page));
    STATUS(OK, rawmap_unmap(unit_span(top - page, 2 * page)));
    span = SPAN(rawmap_map(page, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(top)));
    cr_assert_eq(unit_writing((char *)span.base - page), SIGSEGV);
}

Test(map, droppable_memory_has_the_kernels_marks)
{
    const rawmap_span span =
        SPAN(rawmap_map(unit_page(), RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "dp"), 1);
    cr_assert_eq(unit_vmflag(span.base, "nr"), 1);
    cr_assert_eq(unit_vmflag(span.base, "wf"), 1);
    cr_assert_eq(unit_vmflag(span.base, "dd"), 1);
}

Test(map, droppable_memory_drops_to_zeros)
{
    const size_t page = unit_page();
    const rawmap_span span = SPAN(rawmap_map(4 * page, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE));
    unit_fill(span, 9);
    STATUS(OK, rawmap_advise(rawmap_slice(span, page, page), RAWMAP_ADVICE(pageout)));
    cr_assert(unit_filled(rawmap_slice(span, 0, page), 9));
    cr_assert(unit_filled(rawmap_slice(span, page, page), 0));
    cr_assert(unit_filled(rawmap_slice(span, 2 * page, 2 * page), 9));
}

Test(map, droppable_memory_is_zero_in_a_child)
{
    const rawmap_span span =
        SPAN(rawmap_map(unit_page(), RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE));
    unit_fill(span, 9);
    cr_assert_eq(unit_child_sees(span.base), 0);
    cr_assert_eq(*(char *)span.base, 9);
}

/* The same memory that is private keeps its data where droppable memory loses it. */
Test(map, private_memory_does_not_drop)
{
    const rawmap_span span = SPAN(rawmap_map(unit_page(), RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    unit_fill(span, 9);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(pageout)));
    cr_assert(unit_filled(span, 9));
}

Test(map, errno_is_never_touched)
{
    errno = 12345;
    STATUS(LENGTH_ZERO, rawmap_map(0, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status);
    STATUS(OK, rawmap_map(1, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status);
    STATUS(SPAN_EMPTY, rawmap_unmap(unit_span(NULL, 0)));
    cr_assert_eq(errno, 12345);
}

/* Address 0 is an address: a NULL base is no sign of failure. */
Test(map, address_0_can_be_mapped)
{
    rawmap_mapping mapping;
    UNIT_NEEDS_FACT(capabilities); /* SYS_RAWIO maps below vm.mmap_min_addr */
    mapping = rawmap_map(unit_page(), RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(NULL));
    STATUS(OK, mapping.status);
    cr_assert_null(mapping.span.base);
    cr_assert_eq(mapping.span.length, unit_page());
    cr_assert(unit_mapped(NULL));
    STATUS(OK, rawmap_unmap(mapping.span));
    cr_assert_not(unit_mapped(NULL));
}
