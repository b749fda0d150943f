/* SPDX-License-Identifier: MIT */
/* Bringing a file and its mapping together: seen by whether pages still count as written to. */
#include "../tool.h"

static void write_out(struct answer *answer, const struct row *row)
{
    unsigned place;
    (void)row;
    unknown(answer, "no page of a file on a disk to try it on: nothing else shows what was written");
    for (place = 0; place < PLACES; place++) {
        struct smap smap;
        rawmap_span span;
        bool on_disk = false;
        if (!written_page(place, &span, &on_disk))
            continue;
        if (!took(answer, rawmap_sync(span, RAWMAP_SYNC(sync))))
            return;
        if (!smap_of(span.base, &smap)) {
            unknown(answer, "accepted; only /proc/self/smaps would show it, and it does not show the mapping");
            return;
        }
        if (smap.dirty == 0) {
            works(answer, "smaps: Dirty fell to 0 kB");
            return;
        }
        if (on_disk) {
            ignored(answer, "smaps: Dirty stays, on a disk");
            return;
        }
        unknown(answer, "accepted; no page of a file on a disk to see it on");
    }
}

/* The bare flag: rawmap refuses it alone. */
static void async(struct answer *answer, const struct row *row)
{
    unsigned place;
    (void)row;
    unknown(answer, "no page of a file on a disk to try it on: nothing else shows what was written");
    for (place = 0; place < PLACES; place++) {
        struct smap smap;
        rawmap_span span;
        bool on_disk = false;
        if (!written_page(place, &span, &on_disk) || !on_disk)
            continue;
        if (!raw_took(answer, rawmap_syscall3(RAWMAP_NR_msync, word_of(span.base), (rawmap_word)page_size,
                                              RAWMAP_LINUX_MS_ASYNC)))
            return;
        if (!smap_of(span.base, &smap))
            unknown(answer, "accepted; only /proc/self/smaps would show it, and it does not show the mapping");
        else
            judge(answer, smap.dirty == 0, "smaps: Dirty fell to 0 kB",
                  "Linux accepts it and does nothing: smaps: Dirty stays; rawmap refuses it");
        return;
    }
}

static void invalidate(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_status status;
    (void)row;
    if (!memory(answer, 1, &span) || !took(answer, rawmap_sync(span, RAWMAP_SYNC(invalidate))))
        return;
    status = rawmap_lock(span);
    if (status != RAWMAP_OK) {
        unknown(answer, "accepted; what it does shows on locked pages alone, and locking answers ");
        say(answer, rawmap_status_name(status));
        return;
    }
    judge(answer, locked(span), "locked pages are refused, others are accepted", "locked pages are accepted too");
}

const struct row rows_of_sync[] = {
    {"sync", "sync", "1.3", write_out, 0},
    {"sync", "async", "1.3", async, 0},
    {"sync", "invalidate", "1.3", invalidate, 0},
    {0, 0, 0, 0, 0},
};
