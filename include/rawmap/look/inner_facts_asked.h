/* SPDX-License-Identifier: MIT */
/* rawmap/look/inner_facts_asked.h: how far addresses go, and which nodes there are for this process. Inside the library;
   programs use facts.h. */
#ifndef RAWMAP_LOOK_INNER_FACTS_ASKED_H
#define RAWMAP_LOOK_INNER_FACTS_ASKED_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/status.h"
#include "../map/page_size.h"
#include "machine.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(look)
/* mmap of one page without access. Not in rawmap_i_mmap's way: sanitizers know nothing of addresses so far. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_far_page(uintptr_t address, unsigned flags)
{
    const size_t length = RAWMAP_PAGE_SIZE_MAX;
#if defined RAWMAP_MMAP_BLOCK
    rawmap_word block[6];
    block[0] = RAWMAP_I_WORD(address);
    block[1] = RAWMAP_I_WORD(length);
    block[2] = RAWMAP_LINUX_PROT_NONE;
    block[3] = RAWMAP_I_WORD(flags);
    block[4] = -1;
    block[5] = 0;
    return RAWMAP_I_UNWATCHED(RAWMAP_NR_mmap, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(block)), 0, 0, 0, 0, 0);
#elif defined RAWMAP_NR_mmap2
    return RAWMAP_I_UNWATCHED(RAWMAP_NR_mmap2, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_LINUX_PROT_NONE,
                              RAWMAP_I_WORD(flags), -1, 0);
#else
    return RAWMAP_I_UNWATCHED(RAWMAP_NR_mmap, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_LINUX_PROT_NONE,
                              RAWMAP_I_WORD(flags), -1, 0);
#endif
}

/* Linux looks at the address before it looks at what sort of memory is meant: of none at all it says EINVAL (after
   mlockall for the future perhaps EAGAIN) where the address is one, and ENOMEM where it is too far. Nothing is ever mapped so. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_reaches(uintptr_t address)
{
    const rawmap_word result = rawmap_i_far_page(address, RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_ANONYMOUS);
    return result == -RAWMAP_LINUX_EINVAL || result == -RAWMAP_LINUX_EAGAIN ? 0 : result;
}

/* What the farthest address answers when it is mapped: who only looks at the words of a call would say yes to all. An
   older kernel that puts it elsewhere does so since something is there. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_is_address(uintptr_t address)
{
    const rawmap_word result = rawmap_i_far_page(address, RAWMAP_LINUX_MAP_FIXED_NOREPLACE | RAWMAP_LINUX_MAP_PRIVATE |
                                                              RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_NORESERVE);
    if (result == -RAWMAP_LINUX_EEXIST)
        return 0;
    if (rawmap_i_is_error(result))
        return result;
    return RAWMAP_I_UNWATCHED(RAWMAP_NR_munmap, result, RAWMAP_PAGE_SIZE_MAX, 0, 0, 0, 0);
}

#define RAWMAP_I_ADDRESS_BITS_MIN 28u /* what the smallest address space has, and some bits less */

RAWMAP_I_LOCAL rawmap_status rawmap_i_ask_addresses(rawmap_address_fact *fact)
{
    const uintptr_t one = 1, near_one = one << (RAWMAP_I_ADDRESS_BITS_MIN - 1);
    unsigned bits = RAWMAP_I_ADDRESS_BITS_MIN;
    rawmap_word result = rawmap_i_reaches(near_one);
    for (; result == 0 && bits < sizeof(uintptr_t) * 8; bits += result == 0) {
        result = rawmap_i_reaches(one << bits);
        if (result ==
            -RAWMAP_LINUX_ENOMEM) /* or were there too many mappings at this moment, which is ENOMEM as well? */
            result = rawmap_i_reaches(one << bits);
        if (result == -RAWMAP_LINUX_ENOMEM) {
            result = rawmap_i_reaches(near_one);
            break;
        }
    }
    if (result == 0)
        result = rawmap_i_is_address(one << (bits - 1));
    fact->status = RAWMAP_I_CAST(rawmap_status, -result);
    fact->bits = result == 0 ? bits : 0;
    return fact->status;
}

/* "0-3,8" at the line of /proc/self/status that the kernel has for this. Nodes that it cannot count are no such text. */
RAWMAP_I_LOCAL bool rawmap_i_nodes_of_text(rawmap_node_fact *fact)
{
    static const char label[] = "\nMems_allowed_list:";
    char text[4096];
    const char *at = text;
    volatile unsigned long *words = fact->words; /* or gcc calls memset */
    unsigned i;
    if (rawmap_i_read_text("/proc/self/status", text, sizeof text) == 0)
        return false;
    for (;; at++) {
        for (i = 0; label[i] != '\0' && at[i] == label[i]; i++)
            ;
        if (label[i] == '\0')
            break;
        if (*at == '\0')
            return false;
    }
    at += i;
    while (*at == ' ' || *at == '\t')
        at++;
    for (i = 0; i < RAWMAP_NODE_WORDS(RAWMAP_FACT_NODES); i++)
        words[i] = 0;
    for (;;) {
        uint64_t first, last;
        if (*at < '0' || *at > '9')
            return false;
        first = last = rawmap_i_number(&at, 10);
        if (*at == '-') {
            at++;
            last = rawmap_i_number(&at, 10);
        }
        if (last >= RAWMAP_FACT_NODES)
            return false;
        for (; first <= last; first++)
            words[RAWMAP_I_CAST(unsigned, first) >> RAWMAP_I_NODE_SHIFT] =
                words[RAWMAP_I_CAST(unsigned, first) >> RAWMAP_I_NODE_SHIFT] |
                RAWMAP_I_NODE_BIT(RAWMAP_I_CAST(unsigned, first));
        if (*at != ',')
            return *at == '\n';
        at++;
    }
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_ask_nodes(rawmap_node_fact *fact)
{
    const rawmap_nodes nodes = {fact->words, RAWMAP_FACT_NODES};
    unsigned node;
    const rawmap_word result = RAWMAP_I_CALL5(RAWMAP_NR_get_mempolicy, 0, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(fact->words)),
                                              RAWMAP_FACT_NODES + 1, 0, RAWMAP_LINUX_MPOL_F_MEMS_ALLOWED);
    fact->status = result == 0 || rawmap_i_nodes_of_text(fact) ? RAWMAP_OK : RAWMAP_I_CAST(rawmap_status, -result);
    fact->count = 0;
    fact->highest = 0;
    for (node = 0; node < RAWMAP_FACT_NODES && fact->status == RAWMAP_OK; node++)
        if (rawmap_nodes_have(nodes, node)) {
            fact->count++;
            fact->highest = node;
        }
    return fact->status;
}
#endif

RAWMAP_I_END

#endif

#endif
