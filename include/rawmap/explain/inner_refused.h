/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused.h: which looks a call has. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_pointers.h"
#include "inner_proc.h"
#include "inner_refused_advise.h"
#include "inner_refused_break.h"
#include "inner_refused_map.h"
#include "inner_refused_process.h"
#include "inner_refused_protect.h"
#include "inner_refused_remap.h"
#include "inner_refused_rest.h"
#include "inner_refused_span.h"
#include "inner_sized.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* Calls on a span. Locking takes the whole pages around it. */
RAWMAP_I_LOCAL bool rawmap_i_span_refused(rawmap_i_case *one)
{
    const rawmap_word *const words = one->call->words;
    const uint64_t mask = rawmap_i_page_here() - 1;
    const uint64_t start = RAWMAP_I_ADDRESS_OF(words[0]);
    const uint64_t end = start + rawmap_i_in_pages(RAWMAP_I_LENGTH_OF(words[1]));
    const uint64_t around = rawmap_i_in_pages(start + RAWMAP_I_LENGTH_OF(words[1]));
    switch (one->call->number) {
    case RAWMAP_NR_munmap:
        return rawmap_i_unmap_refused(one, start, end);
    case RAWMAP_NR_pkey_mprotect:
        if (one->call->error == RAWMAP_LINUX_EINVAL && rawmap_i_has_no_such_key(one, RAWMAP_I_INT_OF(words[3])))
            return true;
        return rawmap_i_protect_refused(one, start, end, RAWMAP_I_BITS_OF(words[2]));
    case RAWMAP_NR_mprotect:
        return rawmap_i_protect_refused(one, start, end, RAWMAP_I_BITS_OF(words[2]));
    case RAWMAP_NR_madvise:
        return rawmap_i_advise_refused(one, start, end, RAWMAP_I_INT_OF(words[2]));
    case RAWMAP_NR_mlock:
    case RAWMAP_NR_mlock2:
        return rawmap_i_lock_refused(one, start & ~mask, around);
    case RAWMAP_NR_munlock:
        return rawmap_i_unlock_refused(one, start & ~mask, around);
    case RAWMAP_NR_mlockall:
        return rawmap_i_lock_all_refused(one);
    case RAWMAP_NR_msync:
        return rawmap_i_sync_refused(one, start, end);
    case RAWMAP_NR_mincore:
        return rawmap_i_look_refused(one, start, end) ||
               (one->call->error == RAWMAP_LINUX_EFAULT &&
                rawmap_i_leads_astray(one, 2, rawmap_i_pages_in(end - start), true));
    case RAWMAP_NR_mseal:
        return rawmap_i_seal_refused(one, start, end);
    case RAWMAP_NR_mremap:
        return rawmap_i_remap_refused(one);
    default:
        return false;
    }
}

/* Whether a cause was found. */
RAWMAP_I_LOCAL bool rawmap_i_call_refused(rawmap_i_case *one, unsigned default_shift)
{
    if (one->call->error == RAWMAP_LINUX_ENOSYS)
        return rawmap_i_is_missing(one);
    if (one->call->number == RAWMAP_I_NR_MMAP) {
        rawmap_i_mmap_case mapped;
        rawmap_i_mmap_case_of(&mapped, one->call->words, default_shift);
        return rawmap_i_map_refused(one, &mapped);
    }
    if (one->call->number == RAWMAP_NR_brk)
        return rawmap_i_break_refused(one);
    if (one->call->number == RAWMAP_NR_process_madvise)
        return rawmap_i_process_advise_refused(one);
    return rawmap_i_span_refused(one) || rawmap_i_rest_refused(one, default_shift) || rawmap_i_sized_refused(one);
}

#endif

RAWMAP_I_END

#endif

#endif
