/* SPDX-License-Identifier: MIT */
/* rawmap: what the running kernel really does with mappings. */
#include "tool.h"
#include "trace/trace.h"

enum { EXIT_WORKS = 0, EXIT_USAGE = 1, EXIT_FAILED = 2, EXIT_REFUSED = 3, EXIT_IGNORED = 4, EXIT_UNKNOWN = 5 };

static const char usage[] =
    "usage: rawmap probe [--json | --long] [--only VERDICT] [NAME]   what the running kernel does, found by trying\n"
    "       rawmap explain [STATUS]                                  what a status means; without one, all of them\n"
    "       rawmap trace [OPTION...] COMMAND [ARGUMENT...]           which memory calls of a program fail, and why\n"
    "       rawmap help | version\n"
    "\n"
    "NAME is a subject (advice), a row (advice.cold, or cold where one row alone has the name), or what libc calls it\n"
    "(MADV_COLD, mseal). STATUS is a name in any case, or a number (22, -22).\n"
    "\n"
    "Each row of the table is: subject, name, verdict, status, the Linux version that is documented, evidence.\n"
    "Lines that start with # are no rows. On a terminal lines are broken to fit, and a narrow one has fewer columns;\n"
    "--long is what a pipe gets. The verdicts:\n"
    "    works     its effect was seen\n"
    "    refused   the kernel answered with the status\n"
    "    ignored   the kernel accepted it, and nothing came of it\n"
    "    unknown   nothing can be seen here, for the reason given\n"
    "\n"
    "rawmap trace --help says more of that.\n"
    "\n"
    "Exit status: 0; or where one row has the name 0 works, 3 refused, 4 ignored, 5 unknown; 1 wrong usage, 2 "
    "failure.\n"
    "Colours on a terminal only, and not with NO_COLOR set.\n";

struct visit {
    const struct report_options *options;
    struct selection selection;
    unsigned rows, of_name; /* how many are meant, and how many of these have the name themselves */
    bool counting;
    int verdict; /* of the last that has the name */
};

static void visit(void *context, const struct row *row)
{
    struct visit *visited = context;
    struct answer answer;
    const bool by_row = selects_by_row(&visited->selection, row);
    if (!selects(&visited->selection, row))
        return;
    if (visited->counting) {
        visited->rows++;
        visited->of_name += by_row;
        return;
    }
    run_probe(&answer, row);
    if (by_row)
        visited->verdict = answer.verdict;
    report_row(visited->options, row, &answer);
}

static void tell_row(void *context, const struct row *row)
{
    if (!selects(context, row))
        return;
    complain(" ");
    complain(row->subject);
    complain(".");
    complain(row->name);
}

static int wrong(const char *before, const char *what)
{
    complain("rawmap: ");
    complain(before);
    complain(what);
    complain("\n");
    return EXIT_USAGE;
}

static int probe(const struct report_options *options, char *name)
{
    enum { CORE_SIZE = 4 };
    static const uint64_t none[2] = {0, 0};
    struct visit visited = {options, {{0}}, 0, 0, true, WORKS};
    /* A probe that dies leaves no core file behind. */
    (void)rawmap_syscall4(RAWMAP_NR_prlimit64, 0, CORE_SIZE, word_of(none), 0);
    page_size = rawmap_page_size();
    if (page_size == 0) {
        complain("rawmap: a sandbox hides the page size\n");
        return EXIT_FAILED;
    }
    if (name) {
        selection_of(&visited.selection, name);
        every_row(visit, &visited);
        if (visited.rows == 0)
            return wrong("nothing is probed by this name: ", name);
        if (visited.rows == visited.of_name && visited.rows > 1) {
            complain("rawmap: more than one row has this name:");
            every_row(tell_row, &visited.selection);
            complain("\n");
            return EXIT_USAGE;
        }
    }
    visited.counting = false;
    report_begin(options);
    every_row(visit, &visited);
    report_end(options);
    if (!out_flush())
        return EXIT_FAILED;
    if (visited.of_name != 1)
        return EXIT_WORKS;
    return visited.verdict == WORKS     ? EXIT_WORKS
           : visited.verdict == REFUSED ? EXIT_REFUSED
           : visited.verdict == IGNORED ? EXIT_IGNORED
                                        : EXIT_UNKNOWN;
}

static bool colour_wanted(char **environment)
{
    for (; *environment; environment++)
        if ((starts(*environment, "NO_COLOR=") && (*environment)[9]) || same(*environment, "TERM=dumb"))
            return false;
    return out_is_terminal();
}

static int tell_version(void)
{
    out("rawmap ");
    out_number(RAWMAP_VERSION_MAJOR);
    out(".");
    out_number(RAWMAP_VERSION_MINOR);
    out(".");
    out_number(RAWMAP_VERSION_PATCH);
    out("\n");
    return out_flush() ? 0 : EXIT_FAILED;
}

static int run_probes(int count, char **arguments, char **environment)
{
    struct report_options options = {REPORT_TABLE, false, 0, -1};
    char *name = NULL;
    bool fits = true;
    int i;
    for (i = 0; i < count; i++) {
        if (same(arguments[i], "--json")) {
            options.form = REPORT_JSON;
        } else if (same(arguments[i], "--long")) {
            fits = false;
        } else if (same(arguments[i], "--only")) {
            if (++i == count)
                return wrong("--only needs a verdict: ", "works, refused, ignored or unknown");
            options.only = verdict_named(arguments[i]);
            if (options.only < 0)
                return wrong("no such verdict: ", arguments[i]);
        } else if (arguments[i][0] == '-') {
            return wrong("no such option: ", arguments[i]);
        } else if (name) {
            return wrong("one name at a time: ", arguments[i]);
        } else {
            name = arguments[i];
        }
    }
    options.colour = options.form == REPORT_TABLE && colour_wanted(environment);
    options.width = options.form == REPORT_TABLE && fits && out_is_terminal() ? out_width() : 0;
    return probe(&options, name);
}

static bool is_one_of(const char *word, const char *one, const char *other, const char *third)
{
    return same(word, one) || same(word, other) || same(word, third);
}

static int run(int count, char **arguments, char **environment)
{
    if (count >= 2 && same(arguments[1], "probe"))
        return run_probes(count - 2, arguments + 2, environment);
    if ((count == 2 || count == 3) && same(arguments[1], "explain"))
        return count == 3 ? explain(arguments[2]) : explain_all();
    if (count >= 2 && same(arguments[1], "trace"))
        return trace_command(count - 2, arguments + 2, environment);
    if (count == 2 && is_one_of(arguments[1], "help", "--help", "-h")) {
        out(usage);
        return out_flush() ? 0 : EXIT_FAILED;
    }
    if (count == 2 && is_one_of(arguments[1], "version", "--version", "-V"))
        return tell_version();
    complain(usage);
    return EXIT_USAGE;
}

void rawmap_tool_main(uintptr_t *stack);

/* The stack as the kernel leaves it: the count, the arguments, a zero, the environment, a zero. */
__attribute__((used)) void rawmap_tool_main(uintptr_t *stack)
{
    const int count = (int)stack[0];
    char **arguments = (char **)(void *)(stack + 1);
    leave(run(count, arguments, arguments + count + 1));
}

RAWMAP_START(rawmap_tool_main);
