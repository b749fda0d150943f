/* SPDX-License-Identifier: MIT */
/* rawmap explain: the command line. */
#include "explain.h"

struct explain_options explain_options;
static struct described described;
static struct trial trial;

static const char help[] =
    "usage: rawmap explain [--json] [STATUS]     what a status means; without one, all of them\n"
    "       rawmap explain [--json] [-p PID] [ERRNO] CALL ARGUMENT...\n"
    "                                            why a system call fails, or what it would do\n"
    "\n"
    "STATUS is a name in any case, with or without RAWMAP_ (ENOMEM, span_unaligned), or a number (22, -22).\n"
    "\n"
    "CALL ARGUMENT... is the call as C has it, a word each, or all of it in one, as strace writes it:\n"
    "    rawmap explain mmap NULL 4GiB 'PROT_READ|PROT_WRITE' 'MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB' -1 0\n"
    "    rawmap explain 'munmap(0x1001, 4096) = -1 EINVAL (Invalid argument)'\n"
    "Sizes have units of 1024: 64K, 4 GiB. MEMORY, MEMORY+4096: new memory, private, as long as the call's longest "
    "length.\n"
    "A descriptor is one that the tool got from its shell: 3<FILE.\n"
    "\n"
    "With ERRNO: which cause that had, as the words and this machine show. Without: whether it works. It is made in a\n"
    "child where that harms nobody: not with addresses of other programs, nor what changes other processes or fills "
    "much\n"
    "memory. Limits are those that the tool got from its shell. With -p they are the process's, its mappings are "
    "looked\n"
    "at, and nothing is tried.\n"
    "\n"
    "Exit status: 0 a status was told, the call works, or the cause of ERRNO was found; 1 wrong usage, no such "
    "status,\n"
    "call or constant, and those that are near it are told; 2 failure; without ERRNO, 3 the call is refused, 4 a part\n"
    "of it is ignored; 5 not known: it cannot be tried and its words show nothing, or ERRNO has no cause here.\n";

static bool is_process(const char *text, int *process)
{
    uint64_t number;
    if (!read_decimal(&text, &number) || *text || number == 0 || number > 0x7fffffff)
        return false;
    *process = (int)number;
    return true;
}

/* Whether its mappings may be seen: else every answer would be of what is not seen. */
static int look_at(int process)
{
    struct view view;
    rawmap_word file;
    memset(&view, 0, sizeof view);
    view.process = process;
    file = open_read(view_path(&view, "maps"));
    if (file < 0) {
        (void)view_refused(&view, file);
        return EXPLAIN_FAILED;
    }
    (void)rawmap_syscall1(RAWMAP_NR_close, file);
    return EXPLAIN_OK;
}

/* The options; how many they were, or -1 and the answer in *status. */
static int options_of(int count, char **arguments, int *status)
{
    int i;
    *status = EXPLAIN_USAGE;
    for (i = 0; i < count && arguments[i][0] == '-'; i++) {
        if (same(arguments[i], "--help") || same(arguments[i], "-h")) {
            out(help);
            *status = out_flush() ? EXPLAIN_OK : EXPLAIN_FAILED;
            return -1;
        }
        if (same(arguments[i], "--json")) {
            explain_options.json = true;
        } else if (same(arguments[i], "-p")) {
            if (++i == count || !is_process(arguments[i], &explain_options.process))
                return view_wrong("no number of a process: ", i == count ? "" : arguments[i]), -1;
        } else if (arguments[i][1] < '0' || arguments[i][1] > '9') {
            return view_wrong("no such option: ", arguments[i]), -1;
        } else {
            break; /* -22 */
        }
    }
    return i;
}

static bool has_parenthesis(const char *text)
{
    while (*text && *text != '(')
        text++;
    return *text != 0;
}

static int explain_call(int count, char **arguments)
{
    int status;
    page_size = rawmap_page_size() ? rawmap_page_size() : RAWMAP_PAGE_SIZE_MIN;
    calls_begin(0);
    if (call_by_name(arguments[0]) == CALLS && !has_parenthesis(arguments[0])) {
        status = status_of(arguments[0]);
        if (status < 0 && count > 1 && (call_by_name(arguments[1]) != CALLS || has_parenthesis(arguments[1])))
            return no_such_status(arguments[0]);
        if (status < 0)
            return no_such_call(arguments[0]), EXPLAIN_USAGE;
        described.error = (int)rawmap_status_errno((rawmap_status)status);
        count--, arguments++;
    }
    if (explain_options.process) {
        status = look_at(explain_options.process);
        if (status != EXPLAIN_OK)
            return status;
    }
    if (!describe(&described, count, arguments))
        return EXPLAIN_USAGE;
    try_call(&trial, &described);
    return tell_call(&described, &trial);
}

int explain_command(int count, char **arguments, char **environment)
{
    int status, taken;
    (void)environment;
    taken = options_of(count, arguments, &status);
    if (taken < 0)
        return status;
    count -= taken;
    arguments += taken;
    calls_begin(0);
    if (count > 1 || (count == 1 && (has_parenthesis(arguments[0]) || call_by_name(arguments[0]) != CALLS)))
        return explain_call(count, arguments);
    if (explain_options.process)
        return view_wrong("a call is missing: rawmap explain -p PID [ERRNO] CALL ARGUMENT...", "");
    return explain_status(count == 1 ? arguments[0] : NULL, explain_options.json);
}
