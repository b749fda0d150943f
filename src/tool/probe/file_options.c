/* SPDX-License-Identifier: MIT */
/* The options of mapped files. */
#include "../tool.h"

enum { PRIVATE, SHARED };

static void populate(struct answer *answer, const struct row *row)
{
    const int empty = file_of_holes(answer, 4), other = file_of_holes(answer, 4);
    rawmap_mapping without, with;
    if (empty < 0 || other < 0)
        return;
    without = rawmap_map_file(empty, 0, 4 * page_size, RAWMAP_PROT(read),
                              row->argument == PRIVATE ? RAWMAP_FILE_PRIVATE() : RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    with = rawmap_map_file(other, 0, 4 * page_size, RAWMAP_PROT(read),
                           row->argument == PRIVATE ? RAWMAP_FILE_PRIVATE(populate) : RAWMAP_FILE_SHARED(populate),
                           RAWMAP_ANYWHERE);
    if (!took(answer, without.status) || !took(answer, with.status))
        return;
    if (resident(without.span) != 0)
        unknown(answer, "the file's pages are in memory without it too");
    else
        judge(answer, resident(with.span) == 4, "all pages are in memory, none without it",
              "not all pages are in memory");
}

static void lock(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 2);
    rawmap_mapping m;
    if (file < 0)
        return;
    m = rawmap_map_file(file, 0, 2 * page_size, RAWMAP_PROT(read),
                        row->argument == PRIVATE ? RAWMAP_FILE_PRIVATE(lock) : RAWMAP_FILE_SHARED(lock),
                        RAWMAP_ANYWHERE);
    if (took(answer, m.status))
        judge(answer, locked(m.span), "the pages cannot be invalidated: locked", "the pages are not locked");
}

static void noreserve(struct answer *answer, const struct row *row)
{
    int file;
    rawmap_mapping m;
    if (row->argument == PRIVATE) {
        file = file_of_pages(answer, 1);
        if (file < 0)
            return;
        m = rawmap_map_file(file, 0, page_size, RAWMAP_PROT(read, write), RAWMAP_FILE_PRIVATE(noreserve),
                            RAWMAP_ANYWHERE);
    } else {
        const rawmap_size size = rawmap_huge_page_default();
        file = huge_file(answer);
        if (file < 0 || !took(answer, size.status))
            return;
        m = rawmap_map_file(file, 0, size.bytes, RAWMAP_PROT(none), RAWMAP_FILE_SHARED(hugetlb, noreserve),
                            place_for_huge(size.bytes));
    }
    if (took(answer, m.status))
        judge_flag(answer, m.span, "nr", true, "smaps has nr", "smaps has no nr (vm.overcommit_memory 2 does that)");
}

/* An assertion: it must let a file of huge pages in, and keep any other out. */
static void hugetlb(struct answer *answer, const struct row *row)
{
    const rawmap_file_kind kind =
        row->argument == PRIVATE ? RAWMAP_FILE_PRIVATE(hugetlb, noreserve) : RAWMAP_FILE_SHARED(hugetlb, noreserve);
    const rawmap_size size = rawmap_huge_page_default();
    const int ordinary = file_of_pages(answer, 1);
    const int huge = ordinary < 0 ? -1 : huge_file(answer);
    rawmap_mapping m;
    if (huge < 0 || !took(answer, size.status))
        return;
    m = rawmap_map_file(huge, 0, size.bytes, RAWMAP_PROT(none), kind, place_for_huge(size.bytes));
    if (!took(answer, m.status))
        return;
    m = rawmap_map_file(ordinary, 0, page_size, RAWMAP_PROT(none), kind, RAWMAP_ANYWHERE);
    judge(answer, m.status != RAWMAP_OK, "a file of huge pages is mapped, any other is refused",
          "an ordinary file was mapped with it");
}

#if RAWMAP_HAS_FILE_SHARED_sync
/* No DAX device can be counted on: a file in memory must be refused. */
static void sync(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 1);
    rawmap_mapping m;
    (void)row;
    if (file < 0)
        return;
    m = rawmap_map_file(file, 0, page_size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(sync), RAWMAP_ANYWHERE);
    if (m.status == RAWMAP_OK)
        ignored(answer, "a file that is not on DAX was mapped with it");
    else
        refused(answer, m.status, "a file in memory is rightly refused; no DAX device was tried");
}
#else
static void sync(struct answer *answer, const struct row *row)
{
    (void)row;
    refused(answer, RAWMAP_OK, "this architecture has no such name");
}
#endif

const struct row rows_of_file_options[] = {
    {"file_private", "populate", "2.5.46", populate, PRIVATE},
    {"file_private", "lock", "2.5.37", lock, PRIVATE},
    {"file_private", "noreserve", "1.3", noreserve, PRIVATE},
    {"file_private", "hugetlb", "2.6.32", hugetlb, PRIVATE},
    {"file_shared", "populate", "2.5.46", populate, SHARED},
    {"file_shared", "lock", "2.5.37", lock, SHARED},
    {"file_shared", "noreserve", "2.6.32", noreserve, SHARED},
    {"file_shared", "hugetlb", "2.6.32", hugetlb, SHARED},
    {"file_shared", "sync", "4.15", sync, SHARED},
    {0, 0, 0, 0, 0},
};
