/* SPDX-License-Identifier: MIT */
/* rawmap/faults/protect.h: watching pages that are there (userfaultfd, open.h): who writes to them, who touches them.
   */
#ifndef RAWMAP_FAULTS_PROTECT_H
#define RAWMAP_FAULTS_PROTECT_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "open.h"
#include "rules.h"
#include "sets.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_faults_write_protect: from now on a write to the pages is a fault of the kind wp.

   Units:      span.length in bytes, a multiple of the page size.
   Requires:   a span that is registered for wp. Private pages that are not there stay unwatched, unless the handshake
               asked for wp_unpopulated or wp_async.
   Status:     RAWMAP_FAULTS_NOT_OPEN, RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_LENGTH_UNEVEN, RAWMAP_SPAN_WRAPS: Linux refused it for this. RAWMAP_ENOENT: not registered
               for it, or not mapped. RAWMAP_EAGAIN: the mappings are being changed: read what happened, then call
               again. RAWMAP_EINVAL: no handshake, a part of a huge page, or an older kernel. RAWMAP_ESRCH: the process
               has ended. RAWMAP_EBADF: not open.
   Since:      5.7
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults) rawmap_status rawmap_faults_write_protect(rawmap_faults faults, rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_faults_access_protect: from now on touching the pages is a fault of the kind rwp. The pages keep their
   contents.

   Units:      span.length in bytes, a multiple of the page size.
   Requires:   a span that is registered for rwp.
   Status:     as rawmap_faults_write_protect
   Since:      7.3
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults) rawmap_status rawmap_faults_access_protect(rawmap_faults faults, rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_faults_write_protect: what both would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_write_protect(rawmap_faults faults, rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_faults_write_unprotect: ends rawmap_faults_write_protect for these pages, and wakes threads that wait.

   Units:      span.length in bytes, a multiple of the page size.
   Status:     as rawmap_faults_write_protect, and RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS: Linux refused it for this.
   Since:      5.7
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_status rawmap_faults_write_unprotect(rawmap_faults faults, rawmap_span span,
                                            rawmap_fault_fill fill) RAWMAP_MUST_USE;

/* rawmap_faults_access_unprotect: the same for rawmap_faults_access_protect.

   Units, Status:   as rawmap_faults_write_unprotect
   Since:      7.3
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_status rawmap_faults_access_unprotect(rawmap_faults faults, rawmap_span span,
                                             rawmap_fault_fill fill) RAWMAP_MUST_USE;

/* rawmap_check_faults_write_unprotect: what both would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_write_unprotect(rawmap_faults faults, rawmap_span span,
                                                  rawmap_fault_fill fill) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(faults, faults_unprotect, RAWMAP_RULES_FAULTS_FILL, rawmap_faults faults, uintptr_t address,
                        size_t length, rawmap_fault_fill fill)

/* The kernel's struct uffdio_writeprotect and uffdio_rwprotect. Bit 0 of the mode protects, bit 1 is dont_wake. */
typedef struct rawmap_i_uffdio_protect {
    rawmap_i_uffdio_range range;
    uint64_t mode;
} rawmap_i_uffdio_protect;

#define RAWMAP_I_FAULTS_PROTECT(request, bits)                                                                         \
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);                                                             \
    const size_t length = span.length;                                                                                 \
    rawmap_i_uffdio_protect asked;                                                                                     \
    rawmap_word result;                                                                                                \
    asked.range.start = address;                                                                                       \
    asked.range.length = length;                                                                                       \
    asked.mode = (bits);                                                                                               \
    result = RAWMAP_I_FAULTS_CALL(RAWMAP_LINUX_UFFDIO_##request, &asked);

RAWMAP_API(faults) rawmap_status rawmap_check_faults_write_protect(rawmap_faults faults, rawmap_span span)
{
    return RAWMAP_I_CHECKED(faults_range, faults, RAWMAP_I_ADDRESS(span.base), span.length);
}

RAWMAP_API(faults)
rawmap_status rawmap_check_faults_write_unprotect(rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill)
{
    return RAWMAP_I_CHECKED(faults_unprotect, faults, RAWMAP_I_ADDRESS(span.base), span.length, fill);
}

RAWMAP_API(faults) rawmap_status rawmap_faults_write_protect(rawmap_faults faults, rawmap_span span)
{
    RAWMAP_I_FAULTS_PROTECT(WRITEPROTECT, 1)
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FAULTS_RANGE, faults_range, result, faults, address, length);
}

RAWMAP_API(faults) rawmap_status rawmap_faults_access_protect(rawmap_faults faults, rawmap_span span)
{
    RAWMAP_I_FAULTS_PROTECT(RWPROTECT, 1)
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FAULTS_RANGE, faults_range, result, faults, address, length);
}

RAWMAP_API(faults)
rawmap_status rawmap_faults_write_unprotect(rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill)
{
    RAWMAP_I_FAULTS_PROTECT(WRITEPROTECT, RAWMAP_I_CAST(uint64_t, fill.bits) << 1)
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FAULTS_FILL, faults_unprotect, result, faults, address, length, fill);
}

RAWMAP_API(faults)
rawmap_status rawmap_faults_access_unprotect(rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill)
{
    RAWMAP_I_FAULTS_PROTECT(RWPROTECT, RAWMAP_I_CAST(uint64_t, fill.bits) << 1)
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FAULTS_FILL, faults_unprotect, result, faults, address, length, fill);
}

#endif

RAWMAP_I_END

#endif
