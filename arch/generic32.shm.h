/* SPDX-License-Identifier: MIT */
/* The kernel's facts of a segment of System V shared memory (struct shmid64_ds), as most 32-bit kernels lay them out. */
#ifndef RAWMAP_ARCH_GENERIC32_SHM_H
#define RAWMAP_ARCH_GENERIC32_SHM_H

typedef uint32_t rawmap_shm_word; /* the unsigned long of these structures */

typedef struct rawmap_shmid {
    int key;
    uint32_t uid;
    uint32_t gid;
    uint32_t creator_uid;
    uint32_t creator_gid;
#ifdef RAWMAP_SHM_MODE_16
    uint16_t mode;
    uint16_t mode_padding;
#else
    uint32_t mode;
#endif
#ifdef RAWMAP_SHM_SEQUENCE_32
    uint32_t sequence;
#else
    uint16_t sequence;
    uint16_t sequence_padding;
#endif
    uint32_t padding[2];
    uint32_t length;
    uint32_t times[6];
    int creator;
    int last;
    uint32_t attaches;
    uint32_t unknown[2];
} rawmap_shmid;

/* When it was attached last (0), detached (1) and changed (2), in seconds. */
#define RAWMAP_SHM_TIME(told, which) ((told)->times[2 * (which)] | ((told)->times[2 * (which) + 1] + 0ull) << 32)

#endif
