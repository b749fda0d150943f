/* SPDX-License-Identifier: MIT */
/* rawmap/look/inner_mappings_text.h: /proc/PID/maps, rewound and read a line at a time, without libc. Inside the
   library; programs use mappings.h. */
#ifndef RAWMAP_LOOK_INNER_MAPPINGS_TEXT_H
#define RAWMAP_LOOK_INNER_MAPPINGS_TEXT_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/status.h"
#include "../map/protection.h"
#include "mapping_entry.h"
#endif
#if RAWMAP_I_DEFINES(look)
#include "inner_mapping_link.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(look)
/* 0 or -errno. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_rewind(int file)
{
#if defined RAWMAP_NR_lseek
    return RAWMAP_I_CALL3(RAWMAP_NR_lseek, file, 0, 0);
#else
    uint64_t place;
    return RAWMAP_I_CALL5(RAWMAP_NR_llseek, file, 0, 0, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&place)), 0);
#endif
}

/* More of the text, behind what is there: how many bytes, or a status. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_more_text(rawmap_mappings *list, size_t *added)
{
    const rawmap_word got =
        RAWMAP_I_CALL3(RAWMAP_NR_read, list->file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(list->buffer + list->end)),
                       RAWMAP_I_WORD(list->buffer_length - 1 - list->end));
    *added = 0;
    if (rawmap_i_is_error(got))
        return RAWMAP_I_CAST(rawmap_status, -got);
    *added = RAWMAP_I_CAST(size_t, got);
    list->end += *added;
    return RAWMAP_OK;
}

/* The text has ended. Where it was read ahead, a query says whether that is the end; else, of a process that has mappings it begins again, and is skipped; of one that has ended, or never had
   memory, there is none. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_text_ended(rawmap_mappings *list)
{
    rawmap_word rewound;
    rawmap_status status;
    size_t added;
    list->begin = 0;
    list->end = 0;
    if (list->ahead && !list->by_text)
        return RAWMAP_NO_MORE_MAPPINGS;
    rewound = rawmap_i_rewind(list->file);
    if (rewound != 0)
        return RAWMAP_I_CAST(rawmap_status, -rewound);
    status = rawmap_i_more_text(list, &added);
    return status != RAWMAP_OK ? status : added == 0 ? RAWMAP_ESRCH : RAWMAP_NO_MORE_MAPPINGS;
}

/* The next line, without its end, in the buffer from *found; 0, or a status. Of a line that is longer than the buffer the
   start: list->cut says that the rest is still to come. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_line(rawmap_mappings *list, char **found)
{
    size_t i = list->begin;
    for (;;) {
        rawmap_status status;
        size_t added;
        for (; i < list->end; i++)
            if (list->buffer[i] == '\n') {
                const bool skip = list->cut;
                list->buffer[i] = '\0';
                *found = list->buffer + list->begin;
                list->begin = i + 1;
                list->cut = false;
                if (!skip)
                    return RAWMAP_OK;
                i = list->begin - 1;
            }
        if (list->cut)
            list->begin = list->end;
        /* Make room behind what is there. */
        for (i = 0; list->begin + i < list->end; i++)
            list->buffer[i] = list->buffer[list->begin + i];
        list->begin = 0;
        list->end = i;
        if (list->end == list->buffer_length - 1) {
            list->buffer[list->end] = '\0';
            *found = list->buffer;
            list->begin = list->end;
            list->cut = true;
            return RAWMAP_OK;
        }
        status = rawmap_i_more_text(list, &added);
        if (status != RAWMAP_OK)
            return status;
        if (added == 0)
            return rawmap_i_text_ended(list);
    }
}

/* How the text writes a newline of a name. */
#define RAWMAP_I_NEWLINE(i) ("\\012"[i])

/* A byte more of a name, at its end; where it is the last of a newline, that. */
RAWMAP_I_LOCAL size_t rawmap_i_add_byte(char *name, size_t length, char byte)
{
    size_t i;
    name[length++] = byte;
    if (length < 4)
        return length;
    for (i = 0; i < 4; i++)
        if (name[length - 4 + i] != RAWMAP_I_NEWLINE(i))
            return length;
    name[length - 4] = '\n';
    return length - 3;
}

/* How many bytes of a newline a name ends with, when there is room for no more: the others are read one by one. Whether
   they came, and made room; or a status. What came instead is part of the rest, which is skipped. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_last_newline(rawmap_mappings *list, size_t *length)
{
    size_t begun = *length < 3 ? *length : 3, i;
    for (; begun > 0; begun--) {
        for (i = 0; i < begun && list->buffer[*length - begun + i] == RAWMAP_I_NEWLINE(i); i++)
            ;
        if (i == begun)
            break;
    }
    for (i = begun; begun > 0 && i < 4; i++) {
        char byte = 0;
        const rawmap_word got = RAWMAP_I_CALL3(RAWMAP_NR_read, list->file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&byte)), 1);
        if (rawmap_i_is_error(got))
            return RAWMAP_I_CAST(rawmap_status, -got);
        list->cut = byte != '\n';
        if (byte != RAWMAP_I_NEWLINE(i))
            return RAWMAP_OK;
    }
    if (begun > 0) {
        *length -= begun - 1;
        list->buffer[*length - 1] = '\n';
    }
    return RAWMAP_OK;
}

/* A name that ran over the buffer's end: moved to its start, and read on there, as much of it as there is room for. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_long_name(rawmap_mappings *list, const char *begun)
{
    char *const name = list->buffer;
    const size_t room = list->buffer_length - 1;
    size_t at = RAWMAP_I_CAST(size_t, begun - name), length = 0, added = 1;
    rawmap_status status = RAWMAP_OK;
    while (status == RAWMAP_OK) {
        for (; at < list->end && name[at] != '\n'; at++)
            length = rawmap_i_add_byte(name, length, name[at]);
        if (at < list->end) {
            list->begin = at + 1;
            list->cut = false;
            break;
        }
        if (length == room)
            status = rawmap_i_last_newline(list, &length);
        list->begin = list->end = at = length;
        if (length == room || added == 0)
            break;
        if (status == RAWMAP_OK)
            status = rawmap_i_more_text(list, &added);
    }
    name[length] = '\0';
    return status;
}

/* Whether the text would write a link's name as it wrote this one; of one that is cut, as it begins. */
RAWMAP_I_LOCAL bool rawmap_i_written_alike(const char *link, size_t length, const char *name, bool cut)
{
    size_t at = 0, i;
    while (at < length) {
        char byte = link[at];
        for (i = 0; i < 4 && at + i < length && link[at + i] == RAWMAP_I_NEWLINE(i); i++)
            ;
        if (i == 4)
            byte = '\n';
        if (*name == '\0')
            return cut;
        if (*name++ != byte)
            return false;
        at += i == 4 ? 4 : 1;
    }
    return *name == '\0';
}

/* The text does not tell a newline of a name from the four characters that it writes for one. The link in map_files does:
   what it says is taken, if it would be written as the name was. Where it cannot be read they are newlines. What it says
   may be longer, so that only now there is no room for all of it. */
RAWMAP_I_LOCAL
char *rawmap_i_true_name(rawmap_mappings *list, const rawmap_mapping_entry *entry, char *name, bool *cut)
{
    char link[RAWMAP_I_LINK_ROOM];
    size_t i, length = rawmap_i_link_of(list, entry, link);
    if (length == 0 || !rawmap_i_written_alike(link, length, name, list->cut))
        return name;
    if (!list->cut && name + length >= list->buffer + list->begin) {
        /* It does not fit before the text that follows: that is read again, from its start, and skipped up to here. */
        if (rawmap_i_rewind(list->file) != 0)
            return name;
        list->begin = list->end = 0;
        name = list->buffer;
    }
    if (length > RAWMAP_I_CAST(size_t, list->buffer + list->buffer_length - 1 - name)) {
        length = RAWMAP_I_CAST(size_t, list->buffer + list->buffer_length - 1 - name);
        *cut = true;
    }
    for (i = 0; i < length; i++)
        name[i] = link[i];
    name[length] = '\0';
    return name;
}

/* The name that a line ends with, as PROCMAP_QUERY gives it: of a file, the text has newlines as \012. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_name_of_line(rawmap_mappings *list, rawmap_mapping_entry *entry, char *name)
{
    size_t length = 0, i;
    bool odd = false, cut;
    if (list->cut) {
        const rawmap_status status = rawmap_i_long_name(list, name);
        if (status != RAWMAP_OK)
            return status;
        name = list->buffer;
    } else if (*name != '[') {
        for (i = 0; name[i] != '\0'; i++)
            length = rawmap_i_add_byte(name, length, name[i]);
        name[length] = '\0';
    }
    for (i = 0; name[i] != '\0'; i++)
        odd = odd || name[i] == '\n';
    cut = list->cut;
    entry->name = odd ? rawmap_i_true_name(list, entry, name, &cut) : name;
    entry->deleted = rawmap_i_is_deleted(list, entry, cut);
    return RAWMAP_OK;
}

/* start-end rwxp offset major:minor inode   name. The kernel's own page, [vsyscall], is no mapping of the process, and
   PROCMAP_QUERY leaves it out. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_mappings_next_by_text(rawmap_mappings *list, rawmap_mapping_entry *entry)
{
    for (;;) {
        char *row = list->buffer;
        const char *text;
        char *name;
        const rawmap_status status = rawmap_i_line(list, &row); /* its fields fit into the smallest buffer */
        if (status != RAWMAP_OK)
            return status;
        text = row;
        entry->start = rawmap_i_number(&text, 16);
        text++;
        entry->end = rawmap_i_number(&text, 16);
        text++;
        entry->protection.bits = (text[0] == 'r' ? RAWMAP_PROT_read : 0u) | (text[1] == 'w' ? RAWMAP_PROT_write : 0u) |
                                 (text[2] == 'x' ? RAWMAP_PROT_exec : 0u);
        entry->shared = text[3] == 's';
        text += 5;
        entry->offset = rawmap_i_number(&text, 16);
        text++;
        entry->device_major = RAWMAP_I_CAST(uint32_t, rawmap_i_number(&text, 16));
        text++;
        entry->device_minor = RAWMAP_I_CAST(uint32_t, rawmap_i_number(&text, 16));
        text++;
        entry->inode = rawmap_i_number(&text, 10);
        name = row + (text - row);
        while (*name == ' ')
            name++;
        if (entry->end <= list->next ||
            (name[0] == '[' && name[1] == 'v' && name[2] == 's' && name[3] == 'y' && name[4] == 's'))
            continue;
        list->next = entry->end;
        return rawmap_i_name_of_line(list, entry, name);
    }
}
#endif

RAWMAP_I_END

#endif

#endif
