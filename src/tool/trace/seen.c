/* SPDX-License-Identifier: MIT */
/* What was seen before. A program that is refused the same a hundred thousand times is told it a few times and the number; what is
   ignored is told once for each place. */
#include "trace.h"

enum { REFUSALS = 256, KNOWN_PLACES = 256 };

static struct seen refusals[REFUSALS]; /* the oldest give way */
static unsigned next_refusal;

struct known_place {
    struct seen seen;
    struct place place;
};
static struct known_place *places;
static unsigned places_used;

static bool same_words(const struct seen *seen, const struct call *call)
{
    const char *letters = call_letters(call->which);
    unsigned i;
    for (i = 1; letters[0] && letters[i]; i++) /* the first is an address mostly, which is another one each time */
        if (seen->words[i] != call->words[i])
            return false;
    return true;
}

static void remember(struct seen *seen, const struct tracee *tracee, int error, rawmap_status cause)
{
    const struct call *call = &tracee->call;
    memcpy(seen->words, call->words, sizeof seen->words);
    seen->place = call->place;
    seen->which = call->which;
    seen->process = tracee->process;
    seen->error = error;
    seen->cause = (int)cause;
    seen->times = 1;
}

struct seen *see_refused(const struct tracee *tracee, int error)
{
    const struct call *call = &tracee->call;
    struct seen *seen;
    unsigned i;
    for (i = 0; i < REFUSALS; i++) {
        seen = &refusals[i];
        if (seen->times && seen->place == call->place && seen->which == call->which && seen->error == error &&
            seen->process == tracee->process && same_words(seen, call)) {
            seen->times++;
            return seen;
        }
    }
    seen = &refusals[next_refusal];
    next_refusal = next_refusal + 1 == REFUSALS ? 0 : next_refusal + 1;
    remember(seen, tracee, error, RAWMAP_OK);
    return seen;
}

static struct known_place *new_place(void)
{
    if (!places) {
        const rawmap_mapping m =
            rawmap_map(KNOWN_PLACES * sizeof *places, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
        if (m.status)
            return NULL;
        places = m.span.base;
    }
    return places_used < KNOWN_PLACES ? &places[places_used++] : NULL;
}

/* By the address first, in the process that was there; then by object and offset, since each process has its libraries
   elsewhere. */
struct seen *see_ignored(const struct tracee *tracee, rawmap_status cause, bool *is_new, const struct place **place)
{
    const struct call *call = &tracee->call;
    struct known_place *known;
    struct place found;
    unsigned i;
    *is_new = false;
    for (i = 0; i < places_used; i++) {
        known = &places[i];
        if (known->seen.place == call->place && known->seen.process == tracee->process &&
            known->seen.which == call->which && known->seen.cause == (int)cause)
            goto again;
    }
    place_of(tracee->process, call->place, &found);
    for (i = 0; i < places_used; i++) {
        known = &places[i];
        if (known->seen.which == call->which && known->seen.cause == (int)cause && found.object[0] &&
            known->place.offset == found.offset && same(known->place.object, found.object)) {
            known->seen.place = call->place;
            known->seen.process = tracee->process;
            goto again;
        }
    }
    known = new_place();
    if (!known)
        return NULL;
    remember(&known->seen, tracee, 0, cause);
    known->place = found;
    *place = &known->place;
    *is_new = true;
    return &known->seen;
again:
    known->seen.times++;
    *place = &known->place;
    return &known->seen;
}

void every_ignored(void (*visit)(const struct seen *seen, const struct place *place))
{
    unsigned i;
    for (i = 0; i < places_used; i++)
        visit(&places[i].seen, &places[i].place);
}
