/* SPDX-License-Identifier: MIT */
/* What rawmap_cache_fetch and rawmap_cache_store cost beside memcpy of as many bytes, to and from memory of the same shape;
   what advice does to a store; and readers that share a cache. No test: prints rows NAME, bytes and nanoseconds with tabs
   between, the best of interleaved rounds.

       cc -O2 -Iinclude tests/bench/cache.c -o build/bench-cache -pthread && build/bench-cache */
#define _GNU_SOURCE
#include "rawmap.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 15, SIDES = 4, READERS = 4, MOST = 65536 };
static const size_t sizes[] = {8, 16, 64, 200, 1024, 4096, 16384, MOST};

static rawmap_cache cache;
static unsigned char value[MOST], copies[READERS][MOST];
static unsigned char *flat; /* as many places, without stamps */
static size_t places, length;
static void *(*volatile copy)(void *, const void *, size_t) = memcpy; /* a call, as with a length that is not known */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}
static void check(rawmap_status status)
{
    if (status == RAWMAP_OK)
        return;
    fprintf(stderr, "cache: %s\n", rawmap_status_text(status));
    exit(1);
}

/* --- the sides: so many times, one place after another --- */

static void copies_out(size_t times, unsigned char *to)
{
    for (size_t i = 0; i < times; i++)
        copy(to, flat + i % places * (length + 64), length);
}
static void fetches(size_t times, unsigned char *to)
{
    for (size_t i = 0; i < times; i++)
        check(rawmap_cache_fetch(&cache, i % places, to, length).status);
}
static void copies_in(size_t times, unsigned char *to)
{
    (void)to;
    for (size_t i = 0; i < times; i++)
        copy(flat + i % places * (length + 64), value, length);
}
static void stores(size_t times, unsigned char *to)
{
    (void)to;
    for (size_t i = 0; i < times; i++)
        check(rawmap_cache_store(&cache, i % places, value, length));
}
/* Apart from each other, as values that are asked for are. */
static void stores_anywhere(size_t times, unsigned char *to)
{
    uint64_t state = 1;
    (void)to;
    for (size_t i = 0; i < times; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        check(rawmap_cache_store(&cache, (size_t)(state >> 33) % places, value, length));
    }
}

static void make(size_t count)
{
    places = count;
    check(rawmap_cache_map(&cache, places, length));
    flat = malloc(places * (length + 64));
    if (flat == NULL)
        exit(1);
    memset(flat, 1, places * (length + 64));
    cache.free_unit = 0;
    stores(places, NULL);
}
static void unmake(void)
{
    check(rawmap_unmap(cache.memory));
    free(flat);
}

static double timed(void (*side)(size_t, unsigned char *), size_t times, unsigned char *to)
{
    const double began = now();
    side(times, to);
    return (now() - began) / (double)times;
}

static void copying(void)
{
    static void (*const sides[SIDES])(size_t, unsigned char *) = {copies_out, fetches, copies_in, stores};
    static const char *const names[SIDES] = {"memcpy, out", "cache_fetch", "memcpy, in", "cache_store, no advice"};
    const size_t times = 4000000 / (length + 200);
    double best[SIDES];
    make(length < 8192 ? 64 : 8);
    for (int round = 0; round < ROUNDS; round++)
        for (int side = 0; side < SIDES; side++) {
            const double took = timed(sides[side], times, copies[0]);
            if (round == 0 || took < best[side])
                best[side] = took;
        }
    for (int side = 0; side < SIDES; side++)
        printf("%s\t%zu\t%.2f\n", names[side], length, best[side]);
    unmake();
}

/* With an advice for each store, and with one for many. */
static void advising(void)
{
    static const struct {
        const char *name;
        size_t unit, every;
        void (*side)(size_t, unsigned char *);
    } ways[] = {{"cache_store anywhere, no advice", 0, 1, stores_anywhere},
                {"cache_store anywhere, each advised", 1, 1, stores_anywhere},
                {"cache_store anywhere, as it is", 1, RAWMAP_CACHE_WAITING_MOST, stores_anywhere},
                {"cache_store in order, each advised", 1, 1, stores},
                {"cache_store in order, as it is", 1, RAWMAP_CACHE_WAITING_MOST, stores}};
    double best[sizeof ways / sizeof ways[0]];
    const size_t times = 200000 / (length + 200) + 256;
    make((16u << 20) / (length + 64));
    for (int round = 0; round < 3; round++)
        for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++) {
            double took;
            cache.free_unit = ways[way].unit * rawmap_page_size();
            cache.free_every = ways[way].every;
            took = timed(ways[way].side, times, NULL);
            if (round == 0 || took < best[way])
                best[way] = took;
        }
    for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++)
        printf("%s\t%zu\t%.1f\n", ways[way].name, length, best[way]);
    unmake();
}

static void *reads(void *to)
{
    double *const result = malloc(sizeof *result);
    if (result == NULL)
        exit(1);
    *result = timed(fetches, 20000000 / (length + 200), to);
    return result;
}
/* How long one of so many readers takes: as long as one alone, while each has a processor. */
static void sharing(int readers)
{
    double best = 0;
    make(64);
    for (int round = 0; round < 5; round++) {
        pthread_t threads[READERS];
        double mean = 0;
        for (int i = 0; i < readers; i++)
            if (pthread_create(&threads[i], NULL, reads, copies[i]) != 0)
                exit(1);
        for (int i = 0; i < readers; i++) {
            void *took;
            pthread_join(threads[i], &took);
            mean += *(double *)took / readers;
            free(took);
        }
        if (round == 0 || mean < best)
            best = mean;
    }
    printf("cache_fetch, %d readers\t%zu\t%.2f\n", readers, length, best);
    unmake();
}

int main(void)
{
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        length = sizes[i];
        copying();
    }
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        length = sizes[i];
        advising();
    }
    for (int readers = 1; readers <= READERS; readers *= 2) {
        length = 200;
        sharing(readers);
    }
    return 0;
}
