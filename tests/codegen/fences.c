/* SPDX-License-Identifier: MIT */
/* A cache's stamps and what they stand for: the functions that fences.sh reads in assembly. */
#include "rawmap/regions/cache.h"

rawmap_status store(rawmap_cache *cache, size_t place, const void *value, size_t length);
rawmap_size fetch(const rawmap_cache *cache, size_t place, void *value, size_t room);

rawmap_status store(rawmap_cache *cache, size_t place, const void *value, size_t length)
{
    return rawmap_cache_store(cache, place, value, length);
}
rawmap_size fetch(const rawmap_cache *cache, size_t place, void *value, size_t room)
{
    return rawmap_cache_fetch(cache, place, value, room);
}
