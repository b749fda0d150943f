/* SPDX-License-Identifier: MIT */
/* rawmap/faults/values.h: two values of a family beside each other: whether they are the same, and both as one. */
#ifndef RAWMAP_FAULTS_VALUES_H
#define RAWMAP_FAULTS_VALUES_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "sets.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_fault_features_equal, rawmap_fault_modes_equal, rawmap_faults_options_equal: whether two are the same.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(faults) bool rawmap_fault_features_equal(rawmap_fault_features a, rawmap_fault_features b) RAWMAP_MUST_USE;
RAWMAP_API(faults) bool rawmap_fault_modes_equal(rawmap_fault_modes a, rawmap_fault_modes b) RAWMAP_MUST_USE;
RAWMAP_API(faults) bool rawmap_faults_options_equal(rawmap_faults_options a, rawmap_faults_options b) RAWMAP_MUST_USE;

/* rawmap_fault_features_union, rawmap_fault_modes_union, rawmap_faults_options_union: what either has.

   Result:   a value; the call that takes it judges it.
   ABIs:     all */
RAWMAP_API(faults)
rawmap_fault_features rawmap_fault_features_union(rawmap_fault_features a, rawmap_fault_features b) RAWMAP_MUST_USE;
RAWMAP_API(faults)
rawmap_fault_modes rawmap_fault_modes_union(rawmap_fault_modes a, rawmap_fault_modes b) RAWMAP_MUST_USE;
RAWMAP_API(faults)
rawmap_faults_options rawmap_faults_options_union(rawmap_faults_options a, rawmap_faults_options b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(faults) bool rawmap_fault_features_equal(rawmap_fault_features a, rawmap_fault_features b)
{
    return a.bits == b.bits;
}

RAWMAP_API(faults) bool rawmap_fault_modes_equal(rawmap_fault_modes a, rawmap_fault_modes b)
{
    return a.bits == b.bits;
}

RAWMAP_API(faults) bool rawmap_faults_options_equal(rawmap_faults_options a, rawmap_faults_options b)
{
    return a.bits == b.bits;
}

RAWMAP_API(faults) rawmap_fault_features rawmap_fault_features_union(rawmap_fault_features a, rawmap_fault_features b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(faults) rawmap_fault_modes rawmap_fault_modes_union(rawmap_fault_modes a, rawmap_fault_modes b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(faults) rawmap_faults_options rawmap_faults_options_union(rawmap_faults_options a, rawmap_faults_options b)
{
    a.bits |= b.bits;
    return a;
}

#endif

RAWMAP_I_END

#endif
