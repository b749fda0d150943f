/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_judged_map.h: the words of mmap, as one of the four calls of this library that make it. Inside the
   library. */
#ifndef RAWMAP_EXPLAIN_INNER_JUDGED_MAP_H
#define RAWMAP_EXPLAIN_INNER_JUDGED_MAP_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/status.h"
#include "../map/file_kind.h"
#include "../map/kind.h"
#include "../map/mmap.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "../map/rules.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_judged.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* What the words of mmap are. */
typedef struct rawmap_i_mmap_words {
    uintptr_t address;
    size_t length;
    rawmap_prot protection;
    unsigned flags;
    int file;
    uint64_t offset; /* in bytes */
    bool anonymous;
    bool fixed; /* replaces; false of MAP_FIXED_NOREPLACE, which Linux looks at first */
    bool is_exact;
} rawmap_i_mmap_words;

/* The number that mmap has here. */
#if defined RAWMAP_MMAP2_SHIFT || defined RAWMAP_MMAP2_PAGES
#define RAWMAP_I_NR_MMAP RAWMAP_NR_mmap2
#else
#define RAWMAP_I_NR_MMAP RAWMAP_NR_mmap
#endif

RAWMAP_I_LOCAL void rawmap_i_mmap_words_of(rawmap_i_mmap_words *mapped, const rawmap_word words[6])
{
    mapped->address = RAWMAP_I_ADDRESS_OF(words[0]);
    mapped->length = RAWMAP_I_LENGTH_OF(words[1]);
    mapped->protection.bits = RAWMAP_I_BITS_OF(words[2]);
    mapped->flags = RAWMAP_I_BITS_OF(words[3]);
    mapped->file = RAWMAP_I_INT_OF(words[4]);
#if defined RAWMAP_MMAP2_SHIFT
    mapped->offset = RAWMAP_I_CAST(uint64_t, RAWMAP_I_LENGTH_OF(words[5])) << RAWMAP_MMAP2_SHIFT;
#elif defined RAWMAP_MMAP2_PAGES
    mapped->offset = RAWMAP_I_CAST(uint64_t, RAWMAP_I_LENGTH_OF(words[5])) << RAWMAP_I_PAGE_SHIFT; /* or larger ones */
#else
    mapped->offset = RAWMAP_I_CAST(uint64_t, words[5]);
#endif
    mapped->anonymous = (mapped->flags & RAWMAP_LINUX_MAP_ANONYMOUS) != 0;
    mapped->is_exact = (mapped->flags & RAWMAP_LINUX_MAP_FIXED_NOREPLACE) != 0;
    mapped->fixed = !mapped->is_exact && (mapped->flags & RAWMAP_LINUX_MAP_FIXED) != 0;
}

RAWMAP_I_LOCAL void rawmap_i_words_map(rawmap_i_judged *judged, size_t length, rawmap_prot protection, rawmap_kind kind,
                                       rawmap_placement placement)
{
    const bool refused = false;
    judged->name = "map";
    RAWMAP_RULES_MAP(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_replace(rawmap_i_judged *judged, uintptr_t address, size_t length,
                                           rawmap_prot protection, rawmap_kind kind)
{
    const bool refused = true;
    judged->name = "replace";
    RAWMAP_RULES_REPLACE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_map_file(rawmap_i_judged *judged, const rawmap_i_mmap_words *mapped,
                                            rawmap_file_kind kind, rawmap_placement placement)
{
    const bool refused = false;
    const int file = mapped->file;
    const uint64_t offset = mapped->offset;
    const size_t length = mapped->length;
    const rawmap_prot protection = mapped->protection;
    judged->name = "map_file";
    RAWMAP_RULES_MAP_FILE(RAWMAP_I_ROW_OF_WORDS)
}

RAWMAP_I_LOCAL void rawmap_i_words_replace_file(rawmap_i_judged *judged, const rawmap_i_mmap_words *mapped,
                                                rawmap_file_kind kind)
{
    const bool refused = true;
    const int file = mapped->file;
    const uint64_t offset = mapped->offset;
    const uintptr_t address = mapped->address;
    const size_t length = mapped->length;
    const rawmap_prot protection = mapped->protection;
    judged->name = "replace_file";
    RAWMAP_RULES_REPLACE_FILE(RAWMAP_I_ROW_OF_WORDS)
}

/* What is of the placement, and no option of a kind. */
#define RAWMAP_I_PLACING                                                                                               \
    (RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_FIXED_NOREPLACE | RAWMAP_I_LOW_32BIT | RAWMAP_I_ABOVE_4G)

/* Options as the library's types have them. What Linux does though no type of the library says it is left out: the
   rules have no word for it. Once Linux has refused, so is what it would have ignored. */
RAWMAP_I_LOCAL unsigned rawmap_i_anonymous_options(const rawmap_i_judged *judged, unsigned flags)
{
    unsigned options = flags & ~(RAWMAP_I_PLACING | RAWMAP_LINUX_MAP_ANONYMOUS);
    if ((options & RAWMAP_LINUX_MAP_HUGETLB) != 0 && (options & RAWMAP_I_HUGE_FIELD) == 0)
        options |= (judged->default_shift != 0 ? judged->default_shift : 1u) << RAWMAP_I_HUGE_AT;
    if (judged->error != 0) {
        options &= RAWMAP_I_KIND_KNOWN | RAWMAP_I_HUGE_FIELD;
        if ((options & RAWMAP_LINUX_MAP_HUGETLB) == 0)
            options &= ~RAWMAP_I_HUGE_FIELD;
    }
    return options;
}

RAWMAP_I_LOCAL unsigned rawmap_i_file_options(const rawmap_i_judged *judged, unsigned flags)
{
    unsigned options = flags & ~(RAWMAP_I_PLACING | RAWMAP_LINUX_MAP_STACK);
    if ((options & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_SHARED_VALIDATE && (options & RAWMAP_I_MAP_SYNC) == 0 &&
        (options & ~RAWMAP_I_FILE_KIND_KNOWN) == 0)
        options = (options & ~RAWMAP_I_KIND_TYPE) | RAWMAP_LINUX_MAP_SHARED;
    if ((options & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_PRIVATE)
        options &= ~RAWMAP_I_MAP_SYNC;
    if (judged->error != 0 && (options & RAWMAP_I_KIND_TYPE) != RAWMAP_LINUX_MAP_SHARED_VALIDATE)
        options &= RAWMAP_I_FILE_KIND_KNOWN | RAWMAP_LINUX_MAP_GROWSDOWN;
    return options;
}

/* What Linux takes and loses, and the rules put down as a mistake that must not reach it. */
RAWMAP_I_LOCAL bool rawmap_i_mmap_loses(const rawmap_i_mmap_words *mapped)
{
    if ((mapped->flags & RAWMAP_LINUX_MAP_NONBLOCK) != 0)
        return true; /* without populate it does nothing, and populate does nothing beside it */
    return !mapped->anonymous && RAWMAP_I_MAP_SYNC != 0 && (mapped->flags & RAWMAP_I_MAP_SYNC) != 0 &&
           (mapped->flags & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_SHARED;
}

RAWMAP_I_LOCAL void rawmap_i_judge_mmap(rawmap_i_judged *judged, const rawmap_i_mmap_words *mapped)
{
    rawmap_placement placement;
    rawmap_kind kind;
    rawmap_file_kind file_kind;
    placement.address = mapped->address;
    placement.bits = mapped->flags & (RAWMAP_I_LOW_32BIT | RAWMAP_I_ABOVE_4G);
    if (mapped->is_exact)
        placement.bits = RAWMAP_LINUX_MAP_FIXED_NOREPLACE;
    kind.bits = rawmap_i_anonymous_options(judged, mapped->flags);
    file_kind.bits = rawmap_i_file_options(judged, mapped->flags);
    if (mapped->anonymous && mapped->fixed)
        rawmap_i_words_replace(judged, mapped->address, mapped->length, mapped->protection, kind);
    else if (mapped->anonymous)
        rawmap_i_words_map(judged, mapped->length, mapped->protection, kind, placement);
    else if (mapped->fixed)
        rawmap_i_words_replace_file(judged, mapped, file_kind);
    else
        rawmap_i_words_map_file(judged, mapped, file_kind, placement);
    if (judged->error == 0 && judged->status == RAWMAP_KIND_UNKNOWN_BITS && rawmap_i_mmap_loses(mapped))
        judged->ignored = true;
}

RAWMAP_I_LOCAL bool rawmap_i_judge_map_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    rawmap_i_mmap_words mapped;
    if (number != RAWMAP_I_NR_MMAP)
        return false;
    rawmap_i_mmap_words_of(&mapped, words);
    rawmap_i_judge_mmap(judged, &mapped);
    return true;
}

#endif

RAWMAP_I_END

#endif

#endif
