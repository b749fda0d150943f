/* SPDX-License-Identifier: MIT */
/* Calls of Linux that the library does not wrap: prctl, for the whole process, which ends with the probe. */
#include "tool.h"

static rawmap_word control(rawmap_word what, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d)
{
    return rawmap_syscall5(RAWMAP_NR_prctl, what, a, b, c, d);
}

static void name_memory(struct answer *answer, const struct row *row)
{
    struct smap smap;
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span) ||
        !raw_took(answer, control(RAWMAP_LINUX_PR_SET_VMA, RAWMAP_LINUX_PR_SET_VMA_ANON_NAME, word_of(span.base),
                                  (rawmap_word)span.length, word_of("rawmap probe"))))
        return;
    if (!smap_of(span.base, &smap))
        unknown(answer, "accepted; only /proc/self/smaps would show it, and it does not show the mapping");
    else
        judge(answer, smap_head_has(&smap, "[anon:rawmap probe]"), "smaps shows the name", "smaps shows no name");
}

static bool may_be_huge(bool *seen)
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
    forget(rawmap_advise(span, RAWMAP_ADVICE(hugepage)));
    *seen = smap_of(span.base, &smap);
    return smap.eligible != 0;
}

static void no_huge_pages(struct answer *answer, const struct row *row)
{
    bool seen, before;
    (void)row;
    before = may_be_huge(&seen);
    if (!raw_took(answer, control(RAWMAP_LINUX_PR_SET_THP_DISABLE, 1, 0, 0, 0)))
        return;
    if (!seen || !before)
        unknown(answer, "accepted; no memory could have transparent huge pages before, as far as smaps shows");
    else
        judge(answer, !may_be_huge(&seen), "smaps: THPeligible fell to 0", "smaps: THPeligible stays");
}

static void no_new_code(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span) ||
        !raw_took(answer, control(RAWMAP_LINUX_PR_SET_MDWE, RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0)))
        return;
    judge(answer, rawmap_protect(span, RAWMAP_PROT(read, exec)) == RAWMAP_EACCES, "memory cannot be made executable",
          "memory can be made executable as before");
}

static void merge_all(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (raw_took(answer, control(RAWMAP_LINUX_PR_SET_MEMORY_MERGE, 1, 0, 0, 0)) && memory(answer, 1, &span))
        judge_flag(answer, span, "mg", true, "a new mapping has mg in smaps", "a new mapping has no mg in smaps");
}

const struct row rows_of_linux_process[] = {
    {"linux", "prctl_anon_name", "5.17", name_memory, 0},
    {"linux", "prctl_thp_disable", "3.15", no_huge_pages, 0},
    {"linux", "prctl_mdwe", "6.3", no_new_code, 0},
    {"linux", "prctl_memory_merge", "6.4", merge_all, 0},
    {0, 0, 0, 0, 0},
};
