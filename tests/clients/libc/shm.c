/* SPDX-License-Identifier: MIT */
/* shm.c: System V shared memory. */
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
        s = rawmap_shm_find_for(key, length, a.permissions);
    else if (s.status == RAWMAP_OK)
        s = a.must_be_new ? rawmap_shm_create(key, length, a.permissions, a.options)
                          : rawmap_shm_find_or_create(key, length, a.permissions, a.options);
    return (int)layer_answers(&asked, s.status, s.segment.id);
}

/* All of the segment, in place of what is there. */
static rawmap_status replace(rawmap_shm segment, const rawmap_shmat_arguments *a)
{
    rawmap_shm_facts facts = {.length = 0};
    const rawmap_status status = rawmap_shm_look(segment, &facts);
    if (status != RAWMAP_OK)
        return status;
    return rawmap_shm_replace(rawmap_span_of((void *)a->address, (size_t)facts.length), segment, a->protection);
}

void *shmat(int id, const void *address, int flags)
{
    const rawmap_shm segment = {id};
    rawmap_shmat_arguments a;
    struct layer_asked asked;
    rawmap_mapping m;
    const rawmap_status status = rawmap_shmat_from_linux(address, flags, (size_t)SHMLBA, &a);
    layer_begins(&asked, LAYER_shmat, SYS_shmat, LAYER_WORD(id), status != RAWMAP_OK ? LAYER_WORD(address) : a.address,
                 LAYER_WORD(status != RAWMAP_OK ? flags : flags & ~SHM_RND), 0, 0, 0);
    m.span = rawmap_span_of((void *)a.address, 0);
    m.status = status;
    if (status == RAWMAP_OK && a.replaces)
        m.status = replace(segment, &a);
    else if (status == RAWMAP_OK)
        m = rawmap_shm_attach(segment, a.protection, a.placement);
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

static rawmap_status tell_facts(void *to, const rawmap_shm_facts *facts)
{
    struct shmid_ds told = {.shm_segsz = (size_t)facts->length};
    told.shm_perm.__key = facts->key;
    told.shm_perm.uid = facts->owner;
    told.shm_perm.gid = facts->group;
    told.shm_perm.cuid = facts->creator;
    told.shm_perm.cgid = facts->creator_group;
    told.shm_perm.mode =
        (unsigned short)(facts->permissions | (facts->removed ? SHM_DEST : 0u) | (facts->locked ? SHM_LOCKED : 0u));
    told.shm_perm.__seq = (unsigned short)facts->sequence;
    told.shm_atime = (time_t)facts->attached;
    told.shm_dtime = (time_t)facts->detached;
    told.shm_ctime = (time_t)facts->changed;
    told.shm_cpid = facts->creator_process;
    told.shm_lpid = facts->last_process;
    told.shm_nattch = (unsigned long)facts->attaches;
    return layer_copy(to, &told, sizeof told);
}

static rawmap_status tell_at(rawmap_shm_answer (*at)(unsigned, rawmap_shm_facts *), unsigned index, void *to, long *id)
{
    rawmap_shm_facts facts;
    const rawmap_shm_answer found = at(index, &facts);
    *id = found.segment.id;
    return found.status == RAWMAP_OK ? tell_facts(to, &facts) : found.status;
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
    rawmap_shm_facts told;
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
    case IPC_STAT:
        status = rawmap_shm_look(segment, &told);
        if (status == RAWMAP_OK)
            status = tell_facts(facts, &told);
        break;
    case SHM_STAT:
        status = tell_at(rawmap_shm_at, (unsigned)id, facts, &value);
        break;
    case SHM_STAT_ANY:
        status = tell_at(rawmap_shm_at_any, (unsigned)id, facts, &value);
        break;
    default:
        status = RAWMAP_EINVAL;
        break;
    }
    return (int)layer_answers(&asked, status, value);
}
