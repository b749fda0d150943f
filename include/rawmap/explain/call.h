/* SPDX-License-Identifier: MIT */
/* rawmap/explain/call.h: why a system call failed, of this process or of another.

   First what its words show, by the rules; then what the machine shows, in the order in which Linux asks: limits, mappings,
   files, pools. Nothing is changed by looking. */
#ifndef RAWMAP_EXPLAIN_CALL_H
#define RAWMAP_EXPLAIN_CALL_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/status.h"
#include "explanation.h"
#include "judge.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_refused.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_explain_call: why a system call was refused: the first cause in the order in which Linux asks.

   Units:    call: its words as they lay in the registers; of brk, which answers no errno, ENOMEM where it left the end as
             it was. room in bytes; RAWMAP_SENTENCE_ROOM is always enough.
   Requires: for another process, that it is stopped: else it may have moved on. /proc; what cannot be read of it is in
             not_seen. For after a failure: it may make dozens of system calls, none of which changes anything.
   Result:   the cause, its figures and a sentence about this call, ended with a 0 and cut where the room ends (none where
             it is 0). Where nothing was found that explains the errno, the errno: RAWMAP_EPERM and its fellows. An errno
             that anybody may answer is blamed on a security policy (RAWMAP_STATE_NOT_ALLOWED,
             RAWMAP_STATE_ACCESS_DENIED) only after all else is ruled out.
   ABIs:     all */
RAWMAP_API_OUTLINE(explain)
rawmap_explanation rawmap_explain_call(const rawmap_failed_call *call, char *sentence, size_t room)
    RAWMAP_I_ONCE(rawmap_explain_call) RAWMAP_MUST_USE;
#define RAWMAP_SENTENCE_ROOM 1024

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(explain)
/* What the rules name, the looks may know more of: the figures, the mapping. They count where they come to the same. */
RAWMAP_I_LOCAL void rawmap_i_say_figures(rawmap_i_case *one, rawmap_status cause, unsigned default_shift)
{
    const bool found = rawmap_i_call_refused(one, default_shift) && one->told->cause == cause;
    one->told->ruled_out = one->told->not_seen = 0;
    if (found)
        return;
    one->told->wanted = one->told->used = one->told->allowed = one->told->start = one->told->end = 0;
    one->told->length = 0;
    if (one->room != 0)
        one->sentence[0] = '\0';
}

RAWMAP_I_LOCAL void rawmap_i_explain(rawmap_explanation *told, const rawmap_failed_call *call, char *sentence,
                                     size_t room)
{
    rawmap_i_case one;
    rawmap_i_judged judged;
    rawmap_i_plain plain;
    rawmap_failed_call made;
    rawmap_status by_rules;
    told->wanted = told->used = told->allowed = told->start = told->end = told->ruled_out = told->not_seen = 0;
    told->length = 0;
    told->cause = RAWMAP_I_CAST(rawmap_status, call->error);
    rawmap_i_plain_of(&plain, call->number, call->words, call->process == 0 && call->error != RAWMAP_LINUX_EFAULT);
    rawmap_i_copy_call(&made, call);
    made.number = plain.number;
    rawmap_i_copy_words(made.words, plain.words);
    rawmap_i_case_open(&one, &made, told, sentence, room);
    judged.error = call->error;
    judged.asks = true;
    judged.own = call->process == 0;
    judged.default_shift = rawmap_i_default_huge_shift();
    rawmap_i_judge_plain(&judged, &plain);
    by_rules = judged.status;
    if (by_rules == RAWMAP_OK || by_rules == RAWMAP_NOT_JUDGED) {
        if (plain.seen)
            told->ruled_out |= RAWMAP_LOOKED_RULES;
        else
            told->not_seen |= RAWMAP_LOOKED_RULES;
        if (plain.seen || call->error == RAWMAP_LINUX_ENOSYS)
            (void)rawmap_i_call_refused(&one, judged.default_shift);
    } else {
        rawmap_i_say_figures(&one, by_rules, judged.default_shift);
        told->cause = by_rules;
    }
    rawmap_i_case_close(&one);
}

RAWMAP_API_OUTLINE(explain)
rawmap_explanation rawmap_explain_call(const rawmap_failed_call *call, char *sentence, size_t room)
{
    rawmap_explanation told, same; /* member by member: to return a variable whose address was given away is a copy */
    rawmap_i_explain(&told, call, sentence, room);
    same.cause = told.cause;
    same.wanted = told.wanted;
    same.used = told.used;
    same.allowed = told.allowed;
    same.start = told.start;
    same.end = told.end;
    same.length = told.length;
    same.ruled_out = told.ruled_out;
    same.not_seen = told.not_seen;
    return same;
}
#endif

#endif

RAWMAP_I_END

#endif
