/* SPDX-License-Identifier: MIT */
/* rawmap limits: what its files share. limits.c is the command, table.c shows the rows; process.c, machine.c, pools.c,
   cgroups.c and shm.c find them. */
#ifndef RAWMAP_TOOL_LIMITS_H
#define RAWMAP_TOOL_LIMITS_H

#include "../view/view.h"

struct limit {
    char name[40];
    char by[40];            /* what sets it: a sysctl, an RLIMIT_..., a file */
    char note[160];         /* or "" */
    uint64_t used, allowed; /* NOT_KNOWN; NO_LIMIT */
    bool bytes;             /* else counts */
    bool each;              /* what one mapping, file or segment may have: nothing is used up */
    unsigned share;         /* percent, or NO_SHARE */
};
enum { NO_SHARE = 10000 };

/* Adds a row, and answers it, for a note or more of its name. */
struct limit *limit_add(const char *name, const char *by, uint64_t used, uint64_t allowed, bool bytes);
void limit_name_size(struct limit *limit, unsigned shift); /* "... 2mb" */
void limit_note(struct limit *limit, const char *note);

/* What several rows need of the process. */
struct process_facts {
    char status[4096], limits[4096];
    uint64_t mappings, stack; /* bytes of the first thread's stack */
    bool may_lock;            /* CAP_IPC_LOCK */
    bool may_all;             /* CAP_SYS_ADMIN */
};

int process_limits(const struct view *view, struct process_facts *facts); /* VIEW_GOES_ON, or the exit status */
void machine_limits(const struct process_facts *facts);
void pool_limits(void);
void cgroup_limits(const struct view *view);
void shm_limits(const struct view *view);

void limits_table(const struct view *view, const struct limit *const *limits, unsigned count);
void limits_json(const struct view *view, const struct limit *const *limits, unsigned count);

#endif
