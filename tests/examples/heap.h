/* SPDX-License-Identifier: MIT */
/* The allocator of segments.c: blocks in pages, pages in segments, segments in one reserved range. One thread.

   The range is addresses alone. A segment is given memory when it is first needed, in the best pages that the ladder has,
   and the ladder's report stays with it. Each of its pages holds blocks of one size, a power of two. A segment without
   blocks can be purged by itself; what describes segments lies outside of them, so that a purge loses nothing else, and
   a huge page, which owns a whole segment or an even part of it, is never cut. */
#ifndef HEAP_H
#define HEAP_H

#include "must.h"

enum { SEGMENTS = 64, SEGMENT = 4 << 20, PAGES = 64, PAGE = SEGMENT / PAGES, SMALLEST = 16, CLASSES = 12 };

struct page {
    void *freed;            /* blocks that were given back, each holding the next */
    unsigned block, blocks; /* bytes in a block; blocks in use, none: the page is free */
    unsigned fresh;         /* bytes of the page that were ever handed out */
};

struct segment {
    bool committed;
    unsigned used; /* pages that are not free */
    struct page pages[PAGES];
    rawmap_ladder ladder;
};

struct heap {
    rawmap_span range, notes;
    struct segment *segments;   /* in notes */
    struct page *open[CLASSES]; /* pages that had room for the size */
    rawmap_steps steps;
};

static void heap_make(struct heap *heap, rawmap_steps steps)
{
    rawmap_mapping range = rawmap_region_reserve((size_t)SEGMENTS * SEGMENT, SEGMENT);
    rawmap_mapping notes =
        rawmap_map(SEGMENTS * sizeof(struct segment), RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    must(range.status, "reserve");
    must(notes.status, "map");
    heap->range = range.span;
    heap->notes = notes.span;
    heap->segments = notes.span.base;
    heap->steps = steps;
    for (unsigned i = 0; i < CLASSES; i++)
        heap->open[i] = NULL;
}

static rawmap_span heap_span(const struct heap *heap, unsigned segment)
{
    return rawmap_slice(heap->range, (size_t)segment * SEGMENT, SEGMENT);
}

static size_t heap_offset(const struct heap *heap, const void *block)
{
    return (size_t)((const char *)block - (const char *)heap->range.base);
}

static struct segment *heap_segment(const struct heap *heap, const void *block)
{
    return &heap->segments[heap_offset(heap, block) / SEGMENT];
}

static char *heap_memory(const struct heap *heap, const struct page *page)
{
    const size_t segment = (size_t)((const char *)page - (const char *)heap->segments) / sizeof(struct segment);
    return (char *)heap->range.base + segment * SEGMENT + (size_t)(page - heap->segments[segment].pages) * PAGE;
}

static bool page_has_room(const struct page *page, unsigned block)
{
    return page->block == block && (page->freed || page->fresh + block <= PAGE);
}

/* A page with room for a block of the size: one of that size, else a free one, else one of a new segment. */
static struct page *heap_page(struct heap *heap, unsigned block)
{
    struct page *fit = NULL;
    unsigned i;
    for (i = 0; i < SEGMENTS; i++) {
        struct page *page = heap->segments[i].pages;
        for (unsigned n = 0; heap->segments[i].committed && n < PAGES; n++, page++) {
            if (page_has_room(page, block))
                return page;
            if (page->blocks == 0 && !fit)
                fit = page;
        }
    }
    for (i = 0; i < SEGMENTS && !fit; i++) {
        struct segment *segment = &heap->segments[i];
        if (segment->committed)
            continue;
        if (rawmap_ladder_commit(heap_span(heap, i), heap->steps, &segment->ladder) != RAWMAP_OK)
            return NULL;
        segment->committed = true;
        fit = segment->pages;
    }
    if (fit)
        *fit = (struct page){.block = block};
    return fit;
}

/* NULL if the block is too large, or no memory is left. Aligned to its size, rounded up to a power of two. */
static void *heap_allocate(struct heap *heap, size_t size)
{
    struct page *page;
    unsigned class = 0;
    void *block;
    while (class < CLASSES && (size_t)SMALLEST << class < size)
        class ++;
    if (class == CLASSES)
        return NULL;
    page = heap->open[class];
    if (!page || !page_has_room(page, (unsigned)SMALLEST << class))
        page = heap->open[class] = heap_page(heap, (unsigned)SMALLEST << class);
    if (!page)
        return NULL;
    block = page->freed;
    if (block) {
        page->freed = *(void **)block;
    } else {
        block = heap_memory(heap, page) + page->fresh;
        page->fresh += page->block;
    }
    if (page->blocks++ == 0)
        heap_segment(heap, block)->used++;
    return block;
}

static void heap_free(struct heap *heap, void *block)
{
    struct segment *segment = heap_segment(heap, block);
    struct page *page = &segment->pages[heap_offset(heap, block) % SEGMENT / PAGE];
    *(void **)block = page->freed;
    page->freed = block;
    if (--page->blocks == 0)
        segment->used--;
}

/* What is to be done with the memory of segments that hold no block: rawmap_region_drop_now, _free_lazily, _decommit. How
   many there were. */
static unsigned heap_purge(struct heap *heap, rawmap_status (*purge)(rawmap_span))
{
    unsigned purged = 0;
    for (unsigned i = 0; i < SEGMENTS; i++) {
        struct segment *segment = &heap->segments[i];
        if (!segment->committed || segment->used != 0)
            continue;
        must(purge(heap_span(heap, i)), "purge");
        for (unsigned n = 0; n < PAGES; n++)
            segment->pages[n] = (struct page){.block = 0};
        segment->committed = purge != rawmap_region_decommit;
        purged++;
    }
    return purged;
}

static void heap_end(struct heap *heap)
{
    must(rawmap_region_release(heap->range), "release");
    must(rawmap_unmap(heap->notes), "unmap");
}

#endif
