/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged_span.h: the words of the calls on a span that is mapped already. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_SPAN_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_SPAN_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/status.h"
#include "../map/from_linux.h"
#include "../map/lock.h"
#include "../map/pkey.h"
#include "../map/protection.h"
#include "../map/rules.h"
#include "../map/sync.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_judged.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

RAWMAP_I_LOCAL void rawmap_i_words_unmap(rawmap_i_judged *judged, uintptr_t address, size_t length)
{
    const bool refused = true;
    judged->name = "unmap";
    (void)refused;
    RAWMAP_RULES_UNMAP(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_protect(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                           rawmap_prot protection)
{
    const bool refused = true;
    judged->name = "protect";
    (void)refused;
    RAWMAP_RULES_PROTECT(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_pkey_protect(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                                rawmap_prot protection, rawmap_pkey key)
{
    const bool refused = true;
    judged->name = "pkey_protect";
    RAWMAP_RULES_PKEY_PROTECT(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_advise(rawmap_i_judged *judged, uintptr_t address, size_t length)
{
    const bool refused = true;
    judged->name = "advise";
    (void)refused;
    RAWMAP_RULES_ADVISE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_sync(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                        rawmap_sync_flags flags)
{
    const bool refused = false;
    judged->name = "sync";
    RAWMAP_RULES_SYNC(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_lock(rawmap_i_judged *judged, uintptr_t address, size_t length)
{
    const bool refused = length != 0; /* Linux locks the page around no bytes */
    judged->name = "lock";
    RAWMAP_RULES_LOCK(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_unlock(rawmap_i_judged *judged, uintptr_t address, size_t length)
{
    const bool refused = length != 0;
    judged->name = "unlock";
    RAWMAP_RULES_UNLOCK(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_lock_all(rawmap_i_judged *judged, rawmap_lock_all_flags flags)
{
    const bool refused = true;
    judged->name = "lock_all";
    (void)refused;
    RAWMAP_RULES_LOCK_ALL(RAWMAP_I_ROW_OF_WORDS)
}

/* How long the vector is, no word says. */
RAWMAP_I_LOCAL void rawmap_i_words_residency(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                             const unsigned char *vector)
{
    const bool refused = false;
    const size_t vector_length = SIZE_MAX;
    judged->name = "residency";
    RAWMAP_RULES_RESIDENCY(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_seal(rawmap_i_judged *judged, uintptr_t address, size_t length)
{
    const bool refused = true;
    judged->name = "seal";
    (void)refused;
    RAWMAP_RULES_SEAL(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_remap_file_pages(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                                    size_t page)
{
    const bool refused = true;
    judged->name = "remap_file_pages";
    (void)refused;
    RAWMAP_RULES_REMAP_FILE_PAGES(RAWMAP_I_ROW_OF_WORDS)
}

/* The kernel asks whether a mapping grows by trying to: nothing may be tried after the call. */
RAWMAP_I_LOCAL void rawmap_i_judge_protecting(rawmap_i_judged *judged, const rawmap_word words[6], bool with_key)
{
    const bool asks = judged->asks;
    rawmap_prot protection;
    rawmap_pkey key;
    protection.bits = RAWMAP_I_BITS_OF(words[2]);
    key.number = RAWMAP_I_INT_OF(words[3]);
    judged->asks = asks && (protection.bits & RAWMAP_I_PROT_GROWS) == 0;
    if (with_key && key.number != -1)
        rawmap_i_words_pkey_protect(judged, RAWMAP_I_ADDRESS_OF(words[0]), RAWMAP_I_LENGTH_OF(words[1]), protection,
                                    key);
    else
        rawmap_i_words_protect(judged, RAWMAP_I_ADDRESS_OF(words[0]), RAWMAP_I_LENGTH_OF(words[1]), protection);
    judged->asks = asks;
}

RAWMAP_I_LOCAL bool rawmap_i_judge_span_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    const uintptr_t address = RAWMAP_I_ADDRESS_OF(words[0]);
    const size_t length = RAWMAP_I_LENGTH_OF(words[1]);
    rawmap_sync_flags sync_flags;
    rawmap_lock_all_flags lock_all;
    switch (number) {
    case RAWMAP_NR_munmap:
        rawmap_i_words_unmap(judged, address, length);
        return true;
    case RAWMAP_NR_mprotect:
        rawmap_i_judge_protecting(judged, words, false);
        return true;
    case RAWMAP_NR_pkey_mprotect:
        rawmap_i_judge_protecting(judged, words, true);
        return true;
    case RAWMAP_NR_madvise:
        rawmap_i_words_advise(judged, address, length);
        return true;
    case RAWMAP_NR_msync:
        sync_flags.bits = RAWMAP_I_BITS_OF(words[2]);
        rawmap_i_words_sync(judged, address, length, sync_flags);
        return true;
    case RAWMAP_NR_mlock2:
        if ((judged->error == 0 || judged->error == RAWMAP_LINUX_EINVAL) &&
            rawmap_mlock2_from_linux(RAWMAP_I_INT_OF(words[2])).status != RAWMAP_OK) {
            judged->name = "lock_on_fault";
            judged->status = RAWMAP_LOCK_UNKNOWN_BITS;
            return true;
        }
        rawmap_i_words_lock(judged, address, length);
        return true;
    case RAWMAP_NR_mlock:
        rawmap_i_words_lock(judged, address, length);
        return true;
    case RAWMAP_NR_munlock:
        rawmap_i_words_unlock(judged, address, length);
        return true;
    case RAWMAP_NR_mlockall:
        lock_all.bits = RAWMAP_I_BITS_OF(words[0]);
        rawmap_i_words_lock_all(judged, lock_all);
        return true;
    case RAWMAP_NR_mincore:
        rawmap_i_words_residency(judged, address, length,
                                 RAWMAP_I_CAST(const unsigned char *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[2]))));
        return true;
    case RAWMAP_NR_mseal:
        rawmap_i_words_seal(judged, address, length);
        return true;
    case RAWMAP_NR_remap_file_pages:
        rawmap_i_words_remap_file_pages(judged, address, length, RAWMAP_I_LENGTH_OF(words[3]));
        return true;
    default:
        return false;
    }
}

#endif

RAWMAP_I_END

#endif

#endif
