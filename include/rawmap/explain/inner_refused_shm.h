/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_shm.h: why a call on segments of System V was refused, in the order of ipc/shm.c (Linux 7.3).
   Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_SHM_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_SHM_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../shm/control.h"
#include "../shm/segment.h"
#include "../shm/system.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_commit.h"
#include "inner_denied_shm.h"
#include "inner_group.h"
#include "inner_judged_shm.h"
#include "inner_limits.h"
#include "inner_places.h"
#include "inner_pointers.h"
#include "inner_policy.h"
#include "inner_pool.h"
#include "inner_proc.h"
#include "inner_room.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

#ifdef RAWMAP_NR_shmget

RAWMAP_I_LOCAL bool rawmap_i_shm_over_system(rawmap_i_case *one, uint64_t length)
{
    rawmap_shm_limits limits;
    rawmap_shm_usage usage;
    const uint64_t pages = rawmap_i_pages_in(rawmap_i_in_pages(length));
    limits.pages = limits.segments = usage.pages = 0; /* a compiler that looks no further asks for it */
    usage.segments = 0;
    if (!rawmap_i_shares_namespace(one, "ns/ipc") || rawmap_shm_limits_now(&limits) != RAWMAP_OK ||
        rawmap_shm_usage_now(&usage) != RAWMAP_OK)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_SHM_LIMITS);
    if (rawmap_i_exceeds(usage.pages, pages, limits.pages)) {
        rawmap_i_say(one, "All segments together would have more than the ");
        rawmap_i_say_count(one, limits.pages);
        rawmap_i_say(one, " pages of kernel.shmall: there are ");
        rawmap_i_say_count(one, usage.pages);
        rawmap_i_say(one, ", and this one has ");
        rawmap_i_say_count(one, pages);
        rawmap_i_say(one, ".");
        return rawmap_i_found_figures(one, RAWMAP_SHM_LIMIT, pages, usage.pages, limits.pages);
    }
    if (usage.segments < limits.segments)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_SHM_LIMITS);
    rawmap_i_say(one, "There are ");
    rawmap_i_say_count(one, usage.segments);
    rawmap_i_say(one, " segments, and kernel.shmmni allows ");
    rawmap_i_say_count(one, limits.segments);
    rawmap_i_say(one, ".");
    return rawmap_i_found_figures(one, RAWMAP_SHM_LIMIT, 1, usage.segments, limits.segments);
}

RAWMAP_I_LOCAL bool rawmap_i_shm_too_long(rawmap_i_case *one, uint64_t length)
{
    rawmap_shm_limits limits;
    limits.length = 0;
    if (!rawmap_i_shares_namespace(one, "ns/ipc") || rawmap_shm_limits_now(&limits) != RAWMAP_OK)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_SHM_LIMITS);
    if (length <= limits.length)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_SHM_LIMITS);
    rawmap_i_say(one, "The segment would have ");
    rawmap_i_say_bytes(one, length);
    rawmap_i_say(one, ", and kernel.shmmax allows ");
    rawmap_i_say_bytes(one, limits.length);
    rawmap_i_say(one, ".");
    return rawmap_i_found_figures(one, RAWMAP_SHM_LENGTH_OVER_LIMIT, length, 0, limits.length);
}

RAWMAP_I_LOCAL bool rawmap_i_shmget_refused(rawmap_i_case *one, unsigned default_shift)
{
    const uint64_t length = RAWMAP_I_LENGTH_OF(one->call->words[1]);
    const unsigned flags = RAWMAP_I_BITS_OF(one->call->words[2]);
    const bool huge = (flags & RAWMAP_LINUX_SHM_HUGETLB) != 0;
    const int key = RAWMAP_I_INT_OF(one->call->words[0]);
    const unsigned shift =
        (flags & RAWMAP_I_HUGE_FIELD) != 0 ? (flags & RAWMAP_I_HUGE_FIELD) >> RAWMAP_I_HUGE_AT : default_shift;
    if (one->call->error == RAWMAP_LINUX_EACCES && key != 0) /* of the three kinds of users one is asked for */
        return rawmap_i_shm_denied(one, -1, key, flags >> 6 | flags >> 3 | flags) || rawmap_i_is_forbidden(one);
    if ((flags & RAWMAP_I_IPC_CREAT) == 0 && key != 0)
        return false;
    switch (one->call->error) {
    case RAWMAP_LINUX_EINVAL:
        return rawmap_i_shm_too_long(one, length);
    case RAWMAP_LINUX_ENOSPC:
        return rawmap_i_shm_over_system(one, length);
    case RAWMAP_LINUX_ENOMEM:
        return huge ? rawmap_i_group_is_full(one, length, shift) ||
                          rawmap_i_pool_is_empty(one, length, shift, RAWMAP_STATE_HUGE_POOL)
                    : rawmap_i_over_committed(one, length, (flags & RAWMAP_LINUX_SHM_NORESERVE) != 0);
    case RAWMAP_LINUX_EPERM:
        return (huge && rawmap_i_shm_no_huge(one)) || rawmap_i_is_forbidden(one);
    default:
        return false;
    }
}

/* EACCES: of the permissions, and then of the mapping. */
RAWMAP_I_LOCAL bool rawmap_i_shmat_denied(rawmap_i_case *one, int id, unsigned flags)
{
    const bool writes = (flags & RAWMAP_I_SHM_RDONLY) == 0, executes = (flags & RAWMAP_I_SHM_EXEC) != 0;
    if (rawmap_i_shm_denied(one, id, 0, 4u | (writes ? 2u : 0u) | (executes ? 1u : 0u)))
        return true;
    return (one->told->not_seen == 0 && writes && executes &&
            rawmap_i_gains_exec(one, "what can be written cannot be executed.")) ||
           rawmap_i_is_forbidden(one);
}

/* What the segment's own length is needed for. */
RAWMAP_I_LOCAL bool rawmap_i_shmat_refused(rawmap_i_case *one)
{
    rawmap_shm segment;
    rawmap_shm_facts facts;
    rawmap_status status;
    const unsigned flags = RAWMAP_I_BITS_OF(one->call->words[2]);
    uint64_t address = RAWMAP_I_ADDRESS_OF(one->call->words[1]);
    if (one->call->error == RAWMAP_LINUX_EPERM)
        return (address != 0 && rawmap_i_is_too_low(one, address, RAWMAP_EXACT_TOO_LOW)) || rawmap_i_is_forbidden(one);
    segment.id = RAWMAP_I_INT_OF(one->call->words[0]);
    if (one->call->error == RAWMAP_LINUX_EACCES)
        return rawmap_i_shmat_denied(one, segment.id, flags);
    facts.length = 0;
    if (!rawmap_i_shares_namespace(one, "ns/ipc"))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_SHM_LIMITS);
    status = rawmap_shm_look(segment, &facts);
    if (one->call->error == RAWMAP_LINUX_EINVAL && status == RAWMAP_SHM_GONE)
        return rawmap_i_found(one, status);
    if (status != RAWMAP_OK)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_SHM_LIMITS);
    if (one->call->error == RAWMAP_LINUX_EINVAL)
        return address != 0 && rawmap_i_is_taken(one, address, address + facts.length, RAWMAP_SHM_EXACT_TAKEN);
    if (one->call->error != RAWMAP_LINUX_ENOMEM)
        return false;
    return rawmap_i_over_map_count(one, 0, RAWMAP_STATE_MAP_COUNT) ||
           (address == 0 && rawmap_i_no_room(one, facts.length, rawmap_i_lowest_address(), RAWMAP_I_UNLIMITED)) ||
           rawmap_i_over_address_space(one, facts.length);
}

/* All segments of the user count, which no file tells: only what one alone exceeds is certain. */
RAWMAP_I_LOCAL bool rawmap_i_shm_over_locked(rawmap_i_case *one, const rawmap_shm_facts *facts)
{
    const rawmap_i_answer_word may = rawmap_i_its_capability(one, RAWMAP_I_CAP_IPC_LOCK);
    uint64_t allowed;
    if (may == RAWMAP_I_YES)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_LOCK_LIMIT);
    if (may == RAWMAP_I_UNKNOWN || !rawmap_i_its_limit(one, "Max locked memory", &allowed) || facts->length <= allowed)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_LOCK_LIMIT);
    rawmap_i_say(one, "The segment has ");
    rawmap_i_say_bytes(one, facts->length);
    rawmap_i_say(one, ", and RLIMIT_MEMLOCK is ");
    rawmap_i_say_bytes(one, allowed);
    rawmap_i_say(one, ".");
    return rawmap_i_found_figures(one, RAWMAP_STATE_LOCK_LIMIT, facts->length, 0, allowed);
}

RAWMAP_I_LOCAL bool rawmap_i_shmctl_refused(rawmap_i_case *one)
{
    const unsigned command = RAWMAP_I_BITS_OF(one->call->words[1]) & ~RAWMAP_I_IPC_64;
    const bool locks = command == RAWMAP_I_SHM_LOCK || command == RAWMAP_I_SHM_UNLOCK;
    rawmap_shm segment;
    rawmap_shm_facts facts;
    rawmap_status status;
    if (one->call->error == RAWMAP_LINUX_EFAULT)
        return rawmap_i_leads_astray(one, 2, 1, command != RAWMAP_I_IPC_SET);
    segment.id = RAWMAP_I_INT_OF(one->call->words[0]);
    facts.length = 0;
    facts.owner = facts.creator = 0;
    if (one->call->error == RAWMAP_LINUX_EACCES && command == RAWMAP_I_IPC_STAT)
        return rawmap_i_shm_denied(one, segment.id, 0, 4u) || rawmap_i_is_forbidden(one);
    if (command > RAWMAP_I_IPC_STAT && !locks) /* the segment is named by its index, or none is */
        return false;
    if (!rawmap_i_shares_namespace(one, "ns/ipc"))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_SHM_LIMITS);
    status = rawmap_shm_look(segment, &facts);
    if (one->call->error == RAWMAP_LINUX_EINVAL && status == RAWMAP_SHM_GONE)
        return rawmap_i_found(one, status);
    if (status != RAWMAP_OK)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_SHM_LIMITS);
    if (one->call->error == RAWMAP_LINUX_ENOMEM && command == RAWMAP_I_SHM_LOCK)
        return rawmap_i_shm_over_locked(one, &facts);
    if (one->call->error != RAWMAP_LINUX_EPERM || command == RAWMAP_I_IPC_STAT)
        return false;
    if (!rawmap_i_in_first_namespace(one)) /* which user namespace is asked for the capability, no file tells */
        return rawmap_i_unseen(one, RAWMAP_LOOKED_CAPABILITIES);
    if (locks)
        return rawmap_i_shm_of_another(one, &facts, RAWMAP_I_CAP_IPC_LOCK, "CAP_IPC_LOCK") ||
               (command == RAWMAP_I_SHM_LOCK && rawmap_i_may_not_lock(one)) || rawmap_i_is_forbidden(one);
    return rawmap_i_shm_of_another(one, &facts, RAWMAP_I_CAP_SYS_ADMIN, "CAP_SYS_ADMIN") || rawmap_i_is_forbidden(one);
}

#endif

#endif

RAWMAP_I_END

#endif

#endif
