/* SPDX-License-Identifier: MIT */
/* rawmap/look/machine.h: the facts of the machine, each with its status: what is beside it counts where that is RAWMAP_OK,
   and is 0 elsewhere. */
#ifndef RAWMAP_LOOK_MACHINE_H
#define RAWMAP_LOOK_MACHINE_H

#ifndef RAWMAP_LOOK_H
#include "../core/base.h"
#include "../core/status.h"
#include "../map/huge_page_size.h"
#endif
#include "../numa/nodes.h"

RAWMAP_I_BEGIN

/* vm.overcommit_memory, numbered as Linux does. */
enum rawmap_overcommit {
    RAWMAP_OVERCOMMIT_HEURISTIC = 0, /* what could never be there is refused */
    RAWMAP_OVERCOMMIT_ALWAYS = 1,
    RAWMAP_OVERCOMMIT_NEVER = 2 /* what is promised in all has a limit; noreserve is ignored */
};

typedef struct rawmap_overcommit_fact {
    rawmap_status status;
    unsigned mode;
} rawmap_overcommit_fact;

/* A setting of transparent huge pages: the word that stands in brackets. */
enum rawmap_setting {
    RAWMAP_SETTING_UNTOLD = 0,
    RAWMAP_SETTING_NEVER = 1,
    RAWMAP_SETTING_ALWAYS = 2,
    RAWMAP_SETTING_MADVISE = 3,
    RAWMAP_SETTING_DEFER = 4,
    RAWMAP_SETTING_DEFER_MADVISE = 5,
    RAWMAP_SETTING_WITHIN_SIZE = 6,
    RAWMAP_SETTING_ADVISE = 7,
    RAWMAP_SETTING_DENY = 8,
    RAWMAP_SETTING_FORCE = 9
};

typedef struct rawmap_setting_fact {
    rawmap_status status;
    unsigned setting;
} rawmap_setting_fact;

/* In bytes, of the whole machine: a control group may allow less. */
typedef struct rawmap_memory_fact {
    rawmap_status status;
    uint64_t all_bytes;
    uint64_t idle_bytes; /* in no use at all; what the page cache holds could be had too */
    uint64_t swap_bytes;
    uint64_t swap_idle_bytes;
} rawmap_memory_fact;

typedef struct rawmap_address_fact {
    rawmap_status status;
    unsigned bits; /* 47: every address is below 1 << 47, and some have bit 46 */
} rawmap_address_fact;

/* The pool of huge pages of one size, in pages. */
typedef struct rawmap_pool_fact {
    rawmap_status status;
    unsigned shift; /* its pages have 1 << shift bytes: set whatever the status is */
    uint64_t all;
    uint64_t idle;
    uint64_t reserved; /* of the idle ones: promised to mappings that have not touched them */
    uint64_t surplus;  /* of all: made over the pool's size, and given back when they are idle */
    uint64_t may_grow; /* by so many at most over its size (nr_overcommit_hugepages) */
} rawmap_pool_fact;

/* No architecture has more sizes. */
#define RAWMAP_POOLS_MAX 16

/* The nodes from which this process may have memory: {words, RAWMAP_FACT_NODES} is the set for the calls of numa.h. */
#define RAWMAP_FACT_NODES 1024
typedef struct rawmap_node_fact {
    rawmap_status status;
    unsigned count;
    unsigned highest;
    unsigned long words[RAWMAP_NODE_WORDS(RAWMAP_FACT_NODES)];
} rawmap_node_fact;

/* Behind each line the name in RAWMAP_FACTS that fills it in. */
typedef struct rawmap_facts {
    rawmap_overcommit_fact overcommit; /* overcommit_mode */
    rawmap_setting_fact thp_enabled;   /* thp_settings */
    rawmap_setting_fact thp_defrag;    /* thp_settings */
    rawmap_setting_fact thp_shmem;     /* thp_settings: shared memory and memfd, from Linux 4.8 on */
    rawmap_memory_fact ram;            /* physical_memory */
    rawmap_address_fact addresses;     /* address_bits */
    rawmap_size page;                  /* page_bytes */
    rawmap_size huge_default;          /* huge_pools: what MAP_HUGETLB without a size means */
    rawmap_huge_page_set huge_sizes;   /* huge_pools */
    unsigned pools;                    /* huge_pools: so many of these, the smallest first */
    rawmap_pool_fact pool[RAWMAP_POOLS_MAX];
    rawmap_node_fact allowed; /* allowed_nodes */
} rawmap_facts;

RAWMAP_I_END

#endif
