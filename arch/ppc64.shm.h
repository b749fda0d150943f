/* SPDX-License-Identifier: MIT */
/* The kernel's facts of a segment of System V shared memory (struct shmid64_ds), on 64-bit PowerPC and SPARC: the times
   come before the length. */
#ifndef RAWMAP_ARCH_PPC64_SHM_H
#define RAWMAP_ARCH_PPC64_SHM_H

typedef uint64_t rawmap_shm_word; /* the unsigned long of these structures */

typedef struct rawmap_shmid {
    int key;
    uint32_t uid;
    uint32_t gid;
    uint32_t creator_uid;
    uint32_t creator_gid;
    uint32_t mode;
    uint32_t sequence;
    uint32_t padding[5];
    uint64_t times[3];
    uint64_t length;
    int creator;
    int last;
    uint64_t attaches;
    uint64_t unknown[2];
} rawmap_shmid;

/* When it was attached last (0), detached (1) and changed (2), in seconds. */
#define RAWMAP_SHM_TIME(told, which) ((told)->times[which])

#endif
