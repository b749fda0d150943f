/* SPDX-License-Identifier: MIT */
/* The function that a place in an ELF file lies in, by its table of symbols, or by that of its dynamic ones. Files of this
   machine's byte order, of 32 and 64 bits. */
#include "trace.h"

/* Where the fields of ELF's structures are: in files of 32 bits, of 64. */
struct layout {
    unsigned segments_at, segment_count_at, sections_at, section_count_at, segment_bytes, section_bytes, symbol_bytes;
    unsigned segment_offset, segment_address, segment_length, section_offset, section_length, section_link;
    unsigned symbol_value, symbol_length, symbol_info, symbol_section, word;
};
static const struct layout layouts[2] = {
    {28, 44, 32, 48, 32, 40, 16, 4, 8, 16, 16, 20, 24, 4, 8, 12, 14, 4},
    {32, 56, 40, 60, 56, 64, 24, 8, 16, 32, 24, 32, 40, 8, 16, 4, 6, 8},
};
enum {
    LOADED = 1,
    SYMBOLS = 2,
    DYNAMIC_SYMBOLS = 11,
    FUNCTION = 2,
    CHOSEN_FUNCTION = 10,
    MOST_SECTIONS = 4096,
    MOST_NAMES = 4
};

static bool read_at(int file, uint64_t offset, void *to, size_t length)
{
    return file_seek(file, (size_t)offset) &&
           rawmap_syscall3(RAWMAP_NR_read, file, word_of(to), (rawmap_word)length) == (rawmap_word)length;
}

static uint64_t field(const unsigned char *from, unsigned length)
{
    uint64_t eight;
    unsigned four;
    unsigned short two;
    if (length == 8)
        return memcpy(&eight, from, 8), eight;
    if (length == 4)
        return memcpy(&four, from, 4), four;
    return memcpy(&two, from, 2), two;
}

/* The address that the object itself gives to a place in its file. */
static bool address_in_object(int file, const struct layout *is, const unsigned char *head, uint64_t *address)
{
    const uint64_t offset = *address;
    unsigned count = (unsigned)field(head + is->segment_count_at, 2), i;
    for (i = 0; i < count; i++) {
        unsigned char segment[56];
        if (!read_at(file, field(head + is->segments_at, is->word) + (uint64_t)i * is->segment_bytes, segment,
                     is->segment_bytes))
            return false;
        const uint64_t start = field(segment + is->segment_offset, is->word);
        if (field(segment, 4) == LOADED && offset >= start &&
            offset - start < field(segment + is->segment_length, is->word)) {
            *address = offset - start + field(segment + is->segment_address, is->word);
            return true;
        }
    }
    return false;
}

/* The symbols that hold the address, in one table: the places of their names among the names; how many they are. */
static unsigned search(int file, const struct layout *is, const unsigned char *section, uint64_t address,
                       unsigned *found, uint64_t *into)
{
    static unsigned char many[24 * 512];
    uint64_t offset = field(section + is->section_offset, is->word);
    uint64_t left = field(section + is->section_length, is->word);
    unsigned count = 0;
    while (left >= is->symbol_bytes) {
        unsigned length = 512 * is->symbol_bytes, i;
        if (left < length)
            for (length = 0; length + is->symbol_bytes <= left;)
                length += is->symbol_bytes;
        if (!read_at(file, offset, many, length))
            return 0;
        for (i = 0; i < length; i += is->symbol_bytes) {
            const unsigned char *symbol = many + i;
            const unsigned sort = symbol[is->symbol_info] & 15u;
            const uint64_t value = field(symbol + is->symbol_value, is->word);
            if ((sort == FUNCTION || sort == CHOSEN_FUNCTION) && field(symbol + is->symbol_section, 2) != 0 &&
                address >= value && address - value < field(symbol + is->symbol_length, is->word) &&
                count < MOST_NAMES) {
                found[count++] = (unsigned)field(symbol, 4);
                *into = address - value;
            }
        }
        offset += length;
        left -= length;
    }
    return count;
}

static bool read_name(int file, uint64_t at_byte, char *name, size_t room)
{
    rawmap_word got;
    if (!file_seek(file, (size_t)at_byte))
        return false;
    got = rawmap_syscall3(RAWMAP_NR_read, file, word_of(name), (rawmap_word)(room - 1));
    name[got > 0 ? got : 0] = 0;
    return name[0] != 0;
}

/* A function may have several names, such as __mmap and mmap64: the plainest one is for people. */
static bool is_plainer(const char *name, const char *than)
{
    while (*name == '_' && *than == '_')
        name++, than++;
    return *name == '_' || *than == '_' ? *name != '_' : length_of(name) < length_of(than);
}

static bool name_in(int file, const struct layout *is, const unsigned char *head, const unsigned char *table,
                    uint64_t address, struct place *place)
{
    unsigned char names[64];
    unsigned found[MOST_NAMES], i;
    const unsigned count = search(file, is, table, address, found, &place->into);
    const uint64_t sections = field(head + is->sections_at, is->word);
    const uint64_t link = field(table + is->section_link, 4);
    if (!count || !read_at(file, sections + link * is->section_bytes, names, is->section_bytes))
        return false;
    for (i = 0; i < count; i++) {
        char name[sizeof place->symbol];
        if (read_name(file, field(names + is->section_offset, is->word) + found[i], name, sizeof name) &&
            (!place->symbol[0] || is_plainer(name, place->symbol)))
            memcpy(place->symbol, name, sizeof name);
    }
    return place->symbol[0] != 0;
}

void symbol_of(int file, struct place *place)
{
    unsigned char head[64], section[64];
    const unsigned short one = 1;
    const struct layout *is;
    uint64_t address = place->offset;
    unsigned count, sort, i;
    if (!read_at(file, 0, head, sizeof head) || memcmp(head, "\177ELF", 4) != 0 || head[4] < 1 || head[4] > 2 ||
        head[5] != (*(const unsigned char *)&one ? 1 : 2))
        return;
    is = &layouts[head[4] - 1];
    count = (unsigned)field(head + is->section_count_at, 2);
    if (count > MOST_SECTIONS || !address_in_object(file, is, head, &address))
        return;
    for (sort = SYMBOLS; sort <= DYNAMIC_SYMBOLS; sort += DYNAMIC_SYMBOLS - SYMBOLS)
        for (i = 0; i < count; i++)
            if (read_at(file, field(head + is->sections_at, is->word) + (uint64_t)i * is->section_bytes, section,
                        is->section_bytes) &&
                field(section + 4, 4) == sort && name_in(file, is, head, section, address, place))
                return;
}
