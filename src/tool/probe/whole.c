/* SPDX-License-Identifier: MIT */
/* The library's calls on the whole process, which ends with the probe; and names of spans. */
#define RAWMAP_NO_DEPRECATION
#include "../tool.h"

static void name_memory(struct answer *answer, const struct row *row)
{
    struct smap smap;
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span) || !took(answer, rawmap_name(span, "rawmap probe")))
        return;
    if (!smap_of(span.base, &smap))
        unknown(answer, "accepted; only /proc/self/smaps would show it, and it does not show the mapping");
    else
        judge(answer, smap_head_has(&smap, "[anon:rawmap probe]"), "smaps shows the name", "smaps shows no name");
}

static bool may_be_huge(bool *seen, bool advised)
{
    struct smap smap;
    struct answer unused;
    rawmap_span span;
    rawmap_size size = rawmap_huge_page_default();
    if (size.bytes == 0)
        size.bytes = page_size * (page_size / 8);
    memset(&unused, 0, sizeof unused);
    *seen = bytes(&unused, 2 * size.bytes, &span);
    if (!*seen)
        return false;
    if (advised)
        forget(rawmap_advise(span, RAWMAP_ADVICE(hugepage)));
    *seen = smap_of(span.base, &smap);
    return smap.eligible != 0;
}

static void no_huge_pages(struct answer *answer, const struct row *row)
{
    bool seen;
    const bool before = may_be_huge(&seen, true);
    (void)row;
    if (!took(answer, rawmap_thp_set(RAWMAP_THP(never))))
        return;
    if (!seen || !before)
        unknown(answer, "accepted; no memory could have transparent huge pages before, as far as smaps shows");
    else
        judge(answer, !may_be_huge(&seen, true), "smaps: THPeligible fell to 0", "smaps: THPeligible stays");
}

static void huge_pages_on_advice(struct answer *answer, const struct row *row)
{
    bool seen;
    const bool before = may_be_huge(&seen, false);
    (void)row;
    if (!took(answer, rawmap_thp_set(RAWMAP_THP(advised_only))))
        return;
    if (!seen || !before)
        unknown(answer, "accepted; memory without advice could have no transparent huge pages before, either");
    else
        judge(answer, may_be_huge(&seen, true) && !may_be_huge(&seen, false),
              "smaps: THPeligible is 1 where it was advised, else 0", "smaps: THPeligible does not follow the advice");
}

static void huge_pages_now(struct answer *answer, const struct row *row)
{
    rawmap_thp_answer now;
    (void)row;
    if (!took(answer, rawmap_thp_set(RAWMAP_THP(never))))
        return;
    now = rawmap_thp_now();
    if (took(answer, now.status))
        judge(answer, now.thp.state == RAWMAP_THP(never).state, "tells what was set", "does not tell what was set");
}

static void no_new_code(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (memory(answer, 1, &span) && took(answer, rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain))))
        judge(answer, rawmap_protect(span, RAWMAP_PROT(read, exec)) == RAWMAP_EACCES,
              "memory cannot be made executable", "memory can be made executable as before");
}

static void no_new_code_now(struct answer *answer, const struct row *row)
{
    rawmap_mdwe_answer now;
    (void)row;
    if (!took(answer, rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain))))
        return;
    now = rawmap_mdwe_now();
    if (took(answer, now.status))
        judge(answer, now.flags.bits == RAWMAP_MDWE(refuse_exec_gain).bits, "tells what was set",
              "does not tell what was set");
}

static void merge_all(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (took(answer, rawmap_merge_set(true)) && memory(answer, 1, &span))
        judge_flag(answer, span, "mg", true, "a new mapping has mg in smaps", "a new mapping has no mg in smaps");
}

static void merge_now(struct answer *answer, const struct row *row)
{
    rawmap_merge_answer now;
    (void)row;
    if (!took(answer, rawmap_merge_set(true)))
        return;
    now = rawmap_merge_now();
    if (took(answer, now.status))
        judge(answer, now.merges, "tells what was set", "does not tell what was set");
}

static void move_break(struct answer *answer, const struct row *row)
{
    const rawmap_break was = rawmap_break_now();
    char *last;
    if (!took(answer, was.status))
        return;
    last = (char *)was.end + 4 * page_size;
    if (!took(answer, rawmap_break_set(last + 1)))
        return;
    if (row->argument == 0)
        judge(answer, peek(last) == 0 && poke(last, 5), "there are new pages up to it", "there is no new memory");
    else
        judge(answer, rawmap_break_now().end == last + 1, "tells where it was set", "does not tell where it was set");
}

static void other_pages(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 3);
    rawmap_mapping m;
    (void)row;
    if (file < 0)
        return;
    m = rawmap_map_file(file, 0, page_size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    if (took(answer, m.status) && took(answer, rawmap_remap_file_pages(m.span, 2)))
        judge(answer, peek(m.span.base) == 3, "deprecated; the third page is where the first was",
              "the first page is still there");
}

const struct row rows_of_whole[] = {
    {"call", "name", "5.17", name_memory, 0},
    {"call", "thp_set", "3.15", no_huge_pages, 0},
    {"call", "thp_now", "3.15", huge_pages_now, 0},
    {"call", "mdwe_set", "6.3", no_new_code, 0},
    {"call", "mdwe_now", "6.3", no_new_code_now, 0},
    {"call", "merge_set", "6.4", merge_all, 0},
    {"call", "merge_now", "6.4", merge_now, 0},
    {"call", "break_set", "1.0", move_break, 0},
    {"call", "break_now", "1.0", move_break, 1},
    {"call", "remap_file_pages", "2.5.46", other_pages, 0},
    {"thp", "advised_only", "6.18", huge_pages_on_advice, 0},
    {0, 0, 0, 0, 0},
};
