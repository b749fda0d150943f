/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/faults.h declares. */
#define RAWMAP_EXPORT_faults 1
#include "rawmap/faults.h"
