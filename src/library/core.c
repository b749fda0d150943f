/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/core.h declares. */
#define RAWMAP_EXPORT_core 1
#include "rawmap/core.h"
