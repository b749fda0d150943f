/* SPDX-License-Identifier: MIT */
/* shm.c: System V shared memory. What shmctl tells of a segment has times in it that rawmap does not: libc is asked. */
#define _GNU_SOURCE
#include "layer.h"
#include "calls.h"

#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>

int shmget(key_t key, size_t length, int flags)
{
    struct layer_asked asked;
    rawmap_shmget_arguments a;
    rawmap_shm_answer s = {RAWMAP_OK, {-1}};
    layer_begins(&asked, LAYER_shmget, SYS_shmget, LAYER_WORD(key), length, LAYER_WORD(flags), 0, 0, 0);
    s.status = rawmap_shmget_from_linux(key, flags, (flags & SHM_HUGETLB) != 0 ? layer_huge_default() : 0, &a);
    if (s.status == RAWMAP_OK && !a.by_key)
        s = rawmap_shm_new(length, a.permissions, a.options);
    else if (s.status == RAWMAP_OK && !a.creates)
        s = rawmap_shm_find(key, length);
    else if (s.status == RAWMAP_OK)
        s = rawmap_shm_create(key, length, a.permissions, a.options);
    if (s.status == RAWMAP_SHM_TAKEN && !a.must_be_new) {
        s = rawmap_shm_find(key, length);
        layer_twice(&asked);
    }
    return (int)layer_answers(&asked, s.status, s.segment.id);
}

void *shmat(int id, const void *address, int flags)
{
    const int known = SHM_RDONLY | SHM_RND | SHM_EXEC;
    const rawmap_shm segment = {id};
    uintptr_t place = LAYER_WORD(address);
    rawmap_prot protection = RAWMAP_PROT(read);
    rawmap_mapping m;
    struct layer_asked asked;
    if ((flags & SHM_RND) != 0)
        place &= ~(uintptr_t)(SHMLBA - 1);
    layer_begins(&asked, LAYER_shmat, SYS_shmat, LAYER_WORD(id), place, LAYER_WORD(flags & ~SHM_RND), 0, 0, 0);
    if ((flags & ~known) != 0) { /* SHM_REMAP, or what Linux ignores */
        layer_leaves(&asked);
        return (void *)layer_syscall(SYS_shmat, id, (long)address, flags, 0, 0, 0);
    }
    if ((flags & SHM_RDONLY) == 0)
        protection = rawmap_prot_union(protection, RAWMAP_PROT(write));
    if ((flags & SHM_EXEC) != 0)
        protection = rawmap_prot_union(protection, RAWMAP_PROT(exec));
    m = rawmap_shm_attach(segment, protection, place == 0 ? RAWMAP_ANYWHERE : RAWMAP_EXACTLY((void *)place));
    return (void *)layer_answers(&asked, m.status, (long)m.span.base);
}

int shmdt(const void *address)
{
    struct layer_asked asked;
    layer_begins(&asked, LAYER_shmdt, SYS_shmdt, LAYER_WORD(address), 0, 0, 0, 0, 0);
    return (int)layer_answers(&asked, rawmap_shm_detach(rawmap_span_of((void *)LAYER_WORD(address), 1)), 0);
}

/* Both questions about the system answer the highest index, or 0. */
static rawmap_status tell_limits(void *to, long *highest)
{
    struct shminfo told = {.shmmin = 1};
    rawmap_shm_limits limits;
    rawmap_shm_usage usage;
    rawmap_status status = rawmap_shm_limits_now(&limits);
    if (status == RAWMAP_OK)
        status = rawmap_shm_usage_now(&usage);
    if (status != RAWMAP_OK)
        return status;
    told.shmmax = (unsigned long)limits.length;
    told.shmmni = told.shmseg = (unsigned long)limits.segments;
    told.shmall = (unsigned long)limits.pages;
    *highest = usage.indices != 0 ? (long)usage.indices - 1 : 0;
    return layer_copy(to, &told, sizeof told);
}

static rawmap_status tell_usage(void *to, long *highest)
{
    struct shm_info told = {.used_ids = 0};
    rawmap_shm_usage usage;
    const rawmap_status status = rawmap_shm_usage_now(&usage);
    if (status != RAWMAP_OK)
        return status;
    told.used_ids = (int)usage.segments;
    told.shm_tot = (unsigned long)usage.pages;
    told.shm_rss = (unsigned long)usage.resident;
    told.shm_swp = (unsigned long)usage.swap;
    *highest = usage.indices != 0 ? (long)usage.indices - 1 : 0;
    return layer_copy(to, &told, sizeof told);
}

static rawmap_status permit(rawmap_shm segment, const void *from)
{
    struct shmid_ds wanted;
    const rawmap_status status = layer_fetch(&wanted, from, sizeof wanted);
    if (status != RAWMAP_OK)
        return status;
    return rawmap_shm_permit(segment, wanted.shm_perm.uid, wanted.shm_perm.gid, wanted.shm_perm.mode & 0777u);
}

int shmctl(int id, int command, struct shmid_ds *facts)
{
    const rawmap_shm segment = {id};
    struct layer_asked asked;
    long value = 0;
    rawmap_status status;
    if (command == IPC_INFO || command == SHM_INFO) /* they are of no segment */
        id = 0;
    layer_begins(&asked, LAYER_shmctl, SYS_shmctl, LAYER_WORD(id), LAYER_WORD(command), LAYER_WORD(facts), 0, 0, 0);
    switch (command) {
    case IPC_RMID:
        status = rawmap_shm_remove(segment);
        break;
    case IPC_SET:
        status = permit(segment, facts);
        break;
    case SHM_LOCK:
        status = rawmap_shm_lock(segment);
        break;
    case SHM_UNLOCK:
        status = rawmap_shm_unlock(segment);
        break;
    case IPC_INFO:
        status = tell_limits(facts, &value);
        break;
    case SHM_INFO:
        status = tell_usage(facts, &value);
        break;
    default:
        layer_leaves(&asked);
        return (int)layer_syscall(SYS_shmctl, id, command, (long)facts, 0, 0, 0);
    }
    return (int)layer_answers(&asked, status, value);
}
