/* SPDX-License-Identifier: MIT */
/* The states of pages, by PAGEMAP_SCAN (Linux 6.7), or else by the words of /proc/PID/pagemap. */
#include "pages.h"

const char *const state_names[STATES] = {"absent", "anonymous", "file", "huge", "zeros", "swapped", "guard"};

enum { MANY = 512 };
static rawmap_page_region answered[MANY];
static uint64_t words[MANY];

uint64_t pages_in(uint64_t bytes)
{
    size_t page;
    for (page = page_size; page > 1; page >>= 1)
        bytes >>= 1;
    return bytes;
}

/* To the kernel a guard page is swapped as well, and a huge page that is not there still huge. */
static enum state state_of(uint64_t categories)
{
    if (categories & RAWMAP_PAGES(guard).bits)
        return GUARD;
    if (categories & RAWMAP_PAGES(swapped).bits)
        return SWAPPED;
    if (!(categories & RAWMAP_PAGES(present).bits))
        return ABSENT;
    if (categories & RAWMAP_PAGES(zero_page).bits)
        return ZEROS;
    if (categories & RAWMAP_PAGES(huge_page).bits)
        return HUGE;
    return categories & RAWMAP_PAGES(of_file).bits ? OF_FILE : ANONYMOUS;
}

static enum state state_of_word(uint64_t word)
{
    const uint32_t high = (uint32_t)(word >> 32);
    enum { GUARD_BIT = 1 << 26, FILE_BIT = 1 << 29, SWAP_BIT = 1 << 30 };
    if (high & GUARD_BIT)
        return GUARD;
    if (high & SWAP_BIT)
        return SWAPPED;
    if (!(high >> 31))
        return ABSENT;
    return high & FILE_BIT ? OF_FILE : ANONYMOUS;
}

static rawmap_page_scan ask(const struct runs *runs, rawmap_span span)
{
    const rawmap_page_query known = {RAWMAP_PAGES(), RAWMAP_PAGES(present, swapped), RAWMAP_PAGES(),
                                     RAWMAP_PAGES(present, swapped, of_file, zero_page, huge_page)};
    const rawmap_page_query guards = {RAWMAP_PAGES(), RAWMAP_PAGES(present, swapped, guard), RAWMAP_PAGES(),
                                      RAWMAP_PAGES(present, swapped, of_file, zero_page, huge_page, guard)};
    return rawmap_pages_scan(runs->file, span, runs->sees_guards ? &guards : &known, answered, MANY);
}

int runs_open(struct runs *runs, const struct view *view)
{
    rawmap_span span;
    const rawmap_status status = rawmap_pages_open(&runs->file, view->process);
    runs->failed = false;
    if (status != RAWMAP_OK)
        return view_refused(view, -(rawmap_word)rawmap_status_errno(status));
    /* Whether the kernel answers shows on any page. */
    (void)span_of(page_size, 2 * page_size, &span);
    runs->sees_guards = true;
    runs->scans = ask(runs, span).status == RAWMAP_OK;
    if (!runs->scans) {
        runs->sees_guards = false;
        runs->scans = ask(runs, span).status == RAWMAP_OK;
    }
    runs_over(runs, 0, 0);
    return VIEW_GOES_ON;
}

void runs_over(struct runs *runs, uint64_t start, uint64_t end)
{
    runs->next = start;
    runs->end = end;
    runs->at = runs->count = 0;
}

static bool fill_by_scan(struct runs *runs)
{
    rawmap_span span;
    rawmap_page_scan scan;
    if (runs->next >= runs->end || !span_of(runs->next, runs->end, &span))
        return false;
    scan = ask(runs, span);
    if (scan.status != RAWMAP_OK || scan.walked_to <= runs->next) {
        runs->failed = true;
        return false;
    }
    runs->next = scan.walked_to;
    runs->at = 0;
    runs->count = (unsigned)scan.regions;
    return true;
}

/* Word by word, with those of the same state put together. */
static bool fill_by_words(struct runs *runs)
{
    const uint64_t left = pages_in(runs->end - runs->next);
    const unsigned wanted = left < MANY ? (unsigned)left : MANY;
    rawmap_word got;
    unsigned i;
    runs->at = runs->count = 0;
    if (runs->next >= runs->end)
        return false;
    if (!file_seek(runs->file, (size_t)(pages_in(runs->next) << 3)))
        got = -1;
    else
        got = rawmap_syscall3(RAWMAP_NR_read, runs->file, word_of(words), (rawmap_word)(wanted * sizeof words[0]));
    if (got < (rawmap_word)sizeof words[0]) {
        runs->failed = true;
        return false;
    }
    for (i = 0; i < (unsigned)got >> 3; i++) {
        const enum state state = state_of_word(words[i]);
        rawmap_page_region *last = runs->count ? &answered[runs->count - 1] : NULL;
        if (last && last->categories == (uint64_t)state && last->end == runs->next) {
            last->end += page_size;
        } else if (state != ABSENT) {
            answered[runs->count].start = runs->next;
            answered[runs->count].end = runs->next + page_size;
            answered[runs->count++].categories = (uint64_t)state;
        }
        runs->next += page_size;
    }
    return true;
}

bool runs_next(struct runs *runs, struct run *run)
{
    for (;;) {
        while (runs->at < runs->count) {
            const rawmap_page_region *one = &answered[runs->at++];
            run->start = one->start;
            run->end = one->end;
            run->state = runs->scans ? state_of(one->categories) : (enum state)one->categories;
            if (run->state != ABSENT)
                return true;
        }
        if (!(runs->scans ? fill_by_scan(runs) : fill_by_words(runs)))
            return false;
    }
}

void runs_close(struct runs *runs)
{
    forget(rawmap_pages_close(runs->file));
}
