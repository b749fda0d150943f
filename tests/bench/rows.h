/* SPDX-License-Identifier: MIT */
/* What each program of this suite prints, for rows.awk: one line for each row, side and size,

       row <TAB> side <TAB> size <TAB> nanoseconds <TAB> instructions

   `PROGRAM time [LARGEST [ROUND]]` measures one round: run lets the programs take turns. `PROGRAM count` steps what can be
   stepped, at the smallest size. What was not measured is "-", what did not succeed "failed". */
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

/* Short ones are repeated, and the median is the round's: of at least five, unless they are long, since the machine may take
   the processor away for some milliseconds, which is nobody's time. What would take longer than ROWS_SLOW at the next size,
   were it only as many times as long as that is larger, is not asked. */
enum { ROWS_ENOUGH = 4000000, ROWS_LEAST = 5, ROWS_LONG = 40000000, ROWS_MOST = 101, ROWS_WAYS = 24 };
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
    while (times == 0 || (times < ROWS_LEAST ? all < ROWS_LONG : all < ROWS_ENOUGH && times < ROWS_MOST)) {
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

static void rows_print(const struct way *way, size_t size, double took, long steps)
{
    printf("%s\t%s\t%zu\t", way->row, way->side, size);
    if (took < 0 && steps < 0)
        printf("failed\t-\n");
    else if (steps >= 0)
        printf("-\t%ld\n", steps);
    else
        printf("%.1f\t-\n", took);
    fflush(stdout); /* the next child has none of it */
}

static int rows_count(const struct way *ways, size_t count, size_t size)
{
    size_t i;
    rows_size = size;
    for (i = 0; i < count; i++) {
        rows_stepped = &ways[i];
        if (ways[i].counted)
            rows_print(&ways[i], size, -1, instructions(rows_prepare, rows_run, (uintptr_t)ways[i].run));
    }
    return 0;
}

/* sizes ends with 0. Each round begins with another way. That one is run twice, and whichever is too long to be measured
   often: memory that the machine has not had before, in such pages, is slower, and that is nobody's fault. */
static int rows_main(int count, char **arguments, const struct way *ways, size_t ways_count, const size_t *sizes)
{
    const size_t most = count > 2 ? (size_t)strtoull(arguments[2], NULL, 10) : SIZE_MAX;
    const size_t round = count > 3 ? (size_t)strtoull(arguments[3], NULL, 10) : 0;
    static char printed[BUFSIZ];
    bool slow[ROWS_WAYS] = {false};
    size_t i;
    /* Of no heap: one is measured, and would have this in a segment that it wants to give back. */
    setvbuf(stdout, printed, _IOFBF, sizeof printed);
    if (count > 1 && strcmp(arguments[1], "count") == 0)
        return rows_count(ways, ways_count, sizes[0]);
    for (; sizes[0] != 0 && sizes[0] <= most; sizes++)
        for (i = 0; i < ways_count; i++) {
            const size_t now = (i + round) % ways_count;
            double took;
            if (slow[now])
                continue;
            took = rows_time(&ways[now], sizes[0]);
            if ((i == 0 || took > ROWS_LONG) && took >= 0)
                took = rows_time(&ways[now], sizes[0]);
            slow[now] = sizes[1] != 0 && took * (double)sizes[1] / (double)sizes[0] > ROWS_SLOW;
            rows_print(&ways[now], sizes[0], took, -1);
        }
    return 0;
}

#endif
