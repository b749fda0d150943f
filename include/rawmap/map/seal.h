/* SPDX-License-Identifier: MIT */
/* rawmap/map/seal.h: making mappings final. Sealing files is files/seal.h. */
#ifndef RAWMAP_MAP_SEAL_H
#define RAWMAP_MAP_SEAL_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_seal: makes a span's mappings final, for as long as the process or a child of it lives. Nothing unseals them but
   an exec or the end. From then on Linux answers RAWMAP_EPERM to

       rawmap_unmap                         any part of it
       rawmap_replace, rawmap_replace_file, rawmap_move_over and its fellow, as the target
       rawmap_resize and its fellows        moving, growing, shrinking, duplicating
       rawmap_protect, rawmap_pkey_protect
       rawmap_advise                        what discards: dontneed, dontneed_locked, free, remove, dontfork, wipeonfork,
                                            guard_install, on anonymous memory that cannot be written

   and brk and System V detaching fail as well. Bytes can still be written where the protection allows it, and other
   advice, locking and synchronising go on working. Sealing again does no harm.

   Units:      span.length in bytes; whole pages are sealed.
   Requires:   no hole in the span: with one, nothing is sealed (before 6.17 what lies before it may be).
   Status:     RAWMAP_SPAN_EMPTY: Linux would ignore it; nothing was called. RAWMAP_SPAN_UNALIGNED,
               RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SPAN_LENGTH_WRAPS, RAWMAP_SPAN_WRAPS: Linux refused it for this.
               RAWMAP_EINVAL: the span cuts a huge page, or this kernel's pages are larger. RAWMAP_ENOMEM: a hole, or
               vm.max_map_count. RAWMAP_ENOSYS: the kernel is older, or a 32-bit one. RAWMAP_EPERM: a 32-bit one (some
               versions).
   Since:      6.10
   ABIs:       all, on 64-bit kernels
   Manual:     mprotect(2) */
RAWMAP_API(map_rest) rawmap_status rawmap_seal(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_seal: what rawmap_seal would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(map_rest) rawmap_status rawmap_check_seal(rawmap_span span) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map_rest, seal, RAWMAP_RULES_SEAL, uintptr_t address, size_t length)

RAWMAP_API(map_rest) rawmap_status rawmap_check_seal(rawmap_span span)
{
    return RAWMAP_I_CHECKED(seal, RAWMAP_I_ADDRESS(span.base), span.length);
}

RAWMAP_API(map_rest) rawmap_status rawmap_seal(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SEAL))
        return rawmap_i_failure(RAWMAP_I_REFUSED(seal, address, length));
    result = RAWMAP_I_CALL3(RAWMAP_NR_mseal, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SEAL, seal, result, address, length);
}

#endif

RAWMAP_I_END

#endif
