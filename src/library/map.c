/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/map.h declares, but for map_rest.c. */
#define RAWMAP_EXPORT_map 1
#include "rawmap/map.h"
