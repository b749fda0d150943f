/* SPDX-License-Identifier: MIT */
/* rawmap/core/version.h: the version of these headers. Before 1.0 every minor version may change what is there. */
#ifndef RAWMAP_CORE_VERSION_H
#define RAWMAP_CORE_VERSION_H

#define RAWMAP_VERSION_MAJOR 0
#define RAWMAP_VERSION_MINOR 2
#define RAWMAP_VERSION_PATCH 0

#define RAWMAP_I_TEXT_OF(macro) RAWMAP_I_TEXT_OF_AGAIN(macro)
#define RAWMAP_I_TEXT_OF_AGAIN(macro) #macro
#define RAWMAP_I_VERSION_TEXT                                                                                          \
    RAWMAP_I_TEXT_OF(RAWMAP_VERSION_MAJOR)                                                                             \
    "_" RAWMAP_I_TEXT_OF(RAWMAP_VERSION_MINOR) "_" RAWMAP_I_TEXT_OF(RAWMAP_VERSION_PATCH)

#endif
