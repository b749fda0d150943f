/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_remap.h: why mremap was refused, in the order of check_prep_vma and what follows it (Linux
   7.3). Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_REMAP_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_REMAP_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_commit.h"
#include "inner_judged.h"
#include "inner_limits.h"
#include "inner_places.h"
#include "inner_policy.h"
#include "inner_proc.h"
#include "inner_room.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

typedef struct rawmap_i_remap_case {
    uint64_t start, length, new_length, target;
    bool moves, fixed, keeps;
    bool there; /* something is mapped at the start */
    bool told;  /* with its flags */
    rawmap_i_met mapped;
} rawmap_i_remap_case;

/* More than one mapping was meant, or the next page is of another. */
RAWMAP_I_LOCAL bool rawmap_i_is_two(rawmap_i_case *one, const rawmap_i_remap_case *remap)
{
    rawmap_i_met next;
    const uint64_t end = remap->start + remap->length;
    if (end <= remap->mapped.end)
        return false;
    if (rawmap_i_first_mapped(one, remap->mapped.end, remap->mapped.end + 1, 0, &next) != 1)
        return rawmap_i_in_hole(one, remap->start, end, RAWMAP_STATE_NOT_MAPPED);
    rawmap_i_say(one, "The span is more than one mapping: behind ");
    rawmap_i_say_mapping(one, &remap->mapped);
    return rawmap_i_found_mapping(one, &next, " follows ", RAWMAP_STATE_TWO_MAPPINGS);
}

RAWMAP_I_LOCAL bool rawmap_i_is_special(rawmap_i_case *one, const rawmap_i_met *mapped, rawmap_status cause)
{
    if ((mapped->flags & (RAWMAP_I_FLAG_DONTEXPAND | RAWMAP_I_FLAG_PFNMAP)) == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_found_mapping(one, mapped, "Of a device, or the kernel's own, and kept as it is, is ", cause);
}

RAWMAP_I_LOCAL bool rawmap_i_remap_fault(rawmap_i_case *one, const rawmap_i_remap_case *remap)
{
    if (!remap->there)
        return rawmap_i_in_hole(one, remap->start, remap->start + (remap->length != 0 ? remap->length : 1),
                                RAWMAP_STATE_NOT_MAPPED);
    if (rawmap_i_is_two(one, remap))
        return true;
    return remap->new_length > remap->length && rawmap_i_is_special(one, &remap->mapped, RAWMAP_STATE_SPECIAL_MAPPING);
}

RAWMAP_I_LOCAL bool rawmap_i_remap_invalid(rawmap_i_case *one, const rawmap_i_remap_case *remap)
{
    if (remap->there &&
        rawmap_i_cuts_huge_page(one, remap->start, remap->start + (remap->length != 0 ? remap->length : 1)))
        return true;
    if (remap->there && remap->told && remap->length == 0 && (remap->mapped.flags & RAWMAP_I_FLAG_MAY_SHARE) == 0 &&
        !remap->mapped.shared) {
        return rawmap_i_found_mapping(one, &remap->mapped,
                                      "Only shared memory can be mapped a second time, and private is ",
                                      RAWMAP_STATE_UNFIT_TO_REMAP);
    }
    if (remap->there && remap->keeps && rawmap_i_is_special(one, &remap->mapped, RAWMAP_STATE_UNFIT_TO_REMAP))
        return true;
    if (remap->there && remap->new_length > remap->length && (remap->mapped.flags & RAWMAP_I_FLAG_HUGE) != 0) {
        return rawmap_i_found_mapping(one, &remap->mapped, "Huge pages of the pool cannot be given more room, as in ",
                                      RAWMAP_STATE_UNFIT_TO_REMAP);
    }
    return false;
}

/* What lies behind a mapping that is to grow where it is: false where there is nothing. */
RAWMAP_I_LOCAL bool rawmap_i_is_blocked(const rawmap_i_case *one, const rawmap_i_remap_case *remap, rawmap_i_met *next)
{
    const uint64_t end = remap->start + remap->length; /* in the middle of a mapping, that mapping is */
    return rawmap_i_first_mapped(one, end < remap->mapped.end ? end : remap->mapped.end,
                                 remap->start + remap->new_length, 0, next) == 1;
}

RAWMAP_I_LOCAL bool rawmap_i_cannot_grow_here(rawmap_i_case *one, const rawmap_i_met *next)
{
    return rawmap_i_found_mapping(one, next,
                                  "It cannot grow where it is (and MREMAP_MAYMOVE was not given): behind it lies ",
                                  RAWMAP_STATE_NO_ROOM);
}

/* Linux looks for a place before it promises memory for one. */
RAWMAP_I_LOCAL bool rawmap_i_remap_out_of_memory(rawmap_i_case *one, const rawmap_i_remap_case *remap)
{
    const uint64_t grown = remap->new_length > remap->length ? remap->new_length - remap->length : 0;
    const uint64_t more = remap->keeps ? remap->length : grown;
    const bool data = remap->there && !remap->mapped.shared && remap->mapped.may_write &&
                      (remap->mapped.flags & RAWMAP_I_FLAG_GROWSDOWN) == 0;
    rawmap_i_met next;
    if ((remap->moves || remap->fixed) && rawmap_i_over_map_count(one, 4, RAWMAP_STATE_MAP_COUNT))
        return true;
    if (rawmap_i_over_address_space(one, more) || (data && rawmap_i_over_data(one, more)))
        return true;
    if (!remap->there)
        return false;
    if (!remap->fixed && (remap->keeps || (grown != 0 && rawmap_i_is_blocked(one, remap, &next)))) {
        if (!remap->moves)
            return rawmap_i_cannot_grow_here(one, &next);
        if (rawmap_i_no_room(one, remap->new_length, rawmap_i_lowest_address(), RAWMAP_I_UNLIMITED))
            return true;
    }
    return remap->told && (remap->mapped.flags & RAWMAP_I_FLAG_ACCOUNT) != 0 &&
           rawmap_i_over_committed(one, more, false);
}

RAWMAP_I_LOCAL bool rawmap_i_remap_not_permitted(rawmap_i_case *one, const rawmap_i_remap_case *remap)
{
    const uint64_t length = remap->length != 0 ? remap->length : 1;
    if (rawmap_i_is_sealed_there(one, remap->start, remap->start + length))
        return true;
    if (remap->fixed && (rawmap_i_is_sealed_there(one, remap->target, remap->target + remap->new_length) ||
                         rawmap_i_is_too_low(one, remap->target, RAWMAP_STATE_NOT_ALLOWED)))
        return true;
    return rawmap_i_is_forbidden(one);
}

RAWMAP_I_LOCAL bool rawmap_i_remap_refused(rawmap_i_case *one)
{
    const rawmap_word *const words = one->call->words;
    const unsigned flags = RAWMAP_I_BITS_OF(words[3]);
    rawmap_i_remap_case remap;
    int there;
    remap.start = RAWMAP_I_ADDRESS_OF(words[0]);
    remap.length = rawmap_i_in_pages(RAWMAP_I_LENGTH_OF(words[1]));
    remap.new_length = rawmap_i_in_pages(RAWMAP_I_LENGTH_OF(words[2]));
    remap.target = RAWMAP_I_ADDRESS_OF(words[4]);
    remap.moves = (flags & RAWMAP_LINUX_MREMAP_MAYMOVE) != 0;
    remap.fixed = (flags & RAWMAP_LINUX_MREMAP_FIXED) != 0;
    remap.keeps = (flags & RAWMAP_LINUX_MREMAP_DONTUNMAP) != 0;
    remap.told = true;
    there = rawmap_i_first_mapped(one, remap.start, remap.start + 1, ~0u, &remap.mapped);
    if (there < 0) {
        remap.told = false;
        there = rawmap_i_first_mapped(one, remap.start, remap.start + 1, 0, &remap.mapped);
    }
    if (there < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    remap.there = there == 1;
    switch (one->call->error) {
    case RAWMAP_LINUX_EFAULT:
        return rawmap_i_remap_fault(one, &remap);
    case RAWMAP_LINUX_EINVAL:
        return rawmap_i_remap_invalid(one, &remap);
    case RAWMAP_LINUX_EPERM:
        return rawmap_i_remap_not_permitted(one, &remap);
    case RAWMAP_LINUX_EAGAIN:
        return rawmap_i_over_locked(one,
                                    remap.new_length > remap.length ? remap.new_length - remap.length : remap.length);
    case RAWMAP_LINUX_ENOMEM:
        return rawmap_i_remap_out_of_memory(one, &remap);
    default:
        return false;
    }
}

#endif

RAWMAP_I_END

#endif

#endif
