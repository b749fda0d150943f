/* SPDX-License-Identifier: MIT */
/* rawmap/regions/code.h: memory for code that the program makes itself: pages with two views, of which one can be written
   and the other run; and what tells a processor that code was written. */
#ifndef RAWMAP_REGIONS_CODE_H
#define RAWMAP_REGIONS_CODE_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../files/memfd.h"
#include "../files/size.h"
#include "../map/anonymous.h"
#include "../map/file.h"
#include "../map/protect.h"
#include "../map/remap.h"
#include "../map/remap_keep.h"
#include "inner_sets.h"
#endif
#include "inner_file_limit.h"

RAWMAP_I_BEGIN

/* Byte i of one span is byte i of the other. rawmap_unmap takes each; what is left of the pages goes with the second. */
typedef struct rawmap_code {
    rawmap_span writable;   /* reading and writing */
    rawmap_span executable; /* reading and executing */
} rawmap_code;

/* rawmap_code_map: new memory, filled with zeros, mapped twice: once to be written and once to be run, never both by one
   address. So a program under PR_SET_MDWE, and one that a policy denies memory to write and run, can make code; and
   no thread's code stops running while another writes.

   Six system calls: a memory file, its limit and its length, the two views, and the file is closed. vm.memfd_noexec is
   honoured: the file is asked for by name (exec), which 0 and 1 allow and 2 refuses, and an older kernel, which does not
   know that name, is asked without. Where memory files are unknown, a sandbox refuses all of them, or RLIMIT_FSIZE is
   less than length, shared memory is mapped to be run, duplicated, and the second view made writable: three system calls. A child shares both views.

   Units:      length in bytes; whole pages are mapped, and the spans say the length that was asked for.
   Requires:   *made is filled; its spans are {NULL, 0} after a failure, which leaves nothing behind. placement says where
               the view to be run goes; the other goes anywhere.
   Status:     RAWMAP_LENGTH_ZERO, RAWMAP_LENGTH_WRAPS, and of the placement the causes of rawmap_check_map: nothing was
               called. RAWMAP_MEMFD_EXEC_FORBIDDEN: vm.memfd_noexec is 2. RAWMAP_EXACT_TAKEN, RAWMAP_EXACT_TOO_LOW,
               RAWMAP_EXACT_UNALIGNED_HERE, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE, RAWMAP_ENOMEM: as for rawmap_map.
               RAWMAP_EMFILE, RAWMAP_ENFILE: no descriptor was free. RAWMAP_EINVAL: longer than a file can be. RAWMAP_EAGAIN: RLIMIT_MEMLOCK, after rawmap_lock_all(future).
               RAWMAP_EPERM, RAWMAP_EACCES: a security policy denies memory that can be run.
   Since:      2.4; exactly 4.17
   ABIs:       all
   Manual:     memfd_create(2), mmap(2), mremap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_code_map(rawmap_code *made, size_t length, rawmap_placement placement)
    RAWMAP_I_ONCE(rawmap_code_map) RAWMAP_MUST_USE;

/* rawmap_code_changed: makes the calling thread run what was written to a span, by whichever of its views, and not what was
   there before. Give the view that is run.

   By instructions on aarch64, alpha, hexagon, hppa, i386, loongarch64, powerpc, s390x, sparc, x86_64 and xtensa; on the
   others by one system call. On x86 caches agree by themselves, and yet a processor may run old code that was stored by
   another address: one cpuid says no, which a virtual machine may make slow.

   Units:      span.length in bytes; the base need not start a page.
   Requires:   that the span is mapped, and can be read. What the thread wrote comes before; no other call is needed.
   Note:       of other threads nothing is promised that run the same code or did before: each must pass an instruction
               barrier after this call. membarrier(2) makes all of them do that: its command PRIVATE_EXPEDITED_SYNC_CORE,
               once that is registered for. Nor is a caller promised that changes code which another thread is running.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_WRAPS: nothing was done. RAWMAP_EFAULT: not mapped, or by more than one
               mapping (arm, m68k, nios2, sh). RAWMAP_ENOSYS: microblaze and or1k, where neither the processor nor Linux
               lets programs do it; and xtensa, where the compiler does not tell of its caches.
   Since:      1.0; csky 4.20, hexagon 3.2, loongarch64 5.19, riscv 4.15
   ABIs:       all
   Manual:     cacheflush(2), membarrier(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_code_changed(rawmap_span span) RAWMAP_I_ONCE(rawmap_code_changed) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES && RAWMAP_I_DEFINES(regions)

RAWMAP_I_LOCAL rawmap_status rawmap_i_code_in_file(rawmap_code *made, int file, size_t length,
                                                   rawmap_placement placement)
{
    rawmap_mapping view;
    rawmap_status status = rawmap_file_resize(file, length);
    if (status != RAWMAP_OK)
        return status;
    view = rawmap_map_file(file, 0, length, RAWMAP_I_READ_EXEC, RAWMAP_I_SHARED_FILE, placement);
    made->executable = view.span;
    if (view.status != RAWMAP_OK)
        return view.status;
    view = rawmap_map_file(file, 0, length, RAWMAP_I_READ_WRITE, RAWMAP_I_SHARED_FILE, RAWMAP_ANYWHERE);
    made->writable = view.span;
    return view.status;
}

/* The view to be run comes first: nothing that could be written ever becomes executable, which PR_SET_MDWE denies. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_code_duplicated(rawmap_code *made, size_t length, rawmap_placement placement)
{
    rawmap_mapping view = rawmap_map(length, RAWMAP_I_READ_EXEC, RAWMAP_I_SHARED_MEMORY, placement);
    made->executable = view.span;
    if (view.status != RAWMAP_OK)
        return view.status;
    view = rawmap_duplicate(made->executable);
    made->writable = view.span;
    return view.status != RAWMAP_OK ? view.status : rawmap_protect(view.span, RAWMAP_I_READ_WRITE);
}

RAWMAP_I_INLINE void rawmap_i_code_give_up(rawmap_span *view)
{
    if (view->length != 0)
        (void)!rawmap_unmap(*view);
    view->base = RAWMAP_I_NULL;
    view->length = 0;
}

RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_code_map(rawmap_code *made, size_t length, rawmap_placement placement)
{
    rawmap_file file;
    rawmap_status status = rawmap_check_map(length, RAWMAP_I_READ_EXEC, RAWMAP_I_SHARED_MEMORY, placement);
    made->writable.base = made->executable.base = RAWMAP_I_NULL;
    made->writable.length = made->executable.length = 0;
    if (status != RAWMAP_OK)
        return status;
    file = rawmap_memfd("code",
                        RAWMAP_I_OWN(rawmap_memfd_flags, RAWMAP_MEMFD_ | RAWMAP_MEMFD_cloexec | RAWMAP_MEMFD_exec));
    if (file.status == RAWMAP_MEMFD_EXEC_UNKNOWN)
        file = rawmap_memfd("code", RAWMAP_I_OWN(rawmap_memfd_flags, RAWMAP_MEMFD_ | RAWMAP_MEMFD_cloexec));
    if (file.status == RAWMAP_OK && rawmap_i_file_may_have(length)) {
        status = rawmap_i_code_in_file(made, file.fd, length, placement);
    } else if (file.status == RAWMAP_MEMFD_EXEC_FORBIDDEN || file.status == RAWMAP_EMFILE ||
               file.status == RAWMAP_ENFILE || file.status == RAWMAP_ENOMEM) {
        status = file.status;
    } else {
        status = rawmap_i_code_duplicated(made, length, placement);
    }
    if (file.status == RAWMAP_OK)
        (void)RAWMAP_I_CALL1(RAWMAP_NR_close, RAWMAP_I_WORD(file.fd));
    if (status != RAWMAP_OK) {
        rawmap_i_code_give_up(&made->writable);
        rawmap_i_code_give_up(&made->executable);
    }
    return status;
}

RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_code_changed(rawmap_span span)
{
    const uintptr_t start = RAWMAP_I_ADDRESS(span.base);
    if (span.length == 0)
        return RAWMAP_SPAN_EMPTY;
    if (span.length > UINTPTR_MAX - start)
        return RAWMAP_SPAN_WRAPS;
#if defined RAWMAP_CODE_CALL
    {
        /* Some emulators leave an address as the answer. */
        const rawmap_word result =
            RAWMAP_CODE_CALL(RAWMAP_I_CALL4, RAWMAP_I_WORD(start), RAWMAP_I_WORD(start + span.length));
        return rawmap_i_is_error(result) ? RAWMAP_I_CAST(rawmap_status, -result) : RAWMAP_OK;
    }
#elif defined RAWMAP_CODE_FLUSH
    rawmap_i_code_flush(start, start + span.length);
    return RAWMAP_OK;
#else
    return RAWMAP_ENOSYS;
#endif
}

#endif

RAWMAP_I_END

#endif
