/* SPDX-License-Identifier: MIT */
/* rawmap/look/values.h: two values of a family beside each other: whether they are the same, and both as one. */
#ifndef RAWMAP_LOOK_VALUES_H
#define RAWMAP_LOOK_VALUES_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "page_set.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_page_set_equal: whether both are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(look) bool rawmap_page_set_equal(rawmap_page_set a, rawmap_page_set b) RAWMAP_MUST_USE;

/* rawmap_page_set_union: what either has.

   Result:   a value; the call that takes it judges it.
   ABIs:     all */
RAWMAP_API(look) rawmap_page_set rawmap_page_set_union(rawmap_page_set a, rawmap_page_set b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(look) bool rawmap_page_set_equal(rawmap_page_set a, rawmap_page_set b)
{
    return a.bits == b.bits;
}

RAWMAP_API(look) rawmap_page_set rawmap_page_set_union(rawmap_page_set a, rawmap_page_set b)
{
    a.bits |= b.bits;
    return a;
}

#endif

RAWMAP_I_END

#endif
