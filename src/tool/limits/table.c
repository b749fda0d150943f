/* SPDX-License-Identifier: MIT */
/* The table of rawmap limits, and the same as JSON. */
#include "limits.h"

static const char red[] = "\033[31m", yellow[] = "\033[33m", green[] = "\033[32m", plain[] = "\033[0m";

enum { NAME = 28, NARROW_NAME = 22, USED = 8, ALLOWED = 8, SHARE = 5, WIDE_BAR = 20, NARROW_BAR = 10 };

static unsigned bar_of(const struct view *view)
{
    return view_is_wide(view) ? WIDE_BAR : NARROW_BAR;
}

static void figure(const struct limit *limit, uint64_t number, unsigned width)
{
    char text[24];
    unsigned used = 0;
    text[0] = 0;
    if (limit->bytes || number == NOT_KNOWN || number == NO_LIMIT)
        append_amount(text, &used, sizeof text, number);
    else
        append_u64(text, &used, sizeof text, number);
    out_right(text, width);
}

/* A sign for each whole part that is used; where something is, at least one. */
static void bar(const struct view *view, const struct limit *limit)
{
    const unsigned width = bar_of(view), step = width == WIDE_BAR ? 5 : 10;
    const char *colour = limit->share >= 90 ? red : limit->share >= 75 ? yellow : green;
    unsigned i, left = limit->share;
    out("[");
    out(view->colour ? colour : "");
    for (i = 0; i < width; i++) {
        const bool filled = left >= step || (i == 0 && limit->used != 0 && limit->used != NOT_KNOWN);
        out(filled ? "#" : ".");
        left = left >= step ? left - step : 0;
    }
    out(view->colour ? plain : "");
    out("]");
}

static void share(const struct view *view, const struct limit *limit)
{
    char text[8];
    unsigned used = 0;
    text[0] = 0;
    if (limit->share == NO_SHARE) {
        out_right("-", SHARE);
        out(" ");
        out_padded(" -", bar_of(view) + 2);
        return;
    }
    append_number(text, &used, sizeof text, limit->share);
    append(text, &used, sizeof text, "%");
    out_right(text, SHARE);
    out(" ");
    bar(view, limit);
}

static void out_narrow(const char *name, unsigned width)
{
    const unsigned columns = columns_of(name);
    out_name(name, width);
    out_spaces(columns < width ? width - columns : 0);
}

/* Words, or a path, which is cut. */
static void note(const char *text, unsigned at, unsigned column, unsigned width)
{
    char clean[4 * sizeof(((struct limit *)0)->note)];
    const unsigned room = width > column + 4 ? width - column : 4;
    clean_name(clean, sizeof clean, text);
    if (clean[0] != '/') {
        (void)out_words(clean, at, column, width);
        return;
    }
    if (columns_of(clean) + 1 + at > width) {
        out("\n");
        out_spaces(column);
    } else {
        out(" ");
    }
    out_name(text, room);
}

static void row(const struct view *view, const struct limit *limit)
{
    const bool wide = view_is_wide(view);
    const unsigned name = wide ? NAME : NARROW_NAME;
    const unsigned column = name + 1 + USED + 1 + ALLOWED + 1 + SHARE + 1 + bar_of(view) + 2 + 1;
    unsigned at;
    if (wide)
        out_padded(limit->name, name);
    else
        out_narrow(limit->name, name);
    out(" ");
    if (limit->each)
        out_right("each", USED);
    else
        figure(limit, limit->used, USED);
    out(" ");
    figure(limit, limit->allowed, ALLOWED);
    out(" ");
    share(view, limit);
    out(" ");
    if (!wide) {
        out_name(limit->by, view->width > column + 8 ? view->width - column : 8);
        out("\n");
        return;
    }
    out(limit->by);
    at = column + (unsigned)length_of(limit->by);
    if (limit->note[0] && view->width) {
        out(";");
        note(limit->note, at + 1, column, view->width);
    } else if (limit->note[0]) {
        out("; ");
        out_clean(limit->note);
    }
    out("\n");
}

void limits_table(const struct view *view, const struct limit *const *limits, unsigned count)
{
    const bool wide = view_is_wide(view);
    unsigned i;
    out("# process ");
    out_u64((uint64_t)view->process);
    out(" (");
    out_clean(view->command);
    out(view->itself ? "), this tool itself: " : "): ");
    out("limits that a mapping can hit, nearest first\n");
    out_padded("# limit", wide ? NAME : NARROW_NAME);
    out("     used  allowed share ");
    out_padded("", bar_of(view) + 3);
    out("set by\n");
    for (i = 0; i < count; i++)
        row(view, limits[i]);
}

void limits_json(const struct view *view, const struct limit *const *limits, unsigned count)
{
    unsigned i;
    json_head(view);
    json_key("limits");
    json_open('[');
    for (i = 0; i < count; i++) {
        const struct limit *limit = limits[i];
        json_line();
        json_open('{');
        json_key("name");
        json_string(limit->name);
        json_key("unit");
        json_string(limit->bytes ? "bytes" : "count");
        json_key("used");
        json_number(limit->used);
        json_key("allowed");
        json_number(limit->allowed);
        json_key("unlimited");
        json_word(limit->allowed == NO_LIMIT ? "true" : "false");
        json_key("each");
        json_word(limit->each ? "true" : "false");
        json_key("percent");
        json_number(limit->share == NO_SHARE ? NOT_KNOWN : limit->share);
        json_key("set_by");
        json_string(limit->by);
        json_key("note");
        json_string(limit->note);
        json_close('}');
    }
    json_close(']');
    out("\n");
    json_close('}');
    out("\n");
}
