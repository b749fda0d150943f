/* SPDX-License-Identifier: MIT */
/* rawmap/core/proc_text.h: numbers in the text files of /proc and /sys, without libc. Inside the library. */
#ifndef RAWMAP_CORE_PROC_TEXT_H
#define RAWMAP_CORE_PROC_TEXT_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

/* Writes a number without an end mark, and answers its length. By subtraction: a division would be a library call where
   the processor has none. */
RAWMAP_I_COLD(core) size_t rawmap_i_decimal(char *to, unsigned number) RAWMAP_I_ONCE(rawmap_i_decimal);
#if RAWMAP_I_DEFINES(core)
RAWMAP_I_COLD(core) size_t rawmap_i_decimal(char *to, unsigned number)
{
    static const unsigned powers[] = {1000000000u, 100000000u, 10000000u, 1000000u, 100000u,
                                      10000u,      1000u,      100u,      10u,      1u};
    size_t length = 0;
    size_t i;
    for (i = 0; i < sizeof powers / sizeof powers[0]; i++) {
        char digit = '0';
        for (; number >= powers[i]; number -= powers[i])
            digit++;
        if (length != 0 || digit != '0' || powers[i] == 1)
            to[length++] = digit;
    }
    return length;
}
#endif

RAWMAP_I_INLINE uint32_t rawmap_i_times(uint32_t value, unsigned base)
{
    return base == 16 ? value << 4 : (value << 3) + (value << 1);
}

/* A number at *text, and the character behind it: base 10 or 16. In parts of 16 bits: compilers for Thumb-1 call a
   function to multiply 64, however it is written. */
RAWMAP_I_COLD(core) uint64_t rawmap_i_number(const char **text, unsigned base) RAWMAP_I_ONCE(rawmap_i_number);
#if RAWMAP_I_DEFINES(core)
RAWMAP_I_COLD(core) uint64_t rawmap_i_number(const char **text, unsigned base)
{
    uint32_t high = 0, low = 0;
    for (;; (*text)++) {
        const char c = **text;
        uint32_t first, second;
        if (c >= '0' && c <= '9')
            first = RAWMAP_I_CAST(uint32_t, c - '0');
        else if (base == 16 && c >= 'a' && c <= 'f')
            first = RAWMAP_I_CAST(uint32_t, c - 'a') + 10u;
        else
            return RAWMAP_I_CAST(uint64_t, high) << 32 | low;
        first += rawmap_i_times(low & 0xffffu, base);
        second = rawmap_i_times(low >> 16, base) + (first >> 16);
        high = rawmap_i_times(high, base) + (second >> 16);
        low = second << 16 | (first & 0xffffu);
    }
}
#endif

/* Opens /proc/self/NAME or /proc/PROCESS/NAME; the path is built in scratch, which has room for it. */
RAWMAP_I_COLD(core)
rawmap_word rawmap_i_open_proc(int process, const char *name, char *scratch) RAWMAP_I_ONCE(rawmap_i_open_proc);
#if RAWMAP_I_DEFINES(core)
RAWMAP_I_COLD(core) rawmap_word rawmap_i_open_proc(int process, const char *name, char *scratch)
{
    static const char root[] = "/proc/";
    static const char self[] = "self";
    size_t length = 0;
    size_t i;
    for (i = 0; root[i] != '\0'; i++)
        scratch[length++] = root[i];
    if (process == 0) {
        for (i = 0; self[i] != '\0'; i++)
            scratch[length++] = self[i];
    } else {
        length += rawmap_i_decimal(scratch + length, RAWMAP_I_CAST(unsigned, process));
    }
    scratch[length++] = '/';
    for (i = 0; name[i] != '\0'; i++)
        scratch[length++] = name[i];
    scratch[length] = '\0';
    return RAWMAP_I_CALL3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(scratch)),
                          RAWMAP_LINUX_O_RDONLY | RAWMAP_LINUX_O_CLOEXEC);
}
#endif

/* The start of a text file, ended with a NUL; 0 where it cannot be read. */
RAWMAP_I_COLD(core)
size_t rawmap_i_read_text(const char *place, char *text, size_t room) RAWMAP_I_ONCE(rawmap_i_read_text);
#if RAWMAP_I_DEFINES(core)
RAWMAP_I_COLD(core) size_t rawmap_i_read_text(const char *place, char *text, size_t room)
{
    size_t length = 0;
    const rawmap_word file =
        RAWMAP_I_CALL3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                       RAWMAP_LINUX_O_RDONLY | RAWMAP_LINUX_O_CLOEXEC);
    if (rawmap_i_is_error(file))
        return 0;
    while (length < room - 1) {
        const rawmap_word got = RAWMAP_I_CALL3(RAWMAP_NR_read, file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(text + length)),
                                               RAWMAP_I_WORD(room - 1 - length));
        if (got <= 0)
            break;
        length += RAWMAP_I_CAST(size_t, got);
    }
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, file);
    text[length] = '\0';
    return length;
}
#endif

/* Why it cannot be read: the errno, or 0 where it can. */
RAWMAP_I_COLD(core) int rawmap_i_text_error(const char *place) RAWMAP_I_ONCE(rawmap_i_text_error);
#if RAWMAP_I_DEFINES(core)
RAWMAP_I_COLD(core) int rawmap_i_text_error(const char *place)
{
    char byte;
    rawmap_word result;
    const rawmap_word file =
        RAWMAP_I_CALL3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                       RAWMAP_LINUX_O_RDONLY | RAWMAP_LINUX_O_CLOEXEC);
    if (rawmap_i_is_error(file))
        return RAWMAP_I_CAST(int, -file);
    result = RAWMAP_I_CALL3(RAWMAP_NR_read, file, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&byte)), 1);
    (void)RAWMAP_I_CALL1(RAWMAP_NR_close, file);
    return rawmap_i_is_error(result) ? RAWMAP_I_CAST(int, -result) : 0;
}
#endif

#define RAWMAP_I_UNLIMITED 0xffffffffffffffffu

/* The number behind the line that begins with label; "unlimited" is RAWMAP_I_UNLIMITED. */
RAWMAP_I_COLD(core)
bool rawmap_i_proc_number(const char *place, const char *label, uint64_t *number) RAWMAP_I_ONCE(rawmap_i_proc_number);
#if RAWMAP_I_DEFINES(core)
RAWMAP_I_COLD(core) bool rawmap_i_proc_number(const char *place, const char *label, uint64_t *number)
{
    char text[4096];
    const char *row = text;
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return false;
    while (*row != '\0') {
        const char *at = row;
        const char *want = label;
        while (*want != '\0' && *at == *want) {
            at++;
            want++;
        }
        if (*want == '\0') {
            while (*at == ' ' || *at == '\t')
                at++;
            *number = *at == 'u' ? RAWMAP_I_UNLIMITED : rawmap_i_number(&at, 10);
            return true;
        }
        while (*row != '\0' && *row != '\n')
            row++;
        if (*row == '\n')
            row++;
    }
    return false;
}
#endif

/* The number in a field of a one-line file, counted from 0. */
RAWMAP_I_COLD(core)
bool rawmap_i_proc_field(const char *place, unsigned field, uint64_t *number) RAWMAP_I_ONCE(rawmap_i_proc_field);
#if RAWMAP_I_DEFINES(core)
RAWMAP_I_COLD(core) bool rawmap_i_proc_field(const char *place, unsigned field, uint64_t *number)
{
    char text[256];
    const char *at = text;
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return false;
    for (; field > 0; field--) {
        (void)rawmap_i_number(&at, 10);
        at++;
    }
    *number = rawmap_i_number(&at, 10);
    return true;
}
#endif

RAWMAP_I_END

#endif

#endif
