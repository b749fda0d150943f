/* SPDX-License-Identifier: MIT */
/* rawmap/regions/region.h: an aligned range of addresses that is reserved once, and given memory part by part.

   A reserved range is private, without access and without reservation: it costs addresses, nothing else. What holds
   memory, and what counts against the commit limit (Committed_AS in /proc/meminfo), under vm.overcommit_memory:

                      memory                               0 and 1    2 (strict)
       reserve        none                                 nothing    nothing
       commit         what is touched                      nothing    the whole span, which may be refused
       free_lazily    goes when memory is short            nothing    stays counted
       drop_now       goes at once                         nothing    stays counted
       page_out       goes to swap, where there is some    nothing    stays counted
       keep_cold      goes first when memory is short      nothing    stays counted
       decommit       goes at once                         nothing    given back
       release        goes at once, with the addresses     nothing    given back

   Reading what is untouched, or went, takes no memory: all see one page of zeros. Where Linux has none (guests with
   pvm_no_zero_page=1) each page that is read is a new one, as if it were written; after free_lazily too, which has to be
   called again before it may go.

   Which of the three is in force counts when the range is reserved or decommitted: such a range is not counted later
   either, unless it was 2 then.

   What a range has of its own (a protection key, a policy of nodes, a name, advice, locks) stays with it through all of
   these but decommit and release. After a decommit it has the default key: what is committed there then is open to who
   may not use the key, until rawmap_pkey_protect gives it again, which can commit at once in place of
   rawmap_region_commit. */
#ifndef RAWMAP_REGIONS_REGION_H
#define RAWMAP_REGIONS_REGION_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/kind.h"
#include "../map/protect.h"
#include "../map/protection.h"
#include "aligned.h"
#include "inner_sets.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_region_reserve: a range of addresses that starts at a multiple of alignment, without access or memory:
   rawmap_map_aligned with PROT(none) and PRIVATE(noreserve), which takes other protections and kinds, and a hint.

   More than was asked for is mapped, and what is too much at both ends is unmapped again. Only what this call mapped is
   ever unmapped, and nothing is mapped at an address of its choosing: there is no moment at which another thread's mapping
   could be hit. One system call where the first range lies right already, or alignment is no more than a page; else up to
   five, and those of rawmap_page_size where length is not in whole pages.

   Units:      length in bytes; whole pages are reserved, and the span says the length that was asked for. alignment in
               bytes, a power of two; 1 for none.
   Status:     RAWMAP_ALIGNMENT_INVALID: nothing was called. RAWMAP_LENGTH_ZERO, RAWMAP_LENGTH_WRAPS,
               RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: as for rawmap_map, of length and alignment together.
               RAWMAP_ENOMEM: as for rawmap_map: no free addresses for both, RLIMIT_AS, vm.max_map_count.
               RAWMAP_EAGAIN: over RLIMIT_MEMLOCK, after rawmap_lock_all(future): rawmap_explain_map sees it.
               RAWMAP_EPERM, RAWMAP_EACCES: a security policy.
               RAWMAP_REGION_NOT_UNDONE: the only failure whose span is not {NULL, 0}.
   Since:      1.0
   ABIs:       all
   Manual:     mmap(2), munmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_region_reserve(size_t length, size_t alignment)
    RAWMAP_I_ONCE(rawmap_region_reserve) RAWMAP_MUST_USE;

/* rawmap_region_commit: makes part of a reserved range memory that can be read and written. It reads as zeros until it
   is written. One system call. What was committed before stays as it is, and so does a protection key.

   Units:      span.length in bytes; whole pages change.
   Status:     as rawmap_protect. RAWMAP_ENOMEM: under vm.overcommit_memory=2 the commit limit; RLIMIT_DATA;
               vm.max_map_count; a hole.
   Since:      1.0
   ABIs:       all
   Manual:     mprotect(2) */
RAWMAP_API(regions) rawmap_status rawmap_region_commit(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_region_decommit: makes a span a reserved range again: its memory and what it counted against the commit limit
   are given back at once, its advice, name, locks, policy and protection key are gone. One system call.

   Units:      span.length in bytes; whole pages.
   Requires:   that the caller owns everything in the span's pages: it is a rawmap_replace. Huge pages of the pool go
               whole: a span that cuts one is refused, and nothing of it is lost.
   Status:     as rawmap_replace. At vm.max_map_count, and where the span cuts a huge page, nothing is lost. On another
               status from the kernel the span may be a hole, and not the caller's any more.
   Since:      1.0
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API(regions) rawmap_status rawmap_region_decommit(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_region_free_lazily: the pages may go when memory is short, unless they are written first; each reads as it was
   or as zeros until then. The resident size falls only when they go. One system call: rawmap_advise with free.

   Units:      span.length in bytes; whole pages.
   Status:     as rawmap_advise. RAWMAP_EINVAL: locked, or huge pages of the pool, too.
   Since:      4.5
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API(regions) rawmap_status rawmap_region_free_lazily(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_region_drop_now: the pages go at once; they read as zeros, and can be written without another call. One system
   call: rawmap_advise with dontneed.

   Units:      span.length in bytes; whole pages. Of huge pages of the pool Linux drops those that are whole in the span:
               less than one does nothing.
   Status:     as rawmap_advise. RAWMAP_EINVAL: locked, too.
   Since:      2.4; huge pages of the pool 5.18
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API(regions) rawmap_status rawmap_region_drop_now(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_region_page_out: the pages go to swap at once and keep what they hold; without swap nothing happens. One system
   call: rawmap_advise with pageout.

   Units:      span.length in bytes; whole pages.
   Status:     as rawmap_advise. RAWMAP_EINVAL: locked, or huge pages of the pool, too.
   Since:      5.4
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API(regions) rawmap_status rawmap_region_page_out(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_region_keep_cold: the pages keep what they hold, and are the first to go to swap when memory is short. One
   system call: rawmap_advise with cold.

   Units:      span.length in bytes; whole pages.
   Status:     as rawmap_advise. RAWMAP_EINVAL: locked, or huge pages of the pool, too.
   Since:      5.4
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API(regions) rawmap_status rawmap_region_keep_cold(rawmap_span span) RAWMAP_MUST_USE;

/* rawmap_region_release: gives a range back, reserved and committed parts alike; or a part of one. One system call:
   rawmap_unmap.

   Units:      span.length in bytes; whole pages.
   Status:     as rawmap_unmap
   Since:      1.0
   ABIs:       all
   Manual:     munmap(2) */
RAWMAP_API(regions) rawmap_status rawmap_region_release(rawmap_span span) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
RAWMAP_API_OUTLINE(regions) rawmap_mapping rawmap_region_reserve(size_t length, size_t alignment)
{
    return rawmap_map_aligned(length, alignment, RAWMAP_I_NO_ACCESS, RAWMAP_I_NORESERVE, RAWMAP_I_NULL);
}
#endif

RAWMAP_API(regions) rawmap_status rawmap_region_commit(rawmap_span span)
{
    return rawmap_protect(span, RAWMAP_I_READ_WRITE);
}

RAWMAP_API(regions) rawmap_status rawmap_region_decommit(rawmap_span span)
{
    return rawmap_replace(span, RAWMAP_I_NO_ACCESS, RAWMAP_I_NORESERVE);
}

RAWMAP_API(regions) rawmap_status rawmap_region_free_lazily(rawmap_span span)
{
    return rawmap_advise(span, RAWMAP_ADVICE(free));
}

RAWMAP_API(regions) rawmap_status rawmap_region_drop_now(rawmap_span span)
{
    return rawmap_advise(span, RAWMAP_ADVICE(dontneed));
}

RAWMAP_API(regions) rawmap_status rawmap_region_page_out(rawmap_span span)
{
    return rawmap_advise(span, RAWMAP_ADVICE(pageout));
}

RAWMAP_API(regions) rawmap_status rawmap_region_keep_cold(rawmap_span span)
{
    return rawmap_advise(span, RAWMAP_ADVICE(cold));
}

RAWMAP_API(regions) rawmap_status rawmap_region_release(rawmap_span span)
{
    return rawmap_unmap(span);
}

#endif

RAWMAP_I_END

#endif
