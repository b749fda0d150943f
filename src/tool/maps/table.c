/* SPDX-License-Identifier: MIT */
/* The table of rawmap maps: wide, narrow, and as a pipe gets it. */
#include "maps.h"

enum { SIZE = 7, ACCESS = 4, KIND = 22 };

static const char red[] = "\033[31m", yellow[] = "\033[33m", plain[] = "\033[0m";

void table_head(const struct view *view, unsigned digits)
{
    out("# process ");
    out_u64((uint64_t)view->process);
    out(" (");
    out_clean(view->command);
    out(view->itself ? "), this tool itself\n" : ")\n");
    out_padded("# start", digits);
    out(" ");
    if (view_is_wide(view)) {
        out_padded("end", digits);
        out("    size  memory    swap access ");
        out_padded("kind", KIND);
        out(" name\n");
    } else {
        out("   size  memory access name, and below it an unusual kind\n");
    }
}

static void access_of(const struct view *view, const struct region *region)
{
    const bool danger = view->colour && region->access[1] == 'w' && region->access[2] == 'x';
    out(danger ? red : "");
    out(region->access);
    out(danger ? plain : "");
    out("  ");
}

static bool holds_deleted(const char *kinds)
{
    for (; *kinds; kinds++)
        if (starts(kinds, "deleted"))
            return true;
    return false;
}

static void kind(const struct view *view, const char *text, unsigned width)
{
    const bool warns = view->colour && holds_deleted(text);
    out(warns ? yellow : "");
    out(text);
    out(warns ? plain : "");
    out_spaces(columns_of(text) < width ? width - columns_of(text) : 0);
}

/* What the name tells already. */
static bool is_usual(const char *kinds)
{
    return same(kinds, "file") || same(kinds, "anonymous") || same(kinds, "special");
}

/* As many words as there is room for, at least one; what is left stays in *from. */
static void part(const char **from, char *to, size_t room)
{
    unsigned length = 0, i, fits = 0;
    const char *text = *from;
    for (i = 0; i + 1 < room; i++) {
        if (text[i] == 0 || text[i] == ',')
            fits = i;
        if (text[i] == 0)
            break;
    }
    if (fits == 0) /* one word is longer */
        while (text[fits] && text[fits] != ',')
            fits++;
    while (length < fits && length + 1 < room) {
        to[length] = text[length];
        length++;
    }
    to[length] = 0;
    *from = text + fits + (text[fits] == ',');
}

static void name_of(const struct region *region, unsigned room)
{
    if (region->name[0])
        out_name(region->name, room);
    else
        out("-");
    out("\n");
}

static void wide_row(const struct view *view, const struct region *region, unsigned digits, const char *kinds)
{
    const unsigned before = digits + 1 + digits + 3 * (SIZE + 1) + 1 + ACCESS + 2;
    char first[KIND + 2];
    out_hex(region->start, digits);
    if (view->width && digits_of(region->start) > digits) { /* the kernel's own page has no end here */
        out_spaces(2 * digits + 1 > digits_of(region->start) ? 2 * digits + 1 - digits_of(region->start) : 0);
    } else {
        out(" ");
        out_hex(region->end, digits);
    }
    out(" ");
    out_amount(region->end - region->start, SIZE);
    out(" ");
    out_amount(in_memory(region), SIZE);
    out(" ");
    out_amount(region->swapped, SIZE);
    out(" ");
    access_of(view, region);
    if (!view->width) {
        kind(view, kinds, KIND);
        out(" ");
        name_of(region, 0);
        return;
    }
    part(&kinds, first, sizeof first);
    kind(view, first, KIND);
    out(" ");
    name_of(region, view->width > before + KIND + 1 ? view->width - before - KIND - 1 : 4);
    while (*kinds) {
        part(&kinds, first, sizeof first);
        out_spaces(before);
        kind(view, first, 0);
        out("\n");
    }
}

static void narrow_row(const struct view *view, const struct region *region, unsigned digits, const char *kinds)
{
    const unsigned before = digits + 2 * (SIZE + 1) + 1 + ACCESS + 2;
    const unsigned room = view->width > before + 24 ? view->width - before : 24;
    const unsigned more = digits_of(region->start) > digits ? digits_of(region->start) - digits : 0;
    char some[64];
    out_hex(region->start, digits);
    out(" ");
    out_amount(region->end - region->start, SIZE > more ? SIZE - more : 0);
    out(" ");
    out_amount(in_memory(region), SIZE);
    out(" ");
    access_of(view, region);
    name_of(region, room);
    while (*kinds && !is_usual(kinds)) {
        part(&kinds, some, room + 1 < sizeof some ? room + 1 : sizeof some);
        out_spaces(before);
        kind(view, some, 0);
        out("\n");
    }
}

void table_row(const struct view *view, const struct region *region, unsigned digits)
{
    char kinds[160];
    kinds_of(region, kinds, sizeof kinds);
    if (view_is_wide(view))
        wide_row(view, region, digits, kinds);
    else
        narrow_row(view, region, digits, kinds);
}

static void amount(char *text, unsigned *used, size_t room, uint64_t bytes, const char *what)
{
    append_amount(text, used, room, bytes);
    append(text, used, room, what);
}

void table_end(const struct view *view, const struct totals *totals)
{
    const uint64_t most = number_in("/proc/sys/vm/max_map_count");
    char text[400];
    unsigned used = 0;
    append_u64(text, &used, sizeof text, totals->mappings);
    append(text, &used, sizeof text, totals->mappings == 1 ? " mapping" : " mappings");
    if (most != NOT_KNOWN) {
        append(text, &used, sizeof text, " of at most ");
        append_u64(text, &used, sizeof text, most);
    }
    append(text, &used, sizeof text, ": ");
    amount(text, &used, sizeof text, totals->size, " in all, ");
    amount(text, &used, sizeof text, totals->memory, " in memory (");
    amount(text, &used, sizeof text, totals->private_, " its own, ");
    amount(text, &used, sizeof text, totals->proportional, " its share), ");
    amount(text, &used, sizeof text, totals->swapped, " swapped out, ");
    amount(text, &used, sizeof text, totals->locked, " locked, ");
    amount(text, &used, sizeof text, totals->transparent, " transparent, ");
    amount(text, &used, sizeof text, totals->pool, " of the huge page pool, ");
    amount(text, &used, sizeof text, totals->guard, " guard");
    out("# ");
    if (view->width)
        (void)out_words(text, 2, 2, view->width);
    else
        out(text);
    out("\n");
}
