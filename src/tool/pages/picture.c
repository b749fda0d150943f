/* SPDX-License-Identifier: MIT */
/* The picture: a sign for a page or for several, in lines that begin with their address. */
#include "pages.h"

enum { MOST_LINES = 16, MOST_SIGNS = 96 };
static uint32_t cells[MOST_LINES * MOST_SIGNS][STATES];

static const char signs[] = ".afH0sg:"; /* the last where few are in any */
static const char *const colours[STATES] = {"\033[2m", "\033[32m", "", "\033[36m", "\033[2m", "\033[33m", "\033[31m"};

static const char *const meanings[] = {
    ". not in memory", ": less than half of it is", "a anonymous",   "f file or shared",
    "H huge",          "0 page of zeros",           "s swapped out", "g guard"};

/* The longest phrases that fit, and none is broken. */
void picture_head(const struct view *view, const struct runs *runs)
{
    unsigned column = 1, i;
    out("# process ");
    out_u64((uint64_t)view->process);
    out(" (");
    out_clean(view->command);
    out(")\n#");
    for (i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        const unsigned length = (unsigned)length_of(meanings[i]);
        if (view->width && column + 2 + length > view->width && column > 1) {
            out("\n#");
            column = 1;
        }
        out(column == 1 ? " " : "  ");
        out(meanings[i]);
        column += length + 2;
    }
    out("\n");
    if (!runs->scans)
        out("# no PAGEMAP_SCAN here: huge pages and pages of zeros look like others\n");
}

static unsigned signs_in_a_line(const struct view *view)
{
    return view->width == 0 ? 64 : view->width >= 114 ? 96 : view->width >= 80 ? 64 : 32;
}

/* Into each cell as many pages as it has of the run. */
static void spread(const struct run *run, uint64_t start, unsigned shift, unsigned count)
{
    uint64_t first = pages_in(run->start - start);
    const uint64_t last = pages_in(run->end - start);
    while (first < last) {
        uint64_t cell = first, next, i;
        for (i = 0; i < shift; i++)
            cell >>= 1;
        next = cell + 1;
        for (i = 0; i < shift; i++)
            next += next;
        if (next > last)
            next = last;
        if (cell < count)
            cells[cell][run->state] += (uint32_t)(next - first);
        first = next;
    }
}

static enum state most_of(const uint32_t counts[STATES], uint32_t pages, bool *few)
{
    enum state state = ABSENT, best = ABSENT;
    uint32_t sum = 0;
    unsigned i;
    for (i = ABSENT + 1; i < STATES; i++) {
        state = (enum state)i;
        sum += counts[i];
        if (counts[i] != 0 && (best == ABSENT || counts[i] >= counts[best]))
            best = state;
    }
    *few = sum != 0 && sum + sum < pages;
    return best;
}

static bool counts_any(const uint64_t counts[STATES])
{
    unsigned i;
    for (i = ABSENT + 1; i < STATES; i++)
        if (counts[i] != 0)
            return true;
    return false;
}

static void title(const struct region *region, uint64_t start, uint64_t end, uint64_t sign,
                  const uint64_t counts[STATES], unsigned width)
{
    char text[300];
    unsigned used = 0, i;
    text[0] = 0;
    append_hex(text, &used, sizeof text, start, 1);
    append(text, &used, sizeof text, "-");
    append_hex(text, &used, sizeof text, end, 1);
    append(text, &used, sizeof text, " ");
    append_amount(text, &used, sizeof text, end - start);
    append(text, &used, sizeof text, " ");
    append(text, &used, sizeof text, region->access);
    out(text);
    if (region->name[0]) {
        out(" ");
        out_name(region->name, width && width > used + 4 ? width - used - 1 : width);
    }
    out("\n");
    used = 0;
    append(text, &used, sizeof text, "a sign is ");
    append_amount(text, &used, sizeof text, sign);
    append(text, &used, sizeof text, ";");
    for (i = ABSENT + 1; i < STATES; i++) {
        if (counts[i] == 0)
            continue;
        append(text, &used, sizeof text, " ");
        append_u64(text, &used, sizeof text, counts[i]);
        append(text, &used, sizeof text, " ");
        append(text, &used, sizeof text, state_names[i]);
    }
    append(text, &used, sizeof text, counts_any(counts) ? " of " : " none of ");
    append_u64(text, &used, sizeof text, pages_in(end - start));
    append(text, &used, sizeof text, pages_in(end - start) == 1 ? " page" : " pages");
    out("  ");
    if (width)
        (void)out_words(text, 2, 2, width);
    else
        out(text);
    out("\n");
}

void picture(const struct view *view, struct runs *runs, const struct region *region, uint64_t start, uint64_t end,
             uint64_t counts[STATES])
{
    const unsigned line = signs_in_a_line(view), most = line * (view->range ? MOST_LINES : 2);
    const uint64_t pages = pages_in(end - start);
    const unsigned digits = digits_of(region->end);
    uint64_t sign = page_size, room = most, left = pages, here = start;
    unsigned shift = 0, cell, count = 0;
    struct run run;
    for (; room < pages; room += room) { /* until all have a sign */
        shift++;
        sign += sign;
    }
    for (room = 0; room < pages && count < most; count++) {
        room += pages_in(sign);
        memset(cells[count], 0, sizeof cells[count]);
    }
    runs_over(runs, start, end);
    while (runs_next(runs, &run)) {
        spread(&run, start, shift, count);
        counts[run.state] += pages_in(run.end - run.start);
    }
    title(region, start, end, sign, counts, view->width);
    for (cell = 0; cell < count; cell++) {
        const uint64_t of_sign = pages_in(sign);
        const uint32_t held = (uint32_t)(left < of_sign ? left : of_sign);
        bool few, starts_line = true;
        unsigned i;
        enum state state = most_of(cells[cell], held, &few);
        const char text[2] = {signs[few ? STATES : state], 0};
        for (i = 0; i < cell; i += line)
            starts_line = i + line == cell;
        if (starts_line || cell == 0) {
            out(cell ? "\n" : "");
            out_hex(here, digits);
            out(" ");
        }
        out(view->colour ? colours[state] : "");
        out(text);
        out(view->colour && colours[state][0] ? "\033[0m" : "");
        left -= held;
        here += sign;
    }
    out("\n");
}
