/* SPDX-License-Identifier: MIT */
/* Regions, guards, stacks: the functions that are one call. Those of several fail call by call in
   tests/unit/test_old_region.c, where what is left of them is looked at. */
#ifndef RAWMAP_TESTS_FAULTS_CALLS_REGIONS_H
#define RAWMAP_TESTS_FAULTS_CALLS_REGIONS_H

#include "laid_out.h"

static rawmap_status guard_remove(void)
{
    rawmap_guard guard;
    guard.status = RAWMAP_OK;
    guard.by_protection = true;
    return rawmap_guard_remove(span_at(1, 1), guard, RAWMAP_PROT(read, write));
}

static rawmap_status stack_unmap(void)
{
    rawmap_stack stack;
    memset(&stack, 0, sizeof stack);
    stack.span = span_at(1, 1);
    return rawmap_stack_unmap(&stack);
}

/* clang-format off */
static rawmap_status region_commit(void) { return rawmap_region_commit(span_at(1, 1)); }
static rawmap_status region_decommit(void) { return rawmap_region_decommit(span_at(1, 1)); }
static rawmap_status region_free_lazily(void) { return rawmap_region_free_lazily(span_at(1, 1)); }
static rawmap_status region_drop_now(void) { return rawmap_region_drop_now(span_at(1, 1)); }
static rawmap_status region_page_out(void) { return rawmap_region_page_out(span_at(1, 1)); }
static rawmap_status region_keep_cold(void) { return rawmap_region_keep_cold(span_at(1, 1)); }
static rawmap_status region_release(void) { return rawmap_region_release(span_at(1, 1)); }

#define SCENARIOS_REGIONS \
    ONE(region_commit, NULL, mprotect) \
    ONE(region_decommit, NULL, mmap) \
    ONE(region_free_lazily, NULL, madvise) \
    ONE(region_drop_now, NULL, madvise) \
    ONE(region_page_out, NULL, madvise) \
    ONE(region_keep_cold, NULL, madvise) \
    ONE(region_release, NULL, munmap) \
    ONE(guard_remove, NULL, mprotect) \
    ONE(stack_unmap, NULL, munmap)
/* clang-format on */

#endif
