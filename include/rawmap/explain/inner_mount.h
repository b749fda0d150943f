/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_mount.h: the mount that a file lies on, and whether something on it can be executed. Inside the
   subject. */
#ifndef RAWMAP_EXPLAIN_INNER_MOUNT_H
#define RAWMAP_EXPLAIN_INNER_MOUNT_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_file.h"
#endif

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The line of a mount behind its number, kept in walk: 1; 0 where the list does not have it, as of the kernel's own mounts;
   -1 where nobody can tell. */
RAWMAP_I_LOCAL int rawmap_i_mount_of(const rawmap_i_case *one, unsigned mount, rawmap_i_walk *walk, const char **line)
{
    char place[RAWMAP_I_PLACE_ROOM];
    rawmap_word file;
    (void)rawmap_i_place(one, "mountinfo", place);
    file = RAWMAP_I_CALL3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                          RAWMAP_LINUX_O_RDONLY | RAWMAP_LINUX_O_CLOEXEC);
    if (rawmap_i_is_error(file))
        return -1;
    walk->file = RAWMAP_I_CAST(int, file);
    walk->failed = walk->ended = false;
    walk->begin = walk->end = 0;
    while ((*line = rawmap_i_walk_line(walk)) != RAWMAP_I_NULL)
        if (rawmap_i_number(line, 10) == mount)
            break;
    rawmap_i_walk_close(walk);
    return walk->failed ? -1 : *line != RAWMAP_I_NULL;
}

RAWMAP_I_LOCAL bool rawmap_i_has(const char *line, const char *words)
{
    for (; *line != '\0'; line++)
        if (rawmap_i_begins(line, words))
            return true;
    return false;
}

/* Whether something can be executed there. Of what is not in the list two are known: memory files, and hidden memory. */
enum { RAWMAP_I_EXECUTES, RAWMAP_I_MOUNTED_NOEXEC, RAWMAP_I_NEVER_EXECUTES, RAWMAP_I_NOBODY_TELLS };

RAWMAP_I_LOCAL int rawmap_i_executes(const rawmap_i_case *one, const rawmap_i_descriptor *opened)
{
    static const char own[6][13] = {" - proc ", " - sysfs ", " - cgroup ", " - cgroup2 ", " - mqueue ", " - resctrl "};
    rawmap_i_walk walk;
    const char *line = RAWMAP_I_NULL, *at;
    unsigned field;
    const int found = rawmap_i_mount_of(one, opened->mount, &walk, &line);
    if (found == 0 && rawmap_i_begins(opened->name, "/memfd:"))
        return RAWMAP_I_EXECUTES;
    if (found == 0 && rawmap_i_begins(opened->name, "/secretmem"))
        return RAWMAP_I_NEVER_EXECUTES;
    if (found != 1)
        return RAWMAP_I_NOBODY_TELLS;
    for (field = 0, at = line; field < 5 && *at != '\0'; at++) /* parent, device, root, place, options */
        field += *at == ' ';
    for (; *at != '\0' && *at != ' '; at++)
        if (rawmap_i_begins(at, "noexec"))
            return RAWMAP_I_MOUNTED_NOEXEC;
    for (field = 0; field < 6; field++)
        if (rawmap_i_has(at, own[field]))
            return RAWMAP_I_NEVER_EXECUTES;
    return RAWMAP_I_EXECUTES;
}

RAWMAP_I_LOCAL bool rawmap_i_is_noexec(rawmap_i_case *one, int file)
{
    rawmap_i_descriptor opened;
    int executes = RAWMAP_I_NOBODY_TELLS;
    if (rawmap_i_descriptor_of(one, file, &opened) == 1)
        executes = rawmap_i_executes(one, &opened);
    if (executes == RAWMAP_I_NOBODY_TELLS)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MOUNT);
    if (executes == RAWMAP_I_EXECUTES)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MOUNT);
    rawmap_i_say(one, executes == RAWMAP_I_MOUNTED_NOEXEC
                          ? "On a file system that is mounted noexec, of which nothing can be executed, lies "
                          : "On a file system of Linux's own, of which nothing can ever be executed, lies ");
    rawmap_i_say_file(one, "descriptor ", file, &opened);
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, RAWMAP_STATE_FILE_NOEXEC);
}

#endif

RAWMAP_I_END

#endif
