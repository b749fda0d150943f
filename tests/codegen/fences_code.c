/* SPDX-License-Identifier: MIT */
/* Code that is changed, run, and changed again: both times it is written (fences.sh). */
#include "rawmap/regions/code.h"

void changed(unsigned char *code);

void changed(unsigned char *code)
{
    *code = 1;
    rawmap_i_code_flush((uintptr_t)code, (uintptr_t)code + 1);
    *code = 2;
}
