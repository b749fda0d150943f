/* SPDX-License-Identifier: MIT */
/* What programs do with mappings, in shapes that programs have: results in structures, one call after another, loops,
   layers, tail calls, errors that leave as an errno, and kinds that only come when the program runs. Each shape is
   written three times, as its authors would: on bare system calls (shapes_bare.c), on rawmap (shapes_rawmap.c) and on libc
   (shapes_libc.c). The first is built twice: with nothing besides the calls, and with rawmap's promises kept by hand
   (shapes_kept_calls.h), which says what the promises cost whoever keeps them.

   SHAPE(name, result, parameters, arguments, whether the result is as it should be). */
#ifndef SHAPES_H
#define SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAGE 4096u
#define LENGTH 65536u
#define SPANS 16

/* What is there when a shape runs: pages of this process (in one mapping: room, 3 lengths), shared ones, a hole, a
   file, and spans of one page each. */
struct span {
    void *base;
    size_t length;
};
struct world {
    void *fresh, *shared, *room, *hole;
    int file;
    unsigned char vector[LENGTH / PAGE];
    struct span spans[SPANS];
};
extern struct world world;

/* An arena of memory that was mapped, and grows. */
struct arena {
    char *base;
    size_t length, used;
    int status;
};
extern struct arena arena;
extern int statuses[SPANS];

/* What a layer passes on, that knows no more than its caller: rawmap's types, or what they stand for. */
#ifdef SHAPES_RAWMAP
#include "rawmap.h"
typedef rawmap_prot prot_t;
typedef rawmap_kind kind_t;
typedef rawmap_file_kind file_kind_t;
typedef rawmap_placement placement_t;
typedef rawmap_advice advice_t;
typedef rawmap_sync_flags sync_t;
#define ARGUMENT(rawmap, raw) rawmap
#else
typedef int prot_t, kind_t, file_kind_t, advice_t, sync_t;
typedef struct {
    uintptr_t address;
    int flags;
} placement_t;
#define ARGUMENT(rawmap, raw) raw
#endif
#define RW ARGUMENT(RAWMAP_PROT(read, write), 3)
#define ANYWHERE ARGUMENT(RAWMAP_ANYWHERE, ((placement_t){0, 0}))

#define SHAPES(SHAPE)                                                                                                  \
    SHAPE(map_layer, int, (size_t length, prot_t prot, kind_t kind, placement_t place, void **base),                   \
          (LENGTH, RW, ARGUMENT(RAWMAP_PRIVATE(), 2), ANYWHERE, &world.hole), result == 0)                             \
    SHAPE(map_stored, int, (struct arena * a, size_t length), (&arena, LENGTH), result == 0 && arena.length)           \
    SHAPE(map_or_null, void *, (size_t length), (LENGTH), result != NULL)                                              \
    SHAPE(map_or_failed, void *, (size_t length, prot_t prot), (LENGTH, RW), result != (void *)-1)                     \
    SHAPE(map_choice, int, (struct arena * a, size_t length, bool shared), (&arena, LENGTH, true), result == 0)        \
    SHAPE(map_loop, int, (struct span * spans, size_t length), (world.spans, LENGTH), result == 0)                     \
    SHAPE(map_near, void *, (void *near_to, size_t length), (world.fresh, LENGTH), result != NULL)                     \
    SHAPE(map_exactly, int, (void *at, size_t length), (world.hole, LENGTH), result == 0)                              \
    SHAPE(map_two_or_none, int, (struct arena * a, struct arena * b, size_t length), (&arena, &arena, LENGTH),         \
          result == 0)                                                                                                 \
    SHAPE(map_protect_advise, int, (struct arena * a, size_t length), (&arena, LENGTH), result == 0)                   \
    SHAPE(map_fill_read, int, (size_t length), (LENGTH), result == 0)                                                  \
    SHAPE(stack, void *, (size_t length), (LENGTH), result != NULL)                                                    \
    SHAPE(file_layer, int,                                                                                             \
          (int fd, uint64_t offset, size_t length, prot_t prot, file_kind_t kind, placement_t place, void **base),     \
          (world.file, 0, LENGTH, RW, ARGUMENT(RAWMAP_FILE_SHARED(), 1), ANYWHERE, &world.hole), result == 0)          \
    SHAPE(file_read, int, (int fd, size_t length), (world.file, LENGTH), result == 0)                                  \
    SHAPE(file_new, int, (struct arena * a, size_t length), (&arena, LENGTH), result == 0)                             \
    SHAPE(ring, int, (char **ring, int fd, size_t length), ((char **)&world.hole, world.file, LENGTH), result == 0)    \
    SHAPE(replace_two_files, int, (void *base, int fd, size_t length), (world.fresh, world.file, LENGTH / 2),          \
          result == 0)                                                                                                 \
    SHAPE(replace_layer, int, (void *base, size_t length, prot_t prot, kind_t kind),                                   \
          (world.fresh, LENGTH, RW, ARGUMENT(RAWMAP_PRIVATE(), 2)), result == 0)                                       \
    SHAPE(replace_empty, int, (void *base, size_t length), (world.fresh, LENGTH), result == 0)                         \
    SHAPE(unmap_bool, bool, (void *base, size_t length), (world.fresh, LENGTH), result)                                \
    SHAPE(unmap_errno, int, (void *base, size_t length), (world.fresh, LENGTH), result == 0)                           \
    SHAPE(unmap_posix, int, (void *base, size_t length), (world.fresh, LENGTH), result == 0)                           \
    SHAPE(unmap_loop, int, (const struct span *spans, size_t count), (world.spans, SPANS), result == 0)                \
    SHAPE(protect_layer, int, (void *base, size_t length, prot_t prot),                                                \
          (world.fresh, LENGTH, ARGUMENT(RAWMAP_PROT(read), 1)), result == 0)                                          \
    SHAPE(protect_choice, int, (void *base, size_t length, bool writable), (world.fresh, LENGTH, false), result == 0)  \
    SHAPE(protect_posix, int, (void *base, size_t length, prot_t prot), (world.fresh, LENGTH, RW), result == 0)        \
    SHAPE(commit, int, (struct arena * a, size_t length), (&arena, 2 * PAGE), result == 0)                             \
    SHAPE(advise_layer, int, (void *base, size_t length, advice_t advice),                                             \
          (world.fresh, LENGTH, ARGUMENT(RAWMAP_ADVICE(dontneed), 4)), result == 0)                                    \
    SHAPE(advise_choice, int, (void *base, size_t length, bool now), (world.fresh, LENGTH, true), result == 0)         \
    SHAPE(purge_loop, int, (const struct span *spans, size_t count), (world.spans, SPANS), result == 0)                \
    SHAPE(purge_stored, int, (const struct span *spans, int *to, size_t count), (world.spans, statuses, SPANS),        \
          result == 0)                                                                                                 \
    SHAPE(lock_layer, int, (void *base, size_t length), (world.fresh, LENGTH), result == 0)                            \
    SHAPE(lock_use_unlock, int, (char *base, size_t length), (world.fresh, LENGTH), result == 0)                       \
    SHAPE(sync_layer, int, (void *base, size_t length, sync_t how),                                                    \
          (world.shared, LENGTH, ARGUMENT(RAWMAP_SYNC(sync), 4)), result == 0)                                         \
    SHAPE(residency_layer, int, (void *base, size_t length, unsigned char *vector),                                    \
          (world.fresh, LENGTH, world.vector), result == 0)                                                            \
    SHAPE(residency_count, long, (void *base, size_t length, unsigned char *vector),                                   \
          (world.fresh, LENGTH, world.vector), result >= 0)                                                            \
    SHAPE(grow, int, (struct arena * a, size_t length), (&arena, 2 * LENGTH), result == 0)                             \
    SHAPE(move_layer, int, (void *base, size_t length, void *over, size_t over_length),                                \
          (world.fresh, LENGTH, world.room, LENGTH), result == 0)                                                      \
    SHAPE(refused_errno, int, (void *base, size_t length), ((char *)world.fresh + 1, LENGTH), result == 22)            \
    SHAPE(refused_posix, int, (void *base, size_t length, prot_t prot), (world.hole, LENGTH, RW), result == -1)

#define PASTE(a, b) a##b
#define PASTE_ALSO(a, b) PASTE(a, b)
#if defined SHAPES_RAWMAP
#define NAMED(name) PASTE_ALSO(rawmap_, name)
#elif defined SHAPES_LIBC
#define NAMED(name) PASTE_ALSO(libc_, name)
#elif defined SHAPES_KEPT
#define NAMED(name) PASTE_ALSO(kept_, name)
#else
#define NAMED(name) PASTE_ALSO(bare_, name)
#endif
#define SHAPE(name, answer, parameters, arguments, good) answer NAMED(shape_##name) parameters;
SHAPES(SHAPE)
#undef SHAPE

struct shape {
    const char *name;
    bool (*run)(void);
    uintptr_t start;
};

#endif
