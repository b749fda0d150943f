/* SPDX-License-Identifier: MIT */
/* rawmap/regions/guard.h: pages that raise SIGSEGV when they are touched, inside a mapping; and stacks that end at
   some. */
#ifndef RAWMAP_REGIONS_GUARD_H
#define RAWMAP_REGIONS_GUARD_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/page_size.h"
#include "../map/protect.h"
#include "../process/rules.h"
#include "inner_sets.h"
#endif

RAWMAP_I_BEGIN

/* How a guard was made: without access, as a mapping of its own (PROT_NONE), or by marks on pages inside the mapping. */
typedef struct rawmap_guard {
    rawmap_status status;
    bool by_protection;
} rawmap_guard;

/* rawmap_guard_install: makes the pages of a span guards. What private memory held there is lost; shared memory and files
   keep it, and so may private pages that are locked.

   By marks in the page table (MADV_GUARD_INSTALL): one system call, and no further mapping, where the kernel has
   process_madvise for the calling process (6.14); on an older one madvise, and a look whether they hold, since emulators
   know that call and do nothing: three system calls. Where that cannot be done (an older kernel, a sandbox that refuses the
   advice, locked or huge pages), by taking the access away and dropping the pages: up to four calls more, and up to two
   mappings more. by_protection says which it was: of the whole span, never one of a part and the other of the rest.

   Units:      span.length in bytes; whole pages.
   Requires:   no hole in the span.
   Note:       marks are copied by a fork, lost by a rawmap_replace and kept by rawmap_protect; rawmap_region_drop_now
               leaves them.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_WRAPS: as rawmap_advise. RAWMAP_EINVAL: the span cuts
               a huge page of the pool. RAWMAP_ENOMEM: a hole; or, by protection, vm.max_map_count. RAWMAP_EPERM: sealed.
               After a failure no marks are left in the span, not even those of an earlier guard; its private pages may be
               empty, and by protection those before the place that was refused may be without access.
   Since:      1.0; by marks 6.13, on files and shared memory 6.15
   ABIs:       all
   Manual:     madvise(2), mprotect(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_guard rawmap_guard_install(rawmap_span span) RAWMAP_I_ONCE(rawmap_guard_install) RAWMAP_MUST_USE;

/* rawmap_guard_remove: makes guards ordinary pages again: private ones read as zeros or as their file (locked ones may
   read as before), shared ones as before. One system call.

   Units:      span.length in bytes; whole pages.
   Requires:   answer as rawmap_guard_install answered it; protection what the pages had before, which is used where the
               guard was made by protection.
   Status:     as rawmap_advise and as rawmap_protect
   Since:      1.0
   ABIs:       all
   Manual:     madvise(2), mprotect(2) */
RAWMAP_API(regions)
rawmap_status rawmap_guard_remove(rawmap_span span, rawmap_guard answer, rawmap_prot protection) RAWMAP_MUST_USE;

/* A stack: memory, and a guard at the end towards which it grows. */
typedef struct rawmap_stack {
    rawmap_span span;   /* all of it: unmap this */
    rawmap_span usable; /* what the guard leaves */
    void *start;        /* where a stack pointer starts: the end of usable, or its base where stacks grow upwards */
    bool guard_by_protection;
} rawmap_stack;

/* rawmap_stack_map: memory for a thread's or a coroutine's stack, with a guard: private memory that counts nothing against
   the commit limit (noreserve) but under vm.overcommit_memory=2, where all of it counts, the guard too; that gets no
   transparent huge pages (stack: since Linux 6.7); and a guard at the low end; at the high end where stacks grow upwards
   (hppa). Two system calls where rawmap_guard_install makes one, and those of rawmap_page_size.

   Units:      length, which has the guard in it, and guard_length, in bytes: multiples of rawmap_page_size.
   Requires:   *made is filled; its spans are {NULL, 0} after a failure.
   Status:     RAWMAP_STACK_UNEVEN: nothing was mapped. RAWMAP_LENGTH_WRAPS, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE,
               RAWMAP_ENOMEM: as for rawmap_map; or vm.max_map_count for the guard. RAWMAP_EAGAIN: over RLIMIT_MEMLOCK,
               after rawmap_lock_all(future): rawmap_explain_map sees it. RAWMAP_EPERM, RAWMAP_EACCES: a security policy.
   Since:      as rawmap_guard_install
   ABIs:       all
   Manual:     madvise(2), mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_stack_map(rawmap_stack *made, size_t length, size_t guard_length)
    RAWMAP_I_ONCE(rawmap_stack_map) RAWMAP_MUST_USE;

/* rawmap_stack_unmap: gives a stack back. One system call.

   Requires:   that nothing runs on it.
   Status:     as rawmap_unmap
   Since:      1.0
   ABIs:       all
   Manual:     munmap(2) */
RAWMAP_API(regions) rawmap_status rawmap_stack_unmap(const rawmap_stack *made) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
/* What answers with the length has done it: no emulator knows this call, as they know madvise. What answers otherwise may
   have marked a part. */
RAWMAP_I_INLINE bool rawmap_i_marks(rawmap_span span)
{
    return span.length != 0 &&
           RAWMAP_I_CALL5(RAWMAP_NR_process_madvise, RAWMAP_I_PROCESS_SELF, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&span)), 1,
                          RAWMAP_LINUX_MADV_GUARD_INSTALL, 0) == RAWMAP_I_WORD(span.length);
}

RAWMAP_API_OUTLINE(regions) rawmap_guard rawmap_guard_install(rawmap_span span)
{
    rawmap_guard answer;
    answer.by_protection = false;
    answer.status = RAWMAP_OK;
    if (rawmap_i_marks(span))
        return answer;
    answer.status = rawmap_advise(span, RAWMAP_ADVICE(guard_install));
    if (answer.status == RAWMAP_OK) {
        /* Bringing a guard in is a fault: success would mean that there is none. */
        if (rawmap_advise(span, RAWMAP_ADVICE(populate_read)) != RAWMAP_OK)
            return answer;
    } else if (answer.status == RAWMAP_SPAN_EMPTY || answer.status == RAWMAP_SPAN_UNALIGNED ||
               answer.status == RAWMAP_SPAN_WRAPS) {
        return answer;
    } else if (rawmap_knows_advice(RAWMAP_ADVICE(guard_install)) == RAWMAP_OK) {
        /* It was the span: Linux marks one mapping after the other, until one cannot have marks (EINVAL) or it fails. */
        (void)!rawmap_advise(span, RAWMAP_ADVICE(guard_remove));
        if (answer.status != RAWMAP_EINVAL)
            return answer;
    }
    answer.by_protection = true;
    answer.status = rawmap_protect(span, RAWMAP_I_NO_ACCESS);
    if (answer.status == RAWMAP_OK)
        (void)!rawmap_advise(span, RAWMAP_ADVICE(dontneed));
    return answer;
}
#endif

RAWMAP_API(regions) rawmap_status rawmap_guard_remove(rawmap_span span, rawmap_guard answer, rawmap_prot protection)
{
    return answer.by_protection ? rawmap_protect(span, protection) : rawmap_advise(span, RAWMAP_ADVICE(guard_remove));
}

RAWMAP_I_INLINE void rawmap_i_no_stack(rawmap_stack *made)
{
    made->span.base = made->usable.base = made->start = RAWMAP_I_NULL;
    made->span.length = made->usable.length = 0;
    made->guard_by_protection = false;
}

#if RAWMAP_I_DEFINES(regions)
RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_stack_map(rawmap_stack *made, size_t length, size_t guard_length)
{
    rawmap_mapping mapping;
    rawmap_guard answer;
    size_t guard_at, usable_at;
    rawmap_i_no_stack(made);
    if (guard_length == 0 || guard_length >= length || ((length | guard_length) & (rawmap_i_page_multiple() - 1)) != 0)
        return RAWMAP_STACK_UNEVEN;
    mapping = rawmap_map(length, RAWMAP_I_READ_WRITE,
                         RAWMAP_I_OWN(rawmap_kind, RAWMAP_PRIVATE_ | RAWMAP_PRIVATE_stack | RAWMAP_PRIVATE_noreserve),
                         RAWMAP_ANYWHERE);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    guard_at = RAWMAP_STACK_GROWS_UP ? length - guard_length : 0;
    usable_at = RAWMAP_STACK_GROWS_UP ? 0 : guard_length;
    answer = rawmap_guard_install(rawmap_slice(mapping.span, guard_at, guard_length));
    if (answer.status != RAWMAP_OK) {
        (void)!rawmap_unmap(mapping.span);
        return answer.status;
    }
    made->span = mapping.span;
    made->usable = rawmap_slice(mapping.span, usable_at, length - guard_length);
    made->start = RAWMAP_I_POINTER(RAWMAP_I_ADDRESS(mapping.span.base) + (RAWMAP_STACK_GROWS_UP ? 0 : length));
    made->guard_by_protection = answer.by_protection;
    return RAWMAP_OK;
}
#endif

RAWMAP_API(regions) rawmap_status rawmap_stack_unmap(const rawmap_stack *made)
{
    return rawmap_unmap(made->span);
}

#endif

RAWMAP_I_END

#endif
