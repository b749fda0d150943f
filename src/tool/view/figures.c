/* SPDX-License-Identifier: MIT */
/* 64-bit numbers, to read and to print. No division and no multiplication: some 32-bit processors have them only as library
   calls. */
#include "view.h"

void append_u64(char *text, unsigned *used, size_t room, uint64_t number)
{
    unsigned length = 0;
    uint64_t power = 1;
    while (length < 19 && number >= (power << 3) + (power << 1)) {
        power = (power << 3) + (power << 1);
        length++;
    }
    /* The powers again, from the largest down, each made anew from 1. */
    for (;; length--) {
        char digit[2] = "0";
        unsigned i;
        power = 1;
        for (i = 0; i < length; i++)
            power = (power << 3) + (power << 1);
        for (; number >= power; number -= power)
            digit[0]++;
        append(text, used, room, digit);
        if (length == 0)
            break;
    }
}

unsigned digits_of(uint64_t address)
{
    unsigned digits = 1;
    while ((address >>= 4) != 0)
        digits++;
    return digits;
}

void append_hex(char *text, unsigned *used, size_t room, uint64_t number, unsigned digits)
{
    static const char letters[] = "0123456789abcdef";
    const uint32_t halves[2] = {(uint32_t)(number >> 32), (uint32_t)number};
    unsigned i = digits_of(number);
    if (i < digits)
        i = digits;
    while (i-- > 0) {
        const char letter[2] = {letters[i < 16 ? halves[i < 8] >> ((i & 7) << 2) & 15 : 0], 0};
        append(text, used, room, letter);
    }
}

void append_amount(char *text, unsigned *used, size_t room, uint64_t bytes)
{
    static const char units[][2] = {"", "K", "M", "G", "T", "P", "E"};
    unsigned unit = 0, rest = 0;
    bool more = false;
    if (bytes == NOT_KNOWN || bytes == NO_LIMIT) {
        append(text, used, room, bytes == NO_LIMIT ? "none" : "?");
        return;
    }
    while (bytes >= 1024) {
        more = more || rest != 0;
        rest = (unsigned)bytes & 1023;
        bytes >>= 10;
        unit++;
    }
    append_u64(text, used, room, bytes);
    if (rest != 0 || more) {
        const char digit[] = {'.', (char)('0' + (rest * 10 >> 10)), 0};
        append(text, used, room, digit);
    }
    append(text, used, room, units[unit]);
}

void out_u64(uint64_t number)
{
    char text[24];
    unsigned used = 0;
    append_u64(text, &used, sizeof text, number);
    out(text);
}

void out_hex(uint64_t number, unsigned digits)
{
    char text[24];
    unsigned used = 0;
    append_hex(text, &used, sizeof text, number, digits);
    out(text);
}

void out_right(const char *text, unsigned width)
{
    size_t length = length_of(text);
    for (; length < width; length++)
        out(" ");
    out(text);
}

void out_amount(uint64_t bytes, unsigned width)
{
    char text[32];
    unsigned used = 0;
    text[0] = 0;
    append_amount(text, &used, sizeof text, bytes);
    out_right(text, width);
}

unsigned percent_of(uint64_t used, uint64_t allowed)
{
    uint32_t hundredfold, whole;
    unsigned percent = 0;
    if (allowed == 0)
        return used == 0 ? 100 : 999;
    while (allowed > 0xffffff) {
        allowed >>= 1;
        used >>= 1;
    }
    if (used > 0xffffff)
        return 999;
    whole = (uint32_t)allowed;
    hundredfold = (uint32_t)used;
    hundredfold = (hundredfold << 6) + (hundredfold << 5) + (hundredfold << 2);
    for (; hundredfold >= whole && percent < 999; hundredfold -= whole)
        percent++;
    return percent;
}

uint64_t saturating_times(uint64_t number, uint64_t power_of_two)
{
    if (number == NOT_KNOWN)
        return number;
    for (; power_of_two > 1; power_of_two >>= 1) {
        if (number >> 63)
            return NO_LIMIT;
        number += number;
    }
    return number;
}

bool read_hex(const char **text, uint64_t *number)
{
    unsigned digits = 0;
    *number = 0;
    for (;; (*text)++) {
        const char letter = **text;
        unsigned digit;
        if (letter >= '0' && letter <= '9')
            digit = (unsigned)(letter - '0');
        else if (letter >= 'a' && letter <= 'f')
            digit = (unsigned)(letter - 'a' + 10);
        else if (letter >= 'A' && letter <= 'F')
            digit = (unsigned)(letter - 'A' + 10);
        else
            return digits != 0 && digits <= 16;
        *number = *number << 4 | digit;
        digits++;
    }
}

/* One that is too large is the largest, not another. */
bool read_decimal(const char **text, uint64_t *number)
{
    unsigned digits = 0;
    bool over = false;
    *number = 0;
    for (; **text >= '0' && **text <= '9'; (*text)++, digits++) {
        const uint64_t before = *number;
        over = over || before > 0x1999999999999998u;
        *number = (before << 3) + (before << 1) + (unsigned)(**text - '0');
    }
    if (over)
        *number = NO_LIMIT;
    return digits != 0;
}
