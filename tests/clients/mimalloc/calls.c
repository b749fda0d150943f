/* SPDX-License-Identifier: MIT */
/* What the functions of mimalloc 2.0 that call the operating system cost, with whichever layer is linked: lines of a name and
   its instructions, by single-stepping; with an argument so many rounds of all, and the nanoseconds of processor time of one. */
#define _GNU_SOURCE
#include <mimalloc.h>

#include <mimalloc-internal.h>

#include <stdbool.h>

#define SIZE ((size_t)64 << 20)
#define PART ((size_t)1 << 20)

extern void *_mi_os_alloc_aligned(size_t size, size_t alignment, bool commit, bool *large, mi_stats_t *stats);

static unsigned char *range;
static void *small;

/* Each returns as the layer's function does; the step before it makes what it works on. */
#define STATS (&_mi_stats_main)
__attribute__((noinline)) static bool call_alloc(void)
{
    return (small = _mi_os_alloc(PART, STATS)) != NULL;
}
__attribute__((noinline)) static bool call_free(void)
{
    return _mi_os_free(small, PART, STATS), true;
}
__attribute__((noinline)) static bool call_reserve(void)
{
    bool large = false;
    range = (unsigned char *)_mi_os_alloc_aligned(SIZE, SIZE, false, &large, STATS);
    return range != NULL && ((uintptr_t)range & (SIZE - 1)) == 0;
}
__attribute__((noinline)) static bool call_commit(void)
{
    return _mi_os_commit(range, PART, NULL, STATS);
}
__attribute__((noinline)) static bool call_reset(void)
{
    return _mi_os_reset(range, PART, STATS);
}
__attribute__((noinline)) static bool call_decommit(void)
{
    return _mi_os_decommit(range, PART, STATS);
}
__attribute__((noinline)) static bool call_protect(void)
{
    return _mi_os_protect(range, PART);
}
__attribute__((noinline)) static bool call_unprotect(void)
{
    return _mi_os_unprotect(range, PART);
}
__attribute__((noinline)) static bool call_release(void)
{
    return _mi_os_free(range, SIZE, STATS), true;
}

static const struct call {
    const char *name;
    bool (*run)(void);
} calls[] = {{"alloc", call_alloc},     {"free", call_free},           {"reserve", call_reserve},
             {"commit", call_commit},   {"reset", call_reset},         {"decommit", call_decommit},
             {"protect", call_protect}, {"unprotect", call_unprotect}, {"release", call_release}};
static bool layer_begins(void)
{
    mi_free(mi_malloc(1));
    return true;
}

#include "../costs.h"
