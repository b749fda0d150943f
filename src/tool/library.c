/* SPDX-License-Identifier: MIT */
/* The library itself, once: the tool's other files see its declarations. And the one thing that it does not offer, an
   mmap that hides nothing, of anonymous memory or with all its words. */
#define RAWMAP_EXPORT
#include "rawmap.h"

rawmap_word bare_map(uintptr_t address, size_t length, unsigned protection, unsigned flags);

rawmap_word bare_map(uintptr_t address, size_t length, unsigned protection, unsigned flags)
{
    return rawmap_i_mmap(address, length, protection, flags, -1, 0);
}

rawmap_word bare_mmap(const rawmap_word *words);

rawmap_word bare_mmap(const rawmap_word *words)
{
    return rawmap_i_mmap((uintptr_t)words[0], (size_t)words[1], (unsigned)words[2], (unsigned)words[3], (int)words[4],
                         (uint64_t)(uintptr_t)words[5]);
}
