/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_commit.h: whether memory may be promised (vm.overcommit_memory), as __vm_enough_memory reckons.
   Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_COMMIT_H
#define RAWMAP_EXPLAIN_INNER_COMMIT_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The heuristic refuses what memory and swap together could never hold. */
RAWMAP_I_LOCAL bool rawmap_i_over_heuristic(rawmap_i_case *one, uint64_t more)
{
    uint64_t memory, swap;
    if (!rawmap_i_meminfo_bytes("MemTotal:", &memory) || !rawmap_i_meminfo_bytes("SwapTotal:", &swap))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_OVERCOMMIT);
    if (more <= memory + swap)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_OVERCOMMIT);
    rawmap_i_say(one, "Linux promises no ");
    rawmap_i_say_bytes(one, more);
    rawmap_i_say(one, " at once: the machine has ");
    rawmap_i_say_bytes(one, memory);
    rawmap_i_say(one, " of memory and ");
    rawmap_i_say_bytes(one, swap);
    rawmap_i_say(one, " of swap (vm.overcommit_memory is 0).");
    return rawmap_i_found_figures(one, RAWMAP_STATE_OVERCOMMIT, more, 0, memory + swap);
}

/* What of the limit this process may not use: the administrator's reserve, and a part of its own size at most as large as
   the user's. */
RAWMAP_I_LOCAL bool rawmap_i_commit_reserves(const rawmap_i_case *one, uint64_t *reserved)
{
    uint64_t admin, user, own;
    const rawmap_i_answer_word is_admin = rawmap_i_its_capability(one, RAWMAP_I_CAP_SYS_ADMIN);
    if (is_admin == RAWMAP_I_UNKNOWN || !rawmap_i_proc_number("/proc/sys/vm/admin_reserve_kbytes", "", &admin) ||
        !rawmap_i_proc_number("/proc/sys/vm/user_reserve_kbytes", "", &user) ||
        !rawmap_i_its_bytes(one, "VmSize:", &own))
        return false;
    user <<= 10;
    own >>= 5;
    *reserved = (is_admin == RAWMAP_I_YES ? 0 : admin << 10) + (own < user ? own : user);
    return true;
}

RAWMAP_I_LOCAL bool rawmap_i_over_commit_limit(rawmap_i_case *one, uint64_t more)
{
    uint64_t limit, in_use, reserved, allowed;
    if (!rawmap_i_meminfo_bytes("CommitLimit:", &limit) || !rawmap_i_meminfo_bytes("Committed_AS:", &in_use) ||
        !rawmap_i_commit_reserves(one, &reserved))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_OVERCOMMIT);
    allowed = limit > reserved ? limit - reserved : 0;
    if (allowed != 0 && !rawmap_i_exceeds(in_use, more, allowed - 1)) /* the last byte is never given */
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_OVERCOMMIT);
    rawmap_i_say_bytes(one, more);
    rawmap_i_say(one, " more go over the commit limit: ");
    rawmap_i_say_bytes(one, in_use);
    rawmap_i_say(one, " are promised, and ");
    rawmap_i_say_bytes(one, limit);
    rawmap_i_say(one, " may be");
    if (reserved != 0) {
        rawmap_i_say(one, ", ");
        rawmap_i_say_bytes(one, reserved);
        rawmap_i_say(one, " of them not to this process (vm.admin_reserve_kbytes, vm.user_reserve_kbytes)");
    }
    rawmap_i_say(one, "; vm.overcommit_memory is 2.");
    return rawmap_i_found_figures(one, RAWMAP_STATE_OVERCOMMIT, more, in_use, allowed);
}

/* Where what the caller asks for need not be promised unless nothing may be overcommitted: noreserve. */
RAWMAP_I_LOCAL bool rawmap_i_over_committed(rawmap_i_case *one, uint64_t more, bool no_reserve)
{
    uint64_t mode;
    if (!rawmap_i_proc_number("/proc/sys/vm/overcommit_memory", "", &mode))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_OVERCOMMIT);
    more = rawmap_i_in_pages(more);
    if (mode == 1 || more == 0 || (no_reserve && mode != 2))
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_OVERCOMMIT);
    return mode == 2 ? rawmap_i_over_commit_limit(one, more) : rawmap_i_over_heuristic(one, more);
}

#endif

RAWMAP_I_END

#endif

#endif
