/* SPDX-License-Identifier: MIT */
/* The mapping of a file that grows by 4 KiB at a time, each written once: made longer and moved, or unmapped and mapped
   anew. The rule of capacity is the same. */
#define _GNU_SOURCE
#include "rows.h"

#include "rawmap.h"

#include <sys/mman.h>

enum { STEP = 4096 };
#define RW RAWMAP_PROT(read, write)

static int file;
static rawmap_span list;

static bool make(size_t size)
{
    rawmap_mapping m;
    (void)size;
    file = memfd_create("grow", MFD_CLOEXEC);
    if (file < 0 || ftruncate(file, STEP) != 0)
        return false;
    m = rawmap_map_file(file, 0, STEP, RW, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    list = m.span;
    return !m.status;
}
static bool clear(size_t size)
{
    (void)size;
    return !rawmap_unmap(list) && close(file) == 0;
}

static bool by_growing(size_t size)
{
    size_t used;
    for (used = 0; used < size; used += STEP) {
        if (rawmap_grow_file(&list, file, 0, used + STEP))
            return false;
        memset((char *)list.base + used, 1, STEP);
    }
    return true;
}
static bool by_mapping_anew(size_t size)
{
    size_t used;
    for (used = 0; used < size; used += STEP) {
        if (used + STEP > list.length) {
            const size_t capacity = rawmap_grow_capacity(list.length, used + STEP);
            void *base;
            if (ftruncate(file, (off_t)capacity) != 0 || munmap(list.base, list.length) != 0)
                return false;
            base = mmap(NULL, capacity, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
            if (base == MAP_FAILED)
                return false;
            list.base = base;
            list.length = capacity;
        }
        memset((char *)list.base + used, 1, STEP);
    }
    return true;
}

static const struct way ways[] = {
    {"grow a file", "rawmap", make, by_growing, clear, true},
    {"grow a file", "ftruncate, unmap, map", make, by_mapping_anew, clear, true},
};
static const size_t sizes[] = {64 << 10, 1 << 20, 16 << 20, 64 << 20, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
