/* SPDX-License-Identifier: MIT */
/* rawmap pages: the states of a process's pages, as a picture. */
#include "pages.h"

enum { NOTHING_THERE = 5 };

static const struct view_command command = {
    "pages",
    "usage: rawmap pages [--json | --long] PID [RANGE]     the states of a process's pages\n"
    "\n"
    "RANGE is START-END or START+LENGTH (7f0000000000+2M), an ADDRESS, for the mapping that holds it, or a name as\n"
    "rawmap maps has it ([heap]). Addresses are hexadecimal; a range is made whole pages. Without one, all mappings, "
    "with\n"
    "at most two lines of picture each; with one, at most sixteen. Each line begins with its address. Where a sign "
    "stands\n"
    "for several pages it is that of most of them. The signs, and the same words in JSON:\n"
    "    .  absent       not in memory, or never touched\n"
    "    :               in memory, swapped out or guarded is less than half of what the sign stands for\n"
    "    a  anonymous    in memory, the process's own: also its copy of a page of a file\n"
    "    f  file         in memory, of a file or of shared memory\n"
    "    H  huge         in memory, part of a huge page: of the pool, or a transparent one that is mapped whole\n"
    "    0  zeros        the kernel's page of zeros: was read and never written\n"
    "    s  swapped      swapped out, or being moved\n"
    "    g  guard        a guard page (madvise)\n"
    "Before Linux 6.7 (no PAGEMAP_SCAN) huge and zeros are told as anonymous or file, before 6.15 guard as swapped.\n"
    "\n"
    "On a terminal lines are made to fit; --long is what a pipe gets. --json has each run of pages in the same state.\n"
    "\n"
    "Exit status: 0; 1 wrong usage, 2 failure, 3 this process may not be looked at, 4 no such process, or without\n"
    "memory, 5 nothing is mapped in the range.\n"
    "Colours on a terminal only, and not with NO_COLOR set.\n",
    true, true};

static struct region region;

static void json_begin(const struct view *view, const struct runs *runs)
{
    json_head(view);
    json_key("page_size");
    json_number(page_size);
    json_key("by");
    json_string(runs->scans ? "PAGEMAP_SCAN" : "pagemap");
    json_key("mappings");
    json_open('[');
}

static int nothing(const struct view *view)
{
    complain("rawmap: nothing is mapped in ");
    complain(view->range);
    complain("\n");
    return NOTHING_THERE;
}

/* Whether any mapping is in the range, and the tool can point to it: before anything is printed. */
static int look_for(const struct view *view, const struct range *range)
{
    struct regions regions;
    uint64_t start, end;
    rawmap_span span;
    bool met = false, beyond = false;
    int status = regions_open_plain(&regions, view);
    if (status != VIEW_GOES_ON)
        return status;
    while (regions_next(&regions, &region))
        if (!is_outside(&region) && range_clips(range, &region, &start, &end)) {
            met = true;
            beyond = beyond || !span_of(start, end, &span);
        }
    status = regions_close(&regions);
    if (status == VIEW_GOES_ON && beyond) {
        complain("rawmap: this tool is a 32-bit program, and the process has addresses that are longer\n");
        return VIEW_FAILED;
    }
    return status != VIEW_GOES_ON ? status : met ? VIEW_GOES_ON : nothing(view);
}

static int show(const struct view *view, const struct range *range, struct runs *runs)
{
    struct regions regions;
    uint64_t start, end, sums[STATES] = {0, 0, 0, 0, 0, 0, 0};
    int status = regions_open_plain(&regions, view);
    if (status != VIEW_GOES_ON)
        return status;
    if (view->json)
        json_begin(view, runs);
    else
        picture_head(view, runs);
    while (regions_next(&regions, &region)) {
        uint64_t counts[STATES] = {0, 0, 0, 0, 0, 0, 0};
        unsigned i;
        if (is_outside(&region) || !range_clips(range, &region, &start, &end))
            continue;
        if (view->json)
            pages_as_json(runs, &region, start, end, counts);
        else
            picture(view, runs, &region, start, end, counts);
        for (i = 0; i < STATES; i++)
            sums[i] += counts[i];
    }
    if (view->json) {
        json_close(']');
        json_line();
        json_counts(sums);
        out("\n");
        json_close('}');
        out("\n");
    }
    status = regions_close(&regions);
    return status != VIEW_GOES_ON ? status : view_end();
}

int pages_command(int count, char **arguments, char **environment)
{
    struct view view;
    struct range range;
    struct runs runs;
    int status = view_begin(&view, &command, count, arguments, environment);
    if (status != VIEW_GOES_ON)
        return status;
    if (!range_of(&range, view.range))
        return view_wrong("no range, as 7f0000000000-7f0000200000, 7f0000000000+2M, an address or a name: ",
                          view.range);
    status = look_for(&view, &range);
    if (status == VIEW_GOES_ON)
        status = runs_open(&runs, &view);
    if (status != VIEW_GOES_ON)
        return status;
    status = show(&view, &range, &runs);
    runs_close(&runs);
    if (status == VIEW_OK && runs.failed) {
        complain("rawmap: not all pages could be looked at: the process has changed meanwhile\n");
        return VIEW_FAILED;
    }
    return status;
}
