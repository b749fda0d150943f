/* SPDX-License-Identifier: MIT */
/* rawmap/map/remap_keep.h: moving the pages of a mapping, or mapping them a second time, where the old range stays mapped:
   the other meanings of mremap (remap.h). */
#ifndef RAWMAP_MAP_REMAP_KEEP_H
#define RAWMAP_MAP_REMAP_KEEP_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "remap.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_move_keep: moves a mapping's pages elsewhere and leaves the old range mapped, empty (MREMAP_DONTUNMAP): what is
   touched there next is a fresh page, or a fault that userfaultfd sees.

   Units:      span.length in bytes; whole pages.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_LENGTH_WRAPS: nothing was called. RAWMAP_SPAN_UNALIGNED,
               RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_REMAP_KEEP_LOW: Linux refused it for this. RAWMAP_SPAN_WRAPS,
               RAWMAP_SPAN_WRAPS_EFAULT, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL: this kernel or process refused it for this. RAWMAP_EINVAL: the
               kernel is older, or the mapping is huge pages or special. RAWMAP_EFAULT, RAWMAP_ENOMEM, RAWMAP_EAGAIN,
               RAWMAP_EPERM: as rawmap_resize.
   Since:      5.7 for private anonymous memory, 5.13 for other mappings
   ABIs:       all
   Manual:     mremap(2) */
RAWMAP_API(map_rest) rawmap_mapping rawmap_move_keep(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_move_keep: what rawmap_move_keep would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_move_keep(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_move_keep_near: the same, at a hint: the kernel takes that address where it is free, and else another.

   Units:      as rawmap_move_keep.
   Requires:   a hint that starts a page, with room for the span behind it, that the span does not reach into: Linux
               looks at it before it knows whether it is free. NULL is rawmap_move_keep.
   Status:     as rawmap_move_keep, and RAWMAP_REMAP_TARGET_UNALIGNED, RAWMAP_REMAP_TARGET_OUT_OF_RANGE,
               RAWMAP_REMAP_OVERLAPS: Linux refused it for this.
   Since:      as rawmap_move_keep
   ABIs:       all
   Manual:     mremap(2) */
RAWMAP_API(map_rest) rawmap_mapping rawmap_move_keep_near(rawmap_span span, const void *hint) RAWMAP_MUST_USE;

/* rawmap_check_move_keep_near: what rawmap_move_keep_near would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_move_keep_near(rawmap_span span, const void *hint) RAWMAP_MUST_USE;

/* rawmap_move_keep_over: the same, to an exact place, over whatever is mapped there.

   Units:      both lengths in bytes, the same number of whole pages.
   Requires:   as rawmap_move_over.
   Status:     as rawmap_move_over, and RAWMAP_REMAP_KEEP_RESIZES: nothing was called.
   Since:      as rawmap_move_keep
   ABIs:       all
   Manual:     mremap(2) */
RAWMAP_API(map_rest) rawmap_mapping rawmap_move_keep_over(rawmap_span span, rawmap_span over) RAWMAP_MUST_USE;

/* rawmap_check_move_keep_over: what rawmap_move_keep_over would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_move_keep_over(rawmap_span span, rawmap_span over) RAWMAP_MUST_USE;

/* rawmap_duplicate: maps the pages of a shared mapping a second time, anywhere (mremap with an old length of 0).

   Units:      span.length in bytes; whole pages.
   Requires:   a shared mapping, anonymous or of a file.
   Status:     RAWMAP_SPAN_EMPTY: nothing was called. RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_REMAP_LENGTH_WRAPS: Linux refused it for this. RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL: it is
               longer than any program's memory. RAWMAP_EINVAL: the mapping is private (before 4.14 Linux gave fresh pages
               instead). RAWMAP_EFAULT, RAWMAP_ENOMEM, RAWMAP_EAGAIN, RAWMAP_EPERM: as rawmap_resize.
   Since:      1.3
   ABIs:       all
   Manual:     mremap(2) */
RAWMAP_API(map_rest) rawmap_mapping rawmap_duplicate(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_duplicate: what rawmap_duplicate would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_duplicate(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_duplicate_over: the same, to an exact place, over whatever is mapped there.

   Units:      both lengths in bytes, the same number of whole pages.
   Requires:   a shared mapping, and that the caller owns everything in the pages of over. The rules are tested before the
               call, since Linux unmaps over first: on a status from the kernel itself over may be gone.
   Status:     as rawmap_move_keep_over; RAWMAP_EINVAL: the mapping is private.
   Since:      2.3.31
   ABIs:       all
   Manual:     mremap(2) */
RAWMAP_API(map_rest) rawmap_mapping rawmap_duplicate_over(rawmap_span span, rawmap_span over) RAWMAP_MUST_USE;

/* rawmap_check_duplicate_over: what rawmap_duplicate_over would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_duplicate_over(rawmap_span span, rawmap_span over) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map_rest, move_keep, RAWMAP_RULES_MOVE_KEEP, uintptr_t address, size_t length)
RAWMAP_I_DEFINE_VERDICT(map_rest, move_keep_near, RAWMAP_RULES_MOVE_KEEP_NEAR, uintptr_t address, size_t length,
                        uintptr_t target_address)
RAWMAP_I_DEFINE_VERDICT(map_rest, move_keep_over, RAWMAP_RULES_MOVE_KEEP_OVER, uintptr_t address, size_t length,
                        size_t target_length, uintptr_t target_address)
RAWMAP_I_DEFINE_VERDICT(map_rest, duplicate, RAWMAP_RULES_DUPLICATE, uintptr_t address, size_t length)

RAWMAP_API(map_rest) rawmap_status rawmap_check_move_keep(rawmap_span span)
{
    return RAWMAP_I_CHECKED(move_keep, RAWMAP_I_ADDRESS(span.base), span.length);
}

RAWMAP_API(map_rest) rawmap_mapping rawmap_move_keep(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_MOVE_KEEP))
        return rawmap_i_no_mapping(rawmap_i_failure(RAWMAP_I_REFUSED(move_keep, address, length)));
    result = rawmap_i_mremap(address, length, length, RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_DONTUNMAP, 0);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MOVE_KEEP, move_keep, result, address, length));
    return rawmap_i_mapped(result, length);
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_move_keep_near(rawmap_span span, const void *hint)
{
    return RAWMAP_I_CHECKED(move_keep_near, RAWMAP_I_ADDRESS(span.base), span.length, RAWMAP_I_ADDRESS(hint));
}

RAWMAP_API(map_rest) rawmap_mapping rawmap_move_keep_near(rawmap_span span, const void *hint)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const uintptr_t target_address = RAWMAP_I_ADDRESS(hint);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_MOVE_KEEP_NEAR))
        return rawmap_i_no_mapping(rawmap_i_failure(RAWMAP_I_REFUSED(move_keep_near, address, length, target_address)));
    result = rawmap_i_mremap(address, length, length, RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_DONTUNMAP,
                             target_address);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MOVE_KEEP_NEAR, move_keep_near, result, address, length, target_address));
    return rawmap_i_mapped(result, length);
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_move_keep_over(rawmap_span span, rawmap_span over)
{
    return RAWMAP_I_CHECKED(move_keep_over, RAWMAP_I_ADDRESS(span.base), span.length, over.length,
                            RAWMAP_I_ADDRESS(over.base));
}

/* A move keeps the old range by its flag; a duplicate does of itself, with an old length of 0. */
RAWMAP_I_INLINE rawmap_mapping rawmap_i_keep_over(rawmap_span span, rawmap_span over, bool moves)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const uintptr_t target_address = RAWMAP_I_ADDRESS(over.base);
    const size_t length = span.length;
    const size_t target_length = over.length;
    rawmap_word result;
    if (RAWMAP_I_MAY_BE_REFUSED(RAWMAP_GROUPS_MOVE_KEEP_OVER)) {
        const rawmap_status status = RAWMAP_I_REFUSED(move_keep_over, address, length, target_length, target_address);
        if (status != RAWMAP_OK)
            return rawmap_i_no_mapping(status);
    }
    result = rawmap_i_mremap(address, moves ? length : 0, length,
                             RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_FIXED |
                                 (moves ? RAWMAP_LINUX_MREMAP_DONTUNMAP : 0u),
                             target_address);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MOVE_KEEP_OVER, move_keep_over, result, address,
                                                       length, target_length, target_address));
    return rawmap_i_mapped(result, target_length);
}

RAWMAP_API(map_rest) rawmap_mapping rawmap_move_keep_over(rawmap_span span, rawmap_span over)
{
    return rawmap_i_keep_over(span, over, true);
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_duplicate_over(rawmap_span span, rawmap_span over)
{
    return rawmap_check_move_keep_over(span, over);
}

RAWMAP_API(map_rest) rawmap_mapping rawmap_duplicate_over(rawmap_span span, rawmap_span over)
{
    return rawmap_i_keep_over(span, over, false);
}

RAWMAP_API(map_rest) rawmap_status rawmap_check_duplicate(rawmap_span span)
{
    return RAWMAP_I_CHECKED(duplicate, RAWMAP_I_ADDRESS(span.base), span.length);
}

RAWMAP_API(map_rest) rawmap_mapping rawmap_duplicate(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_DUPLICATE))
        return rawmap_i_no_mapping(rawmap_i_failure(RAWMAP_I_REFUSED(duplicate, address, length)));
    result = rawmap_i_mremap(address, 0, length, RAWMAP_LINUX_MREMAP_MAYMOVE, 0);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_DUPLICATE, duplicate, result, address, length));
    return rawmap_i_mapped(result, length);
}

#endif

RAWMAP_I_END

#endif
