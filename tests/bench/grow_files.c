/* SPDX-License-Identifier: MIT */
/* Growing a mapping against growing by copying, with the same rule of capacity: a list that comes in steps of 4 KiB, each
   written once. The ways take turns in one run; each number is the best of the rounds, each ratio of numbers side by side.
   No test: run it by hand, with

       cc -O2 -Iinclude tests/bench/grow.c -o build/grow && build/grow */
#define _GNU_SOURCE
#include "rawmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { STEP = 4096, ROUNDS = 5 };

static size_t most;

static void must(int condition)
{
    if (!condition) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
}

static rawmap_span first(size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    must(m.status == RAWMAP_OK);
    return m.span;
}

static void by_moving(void)
{
    rawmap_span list = first(STEP);
    size_t used;
    for (used = 0; used < most; used += STEP) {
        must(rawmap_grow(&list, used + STEP) == RAWMAP_OK);
        memset((char *)list.base + used, 1, STEP);
    }
    must(rawmap_unmap(list) == RAWMAP_OK);
}

/* With something behind it each time, so that it can never grow where it is. */
static void by_moving_always(void)
{
    rawmap_span list = first(STEP);
    size_t used;
    for (used = 0; used < most; used += STEP) {
        if (used + STEP > list.length) {
            const rawmap_mapping wall =
                rawmap_map(STEP, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_EXACTLY((char *)list.base + list.length));
            must(rawmap_grow(&list, used + STEP) == RAWMAP_OK);
            must(wall.status != RAWMAP_OK || rawmap_unmap(wall.span) == RAWMAP_OK);
        }
        memset((char *)list.base + used, 1, STEP);
    }
    must(rawmap_unmap(list) == RAWMAP_OK);
}

static void by_copying(void)
{
    rawmap_span list = first(STEP);
    size_t used;
    for (used = 0; used < most; used += STEP) {
        if (used + STEP > list.length) {
            const rawmap_span longer = first(rawmap_grow_capacity(list.length, used + STEP));
            memcpy(longer.base, list.base, used);
            must(rawmap_unmap(list) == RAWMAP_OK);
            list = longer;
        }
        memset((char *)list.base + used, 1, STEP);
    }
    must(rawmap_unmap(list) == RAWMAP_OK);
}

static rawmap_span first_file(int *file)
{
    rawmap_mapping m;
    *file = memfd_create("grow", MFD_CLOEXEC);
    must(*file >= 0 && ftruncate(*file, STEP) == 0);
    m = rawmap_map_file(*file, 0, STEP, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    must(m.status == RAWMAP_OK);
    return m.span;
}
static void file_by_moving(void)
{
    int file;
    rawmap_span list = first_file(&file);
    size_t used;
    for (used = 0; used < most; used += STEP) {
        must(rawmap_grow_file(&list, file, 0, used + STEP) == RAWMAP_OK);
        memset((char *)list.base + used, 1, STEP);
    }
    must(rawmap_unmap(list) == RAWMAP_OK);
    close(file);
}
/* What is done without mremap: the file is made longer, unmapped and mapped anew. */
static void file_by_mapping_anew(void)
{
    int file;
    rawmap_span list = first_file(&file);
    size_t used;
    for (used = 0; used < most; used += STEP) {
        if (used + STEP > list.length) {
            const size_t capacity = rawmap_grow_capacity(list.length, used + STEP);
            rawmap_mapping m;
            must(ftruncate(file, (off_t)capacity) == 0 && rawmap_unmap(list) == RAWMAP_OK);
            m = rawmap_map_file(file, 0, capacity, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
            must(m.status == RAWMAP_OK);
            list = m.span;
        }
        memset((char *)list.base + used, 1, STEP);
    }
    must(rawmap_unmap(list) == RAWMAP_OK);
    close(file);
}

static double milliseconds(void (*way)(void))
{
    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    way();
    clock_gettime(CLOCK_MONOTONIC, &ended);
    return (double)(ended.tv_sec - began.tv_sec) * 1e3 + (double)(ended.tv_nsec - began.tv_nsec) / 1e6;
}

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(void);
        int against;
    } ways[] = {{"rawmap_grow", by_moving, 2},
                {"rawmap_grow, always moving", by_moving_always, 2},
                {"map more, copy, unmap", by_copying, 2},
                {"rawmap_grow_file", file_by_moving, 4},
                {"file: longer, unmap, map", file_by_mapping_anew, 4}};
    static const size_t sizes[] = {1 << 20, 16 << 20, 64 << 20};
    unsigned size, round, way;
    for (size = 0; size < 3; size++) {
        double best[5] = {1e9, 1e9, 1e9, 1e9, 1e9};
        most = sizes[size];
        for (round = 0; round < ROUNDS; round++)
            for (way = 0; way < 5; way++) {
                const double took = milliseconds(ways[way].run);
                if (took < best[way])
                    best[way] = took;
            }
        printf("%zu MiB\n", most >> 20);
        for (way = 0; way < 5; way++)
            printf("    %-28s %9.2f ms   %.2f of the way without\n", ways[way].name, best[way],
                   best[way] / best[ways[way].against]);
    }
    return 0;
}
