/* SPDX-License-Identifier: MIT */
/* rawmap/regions/advise_many.h: advice on many spans of the calling process at once. */
#ifndef RAWMAP_REGIONS_ADVISE_MANY_H
#define RAWMAP_REGIONS_ADVISE_MANY_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/iovec.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/advise.h"
#include "../process/rules.h"
#endif

RAWMAP_I_BEGIN

/* How far advice on many spans came: so many of them, from the first, are done, and their lengths together are so many
   bytes (modulo the largest size_t, where spans overlap). */
typedef struct rawmap_advised {
    rawmap_status status;
    size_t spans;
    size_t bytes;
} rawmap_advised;

/* rawmap_advise_many: the same advice on each span, in their order, until one fails. One system call for up to 1024 of
   them where the kernel has process_madvise for the calling process: since Linux 6.14 at once; since 5.10 with three
   calls more, for eight spans or more, and cold, pageout, willneed and collapse (6.13: any advice). Elsewhere one for
   each span. The effect and the answer are the same.

   Units:      count in spans, of any number; each as rawmap_advise wants it, but an empty one is passed over.
   Result:     status RAWMAP_OK, and all spans are done; or the status is that of the span after those that are done,
               as rawmap_advise answers it: that one may be advised in parts (round a hole, for instance), those behind it
               were not looked at.
   Status:     RAWMAP_SPANS_NONE, RAWMAP_SPANS_MISSING: nothing was called. Others: as rawmap_advise.
   Since:      2.4; together 5.10
   ABIs:       all
   Manual:     madvise(2), process_madvise(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_advised rawmap_advise_many(const rawmap_span *spans, size_t count, rawmap_advice advice)
    RAWMAP_I_ONCE(rawmap_advise_many) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
/* The calling process to process_madvise: a handle that is always there since 6.14, or one to be opened. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_open_self(void)
{
    return RAWMAP_I_CALL2(RAWMAP_NR_pidfd_open, RAWMAP_I_CALL0(RAWMAP_NR_getpid), 0);
}
#endif

/* Counts the spans that so many advised bytes cover. Linux may stop inside one (it advises no more than 2 GiB at once):
   that one is not done. */
RAWMAP_I_INLINE void rawmap_i_count_advised(rawmap_advised *done, const rawmap_span *spans, size_t run, size_t bytes)
{
    while (run != 0 && rawmap_i_span_at(spans, done->spans).length <= bytes) {
        bytes -= rawmap_i_span_at(spans, done->spans).length;
        done->bytes += rawmap_i_span_at(spans, done->spans).length;
        done->spans++;
        run--;
    }
}

#if RAWMAP_I_DEFINES(regions)
RAWMAP_API_OUTLINE(regions)
rawmap_advised rawmap_advise_many(const rawmap_span *spans, size_t count, rawmap_advice advice)
{
    rawmap_word process = RAWMAP_I_PROCESS_SELF;
    bool together = true;
    bool opened = false;
    rawmap_advised done;
    done.status = count == 0 ? RAWMAP_SPANS_NONE : spans == RAWMAP_I_NULL ? RAWMAP_SPANS_MISSING : RAWMAP_OK;
    done.spans = 0;
    done.bytes = 0;
    while (done.status == RAWMAP_OK && done.spans < count) {
        const size_t left = count - done.spans;
        const size_t run = left < RAWMAP_I_SPANS_MOST ? left : RAWMAP_I_SPANS_MOST;
        const size_t before = done.spans;
        rawmap_word result = 0;
        if (together && run > 1 && rawmap_i_span_at(spans, done.spans).length != 0) {
            result =
                RAWMAP_I_CALL5(RAWMAP_NR_process_madvise, process, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(spans + done.spans)),
                               RAWMAP_I_WORD(run), RAWMAP_I_WORD(advice.value), 0);
            if (result == -RAWMAP_LINUX_EBADF && !opened && left >= 8) {
                process = rawmap_i_open_self();
                opened = !rawmap_i_is_error(process);
                together = opened;
                continue;
            }
            /* More than 2 GiB are never done: what is negative, and no errno, comes of no such call (arch/csky.h). */
            if (result >= 0)
                rawmap_i_count_advised(&done, spans, run, RAWMAP_I_CAST(size_t, result));
            if (done.spans == before + run)
                continue;
        }
        /* The span that stopped it is asked about by itself: it says why, or it was the call that was refused. */
        if (rawmap_i_span_at(spans, done.spans).length != 0)
            done.status = rawmap_advise(rawmap_i_span_at(spans, done.spans), advice);
        if (done.status == RAWMAP_OK) {
            together = together && result >= 0;
            rawmap_i_count_advised(&done, spans, 1, rawmap_i_span_at(spans, done.spans).length);
        }
    }
    if (opened)
        (void)RAWMAP_I_CALL1(RAWMAP_NR_close, process);
    return done;
}
#endif

#endif

RAWMAP_I_END

#endif
