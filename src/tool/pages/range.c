/* SPDX-License-Identifier: MIT */
/* Which part of a process is meant: START-END, START+LENGTH, ADDRESS or the name of mappings. */
#include "pages.h"

static bool address(const char **text, uint64_t *number)
{
    if (starts(*text, "0x") || starts(*text, "0X"))
        *text += 2;
    return read_hex(text, number);
}

static bool length(const char *text, uint64_t *number)
{
    static const char units[] = "KMGT";
    uint64_t unit = 1;
    unsigned i;
    if (starts(text, "0x") || starts(text, "0X")) {
        text += 2;
        return read_hex(&text, number) && !*text;
    }
    if (!read_decimal(&text, number))
        return false;
    for (i = 0; i < 4 && *text; i++) {
        unit <<= 10;
        if (*text == units[i] || *text == units[i] + 'a' - 'A') {
            text++;
            *number = saturating_times(*number, unit);
            break;
        }
    }
    return !*text;
}

bool range_of(struct range *range, const char *text)
{
    const uint64_t page = page_size;
    memset(range, 0, sizeof *range);
    if (!text) {
        range->end = NO_LIMIT;
        return true;
    }
    if (*text == '[' || *text == '/') {
        range->end = NO_LIMIT;
        range->name = text;
        return true;
    }
    if (!address(&text, &range->start))
        return false;
    if (!*text) {
        range->holder = true;
        return true;
    }
    if (*text == '+') {
        if (!length(text + 1, &range->end) || range->end > NO_LIMIT - range->start)
            return false;
        range->end += range->start;
    } else if (*text++ != '-' || !address(&text, &range->end) || *text) {
        return false;
    }
    if (range->start >= range->end)
        return false;
    range->start &= ~(page - 1);
    range->end = range->end > NO_LIMIT - page ? NO_LIMIT : (range->end + page - 1) & ~(page - 1);
    return true;
}

bool range_clips(const struct range *range, const struct region *region, uint64_t *start, uint64_t *end)
{
    *start = region->start;
    *end = region->end;
    if (range->name)
        return same(range->name, region->name);
    if (range->holder)
        return region->start <= range->start && range->start < region->end;
    if (*start < range->start)
        *start = range->start;
    if (*end > range->end)
        *end = range->end;
    return *start < *end;
}
