/* SPDX-License-Identifier: MIT */
/* The numbers of i386 programs, which x86-64 kernels run too; their flags and errnos are those of x86-64. This file alone
   sees the values of another ABI than its own. */
#include "calls.h"
#include "../../../arch/i386.values.h"

const char *const i386_numbers[CALLS] = {TRACED_CALLS(TRACED_NUMBER)};
