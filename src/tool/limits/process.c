/* SPDX-License-Identifier: MIT */
/* The limits of the process itself: its count of mappings, and what setrlimit sets. */
#include "limits.h"

/* A mask of CapEff in /proc/PID/status. */
static bool has_capability(const char *status, unsigned capability)
{
    uint64_t mask = 0;
    for (; *status; status++)
        if (starts(status, "\nCapEff:\t")) {
            status += 9;
            (void)read_hex(&status, &mask);
            break;
        }
    for (; capability > 0; capability--)
        mask >>= 1;
    return mask & 1;
}

static int count_mappings(const struct view *view, struct process_facts *facts)
{
    static struct region region;
    struct regions regions;
    const int status = regions_open_plain(&regions, view);
    facts->mappings = 0;
    facts->stack = NOT_KNOWN;
    if (status != VIEW_GOES_ON)
        return status;
    while (regions_next(&regions, &region)) {
        facts->mappings += !is_outside(&region);
        if (same(region.name, "[stack]"))
            facts->stack = region.end - region.start;
    }
    return regions_close(&regions);
}

int process_limits(const struct view *view, struct process_facts *facts)
{
    enum { IPC_LOCK = 14, SYS_ADMIN = 21 };
    const int status = count_mappings(view, facts);
    struct limit *limit;
    rawmap_word got;
    if (status != VIEW_GOES_ON)
        return status;
    got = view_text(view, "status", facts->status, sizeof facts->status);
    if (got > 0)
        got = view_text(view, "limits", facts->limits, sizeof facts->limits);
    if (got <= 0)
        return view_refused(view, got == 0 ? -RAWMAP_LINUX_ESRCH : got);
    facts->may_lock = has_capability(facts->status, IPC_LOCK);
    facts->may_all = has_capability(facts->status, SYS_ADMIN);
    (void)limit_add("mappings", "vm.max_map_count", facts->mappings, number_in("/proc/sys/vm/max_map_count"), false);
    (void)limit_add("address space", "RLIMIT_AS", number_behind(facts->status, "VmSize:"),
                    number_behind(facts->limits, "Max address space "), true);
    (void)limit_add("data", "RLIMIT_DATA", number_behind(facts->status, "VmData:"),
                    number_behind(facts->limits, "Max data size "), true);
    limit = limit_add("locked memory", "RLIMIT_MEMLOCK", number_behind(facts->status, "VmLck:"),
                      number_behind(facts->limits, "Max locked memory "), true);
    if (facts->may_lock && limit) {
        limit->share = NO_SHARE;
        limit_note(limit, "does not bind the process: it has CAP_IPC_LOCK");
    }
    (void)limit_add("stack", "RLIMIT_STACK", facts->stack, number_behind(facts->limits, "Max stack size "), true);
    limit =
        limit_add("size of a file", "RLIMIT_FSIZE", NOT_KNOWN, number_behind(facts->limits, "Max file size "), true);
    if (limit)
        limit->each = true;
    return VIEW_GOES_ON;
}
