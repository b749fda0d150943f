/* SPDX-License-Identifier: MIT */
/* counts.c: what begins and ends every call, and counts. */
#define _GNU_SOURCE
#define RAWMAP_IMPLEMENTATION
#include "layer.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef LAYER_BARE
static struct layer_counts nobodys, *counts;

/* The file may be out of reach: in another root, for another user. Then it is the process's own count, and lost. */
static __attribute__((noinline, cold)) struct layer_counts *open_counts(void)
{
    const int kept = errno;
    const char *const name = getenv("RAWMAP_LAYER_COUNTS");
    struct layer_counts *opened = &nobodys;
    const int file = name == NULL ? -1 : open(name, O_RDWR | O_CLOEXEC);
    if (file >= 0) {
        const rawmap_mapping m =
            rawmap_map_file(file, 0, sizeof nobodys, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
        if (m.status == RAWMAP_OK)
            opened = m.span.base;
        close(file);
    }
    __atomic_store_n(&counts, opened, __ATOMIC_RELEASE);
    errno = kept;
    return opened;
}

static inline struct layer_counts *counted(void)
{
    struct layer_counts *const now = __atomic_load_n(&counts, __ATOMIC_ACQUIRE);
    return now != NULL ? now : open_counts();
}

#ifdef LAYER_CHECKS

static void found(enum layer_sort sort, enum layer_call call, rawmap_status status, int error, const uintptr_t *words)
{
    const uint64_t key =
        (uint64_t)sort << 56 | (uint64_t)call << 48 | (uint64_t)(unsigned)status << 16 | (unsigned)error;
    struct layer_counts *const all = counted();
    unsigned place, word;
    for (place = 0; place < LAYER_FOUND_ROOM; place++) {
        struct layer_found *const one = &all->found[place];
        uint64_t there = 0;
        if (__atomic_compare_exchange_n(&one->key, &there, key, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
            for (word = 0; word < 6; word++)
                one->words[word] = words[word];
        else if (there != key)
            continue;
        __atomic_fetch_add(&one->times, 1, __ATOMIC_RELAXED);
        return;
    }
    __atomic_fetch_add(&all->lost, 1, __ATOMIC_RELAXED);
}

static __thread struct layer_asked *in_hand __attribute__((__tls_model__("initial-exec")));

static const char *const shapes[] = {
#define LAYER_CALL(name, words) words,
    LAYER_CALLS(LAYER_CALL)
#undef LAYER_CALL
};

/* rawmap names the size of huge pages, and has validated what MAP_SHARED_VALIDATE asks to be. */
static uintptr_t plain_flags(uintptr_t flags)
{
    if ((flags & RAWMAP_LINUX_MAP_HUGETLB) != 0)
        flags &= ~(uintptr_t)(0x3fu << 26);
    if ((flags & 15) == RAWMAP_LINUX_MAP_SHARED_VALIDATE)
        flags ^= RAWMAP_LINUX_MAP_SHARED_VALIDATE ^ RAWMAP_LINUX_MAP_SHARED;
    return flags;
}

static void compare(struct layer_asked *asked, const rawmap_word *reached)
{
    const char *const shape = shapes[asked->call];
    unsigned word;
    for (word = 0; shape[word] != '\0'; word++) {
        uintptr_t said = (uintptr_t)asked->words[word];
        uintptr_t there = (uintptr_t)reached[word];
        if (word == 3 && (asked->call == LAYER_mmap || asked->call == LAYER_mmap_file)) {
            said = plain_flags(said);
            there = plain_flags(there);
        }
        if (shape[word] == 'i' ? (uint32_t)said != (uint32_t)there : shape[word] == 'w' && said != there) {
            uintptr_t words[6];
            memcpy(words, asked->words, sizeof words);
            words[5] = there;
            found(LAYER_WORDS, asked->call, RAWMAP_OK, (int)word, words);
        }
    }
}

/* The first call of the number that was asked for is the program's; others are rawmap's own questions. */
rawmap_word layer_below(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                        rawmap_word f)
{
    struct layer_asked *const asked = in_hand;
    const rawmap_word words[6] = {a, b, c, d, e, f};
    rawmap_word result;
    if (asked == NULL || asked->made || asked->number != number)
        return rawmap_syscall6(number, a, b, c, d, e, f);
    asked->made = true;
    compare(asked, words);
    result = rawmap_syscall6(number, a, b, c, d, e, f);
    asked->said = result;
    return result;
}

void layer_begins(struct layer_asked *asked, enum layer_call call, long number, uintptr_t a, uintptr_t b, uintptr_t c,
                  uintptr_t d, uintptr_t e, uintptr_t f)
{
    const uintptr_t words[6] = {a, b, c, d, e, f};
    asked->call = call;
    asked->made = false;
    asked->number = number;
    memcpy(asked->words, words, sizeof words);
    asked->said = 0;
    asked->twice = false;
    __atomic_fetch_add(&counted()->calls[call], 1, __ATOMIC_RELAXED);
    asked->outer = in_hand;
    in_hand = asked;
}

void layer_becomes(struct layer_asked *asked, enum layer_call call, long number)
{
    asked->call = call;
    asked->number = number;
}

/* Its errno was not seen. */
void layer_twice(struct layer_asked *asked)
{
    asked->twice = true;
}

long layer_answers(struct layer_asked *asked, rawmap_status status, long value)
{
    const int told = status == RAWMAP_OK ? 0 : rawmap_status_errno(status);
    int error;
    in_hand = asked->outer;
    if (!asked->made && status != RAWMAP_OK && asked->number >= 0) {
        const rawmap_word *const w = asked->words;
        const rawmap_word said = rawmap_syscall6(asked->number, w[0], w[1], w[2], w[3], w[4], w[5]);
        error = said < 0 && said >= -4095 ? (int)-said : 0;
        found(LAYER_REFUSED, asked->call, status, error, (const uintptr_t *)w);
        if (error == 0)
            return said;
        errno = error;
        return -1;
    }
    error = asked->said < 0 && asked->said >= -4095 ? (int)-asked->said : 0;
    if (asked->made && !asked->twice && error != told)
        found(LAYER_ERRNO, asked->call, status, error, (const uintptr_t *)asked->words);
    if (told == 0)
        return value;
    errno = told;
    return -1;
}

#else

void layer_begins(struct layer_asked *asked, enum layer_call call, long number, uintptr_t a, uintptr_t b, uintptr_t c,
                  uintptr_t d, uintptr_t e, uintptr_t f)
{
    (void)number, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
    asked->call = call;
    __atomic_fetch_add(&counted()->calls[call], 1, __ATOMIC_RELAXED);
}

void layer_becomes(struct layer_asked *asked, enum layer_call call, long number)
{
    (void)number;
    asked->call = call;
}

void layer_twice(struct layer_asked *asked)
{
    (void)asked;
}

long layer_answers(struct layer_asked *asked, rawmap_status status, long value)
{
    (void)asked;
    if (status == RAWMAP_OK)
        return value;
    errno = rawmap_status_errno(status);
    return -1;
}

#endif
#endif
