/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_refused_nodes.h: why a call was refused that says from which nodes memory comes, and remap_file_pages,
   in the order of mm/mempolicy.c, mm/migrate.c and mm/mmap.c (Linux 7.3). Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_REFUSED_NODES_H
#define RAWMAP_EXPLAIN_INNER_REFUSED_NODES_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_judged.h"
#include "inner_places.h"
#include "inner_pointers.h"
#include "inner_policy.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* Linux asks for the number of a process, or of one of its threads, before anything about it: pidfd_open says ESRCH of none
   that is there, whatever /proc hides. */
RAWMAP_I_LOCAL bool rawmap_i_is_no_process(rawmap_i_case *one, int process)
{
    rawmap_word opened;
    if (process <= 0 || !rawmap_i_shares_namespace(one, "ns/pid"))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_KERNEL);
    opened = RAWMAP_I_CALL2(RAWMAP_NR_pidfd_open, process, 0);
    if (opened >= 0)
        (void)RAWMAP_I_CALL1(RAWMAP_NR_close, opened);
    if (opened != -RAWMAP_LINUX_ESRCH)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_KERNEL);
    rawmap_i_say(one, "No process has the number ");
    rawmap_i_say_count(one, RAWMAP_I_CAST(unsigned, process));
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, RAWMAP_STATE_PROCESS_GONE);
}

/* mbind reads the set, then looks at the range. */
RAWMAP_I_LOCAL bool rawmap_i_bind_refused(rawmap_i_case *one)
{
    const rawmap_word *const words = one->call->words;
    const uint64_t start = RAWMAP_I_ADDRESS_OF(words[0]);
    return rawmap_i_nodes_lead_astray(one, 3, RAWMAP_I_LENGTH_OF(words[4]), false) ||
           rawmap_i_in_hole(one, start, start + rawmap_i_in_pages(RAWMAP_I_LENGTH_OF(words[1])),
                            RAWMAP_STATE_NOT_MAPPED);
}

/* get_mempolicy looks at the address, then writes what it found. */
RAWMAP_I_LOCAL bool rawmap_i_asking_refused(rawmap_i_case *one)
{
    const rawmap_word *const words = one->call->words;
    const uint64_t address = RAWMAP_I_ADDRESS_OF(words[3]);
    if ((RAWMAP_I_BITS_OF(words[4]) & RAWMAP_LINUX_MPOL_F_ADDR) != 0 &&
        rawmap_i_in_hole(one, address, address + 1, RAWMAP_STATE_NOT_MAPPED))
        return true;
    return (words[0] != 0 && rawmap_i_leads_astray(one, 0, sizeof(int), true)) ||
           rawmap_i_nodes_lead_astray(one, 1, RAWMAP_I_LENGTH_OF(words[2]), true);
}

RAWMAP_I_LOCAL bool rawmap_i_migration_refused(rawmap_i_case *one)
{
    const rawmap_word *const words = one->call->words;
    const uint64_t count = RAWMAP_I_LENGTH_OF(words[1]);
    switch (one->call->error) {
    case RAWMAP_LINUX_EFAULT:
        return rawmap_i_nodes_lead_astray(one, 2, count, false) || rawmap_i_nodes_lead_astray(one, 3, count, false);
    case RAWMAP_LINUX_ESRCH:
        return rawmap_i_is_no_process(one, RAWMAP_I_INT_OF(words[0]));
    default: /* who may migrate another's memory, and whereto, two cpusets and a security module decide */
        return false;
    }
}

RAWMAP_I_LOCAL bool rawmap_i_moving_refused(rawmap_i_case *one)
{
    const rawmap_word *const words = one->call->words;
    const uint64_t count = RAWMAP_I_LENGTH_OF(words[1]);
    const uint64_t most = RAWMAP_I_CAST(uint64_t, SIZE_MAX) / 16; /* so that the bytes do not wrap */
    switch (one->call->error) {
    case RAWMAP_LINUX_EFAULT:
        if (count > most)
            return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
        return rawmap_i_leads_astray(one, 2, count * rawmap_i_word_bytes(one), false) ||
               (words[3] != 0 && rawmap_i_leads_astray(one, 3, count * sizeof(int), false)) ||
               rawmap_i_leads_astray(one, 4, count * sizeof(int), true);
    case RAWMAP_LINUX_ESRCH:
        return rawmap_i_is_no_process(one, RAWMAP_I_INT_OF(words[0]));
    default:
        return false;
    }
}

RAWMAP_I_LOCAL bool rawmap_i_nodes_refused(rawmap_i_case *one)
{
    const bool faulted = one->call->error == RAWMAP_LINUX_EFAULT;
    switch (one->call->number) {
    case RAWMAP_NR_mbind:
        return faulted && rawmap_i_bind_refused(one);
    case RAWMAP_NR_set_mempolicy:
        return faulted && rawmap_i_nodes_lead_astray(one, 1, RAWMAP_I_LENGTH_OF(one->call->words[2]), false);
    case RAWMAP_NR_get_mempolicy:
        return faulted && rawmap_i_asking_refused(one);
    case RAWMAP_NR_migrate_pages:
        return rawmap_i_migration_refused(one);
    case RAWMAP_NR_move_pages:
        return rawmap_i_moving_refused(one);
    default:
        return false;
    }
}

/* Shared mappings of one file, without a hole between them. */
RAWMAP_I_LOCAL bool rawmap_i_remap_pages_refused(rawmap_i_case *one, uint64_t address, uint64_t length)
{
    const uint64_t mask = rawmap_i_page_here() - 1;
    const uint64_t start = address & ~mask, end = start + (length & ~mask);
    rawmap_i_walk walk;
    rawmap_i_met mapped;
    uint64_t at = start, inode = 0;
    bool fits = true;
    if (one->call->error != RAWMAP_LINUX_EINVAL || one->call->words[2] != 0) /* no protection may be given */
        return false;
    if (!rawmap_i_walk_open(one, &walk, false))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    while (fits && at < end && rawmap_i_walk_next(&walk, &mapped)) {
        if (mapped.end <= at)
            continue;
        fits = mapped.start <= at && mapped.shared && (at == start || mapped.inode == inode);
        inode = mapped.inode;
        at = fits ? mapped.end : at;
    }
    rawmap_i_walk_close(&walk);
    if (walk.failed || (fits && at >= end)) /* whether all are alike, and were shared to be written, the list hides */
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (fits || mapped.start > at) {
        one->told->start = at;
        one->told->end = fits || mapped.start > end ? end : mapped.start;
        rawmap_i_say(one, "Nothing is mapped at ");
        rawmap_i_say_address(one, at);
    } else {
        rawmap_i_in_the_way(one, &mapped);
        rawmap_i_say(one, mapped.shared ? "Of another file than what lies before it is "
                                        : "Only pages of shared mappings can be chosen, and private is ");
        rawmap_i_say_mapping(one, &mapped);
    }
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, RAWMAP_STATE_UNFIT_MAPPING);
}

#endif

RAWMAP_I_END

#endif

#endif
