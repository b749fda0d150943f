/* SPDX-License-Identifier: MIT */
/* rawmap_lock and its fellows. */
#include "unit.h"

static size_t page;
static void begin(void)
{
    page = unit_page();
}
TestSuite(lock, .init = begin);

Test(lock, brings_the_pages_in_and_keeps_them)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    cr_assert_eq(unit_present(span), 0);
    STATUS(OK, rawmap_lock(span));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(unit_present(span), 4);
    STATUS(OK, rawmap_unlock(span));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 0);
}

Test(lock, on_fault_waits_for_a_touch)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    STATUS(OK, rawmap_lock_on_fault(span));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(unit_present(span), 0);
    *(char *)span.base = 1;
    cr_assert_eq(unit_present(span), 1);
    cr_assert_eq(unit_smaps(span.base, "Locked"), (long)page / 1024);
}

/* The base need not start a page: every page with a byte of the span is locked. */
Test(lock, any_base)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    STATUS(OK, rawmap_lock(rawmap_slice(span, page + 1, page)));
    cr_assert_eq(unit_present(span), 2);
    cr_assert_eq(unit_vmflag(span.base, "lo"), 0);
    cr_assert_eq(unit_vmflag((char *)span.base + page, "lo"), 1);
    cr_assert_eq(unit_vmflag((char *)span.base + 2 * page, "lo"), 1);
    cr_assert_eq(unit_vmflag((char *)span.base + 3 * page, "lo"), 0);
    STATUS(OK, rawmap_unlock(rawmap_slice(span, page + 1, 1)));
    cr_assert_eq(unit_vmflag((char *)span.base + page, "lo"), 0);
}

/* As the docs say: refused, and marked all the same. */
Test(lock, without_access)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    cr_assert_eq(mprotect(span.base, span.length, PROT_NONE), 0);
    STATUS(ENOMEM, rawmap_lock(span));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
}

Test(lock, a_hole)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    cr_assert_eq(munmap((char *)span.base + page, page), 0);
    STATUS(ENOMEM, rawmap_lock(span));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    STATUS(ENOMEM, rawmap_unlock(span));
}

/* What no argument shows, and the head of lock.h says: success, and nothing is locked. */
Test(lock, droppable_memory_is_never_locked)
{
    const rawmap_span span = SPAN(rawmap_map(page, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE));
    unit_fill(span, 5);
    STATUS(OK, rawmap_lock(span));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 0);
    cr_assert_eq(unit_smaps(span.base, "Locked"), 0);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(pageout)));
    cr_assert(unit_filled(span, 0));
}

Test(lock, huge_pages_are_never_locked)
{
    rawmap_span span;
    UNIT_NEEDS_FACT(huge_pages);
    span = SPAN(rawmap_map(UNIT_HUGE, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE));
    STATUS(OK, rawmap_lock(span));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 0);
    STATUS(OK, rawmap_unmap(span));
}

Test(lock, limits)
{
    const rawmap_span span = unit_pages(8, MAP_PRIVATE);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_limit(RLIMIT_MEMLOCK, 2 * page);
    STATUS(ENOMEM, rawmap_lock(span));
    STATUS(ENOMEM, rawmap_lock_on_fault(span));
    STATUS(OK, rawmap_lock(rawmap_slice(span, 0, 2 * page)));
    STATUS(ENOMEM, rawmap_lock_all(RAWMAP_LOCK_ALL(current)));
    unit_limit(RLIMIT_MEMLOCK, 0);
    ROW(lock, LOOKED, EPERM, LOCK_NOT_ALLOWED, (span));
    ROW(lock_on_fault, LOOKED, EPERM, LOCK_NOT_ALLOWED, (span));
    ROW(lock_all, LOOKED, EPERM, LOCK_NOT_ALLOWED, (RAWMAP_LOCK_ALL(future)));
    STATUS(OK, rawmap_unlock(span));
}

Test(lock, all_current)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    UNIT_NEEDS_FACT(capabilities);
    STATUS(OK, rawmap_lock_all(RAWMAP_LOCK_ALL(current, on_fault)));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(unit_present(span), 0);
    cr_assert_eq(unit_vmflag(unit_pages(1, MAP_PRIVATE).base, "lo"), 0);
    STATUS(OK, rawmap_unlock_all());
    cr_assert_eq(unit_vmflag(span.base, "lo"), 0);
}

Test(lock, all_current_brings_in)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    UNIT_NEEDS_FACT(capabilities);
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's shadow memory is too large to be brought in");
    STATUS(OK, rawmap_lock_all(RAWMAP_LOCK_ALL(current)));
    cr_assert_eq(unit_present(span), 4);
    STATUS(OK, rawmap_unlock_all());
}

/* Nothing may touch the pages yet: Linux keeps the lock, and brings them in once something may. */
Test(lock, of_pages_without_access)
{
    rawmap_span span;
    UNIT_NEEDS_FACT(capabilities);
    span = SPAN(rawmap_map(4 * page, RAWMAP_PROT(none), RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(unit_present(span), 0);
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(read, write)));
    cr_assert_eq(unit_present(span), 4);
}

Test(lock, all_future)
{
    rawmap_span span;
    UNIT_NEEDS_FACT(capabilities);
    STATUS(OK, rawmap_lock_all(RAWMAP_LOCK_ALL(future)));
    span = SPAN(rawmap_map(2 * page, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(unit_present(span), 2);
    STATUS(OK, rawmap_unlock_all());
    span = SPAN(rawmap_map(2 * page, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 0);
}

#define LOCK_ROWS(call)                                                                                                \
    do {                                                                                                               \
        ROW(call, IGNORED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0)));                                            \
        ROW(call, GUARDED, EINVAL, SPAN_EMPTY, (unit_span((char *)span.base + 1, 0)));                                 \
        ROW(call, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span(span.base, SIZE_MAX)));                               \
        ROW(call, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_span((char *)span.base + 1, SIZE_MAX - 4095)));            \
    } while (0)

Test(lock, rows)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    cr_assert_eq(syscall(SYS_mlock, span.base, 0), 0, "Linux does not ignore it");
    cr_assert_eq(syscall(SYS_mlock, span.base, SIZE_MAX), 0, "Linux does not ignore it");
    /* No bytes within a page are the whole page to Linux. */
    cr_assert_eq(syscall(SYS_mlock, (char *)span.base + 1, 0), 0);
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    cr_assert_eq(syscall(SYS_munlock, (char *)span.base + 1, 0), 0);
    cr_assert_eq(unit_vmflag(span.base, "lo"), 0, "Linux does not ignore it");
    LOCK_ROWS(lock);
    LOCK_ROWS(lock_on_fault);
    LOCK_ROWS(unlock);
    ROW(unlock, REFUSED, EINVAL, SPAN_WRAPS, (unit_span(span.base, SIZE_MAX - 4095)));
}

/* Over a limit Linux would say that first. */
Test(lock, rows_without_a_limit)
{
    const rawmap_span wraps = unit_span(unit_pages(1, MAP_PRIVATE).base, SIZE_MAX - 4095);
    UNIT_NEEDS_FACT(capabilities);
    ROW(lock, REFUSED, EINVAL, SPAN_WRAPS, (wraps));
    ROW(lock_on_fault, REFUSED, EINVAL, SPAN_WRAPS, (wraps));
}

Test(lock, rows_of_all)
{
    rawmap_lock_all_flags none, unknown, alone;
    none.bits = 0;
    unknown.bits = 8 | MCL_CURRENT;
    alone.bits = MCL_ONFAULT;
    ROW(lock_all, REFUSED, EINVAL, LOCK_ALL_NOTHING_ASKED, (none));
    ROW(lock_all, REFUSED, EINVAL, LOCK_ALL_UNKNOWN_BITS, (unknown));
    ROW(lock_all, REFUSED, EINVAL, LOCK_ALL_ON_FAULT_ALONE, (alone));
    BITS(MCL_ONFAULT | MCL_CURRENT, rawmap_lock_all_union(alone, RAWMAP_LOCK_ALL(current)).bits);
}
