/* SPDX-License-Identifier: MIT */
/* rawmap/look/mappings.h: the list of a process's mappings, one after another, in the order of their addresses.

   Read from the text of /proc/PID/maps, some fifty of them by one system call; after rawmap_mappings_seek asked with
   PROCMAP_QUERY (Linux 6.11), one system call each and none of those before it is looked at; on older kernels, in
   sandboxes that forbid it, and after a name that is longer than the buffer, from the text again. The results are the same. (Where a sandbox hides
   /proc/PID/map_files as well, the four characters \012 of a file's name come for a newline.) Nothing is allocated: the
   list and its buffer are the caller's.

   Linux ends the name of a file that was deleted with " (deleted)", and files may be called so themselves: of such a
   name entry.deleted tells which, by a look at who is called so. (A name that was cut has its end in map_files; where a
   sandbox hides that it is not told as deleted, and without statx any file of the name will do.) */
#ifndef RAWMAP_LOOK_MAPPINGS_H
#define RAWMAP_LOOK_MAPPINGS_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "../map/protection.h"
#include "mapping_entry.h"
#include "rules.h"
#endif
#if RAWMAP_I_DEFINES(look)
#include "inner_mappings_text.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_mappings_open: begins to list the mappings of a process.

   Units:      process: its number; 0 is the calling process. buffer_length in bytes: a longer name is cut to one byte
               less. 4200 leaves no path cut that a program can name.
   Requires:   a buffer that lives as long as the list; /proc.
   Status:     RAWMAP_PROCESS_NEGATIVE_ENOENT, RAWMAP_BUFFER_TOO_SMALL: nothing was called.
               RAWMAP_ENOENT: no such process, or no /proc. RAWMAP_EACCES: not allowed to look. RAWMAP_EMFILE,
               RAWMAP_ENFILE: no descriptor was free.
   Since:      1.0 (text), 6.11 (PROCMAP_QUERY)
   ABIs:       all
   Manual:     open(2) */
RAWMAP_API_OUTLINE(look)
rawmap_status rawmap_mappings_open(rawmap_mappings *list, int process, char *buffer, size_t buffer_length)
    RAWMAP_I_ONCE(rawmap_mappings_open) RAWMAP_MUST_USE;

/* rawmap_check_mappings_open: what rawmap_mappings_open would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(look)
rawmap_status rawmap_check_mappings_open(int process, const char *buffer, size_t buffer_length) RAWMAP_MUST_USE;

/* rawmap_mappings_next: the next mapping of the list.

   Requires:   a list that rawmap_mappings_open began. Other threads may map and unmap in between: what is answered was
               true of that mapping when it was answered, and the list goes on behind it.
   Status:     RAWMAP_NO_MORE_MAPPINGS: the list is at its end. RAWMAP_ESRCH: the process has ended, or has no memory, as
               one that is dead and not waited for, or a thread of the kernel. Others: as the kernel answers; the list
               can be closed.
   Since:      as rawmap_mappings_open
   ABIs:       all
   Manual:     ioctl(2), read(2) */
RAWMAP_API_OUTLINE(look)
rawmap_status rawmap_mappings_next(rawmap_mappings *list, rawmap_mapping_entry *entry)
    RAWMAP_I_ONCE(rawmap_mappings_next) RAWMAP_MUST_USE;

/* rawmap_mappings_seek: makes the mapping that holds an address, or else the first above it, the next one.

   Note:       no system call, and the next rawmap_mappings_next is one; from address 0 the text is read, as after
               rawmap_mappings_open.
   Status:     RAWMAP_OK; on older kernels, and from address 0, whatever rewinding the text answers.
   Since:      as rawmap_mappings_open
   ABIs:       all
   Manual:     lseek(2) */
RAWMAP_API_OUTLINE(look)
rawmap_status rawmap_mappings_seek(rawmap_mappings *list, uint64_t address)
    RAWMAP_I_ONCE(rawmap_mappings_seek) RAWMAP_MUST_USE;

/* rawmap_mappings_close: ends the list and closes its descriptor.

   Status:     RAWMAP_OK; RAWMAP_EBADF: it was closed already.
   Since:      1.0
   ABIs:       all
   Manual:     close(2) */
RAWMAP_API_OUTLINE(look)
rawmap_status rawmap_mappings_close(rawmap_mappings *list) RAWMAP_I_ONCE(rawmap_mappings_close) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* The kernel's struct procmap_query: 104 bytes on every ABI. */
typedef struct rawmap_i_procmap_query {
    uint64_t size;
    uint64_t query_flags;
    uint64_t query_addr;
    uint64_t vma_start;
    uint64_t vma_end;
    uint64_t vma_flags;
    uint64_t vma_page_size;
    uint64_t vma_offset;
    uint64_t inode;
    uint32_t dev_major;
    uint32_t dev_minor;
    uint32_t vma_name_size;
    uint32_t build_id_size;
    uint64_t vma_name_addr;
    uint64_t build_id_addr;
} rawmap_i_procmap_query;

#define RAWMAP_I_COVERING_OR_NEXT 0x10u

RAWMAP_I_DEFINE_VERDICT(look, mappings_open, RAWMAP_RULES_MAPPINGS_OPEN, int process, const char *buffer,
                        size_t buffer_length)

RAWMAP_API(look) rawmap_status rawmap_check_mappings_open(int process, const char *buffer, size_t buffer_length)
{
    return RAWMAP_I_CHECKED(mappings_open, process, buffer, buffer_length);
}

#if RAWMAP_I_DEFINES(look)
RAWMAP_API_OUTLINE(look)
rawmap_status rawmap_mappings_open(rawmap_mappings *list, int process, char *buffer, size_t buffer_length)
{
    rawmap_word file;
    list->file = -1;
    list->process = process;
    list->by_text = false;
    list->ahead = true;
    list->moved = false;
    list->cut = false;
    list->next = 0;
    list->buffer = buffer;
    list->buffer_length = buffer_length;
    list->begin = 0;
    list->end = 0;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_MAPPINGS_OPEN))
        return rawmap_i_failure(RAWMAP_I_REFUSED(mappings_open, process, buffer, buffer_length));
    file = rawmap_i_open_proc(process, "maps", buffer);
    if (rawmap_i_is_error(file))
        return RAWMAP_I_CAST(rawmap_status, -file);
    list->file = RAWMAP_I_CAST(int, file);
    return RAWMAP_OK;
}
#endif

RAWMAP_I_INLINE rawmap_word rawmap_i_query(rawmap_mappings *list, rawmap_i_procmap_query *query)
{
    query->size = sizeof *query;
    query->query_flags = RAWMAP_I_COVERING_OR_NEXT;
    query->query_addr = list->next;
    /* Linux gives no more than PATH_MAX, and looks at 32 bits. */
    query->vma_name_size = list->buffer_length < 4096 ? RAWMAP_I_CAST(uint32_t, list->buffer_length) : 4096;
    query->vma_name_addr = RAWMAP_I_ADDRESS(list->buffer);
    query->build_id_size = 0;
    query->build_id_addr = 0;
    query->vma_end = 0;
    return RAWMAP_I_CALL3(RAWMAP_NR_ioctl, list->file, RAWMAP_I_WORD(RAWMAP_LINUX_PROCMAP_QUERY),
                          RAWMAP_I_WORD(RAWMAP_I_ADDRESS(query)));
}

#if RAWMAP_I_DEFINES(look)
RAWMAP_I_LOCAL rawmap_status rawmap_i_text_from_start(rawmap_mappings *list)
{
    list->begin = 0;
    list->end = 0;
    list->cut = false;
    if (!list->moved)
        return RAWMAP_OK;
    list->moved = false;
    return RAWMAP_I_CAST(rawmap_status, -rawmap_i_rewind(list->file));
}

/* What is behind the mappings that were seen, or sought, once no query is answered. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_mappings_text_instead(rawmap_mappings *list, rawmap_mapping_entry *entry)
{
    const rawmap_status status = rawmap_i_text_from_start(list);
    list->by_text = true;
    list->moved = true;
    return status != RAWMAP_OK ? status : rawmap_i_mappings_next_by_text(list, entry);
}

RAWMAP_API_OUTLINE(look) rawmap_status rawmap_mappings_next(rawmap_mappings *list, rawmap_mapping_entry *entry)
{
    rawmap_i_procmap_query query;
    rawmap_word result;
    if (list->by_text || list->ahead) {
        const rawmap_status status = rawmap_i_mappings_next_by_text(list, entry);
        list->moved = true;
        if (status != RAWMAP_NO_MORE_MAPPINGS || list->by_text)
            return status;
        list->ahead = false;
    }
    result = rawmap_i_query(list, &query);
    if (result == -RAWMAP_LINUX_ENOENT)
        return RAWMAP_NO_MORE_MAPPINGS;
    /* An older kernel; a sandbox, since who may open the file may ask; a name of which only the text gives a part; or an
       emulator that only answers success. */
    if (result == -RAWMAP_LINUX_ENOTTY || result == -RAWMAP_LINUX_ENAMETOOLONG || result == -RAWMAP_LINUX_ENOSYS ||
        result == -RAWMAP_LINUX_EPERM || result == -RAWMAP_LINUX_EACCES ||
        (result == 0 && query.vma_end <= list->next)) {
        return rawmap_i_mappings_text_instead(list, entry);
    }
    if (result != 0)
        return RAWMAP_I_CAST(rawmap_status, -result);
    if (query.vma_name_size == 0)
        list->buffer[0] = '\0';
    list->next = query.vma_end;
    entry->start = query.vma_start;
    entry->end = query.vma_end;
    entry->offset = query.vma_offset;
    entry->inode = query.inode;
    entry->device_major = query.dev_major;
    entry->device_minor = query.dev_minor;
    entry->protection.bits = RAWMAP_I_CAST(unsigned, query.vma_flags) & RAWMAP_I_PROT_ACCESS;
    entry->shared = (query.vma_flags & 8u) != 0;
    entry->name = list->buffer;
    entry->deleted = rawmap_i_is_deleted(list, entry, false);
    return RAWMAP_OK;
}

RAWMAP_API_OUTLINE(look) rawmap_status rawmap_mappings_seek(rawmap_mappings *list, uint64_t address)
{
    list->next = address;
    list->ahead = address == 0;
    if (!list->by_text && !list->ahead)
        return RAWMAP_OK;
    return rawmap_i_text_from_start(list);
}

RAWMAP_API_OUTLINE(look) rawmap_status rawmap_mappings_close(rawmap_mappings *list)
{
    const rawmap_word result = RAWMAP_I_CALL1(RAWMAP_NR_close, list->file);
    list->file = -1;
    return RAWMAP_I_CAST(rawmap_status, -result);
}
#endif

#endif

RAWMAP_I_END

#endif
