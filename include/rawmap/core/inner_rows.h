/* SPDX-License-Identifier: MIT */
/* rawmap/core/inner_rows.h: tables that stand once in a program, though every unit that reads one brings it along.

   C has no such thing for what is static, and without it each unit that says a status in words would carry all of the
   words. The assembler has: a section of a group that linkers keep one of (COMDAT). So a table is written by an asm
   statement in the one function that reads it: where nobody calls that, nothing is there. Its symbol is hidden and has
   the library's version in its name, so each shared object has its own, and no copy reads that of another version. It is
   weak, for linkers that keep every copy.

       RAWMAP_I_ROWS(table);                                      before the function
       RAWMAP_I_WRITE_ROWS(table, numbers, rows)                  in it: "1,2" and the directive of what each has
       rawmap_i_row(status, rawmap_i_table, &rows)                finds one

   The numbers are two bytes each, and end with RAWMAP_I_NO_ROW; the rows follow, in the same order. Few lines, however long:
   compilers count them to know how far their jumps go. */
#ifndef RAWMAP_CORE_INNER_ROWS_H
#define RAWMAP_CORE_INNER_ROWS_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#include "status.h"
#include "version.h"
#endif

RAWMAP_I_BEGIN

#if RAWMAP_I_BODIES && RAWMAP_I_DEFINES(core)

#define RAWMAP_I_NO_ROW 0xffffu

#define RAWMAP_I_SYMBOL_OF_ROWS(table) "rawmap_i_" RAWMAP_I_VERSION_TEXT "_" #table
#define RAWMAP_I_ROWS(table)                                                                                           \
    extern const unsigned short rawmap_i_##table[] RAWMAP_SYMBOL(RAWMAP_I_SYMBOL_OF_ROWS(table))                       \
        __attribute__((__visibility__("hidden")))

/* A function may be copied within a unit: the first copy writes. Directives do not begin a line, where some assemblers
   look for labels. */
#define RAWMAP_I_WRITE_ROWS(table, numbers, rows) RAWMAP_I_WRITE_ROWS_OF(RAWMAP_I_SYMBOL_OF_ROWS(table), numbers, rows)
/* clang-format off */
#if defined RAWMAP_GLOBALS_BY_TABLE && defined __PIC__ /* there each unit has its own */
#define RAWMAP_I_ROWS_GROUP(symbol) ",\"a\",%progbits\n"
#else
#define RAWMAP_I_ROWS_GROUP(symbol) ",\"aG\",%progbits," symbol ",comdat\n .weak " symbol "\n .hidden " symbol "\n"
#endif
#define RAWMAP_I_WRITE_ROWS_OF(symbol, numbers, rows) \
    __asm__(" .ifndef " symbol "\n" \
            " .pushsection .rodata." symbol RAWMAP_I_ROWS_GROUP(symbol) \
            " .balign 2\n" \
            " .type " symbol ",%object\n" \
            symbol ":\n" \
            " .2byte " numbers ",0xffff\n" \
            " " rows "\n" \
            " .size " symbol ",.-" symbol "\n" \
            " .popsection\n" \
            " .endif");
/* clang-format on */

/* The row of a number, and where the rows begin. */
RAWMAP_I_LOCAL size_t rawmap_i_row(rawmap_status status, const unsigned short *numbers, const void **rows)
{
    size_t count, row = RAWMAP_I_NO_ROW;
    for (count = 0; numbers[count] != RAWMAP_I_NO_ROW; count++)
        if (numbers[count] == RAWMAP_I_CAST(unsigned, status))
            row = count;
    *rows = numbers + count + 1;
    return row;
}

#endif

RAWMAP_I_END

#endif
