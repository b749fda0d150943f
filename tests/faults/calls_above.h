/* SPDX-License-Identifier: MIT */
/* What is made of several calls: rings, stacks, regions, growing, ladders, caches, and advice on many spans. Each gives back
   what it got. */
#ifndef RAWMAP_TESTS_FAULTS_CALLS_ABOVE_H
#define RAWMAP_TESTS_FAULTS_CALLS_ABOVE_H

#include "calls_looking.h"
#include "calls_map.h"
#include "calls_other.h"

static void give_back(rawmap_span span)
{
    if (span.length != 0)
        (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)span.base, (rawmap_word)span.length);
}
static rawmap_status ring_map(void)
{
    const rawmap_mapping ring = rawmap_ring_map(PAGE, RAWMAP_SHARED());
    found = 0;
    give_back(ring.span);
    return of(ring);
}
static rawmap_status region_reserve(void)
{
    const rawmap_mapping region = rawmap_region_reserve(PAGE, (size_t)1 << 40);
    found = 0;
    give_back(region.span);
    return region.status;
}
static rawmap_status map_within(void)
{
    const rawmap_range range = RAWMAP_WITHIN(0, (uint64_t)1 << 32);
    const rawmap_mapping mapping = rawmap_map_within(PAGE, 1, RW, RAWMAP_PRIVATE(), range);
    found = 0;
    give_back(mapping.span);
    return mapping.status;
}
static rawmap_status map_aligned(void)
{
    const rawmap_mapping mapping = rawmap_map_aligned(PAGE, (size_t)1 << 40, RW, RAWMAP_PRIVATE(noreserve), NULL);
    found = 0;
    give_back(mapping.span);
    return mapping.status;
}
static rawmap_status stack_map(void)
{
    rawmap_stack stack;
    const rawmap_status status = rawmap_stack_map(&stack, 4 * PAGE, PAGE);
    found = 0;
    if (status != RAWMAP_OK && stack.span.length != 0)
        span_without_success = true;
    give_back(stack.span);
    return status;
}
static rawmap_status stack_unmap(void)
{
    rawmap_stack stack;
    memset(&stack, 0, sizeof stack);
    stack.span = span_at(1, 1);
    return rawmap_stack_unmap(&stack);
}
static rawmap_status cache_map(void)
{
    rawmap_cache cache;
    const rawmap_status status = rawmap_cache_map(&cache, 4, 100);
    found = 0;
    give_back(cache.memory);
    return status;
}

/* On memory of its own, whatever becomes of it. */
static rawmap_span own(void)
{
    rawmap_span span;
    span.base = (void *)rawmap_syscall6(RAWMAP_NR_mmap, 0, PAGE, 3,
                                        RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    span.length = PAGE;
    return span;
}
static rawmap_status guard_install(void)
{
    const rawmap_span span = own();
    const rawmap_status status = rawmap_guard_install(span).status;
    found = 0;
    give_back(span);
    return status;
}
static rawmap_status grow(void)
{
    rawmap_span span = own();
    const rawmap_status status = rawmap_grow(&span, 2 * PAGE);
    found = span.length;
    give_back(span);
    return status;
}
static rawmap_status grows_with(rawmap_status (*call)(rawmap_span *, int, uint64_t, size_t))
{
    rawmap_span span = own();
    const rawmap_status status = call(&span, file, 0, 2 * PAGE);
    found = span.length;
    give_back(span);
    return status;
}
static rawmap_status grow_file(void)
{
    return grows_with(rawmap_grow_file);
}
static rawmap_status grow_file_allocated(void)
{
    return grows_with(rawmap_grow_file_allocated);
}
static rawmap_status ladder_commit(void)
{
    const rawmap_span span = own();
    rawmap_ladder ladder;
    const rawmap_status status = rawmap_ladder_commit(span, RAWMAP_STEPS(transparent, small), &ladder);
    found = 0;
    give_back(span);
    return status;
}
static rawmap_status ladder_map(void)
{
    const rawmap_nodes anywhere = {NULL, 0};
    rawmap_ladder ladder;
    const rawmap_mapping mapping = rawmap_ladder_map(PAGE, RAWMAP_PRIVATE(), RAWMAP_STEPS(huge_2mb, transparent, small),
                                                     RAWMAP_POLICY(default), anywhere, &ladder);
    found = 0;
    give_back(mapping.span);
    return mapping.status;
}
static rawmap_status ladder_map_file(void)
{
    rawmap_ladder ladder;
    const rawmap_mapping mapping =
        rawmap_ladder_map_file(big_file, 0, 4u << 20, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(),
                               RAWMAP_STEPS(huge_2mb, transparent, small), &ladder);
    found = 0;
    give_back(mapping.span);
    return mapping.status;
}
static rawmap_status transparent_size(void)
{
    const rawmap_size size = rawmap_transparent_size();
    found = size.bytes;
    return size.status;
}
static rawmap_status collapse(void)
{
    rawmap_held held;
    found = 0;
    return rawmap_collapse(span_at(0, PAGES), &held);
}
static rawmap_status pages_held(void)
{
    rawmap_held held;
    const rawmap_status status = rawmap_pages_held(span_at(0, PAGES), &held);
    found = 0;
    return status;
}
static rawmap_status advise_many(void)
{
    rawmap_span spans[8];
    for (int i = 0; i < 8; i++)
        spans[i] = span_at(i & 3, 1);
    found = 0;
    return rawmap_advise_many(spans, 8, RAWMAP_ADVICE(cold)).status;
}

static rawmap_status guard_install_many(void)
{
    const rawmap_span span = own();
    const rawmap_span spans[2] = {span, span};
    rawmap_guard kept[2];
    const rawmap_status status = rawmap_guard_install_many(spans, 2, kept).status;
    found = 0;
    give_back(span);
    return status;
}
static rawmap_status guard_remove_many(void)
{
    const rawmap_span span = own();
    const rawmap_span spans[2] = {span, span};
    const rawmap_guard kept[2] = {{RAWMAP_OK, false}, {RAWMAP_OK, true}};
    const rawmap_status status = rawmap_guard_remove_many(spans, 2, kept, RW).status;
    found = 0;
    give_back(span);
    return status;
}

static rawmap_status code_map(void)
{
    rawmap_code code;
    const rawmap_status status = rawmap_code_map(&code, PAGE, RAWMAP_ANYWHERE);
    found = 0;
    if (status != RAWMAP_OK && (code.writable.length | code.executable.length) != 0)
        span_without_success = true;
    give_back(code.writable);
    give_back(code.executable);
    return status;
}
static unsigned char copied[4096];
static rawmap_status mapped_read(void)
{
    const rawmap_size size = rawmap_mapped_read(copied, span_at(0, 1));
    found = size.bytes;
    return size.status;
}
static rawmap_status mapped_write(void)
{
    const rawmap_size size = rawmap_mapped_write(span_at(0, 1), copied);
    found = size.bytes;
    return size.status;
}
static rawmap_status secret_map(void)
{
    const rawmap_secret secret = rawmap_secret_map(PAGE);
    found = 0;
    if (secret.status != RAWMAP_OK && secret.span.length != 0)
        span_without_success = true;
    if (secret.span.length != 0)
        give_back((rawmap_span){(char *)secret.span.base - PAGE, 3 * PAGE});
    return secret.status;
}

/* clang-format off */
static rawmap_status secret_release(void) { return rawmap_secret_release(span_at(1, 1)); }
static rawmap_status region_commit(void) { return rawmap_region_commit(span_at(0, 1)); }
static rawmap_status region_decommit(void) { return rawmap_region_decommit(span_at(0, 1)); }
static rawmap_status region_free_lazily(void) { return rawmap_region_free_lazily(span_at(0, 1)); }
static rawmap_status region_drop_now(void) { return rawmap_region_drop_now(span_at(0, 1)); }
static rawmap_status region_page_out(void) { return rawmap_region_page_out(span_at(0, 1)); }
static rawmap_status region_keep_cold(void) { return rawmap_region_keep_cold(span_at(0, 1)); }
static rawmap_status region_release(void) { return rawmap_region_release(span_at(0, 1)); }
static rawmap_status guard_remove(void) { return rawmap_guard_remove(span_at(0, 1), (rawmap_guard){RAWMAP_OK, true}, RW); }

#define SCENARIOS_ABOVE \
    SEVERAL(ring_map, RAWMAP_NR_memfd_create, RAWMAP_NR_ftruncate, RAWMAP_NR_mmap, RAWMAP_NR_close) \
    SEVERAL(region_reserve, RAWMAP_NR_mmap, RAWMAP_NR_munmap) \
    SEVERAL(map_within, RAWMAP_NR_mmap, RAWMAP_NR_munmap, RAWMAP_NR_openat, RAWMAP_NR_read, RAWMAP_NR_close) \
    SEVERAL(map_aligned, RAWMAP_NR_mmap, RAWMAP_NR_munmap) \
    SEVERAL(stack_map, RAWMAP_NR_mmap, RAWMAP_NR_process_madvise, RAWMAP_NR_madvise, RAWMAP_NR_mprotect) \
    ONE(stack_unmap, NULL, munmap) \
    SEVERAL(cache_map, RAWMAP_NR_mmap, RAWMAP_NR_madvise) \
    SEVERAL(guard_install, RAWMAP_NR_process_madvise, RAWMAP_NR_madvise, RAWMAP_NR_mprotect) \
    SEVERAL(guard_install_many, RAWMAP_NR_process_madvise, RAWMAP_NR_madvise, RAWMAP_NR_mprotect) \
    SEVERAL(guard_remove_many, RAWMAP_NR_process_madvise, RAWMAP_NR_madvise, RAWMAP_NR_mprotect) \
    ONE(guard_remove, NULL, mprotect) \
    SEVERAL(grow, RAWMAP_NR_mremap) \
    SEVERAL(grow_file, RAWMAP_NR_mremap, RAWMAP_NR_fallocate, RAWMAP_NR_statx, RAWMAP_NR_ftruncate) \
    SEVERAL(grow_file_allocated, RAWMAP_NR_mremap, RAWMAP_NR_fallocate) \
    SEVERAL(ladder_commit, RAWMAP_NR_mprotect, RAWMAP_NR_madvise, RAWMAP_NR_openat, RAWMAP_NR_read) \
    SEVERAL(ladder_map, RAWMAP_NR_mmap, RAWMAP_NR_munmap, RAWMAP_NR_openat, RAWMAP_NR_read) \
    SEVERAL(ladder_map_file, RAWMAP_NR_mmap, RAWMAP_NR_munmap, RAWMAP_NR_statx, RAWMAP_NR_madvise, RAWMAP_NR_ioctl) \
    SEVERAL(transparent_size, RAWMAP_NR_openat, RAWMAP_NR_read, RAWMAP_NR_close) \
    SEVERAL(collapse, RAWMAP_NR_madvise, RAWMAP_NR_openat, RAWMAP_NR_ioctl, RAWMAP_NR_close) \
    SEVERAL(pages_held, RAWMAP_NR_openat, RAWMAP_NR_read, RAWMAP_NR_ioctl, RAWMAP_NR_close) \
    SEVERAL(advise_many, RAWMAP_NR_process_madvise, RAWMAP_NR_madvise, RAWMAP_NR_getpid) \
    SEVERAL(code_map, RAWMAP_NR_memfd_create, RAWMAP_NR_ftruncate, RAWMAP_NR_mmap, RAWMAP_NR_mremap, RAWMAP_NR_mprotect) \
    SEVERAL(mapped_read, RAWMAP_NR_getpid, RAWMAP_NR_process_vm_readv) \
    SEVERAL(mapped_write, RAWMAP_NR_getpid, RAWMAP_NR_process_vm_writev) \
    SEVERAL(secret_map, RAWMAP_NR_memfd_secret, RAWMAP_NR_mmap, RAWMAP_NR_mprotect, RAWMAP_NR_madvise, RAWMAP_NR_mlock) \
    ONE(secret_release, NULL, munmap) \
    ONE(region_commit, NULL, mprotect) \
    ONE(region_decommit, NULL, mmap) \
    ONE(region_free_lazily, NULL, madvise) \
    ONE(region_drop_now, NULL, madvise) \
    ONE(region_page_out, NULL, madvise) \
    ONE(region_keep_cold, NULL, madvise) \
    ONE(region_release, NULL, munmap)
/* clang-format on */

#endif
