/* SPDX-License-Identifier: MIT */
/* What bzip2 wants of a libc: see allocator.c. */
#include "libc.h"
