/* SPDX-License-Identifier: MIT */
/* What a call costs by hand, through rawmap and through glibc: instructions outside the kernel (single-stepped, exact) and
   nanoseconds with the kernel's part (the best of twenty rounds, for the eye). No test: run it by hand, on x86-64, with

       cc -O2 -Iinclude -Itests/codegen/x86_64 tests/bench/bench.c -o build/bench && build/bench */
#define _GNU_SOURCE
#include "../codegen/bare.h"
#include "../codegen/stepper.h"

#include <stdio.h>
#include <sys/mman.h>
#include <time.h>

#define LENGTH 65536u
#define ROUNDS 20
#define TIMES 20000
#define APART __attribute__((__noinline__))

static rawmap_span fresh;

/* Map and unmap, protect there and back, advise: the length and the span are variables, the flags constants, as in most
   programs. */
APART bool bare_map_unmap(size_t length);
APART bool bare_map_unmap(size_t length)
{
    const rawmap_mapping m = bare_mapping(bare_mmap(0, length, 3, PRIVATE | ANONYMOUS, -1, 0), length);
    return m.status == RAWMAP_OK &&
           rawmap_syscall2(RAWMAP_NR_munmap, WORD((uintptr_t)m.span.base), WORD(m.span.length)) == 0;
}
APART bool rawmap_map_unmap(size_t length);
APART bool rawmap_map_unmap(size_t length)
{
    const rawmap_mapping m = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    return m.status == RAWMAP_OK && rawmap_unmap(m.span) == RAWMAP_OK;
}
APART bool glibc_map_unmap(size_t length);
APART bool glibc_map_unmap(size_t length)
{
    void *const base = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return base != MAP_FAILED && munmap(base, length) == 0;
}

APART bool bare_protect(rawmap_span span);
APART bool bare_protect(rawmap_span span)
{
    return rawmap_syscall3(RAWMAP_NR_mprotect, WORD((uintptr_t)span.base), WORD(span.length), 1) == 0;
}
APART bool rawmap_protect_read(rawmap_span span);
APART bool rawmap_protect_read(rawmap_span span)
{
    return rawmap_protect(span, RAWMAP_PROT(read)) == RAWMAP_OK;
}
APART bool glibc_protect(rawmap_span span);
APART bool glibc_protect(rawmap_span span)
{
    return mprotect(span.base, span.length, PROT_READ) == 0;
}

APART bool bare_advise(rawmap_span span);
APART bool bare_advise(rawmap_span span)
{
    return rawmap_syscall3(RAWMAP_NR_madvise, WORD((uintptr_t)span.base), WORD(span.length), MADV_DONTNEED) == 0;
}
APART bool rawmap_advise_dontneed(rawmap_span span);
APART bool rawmap_advise_dontneed(rawmap_span span)
{
    return rawmap_advise(span, RAWMAP_ADVICE(dontneed)) == RAWMAP_OK;
}
APART bool glibc_advise(rawmap_span span);
APART bool glibc_advise(rawmap_span span)
{
    return madvise(span.base, span.length, MADV_DONTNEED) == 0;
}

#define RUN(function, argument)                                                                                        \
    static bool run_##function(void)                                                                                   \
    {                                                                                                                  \
        return function(argument);                                                                                     \
    }
RUN(bare_map_unmap, LENGTH)
RUN(rawmap_map_unmap, LENGTH)
RUN(glibc_map_unmap, LENGTH)
RUN(bare_protect, fresh)
RUN(rawmap_protect_read, fresh)
RUN(glibc_protect, fresh)
RUN(bare_advise, fresh)
RUN(rawmap_advise_dontneed, fresh)
RUN(glibc_advise, fresh)

#define WAY(function)                                                                                                  \
    {                                                                                                                  \
        run_##function, (uintptr_t)function                                                                            \
    }
static const struct {
    const char *name;
    struct {
        bool (*run)(void);
        uintptr_t start;
    } way[3];
} rows[] = {
    {"map, then unmap", {WAY(bare_map_unmap), WAY(rawmap_map_unmap), WAY(glibc_map_unmap)}},
    {"protect", {WAY(bare_protect), WAY(rawmap_protect_read), WAY(glibc_protect)}},
    {"advise", {WAY(bare_advise), WAY(rawmap_advise_dontneed), WAY(glibc_advise)}},
};

/* The dynamic linker has done its part when the counting begins. */
static void prepare(void)
{
    unsigned row, way;
    for (row = 0; row < sizeof rows / sizeof rows[0]; row++)
        for (way = 0; way < 3; way++)
            if (!rows[row].way[way].run())
                _exit(9);
}

static double nanoseconds(bool (*run)(void))
{
    double best = 1e9;
    int round, i;
    for (round = 0; round < ROUNDS; round++) {
        struct timespec began, ended;
        double took;
        clock_gettime(CLOCK_MONOTONIC, &began);
        for (i = 0; i < TIMES; i++)
            if (!run())
                return -1;
        clock_gettime(CLOCK_MONOTONIC, &ended);
        took = ((double)(ended.tv_sec - began.tv_sec) * 1e9 + (double)(ended.tv_nsec - began.tv_nsec)) / TIMES;
        if (took < best)
            best = took;
    }
    return best;
}

int main(void)
{
    static const char *const names[] = {"by hand", "rawmap", "glibc"};
    unsigned row, way;
    const rawmap_mapping m = rawmap_map(LENGTH, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (m.status != RAWMAP_OK)
        return 1;
    fresh = m.span;
    for (row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        long first = 0;
        printf("%s\n", rows[row].name);
        for (way = 0; way < 3; way++) {
            const long count = instructions(prepare, rows[row].way[way].run, rows[row].way[way].start);
            if (way == 0)
                first = count;
            printf("    %-8s %4ld instructions (%.2f)   %6.1f ns\n", names[way], count, (double)count / (double)first,
                   nanoseconds(rows[row].way[way].run));
        }
    }
    return 0;
}
