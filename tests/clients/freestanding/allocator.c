/* SPDX-License-Identifier: MIT */
/* malloc and free over rawmap. Large blocks are mappings of their own. Small ones are cut from one range, which is committed
   as it is used up; each size, a power of two, has a list of those that were given back. One thread. */
#include <rawmap.h>
#include <stdlib.h>

#define RANGE ((size_t)64 << 20)
#define STEP ((size_t)256 << 10)
#define LARGE ((size_t)64 << 10)
#define HEAD 32u /* keeps what follows aligned for all types */

union head {
    struct {
        size_t length; /* of a mapping of its own, or 0 */
        union head *next;
        unsigned list;
    } of;
    unsigned char bytes[HEAD];
};

static rawmap_span range;
static size_t used, committed;
static union head *lists[sizeof(size_t) * 8];

static union head *cut(size_t size)
{
    union head *const block = (union head *)(void *)((unsigned char *)range.base + used);
    if (range.length == 0) {
        const rawmap_mapping m = rawmap_region_reserve(RANGE, STEP);
        if (m.status != RAWMAP_OK)
            return NULL;
        range = m.span;
        return cut(size);
    }
    if (size > RANGE - used)
        return NULL;
    if (used + size > committed) {
        if (rawmap_region_commit(rawmap_slice(range, committed, STEP)) != RAWMAP_OK)
            return NULL;
        committed += STEP;
    }
    used += size;
    return block;
}

void *malloc(size_t size)
{
    union head *block;
    unsigned list = 6;
    if (size > (size_t)-1 / 2)
        return NULL;
    size += HEAD;
    if (size >= LARGE) {
        const rawmap_mapping m = rawmap_map(size, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
        if (m.status != RAWMAP_OK)
            return NULL;
        block = (union head *)m.span.base;
        block->of.length = size;
        return block + 1;
    }
    while ((size_t)1 << list < size)
        list++;
    block = lists[list];
    if (block != NULL)
        lists[list] = block->of.next;
    else if ((block = cut((size_t)1 << list)) == NULL)
        return NULL;
    block->of.length = 0;
    block->of.list = list;
    return block + 1;
}

void free(void *at)
{
    union head *const block = (union head *)at - 1;
    if (at == NULL)
        return;
    if (block->of.length != 0) {
        rawmap_ignore(rawmap_unmap(rawmap_span_of(block, block->of.length)));
        return;
    }
    block->of.next = lists[block->of.list];
    lists[block->of.list] = block;
}
