/* SPDX-License-Identifier: MIT */
/* The unwind table of an object, .eh_frame, found by its sorted index, .eh_frame_hdr, where linkers and loaders put both: in
   the memory of the process. What is written in a way that compilers do not write it for these ABIs is not read at all. */
#include "callers.h"

enum { RELATIVE_TO_PLACE = 0x10, RELATIVE_TO_TABLE = 0x30, SIGNED_4 = 0x0b, UNSIGNED_4 = 0x03, MOST_ENTRY = 2500 };

bool read_there(int process, uint64_t address, void *to, size_t length)
{
    const struct {
        uintptr_t at;
        size_t length;
    } here = {(uintptr_t)to, length}, there = {(uintptr_t)address, length};
    return rawmap_syscall6(RAWMAP_NR_process_vm_readv, process, word_of(&here), 1, word_of(&there), 1, 0) ==
           (rawmap_word)length;
}

bool read_unsigned(const unsigned char **at, const unsigned char *end, uint64_t *value)
{
    unsigned shift = 0;
    *value = 0;
    while (*at < end && shift < 63) {
        const unsigned char byte = *(*at)++;
        *value |= (uint64_t)(byte & 127) << shift;
        shift += 7;
        if (byte < 128)
            return true;
    }
    return false;
}

bool read_signed(const unsigned char **at, const unsigned char *end, int64_t *value)
{
    const unsigned char *start = *at;
    uint64_t bits;
    unsigned shift;
    if (!read_unsigned(at, end, &bits))
        return false;
    shift = 7 * (unsigned)(*at - start);
    if ((*at)[-1] & 64)
        bits |= ~(uint64_t)0 << shift;
    *value = (int64_t)bits;
    return true;
}

static uint64_t sign_extended(uint32_t word)
{
    return (uint64_t)(int64_t)(int32_t)word;
}

/* The start of the entry for a place, by the index: pairs of start and entry, relative to the index. */
static bool find(int process, uint64_t index, uint64_t place, uint64_t *entry)
{
    struct {
        unsigned char version, table_form, count_form, pair_form;
        uint32_t table, count;
    } head;
    uint32_t pair[2], low = 0, high;
    if (!read_there(process, index, &head, sizeof head) || head.version != 1 || head.count_form != UNSIGNED_4 ||
        head.pair_form != (RELATIVE_TO_TABLE | SIGNED_4))
        return false;
    for (high = head.count; low + 1 < high;) {
        const uint32_t middle = low + (high - low) / 2;
        if (!read_there(process, index + sizeof head + (uint64_t)middle * sizeof pair, pair, sizeof pair))
            return false;
        if (index + sign_extended(pair[0]) <= place)
            low = middle;
        else
            high = middle;
    }
    if (!head.count || !read_there(process, index + sizeof head + (uint64_t)low * sizeof pair, pair, sizeof pair) ||
        index + sign_extended(pair[0]) > place)
        return false;
    *entry = index + sign_extended(pair[1]);
    return true;
}

/* An entry, as long as it says that it is. */
static bool read_entry(int process, uint64_t address, unsigned char *bytes, uint32_t *length)
{
    return read_there(process, address, length, sizeof *length) && *length >= 8 && *length <= MOST_ENTRY &&
           read_there(process, address + 4, bytes, *length);
}

static bool keep(unsigned char *to, unsigned room, unsigned *length, const unsigned char *at, const unsigned char *end)
{
    if (at > end || (size_t)(end - at) > room)
        return false;
    *length = (unsigned)(end - at);
    memcpy(to, at, *length);
    return true;
}

/* What entries have in common. The letters of its form: z sizes stand before what is more, R how addresses are written, L and P
   what exceptions need, S a frame that the kernel made for a signal, B signed with the second key. */
static bool read_common(const unsigned char *bytes, uint32_t length, struct table_entry *entry, unsigned *form,
                        bool *sized)
{
    const unsigned char *at = bytes + 5, *end = bytes + length, *letters = at, *more = NULL;
    uint64_t number;
    if (bytes[4] != 1 && bytes[4] != 3)
        return false;
    while (at < end && *at)
        at++;
    if (at++ >= end || !read_unsigned(&at, end, &entry->code_unit) || !read_signed(&at, end, &entry->data_unit) ||
        at >= end)
        return false;
    if (!read_unsigned(&at, end, &number) || number >= FRAME_REGISTERS)
        return false;
    entry->return_register = (unsigned)number;
    *form = 0;
    *sized = *letters == 'z';
    if (!*sized)
        return !*letters && keep(entry->common, sizeof entry->common, &entry->common_length, at, end);
    if (!read_unsigned(&at, end, &number) || number > (size_t)(end - at))
        return false;
    more = at;
    at += number;
    for (letters++; *letters; letters++) {
        if (*letters == 'R')
            *form = *more++;
        else if (*letters == 'L')
            more++;
        else if (*letters == 'P')
            more += (*more & 7) == 3 ? 5 : (*more & 7) == 4 || (*more & 15) == 0 ? 9 : (*more & 7) == 2 ? 3 : 99;
        else if (*letters != 'B')
            return false;
        if (more > at)
            return false;
    }
    return keep(entry->common, sizeof entry->common, &entry->common_length, at, end);
}

bool entry_of(int process, uint64_t header, uint64_t place, struct table_entry *entry)
{
    static unsigned char bytes[MOST_ENTRY], common[MOST_ENTRY];
    const unsigned char *at;
    uint64_t address, number;
    uint32_t length, common_length, back, words[2];
    unsigned form;
    bool sized;
    if (!find(process, header, place, &address) || !read_entry(process, address, bytes, &length))
        return false;
    memcpy(&back, bytes, sizeof back);
    if (!back || !read_entry(process, address + 4 - back, common, &common_length) ||
        !read_common(common, common_length, entry, &form, &sized) || form != (RELATIVE_TO_PLACE | SIGNED_4) ||
        length < 12)
        return false;
    memcpy(words, bytes + 4, sizeof words);
    entry->start = address + 8 + sign_extended(words[0]);
    if (place < entry->start || place - entry->start >= words[1])
        return false;
    at = bytes + 12;
    if (sized) {
        if (!read_unsigned(&at, bytes + length, &number) || number > (size_t)(bytes + length - at))
            return false;
        at += number;
    }
    return keep(entry->own, sizeof entry->own, &entry->own_length, at, bytes + length);
}
