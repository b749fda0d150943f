/* SPDX-License-Identifier: MIT */
/* rawmap/regions/ring.h: a ring buffer whose pages are mapped twice in a row, so that what runs over its end is at
   its start: every piece of up to its length, wherever it begins, lies in one row of addresses. */
#ifndef RAWMAP_REGIONS_RING_H
#define RAWMAP_REGIONS_RING_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../files/memfd.h"
#include "../files/size.h"
#include "../map/mmap.h"
#include "../map/kind.h"
#endif
#include "inner_file_limit.h"

RAWMAP_I_BEGIN

/* rawmap_ring_map: maps new shared memory twice in a row, readable and writable: byte i and byte length + i are one.

   Units:      length in bytes, of the ring; a multiple of the page size, or of the huge page that the kind names. The
               span that comes back is twice as long: rawmap_unmap takes it whole.
   Requires:   kind: RAWMAP_SHARED, with its options. lock counts both halves against RLIMIT_MEMLOCK.
   Note:       six system calls: a memory file, its limit and its length, a mapping for each half, and the file is closed; one
               more where the kernel is older than 6.3, and five or more where there is no room beside the first half. Each half
               is mapped where nothing is, and only what this call mapped is unmapped: no other thread's mapping is hit. A
               call that fails leaves nothing behind. A child shares the ring.
   Status:     RAWMAP_LENGTH_ZERO, RAWMAP_RING_LENGTH_UNEVEN, RAWMAP_HUGE_LENGTH_UNEVEN, RAWMAP_LENGTH_WRAPS,
               RAWMAP_RING_NOT_SHARED, RAWMAP_KIND_UNKNOWN_BITS, RAWMAP_NORESERVE_SHARED_FILE: nothing was called.
               RAWMAP_RING_LENGTH_UNEVEN, too: this kernel's pages are larger, or the caches alias and want a larger
               multiple. Others: as rawmap_memfd. RAWMAP_ENOMEM: as rawmap_map. RAWMAP_EAGAIN: lock, over
               RLIMIT_MEMLOCK. RAWMAP_EPERM: lock without the right to it. RAWMAP_EFBIG: over RLIMIT_FSIZE; no
               SIGXFSZ is raised. RAWMAP_EINVAL: longer than a file can be. RAWMAP_EEXIST: sixteen times other threads
               mapped into the place that was found.
   Since:      3.17; huge pages 4.14
   ABIs:       all
   Manual:     memfd_create(2), mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_mapping rawmap_ring_map(size_t length, rawmap_kind kind) RAWMAP_I_ONCE(rawmap_ring_map) RAWMAP_MUST_USE;

/* rawmap_check_ring_map: what rawmap_ring_map would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_check_ring_map(size_t length, rawmap_kind kind)
    RAWMAP_I_ONCE(rawmap_check_ring_map) RAWMAP_MUST_USE;

/* The longest way from one half to the other that some kernel asks for. */
#ifdef RAWMAP_CACHE_COLOURS
#define RAWMAP_I_RING_UNIT_MAX                                                                                         \
    (RAWMAP_CACHE_COLOURS > RAWMAP_PAGE_SIZE_MAX ? RAWMAP_CACHE_COLOURS : RAWMAP_PAGE_SIZE_MAX)
#else
#define RAWMAP_I_RING_UNIT_MAX RAWMAP_PAGE_SIZE_MAX
#endif

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(regions)
RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_check_ring_map(size_t length, rawmap_kind kind)
{
    const unsigned huge = kind.bits & RAWMAP_LINUX_MAP_HUGETLB;
    const unsigned options = RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_LOCKED | RAWMAP_LINUX_MAP_NORESERVE |
                             RAWMAP_LINUX_MAP_HUGETLB | (huge != 0 ? RAWMAP_I_HUGE_FIELD : 0u);
    if ((kind.bits & RAWMAP_I_KIND_TYPE) != RAWMAP_LINUX_MAP_SHARED)
        return RAWMAP_RING_NOT_SHARED;
    if ((kind.bits & ~(RAWMAP_I_KIND_TYPE | options)) != 0)
        return RAWMAP_KIND_UNKNOWN_BITS;
    if (huge == 0 && (kind.bits & RAWMAP_LINUX_MAP_NORESERVE) != 0)
        return RAWMAP_NORESERVE_SHARED_FILE;
    if (length == 0)
        return RAWMAP_LENGTH_ZERO;
    if (huge != 0 && (length & RAWMAP_I_HUGE_MASK(kind.bits)) != 0)
        return RAWMAP_HUGE_LENGTH_UNEVEN;
    if ((length & (RAWMAP_PAGE_SIZE_MIN - 1u)) != 0)
        return RAWMAP_RING_LENGTH_UNEVEN;
    return length > SIZE_MAX / 2 ? RAWMAP_LENGTH_WRAPS : RAWMAP_OK;
}

/* One half at an exact place, over nothing: a MAP_FIXED that fails (for want of huge pages, say) leaves a hole, and whose
   the addresses are from then on nobody can tell. An answer elsewhere was taken for a hint (before 4.17, emulators). */
RAWMAP_I_LOCAL rawmap_word rawmap_i_ring_half(int file, uintptr_t address, size_t length, unsigned kept)
{
    const rawmap_word result =
        rawmap_i_mmap(address, length, RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE,
                      RAWMAP_LINUX_MAP_SHARED | (address != 0 ? RAWMAP_LINUX_MAP_FIXED_NOREPLACE : 0u) | kept, file, 0);
    if (rawmap_i_is_error(result) || address == 0 || RAWMAP_I_CAST(uintptr_t, result) == address)
        return result;
    (void)RAWMAP_I_CALL2(RAWMAP_NR_munmap, result, RAWMAP_I_WORD(length));
    return -RAWMAP_LINUX_EEXIST;
}

/* The first half anywhere, and the second below it or above it, where Linux has usually left room. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_ring_beside(int file, size_t length, unsigned kept)
{
    const rawmap_word first = rawmap_i_ring_half(file, 0, length, kept);
    const uintptr_t at = RAWMAP_I_CAST(uintptr_t, first);
    rawmap_word second = -RAWMAP_LINUX_EEXIST;
    if (rawmap_i_is_error(first))
        return first;
    if (at > length)
        second = rawmap_i_ring_half(file, at - length, length, kept);
    if (!rawmap_i_is_error(second))
        return second;
    /* EPERM: below vm.mmap_min_addr. ENOMEM: past the last address. */
    if (second == -RAWMAP_LINUX_EEXIST || second == -RAWMAP_LINUX_EPERM) {
        second = rawmap_i_ring_half(file, at + length, length, kept);
        if (!rawmap_i_is_error(second))
            return first;
        if (second == -RAWMAP_LINUX_EPERM || second == -RAWMAP_LINUX_ENOMEM)
            second = -RAWMAP_LINUX_EEXIST;
    }
    (void)RAWMAP_I_CALL2(RAWMAP_NR_munmap, first, RAWMAP_I_WORD(length));
    return second;
}

/* Else where there is room for both: a mapping of the file, aligned to its pages whatever their size, without access and
   reservation, finds it. Others may map into it when it is given back: then it is looked for again. */
RAWMAP_I_LOCAL rawmap_word rawmap_i_ring_place(int file, size_t length, unsigned flags)
{
    const unsigned kept = flags & (RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_LOCKED | RAWMAP_LINUX_MAP_NORESERVE);
    rawmap_word result = rawmap_i_file_may_have(length) ? rawmap_i_ftruncate(file, length) : -RAWMAP_LINUX_EFBIG;
    unsigned tries;
    if (result == 0)
        result = rawmap_i_ring_beside(file, length, kept);
    for (tries = 16; result == -RAWMAP_LINUX_EEXIST && tries != 0; tries--) {
        const rawmap_word base = rawmap_i_mmap(0, length + length, RAWMAP_LINUX_PROT_NONE,
                                               RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_NORESERVE, file, 0);
        const uintptr_t at = RAWMAP_I_CAST(uintptr_t, base);
        if (rawmap_i_is_error(base))
            return base;
        result = RAWMAP_I_CALL2(RAWMAP_NR_munmap, base, RAWMAP_I_WORD(length + length));
        if (result == 0)
            result = rawmap_i_ring_half(file, at, length, kept);
        if (rawmap_i_is_error(result))
            continue;
        result = rawmap_i_ring_half(file, at + length, length, kept);
        if (!rawmap_i_is_error(result))
            return base;
        (void)RAWMAP_I_CALL2(RAWMAP_NR_munmap, base, RAWMAP_I_WORD(length));
    }
    return result == -RAWMAP_LINUX_EINVAL && (length & (RAWMAP_I_RING_UNIT_MAX - 1u)) != 0 ? -RAWMAP_RING_LENGTH_UNEVEN
                                                                                           : result;
}

RAWMAP_API_OUTLINE(regions) rawmap_mapping rawmap_ring_map(size_t length, rawmap_kind kind)
{
    const unsigned huge = kind.bits & RAWMAP_LINUX_MAP_HUGETLB;
    const rawmap_status status = rawmap_check_ring_map(length, kind);
    rawmap_memfd_flags flags;
    rawmap_noexec_file file;
    rawmap_word base;
    if (status != RAWMAP_OK)
        return rawmap_i_no_mapping(status);
    flags.bits = RAWMAP_LINUX_MFD_CLOEXEC;
    if (huge != 0)
        flags.bits |= RAWMAP_LINUX_MFD_HUGETLB | (kind.bits & RAWMAP_I_HUGE_FIELD);
    file = rawmap_memfd_noexec_or_older("ring", flags);
    if (file.status != RAWMAP_OK)
        return rawmap_i_no_mapping(file.status);
    base = rawmap_i_ring_place(file.fd, length, kind.bits);
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, RAWMAP_I_WORD(file.fd));
    if (base == -RAWMAP_RING_LENGTH_UNEVEN)
        return rawmap_i_no_mapping(RAWMAP_RING_LENGTH_UNEVEN);
    if (rawmap_i_is_error(base))
        return rawmap_i_no_mapping(RAWMAP_I_CAST(rawmap_status, -base));
    return rawmap_i_mapped(base, length + length);
}
#endif

#endif

RAWMAP_I_END

#endif
