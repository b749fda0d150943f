/* SPDX-License-Identifier: MIT */
/* rawmap/look/facts.h: the facts of the machine that an allocator reads before it begins, in one structure, each known or
   not, with the cause.

   Nothing is allocated, nothing is kept. What needs no file is asked by system calls; a sandbox without /proc or /sys
   makes the rest not known, and nothing else. */
#ifndef RAWMAP_LOOK_FACTS_H
#define RAWMAP_LOOK_FACTS_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "fact_set.h"
#include "machine.h"
#endif
#if RAWMAP_I_DEFINES(look)
#include "inner_facts.h"
#include "inner_facts_asked.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_facts_ask: fills in what a set names, and leaves the rest of the structure as it was: a later call can ask more.

   For address_bits one page after another is asked for, each twice as far, in a way that Linux refuses after it has
   looked at the address; the farthest is then mapped without access, and unmapped. On s390x page tables are as deep as
   the farthest page of all for the rest of the process's life, when this has been asked.

   Calls:      address_bits: one for each bit from 27 on, and four; page_bytes: as
               rawmap_page_size; huge_pools: as rawmap_huge_page_default and rawmap_huge_page_sizes, and 20 for each size;
               thp_settings: 12; overcommit_mode: 4; the others one.
   Requires:   facts is not NULL.
   Status:     RAWMAP_OK: all that was asked is known. RAWMAP_FACTS_NONE, RAWMAP_FACTS_UNKNOWN_BITS: nothing was asked.
               Else the status of the first fact that is not known, in the order of the structure; the others are filled
               in all the same. A fact's status is that of the call that could not tell it:
               RAWMAP_ENOENT: no such file: no /proc or /sys, or the kernel is older, or built without it.
               RAWMAP_EACCES, RAWMAP_EPERM, RAWMAP_ENOSYS: a sandbox, or a kernel without it. RAWMAP_EMFILE,
               RAWMAP_ENFILE: no descriptor was free. RAWMAP_ENOMEM: a limit on mappings or addresses stood in the way.
               RAWMAP_FACT_TEXT_UNKNOWN: the file is empty, or says what this library does not know.
   Since:      2.4; nodes 2.6.24, thp_settings 2.6.38, huge_pools 3.8
   ABIs:       all
   Manual:     get_mempolicy(2), mmap(2), sysinfo(2) */
RAWMAP_API_OUTLINE(look)
rawmap_status rawmap_facts_ask(rawmap_fact_set which, rawmap_facts *facts)
    RAWMAP_I_ONCE(rawmap_facts_ask) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(look)
RAWMAP_API_OUTLINE(look) rawmap_status rawmap_facts_ask(rawmap_fact_set which, rawmap_facts *facts)
{
    rawmap_status status = RAWMAP_OK;
    if (which.bits == 0)
        return rawmap_i_failure(RAWMAP_FACTS_NONE);
    if ((which.bits & ~RAWMAP_I_FACTS_KNOWN) != 0)
        return rawmap_i_failure(RAWMAP_FACTS_UNKNOWN_BITS);
    if ((which.bits & RAWMAP_FACTS_overcommit_mode) != 0)
        rawmap_i_first(&status, rawmap_i_ask_overcommit(&facts->overcommit));
    if ((which.bits & RAWMAP_FACTS_thp_settings) != 0) {
        rawmap_i_first(&status, rawmap_i_ask_setting("enabled", &facts->thp_enabled));
        rawmap_i_first(&status, rawmap_i_ask_setting("defrag", &facts->thp_defrag));
        rawmap_i_first(&status, rawmap_i_ask_setting("shmem_enabled", &facts->thp_shmem));
    }
    if ((which.bits & RAWMAP_FACTS_physical_memory) != 0)
        rawmap_i_first(&status, rawmap_i_ask_memory(&facts->ram));
    if ((which.bits & RAWMAP_FACTS_address_bits) != 0)
        rawmap_i_first(&status, rawmap_i_ask_addresses(&facts->addresses));
    if ((which.bits & RAWMAP_FACTS_page_bytes) != 0)
        rawmap_i_first(&status, rawmap_i_ask_page(&facts->page));
    if ((which.bits & RAWMAP_FACTS_huge_pools) != 0)
        rawmap_i_ask_pools(&status, facts);
    if ((which.bits & RAWMAP_FACTS_allowed_nodes) != 0)
        rawmap_i_first(&status, rawmap_i_ask_nodes(&facts->allowed));
    return status;
}
#endif

#endif

RAWMAP_I_END

#endif
