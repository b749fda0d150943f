/* SPDX-License-Identifier: MIT */
/* Reserving, committing and giving back aligned ranges while other threads map and unmap pages of their own: none of
   theirs is ever hit. With an argument the ranges are made as one is tempted to, by unmapping all and mapping again at
   the right place, until the first harm. Whoever is hit may have no stack left to say so: a process that is not
   concerned looks on, and says it. */
#include "rawmap.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HELD 64
static volatile int stop;
static int tempted;
static unsigned long ranges, mapped;
static unsigned harm;

static rawmap_mapping reserve(size_t length, size_t alignment)
{
    rawmap_mapping mapping;
    if (!tempted)
        return rawmap_region_reserve(length, alignment);
    mapping = rawmap_map(length + alignment, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    if (mapping.status != RAWMAP_OK)
        return mapping;
    (void)!rawmap_unmap(mapping.span);
    mapping.span.base = (void *)(((uintptr_t)mapping.span.base + alignment - 1) & ~(alignment - 1));
    mapping.span.length = length;
    mapping.status = rawmap_replace(mapping.span, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve));
    return mapping;
}

static void *reserving(void *seed)
{
    unsigned shift = (unsigned)(uintptr_t)seed;
    while (!stop) {
        rawmap_mapping range;
        shift = shift < 24 ? shift + 1 : 16;
        range = reserve((size_t)1 << 16, (size_t)1 << shift);
        if (range.status != RAWMAP_OK || ((uintptr_t)range.span.base & (((size_t)1 << shift) - 1)) != 0 ||
            rawmap_region_commit(range.span) != RAWMAP_OK) {
            __atomic_add_fetch(&harm, 1, __ATOMIC_RELAXED);
            break;
        }
        *(volatile char *)range.span.base = 1;
        if (rawmap_region_decommit(range.span) != RAWMAP_OK || rawmap_region_release(range.span) != RAWMAP_OK)
            __atomic_add_fetch(&harm, 1, __ATOMIC_RELAXED);
        __atomic_add_fetch(&ranges, 1, __ATOMIC_RELAXED);
    }
    return NULL;
}

static void *mapping(void *seed)
{
    rawmap_span held[HELD];
    const unsigned char mark = (unsigned char)(uintptr_t)seed;
    unsigned at;
    while (!stop) {
        for (at = 0; at < HELD; at++) {
            held[at] = rawmap_map(65536, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).span;
            if (held[at].length != 0)
                *(volatile unsigned char *)held[at].base = mark;
        }
        for (at = 0; at < HELD; at++) {
            if (held[at].length == 0)
                continue;
            if (*(volatile unsigned char *)held[at].base != mark)
                __atomic_add_fetch(&harm, 1, __ATOMIC_RELAXED);
            (void)!rawmap_unmap(held[at]);
            __atomic_add_fetch(&mapped, 1, __ATOMIC_RELAXED);
        }
    }
    return NULL;
}

/* What happens meanwhile: 0, or the harm. */
static int beside_each_other(void)
{
    const struct timespec tick = {0, 10000000};
    pthread_t thread[4];
    unsigned i, ticks;
    for (i = 0; i < 4; i++)
        if (pthread_create(&thread[i], NULL, i < 2 ? reserving : mapping, (void *)(uintptr_t)(i * 3 + 1)) != 0)
            return 2;
    for (ticks = 0; ticks < (tempted ? 2000u : 100u) && __atomic_load_n(&harm, __ATOMIC_RELAXED) == 0; ticks++)
        nanosleep(&tick, NULL);
    stop = 1;
    for (i = 0; i < 4; i++)
        pthread_join(thread[i], NULL);
    if (harm != 0)
        return 1;
    printf("%lu ranges beside %lu mappings of other threads\n", ranges, mapped);
    puts(ranges > 100 && mapped > 100 ? "pass threads" : "fail threads: too few to tell");
    fflush(stdout);
    return 0;
}

int main(int count, char **arguments)
{
    int status = 0;
    pid_t child;
    (void)arguments;
    tempted = count > 1;
    child = fork();
    if (child == 0)
        _exit(beside_each_other());
    if (child < 0 || waitpid(child, &status, 0) != child || (WIFEXITED(status) && WEXITSTATUS(status) == 2)) {
        puts("fail threads: no process or no thread could be made");
        return 2;
    }
    if (status == 0)
        return 0;
    puts("fail threads: a page of another thread was hit");
    return 1;
}
