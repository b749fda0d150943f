/* SPDX-License-Identifier: MIT */
/* What each program of this suite prints, for rows.awk: one line for each row, side and size,

       row <TAB> side <TAB> size <TAB> nanoseconds <TAB> instructions

   `PROGRAM time` measures one round: run lets the programs take turns. `PROGRAM count` steps what can be stepped, at the
   smallest size; what was not measured is "-". A third argument is the largest size that is wanted. */
#ifndef ROWS_H
#define ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef ROWS_STEP /* run has it where a child can be stepped */
#include "../codegen/stepper.h"
#else
static long instructions(void (*prepare)(void), bool (*run)(void), uintptr_t start)
{
    (void)prepare, (void)run, (void)start;
    return -2;
}
#endif

/* One way to do what the row says. before and after are not measured; each of the three answers false when it fails. */
struct way {
    const char *row;
    const char *side;
    bool (*before)(size_t size);
    bool (*run)(size_t size);
    bool (*after)(size_t size);
    bool counted; /* short enough to be stepped */
};

static double rows_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Short ones are repeated, and the median is the round's. What would take longer than ROWS_SLOW at the next size, were it
   only as many times as long as that is larger, is not asked. */
enum { ROWS_ENOUGH = 4000000, ROWS_MOST = 101, ROWS_WAYS = 16 };
#define ROWS_SLOW 1e10

static int rows_ascending(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double rows_time(const struct way *way, size_t size)
{
    double took[ROWS_MOST], all = 0;
    unsigned times = 0;
    while (times == 0 || (all < ROWS_ENOUGH && times < ROWS_MOST)) {
        double began;
        bool done;
        if (way->before != NULL && !way->before(size))
            return -1;
        began = rows_now();
        done = way->run(size);
        took[times] = rows_now() - began;
        all += took[times++];
        if ((way->after != NULL && !way->after(size)) || !done)
            return -1;
    }
    qsort(took, times, sizeof took[0], rows_ascending);
    return took[times / 2];
}

static const struct way *rows_stepped;
static size_t rows_size;

/* The dynamic linker, and an allocator's first time, have done their part when the counting begins. */
static void rows_prepare(void)
{
    if (rows_stepped->before != NULL && !rows_stepped->before(rows_size))
        _exit(9);
    if (!rows_stepped->run(rows_size))
        _exit(9);
    if (rows_stepped->after != NULL && !rows_stepped->after(rows_size))
        _exit(9);
    if (rows_stepped->before != NULL && !rows_stepped->before(rows_size))
        _exit(9);
}
static bool rows_run(void)
{
    return rows_stepped->run(rows_size);
}

/* sizes ends with 0. A way that fails is a line with "failed". */
static int rows_main(int count, char **arguments, const struct way *ways, size_t ways_count, const size_t *sizes)
{
    const bool counting = count > 1 && strcmp(arguments[1], "count") == 0;
    const size_t most = count > 2 ? (size_t)strtoull(arguments[2], NULL, 10) : SIZE_MAX;
    bool slow[ROWS_WAYS] = {false};
    size_t size, i;
    for (size = 0; sizes[size] != 0 && (size == 0 || (!counting && sizes[size] <= most)); size++)
        for (i = 0; i < ways_count; i++) {
            const struct way *const way = &ways[i];
            rows_stepped = way;
            rows_size = sizes[size];
            if (counting && way->counted) {
                const long stepped = instructions(rows_prepare, rows_run, (uintptr_t)way->run);
                if (stepped < 0)
                    printf("%s\t%s\t%zu\tfailed\t-\n", way->row, way->side, rows_size);
                else
                    printf("%s\t%s\t%zu\t-\t%ld\n", way->row, way->side, rows_size, stepped);
            } else if (!counting && !slow[i]) {
                const double took = rows_time(way, rows_size);
                slow[i] = sizes[size + 1] != 0 && took * (double)sizes[size + 1] / (double)rows_size > ROWS_SLOW;
                if (took < 0)
                    printf("%s\t%s\t%zu\tfailed\t-\n", way->row, way->side, rows_size);
                else
                    printf("%s\t%s\t%zu\t%.1f\t-\n", way->row, way->side, rows_size, took);
            }
            fflush(stdout);
        }
    return 0;
}

#endif
