/* SPDX-License-Identifier: MIT */
/* Names that are near a misspelt one: with a slip in them, at most one in four letters, or with what was written in it. */
#include "explain.h"

enum { LONGEST = 48, SLIPS = 2, SHORTEST_PART = 3 };

unsigned distance(const char *one, const char *other)
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

static bool holds(const char *text, const char *part)
{
    for (; *text; text++)
        if (starts(text, part))
            return true;
    return false;
}

bool is_near(const char *name, const char *written)
{
    const size_t length = length_of(written), slips = length / 4 < SLIPS ? length / 4 : SLIPS;
    return distance(name, written) <= slips || (length >= SHORTEST_PART && holds(name, written));
}
