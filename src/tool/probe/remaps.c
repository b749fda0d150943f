/* SPDX-License-Identifier: MIT */
/* Resizing, moving and duplicating mappings. */
#include "../tool.h"

/* Room for pages, of which the first count are mapped and hold the byte 5. */
static bool with_room(struct answer *answer, size_t pages, size_t count, rawmap_span *span)
{
    if (!memory(answer, pages, span))
        return false;
    forget(rawmap_unmap(rawmap_slice(*span, count * page_size, (pages - count) * page_size)));
    span->length = count * page_size;
    fill(*span, 5);
    return true;
}

static void resize(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_mapping m;
    (void)row;
    if (!with_room(answer, 4, 2, &span))
        return;
    m = rawmap_resize(span, 3 * page_size);
    if (!took(answer, m.status))
        return;
    if (m.span.base != span.base || peek(at(span, page_size)) != 5 || !poke(at(span, 2 * page_size), 1)) {
        ignored(answer, "the mapping did not grow where it is");
        return;
    }
    m = rawmap_resize(m.span, page_size);
    if (took(answer, m.status))
        judge(answer, peek(span.base) == 5 && !mapped(at(span, page_size)), "it grows and shrinks where it is",
              "it grows, but does not shrink");
}

static void resize_or_move(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_mapping m;
    (void)row;
    if (!memory(answer, 3, &span))
        return;
    fill(span, 5);
    m = rawmap_resize_or_move(rawmap_slice(span, 0, page_size), 2 * page_size);
    if (took(answer, m.status))
        judge(answer,
              m.span.base != span.base && peek(m.span.base) == 5 && poke(at(m.span, page_size), 1) &&
                  !mapped(span.base) && peek(at(span, page_size)) == 5,
              "moved with its contents; the old place is empty", "the mapping did not move");
}

static void move_over(struct answer *answer, const struct row *row)
{
    rawmap_span from, over;
    rawmap_mapping m;
    (void)row;
    if (!memory(answer, 1, &from) || !memory(answer, 1, &over))
        return;
    fill(from, 5);
    fill(over, 6);
    m = rawmap_move_over(from, over);
    if (took(answer, m.status))
        judge(answer, m.span.base == over.base && peek(over.base) == 5 && !mapped(from.base),
              "the contents are in the other place, the old one is empty", "the contents did not move");
}

static void move_keep(struct answer *answer, const struct row *row)
{
    rawmap_span from, over;
    rawmap_mapping m;
    if (!memory(answer, 1, &from) || !memory(answer, 1, &over))
        return;
    fill(from, 5);
    fill(over, 6);
    if (row->argument == 2 && !took(answer, rawmap_unmap(over)))
        return;
    m = row->argument == 0   ? rawmap_move_keep(from)
        : row->argument == 1 ? rawmap_move_keep_over(from, over)
                             : rawmap_move_keep_near(from, over.base);
    if (took(answer, m.status))
        judge(answer,
              m.span.base != from.base && (!row->argument || m.span.base == over.base) && peek(m.span.base) == 5 &&
                  peek(from.base) == 0,
              "the contents moved; the old place is mapped and reads 0", "the old place is not empty and mapped");
}

static void duplicate(struct answer *answer, const struct row *row)
{
    const rawmap_mapping one = rawmap_map(page_size, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE);
    /* Shared memory lies where the caches of some processors want it, so another of it can lie there too. */
    const rawmap_mapping over = rawmap_map(page_size, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE);
    rawmap_mapping two;
    if (!took(answer, one.status) || !took(answer, over.status))
        return;
    two = row->argument ? rawmap_duplicate_over(one.span, over.span) : rawmap_duplicate(one.span);
    if (!took(answer, two.status))
        return;
    *(volatile char *)one.span.base = 5;
    judge(answer,
          two.span.base != one.span.base && (!row->argument || two.span.base == over.span.base) &&
              peek(two.span.base) == 5,
          "the same page at two addresses", "the second mapping is other memory");
}

const struct row rows_of_remaps[] = {
    {"call", "resize", "1.3", resize, 0},
    {"call", "resize_or_move", "1.3", resize_or_move, 0},
    {"call", "move_over", "2.3.31", move_over, 0},
    {"call", "move_keep", "5.7", move_keep, 0},
    {"call", "move_keep_over", "5.7", move_keep, 1},
    {"call", "move_keep_near", "5.7", move_keep, 2},
    {"call", "duplicate", "1.3", duplicate, 0},
    {"call", "duplicate_over", "2.3.31", duplicate, 1},
    {0, 0, 0, 0, 0},
};
