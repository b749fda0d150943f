/* SPDX-License-Identifier: MIT */
/* rawmap/explain/explanation.h: a system call that was refused, and why it was.

   RAWMAP_LOOKED_<what> is a bit for each thing that can be looked at: */
#ifndef RAWMAP_EXPLAIN_EXPLANATION_H
#define RAWMAP_EXPLAIN_EXPLANATION_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/status.h"
#endif

/* clang-format off */
#define RAWMAP_LOOKED_RULES               (1ull << 0)  /* what the words of the call show */
#define RAWMAP_LOOKED_MAPPINGS            (1ull << 1)  /* what is mapped, and what is not */
#define RAWMAP_LOOKED_MAP_COUNT           (1ull << 2)  /* vm.max_map_count */
#define RAWMAP_LOOKED_ADDRESS_SPACE_LIMIT (1ull << 3)  /* RLIMIT_AS */
#define RAWMAP_LOOKED_DATA_LIMIT          (1ull << 4)  /* RLIMIT_DATA */
#define RAWMAP_LOOKED_STACK_LIMIT         (1ull << 5)  /* RLIMIT_STACK */
#define RAWMAP_LOOKED_LOCK_LIMIT          (1ull << 6)  /* RLIMIT_MEMLOCK */
#define RAWMAP_LOOKED_OVERCOMMIT          (1ull << 7)  /* vm.overcommit_memory and its fellows */
#define RAWMAP_LOOKED_HUGE_POOL           (1ull << 8)  /* the pools of huge pages */
#define RAWMAP_LOOKED_HUGE_GROUP          (1ull << 9)  /* the control group's limit of huge pages */
#define RAWMAP_LOOKED_LOW_ADDRESS         (1ull << 10) /* vm.mmap_min_addr */
#define RAWMAP_LOOKED_FILE                (1ull << 11) /* how the file is open, and what it is */
#define RAWMAP_LOOKED_FILE_SEALS          (1ull << 12)
#define RAWMAP_LOOKED_MOUNT               (1ull << 13) /* the options of the file's file system */
#define RAWMAP_LOOKED_EXEC_GAIN           (1ull << 14) /* PR_SET_MDWE */
#define RAWMAP_LOOKED_SEALS               (1ull << 15) /* of mappings */
#define RAWMAP_LOOKED_CAPABILITIES        (1ull << 16)
#define RAWMAP_LOOKED_FILTER              (1ull << 17) /* seccomp */
#define RAWMAP_LOOKED_SHM_LIMITS          (1ull << 18) /* kernel.shmmax, shmall and shmmni */
#define RAWMAP_LOOKED_KERNEL              (1ull << 19) /* what the kernel has, and is told to allow */
#define RAWMAP_LOOKED_NODES               (1ull << 20) /* the machine's nodes, and those that the process may use */
#define RAWMAP_LOOKED_FILE_SIZE_LIMIT     (1ull << 21) /* RLIMIT_FSIZE */
#define RAWMAP_LOOKED_GUARDS              (1ull << 22) /* pages that a guard marks */
/* clang-format on */

RAWMAP_I_BEGIN

/* A system call that was refused. */
typedef struct rawmap_failed_call {
    int process;          /* 0: this process; else the number of one, which is stopped */
    unsigned number;      /* RAWMAP_NR_ of the ABI that this is compiled for */
    rawmap_word words[6]; /* as they lay in the registers */
    int error;            /* the errno, positive */
    bool past_filters; /* known to have come past every filter of seccomp, as what one of them stops for a tracer has */
} rawmap_failed_call;

/* Why it was. */
typedef struct rawmap_explanation {
    rawmap_status cause; /* or the errno itself, where nothing was found */
    uint64_t wanted, used,
        allowed;         /* of a limit: in bytes, or how many of what the cause counts; 0 where there is none */
    uint64_t start, end; /* the mapping or the hole that is in the way; end is 0 where there is none */
    size_t length;       /* of the sentence, without its final 0, as far as there was room */
    uint64_t ruled_out;  /* RAWMAP_LOOKED_: what was looked at and is not the cause */
    uint64_t not_seen;   /* RAWMAP_LOOKED_: what could not be looked at */
} rawmap_explanation;

RAWMAP_I_END

#endif
