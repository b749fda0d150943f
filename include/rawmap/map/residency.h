/* SPDX-License-Identifier: MIT */
/* rawmap/map/residency.h: which pages of a span are in memory. */
#ifndef RAWMAP_MAP_RESIDENCY_H
#define RAWMAP_MAP_RESIDENCY_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_residency: writes one byte for each page of a span: bit 0 is set where the page is in memory.

   Units:      vector_length in bytes. The kernel writes one byte for each of its pages, and a caller that takes them
               for larger than they are would be written past: so the vector has one for each RAWMAP_PAGE_SIZE_MIN bytes.
   Requires:   no hole in the span.
   Note:       on a file that the caller neither owns nor may write Linux reports every page as in memory, by design.
               The other bits of a byte are reserved. The answer is old when it arrives.
               Where few of many pages are in memory rawmap_pages_scan finds them in a fraction of the time.
   Status:     RAWMAP_SPAN_EMPTY: Linux would ignore it. RAWMAP_VECTOR_TOO_SMALL: Linux would not see it. Nothing was
               called. RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_WRAPS_ENOMEM, RAWMAP_VECTOR_MISSING: Linux refused it for this.
               RAWMAP_SPAN_UNALIGNED_HERE: this kernel's pages are larger. RAWMAP_ENOMEM: a hole, or above the
               addresses that a program can have.
               RAWMAP_EFAULT: the vector is not writable. RAWMAP_EAGAIN: short of something for the moment.
   Since:      2.3.99
   ABIs:       all
   Manual:     mincore(2) */
RAWMAP_API(map_rest)
rawmap_status rawmap_residency(rawmap_span span, unsigned char *vector, size_t vector_length) RAWMAP_MUST_USE;

/* rawmap_check_residency: what rawmap_residency would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map_rest)
rawmap_status rawmap_check_residency(rawmap_span span, const unsigned char *vector,
                                     size_t vector_length) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map_rest, residency, RAWMAP_RULES_RESIDENCY, uintptr_t address, size_t length,
                        const unsigned char *vector, size_t vector_length)

RAWMAP_API(map_rest)
rawmap_status rawmap_check_residency(rawmap_span span, const unsigned char *vector, size_t vector_length)
{
    return RAWMAP_I_CHECKED(residency, RAWMAP_I_ADDRESS(span.base), span.length, vector, vector_length);
}

RAWMAP_API(map_rest) rawmap_status rawmap_residency(rawmap_span span, unsigned char *vector, size_t vector_length)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_RESIDENCY))
        return rawmap_i_failure(RAWMAP_I_REFUSED(residency, address, length, vector, vector_length));
    result = RAWMAP_I_CALL3(RAWMAP_NR_mincore, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(vector)));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_RESIDENCY, residency, result, address, length, vector, vector_length);
}

#endif

RAWMAP_I_END

#endif
