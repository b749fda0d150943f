/* SPDX-License-Identifier: MIT */
/* Counts the instructions that each shape of shapes.h executes, from its first to its return, libc's included: prints
   "name bare rawmap libc kept". x86-64 only. */
#define _GNU_SOURCE
#include "shapes.h"
#include "stepper.h"

#include <stdio.h>
#include <sys/mman.h>

struct world world;
struct arena arena;
int statuses[SPANS];
extern const struct shape bare_shapes[], rawmap_shapes[], libc_shapes[], kept_shapes[];

/* Causes, as shapes_kept_calls.h has them found: the errno, in as few instructions as can be. */
int why_pages(void *, size_t, int, int, long answer);
int why_file(void *, size_t, int, int, int, uint64_t, long answer);
int why_span(void *, size_t, int, long answer);
int why_moved(void *, size_t, void *, size_t, long answer);
#define UNUSED __attribute__((__unused__))
int why_pages(void *at UNUSED, size_t length UNUSED, int prot UNUSED, int flags UNUSED, long answer)
{
    return (int)-answer;
}
int why_file(void *at UNUSED, size_t length UNUSED, int prot UNUSED, int flags UNUSED, int file UNUSED,
             uint64_t offset UNUSED, long answer)
{
    return (int)-answer;
}
int why_span(void *base UNUSED, size_t length UNUSED, int more UNUSED, long answer)
{
    return (int)-answer;
}
int why_moved(void *base UNUSED, size_t length UNUSED, void *over UNUSED, size_t over_length UNUSED, long answer)
{
    return (int)-answer;
}

static void *pages(size_t length, int flags)
{
    void *at = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | flags, -1, 0);
    if (at == MAP_FAILED) {
        perror("mmap");
        _exit(9);
    }
    return at;
}

static void prepare(void)
{
    char *spans = pages(2 * SPANS * PAGE, MAP_PRIVATE);
    int i;
    world.fresh = pages(LENGTH, MAP_PRIVATE);
    world.shared = pages(LENGTH, MAP_SHARED);
    world.room = pages(LENGTH, MAP_PRIVATE);
    arena.base = pages(LENGTH, MAP_PRIVATE);
    arena.length = LENGTH;
    arena.used = PAGE;
    world.hole = pages(LENGTH, MAP_PRIVATE);
    munmap(world.hole, LENGTH);
    for (i = 0; i < SPANS; i++) {
        world.spans[i].base = spans + 2 * i * PAGE;
        world.spans[i].length = PAGE;
    }
    world.file = memfd_create("shapes", 0);
    if (world.file < 0 || ftruncate(world.file, 2 * LENGTH) != 0) {
        perror("memfd_create");
        _exit(9);
    }
}

int main(void)
{
    const struct shape *const sides[] = {bare_shapes, rawmap_shapes, libc_shapes, kept_shapes};
    unsigned i, side;
    for (i = 0; bare_shapes[i].name != NULL; i++) {
        printf("%s", bare_shapes[i].name);
        for (side = 0; side < sizeof sides / sizeof *sides; side++)
            printf(" %ld", instructions(prepare, sides[side][i].run, sides[side][i].start));
        printf("\n");
        fflush(stdout);
    }
    return 0;
}
