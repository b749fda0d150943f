/* SPDX-License-Identifier: MIT */
/* rawmap/map/page_size.h: the size of a page, asked of the kernel.

   RAWMAP_PAGE_SIZE_MIN, RAWMAP_PAGE_SIZE_MAX   the smallest and largest page that a kernel for this ABI can have */
#ifndef RAWMAP_MAP_PAGE_SIZE_H
#define RAWMAP_MAP_PAGE_SIZE_H

#include "../core/base.h"

RAWMAP_I_BEGIN

/* rawmap_page_size: the page size of this kernel, in bytes.

   A constant where the ABI has one size; else one system call for each size below the real one, and one more (a madvise
   of no bytes at that address, which Linux refuses where the address does not start a page).
   Nothing is kept between calls: ask once.

   Since:      2.4
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API(map) size_t rawmap_page_size(void) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES
RAWMAP_API(map) size_t rawmap_page_size(void)
{
    size_t size = RAWMAP_PAGE_SIZE_MIN;
    while (size < RAWMAP_PAGE_SIZE_MAX &&
           RAWMAP_I_CALL3(RAWMAP_NR_madvise, RAWMAP_I_WORD(size), 0, RAWMAP_LINUX_MADV_NORMAL) != 0)
        size <<= 1;
    return size;
}
#endif

RAWMAP_I_END

#endif
