/* SPDX-License-Identifier: MIT */
/* rawmap/map/file.h: mapping files. */
#ifndef RAWMAP_MAP_FILE_H
#define RAWMAP_MAP_FILE_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/diagnose.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "file_kind.h"
#include "looks.h"
#include "mmap.h"
#include "placement.h"
#include "protection.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_map_file: maps part of an open file. Never replaces a mapping. The descriptor can be closed afterwards.

   Units:      offset in bytes from the start of the file, a multiple of the page size; length in bytes; both 64 bits on
               every ABI, as rawmap_file_size tells them. Whole pages are mapped; bytes after the end of the file in its last page read as zeros, and pages
               wholly after it raise SIGBUS when touched: Linux maps them without a word. A file on hugetlbfs is mapped
               in its huge pages: give a multiple of their size (rawmap_file_block), or the span cannot be unmapped.
               Where the kind says hugetlb, a length that fits no huge page of the architecture is refused.
   Status:     RAWMAP_PROT_GROWS_NEEDS_PROTECT, RAWMAP_PROT_SEM_DOES_NOTHING, RAWMAP_PROT_UNKNOWN_BITS,
               RAWMAP_POPULATE_NEEDS_ACCESS, RAWMAP_KIND_UNKNOWN_BITS, RAWMAP_HUGE_LENGTH_UNEVEN,
               RAWMAP_PLACEMENT_UNKNOWN_BITS, RAWMAP_PLACEMENT_WITH_ADDRESS, RAWMAP_NEAR_NOT_WITHIN,
               RAWMAP_NEAR_UNALIGNED: Linux would ignore part of it, or do something else; nothing was called.
               RAWMAP_OFFSET_UNREPRESENTABLE, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: more than mmap2 of a 32-bit ABI can
               carry, or map; nothing was called.
               RAWMAP_OFFSET_UNALIGNED, RAWMAP_FILE_NEGATIVE, RAWMAP_LENGTH_ZERO, RAWMAP_LENGTH_WRAPS,
               RAWMAP_EXACT_OUT_OF_RANGE, RAWMAP_EXACT_OUT_OF_RANGE_EINVAL, RAWMAP_EXACT_UNALIGNED, RAWMAP_KIND_INVALID, RAWMAP_SYNC_EXACTLY,
               RAWMAP_GROWSDOWN_SHARED: Linux refused it for this (where mmap2 would cut the offset short, before the
               call). RAWMAP_EXACT_TAKEN, RAWMAP_EXACT_UNALIGNED_HERE, RAWMAP_OFFSET_UNALIGNED_HERE,
               RAWMAP_EXACT_TOO_LOW, RAWMAP_LOCK_NOT_ALLOWED, RAWMAP_OFFSET_PAST_LIMIT, RAWMAP_HUGE_FILE_UNFIT,
               RAWMAP_SYNC_UNSUPPORTED, RAWMAP_PROT_PROCESSOR_LACKS (powerpc), RAWMAP_LOCK_OVER_LIMIT, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: this kernel, file, processor or
               process refused it for this. RAWMAP_EXACT_NOT_UNDONE: the only failure whose span is not {NULL, 0}.
               RAWMAP_EBADF: closed, or opened with O_PATH. RAWMAP_STATE_FILE_MODE: not open for reading; or shared
               and writable, and not open for writing. RAWMAP_EACCES: shared, and open for writing to a file that is
               only appended to; or a security policy. RAWMAP_ENODEV: such a file cannot be mapped. RAWMAP_EPERM: sealed against
               writing, executable on a noexec mount, or a security policy. RAWMAP_EINVAL: the offset or the exact address is no multiple of the file's huge
               page, secret memory mapped private, or sync before 4.15. RAWMAP_EAGAIN: RLIMIT_MEMLOCK, of secret memory,
               or of anything after rawmap_lock_all with future. RAWMAP_ENOMEM: as for rawmap_map.
   Since:      1.0; sync 4.15, exactly 4.17
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API(map)
rawmap_mapping rawmap_map_file(int file, uint64_t offset, uint64_t length, rawmap_prot protection,
                               rawmap_file_kind kind, rawmap_placement placement) RAWMAP_MUST_USE
    RAWMAP_DIAGNOSE(RAWMAP_RULES_MAP_FILE);

/* rawmap_check_map_file: what rawmap_map_file would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map)
rawmap_status rawmap_check_map_file(int file, uint64_t offset, uint64_t length, rawmap_prot protection,
                                    rawmap_file_kind kind, rawmap_placement placement) RAWMAP_MUST_USE;

/* rawmap_replace_file: part of a file in place of whatever the span holds (MAP_FIXED).

   Units:      as rawmap_map_file; whole pages of the span are replaced, of a file on hugetlbfs whole huge pages, which
               may be more than the span.
   Requires:   as rawmap_replace: the caller owns everything in the span's pages. A status from the kernel itself may
               mean that the old pages are gone.
   Status:     as rawmap_map_file, and RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_WRAPS_ENOMEM, RAWMAP_SPAN_TOO_LOW. RAWMAP_EINVAL: the
               span cuts a huge page, or the file is not on hugetlbfs as it should be. RAWMAP_EPERM: part of it is
               sealed.
   Since:      1.0
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API(map)
rawmap_status rawmap_replace_file(rawmap_span span, int file, uint64_t offset, rawmap_prot protection,
                                  rawmap_file_kind kind) RAWMAP_MUST_USE;

/* rawmap_check_replace_file: what rawmap_replace_file would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map)
rawmap_status rawmap_check_replace_file(rawmap_span span, int file, uint64_t offset, rawmap_prot protection,
                                        rawmap_file_kind kind) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT_WITH(map, map_file, RAWMAP_RULES_MAP_FILE, RAWMAP_I_PLACEMENT_OF_WORDS, uintptr_t address,
                             uint64_t length, rawmap_prot protection, rawmap_file_kind kind, int file, uint64_t offset,
                             unsigned placed)
RAWMAP_I_DEFINE_VERDICT(map, replace_file, RAWMAP_RULES_REPLACE_FILE, uintptr_t address, size_t length,
                        rawmap_prot protection, rawmap_file_kind kind, int file, uint64_t offset)

RAWMAP_API(map)
rawmap_status rawmap_check_map_file(int file, uint64_t offset, uint64_t length, rawmap_prot protection,
                                    rawmap_file_kind kind, rawmap_placement placement)
{
    return RAWMAP_I_CHECKED(map_file, placement.address, length, protection, kind, file, offset, placement.bits);
}

/* As those of rawmap_map (anonymous.h). */
RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_judged_map_file(int file, uint64_t offset, uint64_t length, rawmap_prot protection,
                                       rawmap_file_kind kind, uintptr_t address, unsigned placed)
    RAWMAP_I_ONCE(rawmap_i_judged_map_file);
RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_failed_map_file(uintptr_t address, size_t length, rawmap_prot protection, unsigned flags,
                                       int file, uint64_t offset, rawmap_word result)
    RAWMAP_I_ONCE(rawmap_i_failed_map_file);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_failed_map_file(uintptr_t address, size_t length, rawmap_prot protection, unsigned flags,
                                       int file, uint64_t offset, rawmap_word result)
{
    rawmap_file_kind kind;
    kind.bits = flags & ~RAWMAP_I_PLACEMENT_KNOWN;
    return rawmap_i_told_failure(RAWMAP_I_VERDICT(map_file, address, length, protection, kind, file, offset,
                                                  flags & RAWMAP_I_PLACEMENT_KNOWN, RAWMAP_I_CAST(int, -result)));
}

RAWMAP_I_COLD(map)
rawmap_i_told rawmap_i_judged_map_file(int file, uint64_t offset, uint64_t length, rawmap_prot protection,
                                       rawmap_file_kind kind, uintptr_t address, unsigned placed)
{
    const rawmap_status status = RAWMAP_I_REFUSED(map_file, address, length, protection, kind, file, offset, placed);
    const size_t size = RAWMAP_I_CAST(size_t, length);
    const unsigned flags = kind.bits | placed;
    rawmap_word result;
    if (status != RAWMAP_OK)
        return rawmap_i_told_failure(status);
    result = rawmap_i_mmap(address, size, protection.bits, flags, file, offset);
    if (rawmap_i_is_error(result))
        return rawmap_i_failed_map_file(address, size, protection, flags, file, offset, result);
    return rawmap_i_answer_of(rawmap_i_placed(result, size, rawmap_i_placement_of(address, placed)));
}
#endif

RAWMAP_I_INLINE rawmap_mapping rawmap_i_map_file_here(int file, uint64_t offset, uint64_t length,
                                                      rawmap_prot protection, rawmap_file_kind kind,
                                                      rawmap_placement placement)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_MAP_FILE))
        return rawmap_i_no_mapping(rawmap_i_failure(
            RAWMAP_I_REFUSED(map_file, placement.address, length, protection, kind, file, offset, placement.bits)));
    result = rawmap_i_mmap(placement.address, RAWMAP_I_CAST(size_t, length), protection.bits,
                           kind.bits | placement.bits, file, offset);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MAP_FILE, map_file, result, placement.address,
                                                       length, protection, kind, file, offset, placement.bits));
    return rawmap_i_placed(result, RAWMAP_I_CAST(size_t, length), placement);
}

RAWMAP_API(map)
rawmap_mapping rawmap_map_file(int file, uint64_t offset, uint64_t length, rawmap_prot protection,
                               rawmap_file_kind kind, rawmap_placement placement)
{
    const bool known = RAWMAP_I_KNOWN_PLACEMENT(placement);
    rawmap_i_asked asked;
    rawmap_word result;
    if (known && RAWMAP_I_STANDS_HERE(protection, kind))
        return rawmap_i_map_file_here(file, offset, length, protection, kind, placement);
    if (RAWMAP_I_MAY_BE_REFUSED(RAWMAP_GROUPS_NEW_FILE) ||
        (known ? RAWMAP_I_MAY_BE_REFUSED(RAWMAP_GROUPS_PLACEMENT) : RAWMAP_I_PLACED_COLDLY(placement)))
        return rawmap_i_answered(
            rawmap_i_judged_map_file(file, offset, length, protection, kind, placement.address, placement.bits),
            RAWMAP_I_CAST(size_t, length));
    if (!known)
        placement = rawmap_i_placement_of(0, 0);
    rawmap_i_ask(&asked, placement.address, RAWMAP_I_CAST(size_t, length), protection.bits, kind.bits | placement.bits,
                 file, offset);
    result = rawmap_i_mmap_kept(&asked);
    if (rawmap_i_is_error(result)) {
        protection.bits = asked.protection;
        return rawmap_i_failed(rawmap_i_failed_map_file(asked.address, asked.length, protection, asked.flags,
                                                        asked.file, asked.offset, result));
    }
    return rawmap_i_placed(result, RAWMAP_I_CAST(size_t, length), placement);
}

RAWMAP_API(map)
rawmap_status rawmap_check_replace_file(rawmap_span span, int file, uint64_t offset, rawmap_prot protection,
                                        rawmap_file_kind kind)
{
    return RAWMAP_I_CHECKED(replace_file, RAWMAP_I_ADDRESS(span.base), span.length, protection, kind, file, offset);
}

/* Arguments that may be refused: judged, and then called with. Apart, as the last thing that its caller does, so that the
   path of success saves no registers for it. */
RAWMAP_I_COLD(map)
rawmap_status rawmap_i_judged_replace_file(uintptr_t address, size_t length, rawmap_prot protection,
                                           rawmap_file_kind kind, int file, uint64_t offset)
    RAWMAP_I_ONCE(rawmap_i_judged_replace_file);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map)
rawmap_status rawmap_i_judged_replace_file(uintptr_t address, size_t length, rawmap_prot protection,
                                           rawmap_file_kind kind, int file, uint64_t offset)
{
    const rawmap_status status = RAWMAP_I_REFUSED(replace_file, address, length, protection, kind, file, offset);
    rawmap_word result;
    if (status != RAWMAP_OK)
        return status;
    result = rawmap_i_mmap(address, length, protection.bits, kind.bits | RAWMAP_LINUX_MAP_FIXED, file, offset);
    return rawmap_i_is_error(result) ? RAWMAP_I_VERDICT(replace_file, address, length, protection, kind, file, offset,
                                                        RAWMAP_I_CAST(int, -result))
                                     : RAWMAP_OK;
}
#endif

RAWMAP_API(map)
rawmap_status rawmap_replace_file(rawmap_span span, int file, uint64_t offset, rawmap_prot protection,
                                  rawmap_file_kind kind)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_STANDS_HERE(protection, kind)) {
        if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_REPLACE_FILE))
            return rawmap_i_failure(RAWMAP_I_REFUSED(replace_file, address, length, protection, kind, file, offset));
    } else if (RAWMAP_I_MAY_BE_REFUSED(RAWMAP_GROUPS_REPLACE_FILE))
        return rawmap_i_judged_replace_file(address, length, protection, kind, file, offset);
    result = rawmap_i_mmap(address, length, protection.bits, kind.bits | RAWMAP_LINUX_MAP_FIXED, file, offset);
    if (rawmap_i_is_error(result))
        return RAWMAP_I_NAME_ERROR(RAWMAP_RULES_REPLACE_FILE, replace_file, result, address, length, protection, kind,
                                   file, offset);
    return RAWMAP_OK;
}

#endif

RAWMAP_I_END

#endif
