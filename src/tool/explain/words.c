/* SPDX-License-Identifier: MIT */
/* The words of a call as C spells them: numbers with units, names of constants, MEMORY, and | + - * << ~ ( ) between them.
   Casts and suffixes of numbers are passed over. */
#include "explain.h"

enum { DEEPEST = 16 };

static bool wrong(struct reader *reader, const char *what, const char *of, size_t length)
{
    unsigned used = 0;
    append(reader->wrong, &used, reader->room, what);
    for (; length && *of; length--, of++) {
        const char letter[2] = {*of, 0};
        append(reader->wrong, &used, reader->room, letter);
    }
    return false;
}

static void skip_blanks(struct reader *reader)
{
    while (*reader->at == ' ' || *reader->at == '\t')
        reader->at++;
}

static bool is_letter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

static size_t length_of_name(const char *at)
{
    size_t length = 0;
    while (is_letter(at[length]) || is_digit(at[length]))
        length++;
    return length;
}

static int digit_of(char letter, unsigned base)
{
    const int digit = is_digit(letter)                 ? letter - '0'
                      : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
                      : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10
                                                       : 99;
    return digit < (int)base ? digit : -1;
}

/* KiB, MiB, ..., or their first letter: by which power of two; 0 and a length of 0 where it is none. */
static unsigned unit_at(const char *at, size_t *length)
{
    static const char units[] = "KMGTPE";
    unsigned i;
    *length = length_of_name(at);
    for (i = 0; units[i]; i++)
        if (*at == units[i] && (*length == 1 || (*length == 3 && at[1] == 'i' && at[2] == 'B')))
            return 10 * (i + 1);
    *length = *length == 5 && starts(at, "bytes") ? 5 : 0;
    return 0;
}

static bool number_here(struct reader *reader, uint64_t *value)
{
    const char *start = reader->at;
    const unsigned base = *start != '0' ? 10 : start[1] == 'x' || start[1] == 'X' ? 16 : 8;
    unsigned shift;
    size_t length;
    *value = 0;
    reader->at += base == 16 ? 2 : 0;
    for (; digit_of(*reader->at, base) >= 0; reader->at++) {
        const uint64_t before = *value;
        uint64_t sum = base == 10 ? (before << 3) + (before << 1) : before << (base == 16 ? 4 : 3);
        sum += (uint64_t)digit_of(*reader->at, base);
        if (before >> 60 && (base != 10 || before > 0x1999999999999999u || sum < before))
            return wrong(reader, "too large a number: ", start, length_of(start));
        *value = sum;
    }
    while (*reader->at == 'u' || *reader->at == 'U' || *reader->at == 'l' || *reader->at == 'L')
        reader->at++;
    if (*reader->at == ' ' && unit_at(reader->at + 1, &length) + length)
        reader->at++;
    for (shift = unit_at(reader->at, &length); shift; shift--) {
        if (*value >> 63)
            return wrong(reader, "too large a number: ", start, length_of(start));
        *value <<= 1;
    }
    reader->at += length;
    reader->met_number = reader->met_number || *value != 0;
    if (is_letter(*reader->at) || is_digit(*reader->at))
        return wrong(reader, "no number (units are KiB, MiB, GiB, TiB, or K, M, G, T): ", start, length_of(start));
    return true;
}

static bool name_here(struct reader *reader, uint64_t *value)
{
    const size_t length = length_of_name(reader->at);
    const char *name = reader->at;
    char family = 0;
    int found;
    reader->at += length;
    *value = 0;
    if (length == 4 && starts(name, "NULL"))
        return true;
    if (length == 6 && starts(name, "MEMORY")) {
        reader->met_memory = true;
        *value = reader->memory;
        return true;
    }
    found = constant_named(name, length, &family, value);
    if (found == NAME_LACKING)
        return wrong(reader, "this architecture has no ", name, length);
    if (found == NAME_NONE)
        return wrong(reader, "no such constant: ", name, length);
    if (family && reader->letter >= 'A' && reader->letter <= 'Z' && family != reader->letter) {
        unsigned used = (unsigned)length_of(reader->note);
        append(reader->note, &used, ROOM_FOR_NOTE, used ? ", " : "of another kind of word: ");
        for (; name < reader->at; name++) {
            const char letter[2] = {*name, 0};
            append(reader->note, &used, ROOM_FOR_NOTE, letter);
        }
    }
    return true;
}

static bool is_cast(const char *at)
{
    static const char types[][10] = {"void", "char",  "size_t",    "unsigned", "long",
                                     "int",  "off_t", "uintptr_t", "uint64_t"};
    const size_t length = length_of_name(at);
    unsigned i;
    for (i = 0; i < sizeof types / sizeof types[0]; i++)
        if (length == length_of(types[i]) && starts(at, types[i]))
            return true;
    return false;
}

/* What was read and waits for what comes behind it: operators, '_' for a minus of one number, and ( . */
struct waiting {
    uint64_t values[DEEPEST + 1];
    char signs[DEEPEST];
    unsigned numbers, number_of_signs;
};

/* 32-bit processors have no such multiplication. */
static uint64_t product(uint64_t one, uint64_t other)
{
    uint64_t sum = 0;
    for (; other; other >>= 1, one <<= 1)
        sum += other & 1 ? one : 0;
    return sum;
}

static uint64_t shifted(uint64_t value, uint64_t by)
{
    for (by = by < 64 ? by : 64; by; by--)
        value <<= 1;
    return value;
}

/* | below <<, that below + -, that below *, all below the operators of one number. A ( holds all that is behind it. */
static unsigned strength(char sign)
{
    return sign == '|'                  ? 1
           : sign == '<'                ? 2
           : sign == '+' || sign == '-' ? 3
           : sign == '*'                ? 4
           : sign == '_' || sign == '~' ? 5
                                        : 0;
}

/* Does all that binds at least as much. */
static void reduce(struct waiting *waiting, unsigned least)
{
    while (waiting->number_of_signs && strength(waiting->signs[waiting->number_of_signs - 1]) >= least) {
        const char sign = waiting->signs[--waiting->number_of_signs];
        uint64_t *const last = &waiting->values[waiting->numbers - 1];
        if (sign == '_' || sign == '~') {
            *last = sign == '_' ? 0 - *last : ~*last;
            continue;
        }
        waiting->numbers--;
        last[-1] = sign == '|'   ? last[-1] | *last
                   : sign == '<' ? shifted(last[-1], *last)
                   : sign == '+' ? last[-1] + *last
                   : sign == '-' ? last[-1] - *last
                                 : product(last[-1], *last);
    }
}

static bool hold(struct waiting *waiting, struct reader *reader, char sign)
{
    if (waiting->number_of_signs == DEEPEST)
        return wrong(reader, "not understood: ", reader->at, length_of(reader->at));
    waiting->signs[waiting->number_of_signs++] = sign;
    reader->at += sign == '<' ? 2 : 1;
    return true;
}

/* A number with what stands before it: casts, which are passed over, signs, and ( . */
static bool read_number(struct waiting *waiting, struct reader *reader)
{
    for (;;) {
        const char *const at = reader->at;
        if (*at == ' ' || *at == '\t') {
            reader->at++;
        } else if (*at == '(' && is_cast(at + 1)) {
            while (*reader->at && *reader->at != ')')
                reader->at++;
            reader->at += *reader->at == ')';
        } else if (*at == '(' || *at == '~' || *at == '-') {
            char sign = *at;
            if (sign == '-')
                sign = '_';
            if (!hold(waiting, reader, sign))
                return false;
        } else if (is_digit(*at)) {
            return number_here(reader, &waiting->values[waiting->numbers++]);
        } else if (is_letter(*at)) {
            return name_here(reader, &waiting->values[waiting->numbers++]);
        } else {
            return wrong(reader, *at ? "not understood: " : "a word ends too early", at, length_of(at));
        }
    }
}

/* Closes each ( that ends here. */
static bool close_all(struct waiting *waiting, struct reader *reader)
{
    for (skip_blanks(reader); *reader->at == ')'; skip_blanks(reader)) {
        reduce(waiting, 1);
        if (!waiting->number_of_signs)
            return wrong(reader, "not understood: ", reader->at, length_of(reader->at));
        waiting->number_of_signs--;
        reader->at++;
    }
    return true;
}

bool read_word(struct reader *reader, uint64_t *value)
{
    struct waiting waiting;
    waiting.numbers = waiting.number_of_signs = 0;
    for (;;) {
        char sign;
        if (!read_number(&waiting, reader) || !close_all(&waiting, reader))
            return false;
        sign = *reader->at;
        if (!sign)
            break;
        if (!strength(sign) || sign == '~' || sign == '_' || (sign == '<' && reader->at[1] != '<')) {
            reduce(&waiting, 1);
            return wrong(reader, waiting.number_of_signs ? "a ) is missing before: " : "not understood: ", reader->at,
                         length_of(reader->at));
        }
        reduce(&waiting, strength(sign));
        if (!hold(&waiting, reader, sign))
            return false;
    }
    reduce(&waiting, 1);
    if (waiting.number_of_signs)
        return wrong(reader, "a ) is missing", reader->at, 0);
    *value = waiting.values[0];
    return true;
}
