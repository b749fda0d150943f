/* SPDX-License-Identifier: MIT */
/* Keeping pages in memory: seen by what is in memory, and by the refusal to invalidate locked pages. */
#include "../tool.h"

static void lock(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (memory(answer, 2, &span) && took(answer, rawmap_lock(span)))
        judge(answer, resident(span) == 2 && locked(span), "the pages are in memory, and cannot be invalidated: locked",
              "the pages are not locked");
}

static void lock_on_fault(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    int before;
    (void)row;
    if (!memory(answer, 2, &span) || !took(answer, rawmap_lock_on_fault(span)))
        return;
    before = resident(span);
    *(volatile char *)span.base = 1;
    if (!locked(span))
        ignored(answer, "the pages are not locked");
    else
        judge(answer, before == 0 && resident(span) == 1, "locked; no page is in memory before it is touched",
              "locked, but pages came into memory before they were touched");
}

static void unlock(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 2, &span))
        return;
    forget(rawmap_lock(span));
    if (!locked(span)) {
        if (took(answer, rawmap_unlock(span)))
            unknown(answer, "accepted; no page could be locked first");
    } else if (took(answer, rawmap_unlock(span))) {
        judge(answer, !locked(span), "the pages are no longer locked", "the pages are still locked");
    }
}

static void all_current(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (memory(answer, 2, &span) && took(answer, rawmap_lock_all(RAWMAP_LOCK_ALL(current))))
        judge(answer, resident(span) == 2 && locked(span), "a mapping from before is in memory and locked",
              "a mapping from before is not locked");
}

static void all_future(struct answer *answer, const struct row *row)
{
    const bool on_fault = row->argument != 0;
    rawmap_span span;
    int count;
    if (!took(answer, rawmap_lock_all(on_fault ? RAWMAP_LOCK_ALL(future, on_fault) : RAWMAP_LOCK_ALL(future))) ||
        !memory(answer, 2, &span))
        return;
    count = resident(span);
    if (!locked(span))
        ignored(answer, "a new mapping is not locked");
    else if (on_fault)
        judge(answer, count == 0, "a new mapping is locked, and in memory only when touched",
              "a new mapping is in memory before it is touched");
    else
        judge(answer, count == 2, "a new mapping is in memory and locked", "a new mapping is not in memory");
}

static void unlock_all(struct answer *answer, const struct row *row)
{
    rawmap_span span, later;
    (void)row;
    if (!memory(answer, 2, &span))
        return;
    forget(rawmap_lock_all(RAWMAP_LOCK_ALL(current, future)));
    if (!locked(span)) {
        if (took(answer, rawmap_unlock_all()))
            unknown(answer, "accepted; nothing could be locked first");
        return;
    }
    if (took(answer, rawmap_unlock_all()) && memory(answer, 1, &later))
        judge(answer, !locked(span) && !locked(later), "neither old nor new mappings are locked",
              "mappings are still locked");
}

const struct row rows_of_locks[] = {
    {"call", "lock", "1.3", lock, 0},
    {"call", "lock_on_fault", "4.4", lock_on_fault, 0},
    {"call", "unlock", "1.3", unlock, 0},
    {"call", "unlock_all", "1.3", unlock_all, 0},
    {"lock_all", "current", "1.3", all_current, 0},
    {"lock_all", "future", "1.3", all_future, 0},
    {"lock_all", "on_fault", "4.4", all_future, 1},
    {0, 0, 0, 0, 0},
};
