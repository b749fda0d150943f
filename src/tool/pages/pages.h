/* SPDX-License-Identifier: MIT */
/* rawmap pages: what its files share. pages.c is the command, range.c what is asked for, states.c asks the kernel,
   picture.c and json.c show it. */
#ifndef RAWMAP_TOOL_PAGES_H
#define RAWMAP_TOOL_PAGES_H

#include "../view/view.h"

/* Each page is in one. */
enum state { ABSENT, ANONYMOUS, OF_FILE, HUGE, ZEROS, SWAPPED, GUARD, STATES };
extern const char *const state_names[STATES];

/* Pages one after another in the same state, which is never ABSENT. */
struct run {
    uint64_t start, end;
    enum state state;
};

/* The runs of a part of the process, from the lowest. */
struct runs {
    int file;         /* pagemap */
    bool scans;       /* PAGEMAP_SCAN answers; else the words of pagemap, which tell neither huge pages nor zeros */
    bool sees_guards; /* PAGEMAP_SCAN knows them */
    bool failed;
    uint64_t next, end;
    unsigned at, count;
};
int runs_open(struct runs *runs, const struct view *view); /* VIEW_GOES_ON, or the exit status */
void runs_over(struct runs *runs, uint64_t start, uint64_t end);
bool runs_next(struct runs *runs, struct run *run);
void runs_close(struct runs *runs);
uint64_t pages_in(uint64_t bytes);

/* range.c */
struct range {
    uint64_t start, end; /* whole pages */
    const char *name;    /* of the mappings, or NULL */
    bool holder;         /* the whole mapping that holds start */
};
bool range_of(struct range *range, const char *text); /* false: it is none */
bool range_clips(const struct range *range, const struct region *region, uint64_t *start, uint64_t *end);

/* A part of a mapping: its runs are read here. */
void picture_head(const struct view *view, const struct runs *runs);
void picture(const struct view *view, struct runs *runs, const struct region *region, uint64_t start, uint64_t end,
             uint64_t counts[STATES]);
void pages_as_json(struct runs *runs, const struct region *region, uint64_t start, uint64_t end,
                   uint64_t counts[STATES]);
void json_counts(const uint64_t counts[STATES]);

#endif
