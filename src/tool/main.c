/* SPDX-License-Identifier: MIT */
/* rawmap: the commands. */
#include "tool.h"
#include "trace/trace.h"

enum { EXIT_USAGE = 1, EXIT_FAILED = 2 };

static const char usage[] =
    "usage: rawmap probe [--json | --long] [--only VERDICT] [NAME]   what the running kernel does, found by trying\n"
    "       rawmap explain [--json] [STATUS]                         what a status means; without one, all of them\n"
    "       rawmap explain [--json] [-p PID] [ERRNO] CALL ARGUMENT...\n"
    "                                                                why a call fails, or what it would do\n"
    "       rawmap maps [--json | --long] [PID]                      the mappings of a process\n"
    "       rawmap pages [--json | --long] PID [RANGE]               the states of its pages, as a picture\n"
    "       rawmap limits [--json | --long] [PID]                    the limits that a mapping can hit, nearest first\n"
    "       rawmap trace [--json] [--all] [-o FILE] [-p PID] [--] COMMAND [ARGUMENT...]\n"
    "                                                                which memory calls of a program fail, and why\n"
    "       rawmap help | version\n"
    "\n"
    "rawmap COMMAND --help says more of each, and its exit statuses: 0 is success, 1 wrong usage, 2 failure.\n"
    "The manual page is rawmap(1).\n";

static const struct {
    char name[8];
    int (*run)(int count, char **arguments, char **environment);
} commands[] = {{"probe", probe_command}, {"explain", explain_command}, {"maps", maps_command},
                {"pages", pages_command}, {"limits", limits_command},   {"trace", trace_command}};

bool colour_wanted(char **environment)
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

static bool is_one_of(const char *word, const char *one, const char *other, const char *third)
{
    return same(word, one) || same(word, other) || same(word, third);
}

static int run(int count, char **arguments, char **environment)
{
    unsigned i;
    for (i = 0; i < sizeof commands / sizeof commands[0] && count >= 2; i++)
        if (same(arguments[1], commands[i].name))
            return commands[i].run(count - 2, arguments + 2, environment);
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
