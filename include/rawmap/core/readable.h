/* SPDX-License-Identifier: MIT */
/* rawmap/core/readable.h: whether memory of the caller's can be read, before anything reads it. Inside the library.

   A refused call need not have looked at what a pointer of it points to: an older kernel refuses what it does not know
   first, and a filter looks at nothing. What is to be told of such memory is asked of the kernel, page by page.

   Each subject has its own: what is linked for a call that unmaps is not the whole core. */
#ifndef RAWMAP_CORE_READABLE_H
#define RAWMAP_CORE_READABLE_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

/* Whether all of these bytes can be read: one of each page is tried. A set of signals is copied before the word for what to do
   with it is looked at, which is none: nothing changes. Sets have 8 bytes, on MIPS 16, and another length is EINVAL as
   well: both are asked. */
RAWMAP_I_LOCAL bool rawmap_i_readable(const volatile void *bytes, size_t length)
{
    const uintptr_t first = RAWMAP_I_ADDRESS(bytes), last = first + length - 1;
    uintptr_t page = first & ~RAWMAP_I_CAST(uintptr_t, RAWMAP_PAGE_SIZE_MIN - 1);
    if (length == 0 || last < first)
        return length == 0;
    for (;; page += RAWMAP_PAGE_SIZE_MIN) {
        if (RAWMAP_I_CALL4(RAWMAP_NR_rt_sigprocmask, 99, RAWMAP_I_WORD(page), 0, 8) != -RAWMAP_LINUX_EINVAL ||
            RAWMAP_I_CALL4(RAWMAP_NR_rt_sigprocmask, 99, RAWMAP_I_WORD(page), 0, 16) != -RAWMAP_LINUX_EINVAL)
            return false;
        if (last - page < RAWMAP_PAGE_SIZE_MIN)
            return true;
    }
}

/* The length of a string, most if it has that many bytes or more; or -1, where a byte of it cannot be read. (volatile, or
   gcc calls strlen.) */
RAWMAP_I_LOCAL int rawmap_i_text_length(const char *text, int most)
{
    const volatile char *byte = text;
    int length;
    for (length = 0; length < most; length++, byte++) {
        if ((length == 0 || (RAWMAP_I_ADDRESS(byte) & (RAWMAP_PAGE_SIZE_MIN - 1u)) == 0) && !rawmap_i_readable(byte, 1))
            return -1;
        if (*byte == 0)
            break;
    }
    return length;
}

RAWMAP_I_END

#endif

#endif
