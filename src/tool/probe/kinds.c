/* SPDX-License-Identifier: MIT */
/* What each kind of memory is: who sees a write. */
#include "../tool.h"

static void kind_private(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    if (peek(span.base) != 0) {
        ignored(answer, "new memory is not zero");
        return;
    }
    fill(span, 1);
    if (child_sees(span.base) != 1 || !child_writes(span.base, 2))
        unknown(answer, "no child could be asked");
    else
        judge(answer, peek(span.base) == 1, "zeros at first; a child's write stays in the child",
              "a child's write came through");
}

static void kind_shared(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = rawmap_map(page_size, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE);
    (void)row;
    if (!took(answer, m.status))
        return;
    if (!child_writes(m.span.base, 2))
        unknown(answer, "no child could be asked");
    else
        judge(answer, peek(m.span.base) == 2, "a child's write is seen here", "a child's write is not seen here");
}

/* A page may be out of reclaim's reach for a moment, hence more than one try. */
static void kind_droppable(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = rawmap_map(page_size, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE);
    int try;
    (void)row;
    if (!took(answer, m.status))
        return;
    fill(m.span, 7);
    if (child_sees(m.span.base) != 0 || peek(m.span.base) != 7) {
        ignored(answer, "a child sees what was written");
        return;
    }
    for (try = 0; try < 5 && peek(m.span.base) == 7; try++)
        forget(rawmap_advise(m.span, RAWMAP_ADVICE(pageout)));
    works(answer, peek(m.span.base) == 0 ? "page reads 0 after pageout; a child sees zeros"
                                         : "a child sees zeros; pageout dropped nothing");
    say_of_pressure(answer);
}

static void kind_of_file(struct answer *answer, const struct row *row)
{
    const bool shared = row->argument != 0;
    const int file = file_of_pages(answer, 1);
    rawmap_mapping m;
    if (file < 0)
        return;
    m = rawmap_map_file(file, 0, page_size, RAWMAP_PROT(read, write),
                        shared ? RAWMAP_FILE_SHARED() : RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE);
    if (!took(answer, m.status))
        return;
    if (peek(m.span.base) != 1) {
        ignored(answer, "the mapping does not show what the file holds");
        return;
    }
    fill(m.span, 9);
    if (shared)
        judge(answer, file_get(file, 0) == 9, "a write is in the file at once", "a write is not in the file");
    else
        judge(answer, file_get(file, 0) == 1, "a write stays out of the file", "a write came into the file");
}

const struct row rows_of_kinds[] = {
    {"kind", "private", "1.0", kind_private, 0},      {"kind", "shared", "1.0", kind_shared, 0},
    {"kind", "droppable", "6.11", kind_droppable, 0}, {"kind", "file_private", "1.0", kind_of_file, 0},
    {"kind", "file_shared", "1.0", kind_of_file, 1},  {0, 0, 0, 0, 0},
};
