/* SPDX-License-Identifier: MIT */
/* Names of files and mappings hold any byte but the newline, which the kernel writes as \012: so are the other control
   characters here, lest a name steer the terminal. UTF-8 stays as it is. */
#include "view.h"

/* The bytes of UTF-8 from 0xc2 0x80 to 0xc2 0x9f are control characters too. */
void clean_name(char *to, size_t room, const char *name)
{
    unsigned used = 0;
    to[0] = 0;
    for (; *name; name++) {
        const unsigned char letter = (unsigned char)*name, next = (unsigned char)name[1];
        if (letter < 0x20 || letter == 0x7f || (letter == 0xc2 && next >= 0x80 && next < 0xa0)) {
            const char octal[] = {'\\', (char)('0' + (letter >> 6)), (char)('0' + (letter >> 3 & 7)),
                                  (char)('0' + (letter & 7)), 0};
            append(to, &used, room, octal);
        } else {
            const char plain[2] = {*name, 0};
            append(to, &used, room, plain);
        }
    }
}

static bool goes_on(char letter)
{
    return ((unsigned char)letter & 0xc0) == 0x80;
}

unsigned columns_of(const char *name)
{
    unsigned columns = 0;
    for (; *name; name++)
        columns += !goes_on(*name);
    return columns;
}

void out_spaces(unsigned count)
{
    while (count-- > 0)
        out(" ");
}

void out_clean(const char *name)
{
    static char clean[4 * LONGEST_LINE];
    clean_name(clean, sizeof clean, name);
    out(clean);
}

/* The end of a path says more than its start. */
void out_name(const char *name, unsigned room)
{
    static char clean[4 * LONGEST_LINE];
    const char *from = clean;
    unsigned columns;
    clean_name(clean, sizeof clean, name);
    columns = columns_of(clean);
    if (room != 0 && columns > room && room > 3) {
        for (columns += 3; columns > room; columns--)
            do
                from++;
            while (goes_on(*from));
        out("...");
    }
    out(from);
}
