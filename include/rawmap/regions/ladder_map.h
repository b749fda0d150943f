/* SPDX-License-Identifier: MIT */
/* rawmap/regions/ladder_map.h: a new mapping, shared too, in the best pages that there are, from the nodes that are wanted. */
#ifndef RAWMAP_REGIONS_LADDER_MAP_H
#define RAWMAP_REGIONS_LADDER_MAP_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/kind.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "../numa/nodes.h"
#include "../numa/policy.h"
#include "../process/whole.h"
#include "aligned.h"
#include "collapse.h"
#include "inner_sets.h"
#include "ladder.h"
#include "step_set.h"
#endif
#include "inner_switches.h"

RAWMAP_I_BEGIN

/* rawmap_ladder_map: new memory that can be read and written, in the best pages of those that the caller names, as
   rawmap_ladder_commit has them for a reserved range: each better step that was named and not taken stands in the report
   with its status. Here nothing is moved: each step is a mapping of its own, and one that is refused is unmapped again.
   So it needs no Linux 5.18 for pages of the pool, and can be shared.

   The policy is set before anything is touched: RAWMAP_POLICY(default), with nodes of no words and count 0, for none. Pages of
   the pool are reserved of the whole machine, whichever nodes the policy names, and would be missed when they are touched
   (SIGBUS): with a policy all of them are brought in before the step is taken, so that it is refused instead. rawmap_node_of
   tells where they are. A range over several nodes is one call for each node: each has its report.

   Of shared memory transparent huge pages have a switch of their own, which the status names.

   Calls:      two for a step of the pool that has no pages; some ten for one that is taken.
   Units:      length in bytes: a multiple of a step's pages, or the step is refused (RAWMAP_HUGE_LENGTH_UNEVEN).
   Requires:   kind: RAWMAP_PRIVATE or RAWMAP_SHARED, with options but without a huge page size. *ladder is filled.
   Status:     RAWMAP_STEPS_NONE, RAWMAP_STEPS_UNKNOWN_BITS, RAWMAP_HUGE_SIZE_IN_KIND, RAWMAP_POPULATE_BEFORE_POLICY (populate
               or lock beside a policy): nothing was called. Else RAWMAP_OK, or, where no step was taken, the status of the last
               one: RAWMAP_HUGE_LENGTH_UNEVEN, RAWMAP_HUGE_SIZE_UNSUPPORTED, RAWMAP_STEP_NOT_SEEN,
               RAWMAP_TRANSPARENT_UNKNOWN, RAWMAP_TRANSPARENT_SWITCHED_OFF, RAWMAP_TRANSPARENT_SHARED_OFF,
               RAWMAP_TRANSPARENT_NOT_GIVEN; RAWMAP_EFAULT, RAWMAP_ENOMEM: too few free huge pages (on these nodes); and
               those of rawmap_map, rawmap_map_aligned, rawmap_numa_bind and rawmap_advise. RAWMAP_REGION_NOT_UNDONE: a step
               was refused, and its mapping could not be unmapped: the only failure whose span is not {NULL, 0}; no further
               step is tried.
   Since:      1.0; with a policy 5.14; what is seen 6.7
   ABIs:       all
   Manual:     madvise(2), mbind(2), mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_ladder_map(size_t length, rawmap_kind kind, rawmap_steps steps, rawmap_policy policy,
                                 rawmap_nodes nodes, rawmap_ladder *ladder)
    RAWMAP_I_ONCE(rawmap_ladder_map) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
/* What the steps of one call have in common. */
typedef struct rawmap_i_rung {
    size_t length;
    rawmap_kind kind;
    rawmap_policy policy;
    rawmap_nodes nodes;
    bool placed; /* there is a policy */
} rawmap_i_rung;

RAWMAP_I_LOCAL rawmap_status rawmap_i_rung_refusal(const rawmap_i_rung *rung)
{
    return (rung->kind.bits & RAWMAP_I_KIND_TYPE) == RAWMAP_LINUX_MAP_SHARED ? rawmap_i_shared_refusal()
                                                                             : rawmap_i_transparent_refusal();
}

RAWMAP_I_LOCAL void rawmap_i_rung_pool(rawmap_mapping *mapping, const rawmap_i_rung *rung, unsigned shift)
{
    const size_t size = shift < sizeof(size_t) * 8 ? RAWMAP_I_CAST(size_t, 1) << shift : 0;
    rawmap_i_leave_unmapped(mapping, RAWMAP_HUGE_LENGTH_UNEVEN);
    if ((rung->length & (size - 1)) == 0) {
        const rawmap_mapping made =
            rawmap_map(rung->length, RAWMAP_I_READ_WRITE, rawmap_kind_huge(rung->kind, size), RAWMAP_ANYWHERE);
        rawmap_i_copy_mapping(mapping, &made);
    }
}

RAWMAP_I_LOCAL void rawmap_i_rung_transparent(rawmap_mapping *mapping, const rawmap_i_rung *rung)
{
    const rawmap_size size = rawmap_transparent_size();
    rawmap_status status = size.status;
    if (status == RAWMAP_OK && (rung->length & (size.bytes - 1)) != 0)
        status = RAWMAP_HUGE_LENGTH_UNEVEN;
    if (status == RAWMAP_OK) {
        const rawmap_thp_answer process = rawmap_thp_now();
        if (process.status == RAWMAP_OK && process.thp.state == RAWMAP_THP(never).state)
            status = RAWMAP_TRANSPARENT_SWITCHED_OFF;
    }
    rawmap_i_leave_unmapped(mapping, status);
    if (status == RAWMAP_OK) {
        rawmap_i_map_aligned(mapping, rung->length, size.bytes, RAWMAP_I_READ_WRITE, rung->kind, RAWMAP_I_NULL);
    }
}

/* What is asked of a step's mapping, and whether it came. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_rung_settled(const rawmap_i_rung *rung, rawmap_span span, unsigned step,
                                                   rawmap_status *seen)
{
    rawmap_status status = RAWMAP_OK;
    if (rung->placed)
        status = rawmap_numa_bind(span, rung->policy, rung->nodes, RAWMAP_I_OWN(rawmap_numa_pages, RAWMAP_NUMA_PAGES_));
    if (status != RAWMAP_OK || step == RAWMAP_STEPS_small)
        return status;
    if (step == RAWMAP_STEPS_transparent) {
        status = rawmap_advise(span, RAWMAP_ADVICE(hugepage));
        if (status == RAWMAP_OK)
            status = rawmap_i_step_seen(span, seen, RAWMAP_TRANSPARENT_NOT_GIVEN);
        return status == RAWMAP_TRANSPARENT_NOT_GIVEN ? rawmap_i_rung_refusal(rung) : status;
    }
    if (rung->placed)
        status = rawmap_advise(span, RAWMAP_ADVICE(populate_write));
    return status == RAWMAP_OK ? rawmap_i_step_seen(span, seen, RAWMAP_STEP_NOT_SEEN) : status;
}

RAWMAP_I_LOCAL void rawmap_i_rung_map(rawmap_mapping *mapping, const rawmap_i_rung *rung, unsigned bit,
                                      rawmap_status *seen)
{
    const unsigned step = 1u << bit;
    rawmap_status status;
    if (step == RAWMAP_STEPS_small) {
        const rawmap_mapping made = rawmap_map(rung->length, RAWMAP_I_READ_WRITE, rung->kind, RAWMAP_ANYWHERE);
        rawmap_i_copy_mapping(mapping, &made);
    } else if (step == RAWMAP_STEPS_transparent)
        rawmap_i_rung_transparent(mapping, rung);
    else
        rawmap_i_rung_pool(mapping, rung, bit + 8);
    if (mapping->status != RAWMAP_OK)
        return;
    status = rawmap_i_rung_settled(rung, mapping->span, step, seen);
    if (status == RAWMAP_OK)
        return;
    if (rawmap_unmap(mapping->span) == RAWMAP_OK)
        rawmap_i_leave_unmapped(mapping, status);
    else
        mapping->status = RAWMAP_REGION_NOT_UNDONE;
}

RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_ladder_map(size_t length, rawmap_kind kind, rawmap_steps steps, rawmap_policy policy,
                                 rawmap_nodes nodes, rawmap_ladder *ladder)
{
    rawmap_mapping mapping;
    rawmap_i_rung rung;
    unsigned bit;
    rung.length = length;
    rung.kind = kind;
    rung.policy = policy;
    rung.nodes = nodes;
    rung.placed = policy.bits != RAWMAP_I_CAST(unsigned, RAWMAP_POLICY_default & 0xffffffffu) || nodes.count != 0;
    rawmap_i_ladder_begins(ladder);
    rawmap_i_leave_unmapped(&mapping,
                            (steps.bits & ~RAWMAP_I_STEPS_KNOWN) != 0     ? RAWMAP_STEPS_UNKNOWN_BITS
                            : (kind.bits & RAWMAP_LINUX_MAP_HUGETLB) != 0 ? RAWMAP_HUGE_SIZE_IN_KIND
                            : rung.placed && (kind.bits & (RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_LOCKED)) != 0
                                ? RAWMAP_POPULATE_BEFORE_POLICY
                                : RAWMAP_STEPS_NONE);
    if (mapping.status != RAWMAP_STEPS_NONE)
        return rawmap_i_same_mapping(&mapping);
    for (bit = RAWMAP_I_STEP_SHIFT_MAX - 8; bit + 1 > 0; bit--) {
        const unsigned step = steps.bits & 1u << bit;
        if (step == 0)
            continue;
        rawmap_i_rung_map(&mapping, &rung, bit, &ladder->seen);
        if (mapping.status == RAWMAP_OK) {
            ladder->taken.bits = step;
            return rawmap_i_same_mapping(&mapping);
        }
        rawmap_i_step_refused(ladder, step, mapping.status);
        if (mapping.span.length != 0)
            return rawmap_i_same_mapping(&mapping);
    }
    return rawmap_i_same_mapping(&mapping);
}
#endif

#endif

RAWMAP_I_END

#endif
