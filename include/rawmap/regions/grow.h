/* SPDX-License-Identifier: MIT */
/* rawmap/regions/grow.h: mappings that grow, in place or by moving. No byte is copied: the pages move.

   The state is the caller's span: its length is what is mapped, the capacity. How much of it is in use is the caller's
   own number. A call that needs no more than the capacity makes no system call. Pages that are not touched take no
   memory, but count against the commit limit where the mapping's kind does.

   A mapping that moved has another base: pointers into it are kept as offsets. */
#ifndef RAWMAP_REGIONS_GROW_H
#define RAWMAP_REGIONS_GROW_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/readable.h"
#include "../core/sizes.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../files/allocate.h"
#include "../files/size.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/kind.h"
#include "../map/page_size.h"
#include "../map/placement.h"
#include "../map/remap.h"
#include "inner_sets.h"
#endif
#include "inner_file_limit.h"

RAWMAP_I_BEGIN

/* rawmap_grow_capacity: how much the calls below map when more than the capacity is needed: half as much again as
   before, or what is needed if that is more; rounded up to RAWMAP_PAGE_SIZE_MIN, and from 4 MiB on to 2 MiB. So n bytes
   that come in small steps cost about log n / log 1.5 system calls; and where a table of pages holds 2 MiB, 64-bit kernels
   since 6.7 put private memory of such a length so that it moves by whole tables, not page by page.

   Units:      bytes.
   Result:     the capacity itself when needed is no more; needed alone when half as much again overflows.
   ABIs:       all */
RAWMAP_API(regions) size_t rawmap_grow_capacity(size_t capacity, size_t needed) RAWMAP_MUST_USE;

/* rawmap_grow: makes a mapping long enough. What is added is as the mapping is: zeros in private anonymous memory, the
   file's next bytes in a file's mapping (rawmap_grow_file sees to it that there are any). RAWMAP_SHARED memory is a file
   of its own that ends where it was first mapped to: it cannot grow. So the last page of what was added is brought in,
   for reading: what this call answers RAWMAP_OK to can be touched.

   Units:      needed in bytes, of the whole mapping.
   Requires:   one mapping, not of huge pages; only one thread that calls. On success *mapped is what is mapped now, on
               failure it is as it was, and so is the mapping; but after RAWMAP_GROW_PAST_END, seen when it had moved, and
               with another thread's mapping at its old place since, *mapped is where it is now.
   Note:       two system calls, and those of rawmap_page_size; three more where the last page cannot be brought in by
               advice (before Linux 5.14, hidden memory, a sandbox); twice as many for needed alone, where there is no room,
               address space, limit or memory for the capacity, or nothing behind it. Memory that cannot be read is not
               looked at.
               Every page is new, a fault and zeros. A heap keeps what is freed, so lists that come and go are faster by
               realloc (glibc's: up to 32 MiB), unless the span is kept for the next list.
   Status:     as rawmap_resize_or_move. RAWMAP_GROW_PAST_END: the mapping, or its file, ends before that.
   Since:      1.3
   ABIs:       all
   Manual:     mremap(2) */
RAWMAP_API(regions) rawmap_status rawmap_grow(rawmap_span *mapped, size_t needed) RAWMAP_MUST_USE;

/* rawmap_grow_file, rawmap_grow_file_allocated: the same for the mapping of a file, which is made longer first, so that
   no page of the mapping lies past its end (touching one would be SIGBUS). What is added to the file is a hole, whose
   pages need room when they are written: with none left that is SIGBUS too; or it is allocated, so that writing cannot
   fail. The file is never made shorter.

   Units:      offset in bytes, where in the file the mapping starts; needed in bytes, of the whole mapping; both 64
               bits on every ABI. The file ends at offset plus the capacity, or later: rawmap_file_resize sets its length
               in the end.
   Requires:   as rawmap_grow; a file open for writing. On failure the file may be longer already.
               Two system calls, and as many again for needed alone, as rawmap_grow; one more for RLIMIT_FSIZE, where the
               capacity is more than needed: a capacity over it is not tried. Where the last byte cannot be
               allocated (the file system or a sandbox does not let it, or there is no room), rawmap_grow_file asks for
               the length of the file and sets a longer one, two calls more: nobody else may make the file longer in
               between.
   Status:     RAWMAP_FILE_RANGE_PAST_LIMIT: the offset and the capacity overflow; nothing was called.
               RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: needed is more than a 32-bit ABI can map; nothing was called. Others:
               as rawmap_file_allocate, and as rawmap_resize_or_move. RAWMAP_EFBIG: needed is over RLIMIT_FSIZE, which raises
               SIGXFSZ too.
               RAWMAP_EOPNOTSUPP: the file system cannot allocate, and rawmap_grow_file_allocated was to.
   Since:      2.6.23
   ABIs:       all
   Manual:     fallocate(2), mremap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_grow_file(rawmap_span *mapped, int file, uint64_t offset, uint64_t needed)
    RAWMAP_I_ONCE(rawmap_grow_file) RAWMAP_MUST_USE;
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_grow_file_allocated(rawmap_span *mapped, int file, uint64_t offset, uint64_t needed)
    RAWMAP_I_ONCE(rawmap_grow_file_allocated) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#define RAWMAP_I_GROW_TABLES (4u << 20) /* from so many bytes on, in halves of it */

RAWMAP_API(regions) size_t rawmap_grow_capacity(size_t capacity, size_t needed)
{
    size_t wanted = needed;
    if (needed <= capacity)
        return capacity;
    if (capacity >> 1 <= SIZE_MAX - capacity && capacity + (capacity >> 1) > needed)
        wanted = capacity + (capacity >> 1);
    if (wanted >= RAWMAP_I_GROW_TABLES && wanted <= SIZE_MAX - (RAWMAP_I_GROW_TABLES / 2 - 1))
        wanted = (wanted + (RAWMAP_I_GROW_TABLES / 2 - 1)) & ~RAWMAP_I_CAST(size_t, RAWMAP_I_GROW_TABLES / 2 - 1);
    else if (wanted <= SIZE_MAX - (RAWMAP_PAGE_SIZE_MIN - 1))
        wanted = (wanted + (RAWMAP_PAGE_SIZE_MIN - 1)) & ~RAWMAP_I_CAST(size_t, RAWMAP_PAGE_SIZE_MIN - 1);
    return wanted;
}

#if RAWMAP_I_DEFINES(regions)
/* Whether less may still fit. */
RAWMAP_I_LOCAL bool rawmap_i_grow_less(rawmap_status status)
{
    return status == RAWMAP_GROW_PAST_END || status == RAWMAP_ENOMEM || status == RAWMAP_EAGAIN ||
           status == RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE || status == RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL ||
           status == RAWMAP_ENOSPC || status == RAWMAP_EDQUOT || status == RAWMAP_EFBIG ||
           status == RAWMAP_FILE_RANGE_PAST_LIMIT;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_grow_to(rawmap_span *mapped, size_t length)
{
    const rawmap_mapping grown = rawmap_resize_or_move(*mapped, length);
    if (grown.status == RAWMAP_OK)
        *mapped = grown.span;
    return grown.status;
}
#endif

#if RAWMAP_I_DEFINES(regions)
/* Takes away again what was added past the end. A mapping that moved goes back, where nobody else is by now; if that fails
   it is not known whose the old place is, and nothing more is done to it. */
RAWMAP_I_LOCAL void rawmap_i_grow_back(rawmap_span *mapped, rawmap_span old)
{
    const rawmap_mapping shrunk = rawmap_resize(*mapped, old.length);
    rawmap_mapping room;
    if (shrunk.status != RAWMAP_OK)
        return;
    *mapped = shrunk.span;
    if (mapped->base == old.base)
        return;
    room = rawmap_map(old.length, RAWMAP_I_NO_ACCESS, RAWMAP_I_NORESERVE, RAWMAP_EXACTLY(old.base));
    if (room.status == RAWMAP_OK && rawmap_move_over(*mapped, old).status == RAWMAP_OK)
        *mapped = old;
}

/* Where there are new pages the last one shows whether all can be touched: what ends, ends before it. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_grow_seen(rawmap_span *mapped, size_t length)
{
    const rawmap_span old = *mapped;
    const rawmap_status status = rawmap_i_grow_to(mapped, length);
    const size_t page = rawmap_page_size();
    const size_t last = (length - 1) & ~(page - 1);
    rawmap_status seen;
    if (status != RAWMAP_OK || old.length > last)
        return status;
    seen = rawmap_advise(rawmap_slice(*mapped, last, length - last), RAWMAP_ADVICE(populate_read));
    if (seen != RAWMAP_OK && seen != RAWMAP_EFAULT && rawmap_i_readable(mapped->base, 1) &&
        !rawmap_i_readable(rawmap_slice(*mapped, last, 1).base, 1))
        seen = RAWMAP_EFAULT; /* what cannot be read at all tells nothing */
    if (seen != RAWMAP_EFAULT)
        return RAWMAP_OK;
    rawmap_i_grow_back(mapped, old);
    return RAWMAP_GROW_PAST_END;
}
#endif

RAWMAP_I_COLD(regions) rawmap_status rawmap_i_grow(rawmap_span *mapped, size_t needed) RAWMAP_I_ONCE(rawmap_i_grow);
#if RAWMAP_I_DEFINES(regions)
RAWMAP_I_COLD(regions) rawmap_status rawmap_i_grow(rawmap_span *mapped, size_t needed)
{
    const size_t capacity = rawmap_grow_capacity(mapped->length, needed);
    const rawmap_status status = rawmap_i_grow_seen(mapped, capacity);
    if (capacity != needed && rawmap_i_grow_less(status))
        return rawmap_i_grow_seen(mapped, needed);
    return status;
}
#endif

RAWMAP_API(regions) rawmap_status rawmap_grow(rawmap_span *mapped, size_t needed)
{
    return needed <= mapped->length ? RAWMAP_OK : rawmap_i_grow(mapped, needed);
}

#if RAWMAP_I_DEFINES(regions)
/* Whether a hole may do where a byte cannot be allocated: the file system or a sandbox lacks the call, or there is no room
   now, of which a hole wants none. */
RAWMAP_I_LOCAL bool rawmap_i_hole_may_do(rawmap_status status)
{
    return status == RAWMAP_EOPNOTSUPP || status == RAWMAP_ENOSYS || status == RAWMAP_EPERM ||
           status == RAWMAP_EACCES || status == RAWMAP_EINVAL || status == RAWMAP_ENOSPC || status == RAWMAP_EDQUOT ||
           status == RAWMAP_ENOMEM;
}

/* Allocating the last byte makes a file longer and never shorter, whoever else does so at the same time. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_grow_end(int file, uint64_t end)
{
    rawmap_file_bytes size;
    const rawmap_status status =
        rawmap_file_allocate(file, end - 1, 1, RAWMAP_I_OWN(rawmap_allocate_flags, RAWMAP_ALLOCATE_));
    if (!rawmap_i_hole_may_do(status))
        return status;
    size = rawmap_file_size(file);
    if (size.status != RAWMAP_OK)
        return size.status;
    return size.bytes >= end ? RAWMAP_OK : rawmap_file_resize(file, end);
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_grow_both(rawmap_span *mapped, int file, uint64_t offset, size_t length,
                                                bool allocated)
{
    const uint64_t end = offset + length;
    rawmap_status status = RAWMAP_FILE_RANGE_PAST_LIMIT;
    if (end < offset)
        return status;
    if (allocated)
        status = rawmap_file_allocate(file, offset + mapped->length, length - mapped->length,
                                      RAWMAP_I_OWN(rawmap_allocate_flags, RAWMAP_ALLOCATE_));
    else
        status = rawmap_i_grow_end(file, end);
    return status == RAWMAP_OK ? rawmap_i_grow_to(mapped, length) : status;
}
#endif

RAWMAP_I_COLD(regions)
rawmap_status rawmap_i_grow_file(rawmap_span *mapped, int file, uint64_t offset, uint64_t needed, bool allocated)
    RAWMAP_I_ONCE(rawmap_i_grow_file);
#if RAWMAP_I_DEFINES(regions)
RAWMAP_I_COLD(regions)
rawmap_status rawmap_i_grow_file(rawmap_span *mapped, int file, uint64_t offset, uint64_t needed, bool allocated)
{
    const size_t least = RAWMAP_I_CAST(size_t, needed);
    const size_t capacity = rawmap_grow_capacity(mapped->length, least);
    rawmap_status status = RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE;
    if (RAWMAP_I_OVER_ADDRESSES(needed))
        return status;
    if (capacity == least || rawmap_i_file_may_have(offset + capacity))
        status = rawmap_i_grow_both(mapped, file, offset, capacity, allocated);
    /* A file that may not grow, or a device, may have what is needed. */
    if (capacity != least && (rawmap_i_grow_less(status) || status == RAWMAP_EPERM || status == RAWMAP_EINVAL))
        return rawmap_i_grow_both(mapped, file, offset, least, allocated);
    return status;
}

RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_grow_file(rawmap_span *mapped, int file, uint64_t offset, uint64_t needed)
{
    return needed <= mapped->length ? RAWMAP_OK : rawmap_i_grow_file(mapped, file, offset, needed, false);
}

RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_grow_file_allocated(rawmap_span *mapped, int file, uint64_t offset, uint64_t needed)
{
    return needed <= mapped->length ? RAWMAP_OK : rawmap_i_grow_file(mapped, file, offset, needed, true);
}
#endif

#endif

RAWMAP_I_END

#endif
