/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_plain.h: calls that some ABIs make through another: those of System V by ipc, mmap by a block of its
   words in memory. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_PLAIN_H
#define RAWMAP_EXPLAIN_INNER_PLAIN_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "explanation.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_judged.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* A call by its own number and words. */
typedef struct rawmap_i_plain {
    unsigned number;
    rawmap_word words[6];
    bool seen; /* false: its words lie in memory, which is not to be read */
} rawmap_i_plain;

RAWMAP_I_LOCAL void rawmap_i_plain_word(rawmap_i_plain *plain, rawmap_word a, rawmap_word b, rawmap_word c)
{
    plain->words[0] = a;
    plain->words[1] = b;
    plain->words[2] = c;
}

/* ipc: what is wanted, and of which version, in its first word; the address in the fifth. */
RAWMAP_I_LOCAL void rawmap_i_plain_of(rawmap_i_plain *plain, unsigned number, const rawmap_word words[6], bool readable)
{
    plain->number = number;
    plain->seen = true;
    rawmap_i_copy_words(plain->words, words);
#ifdef RAWMAP_NR_ipc
    if (number == RAWMAP_NR_ipc && RAWMAP_I_BITS_OF(words[0]) == 23) {
        plain->number = RAWMAP_NR_shmget;
        rawmap_i_plain_word(plain, words[1], words[2], words[3]);
    } else if (number == RAWMAP_NR_ipc && RAWMAP_I_BITS_OF(words[0]) == 21) {
        plain->number = RAWMAP_NR_shmat;
        rawmap_i_plain_word(plain, words[1], words[4], words[2]);
    } else if (number == RAWMAP_NR_ipc && RAWMAP_I_BITS_OF(words[0]) == 22) {
        plain->number = RAWMAP_NR_shmdt;
        rawmap_i_plain_word(plain, words[4], 0, 0);
    } else if (number == RAWMAP_NR_ipc && RAWMAP_I_BITS_OF(words[0]) == 24) {
        plain->number = RAWMAP_NR_shmctl;
        rawmap_i_plain_word(plain, words[1], words[2], words[4]);
    }
#endif
#ifdef RAWMAP_MMAP_BLOCK
    if (number == RAWMAP_NR_mmap) {
        const rawmap_word *const block = RAWMAP_I_CAST(
            const rawmap_word *, RAWMAP_I_CAST(const void *, RAWMAP_I_POINTER(RAWMAP_I_ADDRESS_OF(words[0]))));
        plain->seen = readable;
        if (readable)
            rawmap_i_copy_words(plain->words, block);
    }
#endif
    (void)readable;
}

#endif

RAWMAP_I_END

#endif

#endif
