/* SPDX-License-Identifier: MIT */
/* The operating system's memory for mimalloc, over rawmap alone. This part knows nothing of a version of mimalloc: layer.c
   (2.0, one interface of about twenty functions) and prim.c (2.1 and later, the primitives) stand on it. An int is an
   errno, 0 for success. Sizes and addresses are in whole pages. */
#ifndef MEMORY_H
#define MEMORY_H

#include "../count.h"

#define MEMORY_LARGE ((size_t)2 << 20) /* what mimalloc calls a large page */
#define MEMORY_HUGE ((size_t)1 << 30)  /* and a huge one, which 64-bit builds have alone */

static int memory_errno(rawmap_status status)
{
    return status == RAWMAP_OK ? 0 : rawmap_status_errno(CLIENT_REFUSED(status));
}

static rawmap_span memory_span(void *at, size_t size)
{
    rawmap_span span;
    span.base = at;
    span.length = size;
    return span;
}

static int memory_free(void *at, size_t size)
{
    return memory_errno(rawmap_unmap(memory_span(at, size)));
}

/* What was reserved alone; noreserve, as the allocator asks for far more than it will touch. */
static int memory_map(void *hint, size_t size, bool commit, void **at)
{
    const rawmap_mapping m = rawmap_map(size, commit ? RAWMAP_PROT(read, write) : RAWMAP_PROT(none),
                                        RAWMAP_PRIVATE(noreserve), RAWMAP_NEAR(hint));
    *at = m.span.base;
    return memory_errno(m.status);
}

/* Where the hint led to no aligned address: what rawmap reserves is aligned. */
static int memory_map_aligned(size_t size, size_t alignment, bool commit, void **at)
{
    const rawmap_mapping m = rawmap_region_reserve(size, alignment);
    const rawmap_status status = m.status == RAWMAP_OK && commit ? rawmap_region_commit(m.span) : m.status;
    *at = m.span.base;
    if (status != RAWMAP_OK) {
        if (m.status == RAWMAP_OK)
            rawmap_ignore(rawmap_unmap(m.span));
        *at = NULL;
    }
    return memory_errno(status);
}

/* The best pages of those named. *pool: they are huge pages of the pool, which nothing can take back one by one. */
static int memory_climb(rawmap_span span, rawmap_steps steps, bool *pool)
{
    rawmap_ladder ladder;
    const rawmap_status status = rawmap_ladder_commit(span, steps, &ladder);
    unsigned i;
    for (i = 0; i < ladder.refusals; i++)
        (void)CLIENT_REFUSED(ladder.refusal[i].status);
    *pool = ladder.taken.bits > (RAWMAP_STEPS(transparent, small)).bits;
    return memory_errno(status);
}

/* Large pages, and small ones where there are none. */
static int memory_map_large(size_t size, size_t alignment, bool *is_large, void **at)
{
    const rawmap_mapping m = rawmap_region_reserve(size, alignment);
    int error = memory_errno(m.status);
    *at = m.span.base;
    if (error == 0)
        error = memory_climb(m.span, RAWMAP_STEPS(huge_2mb, transparent, small), is_large);
    if (error != 0 && m.status == RAWMAP_OK) {
        rawmap_ignore(rawmap_unmap(m.span));
        *at = NULL;
    }
    return error;
}

/* A reserved span in pages of 1 GiB, or else in large ones; of one node, if node is any. A node that cannot be had is no
   failure: the memory is what counts. */
static int memory_huge(rawmap_span span, int node)
{
    unsigned long words[RAWMAP_NODE_WORDS(1024)] = {0};
    rawmap_nodes nodes;
    bool pool;
    const int error = memory_climb(span, RAWMAP_STEPS(huge_1gb, huge_2mb), &pool);
    nodes.words = words;
    nodes.count = 1024;
    if (error == 0 && node >= 0 && rawmap_nodes_add(nodes, (unsigned)node))
        rawmap_ignore(rawmap_numa_bind(span, RAWMAP_POLICY(preferred), nodes, RAWMAP_NUMA_PAGES(move)));
    return error;
}

static int memory_commit(void *at, size_t size)
{
    return memory_errno(rawmap_region_commit(memory_span(at, size)));
}

/* The pages go, the access stays: no commit has to follow. */
static int memory_drop(void *at, size_t size)
{
    return memory_errno(rawmap_region_drop_now(memory_span(at, size)));
}

/* The access goes too, so that debug and secure builds see a stray pointer. */
static int memory_decommit(void *at, size_t size)
{
    const int error = memory_drop(at, size);
    return error != 0 ? error : memory_errno(rawmap_protect(memory_span(at, size), RAWMAP_PROT(none)));
}

/* What is locked, or in huge pages, cannot go lazily. */
static int memory_reset(void *at, size_t size)
{
    const rawmap_status status = rawmap_region_free_lazily(memory_span(at, size));
    return status == RAWMAP_EINVAL ? memory_drop(at, size) : memory_errno(status);
}

static int memory_protect(void *at, size_t size, bool none)
{
    return memory_errno(rawmap_protect(memory_span(at, size), none ? RAWMAP_PROT(none) : RAWMAP_PROT(read, write)));
}

/* With vm.overcommit_memory 2 what is reserved counts. */
static bool memory_overcommits(void)
{
    rawmap_facts facts;
    return rawmap_facts_ask(RAWMAP_FACTS(overcommit_mode), &facts) != RAWMAP_OK ||
           facts.overcommit.mode != RAWMAP_OVERCOMMIT_NEVER;
}

/* One more than the highest node that this process may have memory of. */
static size_t memory_nodes(void)
{
    unsigned long words[RAWMAP_NODE_WORDS(1024)] = {0};
    rawmap_nodes nodes;
    unsigned count = 1024;
    nodes.words = words;
    nodes.count = 1024;
    if (rawmap_numa_allowed(nodes) != RAWMAP_OK)
        return 1;
    while (count > 1 && !rawmap_nodes_have(nodes, count - 1))
        count--;
    return count;
}

static size_t memory_node(void)
{
    const rawmap_here here = rawmap_numa_here();
    return here.status == RAWMAP_OK ? here.node : 0;
}

#endif
