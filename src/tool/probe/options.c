/* SPDX-License-Identifier: MIT */
/* The options of anonymous memory. */
#include "../tool.h"

enum { PRIVATE, SHARED, DROPPABLE };

static rawmap_mapping map_pages(size_t pages, rawmap_kind kind)
{
    return rawmap_map(pages * page_size, RAWMAP_PROT(read, write), kind, RAWMAP_ANYWHERE);
}

static void populate(struct answer *answer, const struct row *row)
{
    static const rawmap_kind plain[] = {RAWMAP_PRIVATE_INIT(), RAWMAP_SHARED_INIT(), RAWMAP_DROPPABLE_INIT()};
    static const rawmap_kind full[] = {RAWMAP_PRIVATE_INIT(populate), RAWMAP_SHARED_INIT(populate),
                                       RAWMAP_DROPPABLE_INIT(populate)};
    const rawmap_mapping without = map_pages(4, plain[row->argument]), with = map_pages(4, full[row->argument]);
    if (!took(answer, without.status) || !took(answer, with.status))
        return;
    if (resident(without.span) != 0)
        unknown(answer, "pages are in memory without it too");
    else
        judge(answer, resident(with.span) == 4, "all pages are in memory, none without it",
              "not all pages are in memory");
}

static void lock(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = map_pages(2, row->argument == PRIVATE ? RAWMAP_PRIVATE(lock) : RAWMAP_SHARED(lock));
    if (!took(answer, m.status))
        return;
    judge(answer, locked(m.span) && resident(m.span) == 2, "the pages are in memory, and cannot be invalidated: locked",
          "the pages are not locked");
}

static void noreserve(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m =
        map_pages(2, row->argument == PRIVATE ? RAWMAP_PRIVATE(noreserve) : RAWMAP_SHARED(noreserve));
    if (took(answer, m.status))
        judge_flag(answer, m.span, "nr", true, "smaps has nr", "smaps has no nr (vm.overcommit_memory 2 does that)");
}

static void stack(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = map_pages(2, RAWMAP_PRIVATE(stack));
    (void)row;
    if (took(answer, m.status))
        judge_flag(answer, m.span, "nh", true, "smaps has nh: no transparent huge pages",
                   "smaps has no nh: an ordinary mapping");
}

/* The guard gap below a stack is 256 pages by default: room for that, and then the stack's first page on top. */
static void growsdown(struct answer *answer, const struct row *row)
{
    const size_t pages = 1024;
    rawmap_mapping m = map_pages(pages, RAWMAP_PRIVATE(noreserve));
    void *top;
    (void)row;
    if (!took(answer, m.status))
        return;
    top = at(m.span, (pages - 1) * page_size);
    forget(rawmap_unmap(m.span));
    m = rawmap_map(page_size, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(growsdown), RAWMAP_EXACTLY(top));
    if (!took(answer, m.status))
        return;
    judge(answer, poke((char *)top - 8, 5) && mapped((char *)top - page_size),
          "the page below came when it was touched", "the page below cannot be touched");
}

/* Here the length is read from the machine: the sizes have rows of their own. */
static void huge(struct answer *answer, const struct row *row)
{
    const rawmap_size size = rawmap_huge_page_default();
    const bool is_private = row->argument == PRIVATE;
    rawmap_kind kind;
    rawmap_mapping m;
    rawmap_span part;
    if (!took(answer, size.status))
        return;
    kind = rawmap_kind_huge(is_private ? RAWMAP_PRIVATE(noreserve) : RAWMAP_SHARED(noreserve), size.bytes);
    m = rawmap_map(size.bytes, RAWMAP_PROT(none), kind, place_for_huge(size.bytes));
    if (!took(answer, m.status))
        return;
    part = rawmap_slice(m.span, 0, page_size);
    judge(answer, rawmap_unmap(part) != RAWMAP_OK, "huge pages: an ordinary page of it cannot be unmapped alone",
          "ordinary pages: one can be unmapped alone");
}

const struct row rows_of_options[] = {
    {"private", "populate", "2.5.46", populate, PRIVATE},   {"private", "lock", "2.5.37", lock, PRIVATE},
    {"private", "noreserve", "1.3", noreserve, PRIVATE},    {"private", "stack", "2.6.27", stack, PRIVATE},
    {"private", "growsdown", "1.0", growsdown, PRIVATE},    {"private", "huge_shift", "3.8", huge, PRIVATE},
    {"shared", "populate", "2.5.46", populate, SHARED},     {"shared", "lock", "2.5.37", lock, SHARED},
    {"shared", "noreserve", "1.3", noreserve, SHARED},      {"shared", "huge_shift", "3.8", huge, SHARED},
    {"droppable", "populate", "6.11", populate, DROPPABLE}, {0, 0, 0, 0, 0},
};
