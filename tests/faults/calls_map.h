/* SPDX-License-Identifier: MIT */
/* Mapping, and what is done to spans. */
#ifndef RAWMAP_TESTS_FAULTS_CALLS_MAP_H
#define RAWMAP_TESTS_FAULTS_CALLS_MAP_H

#include "laid_out.h"

/* What a mapping call answers, in one: a failure must have no span. */
static bool span_without_success;
static rawmap_status of(rawmap_mapping mapping)
{
    if (mapping.status != RAWMAP_OK && (mapping.span.base || mapping.span.length))
        span_without_success = true;
    return mapping.status;
}

#define RW RAWMAP_PROT(read, write)
#define FREE RAWMAP_EXACTLY(place + PAGES * PAGE)
static unsigned char vector[PAGES];

static int key;
static void with_protection_key(void)
{
    key = (int)rawmap_syscall2(RAWMAP_NR_pkey_alloc, 0, 0);
    key = key > 0 ? key : 1;
}

/* clang-format off */
static rawmap_status map(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE)); }
static rawmap_status map_populated(void) { return of(rawmap_map(PAGE, RW, RAWMAP_SHARED(populate), RAWMAP_ANYWHERE)); }
static rawmap_status map_locked(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE)); }
static rawmap_status map_droppable(void) { return of(rawmap_map(PAGE, RW, RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE)); }
static rawmap_status map_near(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), RAWMAP_NEAR(place + PAGES * PAGE))); }
static rawmap_status map_low(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), RAWMAP_LOW_32BIT)); }
static rawmap_status map_exactly(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), FREE)); }
static rawmap_status map_huge(void) { return of(rawmap_map(2 << 20, RAWMAP_PROT(none), RAWMAP_PRIVATE(huge_2mb, noreserve), RAWMAP_ANYWHERE)); }
static rawmap_status map_file(void) { return of(rawmap_map_file(file, 0, PAGE, RW, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE)); }
static rawmap_status map_file_exactly(void) { return of(rawmap_map_file(file, 0, PAGE, RW, RAWMAP_FILE_PRIVATE(), FREE)); }
static rawmap_status replace(void) { return rawmap_replace(span_at(1, 1), RAWMAP_PROT(read), RAWMAP_PRIVATE()); }
static rawmap_status replace_file(void) { return rawmap_replace_file(span_at(1, 1), file, 0, RW, RAWMAP_FILE_SHARED()); }
static rawmap_status unmap(void) { return rawmap_unmap(span_at(1, 1)); }
static rawmap_status protect(void) { return rawmap_protect(span_at(1, 1), RAWMAP_PROT(none)); }
static rawmap_status resize(void) { return of(rawmap_resize(span_at(0, PAGES), 5 * PAGE)); }
static rawmap_status resize_or_move(void) { return of(rawmap_resize_or_move(span_at(0, PAGES), 64 * PAGE)); }
static rawmap_status move_over(void) { return of(rawmap_move_over(span_at(0, 1), span_at(2 * PAGES, 1))); }
static rawmap_status move_keep(void) { return of(rawmap_move_keep(span_at(0, 1))); }
static rawmap_status move_keep_over(void) { return of(rawmap_move_keep_over(span_at(0, 1), span_at(2 * PAGES, 1))); }
static rawmap_status move_keep_near(void) { return of(rawmap_move_keep_near(span_at(0, 1), place + PAGES * PAGE)); }
static rawmap_status duplicate_over(void) { return of(rawmap_duplicate_over(span_at(0, 1), span_at(2 * PAGES, 1))); }
static rawmap_status duplicate(void) { return of(rawmap_duplicate(span_at(0, 1))); }
static rawmap_status advise(void) { return rawmap_advise(span_at(0, 1), RAWMAP_ADVICE(dontneed)); }
static rawmap_status advise_fork(void) { return rawmap_advise(span_at(1, 1), RAWMAP_ADVICE(dontfork)); }
static rawmap_status knows_advice(void) { return rawmap_knows_advice(RAWMAP_ADVICE(cold)); }
static rawmap_status sync_span(void) { return rawmap_sync(span_at(0, 1), RAWMAP_SYNC(sync)); }
static rawmap_status lock(void) { return rawmap_lock(span_at(0, 1)); }
static rawmap_status lock_on_fault(void) { return rawmap_lock_on_fault(span_at(0, 1)); }
static rawmap_status unlock(void) { return rawmap_unlock(span_at(0, 1)); }
static rawmap_status lock_all(void) { return rawmap_lock_all(RAWMAP_LOCK_ALL(future, on_fault)); }
static rawmap_status unlock_all(void) { return rawmap_unlock_all(); }
static rawmap_status residency(void) { return rawmap_residency(span_at(0, PAGES), vector, sizeof vector); }
static rawmap_status seal(void) { return rawmap_seal(span_at(1, 1)); }
static rawmap_status name(void) { return rawmap_name(span_at(1, 1), "fault"); }
static rawmap_status shadow_stack(void) { return of(rawmap_map_shadow_stack(PAGE, RAWMAP_SHADOW_STACK(), RAWMAP_ANYWHERE)); }
static rawmap_status shadow_stack_exactly(void) { return of(rawmap_map_shadow_stack(PAGE, RAWMAP_SHADOW_STACK(), FREE)); }
static rawmap_status remap_pages(void) { return rawmap_remap_file_pages(span_at(0, 1), 1); }
static rawmap_status key_protect(void) { return rawmap_pkey_protect(span_at(1, 1), RAWMAP_PROT(none), RAWMAP_PKEY_DEFAULT); }
static rawmap_status key_free(void) { return rawmap_pkey_free((rawmap_pkey){key}); }
static rawmap_status key_alloc(void)
{
    const rawmap_pkey_answer got = rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS());
    if (got.status != RAWMAP_OK && got.key.number != -1)
        span_without_success = true;
    return got.status;
}

#define SCENARIOS_MAP \
    ONE(map, NULL, mmap) \
    ONE(map_populated, NULL, mmap) \
    ONE(map_locked, NULL, mmap) \
    ONE(map_droppable, NULL, mmap) \
    ONE(map_near, NULL, mmap) \
    ONE(map_low, NULL, mmap) \
    ONE(map_exactly, NULL, mmap) \
    ONE(map_huge, NULL, mmap) \
    ONE(map_file, NULL, mmap) \
    ONE(map_file_exactly, NULL, mmap) \
    ONE(replace, NULL, mmap) \
    ONE(replace_file, NULL, mmap) \
    ONE(unmap, NULL, munmap) \
    ONE(protect, NULL, mprotect) \
    ONE(resize, NULL, mremap) \
    ONE(resize_or_move, NULL, mremap) \
    ONE(move_over, NULL, mremap) \
    ONE(move_keep, NULL, mremap) \
    ONE(move_keep_over, NULL, mremap) \
    ONE(move_keep_near, NULL, mremap) \
    ONE(duplicate_over, shared_place, mremap) \
    ONE(duplicate, shared_place, mremap) \
    ONE(advise, NULL, madvise) \
    ONE(advise_fork, NULL, madvise) \
    ONE(knows_advice, NULL, madvise) \
    ONE(sync_span, shared_place, msync) \
    ONE(lock, NULL, mlock) \
    ONE(lock_on_fault, NULL, mlock2) \
    ONE(unlock, NULL, munlock) \
    ONE(lock_all, NULL, mlockall) \
    ONE(unlock_all, NULL, munlockall) \
    ONE(residency, NULL, mincore) \
    ONE(seal, NULL, mseal) \
    ONE(name, NULL, prctl) \
    ONE(shadow_stack, NULL, map_shadow_stack) \
    ONE(shadow_stack_exactly, NULL, map_shadow_stack) \
    ONE(remap_pages, shared_place, remap_file_pages) \
    ONE(key_alloc, NULL, pkey_alloc) \
    ONE(key_free, with_protection_key, pkey_free) \
    ONE(key_protect, NULL, pkey_mprotect)
/* clang-format on */

#endif
