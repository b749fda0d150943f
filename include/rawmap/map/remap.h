/* SPDX-License-Identifier: MIT */
/* rawmap/map/remap.h: resizing and moving mappings. Each meaning of mremap's flags is its own function; remap_keep.h has
   those that leave the old range mapped.

   A span that was moved is gone: use the one that came back. On failure the old span is as it was, unless the docs of
   the call say otherwise. */
#ifndef RAWMAP_MAP_REMAP_H
#define RAWMAP_MAP_REMAP_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_resize: grows or shrinks a mapping where it is.

   Units:      new_length in bytes; whole pages. Pages that a shorter length leaves out are unmapped.
   Requires:   to grow: one mapping, and free addresses behind it.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_LENGTH_WRAPS: Linux would take it for something else (see
               rawmap_duplicate); nothing was called. RAWMAP_SPAN_WRAPS: Linux before 6.17 may unmap what lies at the
               low addresses; nothing was called. RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_REMAP_LENGTH_ZERO, RAWMAP_REMAP_LENGTH_WRAPS: Linux refused it for this.
               RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL: this kernel or process
               refused it for this. RAWMAP_ENOMEM: no free addresses behind it, vm.max_map_count, RLIMIT_AS or
               the commit limit. RAWMAP_EFAULT: not mapped, or growing from more than one mapping. RAWMAP_EINVAL: huge
               pages that grow, a length that cuts one, or a new length that no program can have. RAWMAP_EAGAIN: RLIMIT_MEMLOCK. RAWMAP_EPERM: sealed.
   Since:      1.3
   ABIs:       all
   Manual:     mremap(2) */
RAWMAP_API(map) rawmap_mapping rawmap_resize(rawmap_span span, size_t new_length) RAWMAP_MUST_USE;

/* rawmap_resize_or_move: grows or shrinks a mapping, and moves it where it cannot grow (MREMAP_MAYMOVE). No byte is
   copied: the pages move.

   Units, Status, Since, ABIs, Manual:   as rawmap_resize; RAWMAP_ENOMEM then means no free addresses anywhere. */
RAWMAP_API(map) rawmap_mapping rawmap_resize_or_move(rawmap_span span, size_t new_length) RAWMAP_MUST_USE;

/* rawmap_check_resize: what both would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(map) rawmap_status rawmap_check_resize(rawmap_span span, size_t new_length) RAWMAP_MUST_USE;

/* rawmap_move_over: moves a mapping to an exact place, over whatever is mapped there (MREMAP_FIXED), and gives it the
   length of that place.

   Units:      both lengths in bytes; whole pages.
   Requires:   that the caller owns everything in the pages of over. The rules are tested before the call, since Linux
               unmaps over before it moves: on a status from the kernel itself over may be gone; the span is not, but of
               several mappings the first may have moved. Of huge pages Linux rounds both lengths up to whole ones, and
               unmaps that much at over. No hole in the span: since 6.17 Linux moves what there is,
               leaves over as it was opposite a hole, and calls it success.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_LENGTH_WRAPS, RAWMAP_REMAP_TARGET_EMPTY, RAWMAP_SPAN_UNALIGNED,
               RAWMAP_REMAP_TARGET_UNALIGNED, RAWMAP_REMAP_TARGET_OUT_OF_RANGE, RAWMAP_REMAP_OVERLAPS,
               RAWMAP_SPAN_WRAPS_EFAULT: nothing was called. RAWMAP_SPAN_UNALIGNED_HERE, and RAWMAP_REMAP_TARGET_UNALIGNED in
               this kernel's pages: Linux refused it for this. RAWMAP_EFAULT, RAWMAP_EINVAL, RAWMAP_ENOMEM,
               RAWMAP_EAGAIN: as rawmap_resize. RAWMAP_EPERM: sealed, or over is below vm.mmap_min_addr.
   Since:      2.3.31; a span of several mappings 6.17
   ABIs:       all
   Manual:     mremap(2) */
RAWMAP_API(map) rawmap_mapping rawmap_move_over(rawmap_span span, rawmap_span over) RAWMAP_MUST_USE;

/* rawmap_check_move_over: what rawmap_move_over would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map) rawmap_status rawmap_check_move_over(rawmap_span span, rawmap_span over) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map, resize, RAWMAP_RULES_RESIZE, uintptr_t address, size_t length, size_t new_length)
RAWMAP_I_DEFINE_VERDICT(map, move_over, RAWMAP_RULES_MOVE_OVER, uintptr_t address, size_t length, size_t target_length,
                        uintptr_t target_address)

/* Where there is no new address, 0 is passed: hugetlb reads it all the same. */
RAWMAP_I_INLINE rawmap_word rawmap_i_mremap(uintptr_t address, size_t old_length, size_t new_length, unsigned flags,
                                            uintptr_t new_address)
{
    return RAWMAP_I_CALL5(RAWMAP_NR_mremap, RAWMAP_I_WORD(address), RAWMAP_I_WORD(old_length),
                          RAWMAP_I_WORD(new_length), RAWMAP_I_WORD(flags), RAWMAP_I_WORD(new_address));
}

RAWMAP_I_INLINE rawmap_mapping rawmap_i_resize(rawmap_span span, size_t new_length, unsigned flags)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_RESIZE))
        return rawmap_i_no_mapping(rawmap_i_failure(RAWMAP_I_REFUSED(resize, address, length, new_length)));
    result = rawmap_i_mremap(address, length, new_length, flags, 0);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_RESIZE, resize, result, address, length, new_length));
    return rawmap_i_mapped(result, new_length);
}

RAWMAP_API(map) rawmap_status rawmap_check_resize(rawmap_span span, size_t new_length)
{
    return RAWMAP_I_CHECKED(resize, RAWMAP_I_ADDRESS(span.base), span.length, new_length);
}

RAWMAP_API(map) rawmap_mapping rawmap_resize(rawmap_span span, size_t new_length)
{
    return rawmap_i_resize(span, new_length, 0);
}

RAWMAP_API(map) rawmap_mapping rawmap_resize_or_move(rawmap_span span, size_t new_length)
{
    return rawmap_i_resize(span, new_length, RAWMAP_LINUX_MREMAP_MAYMOVE);
}

RAWMAP_API(map) rawmap_status rawmap_check_move_over(rawmap_span span, rawmap_span over)
{
    return RAWMAP_I_CHECKED(move_over, RAWMAP_I_ADDRESS(span.base), span.length, over.length,
                            RAWMAP_I_ADDRESS(over.base));
}

/* Spans that may be refused: judged, and then called with. Apart, so that the path of success saves no registers. */
RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_judged_move_over(uintptr_t address, size_t length, size_t target_length,
                                        uintptr_t target_address) RAWMAP_I_ONCE(rawmap_i_judged_move_over);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_judged_move_over(uintptr_t address, size_t length, size_t target_length,
                                        uintptr_t target_address)
{
    rawmap_status status = RAWMAP_I_REFUSED(move_over, address, length, target_length, target_address);
    rawmap_word result;
    if (status != RAWMAP_OK)
        return rawmap_i_answer_of(rawmap_i_no_mapping(status));
    result = rawmap_i_mremap(address, length, target_length, RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_FIXED,
                             target_address);
    if (rawmap_i_is_error(result)) {
        status =
            RAWMAP_I_VERDICT(move_over, address, length, target_length, target_address, RAWMAP_I_CAST(int, -result));
        return rawmap_i_answer_of(rawmap_i_no_mapping(status));
    }
    return rawmap_i_answer_of(rawmap_i_mapped(result, target_length));
}
#endif

RAWMAP_API(map) rawmap_mapping rawmap_move_over(rawmap_span span, rawmap_span over)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const uintptr_t target_address = RAWMAP_I_ADDRESS(over.base);
    const size_t length = span.length;
    const size_t target_length = over.length;
    rawmap_word result;
    if (RAWMAP_I_MAY_BE_REFUSED(RAWMAP_GROUPS_MOVE_OVER))
        return rawmap_i_answered(rawmap_i_judged_move_over(address, length, target_length, target_address),
                                 target_length);
    result = rawmap_i_mremap(address, length, target_length, RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_FIXED,
                             target_address);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MOVE_OVER, move_over, result, address, length,
                                                       target_length, target_address));
    return rawmap_i_mapped(result, target_length);
}

#endif

RAWMAP_I_END

#endif
