/* SPDX-License-Identifier: MIT */
/* cache: values that take work to make, kept in memory that the kernel may take back.

       cache droppable    by rawmap_cache: what was dropped is made again
       cache plain        the same values in ordinary memory, for comparison: nothing is ever given back

   Some values are wanted more often than others. They are asked for while there is memory, while something else uses
   memory, and when that is over; every value that comes out of the cache is held against what it must be. */
#include "must.h"

#include <string.h>

enum { PLACES = 10000, VALUE = 3000, ASKED = 60000, NEIGHBOUR = 16 << 20 };

static rawmap_cache cache;
static rawmap_span plain; /* {NULL, 0} with a cache */
static bool made[PLACES]; /* which of the plain values there are */

static uint64_t random_number(void)
{
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return state >> 33;
}

/* Stands for a file to be decoded, a page to be laid out, an answer from far away. */
static void make(size_t place, unsigned char *value)
{
    uint64_t word = place + 1;
    for (size_t i = 0; i < VALUE; i += 8) {
        word = (word ^ word >> 29) * 0x9e3779b97f4a7c15u;
        memcpy(value + i, &word, 8);
    }
}

/* Whether the value was there. */
static bool get(size_t place, unsigned char *value)
{
    rawmap_size there;
    if (plain.length != 0) {
        unsigned char *at = (unsigned char *)plain.base + place * VALUE;
        const bool found = made[place];
        if (!found)
            make(place, at);
        made[place] = true;
        memcpy(value, at, VALUE);
        return found;
    }
    there = rawmap_cache_fetch(&cache, place, value, VALUE);
    if (there.status == RAWMAP_OK)
        return true;
    must(there.status == RAWMAP_CACHE_DROPPED ? RAWMAP_OK : there.status, "fetch");
    make(place, value);
    must(rawmap_cache_store(&cache, place, value, VALUE), "store");
    return false;
}

static size_t in_memory(void)
{
    static unsigned char resident[1 << 16];
    const rawmap_span memory = plain.length != 0 ? plain : cache.memory;
    const size_t page = rawmap_page_size(), pages = (memory.length + page - 1) / page;
    size_t there = 0;
    must(rawmap_residency(memory, resident, sizeof resident), "residency");
    for (size_t i = 0; i < pages; i++)
        there += resident[i] & 1;
    return there * page;
}

static void ask(const char *when)
{
    unsigned char value[VALUE], expected[VALUE];
    size_t least = SIZE_MAX, most = 0, now;
    unsigned hits = 0;
    for (unsigned i = 0; i < ASKED; i++) {
        const uint64_t a = random_number() % PLACES, b = random_number() % PLACES, c = random_number() % PLACES;
        const size_t place = (size_t)(a < b ? (a < c ? a : c) : (b < c ? b : c));
        hits += get(place, value);
        make(place, expected);
        must_be(memcmp(value, expected, VALUE) == 0, "cache", "a value is not what was stored");
        if (i % 500 == 499) {
            now = in_memory();
            least = now < least ? now : least;
            most = now > most ? now : most;
        }
    }
    printf("cache: %-25s %4.1f %% of %u were there; %4.1f to %4.1f MiB in memory\n", when, 100.0 * hits / ASKED, ASKED,
           (double)least / 0x1p20, (double)most / 0x1p20);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    rawmap_mapping m;
    if (argc == 2 && strcmp(argv[1], "plain") == 0) {
        m = rawmap_map(PLACES * VALUE, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
        must(m.status, "map");
        plain = m.span;
        printf("cache: %d values of %d bytes in ordinary memory\n", PLACES, VALUE);
    } else if (argc == 2 && strcmp(argv[1], "droppable") == 0) {
        must(rawmap_cache_map(&cache, PLACES, VALUE), "map");
        printf("cache: %d values of %d bytes in %s memory\n", PLACES, VALUE,
               cache.droppable     ? "droppable"
               : cache.free_lazily ? "lazily freed"
                                   : "ordinary");
    } else {
        fprintf(stderr, "usage: cache droppable|plain\n");
        return 2;
    }
    ask("empty:");
    ask("full:");
    m = rawmap_map(NEIGHBOUR, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    must(m.status, "map");
    memset(m.span.base, 1, NEIGHBOUR);
    ask("16 MiB used by another:");
    must(rawmap_unmap(m.span), "unmap");
    ask("and given back:");
    must(rawmap_unmap(plain.length != 0 ? plain : cache.memory), "unmap");
    return 0;
}
