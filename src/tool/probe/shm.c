/* SPDX-License-Identifier: MIT */
/* The library's calls on System V shared memory. Every segment is marked for removal before anything else is done. */
#include "../tool.h"

/* Two pages, attached, or a refusal. */
static bool segment_of(struct answer *answer, rawmap_shm *segment, rawmap_span *span)
{
    const rawmap_shm_answer made = rawmap_shm_new(2 * page_size, 0600, RAWMAP_SHM());
    rawmap_mapping m;
    if (!took(answer, made.status))
        return false;
    m = rawmap_shm_attach(made.segment, RAWMAP_PROT(read, write), RAWMAP_ANYWHERE);
    forget(rawmap_shm_remove(made.segment));
    *segment = made.segment;
    *span = m.span;
    return took(answer, m.status);
}

static void shared(struct answer *answer, const struct row *row)
{
    rawmap_shm segment;
    rawmap_span span;
    rawmap_mapping m;
    (void)row;
    if (!segment_of(answer, &segment, &span))
        return;
    m = rawmap_shm_attach(segment, RAWMAP_PROT(read), RAWMAP_ANYWHERE);
    if (took(answer, m.status))
        judge(answer, poke(at(span, page_size), 5) && peek(at(m.span, page_size)) == 5 && !poke(m.span.base, 1),
              "two mappings show the same pages; the one for reading cannot be written", "the mappings differ");
}

/* argument: 0 found, 1 found for permissions, 2 found or made. */
static void by_key(struct answer *answer, const struct row *row)
{
    const int key = 0x5261776d;
    const rawmap_shm_answer made = rawmap_shm_create(key, page_size, 0600, RAWMAP_SHM());
    rawmap_shm_answer found;
    if (made.status == RAWMAP_SHM_TAKEN) {
        unknown(answer, "somebody else has the key that was tried");
        return;
    }
    if (!took(answer, made.status))
        return;
    found = row->argument == 0   ? rawmap_shm_find(key, page_size)
            : row->argument == 1 ? rawmap_shm_find_for(key, page_size, 0600)
                                 : rawmap_shm_find_or_create(key, page_size, 0600, RAWMAP_SHM());
    forget(rawmap_shm_remove(made.segment));
    if (took(answer, found.status))
        judge(answer, found.segment.id == made.segment.id && rawmap_shm_find(key, 0).status == RAWMAP_SHM_NOT_FOUND,
              "found by its key, and no longer once it is removed", "another segment is found");
}

static void replace_by(struct answer *answer, const struct row *row)
{
    rawmap_shm segment;
    rawmap_span span;
    /* A multiple of what any processor's caches want of a segment's address (SHMLBA). */
    const rawmap_mapping over =
        rawmap_map_aligned(2 * page_size, 4u << 20, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), 0);
    (void)row;
    if (took(answer, over.status) && segment_of(answer, &segment, &span) &&
        took(answer, rawmap_shm_replace(over.span, segment, RAWMAP_PROT(read, write))))
        judge(answer, poke(at(span, page_size), 5) && peek(at(over.span, page_size)) == 5,
              "the segment is in the place of other memory", "the other memory is still there");
}

static void detach(struct answer *answer, const struct row *row)
{
    rawmap_shm segment;
    rawmap_span span;
    (void)row;
    if (segment_of(answer, &segment, &span) && took(answer, rawmap_shm_detach(span)))
        judge(answer, !mapped(span.base) && !mapped(at(span, page_size)), "both pages are gone",
              "the pages are still there");
}

static void remove_segment(struct answer *answer, const struct row *row)
{
    rawmap_shm segment;
    rawmap_span span;
    (void)row;
    if (segment_of(answer, &segment, &span) && took(answer, rawmap_shm_detach(span)))
        judge(answer, rawmap_shm_remove(segment) == RAWMAP_SHM_GONE, "the last detaching frees a removed segment",
              "a removed segment is still there");
}

static void lock_segment(struct answer *answer, const struct row *row)
{
    rawmap_shm segment;
    rawmap_span span;
    rawmap_shm_facts facts;
    if (!segment_of(answer, &segment, &span) || !took(answer, rawmap_shm_lock(segment)) ||
        (!row->argument && !took(answer, rawmap_shm_unlock(segment))) ||
        !took(answer, rawmap_shm_look(segment, &facts)))
        return;
    judge(answer, facts.locked == (row->argument != 0), "the segment says so", "the segment does not say so");
}

static void look(struct answer *answer, const struct row *row)
{
    rawmap_shm segment;
    rawmap_span span;
    rawmap_shm_facts facts;
    (void)row;
    if (segment_of(answer, &segment, &span) && took(answer, rawmap_shm_look(segment, &facts)))
        judge(answer,
              span.length == 2 * page_size && facts.length == 2 * page_size && facts.attaches == 1 &&
                  facts.permissions == 0600 && facts.removed && facts.key == 0,
              "it tells the length, one mapping, the permissions and that it is removed", "it tells otherwise");
}

static void permit(struct answer *answer, const struct row *row)
{
    rawmap_shm segment;
    rawmap_span span;
    rawmap_shm_facts facts;
    (void)row;
    if (segment_of(answer, &segment, &span) && took(answer, rawmap_shm_look(segment, &facts)) &&
        took(answer, rawmap_shm_permit(segment, facts.owner, facts.group, 0640)) &&
        took(answer, rawmap_shm_look(segment, &facts)))
        judge(answer, facts.permissions == 0640, "the segment says so", "the segment does not say so");
}

static void limits(struct answer *answer, const struct row *row)
{
    rawmap_shm_limits allowed;
    rawmap_shm_answer longer;
    (void)row;
    if (!took(answer, rawmap_shm_limits_now(&allowed)))
        return;
    if (allowed.length == SIZE_MAX || allowed.length == INT32_MAX) {
        unknown(answer, "no segment can be too long, or the kernel does not tell how long");
        return;
    }
    longer = rawmap_shm_new((size_t)allowed.length + 1, 0600, RAWMAP_SHM(noreserve));
    if (longer.status == RAWMAP_OK)
        forget(rawmap_shm_remove(longer.segment));
    judge(answer, longer.status == RAWMAP_EINVAL, "a longer segment is refused", "a longer segment can be had");
}

/* Every index that there is: ours is among them. */
static void by_index(struct answer *answer, const struct row *row)
{
    rawmap_shm segment;
    rawmap_span span;
    rawmap_shm_facts facts;
    rawmap_shm_usage used;
    unsigned index;
    bool found = false;
    if (!segment_of(answer, &segment, &span))
        return;
    if (!took(answer, rawmap_shm_usage_now(&used)))
        return;
    for (index = 0; index < used.indices; index++) {
        const rawmap_shm_answer one = row->argument ? rawmap_shm_at_any(index, &facts) : rawmap_shm_at(index, &facts);
        found |= one.status == RAWMAP_OK && one.segment.id == segment.id && facts.length == 2 * page_size;
    }
    judge(answer, found && used.pages >= 2, "the segment is among those that are there", "the segment is not found");
}

const struct row rows_of_shm[] = {
    {"call", "shm_new", "1.0", shared, 0},
    {"call", "shm_attach", "1.0", shared, 0},
    {"call", "shm_create", "1.0", by_key, 0},
    {"call", "shm_find", "1.0", by_key, 0},
    {"call", "shm_find_for", "1.0", by_key, 1},
    {"call", "shm_find_or_create", "1.0", by_key, 2},
    {"call", "shm_replace", "2.4.17", replace_by, 0},
    {"call", "shm_detach", "1.0", detach, 0},
    {"call", "shm_look", "1.0", look, 0},
    {"call", "shm_permit", "1.0", permit, 0},
    {"call", "shm_limits_now", "1.0", limits, 0},
    {"call", "shm_usage_now", "1.0", by_index, 0},
    {"call", "shm_at", "1.0", by_index, 0},
    {"call", "shm_at_any", "4.17", by_index, 1},
    {"call", "shm_remove", "1.0", remove_segment, 0},
    {"call", "shm_lock", "1.0", lock_segment, 1},
    {"call", "shm_unlock", "1.0", lock_segment, 0},
    {0, 0, 0, 0, 0},
};
