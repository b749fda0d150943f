/* SPDX-License-Identifier: MIT */
/* Advice that marks a mapping: for reading ahead, for a fork, for a core dump, for merging. */
#include "../tool.h"

/* Marks that only smaps shows: the one advice sets it, the other takes it away. */
struct mark {
    rawmap_advice set, clear;
    const char *flag;
    const char *without; /* what smaps says when the mark is missing */
};
enum { NORMAL, RANDOM, SEQUENTIAL, DUMP, HUGE };
static const struct mark marks[] = {
    [NORMAL] = {RAWMAP_ADVICE_INIT(random), RAWMAP_ADVICE_INIT(normal), "rr", "smaps has no rr"},
    [RANDOM] = {RAWMAP_ADVICE_INIT(random), RAWMAP_ADVICE_INIT(normal), "rr", "smaps has no rr"},
    [SEQUENTIAL] = {RAWMAP_ADVICE_INIT(sequential), RAWMAP_ADVICE_INIT(normal), "sr", "smaps has no sr"},
    [DUMP] = {RAWMAP_ADVICE_INIT(dontdump), RAWMAP_ADVICE_INIT(dodump), "dd", "smaps has no dd"},
    [HUGE] = {RAWMAP_ADVICE_INIT(nohugepage), RAWMAP_ADVICE_INIT(normal), "nh", "smaps has no nh"},
};

static void set_mark(struct answer *answer, const struct row *row)
{
    const struct mark *mark = &marks[row->argument];
    rawmap_span span;
    if (!memory(answer, 1, &span) || !advised(answer, span, mark->set))
        return;
    judge_flag(answer, span, mark->flag, true, "smaps has ", mark->without);
    if (answer->verdict == WORKS)
        say(answer, mark->flag);
}

static void clear_mark(struct answer *answer, const struct row *row)
{
    const struct mark *mark = &marks[row->argument];
    struct smap smap;
    rawmap_span span;
    if (!memory(answer, 1, &span))
        return;
    forget(rawmap_advise(span, mark->set));
    if (!smap_of(span.base, &smap) || !smap_flag(&smap, mark->flag)) {
        if (advised(answer, span, mark->clear))
            unknown(answer, "accepted; smaps shows no mark that it could take away");
    } else if (advised(answer, span, mark->clear)) {
        judge_flag(answer, span, mark->flag, false, "smaps lost ", "smaps still has ");
        say(answer, mark->flag);
    }
}

static void dontfork(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    if (!advised(answer, span, RAWMAP_ADVICE(dontfork)))
        return;
    judge(answer, child_sees(span.base) == CANNOT_READ && peek(span.base) == 5, "a child has no such page",
          "a child has the page");
}

static void wipeonfork(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    if (!advised(answer, span, RAWMAP_ADVICE(wipeonfork)))
        return;
    judge(answer, child_sees(span.base) == 0 && peek(span.base) == 5,
          "a child sees 0, the page keeps its contents here", "a child sees the contents");
}

/* dofork and keeponfork: the advice that they undo must have worked. */
static void undo_fork(struct answer *answer, const struct row *row)
{
    const bool fork = row->argument == 0;
    rawmap_span span;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    forget(rawmap_advise(span, fork ? RAWMAP_ADVICE(dontfork) : RAWMAP_ADVICE(wipeonfork)));
    if (child_sees(span.base) == 5) {
        if (advised(answer, span, fork ? RAWMAP_ADVICE(dofork) : RAWMAP_ADVICE(keeponfork)))
            ignored(answer, "accepted, but there was nothing to undo: the opposite advice does nothing");
        return;
    }
    if (advised(answer, span, fork ? RAWMAP_ADVICE(dofork) : RAWMAP_ADVICE(keeponfork)))
        judge(answer, child_sees(span.base) == 5, "a child sees the contents again",
              "a child still does not see the contents");
}

/* The mark is set also where KSM is off, and then nothing comes of it. */
static void mergeable(struct answer *answer, const struct row *row)
{
    char run[16];
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span) || !advised(answer, span, RAWMAP_ADVICE(mergeable)))
        return;
    judge_flag(answer, span, "mg", true, "smaps has mg", "smaps has no mg");
    if (answer->verdict != WORKS)
        return;
    if (file_text("/sys/kernel/mm/ksm/run", run, sizeof run) <= 0)
        unknown(answer, "marked (mg); whether KSM runs cannot be read in /sys");
    else if (run[0] == '1')
        say(answer, ", and KSM runs");
    else
        ignored(answer, "marked (mg), but KSM is off: /sys/kernel/mm/ksm/run is not 1");
}

static void unmergeable(struct answer *answer, const struct row *row)
{
    struct smap smap;
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    forget(rawmap_advise(span, RAWMAP_ADVICE(mergeable)));
    if (!smap_of(span.base, &smap) || !smap_flag(&smap, "mg")) {
        if (advised(answer, span, RAWMAP_ADVICE(unmergeable)))
            unknown(answer, "accepted; smaps shows no mark that it could take away");
    } else if (advised(answer, span, RAWMAP_ADVICE(unmergeable))) {
        judge_flag(answer, span, "mg", false, "smaps lost mg", "smaps still has mg");
    }
}

/* A page of a file on a disk, written out and put out of memory: then it can be asked back. */
static bool page_out_of_memory(rawmap_span *span)
{
    unsigned place, try;
    for (place = 0; place < PLACES; place++) {
        bool on_disk = false;
        if (!written_page(place, span, &on_disk) || !on_disk)
            continue;
        forget(rawmap_sync(*span, RAWMAP_SYNC(sync)));
        for (try = 0; try < 5 && resident(*span) != 0; try++)
            forget(rawmap_advise(*span, RAWMAP_ADVICE(pageout)));
        if (resident(*span) == 0)
            return true;
    }
    return false;
}

static void willneed(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    int try;
    (void)row;
    if (!page_out_of_memory(&span)) {
        const int file = file_of_pages(answer, 1);
        rawmap_mapping m;
        if (file < 0)
            return;
        m = rawmap_map_file(file, 0, page_size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
        if (took(answer, m.status) && advised(answer, m.span, RAWMAP_ADVICE(willneed)))
            unknown(answer, "accepted; no page of a file on a disk could be put out of memory, to see it come back");
        return;
    }
    if (!advised(answer, span, RAWMAP_ADVICE(willneed)))
        return;
    for (try = 0; try < 20000 && resident(span) == 0; try++)
        (void)rawmap_syscall0(RAWMAP_NR_sched_yield);
    judge(answer, resident(span) == 1, "a page of a file came back into memory",
          "a page of a file did not come back into memory");
}

const struct row rows_of_advice_marks[] = {
    {"advice", "normal", "2.4", clear_mark, NORMAL},       {"advice", "random", "2.4", set_mark, RANDOM},
    {"advice", "sequential", "2.4", set_mark, SEQUENTIAL}, {"advice", "willneed", "2.4", willneed, 0},
    {"advice", "dontfork", "2.6.16", dontfork, 0},         {"advice", "dofork", "2.6.16", undo_fork, 0},
    {"advice", "wipeonfork", "4.14", wipeonfork, 0},       {"advice", "keeponfork", "4.14", undo_fork, 1},
    {"advice", "dontdump", "3.4", set_mark, DUMP},         {"advice", "dodump", "3.4", clear_mark, DUMP},
    {"advice", "mergeable", "2.6.32", mergeable, 0},       {"advice", "unmergeable", "2.6.32", unmergeable, 0},
    {"advice", "nohugepage", "2.6.38", set_mark, HUGE},    {0, 0, 0, 0, 0},
};
