/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_process.h: why advice to a process was refused, in the order of process_madvise (Linux 7.3).
   Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_PROCESS_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_PROCESS_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/iovec.h"
#include "../core/proc_text.h"
#include "../core/span.h"
#include "../process/rules.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_file.h"
#include "inner_judged.h"
#include "inner_pointers.h"
#include "inner_policy.h"
#include "inner_proc.h"
#include "inner_refused_advise.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The process that a descriptor names: its number, 0 where it has ended, -1 where nobody can tell. */
RAWMAP_I_LOCAL int rawmap_i_process_of(const rawmap_i_case *one, int file)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[1024];
    const char *at;
    uint64_t number;
    if (file == RAWMAP_I_PROCESS_SELF || file == RAWMAP_I_PROCESS_SELF - 1) { /* the thread, or its group */
        (void)rawmap_i_place(one, "status", place);
        return rawmap_i_proc_number(place, "Tgid:", &number) ? RAWMAP_I_CAST(int, number) : -1;
    }
    if (file < 0)
        return -1;
    (void)rawmap_i_file_place(one, "fdinfo/", file, place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return -1;
    at = rawmap_i_behind(text, "Pid:");
    if (at == RAWMAP_I_NULL)
        return -1;
    if (at[0] == '-' && at[1] == '1')
        return 0;
    number = rawmap_i_number(&at, 10);
    return number != 0 ? RAWMAP_I_CAST(int, number) : -1; /* 0: of another namespace */
}

/* The same, as the case of that process. */
RAWMAP_I_LOCAL void rawmap_i_case_of_process(rawmap_i_case *theirs, rawmap_failed_call *call, const rawmap_i_case *one,
                                             int process)
{
    rawmap_i_copy_call(call, one->call);
    call->process = process;
    theirs->call = call;
    theirs->told = one->told;
    theirs->sentence = one->sentence;
    theirs->room = one->room;
}

/* Whether it has another memory than the caller: that of its group. */
RAWMAP_I_LOCAL rawmap_i_answer_word rawmap_i_is_other(const rawmap_i_case *one, const rawmap_i_case *theirs)
{
    uint64_t own, its;
    if (!rawmap_i_its_number(one, "status", "Tgid:", &own) || !rawmap_i_its_number(theirs, "status", "Tgid:", &its))
        return RAWMAP_I_UNKNOWN;
    return own != its ? RAWMAP_I_YES : RAWMAP_I_NO;
}

RAWMAP_I_LOCAL bool rawmap_i_has_ended(rawmap_i_case *one, const rawmap_i_case *theirs, int process)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[4096];
    const char *state = RAWMAP_I_NULL;
    if (process > 0) {
        (void)rawmap_i_place(theirs, "status", place);
        if (rawmap_i_read_text(place, text, sizeof text) != 0)
            state = rawmap_i_behind(text, "State:");
    }
    if (process < 0 || (process > 0 && (state == RAWMAP_I_NULL || state[0] != 'Z')))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    rawmap_i_say(one, process == 0 ? "The process that the descriptor names has ended."
                                   : "The process that the descriptor names has ended, and waits for its parent.");
    return rawmap_i_found(one, RAWMAP_STATE_PROCESS_GONE);
}

RAWMAP_I_LOCAL bool rawmap_i_is_for_others(int advice)
{
    return advice == RAWMAP_LINUX_MADV_COLD || advice == RAWMAP_LINUX_MADV_PAGEOUT ||
           advice == RAWMAP_LINUX_MADV_WILLNEED || advice == RAWMAP_LINUX_MADV_COLLAPSE;
}

/* The first span, whose failure alone is answered: it lies in the memory of the caller. */
RAWMAP_I_LOCAL bool rawmap_i_first_span_refused(rawmap_i_case *one, rawmap_i_case *theirs, int advice)
{
    const rawmap_span *const spans = RAWMAP_I_CAST(
        const rawmap_span *, RAWMAP_I_CAST(const void *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(one->call->words[1]))));
    rawmap_i_either first;
    uint64_t start;
    if (one->call->process != 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    first = *RAWMAP_I_CAST(const rawmap_i_either *, RAWMAP_I_CAST(const void *, spans));
    start = RAWMAP_I_ADDRESS(first.base);
    if (one->call->error == RAWMAP_LINUX_EINVAL && (start & (rawmap_i_page_here() - 1)) != 0) {
        rawmap_i_say(one, "The first span begins between pages.");
        return rawmap_i_found(one, RAWMAP_SPAN_UNALIGNED);
    }
    return rawmap_i_advise_refused(theirs, start, start + rawmap_i_in_pages(first.length), advice);
}

RAWMAP_I_LOCAL bool rawmap_i_advice_to_others(rawmap_i_case *one, const rawmap_i_case *theirs, int advice)
{
    const rawmap_i_answer_word other = rawmap_i_is_other(one, theirs);
    if (rawmap_i_is_for_others(advice) || (other == RAWMAP_I_NO && !rawmap_i_kernel_is_before(6, 13)))
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_KERNEL);
    if (other == RAWMAP_I_UNKNOWN)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_KERNEL);
    rawmap_i_say(one, "Advice ");
    rawmap_i_say_count(one, RAWMAP_I_CAST(unsigned, advice));
    rawmap_i_say(one, other == RAWMAP_I_YES ? " is for the process itself: another takes cold, pageout, willneed and "
                                              "collapse alone."
                                            : " is not for this call before Linux 6.13.");
    return rawmap_i_found(one, RAWMAP_STATE_ADVICE_OF_OTHERS);
}

RAWMAP_I_LOCAL bool rawmap_i_may_not_advise(rawmap_i_case *one, const rawmap_i_case *theirs)
{
    const rawmap_i_answer_word may = rawmap_i_its_capability(one, RAWMAP_I_CAP_SYS_NICE);
    const rawmap_i_answer_word other = rawmap_i_is_other(one, theirs);
    if (other == RAWMAP_I_NO || may == RAWMAP_I_YES)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_CAPABILITIES);
    if (other == RAWMAP_I_UNKNOWN || may == RAWMAP_I_UNKNOWN)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_CAPABILITIES);
    rawmap_i_say(one, "Advice to another process needs CAP_SYS_NICE, which the process lacks.");
    return rawmap_i_found(one, RAWMAP_STATE_NOT_ALLOWED);
}

RAWMAP_I_LOCAL bool rawmap_i_process_advise_refused(rawmap_i_case *one)
{
    const int file = RAWMAP_I_INT_OF(one->call->words[0]);
    const int advice = RAWMAP_I_INT_OF(one->call->words[3]);
    const int process = rawmap_i_process_of(one, file);
    const uint64_t count = RAWMAP_I_LENGTH_OF(one->call->words[2]);
    rawmap_i_case theirs;
    rawmap_failed_call call;
    if (one->call->error == RAWMAP_LINUX_EBADF)
        return rawmap_i_is_not_open(one, file);
    if (RAWMAP_I_BITS_OF(one->call->words[4]) != 0) /* no flags are known */
        return false;
    if (one->call->error == RAWMAP_LINUX_EFAULT && count <= RAWMAP_I_SPANS_MOST &&
        rawmap_i_leads_astray(one, 1, count * 2 * rawmap_i_word_bytes(one), false))
        return true;
    rawmap_i_case_of_process(&theirs, &call, one, process > 0 ? process : one->call->process);
    if (one->call->error == RAWMAP_LINUX_ESRCH)
        return rawmap_i_has_ended(one, &theirs, process);
    if (process <= 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    if (one->call->error == RAWMAP_LINUX_EINVAL &&
        (rawmap_i_is_unknown_advice(one, advice) || rawmap_i_advice_to_others(one, &theirs, advice)))
        return true;
    if (one->call->error == RAWMAP_LINUX_EPERM && rawmap_i_may_not_advise(one, &theirs))
        return true;
    if (one->call->error == RAWMAP_LINUX_EFAULT) /* the list, or a page that could not be brought in */
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    return rawmap_i_first_span_refused(one, &theirs, advice);
}

#endif

RAWMAP_I_END

#endif

#endif
