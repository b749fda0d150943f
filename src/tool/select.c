/* SPDX-License-Identifier: MIT */
/* Which rows a name means: a subject, a row, or what libc calls the thing. */
#include "tool.h"

/* Prefixes of libc's constants, and where the rest of the name is a row's. */
static const char prefixes[][2][12] = {
    {"madv_", "advice."}, {"prot_", "protection."}, {"map_huge_", "huge_page."}, {"ms_", "sync."}, {"mfd_", "memfd."},
};

/* The constants and calls whose rows have other names. */
static const char others[][2][28] = {
    {"map_private", "kind.private"},
    {"map_shared", "kind.shared"},
    {"map_droppable", "kind.droppable"},
    {"map_populate", "private.populate"},
    {"map_locked", "private.lock"},
    {"map_noreserve", "private.noreserve"},
    {"map_stack", "private.stack"},
    {"map_growsdown", "private.growsdown"},
    {"map_hugetlb", "huge_page.default"},
    {"map_sync", "file_shared.sync"},
    {"map_fixed", "call.replace"},
    {"map_fixed_noreplace", "placement.exactly"},
    {"map_32bit", "placement.low_32bit"},
    {"map_above4g", "placement.above_4g"},
    {"mcl_current", "lock_all.current"},
    {"mcl_future", "lock_all.future"},
    {"mcl_onfault", "lock_all.on_fault"},
    {"mlock_onfault", "call.lock_on_fault"},
    {"mremap_maymove", "call.resize_or_move"},
    {"mremap_fixed", "call.move_over"},
    {"mremap_dontunmap", "call.move_keep"},
    {"mmap", "call.map"},
    {"munmap", "call.unmap"},
    {"mprotect", "call.protect"},
    {"mremap", "call.resize_or_move"},
    {"madvise", "advice"},
    {"msync", "sync"},
    {"mincore", "call.residency"},
    {"mlock", "call.lock"},
    {"mlock2", "call.lock_on_fault"},
    {"munlock", "call.unlock"},
    {"mlockall", "lock_all"},
    {"munlockall", "call.unlock_all"},
    {"mseal", "call.seal"},
    {"brk", "call.break_set"},
    {"memfd_create", "call.memfd"},
    {"pkey_mprotect", "call.pkey_protect"},
    {"process_madvise", "call.process_advise"},
    {"process_mrelease", "call.process_release"},
    {"process_vm_readv", "call.process_read"},
    {"process_vm_writev", "call.process_write"},
    {"cachestat", "call.cache_states"},
    {"mbind", "call.numa_bind"},
    {"set_mempolicy", "call.numa_set"},
    {"get_mempolicy", "call.numa_now"},
    {"set_mempolicy_home_node", "call.numa_home"},
    {"move_pages", "call.numa_move"},
    {"migrate_pages", "call.numa_migrate"},
    {"shmget", "call.shm_new"},
    {"shmat", "call.shm_attach"},
    {"shmdt", "call.shm_detach"},
    {"userfaultfd", "call.faults_register"},
};

void selection_of(struct selection *selection, const char *name)
{
    char *const wanted = selection->wanted;
    char lower[sizeof selection->wanted];
    unsigned used = 0, i;
    for (i = 0; i < sizeof lower - 1 && name[i]; i++)
        lower[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] - 'A' + 'a' : name[i]);
    lower[i] = 0;
    wanted[0] = 0;
    for (i = 0; i < sizeof others / sizeof others[0]; i++)
        if (same(lower, others[i][0])) {
            append(wanted, &used, sizeof selection->wanted, others[i][1]);
            return;
        }
    for (i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (starts(lower, prefixes[i][0])) {
            append(wanted, &used, sizeof selection->wanted, prefixes[i][1]);
            append(wanted, &used, sizeof selection->wanted, lower + length_of(prefixes[i][0]));
            return;
        }
    append(wanted, &used, sizeof selection->wanted, lower);
}

bool selects_by_row(const struct selection *selection, const struct row *row)
{
    const size_t length = length_of(row->subject);
    return same(row->name, selection->wanted) ||
           (starts(selection->wanted, row->subject) && selection->wanted[length] == '.' &&
            same(row->name, selection->wanted + length + 1));
}

bool selects(const struct selection *selection, const struct row *row)
{
    return !selection->wanted[0] || same(row->subject, selection->wanted) || selects_by_row(selection, row);
}
