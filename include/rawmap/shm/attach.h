/* SPDX-License-Identifier: MIT */
/* rawmap/shm/attach.h: where segments of System V shared memory are mapped. */
#ifndef RAWMAP_SHM_ATTACH_H
#define RAWMAP_SHM_ATTACH_H

#ifndef RAWMAP_SHM_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/placement.h"
#include "../map/protection.h"
#include "control.h"
#include "rules.h"
#include "segment.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_shm_attach: maps a segment, all of it. A child has it too; an exec loses it. Never replaces a mapping.

   Units:      the span's length is the segment's, in bytes: two calls, since shmat does not tell it and shmctl does.
   Requires:   a protection of read, with or without write and exec; a placement of RAWMAP_ANYWHERE or RAWMAP_EXACTLY.
   Status:     RAWMAP_SHM_PROTECTION, RAWMAP_SHM_PLACEMENT: Linux would ignore part of it; nothing was called.
               RAWMAP_SHM_NEGATIVE, RAWMAP_EXACT_UNALIGNED, RAWMAP_EXACT_UNALIGNED_HERE: Linux refused it for this.
               RAWMAP_SHM_GONE, RAWMAP_SHM_REMOVED: no such segment, or it was removed. RAWMAP_EINVAL: something is mapped at the exact
               address, the segment is gone, or the address suits neither this kernel's pages nor its caches.
               RAWMAP_EXACT_TOO_LOW: below vm.mmap_min_addr. RAWMAP_EACCES: the segment's permissions. RAWMAP_ENOMEM: no room, or vm.max_map_count. RAWMAP_ENOSYS: the
               kernel is built without it.
   Since:      1.0; exec 2.6.9
   ABIs:       all
   Manual:     shmat(2) */
RAWMAP_API(shm)
rawmap_mapping rawmap_shm_attach(rawmap_shm segment, rawmap_prot protection,
                                 rawmap_placement placement) RAWMAP_MUST_USE;

/* rawmap_check_shm_attach: what rawmap_shm_attach would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(shm)
rawmap_status rawmap_check_shm_attach(rawmap_shm segment, rawmap_prot protection,
                                      rawmap_placement placement) RAWMAP_MUST_USE;

/* rawmap_shm_replace: maps a segment, all of it, over whatever is mapped in a span (SHM_REMAP).

   Units:      span.length in bytes: as many pages as the segment has. Two calls.
   Requires:   that the caller owns everything in the pages of the span; a protection as for rawmap_shm_attach. The rules
               and the length are tested before, since Linux unmaps the span before it maps: on a status from the kernel
               itself the span may be gone. Of a segment of huge pages, made elsewhere with a length that is no multiple
               of their size, Linux maps more than its length.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SHM_PROTECTION, RAWMAP_SHM_REPLACE_NOWHERE, RAWMAP_SPAN_UNALIGNED,
               RAWMAP_SHM_NEGATIVE: nothing was called. RAWMAP_SHM_REPLACE_UNEVEN: the segment has more or fewer pages;
               nothing was changed. RAWMAP_SHM_GONE, RAWMAP_SHM_REMOVED: no such segment, or it was removed.
               RAWMAP_SPAN_UNALIGNED_HERE: Linux refused it for this. RAWMAP_SPAN_TOO_LOW: below vm.mmap_min_addr.
               RAWMAP_EINVAL: the address suits neither the segment's huge pages nor the caches, or the segment went
               meanwhile. RAWMAP_EPERM: a sealed mapping. RAWMAP_EACCES: the segment's permissions. RAWMAP_ENOMEM: past
               the end of the addresses, or vm.max_map_count. RAWMAP_ENOSYS: the kernel is built without it.
   Since:      2.4.17; exec 2.6.9
   ABIs:       all
   Manual:     shmat(2) */
RAWMAP_API_OUTLINE(shm)
rawmap_status rawmap_shm_replace(rawmap_span span, rawmap_shm segment, rawmap_prot protection)
    RAWMAP_I_ONCE(rawmap_shm_replace) RAWMAP_MUST_USE;

/* rawmap_check_shm_replace: what rawmap_shm_replace would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(shm)
rawmap_status rawmap_check_shm_replace(rawmap_span span, rawmap_shm segment, rawmap_prot protection) RAWMAP_MUST_USE;

/* rawmap_shm_detach: unmaps a segment, all that is left of it, whatever the span's length. The segment stays.

   Units:      span.length is not looked at.
   Requires:   the span that rawmap_shm_attach returned.
   Note:       of a sealed one (rawmap_seal) Linux answers success, and detaches nothing: it stays until the process ends, or
               executes another program.
   Status:     RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE: Linux refused it for this. RAWMAP_SHM_NOT_ATTACHED: no
               segment starts there. RAWMAP_EINVAL: the same, or the span does not start one of this kernel's pages.
               RAWMAP_ENOSYS: the kernel is built without it.
   Since:      1.0
   ABIs:       all
   Manual:     shmdt(2) */
RAWMAP_API(shm) rawmap_status rawmap_shm_detach(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_check_shm_detach: what rawmap_shm_detach would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(shm) rawmap_status rawmap_check_shm_detach(rawmap_span span) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(shm, shm_attach, RAWMAP_RULES_SHM_ATTACH, rawmap_shm segment, rawmap_prot protection,
                        rawmap_placement placement)
RAWMAP_I_DEFINE_VERDICT(shm, shm_replace, RAWMAP_RULES_SHM_REPLACE, uintptr_t address, size_t length,
                        rawmap_shm segment, rawmap_prot protection)
RAWMAP_I_DEFINE_VERDICT(shm, shm_detach, RAWMAP_RULES_SHM_DETACH, uintptr_t address)

/* ipc() answers attach's address through a pointer. */
#ifdef RAWMAP_NR_ipc
#define RAWMAP_I_SHMDT(address) RAWMAP_I_CALL5(RAWMAP_NR_ipc, 22, 0, 0, 0, address)
RAWMAP_I_INLINE rawmap_word rawmap_i_shmat(int id, uintptr_t address, unsigned flags)
{
    uintptr_t attached = 0;
    const rawmap_word result = RAWMAP_I_CALL5(RAWMAP_NR_ipc, 21, RAWMAP_I_WORD(id), RAWMAP_I_WORD(flags),
                                              RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&attached)), RAWMAP_I_WORD(address));
    return rawmap_i_is_error(result) ? result : RAWMAP_I_WORD(attached);
}
#else
#define RAWMAP_I_SHMDT(address) RAWMAP_I_CALL1(RAWMAP_NR_shmdt, address)
RAWMAP_I_INLINE rawmap_word rawmap_i_shmat(int id, uintptr_t address, unsigned flags)
{
    return RAWMAP_I_CALL3(RAWMAP_NR_shmat, RAWMAP_I_WORD(id), RAWMAP_I_WORD(address), RAWMAP_I_WORD(flags));
}
#endif

RAWMAP_API(shm)
rawmap_status rawmap_check_shm_attach(rawmap_shm segment, rawmap_prot protection, rawmap_placement placement)
{
    return RAWMAP_I_CHECKED(shm_attach, segment, protection, placement);
}

/* Linux's word for a protection that the rules let pass. */
RAWMAP_I_INLINE unsigned rawmap_i_shmat_flags(rawmap_prot protection)
{
    return (protection.bits & RAWMAP_LINUX_PROT_WRITE ? 0u : RAWMAP_LINUX_SHM_RDONLY + 0u) |
           (protection.bits & RAWMAP_LINUX_PROT_EXEC ? RAWMAP_LINUX_SHM_EXEC + 0u : 0u);
}

RAWMAP_API(shm) rawmap_mapping rawmap_shm_attach(rawmap_shm segment, rawmap_prot protection, rawmap_placement placement)
{
    rawmap_mapping mapping;
    rawmap_shmid told;
    rawmap_word result, looked;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_ATTACH))
        return rawmap_i_no_mapping(rawmap_i_failure(RAWMAP_I_REFUSED(shm_attach, segment, protection, placement)));
    result = rawmap_i_shmat(segment.id, placement.address, rawmap_i_shmat_flags(protection));
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_ATTACH, shm_attach, result, segment, protection, placement));
    told.length = 0;
    looked = rawmap_i_shm_stat(segment, &told);
    if (RAWMAP_I_UNLIKELY(looked < 0)) {
        (void)RAWMAP_I_SHMDT(result);
        return rawmap_i_no_mapping(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_ATTACH, shm_attach, looked, segment, protection, placement));
    }
    RAWMAP_I_COME(result, RAWMAP_I_CAST(size_t, told.length));
    mapping.status = RAWMAP_OK;
    mapping.span.base = RAWMAP_I_POINTER(RAWMAP_I_CAST(uintptr_t, result));
    mapping.span.length = RAWMAP_I_CAST(size_t, told.length);
    return mapping;
}

RAWMAP_API(shm)
rawmap_status rawmap_check_shm_replace(rawmap_span span, rawmap_shm segment, rawmap_prot protection)
{
    return RAWMAP_I_CHECKED(shm_replace, RAWMAP_I_ADDRESS(span.base), span.length, segment, protection);
}

#if RAWMAP_I_DEFINES(shm)
RAWMAP_API_OUTLINE(shm)
rawmap_status rawmap_shm_replace(rawmap_span span, rawmap_shm segment, rawmap_prot protection)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_shmid told;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_SHM_REPLACE))
        return RAWMAP_I_REFUSED(shm_replace, address, length, segment, protection);
    told.length = 0;
    result = rawmap_i_shm_stat(segment, &told);
    if (result < 0)
        return RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_LOOK, shm_look, result, segment);
    if (RAWMAP_I_OVER_ADDRESSES(told.length) ||
        RAWMAP_I_WHOLE(RAWMAP_I_CAST(size_t, told.length)) != RAWMAP_I_WHOLE(length))
        return RAWMAP_SHM_REPLACE_UNEVEN;
    RAWMAP_I_GOING(RAWMAP_I_WORD(address), length);
    result = rawmap_i_shmat(segment.id, address, rawmap_i_shmat_flags(protection) | RAWMAP_LINUX_SHM_REMAP);
    if (rawmap_i_is_error(result))
        return RAWMAP_I_NAME_ERROR(RAWMAP_RULES_SHM_REPLACE, shm_replace, result, address, length, segment, protection);
    RAWMAP_I_COME(result, length);
    return RAWMAP_OK;
}
#endif

RAWMAP_API(shm) rawmap_status rawmap_check_shm_detach(rawmap_span span)
{
    return RAWMAP_I_CHECKED(shm_detach, RAWMAP_I_ADDRESS(span.base));
}

RAWMAP_API(shm) rawmap_status rawmap_shm_detach(rawmap_span span)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    rawmap_word result;
    RAWMAP_I_GOING(RAWMAP_I_WORD(address), span.length);
    result = RAWMAP_I_SHMDT(RAWMAP_I_WORD(address));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_SHM_DETACH, shm_detach, result, address);
}

#endif

RAWMAP_I_END

#endif
