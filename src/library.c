/* SPDX-License-Identifier: MIT */
/* The compiled library as one unit, for builds by hand; src/library/ has a unit for each subject. */
#define RAWMAP_EXPORT
#include "rawmap.h"
