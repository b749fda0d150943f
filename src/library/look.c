/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/look.h declares. */
#define RAWMAP_EXPORT_look 1
#include "rawmap/look.h"
