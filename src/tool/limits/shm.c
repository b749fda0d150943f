/* SPDX-License-Identifier: MIT */
/* System V shared memory: what the namespace of the process holds. */
#include "limits.h"

/* Whether the process is in another IPC namespace than this tool, whose numbers alone can be read. */
static bool is_elsewhere(const struct view *view)
{
    char own[64] = "", its[64] = "";
    const rawmap_word mine = rawmap_syscall4(RAWMAP_NR_readlinkat, RAWMAP_LINUX_AT_FDCWD, word_of("/proc/self/ns/ipc"),
                                             word_of(own), sizeof own - 1);
    const rawmap_word got = rawmap_syscall4(RAWMAP_NR_readlinkat, RAWMAP_LINUX_AT_FDCWD,
                                            word_of(view_path(view, "ns/ipc")), word_of(its), sizeof its - 1);
    if (mine < 0 || got < 0)
        return false;
    own[mine] = its[got] = 0;
    return !same(own, its);
}

static bool is_heading(const char *text)
{
    while (*text == ' ')
        text++;
    return starts(text, "key");
}

/* Lines of key, number, permissions, size. */
static bool sum_segments(uint64_t *count, uint64_t *bytes)
{
    struct lines lines;
    *count = *bytes = 0;
    if (!lines_open(&lines, "/proc/sysvipc/shm"))
        return false;
    while (lines_next(&lines)) {
        const char *text = lines.line;
        uint64_t size = 0;
        unsigned field;
        if (is_heading(text))
            continue;
        for (field = 0; field < 4; field++) {
            while (*text == ' ')
                text++;
            if (field == 3)
                (void)read_decimal(&text, &size);
            while (*text && *text != ' ')
                text++;
        }
        ++*count;
        *bytes += (size + page_size - 1) & ~((uint64_t)page_size - 1);
    }
    lines_close(&lines);
    return true;
}

void shm_limits(const struct view *view)
{
    uint64_t count, bytes;
    struct limit *limit;
    const bool elsewhere = is_elsewhere(view);
    if (!sum_segments(&count, &bytes))
        return; /* a kernel without System V memory */
    if (elsewhere)
        count = bytes = NOT_KNOWN;
    limit = limit_add("System V segments", "kernel.shmmni", count,
                      elsewhere ? NOT_KNOWN : number_in("/proc/sys/kernel/shmmni"), false);
    if (elsewhere)
        limit_note(limit, "the process is in another IPC namespace");
    limit = limit_add("System V memory", "kernel.shmall", bytes,
                      elsewhere ? NOT_KNOWN : saturating_times(number_in("/proc/sys/kernel/shmall"), page_size), true);
    if (elsewhere)
        limit_note(limit, "the process is in another IPC namespace");
    limit = limit_add("size of a segment", "kernel.shmmax", NOT_KNOWN,
                      elsewhere ? NOT_KNOWN : number_in("/proc/sys/kernel/shmmax"), true);
    if (limit)
        limit->each = true;
}
