/* SPDX-License-Identifier: MIT */
/* rawmap/map/protect.h: changing what may be done with a span's pages. */
#ifndef RAWMAP_MAP_PROTECT_H
#define RAWMAP_MAP_PROTECT_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "protection.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_protect: sets what may be done with a span's pages.

   Units:      span.length in bytes; whole pages change.
   Requires:   no hole in the span: Linux changes what lies before a hole and answers RAWMAP_ENOMEM. Nothing undoes that.
   Status:     RAWMAP_PROT_SEM_DOES_NOTHING, RAWMAP_SPAN_EMPTY: Linux would ignore it; nothing was called.
               RAWMAP_PROT_GROWS_BOTH_WAYS, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_WRAPS_ENOMEM, RAWMAP_PROT_UNKNOWN_BITS: Linux
               refused it for this. RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_PROT_PROCESSOR_LACKS,
               RAWMAP_PROT_SPAN_DOES_NOT_GROW: this kernel, processor or mapping refused it for this. RAWMAP_EINVAL: the
               span cuts a huge page, or the mapping cannot have what was asked (mte of a file, adi). RAWMAP_ENOMEM: a
               hole, vm.max_map_count, RLIMIT_DATA or the commit limit. RAWMAP_EACCES: writing, on a shared mapping of a
               file that is not open for it; or a security policy. RAWMAP_EPERM: part of it is sealed.
   Since:      1.0
   ABIs:       all
   Manual:     mprotect(2) */
RAWMAP_API(map) rawmap_status rawmap_protect(rawmap_span span, rawmap_prot protection) RAWMAP_MUST_USE;

/* rawmap_check_protect: what rawmap_protect would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(map) rawmap_status rawmap_check_protect(rawmap_span span, rawmap_prot protection) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(map, protect, RAWMAP_RULES_PROTECT, uintptr_t address, size_t length, rawmap_prot protection)

RAWMAP_API(map) rawmap_status rawmap_check_protect(rawmap_span span, rawmap_prot protection)
{
    return RAWMAP_I_CHECKED(protect, RAWMAP_I_ADDRESS(span.base), span.length, protection);
}

RAWMAP_API(map) rawmap_status rawmap_protect(rawmap_span span, rawmap_prot protection)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PROTECT))
        return rawmap_i_failure(RAWMAP_I_REFUSED(protect, address, length, protection));
    result = RAWMAP_I_CALL3(RAWMAP_NR_mprotect, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length),
                            RAWMAP_I_WORD(protection.bits));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_PROTECT, protect, result, address, length, protection);
}

#endif

RAWMAP_I_END

#endif
