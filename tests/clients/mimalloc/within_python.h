/* SPDX-License-Identifier: MIT */
/* CPython keeps mimalloc 2.1 within it and asks five things of its own interpreter. Alone it answers them as one without
   threads of Python. Included before all of it. */
#ifndef WITHIN_PYTHON_H
#define WITHIN_PYTHON_H
#include "mimalloc.h"
#include "mimalloc/internal.h"

static void _PyMem_mi_page_clear_qsbr(mi_page_t *page)
{
    (void)page;
}
static void _PyMem_mi_page_reclaimed(mi_page_t *page)
{
    (void)page;
}
static void _PyMem_mi_heap_collect_qsbr(mi_heap_t *heap)
{
    (void)heap;
}
static bool _PyMem_mi_page_is_safe_to_free(mi_page_t *page)
{
    return (void)page, true;
}
static bool _PyMem_mi_page_maybe_free(mi_page_t *page, mi_page_queue_t *queue, bool force)
{
    _mi_page_free(page, queue, force);
    return true;
}

#endif
