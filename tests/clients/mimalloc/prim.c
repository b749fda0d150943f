/* SPDX-License-Identifier: MIT */
/* The primitives that mimalloc 2.1 and later want (mimalloc/prim.h): memory over memory.h, the rest, which is no memory, by
   libc. Included by the one unit that is the rest of mimalloc, in place of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <pthread.h>

#include "memory.h"

static _Atomic(uintptr_t) prim_below; /* as in layer.c */

void _mi_prim_mem_init(mi_os_mem_config_t *config)
{
    config->page_size = rawmap_page_size();
    config->alloc_granularity = config->page_size;
    config->large_page_size = MEMORY_LARGE;
    config->has_overcommit = memory_overcommits();
    config->has_virtual_reserve = true;
#if MI_MALLOC_VERSION > 212
    config->has_partial_free = true;
#else
    config->must_free_whole = false;
#endif
}

int _mi_prim_free(void *at, size_t size)
{
    return memory_free(at, size);
}

/* The address and the alignment are hints: what is large is aligned, as no other address would do for it. */
#if MI_MALLOC_VERSION >= 220
int _mi_prim_alloc(void *hint, size_t size, size_t alignment, bool commit, bool large, bool *is_large, bool *is_zero,
                   void **at)
{
#else
int _mi_prim_alloc(size_t size, size_t alignment, bool commit, bool large, bool *is_large, bool *is_zero, void **at)
{
    void *hint = NULL;
#endif
    const uintptr_t below = hint == NULL ? mi_atomic_load_relaxed(&prim_below) : 0;
    int error;
    *is_large = false;
    *is_zero = true;
    if (large && alignment != 0 && size % MEMORY_LARGE == 0 && alignment % MEMORY_LARGE == 0)
        return memory_map_large(size, alignment, is_large, at);
    if (hint == NULL && alignment > 1 && below > size + alignment)
        hint = (void *)((below - size) & ~(alignment - 1));
    error = memory_map(hint, size, commit, at);
    if (error == 0 && alignment > 1 && ((uintptr_t)*at & (alignment - 1)) != 0) {
        (void)memory_free(*at, size);
        error = memory_map_aligned(size, alignment, commit, at);
    }
    if (error == 0 && alignment > 1)
        mi_atomic_store_release(&prim_below, (uintptr_t)*at);
    return error;
}

int _mi_prim_commit(void *at, size_t size, bool *is_zero)
{
    *is_zero = false;
    return memory_commit(at, size);
}

int _mi_prim_decommit(void *at, size_t size, bool *needs_recommit)
{
#if MI_DEBUG > 0 || MI_SECURE > 0
    *needs_recommit = true;
    return memory_decommit(at, size);
#else
    *needs_recommit = false;
    return memory_drop(at, size);
#endif
}

int _mi_prim_reset(void *at, size_t size)
{
    return memory_reset(at, size);
}
int _mi_prim_reuse(void *at, size_t size);
int _mi_prim_reuse(void *at, size_t size)
{
    return (void)at, (void)size, 0;
}
int _mi_prim_protect(void *at, size_t size, bool protect)
{
    return memory_protect(at, size, protect);
}

int _mi_prim_alloc_huge_os_pages(void *hint, size_t size, int node, bool *is_zero, void **at)
{
    int error = memory_map(hint, size, false, at);
    *is_zero = true;
    if (error == 0 && ((uintptr_t)*at & (MEMORY_HUGE - 1)) != 0) {
        (void)memory_free(*at, size);
        error = memory_map_aligned(size, MEMORY_HUGE, false, at);
    }
    if (error == 0 && (error = memory_huge(memory_span(*at, size), node)) != 0) {
        (void)memory_free(*at, size);
        *at = NULL;
    }
    return error;
}

size_t _mi_prim_numa_node(void)
{
    return memory_node();
}
size_t _mi_prim_numa_node_count(void)
{
    return memory_nodes();
}

/* No memory from here on. */

mi_msecs_t _mi_prim_clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (mi_msecs_t)now.tv_sec * 1000 + (mi_msecs_t)(now.tv_nsec / 1000000);
}

void _mi_prim_process_info(mi_process_info_t *info)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    info->utime = (mi_msecs_t)used.ru_utime.tv_sec * 1000 + used.ru_utime.tv_usec / 1000;
    info->stime = (mi_msecs_t)used.ru_stime.tv_sec * 1000 + used.ru_stime.tv_usec / 1000;
    info->peak_rss = (size_t)used.ru_maxrss << 10;
    info->page_faults = (size_t)used.ru_majflt;
}

void _mi_prim_out_stderr(const char *text)
{
    fputs(text, stderr);
}

bool _mi_prim_getenv(const char *name, char *result, size_t size)
{
    const char *const value = getenv(name);
    if (value == NULL || strlen(value) >= size)
        return false;
    memcpy(result, value, strlen(value) + 1);
    return true;
}

bool _mi_prim_random_buf(void *to, size_t size)
{
    return getrandom(to, size, GRND_NONBLOCK) == (ssize_t)size;
}

static pthread_key_t prim_key;
static bool prim_key_made;
static void prim_thread_ends(void *heap)
{
    if (heap != NULL)
        _mi_thread_done((mi_heap_t *)heap);
}
void _mi_prim_thread_init_auto_done(void)
{
    prim_key_made = pthread_key_create(&prim_key, prim_thread_ends) == 0;
}
void _mi_prim_thread_done_auto_done(void)
{
    if (prim_key_made)
        pthread_key_delete(prim_key);
}
void _mi_prim_thread_associate_default_heap(mi_heap_t *heap)
{
    if (prim_key_made)
        pthread_setspecific(prim_key, heap);
}
