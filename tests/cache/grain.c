/* SPDX-License-Identifier: MIT */
/* How finely droppable memory goes: a cache two and a half times as large as the memory that its process may have is filled
   twice, and then a neighbour takes half of that memory. Nobody fetches: on some machines that would take memory.

       grain NAME EVERY MIB    a limit of so many MiB; EVERY is free_every, 0: no advice at all

   Prints its results as lines of a suite: whether few pages go at a time, or, without advice, nearly all at once. */
#define _GNU_SOURCE
#include "rawmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { VALUE = 3000, LOOKS = 64 };
static rawmap_cache cache;
static unsigned char value[VALUE], resident[1 << 18];
static size_t page, before, least, largest;

/* How many of the pages are there; what went since the last look. */
static void look(void)
{
    size_t there = 0, i;
    if (mincore(cache.memory.base, cache.memory.length, resident) != 0)
        exit(4);
    for (i = 0; i < (cache.memory.length + page - 1) / page; i++)
        there += resident[i] & 1;
    if (before > there && before - there > largest)
        largest = before - there;
    if (there < least)
        least = there;
    before = there;
}

int main(int argc, char **argv)
{
    const char *const name = argc > 3 ? argv[1] : "grain";
    const size_t every = argc > 3 ? (size_t)atol(argv[2]) : 0, limit = argc > 3 ? (size_t)atol(argv[3]) << 20 : 0;
    const size_t places = limit * 5 / 2 / (VALUE + 40);
    size_t i, at, filling, few;
    unsigned char *neighbour;
    page = (size_t)sysconf(_SC_PAGESIZE);
    if (rawmap_cache_map(&cache, places, VALUE) != RAWMAP_OK ||
        (cache.memory.length + page - 1) / page > sizeof resident)
        return 2;
    if (every == 0)
        cache.free_unit = 0;
    cache.free_every = every;
    memset(value, 7, sizeof value);
    for (i = 0; i < 2 * places; i++) {
        /* Apart from each other: 17 is no divisor of the number of places, nor of a page's. */
        if (rawmap_cache_store(&cache, i * 17 % places, value, VALUE) != RAWMAP_OK)
            return 3;
        if (i % LOOKS == 0) {
            look();
            if (i < places)
                least = before;
        }
    }
    filling = largest;
    largest = 0;
    neighbour = mmap(NULL, limit / 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (neighbour == MAP_FAILED)
        return 2;
    for (at = 0; at < limit / 2; at += page) {
        neighbour[at] = 1;
        if (at / page % 16 == 0)
            look();
    }
    look();
    /* The kernel takes some at a time for its own reasons: an eighth of what there is room for is few. */
    few = limit / page / 8;
    printf("%s: room for %zu pages; at most %zu went between two looks while values were stored, %zu while a neighbour "
           "took "
           "half; %zu were there at least, %zu at the end\n",
           name, limit / page, filling, largest, least, before);
    if (every != 0)
        printf(filling < few && largest < few && least > limit / page / 4 ? "pass %s: few pages go at a time\n"
                                                                          : "FAIL %s: many pages went at once\n",
               name);
    else
        printf(filling > few ? "pass %s: many pages go at once\n"
                             : "FAIL %s: few pages went at a time, without advice\n",
               name);
    return every != 0 ? filling >= few || largest >= few : filling <= few;
}
