/* SPDX-License-Identifier: MIT */
/* Where rawmap_ring_map looks for room: below its first half, above it, and anywhere. Simulated is what Linux answers to the
   second half; the mappings are this process's. */
#define RAWMAP_SYSCALL simulated_ring
#include "unit.h"

#ifdef RAWMAP_NR_mmap2
#define NEW_MAPPING RAWMAP_NR_mmap2
#else
#define NEW_MAPPING RAWMAP_NR_mmap
#endif

static struct {
    char *first; /* where Linux is led to put the first half */
    int below;   /* what it answers to the other half below that, */
    int above;   /* and above it, once each: 0 for the truth */
} kernel;
static unsigned below, above, elsewhere;

rawmap_word simulated_ring(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                           rawmap_word e, rawmap_word f)
{
    const uintptr_t at = (uintptr_t)a, first = (uintptr_t)kernel.first;
    int error = 0;
    if (number != NEW_MAPPING || kernel.first == NULL)
        return unit_syscall(number, a, b, c, d, e, f);
    if (at == 0 && (size_t)b == unit_page())
        return unit_syscall(number, (rawmap_word)first, b, c, d, e, f);
    if (at == first - (size_t)b) {
        error = below++ == 0 ? kernel.below : 0;
    } else if (at == first + (size_t)b) {
        error = above++ == 0 ? kernel.above : 0;
    } else if ((size_t)b == 2 * unit_page()) {
        elsewhere++;
    }
    return error != 0 ? -error : unit_syscall(number, a, b, c, d, e, f);
}

/* A ring, whose first half has a page of room on both sides; where it lies: -1 below, 1 above, 0 elsewhere. */
static int lies(int if_below, int if_above)
{
    const size_t page = unit_page(), mappings = unit_mappings();
    char *const room = (char *)mmap(NULL, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    rawmap_span ring;
    int where;
    cr_assert_neq(room, (char *)MAP_FAILED);
    cr_assert_eq(munmap(room, 3 * page), 0);
    kernel.below = if_below;
    kernel.above = if_above;
    below = above = elsewhere = 0;
    kernel.first = room + page;
    ring = SPAN(rawmap_ring_map(page, RAWMAP_SHARED()));
    kernel.first = NULL;
    cr_assert_eq(ring.length, 2 * page);
    where = (char *)ring.base == room ? -1 : (char *)ring.base == room + page ? 1 : 0;
    *(char *)ring.base = 'r';
    cr_assert_eq(((char *)ring.base)[page], 'r');
    STATUS(OK, rawmap_unmap(ring));
    cr_assert_eq(unit_mappings(), mappings, "nothing of it is left");
    return where;
}
static void tried(bool above_it, bool anywhere)
{
    cr_assert_gt(below, 0);
    cr_assert_eq(above != 0, above_it);
    cr_assert_eq(elsewhere != 0, anywhere);
}

Test(ring_place, below)
{
    cr_assert_eq(lies(0, 0), -1);
    tried(false, false);
}

/* Taken; and where no process may map (vm.mmap_min_addr). */
Test(ring_place, above)
{
    cr_assert_eq(lies(EEXIST, 0), 1);
    tried(true, false);
    cr_assert_eq(lies(EPERM, 0), 1);
    tried(true, false);
}

/* Taken on both sides; and where the addresses end. */
Test(ring_place, anywhere)
{
    static const int above_too[] = {EEXIST, ENOMEM, EPERM};
    unsigned i;
    for (i = 0; i < 3; i++) {
        (void)lies(EEXIST, above_too[i]);
        tried(true, true);
    }
}

/* A want of memory is no want of room: it is the answer, and the first half goes. */
Test(ring_place, no_memory)
{
    const size_t page = unit_page(), mappings = unit_mappings(), open = unit_open_files();
    char *const room = (char *)mmap(NULL, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_eq(munmap(room, 3 * page), 0);
    kernel.below = ENOMEM;
    kernel.first = room + page;
    STATUS(ENOMEM, rawmap_ring_map(page, RAWMAP_SHARED()).status);
    kernel.first = NULL;
    cr_assert_eq(unit_mappings(), mappings);
    cr_assert_eq(unit_open_files(), open);
    tried(false, false);
}
