/* SPDX-License-Identifier: MIT */
/* The command line of the commands that show a process; the process; and why it may not be looked at. */
#include "view.h"

int view_wrong(const char *before, const char *what)
{
    complain("rawmap: ");
    complain(before);
    complain(what);
    complain("\n");
    return VIEW_USAGE;
}

static void complain_number(uint64_t number)
{
    char text[24];
    unsigned used = 0;
    append_u64(text, &used, sizeof text, number);
    complain(text);
}

static int help_of(const struct view_command *command)
{
    out(command->help);
    return out_flush() ? VIEW_OK : VIEW_FAILED;
}

static bool is_process(const char *text, int *process)
{
    uint64_t number;
    if (!read_decimal(&text, &number) || *text || number == 0 || number > 0x7fffffff)
        return false;
    *process = (int)number;
    return true;
}

static int parse(struct view *view, const struct view_command *command, int count, char **arguments, bool *fits)
{
    int i;
    for (i = 0; i < count; i++) {
        const char *word = arguments[i];
        if (same(word, "--help") || same(word, "-h"))
            return help_of(command);
        if (same(word, "--json")) {
            view->json = true;
        } else if (same(word, "--long")) {
            *fits = false;
        } else if (word[0] == '-') {
            return view_wrong("no such option: ", word);
        } else if (view->process == 0) {
            if (!is_process(word, &view->process))
                return view_wrong("not the number of a process: ", word);
        } else if (command->takes_range && !view->range) {
            view->range = word;
        } else {
            return view_wrong("one argument too many: ", word);
        }
    }
    if (view->process == 0 && command->needs_process) {
        complain("rawmap: the number of a process is missing: rawmap ");
        complain(command->name);
        complain(command->takes_range ? " PID [RANGE]\n" : " PID\n");
        return VIEW_USAGE;
    }
    return VIEW_GOES_ON;
}

const char *view_path(const struct view *view, const char *name)
{
    static char path[64];
    unsigned used = 0;
    append(path, &used, sizeof path, "/proc/");
    append_u64(path, &used, sizeof path, (uint64_t)view->process);
    append(path, &used, sizeof path, "/");
    append(path, &used, sizeof path, name);
    return path;
}

rawmap_word view_text(const struct view *view, const char *name, char *to, size_t room)
{
    return file_text(view_path(view, name), to, room);
}

int view_failed(const struct view *view, const char *what, rawmap_word error)
{
    complain("rawmap: ");
    complain(what);
    complain(" of process ");
    complain_number((uint64_t)view->process);
    complain(" cannot be read: ");
    complain(rawmap_status_name((rawmap_status)-error));
    complain("\n");
    return VIEW_FAILED;
}

/* /proc/PID/status may be read by all: it tells whose the process is. */
static uint64_t owner_by(const char *path)
{
    char status[2048];
    return file_text(path, status, sizeof status) <= 0 ? NOT_KNOWN : number_behind(status, "Uid:");
}

int view_refused(const struct view *view, rawmap_word error)
{
    complain("rawmap: ");
    if (error == -RAWMAP_LINUX_ENOENT || error == -RAWMAP_LINUX_ESRCH) {
        complain("there is no process ");
        complain_number((uint64_t)view->process);
        complain(", or its files in /proc are hidden from you\n");
        return VIEW_NO_PROCESS;
    }
    if (error == -RAWMAP_LINUX_EACCES || error == -RAWMAP_LINUX_EPERM) {
        const uint64_t owner = owner_by(view_path(view, "status")), self = owner_by("/proc/self/status");
        complain("you may not look into process ");
        complain_number((uint64_t)view->process);
        if (owner != NOT_KNOWN && owner != self) {
            complain(": it belongs to user ");
            complain_number(owner);
            complain(", and you are user ");
            complain_number(self);
            complain("; root may\n");
        } else {
            complain(": it is yours, but it runs a program with other rights, or has forbidden it (prctl's "
                     "PR_SET_DUMPABLE), "
                     "or a security module does\n");
        }
        return VIEW_MAY_NOT;
    }
    complain("process ");
    complain_number((uint64_t)view->process);
    complain(" cannot be looked at: ");
    complain(rawmap_status_name((rawmap_status)-error));
    complain("\n");
    return VIEW_FAILED;
}

static bool there_is_proc(void)
{
    const rawmap_word file = open_read("/proc/self/maps");
    if (file >= 0)
        (void)rawmap_syscall1(RAWMAP_NR_close, file);
    return file >= 0;
}

int view_begin(struct view *view, const struct view_command *command, int count, char **arguments, char **environment)
{
    bool fits = true;
    rawmap_word got;
    int status;
    memset(view, 0, sizeof *view);
    status = parse(view, command, count, arguments, &fits);
    if (status != VIEW_GOES_ON)
        return status;
    page_size = rawmap_page_size();
    if (page_size == 0) {
        complain("rawmap: a sandbox hides the page size\n");
        return VIEW_FAILED;
    }
    if (!there_is_proc()) {
        complain("rawmap: nothing can be seen: /proc is not mounted here, or hidden\n");
        return VIEW_FAILED;
    }
    if (view->process == 0) {
        view->process = (int)rawmap_syscall0(RAWMAP_NR_getpid);
        view->itself = true;
    }
    got = view_text(view, "comm", view->command, sizeof view->command);
    if (got < 0)
        return view_refused(view, got);
    if (got > 0 && view->command[got - 1] == '\n')
        view->command[got - 1] = 0;
    view->colour = !view->json && colour_wanted(environment);
    view->width = !view->json && fits && out_is_terminal() ? out_width() : 0;
    return VIEW_GOES_ON;
}

int view_end(void)
{
    return out_flush() ? VIEW_OK : VIEW_FAILED;
}

bool view_is_wide(const struct view *view)
{
    enum { WIDE = 110 };
    return view->width == 0 || view->width >= WIDE;
}

uint64_t number_behind(const char *text, const char *label)
{
    uint64_t number;
    while (*text) {
        if (starts(text, label)) {
            text += length_of(label);
            while (*text == ' ' || *text == '\t')
                text++;
            if (starts(text, "unlimited") || starts(text, "max"))
                return NO_LIMIT;
            if (!read_decimal(&text, &number))
                return NOT_KNOWN;
            return starts(text, " kB") ? saturating_times(number, 1024) : number;
        }
        while (*text && *text != '\n')
            text++;
        text += *text == '\n';
    }
    return NOT_KNOWN;
}

uint64_t number_in(const char *path)
{
    char text[64];
    if (file_text(path, text, sizeof text) <= 0)
        return NOT_KNOWN;
    return number_behind(text, "");
}
