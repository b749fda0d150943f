/* SPDX-License-Identifier: MIT */
/* rawmap/regions/guard_many.h: guards on many spans at once. */
#ifndef RAWMAP_REGIONS_GUARD_MANY_H
#define RAWMAP_REGIONS_GUARD_MANY_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/iovec.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/advise.h"
#include "../map/protect.h"
#include "../process/rules.h"
#include "advise_many.h"
#include "guard.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_guard_install_many: what rawmap_guard_install does, on each span, in their order, until one fails. By marks, one
   system call for up to 1024 of them where the kernel has process_madvise for the calling process (Linux 6.14); elsewhere,
   and for spans that cannot have marks, as many calls as by rawmap_guard_install. The effect and the answers are the same.

   Units:      count in spans, of any number; each as rawmap_guard_install wants it, but an empty one is passed over.
   Requires:   guards has room for count of them: rawmap_guard_remove, or _many, wants them back.
   Result:     status RAWMAP_OK, and all spans are guards; or the status is that of the span after those that are done, as
               rawmap_guard_install answers it, and as it stands in guards: that one is no guard, those behind it, and
               their guards, were not looked at.
   Status:     RAWMAP_SPANS_NONE, RAWMAP_SPANS_MISSING: nothing was called. Others: as rawmap_guard_install.
   Since:      1.0; by marks 6.13, together 6.14
   ABIs:       all
   Manual:     madvise(2), mprotect(2), process_madvise(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_advised rawmap_guard_install_many(const rawmap_span *spans, size_t count, rawmap_guard *guards)
    RAWMAP_I_ONCE(rawmap_guard_install_many) RAWMAP_MUST_USE;

/* rawmap_guard_remove_many: what rawmap_guard_remove does, on each span, in their order, until one fails; those by marks
   together, as rawmap_advise_many does it.

   Units:      count in spans, of any number; each as rawmap_guard_remove wants it, but an empty one is passed over.
   Requires:   guards as rawmap_guard_install_many, or rawmap_guard_install for each, gave them; protection what the pages
               had before.
   Result:     status RAWMAP_OK, and all spans are done; or the status is that of the span after those that are done, as
               rawmap_guard_remove answers it; those behind it were not looked at.
   Status:     RAWMAP_SPANS_NONE, RAWMAP_SPANS_MISSING: nothing was called. Others: as rawmap_guard_remove.
   Since:      1.0; together 6.14
   ABIs:       all
   Manual:     madvise(2), mprotect(2), process_madvise(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_advised rawmap_guard_remove_many(const rawmap_span *spans, size_t count, const rawmap_guard *guards,
                                        rawmap_prot protection) RAWMAP_I_ONCE(rawmap_guard_remove_many) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
RAWMAP_I_LOCAL rawmap_advised rawmap_i_none_advised(const rawmap_span *spans, size_t count)
{
    rawmap_advised done;
    done.status = count == 0 ? RAWMAP_SPANS_NONE : spans == RAWMAP_I_NULL ? RAWMAP_SPANS_MISSING : RAWMAP_OK;
    done.spans = 0;
    done.bytes = 0;
    return done;
}

RAWMAP_API_OUTLINE(regions)
rawmap_advised rawmap_guard_install_many(const rawmap_span *spans, size_t count, rawmap_guard *guards)
{
    rawmap_advised done = rawmap_i_none_advised(spans, count);
    bool together = true;
    while (done.status == RAWMAP_OK && done.spans < count) {
        const size_t left = count - done.spans;
        const size_t run = left < RAWMAP_I_SPANS_MOST ? left : RAWMAP_I_SPANS_MOST;
        const size_t first = done.spans;
        rawmap_guard answer;
        rawmap_word result = 0;
        size_t i;
        answer.status = RAWMAP_OK;
        answer.by_protection = false;
        if (together && run > 1 && rawmap_i_span_at(spans, first).length != 0) {
            result = RAWMAP_I_CALL5(RAWMAP_NR_process_madvise, RAWMAP_I_PROCESS_SELF,
                                    RAWMAP_I_WORD(RAWMAP_I_ADDRESS(spans + first)), RAWMAP_I_WORD(run),
                                    RAWMAP_LINUX_MADV_GUARD_INSTALL, 0);
            if (result > 0)
                rawmap_i_count_advised(&done, spans, run, RAWMAP_I_CAST(size_t, result));
            for (i = first; i < done.spans; i++)
                guards[i] = answer;
            if (done.spans == first + run)
                continue;
        }
        /* The span that stopped it, perhaps with marks on a part: it becomes a guard of one kind, or says why not. */
        if (rawmap_i_span_at(spans, done.spans).length != 0)
            answer = rawmap_guard_install(rawmap_i_span_at(spans, done.spans));
        guards[done.spans] = answer;
        done.status = answer.status;
        if (done.status == RAWMAP_OK) {
            /* It was the call that was refused, unless this span alone cannot have marks. */
            together = together && (result >= 0 || (result == -RAWMAP_LINUX_EINVAL && answer.by_protection));
            rawmap_i_count_advised(&done, spans, 1, rawmap_i_span_at(spans, done.spans).length);
        }
    }
    return done;
}

RAWMAP_API_OUTLINE(regions)
rawmap_advised rawmap_guard_remove_many(const rawmap_span *spans, size_t count, const rawmap_guard *guards,
                                        rawmap_prot protection)
{
    rawmap_advised done = rawmap_i_none_advised(spans, count);
    while (done.status == RAWMAP_OK && done.spans < count) {
        const size_t first = done.spans;
        size_t run = 0;
        while (first + run < count && !guards[first + run].by_protection)
            run++;
        if (run != 0) {
            const rawmap_advised some = rawmap_advise_many(spans + first, run, RAWMAP_ADVICE(guard_remove));
            done.status = some.status;
            done.spans += some.spans;
            done.bytes += some.bytes;
        } else {
            if (rawmap_i_span_at(spans, first).length != 0)
                done.status = rawmap_protect(rawmap_i_span_at(spans, first), protection);
            if (done.status == RAWMAP_OK)
                rawmap_i_count_advised(&done, spans, 1, rawmap_i_span_at(spans, first).length);
        }
    }
    return done;
}
#endif

#endif

RAWMAP_I_END

#endif
