/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_case.h: a call that is being explained, and the sentence about it. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_CASE_H
#define RAWMAP_EXPLAIN_INNER_CASE_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/status.h"
#include "../core/text.h"
#include "explanation.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The call, what was found, and the sentence so far. */
typedef struct rawmap_i_case {
    const rawmap_failed_call *call;
    rawmap_explanation *told;
    char *sentence;
    size_t room;
} rawmap_i_case;

/* Word by word: of a whole structure some compilers make a call of memcpy, and of a loop without volatile, too. */
RAWMAP_I_LOCAL void rawmap_i_copy_words(rawmap_word to[6], const rawmap_word from[6])
{
    volatile rawmap_word *const target = to;
    unsigned i;
    for (i = 0; i < 6; i++)
        target[i] = from[i];
}

RAWMAP_I_LOCAL void rawmap_i_copy_call(rawmap_failed_call *to, const rawmap_failed_call *from)
{
    to->process = from->process;
    to->number = from->number;
    rawmap_i_copy_words(to->words, from->words);
    to->error = from->error;
    to->past_filters = from->past_filters;
}

RAWMAP_I_LOCAL void rawmap_i_case_open(rawmap_i_case *one, const rawmap_failed_call *call, rawmap_explanation *told,
                                       char *sentence, size_t room)
{
    one->call = call;
    one->told = told;
    one->sentence = sentence;
    one->room = room;
    if (room != 0)
        sentence[0] = '\0';
}

RAWMAP_I_LOCAL void rawmap_i_say_byte(rawmap_i_case *one, char byte)
{
    if (one->told->length + 1 >= one->room)
        return;
    one->sentence[one->told->length++] = byte;
    one->sentence[one->told->length] = '\0';
}

RAWMAP_I_LOCAL void rawmap_i_say(rawmap_i_case *one, const char *words)
{
    for (; *words != '\0'; words++)
        rawmap_i_say_byte(one, *words);
}

/* By subtraction, and without multiplying: 32-bit compilers call functions for 64 bits of either. */
RAWMAP_I_LOCAL void rawmap_i_say_count(rawmap_i_case *one, uint64_t number)
{
    static const uint64_t powers[] = {10000000000000000000u,
                                      1000000000000000000u,
                                      100000000000000000u,
                                      10000000000000000u,
                                      1000000000000000u,
                                      100000000000000u,
                                      10000000000000u,
                                      1000000000000u,
                                      100000000000u,
                                      10000000000u,
                                      1000000000u,
                                      100000000u,
                                      10000000u,
                                      1000000u,
                                      100000u,
                                      10000u,
                                      1000u,
                                      100u,
                                      10u,
                                      1u};
    bool begun = false;
    size_t i;
    for (i = 0; i < sizeof powers / sizeof powers[0]; i++) {
        char digit = '0';
        for (; number >= powers[i]; number -= powers[i])
            digit++;
        begun = begun || digit != '0' || powers[i] == 1;
        if (begun)
            rawmap_i_say_byte(one, digit);
    }
}

/* "5 bytes", "64 MiB", "1.5 GiB": down to a tenth. */
RAWMAP_I_LOCAL void rawmap_i_say_bytes(rawmap_i_case *one, uint64_t bytes)
{
    static const char units[] = "KMGTPE";
    uint32_t rest = 0;
    unsigned unit = 0;
    if (bytes < 1024) {
        rawmap_i_say_count(one, bytes);
        rawmap_i_say(one, bytes == 1 ? " byte" : " bytes");
        return;
    }
    for (; bytes >= 1024; unit++) {
        rest = RAWMAP_I_CAST(uint32_t, bytes) & 1023u;
        bytes >>= 10;
    }
    rawmap_i_say_count(one, bytes);
    if (rest * 10 >> 10 != 0) {
        rawmap_i_say_byte(one, '.');
        rawmap_i_say_count(one, rest * 10 >> 10);
    }
    rawmap_i_say_byte(one, ' ');
    rawmap_i_say_byte(one, units[unit - 1]);
    rawmap_i_say(one, "iB");
}

RAWMAP_I_LOCAL void rawmap_i_say_address(rawmap_i_case *one, uint64_t address)
{
    const uint32_t halves[2] = {RAWMAP_I_CAST(uint32_t, address >> 32), RAWMAP_I_CAST(uint32_t, address)};
    bool begun = false;
    unsigned at;
    rawmap_i_say(one, "0x");
    for (at = 0; at < 16; at++) {
        const unsigned digit = halves[at >> 3] >> (28 - 4 * (at & 7)) & 15u;
        begun = begun || digit != 0 || at == 15;
        if (begun)
            rawmap_i_say_byte(one, "0123456789abcdef"[digit]);
    }
}

/* Without a sentence of its own, a cause has that of the table. */
RAWMAP_I_LOCAL void rawmap_i_case_close(rawmap_i_case *one)
{
    if (one->told->length == 0)
        rawmap_i_say(one, rawmap_status_text(one->told->cause));
}

/* The size of the huge pages that a call means which names none, as a power of two; 0 where there are none. */
RAWMAP_I_LOCAL unsigned rawmap_i_default_huge_shift(void)
{
    uint64_t kilobytes;
    unsigned shift = 10;
    if (!rawmap_i_proc_number("/proc/meminfo", "Hugepagesize:", &kilobytes) || kilobytes == 0)
        return 0;
    for (; kilobytes > 1; shift++)
        kilobytes >>= 1;
    return shift;
}

#endif

RAWMAP_I_END

#endif

#endif
