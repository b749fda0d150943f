/* SPDX-License-Identifier: MIT */
/* rawmap/shm/control.h: what is to be known of a segment of System V shared memory, whose it is, and its end. */
#ifndef RAWMAP_SHM_CONTROL_H
#define RAWMAP_SHM_CONTROL_H

#ifndef RAWMAP_SHM_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "rules.h"
#include "segment.h"
#endif

RAWMAP_I_BEGIN

/* What the kernel says of a segment. */
typedef struct rawmap_shm_facts {
    uint64_t length;      /* in bytes, as it was made: not rounded */
    uint64_t attaches;    /* mappings of it, of all processes */
    int key;              /* 0: it has none, or was removed */
    unsigned permissions; /* nine bits */
    unsigned owner;       /* the user, and its group, who may remove it; so may the creator */
    unsigned group;
    unsigned creator;
    unsigned creator_group;
    int creator_process;
    int last_process;  /* that attached or detached it; 0: none did */
    unsigned sequence; /* counts the segments that had this one's index */
    bool locked;       /* rawmap_shm_lock */
    bool removed;      /* it goes with the last detaching */
    int64_t attached;  /* when it was last attached, in seconds since 1970 (realtime clock); 0: never */
    int64_t detached;  /* when it was last detached; 0: never */
    int64_t changed;   /* when it was made, or rawmap_shm_permit changed it */
} rawmap_shm_facts;

/* rawmap_shm_look: tells of a segment. A removed one that is still attached can be looked at by its number.

   Status:     RAWMAP_SHM_NEGATIVE: Linux refused it for this. RAWMAP_SHM_GONE, RAWMAP_SHM_REMOVED: no such segment, or it was removed.
               RAWMAP_EACCES: the segment's permissions. RAWMAP_ENOSYS: the kernel is built without it. The facts stay as
               they were.
   Since:      1.0
   ABIs:       all
   Manual:     shmctl(2) */
RAWMAP_API(shm) rawmap_status rawmap_shm_look(rawmap_shm segment, rawmap_shm_facts *facts) RAWMAP_MUST_USE;

/* rawmap_check_shm_look: what rawmap_shm_look would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(shm) rawmap_status rawmap_check_shm_look(rawmap_shm segment) RAWMAP_MUST_USE;

/* rawmap_shm_permit: gives a segment to a user and a group, and changes what they and others may do with it. Mappings
   that there are stay as they are.

   Units:      nine bits of permissions; those for executing count where a segment is attached to be executed.
   Status:     RAWMAP_SHM_UNKNOWN_PERMISSIONS: Linux would ignore them; nothing was called.
               RAWMAP_SHM_NEGATIVE, RAWMAP_SHM_NOBODY: Linux refused it for this. RAWMAP_SHM_REMOVED: the segment was removed
               meanwhile.
               RAWMAP_EINVAL: no such segment, or the user namespace has no such user or group. RAWMAP_EPERM: another's
               segment. RAWMAP_ENOSYS: the kernel is built without it.
   Since:      1.0
   ABIs:       all
   Manual:     shmctl(2) */
RAWMAP_API(shm)
rawmap_status rawmap_shm_permit(rawmap_shm segment, unsigned owner, unsigned group,
                                unsigned permissions) RAWMAP_MUST_USE;

/* rawmap_check_shm_permit: what rawmap_shm_permit would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(shm)
rawmap_status rawmap_check_shm_permit(rawmap_shm segment, unsigned owner, unsigned group,
                                      unsigned permissions) RAWMAP_MUST_USE;

/* rawmap_shm_remove, rawmap_shm_lock, rawmap_shm_unlock: marks a segment as gone: nobody finds it, and the last detaching
   frees it; keeps all its pages that are in memory there; or no longer. Lock brings nothing in.

   Status:     RAWMAP_SHM_NEGATIVE: Linux refused it for this. RAWMAP_SHM_GONE, RAWMAP_SHM_REMOVED: no such segment, or it was removed.
               RAWMAP_EPERM: another's segment, or locking is not allowed. RAWMAP_ENOMEM: RLIMIT_MEMLOCK.
               RAWMAP_ENOSYS: the kernel is built without it.
   Since:      1.0
   ABIs:       all
   Manual:     shmctl(2) */
RAWMAP_API(shm) rawmap_status rawmap_shm_remove(rawmap_shm segment) RAWMAP_MUST_USE;
RAWMAP_API(shm) rawmap_status rawmap_shm_lock(rawmap_shm segment) RAWMAP_MUST_USE;
RAWMAP_API(shm) rawmap_status rawmap_shm_unlock(rawmap_shm segment) RAWMAP_MUST_USE;

/* rawmap_check_shm_remove: what the three would answer, as far as their argument tells; nothing is called. */
RAWMAP_API(shm) rawmap_status rawmap_check_shm_remove(rawmap_shm segment) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(shm, shm_look, RAWMAP_RULES_SHM_LOOK, rawmap_shm segment)
RAWMAP_I_DEFINE_VERDICT(shm, shm_permit, RAWMAP_RULES_SHM_PERMIT, rawmap_shm segment, unsigned owner, unsigned group,
                        unsigned permissions)
RAWMAP_I_DEFINE_VERDICT(shm, shm_control, RAWMAP_RULES_SHM_CONTROL, rawmap_shm segment)

#define RAWMAP_I_IPC_SET 1u
#define RAWMAP_I_IPC_STAT 2u
#define RAWMAP_I_SHM_REMOVED 01000u
#define RAWMAP_I_SHM_LOCKED 02000u
#ifdef RAWMAP_NR_ipc
#define RAWMAP_I_SHMCTL(id, command, facts) RAWMAP_I_CALL5(RAWMAP_NR_ipc, 24, id, command, 0, facts)
#else
#define RAWMAP_I_SHMCTL(id, command, facts) RAWMAP_I_CALL3(RAWMAP_NR_shmctl, id, command, facts)
#endif

RAWMAP_I_INLINE rawmap_word rawmap_i_shm_stat(rawmap_shm segment, rawmap_shmid *told)
{
    return RAWMAP_I_SHMCTL(RAWMAP_I_WORD(segment.id), RAWMAP_I_WORD(RAWMAP_I_IPC_STAT | RAWMAP_SHM_VERSION),
                           RAWMAP_I_WORD(RAWMAP_I_ADDRESS(told)));
}

RAWMAP_API(shm) rawmap_status rawmap_check_shm_look(rawmap_shm segment)
{
    return RAWMAP_I_CHECKED(shm_look, segment);
}

RAWMAP_I_INLINE void rawmap_i_shm_facts(rawmap_shm_facts *facts, const rawmap_shmid *told)
{
    facts->length = told->length;
    facts->attaches = told->attaches;
    facts->key = told->key;
    facts->permissions = told->mode & 0777u;
    facts->owner = told->uid;
    facts->group = told->gid;
    facts->creator = told->creator_uid;
    facts->creator_group = told->creator_gid;
    facts->creator_process = told->creator;
    facts->last_process = told->last;
    facts->sequence = told->sequence;
    facts->attached = RAWMAP_I_CAST(int64_t, RAWMAP_SHM_TIME(told, 0));
    facts->detached = RAWMAP_I_CAST(int64_t, RAWMAP_SHM_TIME(told, 1));
    facts->changed = RAWMAP_I_CAST(int64_t, RAWMAP_SHM_TIME(told, 2));
    facts->locked = (told->mode & RAWMAP_I_SHM_LOCKED) != 0;
    facts->removed = (told->mode & RAWMAP_I_SHM_REMOVED) != 0;
}

RAWMAP_API(shm) rawmap_status rawmap_shm_look(rawmap_shm segment, rawmap_shm_facts *facts)
{
    rawmap_shmid told;
    const rawmap_word result = rawmap_i_shm_stat(segment, &told);
    if (RAWMAP_I_UNLIKELY(result != 0))
        return RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_LOOK, shm_look, result, segment);
    rawmap_i_shm_facts(facts, &told);
    return RAWMAP_OK;
}

RAWMAP_API(shm)
rawmap_status rawmap_check_shm_permit(rawmap_shm segment, unsigned owner, unsigned group, unsigned permissions)
{
    return RAWMAP_I_CHECKED(shm_permit, segment, owner, group, permissions);
}

/* Of all that the structure holds Linux reads these three. */
RAWMAP_API(shm)
rawmap_status rawmap_shm_permit(rawmap_shm segment, unsigned owner, unsigned group, unsigned permissions)
{
    rawmap_shmid wanted;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_PERMIT))
        return rawmap_i_failure(RAWMAP_I_REFUSED(shm_permit, segment, owner, group, permissions));
    wanted.uid = owner;
    wanted.gid = group;
    wanted.mode = RAWMAP_I_CAST(unsigned short, permissions); /* which is wider on some */
    result = RAWMAP_I_SHMCTL(RAWMAP_I_WORD(segment.id), RAWMAP_I_WORD(RAWMAP_I_IPC_SET | RAWMAP_SHM_VERSION),
                             RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&wanted)));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_PERMIT, shm_permit, result, segment, owner, group, permissions);
}

RAWMAP_API(shm) rawmap_status rawmap_check_shm_remove(rawmap_shm segment)
{
    return RAWMAP_I_CHECKED(shm_control, segment);
}

/* IPC_RMID is 0. */
RAWMAP_API(shm) rawmap_status rawmap_shm_remove(rawmap_shm segment)
{
    const rawmap_word result = RAWMAP_I_SHMCTL(RAWMAP_I_WORD(segment.id), 0, 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_CONTROL, shm_control, result, segment);
}

RAWMAP_API(shm) rawmap_status rawmap_shm_lock(rawmap_shm segment)
{
    const rawmap_word result = RAWMAP_I_SHMCTL(RAWMAP_I_WORD(segment.id), RAWMAP_LINUX_SHM_LOCK, 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_CONTROL, shm_control, result, segment);
}

RAWMAP_API(shm) rawmap_status rawmap_shm_unlock(rawmap_shm segment)
{
    const rawmap_word result = RAWMAP_I_SHMCTL(RAWMAP_I_WORD(segment.id), RAWMAP_LINUX_SHM_UNLOCK, 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_CONTROL, shm_control, result, segment);
}

#endif

RAWMAP_I_END

#endif
