/* SPDX-License-Identifier: MIT */
/* rawmap explain: the sentence of a status, by its name or its number. */
#include "tool.h"

static bool is_number(const char *text, int *number)
{
    *number = 0;
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || *number > 100000)
            return false;
        *number = *number * 10 + (*text - '0');
    }
    return true;
}

static bool known(int number)
{
    return !same(rawmap_status_name((rawmap_status)number), "UNKNOWN");
}

/* Every status has its number below this. */
enum { NO_STATUS = 8192 };

int explain(const char *what)
{
    int number;
    if (starts(what, "RAWMAP_"))
        what += 7;
    if (!is_number(what, &number))
        for (number = 0; number < NO_STATUS && !same(rawmap_status_name((rawmap_status)number), what);)
            number++;
    if (number >= NO_STATUS || !known(number)) {
        complain("rawmap: no such status: ");
        complain(what);
        complain("\n");
        return 1;
    }
    out(rawmap_status_name((rawmap_status)number));
    out(" (");
    out_number((unsigned long)number);
    out("): ");
    out(rawmap_status_text((rawmap_status)number));
    out("\n");
    return out_flush() ? 0 : 2;
}
