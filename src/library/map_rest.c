/* SPDX-License-Identifier: MIT */
/* The compiled library: of what rawmap/map.h declares, what most programs do not call. */
#define RAWMAP_EXPORT_map_rest 1
#include "rawmap/map.h"
