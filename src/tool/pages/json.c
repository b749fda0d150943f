/* SPDX-License-Identifier: MIT */
/* The same as JSON: all runs of pages that are in one state. */
#include "pages.h"

void json_counts(const uint64_t counts[STATES])
{
    unsigned i;
    json_key("pages");
    json_open('{');
    for (i = ABSENT; i < STATES; i++) {
        json_key(state_names[i]);
        json_number(counts[i]);
    }
    json_close('}');
}

void pages_as_json(struct runs *runs, const struct region *region, uint64_t start, uint64_t end,
                   uint64_t counts[STATES])
{
    struct run run;
    counts[ABSENT] = pages_in(end - start);
    json_line();
    json_open('{');
    json_key("start");
    json_address(start);
    json_key("end");
    json_address(end);
    json_key("access");
    json_string(region->access);
    json_key("name");
    json_string(region->name);
    json_key("runs");
    json_open('[');
    runs_over(runs, start, end);
    while (runs_next(runs, &run)) {
        const uint64_t pages = pages_in(run.end - run.start);
        counts[run.state] += pages;
        counts[ABSENT] -= pages;
        json_open('{');
        json_key("start");
        json_address(run.start);
        json_key("end");
        json_address(run.end);
        json_key("state");
        json_string(state_names[run.state]);
        json_close('}');
    }
    json_close(']');
    json_counts(counts);
    json_close('}');
}
