/* SPDX-License-Identifier: MIT */
/* What is told of a call that was described: for people, or as JSON. */
#include "explain.h"

enum verdict_of_call { CALL_WORKS, CALL_REFUSED, CALL_IGNORED, CALL_UNKNOWN };
static const char verdicts[4][8] = {"works", "refused", "ignored", "unknown"};

struct told {
    enum verdict_of_call verdict;
    int error; /* that is explained, or 0 */
    rawmap_status cause;
    bool by_words;
    unsigned lost;
    rawmap_explanation told;
    char sentence[RAWMAP_SENTENCE_ROOM];
};

static struct told told;
static struct line text;

static void conclude_error(int error, const rawmap_explanation *explanation, const char *sentence)
{
    told.verdict = CALL_REFUSED;
    told.error = error;
    told.told = *explanation;
    told.cause = explanation->cause;
    if (sentence != told.sentence)
        memcpy(told.sentence, sentence, sizeof told.sentence);
}

/* What the words alone show, where nothing was tried. */
static void conclude_words(const struct described *call)
{
    const unsigned number = (unsigned)number_of(call->tracee.call.which, false);
    const rawmap_judged_call judged = rawmap_judge_call(number, call->tracee.call.words);
    told.verdict = CALL_UNKNOWN;
    if (judged.status == RAWMAP_OK || judged.status == RAWMAP_NOT_JUDGED)
        return;
    told.verdict = judged.ignored ? CALL_IGNORED : CALL_REFUSED;
    told.cause = judged.status;
    told.by_words = true;
    if (judged.ignored)
        told.lost = lost_flags(&call->tracee.call, judged.status);
}

/* A cause that a look found for the errno that was given falls where the same call was tried and got another answer. */
static void conclude(const struct described *call, const struct trial *trial)
{
    memset(&told, 0, sizeof told);
    if (call->error && (trial->why_not || trial->error != call->error)) {
        rawmap_explanation explanation = explained(call, call->error, told.sentence);
        if (!trial->why_not && (explanation.ruled_out & RAWMAP_LOOKED_RULES)) {
            explanation.cause = (rawmap_status)call->error;
            explanation.start = explanation.end = explanation.wanted = explanation.used = explanation.allowed = 0;
            told.sentence[0] = 0;
        }
        conclude_error(call->error, &explanation, told.sentence);
    } else if (!trial->why_not && trial->error) {
        conclude_error(trial->error, &trial->told, trial->sentence);
    } else {
        conclude_words(call);
        if (!trial->why_not && told.verdict != CALL_IGNORED) {
            told.verdict = CALL_WORKS;
            told.cause = RAWMAP_OK;
        }
    }
}

static bool is_found(void)
{
    return told.cause != RAWMAP_OK && !(told.error && told.cause == (rawmap_status)told.error);
}

static const char *sentence_of(void)
{
    return told.sentence[0] ? told.sentence : rawmap_status_text(told.cause);
}

static unsigned visited;

static void tell_looked(const char *name, const char *what)
{
    (void)name;
    out(visited++ ? ", " : "");
    out(what);
}

static void tell_looks(const char *before, uint64_t bits)
{
    if (!bits)
        return;
    visited = 0;
    out(before);
    every_looked(bits, tell_looked);
    out("\n");
}

static void tell_trial(const struct described *call, const struct trial *trial)
{
    if (trial->why_not) {
        out("    not tried: ");
        out(trial->why_not);
    } else if (!call->error) {
        out("    tried here, in a child of this tool");
    } else {
        out("    tried here, in a child of this tool: ");
        out(trial->error == call->error ? "the same" : trial->error ? errno_name(trial->error) : "it works");
    }
    out("\n");
}

static void for_people(const struct described *call, const struct trial *trial)
{
    put_call(&text, &call->tracee);
    out(text.text);
    if (told.error) {
        out(" = ");
        out(errno_name(told.error));
    } else if (told.verdict == CALL_IGNORED) {
        struct line flags;
        flags.used = 0;
        flags.text[0] = 0;
        put_named(&flags, 'M', told.lost);
        out(trial->why_not ? ": would be accepted, " : ": accepted, ");
        out(told.lost ? flags.text : "a part");
        out(" ignored");
    } else {
        out(told.verdict == CALL_WORKS ? ": works here" : told.verdict == CALL_REFUSED ? ": would be refused" : "");
    }
    out("\n");
    if (is_found()) {
        out("    ");
        out(rawmap_status_name(told.cause));
        out(": ");
        out(sentence_of());
        out("\n");
    } else if (told.error) {
        out("    no cause was found for it here\n");
        tell_looks("    it is not: ", told.told.ruled_out);
        tell_looks("    not seen: ", told.told.not_seen);
    } else if (told.verdict == CALL_UNKNOWN) {
        out("    nothing in its words is against it\n");
    }
    if (call->note[0]) {
        out("    ");
        out(call->note);
        out("\n");
    }
    tell_trial(call, trial);
    if (explain_options.process && told.error)
        out("    as the process stands now: it may have moved on since\n");
}

static void add_looked(const char *name, const char *what)
{
    (void)what;
    json_string(name);
}

static void looks_as_json(const char *key, uint64_t bits)
{
    json_key(key);
    json_open('[');
    every_looked(bits, add_looked);
    json_close(']');
}

static void string_or_null(const char *key, const char *value)
{
    json_key(key);
    if (value)
        json_string(value);
    else
        json_word("null");
}

static void as_json(const struct described *call, const struct trial *trial)
{
    unsigned i;
    put_call(&text, &call->tracee);
    json_version();
    json_line();
    json_key("call");
    json_string(call_name(call->tracee.call.which));
    json_key("text");
    json_string(text.text);
    json_key("words");
    json_open('[');
    for (i = 0; i < MOST_WORDS; i++)
        json_address((uint64_t)(uintptr_t)call->tracee.call.words[i]);
    json_close(']');
    json_line();
    json_key("verdict");
    json_string(verdicts[told.verdict]);
    string_or_null("errno", told.error ? errno_name(told.error) : NULL);
    string_or_null("not_tried", trial->why_not);
    string_or_null("tried", trial->why_not ? NULL : trial->error ? errno_name(trial->error) : "OK");
    json_line();
    string_or_null("cause", is_found() ? rawmap_status_name(told.cause) : NULL);
    json_key("cause_number");
    json_number(is_found() ? (uint64_t)told.cause : 0);
    string_or_null("sentence", is_found() ? sentence_of() : NULL);
    string_or_null("note", call->note[0] ? call->note : NULL);
    json_line();
    json_key("wanted");
    json_number(told.told.wanted);
    json_key("used");
    json_number(told.told.used);
    json_key("allowed");
    json_number(told.told.allowed);
    json_key("start");
    json_address(told.told.start);
    json_key("end");
    json_address(told.told.end);
    json_key("lost_flags");
    json_number(told.lost);
    json_line();
    looks_as_json("ruled_out", told.told.ruled_out);
    looks_as_json("not_seen", told.told.not_seen);
    json_close('}');
    out("\n");
}

int tell_call(const struct described *call, const struct trial *trial)
{
    conclude(call, trial);
    if (explain_options.json)
        as_json(call, trial);
    else
        for_people(call, trial);
    if (!out_flush())
        return EXPLAIN_FAILED;
    if (call->error)
        return is_found() ? EXPLAIN_OK : EXPLAIN_NONE;
    return told.verdict == CALL_WORKS     ? EXPLAIN_OK
           : told.verdict == CALL_REFUSED ? EXPLAIN_REFUSED
           : told.verdict == CALL_IGNORED ? EXPLAIN_IGNORED
                                          : EXPLAIN_NONE;
}
