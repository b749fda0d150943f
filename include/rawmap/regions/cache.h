/* SPDX-License-Identifier: MIT */
/* rawmap/regions/cache.h: values in memory that the kernel may take back at any moment, and the certainty whether one
   is still there.

   A cache has places, by number, each with room for one value. Nobody makes room: when memory is short the kernel drops
   pages, and what was in them is to be made again by who needs it. Memory that was dropped reads as zeros, each page
   for itself and at any moment: between two loads too, or between two stores. So every value has a stamp in each page
   that it touches (each RAWMAP_PAGE_SIZE_MIN bytes of it), written before the bytes in that page and never used twice:
   while a stamp is there, nothing that was written after it is lost.

   One thread stores, any number fetch meanwhile, without waiting for each other: a second stamp in each page, written
   after the bytes, shows a value that is being written. (Stamps are counted in a size_t. Of 32 bits they come again
   after 4294967295 stores: a thread that sleeps in a fetch through exactly so many would not see it.)

   A fetch that finds nothing takes no memory: Linux has one page of zeros for all who read. Where it has none (guests
   with pvm_no_zero_page=1) each page that was dropped is a new one, which counts as written: many fetches that find
   nothing push nearly every value out. Such a page can go once a value is stored there, or after
   rawmap_advise(cache.memory, RAWMAP_ADVICE(free)), which any thread may call and no value is lost by at once. Without
   either somebody is killed, where the memory is not droppable.

   The state is the caller's structure; none of it is in memory that may be dropped. A child after a fork finds every value
   dropped, or (in memory that is no droppable one) a copy. */
#ifndef RAWMAP_REGIONS_CACHE_H
#define RAWMAP_REGIONS_CACHE_H

#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../core/words.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/huge_page_size.h"
#include "../map/kind.h"
#include "../map/page_size.h"

RAWMAP_I_BEGIN

/* What rawmap_cache_map fills in; only the storing thread's stamp changes after that. */
typedef struct rawmap_cache {
    rawmap_span memory; /* rawmap_unmap it in the end; rawmap_advise it as any other (pageout drops everything now) */
    size_t places;
    size_t value_most; /* bytes of the longest value */
    size_t stride;     /* bytes from one place to the next: value_most and the stamps */
    size_t stamp;      /* of the last store */
    size_t free_unit;  /* the page size where each store is followed by advice to free, else 0; may be set to 0 */
    bool droppable;    /* the memory is droppable: nothing is swapped, nobody is killed for it */
    bool free_lazily;  /* it is private memory that is advised free. Neither: this kernel drops nothing */
} rawmap_cache;

/* rawmap_cache_map: makes an empty cache: droppable memory where the kernel has it and lets it be made, else private
   memory whose pages are advised free, else private memory; cache->droppable and cache->free_lazily say which.

   Units:      places, a number; value_most in bytes. A place takes value_most, three words and two more for each page
               border that it crosses, rounded up to four words; only what is stored takes memory.
   Requires:   *cache is the caller's, to be kept as long as the memory is.
   Note:       one system call, with memory that is not droppable three; and those of rawmap_page_size.
   Status:     RAWMAP_LENGTH_ZERO, RAWMAP_LENGTH_WRAPS: nothing was called. RAWMAP_ENOMEM: as rawmap_map. On failure
               cache->memory is {NULL, 0}, and there are no places.
   Since:      1.0; free 4.5, droppable 6.11
   ABIs:       all
   Manual:     madvise(2), mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_cache_map(rawmap_cache *cache, size_t places, size_t value_most)
    RAWMAP_I_ONCE(rawmap_cache_map) RAWMAP_MUST_USE;

/* rawmap_cache_store: puts a value in a place, over what is there. It may be dropped again before the call is over.

   Units:      length in bytes.
   Requires:   one thread at a time; fetches may go on.
   Note:       one system call, madvise with free: a droppable page that was written counts as one that cannot go yet.
               Without the advice (free_unit set to 0: no call) Linux up to 7.3 drops all pages where few were wanted, or,
               with the multi-generation LRU of 6.18, none, and somebody is killed. With no memory left to be had a store
               waits for some.
   Status:     RAWMAP_CACHE_NO_PLACE, RAWMAP_CACHE_VALUE_TOO_LONG: nothing was stored.
   Since:      1.0
   ABIs:       all
   Manual:     madvise(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_cache_store(rawmap_cache *cache, size_t place, const void *value, size_t length)
    RAWMAP_I_ONCE(rawmap_cache_store) RAWMAP_MUST_USE;

/* rawmap_cache_fetch: copies the value of a place, whole and as one store left it, or says that it is not there.

   Units:      room in bytes, of the buffer at value; the result in bytes.
   Requires:   nothing: any thread, at any time. No system call.
   Note:       without a page of zeros, finding nothing takes memory: see above.
   Result:     the length of the value. On failure 0, and the buffer may hold parts of what was there.
   Status:     RAWMAP_CACHE_DROPPED: dropped, forgotten, or never stored. RAWMAP_CACHE_BUSY: a store is under way there,
               and still was at the sixteenth look. RAWMAP_CACHE_NO_PLACE. RAWMAP_CACHE_ROOM_TOO_SMALL: the value is
               longer than the buffer.
   Since:      1.0
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_size rawmap_cache_fetch(const rawmap_cache *cache, size_t place, void *value, size_t room)
    RAWMAP_I_ONCE(rawmap_cache_fetch) RAWMAP_MUST_USE;

/* rawmap_cache_forget: empties a place: a fetch that begins afterwards finds it dropped.

   Requires:   as rawmap_cache_store.
   Status:     RAWMAP_CACHE_NO_PLACE.
   Since:      1.0
   ABIs:       all
   Manual:     mmap(2) */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_cache_forget(rawmap_cache *cache, size_t place) RAWMAP_I_ONCE(rawmap_cache_forget) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* A piece is what a place has of one page: the stamp, the stamp again, the length (in the first piece), the bytes. Places
   start and end at multiples of a unit, so that no piece is too short for that. */
#define RAWMAP_I_CACHE_WORD sizeof(size_t)
#define RAWMAP_I_CACHE_UNIT (4 * sizeof(size_t))

#if RAWMAP_I_DEFINES(regions)
/* With the most borders that a place can cross, wherever it begins; 0 when it overflows. */
RAWMAP_I_LOCAL size_t rawmap_i_cache_stride(size_t value_most)
{
    const size_t page = RAWMAP_PAGE_SIZE_MIN;
    size_t pieces = 0;
    size_t enough = 1;
    size_t stride = 0;
    unsigned shift = 0;
    if (value_most > SIZE_MAX / 4)
        return 0;
    while (page >> shift > 1)
        shift++;
    while (pieces < enough) {
        pieces = enough;
        stride = value_most + RAWMAP_I_CACHE_WORD + pieces * (2 * RAWMAP_I_CACHE_WORD) + (RAWMAP_I_CACHE_UNIT - 1);
        stride &= ~RAWMAP_I_CAST(size_t, RAWMAP_I_CACHE_UNIT - 1);
        enough = (stride + 2 * page - RAWMAP_I_CACHE_UNIT - 1) >> shift;
    }
    return stride;
}

/* By shifts: twice the word is a library call on some 32-bit ABIs. 0 when it overflows. */
RAWMAP_I_LOCAL size_t rawmap_i_cache_bytes(size_t places, size_t stride)
{
    size_t bytes = 0;
    for (; stride != 0; stride >>= 1) {
        if ((stride & 1) != 0) {
            if (places > SIZE_MAX - bytes)
                return 0;
            bytes += places;
        }
        if (stride > 1 && places > SIZE_MAX / 2)
            return 0;
        places <<= 1;
    }
    return bytes;
}

RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_cache_map(rawmap_cache *cache, size_t places, size_t value_most)
{
    const size_t stride = rawmap_i_cache_stride(value_most);
    const size_t bytes = rawmap_i_cache_bytes(places, stride);
    rawmap_mapping mapping = rawmap_i_no_mapping(RAWMAP_LENGTH_ZERO);
    cache->droppable = false;
    cache->free_lazily = false;
    cache->free_unit = 0;
    cache->stamp = 0;
    cache->stride = stride;
    cache->value_most = value_most;
    if (places != 0)
        mapping.status = RAWMAP_LENGTH_WRAPS;
    if (bytes != 0) {
        mapping = rawmap_map(bytes, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE);
        cache->droppable = mapping.status == RAWMAP_OK;
        /* An older kernel, or a sandbox that refuses what it does not know. */
        if (mapping.status == RAWMAP_DROPPABLE_UNKNOWN || mapping.status == RAWMAP_DROPPABLE_NOT_BUILT_IN ||
            mapping.status == RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP || mapping.status == RAWMAP_EINVAL ||
            mapping.status == RAWMAP_EPERM || mapping.status == RAWMAP_EACCES || mapping.status == RAWMAP_ENOSYS) {
            mapping = rawmap_map(bytes, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
            cache->free_lazily =
                mapping.status == RAWMAP_OK && rawmap_advise(mapping.span, RAWMAP_ADVICE(free)) == RAWMAP_OK;
        }
        if (cache->droppable || cache->free_lazily)
            cache->free_unit = rawmap_i_page_multiple();
    }
    cache->places = mapping.status == RAWMAP_OK ? places : 0;
    cache->memory = mapping.span;
    return mapping.status;
}
#endif

RAWMAP_I_INLINE size_t *rawmap_i_cache_word(uintptr_t address)
{
    return RAWMAP_I_CAST(size_t *, RAWMAP_I_POINTER(address));
}

RAWMAP_I_INLINE uintptr_t rawmap_i_cache_place(const rawmap_cache *cache, size_t place)
{
    return RAWMAP_I_ADDRESS(cache->memory.base) + place * cache->stride;
}

/* Where the piece ends that begins, or lies, at the address. */
RAWMAP_I_INLINE uintptr_t rawmap_i_cache_border(uintptr_t address)
{
    return (address | (RAWMAP_PAGE_SIZE_MIN - 1u)) + 1;
}

#if RAWMAP_I_DEFINES(regions)
/* The stamp before and the stamp after: a page that is dropped in between loses the first, and so the value. */
RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_cache_store(rawmap_cache *cache, size_t place, const void *value, size_t length)
{
    const unsigned char *from = RAWMAP_I_CAST(const unsigned char *, value);
    const size_t whole_length = length;
    uintptr_t at;
    size_t stamp;
    bool first = true;
    if (place >= cache->places)
        return RAWMAP_CACHE_NO_PLACE;
    if (length > cache->value_most)
        return RAWMAP_CACHE_VALUE_TOO_LONG;
    stamp = cache->stamp + 1 != 0 ? cache->stamp + 1 : 1;
    cache->stamp = stamp;
    at = rawmap_i_cache_place(cache, place);
    do {
        const uintptr_t piece = at;
        const uintptr_t border = rawmap_i_cache_border(piece);
        rawmap_i_write_word(rawmap_i_cache_word(piece), stamp);
        rawmap_i_release();
        at += 2 * RAWMAP_I_CACHE_WORD;
        if (first) {
            rawmap_i_write_word(rawmap_i_cache_word(at), whole_length);
            at += RAWMAP_I_CACHE_WORD;
        }
        for (; at < border && length >= RAWMAP_I_CACHE_WORD; at += RAWMAP_I_CACHE_WORD) {
            rawmap_i_write_word(rawmap_i_cache_word(at),
                                RAWMAP_I_CAST(const rawmap_i_loose_word *, RAWMAP_I_CAST(const void *, from))->word);
            from += RAWMAP_I_CACHE_WORD;
            length -= RAWMAP_I_CACHE_WORD;
        }
        if (at < border && length != 0) {
            rawmap_i_write_word(rawmap_i_cache_word(at), rawmap_i_pack_word(from, length));
            length = 0;
        }
        rawmap_i_release();
        rawmap_i_write_word(rawmap_i_cache_word(piece + RAWMAP_I_CACHE_WORD), stamp);
        at = border;
        first = false;
    } while (length != 0);
    if (cache->free_unit != 0) {
        const uintptr_t start = rawmap_i_cache_place(cache, place) & ~(cache->free_unit - 1);
        (void)RAWMAP_I_CALL3(RAWMAP_NR_madvise, RAWMAP_I_WORD(start), RAWMAP_I_WORD(at - start),
                             RAWMAP_LINUX_MADV_FREE);
    }
    return RAWMAP_OK;
}
#endif

/* One look at a value. The stamp after is read before the bytes, the stamp before after them: both the same, and every
   byte was there all the time. */
RAWMAP_I_INLINE rawmap_size rawmap_i_cache_look(const rawmap_cache *cache, uintptr_t at, unsigned char *to, size_t room)
{
    size_t stamp = 0;
    size_t length = 0;
    bool first = true;
    rawmap_size value;
    value.status = RAWMAP_OK;
    value.bytes = 0;
    do {
        const uintptr_t piece = at;
        const uintptr_t border = rawmap_i_cache_border(piece);
        const size_t after = rawmap_i_read_word(rawmap_i_cache_word(piece + RAWMAP_I_CACHE_WORD));
        size_t before;
        rawmap_i_acquire();
        at += 2 * RAWMAP_I_CACHE_WORD;
        if (first) {
            stamp = after;
            length = rawmap_i_read_word(rawmap_i_cache_word(at));
            value.bytes = length;
            at += RAWMAP_I_CACHE_WORD;
            if (length > room || length > cache->value_most) {
                value.status = RAWMAP_CACHE_ROOM_TOO_SMALL;
                length = 0;
            }
        }
        for (; at < border && length >= RAWMAP_I_CACHE_WORD; at += RAWMAP_I_CACHE_WORD) {
            RAWMAP_I_CAST(rawmap_i_loose_word *, RAWMAP_I_CAST(void *, to))->word =
                rawmap_i_read_word(rawmap_i_cache_word(at));
            to += RAWMAP_I_CACHE_WORD;
            length -= RAWMAP_I_CACHE_WORD;
        }
        if (at < border && length != 0) {
            rawmap_i_unpack_word(rawmap_i_read_word(rawmap_i_cache_word(at)), to, length);
            length = 0;
        }
        rawmap_i_acquire();
        before = rawmap_i_read_word(rawmap_i_cache_word(piece));
        if (before == 0)
            value.status = RAWMAP_CACHE_DROPPED;
        else if (before != after || before != stamp)
            value.status = RAWMAP_CACHE_BUSY;
        at = border;
        first = false;
    } while (length != 0 && value.status == RAWMAP_OK);
    if (value.status != RAWMAP_OK)
        value.bytes = 0;
    return value;
}

#if RAWMAP_I_DEFINES(regions)
RAWMAP_API_OUTLINE(regions)
rawmap_size rawmap_cache_fetch(const rawmap_cache *cache, size_t place, void *value, size_t room)
{
    unsigned looks = 16;
    rawmap_size fetched;
    fetched.status = RAWMAP_CACHE_NO_PLACE;
    fetched.bytes = 0;
    if (place >= cache->places)
        return fetched;
    do {
        fetched =
            rawmap_i_cache_look(cache, rawmap_i_cache_place(cache, place), RAWMAP_I_CAST(unsigned char *, value), room);
        looks--;
    } while (fetched.status == RAWMAP_CACHE_BUSY && looks != 0);
    return fetched;
}

RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_cache_forget(rawmap_cache *cache, size_t place)
{
    if (place >= cache->places)
        return RAWMAP_CACHE_NO_PLACE;
    rawmap_i_write_word(rawmap_i_cache_word(rawmap_i_cache_place(cache, place)), 0);
    return RAWMAP_OK;
}
#endif

#endif

RAWMAP_I_END

#endif
