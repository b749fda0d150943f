/* SPDX-License-Identifier: MIT */
/* rawmap/shm/system.h: the segments of System V shared memory that the system has, or rather the IPC namespace: what it
   allows, what is used, and one segment after another. */
#ifndef RAWMAP_SHM_SYSTEM_H
#define RAWMAP_SHM_SYSTEM_H

#ifndef RAWMAP_SHM_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "control.h"
#include "rules.h"
#include "segment.h"
#endif

RAWMAP_I_BEGIN

/* What is allowed. */
typedef struct rawmap_shm_limits {
    uint64_t length;   /* of one segment, in bytes (kernel.shmmax) */
    uint64_t segments; /* kernel.shmmni */
    uint64_t pages;    /* in all segments together (kernel.shmall) */
} rawmap_shm_limits;

/* What is used. */
typedef struct rawmap_shm_usage {
    unsigned segments;
    unsigned indices;  /* every segment's index is less: see rawmap_shm_at */
    uint64_t pages;    /* in all segments together */
    uint64_t resident; /* of them, in memory */
    uint64_t swap;     /* of them, swapped out */
} rawmap_shm_usage;

/* rawmap_shm_limits_now: what the system allows. A 64-bit kernel tells 32-bit programs of a length of 2147483647 where
   longer ones may be had, and of the low 32 bits of the other two.

   Status:     RAWMAP_ENOSYS: the kernel is built without it. Nothing is written then.
   Since:      1.0
   ABIs:       all
   Manual:     shmctl(2) */
RAWMAP_API(shm) rawmap_status rawmap_shm_limits_now(rawmap_shm_limits *limits) RAWMAP_MUST_USE;

/* rawmap_shm_usage_now: how many segments there are, and how much memory is in them.

   Status:     RAWMAP_ENOSYS: the kernel is built without it. Nothing is written then.
   Since:      1.0
   ABIs:       all
   Manual:     shmctl(2) */
RAWMAP_API(shm) rawmap_status rawmap_shm_usage_now(rawmap_shm_usage *usage) RAWMAP_MUST_USE;

/* rawmap_shm_at: the segment that has an index, and what rawmap_shm_look would tell of it: the way to meet them all, one
   after another. Other processes may make and remove some meanwhile.

   Units:      index below what rawmap_shm_usage_now tells; Linux takes a higher one for another, from 32768 on, or from
               16777216 on where it was booted with ipcmni_extend.
   Status:     RAWMAP_SHM_INDEX_TOO_HIGH: Linux would take it for another; nothing was called. RAWMAP_SHM_INDEX_EMPTY, RAWMAP_SHM_REMOVED: no
               segment has it.
               RAWMAP_EACCES: the segment's permissions. RAWMAP_ENOSYS: the kernel is built without it. The facts stay as
               they were.
   Since:      1.0
   ABIs:       all
   Manual:     shmctl(2) */
RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_at(unsigned index, rawmap_shm_facts *facts) RAWMAP_MUST_USE;

/* rawmap_shm_at_any: the same, whatever the segment's permissions: as /proc/sysvipc/shm, which anybody may read.

   Units:      as rawmap_shm_at
   Status:     as rawmap_shm_at, but for permissions. RAWMAP_SHM_INDEX_EMPTY also where the kernel is older.
   Since:      4.17
   ABIs:       all
   Manual:     shmctl(2) */
RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_at_any(unsigned index, rawmap_shm_facts *facts) RAWMAP_MUST_USE;

/* rawmap_check_shm_at: what both would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(shm) rawmap_status rawmap_check_shm_at(unsigned index) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(shm, shm_at, RAWMAP_RULES_SHM_AT, unsigned index)

/* The kernel's struct shminfo64 and struct shm_info. */
typedef struct rawmap_i_shm_limits {
    rawmap_shm_word length;
    rawmap_shm_word least;
    rawmap_shm_word segments;
    rawmap_shm_word of_a_process;
    rawmap_shm_word pages;
    rawmap_shm_word unknown[4];
} rawmap_i_shm_limits;
typedef struct rawmap_i_shm_usage {
    int segments;
    rawmap_shm_word pages;
    rawmap_shm_word resident;
    rawmap_shm_word swap;
    rawmap_shm_word attempts;
    rawmap_shm_word successes;
} rawmap_i_shm_usage;

#define RAWMAP_I_IPC_INFO 3u

RAWMAP_API(shm) rawmap_status rawmap_shm_limits_now(rawmap_shm_limits *limits)
{
    rawmap_i_shm_limits told;
    rawmap_word result = RAWMAP_I_SHMCTL(0, RAWMAP_I_WORD(RAWMAP_I_IPC_INFO | RAWMAP_SHM_VERSION),
                                         RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&told)));
    if (!rawmap_i_is_error(result)) {
        limits->length = told.length;
        limits->segments = told.segments;
        limits->pages = told.pages;
        result = 0;
    }
    return RAWMAP_I_CAST(rawmap_status, -result);
}

/* The result is the highest index, and 0 without any segment. */
RAWMAP_API(shm) rawmap_status rawmap_shm_usage_now(rawmap_shm_usage *usage)
{
    rawmap_i_shm_usage told;
    rawmap_word result = RAWMAP_I_SHMCTL(0, RAWMAP_I_WORD(RAWMAP_LINUX_SHM_INFO | RAWMAP_SHM_VERSION),
                                         RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&told)));
    if (!rawmap_i_is_error(result)) {
        usage->segments = RAWMAP_I_CAST(unsigned, told.segments);
        usage->indices = told.segments == 0 ? 0 : RAWMAP_I_CAST(unsigned, result) + 1;
        usage->pages = told.pages;
        usage->resident = told.resident;
        usage->swap = told.swap;
        result = 0;
    }
    return RAWMAP_I_CAST(rawmap_status, -result);
}

RAWMAP_API(shm) rawmap_status rawmap_check_shm_at(unsigned index)
{
    return RAWMAP_I_CHECKED(shm_at, index);
}

RAWMAP_I_INLINE rawmap_shm_answer rawmap_i_shm_at(unsigned index, rawmap_shm_facts *facts, unsigned command)
{
    rawmap_shmid told;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_AT))
        return rawmap_i_segment(rawmap_i_failure(RAWMAP_I_REFUSED(shm_at, index)), -1);
    result = RAWMAP_I_SHMCTL(RAWMAP_I_WORD(index), RAWMAP_I_WORD(command | RAWMAP_SHM_VERSION),
                             RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&told)));
    if (RAWMAP_I_UNLIKELY(rawmap_i_is_error(result)))
        return rawmap_i_segment(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_AT, shm_at, result, index), -1);
    rawmap_i_shm_facts(facts, &told);
    return rawmap_i_segment(RAWMAP_OK, RAWMAP_I_CAST(int, result));
}

RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_at(unsigned index, rawmap_shm_facts *facts)
{
    return rawmap_i_shm_at(index, facts, RAWMAP_LINUX_SHM_STAT);
}

RAWMAP_API(shm) rawmap_shm_answer rawmap_shm_at_any(unsigned index, rawmap_shm_facts *facts)
{
    return rawmap_i_shm_at(index, facts, RAWMAP_LINUX_SHM_STAT_ANY);
}

#endif

RAWMAP_I_END

#endif
