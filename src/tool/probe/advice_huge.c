/* SPDX-License-Identifier: MIT */
/* Advice on transparent huge pages. */
#include "../tool.h"

enum { LARGEST = 32 << 20 }; /* larger ones are not tried: they take memory and time */

/* The size of a transparent huge page, or 0. */
static size_t huge_size(void)
{
    char text[32];
    size_t size = 0;
    const char *digit = text;
    if (file_text("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", text, sizeof text) > 0) {
        for (; *digit >= '0' && *digit <= '9'; digit++)
            size = size * 10 + (size_t)(*digit - '0');
        return size;
    }
    /* A table of page-table entries fills a page: true of most 64-bit processors, and only a guess. */
    return page_size * (page_size / 8);
}

/* Room for one huge page, aligned to it. */
static bool aligned(struct answer *answer, rawmap_span *span)
{
    const size_t size = huge_size();
    uintptr_t base;
    if (size == 0 || size > LARGEST) {
        unknown(answer, "not tried: a transparent huge page is larger than 32 MiB here");
        return false;
    }
    if (!bytes(answer, 2 * size, span))
        return false;
    base = ((uintptr_t)span->base + size - 1) & ~(uintptr_t)(size - 1);
    *span = rawmap_slice(*span, base - (uintptr_t)span->base, size);
    return true;
}

static unsigned long huge_kb(rawmap_span span)
{
    struct smap smap;
    return smap_of(span.base, &smap) ? smap.huge : 0;
}

static void came(struct answer *answer, rawmap_span span)
{
    works(answer, "smaps has AnonHugePages ");
    say_number(answer, huge_kb(span));
    say(answer, " kB");
}

static void hugepage(struct answer *answer, const struct row *row)
{
    struct smap smap;
    char enabled[64];
    rawmap_span span;
    (void)row;
    if (!aligned(answer, &span) || !advised(answer, span, RAWMAP_ADVICE(hugepage)))
        return;
    if (!smap_of(span.base, &smap)) {
        unknown(answer, "accepted; only /proc/self/smaps would show it, and it does not show the mapping");
        return;
    }
    *(volatile char *)span.base = 1;
    if (huge_kb(span) != 0) {
        came(answer, span);
    } else if (!smap_flag(&smap, "hg")) {
        ignored(answer, "smaps has no hg");
    } else if (file_text("/sys/kernel/mm/transparent_hugepage/enabled", enabled, sizeof enabled) > 0 &&
               memcmp(enabled, "always madvise [never]", 22) == 0) {
        ignored(answer, "marked (hg), but transparent huge pages are switched off");
    } else {
        unknown(answer, "marked (hg); no huge page came this time");
    }
}

static void collapse(struct answer *answer, const struct row *row)
{
    rawmap_status status;
    rawmap_span span;
    int try;
    (void)row;
    if (!aligned(answer, &span))
        return;
    forget(rawmap_advise(span, RAWMAP_ADVICE(dontneed)));
    forget(rawmap_advise(span, RAWMAP_ADVICE(nohugepage)));
    fill(span, 1);
    if (huge_kb(span) != 0) {
        unknown(answer, "the pages are huge already");
        return;
    }
    /* From here on khugepaged may do it as well: at once, then. */
    forget(rawmap_advise(span, RAWMAP_ADVICE(hugepage)));
    status = rawmap_advise(span, RAWMAP_ADVICE(collapse));
    for (try = 0; try < 20 && (status == RAWMAP_EAGAIN || status == RAWMAP_EBUSY); try++)
        status = rawmap_advise(span, RAWMAP_ADVICE(collapse));
    if (status != RAWMAP_OK && !advised(answer, span, RAWMAP_ADVICE(collapse)))
        return;
    if (huge_kb(span) != 0)
        came(answer, span);
    else if (smap_of(span.base, &(struct smap){.there = false}))
        ignored(answer, "accepted; the pages are as small as before");
    else
        unknown(answer, "accepted; only /proc/self/smaps would show it, and it does not show the mapping");
}

const struct row rows_of_huge_advice[] = {
    {"advice", "hugepage", "2.6.38", hugepage, 0},
    {"advice", "collapse", "6.1", collapse, 0},
    {0, 0, 0, 0, 0},
};
