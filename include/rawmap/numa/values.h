/* SPDX-License-Identifier: MIT */
/* rawmap/numa/values.h: two values of a family beside each other: whether they are the same, and both as one. */
#ifndef RAWMAP_NUMA_VALUES_H
#define RAWMAP_NUMA_VALUES_H

#ifndef RAWMAP_NUMA_H
#include "../core/base.h"
#include "policy.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_policy_equal, rawmap_numa_pages_equal: whether two are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(numa) bool rawmap_policy_equal(rawmap_policy a, rawmap_policy b) RAWMAP_MUST_USE;
RAWMAP_API(numa) bool rawmap_numa_pages_equal(rawmap_numa_pages a, rawmap_numa_pages b) RAWMAP_MUST_USE;

/* rawmap_numa_pages_union: what either has.

   Result:   a value; the call that takes it judges it.
   ABIs:     all */
RAWMAP_API(numa) rawmap_numa_pages rawmap_numa_pages_union(rawmap_numa_pages a, rawmap_numa_pages b) RAWMAP_MUST_USE;

/* rawmap_policy_union: the policy of both: one mode, with the flags of either. A policy without a mode of its own does not
   exist, so both have the same.

   Result:   bits that every call refuses with RAWMAP_POLICY_UNKNOWN_BITS when a and b have different modes.
   ABIs:     all */
RAWMAP_API(numa) rawmap_policy rawmap_policy_union(rawmap_policy a, rawmap_policy b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(numa) bool rawmap_policy_equal(rawmap_policy a, rawmap_policy b)
{
    return a.bits == b.bits;
}

RAWMAP_API(numa) bool rawmap_numa_pages_equal(rawmap_numa_pages a, rawmap_numa_pages b)
{
    return a.bits == b.bits;
}

RAWMAP_API(numa) rawmap_numa_pages rawmap_numa_pages_union(rawmap_numa_pages a, rawmap_numa_pages b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(numa) rawmap_policy rawmap_policy_union(rawmap_policy a, rawmap_policy b)
{
    rawmap_policy both;
    both.bits = a.bits | b.bits;
    if (((a.bits ^ b.bits) & ~(0u | RAWMAP_LINUX_MPOL_MODE_FLAGS)) != 0)
        both.bits = ~0u;
    return both;
}

#endif

RAWMAP_I_END

#endif
