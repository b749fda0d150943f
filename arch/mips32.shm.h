/* SPDX-License-Identifier: MIT */
/* The kernel's facts of a segment of System V shared memory (struct shmid64_ds), for 32-bit programs on MIPS. */
#ifndef RAWMAP_ARCH_MIPS32_SHM_H
#define RAWMAP_ARCH_MIPS32_SHM_H

typedef uint32_t rawmap_shm_word; /* the unsigned long of these structures */

typedef struct rawmap_shmid {
    int key;
    uint32_t uid;
    uint32_t gid;
    uint32_t creator_uid;
    uint32_t creator_gid;
    uint32_t mode;
    uint16_t sequence;
    uint16_t sequence_padding;
    uint32_t padding[2];
    uint32_t length;
    uint32_t times[3];
    int creator;
    int last;
    uint32_t attaches;
    uint16_t times_high[3];
    uint16_t unknown;
} rawmap_shmid;

/* When it was attached last (0), detached (1) and changed (2), in seconds. */
#define RAWMAP_SHM_TIME(told, which) ((told)->times[which] | ((told)->times_high[which] + 0ull) << 32)

#endif
