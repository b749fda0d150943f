/* SPDX-License-Identifier: MIT */
/* rawmap/look/fact_set.h: what a program can ask about the machine (facts.h).

   RAWMAP_FACTS(name, ...)         a rawmap_fact_set
   RAWMAP_FACTS_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_FACTS_<name>         1: every architecture has them

   name              asks                                                              without /proc and /sys
   overcommit_mode   whether memory is promised that is not there                      not known
   thp_settings      where transparent huge pages come from                            not known
   physical_memory   how much memory and swap there is, and is free                    known
   address_bits      how many bits the highest address of this process may have        known
   page_bytes        the size of a page                                                known
   huge_pools        the sizes of huge pages, and what their pools hold                the sizes alone
   allowed_nodes     the nodes that the process may have memory of                     known, unless a sandbox hides
                                                                                       get_mempolicy */
#ifndef RAWMAP_LOOK_FACT_SET_H
#define RAWMAP_LOOK_FACT_SET_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/set.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_fact_set_is_made_by_RAWMAP_FACTS {
    unsigned bits;
} rawmap_fact_set;

/* clang-format off */
#define RAWMAP_FACTS(...) RAWMAP_I_OPEN(rawmap_fact_set){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FACTS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(facts_need_at_least_one_name, FACTS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FACTS_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FACTS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(facts_need_at_least_one_name, FACTS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FACTS(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_FACTS(page_bytes, address_bits))

#define RAWMAP_FACTS_                    0ull
#define RAWMAP_HAS_FACTS_                1
#define RAWMAP_FACTS_overcommit_mode     1ull
#define RAWMAP_FACTS_thp_settings        2ull
#define RAWMAP_FACTS_physical_memory     4ull
#define RAWMAP_FACTS_address_bits        8ull
#define RAWMAP_FACTS_page_bytes          16ull
#define RAWMAP_FACTS_huge_pools          32ull
#define RAWMAP_FACTS_allowed_nodes       64ull
#define RAWMAP_HAS_FACTS_overcommit_mode 1
#define RAWMAP_HAS_FACTS_thp_settings    1
#define RAWMAP_HAS_FACTS_physical_memory 1
#define RAWMAP_HAS_FACTS_address_bits    1
#define RAWMAP_HAS_FACTS_page_bytes      1
#define RAWMAP_HAS_FACTS_huge_pools      1
#define RAWMAP_HAS_FACTS_allowed_nodes   1
/* clang-format on */

#define RAWMAP_I_FACTS_KNOWN 0x7fu

RAWMAP_I_SENTENCE(facts_need_at_least_one_name)
#define RAWMAP_I_RULE_facts_need_at_least_one_name(set) ((set) > 0)

/* rawmap_fact_set_union: what either asks.

   Result:   their union
   ABIs:     all */
RAWMAP_API(look) rawmap_fact_set rawmap_fact_set_union(rawmap_fact_set a, rawmap_fact_set b) RAWMAP_MUST_USE;

/* rawmap_fact_set_equal: whether two are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(look) bool rawmap_fact_set_equal(rawmap_fact_set a, rawmap_fact_set b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(look) rawmap_fact_set rawmap_fact_set_union(rawmap_fact_set a, rawmap_fact_set b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(look) bool rawmap_fact_set_equal(rawmap_fact_set a, rawmap_fact_set b)
{
    return a.bits == b.bits;
}

#endif

RAWMAP_I_END

#endif
