/* SPDX-License-Identifier: MIT */
/* What the failures of the scenarios must come back as: written down here, not asked of the library. */
#ifndef RAWMAP_TESTS_FAULTS_ANSWERS_H
#define RAWMAP_TESTS_FAULTS_ANSWERS_H

#include "scenarios.h"

/* The failures that have a name. All others come back as the errno; so do EPERM, EACCES and ENOSYS, which any sandbox
   answers to any call: seccomp.c refuses a name for these. (looked.c has the names that the library looks for first.) */
static const struct named {
    rawmap_status (*call)(void);
    int error;
    rawmap_status status;
} named[] = {
    {map_exactly, RAWMAP_LINUX_EEXIST, RAWMAP_EXACT_TAKEN},
    {map_file_exactly, RAWMAP_LINUX_EEXIST, RAWMAP_EXACT_TAKEN},
    {map_droppable, RAWMAP_LINUX_EINVAL, RAWMAP_DROPPABLE_UNKNOWN},
    {map_droppable, RAWMAP_LINUX_EOPNOTSUPP, RAWMAP_DROPPABLE_NOT_BUILT_IN},
    {map_droppable, RAWMAP_LINUX_ENOTSUPP, RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP},
    {map_huge, RAWMAP_LINUX_EINVAL, RAWMAP_HUGE_SIZE_UNSUPPORTED},
    {map_huge, RAWMAP_LINUX_ENOENT, RAWMAP_HUGE_SIZE_UNSUPPORTED_ENOENT},
    {map_locked, RAWMAP_LINUX_EAGAIN, RAWMAP_LOCK_OVER_LIMIT},
    {knows_advice, RAWMAP_LINUX_EINVAL, RAWMAP_ADVICE_UNKNOWN},
    {name, RAWMAP_LINUX_EBADF, RAWMAP_NAME_OF_FILE},
    {name, RAWMAP_LINUX_EINVAL, RAWMAP_NAME_UNSUPPORTED},
    {shadow_stack, RAWMAP_LINUX_EOPNOTSUPP, RAWMAP_SHADOW_STACK_UNSUPPORTED},
    {shadow_stack_exactly, RAWMAP_LINUX_EOPNOTSUPP, RAWMAP_SHADOW_STACK_UNSUPPORTED},
    {shadow_stack_exactly, RAWMAP_LINUX_EEXIST, RAWMAP_EXACT_TAKEN},
    {shadow_stack_exactly, RAWMAP_LINUX_ERANGE, RAWMAP_SHADOW_STACK_TOO_LOW},
    {key_alloc, RAWMAP_LINUX_EINVAL, RAWMAP_PKEY_UNSUPPORTED},
    {key_alloc, RAWMAP_LINUX_ENOSPC, RAWMAP_PKEY_NONE_FREE},
    {key_free, RAWMAP_LINUX_EINVAL, RAWMAP_PKEY_NOT_TAKEN},
    {file_seals, RAWMAP_LINUX_EINVAL, RAWMAP_FILE_UNSEALABLE},
    {file_seal_write, RAWMAP_LINUX_EINVAL, RAWMAP_FILE_UNSEALABLE},
    {file_seal_write, RAWMAP_LINUX_EBUSY, RAWMAP_FILE_SEAL_WRITABLE_MAPPING},
    {memfd_noexec, RAWMAP_LINUX_EINVAL, RAWMAP_MEMFD_EXEC_UNKNOWN},
    {memfd_huge, RAWMAP_LINUX_EINVAL, RAWMAP_MEMFD_EXEC_UNKNOWN},
    {memfd_huge, RAWMAP_LINUX_ENODEV, RAWMAP_MEMFD_HUGE_SIZE_UNSUPPORTED},
    {pages_scan, RAWMAP_LINUX_ENOTTY, RAWMAP_SCAN_UNKNOWN},
    {pages_scan_tracked, RAWMAP_LINUX_ENOTTY, RAWMAP_SCAN_UNKNOWN},
    {pages_scan_rearm, RAWMAP_LINUX_ENOTTY, RAWMAP_SCAN_UNKNOWN},
    {pages_held, RAWMAP_LINUX_ENOTTY, RAWMAP_SCAN_UNKNOWN},
    {shm_look, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_GONE},
    {shm_look, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_permit, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_at, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_INDEX_EMPTY},
    {shm_at, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_at_any, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_INDEX_EMPTY},
    {shm_at_any, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_replace, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_find_for, RAWMAP_LINUX_ENOENT, RAWMAP_SHM_NOT_FOUND},
    {shm_find_for, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_SHORTER},
    {shm_find_or_create, RAWMAP_LINUX_ENOSPC, RAWMAP_SHM_LIMIT},
    {node_next, RAWMAP_LINUX_EINVAL, RAWMAP_POLICY_NOT_INTERLEAVED},
    {numa_home, RAWMAP_LINUX_ENOENT, RAWMAP_HOME_NO_POLICY},
    {numa_home, RAWMAP_LINUX_EINVAL, RAWMAP_NODE_NOT_HERE},
    {numa_home, RAWMAP_LINUX_EOPNOTSUPP, RAWMAP_HOME_OTHER_POLICY},
    {numa_move, RAWMAP_LINUX_ENODEV, RAWMAP_NODE_NOT_HERE_ENODEV},
    {numa_move_all, RAWMAP_LINUX_ENODEV, RAWMAP_NODE_NOT_HERE_ENODEV},
    {process_advise_self, RAWMAP_LINUX_EBADF, RAWMAP_PROCESS_SELF_UNKNOWN},
    {process_release, RAWMAP_LINUX_EINVAL, RAWMAP_PROCESS_NOT_DYING},
    {shm_new, RAWMAP_LINUX_ENOSPC, RAWMAP_SHM_LIMIT},
    {shm_new_huge, RAWMAP_LINUX_ENOSPC, RAWMAP_SHM_LIMIT},
    {shm_create, RAWMAP_LINUX_ENOSPC, RAWMAP_SHM_LIMIT},
    {shm_create, RAWMAP_LINUX_EEXIST, RAWMAP_SHM_TAKEN},
    {shm_find, RAWMAP_LINUX_ENOENT, RAWMAP_SHM_NOT_FOUND},
    {shm_find, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_SHORTER},
    {shm_attach, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_GONE},
    {shm_attach, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_attach_exactly, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_detach, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_NOT_ATTACHED},
    {shm_remove, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_GONE},
    {shm_remove, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_lock, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_GONE},
    {shm_lock, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {shm_unlock, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_GONE},
    {shm_unlock, RAWMAP_LINUX_EIDRM, RAWMAP_SHM_REMOVED},
    {numa_bind, RAWMAP_LINUX_EIO, RAWMAP_NUMA_PAGES_ELSEWHERE},
    {numa_bind_all, RAWMAP_LINUX_EIO, RAWMAP_NUMA_PAGES_ELSEWHERE},
    {thp_set_advised, RAWMAP_LINUX_EINVAL, RAWMAP_THP_ADVISED_UNKNOWN},
    {mdwe_set, RAWMAP_LINUX_EINVAL, RAWMAP_MDWE_UNSUPPORTED},
    {merge_now, RAWMAP_LINUX_EINVAL, RAWMAP_MERGE_UNSUPPORTED},
    {merge_set, RAWMAP_LINUX_EINVAL, RAWMAP_MERGE_UNSUPPORTED},
};

/* Names of an EINVAL for which the library has looked whether the call answers something else: behind a filter that says
   EINVAL to everything, as browsers' do to prctl and madvise, the errno stays. */
static rawmap_status (*const looked_at[])(void) = {knows_advice, name,      thp_set_advised, mdwe_set,
                                                   merge_now,    merge_set, collapse};
static bool everywhere; /* whether the look is refused as well */
static bool is_hidden(rawmap_status (*call)(void), int error)
{
    for (unsigned i = 0; everywhere && error == RAWMAP_LINUX_EINVAL && i < sizeof looked_at / sizeof looked_at[0]; i++)
        if (looked_at[i] == call)
            return true;
    return false;
}

static const struct named as_linux[] = {
    {shm_replace, RAWMAP_LINUX_EINVAL, RAWMAP_SHM_GONE}, /* of the first of its two calls */
    {mappings, RAWMAP_LINUX_ENOENT, RAWMAP_OK},
    {mappings, RAWMAP_LINUX_ENOENT, RAWMAP_NO_MORE_MAPPINGS},
    {mappings, RAWMAP_LINUX_ENAMETOOLONG, RAWMAP_OK},
    {mappings_by_text, RAWMAP_LINUX_ENOENT, RAWMAP_OK},
    {mappings_by_text, RAWMAP_LINUX_ENOENT, RAWMAP_NO_MORE_MAPPINGS},
    {mappings_by_text, RAWMAP_LINUX_ENAMETOOLONG, RAWMAP_OK},
    {explain_whole, RAWMAP_LINUX_ENOENT, RAWMAP_STATE_NOT_MAPPED},
    {explain_small, RAWMAP_LINUX_ENOENT, RAWMAP_STATE_NO_ROOM},
    {huge_sizes, RAWMAP_LINUX_EINVAL, RAWMAP_OK},
    {shm_attach, RAWMAP_LINUX_EINVAL, RAWMAP_EINVAL}, /* of the look at its length */
    {shm_attach, RAWMAP_LINUX_EIDRM, RAWMAP_EIDRM},
    {shm_attach_exactly, RAWMAP_LINUX_EIDRM, RAWMAP_EIDRM},
    {pages_held, RAWMAP_LINUX_ENOTTY, RAWMAP_ENOTTY},
    {transparent_size, RAWMAP_LINUX_ENOENT, RAWMAP_TRANSPARENT_UNKNOWN},
    {collapse, RAWMAP_LINUX_EINVAL, RAWMAP_ADVICE_UNKNOWN},
    {collapse, 0, RAWMAP_EINVAL},                  /* the span has no room for a huge page */
    {region_reserve, 0, RAWMAP_REGION_NOT_UNDONE}, /* with the span that could not be given back */
    {map_within, 0, RAWMAP_REGION_NOT_UNDONE},
    {map_aligned, 0, RAWMAP_REGION_NOT_UNDONE},
    {ladder_map, 0, RAWMAP_REGION_NOT_UNDONE},
    {ladder_map_file, 0, RAWMAP_REGION_NOT_UNDONE},
    {grow, RAWMAP_LINUX_EFAULT, RAWMAP_GROW_PAST_END},     /* of the look at what was added */
    {facts_addresses, RAWMAP_LINUX_EINVAL, RAWMAP_ENOMEM}, /* an address more, and it cannot be mapped */
    {facts_addresses, RAWMAP_LINUX_EAGAIN, RAWMAP_ENOMEM},
    {facts_pools, RAWMAP_LINUX_EINVAL, RAWMAP_OK}, /* of a size that is tried, as huge_sizes */
    {facts_pools, RAWMAP_LINUX_ENODEV, RAWMAP_OK},
    {facts_pools, RAWMAP_LINUX_ENOENT, RAWMAP_OK},
    {huge_sizes, RAWMAP_LINUX_ENODEV, RAWMAP_OK},
    {huge_sizes, RAWMAP_LINUX_ENOENT, RAWMAP_OK},
};

/* Whether a status may come back: where one of several ways failed, also success, with what is found unchanged. */
static bool is_right(const struct scenario *scenario, int error, rawmap_status status, uint64_t should_find)
{
    bool has_name = false;
    if (is_hidden(scenario->call, error))
        return status == RAWMAP_EINVAL;
    for (unsigned i = 0; i < sizeof named / sizeof named[0]; i++)
        if (named[i].call == scenario->call && named[i].error == error) {
            if (status == named[i].status)
                return true;
            has_name = true;
        }
    /* A file that cannot be read the first time, and can be when it is asked why, holds no number. */
    if (!everywhere && scenario->call == transparent_size && status == RAWMAP_TRANSPARENT_UNKNOWN)
        return true;
    if (!everywhere && (scenario->call == facts_texts || scenario->call == facts_pools) &&
        status == RAWMAP_FACT_TEXT_UNKNOWN)
        return true;
    if (scenario->ways && status == RAWMAP_OK && found == should_find)
        return true;
    /* What the kernel itself says of a list that ends, of a name too long for the buffer, of a size that it lacks: nobody
       can tell a sandbox that says the same. */
    for (unsigned i = 0; i < sizeof as_linux / sizeof as_linux[0]; i++)
        if (as_linux[i].call == scenario->call && (as_linux[i].error == error || as_linux[i].error == 0) &&
            as_linux[i].status == status)
            return true;
    return !has_name && status == (rawmap_status)error;
}

/* What this machine cannot do fails here without help: its scenario still shows what its failures leave behind. */
static const struct {
    rawmap_status (*call)(void);
    rawmap_status status;
    const char *why;
    const char
        *fact; /* only where the machine lacks it; none: the scenario cannot do more anywhere, or not on this Linux */
} missing[] = {
    {map_droppable, RAWMAP_DROPPABLE_UNKNOWN, "Linux 6.11", NULL},
    {map_huge, RAWMAP_HUGE_SIZE_UNSUPPORTED, "huge pages", "huge_pages"},
    {memfd_huge, RAWMAP_MEMFD_HUGE_SIZE_UNSUPPORTED, "huge pages", "huge_pages"},
    {name, RAWMAP_NAME_UNSUPPORTED, "a kernel with names of spans", "names"},
    {shadow_stack, RAWMAP_ENOSYS, "a kernel with shadow stacks", "shadow_stack"},
    {shadow_stack, RAWMAP_SHADOW_STACK_UNSUPPORTED, "a processor with shadow stacks", "shadow_stack"},
    {shadow_stack_exactly, RAWMAP_ENOSYS, "a kernel with shadow stacks", "shadow_stack"},
    {shadow_stack_exactly, RAWMAP_SHADOW_STACK_UNSUPPORTED, "a processor with shadow stacks", "shadow_stack"},
    {key_alloc, RAWMAP_PKEY_NONE_FREE, "protection keys", "pkeys"},
    {key_alloc, RAWMAP_PKEY_UNSUPPORTED, "protection keys", "pkeys"},
    {key_alloc, RAWMAP_ENOSYS, "protection keys", "pkeys"},
    {key_free, RAWMAP_ENOSYS, "protection keys", "pkeys"},
    {key_protect, RAWMAP_ENOSYS, "protection keys", "pkeys"},
    {key_free, RAWMAP_PKEY_NOT_TAKEN, "protection keys", "pkeys"},
    {key_protect, RAWMAP_EINVAL, "protection keys", "pkeys"},
    {file_zero, RAWMAP_EOPNOTSUPP, "a file system that can", NULL},
    {file_unshare, RAWMAP_EOPNOTSUPP, "a file system that can", NULL},
    {file_collapse, RAWMAP_EOPNOTSUPP, "a file system that can", NULL},
    {file_insert, RAWMAP_EOPNOTSUPP, "a file system that can", NULL},
    {file_write_zeroes, RAWMAP_EOPNOTSUPP, "Linux 6.17, and a file system that can", NULL},
    {secret, RAWMAP_ENOSYS, "secret memory", "secret_memory"},
    {numa_home, RAWMAP_HOME_NO_POLICY, "a policy of the span", NULL},
    {collapse, RAWMAP_EINVAL, "a span with a huge page's room", NULL},
    {process_release, RAWMAP_PROCESS_NOT_DYING, "a process that was killed", NULL},
    {faults_read, RAWMAP_EAGAIN, "a message", NULL},
    {faults_set_mode, RAWMAP_EINVAL, "Linux 7.3", NULL},
    {faults_access_protect, RAWMAP_EINVAL, "Linux 7.3", NULL},
    {faults_access_unprotect, RAWMAP_EINVAL, "Linux 7.3", NULL},
    {merge_now, RAWMAP_MERGE_UNSUPPORTED, "a kernel that merges", NULL},
    {merge_set, RAWMAP_MERGE_UNSUPPORTED, "a kernel that merges", NULL},
};

/* Success, or what stands in for it on this machine. */
__attribute__((__unused__)) static bool is_success(const struct scenario *scenario, rawmap_status status)
{
    for (unsigned i = 0; i < sizeof missing / sizeof missing[0]; i++)
        if (missing[i].call == scenario->call && missing[i].status == status &&
            (missing[i].fact == NULL || lacks(missing[i].fact)))
            return true;
    return status == RAWMAP_OK;
}

#endif
