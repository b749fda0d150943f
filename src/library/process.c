/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/process.h declares. */
#define RAWMAP_EXPORT_process 1
#include "rawmap/process.h"
