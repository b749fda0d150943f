/* SPDX-License-Identifier: MIT */
/* Text files, a line at a time. */
#include "view.h"

static char buffer[16384];

bool lines_open(struct lines *lines, const char *path)
{
    lines->file = open_read(path);
    lines->error = 0;
    lines->held = false;
    lines->at = lines->end = 0;
    lines->line = buffer;
    return lines->file >= 0;
}

/* Moves what is left to the start, and reads behind it; false where nothing more comes. */
static bool more(struct lines *lines)
{
    unsigned i;
    rawmap_word got;
    for (i = lines->at; i < lines->end; i++)
        buffer[i - lines->at] = buffer[i];
    lines->end -= lines->at;
    lines->at = 0;
    if (lines->end == sizeof buffer - 1)
        return false;
    do
        got = rawmap_syscall3(RAWMAP_NR_read, lines->file, word_of(buffer + lines->end),
                              (rawmap_word)(sizeof buffer - 1 - lines->end));
    while (got == -RAWMAP_LINUX_EINTR);
    if (got < 0)
        lines->error = got;
    if (got <= 0)
        return false;
    lines->end += (unsigned)got;
    return true;
}

bool lines_next(struct lines *lines)
{
    unsigned i = lines->at;
    if (lines->held) {
        lines->held = false;
        return true;
    }
    for (;;) {
        for (; i < lines->end; i++)
            if (buffer[i] == '\n') {
                buffer[i] = 0;
                lines->line = buffer + lines->at;
                lines->at = i + 1;
                return true;
            }
        i -= lines->at;
        if (!more(lines))
            break;
    }
    /* The last may have no end; and what is longer than the buffer is cut in two. */
    if (lines->error != 0 || lines->end == 0)
        return false;
    buffer[lines->end] = 0;
    lines->line = buffer;
    lines->at = lines->end;
    return true;
}

void lines_again(struct lines *lines)
{
    lines->held = true;
}

void lines_close(struct lines *lines)
{
    if (lines->file >= 0)
        (void)rawmap_syscall1(RAWMAP_NR_close, lines->file);
    lines->file = -1;
}
