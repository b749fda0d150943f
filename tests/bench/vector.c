/* SPDX-License-Identifier: MIT */
/* A vector that grows by appending, 4 KiB at a time, each written once: by rawmap_grow, and by realloc of the libc or
   allocator that the program is linked with. The rows are rules of capacity: half as much again, twice as much, and 64 KiB
   more each time; rawmap_grow gives half as much again for the last one too.

   With REALLOC="name" the program has that one's realloc alone. */
#define _GNU_SOURCE
#include "rows.h"

#ifndef REALLOC
#include "rawmap.h"
#endif

enum { STEP = 4096, FIRST = 16384, FIXED = 65536 };

static size_t half_more(size_t capacity)
{
    return (capacity + capacity / 2 + (STEP - 1)) & ~(size_t)(STEP - 1);
}
static size_t twice(size_t capacity)
{
    return capacity * 2;
}
static size_t fixed(size_t capacity)
{
    return capacity + FIXED;
}

static bool by_realloc(size_t size, size_t (*rule)(size_t capacity))
{
    size_t capacity = FIRST, used;
    char *list = malloc(capacity);
    for (used = 0; list != NULL && used < size; used += STEP) {
        if (used + STEP > capacity) {
            char *longer;
            capacity = rule(capacity);
            longer = realloc(list, capacity);
            if (longer == NULL)
                break;
            list = longer;
        }
        memset(list + used, 1, STEP);
    }
    free(list);
    return list != NULL && used >= size;
}
static bool half_by_realloc(size_t size)
{
    return by_realloc(size, half_more);
}
static bool twice_by_realloc(size_t size)
{
    return by_realloc(size, twice);
}
static bool fixed_by_realloc(size_t size)
{
    return by_realloc(size, fixed);
}

#ifdef REALLOC
#define SIDE REALLOC
#else
#define SIDE "glibc"

static bool by_growing(size_t size, size_t (*rule)(size_t capacity), bool populate)
{
    const rawmap_mapping m = rawmap_map(FIRST, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_span list = m.span;
    rawmap_status s = m.status;
    size_t used;
    if (s)
        return false;
    for (used = 0; !s && used < size; used += STEP) {
        const size_t before = list.length;
        s = rawmap_grow(&list, used + STEP <= list.length ? used + STEP : rule(list.length));
        if (!s && populate && list.length > before)
            s = rawmap_advise(rawmap_slice(list, before, list.length - before), RAWMAP_ADVICE(populate_write));
        if (!s)
            memset((char *)list.base + used, 1, STEP);
    }
    return rawmap_unmap(list) == RAWMAP_OK && !s;
}
static size_t one_step(size_t capacity)
{
    return capacity + STEP;
}
static bool half_by_growing(size_t size)
{
    return by_growing(size, one_step, false);
}
static bool half_populated(size_t size)
{
    return by_growing(size, one_step, true);
}
static bool twice_by_growing(size_t size)
{
    return by_growing(size, twice, false);
}
static bool fixed_by_growing(size_t size)
{
    return by_growing(size, fixed, false);
}

/* The vector is emptied, not unmapped, as a heap keeps what is freed. */
static bool half_kept(size_t size)
{
    static rawmap_span list;
    size_t used;
    if (list.length == 0) {
        const rawmap_mapping m = rawmap_map(FIRST, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
        if (m.status)
            return false;
        list = m.span;
    }
    for (used = 0; used < size; used += STEP) {
        if (rawmap_grow(&list, used + STEP))
            return false;
        memset((char *)list.base + used, 1, STEP);
    }
    return true;
}

/* What is written without mremap. */
static bool half_by_copying(size_t size)
{
    rawmap_mapping list = rawmap_map(FIRST, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    size_t used;
    for (used = 0; !list.status && used < size; used += STEP) {
        if (used + STEP > list.span.length) {
            const rawmap_mapping longer =
                rawmap_map(half_more(list.span.length), RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
            if (longer.status)
                return false;
            memcpy(longer.span.base, list.span.base, used);
            if (rawmap_unmap(list.span))
                return false;
            list = longer;
        }
        memset((char *)list.span.base + used, 1, STEP);
    }
    return !list.status && rawmap_unmap(list.span) == RAWMAP_OK;
}
#endif

static const struct way ways[] = {
#ifndef REALLOC
    {"grow by half", "rawmap", NULL, half_by_growing, NULL, true},
    {"grow by half", "rawmap, populated", NULL, half_populated, NULL, true},
    {"grow by half", "rawmap, kept", NULL, half_kept, NULL, true},
    {"grow by half", "map, copy, unmap", NULL, half_by_copying, NULL, true},
    {"grow twofold", "rawmap", NULL, twice_by_growing, NULL, true},
    {"grow by 64 KiB", "rawmap", NULL, fixed_by_growing, NULL, true},
#endif
    {"grow by half", SIDE, NULL, half_by_realloc, NULL, true},
    {"grow twofold", SIDE, NULL, twice_by_realloc, NULL, true},
    {"grow by 64 KiB", SIDE, NULL, fixed_by_realloc, NULL, true},
};
static const size_t sizes[] = {64 << 10, 1 << 20, 16 << 20, 256 << 20, (size_t)1 << 30, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
