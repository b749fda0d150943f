/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_sized.h: calls that make a file longer: what the rules say of their words, and RLIMIT_FSIZE. Inside
   the library. */
#ifndef RAWMAP_EXPLAIN_INNER_SIZED_H
#define RAWMAP_EXPLAIN_INNER_SIZED_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../files/allocate.h"
#include "../files/rules.h"
#include "../files/size.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_file.h"
#include "inner_judged.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* 64 bits of a word, or of two where an argument has 32. */
#ifdef RAWMAP_NR_ftruncate64
#define RAWMAP_I_NR_RESIZE RAWMAP_NR_ftruncate64
#ifdef RAWMAP_PAIR_ALIGNED
#define RAWMAP_I_RESIZE_AT 2
#else
#define RAWMAP_I_RESIZE_AT 1
#endif
#define RAWMAP_I_RANGE_AT 4
RAWMAP_I_LOCAL uint64_t rawmap_i_length_of_words(const rawmap_word *words)
{
    const uint64_t first = RAWMAP_I_CAST(uint32_t, words[0]), second = RAWMAP_I_CAST(uint32_t, words[1]);
#ifdef RAWMAP_PAIR_HIGH_FIRST
    return first << 32 | second;
#else
    return second << 32 | first;
#endif
}
#else
#define RAWMAP_I_NR_RESIZE RAWMAP_NR_ftruncate
#define RAWMAP_I_RESIZE_AT 1
#define RAWMAP_I_RANGE_AT 3
RAWMAP_I_LOCAL uint64_t rawmap_i_length_of_words(const rawmap_word *words)
{
    return RAWMAP_I_CAST(uint64_t, words[0]);
}
#endif

RAWMAP_I_LOCAL void rawmap_i_words_file_resize(rawmap_i_judged *judged, int file, uint64_t length)
{
    const bool refused = true;
    judged->name = "file_resize";
    (void)refused;
    RAWMAP_RULES_FILE_RESIZE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_file_range(rawmap_i_judged *judged, int file, uint64_t offset, uint64_t length)
{
    const bool refused = true;
    judged->name = "file_allocate";
    (void)refused;
    RAWMAP_RULES_FILE_RANGE(RAWMAP_I_ROW_OF_WORDS)
}

/* Of fallocate what makes room, with or without a longer file; its other modes are for nobody to judge. */
RAWMAP_I_LOCAL bool rawmap_i_judge_sized_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    if (number == RAWMAP_I_NR_RESIZE)
        rawmap_i_words_file_resize(judged, RAWMAP_I_INT_OF(words[0]),
                                   rawmap_i_length_of_words(words + RAWMAP_I_RESIZE_AT));
    else if (number == RAWMAP_NR_fallocate && RAWMAP_I_BITS_OF(words[1]) <= RAWMAP_LINUX_FALLOC_FL_KEEP_SIZE)
        rawmap_i_words_file_range(judged, RAWMAP_I_INT_OF(words[0]), rawmap_i_length_of_words(words + 2),
                                  rawmap_i_length_of_words(words + RAWMAP_I_RANGE_AT));
    else
        return false;
    return true;
}

/* What the file would be long. fallocate asks first whether any file of that file system could be: not below 2 GiB. */
RAWMAP_I_LOCAL bool rawmap_i_is_over_file_size(rawmap_i_case *one, int file, uint64_t wanted, bool asks_more)
{
    uint64_t allowed;
    rawmap_i_statx stat;
    if (!rawmap_i_its_limit(one, "Max file size", &allowed) || !rawmap_i_stat_of(one, file, &stat))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE_SIZE_LIMIT);
    if (allowed == RAWMAP_I_UNLIMITED || wanted <= allowed || wanted <= stat.size)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE_SIZE_LIMIT);
    if (asks_more && wanted > 0x7fffffffu)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    rawmap_i_say(one, "The file would have ");
    rawmap_i_say_bytes(one, wanted);
    rawmap_i_say(one, ", it has ");
    rawmap_i_say_bytes(one, stat.size);
    rawmap_i_say(one, ", and RLIMIT_FSIZE is ");
    rawmap_i_say_bytes(one, allowed);
    rawmap_i_say(one, ".");
    return rawmap_i_found_figures(one, RAWMAP_STATE_FILE_SIZE_LIMIT, wanted, stat.size, allowed);
}

RAWMAP_I_LOCAL bool rawmap_i_sized_refused(rawmap_i_case *one)
{
    const rawmap_word *const words = one->call->words;
    const int file = RAWMAP_I_INT_OF(words[0]);
    if (one->call->number != RAWMAP_I_NR_RESIZE && one->call->number != RAWMAP_NR_fallocate)
        return false;
    if (one->call->error == RAWMAP_LINUX_EBADF)
        return rawmap_i_is_not_open(one, file);
    if (one->call->error != RAWMAP_LINUX_EFBIG)
        return false;
    if (one->call->number == RAWMAP_I_NR_RESIZE)
        return rawmap_i_is_over_file_size(one, file, rawmap_i_length_of_words(words + RAWMAP_I_RESIZE_AT), false);
    return RAWMAP_I_BITS_OF(words[1]) == 0 &&
           rawmap_i_is_over_file_size(
               one, file, rawmap_i_length_of_words(words + 2) + rawmap_i_length_of_words(words + RAWMAP_I_RANGE_AT),
               true);
}

#endif

RAWMAP_I_END

#endif

#endif
