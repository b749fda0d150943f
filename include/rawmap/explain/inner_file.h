/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_file.h: a descriptor of the process: how it is open, what file it is, and where that lies. It is looked
   at by name, /proc/PID/fd/NUMBER, which opens nothing. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_FILE_H
#define RAWMAP_EXPLAIN_INNER_FILE_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/looks.h"
#include "../core/proc_text.h"
#include "../core/statx.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_end.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

typedef struct rawmap_i_descriptor {
    bool there;
    unsigned flags; /* as of open */
    unsigned mount;
    char name[96]; /* the path, or what stands for one */
} rawmap_i_descriptor;

RAWMAP_I_LOCAL size_t rawmap_i_file_place(const rawmap_i_case *one, const char *folder, int file, char *place)
{
    const size_t at = rawmap_i_place(one, folder, place);
    return rawmap_i_append_number(place, at, RAWMAP_I_CAST(unsigned, file));
}

RAWMAP_I_LOCAL unsigned rawmap_i_octal(const char *text)
{
    unsigned number = 0;
    for (; *text >= '0' && *text <= '7'; text++)
        number = number << 3 | RAWMAP_I_CAST(unsigned, *text - '0');
    return number;
}

/* 1 where the descriptor is open, 0 where it is not, -1 where nobody can tell. */
RAWMAP_I_LOCAL int rawmap_i_descriptor_of(const rawmap_i_case *one, int file, rawmap_i_descriptor *opened)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[1024];
    const char *at;
    rawmap_word got;
    if (file < 0)
        return 0;
    (void)rawmap_i_file_place(one, "fdinfo/", file, place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0) {
        const int error = rawmap_i_text_error(place);
        (void)rawmap_i_place(one, "fdinfo/", place);
        return error == RAWMAP_LINUX_ENOENT && rawmap_i_text_error(place) == RAWMAP_LINUX_EISDIR ? 0 : -1;
    }
    at = rawmap_i_behind(text, "flags:");
    if (at == RAWMAP_I_NULL)
        return -1;
    opened->flags = rawmap_i_octal(at);
    at = rawmap_i_behind(text, "mnt_id:");
    opened->mount = at != RAWMAP_I_NULL ? RAWMAP_I_CAST(unsigned, rawmap_i_number(&at, 10)) : 0;
    (void)rawmap_i_file_place(one, "fd/", file, place);
    got = RAWMAP_I_CALL4(RAWMAP_NR_readlinkat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                         RAWMAP_I_WORD(RAWMAP_I_ADDRESS(opened->name)), RAWMAP_I_WORD(sizeof opened->name - 1));
    opened->name[got > 0 ? got : 0] = '\0';
    return 1;
}

/* What it is. */
RAWMAP_I_LOCAL bool rawmap_i_stat_of(const rawmap_i_case *one, int file, rawmap_i_statx *stat)
{
    char place[RAWMAP_I_PLACE_ROOM];
    (void)rawmap_i_file_place(one, "fd/", file, place);
    return rawmap_i_stat_at(place, stat);
}
#define RAWMAP_I_ATTRIBUTE_APPEND 0x20u /* STATX_ATTR_APPEND */
#define RAWMAP_I_MODE_TYPE 0170000u

RAWMAP_I_LOCAL const char *rawmap_i_type_of(unsigned mode)
{
    switch (mode & RAWMAP_I_MODE_TYPE) {
    case 0040000u:
        return "a directory";
    case 0010000u:
        return "a pipe";
    case 0140000u:
        return "a socket";
    case 0020000u:
        return "a device";
    case 0060000u:
        return "a block device";
    case 0100000u:
        return "a file that its file system does not let map";
    default:
        return "an object of the kernel's";
    }
}

RAWMAP_I_LOCAL void rawmap_i_say_file(rawmap_i_case *one, const char *words, int file,
                                      const rawmap_i_descriptor *opened)
{
    rawmap_i_say(one, words);
    rawmap_i_say_count(one, RAWMAP_I_CAST(unsigned, file));
    rawmap_i_say(one, " (");
    rawmap_i_say(one, opened->name);
    rawmap_i_say(one, ")");
}

/* Whether its file system, and no driver, answers for it. */
RAWMAP_I_LOCAL bool rawmap_i_is_plain_file(const rawmap_i_case *one, int file)
{
    rawmap_i_statx stat;
    return rawmap_i_stat_of(one, file, &stat) && (stat.mode & RAWMAP_I_MODE_TYPE) == 0100000u;
}

/* EBADF: closed, or opened for its name alone. */
RAWMAP_I_LOCAL bool rawmap_i_is_not_open(rawmap_i_case *one, int file)
{
    rawmap_i_descriptor opened;
    const int open = rawmap_i_descriptor_of(one, file, &opened);
    if (open < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    if (open == 1 && (opened.flags & RAWMAP_LINUX_O_PATH) == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE);
    if (open == 0) {
        rawmap_i_say(one, "No file is open as descriptor ");
        rawmap_i_say_count(one, RAWMAP_I_CAST(unsigned, file));
        rawmap_i_say(one, ".");
    } else {
        rawmap_i_say(one, "By O_PATH, which names a file and does not open it, was opened ");
        rawmap_i_say_file(one, "descriptor ", file, &opened);
        rawmap_i_say(one, ".");
    }
    return rawmap_i_found(one, RAWMAP_STATE_FILE_NOT_OPEN);
}

/* ENODEV: what cannot be mapped at all. */
RAWMAP_I_LOCAL bool rawmap_i_is_unmappable(rawmap_i_case *one, int file)
{
    rawmap_i_descriptor opened;
    rawmap_i_statx stat;
    if (rawmap_i_descriptor_of(one, file, &opened) != 1 || !rawmap_i_stat_of(one, file, &stat))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    rawmap_i_say(one, "It is ");
    rawmap_i_say(one, rawmap_i_type_of(stat.mode));
    rawmap_i_say(one, ", which cannot be mapped: ");
    rawmap_i_say_file(one, "descriptor ", file, &opened);
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, RAWMAP_STATE_FILE_UNMAPPABLE);
}

RAWMAP_I_LOCAL bool rawmap_i_open_for_less(rawmap_i_case *one, int file, const rawmap_i_descriptor *opened,
                                           const char *words)
{
    rawmap_i_say_file(one, "Descriptor ", file, opened);
    rawmap_i_say(one, words);
    return rawmap_i_found(one, RAWMAP_STATE_FILE_MODE);
}

/* EACCES, in the order in which Linux asks: writing what is shared, appending, reading. */
RAWMAP_I_LOCAL bool rawmap_i_is_open_for_less(rawmap_i_case *one, int file, bool shared, bool may_write)
{
    rawmap_i_descriptor opened;
    rawmap_i_statx stat;
    unsigned mode;
    if (rawmap_i_descriptor_of(one, file, &opened) != 1)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    mode = opened.flags & RAWMAP_LINUX_O_ACCMODE;
    if (shared && may_write && mode == RAWMAP_LINUX_O_RDONLY)
        return rawmap_i_open_for_less(one, file, &opened,
                                      " is open for reading alone, and what is shared and written goes into the file.");
    if (shared && mode != RAWMAP_LINUX_O_RDONLY) {
        if (!rawmap_i_stat_of(one, file, &stat))
            return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
        if ((stat.attributes & RAWMAP_I_ATTRIBUTE_APPEND) != 0)
            return rawmap_i_open_for_less(
                one, file, &opened, " is of a file that can only be appended to (chattr +a), and open for writing.");
    }
    if (mode == RAWMAP_LINUX_O_WRONLY)
        return rawmap_i_open_for_less(one, file, &opened,
                                      " is open for writing alone, and every mapping reads its file.");
    return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE);
}

/* The seals of a file: -1 where nobody can tell. Of another process it must be opened for that, which a file in memory
   does not notice; another kind of file is left alone, and has none. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_seals_of(const rawmap_i_case *one, int file, const rawmap_i_descriptor *opened)
{
    char place[RAWMAP_I_PLACE_ROOM];
    rawmap_word own = file, seals;
    if (one->call->process != 0) {
        if (!rawmap_i_begins(opened->name, "/memfd:"))
            return 0;
        (void)rawmap_i_file_place(one, "fd/", file, place);
        own = RAWMAP_I_CALL3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                             RAWMAP_LINUX_O_RDONLY | RAWMAP_LINUX_O_CLOEXEC);
        if (rawmap_i_is_error(own))
            return -1;
    }
    seals = RAWMAP_I_CALL3(RAWMAP_I_NR_FCNTL, own, RAWMAP_LINUX_F_GET_SEALS, 0);
    if (one->call->process != 0)
        (void)RAWMAP_I_CALL1(RAWMAP_NR_close, own);
    return rawmap_i_is_error(seals) ? 0 : seals; /* such a file has none */
}

/* EPERM: a shared mapping that may write, of a file that nobody may write any more. Before Linux 6.7 one that only reads
   counts too, if its descriptor may write. */
RAWMAP_I_LOCAL bool rawmap_i_is_sealed_file(rawmap_i_case *one, int file, bool shared, bool may_write)
{
    rawmap_i_descriptor opened;
    rawmap_word seals;
    if (!shared || (!may_write && !rawmap_i_kernel_is_before(6, 7)))
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE_SEALS);
    if (rawmap_i_descriptor_of(one, file, &opened) != 1)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE_SEALS);
    seals = rawmap_i_seals_of(one, file, &opened);
    if (seals < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE_SEALS);
    if ((seals & (RAWMAP_LINUX_F_SEAL_WRITE | RAWMAP_LINUX_F_SEAL_FUTURE_WRITE)) == 0 ||
        (opened.flags & RAWMAP_LINUX_O_ACCMODE) == RAWMAP_LINUX_O_RDONLY)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE_SEALS);
    rawmap_i_say(one, (seals & RAWMAP_LINUX_F_SEAL_WRITE) != 0
                          ? "Sealed against writing (F_SEAL_WRITE) is "
                          : "Sealed against new writing (F_SEAL_FUTURE_WRITE) is ");
    rawmap_i_say_file(one, "descriptor ", file, &opened);
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, RAWMAP_STATE_FILE_SEALED);
}

#endif

RAWMAP_I_END

#endif

#endif
