/* SPDX-License-Identifier: MIT */
/* For the few compilers that call memcpy where a function returns three words (abis.tsv names them): what a program
   without libc then has to bring along. */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t count);

void *memcpy(void *restrict to, const void *restrict from, size_t count)
{
    volatile unsigned char *target = (unsigned char *)to;
    const volatile unsigned char *source = (const unsigned char *)from;
    for (; count != 0; count--)
        *target++ = *source++;
    return to;
}
