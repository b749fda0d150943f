/* SPDX-License-Identifier: MIT */
/* rawmap/regions/inner_cache_pieces.h: how a value lies in its place, piece by piece, and what its stamps say. Inside the
   library; programs use cache.h. */
#ifndef RAWMAP_REGIONS_INNER_CACHE_PIECES_H
#define RAWMAP_REGIONS_INNER_CACHE_PIECES_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/status.h"
#include "../core/words.h"
#include "../map/huge_page_size.h"
#endif
#include "inner_cache_words.h"

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

/* A piece is what a place has of one page: the stamp, the stamp again, the length (in the first piece), the bytes. Places
   start and end at multiples of a unit, so that no piece is too short for that. */
#define RAWMAP_I_CACHE_UNIT (4 * sizeof(size_t))

/* Where the piece ends that begins, or lies, at the address. */
RAWMAP_I_INLINE uintptr_t rawmap_i_cache_border(uintptr_t address)
{
    return (address | (RAWMAP_PAGE_SIZE_MIN - 1u)) + 1;
}

/* What a piece's stamps say. */
RAWMAP_I_INLINE rawmap_status rawmap_i_cache_whole(size_t before, size_t after, size_t stamp)
{
    return before == 0 ? RAWMAP_CACHE_DROPPED : before != after || before != stamp ? RAWMAP_CACHE_BUSY : RAWMAP_OK;
}

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

/* The stamp before and the stamp after: a page that is dropped in between loses the first, and so the value. Returns where
   the last piece's page ends. */
RAWMAP_I_INLINE uintptr_t rawmap_i_cache_write(uintptr_t piece, uintptr_t at, const unsigned char *from, size_t length,
                                               size_t stamp)
{
    for (;;) {
        const uintptr_t border = rawmap_i_cache_border(piece);
        const size_t here = length < border - at ? length : border - at;
        rawmap_i_cache_put(at, from, here);
        rawmap_i_release();
        rawmap_i_write_word(rawmap_i_cache_word(piece + RAWMAP_I_CACHE_WORD), stamp);
        from += here;
        length -= here;
        if (length == 0)
            return border;
        piece = border;
        rawmap_i_write_word(rawmap_i_cache_word(piece), stamp);
        rawmap_i_release();
        at = piece + 2 * RAWMAP_I_CACHE_WORD;
    }
}
RAWMAP_I_APART
uintptr_t rawmap_i_cache_store_pieces(uintptr_t piece, const unsigned char *from, size_t length, size_t stamp)
{
    return rawmap_i_cache_write(piece, piece + 3 * RAWMAP_I_CACHE_WORD, from, length, stamp);
}

/* One look at a value. The stamp after is read before the bytes, the stamp before after them: both the same, and every
   byte was there all the time. */
RAWMAP_I_INLINE rawmap_size rawmap_i_cache_look(uintptr_t at, unsigned char *to, size_t room)
{
    const size_t stamp = rawmap_i_read_word(rawmap_i_cache_word(at + RAWMAP_I_CACHE_WORD));
    uintptr_t piece = at;
    size_t after = stamp;
    rawmap_status fits = RAWMAP_OK;
    rawmap_size value;
    size_t left;
    rawmap_i_acquire();
    left = rawmap_i_read_word(rawmap_i_cache_word(at + 2 * RAWMAP_I_CACHE_WORD));
    at += 3 * RAWMAP_I_CACHE_WORD;
    value.bytes = left;
    if (left > room) {
        fits = RAWMAP_CACHE_ROOM_TOO_SMALL;
        left = 0;
    }
    for (;;) {
        const uintptr_t border = rawmap_i_cache_border(piece);
        const size_t here = left < border - at ? left : border - at;
        rawmap_i_cache_take(at, to, here);
        to += here;
        left -= here;
        rawmap_i_acquire();
        value.status = rawmap_i_cache_whole(rawmap_i_read_word(rawmap_i_cache_word(piece)), after, stamp);
        if (value.status != RAWMAP_OK || left == 0)
            break;
        piece = border;
        after = rawmap_i_read_word(rawmap_i_cache_word(piece + RAWMAP_I_CACHE_WORD));
        rawmap_i_acquire();
        at = piece + 2 * RAWMAP_I_CACHE_WORD;
    }
    if (value.status == RAWMAP_OK)
        value.status = fits;
    if (value.status != RAWMAP_OK)
        value.bytes = 0;
    return value;
}

/* A value of several pieces, or one that was not there, or not whole, at the first look. */
RAWMAP_I_APART
rawmap_size rawmap_i_cache_fetch_pieces(uintptr_t at, unsigned char *to, size_t room)
{
    unsigned looks = 16;
    rawmap_size fetched;
    do {
        fetched = rawmap_i_cache_look(at, to, room);
        looks--;
    } while (fetched.status == RAWMAP_CACHE_BUSY && looks != 0);
    return fetched;
}

#endif

RAWMAP_I_END

#endif

#endif
