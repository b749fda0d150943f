/* SPDX-License-Identifier: MIT */
/* rawmap/files/values.h: two values of a family beside each other: whether they are the same, and both as one. */
#ifndef RAWMAP_FILES_VALUES_H
#define RAWMAP_FILES_VALUES_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "allocate.h"
#include "memfd.h"
#include "open_how.h"
#include "seal.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_memfd_equal, rawmap_secret_equal, rawmap_seals_equal: whether two are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(files) bool rawmap_memfd_equal(rawmap_memfd_flags a, rawmap_memfd_flags b) RAWMAP_MUST_USE;
RAWMAP_API(files) bool rawmap_secret_equal(rawmap_secret_flags a, rawmap_secret_flags b) RAWMAP_MUST_USE;
RAWMAP_API(files) bool rawmap_seals_equal(rawmap_seals a, rawmap_seals b) RAWMAP_MUST_USE;

/* rawmap_open_equal, rawmap_create_equal, rawmap_allocate_equal: whether two are the same value.

   Result:   true if so.
   ABIs:     all */
RAWMAP_API(files) bool rawmap_open_equal(rawmap_open_how a, rawmap_open_how b) RAWMAP_MUST_USE;
RAWMAP_API(files) bool rawmap_create_equal(rawmap_create_how a, rawmap_create_how b) RAWMAP_MUST_USE;
RAWMAP_API(files) bool rawmap_allocate_equal(rawmap_allocate_flags a, rawmap_allocate_flags b) RAWMAP_MUST_USE;

/* rawmap_secret_union, rawmap_allocate_union: what either has.

   Result:   a value; the call that takes it judges it.
   ABIs:     all */
RAWMAP_API(files) rawmap_secret_flags rawmap_secret_union(rawmap_secret_flags a, rawmap_secret_flags b) RAWMAP_MUST_USE;
RAWMAP_API(files)
rawmap_allocate_flags rawmap_allocate_union(rawmap_allocate_flags a, rawmap_allocate_flags b) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(files) bool rawmap_memfd_equal(rawmap_memfd_flags a, rawmap_memfd_flags b)
{
    return a.bits == b.bits;
}

RAWMAP_API(files) bool rawmap_secret_equal(rawmap_secret_flags a, rawmap_secret_flags b)
{
    return a.bits == b.bits;
}

RAWMAP_API(files) bool rawmap_seals_equal(rawmap_seals a, rawmap_seals b)
{
    return a.bits == b.bits;
}

RAWMAP_API(files) bool rawmap_open_equal(rawmap_open_how a, rawmap_open_how b)
{
    return a.bits == b.bits;
}

RAWMAP_API(files) bool rawmap_create_equal(rawmap_create_how a, rawmap_create_how b)
{
    return a.bits == b.bits;
}

RAWMAP_API(files) bool rawmap_allocate_equal(rawmap_allocate_flags a, rawmap_allocate_flags b)
{
    return a.bits == b.bits;
}

RAWMAP_API(files) rawmap_secret_flags rawmap_secret_union(rawmap_secret_flags a, rawmap_secret_flags b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(files) rawmap_allocate_flags rawmap_allocate_union(rawmap_allocate_flags a, rawmap_allocate_flags b)
{
    a.bits |= b.bits;
    return a;
}

#endif

RAWMAP_I_END

#endif
