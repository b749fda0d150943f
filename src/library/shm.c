/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/shm.h declares. */
#define RAWMAP_EXPORT_shm 1
#include "rawmap/shm.h"
