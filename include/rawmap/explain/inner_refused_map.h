/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_map.h: why mmap refused, in the order of do_mmap and mmap_region (Linux 7.3). Inside the
   library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_MAP_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_MAP_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_commit.h"
#include "inner_file.h"
#include "inner_group.h"
#include "inner_huge_file.h"
#include "inner_judged_map.h"
#include "inner_limits.h"
#include "inner_mount.h"
#include "inner_places.h"
#include "inner_policy.h"
#include "inner_pool.h"
#include "inner_proc.h"
#include "inner_room.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* What is asked of several looks. */
typedef struct rawmap_i_mmap_case {
    rawmap_i_mmap_words words;
    uint64_t start, end; /* of a mapping at a fixed address, in whole pages */
    uint64_t length;     /* in whole pages */
    bool at_address;
    bool shared, may_write, may_exec, huge;
    unsigned default_shift; /* of anonymous huge pages */
    rawmap_i_huge_file file;
} rawmap_i_mmap_case;

RAWMAP_I_LOCAL void rawmap_i_mmap_case_of(rawmap_i_mmap_case *mapped, const rawmap_word words[6],
                                          unsigned default_shift)
{
    const unsigned type = RAWMAP_I_BITS_OF(words[3]) & RAWMAP_I_KIND_TYPE;
    rawmap_i_mmap_words_of(&mapped->words, words);
    mapped->huge = mapped->words.anonymous && (mapped->words.flags & RAWMAP_LINUX_MAP_HUGETLB) != 0;
    mapped->default_shift = (mapped->words.flags & RAWMAP_I_HUGE_FIELD) >> RAWMAP_I_HUGE_AT;
    if (mapped->default_shift == 0)
        mapped->default_shift = default_shift;
    mapped->length = rawmap_i_in_pages(mapped->words.length);
    if (mapped->huge && mapped->default_shift != 0)
        mapped->length = (mapped->words.length + (rawmap_i_size_of(mapped->default_shift) - 1)) &
                         ~(rawmap_i_size_of(mapped->default_shift) - 1);
    mapped->start = mapped->words.address;
    mapped->end = mapped->start + mapped->length;
    mapped->at_address = mapped->words.fixed || mapped->words.is_exact;
    mapped->shared = type == RAWMAP_LINUX_MAP_SHARED || type == RAWMAP_LINUX_MAP_SHARED_VALIDATE;
    mapped->may_write = (mapped->words.protection.bits & RAWMAP_LINUX_PROT_WRITE) != 0;
    mapped->may_exec = (mapped->words.protection.bits & RAWMAP_LINUX_PROT_EXEC) != 0;
}

/* Where the kernel looks for room. On x86-64 MAP_32BIT has a GiB of its own. */
RAWMAP_I_LOCAL bool rawmap_i_map_has_no_room(rawmap_i_case *one, const rawmap_i_mmap_case *mapped)
{
    if (mapped->at_address)
        return false;
    if ((mapped->words.flags & RAWMAP_I_LOW_32BIT) != 0)
        return rawmap_i_no_room(one, mapped->length, 0x40000000u, 0x80000000u);
    if ((mapped->words.flags & RAWMAP_I_ABOVE_4G) != 0)
        return rawmap_i_no_room(one, mapped->length, RAWMAP_I_CAST(uint64_t, 1) << 32, RAWMAP_I_UNLIMITED);
    return rawmap_i_no_room(one, mapped->length, rawmap_i_lowest_address(), RAWMAP_I_UNLIMITED);
}

/* Whether a file has huge pages, which are mapped whole. */
RAWMAP_I_LOCAL void rawmap_i_map_looks_at_file(const rawmap_i_case *one, rawmap_i_mmap_case *mapped)
{
    mapped->file.is_huge = RAWMAP_I_NO;
    if (mapped->words.anonymous)
        return;
    rawmap_i_huge_file_of(one, mapped->words.file, &mapped->file);
    if (mapped->file.is_huge != RAWMAP_I_YES)
        return;
    mapped->length = (mapped->words.length + (mapped->file.page - 1)) & ~(mapped->file.page - 1);
    mapped->end = mapped->start + mapped->length;
}

/* What is promised: private memory that can be written, and shared memory of no file. */
RAWMAP_I_LOCAL bool rawmap_i_map_is_over_commit(rawmap_i_case *one, const rawmap_i_mmap_case *mapped, uint64_t more)
{
    const bool droppable = (mapped->words.flags & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_DROPPABLE;
    const bool no_reserve = (mapped->words.flags & RAWMAP_LINUX_MAP_NORESERVE) != 0;
    if (mapped->huge || droppable || (mapped->shared ? !mapped->words.anonymous : !mapped->may_write))
        return false;
    if (mapped->file.is_huge == RAWMAP_I_YES) /* by their pool */
        return false;
    if (mapped->file.is_huge == RAWMAP_I_UNKNOWN)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_OVERCOMMIT);
    return rawmap_i_over_committed(one, mapped->shared ? mapped->length : more, no_reserve);
}

RAWMAP_I_LOCAL bool rawmap_i_map_cuts_count(rawmap_i_case *one, const rawmap_i_mmap_case *mapped)
{
    rawmap_i_met around;
    if (!mapped->words.fixed || rawmap_i_first_mapped(one, mapped->start, mapped->end, 0, &around) != 1 ||
        around.start >= mapped->start || around.end <= mapped->end)
        return false;
    return rawmap_i_over_map_count(one, 1, RAWMAP_STATE_MAP_COUNT);
}

RAWMAP_I_LOCAL bool rawmap_i_map_out_of_memory(rawmap_i_case *one, const rawmap_i_mmap_case *mapped)
{
    const bool grows = (mapped->words.flags & RAWMAP_LINUX_MAP_GROWSDOWN) != 0;
    uint64_t more = mapped->length;
    if (rawmap_i_over_map_count(one, 0, RAWMAP_STATE_MAP_COUNT) || rawmap_i_map_has_no_room(one, mapped) ||
        rawmap_i_map_cuts_count(one, mapped))
        return true;
    if (mapped->words.fixed) /* what it replaces is counted already */
        more -= rawmap_i_mapped_bytes(one, mapped->start, mapped->end);
    if (rawmap_i_over_address_space(one, more))
        return true;
    if (!mapped->shared && mapped->may_write && !grows && rawmap_i_over_data(one, more))
        return true;
    if (rawmap_i_map_is_over_commit(one, mapped, more))
        return true;
    if (mapped->huge && (mapped->words.flags & RAWMAP_LINUX_MAP_NORESERVE) == 0 &&
        (rawmap_i_group_is_full(one, mapped->length, mapped->default_shift) ||
         rawmap_i_pool_is_empty(one, mapped->length, mapped->default_shift, RAWMAP_STATE_HUGE_POOL)))
        return true;
    if (mapped->file.is_huge == RAWMAP_I_YES && (mapped->words.flags & RAWMAP_LINUX_MAP_NORESERVE) == 0 &&
        rawmap_i_finds_no_huge_pages(one, &mapped->file, mapped->length, mapped->shared))
        return true;
    return mapped->at_address && rawmap_i_is_beyond(one, mapped->end, RAWMAP_STATE_OUT_OF_RANGE_ENOMEM);
}

/* What a driver answers has causes of its own. */
RAWMAP_I_LOCAL bool rawmap_i_map_is_forbidden(rawmap_i_case *one, const rawmap_i_mmap_case *mapped)
{
    if (!mapped->words.anonymous && !rawmap_i_is_plain_file(one, mapped->words.file))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    return rawmap_i_is_forbidden(one);
}

RAWMAP_I_LOCAL bool rawmap_i_map_not_permitted(rawmap_i_case *one, const rawmap_i_mmap_case *mapped)
{
    const int file = mapped->words.file;
    if (mapped->at_address &&
        rawmap_i_is_too_low(one, mapped->start, mapped->words.fixed ? RAWMAP_SPAN_TOO_LOW : RAWMAP_EXACT_TOO_LOW))
        return true;
    if ((mapped->words.flags & RAWMAP_LINUX_MAP_LOCKED) != 0 && rawmap_i_may_not_lock(one))
        return true;
    if (!mapped->words.anonymous && ((mapped->may_exec && rawmap_i_is_noexec(one, file)) ||
                                     rawmap_i_is_sealed_file(one, file, mapped->shared, mapped->may_write)))
        return true;
    if (mapped->words.fixed && rawmap_i_is_sealed_there(one, mapped->start, mapped->end))
        return true;
    return rawmap_i_map_is_forbidden(one, mapped);
}

RAWMAP_I_LOCAL bool rawmap_i_map_denied(rawmap_i_case *one, const rawmap_i_mmap_case *mapped)
{
    if (!mapped->words.anonymous &&
        rawmap_i_is_open_for_less(one, mapped->words.file, mapped->shared, mapped->may_write))
        return true;
    if (mapped->may_exec && mapped->may_write &&
        rawmap_i_gains_exec(one, "a mapping cannot be both written and executed."))
        return true;
    return rawmap_i_map_is_forbidden(one, mapped);
}

/* Whether something was found. */
RAWMAP_I_LOCAL bool rawmap_i_map_refused(rawmap_i_case *one, rawmap_i_mmap_case *mapped)
{
    rawmap_i_map_looks_at_file(one, mapped);
    switch (one->call->error) {
    case RAWMAP_LINUX_ENOMEM:
        return rawmap_i_map_out_of_memory(one, mapped);
    case RAWMAP_LINUX_EAGAIN:
        return rawmap_i_over_locked(one, mapped->length);
    case RAWMAP_LINUX_EPERM:
        return rawmap_i_map_not_permitted(one, mapped);
    case RAWMAP_LINUX_EACCES:
        return rawmap_i_map_denied(one, mapped);
    case RAWMAP_LINUX_EEXIST:
        return rawmap_i_is_taken(one, mapped->start, mapped->end, RAWMAP_EXACT_TAKEN);
    case RAWMAP_LINUX_EBADF:
        return !mapped->words.anonymous && rawmap_i_is_not_open(one, mapped->words.file);
    case RAWMAP_LINUX_ENODEV:
        return !mapped->words.anonymous && rawmap_i_is_unmappable(one, mapped->words.file);
    case RAWMAP_LINUX_EINVAL:
        return (!mapped->words.anonymous && rawmap_i_is_between_huge_pages(one, &mapped->file, mapped->at_address,
                                                                           mapped->start, mapped->words.offset)) ||
               (mapped->words.fixed && rawmap_i_cuts_huge_page(one, mapped->start, mapped->end));
    default:
        return false;
    }
}

#endif

RAWMAP_I_END

#endif

#endif
