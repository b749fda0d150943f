/* SPDX-License-Identifier: MIT */
/* The compiled library: what rawmap/files.h declares. */
#define RAWMAP_EXPORT_files 1
#include "rawmap/files.h"
