/* SPDX-License-Identifier: MIT */
/* rawmap_cache_store: when the pages that were stored to are advised free. */
#include "unit_cache.h"

enum { APART = 3 }; /* places of 3000 bytes: two between, and no page is a neighbour of the last */

static unsigned char value[70000];

/* Private memory's pages wait in batches of the kernel's own before smaps counts them. */
#define MADE(cache, places, most)                                                                                      \
    do {                                                                                                               \
        UNIT_NEEDS_LINUX(6, 11, "droppable memory");                                                                   \
        STATUS(OK, rawmap_cache_map(cache, places, most));                                                             \
        cr_assert((cache)->droppable);                                                                                 \
        unit_value(value, 1, sizeof value);                                                                            \
        unit_calls = 0;                                                                                                \
    } while (0)

static void put(rawmap_cache *cache, size_t place, size_t length)
{
    STATUS(OK, rawmap_cache_store(cache, place, value, length));
}
/* Pages that may go now, and those that were written and may not: smaps counts the first. */
static size_t may_go(const rawmap_cache *cache)
{
    const long kilobytes = unit_smaps(cache->memory.base, "LazyFree");
    cr_assert_geq(kilobytes, 0);
    return (size_t)kilobytes * 1024 / unit_page();
}
static size_t written(const rawmap_cache *cache)
{
    return unit_present(cache->memory) - may_go(cache);
}

Test(cache_free, many_stores_are_advised_together)
{
    rawmap_cache cache;
    size_t i;
    MADE(&cache, 1000, 3000);
    for (i = 0; i < RAWMAP_CACHE_WAITING_MOST - 1; i++)
        put(&cache, i * APART, 10);
    cr_assert_eq(unit_calls, 0);
    cr_assert_eq(may_go(&cache), 0);
    put(&cache, i * APART, 10);
    cr_assert_eq(written(&cache), 0);
    cr_assert_eq(may_go(&cache), RAWMAP_CACHE_WAITING_MOST);
    /* And from the start again. */
    put(&cache, 0, 10);
    cr_assert_eq(written(&cache), 1);
}

Test(cache_free, together_in_one_call)
{
    rawmap_cache cache;
    size_t i;
    UNIT_NEEDS_FACT(process_madvise);
    MADE(&cache, 1000, 3000);
    for (i = 0; i < RAWMAP_CACHE_WAITING_MOST; i++)
        put(&cache, i * APART, 10);
    /* Calls are counted where there is a hook; before Linux 6.14 it is one for each. */
    if (UNIT_HOOKED && unit_kernel(6, 14))
        cr_assert_eq(unit_calls, 1);
}

Test(cache_free, the_caller_may_choose)
{
    rawmap_cache cache;
    size_t i;
    MADE(&cache, 1000, 3000);
    cache.free_every = 1;
    for (i = 1; i < 6; i++) {
        put(&cache, i * APART, 10);
        cr_assert_eq(may_go(&cache), i);
        cr_assert_eq(unit_calls, UNIT_HOOKED ? i : 0);
    }
    cache.free_every = 4;
    for (i = 6; i < 9; i++)
        put(&cache, i * APART, 10);
    cr_assert_eq(may_go(&cache), 5);
    put(&cache, i * APART, 10);
    cr_assert_eq(may_go(&cache), 9);
    /* Less, while more wait than that already. */
    cache.free_every = 64;
    for (i = 10; i < 13; i++)
        put(&cache, i * APART, 10);
    cache.free_every = 2;
    put(&cache, i * APART, 10);
    cr_assert_eq(may_go(&cache), 13);
    cache.free_unit = 0;
    for (i = 14; i < 300; i++)
        put(&cache, i * APART, 10);
    cr_assert_eq(may_go(&cache), 13);
}

/* As many bytes, though few values; and all of the pages of each. */
Test(cache_free, long_values)
{
    const size_t length = sizeof value, half = RAWMAP_CACHE_WAITING_BYTES / 2 - 2 * unit_page();
    rawmap_cache cache;
    MADE(&cache, 30, half);
    cr_assert_leq(length, half);
    put(&cache, 1, length);
    put(&cache, 10, length);
    put(&cache, 20, length);
    cr_assert_eq(may_go(&cache), 0);
    put(&cache, 25, length);
    cr_assert_eq(written(&cache), 0);
    cr_assert_geq(may_go(&cache) * unit_page(), 4 * length);
}

/* Values that lie beside each other are one span, and the same page waits once. */
Test(cache_free, neighbours)
{
    rawmap_cache cache;
    const size_t pages = RAWMAP_CACHE_WAITING_BYTES / unit_page();
    size_t i, last;
    MADE(&cache, 40000, 100);
    last = ((pages - 1) * unit_page() - 1) / cache.stride;
    for (i = 0; i + 1 < last; i++)
        put(&cache, i, 100);
    cr_assert_eq(may_go(&cache), 0);
    cr_assert_eq(unit_calls, 0);
    for (i = 0; i < 1000; i++)
        put(&cache, last - 2, 100);
    cr_assert_eq(may_go(&cache), 0);
    for (i = last; may_go(&cache) == 0; i++)
        put(&cache, i, 100);
    if (UNIT_HOOKED)
        cr_assert_eq(unit_calls, 1, "one span is one call");
    cr_assert_eq(written(&cache), 0);
    cr_assert_eq(may_go(&cache), pages);
}
