/* SPDX-License-Identifier: MIT */
/* rawmap/map/values.h: two values of a family beside each other: whether they are the same. */
#ifndef RAWMAP_MAP_VALUES_H
#define RAWMAP_MAP_VALUES_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "advise.h"
#include "file_kind.h"
#include "kind.h"
#include "lock.h"
#include "pkey.h"
#include "placement.h"
#include "protection.h"
#include "shadow_stack.h"
#include "sync.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_prot_equal, rawmap_kind_equal, rawmap_file_kind_equal: whether two are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(map) bool rawmap_prot_equal(rawmap_prot a, rawmap_prot b) RAWMAP_MUST_USE;
RAWMAP_API(map) bool rawmap_kind_equal(rawmap_kind a, rawmap_kind b) RAWMAP_MUST_USE;
RAWMAP_API(map) bool rawmap_file_kind_equal(rawmap_file_kind a, rawmap_file_kind b) RAWMAP_MUST_USE;

/* rawmap_advice_equal, rawmap_sync_equal, rawmap_lock_all_equal: whether two are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(map) bool rawmap_advice_equal(rawmap_advice a, rawmap_advice b) RAWMAP_MUST_USE;
RAWMAP_API(map) bool rawmap_sync_equal(rawmap_sync_flags a, rawmap_sync_flags b) RAWMAP_MUST_USE;
RAWMAP_API(map) bool rawmap_lock_all_equal(rawmap_lock_all_flags a, rawmap_lock_all_flags b) RAWMAP_MUST_USE;

/* rawmap_pkey_rights_equal, rawmap_shadow_stack_equal, rawmap_placement_equal: whether two are the same.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(map) bool rawmap_pkey_rights_equal(rawmap_pkey_rights a, rawmap_pkey_rights b) RAWMAP_MUST_USE;
RAWMAP_API(map)
bool rawmap_shadow_stack_equal(rawmap_shadow_stack_options a, rawmap_shadow_stack_options b) RAWMAP_MUST_USE;
RAWMAP_API(map) bool rawmap_placement_equal(rawmap_placement a, rawmap_placement b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(map) bool rawmap_prot_equal(rawmap_prot a, rawmap_prot b)
{
    return a.bits == b.bits;
}

RAWMAP_API(map) bool rawmap_kind_equal(rawmap_kind a, rawmap_kind b)
{
    return a.bits == b.bits;
}

RAWMAP_API(map) bool rawmap_file_kind_equal(rawmap_file_kind a, rawmap_file_kind b)
{
    return a.bits == b.bits;
}

RAWMAP_API(map) bool rawmap_advice_equal(rawmap_advice a, rawmap_advice b)
{
    return a.value == b.value;
}

RAWMAP_API(map) bool rawmap_sync_equal(rawmap_sync_flags a, rawmap_sync_flags b)
{
    return a.bits == b.bits;
}

RAWMAP_API(map) bool rawmap_lock_all_equal(rawmap_lock_all_flags a, rawmap_lock_all_flags b)
{
    return a.bits == b.bits;
}

RAWMAP_API(map) bool rawmap_pkey_rights_equal(rawmap_pkey_rights a, rawmap_pkey_rights b)
{
    return a.bits == b.bits;
}

RAWMAP_API(map) bool rawmap_shadow_stack_equal(rawmap_shadow_stack_options a, rawmap_shadow_stack_options b)
{
    return a.bits == b.bits;
}

RAWMAP_API(map) bool rawmap_placement_equal(rawmap_placement a, rawmap_placement b)
{
    return a.address == b.address && a.bits == b.bits;
}

#endif

RAWMAP_I_END

#endif
