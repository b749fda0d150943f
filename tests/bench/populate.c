/* SPDX-License-Identifier: MIT */
/* Memory that will be used whole: brought in at once, or page by page as it is touched; and in huge pages, by the ladder.
   Each side maps, writes one byte in every page, and unmaps. */
#define _GNU_SOURCE
#include "rows.h"

#include "rawmap.h"

#include <sys/mman.h>

enum { PAGE = 4096 };
#define RW RAWMAP_PROT(read, write)

static void write_all(void *base, size_t size)
{
    volatile char *const bytes = base;
    size_t at;
    for (at = 0; at < size; at += PAGE)
        bytes[at] = 1;
}

static bool by_populate_write(size_t size)
{
    const rawmap_mapping m = rawmap_map(size, RW, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (m.status || rawmap_advise(m.span, RAWMAP_ADVICE(populate_write)))
        return false;
    write_all(m.span.base, size);
    return !rawmap_unmap(m.span);
}
static bool by_touching(size_t size)
{
    void *const base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return false;
    write_all(base, size);
    return munmap(base, size) == 0;
}
static bool by_populate_flag(size_t size)
{
    void *const base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (base == MAP_FAILED)
        return false;
    write_all(base, size);
    return munmap(base, size) == 0;
}

static bool by_ladder(size_t size)
{
    const rawmap_mapping m = rawmap_region_reserve(size, 2 << 20);
    rawmap_ladder ladder;
    if (m.status || rawmap_ladder_commit(m.span, RAWMAP_STEPS(transparent, small), &ladder))
        return false;
    write_all(m.span.base, size);
    return !rawmap_region_release(m.span);
}
/* What is written without it: as much again, to find an aligned start. */
static bool by_madvise(size_t size)
{
    const size_t more = size + (2 << 20);
    char *const all = mmap(NULL, more, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *base;
    if (all == MAP_FAILED)
        return false;
    base = all + ((size_t) - (intptr_t)all & ((2 << 20) - 1));
    if (madvise(base, size, MADV_HUGEPAGE) != 0)
        return false;
    write_all(base, size);
    return munmap(all, more) == 0;
}

static const struct way ways[] = {
    {"bring in", "rawmap", NULL, by_populate_write, NULL, true},
    {"bring in", "MAP_POPULATE", NULL, by_populate_flag, NULL, true},
    {"bring in", "touch each page", NULL, by_touching, NULL, true},
    {"ladder", "rawmap", NULL, by_ladder, NULL, true},
    {"ladder", "madvise, by hand", NULL, by_madvise, NULL, true},
    {"ladder", "small pages", NULL, by_touching, NULL, true},
};
static const size_t sizes[] = {64 << 10, 2 << 20, 16 << 20, 64 << 20, 256 << 20, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
