/* SPDX-License-Identifier: MIT */
/* Strings and numbers. Compilers make calls of the first four from loops and initialisers, also without a libc; the
   volatile keeps them from making them out of these very loops. */
#include "tool.h"

void *memset(void *to, int byte, size_t length)
{
    volatile unsigned char *target = to;
    while (length--)
        *target++ = (unsigned char)byte;
    return to;
}

void *memmove(void *to, const void *from, size_t length)
{
    volatile unsigned char *target = to;
    const unsigned char *source = from;
    if ((uintptr_t)to > (uintptr_t)from)
        while (length--)
            target[length] = source[length];
    else
        while (length--)
            *target++ = *source++;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
    volatile unsigned char *target = to;
    const unsigned char *source = from;
    while (length--)
        *target++ = *source++;
    return to;
}

int memcmp(const void *one, const void *other, size_t length)
{
    const volatile unsigned char *a = one, *b = other;
    for (; length--; a++, b++)
        if (*a != *b)
            return *a < *b ? -1 : 1;
    return 0;
}

size_t length_of(const char *text)
{
    const volatile char *end = text;
    while (*end)
        end++;
    return (size_t)(end - text);
}

bool same(const char *one, const char *other)
{
    while (*one && *one == *other)
        one++, other++;
    return *one == *other;
}

bool starts(const char *text, const char *with)
{
    while (*with && *text == *with)
        text++, with++;
    return !*with;
}

void append(char *text, unsigned *used, size_t room, const char *more)
{
    while (*more && *used + 1 < room)
        text[(*used)++] = *more++;
    text[*used] = 0;
}

/* No division: some 32-bit processors have it only as a library call. Ten digits hold what is printed here. */
void append_number(char *text, unsigned *used, size_t room, unsigned long number)
{
    static const unsigned long tens[] = {1000000000, 100000000, 10000000, 1000000, 100000, 10000, 1000, 100, 10, 1};
    bool begun = false;
    for (unsigned i = 0; i < sizeof tens / sizeof tens[0]; i++) {
        char digit[2] = "0";
        while (number >= tens[i] && digit[0] < '9')
            number -= tens[i], digit[0]++;
        begun = begun || digit[0] != '0' || tens[i] == 1;
        if (begun)
            append(text, used, room, digit);
    }
}

void append_size(char *text, unsigned *used, size_t room, unsigned shift)
{
    static const char units[][3] = {"b", "kb", "mb", "gb", "tb"};
    unsigned unit = 0;
    for (; shift >= 10 && unit < 4; shift -= 10)
        unit++;
    append_number(text, used, room, 1ul << shift);
    append(text, used, room, units[unit]);
}
