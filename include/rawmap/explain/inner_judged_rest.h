/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged_rest.h: the words of calls that are about no span: files in memory, keys, faults.
   Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_REST_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_REST_H

#ifndef RAWMAP_EXPLAIN_H
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
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_judged.h"
#include "inner_judged_shm.h"
#endif

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
