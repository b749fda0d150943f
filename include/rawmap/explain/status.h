/* SPDX-License-Identifier: MIT */
/* rawmap/explain/status.h: the state of the machine behind a status of this library, found on demand.

   A call names a cause only when its arguments show it. Whether a process is at a limit, or a pool is empty, only a look at
   the machine can tell, and only a guess where the state has changed meanwhile: that is asked for, not done by itself. */
#ifndef RAWMAP_EXPLAIN_STATUS_H
#define RAWMAP_EXPLAIN_STATUS_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/kind.h"
#include "explanation.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_limits.h"
#include "inner_places.h"
#include "inner_proc.h"
#include "inner_refused_map.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_explain_map: why a new mapping failed: looks for the first limit that the length does not fit under, in the
   order in which Linux asks.

   Units:      length in bytes, as it was asked for.
   Requires:   /proc; without it the status comes back as it went in. Meant for messages and decisions after a failure: it
               makes dozens of system calls.
   Result:     for RAWMAP_ENOMEM: RAWMAP_STATE_MAP_COUNT, RAWMAP_STATE_NO_ROOM, RAWMAP_STATE_ADDRESS_SPACE_LIMIT,
               RAWMAP_STATE_DATA_LIMIT (of memory that can be written, which is taken for granted),
               RAWMAP_STATE_OVERCOMMIT, RAWMAP_STATE_HUGE_GROUP_LIMIT or RAWMAP_STATE_HUGE_POOL; for RAWMAP_EAGAIN (lock,
               secret memory, or any kind after rawmap_lock_all with future): RAWMAP_LOCK_OVER_LIMIT; where one is
               seen to hold now; every other status as it is.
   ABIs:       all */
RAWMAP_API_OUTLINE(explain)
rawmap_status rawmap_explain_map(rawmap_status status, size_t length, rawmap_kind kind)
    RAWMAP_I_ONCE(rawmap_explain_map) RAWMAP_MUST_USE;

/* rawmap_explain_span: why a call on a span failed: looks at what is mapped there.

   Requires:   as rawmap_explain_map. For RAWMAP_EAGAIN of a call that was to make a mapping longer (rawmap_grow,
               rawmap_resize): the span as it would have been.
   Result:     for RAWMAP_ENOMEM: RAWMAP_STATE_HOLE or RAWMAP_STATE_MAP_COUNT; for RAWMAP_EFAULT (mremap):
               RAWMAP_STATE_NOT_MAPPED; for RAWMAP_EPERM: RAWMAP_STATE_SEALED; for RAWMAP_EAGAIN (a mapping that is to be
               longer, after rawmap_lock_all with future, or locked itself): RAWMAP_LOCK_OVER_LIMIT; where it is seen
               to hold now; every other status as it is.
   ABIs:       all */
RAWMAP_API_OUTLINE(explain)
rawmap_status rawmap_explain_span(rawmap_status status, rawmap_span span)
    RAWMAP_I_ONCE(rawmap_explain_span) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(explain)
/* The call that the status is of, as far as it is known: by this process, and with nothing to be written. */
RAWMAP_I_LOCAL void rawmap_i_case_of_status(rawmap_i_case *one, rawmap_failed_call *call, rawmap_explanation *told,
                                            rawmap_status status)
{
    call->process = 0;
    call->number = 0;
    call->error = RAWMAP_I_CAST(int, status);
    call->past_filters = false;
    told->cause = status;
    told->length = 0;
    told->ruled_out = told->not_seen = 0;
    rawmap_i_case_open(one, call, told, RAWMAP_I_NULL, 0);
}

RAWMAP_API_OUTLINE(explain) rawmap_status rawmap_explain_map(rawmap_status status, size_t length, rawmap_kind kind)
{
    rawmap_i_case one;
    rawmap_failed_call call;
    rawmap_explanation told;
    rawmap_i_mmap_case mapped;
    if (status != RAWMAP_ENOMEM && status != RAWMAP_EAGAIN)
        return status;
    rawmap_i_case_of_status(&one, &call, &told, status);
    call.words[0] = call.words[5] = 0;
    call.words[1] = RAWMAP_I_WORD(length);
    call.words[2] = RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE;
    call.words[3] = RAWMAP_I_WORD(kind.bits | RAWMAP_LINUX_MAP_ANONYMOUS);
    call.words[4] = -1;
    rawmap_i_mmap_case_of(&mapped, call.words, 0);
    (void)rawmap_i_map_refused(&one, &mapped);
    return told.cause;
}

RAWMAP_API_OUTLINE(explain) rawmap_status rawmap_explain_span(rawmap_status status, rawmap_span span)
{
    const uint64_t start = RAWMAP_I_ADDRESS(span.base);
    const uint64_t end = start + rawmap_i_in_pages(span.length);
    rawmap_i_case one;
    rawmap_failed_call call;
    rawmap_explanation told;
    rawmap_i_case_of_status(&one, &call, &told, status);
    if (status == RAWMAP_ENOMEM)
        (void)(rawmap_i_in_hole(&one, start, end, RAWMAP_STATE_HOLE) ||
               rawmap_i_over_map_count(&one, 1, RAWMAP_STATE_MAP_COUNT));
    else if (status == RAWMAP_EFAULT)
        (void)rawmap_i_in_hole(&one, start, end, RAWMAP_STATE_NOT_MAPPED);
    else if (status == RAWMAP_EPERM)
        (void)rawmap_i_is_sealed_there(&one, start, end);
    else if (status == RAWMAP_EAGAIN)
        (void)rawmap_i_over_locked(&one, end - start - rawmap_i_mapped_bytes(&one, start, end));
    return told.cause;
}
#endif

#endif

RAWMAP_I_END

#endif
