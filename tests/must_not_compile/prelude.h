/* SPDX-License-Identifier: MIT */
/* What every unit of cases starts with: the library, and an argument of each type. */
#define RAWMAP_NO_DEPRECATION
#include "rawmap.h"

static rawmap_span span __attribute__((unused));
static unsigned char bytes[16] __attribute__((unused));

/* Constants that were never built with the library's macros. */
#ifdef __cplusplus
#define RAW(type, ...) (type{__VA_ARGS__})
#else
#define RAW(type, ...) ((type){__VA_ARGS__})
#endif
