/* SPDX-License-Identifier: MIT */
/* rawmap/map/page_size.h: the size of a page, asked of the kernel.

   RAWMAP_PAGE_SIZE_MIN, RAWMAP_PAGE_SIZE_MAX   the smallest and largest page that a kernel for this ABI can have */
#ifndef RAWMAP_MAP_PAGE_SIZE_H
#define RAWMAP_MAP_PAGE_SIZE_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#endif

RAWMAP_I_BEGIN

/* rawmap_page_size: the page size of this kernel, in bytes.

   A constant where the ABI has one size; else one system call for each size below the real one, and one more (a madvise
   of no bytes at that address, which Linux refuses where the address does not start a page). Where a sandbox hides
   madvise, mprotect, msync and mincore are asked so. Nothing is kept between calls: ask once.

   Result:     0 where none of the four tells: never a guess.
   Since:      2.4
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API(map) size_t rawmap_page_size(void) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES
/* The same without madvise. None of these calls changes anything of no bytes. */
RAWMAP_I_COLD(map) size_t rawmap_i_page_size_otherwise(void) RAWMAP_I_ONCE(rawmap_i_page_size_otherwise);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map) size_t rawmap_i_page_size_otherwise(void)
{
    static const int ways[][2] = {
        {RAWMAP_NR_mprotect, RAWMAP_LINUX_PROT_NONE}, {RAWMAP_NR_msync, RAWMAP_LINUX_MS_ASYNC}, {RAWMAP_NR_mincore, 0}};
    unsigned way;
    for (way = 0; way < sizeof ways / sizeof ways[0]; way++) {
        size_t size;
        for (size = RAWMAP_PAGE_SIZE_MIN; size <= RAWMAP_PAGE_SIZE_MAX; size <<= 1) {
            const rawmap_word result = RAWMAP_I_CALL3(ways[way][0], RAWMAP_I_WORD(size), 0, ways[way][1]);
            if (result == 0)
                return size;
            if (result != -RAWMAP_LINUX_EINVAL)
                break;
        }
    }
    return 0;
}
#endif

RAWMAP_API(map) size_t rawmap_page_size(void)
{
    size_t size = RAWMAP_PAGE_SIZE_MIN;
    if (RAWMAP_PAGE_SIZE_MIN != RAWMAP_PAGE_SIZE_MAX) {
        rawmap_word result;
        while ((result = RAWMAP_I_CALL3(RAWMAP_NR_madvise, RAWMAP_I_WORD(size), 0, RAWMAP_LINUX_MADV_NORMAL)) ==
                   -RAWMAP_LINUX_EINVAL &&
               size < RAWMAP_PAGE_SIZE_MAX)
            size <<= 1;
        if (RAWMAP_I_UNLIKELY(result != 0))
            return rawmap_i_page_size_otherwise();
    }
    return size;
}

/* What is a multiple of the page size, where nothing tells it. */
RAWMAP_I_INLINE size_t rawmap_i_page_multiple(void)
{
    const size_t size = rawmap_page_size();
    return size != 0 ? size : RAWMAP_PAGE_SIZE_MAX;
}
#endif

RAWMAP_I_END

#endif
