/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_pointers.h: what the pointers among a call's words lead to. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_POINTERS_H
#define RAWMAP_EXPLAIN_INNER_POINTERS_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_judged.h"
#include "inner_places.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The first mapping of a range that may not be read, or written: 1, 0, or -1 where nobody can tell. */
RAWMAP_I_LOCAL int rawmap_i_first_closed(const rawmap_i_case *one, uint64_t start, uint64_t end, bool writes,
                                         rawmap_i_met *mapped)
{
    rawmap_i_walk walk;
    bool closed = false;
    if (!rawmap_i_walk_open(one, &walk, false))
        return -1;
    while (!closed && rawmap_i_walk_next(&walk, mapped) && mapped->start < end)
        closed = mapped->end > start && !(writes ? mapped->may_write : mapped->may_read);
    rawmap_i_walk_close(&walk);
    return walk.failed ? -1 : closed;
}

/* EFAULT, of what a word of the call leads to: so many bytes, which the kernel reads or writes. */
RAWMAP_I_LOCAL bool rawmap_i_leads_astray(rawmap_i_case *one, unsigned word, uint64_t length, bool writes)
{
    const uint64_t start = RAWMAP_I_ADDRESS_OF(one->call->words[word]);
    const uint64_t end = length > UINTPTR_MAX - start ? UINTPTR_MAX + 0u : start + length;
    rawmap_i_met mapped;
    uint64_t from = 0, to = 0; /* or clang asks */
    const int hole = length == 0 ? 0 : rawmap_i_first_hole(one, start, end, &from, &to);
    const int closed = length == 0 || hole != 0 ? 0 : rawmap_i_first_closed(one, start, end, writes, &mapped);
    if (hole < 0 || closed < 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_MAPPINGS);
    if (hole == 0 && closed == 0)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_MAPPINGS);
    rawmap_i_say(one, "Argument ");
    rawmap_i_say_count(one, word + 1);
    rawmap_i_say(one, ", ");
    rawmap_i_say_address(one, start);
    if (hole == 0) {
        rawmap_i_in_the_way(one, &mapped);
        rawmap_i_say(one, writes ? ", leads to what may not be written: " : ", leads to what may not be read: ");
        rawmap_i_say_mapping(one, &mapped);
    } else {
        one->told->start = from;
        one->told->end = to;
        rawmap_i_say(one, from == start ? ", leads to where nothing is mapped"
                                        : ", leads to more bytes than are mapped there, up to ");
        if (from != start)
            rawmap_i_say_address(one, from);
    }
    rawmap_i_say(one, ".");
    return rawmap_i_found(one, RAWMAP_STATE_POINTER_ASTRAY);
}

/* The bytes of a pointer, or of a long, in a list that the call leads to. Another process may be one of 32 bits, under a
   kernel of 64: so many there are at least. */
RAWMAP_I_LOCAL unsigned rawmap_i_word_bytes(const rawmap_i_case *one)
{
    return one->call->process == 0 ? RAWMAP_I_CAST(unsigned, sizeof(void *)) : 4u;
}

/* A set of nodes: the kernel takes one off the number of its bits. */
RAWMAP_I_LOCAL bool rawmap_i_nodes_lead_astray(rawmap_i_case *one, unsigned word, uint64_t count, bool writes)
{
    const unsigned bits = rawmap_i_word_bytes(one) * 8;
    const uint64_t most = RAWMAP_PAGE_SIZE_MAX * 8u; /* it refuses more before it reads one */
    if (one->call->words[word] == 0 || count < 2 || count - 1 > most)
        return false;
    return rawmap_i_leads_astray(one, word, ((count - 2 + bits) & ~(bits - 1u + 0ull)) >> 3, writes);
}

#endif

RAWMAP_I_END

#endif

#endif
