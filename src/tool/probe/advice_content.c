/* SPDX-License-Identifier: MIT */
/* Advice that changes what pages hold, or whether they are there. */
#include "../tool.h"

/* Private memory with the byte 5 in each of two pages. */
static bool five(struct answer *answer, rawmap_span *span)
{
    if (!memory(answer, 2, span))
        return false;
    fill(*span, 5);
    return true;
}

static void dontneed(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (five(answer, &span) && advised(answer, span, RAWMAP_ADVICE(dontneed)))
        judge(answer, peek(span.base) == 0, "the page reads 0", "the page keeps its contents");
}

static void dontneed_locked(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_status status;
    (void)row;
    if (!five(answer, &span))
        return;
    status = rawmap_lock(span);
    if (status != RAWMAP_OK || !locked(span)) {
        unknown(answer, "no locked page to try it on: ");
        say(answer, rawmap_status_name(status));
    } else if (advised(answer, span, RAWMAP_ADVICE(dontneed_locked))) {
        judge(answer, peek(span.base) == 0, "a locked page reads 0", "a locked page keeps its contents");
    }
}

/* Drops are seen at once where pageout takes the page. */
static bool freed_pages_go(rawmap_span span)
{
    int try;
    for (try = 0; try < 5 && peek(span.base) == 5; try++)
        forget(rawmap_advise(span, RAWMAP_ADVICE(pageout)));
    return peek(span.base) == 0;
}

static void free_lazily(struct answer *answer, const struct row *row)
{
    struct smap smap;
    rawmap_span span;
    bool counted, gone;
    (void)row;
    if (!five(answer, &span) || !advised(answer, span, RAWMAP_ADVICE(free)))
        return;
    counted = smap_of(span.base, &smap) && smap.lazy_free != 0;
    gone = peek(span.base) == 0 || freed_pages_go(span);
    judge(answer, counted || gone, "", "the page keeps its contents, also after pageout");
    if (counted) {
        say(answer, "smaps has LazyFree ");
        say_number(answer, smap.lazy_free);
        say(answer, " kB; ");
    }
    if (gone)
        say(answer, "the page reads 0 after pageout");
    else if (counted)
        say(answer, "pageout dropped nothing");
    if (counted || gone)
        say_of_pressure(answer);
}

static void pageout(struct answer *answer, const struct row *row)
{
    rawmap_span span, other;
    (void)row;
    if (!five(answer, &span) || !five(answer, &other))
        return;
    /* Where there is swap the page itself goes; a freed one can go everywhere. */
    if (!advised(answer, other, RAWMAP_ADVICE(pageout)))
        return;
    forget(rawmap_advise(span, RAWMAP_ADVICE(free)));
    if (peek(span.base) == 5 && freed_pages_go(span))
        works(answer, "a freed page, still full before, reads 0");
    else if (resident(other) == 0)
        works(answer, "the page is out of memory");
    else
        ignored(answer, "the page stays in memory, also a freed one");
}

/* Cold pages lose the mark that they were used. */
static void cold(struct answer *answer, const struct row *row)
{
    struct smap before, after;
    rawmap_span span;
    (void)row;
    if (!five(answer, &span))
        return;
    (void)smap_of(span.base, &before);
    if (!advised(answer, span, RAWMAP_ADVICE(cold)))
        return;
    if (!smap_of(span.base, &after) || before.referenced == 0)
        unknown(answer, "accepted; smaps does not show whether the page counts as used");
    else
        judge(answer, after.referenced == 0, "smaps: Referenced fell to 0 kB", "smaps: Referenced stays");
}

static void remove_pages(struct answer *answer, const struct row *row)
{
    const rawmap_mapping m = rawmap_map(page_size, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE);
    (void)row;
    if (!took(answer, m.status))
        return;
    fill(m.span, 5);
    if (advised(answer, m.span, RAWMAP_ADVICE(remove)))
        judge(answer, peek(m.span.base) == 0, "the shared page reads 0", "the shared page keeps its contents");
}

static void populate(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    if (!memory(answer, 4, &span))
        return;
    if (resident(span) != 0) {
        unknown(answer, "new pages are in memory already");
        return;
    }
    if (advised(answer, span, row->argument ? RAWMAP_ADVICE(populate_write) : RAWMAP_ADVICE(populate_read)))
        judge(answer, resident(span) == 4, "all pages are in memory, none before", "no page came into memory");
}

static void guard_install(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!five(answer, &span))
        return;
    if (advised(answer, rawmap_slice(span, 0, page_size), RAWMAP_ADVICE(guard_install)))
        judge(answer, peek(span.base) < 0 && !poke(span.base, 1) && peek(at(span, page_size)) == 5,
              "the page can be neither read nor written, the next one can",
              "the page can be read and written as before");
}

static void guard_remove(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!five(answer, &span))
        return;
    forget(rawmap_advise(span, RAWMAP_ADVICE(guard_install)));
    if (peek(span.base) >= 0) {
        if (advised(answer, span, RAWMAP_ADVICE(guard_remove)))
            ignored(answer, "accepted, but there was no guard to remove: guard_install does nothing");
        return;
    }
    if (advised(answer, span, RAWMAP_ADVICE(guard_remove)))
        judge(answer, peek(span.base) == 0, "a guarded page can be read again, and is 0", "the guard is still there");
}

/* Doing these would take a page of memory away from the machine for good. */
#define ONLY_ASKED(name)                                                                                               \
    static void name(struct answer *answer, const struct row *row)                                                     \
    {                                                                                                                  \
        (void)row;                                                                                                     \
        if (took(answer, rawmap_knows_advice(RAWMAP_ADVICE(name))))                                                    \
            unknown(answer, "known; not tried: it would take memory away from the machine");                           \
    }
#define NO_SUCH_ADVICE(name)                                                                                           \
    static void name(struct answer *answer, const struct row *row)                                                     \
    {                                                                                                                  \
        (void)row;                                                                                                     \
        refused(answer, RAWMAP_OK, "this architecture has no such name");                                              \
    }
#if RAWMAP_HAS_ADVICE_hwpoison
ONLY_ASKED(hwpoison)
#else
NO_SUCH_ADVICE(hwpoison)
#endif
#if RAWMAP_HAS_ADVICE_soft_offline
ONLY_ASKED(soft_offline)
#else
NO_SUCH_ADVICE(soft_offline)
#endif

const struct row rows_of_advice_on_content[] = {
    {"advice", "dontneed", "2.4", dontneed, 0},
    {"advice", "dontneed_locked", "5.18", dontneed_locked, 0},
    {"advice", "free", "4.5", free_lazily, 0},
    {"advice", "remove", "2.6.16", remove_pages, 0},
    {"advice", "cold", "5.4", cold, 0},
    {"advice", "pageout", "5.4", pageout, 0},
    {"advice", "populate_read", "5.14", populate, 0},
    {"advice", "populate_write", "5.14", populate, 1},
    {"advice", "guard_install", "6.13", guard_install, 0},
    {"advice", "guard_remove", "6.13", guard_remove, 0},
    {"advice", "hwpoison", "2.6.32", hwpoison, 0},
    {"advice", "soft_offline", "2.6.33", soft_offline, 0},
    {0, 0, 0, 0, 0},
};
