/* SPDX-License-Identifier: MIT */
/* What can be looked at for a cause, in words. */
#include "explain.h"

static const struct {
    uint64_t bit;
    const char *name, *what;
} looks[] = {
    {RAWMAP_LOOKED_RULES, "rules", "the call's words"},
    {RAWMAP_LOOKED_MAPPINGS, "mappings", "what is mapped"},
    {RAWMAP_LOOKED_MAP_COUNT, "map_count", "vm.max_map_count"},
    {RAWMAP_LOOKED_ADDRESS_SPACE_LIMIT, "address_space_limit", "RLIMIT_AS"},
    {RAWMAP_LOOKED_DATA_LIMIT, "data_limit", "RLIMIT_DATA"},
    {RAWMAP_LOOKED_STACK_LIMIT, "stack_limit", "RLIMIT_STACK"},
    {RAWMAP_LOOKED_LOCK_LIMIT, "lock_limit", "RLIMIT_MEMLOCK"},
    {RAWMAP_LOOKED_OVERCOMMIT, "overcommit", "vm.overcommit_memory"},
    {RAWMAP_LOOKED_HUGE_POOL, "huge_pool", "the pools of huge pages"},
    {RAWMAP_LOOKED_HUGE_GROUP, "huge_group", "the control group's huge pages"},
    {RAWMAP_LOOKED_LOW_ADDRESS, "low_address", "vm.mmap_min_addr"},
    {RAWMAP_LOOKED_FILE, "file", "how the file is open"},
    {RAWMAP_LOOKED_FILE_SEALS, "file_seals", "the file's seals"},
    {RAWMAP_LOOKED_MOUNT, "mount", "how its file system is mounted"},
    {RAWMAP_LOOKED_EXEC_GAIN, "exec_gain", "PR_SET_MDWE"},
    {RAWMAP_LOOKED_SEALS, "seals", "seals of mappings"},
    {RAWMAP_LOOKED_CAPABILITIES, "capabilities", "capabilities"},
    {RAWMAP_LOOKED_FILTER, "filter", "seccomp filters"},
    {RAWMAP_LOOKED_SHM_LIMITS, "shm_limits", "the limits of System V memory"},
    {RAWMAP_LOOKED_KERNEL, "kernel", "what the kernel has"},
    {RAWMAP_LOOKED_NODES, "nodes", "the machine's nodes"},
};

void every_looked(uint64_t bits, void (*visit)(const char *name, const char *what))
{
    unsigned i;
    for (i = 0; i < sizeof looks / sizeof looks[0]; i++)
        if (bits & looks[i].bit)
            visit(looks[i].name, looks[i].what);
}
