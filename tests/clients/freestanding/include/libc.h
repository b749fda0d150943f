/* SPDX-License-Identifier: MIT */
/* All that the library of bzip2 wants of a libc. */
#ifndef LIBC_H
#define LIBC_H
#include <stddef.h>
void *malloc(size_t size);
void free(void *block);
#endif
