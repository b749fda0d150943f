/* SPDX-License-Identifier: MIT */
/* rawmap trace: the command line, and how the tool ends: as the program did. */
#include "trace.h"

enum { EXIT_USAGE = 1, EXIT_FAILED = 2, CORE_SIZE = 4, SIGNAL_BASE = 128 };

struct trace_options trace_options;

static const char help[] =
    "usage: rawmap trace [--json] [--all] [-o FILE] [--] COMMAND [ARGUMENT...]\n"
    "       rawmap trace [--json] [--all] [-o FILE] -p PID\n"
    "\n"
    "Runs a program with all its threads and children, or watches a process that runs, and tells each memory call "
    "that\n"
    "Linux refused: the call, its errno, the cause with its figures, and where in the program it stands. A call that "
    "Linux\n"
    "accepted, and lost a part of, is told once for each place. At the end, in lines that begin with #: the calls of "
    "each\n"
    "kind, how many were refused and ignored, and most mappings at once, where they were counted.\n"
    "Who called that place is told as far as unwind tables tell it (x86-64, AArch64, riscv64), and never guessed.\n"
    "\n"
    "    --json     an object a line, and a summary\n"
    "    --all      also what every program's loader does, and refusals that were told five times already\n"
    "    -o FILE    written to it; to standard error without\n"
    "    -p PID     until that process has ended, or SIGINT or SIGTERM comes, which leaves it as it was\n"
    "\n"
    "Memory calls alone stop the program, by a seccomp filter; with -p every call does. The thread that was refused "
    "waits\n"
    "while the cause is looked for; other threads go on. What a seccomp filter of the program itself refuses is not "
    "seen.\n"
    "Needs Linux 5.3. i386 programs are judged by an x86-64 kernel's tool too; calls of other ABIs are only counted.\n"
    "\n"
    "It ends as the program does, by the same exit status or signal; with -p with 0. Else: 1 wrong usage, 2 it cannot "
    "be\n"
    "traced, or with -p the report cannot be written whole, 126 the program cannot be run, 127 there is none. SIGINT,\n"
    "SIGQUIT, SIGHUP and SIGTERM that a process sends to the tool go to the program, and once it has ended to those "
    "that\n"
    "it left; one for the whole process group comes to the program twice. Where the tool is killed the program is.\n"
    "On x86-64, AArch64 and riscv64 (Linux 6.16) children are traced also where they are not to be (CLONE_UNTRACED; "
    "leak\n"
    "checkers make such a one, and say that they do not work so); elsewhere, but with -p, their memory calls fail "
    "(ENOSYS).\n";

static int wrong(const char *before, const char *what)
{
    complain("rawmap trace: ");
    complain(before);
    complain(what);
    complain("\n");
    return EXIT_USAGE;
}

/* By the signal that ended the program, so that who waits for the tool sees the same; but without a core of the tool. */
static int end_by(int signal)
{
    static const uint64_t none[2] = {0, 0};
    const rawmap_word self = rawmap_syscall0(RAWMAP_NR_getpid);
    (void)rawmap_syscall4(RAWMAP_NR_prlimit64, 0, CORE_SIZE, word_of(none), 0);
    let_end(signal);
    (void)rawmap_syscall2(RAWMAP_NR_kill, self, signal);
    return SIGNAL_BASE + signal;
}

static int number_of_process(const char *text)
{
    enum { DIGITS = 10, MOST = 0x7fffffff };
    uint64_t number = 0;
    const char *letter;
    for (letter = text; *letter; letter++) {
        if (*letter < '0' || *letter > '9' || letter - text == DIGITS)
            return 0;
        number = (number << 3) + (number << 1) + (uint64_t)(*letter - '0');
    }
    return number <= MOST ? (int)number : 0;
}

/* The options; how many arguments they took, or -1 and the answer in *status. */
static int options_of(int count, char **arguments, int *status)
{
    int i;
    *status = EXIT_USAGE;
    for (i = 0; i < count && arguments[i][0] == '-'; i++) {
        if (same(arguments[i], "--"))
            return i + 1;
        if (same(arguments[i], "--json")) {
            trace_options.json = true;
        } else if (same(arguments[i], "--all")) {
            trace_options.all = true;
        } else if (same(arguments[i], "-o") || same(arguments[i], "-p")) {
            if (i + 1 == count)
                return wrong(arguments[i], same(arguments[i], "-o") ? " needs a file" : " needs a process"), -1;
            i++;
            if (arguments[i - 1][1] == 'o')
                trace_options.file = arguments[i];
            else if ((trace_options.process = number_of_process(arguments[i])) == 0)
                return wrong("no number of a process: ", arguments[i]), -1;
        } else {
            return wrong("no such option: ", arguments[i]), -1;
        }
    }
    return i;
}

int trace_command(int count, char **arguments, char **environment)
{
    struct launched launched = {0, false};
    int status, program, taken;
    if (count == 1 && (same(arguments[0], "--help") || same(arguments[0], "-h"))) {
        out(help);
        return out_flush() ? 0 : EXIT_FAILED;
    }
    taken = options_of(count, arguments, &status);
    if (taken < 0)
        return status;
    if ((taken == count) == (trace_options.process == 0))
        return wrong("a command, or -p and a process", "");
    if (trace_options.file && !print_to(trace_options.file))
        return wrong("cannot write to ", trace_options.file), EXIT_FAILED;
    status = trace_options.process ? attach(&launched, trace_options.process)
                                   : launch(&launched, arguments + taken, environment);
    if (status)
        return status;
    program = trace_loop(&launched);
    if (trace_options.process || totals.programs) /* else there was nothing to run */
        tell_summary();
    if (!printed_well())
        complain("rawmap trace: the report could not be written whole\n");
    if (trace_options.process || program < 0)
        return printed_well() ? 0 : EXIT_FAILED;
    return (program & 0x7f) ? end_by(program & 0x7f) : program >> 8 & 0xff;
}
