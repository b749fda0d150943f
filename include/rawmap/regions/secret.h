/* SPDX-License-Identifier: MIT */
/* rawmap/regions/secret.h: memory for keys and passwords. */
#ifndef RAWMAP_REGIONS_SECRET_H
#define RAWMAP_REGIONS_SECRET_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../files/memfd.h"
#include "../files/size.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/file.h"
#include "../map/lock.h"
#include "../map/page_size.h"
#include "../map/protect.h"
#include "inner_sets.h"
#endif
#include "inner_file_limit.h"

RAWMAP_I_BEGIN

/* How the memory came: hidden from the kernel itself (memfd_secret), or locked alone. */
typedef struct rawmap_secret {
    rawmap_status status;
    bool hidden;
    rawmap_span span;
} RAWMAP_COPIED_BY_WORDS rawmap_secret;

/* rawmap_secret_map: memory that is never written to swap, that core dumps leave out, that children do not have, and that
   has a page without access on both sides.

   hidden says more: neither the kernel, nor a debugger, nor another process, of root's either, can read it by its address,
   and the machine cannot hibernate meanwhile. Where it is false (the architecture or the kernel has no memfd_secret, it is
   switched off, refused, or over its limit; or its file is longer than RLIMIT_FSIZE) the memory is locked alone: ptrace, /proc/PID/mem, process_vm_readv, a fault of
   the kernel's, its crash dumps and hibernation reach it. Neither keeps it from the program itself, from code that a
   debugger makes the program run, from processors that leak, from who reads the machine's memory from outside (a
   hypervisor, devices); and no copies that went to registers, stacks or calls of Linux.

   Units:      length in bytes; whole pages are mapped, and the span says the length that was asked for. Every page is
               there when the call answers: touching one does not fail.
   Requires:   release by rawmap_secret_release, which knows of the guards; and no rawmap_unmap.
   Note:       counts against RLIMIT_MEMLOCK; hidden, up to two pages more. The child of a fork has nothing at these
               addresses, and may get something else there. Hidden memory makes calls of Linux fail that read or write it
               by other ways than the caller's own addresses (RAWMAP_EFAULT): direct I/O, io_uring's fixed buffers.
   Status:     RAWMAP_LENGTH_ZERO, RAWMAP_LENGTH_WRAPS: nothing was called. RAWMAP_LOCK_OVER_LIMIT: RLIMIT_MEMLOCK.
               RAWMAP_LOCK_NOT_ALLOWED: that limit is 0, and no CAP_IPC_LOCK. RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: as
               rawmap_map. RAWMAP_ENOMEM: no memory, no addresses, the commit limit, or vm.max_map_count.
               RAWMAP_EAGAIN: some pages could not be brought in; or the limit, after rawmap_lock_all(future).
               RAWMAP_EPERM, RAWMAP_EACCES, RAWMAP_ENOSYS: a sandbox. After a failure nothing is left.
   Since:      3.4; hidden 5.14
   ABIs:       all; hidden on aarch64, i386, loongarch64, riscv32, riscv64, s390x, x32 and x86_64
   Manual:     madvise(2), memfd_secret(2), mlock(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_secret rawmap_secret_map(size_t length) RAWMAP_I_ONCE(rawmap_secret_map) RAWMAP_MUST_USE;

/* rawmap_secret_release: overwrites the memory with zeros, in a way that no compiler leaves out, and unmaps it with its
   guards.

   Units:      span.length in bytes.
   Requires:   the whole span, as rawmap_secret_map answered it, and that it can be written.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_UNALIGNED: nothing was done. Others as rawmap_unmap; the memory is zero then
               all the same.
   Since:      as rawmap_secret_map
   ABIs:       all
   Manual:     munmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_secret_release(rawmap_span span) RAWMAP_I_ONCE(rawmap_secret_release) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES && RAWMAP_I_DEFINES(regions)

/* What the length and both guards take, of whole pages. */
RAWMAP_I_INLINE size_t rawmap_i_secret_pages(size_t length, size_t page)
{
    return (length + page - 1) & ~(page - 1);
}

#ifdef RAWMAP_NR_memfd_secret
/* Brings the pages in: what the limit or a lack of memory refuses raises SIGBUS when the program touches it, and is
   RAWMAP_EFAULT when Linux does. mincore writes one byte; it is made zero again. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_secret_touch(rawmap_span span, size_t page)
{
    size_t at;
    for (at = 0; at < span.length; at += page) {
        volatile char *const byte = RAWMAP_I_CAST(volatile char *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS(span.base) + at));
        const rawmap_word result = RAWMAP_I_CALL3(RAWMAP_NR_mincore, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(span.base)), 1,
                                                  RAWMAP_I_WORD(RAWMAP_I_ADDRESS(span.base) + at));
        if (result != 0)
            return RAWMAP_I_CAST(rawmap_status, -result);
        *byte = 0;
    }
    return RAWMAP_OK;
}

/* The guards are pages of the file, too: no address of the range is anybody else's for a moment. */
RAWMAP_I_LOCAL void rawmap_i_secret_hidden(rawmap_mapping *mapping, size_t whole, size_t page)
{
    const rawmap_file file =
        rawmap_memfd_secret(RAWMAP_I_OWN(rawmap_secret_flags, RAWMAP_SECRET_ | RAWMAP_SECRET_cloexec));
    rawmap_i_leave_unmapped(mapping, file.status);
    if (file.status != RAWMAP_OK)
        return;
    mapping->status = rawmap_i_file_may_have(whole) ? rawmap_file_resize(file.fd, whole) : RAWMAP_EFBIG;
    if (mapping->status == RAWMAP_OK) {
        const rawmap_mapping made =
            rawmap_map_file(file.fd, 0, whole, RAWMAP_I_NO_ACCESS, RAWMAP_I_SHARED_FILE, RAWMAP_ANYWHERE);
        rawmap_i_copy_mapping(mapping, &made);
    }
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, RAWMAP_I_WORD(file.fd));
    if (mapping->status != RAWMAP_OK)
        return;
    mapping->status = rawmap_advise(mapping->span, RAWMAP_ADVICE(dontfork));
    if (mapping->status == RAWMAP_OK)
        mapping->status = rawmap_protect(rawmap_slice(mapping->span, page, whole - 2 * page), RAWMAP_I_READ_WRITE);
    if (mapping->status == RAWMAP_OK)
        mapping->status = rawmap_i_secret_touch(rawmap_slice(mapping->span, page, whole - 2 * page), page);
    if (mapping->status == RAWMAP_OK)
        return;
    (void)!rawmap_unmap(mapping->span);
    rawmap_i_leave_unmapped(mapping, mapping->status);
}
#endif

/* ENOMEM of mlock may be memory or the limit: a mapping that is locked and may not be touched asks for the limit alone. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_secret_lock(rawmap_span span)
{
    const rawmap_status status = rawmap_lock(span);
    rawmap_word result;
    if (status != RAWMAP_ENOMEM)
        return status;
    result = rawmap_i_mmap(0, span.length, RAWMAP_LINUX_PROT_NONE,
                           RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_LOCKED, -1, 0);
    if (!rawmap_i_is_error(result))
        (void)RAWMAP_I_CALL2(RAWMAP_NR_munmap, result, RAWMAP_I_WORD(span.length));
    return result == -RAWMAP_LINUX_EAGAIN ? RAWMAP_LOCK_OVER_LIMIT : status;
}

RAWMAP_I_LOCAL void rawmap_i_secret_locked(rawmap_mapping *mapping, size_t whole, size_t page)
{
    const rawmap_mapping made = rawmap_map(whole, RAWMAP_I_NO_ACCESS, RAWMAP_I_PRIVATE, RAWMAP_ANYWHERE);
    rawmap_i_copy_mapping(mapping, &made);
    if (mapping->status != RAWMAP_OK)
        return;
    mapping->status = rawmap_advise(mapping->span, RAWMAP_ADVICE(dontdump));
    if (mapping->status == RAWMAP_OK)
        mapping->status = rawmap_advise(mapping->span, RAWMAP_ADVICE(dontfork));
    if (mapping->status == RAWMAP_OK)
        mapping->status = rawmap_protect(rawmap_slice(mapping->span, page, whole - 2 * page), RAWMAP_I_READ_WRITE);
    if (mapping->status == RAWMAP_OK)
        mapping->status = rawmap_i_secret_lock(rawmap_slice(mapping->span, page, whole - 2 * page));
    if (mapping->status == RAWMAP_OK)
        return;
    (void)!rawmap_unmap(mapping->span);
    rawmap_i_leave_unmapped(mapping, mapping->status);
}

RAWMAP_API_OUTLINE(regions) rawmap_secret rawmap_secret_map(size_t length)
{
    const size_t page = rawmap_i_page_multiple();
    rawmap_mapping mapping;
    rawmap_secret made;
    rawmap_i_leave_unmapped(&mapping, RAWMAP_ENOSYS);
    made.hidden = false;
    if (length == 0)
        mapping.status = RAWMAP_LENGTH_ZERO;
    else if (length > SIZE_MAX - 3 * page)
        mapping.status = RAWMAP_LENGTH_WRAPS;
    else {
        const size_t whole = rawmap_i_secret_pages(length, page) + 2 * page;
#ifdef RAWMAP_NR_memfd_secret
        rawmap_i_secret_hidden(&mapping, whole, page);
        made.hidden = mapping.status == RAWMAP_OK;
#endif
        if (!made.hidden)
            rawmap_i_secret_locked(&mapping, whole, page);
    }
    made.status = mapping.status;
    made.span.base = mapping.span.base;
    made.span.length = mapping.span.length;
    if (mapping.status == RAWMAP_OK) {
        made.span.base = RAWMAP_I_POINTER(RAWMAP_I_ADDRESS(mapping.span.base) + page);
        made.span.length = length;
    }
    return made;
}

RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_secret_release(rawmap_span span)
{
    const size_t page = rawmap_i_page_multiple();
    const uintptr_t start = RAWMAP_I_ADDRESS(span.base);
    rawmap_span whole;
    size_t at;
    if (span.length == 0)
        return RAWMAP_SPAN_EMPTY;
    if ((start & (page - 1)) != 0)
        return RAWMAP_SPAN_UNALIGNED;
    whole.length = rawmap_i_secret_pages(span.length, page);
    for (at = 0; at < whole.length; at += sizeof(uintptr_t))
        *RAWMAP_I_CAST(volatile uintptr_t *, RAWMAP_I_POINTER(start + at)) = 0;
    whole.base = RAWMAP_I_POINTER(start - page);
    whole.length += 2 * page;
    return rawmap_unmap(whole);
}

#endif

RAWMAP_I_END

#endif
