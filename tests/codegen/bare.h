/* SPDX-License-Identifier: MIT */
/* The system calls as somebody writes them by hand, with the results that rawmap gives: a status, or a status and a
   span. What rawmap adds is measured against these. */
#ifndef BARE_H
#define BARE_H

#define RAWMAP_NO_DEPRECATION
#include "rawmap.h"

#include <hand.h> /* of the architecture: run has its directory */

#define WORD(value) ((rawmap_word)(value))

static inline __attribute__((__always_inline__)) rawmap_status bare_status(rawmap_word result)
{
    return (rawmap_status)-result;
}

static inline __attribute__((__always_inline__)) rawmap_status bare_known(rawmap_word result)
{
    return result == -RAWMAP_LINUX_EINVAL ? RAWMAP_ADVICE_UNKNOWN : bare_status(result);
}

static inline __attribute__((__always_inline__)) rawmap_mapping bare_mapping(rawmap_word result, size_t length)
{
    rawmap_mapping mapping;
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        mapping.status = (rawmap_status)-result;
        mapping.span.base = NULL;
        mapping.span.length = 0;
        return mapping;
    }
    mapping.status = RAWMAP_OK;
    mapping.span.base = (void *)result;
    mapping.span.length = length;
    return mapping;
}

/* A replacing call answers an address that is known already: only whether it failed is of use. */
static inline __attribute__((__always_inline__)) rawmap_status bare_replaced(rawmap_word result)
{
    return __builtin_expect(result < 0 && result >= -4095, 0) ? (rawmap_status)-result : RAWMAP_OK;
}

/* A call that answers how many bytes it did. */
static inline __attribute__((__always_inline__)) rawmap_size bare_size(rawmap_word result)
{
    rawmap_size size;
    size.status = RAWMAP_OK;
    size.bytes = 0;
    if (__builtin_expect(result < 0 && result >= -4095, 0))
        size.status = (rawmap_status)-result;
    else
        size.bytes = (size_t)result;
    return size;
}

static inline __attribute__((__always_inline__)) rawmap_word
bare_mmap(uintptr_t address, size_t length, unsigned protection, unsigned flags, int file, uint64_t offset)
{
    return hand_syscall6(RAWMAP_NR_mmap, WORD(address), WORD(length), WORD(protection), WORD(flags), WORD(file),
                         WORD(offset));
}

static inline __attribute__((__always_inline__)) rawmap_word
bare_mremap(uintptr_t address, size_t length, size_t new_length, unsigned flags, uintptr_t new_address)
{
    return hand_syscall5(RAWMAP_NR_mremap, WORD(address), WORD(length), WORD(new_length), WORD(flags),
                         WORD(new_address));
}

#define ANONYMOUS RAWMAP_LINUX_MAP_ANONYMOUS
#define PRIVATE RAWMAP_LINUX_MAP_PRIVATE
#define SHARED RAWMAP_LINUX_MAP_SHARED

#endif
