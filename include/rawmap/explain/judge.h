/* SPDX-License-Identifier: MIT */
/* rawmap/explain/judge.h: what the rules say of a system call that is given by its words, whoever made it.

   The words are those of any program: what the types of this library exclude they may hold, so that they are taken apart
   first, as Linux does (inner_judged.h). */
#ifndef RAWMAP_EXPLAIN_JUDGE_H
#define RAWMAP_EXPLAIN_JUDGE_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/status.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_judged.h"
#include "inner_judged_map.h"
#include "inner_judged_nodes.h"
#include "inner_judged_remap.h"
#include "inner_judged_rest.h"
#include "inner_judged_span.h"
#include "inner_plain.h"
#include "inner_sized.h"
#endif

RAWMAP_I_BEGIN

/* What the rules say of a call. */
typedef struct rawmap_judged_call {
    rawmap_status status; /* RAWMAP_OK, the cause, or RAWMAP_NOT_JUDGED */
    bool ignored;         /* Linux takes the call, and loses a part of it */
    const char *name;     /* the function of this library whose rules these are, without its prefix: "map_file" */
} rawmap_judged_call;

/* rawmap_judge_call: what the rules say of a system call, as far as its words tell; nothing is called.

   Units:    number: one of RAWMAP_NR_, of the ABI that this is compiled for; words: six, as they lie in the registers.
   Result:   the first rule that the call breaks, in status: one of what Linux would refuse, or, where ignored says so, of
             what it would take and lose a part of. RAWMAP_OK: none. RAWMAP_NOT_JUDGED: this library has no rules for the
             call; name is "" then.
   ABIs:     all; of s390x no mmap, whose words lie in memory; those of System V that go through ipc as what they are */
RAWMAP_API_OUTLINE(explain)
rawmap_judged_call rawmap_judge_call(unsigned number, const rawmap_word *words)
    RAWMAP_I_ONCE(rawmap_judge_call) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(explain)
/* Hands the words to the rules of the call. */
RAWMAP_I_LOCAL void rawmap_i_judge_words(rawmap_i_judged *judged, unsigned number, const rawmap_word words[6])
{
    judged->status = RAWMAP_OK;
    judged->ignored = false;
    judged->name = "";
    if (!rawmap_i_judge_map_words(judged, number, words) && !rawmap_i_judge_span_words(judged, number, words) &&
        !rawmap_i_judge_remap_words(judged, number, words) && !rawmap_i_judge_rest_words(judged, number, words) &&
        !rawmap_i_judge_nodes_words(judged, number, words) && !rawmap_i_judge_sized_words(judged, number, words))
        judged->status = RAWMAP_NOT_JUDGED;
}

RAWMAP_I_LOCAL void rawmap_i_judge_plain(rawmap_i_judged *judged, const rawmap_i_plain *plain)
{
    judged->status = RAWMAP_NOT_JUDGED;
    judged->ignored = false;
    judged->name = "";
    if (plain->seen)
        rawmap_i_judge_words(judged, plain->number, plain->words);
}

RAWMAP_API_OUTLINE(explain) rawmap_judged_call rawmap_judge_call(unsigned number, const rawmap_word *words)
{
    rawmap_judged_call answer;
    rawmap_i_judged judged;
    rawmap_i_plain plain;
    judged.error = 0;
    judged.asks = false;
    judged.own = false;
    judged.default_shift = 0;
    rawmap_i_plain_of(&plain, number, words, false);
    rawmap_i_judge_plain(&judged, &plain);
    answer.status = judged.status;
    answer.ignored = judged.ignored;
    answer.name = judged.name;
    return answer;
}
#endif

#endif

RAWMAP_I_END

#endif
