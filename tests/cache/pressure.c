/* SPDX-License-Identifier: MIT */
/* A cache several times as large as the memory that its process may have: one thread stores, two fetch, and the kernel
   drops what it likes.

       pressure NAME    prints its results as lines of a suite

   -DFALLBACK             as on a kernel without droppable memory
   -DREADS_TAKE_MEMORY    as on a kernel without a shared page of zeros: each page of a place is written before it is read,
                          with what it holds
   -DCARELESS             memory that reading took is not advised free again */
#include "../machine/facts.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef FALLBACK
#define RAWMAP_SYSCALL without_droppable
#endif
#include "rawmap.h"

#ifdef FALLBACK
#include <sys/syscall.h>
rawmap_word without_droppable(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                              rawmap_word e, rawmap_word f)
{
    if (number == SYS_mmap && ((int)d & 0xf) == RAWMAP_LINUX_MAP_DROPPABLE)
        return -RAWMAP_LINUX_EINVAL;
    return rawmap_syscall6(number, a, b, c, d, e, f);
}
#define DROPS "lazy_free"
#else
#define DROPS "droppable_in_part"
#endif

enum { PLACES = 8192, MOST = 6000, ROUNDS = 2 };
static rawmap_cache cache;
static volatile int stop;

/* A value says which place it is of and which store it came by; every byte follows from that. */
struct head {
    size_t place, round, length;
};
static void make(unsigned char *value, size_t place, size_t round)
{
    struct head head;
    size_t i;
    head.place = place;
    head.round = round;
    head.length = 1000 + place * 13 % (MOST - 1000 + 1);
    memcpy(value, &head, sizeof head);
    for (i = sizeof head; i < head.length; i++)
        value[i] = (unsigned char)((place * 31 + round * 7 + i) % 255 + 1);
}
static int is_whole(const unsigned char *value, size_t length, size_t place)
{
    struct head head;
    size_t i;
    memcpy(&head, value, sizeof head);
    if (length < sizeof head || head.place != place || head.length != length || head.round > ROUNDS)
        return 0;
    for (i = sizeof head; i < length; i++)
        if (value[i] != (unsigned char)((place * 31 + head.round * 7 + i) % 255 + 1))
            return 0;
    return 1;
}

/* Without a shared page of zeros a fetch of what was dropped takes a page: see cache.h. */
#ifdef READS_TAKE_MEMORY
enum { PRETEND = 1 };
#else
enum { PRETEND = 0 };
#endif
#ifdef CARELESS
enum { CAREFUL = 0 };
#else
enum { CAREFUL = 1 };
#endif
static int reads_take_memory;
static void take_memory(size_t place)
{
    unsigned char *at = (unsigned char *)cache.memory.base + place * cache.stride;
    unsigned char *const end = at + cache.stride;
    for (; at < end; at = (unsigned char *)(((uintptr_t)at | (RAWMAP_PAGE_SIZE_MIN - 1)) + 1))
        __atomic_fetch_add((size_t *)(void *)at, 0, __ATOMIC_RELAXED);
}

struct reader {
    size_t place, whole, dropped, busy, wrong;
    unsigned char value[MOST];
};
static void look(struct reader *reader, size_t place)
{
    rawmap_size got;
    if (PRETEND)
        take_memory(place);
    got = rawmap_cache_fetch(&cache, place, reader->value, MOST);
    if (got.status == RAWMAP_OK && is_whole(reader->value, got.bytes, place))
        reader->whole++;
    else if (got.status == RAWMAP_CACHE_DROPPED)
        reader->dropped++;
    else if (got.status == RAWMAP_CACHE_BUSY)
        reader->busy++;
    else
        reader->wrong++;
    if (reads_take_memory && CAREFUL && got.status == RAWMAP_CACHE_DROPPED && reader->dropped % 256 == 0)
        (void)!rawmap_advise(cache.memory, RAWMAP_ADVICE(free));
}
static void *reads(void *argument)
{
    struct reader *const reader = argument;
    size_t i;
    /* With pauses: the one that stores shall have a processor too. */
    for (i = 0; !stop; i++) {
        look(reader, reader->place = (reader->place * 5 + 12345) % PLACES);
        if (i % 64 == 0)
            usleep(50);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    const char *const name = argc > 1 ? argv[1] : "cache";
    const char *lacks = machine_lacks(DROPS);
    static struct reader readers[2], last;
    static unsigned char value[MOST];
    pthread_t threads[2];
    size_t round, place, i;
    int failed;
    reads_take_memory = PRETEND || machine_lacks("zero_page") != NULL;
    if (lacks == NULL)
        lacks = machine_lacks("zero_page");
    if (rawmap_cache_map(&cache, PLACES, MOST) != RAWMAP_OK)
        return 2;
#ifndef FALLBACK
    if (!cache.droppable) {
        printf(lacks != NULL ? "skip %s: %s\n" : "FAIL %s: this kernel has none%s\n", name, lacks != NULL ? lacks : "");
        return lacks == NULL;
    }
#endif
    for (i = 0; i < 2; i++) {
        readers[i].place = i;
        pthread_create(&threads[i], NULL, reads, &readers[i]);
    }
    for (round = 1; round <= ROUNDS; round++)
        for (place = 0; place < PLACES; place++) {
            make(value, place, round);
            if (rawmap_cache_store(&cache, place, value, 1000 + place * 13 % (MOST - 1000 + 1)) != RAWMAP_OK)
                return 3;
        }
    stop = 1;
    for (i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    /* What is left, when nobody stores any more. */
    for (place = 0; place < PLACES; place++)
        look(&last, place);
    printf("%s: %zu MiB of values under a limit; at the end %zu of %d were there, %zu dropped; meanwhile %zu whole, "
           "%zu not there, %zu being stored, %zu wrong\n",
           name, (size_t)PLACES * (1000 + MOST) / 2 >> 20, last.whole, PLACES, last.dropped,
           readers[0].whole + readers[1].whole, readers[0].dropped + readers[1].dropped,
           readers[0].busy + readers[1].busy, readers[0].wrong + readers[1].wrong);
    failed = readers[0].wrong + readers[1].wrong + last.wrong + last.busy != 0;
    printf(failed ? "FAIL %s: a value was torn: it was no store's\n" : "pass %s: every value is whole or not there\n",
           name);
    if (PRETEND)
        return failed;
    if (lacks != NULL) {
        printf("skip %s, drops: %s\n", name, lacks);
    } else if (last.dropped < PLACES / 4 || last.whole < PLACES / 50) {
        printf("FAIL %s, drops: no memory was short, or nothing stayed\n", name);
        failed = 1;
    } else {
        printf("pass %s, drops: the kernel took what it needed, and left the rest\n", name);
    }
    return failed;
}
