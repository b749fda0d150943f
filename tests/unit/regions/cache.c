/* SPDX-License-Identifier: MIT */
/* rawmap_cache_*: values that the kernel may drop. */
#include "unit_cache.h"

#include <pthread.h>
#include <sched.h>
#include <sys/wait.h>

#define DROPPABLE (unit_kernel(6, 11) && sizeof(size_t) > 4)

static unsigned char wanted[40000], got[40000];

static void put(rawmap_cache *cache, size_t place, size_t number, size_t length)
{
    unit_value(wanted, number, length);
    STATUS(OK, rawmap_cache_store(cache, place, wanted, length));
}
/* Fetches into a buffer of just that length, at an odd address, and looks at the bytes round it. */
static void has(const rawmap_cache *cache, size_t place, size_t number, size_t length)
{
    rawmap_size value;
    memset(got, 0xee, sizeof got);
    value = rawmap_cache_fetch(cache, place, got + 1, length);
    STATUS(OK, value.status);
    cr_assert_eq(value.bytes, length);
    cr_assert(unit_is_value(got + 1, number, length), "place %zu", place);
    cr_assert(got[0] == 0xee && got[length + 1] == 0xee);
}
static void has_none(const rawmap_cache *cache, size_t place)
{
    const rawmap_size value = rawmap_cache_fetch(cache, place, got, sizeof got);
    STATUS(CACHE_DROPPED, value.status);
    cr_assert_eq(value.bytes, 0);
}
/* Drops the page that holds the address. */
static void drop(uintptr_t address)
{
    const size_t page = unit_page();
    const uintptr_t start = address / page * page;
    cr_assert_eq(madvise((void *)start, page, MADV_DONTNEED), 0);
}

Test(cache, every_length_comes_back)
{
    static const size_t lengths[] = {0, 1, 7, 8, 9, 100, 1000, 4000, 4096, 5000, 20000, 39000};
    size_t most, length, place;
    for (most = 0; most < 12; most++) {
        rawmap_cache cache;
        STATUS(OK, rawmap_cache_map(&cache, 70, lengths[most]));
        cr_assert_leq(cache.stride, lengths[most] + lengths[most] / 100 + 100, "%zu", cache.stride);
        for (place = 0; place < 70; place++)
            has_none(&cache, place);
        for (length = 0; length <= most; length++) {
            for (place = 0; place < 70; place++)
                put(&cache, place, place + length, lengths[length]);
            for (place = 0; place < 70; place++)
                has(&cache, place, place + length, lengths[length]);
        }
        STATUS(OK, rawmap_unmap(cache.memory));
    }
}

Test(cache, says_what_it_is)
{
    rawmap_cache cache;
    unit_calls = 0;
    STATUS(OK, rawmap_cache_map(&cache, 1000, 100));
    cr_assert_eq(cache.places, 1000);
    cr_assert_eq(unit_vmflag(cache.memory.base, "dp"), cache.droppable);
    if (DROPPABLE) {
        cr_assert(cache.droppable);
        if (UNIT_HOOKED) {
            cr_assert_eq(unit_calls, 1);
            put(&cache, 1, 1, 100);
            has(&cache, 1, 1, 100);
            cr_assert_eq(unit_calls, 1, "a store is no system call, a fetch none");
            cache.free_every = 1;
            put(&cache, 1, 2, 100);
            put(&cache, 500, 2, 100);
            cr_assert_eq(unit_calls, 3, "but where each is advised free at once");
            cache.free_unit = 0;
            put(&cache, 1, 3, 100);
            cr_assert_eq(unit_calls, 3, "without the advice neither is");
        }
    }
    cr_assert_eq(cache.droppable + cache.free_lazily, 1);
}

/* Each page of the memory is dropped in turn: the values that had a byte or a stamp there are gone, all others whole. */
Test(cache, one_page_dropped)
{
    static const size_t lengths[] = {1, 50, 300, 3000, 9000};
    const size_t page = unit_page();
    size_t i;
    for (i = 0; i < 5; i++) {
        const size_t places = lengths[i] > 1000 ? 5 : 50;
        uintptr_t at;
        rawmap_cache cache;
        STATUS(OK, rawmap_cache_map(&cache, places, lengths[i]));
        for (at = (uintptr_t)cache.memory.base; at < (uintptr_t)cache.memory.base + cache.memory.length; at += page) {
            size_t place, gone = 0;
            for (place = 0; place < places; place++)
                put(&cache, place, place, lengths[i]);
            drop(at);
            for (place = 0; place < places; place++) {
                const uintptr_t start = unit_place_start(&cache, place);
                const rawmap_size value = rawmap_cache_fetch(&cache, place, got, sizeof got);
                if (value.status == RAWMAP_OK) {
                    has(&cache, place, place, lengths[i]);
                    /* What lies wholly in the page cannot be there. */
                    cr_assert(start < at || start + lengths[i] > at + page || lengths[i] == 0);
                } else {
                    STATUS(CACHE_DROPPED, value.status);
                    cr_assert(start < at + page && start + cache.stride > at, "not touched by the page");
                    gone++;
                }
            }
            cr_assert_gt(gone, 0);
        }
        STATUS(OK, rawmap_unmap(cache.memory));
    }
}

Test(cache, forget_and_store_again)
{
    rawmap_cache cache;
    STATUS(OK, rawmap_cache_map(&cache, 3, 5000));
    put(&cache, 0, 1, 5000);
    put(&cache, 1, 2, 5000);
    put(&cache, 2, 3, 5000);
    STATUS(OK, rawmap_cache_forget(&cache, 1));
    has(&cache, 0, 1, 5000);
    has_none(&cache, 1);
    has(&cache, 2, 3, 5000);
    put(&cache, 1, 4, 3);
    has(&cache, 1, 4, 3);
    put(&cache, 1, 5, 5000);
    has(&cache, 1, 5, 5000);
    /* A stamp of 0 would be none. */
    cache.stamp = SIZE_MAX;
    put(&cache, 1, 6, 5000);
    has(&cache, 1, 6, 5000);
}

Test(cache, a_child_finds_nothing)
{
    rawmap_cache cache;
    pid_t child;
    int status;
    STATUS(OK, rawmap_cache_map(&cache, 3, 100));
    UNIT_NEEDS_LINUX(6, 11, "droppable memory");
    cr_assert(cache.droppable);
    put(&cache, 1, 1, 100);
    child = fork();
    if (child == 0)
        _exit(rawmap_cache_fetch(&cache, 1, got, sizeof got).status == RAWMAP_CACHE_DROPPED ? 0 : 1);
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    has(&cache, 1, 1, 100);
}

Test(cache, what_does_not_fit)
{
    rawmap_cache cache;
    rawmap_size value;
    STATUS(LENGTH_ZERO, rawmap_cache_map(&cache, 0, 100));
    cr_assert(cache.places == 0 && cache.memory.base == NULL && cache.memory.length == 0);
    STATUS(CACHE_NO_PLACE, rawmap_cache_store(&cache, 0, wanted, 1));
    STATUS(LENGTH_WRAPS, rawmap_cache_map(&cache, SIZE_MAX / 64, 100));
    STATUS(LENGTH_WRAPS, rawmap_cache_map(&cache, SIZE_MAX, 1));
    STATUS(LENGTH_WRAPS, rawmap_cache_map(&cache, 1, SIZE_MAX));
    STATUS(LENGTH_WRAPS, rawmap_cache_map(&cache, 2, SIZE_MAX / 2));
    STATUS(OK, rawmap_cache_map(&cache, 2, 100));
    put(&cache, 1, 1, 100);
    STATUS(CACHE_VALUE_TOO_LONG, rawmap_cache_store(&cache, 1, wanted, 101));
    STATUS(CACHE_NO_PLACE, rawmap_cache_store(&cache, 2, wanted, 1));
    STATUS(CACHE_NO_PLACE, rawmap_cache_forget(&cache, 2));
    STATUS(CACHE_NO_PLACE, rawmap_cache_fetch(&cache, 2, got, 1000).status);
    memset(got, 0xee, sizeof got);
    value = rawmap_cache_fetch(&cache, 1, got, 99);
    STATUS(CACHE_ROOM_TOO_SMALL, value.status);
    cr_assert_eq(value.bytes, 0);
    cr_assert_eq(got[0], 0xee);
    has(&cache, 1, 1, 100);
}

/* The kernel's own way to drop: pageout takes droppable pages at once. */
Test(cache, paged_out)
{
    rawmap_cache cache;
    cpu_set_t here;
    size_t place, gone = 0;
    STATUS(OK, rawmap_cache_map(&cache, 200, 1000));
    UNIT_NEEDS_LINUX(6, 11, "droppable memory");
    cr_assert(cache.droppable);
    CPU_ZERO(&here);
    CPU_SET((size_t)sched_getcpu(), &here);
    cr_assert_eq(sched_setaffinity(0, sizeof here, &here), 0);
    for (place = 0; place < 200; place++)
        put(&cache, place, place, 1000);
    cr_assert_gt(unit_present(cache.memory), 40);
    STATUS(OK, rawmap_advise(cache.memory, RAWMAP_ADVICE(pageout)));
    for (place = 0; place < 200; place++) {
        const rawmap_size value = rawmap_cache_fetch(&cache, place, got, sizeof got);
        if (value.status == RAWMAP_OK)
            has(&cache, place, place, 1000);
        else
            gone++;
    }
    cr_assert_gt(gone, 150);
    put(&cache, 7, 3, 1000);
    has(&cache, 7, 3, 1000);
}

/* One thread stores, two fetch, one drops pages, as fast as they can. */
enum { PLACES = 24, LONG = 6000 };
static rawmap_cache shared;
static volatile bool stop;
static size_t whole[2], none[2];
static char wrong[200];

static void *fetches(void *argument)
{
    const size_t me = (size_t)(uintptr_t)argument;
    static unsigned char buffers[2][LONG];
    unsigned char *const bytes = buffers[me];
    size_t place = me;
    while (!stop) {
        const rawmap_size value = rawmap_cache_fetch(&shared, place, bytes, LONG);
        place = (place + 1) % PLACES;
        if (value.status == RAWMAP_OK) {
            size_t number;
            memcpy(&number, bytes, sizeof number);
            whole[me]++;
            if (value.bytes < sizeof number || value.bytes != sizeof number + number * 37 % (LONG - 15) ||
                !unit_is_value(bytes + sizeof number, number, value.bytes - sizeof number))
                snprintf(wrong, sizeof wrong, "a torn value: number %zu, %zu bytes", number, value.bytes);
        } else {
            none[me]++;
        }
    }
    return NULL;
}
static void *drops(void *argument)
{
    const size_t page = unit_page();
    size_t i;
    for (i = 0; !stop; i++) {
        drop((uintptr_t)shared.memory.base + i * 7 % (shared.memory.length / page) * page);
        if (i % 8 == 0)
            sched_yield();
    }
    return argument;
}
Test(cache, readers_a_writer_and_drops)
{
    static unsigned char bytes[LONG];
    pthread_t threads[3];
    size_t number, stored = 0;
    struct timespec began, now;
    STATUS(OK, rawmap_cache_map(&shared, PLACES, LONG));
    stop = false;
    pthread_create(&threads[0], NULL, fetches, (void *)0);
    pthread_create(&threads[1], NULL, fetches, (void *)(uintptr_t)1);
    pthread_create(&threads[2], NULL, drops, NULL);
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (number = 1;; number++) {
        const size_t length = sizeof number + number * 37 % (LONG - 15);
        memcpy(bytes, &number, sizeof number);
        unit_value(bytes + sizeof number, number, length - sizeof number);
        stored += rawmap_cache_store(&shared, number % PLACES, bytes, length) == RAWMAP_OK;
        if (number % 64 == 0) {
            clock_gettime(CLOCK_MONOTONIC, &now);
            if ((now.tv_sec - began.tv_sec) * 1000 + (now.tv_nsec - began.tv_nsec) / 1000000 > 300)
                break;
        }
    }
    stop = true;
    for (number = 0; number < 3; number++)
        pthread_join(threads[number], NULL);
    cr_assert_eq(wrong[0], 0, "%s", wrong);
    cr_assert_gt(stored, 64);
    cr_assert(whole[0] > 0 && whole[1] > 0 && none[0] + none[1] > 0, "%zu %zu whole, %zu %zu not there", whole[0],
              whole[1], none[0], none[1]);
}
