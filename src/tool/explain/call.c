/* SPDX-License-Identifier: MIT */
/* The call that was described: its name and words as arguments, or as one line that C, strace or a trace has. */
#include "explain.h"

enum { LINE_ROOM = 1000, MOST_NEAR = 12 };

static char line_copy[LINE_ROOM];

static bool wrong(const char *before, const char *what)
{
    (void)view_wrong(before, what);
    return false;
}

unsigned call_by_name(const char *name)
{
    unsigned which;
    for (which = 0; which < CALLS && !same(name, call_name(which)); which++)
        continue;
    return which;
}

/* Near names, in one line. */
static struct {
    const char *written;
    unsigned told;
} near;

static void tell_if_near(const char *name)
{
    if (!is_near(name, near.written) || near.told >= MOST_NEAR)
        return;
    complain(near.told++ ? ", " : "rawmap: near it: ");
    complain(name);
}

static void visit_constant(void *context, char family, const char *name, const char *value)
{
    (void)context, (void)family, (void)value;
    tell_if_near(name);
}

static void near_constants(const char *sentence)
{
    const char *written = sentence + length_of("no such constant: ");
    if (!starts(sentence, "no such constant: "))
        return;
    near.written = written;
    near.told = 0;
    every_name(visit_constant, NULL);
    tell_if_near("MEMORY");
    complain(near.told ? "\n" : "");
}

bool no_such_call(const char *name)
{
    unsigned which;
    (void)wrong("no such call, and no such status before one: ", name);
    near.written = name;
    near.told = 0;
    for (which = 0; which < CALLS; which++)
        tell_if_near(call_name(which));
    complain(near.told ? "\n" : "");
    return false;
}

/* What a word is, for who left one out. */
static const char *sort_of(char letter)
{
    static const struct {
        char letter;
        char sort[20];
    } sorts[] = {{'a', "an address"}, {'l', "a length"}, {'o', "an offset"}, {'x', "bits"},     {'f', "a descriptor"},
                 {'i', "a number"},   {'u', "a number"}, {'p', "a pointer"}, {'s', "a name"},   {'P', "a protection"},
                 {'A', "an advice"},  {'N', "a policy"}, {'V', "an option"}, {'W', "a command"}};
    unsigned i;
    for (i = 0; i < sizeof sorts / sizeof sorts[0]; i++)
        if (sorts[i].letter == letter)
            return sorts[i].sort;
    return "flags";
}

static bool count_fits(const struct described *call)
{
    const char *letters = call_letters(call->tracee.call.which);
    const unsigned wanted = (unsigned)length_of(letters);
    unsigned i;
    if (call->count == wanted || (call->tracee.call.which == CALL_mremap && call->count == 4) ||
        (call->tracee.call.which == CALL_prctl && call->count > 0 && call->count < wanted))
        return true;
    complain("rawmap: ");
    complain(call_name(call->tracee.call.which));
    complain(wanted ? " has other words: " : " has no words");
    for (i = 0; i < wanted; i++) {
        complain(i ? ", " : "");
        complain(sort_of(letters[i]));
    }
    complain("\n");
    return false;
}

/* Splits the line at its commas. A call that fails: "= -1 ENOMEM (...)" or "= ENOMEM" behind it. */
static bool split(struct described *call, const char *line)
{
    char *at = line_copy, *name;
    unsigned used = 0, deep = 1;
    bool quoted = false;
    append(line_copy, &used, sizeof line_copy, line);
    while (*at && *at != '(')
        at++;
    for (name = at; name > line_copy &&
                    ((name[-1] >= 'a' && name[-1] <= 'z') || name[-1] == '_' || (name[-1] >= '0' && name[-1] <= '9'));)
        name--;
    if (!*at)
        return wrong("no call: ", line);
    *at++ = 0;
    call->tracee.call.which = call_by_name(name);
    if (call->tracee.call.which == CALLS)
        return no_such_call(name);
    while (*at == ' ')
        at++;
    if (*at != ')')
        call->texts[call->count++] = at;
    for (; *at && deep; at++) {
        quoted = (*at == '"') != quoted;
        if (quoted)
            continue;
        deep += *at == '(';
        deep -= *at == ')';
        if (*at == ',' && deep == 1) {
            *at = 0;
            if (call->count == MOST_WORDS)
                return wrong("too many words: ", line);
            call->texts[call->count++] = at + 1;
        }
    }
    if (deep)
        return wrong("the ) is missing: ", line);
    at[-1] = 0;
    while (*at == ' ' || *at == '=')
        at++;
    at += starts(at, "-1 ") ? 3 : 0;
    for (name = at; (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9'); at++)
        continue;
    *at = 0;
    if (*name == 'E' && !call->error) {
        if (status_of(name) < 0)
            return no_such_status(name), false;
        call->error = status_of(name);
    }
    return true;
}

/* Its pointer: without the quotes that a trace has around a name. */
static rawmap_word name_word(const char *text)
{
    static char name[LINE_ROOM];
    unsigned used = 0;
    while (*text == ' ')
        text++;
    if (same(text, "NULL"))
        return 0;
    text += *text == '"';
    append(name, &used, sizeof name, text);
    if (used && text[-1] == '"' && name[used - 1] == '"')
        name[used - 1] = 0;
    return word_of(name);
}

static bool read_words(struct described *call, uint64_t memory)
{
    const char *letters = call_letters(call->tracee.call.which);
    unsigned i;
    for (i = 0; i < call->count; i++) {
        char sentence[120] = "";
        struct reader reader = {call->texts[i], letters[i], memory,   false,
                                false,          call->note, sentence, sizeof sentence};
        uint64_t value = 0;
        if (letters[i] == 's') {
            call->tracee.call.words[i] = name_word(call->texts[i]);
            continue;
        }
        if (!read_word(&reader, &value)) {
            (void)wrong("", sentence);
            near_constants(sentence);
            return false;
        }
        if (sizeof(rawmap_word) < 8 && value >> 32 && ~value >> 31)
            return wrong("more than a word holds here: ", call->texts[i]);
        call->tracee.call.words[i] = (rawmap_word)value;
        call->wants_memory = call->wants_memory || reader.met_memory;
        call->has_address =
            call->has_address || ((letters[i] == 'a' || letters[i] == 'p') && value != 0 && !reader.met_memory);
    }
    return true;
}

/* As long as the longest length, touched nowhere. */
static bool make_memory(struct described *call)
{
    const char *letters = call_letters(call->tracee.call.which);
    size_t length = 1;
    rawmap_mapping made;
    unsigned i;
    for (i = 0; i < call->count; i++)
        if (letters[i] == 'l' && (size_t)call->tracee.call.words[i] > length)
            length = (size_t)call->tracee.call.words[i];
    length = length > SIZE_MAX / 2 ? page_size : (length + page_size - 1) & ~(page_size - 1);
    made = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (made.status)
        return wrong("MEMORY of that length cannot be made: ", rawmap_status_name(made.status));
    call->note[0] = 0;
    return read_words(call, (uint64_t)(uintptr_t)made.span.base);
}

bool describe(struct described *call, int count, char **arguments)
{
    unsigned i;
    call->tracee.thread = call->tracee.process = (int)rawmap_syscall0(RAWMAP_NR_getpid);
    if (call_by_name(arguments[0]) == CALLS) {
        const char *letter = arguments[0];
        while (*letter && *letter != '(')
            letter++;
        if (!*letter)
            return no_such_call(arguments[0]);
        if (count > 1)
            return wrong("one argument too many: ", arguments[1]);
        if (!split(call, arguments[0]))
            return false;
    } else {
        call->tracee.call.which = call_by_name(arguments[0]);
        call->count = (unsigned)(count - 1);
        for (i = 0; i < call->count && i < MOST_WORDS; i++)
            call->texts[i] = arguments[i + 1];
    }
    if (number_of(call->tracee.call.which, false) < 0 && call->tracee.call.which != CALL_mmap)
        return wrong("this architecture has no call ", call_name(call->tracee.call.which));
    return count_fits(call) && read_words(call, 0) && (!call->wants_memory || make_memory(call));
}
