/* SPDX-License-Identifier: MIT */
/* rawmap explain: the sentence of a status, by its name or its number. */
#include "../view/view.h"

/* Every status has its number below this. */
enum { NO_STATUS = 8192 };

/* 22 and -22, as traces and kernels write it. */
static bool is_number(const char *text, int *number)
{
    *number = 0;
    text += *text == '-';
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || *number > 100000)
            return false;
        *number = *number * 10 + (*text - '0');
    }
    return true;
}

static const char *name_of(int number)
{
    return rawmap_status_name((rawmap_status)number);
}

static bool known(int number)
{
    return !same(name_of(number), "UNKNOWN");
}

static bool as_json;

static void tell_json(int number)
{
    json_line();
    json_open('{');
    json_key("name");
    json_string(name_of(number));
    json_key("number");
    json_number((uint64_t)number);
    json_key("errno");
    json_number((uint64_t)rawmap_status_errno((rawmap_status)number));
    json_key("text");
    json_string(rawmap_status_text((rawmap_status)number));
    json_close('}');
}

static void tell(int number)
{
    if (as_json) {
        tell_json(number);
        return;
    }
    out(name_of(number));
    out(" (");
    out_number((unsigned long)number);
    out("): ");
    out(rawmap_status_text((rawmap_status)number));
    out("\n");
}

static int explain_all(void)
{
    int number;
    for (number = 0; number < NO_STATUS; number++)
        if (known(number))
            tell(number);
    return 0;
}

static void upper(char *to, size_t room, const char *from)
{
    size_t i;
    for (i = 0; i < room - 1 && from[i]; i++)
        to[i] = (char)(from[i] >= 'a' && from[i] <= 'z' ? from[i] - 'a' + 'A' : from[i]);
    to[i] = 0;
}

static bool holds(const char *text, const char *part)
{
    for (; *text; text++)
        if (starts(text, part))
            return true;
    return false;
}

/* How many letters must be put in, left out or changed; of names longer than LONGEST nobody knows. */
enum { LONGEST = 48 };
static unsigned distance(const char *one, const char *other)
{
    unsigned char row[LONGEST + 1];
    const size_t length = length_of(other);
    size_t i, k;
    if (length > LONGEST || length_of(one) > LONGEST)
        return LONGEST;
    for (k = 0; k <= length; k++)
        row[k] = (unsigned char)k;
    for (i = 0; one[i]; i++) {
        unsigned char before = row[0];
        row[0] = (unsigned char)(i + 1);
        for (k = 1; k <= length; k++) {
            const unsigned char above = row[k];
            unsigned char least = (unsigned char)(before + (one[i] != other[k - 1]));
            if (least > above + 1)
                least = (unsigned char)(above + 1);
            if (least > row[k - 1] + 1)
                least = (unsigned char)(row[k - 1] + 1);
            row[k] = least;
            before = above;
        }
    }
    return row[length];
}

/* Names with a slip in them, at most one in four letters, and those that hold what was written. */
static unsigned tell_near(const char *what)
{
    enum { MOST = 12, SLIPS = 2 };
    const size_t length = length_of(what), slips = length / 4 < SLIPS ? length / 4 : SLIPS;
    unsigned told = 0;
    int number;
    for (number = 0; number < NO_STATUS && told < MOST; number++)
        if (known(number) &&
            (distance(name_of(number), what) <= slips || (length > 2 && holds(name_of(number), what)))) {
            complain(told++ ? ", " : "rawmap: near it: ");
            complain(name_of(number));
        }
    if (told)
        complain(told == MOST ? ", ...\n" : "\n");
    return told;
}

static int explain(const char *what)
{
    char name[LONGEST + 1];
    int number;
    upper(name, sizeof name, starts(what, "RAWMAP_") || starts(what, "rawmap_") ? what + 7 : what);
    if (!is_number(what, &number))
        for (number = 0; number < NO_STATUS && !same(name_of(number), name);)
            number++;
    if (number >= NO_STATUS || !known(number)) {
        complain("rawmap: no such status: ");
        complain(what);
        complain("\n");
        if (!tell_near(name)) { /* then those of its first word */
            char *end = name;
            while (*end && *end != '_')
                end++;
            *end = 0;
            (void)tell_near(name);
        }
        return 1;
    }
    tell(number);
    return 0;
}

static const char help[] =
    "usage: rawmap explain [--json] [STATUS]     what a status means; without one, all of them\n"
    "\n"
    "STATUS is a name in any case, with or without RAWMAP_ (ENOMEM, span_unaligned), or a number (22, -22).\n"
    "\n"
    "Exit status: 0; 1 no such status, and those that are near it are told; 2 failure.\n";

int explain_command(int count, char **arguments, char **environment)
{
    const char *what = NULL;
    int i, status;
    (void)environment;
    for (i = 0; i < count; i++) {
        if (same(arguments[i], "--help") || same(arguments[i], "-h")) {
            out(help);
            return out_flush() ? 0 : 2;
        }
        if (same(arguments[i], "--json"))
            as_json = true;
        else if (what)
            return view_wrong("one status at a time: ", arguments[i]);
        else
            what = arguments[i];
    }
    if (as_json) {
        json_version();
        json_key("statuses");
        json_open('[');
    }
    status = what ? explain(what) : explain_all();
    if (status != 1 && as_json) {
        json_close(']');
        out("\n");
        json_close('}');
        out("\n");
    }
    return status == 1 ? 1 : out_flush() ? 0 : 2;
}
