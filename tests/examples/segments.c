/* SPDX-License-Identifier: MIT */
/* segments: a small allocator at work (heap.h), and what becomes of its memory.

       segments STEPS PURGE    STEPS: best, transparent or small; PURGE: now, lazily, decommit or keep

   It fills segments with blocks, frees all blocks in every second one, purges those, lets something else use memory, and
   fills them again. Every block is written when it is allocated and looked at when it is freed. */
#include "heap.h"

#include <string.h>

enum { BLOCKS = 16000, NEIGHBOUR = 32 << 20 };

struct block {
    unsigned char *at;
    size_t size;
};

static struct heap heap;
static struct block *blocks;

/* What the heap holds, by the kernel's account of its pages. */
static void show(const char *when)
{
    rawmap_held held;
    unsigned committed = 0, used = 0;
    for (unsigned i = 0; i < SEGMENTS; i++) {
        committed += heap.segments[i].committed;
        used += heap.segments[i].used != 0;
    }
    must(rawmap_pages_held(heap.range, &held), "look at pages");
    printf("segments: %-28s %2u segments in use, %2u committed, %5.1f MiB in memory, %5.1f of it in huge pages\n", when,
           used, committed, (double)(held.huge_bytes + held.small_bytes) / 0x1p20, (double)held.huge_bytes / 0x1p20);
    fflush(stdout);
}

/* Which pages were taken, and why not better ones of those that could be. */
static void show_ladder(const rawmap_ladder *ladder)
{
    for (unsigned i = 0; i < ladder->refusals; i++) {
        const unsigned step = ladder->refusal[i].step.bits;
        const rawmap_status why = ladder->refusal[i].status;
        if (step == RAWMAP_STEPS(transparent).bits)
            printf("segments: not in transparent huge pages: %s\n", rawmap_status_text(why));
        else if ((uint64_t)step << 8 <= SEGMENT && why != RAWMAP_HUGE_SIZE_UNSUPPORTED)
            printf("segments: not in huge pages of %u KiB: %s\n", step >> 2, rawmap_status_text(why));
    }
    printf("segments: 4 MiB each, in %s pages\n", ladder->taken.bits == RAWMAP_STEPS(small).bits ? "small"
                                                  : ladder->taken.bits == RAWMAP_STEPS(transparent).bits
                                                      ? "transparent huge"
                                                      : "huge");
}

static unsigned random_number(void)
{
    static uint64_t state = 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33);
}

static void fill(struct block *block, unsigned number)
{
    block->size = (size_t)1 + random_number() % (16u << random_number() % CLASSES);
    block->at = heap_allocate(&heap, block->size);
    must_be(block->at, "segments", "no memory");
    memset(block->at, (int)(number % 251), block->size);
}

static void empty(struct block *block, unsigned number)
{
    for (size_t i = 0; i < block->size; i++)
        must_be(block->at[i] == number % 251, "segments", "a block does not hold what was written");
    heap_free(&heap, block->at);
    block->at = NULL;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        rawmap_status (*purge)(rawmap_span);
    } purges[] = {{"now", rawmap_region_drop_now},
                  {"lazily", rawmap_region_free_lazily},
                  {"decommit", rawmap_region_decommit},
                  {"keep", NULL}};
    rawmap_mapping m = rawmap_map(BLOCKS * sizeof *blocks, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    unsigned how = 0, i;
    must(m.status, "map");
    blocks = m.span.base;
    while (argc == 3 && how < 4 && strcmp(argv[2], purges[how].name) != 0)
        how++;
    if (argc != 3 || how == 4) {
        fprintf(stderr, "usage: segments best|transparent|small now|lazily|decommit|keep\n");
        return 2;
    }
    heap_make(&heap, strcmp(argv[1], "best") == 0          ? RAWMAP_STEPS(any_huge, transparent, small)
                     : strcmp(argv[1], "transparent") == 0 ? RAWMAP_STEPS(transparent, small)
                                                           : RAWMAP_STEPS(small));
    for (i = 0; i < BLOCKS; i++)
        fill(&blocks[i], i);
    show_ladder(&heap.segments[0].ladder);
    show("filled:");
    for (i = 0; i < BLOCKS; i++)
        if (heap_offset(&heap, blocks[i].at) / SEGMENT % 2 == 1)
            empty(&blocks[i], i);
    show("every second one freed:");
    if (purges[how].purge) {
        heap_purge(&heap, purges[how].purge);
        show("and purged:");
    }
    m = rawmap_map(NEIGHBOUR, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    must(m.status, "map");
    memset(m.span.base, 1, NEIGHBOUR);
    show("32 MiB used by another:");
    must(rawmap_unmap(m.span), "unmap");
    for (i = 0; i < BLOCKS; i++)
        if (!blocks[i].at)
            fill(&blocks[i], i);
    show("filled again:");
    for (i = 0; i < BLOCKS; i++)
        empty(&blocks[i], i);
    heap_purge(&heap, rawmap_region_decommit);
    show("all freed and decommitted:");
    heap_end(&heap);
    return 0;
}
