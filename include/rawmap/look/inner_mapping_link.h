/* SPDX-License-Identifier: MIT */
/* rawmap/look/inner_mapping_link.h: the file that a mapping's link in /proc/PID/map_files names, and whether it was
   deleted. Inside the library. */
#ifndef RAWMAP_LOOK_INNER_MAPPING_LINK_H
#define RAWMAP_LOOK_INNER_MAPPING_LINK_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/statx.h"
#include "mapping_entry.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(look)
RAWMAP_I_LOCAL size_t rawmap_i_hexadecimal(char *to, uint64_t number)
{
    /* In halves: 32-bit compilers call a function to shift 64 bits by a variable. */
    const uint32_t halves[2] = {RAWMAP_I_CAST(uint32_t, number >> 32), RAWMAP_I_CAST(uint32_t, number)};
    size_t length = 0;
    unsigned at;
    for (at = 0; at < 16; at++) {
        const unsigned digit = halves[at >> 3] >> (28 - 4 * (at & 7)) & 15u;
        if (digit != 0 || length != 0 || at == 15)
            to[length++] = RAWMAP_I_CAST(char, digit < 10 ? '0' + digit : 'a' + (digit - 10));
    }
    return length;
}

#define RAWMAP_I_LINK_ROOM 4096

/* The whole name, without an end mark, and its length; 0 where it cannot be read. */
RAWMAP_I_LOCAL
size_t rawmap_i_link_of(const rawmap_mappings *list, const rawmap_mapping_entry *entry, char *link)
{
    char place[80];
    rawmap_word got;
    size_t length;
    const rawmap_word links = rawmap_i_open_proc(list->process, "map_files", place);
    if (rawmap_i_is_error(links))
        return 0;
    length = rawmap_i_hexadecimal(place, entry->start);
    place[length++] = '-';
    length += rawmap_i_hexadecimal(place + length, entry->end);
    place[length] = '\0';
    link[0] = '\0';
    got = RAWMAP_I_CALL4(RAWMAP_NR_readlinkat, links, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                         RAWMAP_I_WORD(RAWMAP_I_ADDRESS(link)), RAWMAP_I_LINK_ROOM);
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, links);
    return got > 0 ? RAWMAP_I_CAST(size_t, got) : 0;
}

RAWMAP_I_LOCAL bool rawmap_i_ends_deleted(const char *name, size_t length)
{
    static const char end[] = " (deleted)";
    size_t i;
    for (i = 0; i < sizeof end - 1; i++)
        if (length < sizeof end || name[length - (sizeof end - 1) + i] != end[i])
            return false;
    return true;
}

/* Whether the file is there under that very name, which ends as the kernel ends those of deleted ones. Its number says
   that it is the same; where statx is refused, that there is one. */
RAWMAP_I_LOCAL bool rawmap_i_is_called_so(rawmap_word from, const char *name, uint64_t inode)
{
    rawmap_i_statx told;
    rawmap_word result;
    const rawmap_word file = RAWMAP_I_CALL3(RAWMAP_NR_openat, from, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(name)),
                                            RAWMAP_LINUX_O_PATH | RAWMAP_LINUX_O_NOFOLLOW | RAWMAP_LINUX_O_CLOEXEC);
    if (rawmap_i_is_error(file))
        return false;
    told.inode = inode;
    result = RAWMAP_I_CALL5(RAWMAP_NR_statx, file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS("")), RAWMAP_LINUX_AT_EMPTY_PATH,
                            RAWMAP_LINUX_STATX_BASIC_STATS, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&told)));
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, file);
    return result != 0 || told.inode == inode;
}

/* Names are told from the root of who reads them, or of the process where it has mounts of its own. */
RAWMAP_I_LOCAL bool rawmap_i_is_there(int process, const char *name, uint64_t inode)
{
    char place[80];
    bool there = rawmap_i_is_called_so(RAWMAP_LINUX_AT_FDCWD, name, inode);
    if (!there && process != 0) {
        const rawmap_word root = rawmap_i_open_proc(process, "root", place);
        while (*name == '/')
            name++;
        if (!rawmap_i_is_error(root)) {
            there = rawmap_i_is_called_so(root, name, inode);
            (void)RAWMAP_I_CALL1(RAWMAP_NR_close, root);
        }
    }
    return there;
}

/* Of a name that was cut the link has the end. */
RAWMAP_I_LOCAL bool rawmap_i_is_deleted(const rawmap_mappings *list, const rawmap_mapping_entry *entry, bool cut)
{
    char link[RAWMAP_I_LINK_ROOM + 1];
    const char *name = entry->name;
    size_t length = 0;
    if (entry->inode == 0 || *name != '/')
        return false;
    if (cut) {
        length = rawmap_i_link_of(list, entry, link);
        link[length] = '\0';
        name = link;
    } else {
        while (name[length] != '\0')
            length++;
    }
    return rawmap_i_ends_deleted(name, length) && !rawmap_i_is_there(list->process, name, entry->inode);
}
#endif

RAWMAP_I_END

#endif

#endif
