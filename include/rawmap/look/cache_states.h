/* SPDX-License-Identifier: MIT */
/* rawmap/look/cache_states.h: how much of a file the page cache holds (cachestat). */
#ifndef RAWMAP_LOOK_CACHE_STATES_H
#define RAWMAP_LOOK_CACHE_STATES_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* Numbers of pages: the kernel's struct cachestat. */
typedef struct rawmap_cache_counts {
    uint64_t cached;
    uint64_t dirty;
    uint64_t writeback;
    uint64_t evicted;          /* left the cache under memory pressure, and are remembered */
    uint64_t recently_evicted; /* those among them that would have been used again */
} rawmap_cache_counts;

/* rawmap_cache_states: counts the pages of part of a file that the page cache holds. Of a file that the caller
   neither owns nor may write, rawmap_residency says that every page is there, true or not; this answers RAWMAP_EPERM.

   Units:      offset and length in bytes; pages that the range touches are counted.
   Status:     RAWMAP_LENGTH_ZERO: Linux would take 0 for "to the end"; nothing was called (rawmap_cache_states_to_end
               asks that). RAWMAP_FILE_NEGATIVE: Linux refused it for this.
               RAWMAP_EBADF: closed. RAWMAP_EPERM: not the caller's file. RAWMAP_EOPNOTSUPP: a file on hugetlbfs.
               RAWMAP_EFAULT: counts is not writable. RAWMAP_ENOSYS: the kernel is older.
   Since:      6.5; the permission check 6.15
   ABIs:       all
   Manual:     mincore(2) */
RAWMAP_API(look)
rawmap_status rawmap_cache_states(int file, uint64_t offset, uint64_t length,
                                  rawmap_cache_counts *counts) RAWMAP_MUST_USE;

/* rawmap_cache_states_to_end: the same, from offset to the end of the file.

   Units:      offset in bytes.
   Status:     RAWMAP_FILE_NEGATIVE: Linux refused it for this. Others: as rawmap_cache_states answers.
   Since:      6.5
   ABIs:       all
   Manual:     mincore(2) */
RAWMAP_API(look)
rawmap_status rawmap_cache_states_to_end(int file, uint64_t offset, rawmap_cache_counts *counts) RAWMAP_MUST_USE;

/* rawmap_check_cache_states: what rawmap_cache_states would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(look)
rawmap_status rawmap_check_cache_states(int file, uint64_t offset, uint64_t length,
                                        const rawmap_cache_counts *counts) RAWMAP_MUST_USE;

/* rawmap_check_cache_states_to_end: what rawmap_cache_states_to_end would answer, as far as its arguments tell; nothing
   is called. */
RAWMAP_API(look)
rawmap_status rawmap_check_cache_states_to_end(int file, uint64_t offset,
                                               const rawmap_cache_counts *counts) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(look, cache_states, RAWMAP_RULES_CACHE_STATES, int file, uint64_t length)
RAWMAP_I_DEFINE_VERDICT(look, cache_states_to_end, RAWMAP_RULES_CACHE_STATES_TO_END, int file)

/* The kernel's struct cachestat_range goes in by address. */
RAWMAP_I_INLINE rawmap_word rawmap_i_cachestat(int file, uint64_t offset, uint64_t length, rawmap_cache_counts *counts)
{
    uint64_t range[2];
    range[0] = offset;
    range[1] = length;
    return RAWMAP_I_CALL4(RAWMAP_NR_cachestat, file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(range)),
                          RAWMAP_I_WORD(RAWMAP_I_ADDRESS(counts)), 0);
}

RAWMAP_API(look)
rawmap_status rawmap_check_cache_states(int file, uint64_t offset, uint64_t length, const rawmap_cache_counts *counts)
{
    (void)offset;
    (void)counts;
    return RAWMAP_I_CHECKED(cache_states, file, length);
}

RAWMAP_API(look)
rawmap_status rawmap_check_cache_states_to_end(int file, uint64_t offset, const rawmap_cache_counts *counts)
{
    (void)offset;
    (void)counts;
    return RAWMAP_I_CHECKED(cache_states_to_end, file);
}

RAWMAP_API(look)
rawmap_status rawmap_cache_states(int file, uint64_t offset, uint64_t length, rawmap_cache_counts *counts)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_CACHE_STATES))
        return rawmap_i_failure(RAWMAP_I_REFUSED(cache_states, file, length));
    result = rawmap_i_cachestat(file, offset, length, counts);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_CACHE_STATES, cache_states, result, file, length);
}

RAWMAP_API(look) rawmap_status rawmap_cache_states_to_end(int file, uint64_t offset, rawmap_cache_counts *counts)
{
    const rawmap_word result = rawmap_i_cachestat(file, offset, 0, counts);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_CACHE_STATES_TO_END, cache_states_to_end, result, file);
}

#endif

RAWMAP_I_END

#endif
