/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_pool.h: the pools of huge pages. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_POOL_H
#define RAWMAP_EXPLAIN_INNER_POOL_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_nodes.h"
#include "inner_proc.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* A number of the pool of pages of 1 << shift bytes. */
RAWMAP_I_LOCAL bool rawmap_i_of_pool(unsigned shift, const char *which, uint64_t *number)
{
    char place[RAWMAP_I_PLACE_ROOM];
    size_t at;
    if (shift < 10 || shift - 10 > 31)
        return false;
    at = rawmap_i_append(place, 0, "/sys/kernel/mm/hugepages/hugepages-");
    at = rawmap_i_append_number(place, at, 1u << (shift - 10));
    at = rawmap_i_append(place, at, "kB/");
    (void)rawmap_i_append(place, at, which);
    return rawmap_i_proc_number(place, "", number);
}

/* A constant shift at a time: 32-bit compilers call a function to shift 64 bits by a variable. */
RAWMAP_I_LOCAL uint64_t rawmap_i_pages_of(uint64_t bytes, unsigned shift)
{
    unsigned i;
    bool more = false;
    for (i = 0; i < shift; i++) {
        more = more || (bytes & 1u) != 0;
        bytes >>= 1;
    }
    return bytes + more;
}

RAWMAP_I_LOCAL uint64_t rawmap_i_size_of(unsigned shift)
{
    uint64_t size = 1;
    unsigned i;
    for (i = 0; i < shift; i++)
        size += size;
    return size;
}

/* Whether fewer pages are free and promised to nobody. What may be made over the pool's size is made only where memory for it
   is found: that none came says that none was. */
RAWMAP_I_LOCAL bool rawmap_i_pool_is_empty(rawmap_i_case *one, uint64_t length, unsigned shift, rawmap_status cause)
{
    uint64_t all, idle, promised, wanted;
    if (!rawmap_i_of_pool(shift, "nr_hugepages", &all) || !rawmap_i_of_pool(shift, "free_hugepages", &idle) ||
        !rawmap_i_of_pool(shift, "resv_hugepages", &promised))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_HUGE_POOL);
    wanted = rawmap_i_pages_of(length, shift);
    if (promised <= idle && wanted <= idle - promised) {
        (void)rawmap_i_ruled_out(one, RAWMAP_LOOKED_HUGE_POOL);
        return rawmap_i_is_on_other_nodes(one, wanted, shift, cause);
    }
    rawmap_i_say(one, "The pool of huge pages of ");
    rawmap_i_say_bytes(one, rawmap_i_size_of(shift));
    rawmap_i_say(one, " has ");
    rawmap_i_say_count(one, all);
    rawmap_i_say(one, ", ");
    rawmap_i_say_count(one, idle);
    rawmap_i_say(one, " of them free");
    if (promised != 0) {
        rawmap_i_say(one, ", and ");
        rawmap_i_say_count(one, promised);
        rawmap_i_say(one, " of those promised to others");
    }
    rawmap_i_say(one, ": ");
    rawmap_i_say_count(one, wanted);
    rawmap_i_say(one, wanted == 1 ? " was wanted." : " were wanted.");
    return rawmap_i_found_figures(one, cause, wanted, all - (idle < all ? idle : all) + promised, all);
}

#endif

RAWMAP_I_END

#endif

#endif
