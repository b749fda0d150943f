/* SPDX-License-Identifier: MIT */
/* Values copied out of a cache whose memory the kernel may drop, and into it, beside memcpy of as many bytes, from and to
   memory of the same shape: what the stamps cost; by several threads; and stores with the advice that they need, among
   values that fill 16 MiB. Each run is TIMES of them, by each thread. The sizes are bytes of a value. */
#define _GNU_SOURCE
#include "rows.h"

#include "rawmap.h"

#include <pthread.h>

enum { TIMES = 512, THREADS = 4, MOST = 65536, MANY = 16 << 20 };

static unsigned char value[MOST], copies[THREADS][MOST];
static void *(*volatile copy)(void *, const void *, size_t) = memcpy; /* a call, as with a length that is not known */

/* Few values, which stay in the processor's caches; or many. */
static struct places {
    rawmap_cache cache;
    unsigned char *flat; /* as many places, without stamps */
    size_t count, length, next;
} few, many;

static unsigned char *flat_place(const struct places *of, size_t at)
{
    return of->flat + at * (of->length + 64);
}
static bool make(struct places *of, size_t count, size_t length)
{
    if (of->length == length)
        return true;
    if (of->length != 0 && rawmap_unmap(of->cache.memory))
        return false;
    free(of->flat);
    of->count = count;
    of->length = length;
    of->flat = malloc(count * (length + 64));
    if (of->flat == NULL || rawmap_cache_map(&of->cache, count, length))
        return false;
    memset(of->flat, 1, count * (length + 64));
    return true;
}
/* All are there, whatever was dropped. */
static bool fill(struct places *of)
{
    size_t at;
    of->cache.free_unit = 0;
    for (at = 0; at < of->count; at++)
        if (rawmap_cache_store(&of->cache, at, value, of->length))
            return false;
    return true;
}
static bool fill_few(size_t length)
{
    return make(&few, length < 8192 ? 64 : 8, length) && fill(&few);
}

static bool fetch_times(unsigned char *to)
{
    size_t i;
    for (i = 0; i < TIMES; i++)
        if (rawmap_cache_fetch(&few.cache, i % few.count, to, few.length).status)
            return false;
    return true;
}
static bool copy_out_times(unsigned char *to)
{
    size_t i;
    for (i = 0; i < TIMES; i++)
        copy(to, flat_place(&few, i % few.count), few.length);
    return true;
}
static bool fetches(size_t length)
{
    (void)length;
    return fetch_times(copies[0]);
}
static bool copies_out(size_t length)
{
    (void)length;
    return copy_out_times(copies[0]);
}
static bool stores(size_t length)
{
    size_t i;
    for (i = 0; i < TIMES; i++)
        if (rawmap_cache_store(&few.cache, i % few.count, value, length))
            return false;
    return true;
}
static bool copies_in(size_t length)
{
    size_t i;
    for (i = 0; i < TIMES; i++)
        copy(flat_place(&few, i % few.count), value, length);
    return true;
}

/* --- threads, which wait for a run to begin: the last one to be done ends it --- */

static pthread_barrier_t begin, end;
static unsigned threads;
static bool (*thread_runs)(unsigned char *to);

static void *thread(void *to)
{
    bool done = true;
    pthread_barrier_wait(&begin);
    for (int i = 0; i < 32 && done; i++)
        done = thread_runs(to);
    pthread_barrier_wait(&end);
    return done ? to : NULL;
}
static pthread_t readers[THREADS];
static bool start(size_t length, unsigned wanted, bool (*run)(unsigned char *to))
{
    unsigned i;
    threads = wanted;
    thread_runs = run;
    if (!fill_few(length) || pthread_barrier_init(&begin, NULL, wanted + 1) ||
        pthread_barrier_init(&end, NULL, wanted + 1))
        return false;
    for (i = 0; i < wanted; i++)
        if (pthread_create(&readers[i], NULL, thread, copies[i]) != 0)
            exit(1); /* those that are there would wait for ever */
    return true;
}
static bool start_2_fetching(size_t length)
{
    return start(length, 2, fetch_times);
}
static bool start_4_fetching(size_t length)
{
    return start(length, 4, fetch_times);
}
static bool start_2_copying(size_t length)
{
    return start(length, 2, copy_out_times);
}
static bool start_4_copying(size_t length)
{
    return start(length, 4, copy_out_times);
}
static bool together(size_t length)
{
    (void)length;
    pthread_barrier_wait(&begin);
    pthread_barrier_wait(&end);
    return true;
}
static bool joined(size_t length)
{
    bool done = true;
    unsigned i;
    (void)length;
    for (i = 0; i < threads; i++) {
        void *answer;
        done = pthread_join(readers[i], &answer) == 0 && answer != NULL && done;
    }
    pthread_barrier_destroy(&begin);
    pthread_barrier_destroy(&end);
    return done;
}

/* --- stores with their advice: one for many, as it is, or one for each --- */

static bool fill_many(size_t length)
{
    const bool made = many.length == length;
    return make(&many, MANY / (length + 64), length) && (made || fill(&many));
}
static bool advised(size_t length, size_t every)
{
    if (!fill_many(length))
        return false;
    many.cache.free_unit = rawmap_page_size();
    many.cache.free_every = every;
    return true;
}
static bool advised_for_many(size_t length)
{
    return advised(length, RAWMAP_CACHE_WAITING_MOST);
}
static bool advised_for_each(size_t length)
{
    return advised(length, 1);
}
/* Apart from each other, as values that are asked for are. */
static size_t anywhere(void)
{
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state >> 33) % many.count;
}
static size_t in_order(void)
{
    many.next = many.next + 1 < many.count ? many.next + 1 : 0;
    return many.next;
}
static bool stores_at(size_t (*place)(void))
{
    size_t i;
    for (i = 0; i < TIMES; i++)
        if (rawmap_cache_store(&many.cache, place(), value, many.length))
            return false;
    return true;
}
static bool copies_at(size_t (*place)(void))
{
    size_t i;
    for (i = 0; i < TIMES; i++)
        copy(flat_place(&many, place()), value, many.length);
    return true;
}
static bool stores_anywhere(size_t length)
{
    (void)length;
    return stores_at(anywhere);
}
static bool copies_anywhere(size_t length)
{
    (void)length;
    return copies_at(anywhere);
}
static bool stores_in_order(size_t length)
{
    (void)length;
    return stores_at(in_order);
}
static bool copies_in_order(size_t length)
{
    (void)length;
    return copies_at(in_order);
}

static const struct way ways[] = {
    {"fetch", "rawmap", fill_few, fetches, NULL, true},
    {"fetch", "memcpy", fill_few, copies_out, NULL, true},
    {"store", "rawmap", fill_few, stores, NULL, true},
    {"store", "memcpy", fill_few, copies_in, NULL, true},
    {"fetch, 2 threads", "rawmap", start_2_fetching, together, joined, false},
    {"fetch, 2 threads", "memcpy", start_2_copying, together, joined, false},
    {"fetch, 4 threads", "rawmap", start_4_fetching, together, joined, false},
    {"fetch, 4 threads", "memcpy", start_4_copying, together, joined, false},
    {"store, advised", "rawmap", advised_for_many, stores_anywhere, NULL, true},
    {"store, advised", "rawmap, each", advised_for_each, stores_anywhere, NULL, false},
    {"store, advised", "memcpy", fill_many, copies_anywhere, NULL, true},
    {"store in order", "rawmap", advised_for_many, stores_in_order, NULL, true},
    {"store in order", "rawmap, each", advised_for_each, stores_in_order, NULL, false},
    {"store in order", "memcpy", fill_many, copies_in_order, NULL, true},
};
static const size_t sizes[] = {8, 16, 64, 200, 1024, 4096, 16384, MOST, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
