/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_walk.h: the mappings of the process, one after another, with their flags where the kernel tells
   them (/proc/PID/smaps). Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_WALK_H
#define RAWMAP_EXPLAIN_INNER_WALK_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* What VmFlags says in two letters each. */
#define RAWMAP_I_FLAG_SEALED (1u << 0)
#define RAWMAP_I_FLAG_LOCKED (1u << 1)
#define RAWMAP_I_FLAG_HUGE (1u << 2)
#define RAWMAP_I_FLAG_IO (1u << 3)
#define RAWMAP_I_FLAG_PFNMAP (1u << 4)
#define RAWMAP_I_FLAG_MIXED (1u << 5)
#define RAWMAP_I_FLAG_DONTEXPAND (1u << 6)
#define RAWMAP_I_FLAG_GROWSDOWN (1u << 7)
#define RAWMAP_I_FLAG_MAY_READ (1u << 8)
#define RAWMAP_I_FLAG_MAY_WRITE (1u << 9)
#define RAWMAP_I_FLAG_MAY_EXEC (1u << 10)
#define RAWMAP_I_FLAG_NORESERVE (1u << 11)
#define RAWMAP_I_FLAG_ACCOUNT (1u << 12)
#define RAWMAP_I_FLAG_MAY_SHARE (1u << 13)
#define RAWMAP_I_FLAG_DROPPABLE (1u << 14)
#define RAWMAP_I_FLAGS_FAULTS (15u << 15) /* registered with a userfaultfd, for one kind of fault or another */
#define RAWMAP_I_FLAG_NO_HUGE (1u << 19)  /* advised nohugepage */
#define RAWMAP_I_FLAGS_SPECIAL                                                                                         \
    (RAWMAP_I_FLAG_IO | RAWMAP_I_FLAG_PFNMAP | RAWMAP_I_FLAG_MIXED | RAWMAP_I_FLAG_DONTEXPAND)

typedef struct rawmap_i_met {
    uint64_t start, end;
    uint64_t offset, inode; /* in the file */
    uint32_t device[2];
    bool may_read, may_write, may_exec, shared;
    unsigned flags;     /* 0 where they were not asked for, or are not told */
    uint64_t page_kilo; /* KernelPageSize, in kB */
    char name[96];
} rawmap_i_met;

typedef struct rawmap_i_walk {
    int file;
    bool with_flags;
    bool failed; /* the file could not be read to its end */
    bool ended;
    size_t begin, end;
    char buffer[1024];
} rawmap_i_walk;

/* Whether the list can be read; from smaps, where flags are asked for. */
RAWMAP_I_LOCAL bool rawmap_i_walk_open(const rawmap_i_case *one, rawmap_i_walk *walk, bool with_flags)
{
    char place[RAWMAP_I_PLACE_ROOM];
    rawmap_word file;
    (void)rawmap_i_place(one, with_flags ? "smaps" : "maps", place);
    file = RAWMAP_I_CALL3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                          RAWMAP_LINUX_O_RDONLY | RAWMAP_LINUX_O_CLOEXEC);
    walk->file = RAWMAP_I_CAST(int, file);
    walk->with_flags = with_flags;
    walk->failed = walk->ended = false;
    walk->begin = walk->end = 0;
    return !rawmap_i_is_error(file);
}

RAWMAP_I_LOCAL void rawmap_i_walk_close(const rawmap_i_walk *walk)
{
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, walk->file);
}

/* More of the text behind what is there, which moves to the start. */
RAWMAP_I_LOCAL void rawmap_i_walk_fill(rawmap_i_walk *walk)
{
    rawmap_word got;
    size_t i;
    for (i = 0; walk->begin + i < walk->end; i++)
        walk->buffer[i] = walk->buffer[walk->begin + i];
    walk->begin = 0;
    walk->end = i;
    if (walk->ended || walk->end == sizeof walk->buffer - 1)
        return;
    got = RAWMAP_I_CALL3(RAWMAP_NR_read, walk->file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(walk->buffer + walk->end)),
                         RAWMAP_I_WORD(sizeof walk->buffer - 1 - walk->end));
    if (rawmap_i_is_error(got))
        walk->failed = true;
    if (got <= 0)
        walk->ended = true;
    else
        walk->end += RAWMAP_I_CAST(size_t, got);
}

/* The next line, ended with a 0 in the buffer. Of one that is longer than the buffer the start is right, which is all that
   is used: what is behind that gives way. */
RAWMAP_I_LOCAL char *rawmap_i_walk_line(rawmap_i_walk *walk)
{
    size_t at = walk->begin;
    for (;;) {
        for (; at < walk->end; at++)
            if (walk->buffer[at] == '\n') {
                char *const line = walk->buffer + walk->begin;
                walk->buffer[at] = '\0';
                walk->begin = at + 1;
                return line;
            }
        at -= walk->begin;
        if (at == sizeof walk->buffer - 1)
            walk->end = at = sizeof walk->buffer / 2; /* it begins at the buffer's start */
        rawmap_i_walk_fill(walk);
        if (walk->ended && at >= walk->end)
            return RAWMAP_I_NULL;
    }
}

RAWMAP_I_LOCAL bool rawmap_i_begins(const char *line, const char *with)
{
    for (; *with != '\0'; with++)
        if (*line++ != *with)
            return false;
    return true;
}

RAWMAP_I_LOCAL unsigned rawmap_i_flags_of(const char *words)
{
    static const char letters[] = "sllohtiopfmmdegdmrmwmenracmsdpumuwuiurnh";
    unsigned flags = 0, i;
    for (; words[0] != '\0' && words[1] != '\0'; words += words[2] == ' ' ? 3 : 2)
        for (i = 0; letters[2 * i] != '\0'; i++)
            if (words[0] == letters[2 * i] && words[1] == letters[2 * i + 1])
                flags |= 1u << i;
    return flags;
}

RAWMAP_I_LOCAL void rawmap_i_mapped_of(const char *line, rawmap_i_met *mapped)
{
    size_t i;
    mapped->start = rawmap_i_number(&line, 16);
    line++;
    mapped->end = rawmap_i_number(&line, 16);
    line++;
    mapped->may_read = line[0] == 'r';
    mapped->may_write = line[1] == 'w';
    mapped->may_exec = line[2] == 'x';
    mapped->shared = line[3] == 's';
    line += 5;
    mapped->offset = rawmap_i_number(&line, 16);
    line++;
    mapped->device[0] = RAWMAP_I_CAST(uint32_t, rawmap_i_number(&line, 16));
    line++;
    mapped->device[1] = RAWMAP_I_CAST(uint32_t, rawmap_i_number(&line, 16));
    line++;
    mapped->inode = rawmap_i_number(&line, 10);
    while (*line == ' ')
        line++;
    for (i = 0; i < sizeof mapped->name - 1 && line[i] != '\0'; i++)
        mapped->name[i] = line[i];
    mapped->name[i] = '\0';
    mapped->flags = 0;
    mapped->page_kilo = 0;
}

/* The next mapping; the kernel's own page, [vsyscall], is none of the process. */
RAWMAP_I_LOCAL bool rawmap_i_walk_next(rawmap_i_walk *walk, rawmap_i_met *mapped)
{
    const char *line;
    do {
        line = rawmap_i_walk_line(walk);
        if (line == RAWMAP_I_NULL)
            return false;
        rawmap_i_mapped_of(line, mapped);
        while (walk->with_flags && (line = rawmap_i_walk_line(walk)) != RAWMAP_I_NULL &&
               !rawmap_i_begins(line, "VmFlags:"))
            if (rawmap_i_begins(line, "KernelPageSize:")) {
                for (line += 15; *line == ' ';)
                    line++;
                mapped->page_kilo = rawmap_i_number(&line, 10);
            }
        if (walk->with_flags && line != RAWMAP_I_NULL)
            mapped->flags = rawmap_i_flags_of(line + 9);
    } while (rawmap_i_begins(mapped->name, "[vsyscall]"));
    return true;
}

/* "the mapping of /usr/lib/x.so at 0x1000-0x2000" */
RAWMAP_I_LOCAL void rawmap_i_say_mapping(rawmap_i_case *one, const rawmap_i_met *mapped)
{
    if (mapped->name[0] == '\0')
        rawmap_i_say(one, "the anonymous mapping");
    else {
        rawmap_i_say(one, "the mapping ");
        if (mapped->name[0] != '[')
            rawmap_i_say(one, "of ");
        rawmap_i_say(one, mapped->name);
    }
    rawmap_i_say(one, " at ");
    rawmap_i_say_address(one, mapped->start);
    rawmap_i_say(one, "-");
    rawmap_i_say_address(one, mapped->end);
}

/* That mapping is in the way. */
RAWMAP_I_LOCAL void rawmap_i_in_the_way(const rawmap_i_case *one, const rawmap_i_met *mapped)
{
    one->told->start = mapped->start;
    one->told->end = mapped->end;
}

/* The words, the mapping, a full stop. */
RAWMAP_I_LOCAL bool rawmap_i_found_mapping(rawmap_i_case *one, const rawmap_i_met *mapped, const char *words,
                                           rawmap_status cause)
{
    rawmap_i_in_the_way(one, mapped);
    rawmap_i_say(one, words);
    rawmap_i_say_mapping(one, mapped);
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, cause);
}

#endif

RAWMAP_I_END

#endif

#endif
