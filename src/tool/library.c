/* SPDX-License-Identifier: MIT */
/* The library itself, once: the tool's other files see its declarations. And the one thing that it does not offer, an
   mmap that hides nothing. */
#define RAWMAP_EXPORT
#include "rawmap.h"

rawmap_word bare_map(uintptr_t address, size_t length, unsigned protection, unsigned flags);

rawmap_word bare_map(uintptr_t address, size_t length, unsigned protection, unsigned flags)
{
    return rawmap_i_mmap(address, length, protection, flags, -1, 0);
}
