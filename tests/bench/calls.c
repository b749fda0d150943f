/* SPDX-License-Identifier: MIT */
/* What a call costs, in the shapes of peers/peers.h: by hand, through rawmap, and through what people use today. Peers that
   are not linked are weak and absent. With LIBC="musl" it is that libc's program, static; a process with fewer mappings is
   faster, so its rows are its own. */
#define _GNU_SOURCE
#include "peers/peers.h"
#include "rows.h"

#include <sys/mman.h>
#include <unistd.h>

#ifdef LIBC
#define ROW(name) #name ", " LIBC
#else
#define LIBC "glibc"
#define ROW(name) #name
#endif
#define LENGTH 65536u
enum { SIDES = 6, BLOCKS = 31, TIMES = 12, yes = 1, no = 0 };

static void *fresh;
static int file;
static struct segment stored;
static struct piece pieces[16];

#define WEAK(peer, name, parameters) __attribute__((__weak__)) PEER(peer, name, parameters);
#define RUN(peer, name, parameters, arguments)                                                                         \
    WEAK(peer, name, parameters)                                                                                       \
    static bool run_##peer##_##name(void)                                                                              \
    {                                                                                                                  \
        return peer##_##name arguments == 0;                                                                           \
    }
#define RUNS(name, parameters, arguments)                                                                              \
    RUN(bare, name, parameters, arguments)                                                                             \
    RUN(by_rawmap, name, parameters, arguments)                                                                        \
    RUN(libc, name, parameters, arguments)                                                                             \
    RUN(rustix, name, parameters, arguments)                                                                           \
    RUN(nolibc, name, parameters, arguments)                                                                           \
    RUN(liburing, name, parameters, arguments)
SHAPES(RUNS)

struct call {
    const char *row;
    const char *side;
    bool (*run)(void);
    uintptr_t start;
};
#define CALL(side, peer, name)                                                                                         \
    {                                                                                                                  \
        ROW(name), side, run_##peer##_##name, (uintptr_t)peer##_##name                                                 \
    }
#define CALLS(name, parameters, arguments)                                                                             \
    CALL("bare", bare, name), CALL("rawmap", by_rawmap, name), CALL(LIBC, libc, name), CALL("rustix", rustix, name),   \
        CALL("nolibc", nolibc, name), CALL("liburing", liburing, name),

static void make(void)
{
    unsigned i;
    fresh = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    file = memfd_create("bench", 0);
    if (fresh == MAP_FAILED || file < 0 || ftruncate(file, LENGTH) != 0)
        exit(9);
    for (i = 0; i < 16; i++) {
        pieces[i].base = (char *)fresh + i * (LENGTH / 16);
        pieces[i].length = LENGTH / 16;
    }
}

/* The sides of a row take turns, block for block, so that each meets the same machine; the median of the blocks is the
   round's. */
static void time_row(const struct call *calls, unsigned sides)
{
    static double blocks[SIDES][BLOCKS];
    bool done[SIDES];
    unsigned block, side, turn;
    for (side = 0; side < sides; side++)
        done[side] = calls[side].start != 0 && calls[side].run();
    for (block = 0; block < BLOCKS; block++)
        for (side = 0; side < sides; side++) {
            const double began = rows_now();
            for (turn = 0; done[side] && turn < TIMES; turn++)
                done[side] = calls[side].run();
            blocks[side][block] = (rows_now() - began) / TIMES;
        }
    for (side = 0; side < sides; side++) {
        if (calls[side].start == 0)
            continue;
        qsort(blocks[side], BLOCKS, sizeof(double), rows_ascending);
        if (done[side])
            printf("%s\t%s\t%u\t%.1f\t-\n", calls[side].row, calls[side].side, LENGTH, blocks[side][BLOCKS / 2]);
        else
            printf("%s\t%s\t%u\tfailed\t-\n", calls[side].row, calls[side].side, LENGTH);
    }
}

static const struct call *stepped;
static void prepare(void)
{
    if (!stepped->run())
        _exit(9);
}
static void count_row(const struct call *calls, unsigned sides)
{
    unsigned side;
    for (side = 0; side < sides; side++) {
        long steps;
        if (calls[side].start == 0)
            continue;
        stepped = &calls[side];
        steps = instructions(prepare, stepped->run, stepped->start);
        if (steps < 0)
            printf("%s\t%s\t%u\tfailed\t-\n", stepped->row, stepped->side, LENGTH);
        else
            printf("%s\t%s\t%u\t-\t%ld\n", stepped->row, stepped->side, LENGTH, steps);
        fflush(stdout); /* the next child has none of it */
    }
}

int main(int count, char **arguments)
{
    const struct call calls[] = {SHAPES(CALLS)};
    const bool counting = count > 1 && strcmp(arguments[1], "count") == 0;
    unsigned i;
    make();
    for (i = 0; i < sizeof calls / sizeof calls[0]; i += SIDES)
        (counting ? count_row : time_row)(calls + i, SIDES);
    return 0;
}
