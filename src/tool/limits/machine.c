/* SPDX-License-Identifier: MIT */
/* What the machine promises in all: overcommit. */
#include "limits.h"

static uint64_t less(uint64_t from, uint64_t what)
{
    if (from == NOT_KNOWN || what == NOT_KNOWN)
        return from;
    return from > what ? from - what : 0;
}

/* In mode 2 some is kept back: for who administrates, from all others; and for the user, from the process that is large. */
static void strict(const struct process_facts *facts, const char *memory)
{
    const uint64_t committed = number_behind(memory, "Committed_AS:");
    uint64_t allowed = number_behind(memory, "CommitLimit:"), own = number_behind(facts->status, "VmSize:"), reserve;
    if (!facts->may_all)
        allowed = less(allowed, saturating_times(number_in("/proc/sys/vm/admin_reserve_kbytes"), 1024));
    reserve = saturating_times(number_in("/proc/sys/vm/user_reserve_kbytes"), 1024);
    if (own != NOT_KNOWN)
        allowed = less(allowed, own >> 5 < reserve ? own >> 5 : reserve);
    limit_note(limit_add("promised memory", "vm.overcommit_memory", committed, allowed, true),
               "mode 2: of the whole machine, less what vm.admin_reserve_kbytes and vm.user_reserve_kbytes keep back");
}

void machine_limits(const struct process_facts *facts)
{
    char memory[4096];
    const uint64_t mode = number_in("/proc/sys/vm/overcommit_memory");
    struct limit *limit;
    uint64_t most, swap;
    if (file_text("/proc/meminfo", memory, sizeof memory) <= 0)
        memory[0] = 0;
    if (mode == 2) {
        strict(facts, memory);
        return;
    }
    if (mode == 1) {
        limit_note(limit_add("promised memory", "vm.overcommit_memory", number_behind(memory, "Committed_AS:"),
                             NO_LIMIT, true),
                   "mode 1: anything is promised");
        return;
    }
    most = number_behind(memory, "MemTotal:");
    swap = number_behind(memory, "SwapTotal:");
    if (most != NOT_KNOWN && swap != NOT_KNOWN)
        most += swap;
    limit = limit_add("one mapping's promise", "vm.overcommit_memory", NOT_KNOWN, most, true);
    if (!limit)
        return;
    limit->each = true;
    limit_note(limit, mode == 0
                          ? "mode 0: no mapping that is counted (private and writable) is larger than memory and swap"
                          : "the mode cannot be read");
}
