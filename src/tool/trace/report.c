/* SPDX-License-Identifier: MIT */
/* What is told of one call, in a few lines for people or as one object of JSON. */
#include "trace.h"

static struct line line; /* too large for a stack */

static const char *sentence_of(const struct outcome *outcome)
{
    return outcome->sentence[0] ? outcome->sentence : rawmap_status_text(outcome->cause);
}

static void put_place(const struct place *place)
{
    put(&line, place->object[0] ? place->object : "an unknown place");
    put(&line, "+");
    put_hex(&line, place->offset);
    if (place->symbol[0]) {
        put(&line, " (");
        put(&line, place->symbol);
        put(&line, "+");
        put_hex(&line, place->into);
        put(&line, ")");
    }
}

static struct callers callers;

static void put_callers(void)
{
    unsigned i;
    for (i = 0; i < callers.count; i++) {
        put(&line, "    called from ");
        put_place(&callers.places[i]);
        put(&line, "\n");
    }
    if (!callers.count)
        put(&line, "    called from: not known (no unwind table tells it)\n");
}

static void in_words(const struct outcome *outcome, const struct place *place, unsigned times)
{
    const struct tracee *tracee = outcome->tracee;
    put(&line, "[");
    put_number(&line, (uint64_t)tracee->thread);
    put(&line, "] ");
    put_call(&line, tracee);
    if (outcome->error) {
        put(&line, " = ");
        put(&line, errno_name(outcome->error));
    } else {
        put(&line, ": accepted, ");
        if (outcome->lost)
            put_named(&line, 'M', outcome->lost);
        else
            put(&line, "a part");
        put(&line, " ignored");
    }
    put(&line, "\n    ");
    put(&line, rawmap_status_name(outcome->cause));
    put(&line, ": ");
    put(&line, sentence_of(outcome));
    put(&line, "\n    at ");
    put_place(place);
    put(&line, "\n");
    put_callers();
    if (times)
        put(&line, "    the same again is only counted (--all tells each)\n");
}

static void put_field(const char *name, uint64_t number)
{
    put(&line, ", \"");
    put(&line, name);
    put(&line, "\": ");
    put_number(&line, number);
}

static void put_text_field(const char *name, const char *text)
{
    put(&line, ", \"");
    put(&line, name);
    put(&line, "\": ");
    put_quoted(&line, text);
}

static void callers_as_json(void)
{
    unsigned i;
    put(&line, ", \"callers\": [");
    for (i = 0; i < callers.count; i++) {
        put(&line, i ? ", {\"object\": " : "{\"object\": ");
        put_quoted(&line, callers.places[i].object);
        put_field("offset", callers.places[i].offset);
        put_text_field("symbol", callers.places[i].symbol);
        put(&line, "}");
    }
    put(&line, callers.complete ? "], \"callers_complete\": true" : "], \"callers_complete\": false");
}

static void as_json(const struct outcome *outcome, const struct place *place)
{
    static struct line call;
    const struct tracee *tracee = outcome->tracee;
    unsigned i;
    put_call(&call, tracee);
    put(&line, "{\"event\": ");
    put_quoted(&line, outcome->error ? "refused" : "ignored");
    put_field("process", (uint64_t)tracee->process);
    put_field("thread", (uint64_t)tracee->thread);
    put_text_field("call", call_name(tracee->call.which));
    put_text_field("text", call.text);
    put(&line, ", \"words\": [");
    for (i = 0; i < 6; i++) {
        put(&line, i ? ", \"" : "\"");
        put_hex(&line, (uint64_t)tracee->call.words[i]);
        put(&line, "\"");
    }
    put(&line, "]");
    if (outcome->error) {
        put_text_field("errno", errno_name(outcome->error));
        put_field("errno_number", (uint64_t)outcome->error);
    }
    if (outcome->lost)
        put_field("lost_flags", outcome->lost);
    put_text_field("cause", rawmap_status_name(outcome->cause));
    put_field("cause_number", (uint64_t)outcome->cause);
    put_text_field("sentence", sentence_of(outcome));
    put_field("wanted", outcome->wanted);
    put_field("used", outcome->used);
    put_field("allowed", outcome->allowed);
    put_field("start", outcome->start);
    put_field("end", outcome->end);
    put_text_field("object", place->object);
    put_field("offset", place->offset);
    put_text_field("symbol", place->symbol);
    callers_as_json();
    put(&line, "}\n");
    call.used = 0;
    call.text[0] = 0;
}

void report_outcome(const struct outcome *outcome, unsigned times)
{
    static struct place place;
    place_of(outcome->tracee->thread, outcome->tracee->call.place, &place);
    (void)callers_of(outcome->tracee, &place, &callers);
    if (trace_options.json)
        as_json(outcome, &place);
    else
        in_words(outcome, &place, times);
    print_line(&line);
}
