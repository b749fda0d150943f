/* SPDX-License-Identifier: MIT */
/* rawmap_cache_store and _fetch, interrupted before each of their accesses to the memory: pages are dropped there, or the
   other call is made, once or twice in one call. Nothing but a whole value may come of it. */
#define RAWMAP_SYSCALL unit_syscall
#define rawmap_i_read_word real_read_word
#define rawmap_i_write_word real_write_word
#include "rawmap/core/words.h"
#undef rawmap_i_read_word
#undef rawmap_i_write_word
#undef RAWMAP_COPY_64 /* word by word, in turns of eight and alone */

static void step(void);

RAWMAP_I_INLINE size_t rawmap_i_read_word(const size_t *word)
{
    step();
    return real_read_word(word);
}
RAWMAP_I_INLINE void rawmap_i_write_word(size_t *word, size_t value)
{
    step();
    real_write_word(word, value);
}

#include "unit_cache.h"

enum { LENGTH = 136 };
enum event { NONE, DROP_FIRST, DROP_SECOND, DROP_BOTH, OTHER_CALL, EVENTS };

static rawmap_cache cache;
static size_t place; /* one that crosses a page border */
static unsigned char values[4][LENGTH];
static unsigned counts[EVENTS][4];

/* What happens before which access of the call. */
static struct {
    bool on;
    unsigned now, at[2];
    enum event event[2];
    void (*other)(void);
} plan;

static void drop(size_t which)
{
    const size_t page = unit_page(), start = (place * cache.stride / page + which) * page;
    cr_assert_eq(madvise((char *)cache.memory.base + start, page, MADV_DONTNEED), 0);
}

static void happen(enum event event)
{
    if (event == DROP_FIRST || event == DROP_BOTH)
        drop(0);
    if (event == DROP_SECOND || event == DROP_BOTH)
        drop(1);
    if (event == OTHER_CALL)
        plan.other();
}
static void step(void)
{
    unsigned i;
    if (!plan.on)
        return;
    plan.on = false;
    for (i = 0; i < 2; i++)
        if (plan.at[i] == plan.now)
            happen(plan.event[i]);
    plan.now++;
    plan.on = true;
}

static void store(unsigned number)
{
    STATUS(OK, rawmap_cache_store(&cache, place, values[number], LENGTH));
}
/* Which value is found, whole; 0 for none. */
static unsigned fetch(void)
{
    unsigned char value[LENGTH];
    const rawmap_size got = rawmap_cache_fetch(&cache, place, value, LENGTH);
    unsigned number;
    if (got.status == RAWMAP_CACHE_DROPPED || got.status == RAWMAP_CACHE_BUSY)
        return 0;
    STATUS(OK, got.status);
    cr_assert_eq(got.bytes, LENGTH);
    for (number = 1; number < 4; number++)
        if (unit_is_value(value, number, LENGTH))
            return number;
    cr_assert_fail("a torn value: %u before access %u, %u before %u", plan.event[0], plan.at[0], plan.event[1],
                   plan.at[1]);
    return 0;
}

static void store_3(void)
{
    store(3);
}
static void fetch_within(void)
{
    const unsigned number = fetch();
    cr_assert_neq(number, 3);
    counts[OTHER_CALL][number]++;
}

static void setup(void)
{
    const size_t page = unit_page();
    unsigned i;
    STATUS(OK, rawmap_cache_map(&cache, 2000, LENGTH));
    while (place * cache.stride / page == (place * cache.stride + cache.stride - 1) / page)
        place++;
    cr_assert_lt(place, 2000);
    for (i = 1; i < 4; i++)
        unit_value(values[i], i, LENGTH);
}

/* Makes the call on value 1 with each pair of events before each pair of accesses. */
static void every_way(unsigned (*call)(void), void (*other)(void), void (*look)(unsigned answer))
{
    unsigned first, second, all;
    int a, b;
    plan.other = other;
    for (a = NONE; a < EVENTS; a++)
        for (b = NONE; b < EVENTS; b++)
            for (first = 0, all = 1; first < all; first++)
                for (second = first; second < all; second++) {
                    unsigned answer;
                    store(1);
                    plan.event[0] = (enum event)a;
                    plan.event[1] = (enum event)b;
                    plan.at[0] = first;
                    plan.at[1] = second;
                    plan.now = 0;
                    plan.on = true;
                    answer = call();
                    plan.on = false;
                    if (a == NONE && b == NONE)
                        all = plan.now;
                    else if (all < plan.now)
                        all = plan.now < 40 ? plan.now : 40;
                    look(answer);
                    if (b == NONE)
                        break;
                }
}

static bool dropped(void)
{
    return (plan.event[0] != NONE && plan.event[0] != OTHER_CALL) ||
           (plan.event[1] != NONE && plan.event[1] != OTHER_CALL);
}
static bool happened(enum event event)
{
    return plan.event[0] == event || plan.event[1] == event;
}

static void fetched(unsigned answer)
{
    const unsigned after = fetch();
    cr_assert_neq(answer, 2);
    cr_assert(answer != 3 || happened(OTHER_CALL));
    /* What the other thread stored is there afterwards, or was dropped. */
    cr_assert(after == 0 ? dropped() : after == 1 || (after == 3 && happened(OTHER_CALL)));
    if (!dropped())
        cr_assert_neq(answer, 0, "the next look finds it");
    counts[plan.event[0]][answer]++;
}

Test(cache_other, a_fetch_interrupted)
{
    setup();
    every_way(fetch, store_3, fetched);
    cr_assert(counts[NONE][1] > 0 && counts[DROP_FIRST][0] > 0 && counts[DROP_FIRST][1] > 0);
    cr_assert(counts[DROP_SECOND][0] > 0 && counts[DROP_SECOND][1] > 0 && counts[OTHER_CALL][3] > 0);
}

static unsigned store_2(void)
{
    store(2);
    return 2;
}
static void stored(unsigned answer)
{
    const unsigned after = fetch();
    cr_assert(after == 0 ? dropped() : after == answer);
    counts[plan.event[0]][after]++;
}

Test(cache_other, a_store_interrupted)
{
    setup();
    every_way(store_2, fetch_within, stored);
    cr_assert(counts[DROP_FIRST][0] > 0 && counts[DROP_FIRST][2] > 0 && counts[DROP_SECOND][2] > 0);
    cr_assert(counts[OTHER_CALL][0] > 0 && counts[OTHER_CALL][1] > 0 && counts[OTHER_CALL][2] > 0);
}
