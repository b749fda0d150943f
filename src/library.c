/* SPDX-License-Identifier: MIT */
/* The compiled library: the bodies of the headers, as exported symbols. */
#define RAWMAP_EXPORT
#include "rawmap.h"
