/* SPDX-License-Identifier: MIT */
/* What is told at the end. */
#include "trace.h"

struct totals totals;
static struct line line;

static void column(uint64_t number)
{
    struct line digits;
    digits.used = 0;
    put_number(&digits, number);
    for (unsigned i = digits.used; i < 10; i++)
        put(&line, " ");
    put(&line, digits.text);
}

static void tell_place(const struct seen *seen, const struct place *place)
{
    if (trace_options.json) {
        put(&line, "{\"event\": \"place\", \"call\": ");
        put_quoted(&line, call_name(seen->which));
        put(&line, ", \"cause\": ");
        put_quoted(&line, rawmap_status_name((rawmap_status)seen->cause));
        put(&line, ", \"object\": ");
        put_quoted(&line, place->object);
        put(&line, ", \"offset\": ");
        put_number(&line, place->offset);
        put(&line, ", \"times\": ");
        put_number(&line, seen->times);
        put(&line, "}\n");
    } else if (seen->times > 1) {
        put(&line, "# ignored ");
        put_number(&line, seen->times);
        put(&line, " times: ");
        put(&line, rawmap_status_name((rawmap_status)seen->cause));
        put(&line, " of ");
        put(&line, call_name(seen->which));
        put(&line, " at ");
        put(&line, place->object[0] ? place->object : "an unknown place");
        put(&line, "+");
        put_hex(&line, place->offset);
        put(&line, "\n");
    }
    print_line(&line);
}

static uint64_t number_in(const char *path)
{
    char text[24];
    unsigned long number;
    return file_text(path, text, sizeof text) > 0 && constant_of(text, &number) ? number : 0;
}

static void put_row(unsigned which)
{
    if (trace_options.json) {
        put(&line, "{\"call\": ");
        put_quoted(&line, call_name(which));
        put(&line, ", \"calls\": ");
        put_number(&line, totals.calls[which]);
        put(&line, ", \"refused\": ");
        put_number(&line, totals.refused[which]);
        put(&line, ", \"ignored\": ");
        put_number(&line, totals.ignored[which]);
        put(&line, "}");
        return;
    }
    put(&line, "# ");
    column(totals.calls[which]);
    column(totals.refused[which]);
    column(totals.ignored[which]);
    put(&line, "  ");
    put(&line, call_name(which));
    put(&line, "\n");
}

/* Whether the tool is under a filter, and the program with it. */
static bool is_filtered(void)
{
    char text[3000];
    unsigned i;
    if (file_text("/proc/self/status", text, sizeof text) > 0)
        for (i = 0; text[i]; i++)
            if (starts(text + i, "\nSeccomp:\t"))
                return text[i + 10] != '0';
    return false;
}

static void in_words(uint64_t limit)
{
    if (!trace_options.process && is_filtered())
        put(&line, "# the tool is under a seccomp filter itself: what that refuses the program is not seen\n");
    if (totals.repeated) {
        put(&line, "# ");
        put_number(&line, totals.repeated);
        put(&line, " refusals were like one that was told\n");
    }
    if (totals.of_other_abis) {
        put(&line, "# ");
        put_number(&line, totals.of_other_abis);
        put(&line, " calls of programs of another ABI: counted, and not judged\n");
    }
    put(&line, "# most mappings at once where they were counted: ");
    put_number(&line, totals.most);
    if (limit) {
        put(&line, " (vm.max_map_count is ");
        put_number(&line, limit);
        put(&line, ")");
    }
    put(&line, "\n");
}

static void as_json(uint64_t limit)
{
    put(&line, "], \"filtered\": ");
    put(&line, !trace_options.process && is_filtered() ? "true" : "false");
    put(&line, ", \"repeated\": ");
    put_number(&line, totals.repeated);
    put(&line, ", \"calls_of_other_abis\": ");
    put_number(&line, totals.of_other_abis);
    put(&line, ", \"most_mappings\": ");
    put_number(&line, totals.most);
    put(&line, ", \"most_mappings_in\": ");
    put_number(&line, (uint64_t)totals.most_in);
    put(&line, ", \"max_map_count\": ");
    put_number(&line, limit);
    put(&line, "}\n");
}

void tell_summary(void)
{
    const uint64_t limit = number_in("/proc/sys/vm/max_map_count");
    bool begun = false;
    unsigned which;
    every_ignored(tell_place);
    put(&line,
        trace_options.json ? "{\"event\": \"summary\", \"kinds\": [" : "#      calls   refused   ignored  call\n");
    for (which = 0; which < CALLS; which++)
        if (totals.calls[which]) {
            if (begun && trace_options.json)
                put(&line, ", ");
            put_row(which);
            begun = true;
        }
    if (trace_options.json)
        as_json(limit);
    else
        in_words(limit);
    print_line(&line);
}
