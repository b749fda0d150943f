/* SPDX-License-Identifier: MIT */
/* rawmap/faults/fill.h: bringing pages to where they are missing (userfaultfd, open.h), which wakes who waits there. */
#ifndef RAWMAP_FAULTS_FILL_H
#define RAWMAP_FAULTS_FILL_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/huge_page_size.h"
#include "open.h"
#include "rules.h"
#include "sets.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_faults_copy: fills missing pages with a copy. Each page appears whole, or not at all.

   Units:      from.length in bytes, a multiple of the page size; the source itself may start anywhere.
   Result:     how many bytes were filled: all of them with RAWMAP_OK, some with RAWMAP_EAGAIN, else 0.
   Status:     RAWMAP_FAULTS_NOT_OPEN, RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_LENGTH_UNEVEN, RAWMAP_SPAN_WRAPS, RAWMAP_FAULT_SOURCE_WRAPS,
               RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS: Linux refused it for this. RAWMAP_EEXIST: the first page is there.
               RAWMAP_EAGAIN: a later one is, or the mappings are being changed: read what happened, then call again for
               the rest. RAWMAP_ENOENT: not registered, or not mapped. RAWMAP_EFAULT: the source cannot be read.
               RAWMAP_EINVAL: no handshake, wp without the mode wp, or a part of a huge page. RAWMAP_ENOMEM,
               RAWMAP_ENOSPC: no page was free. RAWMAP_ESRCH: the process has ended. RAWMAP_EBADF: not open.
   Since:      4.3; wp 5.7
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_size rawmap_faults_copy(rawmap_faults faults, void *to, rawmap_span from,
                               rawmap_fault_copy options) RAWMAP_MUST_USE;

/* rawmap_check_faults_copy: what rawmap_faults_copy would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_copy(rawmap_faults faults, const void *to, rawmap_span from,
                                       rawmap_fault_copy options) RAWMAP_MUST_USE;

/* rawmap_faults_zeropage: fills missing pages with zeros. Not on huge pages.

   Units:      span.length in bytes, a multiple of the page size.
   Result:     as rawmap_faults_copy
   Status:     RAWMAP_FAULTS_NOT_OPEN, RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_LENGTH_UNEVEN, RAWMAP_SPAN_WRAPS, RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS: Linux refused it for
               this. RAWMAP_EEXIST, RAWMAP_EAGAIN, RAWMAP_ENOENT, RAWMAP_EINVAL, RAWMAP_ENOMEM, RAWMAP_ESRCH,
               RAWMAP_EBADF: as for a copy.
   Since:      4.3
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_size rawmap_faults_zeropage(rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill) RAWMAP_MUST_USE;

/* rawmap_faults_poison: whoever touches the pages from now on gets a SIGBUS, as from memory that failed.

   Units, Result, Status:   as rawmap_faults_zeropage
   Since:      6.6
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_size rawmap_faults_poison(rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill) RAWMAP_MUST_USE;

/* rawmap_check_faults_zeropage: what both would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_zeropage(rawmap_faults faults, rawmap_span span,
                                           rawmap_fault_fill fill) RAWMAP_MUST_USE;

/* rawmap_faults_continue: maps the pages that the file's cache holds: the answer to a minor fault.

   Units:      span.length in bytes, a multiple of the page size.
   Result:     as rawmap_faults_copy
   Status:     RAWMAP_FAULTS_NOT_OPEN, RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_LENGTH_UNEVEN, RAWMAP_SPAN_WRAPS, RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS: Linux refused it for
               this. RAWMAP_EFAULT: the cache has no such page. RAWMAP_EEXIST, RAWMAP_EAGAIN, RAWMAP_ENOENT,
               RAWMAP_EINVAL, RAWMAP_ENOMEM, RAWMAP_ESRCH, RAWMAP_EBADF: as for a copy.
   Since:      5.13; wp 6.4
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_size rawmap_faults_continue(rawmap_faults faults, rawmap_span span, rawmap_fault_copy options) RAWMAP_MUST_USE;

/* rawmap_check_faults_continue: what rawmap_faults_continue would answer, as far as its arguments tell; nothing is
   called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_continue(rawmap_faults faults, rawmap_span span,
                                           rawmap_fault_copy options) RAWMAP_MUST_USE;

/* rawmap_faults_move: takes private pages from one place of the process to another where they are missing, without
   copying. What was moved away is missing there.

   Units:      from.length in bytes, a multiple of the page size.
   Requires:   both places in private memory of the calling process, with the same protection and locks, and pages of the
               source that no other process shares.
   Result:     how many bytes were moved: all of them with RAWMAP_OK, some with RAWMAP_EAGAIN, else 0.
   Status:     RAWMAP_FAULTS_NOT_OPEN, RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE,
               RAWMAP_SPAN_LENGTH_UNEVEN, RAWMAP_SPAN_WRAPS, RAWMAP_FAULT_SOURCE_UNALIGNED, RAWMAP_FAULT_SOURCE_WRAPS,
               RAWMAP_FAULT_OPTIONS_UNKNOWN_BITS: Linux refused it for this. RAWMAP_ENOENT: the source has a hole
               (allow_holes passes it over), or the target is not registered. RAWMAP_EBUSY: a page is shared or pinned.
               RAWMAP_EEXIST: the first page of the target is there. RAWMAP_EAGAIN: some were moved, or the mappings are
               being changed. RAWMAP_EINVAL: no handshake, mappings that are unfit or unlike each other, or an older
               kernel. RAWMAP_ENOMEM: no room. RAWMAP_EFAULT: the target is not writable. RAWMAP_ESRCH: the process has
               ended. RAWMAP_EBADF: not open.
   Since:      6.8
   ABIs:       all
   Manual:     ioctl_userfaultfd(2) */
RAWMAP_API(faults)
rawmap_size rawmap_faults_move(rawmap_faults faults, void *to, rawmap_span from,
                               rawmap_fault_move options) RAWMAP_MUST_USE;

/* rawmap_check_faults_move: what rawmap_faults_move would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(faults)
rawmap_status rawmap_check_faults_move(rawmap_faults faults, const void *to, rawmap_span from,
                                       rawmap_fault_move options) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(faults, faults_copy, RAWMAP_RULES_FAULTS_COPY, rawmap_faults faults, uintptr_t address,
                        uintptr_t source, size_t length, rawmap_fault_copy options)
RAWMAP_I_DEFINE_VERDICT(faults, faults_move, RAWMAP_RULES_FAULTS_MOVE, rawmap_faults faults, uintptr_t address,
                        uintptr_t source, size_t length, rawmap_fault_move options)
RAWMAP_I_DEFINE_VERDICT(faults, faults_fill, RAWMAP_RULES_FAULTS_FILL, rawmap_faults faults, uintptr_t address,
                        size_t length, rawmap_fault_fill fill)
RAWMAP_I_DEFINE_VERDICT(faults, faults_continue, RAWMAP_RULES_FAULTS_CONTINUE, rawmap_faults faults, uintptr_t address,
                        size_t length, rawmap_fault_copy options)

/* The kernel's struct uffdio_copy and uffdio_move; and uffdio_zeropage, uffdio_continue and uffdio_poison. In the last
   member comes how many bytes were done, or -errno. */
typedef struct rawmap_i_uffdio_copy {
    uint64_t to;
    uint64_t from;
    uint64_t length;
    uint64_t mode;
    uint64_t done;
} rawmap_i_uffdio_copy;
typedef struct rawmap_i_uffdio_fill {
    rawmap_i_uffdio_range range;
    uint64_t mode;
    uint64_t done;
} rawmap_i_uffdio_fill;

/* Only with EAGAIN a part was done, if the number is no errno. */
RAWMAP_I_COLD(faults)
size_t rawmap_i_faults_done(rawmap_word result, uint64_t done) RAWMAP_I_ONCE(rawmap_i_faults_done);
#if RAWMAP_I_DEFINES(faults)
RAWMAP_I_COLD(faults) size_t rawmap_i_faults_done(rawmap_word result, uint64_t done)
{
    return result == -RAWMAP_LINUX_EAGAIN && done <= SIZE_MAX / 2 ? RAWMAP_I_CAST(size_t, done) : 0;
}
#endif

#define RAWMAP_I_FAULTS_FROM_SOURCE(request, RULES, call)                                                              \
    const uintptr_t address = RAWMAP_I_ADDRESS(to);                                                                    \
    const uintptr_t source = RAWMAP_I_ADDRESS(from.base);                                                              \
    const size_t length = from.length;                                                                                 \
    rawmap_i_uffdio_copy asked;                                                                                        \
    rawmap_size did;                                                                                                   \
    rawmap_word result;                                                                                                \
    asked.to = address;                                                                                                \
    asked.from = source;                                                                                               \
    asked.length = length;                                                                                             \
    asked.mode = options.bits;                                                                                         \
    asked.done = 0;                                                                                                    \
    result = RAWMAP_I_FAULTS_CALL(RAWMAP_LINUX_UFFDIO_##request, &asked);                                              \
    did.status = RAWMAP_OK;                                                                                            \
    did.bytes = length;                                                                                                \
    if (rawmap_i_is_error(result)) {                                                                                   \
        did.status = RAWMAP_I_NAME_ERROR(RULES, faults_##call, result, faults, address, source, length, options);      \
        did.bytes = rawmap_i_faults_done(result, asked.done);                                                          \
    }                                                                                                                  \
    return did;

#define RAWMAP_I_FAULTS_ON_SPAN(request, RULES, call, set)                                                             \
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);                                                             \
    const size_t length = span.length;                                                                                 \
    rawmap_i_uffdio_fill asked;                                                                                        \
    rawmap_size did;                                                                                                   \
    rawmap_word result;                                                                                                \
    asked.range.start = address;                                                                                       \
    asked.range.length = length;                                                                                       \
    asked.mode = (set).bits;                                                                                           \
    asked.done = 0;                                                                                                    \
    result = RAWMAP_I_FAULTS_CALL(RAWMAP_LINUX_UFFDIO_##request, &asked);                                              \
    did.status = RAWMAP_OK;                                                                                            \
    did.bytes = length;                                                                                                \
    if (rawmap_i_is_error(result)) {                                                                                   \
        did.status = RAWMAP_I_NAME_ERROR(RULES, faults_##call, result, faults, address, length, set);                  \
        did.bytes = rawmap_i_faults_done(result, asked.done);                                                          \
    }                                                                                                                  \
    return did;

RAWMAP_API(faults)
rawmap_status rawmap_check_faults_copy(rawmap_faults faults, const void *to, rawmap_span from,
                                       rawmap_fault_copy options)
{
    return RAWMAP_I_CHECKED(faults_copy, faults, RAWMAP_I_ADDRESS(to), RAWMAP_I_ADDRESS(from.base), from.length,
                            options);
}

RAWMAP_API(faults)
rawmap_size rawmap_faults_copy(rawmap_faults faults, void *to, rawmap_span from, rawmap_fault_copy options){
    RAWMAP_I_FAULTS_FROM_SOURCE(COPY, RAWMAP_RULES_FAULTS_COPY, copy)}

RAWMAP_API(faults) rawmap_status
    rawmap_check_faults_zeropage(rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill)
{
    return RAWMAP_I_CHECKED(faults_fill, faults, RAWMAP_I_ADDRESS(span.base), span.length, fill);
}

RAWMAP_API(faults)
rawmap_size rawmap_faults_zeropage(rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill){
    RAWMAP_I_FAULTS_ON_SPAN(ZEROPAGE, RAWMAP_RULES_FAULTS_FILL, fill, fill)}

RAWMAP_API(faults) rawmap_size rawmap_faults_poison(rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill){
    RAWMAP_I_FAULTS_ON_SPAN(POISON, RAWMAP_RULES_FAULTS_FILL, fill, fill)}

RAWMAP_API(faults) rawmap_status
    rawmap_check_faults_continue(rawmap_faults faults, rawmap_span span, rawmap_fault_copy options)
{
    return RAWMAP_I_CHECKED(faults_continue, faults, RAWMAP_I_ADDRESS(span.base), span.length, options);
}

RAWMAP_API(faults)
rawmap_size rawmap_faults_continue(rawmap_faults faults, rawmap_span span, rawmap_fault_copy options){
    RAWMAP_I_FAULTS_ON_SPAN(CONTINUE, RAWMAP_RULES_FAULTS_CONTINUE, continue, options)}

RAWMAP_API(faults) rawmap_status
    rawmap_check_faults_move(rawmap_faults faults, const void *to, rawmap_span from, rawmap_fault_move options)
{
    return RAWMAP_I_CHECKED(faults_move, faults, RAWMAP_I_ADDRESS(to), RAWMAP_I_ADDRESS(from.base), from.length,
                            options);
}

RAWMAP_API(faults)
rawmap_size rawmap_faults_move(rawmap_faults faults, void *to, rawmap_span from, rawmap_fault_move options){
    RAWMAP_I_FAULTS_FROM_SOURCE(MOVE, RAWMAP_RULES_FAULTS_MOVE, move)}

#endif

RAWMAP_I_END

#endif
