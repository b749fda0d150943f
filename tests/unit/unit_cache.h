/* SPDX-License-Identifier: MIT */
/* Values for the tests of rawmap_cache_*, each recognisable whole. */
#ifndef UNIT_CACHE_H
#define UNIT_CACHE_H

#include "unit.h"

/* A value's bytes follow from its number and its length; no byte is 0, as what was dropped is. */
static inline unsigned char unit_value_byte(size_t number, size_t length, size_t i)
{
    return (unsigned char)((number * 31 + length * 7 + i * (2 * number + 1)) % 255 + 1);
}

static inline void unit_value(unsigned char *bytes, size_t number, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++)
        bytes[i] = unit_value_byte(number, length, i);
}

static inline bool unit_is_value(const unsigned char *bytes, size_t number, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++)
        if (bytes[i] != unit_value_byte(number, length, i))
            return false;
    return true;
}

/* The place whose room begins at the address, and the first page border in it (0: none), as the docs say. */
static inline uintptr_t unit_place_start(const rawmap_cache *cache, size_t place)
{
    return (uintptr_t)cache->memory.base + place * cache->stride;
}

#endif
