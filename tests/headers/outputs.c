/* SPDX-License-Identifier: MIT */
/* What a call fills in and what an answer holds may be used after success, and no compiler says that it may be nothing: the
   ways in which programs write it, with nothing set before. */
#include "rawmap.h"

/* use_NAME: a structure of this type, filled by a call whose status is this. */
#define USE(name, type, status, value)                                                                                 \
    uint64_t use_##name(int number);                                                                                   \
    uint64_t use_##name(int number)                                                                                    \
    {                                                                                                                  \
        type out;                                                                                                      \
        (void)number;                                                                                                  \
        if ((status) != RAWMAP_OK)                                                                                     \
            return 1;                                                                                                  \
        return RAWMAP_I_CAST(uint64_t, value);                                                                         \
    }

static rawmap_shm segment(int number)
{
    rawmap_shm one;
    one.id = number;
    return one;
}
static rawmap_span span(int number)
{
    return rawmap_span_of(RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, number) << 12), 4096);
}
static rawmap_nodes nobody(void)
{
    rawmap_nodes nodes;
    nodes.words = NULL;
    nodes.count = 0;
    return nodes;
}

USE(shm_look, rawmap_shm_facts, rawmap_shm_look(segment(number), &out), out.length + out.permissions)
USE(shm_at, rawmap_shm_facts, rawmap_shm_at(RAWMAP_I_CAST(unsigned, number), &out).status, out.length + out.owner)
USE(shm_at_any, rawmap_shm_facts, rawmap_shm_at_any(RAWMAP_I_CAST(unsigned, number), &out).status,
    out.length + out.group)
USE(shm_limits_now, rawmap_shm_limits, rawmap_shm_limits_now(&out), out.length + out.pages)
USE(shm_usage_now, rawmap_shm_usage, rawmap_shm_usage_now(&out), out.pages + out.segments)
USE(shmget, rawmap_shmget_arguments, rawmap_shmget_from_linux(number, number, 0, &out), out.by_key + out.permissions)
USE(shmat, rawmap_shmat_arguments, rawmap_shmat_from_linux(NULL, number, 0, &out), out.replaces + out.address)
USE(mmap, rawmap_mmap_arguments, rawmap_mmap_from_linux(NULL, number, number, 0, &out), out.replaces + out.file_backed)
USE(mremap, rawmap_mremap_arguments, rawmap_mremap_from_linux(1, 2, number, &out), out.keeps + out.duplicates)
USE(open, rawmap_open_arguments, rawmap_open_from_linux(number, &out), out.creates)
USE(cache_states, rawmap_cache_counts, rawmap_cache_states(number, 0, 4096, &out), out.cached + out.dirty)
USE(cache_to_end, rawmap_cache_counts, rawmap_cache_states_to_end(number, 0, &out), out.cached + out.dirty)
USE(facts_ask, rawmap_facts, rawmap_facts_ask(RAWMAP_FACTS(page_bytes), &out), out.page.bytes)
USE(held, rawmap_held, rawmap_pages_held(span(number), &out), out.huge_bytes + out.small_bytes)
USE(collapse, rawmap_held, rawmap_collapse(span(number), &out), out.huge_bytes + out.small_bytes)
USE(ladder, rawmap_ladder, rawmap_ladder_commit(span(number), RAWMAP_STEPS(small), &out), out.refusals)
USE(ladder_map, rawmap_ladder,
    rawmap_ladder_map(4096, RAWMAP_PRIVATE(), RAWMAP_STEPS(small), RAWMAP_POLICY(default), nobody(), &out).status,
    out.refusals + out.taken.bits)
USE(ladder_file, rawmap_ladder,
    rawmap_ladder_map_file(number, 0, 4096, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_STEPS(small), &out).status,
    out.refusals + out.taken.bits)
USE(pages_open, int, rawmap_pages_open(&out, 0), out)
USE(code, rawmap_code, rawmap_code_map(&out, 4096, RAWMAP_ANYWHERE), out.writable.length + out.executable.length)
USE(stack, rawmap_stack, rawmap_stack_map(&out, 4096, 4096), out.usable.length)
USE(map, rawmap_mapping, (out = rawmap_map(4096, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE)).status,
    RAWMAP_I_ADDRESS(out.span.base) + out.span.length)
USE(file_open, rawmap_file, (out = rawmap_file_open("x", RAWMAP_OPEN(read_only))).status,
    RAWMAP_I_CAST(unsigned, out.fd))
USE(file_size, rawmap_file_bytes, (out = rawmap_file_size(number)).status, out.bytes)
USE(numa_here, rawmap_here, (out = rawmap_numa_here()).status, out.node + out.cpu)
USE(node_of, rawmap_node_answer, (out = rawmap_node_of(span(number).base)).status, out.node)
USE(transparent, rawmap_size, (out = rawmap_transparent_size()).status, out.bytes)

/* A list, entry by entry. */
uint64_t use_mappings(void);
uint64_t use_mappings(void)
{
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    char buffer[256];
    uint64_t sum = 0;
    if (rawmap_mappings_open(&list, 0, buffer, sizeof buffer) != RAWMAP_OK)
        return 0;
    while (rawmap_mappings_next(&list, &entry) == RAWMAP_OK)
        sum += entry.end - entry.start + entry.inode + (entry.deleted ? 1u : 0u);
    rawmap_ignore(rawmap_mappings_close(&list));
    return sum;
}
