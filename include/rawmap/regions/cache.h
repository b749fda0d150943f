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

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "../core/words.h"
#include "../map/advise.h"
#include "../map/anonymous.h"
#include "../map/huge_page_size.h"
#include "../map/kind.h"
#include "../map/page_size.h"
#include "advise_many.h"
#include "inner_sets.h"
#endif
#include "inner_cache_pieces.h"

RAWMAP_I_BEGIN

/* How much may have been stored and not yet be advised free: spans of pages, and their bytes. */
#define RAWMAP_CACHE_WAITING_MOST 64
#define RAWMAP_CACHE_WAITING_BYTES 262144u

/* What rawmap_cache_map fills in. What stores change stands at the end, away from what fetches read. */
typedef struct rawmap_cache {
    rawmap_span memory; /* rawmap_unmap it in the end; rawmap_advise it as any other (pageout drops everything now) */
    size_t places;
    size_t value_most; /* bytes of the longest value */
    size_t stride;     /* bytes from one place to the next: value_most and the stamps */
    size_t free_unit;  /* the page size where stores are followed by advice to free, else 0; may be set to 0 */
    size_t free_every; /* how many spans of pages wait for it at most: RAWMAP_CACHE_WAITING_MOST; may be set to less */
    bool droppable;    /* the memory is droppable: nothing is swapped, nobody is killed for it */
    bool free_lazily;  /* it is private memory that is advised free. Neither: this kernel drops nothing */
    rawmap_span waiting[RAWMAP_CACHE_WAITING_MOST]; /* what was stored, and not yet advised free */
    size_t spans_waiting;
    size_t bytes_waiting;
    size_t stamp; /* of the last store */
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
   Note:       no system call, but one advice to free for all that was stored since the last (madvise; process_madvise since
               Linux 6.14): once RAWMAP_CACHE_WAITING_MOST spans of pages wait for it (those of neighbours are one span),
               or RAWMAP_CACHE_WAITING_BYTES in pages, and those of one value more. With free_every 1 each store is
               followed by its own: half as long again where places are apart, a hundred times as long where small ones are
               neighbours; with free_unit 0 none is. A page that was written and not
               advised counts as one that cannot go yet: many of them, and Linux up to 7.3 drops all pages where few were
               wanted, or, with the multi-generation LRU of 6.18, none, and somebody is killed. As many as wait here
               make no difference to be seen: pages go few at a time, as with an advice after each store. With no
               memory left to be had a store waits for some.
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
               and still was after sixteen looks. RAWMAP_CACHE_NO_PLACE. RAWMAP_CACHE_ROOM_TOO_SMALL: the value is
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

#if RAWMAP_I_DEFINES(regions)
RAWMAP_API_OUTLINE(regions) rawmap_status rawmap_cache_map(rawmap_cache *cache, size_t places, size_t value_most)
{
    const size_t stride = rawmap_i_cache_stride(value_most);
    const size_t bytes = rawmap_i_cache_bytes(places, stride);
    rawmap_mapping mapping = rawmap_i_no_mapping(RAWMAP_LENGTH_ZERO);
    cache->droppable = false;
    cache->free_lazily = false;
    cache->free_unit = 0;
    cache->free_every = RAWMAP_CACHE_WAITING_MOST;
    cache->spans_waiting = 0;
    cache->bytes_waiting = 0;
    cache->stamp = 0;
    cache->stride = stride;
    cache->value_most = value_most;
    if (places != 0)
        mapping.status = RAWMAP_LENGTH_WRAPS;
    if (bytes != 0) {
        mapping = rawmap_map(bytes, RAWMAP_I_READ_WRITE, RAWMAP_I_OWN(rawmap_kind, RAWMAP_DROPPABLE_), RAWMAP_ANYWHERE);
        cache->droppable = mapping.status == RAWMAP_OK;
        /* An older kernel, or a sandbox that refuses what it does not know. */
        if (mapping.status == RAWMAP_DROPPABLE_UNKNOWN || mapping.status == RAWMAP_DROPPABLE_NOT_BUILT_IN ||
            mapping.status == RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP || mapping.status == RAWMAP_EINVAL ||
            mapping.status == RAWMAP_EPERM || mapping.status == RAWMAP_EACCES || mapping.status == RAWMAP_ENOSYS) {
            mapping = rawmap_map(bytes, RAWMAP_I_READ_WRITE, RAWMAP_I_NORESERVE, RAWMAP_ANYWHERE);
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

RAWMAP_I_INLINE uintptr_t rawmap_i_cache_place(const rawmap_cache *cache, size_t place)
{
    return RAWMAP_I_ADDRESS(cache->memory.base) + place * cache->stride;
}

#if RAWMAP_I_DEFINES(regions)
/* Pages that were stored to wait for the advice, in one span with those before them where they can. */
RAWMAP_I_APART void rawmap_i_cache_wait(rawmap_cache *cache, uintptr_t start, uintptr_t end)
{
    rawmap_span *const last = cache->waiting + (cache->spans_waiting != 0 ? cache->spans_waiting - 1 : 0);
    const uintptr_t last_end = RAWMAP_I_ADDRESS(last->base) + last->length;
    if (cache->spans_waiting != 0 && start >= RAWMAP_I_ADDRESS(last->base) && start <= last_end) {
        const size_t more = end > last_end ? end - last_end : 0;
        cache->bytes_waiting += more;
        last->length += more;
    } else {
        cache->bytes_waiting += end - start;
        cache->waiting[cache->spans_waiting].base = RAWMAP_I_POINTER(start);
        cache->waiting[cache->spans_waiting].length = end - start;
        cache->spans_waiting++;
    }
    if (cache->spans_waiting >= cache->free_every || cache->spans_waiting == RAWMAP_CACHE_WAITING_MOST ||
        cache->bytes_waiting >= RAWMAP_CACHE_WAITING_BYTES) {
        (void)!rawmap_advise_many(cache->waiting, cache->spans_waiting, RAWMAP_ADVICE(free)).status;
        cache->spans_waiting = 0;
        cache->bytes_waiting = 0;
    }
}

/* Whether the pages wait already, as those of the last store do, and may go on. */
RAWMAP_I_INLINE bool rawmap_i_cache_waits(const rawmap_cache *cache, uintptr_t start, uintptr_t end)
{
    const rawmap_span *last;
    if (cache->spans_waiting == 0 || cache->spans_waiting >= cache->free_every)
        return false;
    last = cache->waiting + (cache->spans_waiting - 1);
    return start >= RAWMAP_I_ADDRESS(last->base) && end <= RAWMAP_I_ADDRESS(last->base) + last->length;
}

RAWMAP_API_OUTLINE(regions)
rawmap_status rawmap_cache_store(rawmap_cache *cache, size_t place, const void *value, size_t length)
{
    const unsigned char *const from = RAWMAP_I_CAST(const unsigned char *, value);
    uintptr_t piece, at, end;
    size_t stamp;
    if (RAWMAP_I_UNLIKELY(place >= cache->places))
        return RAWMAP_CACHE_NO_PLACE;
    if (RAWMAP_I_UNLIKELY(length > cache->value_most))
        return RAWMAP_CACHE_VALUE_TOO_LONG;
    stamp = cache->stamp + 1 != 0 ? cache->stamp + 1 : 1;
    cache->stamp = stamp;
    piece = rawmap_i_cache_place(cache, place);
    at = piece + 3 * RAWMAP_I_CACHE_WORD;
    rawmap_i_write_word(rawmap_i_cache_word(piece), stamp);
    rawmap_i_release();
    rawmap_i_write_word(rawmap_i_cache_word(piece + 2 * RAWMAP_I_CACHE_WORD), length);
    end = rawmap_i_cache_border(piece);
    if (length <= end - at) {
        rawmap_i_cache_put(at, from, length);
        rawmap_i_release();
        rawmap_i_write_word(rawmap_i_cache_word(piece + RAWMAP_I_CACHE_WORD), stamp);
    } else {
        end = rawmap_i_cache_store_pieces(piece, from, length, stamp);
    }
    if (cache->free_unit != 0) {
        piece &= ~(cache->free_unit - 1);
        end = (end + (cache->free_unit - 1)) & ~(cache->free_unit - 1);
        if (!rawmap_i_cache_waits(cache, piece, end))
            rawmap_i_cache_wait(cache, piece, end);
    }
    return RAWMAP_OK;
}

/* Most values are one piece, and there. */
RAWMAP_API_OUTLINE(regions)
rawmap_size rawmap_cache_fetch(const rawmap_cache *cache, size_t place, void *value, size_t room)
{
    unsigned char *const to = RAWMAP_I_CAST(unsigned char *, value);
    rawmap_size fetched;
    uintptr_t at, bytes;
    size_t after;
    fetched.status = RAWMAP_CACHE_NO_PLACE;
    fetched.bytes = 0;
    if (RAWMAP_I_UNLIKELY(place >= cache->places))
        return fetched;
    at = rawmap_i_cache_place(cache, place);
    bytes = at + 3 * RAWMAP_I_CACHE_WORD;
    after = rawmap_i_read_word(rawmap_i_cache_word(at + RAWMAP_I_CACHE_WORD));
    rawmap_i_acquire();
    fetched.bytes = rawmap_i_read_word(rawmap_i_cache_word(at + 2 * RAWMAP_I_CACHE_WORD));
    /* A length that is being written may be any. */
    if (fetched.bytes <= room && fetched.bytes <= cache->value_most &&
        fetched.bytes <= rawmap_i_cache_border(at) - bytes) {
        rawmap_i_cache_take(bytes, to, fetched.bytes);
        rawmap_i_acquire();
        if (rawmap_i_read_word(rawmap_i_cache_word(at)) == after && after != 0) {
            fetched.status = RAWMAP_OK;
            return fetched;
        }
    }
    return rawmap_i_cache_fetch_pieces(at, to, room < cache->value_most ? room : cache->value_most);
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
