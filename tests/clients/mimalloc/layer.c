/* SPDX-License-Identifier: MIT */
/* What mimalloc 2.0 wants of an operating system (the _mi_os functions of its mimalloc-internal.h), over memory.h. Compiled
   beside the rest of mimalloc, in place of the file of it that has them. */
#include <mimalloc.h>

#include <mimalloc-atomic.h>
#include <mimalloc-internal.h>

#include "memory.h"

extern bool _mi_os_has_overcommit(void);
extern size_t _mi_os_large_page_size(void);
extern void *_mi_os_alloc_aligned(size_t size, size_t alignment, bool commit, bool *large, mi_stats_t *stats);
extern void _mi_os_free_ex(void *at, size_t size, bool was_committed, mi_stats_t *stats);
extern void *_mi_os_alloc_huge_os_pages(size_t pages, int node, mi_msecs_t longest, size_t *reserved, size_t *size);
extern void _mi_os_free_huge_pages(void *at, size_t size, mi_stats_t *stats);

_Atomic(size_t) _mi_numa_node_count;
static size_t page = 4096;
static bool overcommits = true;
/* Below the last aligned range lies the best place for the next: both are whole multiples of the alignment. */
static _Atomic(uintptr_t) below;

#define COUNTED(what, change, size) _mi_stat_##change(&_mi_stats_main.what, size)

bool _mi_os_has_overcommit(void)
{
    return overcommits;
}
size_t _mi_os_page_size(void)
{
    return page;
}
size_t _mi_os_large_page_size(void)
{
    return MEMORY_LARGE;
}

void _mi_os_init(void)
{
    page = rawmap_page_size();
    overcommits = memory_overcommits();
}

/* At most an eighth is wasted. Who frees gives the size that was asked for: it is rounded there too. */
size_t _mi_os_good_alloc_size(size_t size)
{
    size_t unit = page;
    unsigned shift;
    for (shift = 19; shift < 25 && size >> shift != 0; shift += 2) /* from 512 KiB, 2 MiB, 8 MiB: 64, 256, 1024 KiB */
        unit = (size_t)1 << (shift - 3);
    if (size >> 25 != 0)
        unit = (size_t)1 << 22;
    return size > SIZE_MAX - unit ? size : (size + unit - 1) & ~(unit - 1);
}

static void *gone(const char *what, size_t size, int error)
{
    if (error != 0)
        _mi_warning_message("unable to %s %zu bytes: error %d\n", what, size, error);
    return NULL;
}

static void *made(void *at, size_t size, bool commit)
{
    COUNTED(reserved, increase, size);
    if (commit)
        COUNTED(committed, increase, size);
    return at;
}

void *_mi_os_alloc(size_t size, mi_stats_t *stats)
{
    void *at;
    int error;
    MI_UNUSED(stats);
    if (size == 0)
        return NULL;
    size = _mi_os_good_alloc_size(size);
    error = memory_map(NULL, size, true, &at);
    return error != 0 ? gone("map", size, error) : made(at, size, true);
}

void _mi_os_free_ex(void *at, size_t size, bool was_committed, mi_stats_t *stats)
{
    int error;
    MI_UNUSED(stats);
    if (at == NULL || size == 0)
        return;
    size = _mi_os_good_alloc_size(size);
    error = memory_free(at, size);
    if (error != 0)
        (void)gone("unmap", size, error);
    if (was_committed)
        COUNTED(committed, decrease, size);
    COUNTED(reserved, decrease, size);
}

void _mi_os_free(void *at, size_t size, mi_stats_t *stats)
{
    _mi_os_free_ex(at, size, true, stats);
}

void *_mi_os_alloc_aligned(size_t size, size_t alignment, bool commit, bool *large, mi_stats_t *stats)
{
    const bool may_large = commit && large != NULL && *large && mi_option_is_enabled(mi_option_large_os_pages);
    const uintptr_t hint = mi_atomic_load_relaxed(&below);
    bool pool = false;
    void *at = NULL;
    int error;
    MI_UNUSED(stats);
    if (large != NULL)
        *large = false;
    if (size == 0)
        return NULL;
    size = _mi_os_good_alloc_size(size);
    alignment = _mi_align_up(alignment, page);
    if (may_large && size % MEMORY_LARGE == 0 && alignment % MEMORY_LARGE == 0) {
        error = memory_map_large(size, alignment, &pool, &at);
        *large = pool;
    } else {
        /* A secure build leaves a gap between two. */
        const uintptr_t near_to = hint > size + alignment ? hint - size - (MI_SECURE > 0 ? alignment : 0) : 0;
        error = memory_map((void *)(near_to & ~(alignment - 1)), size, commit, &at);
        if (error == 0 && ((uintptr_t)at & (alignment - 1)) != 0) {
            (void)memory_free(at, size);
            error = memory_map_aligned(size, alignment, commit, &at);
        }
        if (error == 0)
            mi_atomic_store_release(&below, (uintptr_t)at);
    }
    return error != 0 ? gone("map", size, error) : made(at, size, commit);
}

/* at + offset is aligned: what lies before it is there too, and unused. */
void *_mi_os_alloc_aligned_offset(size_t size, size_t alignment, size_t offset, bool commit, bool *large,
                                  mi_stats_t *stats)
{
    const size_t before = _mi_align_up(offset, alignment) - offset;
    unsigned char *const at = offset > MI_SEGMENT_SIZE ? NULL
                                                       : (unsigned char *)_mi_os_alloc_aligned(size + before, alignment,
                                                                                               commit, large, stats);
    if (at != NULL && commit && before > page)
        _mi_os_decommit(at, before, stats);
    return at == NULL ? NULL : at + before;
}

void _mi_os_free_aligned(void *at, size_t size, size_t alignment, size_t offset, bool was_committed, mi_stats_t *stats)
{
    const size_t before = _mi_align_up(offset, alignment) - offset;
    _mi_os_free_ex((unsigned char *)at - before, size + before, was_committed, stats);
}

/* Whole pages: those that any byte of it is in (around), or that it covers. */
static size_t whole(void **at, size_t size, bool around)
{
    const uintptr_t first = (uintptr_t)*at, end = first + size, more = page - 1;
    const uintptr_t from = (around ? first : first + more) & ~more, to = (around ? end + more : end) & ~more;
    *at = (void *)from;
    return to > from ? to - from : 0;
}

static bool done(const char *what, size_t size, int error)
{
    (void)gone(what, size, error);
    mi_assert_internal(error == 0);
    return error == 0;
}

bool _mi_os_commit(void *at, size_t size, bool *is_zero, mi_stats_t *stats)
{
    const size_t pages = whole(&at, size, true);
    MI_UNUSED(stats);
    if (is_zero != NULL)
        *is_zero = false;
    if (pages == 0)
        return true;
    COUNTED(committed, increase, size);
    mi_stat_counter_increase(_mi_stats_main.commit_calls, 1);
    return done("commit", pages, memory_commit(at, pages));
}

bool _mi_os_decommit(void *at, size_t size, mi_stats_t *stats)
{
    const size_t pages = whole(&at, size, false);
    MI_UNUSED(stats);
    if (pages == 0)
        return true;
    COUNTED(committed, decrease, size);
#if MI_DEBUG > 0 || MI_SECURE > 0
    return done("decommit", pages, memory_decommit(at, pages));
#else
    return done("decommit", pages, memory_drop(at, pages));
#endif
}

bool _mi_os_reset(void *at, size_t size, mi_stats_t *stats)
{
    const size_t pages = whole(&at, size, false);
    MI_UNUSED(stats);
    if (pages == 0)
        return true;
    COUNTED(reset, increase, pages);
    return done("reset", pages, memory_reset(at, pages));
}

bool _mi_os_protect(void *at, size_t size)
{
    const size_t pages = whole(&at, size, false);
    return pages != 0 && done("protect", pages, memory_protect(at, pages, true));
}

bool _mi_os_unprotect(void *at, size_t size)
{
    const size_t pages = whole(&at, size, false);
    return pages != 0 && done("unprotect", pages, memory_protect(at, pages, false));
}

/* One range, filled page by page until the time is out or the pool is empty; the rest of it is given back. */
void *_mi_os_alloc_huge_os_pages(size_t pages, int node, mi_msecs_t longest, size_t *reserved, size_t *size)
{
    const mi_msecs_t began = _mi_clock_start();
    size_t filled = 0;
    rawmap_mapping range;
    if (reserved != NULL)
        *reserved = 0;
    if (size != NULL)
        *size = 0;
    if (MI_INTPTR_SIZE < 8 || pages == 0)
        return NULL;
    range = rawmap_region_reserve(pages * MEMORY_HUGE, MEMORY_HUGE);
    if (range.status != RAWMAP_OK)
        return gone("reserve", pages * MEMORY_HUGE, memory_errno(range.status));
    while (filled < pages && (longest <= 0 || _mi_clock_end(began) <= longest) &&
           memory_huge(rawmap_slice(range.span, filled * MEMORY_HUGE, MEMORY_HUGE), node) == 0)
        filled++;
    if (filled < pages)
        (void)memory_free((unsigned char *)range.span.base + filled * MEMORY_HUGE, (pages - filled) * MEMORY_HUGE);
    if (reserved != NULL)
        *reserved = filled;
    if (size != NULL)
        *size = filled * MEMORY_HUGE;
    return filled == 0 ? NULL : made(range.span.base, filled * MEMORY_HUGE, true);
}

void _mi_os_free_huge_pages(void *at, size_t size, mi_stats_t *stats)
{
    _mi_os_free_ex(at, size, true, stats);
}

size_t _mi_os_numa_node_count_get(void)
{
    size_t count = mi_atomic_load_acquire(&_mi_numa_node_count);
    const long wanted = mi_option_get(mi_option_use_numa_nodes);
    if (count == 0) {
        count = wanted > 0 ? (size_t)wanted : memory_nodes();
        mi_atomic_store_release(&_mi_numa_node_count, count);
    }
    return count;
}

int _mi_os_numa_node_get(mi_os_tld_t *tld)
{
    const size_t count = _mi_os_numa_node_count();
    MI_UNUSED(tld);
    return count <= 1 ? 0 : (int)(memory_node() % count);
}
