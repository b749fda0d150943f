/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged_remap.h: the words of mremap, as one of the calls of this library that make it. Inside
   the library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_REMAP_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_REMAP_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/status.h"
#include "../map/mremap_from_linux.h"
#include "../map/rules.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_judged.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

RAWMAP_I_LOCAL void rawmap_i_words_resize(rawmap_i_judged *judged, uintptr_t address, size_t length, size_t new_length)
{
    const bool refused = true;
    judged->name = "resize";
    RAWMAP_RULES_RESIZE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_move_over(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                             uintptr_t target_address, size_t target_length)
{
    const bool refused = true;
    judged->name = "move_over";
    RAWMAP_RULES_MOVE_OVER(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_move_keep(rawmap_i_judged *judged, uintptr_t address, size_t length)
{
    const bool refused = true;
    judged->name = "move_keep";
    RAWMAP_RULES_MOVE_KEEP(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_move_keep_near(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                                  uintptr_t target_address)
{
    const bool refused = true;
    judged->name = "move_keep_near";
    RAWMAP_RULES_MOVE_KEEP_NEAR(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_move_keep_over(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                                  uintptr_t target_address, size_t target_length)
{
    const bool refused = true;
    judged->name = "move_keep_over";
    RAWMAP_RULES_MOVE_KEEP_OVER(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_duplicate(rawmap_i_judged *judged, uintptr_t address, size_t length)
{
    const bool refused = true;
    judged->name = "duplicate";
    RAWMAP_RULES_DUPLICATE(RAWMAP_I_ROW_OF_WORDS)
}

/* Of no bytes at its old place: Linux compares only where they begin with what is replaced. */
RAWMAP_I_LOCAL void rawmap_i_words_duplicate_over(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                                  uintptr_t target_address, size_t target_length)
{
    const bool refused = true;
    judged->name = "duplicate_over";
    RAWMAP_RULES_MOVE_SPANS(RAWMAP_I_ROW_OF_WORDS)
    if (judged->error == 0 || target_address < address)
        RAWMAP_RULES_MOVE_OVERLAP(RAWMAP_I_ROW_OF_WORDS)
}

/* Which call it is, the conversion of map/mremap_from_linux.h decides, or that it is none. */
RAWMAP_I_LOCAL bool rawmap_i_judge_remap_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    const uintptr_t address = RAWMAP_I_ADDRESS_OF(words[0]), target = RAWMAP_I_ADDRESS_OF(words[4]);
    const size_t length = RAWMAP_I_LENGTH_OF(words[1]);
    const size_t new_length = RAWMAP_I_LENGTH_OF(words[2]);
    rawmap_mremap_arguments asked;
    rawmap_status status;
    if (number != RAWMAP_NR_mremap)
        return false;
    status = rawmap_mremap_from_linux(length, new_length, RAWMAP_I_INT_OF(words[3]), &asked);
    if (status != RAWMAP_OK) {
        judged->name = status == RAWMAP_REMAP_KEEP_RESIZES ? "move_keep" : "resize";
        if (judged->error == 0 || judged->error == RAWMAP_LINUX_EINVAL)
            judged->status = status;
    } else if (asked.keeps && asked.is_over)
        rawmap_i_words_move_keep_over(judged, address, length, target, new_length);
    else if (asked.keeps && target != 0)
        rawmap_i_words_move_keep_near(judged, address, length, target);
    else if (asked.keeps)
        rawmap_i_words_move_keep(judged, address, length);
    else if (asked.duplicates && asked.is_over)
        rawmap_i_words_duplicate_over(judged, address, new_length, target, new_length);
    else if (asked.duplicates)
        rawmap_i_words_duplicate(judged, address, new_length);
    else if (asked.is_over)
        rawmap_i_words_move_over(judged, address, length, target, new_length);
    else
        rawmap_i_words_resize(judged, address, length, new_length);
    return true;
}

#endif

RAWMAP_I_END

#endif

#endif
