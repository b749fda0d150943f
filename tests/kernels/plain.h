/* SPDX-License-Identifier: MIT */
/* The few things that /init and the boot check need and have no libc for: they print, and they read small files. */
#ifndef RAWMAP_TESTS_KERNELS_PLAIN_H
#define RAWMAP_TESTS_KERNELS_PLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "../../arch/select.h"

/* Compilers make calls of these from loops and from initialisers, also without a libc. */
void *memset(void *to, int byte, size_t length);
void *memcpy(void *restrict to, const void *restrict from, size_t length);

void *memset(void *to, int byte, size_t length)
{
    volatile unsigned char *at = to;
    while (length--)
        *at++ = (unsigned char)byte;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
    volatile unsigned char *at = to;
    const unsigned char *source = from;
    while (length--)
        *at++ = *source++;
    return to;
}

static inline rawmap_word word_of(const void *pointer)
{
    return (rawmap_word)(uintptr_t)pointer;
}

static inline size_t length_of(const char *text)
{
    size_t length = 0;
    while (text[length])
        length++;
    return length;
}

static inline int same(const char *one, const char *other)
{
    while (*one && *one == *other)
        one++, other++;
    return *one == *other;
}

static inline void print(const char *text)
{
    size_t left = length_of(text);
    while (left) {
        rawmap_word done = rawmap_syscall3(RAWMAP_NR_write, 1, word_of(text), (rawmap_word)left);
        if (done <= 0)
            return;
        text += done;
        left -= (size_t)done;
    }
}

/* No division: some 32-bit targets have it only as a library call. */
static inline void print_number(long value)
{
    static const unsigned long tens[] = {1000000000, 100000000, 10000000, 1000000, 100000, 10000, 1000, 100, 10, 1};
    unsigned long left = value < 0 ? 0ul - (unsigned long)value : (unsigned long)value;
    char text[12];
    size_t used = 0;
    if (value < 0)
        text[used++] = '-';
    for (size_t i = 0; i < sizeof tens / sizeof tens[0]; i++) {
        char digit = '0';
        while (left >= tens[i])
            left -= tens[i], digit++;
        if (digit != '0' || i == 9 || (used && text[used - 1] != '-'))
            text[used++] = digit;
    }
    text[used] = 0;
    print(text);
}

static inline long number_in(const char *text)
{
    long value = 0;
    while (*text >= '0' && *text <= '9')
        value = value * 10 + (*text++ - '0');
    return value;
}

/* As much of the file as there is room for, with a zero after it; the length, or -errno. */
static inline rawmap_word read_file(const char *path, char *to, size_t room)
{
    size_t used = 0;
    rawmap_word got = 0;
    rawmap_word fd = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(path), 0, 0);
    if (fd < 0)
        return fd;
    while (used < room - 1 &&
           (got = rawmap_syscall3(RAWMAP_NR_read, fd, word_of(to + used), (rawmap_word)(room - 1 - used))) > 0)
        used += (size_t)got;
    (void)rawmap_syscall1(RAWMAP_NR_close, fd);
    to[used] = 0;
    return got < 0 ? got : (rawmap_word)used;
}

static inline _Noreturn void leave(int status)
{
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, status);
}

#endif
