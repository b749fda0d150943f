/* SPDX-License-Identifier: MIT */
/* rawmap_advise: what each advice does, seen in the kernel; and its rows. */
#include "unit.h"

#include <sys/prctl.h>

static size_t page;
static void begin(void)
{
    page = unit_page();
}
TestSuite(advise, .init = begin);

static rawmap_span filled(size_t pages, int flags)
{
    const rawmap_span span = unit_pages(pages, flags);
    unit_fill(span, 5);
    return span;
}

Test(advise, read_ahead)
{
    const int file = unit_file(4 * page, 'a');
    const rawmap_span span = unit_span(mmap(NULL, 4 * page, PROT_READ, MAP_SHARED, file, 0), 4 * page);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(random)));
    cr_assert_eq(unit_vmflag(span.base, "rr"), 1);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(sequential)));
    cr_assert_eq(unit_vmflag(span.base, "sr"), 1);
    cr_assert_eq(unit_vmflag(span.base, "rr"), 0);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(normal)));
    cr_assert_eq(unit_vmflag(span.base, "sr"), 0);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(willneed)));
}

/* willneed reads a dropped file back into memory; mincore, asked directly, sees the page cache. */
Test(advise, willneed_reads_in)
{
    unsigned char in[4];
    int tries;
    const int file = unit_file(4 * page, 'a');
    const rawmap_span span = unit_span(mmap(NULL, 4 * page, PROT_READ, MAP_SHARED, file, 0), 4 * page);
    UNIT_NEEDS_FACT(disk);
    cr_assert_eq(fsync(file), 0);
    cr_assert_eq(posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED), 0);
    cr_assert_eq(mincore(span.base, span.length, in), 0);
    cr_assert_eq(in[0] & 1, 0);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(willneed)));
    for (tries = 0; tries < 500 && (in[0] & 1) == 0; tries++) {
        usleep(10000);
        cr_assert_eq(mincore(span.base, span.length, in), 0);
    }
    cr_assert_eq(in[0] & 1, 1);
}

Test(advise, dontneed_drops)
{
    const rawmap_span span = filled(3, MAP_PRIVATE);
    STATUS(OK, rawmap_advise(rawmap_slice(span, page, page), RAWMAP_ADVICE(dontneed)));
    cr_assert_eq(unit_present(span), 2);
    cr_assert(unit_filled(rawmap_slice(span, 0, page), 5));
    cr_assert(unit_filled(rawmap_slice(span, page, page), 0));
    cr_assert(unit_filled(rawmap_slice(span, 2 * page, page), 5));
}

Test(advise, locked_pages)
{
    const rawmap_span span = filled(2, MAP_PRIVATE);
    cr_assert_eq(syscall(SYS_mlock, span.base, span.length), 0);
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(dontneed)));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(free)));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(cold)));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(pageout)));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(guard_install)));
    cr_assert(unit_filled(span, 5));
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(dontneed_locked)));
    cr_assert(unit_filled(span, 0));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
}

/* free: resident until memory is short; LazyFree counts what may go. */
Test(advise, free_marks_pages_and_keeps_them_for_now)
{
    const rawmap_span span = filled(64, MAP_PRIVATE);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(free)));
    cr_assert_gt(unit_smaps(span.base, "LazyFree"), 0);
    STATUS(EINVAL, rawmap_advise(filled(1, MAP_SHARED), RAWMAP_ADVICE(free)));
}

Test(advise, remove_makes_a_hole)
{
    const int file = unit_memfd(2 * page, 'a');
    const rawmap_span span = unit_span(mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), 2 * page);
    const rawmap_span own = unit_span(mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0), page);
    STATUS(OK, rawmap_advise(rawmap_slice(span, 0, page), RAWMAP_ADVICE(remove)));
    cr_assert_eq(unit_file_byte(file, 0), 0);
    cr_assert_eq(unit_file_byte(file, page), 'a');
    STATUS(EACCES, rawmap_advise(own, RAWMAP_ADVICE(remove)));
    STATUS(EINVAL, rawmap_advise(filled(1, MAP_PRIVATE), RAWMAP_ADVICE(remove)));
}

Test(advise, forks)
{
    const rawmap_span span = filled(1, MAP_PRIVATE);
    cr_assert_eq(unit_child_sees(span.base), 5);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(dontfork)));
    cr_assert_eq(unit_reading(span.base), SIGSEGV);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(dofork)));
    cr_assert_eq(unit_child_sees(span.base), 5);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(wipeonfork)));
    cr_assert_eq(unit_child_sees(span.base), 0);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(keeponfork)));
    cr_assert_eq(unit_child_sees(span.base), 5);
    STATUS(EINVAL, rawmap_advise(filled(1, MAP_SHARED), RAWMAP_ADVICE(wipeonfork)));
}

/* What the table of advice says of droppable memory. */
Test(advise, droppable_memory)
{
    const rawmap_span span = SPAN(rawmap_map(page, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(keeponfork)));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(dodump)));
    (void)!rawmap_advise(span, RAWMAP_ADVICE(mergeable)); /* where the kernel can merge */
    cr_assert_eq(unit_vmflag(span.base, "mg"), 0);
    /* A child would see a page of its own, wiped: the guard with it. */
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(guard_install)));
    cr_assert_neq(unit_pagemap(span.base) & UNIT_GUARD, 0);
}

Test(advise, marks)
{
    const rawmap_span span = filled(1, MAP_PRIVATE);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(dontdump)));
    cr_assert_eq(unit_vmflag(span.base, "dd"), 1);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(dodump)));
    cr_assert_eq(unit_vmflag(span.base, "dd"), 0);
}

Test(advise, marks_of_huge_pages)
{
    const rawmap_span span = filled(1, MAP_PRIVATE);
    UNIT_NEEDS_FACT(thp);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(hugepage)));
    cr_assert_eq(unit_vmflag(span.base, "hg"), 1);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(nohugepage)));
    cr_assert_eq(unit_vmflag(span.base, "nh"), 1);
}

/* A kernel that cannot merge refuses the advice, as it does to libc. On shared memory it does nothing. */
Test(advise, merging)
{
    const rawmap_span span = filled(1, MAP_PRIVATE), shared = filled(1, MAP_SHARED);
    const bool merges = madvise(filled(1, MAP_PRIVATE).base, page, MADV_MERGEABLE) == 0;
    const rawmap_status expected = merges ? RAWMAP_OK : RAWMAP_EINVAL;
    cr_assert_eq(rawmap_advise(span, RAWMAP_ADVICE(mergeable)), expected);
    cr_assert_eq(unit_vmflag(span.base, "mg"), merges);
    cr_assert_eq(rawmap_advise(span, RAWMAP_ADVICE(unmergeable)), expected);
    cr_assert_eq(unit_vmflag(span.base, "mg"), 0);
    cr_assert_eq(rawmap_advise(shared, RAWMAP_ADVICE(mergeable)), expected);
    cr_assert_eq(unit_vmflag(shared.base, "mg"), 0);
}

/* It is filled in small pages, whatever the machine's setting. */
Test(advise, collapse_makes_a_huge_page)
{
    const rawmap_span room = unit_huge_room(2 * UNIT_HUGE);
    const rawmap_span span = rawmap_slice(room, 0, UNIT_HUGE);
    UNIT_NEEDS_FACT(thp);
    cr_assert_eq(mmap(span.base, span.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
                 span.base);
    cr_assert_eq(prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0), 0);
    unit_fill(span, 5);
    cr_assert_eq(prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0), 0);
    cr_assert_eq(unit_smaps(span.base, "AnonHugePages"), 0);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(collapse)));
    cr_assert_eq(unit_smaps(span.base, "AnonHugePages"), 2048);
    cr_assert(unit_filled(span, 5));
    /* Nothing in it could be a huge page. */
    STATUS(EINVAL, rawmap_advise(rawmap_slice(unit_pages(4, MAP_PRIVATE), 0, page), RAWMAP_ADVICE(collapse)));
}

Test(advise, cold_and_pageout)
{
    const rawmap_span span = filled(2, MAP_PRIVATE);
    const int file = unit_file(2 * page, 'a');
    const rawmap_span mapped = unit_span(mmap(NULL, 2 * page, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0), 2 * page);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(cold)));
    cr_assert(unit_filled(span, 5));
    cr_assert_eq(fsync(file), 0);
    cr_assert_eq(unit_present(mapped), 2);
    STATUS(OK, rawmap_advise(mapped, RAWMAP_ADVICE(pageout)));
    cr_assert_eq(unit_present(mapped), 0);
}

Test(advise, populate)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    const rawmap_span none = unit_pages(1, MAP_PRIVATE);
    const rawmap_span file = unit_span(mmap(NULL, 2 * page, PROT_READ, MAP_SHARED, unit_file(page, 'a'), 0), 2 * page);
    STATUS(OK, rawmap_advise(rawmap_slice(span, 0, 2 * page), RAWMAP_ADVICE(populate_read)));
    cr_assert_eq(unit_present(span), 2);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(populate_write)));
    cr_assert_eq(unit_present(span), 4);
    cr_assert_eq(unit_smaps(span.base, "Private_Dirty"), 4 * (long)page / 1024);
    cr_assert_eq(mprotect(none.base, none.length, PROT_NONE), 0);
    STATUS(EINVAL, rawmap_advise(none, RAWMAP_ADVICE(populate_read)));
    STATUS(EFAULT, rawmap_advise(file, RAWMAP_ADVICE(populate_read)));
}

Test(advise, guards)
{
    const rawmap_span span = filled(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, page, page);
    const size_t mappings = unit_mappings();
    STATUS(OK, rawmap_advise(middle, RAWMAP_ADVICE(guard_install)));
    cr_assert_eq(unit_mappings(), mappings);
    cr_assert_neq(unit_pagemap(middle.base) & UNIT_GUARD, 0);
    cr_assert_eq(unit_reading(middle.base), SIGSEGV);
    cr_assert_eq(unit_child_sees(span.base), 5);
    STATUS(OK, rawmap_advise(middle, RAWMAP_ADVICE(guard_remove)));
    cr_assert_eq(unit_pagemap(middle.base) & UNIT_GUARD, 0);
    cr_assert(unit_filled(middle, 0));
}

/* As the docs say: what lies on both sides of a hole is advised. */
Test(advise, a_hole)
{
    const rawmap_span span = filled(3, MAP_PRIVATE);
    cr_assert_eq(munmap((char *)span.base + page, page), 0);
    STATUS(ENOMEM, rawmap_advise(span, RAWMAP_ADVICE(dontneed)));
    cr_assert(unit_filled(rawmap_slice(span, 0, page), 0));
    cr_assert(unit_filled(rawmap_slice(span, 2 * page, page), 0));
}

Test(advise, sealed_read_only_memory_keeps_its_contents)
{
    const rawmap_span span = filled(1, MAP_PRIVATE);
    cr_assert_eq(mprotect(span.base, span.length, PROT_READ), 0);
    UNIT_NEEDS_SEAL;
    cr_assert(unit_seal(span));
    STATUS(EPERM, rawmap_advise(span, RAWMAP_ADVICE(dontneed)));
    cr_assert(unit_filled(span, 5));
}

Test(advise, knows)
{
    static const rawmap_advice known[] = {RAWMAP_ADVICE_INIT(normal), RAWMAP_ADVICE_INIT(free),
                                          RAWMAP_ADVICE_INIT(guard_install), RAWMAP_ADVICE_INIT(collapse)};
    rawmap_advice advice;
    size_t at;
    for (at = 0; at < sizeof known / sizeof *known; at++)
        STATUS(OK, rawmap_knows_advice(known[at]));
    for (advice.value = 200; advice.value < 300; advice.value++)
        STATUS(ADVICE_UNKNOWN, rawmap_knows_advice(advice));
    STATUS(EINVAL, rawmap_advise(filled(1, MAP_PRIVATE), advice));
}

Test(advise, rows)
{
    const rawmap_span span = filled(2, MAP_PRIVATE);
    cr_assert_eq(madvise(unit_room(page, page).base, 0, MADV_DONTNEED), 0, "Linux does not ignore it");
    ROW(advise, IGNORED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), RAWMAP_ADVICE(dontneed)));
    ROW(advise, IGNORED, EINVAL, SPAN_EMPTY, (unit_span(span.base, 0), RAWMAP_ADVICE(dontneed)));
    ROW(advise, REFUSED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 1, 4096), RAWMAP_ADVICE(dontneed)));
    ROW(advise, REFUSED, EINVAL, SPAN_WRAPS, (unit_span(span.base, SIZE_MAX), RAWMAP_ADVICE(dontneed)));
    ROW(advise, REFUSED, EINVAL, SPAN_WRAPS, (unit_span(span.base, SIZE_MAX - 4095), RAWMAP_ADVICE(dontneed)));
    cr_assert(unit_filled(span, 5));
}
