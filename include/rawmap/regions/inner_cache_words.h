/* SPDX-License-Identifier: MIT */
/* rawmap/regions/inner_cache_words.h: a value's bytes, put into words that others may read meanwhile, and taken out of
   words that another may write. Inside the library; programs use cache.h. */
#ifndef RAWMAP_REGIONS_INNER_CACHE_WORDS_H
#define RAWMAP_REGIONS_INNER_CACHE_WORDS_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/words.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#define RAWMAP_I_CACHE_WORD sizeof(size_t)

#if defined __SANITIZE_THREAD__ || defined __SANITIZE_ADDRESS__
#define RAWMAP_I_SANITIZED 1
#elif defined __has_feature
#if __has_feature(__thread_sanitizer__) || __has_feature(__address_sanitizer__) || __has_feature(__memory_sanitizer__)
#define RAWMAP_I_SANITIZED 1
#endif
#endif
#ifndef RAWMAP_I_SANITIZED
#define RAWMAP_I_SANITIZED 0
#endif

RAWMAP_I_INLINE size_t *rawmap_i_cache_word(uintptr_t address)
{
    return RAWMAP_I_CAST(size_t *, RAWMAP_I_POINTER(address));
}

/* One word, the number of it counted from the two addresses. */
RAWMAP_I_INLINE void rawmap_i_cache_put_word(uintptr_t at, const unsigned char *from, size_t number)
{
    const rawmap_i_loose_word *const words =
        RAWMAP_I_CAST(const rawmap_i_loose_word *, RAWMAP_I_CAST(const void *, from));
    rawmap_i_write_word(rawmap_i_cache_word(at) + number, words[number].word);
}
RAWMAP_I_INLINE void rawmap_i_cache_take_word(uintptr_t at, unsigned char *to, size_t number)
{
    rawmap_i_loose_word *const words = RAWMAP_I_CAST(rawmap_i_loose_word *, RAWMAP_I_CAST(void *, to));
    words[number].word = rawmap_i_read_word(rawmap_i_cache_word(at) + number);
}

/* 64 bytes: one word in each turn of a loop costs twice as much, or three times. Where an architecture copies them at
   once, a word may be torn while another thread writes it; then its stamps differ, and it is not used. What watches
   each access (a sanitizer) sees words. */
#if defined RAWMAP_COPY_64 && !RAWMAP_I_SANITIZED
RAWMAP_I_INLINE void rawmap_i_cache_put_64(uintptr_t at, const unsigned char *from)
{
    RAWMAP_COPY_64(at, from);
}
RAWMAP_I_INLINE void rawmap_i_cache_take_64(uintptr_t at, unsigned char *to)
{
    RAWMAP_COPY_64(to, at);
}
#else
/* Eight words, four where they are short and twice. */
RAWMAP_I_INLINE void rawmap_i_cache_put_64(uintptr_t at, const unsigned char *from)
{
    size_t number;
    for (number = 0; number < 64 / RAWMAP_I_CACHE_WORD; number += 8) {
        rawmap_i_cache_put_word(at, from, number);
        rawmap_i_cache_put_word(at, from, number + 1);
        rawmap_i_cache_put_word(at, from, number + 2);
        rawmap_i_cache_put_word(at, from, number + 3);
        rawmap_i_cache_put_word(at, from, number + 4);
        rawmap_i_cache_put_word(at, from, number + 5);
        rawmap_i_cache_put_word(at, from, number + 6);
        rawmap_i_cache_put_word(at, from, number + 7);
    }
}
RAWMAP_I_INLINE void rawmap_i_cache_take_64(uintptr_t at, unsigned char *to)
{
    size_t number;
    for (number = 0; number < 64 / RAWMAP_I_CACHE_WORD; number += 8) {
        rawmap_i_cache_take_word(at, to, number);
        rawmap_i_cache_take_word(at, to, number + 1);
        rawmap_i_cache_take_word(at, to, number + 2);
        rawmap_i_cache_take_word(at, to, number + 3);
        rawmap_i_cache_take_word(at, to, number + 4);
        rawmap_i_cache_take_word(at, to, number + 5);
        rawmap_i_cache_take_word(at, to, number + 6);
        rawmap_i_cache_take_word(at, to, number + 7);
    }
}
#endif

RAWMAP_I_INLINE void rawmap_i_cache_put(uintptr_t at, const unsigned char *from, size_t length)
{
    for (; length >= 64; length -= 64) {
        rawmap_i_cache_put_64(at, from);
        at += 64;
        from += 64;
    }
    for (; length >= RAWMAP_I_CACHE_WORD; length -= RAWMAP_I_CACHE_WORD) {
        rawmap_i_cache_put_word(at, from, 0);
        at += RAWMAP_I_CACHE_WORD;
        from += RAWMAP_I_CACHE_WORD;
    }
    if (length != 0)
        rawmap_i_write_word(rawmap_i_cache_word(at), rawmap_i_pack_word(from, length));
}

RAWMAP_I_INLINE void rawmap_i_cache_take(uintptr_t at, unsigned char *to, size_t length)
{
    for (; length >= 64; length -= 64) {
        rawmap_i_cache_take_64(at, to);
        at += 64;
        to += 64;
    }
    for (; length >= RAWMAP_I_CACHE_WORD; length -= RAWMAP_I_CACHE_WORD) {
        rawmap_i_cache_take_word(at, to, 0);
        at += RAWMAP_I_CACHE_WORD;
        to += RAWMAP_I_CACHE_WORD;
    }
    if (length != 0)
        rawmap_i_unpack_word(rawmap_i_read_word(rawmap_i_cache_word(at)), to, length);
}

RAWMAP_I_END

#endif

#endif
