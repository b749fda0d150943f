/* SPDX-License-Identifier: MIT */
/* rawmap/map/huge_page_size.h: the sizes of huge pages, asked of the kernel, without text from /proc or /sys. Nothing
   is kept between calls: ask once. */
#ifndef RAWMAP_MAP_HUGE_PAGE_SIZE_H
#define RAWMAP_MAP_HUGE_PAGE_SIZE_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/status.h"
#include "../core/statx.h"
#include "mmap.h"
#endif

RAWMAP_I_BEGIN

/* A size in bytes, 0 unless status is RAWMAP_OK. */
typedef struct rawmap_size {
    rawmap_status status;
    size_t bytes;
} rawmap_size;

/* Huge page sizes: bit n stands for pages of 1 << n bytes. */
typedef struct rawmap_huge_page_set {
    rawmap_status status;
    uint64_t shifts;
} rawmap_huge_page_set;

/* rawmap_huge_page_default: the size of this machine's default huge pages, in bytes: what MAP_HUGETLB without a size
   means. Three system calls; nothing is taken from the pool.

   Status:     RAWMAP_ENOSYS: the kernel is older than 4.14, or has no huge pages. RAWMAP_EINVAL, RAWMAP_ENODEV: this
               machine has none. RAWMAP_EMFILE, RAWMAP_ENFILE: no descriptor was free. RAWMAP_EPERM: a sandbox
               hides the calls.
   Since:      4.14
   ABIs:       all
   Manual:     memfd_create(2), statx(2) */
RAWMAP_API_OUTLINE(map_rest)
rawmap_size rawmap_huge_page_default(void) RAWMAP_I_ONCE(rawmap_huge_page_default) RAWMAP_MUST_USE;

/* rawmap_huge_page_sizes: the huge page sizes that this machine knows, whether or not its pool holds any. Each possible
   size, up to 16 GiB, or 1 GiB in 32-bit programs, is mapped without access or reservation and unmapped again: one or
   two system calls for each.

   Result:     status RAWMAP_OK, and no bit set where there is none.
   Status:     RAWMAP_ENOMEM: a size could not be tried, for want of addresses. RAWMAP_EPERM, RAWMAP_ENOSYS: a sandbox
               hides the calls, and if only munmap, addresses stay reserved. The bits that are set are true.
   Since:      3.8
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API_OUTLINE(map_rest)
rawmap_huge_page_set rawmap_huge_page_sizes(void) RAWMAP_I_ONCE(rawmap_huge_page_sizes) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* Before 4.14: one default huge page, never touched; the shortest unmapping that Linux accepts is its size. */
RAWMAP_I_COLD(map_rest)
rawmap_size rawmap_i_huge_page_by_unmapping(void) RAWMAP_I_ONCE(rawmap_i_huge_page_by_unmapping);
#if RAWMAP_I_DEFINES(map_rest)
RAWMAP_I_COLD(map_rest) rawmap_size rawmap_i_huge_page_by_unmapping(void)
{
    rawmap_size size;
    rawmap_word result;
    const rawmap_word base = rawmap_i_mmap(0, RAWMAP_PAGE_SIZE_MIN, RAWMAP_LINUX_PROT_NONE,
                                           RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS |
                                               RAWMAP_LINUX_MAP_NORESERVE | RAWMAP_LINUX_MAP_HUGETLB,
                                           -1, 0);
    size.status = RAWMAP_OK;
    size.bytes = 0;
    if (rawmap_i_is_error(base)) {
        size.status = RAWMAP_I_CAST(rawmap_status, -base);
        return size;
    }
    size.bytes = RAWMAP_PAGE_SIZE_MIN;
    while ((result = RAWMAP_I_CALL2(RAWMAP_NR_munmap, base, RAWMAP_I_WORD(size.bytes))) != 0) {
        size.bytes <<= 1;
        /* Too short is EINVAL. Another refusal is no answer, and would not end. */
        if (result != -RAWMAP_LINUX_EINVAL || size.bytes == 0) {
            size.status = RAWMAP_I_CAST(rawmap_status, -result);
            size.bytes = 0;
            return size;
        }
    }
    return size;
}

RAWMAP_API_OUTLINE(map_rest) rawmap_size rawmap_huge_page_default(void)
{
    static const char name[] = "rawmap";
    rawmap_i_statx told; /* hugetlbfs answers its page size as that of a block */
    rawmap_size size;
    rawmap_word result;
    const rawmap_word file = RAWMAP_I_CALL2(RAWMAP_NR_memfd_create, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(name)),
                                            RAWMAP_LINUX_MFD_CLOEXEC | RAWMAP_LINUX_MFD_HUGETLB);
    if (rawmap_i_is_error(file))
        return rawmap_i_huge_page_by_unmapping();
    result = RAWMAP_I_CALL5(RAWMAP_NR_statx, file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(name + sizeof name - 1)),
                            RAWMAP_LINUX_AT_EMPTY_PATH, RAWMAP_LINUX_STATX_BASIC_STATS,
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&told)));
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, file);
    if (result != 0)
        return rawmap_i_huge_page_by_unmapping();
    size.status = RAWMAP_OK;
    size.bytes = told.block;
    return size;
}

RAWMAP_API_OUTLINE(map_rest) rawmap_huge_page_set rawmap_huge_page_sizes(void)
{
    unsigned shift;
    rawmap_huge_page_set set;
    set.status = RAWMAP_OK;
    set.shifts = 0;
    /* A page of half of all addresses could lie nowhere, and a hint there makes some emulators abort. */
    for (shift = 13; shift < sizeof(size_t) * 8 - 1 && shift <= 34; shift++) {
        const size_t length = RAWMAP_I_CAST(size_t, 1) << shift;
        rawmap_word result;
        /* Near an address of that alignment: some 32-bit ARM kernels choose one without, and trip over it later. */
        const rawmap_word base =
            rawmap_i_mmap(length, length, RAWMAP_LINUX_PROT_NONE,
                          RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_NORESERVE |
                              RAWMAP_LINUX_MAP_HUGETLB | shift << RAWMAP_LINUX_MAP_HUGE_SHIFT,
                          -1, 0);
        if (!rawmap_i_is_error(base)) {
            /* Two halves: a 64-bit shift would be a library call on some 32-bit ABIs. */
            set.shifts |=
                shift < 32 ? RAWMAP_I_CAST(uint64_t, 1u << shift) : RAWMAP_I_CAST(uint64_t, 1u << (shift - 32)) << 32;
            result = RAWMAP_I_CALL2(RAWMAP_NR_munmap, base, RAWMAP_I_WORD(length));
        } else {
            /* What Linux answers to a size that the machine lacks tells just that. */
            result =
                base == -RAWMAP_LINUX_EINVAL || base == -RAWMAP_LINUX_ENODEV || base == -RAWMAP_LINUX_ENOENT ? 0 : base;
        }
        if (result != 0)
            set.status = RAWMAP_I_CAST(rawmap_status, -result);
    }
    return set;
}
#endif

#endif

RAWMAP_I_END

#endif
