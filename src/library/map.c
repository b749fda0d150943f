/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/map.h declares. */
#define RAWMAP_EXPORT_map 1
#include "rawmap/map.h"
