/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/numa.h declares. */
#define RAWMAP_EXPORT_numa 1
#include "rawmap/numa.h"
