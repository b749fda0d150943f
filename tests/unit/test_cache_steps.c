/* SPDX-License-Identifier: MIT */
/* rawmap_cache_store and _fetch, stopped after each of their instructions: a page is dropped there, or the other call is
   made, and nothing but a whole value may come of it.

   The cache's memory is a file's here, which two processes share: punching a hole drops a page for both at once. */
#include "unit_cache.h"

#include <linux/falloc.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

enum { LENGTH = 56 };

static rawmap_cache cache;
static int file;
static size_t place; /* one that crosses a page border */
static unsigned char values[4][LENGTH];
static struct result {
    int status;
    size_t bytes;
    unsigned char value[LENGTH];
} *result; /* of the child */

static void setup(void)
{
    const size_t page = unit_page();
    size_t i;
    STATUS(OK, rawmap_cache_map(&cache, 200, LENGTH));
    STATUS(OK, rawmap_unmap(cache.memory));
    cache.free_unit = 0;
    file = memfd_create("cache", MFD_CLOEXEC);
    cr_assert_eq(ftruncate(file, (off_t)cache.memory.length), 0);
    cache.memory.base = mmap(NULL, cache.memory.length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    cr_assert_neq(cache.memory.base, MAP_FAILED);
    result = (struct result *)mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (place = 0; place < 200; place++)
        if (place * cache.stride / page != (place * cache.stride + cache.stride - 1) / page)
            break;
    cr_assert_lt(place, 200);
    for (i = 1; i < 4; i++)
        unit_value(values[i], i, LENGTH);
}

static void drop(unsigned which)
{
    const size_t page = unit_page(), start = (place * cache.stride / page + which) * page;
    cr_assert_eq(fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)start, (off_t)page), 0);
}

static void store(size_t number)
{
    if (rawmap_cache_store(&cache, place, values[number], LENGTH) != RAWMAP_OK)
        abort();
}

static void fetch(void)
{
    const rawmap_size value = rawmap_cache_fetch(&cache, place, result->value, LENGTH);
    result->status = value.status;
    result->bytes = value.bytes;
}

/* Which of the values 1, 2 and 3 a fetch found; 0 for none that is whole and there. */
static unsigned found(const char *when, unsigned step)
{
    unsigned number;
    if (result->status == RAWMAP_CACHE_DROPPED || result->status == RAWMAP_CACHE_BUSY)
        return 0;
    cr_assert_eq(result->status, RAWMAP_OK, "%s %u", when, step);
    for (number = 1; number <= 3; number++)
        if (unit_is_value(result->value, number, LENGTH) && result->bytes == LENGTH)
            return number;
    cr_assert_fail("%s after instruction %u: a torn value", when, step);
    return 0;
}

/* A child makes the call over and over, and stops before each. Its stamps are its own. */
static pid_t child;
static void begin(void (*call)(void))
{
    int status;
    child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        const pid_t me = getpid();
        cache.stamp += 1 << 24;
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        for (;;) {
            kill(me, SIGSTOP);
            call();
        }
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
}
static void end(void)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}
/* One step, or all that are left: whether the call is not over yet. */
static bool move(bool one)
{
    int status;
    if (ptrace(one ? PTRACE_SINGLESTEP : PTRACE_CONT, child, NULL, NULL) != 0 || waitpid(child, &status, 0) != child)
        cr_assert_fail("cannot step");
    cr_assert(WIFSTOPPED(status), "status %x", (unsigned)status);
    return WSTOPSIG(status) != SIGSTOP;
}
/* Value 1 is stored; then the child makes that many instructions of the call. False when it came to its end before. */
static bool stand(unsigned steps)
{
    store(1);
    while (steps-- != 0)
        if (!move(true))
            return false;
    return true;
}

static void store_2(void)
{
    store(2);
}

/* Emulators and some processors cannot be stepped. */
static bool steps_work(void)
{
    bool works;
    begin(fetch);
    works = ptrace(PTRACE_SINGLESTEP, child, NULL, NULL) == 0;
    end();
    return works;
}

static unsigned interfere(void (*call)(void), void (*during)(void), void (*afterwards)(unsigned step))
{
    unsigned step = 0;
    begin(call);
    for (; stand(step); step++) {
        during();
        while (move(false))
            ;
        afterwards(step);
    }
    end();
    return step;
}

static unsigned counts[4];
static void drop_first(void)
{
    drop(0);
}
static void drop_second(void)
{
    drop(1);
}
static void nobody_waits(void)
{
    cache.stamp += 1000;
    store(3);
}
static void count(unsigned step)
{
    counts[found("fetch", step)]++;
}
static void fetch_and_count(unsigned step)
{
    fetch();
    counts[found("store", step)]++;
}
static void nothing(unsigned step)
{
    (void)step;
}
static void fetch_now(void)
{
    fetch();
    counts[found("a fetch during a store", 0)]++;
}

#define NEEDS_STEPS                                                                                                    \
    do {                                                                                                               \
        UNIT_NEEDS(!UNIT_SANITIZED, "too many instructions");                                                          \
        setup();                                                                                                       \
        UNIT_NEEDS(steps_work(), "single steps");                                                                      \
    } while (0)

/* Before: dropped, after: dropped too, since both pages are the value's. In between: what was copied already is whole
   only if the stamp still stands behind it. */
Test(cache_steps, a_page_goes_during_a_fetch)
{
    NEEDS_STEPS;
    cr_assert_gt(interfere(fetch, drop_first, count), 50);
    cr_assert_gt(interfere(fetch, drop_second, count), 50);
    cr_assert(counts[0] > 0 && counts[1] > 0 && counts[2] == 0 && counts[3] == 0);
}

/* The new value whole, or none: never the old one, and none that has lost bytes. */
Test(cache_steps, a_page_goes_during_a_store)
{
    NEEDS_STEPS;
    cr_assert_gt(interfere(store_2, drop_first, fetch_and_count), 50);
    cr_assert_gt(interfere(store_2, drop_second, fetch_and_count), 50);
    cr_assert(counts[0] > 0 && counts[2] > 0 && counts[1] == 0 && counts[3] == 0);
}

Test(cache_steps, a_store_during_a_fetch)
{
    NEEDS_STEPS;
    cr_assert_gt(interfere(fetch, nobody_waits, count), 50);
    cr_assert(counts[1] > 0 && counts[3] > 0 && counts[2] == 0);
    cr_assert_eq(counts[0], 0, "the next look finds it");
}

Test(cache_steps, a_fetch_during_a_store)
{
    NEEDS_STEPS;
    cr_assert_gt(interfere(store_2, fetch_now, nothing), 50);
    cr_assert(counts[0] > 0 && counts[1] > 0 && counts[2] > 0 && counts[3] == 0);
}
