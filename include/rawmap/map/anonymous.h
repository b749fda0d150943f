/* SPDX-License-Identifier: MIT */
/* rawmap/map/anonymous.h: new anonymous memory, and giving memory up. */
#ifndef RAWMAP_MAP_ANONYMOUS_H
#define RAWMAP_MAP_ANONYMOUS_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/diagnose.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "kind.h"
#include "looks.h"
#include "mmap.h"
#include "placement.h"
#include "protection.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_map: new anonymous memory, filled with zeros. Never replaces a mapping.

   Units:      length in bytes; whole pages are mapped, and the span says the length that was asked for. With a huge
               page size the length is a multiple of it.
   Status:     RAWMAP_PROT_GROWS_NEEDS_PROTECT, RAWMAP_PROT_SEM_DOES_NOTHING, RAWMAP_PROT_UNKNOWN_BITS,
               RAWMAP_POPULATE_NEEDS_ACCESS, RAWMAP_KIND_UNKNOWN_BITS, RAWMAP_STACK_HUGE, RAWMAP_HUGE_LENGTH_UNEVEN,
               RAWMAP_PLACEMENT_UNKNOWN_BITS, RAWMAP_PLACEMENT_WITH_ADDRESS, RAWMAP_NEAR_NOT_WITHIN,
               RAWMAP_NEAR_UNALIGNED: Linux would ignore part of it, or do something else; nothing was called.
               RAWMAP_HUGE_ADDRESS_UNALIGNED, RAWMAP_LENGTH_ZERO, RAWMAP_LENGTH_WRAPS, RAWMAP_EXACT_OUT_OF_RANGE,
               RAWMAP_EXACT_OUT_OF_RANGE_EINVAL, RAWMAP_EXACT_UNALIGNED, RAWMAP_KIND_INVALID_EOPNOTSUPP,
               RAWMAP_KIND_INVALID, RAWMAP_DROPPABLE_LOCKED, RAWMAP_DROPPABLE_HUGE, RAWMAP_DROPPABLE_GROWSDOWN,
               RAWMAP_GROWSDOWN_SHARED, RAWMAP_GROWSDOWN_HUGE: Linux refused it for this.
               RAWMAP_EXACT_TAKEN, RAWMAP_EXACT_UNALIGNED_HERE, RAWMAP_EXACT_TOO_LOW, RAWMAP_DROPPABLE_UNKNOWN,
               RAWMAP_DROPPABLE_NOT_BUILT_IN, RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP, RAWMAP_HUGE_SIZE_UNSUPPORTED,
               RAWMAP_HUGE_SIZE_UNSUPPORTED_ENOENT, RAWMAP_LOCK_NOT_ALLOWED,
               RAWMAP_LOCK_OVER_LIMIT, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: this kernel or process refused it for this.
               RAWMAP_PROT_PROCESSOR_LACKS: so did this processor (powerpc). RAWMAP_EAGAIN: without lock, after
               rawmap_lock_all with future, RLIMIT_MEMLOCK. RAWMAP_EXACT_NOT_UNDONE: the only failure whose span is not
               {NULL, 0}. RAWMAP_ENOMEM: no free addresses, vm.max_map_count, RLIMIT_AS, RLIMIT_DATA, the commit limit,
               or too few free huge pages. RAWMAP_EPERM, RAWMAP_EACCES: a sandbox or a policy. An exact address among the
               last 4095: Linux takes it for an errno and answers that, whatever it is.
   Since:      1.0; droppable 6.11, exactly 4.17, huge page sizes 3.8
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API(map)
rawmap_mapping rawmap_map(size_t length, rawmap_prot protection, rawmap_kind kind,
                          rawmap_placement placement) RAWMAP_MUST_USE RAWMAP_DIAGNOSE(RAWMAP_RULES_MAP);

/* rawmap_check_map: what rawmap_map would answer, as far as its arguments tell; nothing is called.

   Status:     as rawmap_map, without those that depend on the kernel or the process.
   ABIs:       all */
RAWMAP_API(map)
rawmap_status rawmap_check_map(size_t length, rawmap_prot protection, rawmap_kind kind,
                               rawmap_placement placement) RAWMAP_MUST_USE;

/* rawmap_replace: new anonymous memory in place of whatever the span holds (MAP_FIXED). What was mapped there is gone,
   in this thread's eyes and all others', at once.

   Units:      span.length in bytes; whole pages are replaced.
   Requires:   that the caller owns everything in the span's pages. Every rule is tested before the call, since a
               MAP_FIXED that Linux refuses may have unmapped the old pages first; on a status from the kernel itself
               (below 4096, and the causes that only it knows) the old pages may be gone.
   Status:     as rawmap_map, and RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_WRAPS_ENOMEM, RAWMAP_SPAN_TOO_LOW. RAWMAP_EINVAL: the span cuts a huge page; or this
               kernel lacks droppable memory, or huge pages of that size. RAWMAP_EPERM: part of it is sealed, or a
               sandbox.
   Since:      1.0
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API(map)
rawmap_status rawmap_replace(rawmap_span span, rawmap_prot protection, rawmap_kind kind) RAWMAP_MUST_USE;

/* rawmap_check_replace: what rawmap_replace would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map)
rawmap_status rawmap_check_replace(rawmap_span span, rawmap_prot protection, rawmap_kind kind) RAWMAP_MUST_USE;

/* rawmap_unmap: gives a span's pages back. Parts of it that are not mapped do no harm.

   Units:      span.length in bytes; whole pages go, so the last one goes whole.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SPAN_WRAPS: Linux refused it
               for this.
               RAWMAP_EINVAL: the span cuts a huge page, or lies above the addresses that a program can have.
               RAWMAP_ENOMEM: a hole in the middle of a mapping would need one more than vm.max_map_count.
               RAWMAP_EPERM: part of it is sealed.
   Since:      1.0
   ABIs:       all
   Manual:     munmap(2) */
RAWMAP_API(map) rawmap_status rawmap_unmap(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_unmap: what rawmap_unmap would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map) rawmap_status rawmap_check_unmap(rawmap_span span) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT_WITH(map, map, RAWMAP_RULES_MAP, RAWMAP_I_PLACEMENT_OF_WORDS, uintptr_t address, size_t length,
                             rawmap_prot protection, rawmap_kind kind, unsigned placed)
RAWMAP_I_DEFINE_VERDICT(map, map_plain, RAWMAP_RULES_MAP_PLAIN, uintptr_t address, size_t length)
RAWMAP_I_DEFINE_VERDICT_WITH(map, replace, RAWMAP_RULES_REPLACE, , uintptr_t address, size_t length,
                             rawmap_prot protection, rawmap_kind kind)
RAWMAP_I_DEFINE_VERDICT(map, unmap, RAWMAP_RULES_UNMAP, uintptr_t address, size_t length)

RAWMAP_API(map)
rawmap_status rawmap_check_map(size_t length, rawmap_prot protection, rawmap_kind kind, rawmap_placement placement)
{
    return RAWMAP_I_CHECKED(map, placement.address, length, protection, kind, placement.bits);
}

/* Arguments that may be refused: judged, and then called with. Apart, so that the path of success saves no registers, and
   with rawmap_map's own, in their order, which are in its registers. Then what was called with, as it is in the system
   call's. */
RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_judged_map(size_t length, rawmap_prot protection, rawmap_kind kind, uintptr_t address,
                                  unsigned placed) RAWMAP_I_ONCE(rawmap_i_judged_map);
RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_failed_map(uintptr_t address, size_t length, rawmap_prot protection, unsigned flags,
                                  rawmap_word result) RAWMAP_I_ONCE(rawmap_i_failed_map);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_failed_map(uintptr_t address, size_t length, rawmap_prot protection, unsigned flags,
                                  rawmap_word result)
{
    rawmap_kind kind;
    kind.bits = flags & ~(RAWMAP_I_PLACEMENT_KNOWN | RAWMAP_LINUX_MAP_ANONYMOUS);
    return rawmap_i_told_failure(RAWMAP_I_VERDICT(map, address, length, protection, kind,
                                                  flags & RAWMAP_I_PLACEMENT_KNOWN, RAWMAP_I_CAST(int, -result)));
}

RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_judged_map(size_t length, rawmap_prot protection, rawmap_kind kind, uintptr_t address,
                                  unsigned placed)
{
    const rawmap_status status = RAWMAP_I_REFUSED(map, address, length, protection, kind, placed);
    const unsigned flags = kind.bits | placed | RAWMAP_LINUX_MAP_ANONYMOUS;
    rawmap_word result;
    if (status != RAWMAP_OK)
        return rawmap_i_told_failure(status);
    result = rawmap_i_mmap(address, length, protection.bits, flags, -1, 0);
    if (rawmap_i_is_error(result))
        return rawmap_i_failed_map(address, length, protection, flags, result);
    return rawmap_i_answer_of(rawmap_i_placed(result, length, rawmap_i_placement_of(address, placed)));
}
#endif

RAWMAP_I_INLINE rawmap_mapping rawmap_i_map_here(size_t length, rawmap_prot protection, rawmap_kind kind,
                                                 rawmap_placement placement)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_MAP))
        return rawmap_i_no_mapping(
            rawmap_i_failure(RAWMAP_I_REFUSED(map, placement.address, length, protection, kind, placement.bits)));
    result = rawmap_i_mmap(placement.address, length, protection.bits,
                           kind.bits | placement.bits | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    if (rawmap_i_is_error(result)) {
        if (!RAWMAP_I_NOTHING_TO_NAME(RAWMAP_RULES_MAP_PLAIN))
            RAWMAP_I_STAYS_A_BRANCH;
        return rawmap_i_no_mapping(
            RAWMAP_I_PLAIN(protection, kind, placement)
                ? RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MAP_PLAIN, map_plain, result, placement.address, length)
                : RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MAP, map, result, placement.address, length, protection, kind,
                                      placement.bits));
    }
    return rawmap_i_placed(result, length, placement);
}

RAWMAP_API(map)
rawmap_mapping rawmap_map(size_t length, rawmap_prot protection, rawmap_kind kind, rawmap_placement placement)
{
    const bool known = RAWMAP_I_KNOWN_PLACEMENT(placement);
    rawmap_i_asked asked;
    rawmap_word result;
    if (known && RAWMAP_I_STANDS_HERE(protection, kind))
        return rawmap_i_map_here(length, protection, kind, placement);
    if (RAWMAP_I_MAY_BE_REFUSED(RAWMAP_GROUPS_NEW) ||
        (known ? RAWMAP_I_MAY_BE_REFUSED(RAWMAP_GROUPS_PLACEMENT) : RAWMAP_I_PLACED_COLDLY(placement)))
        return rawmap_i_answered(rawmap_i_judged_map(length, protection, kind, placement.address, placement.bits),
                                 length);
    if (!known)
        placement = rawmap_i_placement_of(0, 0);
    rawmap_i_ask(&asked, placement.address, length, protection.bits,
                 kind.bits | placement.bits | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    result = rawmap_i_mmap_kept(&asked);
    if (rawmap_i_is_error(result)) {
        if (RAWMAP_I_NOTHING_TO_NAME(RAWMAP_RULES_MAP))
            return rawmap_i_no_mapping(RAWMAP_I_CAST(rawmap_status, -result));
        protection.bits = asked.protection;
        return rawmap_i_failed(rawmap_i_failed_map(asked.address, asked.length, protection, asked.flags, result));
    }
    return rawmap_i_placed(result, length, placement);
}

RAWMAP_API(map) rawmap_status rawmap_check_replace(rawmap_span span, rawmap_prot protection, rawmap_kind kind)
{
    return RAWMAP_I_CHECKED(replace, RAWMAP_I_ADDRESS(span.base), span.length, protection, kind);
}

/* Arguments that may be refused: judged, and then called with. Apart, as the last thing that its caller does, so that the
   path of success saves no registers for it. */
RAWMAP_I_COLD(map)
rawmap_status rawmap_i_judged_replace(uintptr_t address, size_t length, rawmap_prot protection, rawmap_kind kind)
    RAWMAP_I_ONCE(rawmap_i_judged_replace);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map)
rawmap_status rawmap_i_judged_replace(uintptr_t address, size_t length, rawmap_prot protection, rawmap_kind kind)
{
    const rawmap_status status = RAWMAP_I_REFUSED(replace, address, length, protection, kind);
    rawmap_word result;
    if (status != RAWMAP_OK)
        return status;
    result = rawmap_i_mmap(address, length, protection.bits,
                           kind.bits | RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    return rawmap_i_is_error(result)
               ? RAWMAP_I_VERDICT(replace, address, length, protection, kind, RAWMAP_I_CAST(int, -result))
               : RAWMAP_OK;
}
#endif

RAWMAP_API(map) rawmap_status rawmap_replace(rawmap_span span, rawmap_prot protection, rawmap_kind kind)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    const unsigned flags = kind.bits | RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_ANONYMOUS;
    rawmap_i_asked asked;
    rawmap_word result;
    if (RAWMAP_I_STANDS_HERE(protection, kind)) {
        if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_REPLACE))
            return rawmap_i_failure(RAWMAP_I_REFUSED(replace, address, length, protection, kind));
        result = rawmap_i_mmap(address, length, protection.bits, flags, -1, 0);
        if (rawmap_i_is_error(result))
            return RAWMAP_I_NAME_ERROR(RAWMAP_RULES_REPLACE, replace, result, address, length, protection, kind);
        return RAWMAP_OK;
    }
    if (RAWMAP_I_MAY_BE_REFUSED(RAWMAP_GROUPS_REPLACE))
        return rawmap_i_judged_replace(address, length, protection, kind);
    rawmap_i_ask(&asked, address, length, protection.bits, flags, -1, 0);
    result = rawmap_i_mmap_kept(&asked);
    if (rawmap_i_is_error(result)) {
        protection.bits = asked.protection;
        kind.bits = asked.flags & ~(0u | RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_ANONYMOUS);
        return RAWMAP_I_NAME_ERROR(RAWMAP_RULES_REPLACE, replace, result, address, asked.length, protection, kind);
    }
    return RAWMAP_OK;
}

RAWMAP_API(map) rawmap_status rawmap_check_unmap(rawmap_span span)
{
    return RAWMAP_I_CHECKED(unmap, RAWMAP_I_ADDRESS(span.base), span.length);
}

RAWMAP_API(map) rawmap_status rawmap_unmap(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    const rawmap_word result = RAWMAP_I_CALL2(RAWMAP_NR_munmap, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_UNMAP, unmap, result, address, length);
}

#endif

RAWMAP_I_END

#endif
