/* SPDX-License-Identifier: MIT */
/* The calls of <sys/mman.h> that databases make, by rawmap: included before a program's own text (gcc -include), so that
   its calls come here. What Linux ignores and rawmap refuses comes out as the errno that the cause has. */
#ifndef CLIENT_MMAN_H
#define CLIENT_MMAN_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdarg.h>
#include <sys/mman.h>

#include "count.h"

static inline int client_ended(rawmap_status status)
{
    if (status == RAWMAP_OK)
        return 0;
    errno = rawmap_status_errno(CLIENT_REFUSED(status));
    return -1;
}

static inline void *client_mapped(rawmap_mapping m)
{
    return client_ended(m.status) == 0 ? m.span.base : MAP_FAILED;
}

static inline void *client_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
    rawmap_mmap_arguments a;
    rawmap_mapping m;
    m.span = rawmap_span_of(address, length);
    m.status = rawmap_mmap_from_linux(address, protection, flags, (size_t)2 << 20, &a);
    if (m.status == RAWMAP_OK && a.replaces)
        m.status = a.file_backed ? rawmap_replace_file(m.span, file, (uint64_t)offset, a.protection, a.file_kind)
                                 : rawmap_replace(m.span, a.protection, a.kind);
    else if (m.status == RAWMAP_OK)
        m = a.file_backed ? rawmap_map_file(file, (uint64_t)offset, length, a.protection, a.file_kind, a.placement)
                          : rawmap_map(length, a.protection, a.kind, a.placement);
    return client_mapped(m);
}

static inline int client_munmap(void *address, size_t length)
{
    return client_ended(rawmap_unmap(rawmap_span_of(address, length)));
}

/* Databases grow a mapping, where it is or elsewhere; none gives an address. */
static inline void *client_mremap(void *address, size_t length, size_t longer, int flags, ...)
{
    const rawmap_span span = rawmap_span_of(address, length);
    if ((flags & ~MREMAP_MAYMOVE) != 0) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    return client_mapped(flags != 0 ? rawmap_resize_or_move(span, longer) : rawmap_resize(span, longer));
}

static inline int client_mprotect(void *address, size_t length, int protection)
{
    const rawmap_prot_answer wanted = rawmap_prot_from_linux(protection);
    return client_ended(wanted.status != RAWMAP_OK
                            ? wanted.status
                            : rawmap_protect(rawmap_span_of(address, length), wanted.protection));
}

static inline int client_madvise(void *address, size_t length, int advice)
{
    const rawmap_advice_answer wanted = rawmap_advice_from_linux(advice);
    return client_ended(wanted.status != RAWMAP_OK ? wanted.status
                                                   : rawmap_advise(rawmap_span_of(address, length), wanted.advice));
}

static inline int client_msync(void *address, size_t length, int flags)
{
    const rawmap_sync_answer wanted = rawmap_sync_from_linux(flags);
    rawmap_status status = wanted.status;
    if (status == RAWMAP_OK)
        status = rawmap_sync(rawmap_span_of(address, length), wanted.flags);
    /* LMDB means it: the pages go in their own time. Linux answers success, and rawmap that it would do nothing. */
    return CLIENT_REFUSED(status) == RAWMAP_SYNC_ASYNC_DOES_NOTHING ? 0 : client_ended(status);
}

#define mmap client_mmap
#define mmap64 client_mmap
#define munmap client_munmap
#define mremap client_mremap
#define mprotect client_mprotect
#define madvise client_madvise
#define msync client_msync

#endif
