/* SPDX-License-Identifier: MIT */
/* What the calls of an allocator's layer cost: the program that includes this has `calls`, an array of {name, run}, each of
   which works on what the one before it made, and layer_begins(). Without an argument lines of a name and its instructions,
   by single-stepping; with one so many rounds of all, and the nanoseconds of processor time of one. */
#include "../codegen/stepper.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define COUNT (sizeof calls / sizeof calls[0])

static bool all(void)
{
    bool good = true;
    size_t i;
    for (i = 0; i < COUNT; i++)
        good = calls[i].run() && good;
    return good;
}

static void prepare(void)
{
    if (!layer_begins() || !all() || !all())
        _exit(9);
}

int main(int argc, char **argv)
{
    long rounds = argc > 1 ? atol(argv[1]) : 0;
    const long wanted = rounds;
    struct timespec from, to;
    size_t i;
    if (wanted == 0) {
        for (i = 0; i < COUNT; i++) {
            const long count = instructions(prepare, all, (uintptr_t)calls[i].run);
            printf("%s %ld\n", calls[i].name, count);
            if (count <= 0)
                return 1;
        }
        return 0;
    }
    prepare();
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    while (rounds-- > 0)
        if (!all())
            return 1;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    printf("%.0f\n", ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / (double)wanted);
    return 0;
}
