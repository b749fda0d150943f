/* SPDX-License-Identifier: MIT */
/* rawmap: what the running kernel really does with mappings. */
#include "tool.h"

enum { EXIT_WORKS = 0, EXIT_USAGE = 1, EXIT_FAILED = 2, EXIT_REFUSED = 3, EXIT_IGNORED = 4, EXIT_UNKNOWN = 5 };

static const char usage[] =
    "usage: rawmap probe [--json] [NAME]   what the running kernel does, found by trying\n"
    "       rawmap explain STATUS          what a status means, by its name or number\n"
    "       rawmap --help | --version\n"
    "\n"
    "NAME is a subject (advice), or one row (advice.cold, or cold where one row alone has the name).\n"
    "\n"
    "Each row of the table is: subject, name, verdict, status, the Linux version that is documented, evidence.\n"
    "Lines that start with # are no rows. The verdicts:\n"
    "    works     its effect was seen\n"
    "    refused   the kernel answered with the status\n"
    "    ignored   the kernel accepted it, and nothing came of it\n"
    "    unknown   nothing can be seen here, for the reason given\n"
    "\n"
    "Exit status: 0, or with one row 0 works, 3 refused, 4 ignored, 5 unknown; 1 wrong usage, 2 failure.\n"
    "Colours on a terminal only, and not with NO_COLOR set.\n";

struct selection {
    const struct report_options *options;
    const char *name; /* NULL for everything */
    unsigned rows, of_subject;
    bool counting;
    int verdict;
};

static bool is_row(const struct row *row, const char *name)
{
    const size_t length = length_of(row->subject);
    return same(row->name, name) ||
           (starts(name, row->subject) && name[length] == '.' && same(row->name, name + length + 1));
}

static void visit(void *context, const struct row *row)
{
    struct selection *selection = context;
    struct answer answer;
    const bool of_subject = selection->name && same(row->subject, selection->name);
    if (selection->name && !of_subject && !is_row(row, selection->name))
        return;
    /* A subject's name means all of it, also where a row of another subject has the same one. */
    if (selection->name && !of_subject && !selection->counting && selection->of_subject)
        return;
    if (selection->counting) {
        selection->rows += !of_subject;
        selection->of_subject += of_subject;
        return;
    }
    run_probe(&answer, row);
    selection->verdict = answer.verdict;
    report_row(selection->options, row, &answer);
}

static void tell_row(void *context, const struct row *row)
{
    if (!is_row(row, context))
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
    struct selection selection = {options, name, 0, 0, true, WORKS};
    /* A probe that dies leaves no core file behind. */
    (void)rawmap_syscall4(RAWMAP_NR_prlimit64, 0, CORE_SIZE, word_of(none), 0);
    page_size = rawmap_page_size();
    if (page_size == 0) {
        complain("rawmap: a sandbox hides the page size\n");
        return EXIT_FAILED;
    }
    if (name) {
        every_row(visit, &selection);
        if (selection.of_subject == 0 && selection.rows == 0)
            return wrong("nothing is probed by this name: ", name);
        if (selection.of_subject == 0 && selection.rows > 1) {
            complain("rawmap: more than one row has this name:");
            every_row(tell_row, name);
            complain("\n");
            return EXIT_USAGE;
        }
    }
    selection.counting = false;
    report_begin(options);
    every_row(visit, &selection);
    report_end(options);
    if (!out_flush())
        return EXIT_FAILED;
    if (!name || selection.of_subject)
        return EXIT_WORKS;
    return selection.verdict == WORKS     ? EXIT_WORKS
           : selection.verdict == REFUSED ? EXIT_REFUSED
           : selection.verdict == IGNORED ? EXIT_IGNORED
                                          : EXIT_UNKNOWN;
}

static bool colour_wanted(char **environment)
{
    for (; *environment; environment++)
        if ((starts(*environment, "NO_COLOR=") && (*environment)[9]) || same(*environment, "TERM=dumb"))
            return false;
    return out_is_terminal();
}

static int run(int count, char **arguments, char **environment)
{
    struct report_options options = {REPORT_TABLE, false};
    char *name = NULL;
    int i;
    if (count == 2 && (same(arguments[1], "--help") || same(arguments[1], "-h"))) {
        out(usage);
        return out_flush() ? 0 : EXIT_FAILED;
    }
    if (count == 2 && same(arguments[1], "--version")) {
        out("rawmap ");
        out_number(RAWMAP_VERSION_MAJOR);
        out(".");
        out_number(RAWMAP_VERSION_MINOR);
        out(".");
        out_number(RAWMAP_VERSION_PATCH);
        out("\n");
        return out_flush() ? 0 : EXIT_FAILED;
    }
    if (count == 3 && same(arguments[1], "explain"))
        return explain(arguments[2]);
    if (count < 2 || !same(arguments[1], "probe")) {
        complain(usage);
        return EXIT_USAGE;
    }
    for (i = 2; i < count; i++) {
        if (same(arguments[i], "--json"))
            options.form = REPORT_JSON;
        else if (arguments[i][0] == '-')
            return wrong("no such option: ", arguments[i]);
        else if (name)
            return wrong("one name at a time: ", arguments[i]);
        else
            name = arguments[i];
    }
    options.colour = options.form == REPORT_TABLE && colour_wanted(environment);
    return probe(&options, name);
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
