/* SPDX-License-Identifier: MIT */
/* What libc's calls tell the sanitizers, rawmap's must: each case makes something that is no mistake, and a sanitizer that
   was not told takes for one. BY_LIBC is the twin: the same by libc's calls, where it has them. The name of the case is the
   argument; a case prints what it saw, and a mistake of its own is exit status 3. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "rawmap.h"

#define PAGE 4096u

static void need(int holds, const char *what)
{
    if (!holds) {
        printf("lost: %s\n", what);
        exit(3);
    }
}

/* Memory, by either. */
static void *map_at(void *at, size_t length)
{
#ifdef BY_LIBC
    return mmap(at, length, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | (at != NULL ? MAP_FIXED_NOREPLACE : 0), -1, 0);
#else
    const rawmap_mapping mapping = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(),
                                              at != NULL ? RAWMAP_EXACTLY(at) : RAWMAP_ANYWHERE);
    return mapping.status == RAWMAP_OK ? mapping.span.base : MAP_FAILED;
#endif
}
static void replace(void *at, size_t length)
{
#ifdef BY_LIBC
    need(mmap(at, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == at, "replace");
#else
    need(rawmap_replace(rawmap_span_of(at, length), RAWMAP_PROT(read, write), RAWMAP_PRIVATE()) == RAWMAP_OK,
         "replace");
#endif
}
static void unmap(void *at, size_t length)
{
#ifdef BY_LIBC
    need(munmap(at, length) == 0, "unmap");
#else
    need(rawmap_unmap(rawmap_span_of(at, length)) == RAWMAP_OK, "unmap");
#endif
}

/* A page that a custom allocator marked, and gave back: whoever gets the address next may use it. */
#if defined __has_feature
#define HAS(feature) __has_feature(feature)
#else
#define HAS(feature) 0
#endif
#if defined __SANITIZE_ADDRESS__ || HAS(address_sanitizer)
#include <sanitizer/asan_interface.h>
static void mark(void *at, size_t length)
{
    ASAN_POISON_MEMORY_REGION(at, length);
}
#elif HAS(memory_sanitizer)
#include <sanitizer/msan_interface.h>
static void mark(void *at, size_t length)
{
    __msan_poison(at, length);
}
#else
static void mark(void *at, size_t length)
{
    (void)at, (void)length;
}
#endif

static unsigned sum(const unsigned char *bytes, size_t length)
{
    unsigned all = 0;
    size_t at;
    for (at = 0; at < length; at++)
        if (bytes[at] != 0) /* a branch: this is where a sanitizer looks */
            all++;
    return all;
}

static void again(void)
{
    char *const at = (char *)map_at(NULL, 4 * PAGE);
    need(at != MAP_FAILED, "map");
    memset(at, 1, 4 * PAGE);
    mark(at, 4 * PAGE);
    unmap(at, 4 * PAGE);
    need(map_at(at, 4 * PAGE) == at, "map again");
    need(sum((unsigned char *)at, 4 * PAGE) == 0, "fresh");
    mark(at + PAGE, PAGE);
    replace(at + PAGE, PAGE);
    need(sum((unsigned char *)at + PAGE, PAGE) == 0, "replaced");
}

#ifndef BY_LIBC
static void moved(void)
{
    char *const at = (char *)map_at(NULL, 8 * PAGE);
    rawmap_mapping mapping;
    need(at != MAP_FAILED, "map");
    memset(at, 1, PAGE);
    mark(at + PAGE, 7 * PAGE);
    unmap(at + PAGE, 7 * PAGE);
    mapping = rawmap_resize(rawmap_span_of(at, PAGE), 8 * PAGE);
    need(mapping.status == RAWMAP_OK, "resize");
    need(sum((unsigned char *)at, 8 * PAGE) == PAGE, "what was there, and zeros");
}
#endif

static void residency(void)
{
    unsigned char vector[4];
    char *const at = (char *)map_at(NULL, 4 * PAGE);
    need(at != MAP_FAILED, "map");
    at[PAGE] = 1;
#ifdef BY_LIBC
    need(mincore(at, 4 * PAGE, vector) == 0, "mincore");
#else
    need(rawmap_residency(rawmap_span_of(at, 4 * PAGE), vector, 4) == RAWMAP_OK, "residency");
#endif
    need(sum(vector, 4) >= 1, "the page");
}

static void copied(void)
{
    char from[64];
    char *const to = (char *)malloc(64);
    char *const other = (char *)malloc(64);
    struct iovec ours[2], theirs;
    memset(from, 1, sizeof from);
    ours[0].iov_base = to;
    ours[0].iov_len = 16;
    ours[1].iov_base = other;
    ours[1].iov_len = 64;
    theirs.iov_base = from;
    theirs.iov_len = 40;
#ifdef BY_LIBC
    need(process_vm_readv(getpid(), ours, 2, &theirs, 1, 0) == 40, "read");
#else
    need(rawmap_process_read(getpid(), rawmap_spans_of_iovecs(ours), 2, rawmap_spans_of_iovecs(&theirs), 1).bytes == 40,
         "read");
#endif
    need(sum((unsigned char *)to, 16) == 16 && sum((unsigned char *)other, 24) == 24, "the bytes");
#ifndef BY_LIBC
    {
        rawmap_span target, source;
        char *const back = (char *)malloc(40);
        target = rawmap_span_of(back, 40);
        source = rawmap_span_of(from, 40);
        need(rawmap_process_write(getpid(), &source, 1, &target, 1).bytes == 40, "write");
        need(sum((unsigned char *)back, 40) == 40, "the bytes that were written to ourselves");
    }
#endif
}

#ifndef BY_LIBC
/* A mistake all the same: what was not copied is not taken for written. */
static void beyond(void)
{
    char from[64];
    char *const to = (char *)malloc(64);
    rawmap_span target = rawmap_span_of(to, 64), source = rawmap_span_of(from, 40);
    memset(from, 1, sizeof from);
    need(rawmap_process_read(getpid(), &target, 1, &source, 1).bytes == 40, "read");
    if (to[40] == 1)
        exit(3);
}
#endif

static void size(void)
{
    const int file = open("/proc/self/exe", O_RDONLY);
#ifdef BY_LIBC
    struct stat told;
    need(fstat(file, &told) == 0 && told.st_size > 0, "the size");
#else
    const rawmap_file_bytes told = rawmap_file_size(file);
    need(told.status == RAWMAP_OK && told.bytes > 0, "the size");
#endif
}

#ifndef BY_LIBC
#include "aware_looks.h"
#endif

/* Two threads have the same address one after the other, and only the kernel stands between them: the turn is no
   order for a sanitizer. */
static void *shared_place;
static int turn;
static void *takes_turns(void *number)
{
    const int me = (int)(intptr_t)number;
    int round;
    for (round = 0; round < 4; round++) {
        int *at;
        while (__atomic_load_n(&turn, __ATOMIC_RELAXED) != 2 * round + me)
            usleep(100);
        at = (int *)map_at(shared_place, 4 * PAGE);
        need(at == shared_place, "the place");
        *at = me;
        at[2 * PAGE / sizeof *at] = me;
        if (round % 2 != 0)
            replace(at, 4 * PAGE);
        unmap(at, 4 * PAGE);
        __atomic_store_n(&turn, 2 * round + me + 1, __ATOMIC_RELAXED);
    }
    return NULL;
}
static void turns(void)
{
    pthread_t first, second;
    /* Far from where the kernel puts the threads' own. */
    shared_place = (char *)mmap(NULL, (size_t)64 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    need(shared_place != MAP_FAILED && munmap((char *)shared_place + (32u << 20), 4 * PAGE) == 0, "a place");
    shared_place = (char *)shared_place + (32u << 20);
    need(pthread_create(&first, NULL, takes_turns, (void *)0) == 0, "a thread");
    need(pthread_create(&second, NULL, takes_turns, (void *)1) == 0, "another");
    pthread_join(first, NULL);
    pthread_join(second, NULL);
}

/* A mistake all the same: the page was never unmapped. */
static void *writes(void *at)
{
    *(volatile int *)at = 1;
    return NULL;
}
static void race(void)
{
    void *const at = map_at(NULL, PAGE);
    pthread_t first, second;
    pthread_create(&first, NULL, writes, at);
    pthread_create(&second, NULL, writes, at);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
}
static void marked(void)
{
    char *const at = (char *)map_at(NULL, PAGE);
    mark(at, PAGE);
    need(sum((unsigned char *)at, PAGE) == 0, "zeros");
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } cases[] = {{"again", again}, {"residency", residency}, {"copied", copied},     {"size", size},
                 {"turns", turns}, {"race", race},           {"marked", marked},
#ifndef BY_LIBC
                 {"moved", moved}, {"beyond", beyond},       {"mappings", mappings}, {"pages", pages},
                 {"nodes", nodes}, {"cached", cached},       {"segment", segment}
#endif
    };
    size_t at;
    for (at = 0; count == 2 && at < sizeof cases / sizeof cases[0]; at++)
        if (strcmp(arguments[1], cases[at].name) == 0) {
            cases[at].run();
            puts("clean");
            return 0;
        }
    return 2;
}
