/* SPDX-License-Identifier: MIT */
/* rawmap/core/here.h: what only this kernel knows, asked by the cold path once it has refused something: a cause is
   named where it was seen, and not where it is likely. Each asks by a call that changes nothing. */
#ifndef RAWMAP_CORE_HERE_H
#define RAWMAP_CORE_HERE_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#include "linkage.h"
#include "sizes.h"
#endif

/* It changes nothing, so that a compiler sees through a condition that does not come to it. */
#define RAWMAP_I_PURE __attribute__((__pure__))

/* Whether an address, an offset or a length is a multiple of the architecture's smallest page, and of none of this
   kernel's. */
#if RAWMAP_PAGE_SIZE_MIN == RAWMAP_PAGE_SIZE_MAX
#define RAWMAP_I_UNALIGNED_HERE(at) (RAWMAP_I_BETWEEN_PAGES(at) != 0)
#else
#define RAWMAP_I_UNALIGNED_HERE(at)                                                                                    \
    (RAWMAP_I_BETWEEN_PAGES(at) && rawmap_i_starts_no_page(RAWMAP_I_CAST(unsigned, (at)&RAWMAP_I_PAGE_MASK_MAX)))

RAWMAP_I_BEGIN

#if RAWMAP_I_BODIES
/* By advice on no bytes at that address, which Linux refuses for nothing else. */
RAWMAP_I_COLD(core)
RAWMAP_I_PURE bool rawmap_i_starts_no_page(unsigned low_bits) RAWMAP_I_ONCE(rawmap_i_starts_no_page);
#if RAWMAP_I_DEFINES(core)
RAWMAP_I_COLD(core) bool rawmap_i_starts_no_page(unsigned low_bits)
{
    return RAWMAP_I_CALL3(RAWMAP_NR_madvise, RAWMAP_I_WORD(low_bits), 0, RAWMAP_LINUX_MADV_NORMAL) ==
           -RAWMAP_LINUX_EINVAL;
}
#endif
#endif

RAWMAP_I_END
#endif

#endif
