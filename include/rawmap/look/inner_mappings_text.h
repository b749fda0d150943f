/* SPDX-License-Identifier: MIT */
/* rawmap/look/inner_mappings_text.h: /proc/PID/maps, rewound and read a line at a time, without libc. Inside the
   library; programs use mappings.h. */
#ifndef RAWMAP_LOOK_INNER_MAPPINGS_TEXT_H
#define RAWMAP_LOOK_INNER_MAPPINGS_TEXT_H

#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/status.h"
#include "../map/protection.h"
#include "mapping_entry.h"

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

/* The next line, without its end, in the buffer from *found; 0, or a status. What a full buffer cannot hold of a line is
   left out. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_line(rawmap_mappings *list, char **found)
{
    size_t i = list->begin;
    for (;;) {
        rawmap_word got;
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
        got = RAWMAP_I_CALL3(RAWMAP_NR_read, list->file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(list->buffer + list->end)),
                             RAWMAP_I_WORD(list->buffer_length - 1 - list->end));
        if (rawmap_i_is_error(got))
            return RAWMAP_I_CAST(rawmap_status, -got);
        if (got == 0)
            return RAWMAP_NO_MORE_MAPPINGS;
        list->end += RAWMAP_I_CAST(size_t, got);
    }
}

/* A name as PROCMAP_QUERY gives it: the text has newlines as \012. */
RAWMAP_I_LOCAL void rawmap_i_unescape(char *name)
{
    char *to = name;
    for (; *name != '\0'; name++) {
        if (name[0] == '\\' && name[1] == '0' && name[2] == '1' && name[3] == '2') {
            *to++ = '\n';
            name += 3;
        } else {
            *to++ = *name;
        }
    }
    *to = '\0';
}

/* start-end rwxp offset major:minor inode   name. The kernel's own page, [vsyscall], is no mapping of the process, and
   PROCMAP_QUERY leaves it out. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_mappings_next_by_text(rawmap_mappings *list, rawmap_mapping_entry *entry)
{
    for (;;) {
        char *row = list->buffer;
        const char *text;
        char *name;
        const rawmap_status status = rawmap_i_line(list, &row);
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
        rawmap_i_unescape(name);
        entry->name = name;
        if (entry->end <= list->next ||
            (name[0] == '[' && name[1] == 'v' && name[2] == 's' && name[3] == 'y' && name[4] == 's'))
            continue;
        list->next = entry->end;
        return RAWMAP_OK;
    }
}
#endif

RAWMAP_I_END

#endif

#endif
