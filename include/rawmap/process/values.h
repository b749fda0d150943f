/* SPDX-License-Identifier: MIT */
/* rawmap/process/values.h: two values of a family beside each other: whether they are the same, and both as one. */
#ifndef RAWMAP_PROCESS_VALUES_H
#define RAWMAP_PROCESS_VALUES_H

#ifndef RAWMAP_PROCESS_H
#include "../core/base.h"
#include "whole.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_thp_equal, rawmap_mdwe_equal: whether two are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(process) bool rawmap_thp_equal(rawmap_thp a, rawmap_thp b) RAWMAP_MUST_USE;
RAWMAP_API(process) bool rawmap_mdwe_equal(rawmap_mdwe_flags a, rawmap_mdwe_flags b) RAWMAP_MUST_USE;

/* rawmap_mdwe_union: what either has.

   Result:   a value; the call that takes it judges it.
   ABIs:     all */
RAWMAP_API(process) rawmap_mdwe_flags rawmap_mdwe_union(rawmap_mdwe_flags a, rawmap_mdwe_flags b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(process) bool rawmap_thp_equal(rawmap_thp a, rawmap_thp b)
{
    return a.state == b.state;
}

RAWMAP_API(process) bool rawmap_mdwe_equal(rawmap_mdwe_flags a, rawmap_mdwe_flags b)
{
    return a.bits == b.bits;
}

RAWMAP_API(process) rawmap_mdwe_flags rawmap_mdwe_union(rawmap_mdwe_flags a, rawmap_mdwe_flags b)
{
    a.bits |= b.bits;
    return a;
}

#endif

RAWMAP_I_END

#endif
