/* SPDX-License-Identifier: MIT */
/* rawmap_advise_many: advice on many spans at once. */
#include "unit.h"

#define MANY 3000

static rawmap_span spans[MANY];

/* Every second page of a mapping, all of it filled. */
static rawmap_span every_second_page(void)
{
    const size_t page = unit_page();
    const rawmap_span all = unit_pages((size_t)2 * MANY, MAP_PRIVATE);
    size_t i;
    unit_fill(all, 5);
    for (i = 0; i < MANY; i++)
        spans[i] = rawmap_slice(all, 2 * i * page, page);
    return all;
}

/* The first so many of the spans were dropped; all else is as it was. */
static void dropped(rawmap_span all, size_t count)
{
    const size_t page = unit_page();
    size_t i;
    for (i = 0; i < (size_t)2 * MANY; i++) {
        const int expected = i % 2 == 0 && i / 2 < count ? 0 : 5;
        const unsigned char byte = ((unsigned char *)all.base)[i * page + i % page];
        cr_assert_eq(byte, expected, "page %zu has %d", i, byte);
    }
}

Test(advise_many, all_of_them)
{
    const rawmap_span all = every_second_page();
    rawmap_advised done;
    done = rawmap_advise_many(spans, MANY, RAWMAP_ADVICE(dontneed));
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, MANY);
    cr_assert_eq(done.bytes, MANY * unit_page());
    dropped(all, MANY);
}

/* A thousand spans and more in a call: seen where the hook counts. */
Test(advise_many, in_few_calls)
{
    UNIT_NEEDS_FACT(process_madvise);
    UNIT_NEEDS_LINUX(6, 14, "PIDFD_SELF");
    every_second_page();
    unit_calls = 0;
    STATUS(OK, rawmap_advise_many(spans, MANY, RAWMAP_ADVICE(dontneed)).status);
    cr_assert_eq(unit_calls, UNIT_HOOKED ? 3 : 0, "%u", unit_calls);
}

/* Up to the one that cannot be advised, wherever in a batch it is. */
Test(advise_many, until_one_fails)
{
    static const size_t at[] = {2999, 1500, 1024, 0};
    const size_t page = unit_page();
    size_t i;
    for (i = 0; i < 4; i++) {
        const rawmap_span all = every_second_page();
        rawmap_advised done;
        spans[at[i]].base = (char *)spans[at[i]].base + 1;
        done = rawmap_advise_many(spans, MANY, RAWMAP_ADVICE(dontneed));
        STATUS(SPAN_UNALIGNED, done.status);
        cr_assert_eq(done.spans, at[i]);
        cr_assert_eq(done.bytes, at[i] * page);
        dropped(all, at[i]);
        munmap(all.base, all.length);
    }
}

/* Round a hole Linux advises what there is, and says so: that span does not count. */
Test(advise_many, a_hole)
{
    const size_t page = unit_page();
    const rawmap_span all = unit_pages(6, MAP_PRIVATE);
    const rawmap_span some[] = {rawmap_slice(all, 0, page), rawmap_slice(all, page, 3 * page),
                                rawmap_slice(all, 5 * page, page)};
    rawmap_advised done;
    unit_fill(all, 5);
    cr_assert_eq(munmap((char *)all.base + 2 * page, page), 0);
    done = rawmap_advise_many(some, 3, RAWMAP_ADVICE(dontneed));
    STATUS(ENOMEM, done.status);
    cr_assert_eq(done.spans, 1);
    cr_assert_eq(done.bytes, page);
    cr_assert(unit_filled(rawmap_slice(all, 0, 2 * page), 0));
    cr_assert(unit_filled(rawmap_slice(all, 3 * page, page), 0));
    cr_assert(unit_filled(rawmap_slice(all, 4 * page, 2 * page), 5));
}

Test(advise_many, empty_spans_are_passed_over)
{
    const size_t page = unit_page();
    const rawmap_span all = unit_pages(4, MAP_PRIVATE);
    rawmap_span some[6];
    rawmap_advised done;
    unit_fill(all, 5);
    some[0] = some[1] = some[3] = some[5] = unit_span(NULL, 0);
    some[2] = rawmap_slice(all, 0, page);
    some[4] = rawmap_slice(all, 2 * page, 10);
    done = rawmap_advise_many(some, 6, RAWMAP_ADVICE(dontneed));
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 6);
    cr_assert_eq(done.bytes, page + 10);
    cr_assert(unit_filled(rawmap_slice(all, 0, page), 0));
    cr_assert(unit_filled(rawmap_slice(all, page, page), 5));
    cr_assert(unit_filled(rawmap_slice(all, 2 * page, page), 0));
    cr_assert(unit_filled(rawmap_slice(all, 3 * page, page), 5));
    done = rawmap_advise_many(some, 1, RAWMAP_ADVICE(dontneed));
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 1);
}

/* Linux advises no more than 2 GiB in one call, and stops inside a span without a word. */
Test(advise_many, more_than_two_gigabytes)
{
    const size_t page = unit_page(), length = (size_t)3 << 30;
    rawmap_span some[3], all;
    rawmap_advised done;
    size_t i;
    UNIT_NEEDS(sizeof(size_t) > 4, "needs 64-bit addresses");
    UNIT_NEEDS(!UNIT_SANITIZED, "addresses of its own");
    UNIT_NEEDS_FACT(overcommit);
    all = SPAN(rawmap_map(3 * length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE));
    for (i = 0; i < 3; i++) {
        some[i] = rawmap_slice(all, i * length, length);
        unit_fill(rawmap_slice(some[i], 0, page), 5);
        unit_fill(rawmap_slice(some[i], length - page, page), 5);
    }
    done = rawmap_advise_many(some, 3, RAWMAP_ADVICE(dontneed));
    STATUS(OK, done.status);
    cr_assert_eq(done.spans, 3);
    cr_assert_eq(done.bytes, 3 * length);
    for (i = 0; i < 3; i++) {
        cr_assert(unit_filled(rawmap_slice(some[i], 0, page), 0), "%zu", i);
        cr_assert(unit_filled(rawmap_slice(some[i], length - page, page), 0), "%zu", i);
    }
}

Test(advise_many, nothing_to_do)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_calls = 0;
    STATUS(SPANS_NONE, rawmap_advise_many(&span, 0, RAWMAP_ADVICE(cold)).status);
    STATUS(SPANS_MISSING, rawmap_advise_many(NULL, 1, RAWMAP_ADVICE(cold)).status);
    cr_assert_eq(unit_calls, 0);
    STATUS(EINVAL, rawmap_advise_many(&span, 1, RAWMAP_ADVICE(remove)).status);
}
