/* SPDX-License-Identifier: MIT */
/* The sentence of a status, by its name or its number. */
#include "explain.h"

/* Every status has its number below this. */
enum { NO_STATUS = 8192, MOST_NEAR = 12 };

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

static void tell(int number, bool as_json)
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

static void upper(char *to, const char *from)
{
    size_t i;
    from += starts(from, "RAWMAP_") || starts(from, "rawmap_") ? 7 : 0;
    for (i = 0; i < NAME_ROOM - 1 && from[i]; i++)
        to[i] = (char)(from[i] >= 'a' && from[i] <= 'z' ? from[i] - 'a' + 'A' : from[i]);
    to[i] = 0;
}

int status_of(const char *written)
{
    char name[NAME_ROOM];
    int number;
    upper(name, written);
    if (!is_number(written, &number))
        for (number = 0; number < NO_STATUS && !same(name_of(number), name);)
            number++;
    return number < NO_STATUS && known(number) ? number : -1;
}

static unsigned tell_near(const char *name)
{
    unsigned told = 0;
    int number;
    for (number = 0; number < NO_STATUS && told < MOST_NEAR; number++)
        if (known(number) && is_near(name_of(number), name)) {
            complain(told++ ? ", " : "rawmap: near it: ");
            complain(name_of(number));
        }
    if (told)
        complain(told == MOST_NEAR ? ", ...\n" : "\n");
    return told;
}

int no_such_status(const char *written)
{
    char name[NAME_ROOM], *end = name;
    complain("rawmap: no such status: ");
    complain(written);
    complain("\n");
    upper(name, written);
    if (tell_near(name))
        return EXPLAIN_USAGE;
    while (*end && *end != '_') /* then those of its first word */
        end++;
    *end = 0;
    (void)tell_near(name);
    return EXPLAIN_USAGE;
}

int explain_status(const char *name, bool as_json)
{
    int number = name ? status_of(name) : 0;
    if (number < 0)
        return no_such_status(name);
    if (as_json) {
        json_version();
        json_key("statuses");
        json_open('[');
    }
    for (; number < NO_STATUS; number++)
        if (known(number)) {
            tell(number, as_json);
            if (name)
                break;
        }
    if (as_json) {
        json_close(']');
        out("\n");
        json_close('}');
        out("\n");
    }
    return out_flush() ? EXPLAIN_OK : EXPLAIN_FAILED;
}
