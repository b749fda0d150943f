/* SPDX-License-Identifier: MIT */
/* A hook that counts, for the units that have one. */
#include "rawmap/core.h"

unsigned counted;
rawmap_word counting(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                     rawmap_word f);
rawmap_word counting(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                     rawmap_word f)
{
    counted++;
    return rawmap_syscall6(number, a, b, c, d, e, f);
}
