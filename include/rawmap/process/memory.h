/* SPDX-License-Identifier: MIT */
/* rawmap/process/memory.h: copying between the memory of processes. */
#ifndef RAWMAP_PROCESS_MEMORY_H
#define RAWMAP_PROCESS_MEMORY_H

#ifndef RAWMAP_PROCESS_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/huge_page_size.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_process_read: copies from the memory of a process to spans of the calling one, as if the spans on each side
   were one.

   Units:      number: the process's; counts in spans; the result in bytes.
   Requires:   the right to trace the process, or that it is the calling one. Nothing is locked: it may run on meanwhile.
   Result:     how many bytes were copied: as many as the shorter side has, or fewer: up to the first page, of either side,
               that cannot be touched so; and never more than 2 GiB less one of this kernel's pages, whatever lies behind
               (0x7ffff000 with pages of 4 KiB). Called again from where it stopped it goes on, or answers RAWMAP_EFAULT.
   Status:     RAWMAP_SPANS_NONE: Linux would ignore it. RAWMAP_PROCESS_NOT_POSITIVE_ESRCH, RAWMAP_SPANS_MISSING: Linux might
               not see it. Nothing was called. RAWMAP_SPANS_TOO_MANY: Linux refused it for this.
               RAWMAP_EFAULT: the first byte, on either side, cannot be touched so. RAWMAP_EPERM: not allowed.
               RAWMAP_ESRCH: no such process. RAWMAP_EINVAL: one length is more than half of all addresses.
               RAWMAP_ENOMEM: short of memory for the moment. RAWMAP_ENOSYS: the kernel is older, or built without it.
   Since:      3.2
   ABIs:       all
   Manual:     process_vm_readv(2) */
RAWMAP_API(process)
rawmap_size rawmap_process_read(int number, const rawmap_span *ours, size_t our_count, const rawmap_span *theirs,
                                size_t their_count) RAWMAP_MUST_USE;

/* rawmap_process_write: the other way: from spans of the calling process into the memory of another. Pages that the
   other process may not write stay as they are.

   Units, Requires, Result, Status:   as rawmap_process_read
   Since:      3.2
   ABIs:       all
   Manual:     process_vm_writev(2) */
RAWMAP_API(process)
rawmap_size rawmap_process_write(int number, const rawmap_span *ours, size_t our_count, const rawmap_span *theirs,
                                 size_t their_count) RAWMAP_MUST_USE;

/* rawmap_check_process_read: what both would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(process)
rawmap_status rawmap_check_process_read(int number, const rawmap_span *ours, size_t our_count,
                                        const rawmap_span *theirs, size_t their_count) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(process, process_copy, RAWMAP_RULES_PROCESS_COPY, int number, const rawmap_span *ours,
                        size_t our_count, const rawmap_span *theirs, size_t their_count)

RAWMAP_API(process)
rawmap_status rawmap_check_process_read(int number, const rawmap_span *ours, size_t our_count,
                                        const rawmap_span *theirs, size_t their_count)
{
    return RAWMAP_I_CHECKED(process_copy, number, ours, our_count, theirs, their_count);
}

RAWMAP_I_INLINE rawmap_size rawmap_i_process_copy(rawmap_word call, int number, const rawmap_span *ours,
                                                  size_t our_count, const rawmap_span *theirs, size_t their_count)
{
    rawmap_size copied;
    rawmap_word result;
    copied.status = RAWMAP_OK;
    copied.bytes = 0;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_PROCESS_COPY)) {
        copied.status = rawmap_i_failure(RAWMAP_I_REFUSED(process_copy, number, ours, our_count, theirs, their_count));
        return copied;
    }
    result = RAWMAP_I_CALL6(call, number, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(ours)), RAWMAP_I_WORD(our_count),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(theirs)), RAWMAP_I_WORD(their_count), 0);
    if (rawmap_i_is_error(result))
        copied.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_PROCESS_COPY, process_copy, result, number, ours, our_count,
                                            theirs, their_count);
    else
        copied.bytes = RAWMAP_I_CAST(size_t, result);
    return copied;
}

RAWMAP_API(process)
rawmap_size rawmap_process_read(int number, const rawmap_span *ours, size_t our_count, const rawmap_span *theirs,
                                size_t their_count)
{
    return rawmap_i_process_copy(RAWMAP_NR_process_vm_readv, number, ours, our_count, theirs, their_count);
}

RAWMAP_API(process)
rawmap_size rawmap_process_write(int number, const rawmap_span *ours, size_t our_count, const rawmap_span *theirs,
                                 size_t their_count)
{
    return rawmap_i_process_copy(RAWMAP_NR_process_vm_writev, number, ours, our_count, theirs, their_count);
}

#endif

RAWMAP_I_END

#endif
