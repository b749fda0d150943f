/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged_rest.h: the words of calls that are about no span: files in memory, segments, keys, faults.
   Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_REST_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_REST_H

#include "../core/base.h"
#include "../core/status.h"
#include "../faults/open.h"
#include "../faults/rules.h"
#include "../files/memfd.h"
#include "../files/rules.h"
#include "../map/pkey.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "../map/rules.h"
#include "../map/shadow_stack.h"
#include "../process/open.h"
#include "../process/rules.h"
#include "../shm/rules.h"
#include "../shm/segment.h"
#include "inner_judged.h"

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

RAWMAP_I_LOCAL void rawmap_i_words_memfd(rawmap_i_judged *judged, const char *name, rawmap_memfd_flags flags)
{
    const bool refused = true;
    judged->name = "memfd";
    (void)refused;
    RAWMAP_RULES_MEMFD(RAWMAP_I_ROW_OF_WORDS)
}

#ifdef RAWMAP_NR_memfd_secret
RAWMAP_I_LOCAL void rawmap_i_words_memfd_secret(rawmap_i_judged *judged, rawmap_secret_flags flags)
{
    const bool refused = true;
    judged->name = "memfd_secret";
    (void)refused;
    RAWMAP_RULES_MEMFD_SECRET(RAWMAP_I_ROW_OF_WORDS)
}
#endif

/* The list of spans is the process's: only that it is missing is seen. */
RAWMAP_I_LOCAL void rawmap_i_words_process_advise(rawmap_i_judged *judged, rawmap_process process,
                                                  const rawmap_span *spans, size_t count)
{
    const bool refused = false;
    judged->name = "process_advise";
    (void)refused;
    RAWMAP_RULES_PROCESS_ADVISE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_faults_open(rawmap_i_judged *judged, rawmap_faults_options options)
{
    const bool refused = true;
    judged->name = "faults_open";
    (void)refused;
    RAWMAP_RULES_FAULTS_OPEN(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_pkey_alloc(rawmap_i_judged *judged, rawmap_pkey_rights rights)
{
    const bool refused = true;
    judged->name = "pkey_alloc";
    (void)refused;
    RAWMAP_RULES_PKEY_ALLOC(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_pkey_free(rawmap_i_judged *judged, rawmap_pkey key)
{
    const bool refused = false; /* of key 0 Linux takes it */
    judged->name = "pkey_free";
    RAWMAP_RULES_PKEY_FREE(RAWMAP_I_ROW_OF_WORDS)
}

#if RAWMAP_HAS_SHADOW_STACK
RAWMAP_I_LOCAL void rawmap_i_words_map_shadow_stack(rawmap_i_judged *judged, size_t length,
                                                    rawmap_shadow_stack_options options, rawmap_placement placement)
{
    const bool refused = false;
    judged->name = "map_shadow_stack";
    RAWMAP_RULES_MAP_SHADOW_STACK(RAWMAP_I_ROW_OF_WORDS)
}
#endif

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

/* The kernel's IPC_CREAT, IPC_EXCL, SHM_RDONLY, SHM_RND and SHM_EXEC: the same on every ABI. */
#define RAWMAP_I_IPC_CREAT 01000u
#define RAWMAP_I_IPC_EXCL 02000u
#define RAWMAP_I_SHM_RDONLY 010000u
#define RAWMAP_I_SHM_RND 020000u
#define RAWMAP_I_SHM_EXEC 0100000u

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

/* Strings and lists of another process are not read: what asks for them asks this one. */
RAWMAP_I_LOCAL bool rawmap_i_judge_rest_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    const bool asks = judged->asks;
    rawmap_memfd_flags memfd;
#ifdef RAWMAP_NR_memfd_secret
    rawmap_secret_flags secret;
#endif
    rawmap_faults_options faults;
    rawmap_pkey_rights rights;
    rawmap_pkey key;
    rawmap_process process;
#if RAWMAP_HAS_SHADOW_STACK
    rawmap_shadow_stack_options options;
    rawmap_placement placement;
#endif
    switch (number) {
    case RAWMAP_NR_memfd_create:
        memfd.bits = RAWMAP_I_BITS_OF(words[1]);
        judged->asks = asks && judged->own;
        rawmap_i_words_memfd(judged, RAWMAP_I_CAST(const char *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[0]))),
                             memfd);
        judged->asks = asks;
        return true;
#ifdef RAWMAP_NR_memfd_secret
    case RAWMAP_NR_memfd_secret:
        secret.bits = RAWMAP_I_BITS_OF(words[0]);
        rawmap_i_words_memfd_secret(judged, secret);
        return true;
#endif
    case RAWMAP_NR_brk: /* asked for NULL, it tells where the end is, which is what others mean by that */
        judged->name = "break_set";
        return true;
    case RAWMAP_NR_process_madvise:
        process.file = RAWMAP_I_INT_OF(words[0]);
        rawmap_i_words_process_advise(
            judged, process,
            RAWMAP_I_CAST(const rawmap_span *,
                          RAWMAP_I_CAST(const void *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[1])))),
            RAWMAP_I_LENGTH_OF(words[2]));
        return true;
    case RAWMAP_NR_userfaultfd:
        faults.bits = RAWMAP_I_BITS_OF(words[0]) & ~(RAWMAP_LINUX_O_CLOEXEC | RAWMAP_LINUX_O_NONBLOCK | 0u);
        rawmap_i_words_faults_open(judged, faults);
        return true;
    case RAWMAP_NR_pkey_alloc:
        rights.bits = RAWMAP_I_BITS_OF(words[1]);
        rawmap_i_words_pkey_alloc(judged, rights);
        return true;
    case RAWMAP_NR_pkey_free:
        key.number = RAWMAP_I_INT_OF(words[0]);
        rawmap_i_words_pkey_free(judged, key);
        return true;
#if RAWMAP_HAS_SHADOW_STACK
    case RAWMAP_NR_map_shadow_stack:
        options.bits = RAWMAP_I_BITS_OF(words[2]);
        placement.address = RAWMAP_I_ADDRESS_OF(words[0]);
        placement.bits = placement.address != 0 ? RAWMAP_LINUX_MAP_FIXED_NOREPLACE + 0u : 0u;
        rawmap_i_words_map_shadow_stack(judged, RAWMAP_I_LENGTH_OF(words[1]), options, placement);
        return true;
#endif
    default:
        return rawmap_i_judge_shm_words(judged, number, words);
    }
}

#endif

RAWMAP_I_END

#endif

#endif
