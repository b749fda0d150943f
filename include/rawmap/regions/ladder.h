/* SPDX-License-Identifier: MIT */
/* rawmap/regions/ladder.h: the best pages that there are for a reserved range, step by step downwards, and a report
   of each step that was not taken. */
#ifndef RAWMAP_REGIONS_LADDER_H
#define RAWMAP_REGIONS_LADDER_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/huge_page_size.h"
#include "../map/kind.h"
#include "../map/lock.h"
#include "../map/page_size.h"
#include "../map/placement.h"
#include "../map/protect.h"
#include "../map/remap.h"
#include "../map/remap_keep.h"
#include "../process/whole.h"
#include "collapse.h"
#include "inner_sets.h"
#include "region.h"
#include "step_set.h"
#endif
#include "inner_switches.h"

RAWMAP_I_BEGIN

#define RAWMAP_LADDER_REFUSALS 24 /* as many as there are steps */

/* A step that was not taken, and why. */
typedef struct rawmap_refusal {
    rawmap_steps step;
    rawmap_status status;
} rawmap_refusal;

/* Which step was taken, and what became of the better ones, best first. */
typedef struct rawmap_ladder {
    rawmap_steps taken; /* one step, or none */
    rawmap_status seen; /* RAWMAP_OK: the state of a page of it says so; else why that could not be asked */
    unsigned refusals;
    rawmap_refusal refusal[RAWMAP_LADDER_REFUSALS];
} rawmap_ladder;

/* rawmap_ladder_commit: makes a reserved range memory that can be read and written, in the best pages of those that the
   caller names: from the pool, the largest first, then transparent, then small ones. A step that is not named is not
   taken, and every better one that was named stands in the report with its status. The first page of huge ones is
   brought in, and its state is looked at (PAGEMAP_SCAN): what counts is what is there, not what a call answered.

   Huge pages of the pool are mapped elsewhere and moved over the range, since a MAP_FIXED that fails for want of huge pages
   leaves a hole in which another thread's mapping may land. They are a new mapping: what the range has of its own (a
   policy of nodes, a protection key, a name, advice, a lock) would be gone, so such a range is refused them
   (RAWMAP_STEP_RANGE_NOT_PLAIN) and keeps it; give it that afterwards. A registration with userfaultfd is not seen, and
   goes. The other steps keep everything. A refused step leaves the range reserved; of transparent pages the advice
   hugepage stays, and under vm.overcommit_memory=2 what was counted, until rawmap_region_decommit.

   After a fork a write to a page of the pool, on either side, takes another one. With none left the child has lost the
   page that its parent wrote, and what it touches there, or writes itself, is SIGBUS.

   Calls:      none for a step of the pool whose pages the range cannot hold, one for another that has no pages, sixteen
               for one that is taken, and those of rawmap_page_size; ten for transparent ones that are taken
               (three of them rawmap_transparent_size), up to fifteen where they are refused; one for small ones.
   Units:      span.length in bytes. A huge page owns all of its bytes: the range starts at a multiple of its size and is
               a multiple of it long, or the step is refused (RAWMAP_HUGE_ADDRESS_UNALIGNED, RAWMAP_HUGE_LENGTH_UNEVEN).
   Requires:   a span that rawmap_region_reserve or rawmap_region_decommit made, with nothing in it, not even guards.
               *ladder is filled.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_STEPS_NONE, RAWMAP_STEPS_UNKNOWN_BITS: nothing was called. Else RAWMAP_OK, or, where
               no step was taken, the status of the last one:
               RAWMAP_HUGE_ADDRESS_UNALIGNED, RAWMAP_HUGE_LENGTH_UNEVEN, RAWMAP_HUGE_SIZE_UNSUPPORTED, RAWMAP_STEP_MOVE_UNKNOWN,
               RAWMAP_STEP_RANGE_NOT_PLAIN, RAWMAP_STEP_NOT_SEEN, RAWMAP_TRANSPARENT_UNKNOWN,
               RAWMAP_TRANSPARENT_SWITCHED_OFF, RAWMAP_TRANSPARENT_NOT_GIVEN; RAWMAP_ENOMEM: too few free huge pages; and
               those of rawmap_map, rawmap_advise, rawmap_protect and rawmap_move_keep. Where moving the pages over the range failed no further step is tried: the range may
               be gone, as rawmap_move_over says.
   Since:      1.0; huge pages of the pool 5.18; what is seen 6.7
   ABIs:       all
   Manual:     madvise(2), mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_ladder_commit(rawmap_span span, rawmap_steps steps, rawmap_ladder *ladder)
    RAWMAP_I_ONCE(rawmap_ladder_commit) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
RAWMAP_I_INLINE void rawmap_i_ladder_begins(rawmap_ladder *ladder)
{
    ladder->taken.bits = 0;
    ladder->seen = RAWMAP_OK;
    ladder->refusals = 0;
}

RAWMAP_I_INLINE void rawmap_i_step_refused(rawmap_ladder *ladder, unsigned step, rawmap_status status)
{
    ladder->seen = RAWMAP_OK;
    ladder->refusal[ladder->refusals].step.bits = step;
    ladder->refusal[ladder->refusals].status = status;
    ladder->refusals++;
}

/* Whether the page that was brought in, or not, as the status says, is huge. Not being able to look is no refusal. (Linux
   knows how to bring in for reading since it knows it for writing.) */
RAWMAP_I_LOCAL rawmap_status rawmap_i_first_seen(rawmap_span first, rawmap_status status, rawmap_status *seen,
                                                 rawmap_status otherwise)
{
    rawmap_held held;
    if (status == RAWMAP_EINVAL && rawmap_knows_advice(RAWMAP_ADVICE(populate_write)) == RAWMAP_ADVICE_UNKNOWN) {
        *seen = RAWMAP_ADVICE_UNKNOWN;
        return RAWMAP_OK;
    }
    if (status != RAWMAP_OK)
        return status;
    *seen = rawmap_pages_held(first, &held);
    return *seen == RAWMAP_OK && held.huge_bytes == 0 ? otherwise : RAWMAP_OK;
}

/* The first page of the span, brought in for writing. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_step_seen(rawmap_span span, rawmap_status *seen, rawmap_status otherwise)
{
    const rawmap_span first = rawmap_slice(span, 0, RAWMAP_PAGE_SIZE_MIN);
    return rawmap_i_first_seen(first, rawmap_advise(first, RAWMAP_ADVICE(populate_write)), seen, otherwise);
}

/* Whether a span is one mapping: of several none can be resized. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_step_one(rawmap_span span, size_t page)
{
    const rawmap_mapping grown = rawmap_resize(span, span.length + page);
    if (grown.status == RAWMAP_OK)
        (void)!rawmap_unmap(rawmap_slice(grown.span, span.length, page));
    return grown.status == RAWMAP_EFAULT   ? RAWMAP_STEP_RANGE_NOT_PLAIN
           : grown.status == RAWMAP_ENOMEM ? RAWMAP_OK /* no room behind it */
                                           : grown.status;
}

/* Whether two neighbours are alike, the second a fresh page. A guard marks its whole mapping until Linux 7.0, as something
   that it has of its own: the fresh one gets the same mark, and a change that has Linux compare them again. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_step_alike(rawmap_span both, rawmap_span fresh)
{
    const rawmap_status status = rawmap_i_step_one(both, fresh.length);
    if (status != RAWMAP_STEP_RANGE_NOT_PLAIN || rawmap_advise(fresh, RAWMAP_ADVICE(guard_install)) != RAWMAP_OK)
        return status;
    (void)!rawmap_advise(fresh, RAWMAP_ADVICE(guard_remove));
    (void)!rawmap_protect(fresh, RAWMAP_I_READ);
    (void)!rawmap_protect(fresh, RAWMAP_I_NO_ACCESS);
    return rawmap_i_step_one(both, fresh.length);
}

/* Whether a fresh page in place of the last of a span is like the rest. The span is this call's; what is left is shorter. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_step_beside(rawmap_span *twin, size_t page)
{
    unsigned tries = 16;
    rawmap_mapping fresh;
    rawmap_status status;
    rawmap_span both;
    do {
        const size_t end = twin->length - page;
        status = rawmap_unmap(rawmap_slice(*twin, end, page));
        if (status != RAWMAP_OK)
            return status;
        twin->length = end;
        fresh = rawmap_map(page, RAWMAP_I_NO_ACCESS, RAWMAP_I_NORESERVE,
                           RAWMAP_EXACTLY(RAWMAP_I_POINTER(RAWMAP_I_ADDRESS(twin->base) + end)));
        /* Another thread may have been faster: then one page before it. */
    } while (fresh.status == RAWMAP_EXACT_TAKEN && twin->length > page && --tries != 0);
    if (fresh.status != RAWMAP_OK)
        return fresh.status;
    (void)!rawmap_unlock(fresh.span); /* rawmap_lock_all(future) */
    both = *twin;
    both.length += page;
    status = rawmap_i_step_alike(both, fresh.span);
    (void)!rawmap_unmap(fresh.span);
    return status;
}

/* Whether the range is as a fresh one would be, with nothing of its own: Linux makes one mapping of two neighbours that are
   alike in all (flags, protection key, policy, name), and of no others. A twin of the range gets a fresh neighbour. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_step_plain(rawmap_span span)
{
    const size_t page = rawmap_page_size();
    rawmap_mapping twin, other;
    rawmap_status status;
    /* What can be touched is no reserved range; what is locked would lose its lock to its twin. */
    if (rawmap_advise(rawmap_slice(span, 0, page), RAWMAP_ADVICE(populate_read)) == RAWMAP_OK)
        return RAWMAP_STEP_RANGE_NOT_PLAIN;
    status = rawmap_advise(span, RAWMAP_ADVICE(cold));
    if (status == RAWMAP_EINVAL && rawmap_knows_advice(RAWMAP_ADVICE(cold)) == RAWMAP_OK)
        return RAWMAP_STEP_RANGE_NOT_PLAIN;
    if (status != RAWMAP_OK)
        return status;
    twin = rawmap_move_keep(span);
    if (twin.status != RAWMAP_OK) /* EFAULT: several mappings */
        return twin.status == RAWMAP_EFAULT ? RAWMAP_STEP_RANGE_NOT_PLAIN : twin.status;
    status = rawmap_i_step_beside(&twin.span, page);
    if (status == RAWMAP_STEP_RANGE_NOT_PLAIN && twin.span.length > page) {
        /* A guard near the range counts as a touch, and what was touched remembers where. A twin that has moved on has that
           with it, and what it leaves behind moves as if it were fresh. */
        other = rawmap_move_keep(twin.span);
        if (other.status == RAWMAP_OK) {
            (void)!rawmap_unmap(other.span);
            other = rawmap_move_keep(twin.span);
        }
        if (other.status == RAWMAP_OK) {
            status = rawmap_i_step_beside(&other.span, page);
            (void)!rawmap_unmap(other.span);
        }
    }
    (void)!rawmap_unmap(twin.span);
    return status;
}

/* lost: the range itself may be gone. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_step_pool(rawmap_span span, unsigned shift, rawmap_status *seen, bool *lost)
{
    const size_t size = shift < sizeof(size_t) * 8 ? RAWMAP_I_CAST(size_t, 1) << shift : 0;
    rawmap_mapping mapping, moved;
    rawmap_status status;
    if ((RAWMAP_I_ADDRESS(span.base) & (size - 1)) != 0)
        return RAWMAP_HUGE_ADDRESS_UNALIGNED;
    if ((span.length & (size - 1)) != 0)
        return RAWMAP_HUGE_LENGTH_UNEVEN;
    mapping = rawmap_map(span.length, RAWMAP_I_READ_WRITE, rawmap_kind_huge(RAWMAP_I_PRIVATE, size), RAWMAP_ANYWHERE);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    /* Before 5.16 Linux unmapped the target of a move, and then refused to move huge pages. */
    status = rawmap_knows_advice(RAWMAP_ADVICE(dontneed_locked));
    if (status == RAWMAP_OK)
        status = rawmap_i_step_plain(span);
    else if (status == RAWMAP_ADVICE_UNKNOWN)
        status = RAWMAP_STEP_MOVE_UNKNOWN;
    if (status == RAWMAP_OK)
        status = rawmap_i_step_seen(mapping.span, seen, RAWMAP_STEP_NOT_SEEN);
    if (status == RAWMAP_OK) {
        moved = rawmap_move_over(mapping.span, span);
        status = moved.status;
        *lost = status != RAWMAP_OK;
    }
    if (status != RAWMAP_OK)
        (void)!rawmap_unmap(mapping.span);
    return status;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_step_transparent(rawmap_span span, rawmap_status *seen)
{
    const rawmap_size size = rawmap_transparent_size();
    rawmap_thp_answer process;
    rawmap_status status;
    if (size.status != RAWMAP_OK)
        return size.status;
    if ((RAWMAP_I_ADDRESS(span.base) & (size.bytes - 1)) != 0)
        return RAWMAP_HUGE_ADDRESS_UNALIGNED;
    if ((span.length & (size.bytes - 1)) != 0)
        return RAWMAP_HUGE_LENGTH_UNEVEN;
    process = rawmap_thp_now();
    if (process.status == RAWMAP_OK && process.thp.state == RAWMAP_THP(never).state)
        return RAWMAP_TRANSPARENT_SWITCHED_OFF;
    status = rawmap_region_commit(span);
    if (status == RAWMAP_OK)
        status = rawmap_advise(span, RAWMAP_ADVICE(hugepage));
    if (status == RAWMAP_OK)
        status = rawmap_i_step_seen(span, seen, RAWMAP_TRANSPARENT_NOT_GIVEN);
    if (status == RAWMAP_TRANSPARENT_NOT_GIVEN)
        status = rawmap_i_transparent_refusal();
    /* A fresh range in its place would not have what this one has; and could fail, and leave a hole. */
    if (status != RAWMAP_OK) {
        (void)!rawmap_protect(span, RAWMAP_I_NO_ACCESS);
        (void)!rawmap_region_drop_now(span);
    }
    return status;
}

RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_ladder_commit(rawmap_span span, rawmap_steps steps, rawmap_ladder *ladder)
{
    rawmap_status status = RAWMAP_STEPS_NONE;
    bool lost = false;
    unsigned bit;
    rawmap_i_ladder_begins(ladder);
    if (span.length == 0)
        return RAWMAP_SPAN_EMPTY;
    if ((steps.bits & ~RAWMAP_I_STEPS_KNOWN) != 0)
        return RAWMAP_STEPS_UNKNOWN_BITS;
    for (bit = RAWMAP_I_STEP_SHIFT_MAX - 8; bit + 1 > 0 && !lost; bit--) {
        const unsigned step = steps.bits & 1u << bit;
        if (step == 0)
            continue;
        if (step == RAWMAP_STEPS_small)
            status = rawmap_region_commit(span);
        else if (step == RAWMAP_STEPS_transparent)
            status = rawmap_i_step_transparent(span, &ladder->seen);
        else
            status = rawmap_i_step_pool(span, bit + 8, &ladder->seen, &lost);
        if (status == RAWMAP_OK) {
            ladder->taken.bits = step;
            return status;
        }
        rawmap_i_step_refused(ladder, step, status);
    }
    return status;
}
#endif

#endif

RAWMAP_I_END

#endif
