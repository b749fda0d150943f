/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_advise.h: why madvise was refused, in the order of madvise_vma_behavior (Linux 7.3), and
   msync, mincore and mseal. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_ADVISE_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_ADVISE_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_end.h"
#include "inner_guards.h"
#include "inner_judged.h"
#include "inner_places.h"
#include "inner_policy.h"
#include "inner_pool.h"
#include "inner_proc.h"
#include "inner_refused_span.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* What of a mapping an advice does not suit: flags, any of which is too many; and whether it must be anonymous, or shared. */
typedef struct rawmap_i_unfit {
    unsigned flags;
    bool needs_file;
    bool needs_private_anonymous;
} rawmap_i_unfit;

RAWMAP_I_LOCAL rawmap_i_unfit rawmap_i_unfit_for(int advice)
{
    rawmap_i_unfit unfit;
    unfit.flags = 0;
    unfit.needs_file = unfit.needs_private_anonymous = false;
    switch (advice) {
    case RAWMAP_LINUX_MADV_DONTNEED:
        unfit.flags = RAWMAP_I_FLAG_LOCKED | RAWMAP_I_FLAG_PFNMAP;
        break;
    case RAWMAP_LINUX_MADV_FREE:
        unfit.flags = RAWMAP_I_FLAG_LOCKED | RAWMAP_I_FLAG_PFNMAP | RAWMAP_I_FLAG_HUGE;
        unfit.needs_private_anonymous = true;
        break;
    case RAWMAP_LINUX_MADV_COLD:
    case RAWMAP_LINUX_MADV_PAGEOUT:
        unfit.flags = RAWMAP_I_FLAG_LOCKED | RAWMAP_I_FLAG_PFNMAP | RAWMAP_I_FLAG_HUGE;
        break;
    case RAWMAP_LINUX_MADV_REMOVE:
        unfit.flags = RAWMAP_I_FLAG_LOCKED;
        unfit.needs_file = true;
        break;
    case RAWMAP_LINUX_MADV_GUARD_INSTALL:
        unfit.flags = RAWMAP_I_FLAG_LOCKED | RAWMAP_I_FLAGS_SPECIAL | RAWMAP_I_FLAG_HUGE;
        break;
    case RAWMAP_LINUX_MADV_GUARD_REMOVE:
        unfit.flags = RAWMAP_I_FLAGS_SPECIAL | RAWMAP_I_FLAG_HUGE;
        break;
    case RAWMAP_LINUX_MADV_DOFORK:
        unfit.flags = RAWMAP_I_FLAGS_SPECIAL;
        break;
    case RAWMAP_LINUX_MADV_WIPEONFORK:
        unfit.needs_private_anonymous = true;
        break;
    case RAWMAP_LINUX_MADV_KEEPONFORK:
    case RAWMAP_LINUX_MADV_DODUMP:
        unfit.flags = RAWMAP_I_FLAG_DROPPABLE;
        break;
    case RAWMAP_LINUX_MADV_COLLAPSE:
        unfit.flags = RAWMAP_I_FLAGS_SPECIAL | RAWMAP_I_FLAG_HUGE | RAWMAP_I_FLAG_NO_HUGE;
        break;
    case RAWMAP_LINUX_MADV_POPULATE_READ:
    case RAWMAP_LINUX_MADV_POPULATE_WRITE:
        unfit.flags = RAWMAP_I_FLAG_IO | RAWMAP_I_FLAG_PFNMAP;
        break;
    default:
        break;
    }
    return unfit;
}

RAWMAP_I_LOCAL const char *rawmap_i_unfit_words(const rawmap_i_met *mapped, const rawmap_i_unfit *unfit)
{
    const unsigned flags = mapped->flags & unfit->flags;
    if ((flags & RAWMAP_I_FLAG_LOCKED) != 0)
        return "It is locked, and this advice is for memory that is not: ";
    if ((flags & RAWMAP_I_FLAG_HUGE) != 0)
        return "It has huge pages of the pool, which this advice is not for: ";
    if ((flags & RAWMAP_I_FLAG_DROPPABLE) != 0)
        return "It is droppable, which this advice is not for: ";
    if ((flags & RAWMAP_I_FLAG_NO_HUGE) != 0)
        return "It was advised nohugepage, and this advice makes huge pages: ";
    if (flags != 0)
        return "It is of a device, or the kernel's own, which this advice is not for: ";
    if (unfit->needs_private_anonymous && (mapped->shared || (mapped->inode != 0)))
        return "It is not private anonymous memory, which alone this advice is for: ";
    if (unfit->needs_file && mapped->inode == 0)
        return "It is no file, nor shared memory, which alone this advice is for: ";
    return RAWMAP_I_NULL;
}

RAWMAP_I_LOCAL bool rawmap_i_access_words(const rawmap_i_met *mapped, int advice)
{
    return (advice == RAWMAP_LINUX_MADV_POPULATE_READ && !mapped->may_read && !mapped->may_exec) ||
           (advice == RAWMAP_LINUX_MADV_POPULATE_WRITE && !mapped->may_write);
}

/* EINVAL: the first mapping that it does not suit. */
RAWMAP_I_LOCAL bool rawmap_i_advice_does_not_suit(rawmap_i_case *one, uint64_t start, uint64_t end, int advice)
{
    const rawmap_i_unfit unfit = rawmap_i_unfit_for(advice);
    const char *words = RAWMAP_I_NULL;
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    if (!rawmap_i_walk_open(one, &walk, true))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (words == RAWMAP_I_NULL && rawmap_i_walk_next(&walk, &mapped) && mapped.start < end) {
        if (mapped.end <= start)
            continue;
        words = rawmap_i_unfit_words(&mapped, &unfit);
        if (words == RAWMAP_I_NULL && rawmap_i_access_words(&mapped, advice))
            words = "Its protection does not allow the access that would bring it in: ";
    }
    rawmap_i_walk_close(&walk);
    if (words == RAWMAP_I_NULL)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_found_mapping(one, &mapped, words, RAWMAP_STATE_UNFIT_MAPPING);
}

/* EACCES of remove: what is not shared, or may not be written. */
RAWMAP_I_LOCAL bool rawmap_i_cannot_be_removed(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    bool found = false, told = false;
    if (!rawmap_i_walk_open(one, &walk, true))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (!found && rawmap_i_walk_next(&walk, &mapped) && mapped.start < end) {
        told = told || mapped.flags != 0;
        found = mapped.end > start && told && (!mapped.shared || (mapped.flags & RAWMAP_I_FLAG_MAY_WRITE) == 0);
    }
    rawmap_i_walk_close(&walk);
    if (!found)
        return told ? rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS) : rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_found_mapping(
        one, &mapped,
        mapped.shared ? "Its file is not open for writing: " : "It is private: ", RAWMAP_STATE_NOT_SHARED);
}

/* What takes pages out of use. */
RAWMAP_I_LOCAL bool rawmap_i_takes_out(int advice)
{
#ifdef RAWMAP_LINUX_MADV_HWPOISON
    if (advice == RAWMAP_LINUX_MADV_HWPOISON)
        return true;
#endif
#ifdef RAWMAP_LINUX_MADV_SOFT_OFFLINE
    if (advice == RAWMAP_LINUX_MADV_SOFT_OFFLINE)
        return true;
#endif
    (void)advice;
    return false;
}
RAWMAP_I_LOCAL bool rawmap_i_needs_admin(rawmap_i_case *one, int advice)
{
    if (!rawmap_i_takes_out(advice))
        return false;
    switch (rawmap_i_its_capability(one, RAWMAP_I_CAP_SYS_ADMIN)) {
    case RAWMAP_I_NO:
        rawmap_i_say(one, "Pages are taken out of use by those alone who have CAP_SYS_ADMIN, which the process lacks.");
        return rawmap_i_found(one, RAWMAP_STATE_NOT_ALLOWED);
    case RAWMAP_I_YES:
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_CAPABILITIES);
    case RAWMAP_I_UNKNOWN:
    default:
        return rawmap_i_unseen(one, RAWMAP_LOOKED_CAPABILITIES);
    }
}

/* Asked of this kernel, on no bytes: it looks at the advice first. */
RAWMAP_I_LOCAL bool rawmap_i_is_unknown_advice(rawmap_i_case *one, int advice)
{
    if (RAWMAP_I_CALL3(RAWMAP_NR_madvise, 0, 0, advice) != -RAWMAP_LINUX_EINVAL)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_KERNEL);
    rawmap_i_say(one, "This kernel does not know advice ");
    rawmap_i_say_count(one, RAWMAP_I_CAST(unsigned, advice));
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, RAWMAP_ADVICE_UNKNOWN);
}

/* EFAULT of what brings in: huge pages that nobody promised, as a mapping without reserve or a forked child has them. */
RAWMAP_I_LOCAL bool rawmap_i_finds_no_huge_page(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_met mapped;
    unsigned shift = 10;
    const int huge = rawmap_i_first_mapped(one, start, end, RAWMAP_I_FLAG_HUGE, &mapped);
    if (huge < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_HUGE_POOL);
    if (huge == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_HUGE_POOL);
    for (; mapped.page_kilo > 1; shift++)
        mapped.page_kilo >>= 1;
    return rawmap_i_pool_is_empty(one, 1, shift, RAWMAP_STATE_NOT_BROUGHT_IN);
}

RAWMAP_I_LOCAL bool rawmap_i_advise_refused(rawmap_i_case *one, uint64_t start, uint64_t end, int advice)
{
    switch (one->call->error) {
    case RAWMAP_LINUX_ENOMEM:
        return rawmap_i_in_hole(one, start, end, RAWMAP_STATE_HOLE);
    case RAWMAP_LINUX_EINVAL:
        return rawmap_i_is_unknown_advice(one, advice) || rawmap_i_cuts_huge_page(one, start, end) ||
               rawmap_i_advice_does_not_suit(one, start, end, advice);
    case RAWMAP_LINUX_EPERM:
        return rawmap_i_needs_admin(one, advice) || rawmap_i_is_sealed_there(one, start, end) ||
               rawmap_i_is_forbidden(one);
    case RAWMAP_LINUX_EACCES:
        return (advice == RAWMAP_LINUX_MADV_REMOVE && rawmap_i_cannot_be_removed(one, start, end)) ||
               rawmap_i_is_forbidden(one);
    case RAWMAP_LINUX_EFAULT:
        return ((advice == RAWMAP_LINUX_MADV_POPULATE_READ || advice == RAWMAP_LINUX_MADV_POPULATE_WRITE) &&
                rawmap_i_meets_guard(one, start, end, RAWMAP_STATE_NOT_BROUGHT_IN)) ||
               rawmap_i_is_past_end(one, start, end, RAWMAP_STATE_NOT_BROUGHT_IN) ||
               rawmap_i_finds_no_huge_page(one, start, end);
    case RAWMAP_LINUX_EAGAIN: /* what is ENOMEM to other calls, madvise calls so */
        return rawmap_i_split_over_count(one, start, end, RAWMAP_STATE_TRY_AGAIN);
    default:
        return false;
    }
}

/* msync, mincore. */
RAWMAP_I_LOCAL bool rawmap_i_look_refused(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    return one->call->error == RAWMAP_LINUX_ENOMEM && rawmap_i_in_hole(one, start, end, RAWMAP_STATE_HOLE);
}

/* msync's EBUSY. */
RAWMAP_I_LOCAL bool rawmap_i_sync_refused(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    rawmap_i_met mapped;
    if (one->call->error != RAWMAP_LINUX_EBUSY)
        return rawmap_i_look_refused(one, start, end);
    if (rawmap_i_first_mapped(one, start, end, RAWMAP_I_FLAG_LOCKED, &mapped) != 1)
        return false;
    return rawmap_i_found_mapping(one, &mapped, "Locked, so that it cannot be invalidated, is ", RAWMAP_SYNC_LOCKED);
}

RAWMAP_I_LOCAL bool rawmap_i_seal_refused(rawmap_i_case *one, uint64_t start, uint64_t end)
{
    switch (one->call->error) {
    case RAWMAP_LINUX_ENOMEM:
        return rawmap_i_in_hole(one, start, end, RAWMAP_STATE_HOLE) ||
               rawmap_i_split_over_count(one, start, end, RAWMAP_STATE_MAP_COUNT);
    case RAWMAP_LINUX_EINVAL:
        return rawmap_i_cuts_huge_page(one, start, end);
    case RAWMAP_LINUX_EPERM:
        return rawmap_i_is_forbidden(one);
    default:
        return false;
    }
}

#endif

RAWMAP_I_END

#endif

#endif
