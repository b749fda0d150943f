/* SPDX-License-Identifier: MIT */
/* rawmap_guard_install_many, rawmap_guard_remove_many: by effect. */
#include "unit.h"

#define MANY 2500
#define BOTH RAWMAP_PROT(read, write)
#define BY_MARKS unit_kernel(6, 13)

static rawmap_span spans[MANY];
static rawmap_guard answers[MANY];

/* Every second page of a mapping, all of it filled. Marks need no mapping more, and protection two for each. */
static rawmap_span every_second_page(size_t count)
{
    const size_t page = unit_page();
    const rawmap_span all = unit_pages(2 * count, MAP_PRIVATE);
    size_t i;
    unit_fill(all, 5);
    memset(answers, 0xee, sizeof answers);
    for (i = 0; i < count; i++)
        spans[i] = rawmap_slice(all, 2 * i * page, page);
    return all;
}

/* The first so many of the spans are guards; all else is as it was. */
static void guarded(rawmap_span all, size_t count, size_t spans_count)
{
    const size_t page = unit_page();
    size_t i;
    for (i = 0; i < 2 * spans_count; i++) {
        unsigned char *const at = (unsigned char *)all.base + i * page;
        if (i % 2 == 0 && i / 2 < count)
            cr_assert_eq(unit_reading(at), SIGSEGV, "page %zu", i);
        else
            cr_assert_eq(at[i % page], 5, "page %zu", i);
    }
}

Test(guard_many, all_of_them)
{
    const rawmap_span all = every_second_page(MANY);
    const size_t mappings = unit_mappings();
    rawmap_advised done;
    size_t i;
    unit_calls = 0;
    done = rawmap_guard_install_many(spans, MANY, answers);
    if (UNIT_HOOKED && UNIT_HAS(process_madvise) && unit_kernel(6, 14))
        cr_assert_eq(unit_calls, 3);
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, MANY);
    cr_assert_eq(done.bytes, MANY * unit_page());
    for (i = 0; i < MANY; i++) {
        STATUS(OK, answers[i].status);
        cr_assert_eq(answers[i].by_protection, !BY_MARKS);
    }
    if (BY_MARKS)
        cr_assert_eq(unit_mappings(), mappings);
    guarded(all, MANY, MANY);
    unit_calls = 0;
    done = rawmap_guard_remove_many(spans, MANY, answers, BOTH);
    if (UNIT_HOOKED && UNIT_HAS(process_madvise) && unit_kernel(6, 14))
        cr_assert_eq(unit_calls, 3);
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, MANY);
    cr_assert_eq(done.bytes, MANY * unit_page());
    for (i = 0; i < MANY; i++)
        cr_assert(unit_filled(spans[i], 0));
}

/* Up to the one that cannot be a guard, wherever in a batch it is; of that one no part is. */
Test(guard_many, until_one_fails)
{
    static const size_t at[] = {40, 20, 1, 0};
    const size_t page = unit_page();
    size_t i;
    for (i = 0; i < 4; i++) {
        const rawmap_span all = every_second_page(42), last = rawmap_slice(all, 80 * page, 4 * page);
        rawmap_advised done;
        /* A hole is behind its first page. */
        cr_assert_eq(munmap((char *)last.base + 2 * page, page), 0);
        spans[at[i]] = rawmap_slice(last, page, 3 * page);
        done = rawmap_guard_install_many(spans, at[i] + 2, answers);
        STATUS(ENOMEM, done.status);
        cr_assert_eq(done.spans, at[i]);
        cr_assert_eq(done.bytes, at[i] * page);
        STATUS(ENOMEM, answers[at[i]].status);
        cr_assert_eq(*(unsigned char *)&answers[at[i] + 1].status, 0xee, "not looked at");
        guarded(all, at[i], at[i] < 40 ? at[i] + 2 : 40);
        if (BY_MARKS)
            cr_assert_eq(unit_reading((char *)last.base + page), 0);
        munmap(all.base, all.length);
    }
}

/* One that cannot have marks is a guard by protection, between others; and all come off again. */
Test(guard_many, of_both_kinds)
{
    const size_t page = unit_page();
    const rawmap_span all = every_second_page(40);
    rawmap_advised done;
    UNIT_NEEDS_LINUX(6, 13, "guard_install");
    cr_assert_eq(syscall(SYS_mlock, spans[7].base, page), 0);
    done = rawmap_guard_install_many(spans, 40, answers);
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 40);
    cr_assert_eq(done.bytes, 40 * page);
    cr_assert(answers[7].by_protection && !answers[6].by_protection && !answers[8].by_protection);
    guarded(all, 40, 40);
    done = rawmap_guard_remove_many(spans, 40, answers, BOTH);
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 40);
    cr_assert_eq(done.bytes, 40 * page);
    unit_fill(all, 6);
}

/* Off again up to the one that fails, in marks and by protection. */
Test(guard_many, removing_until_one_fails)
{
    const size_t page = unit_page();
    const rawmap_span all = every_second_page(12);
    rawmap_advised done;
    size_t i;
    STATUS(OK, rawmap_guard_install_many(spans, 12, answers).status);
    answers[4].by_protection = answers[5].by_protection = true;
    spans[5].base = (char *)spans[5].base + 1;
    done = rawmap_guard_remove_many(spans, 12, answers, BOTH);
    STATUS(SPAN_UNALIGNED, done.status);
    cr_assert_eq(done.spans, 5);
    cr_assert_eq(done.bytes, 5 * page);
    spans[5].base = (char *)spans[5].base - 1;
    spans[8].base = (char *)spans[8].base + 1;
    answers[5].by_protection = answers[6].by_protection;
    done = rawmap_guard_remove_many(spans + 5, 7, answers + 5, BOTH);
    STATUS(SPAN_UNALIGNED, done.status);
    cr_assert_eq(done.spans, 3);
    for (i = 0; i < 24; i += 2)
        cr_assert_eq(unit_reading((char *)all.base + i * page), i >= 16 || (i == 8 && BY_MARKS) ? SIGSEGV : 0,
                     "page %zu", i);
}

Test(guard_many, empty_spans_are_passed_over)
{
    const size_t page = unit_page();
    const rawmap_span all = unit_pages(4, MAP_PRIVATE);
    rawmap_span some[5];
    rawmap_advised done;
    some[0] = some[1] = some[3] = unit_span(NULL, 0);
    some[2] = rawmap_slice(all, 0, page);
    some[4] = rawmap_slice(all, 2 * page, page);
    done = rawmap_guard_install_many(some, 5, answers);
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 5);
    cr_assert_eq(done.bytes, 2 * page);
    cr_assert_eq(unit_reading(all.base), SIGSEGV);
    cr_assert_eq(unit_reading((char *)all.base + page), 0);
    cr_assert_eq(unit_reading(some[4].base), SIGSEGV);
    done = rawmap_guard_remove_many(some, 5, answers, BOTH);
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 5);
    unit_fill(all, 3);
}

Test(guard_many, nothing_to_do)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_calls = 0;
    STATUS(SPANS_NONE, rawmap_guard_install_many(&span, 0, answers).status);
    STATUS(SPANS_MISSING, rawmap_guard_install_many(NULL, 1, answers).status);
    STATUS(SPANS_NONE, rawmap_guard_remove_many(&span, 0, answers, BOTH).status);
    STATUS(SPANS_MISSING, rawmap_guard_remove_many(NULL, 1, answers, BOTH).status);
    cr_assert_eq(unit_calls, 0);
}
