/* SPDX-License-Identifier: MIT */
/* How a test ends, and what it has seen. */
#include "unit.h"

unsigned unit_calls;
rawmap_word unit_last;

/* What is only asked, in the cold, so that a cause is true: whether memory can be read, and which nodes there are. */
static bool is_a_question(rawmap_word number, rawmap_word a)
{
    return number == SYS_rt_sigprocmask || (number == SYS_get_mempolicy && a == 0);
}

rawmap_word unit_syscall(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                         rawmap_word f)
{
    const int saved = errno;
    const long result = syscall(number, a, b, c, d, e, f);
    const rawmap_word answer = result == -1 ? -errno : result;
    errno = saved;
    if (!is_a_question(number, a)) {
        unit_calls++;
        unit_last = answer;
    }
    return answer;
}

rawmap_status unit_status_of(rawmap_mapping mapping)
{
    if (mapping.status != RAWMAP_OK && mapping.status != RAWMAP_EXACT_NOT_UNDONE) {
        cr_assert_null(mapping.span.base, "a failure has a span");
        cr_assert_eq(mapping.span.length, 0, "a failure has a span");
    }
    return mapping.status;
}

void unit_same_status(rawmap_status expected, rawmap_status actual, const char *what, const char *file, int line)
{
    cr_assert_eq(actual, expected, "%s:%d: %s: %s (%d), and should be %s (%d)", file, line, what,
                 rawmap_status_name(actual), (int)actual, rawmap_status_name(expected), (int)expected);
}

void unit_same_bits(unsigned expected, unsigned actual, const char *what, const char *file, int line)
{
    cr_assert_eq(actual, expected, "%s:%d: %s: %#x, and should be %#x", file, line, what, actual, expected);
}

rawmap_span unit_got(rawmap_mapping mapping, const char *what, const char *file, int line)
{
    unit_same_status(RAWMAP_OK, mapping.status, what, file, line);
    return mapping.span;
}

/* Each test has its own process: what was seen goes to a file, a line at a time. */
static void write_down(const unit_row *row)
{
    char line[256];
    const char *path = getenv("UNIT_SEEN");
    int length, file;
    if (path == NULL)
        return;
    length = snprintf(line, sizeof line, "%s\t%s\t%s\t%s\n", row->call, row->sort, row->error, row->cause);
    file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    cr_assert_eq(write(file, line, (size_t)length), length);
    close(file);
}

void unit_saw(unit_row row, bool hooked, const char *file, int line)
{
    const bool before = strcmp(row.sort, "IGNORED") == 0 || strcmp(row.sort, "GUARDED") == 0;
    const bool looked = strcmp(row.sort, "LOOKED") == 0;
    const bool unsure = looked || strcmp(row.sort, "UNSURE") == 0 || strcmp(row.sort, "TOLD") == 0;
    unit_same_status(row.expected, row.status, row.call, file, line);
    /* A cause may have a sure row as well, of another errno: then the check names it. */
    if (!unsure || row.check != row.expected)
        unit_same_status(unsure ? RAWMAP_OK : row.expected, row.check, "its check", file, line);
    if (hooked && before)
        cr_assert_eq(unit_calls, 0, "%s:%d: %s: the kernel was called for what is refused before", file, line,
                     row.call);
    if (hooked && looked)
        cr_assert_gt(unit_calls, 1, "%s:%d: %s: named without a look", file, line, row.call);
    if (hooked && !before && !looked) {
        /* To be sure of a cause, a few more may look: each row that reads memory or asks for this kernel's pages. */
        cr_assert(unit_calls == 1 || (unsure && unit_calls <= 5), "%s:%d: %s: %u system calls", file, line, row.call,
                  unit_calls);
        cr_assert_eq(unit_last, -row.raw, "%s:%d: %s: the kernel answered %d, not %s", file, line, row.call,
                     (int)unit_last, row.error);
    }
    write_down(&row);
}
