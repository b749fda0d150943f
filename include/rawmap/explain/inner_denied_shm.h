/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_denied_shm.h: what a segment of System V denies to whom: its owner's rights, its permissions, and
   those to huge pages. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_DENIED_SHM_H
#define RAWMAP_EXPLAIN_INNER_DENIED_SHM_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../shm/control.h"
#include "../shm/system.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_policy.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

#ifdef RAWMAP_NR_shmget

/* Whether a number stands on a line of its status: the groups that it is in. Of its own four the last is asked, that of
   file systems. */
RAWMAP_I_LOCAL rawmap_i_answer_word rawmap_i_is_in_group(const rawmap_i_case *one, uint64_t group)
{
    static const char lines[2][8] = {"Gid:", "Groups:"};
    char place[RAWMAP_I_PLACE_ROOM];
    char text[4096];
    size_t i, at_number;
    (void)rawmap_i_place(one, "status", place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return RAWMAP_I_UNKNOWN;
    for (i = 0; i < 2; i++) {
        const char *at = rawmap_i_behind(text, lines[i]);
        if (at == RAWMAP_I_NULL)
            return RAWMAP_I_UNKNOWN;
        for (at_number = 0; *at >= '0' && *at <= '9'; at_number++) {
            if (rawmap_i_number(&at, 10) == group && (i == 1 || at_number == 3))
                return RAWMAP_I_YES;
            while (*at == ' ' || *at == '\t')
                at++;
        }
    }
    return RAWMAP_I_NO;
}

RAWMAP_I_LOCAL bool rawmap_i_shm_no_huge(rawmap_i_case *one)
{
    uint64_t group;
    const rawmap_i_answer_word may = rawmap_i_its_capability(one, RAWMAP_I_CAP_IPC_LOCK);
    rawmap_i_answer_word member;
    if (!rawmap_i_proc_number("/proc/sys/vm/hugetlb_shm_group", "", &group))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_KERNEL);
    member = rawmap_i_is_in_group(one, group);
    if (may == RAWMAP_I_UNKNOWN || member == RAWMAP_I_UNKNOWN)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_CAPABILITIES);
    if (may == RAWMAP_I_YES || member == RAWMAP_I_YES)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_CAPABILITIES);
    rawmap_i_say(one, "Segments of huge pages need CAP_IPC_LOCK, or the group vm.hugetlb_shm_group, which is ");
    rawmap_i_say_count(one, group);
    rawmap_i_say(one, ": the process has neither.");
    return rawmap_i_found(one, RAWMAP_SHM_HUGE_NOT_ALLOWED);
}

/* The user whom the process acts as: the second number of its line. */
RAWMAP_I_LOCAL bool rawmap_i_acting_user(const rawmap_i_case *one, uint64_t *user)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[4096];
    const char *at;
    (void)rawmap_i_place(one, "status", place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return false;
    at = rawmap_i_behind(text, "Uid:");
    if (at == RAWMAP_I_NULL)
        return false;
    (void)rawmap_i_number(&at, 10);
    while (*at == ' ' || *at == '\t')
        at++;
    *user = rawmap_i_number(&at, 10);
    return true;
}

/* Only who owns or made it may change it, or who has a capability. */
RAWMAP_I_LOCAL bool rawmap_i_shm_of_another(rawmap_i_case *one, const rawmap_shm_facts *facts, unsigned capability,
                                            const char *capability_name)
{
    const rawmap_i_answer_word may = rawmap_i_its_capability(one, capability);
    uint64_t user;
    if (may == RAWMAP_I_UNKNOWN || !rawmap_i_acting_user(one, &user))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_CAPABILITIES);
    if (may == RAWMAP_I_YES || user == facts->owner || user == facts->creator)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_CAPABILITIES);
    rawmap_i_say(one, "The segment is user ");
    rawmap_i_say_count(one, facts->owner);
    rawmap_i_say(one, "'s, the process acts as user ");
    rawmap_i_say_count(one, user);
    rawmap_i_say(one, ", and lacks ");
    rawmap_i_say(one, capability_name);
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, RAWMAP_STATE_NOT_ALLOWED);
}

/* What anybody may see of a segment by its number, or of the one that has a key where the number is -1. Its index is the
   low 15 bits of its number, or the low 24 where the kernel was booted so. */
RAWMAP_I_LOCAL bool rawmap_i_shm_seen(const rawmap_i_case *one, int id, int key, rawmap_shm_facts *facts)
{
    rawmap_shm_usage usage;
    unsigned index, end;
    usage.indices = 0;
    if (!rawmap_i_shares_namespace(one, "ns/ipc") || rawmap_shm_usage_now(&usage) != RAWMAP_OK)
        return false;
    end = usage.indices;
    for (index = 0; index < end; index++) {
        rawmap_shm_answer answer;
        if (id >= 0 && index != (RAWMAP_I_CAST(unsigned, id) & 0x7fffu) &&
            index != (RAWMAP_I_CAST(unsigned, id) & 0xffffffu))
            continue;
        answer = rawmap_shm_at_any(index, facts);
        if (answer.status == RAWMAP_OK && (id >= 0 ? answer.segment.id == id : facts->key == key))
            return true;
    }
    return false;
}

/* EACCES: by the order of ipcperms, of reading 4, writing 2 and executing 1. */
RAWMAP_I_LOCAL bool rawmap_i_shm_denied(rawmap_i_case *one, int id, int key, unsigned wanted)
{
    const rawmap_i_answer_word may = rawmap_i_its_capability(one, RAWMAP_I_CAP_IPC_OWNER);
    rawmap_i_answer_word member = RAWMAP_I_NO;
    rawmap_shm_facts facts;
    uint64_t user;
    unsigned granted;
    facts.owner = facts.group = facts.creator = facts.creator_group = facts.permissions = 0;
    if (!rawmap_i_shm_seen(one, id, key, &facts))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_SHM_LIMITS);
    if (may == RAWMAP_I_UNKNOWN || !rawmap_i_in_first_namespace(one) || !rawmap_i_acting_user(one, &user))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_CAPABILITIES); /* whose user namespace is asked no file tells */
    granted = facts.permissions;
    if (user == facts.owner || user == facts.creator) {
        granted >>= 6;
    } else {
        member = rawmap_i_is_in_group(one, facts.creator_group);
        if (member == RAWMAP_I_NO)
            member = rawmap_i_is_in_group(one, facts.group);
        if (member == RAWMAP_I_UNKNOWN)
            return rawmap_i_unseen(one, RAWMAP_LOOKED_CAPABILITIES);
        if (member == RAWMAP_I_YES)
            granted >>= 3;
    }
    wanted &= ~granted & 7u;
    if (may == RAWMAP_I_YES || wanted == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_CAPABILITIES);
    rawmap_i_say(one, "The segment is user ");
    rawmap_i_say_count(one, facts.owner);
    rawmap_i_say(one, "'s and of group ");
    rawmap_i_say_count(one, facts.group);
    rawmap_i_say(one, ": its permissions do not let the process, which acts as user ");
    rawmap_i_say_count(one, user);
    rawmap_i_say(one, (wanted & 4u) != 0 ? ", read it" : (wanted & 2u) != 0 ? ", write to it" : ", execute it");
    rawmap_i_say(one, ", and it lacks CAP_IPC_OWNER.");
    return rawmap_i_found(one, RAWMAP_STATE_ACCESS_DENIED);
}

#endif

#endif

RAWMAP_I_END

#endif

#endif
