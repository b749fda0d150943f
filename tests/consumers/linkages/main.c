/* SPDX-License-Identifier: MIT */
/* Calls each unit of UNITS(X) and prints what it says: its name, what went right of 9, and its sentence. */
#include <stdio.h>

#define DECLARE(unit) unsigned unit(const char **sentence);
UNITS(DECLARE)
#undef DECLARE

int main(void)
{
    const char *sentence;
    unsigned good;
#define CALL(unit)                                                                                                     \
    good = unit(&sentence);                                                                                            \
    printf("%s %u %.16s\n", #unit, good, sentence);
    UNITS(CALL)
    return 0;
}
