/* SPDX-License-Identifier: MIT */
/* How a probe says what it found. */
#include "tool.h"

static void set(struct answer *answer, int verdict, rawmap_status status, const char *evidence)
{
    answer->verdict = verdict;
    answer->status = status;
    answer->used = 0;
    say(answer, evidence);
}

void works(struct answer *answer, const char *evidence)
{
    set(answer, WORKS, RAWMAP_OK, evidence);
}

void ignored(struct answer *answer, const char *evidence)
{
    set(answer, IGNORED, RAWMAP_OK, evidence);
}

void unknown(struct answer *answer, const char *reason)
{
    set(answer, UNKNOWN, RAWMAP_OK, reason);
}

void refused(struct answer *answer, rawmap_status status, const char *evidence)
{
    set(answer, REFUSED, status, evidence);
}

void say(struct answer *answer, const char *more)
{
    append(answer->note, &answer->used, sizeof answer->note, more);
}

void say_number(struct answer *answer, unsigned long number)
{
    append_number(answer->note, &answer->used, sizeof answer->note, number);
}

void judge(struct answer *answer, bool it_works, const char *evidence, const char *evidence_against)
{
    if (it_works)
        works(answer, evidence);
    else
        ignored(answer, evidence_against);
}

/* The first sentence of the status's text is the evidence. */
bool took(struct answer *answer, rawmap_status status)
{
    const char *text = rawmap_status_text(status);
    if (status == RAWMAP_OK)
        return true;
    refused(answer, status, "");
    for (; *text && !(text[0] == '.' && (text[1] == ' ' || !text[1])) && text[0] != ':'; text++) {
        const char letter[2] = {*text, 0};
        say(answer, letter);
    }
    return false;
}

/* A file by its name: where there is none, nothing was tried. */
bool found(struct answer *answer, rawmap_status status, const char *name)
{
    if (status != RAWMAP_ENOENT)
        return took(answer, status);
    unknown(answer, "nothing to try it on: there is no ");
    say(answer, name);
    return false;
}

/* EINVAL has many causes; whether the kernel knows the advice at all can be asked. */
bool advised(struct answer *answer, rawmap_span span, rawmap_advice advice)
{
    const rawmap_status status = rawmap_advise(span, advice);
    if (rawmap_status_errno(status) == RAWMAP_EINVAL && rawmap_knows_advice(advice) != RAWMAP_OK)
        return took(answer, RAWMAP_ADVICE_UNKNOWN);
    return took(answer, status);
}

bool raw_took(struct answer *answer, rawmap_word result)
{
    return took(answer, result < 0 && result >= -4095 ? (rawmap_status)-result : RAWMAP_OK);
}
