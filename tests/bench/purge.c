/* SPDX-License-Identifier: MIT */
/* A heap of blocks of 64 KiB, all written, gives its memory back to the kernel: by rawmap's regions, and by the purge of
   the allocator that the program is linked with. Measured is the giving back alone, and then that the memory is gone, all
   but an eighth, or half a MiB: what came meanwhile, of the libraries say.

   With MIMALLOC or JEMALLOC the program has that allocator's way alone. */
#define _GNU_SOURCE
#include "rows.h"

#if defined(MIMALLOC)
#include <mimalloc.h>
#define SIDE "mimalloc"
#elif defined(JEMALLOC)
#include <jemalloc/jemalloc.h>
#define SIDE "jemalloc"
#else
#include "rawmap.h"
#include <malloc.h>
#define SIDE "glibc"
#endif

enum { BLOCK = 65536, BLOCKS_MOST = 16384 };

/* The process's pages in memory. */
static size_t resident(void)
{
    FILE *const file = fopen("/proc/self/statm", "r");
    unsigned long all, now = 0;
    if (file == NULL || fscanf(file, "%lu %lu", &all, &now) != 2)
        now = 0;
    if (file != NULL)
        fclose(file);
    return (size_t)now * 4096;
}

static size_t before_it;
static bool gone(size_t size)
{
    const size_t kept = size < 4 << 20 ? 512 << 10 : size / 8;
    return resident() + size < before_it + kept;
}

#if defined(MIMALLOC)
static void *take(size_t size)
{
    return mi_malloc(size);
}
static void give(void *block)
{
    mi_free(block);
}
static bool purge(void)
{
    mi_collect(true);
    return true;
}
#elif defined(JEMALLOC)
static void *take(size_t size)
{
    return malloc(size);
}
static void give(void *block)
{
    free(block);
}
static bool purge(void)
{
    return mallctl("arena.4096.purge", NULL, NULL, NULL, 0) == 0; /* MALLCTL_ARENAS_ALL */
}
#else
static void *take(size_t size)
{
    return malloc(size);
}
static void give(void *block)
{
    free(block);
}
static bool purge(void)
{
    return malloc_trim(0) != 0;
}
#endif

static void *blocks[BLOCKS_MOST];
static bool fill(size_t size)
{
    size_t i;
    for (i = 0; i < size / BLOCK; i++) {
        blocks[i] = take(BLOCK - 64);
        if (blocks[i] == NULL)
            return false;
        memset(blocks[i], 1, BLOCK - 64);
    }
    before_it = resident();
    return true;
}
static bool by_allocator(size_t size)
{
    size_t i;
    for (i = 0; i < size / BLOCK; i++)
        give(blocks[i]);
    return purge();
}

#if !defined(MIMALLOC) && !defined(JEMALLOC)
static rawmap_span heap;
static bool fill_region(size_t size)
{
    if (heap.length != size) {
        const rawmap_mapping m = rawmap_region_reserve(size, 4 << 20);
        if (m.status || (heap.length != 0 && rawmap_region_release(heap)) || rawmap_region_commit(m.span))
            return false;
        heap = m.span;
    }
    if (rawmap_region_commit(heap))
        return false;
    memset(heap.base, 1, size);
    before_it = resident();
    return true;
}
static bool by_dropping(size_t size)
{
    (void)size;
    return !rawmap_region_drop_now(heap);
}
static bool by_decommitting(size_t size)
{
    (void)size;
    return !rawmap_region_decommit(heap);
}
static bool by_freeing_lazily(size_t size)
{
    (void)size;
    return !rawmap_region_free_lazily(heap);
}
#endif

static const struct way ways[] = {
#if !defined(MIMALLOC) && !defined(JEMALLOC)
    {"purge", "rawmap", fill_region, by_dropping, gone, true},
    {"purge", "rawmap, decommit", fill_region, by_decommitting, gone, true},
    {"purge", "rawmap, free lazily", fill_region, by_freeing_lazily, NULL, true},
#endif
    {"purge", SIDE, fill, by_allocator, gone, true},
};
static const size_t sizes[] = {1 << 20, 4 << 20, 16 << 20, 64 << 20, 256 << 20, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
