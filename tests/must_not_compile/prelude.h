/* SPDX-License-Identifier: MIT */
/* What every unit of cases starts with: the library, and an argument of each type. */
#define RAWMAP_NO_DEPRECATION
#include "rawmap.h"

static rawmap_span span __attribute__((unused));
static rawmap_shm segment __attribute__((unused));
static rawmap_shm_facts facts __attribute__((unused));
static rawmap_shm_limits limits __attribute__((unused));
static rawmap_shm_usage usage __attribute__((unused));
static rawmap_nodes nodes __attribute__((unused));
static rawmap_page_place where __attribute__((unused));
static const void *pages[4] __attribute__((unused));
static unsigned numbers[4] __attribute__((unused));
static unsigned char bytes[16] __attribute__((unused));
static rawmap_page_query query __attribute__((unused));
static rawmap_page_region regions[4] __attribute__((unused));
static rawmap_cache_counts counts __attribute__((unused));
static rawmap_mappings list __attribute__((unused));
static rawmap_mapping_entry entry __attribute__((unused));
static char text[16] __attribute__((unused));
static int number __attribute__((unused));
static rawmap_faults faults __attribute__((unused));
static rawmap_fault_message messages[2] __attribute__((unused));
static rawmap_fault fault __attribute__((unused));
static rawmap_guard guard __attribute__((unused));
static rawmap_ladder ladder __attribute__((unused));
static rawmap_facts machine __attribute__((unused));
static rawmap_held held __attribute__((unused));
static rawmap_stack stack __attribute__((unused));
static rawmap_cache cache __attribute__((unused));
static rawmap_code code __attribute__((unused));
static rawmap_mmap_arguments arguments __attribute__((unused));
static rawmap_shmget_arguments parts __attribute__((unused));
static rawmap_shmat_arguments attaching __attribute__((unused));
static unsigned long node_words[16] __attribute__((unused));
static rawmap_mremap_arguments moving __attribute__((unused));
static rawmap_open_arguments opening __attribute__((unused));
static rawmap_word words[6] __attribute__((unused));
static rawmap_failed_call failed __attribute__((unused));

/* Constants that were never built with the library's macros. */
#ifdef __cplusplus
#define RAW(type, ...) (type{__VA_ARGS__})
#else
#define RAW(type, ...) ((type){__VA_ARGS__})
#endif
