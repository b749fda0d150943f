/* SPDX-License-Identifier: MIT */
/* rawmap/core/words.h: words that one thread writes while others read them. Inside the library.

   A word is read and written whole on every architecture. Where compilers would call a library for it (arch/ says
   RAWMAP_PLAIN_WORDS) a volatile access is the same instruction. */
#ifndef RAWMAP_CORE_WORDS_H
#define RAWMAP_CORE_WORDS_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

RAWMAP_I_INLINE size_t rawmap_i_read_word(const size_t *word)
{
#ifdef RAWMAP_PLAIN_WORDS
    return *RAWMAP_I_CAST(const volatile size_t *, word);
#else
    return __atomic_load_n(word, __ATOMIC_RELAXED);
#endif
}

RAWMAP_I_INLINE void rawmap_i_write_word(size_t *word, size_t value)
{
#ifdef RAWMAP_PLAIN_WORDS
    *RAWMAP_I_CAST(volatile size_t *, word) = value;
#else
    __atomic_store_n(word, value, __ATOMIC_RELAXED);
#endif
}

/* What was read before stays before; what was written before stays before. */
RAWMAP_I_INLINE void rawmap_i_acquire(void)
{
#ifdef RAWMAP_FENCE
    RAWMAP_FENCE();
#else
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
#endif
}

RAWMAP_I_INLINE void rawmap_i_release(void)
{
#ifdef RAWMAP_FENCE
    RAWMAP_FENCE();
#else
    __atomic_thread_fence(__ATOMIC_RELEASE);
#endif
}

/* A word of the caller's own, at any address. */
typedef struct __attribute__((__packed__, __may_alias__)) rawmap_i_loose_word {
    size_t word;
} rawmap_i_loose_word;

/* A word's first bytes, one by one (volatile: a compiler may make a call of memcpy from such a loop). */
RAWMAP_I_INLINE size_t rawmap_i_pack_word(const volatile unsigned char *from, size_t length)
{
    size_t word = 0;
    size_t i;
    for (i = 0; i < length; i++)
        word |= RAWMAP_I_CAST(size_t, from[i]) << i * 8;
    return word;
}
RAWMAP_I_INLINE void rawmap_i_unpack_word(size_t word, volatile unsigned char *to, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++)
        to[i] = RAWMAP_I_CAST(unsigned char, word >> i * 8 & 0xff);
}

RAWMAP_I_END

#endif

#endif
