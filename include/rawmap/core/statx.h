/* SPDX-License-Identifier: MIT */
/* rawmap/core/statx.h: what the kernel tells of a file, the same on every ABI. */
#ifndef RAWMAP_CORE_STATX_H
#define RAWMAP_CORE_STATX_H

#ifndef RAWMAP_CORE_H
#include "base.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_i_statx {
    uint32_t mask;
    uint32_t block;
    uint64_t attributes;
    uint32_t owners[3];
    uint16_t mode;
    uint16_t spare;
    uint64_t inode;
    uint64_t size;
    uint64_t blocks;     /* of 512 bytes */
    uint64_t times[9];   /* and which attributes it has */
    uint32_t special[2]; /* the device that it is */
    uint32_t device[2];  /* that it is on: major, minor */
    uint64_t rest[14];
} rawmap_i_statx;

RAWMAP_I_END

#endif
