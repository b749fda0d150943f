/* SPDX-License-Identifier: MIT */
/* rawmap limits: what a mapping of a process can run into, and how near it is. */
#include "limits.h"

static const struct view_command command = {
    "limits",
    "usage: rawmap limits [--json | --long] [PID]     the limits that a mapping can hit; without PID, what this tool "
    "got\n"
    "                                                 of the shell that started it\n"
    "\n"
    "A line for each limit, the nearest first: what is used of it, what is allowed, the share as a number and as a "
    "bar, and\n"
    "what sets it. Sizes are in units of 1024, cut to a tenth. \"each\" is what one mapping, file or segment may have "
    "at\n"
    "most; \"none\" is no limit; ? is what cannot be read here. Limits that nothing can be nearer to stand last. They "
    "are\n"
    "    mappings                         vm.max_map_count\n"
    "    address space, data, stack, locked memory, size of a file     of the process: RLIMIT_... (ulimit)\n"
    "    promised memory                  vm.overcommit_memory: 0 a guess for one mapping, 1 anything, 2 strict\n"
    "    huge pages of a size             its pool in /sys/kernel/mm/hugepages: in use or reserved, of those there may "
    "be\n"
    "    memory, huge pages of the cgroup     of the level that is nearest, of version 1 or 2; reserved is what mmap "
    "hits,\n"
    "                                         the other what the first touch hits\n"
    "    System V memory and segments     kernel.shmall, kernel.shmmni, kernel.shmmax\n"
    "\n"
    "On a terminal lines are made to fit, and a narrow one has no notes. --long is what a pipe gets. --json has "
    "numbers in\n"
    "bytes or counts, null for what is not known or not limited.\n"
    "\n"
    "Exit status: 0; 1 wrong usage, 2 failure, 3 this process may not be looked at, 4 no such process, or without "
    "memory.\n"
    "Colours (red from 90 percent, yellow from 75) on a terminal only, and not with NO_COLOR set.\n",
    false, false};

enum { MOST = 96 };
static struct limit limits[MOST];
static const struct limit *order[MOST];
static unsigned count;

struct limit *limit_add(const char *name, const char *by, uint64_t used, uint64_t allowed, bool bytes)
{
    struct limit *limit = &limits[count];
    unsigned of_name = 0, of_by = 0;
    if (count == MOST)
        return NULL;
    count++;
    if (bytes && allowed != NOT_KNOWN && allowed >> 62)
        allowed = NO_LIMIT; /* more than any machine addresses */
    append(limit->name, &of_name, sizeof limit->name, name);
    append(limit->by, &of_by, sizeof limit->by, by);
    limit->used = used;
    limit->allowed = allowed;
    limit->bytes = bytes;
    limit->share =
        used == NOT_KNOWN || allowed == NOT_KNOWN || allowed == NO_LIMIT ? NO_SHARE : percent_of(used, allowed);
    return limit;
}

void limit_name_size(struct limit *limit, unsigned shift)
{
    unsigned used = (unsigned)length_of(limit->name);
    append(limit->name, &used, sizeof limit->name, " ");
    append_size(limit->name, &used, sizeof limit->name, shift);
}

void limit_note(struct limit *limit, const char *note)
{
    unsigned used = 0;
    if (limit)
        append(limit->note, &used, sizeof limit->note, note);
}

/* Where no share is known, what has a limit comes before what has none. */
static unsigned rank(const struct limit *limit)
{
    if (limit->share != NO_SHARE)
        return limit->share + 3;
    return limit->allowed == NO_LIMIT ? 0 : limit->allowed == NOT_KNOWN ? 1 : 2;
}

/* By insertion: those that are as near as each other stay as they came. */
static void sort(void)
{
    unsigned i, k;
    for (i = 0; i < count; i++) {
        for (k = i; k > 0 && rank(order[k - 1]) < rank(&limits[i]); k--)
            order[k] = order[k - 1];
        order[k] = &limits[i];
    }
}

int limits_command(int count_of, char **arguments, char **environment)
{
    static struct process_facts facts;
    struct view view;
    int status = view_begin(&view, &command, count_of, arguments, environment);
    if (status == VIEW_GOES_ON)
        status = process_limits(&view, &facts);
    if (status != VIEW_GOES_ON)
        return status;
    machine_limits(&facts);
    pool_limits();
    cgroup_limits(&view);
    shm_limits(&view);
    sort();
    if (view.json)
        limits_json(&view, order, count);
    else
        limits_table(&view, order, count);
    return view_end();
}
