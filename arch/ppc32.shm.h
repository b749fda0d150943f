/* SPDX-License-Identifier: MIT */
/* The kernel's facts of a segment of System V shared memory (struct shmid64_ds), on 32-bit PowerPC, SPARC and PA-RISC: the
   times come before the length, and the mode may have 16 bits. */
#ifndef RAWMAP_ARCH_PPC32_SHM_H
#define RAWMAP_ARCH_PPC32_SHM_H

typedef uint32_t rawmap_shm_word; /* the unsigned long of these structures */

typedef struct rawmap_shmid {
    int key;
    uint32_t uid;
    uint32_t gid;
    uint32_t creator_uid;
    uint32_t creator_gid;
#ifdef RAWMAP_SHM_MODE_16
    uint16_t mode_padding;
    uint16_t mode;
#else
    uint32_t mode;
#endif
    uint32_t sequence;
    uint32_t padding[5];
    uint32_t times[6];
#ifdef RAWMAP_SHM_TIMES_PADDED
    uint32_t times_padding;
#endif
    uint32_t length;
    int creator;
    int last;
    uint32_t attaches;
    uint32_t unknown[2];
#ifdef RAWMAP_SHM_TIMES_PADDED
    uint32_t end_padding;
#endif
} rawmap_shmid;

/* When it was attached last (0), detached (1) and changed (2), in seconds. */
#define RAWMAP_SHM_TIME(told, which) ((told)->times[2 * (which) + 1] | ((told)->times[2 * (which)] + 0ull) << 32)

#endif
