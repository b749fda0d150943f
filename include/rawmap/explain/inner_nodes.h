/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_nodes.h: whether huge pages lie on the nodes from which the process may have them, as
   allowed_mems_nr reckons (Linux 7.3): its cpuset's, and those that it is bound to. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_NODES_H
#define RAWMAP_EXPLAIN_INNER_NODES_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

#define RAWMAP_I_NODES_MOST 1024u
#define RAWMAP_I_NODE_WORD (8u * sizeof(unsigned long))

typedef struct rawmap_i_bound {
    bool is_bound; /* else words say nothing */
    unsigned long words[RAWMAP_I_NODES_MOST / (8u * sizeof(unsigned long))];
} rawmap_i_bound;

/* The policy of the process. Of another, the first mapping shows it, unless that has its own. */
RAWMAP_I_LOCAL bool rawmap_i_bound_of(const rawmap_i_case *one, rawmap_i_bound *bound)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[64];
    const char *at = text;
    int policy = 0;
    rawmap_word result;
    bound->is_bound = false;
    if (one->call->process == 0) {
        result =
            RAWMAP_I_CALL5(RAWMAP_NR_get_mempolicy, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&policy)),
                           RAWMAP_I_WORD(RAWMAP_I_ADDRESS(bound->words)), RAWMAP_I_WORD(RAWMAP_I_NODES_MOST + 1), 0, 0);
        bound->is_bound = result == 0 && (policy & 0xff) == 2; /* MPOL_BIND */
        return result == 0 || result == -RAWMAP_LINUX_ENOSYS;
    }
    (void)rawmap_i_place(one, "numa_maps", place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return rawmap_i_text_error(place) == RAWMAP_LINUX_ENOENT; /* a kernel without nodes */
    (void)rawmap_i_number(&at, 16);
    return !rawmap_i_begins(at, " bind");
}

/* Free huge pages on the nodes of a list, "0-1,3": as many as are wanted stop it. */
RAWMAP_I_LOCAL bool rawmap_i_idle_on(const char *list, const rawmap_i_bound *bound, unsigned shift, uint64_t *idle)
{
    *idle = 0;
    while (*list >= '0' && *list <= '9') {
        uint64_t node = rawmap_i_number(&list, 10), last = node;
        if (*list == '-') {
            list++;
            last = rawmap_i_number(&list, 10);
        }
        if (*list == ',')
            list++;
        for (; node <= last && node < RAWMAP_I_NODES_MOST; node++) {
            const unsigned at = RAWMAP_I_CAST(unsigned, node);
            char place[RAWMAP_I_PLACE_ROOM];
            uint64_t more;
            size_t end;
            if (bound->is_bound && (bound->words[at / RAWMAP_I_NODE_WORD] >> (at % RAWMAP_I_NODE_WORD) & 1u) == 0)
                continue;
            end = rawmap_i_append(place, 0, "/sys/devices/system/node/node");
            end = rawmap_i_append_number(place, end, at);
            end = rawmap_i_append(place, end, "/hugepages/hugepages-");
            end = rawmap_i_append_number(place, end, 1u << (shift - 10));
            (void)rawmap_i_append(place, end, "kB/free_hugepages");
            if (!rawmap_i_proc_number(place, "", &more))
                return false;
            *idle += more;
        }
    }
    return true;
}

/* Linux asks for that after it asked the whole pool, and counts what is promised to others too. */
RAWMAP_I_LOCAL bool rawmap_i_is_on_other_nodes(rawmap_i_case *one, uint64_t wanted, unsigned shift, rawmap_status cause)
{
    rawmap_i_bound bound;
    char place[RAWMAP_I_PLACE_ROOM];
    char text[4096];
    const char *list;
    uint64_t idle;
    (void)rawmap_i_place(one, "status", place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return rawmap_i_unseen(one, RAWMAP_LOOKED_NODES);
    list = rawmap_i_behind(text, "Mems_allowed_list:");
    if (list == RAWMAP_I_NULL) /* a kernel without nodes */
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_NODES);
    if (!rawmap_i_bound_of(one, &bound) || !rawmap_i_idle_on(list, &bound, shift, &idle))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_NODES);
    if (wanted <= idle)
        return rawmap_i_ruled_out(one, RAWMAP_LOOKED_NODES);
    rawmap_i_say(one, "Of the free huge pages of the pool ");
    rawmap_i_say_count(one, idle);
    rawmap_i_say(one, idle == 1 ? " is" : " are");
    rawmap_i_say(one, " on the nodes that the process may use");
    rawmap_i_say(one, bound.is_bound ? " and is bound to: " : ": ");
    rawmap_i_say_count(one, wanted);
    rawmap_i_say(one, wanted == 1 ? " was wanted." : " were wanted.");
    return rawmap_i_found_figures(one, cause, wanted, 0, idle);
}

#endif

RAWMAP_I_END

#endif

#endif
