/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/regions.h declares. */
#define RAWMAP_EXPORT_regions 1
#include "rawmap/regions.h"
