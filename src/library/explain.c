/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/explain.h declares. */
#define RAWMAP_EXPORT_explain 1
#include "rawmap/explain.h"
