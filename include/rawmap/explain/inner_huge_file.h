/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_huge_file.h: files of huge pages (hugetlbfs), and why they are not mapped. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_HUGE_FILE_H
#define RAWMAP_EXPLAIN_INNER_HUGE_FILE_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_file.h"
#include "inner_group.h"
#include "inner_mount.h"
#include "inner_pool.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

typedef struct rawmap_i_huge_file {
    rawmap_i_answer_word is_huge;
    bool limited;   /* its file system may have no more than so many */
    uint64_t page;  /* their size */
    unsigned shift; /* as a power of two */
} rawmap_i_huge_file;

/* A file in memory is on no mount that is listed. tmpfs tells blocks of a huge page only where it is told to have them. */
RAWMAP_I_LOCAL rawmap_i_answer_word rawmap_i_memfd_is_huge(const rawmap_i_descriptor *opened)
{
    static const char place[] = "/sys/kernel/mm/transparent_hugepage/shmem_enabled";
    char text[128];
    if (!rawmap_i_begins(opened->name, "/memfd:"))
        return RAWMAP_I_UNKNOWN;
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return RAWMAP_I_UNKNOWN;
    return rawmap_i_has(text, "[never]") || rawmap_i_has(text, "[advise]") || rawmap_i_has(text, "[deny]")
               ? RAWMAP_I_YES
               : RAWMAP_I_UNKNOWN;
}

/* Its blocks are as large as its pages; other file systems may have such blocks too. */
RAWMAP_I_LOCAL void rawmap_i_huge_file_of(const rawmap_i_case *one, int file, rawmap_i_huge_file *huge)
{
    rawmap_i_descriptor opened;
    rawmap_i_statx stat;
    rawmap_i_walk walk;
    const char *line = RAWMAP_I_NULL;
    int listed;
    uint64_t bytes;
    huge->is_huge = RAWMAP_I_UNKNOWN;
    huge->limited = false;
    huge->page = huge->shift = 0;
    if (rawmap_i_descriptor_of(one, file, &opened) != 1 || !rawmap_i_stat_of(one, file, &stat))
        return;
    huge->page = stat.block;
    for (bytes = huge->page; bytes > 1; bytes >>= 1)
        huge->shift++;
    if (huge->page <= rawmap_i_page_here() || huge->page != rawmap_i_size_of(huge->shift)) {
        huge->is_huge = RAWMAP_I_NO;
        return;
    }
    listed = rawmap_i_mount_of(one, opened.mount, &walk, &line);
    if (listed == 0)
        huge->is_huge = rawmap_i_memfd_is_huge(&opened);
    if (listed != 1)
        return;
    huge->is_huge = rawmap_i_has(line, " - hugetlbfs ") ? RAWMAP_I_YES : RAWMAP_I_NO;
    huge->limited = rawmap_i_has(line, ",size=");
}

RAWMAP_I_LOCAL void rawmap_i_say_huge_file(rawmap_i_case *one, const char *words, const rawmap_i_huge_file *huge)
{
    rawmap_i_say(one, "The file has huge pages of ");
    rawmap_i_say_bytes(one, huge->page);
    rawmap_i_say(one, words);
}

/* EINVAL, in the order in which Linux asks: a fixed address, then the offset. */
RAWMAP_I_LOCAL bool rawmap_i_is_between_huge_pages(rawmap_i_case *one, const rawmap_i_huge_file *huge, bool fixed,
                                                   uint64_t address, uint64_t offset)
{
    if (huge->is_huge == RAWMAP_I_UNKNOWN)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_FILE);
    if (huge->is_huge == RAWMAP_I_NO)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE);
    if (fixed && (address & (huge->page - 1)) != 0) {
        rawmap_i_say_huge_file(one, ", of which the address ", huge);
        rawmap_i_say_address(one, address);
        rawmap_i_say(one, " is no multiple.");
        return rawmap_i_found(one, RAWMAP_HUGE_ADDRESS_UNALIGNED);
    }
    if ((offset & (huge->page - 1)) != 0) {
        rawmap_i_say_huge_file(one, ", of which the offset ", huge);
        rawmap_i_say_address(one, offset);
        rawmap_i_say(one, " is no multiple.");
        return rawmap_i_found(one, RAWMAP_HUGE_FILE_UNFIT);
    }
    return rawmap_i_ruled_out(one, RAWMAP_LOOKED_FILE);
}

/* ENOMEM: the group, the file system, the pool. What of a shared file is promised already nobody tells: it may need fewer. */
RAWMAP_I_LOCAL bool rawmap_i_finds_no_huge_pages(rawmap_i_case *one, const rawmap_i_huge_file *huge, uint64_t length,
                                                 bool shared)
{
    const size_t said = one->told->length;
    const rawmap_status cause = one->told->cause;
    if (rawmap_i_group_is_full(one, length, huge->shift)) {
        if (!shared)
            return true;
        one->told->length = said;
        if (one->room != 0)
            one->sentence[said] = '\0';
        (void)rawmap_i_found_figures(one, cause, 0, 0, 0);
        return rawmap_i_unseen(one, RAWMAP_LOOKED_HUGE_GROUP);
    }
    if (huge->limited)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_HUGE_POOL);
    return rawmap_i_pool_is_empty(one, length, huge->shift, RAWMAP_STATE_HUGE_POOL);
}

#endif

RAWMAP_I_END

#endif

#endif
