/* SPDX-License-Identifier: MIT */
/* A call as people write it in C: by what each of its words is. */
#include "trace.h"

enum { SHOWN_NAME = 64 };

/* The name that a call points to, as far as it can be read. */
static void put_string(struct line *line, const struct tracee *tracee, uint64_t address)
{
    char text[SHOWN_NAME + 1];
    const struct {
        uintptr_t at;
        size_t length;
    } here = {(uintptr_t)text, SHOWN_NAME}, there = {(uintptr_t)address, SHOWN_NAME};
    rawmap_word got =
        rawmap_syscall6(RAWMAP_NR_process_vm_readv, tracee->thread, word_of(&here), 1, word_of(&there), 1, 0);
    if (got <= 0) { /* it may end right before what cannot be read: byte by byte */
        put_hex(line, address);
        return;
    }
    text[got] = 0;
    put_quoted(line, text);
    if ((rawmap_word)length_of(text) == SHOWN_NAME)
        put(line, "...");
}

static void put_word(struct line *line, const struct tracee *tracee, char letter, rawmap_word word)
{
    const uint64_t value =
        sizeof(rawmap_word) < 8 || tracee->call.other_abi ? (uint64_t)(uint32_t)word : (uint64_t)word;
    if ((letter == 'a' || letter == 'p' || letter == 's') && value == 0)
        put(line, "NULL");
    else if (letter == 's')
        put_string(line, tracee, value);
    else if (letter == 'f' || letter == 'i')
        put_signed(line, (int)value);
    else if (letter == 'l')
        put_size(line, value);
    else if (letter == 'u')
        put_number(line, value);
    else if (letter == 'o' || letter == 'x')
        value < 10 ? put_number(line, value) : put_hex(line, value);
    else if (letter == 'a' || letter == 'p')
        put_hex(line, value);
    else
        put_named(line, letter, value);
}

static bool is_taken(const struct call *call, unsigned word)
{
    if (call->which == CALL_mremap && word == 4)
        return (call->words[3] & (RAWMAP_LINUX_MREMAP_FIXED | RAWMAP_LINUX_MREMAP_DONTUNMAP)) != 0;
    return true;
}

void put_call(struct line *line, const struct tracee *tracee)
{
    const struct call *call = &tracee->call;
    const char *letters = call_letters(call->which);
    unsigned i;
    put(line, call->which == CALL_mmap2 ? "mmap" : call_name(call->which));
    put(line, "(");
    for (i = 0; letters[i] && is_taken(call, i); i++) {
        if (i)
            put(line, ", ");
        put_word(line, tracee, letters[i], call->words[i]);
    }
    put(line, ")");
}
