/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged_shm.h: the words of the calls on segments of System V. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_SHM_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_SHM_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/status.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "../shm/control.h"
#include "../shm/rules.h"
#include "../shm/segment.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_judged.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

#ifdef RAWMAP_NR_shmget
RAWMAP_I_LOCAL void rawmap_i_words_shm_new(rawmap_i_judged *judged, uint64_t length, unsigned permissions,
                                           rawmap_shm_options options)
{
    const bool refused = false;
    judged->name = "shm_new";
    RAWMAP_RULES_SHM_NEW(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_shm_create(rawmap_i_judged *judged, int key, uint64_t length, unsigned permissions,
                                              rawmap_shm_options options)
{
    const bool refused = false;
    judged->name = "shm_create";
    RAWMAP_RULES_SHM_CREATE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_shm_find(rawmap_i_judged *judged, int key, uint64_t length)
{
    const bool refused = false;
    judged->name = "shm_find";
    RAWMAP_RULES_SHM_FIND(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_shm_attach(rawmap_i_judged *judged, rawmap_shm segment, rawmap_prot protection,
                                              rawmap_placement placement)
{
    const bool refused = false;
    judged->name = "shm_attach";
    RAWMAP_RULES_SHM_ATTACH(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_shm_detach(rawmap_i_judged *judged, uintptr_t address)
{
    const bool refused = true;
    judged->name = "shm_detach";
    (void)refused;
    RAWMAP_RULES_SHM_DETACH(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_shm_look(rawmap_i_judged *judged, rawmap_shm segment)
{
    const bool refused = true;
    judged->name = "shm_look";
    (void)refused;
    RAWMAP_RULES_SHM_LOOK(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_shm_control(rawmap_i_judged *judged, rawmap_shm segment)
{
    const bool refused = true;
    (void)refused;
    RAWMAP_RULES_SHM_CONTROL(RAWMAP_I_ROW_OF_WORDS)
}

/* The kernel's IPC_CREAT, IPC_EXCL, SHM_RDONLY, SHM_RND and SHM_EXEC: the same on every ABI. */
#define RAWMAP_I_IPC_CREAT 01000u
#define RAWMAP_I_IPC_EXCL 02000u
#define RAWMAP_I_SHM_RDONLY 010000u
#define RAWMAP_I_SHM_RND 020000u
#define RAWMAP_I_SHM_EXEC 0100000u
/* What is asked of shmctl, and the bit that some ABIs say beside it. */
#define RAWMAP_I_IPC_RMID 0u
#define RAWMAP_I_SHM_LOCK 11u
#define RAWMAP_I_SHM_UNLOCK 12u
#define RAWMAP_I_IPC_64 0x100u

/* Of a segment that is there the other words say nothing, unless it must be new. Linux knows no option that it
   would refuse. */
RAWMAP_I_LOCAL void rawmap_i_judge_shmget(rawmap_i_judged *judged, const rawmap_word words[6])
{
    const int key = RAWMAP_I_INT_OF(words[0]);
    const uint64_t length = RAWMAP_I_LENGTH_OF(words[1]);
    const unsigned flags = RAWMAP_I_BITS_OF(words[2]);
    rawmap_shm_options options;
    options.bits = flags & ~(0777u | RAWMAP_I_IPC_CREAT | RAWMAP_I_IPC_EXCL);
    if (key == 0)
        rawmap_i_words_shm_new(judged, length, flags & 0777u, options);
    else if ((flags & RAWMAP_I_IPC_CREAT) == 0 || (flags & RAWMAP_I_IPC_EXCL) == 0)
        rawmap_i_words_shm_find(judged, key, (flags & RAWMAP_I_IPC_CREAT) == 0 ? length : 0);
    else
        rawmap_i_words_shm_create(judged, key, length, flags & 0777u, options);
}

RAWMAP_I_LOCAL void rawmap_i_judge_shmat(rawmap_i_judged *judged, const rawmap_word words[6])
{
    const unsigned flags = RAWMAP_I_BITS_OF(words[2]);
    rawmap_shm segment;
    rawmap_prot protection;
    rawmap_placement placement;
    segment.id = RAWMAP_I_INT_OF(words[0]);
    protection.bits = RAWMAP_LINUX_PROT_READ |
                      ((flags & RAWMAP_I_SHM_RDONLY) != 0 ? 0u : RAWMAP_LINUX_PROT_WRITE + 0u) |
                      ((flags & RAWMAP_I_SHM_EXEC) != 0 ? RAWMAP_LINUX_PROT_EXEC + 0u : 0u);
    placement.address = RAWMAP_I_ADDRESS_OF(words[1]);
    placement.bits = placement.address != 0 ? RAWMAP_LINUX_MAP_FIXED_NOREPLACE + 0u : 0u;
    if ((flags & RAWMAP_I_SHM_RND) != 0)
        placement.address &= ~RAWMAP_I_CAST(uintptr_t, RAWMAP_I_PAGE_MASK_MAX);
    rawmap_i_words_shm_attach(judged, segment, protection, placement);
}

/* What is to be set lies in memory, and an index may be of another namespace: of those nothing is said. */
RAWMAP_I_LOCAL void rawmap_i_judge_shmctl(rawmap_i_judged *judged, const rawmap_word words[6])
{
    rawmap_shm segment;
    segment.id = RAWMAP_I_INT_OF(words[0]);
    switch (RAWMAP_I_BITS_OF(words[1]) & ~RAWMAP_I_IPC_64) {
    case RAWMAP_I_IPC_RMID:
        judged->name = "shm_remove";
        rawmap_i_words_shm_control(judged, segment);
        break;
    case RAWMAP_I_SHM_LOCK:
        judged->name = "shm_lock";
        rawmap_i_words_shm_control(judged, segment);
        break;
    case RAWMAP_I_SHM_UNLOCK:
        judged->name = "shm_unlock";
        rawmap_i_words_shm_control(judged, segment);
        break;
    case RAWMAP_I_IPC_SET:
        judged->name = "shm_permit";
        if (segment.id < 0 && (judged->error == 0 || judged->error == RAWMAP_LINUX_EINVAL))
            judged->status = RAWMAP_SHM_NEGATIVE;
        break;
    case RAWMAP_I_IPC_STAT:
        rawmap_i_words_shm_look(judged, segment);
        break;
    default:
        judged->name = "shm_at";
        break;
    }
}
#endif

RAWMAP_I_LOCAL bool rawmap_i_judge_shm_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
#ifdef RAWMAP_NR_shmget
    const bool own = judged->own;
    switch (number) {
    case RAWMAP_NR_shmget:
        judged->own = false; /* to ask would make segments */
        rawmap_i_judge_shmget(judged, words);
        judged->own = own;
        return true;
    case RAWMAP_NR_shmat:
        rawmap_i_judge_shmat(judged, words);
        return true;
    case RAWMAP_NR_shmctl:
        rawmap_i_judge_shmctl(judged, words);
        return true;
    case RAWMAP_NR_shmdt:
        rawmap_i_words_shm_detach(judged, RAWMAP_I_ADDRESS_OF(words[0]));
        return true;
    default:
        break;
    }
#endif
    (void)judged, (void)number, (void)words;
    return false;
}

#endif

RAWMAP_I_END

#endif

#endif
