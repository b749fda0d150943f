/* SPDX-License-Identifier: MIT */
/* Rows of System V shared memory that depend on the system's limits or on a race, simulated by a kernel that answers one
   errno to everything. */
#define RAWMAP_SYSCALL limited_kernel
#include "unit_shm.h"

static int answer, detached;
static bool attaches, has_low_addresses;
static uint64_t told; /* the length that it tells of a segment, where it does */

rawmap_word limited_kernel(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                           rawmap_word e, rawmap_word f)
{
    if (attaches && number == RAWMAP_NR_shmat)
        return 0x10000;
    if (attaches && number == RAWMAP_NR_shmdt) {
        detached++;
        return a == 0x10000 ? 0 : -EINVAL;
    }
    if (told != 0 && number == RAWMAP_NR_shmctl) {
        ((rawmap_shmid *)(uintptr_t)c)->length = told;
        return 0;
    }
    (void)a, (void)b, (void)c, (void)e, (void)f;
    unit_calls++;
    /* A mapping of no kind, with and without the low address. */
    if (has_low_addresses && number == RAWMAP_NR_mmap)
        return unit_last = a == 0x8000 && (d & RAWMAP_LINUX_MAP_FIXED_NOREPLACE) != 0 ? -EPERM : -EINVAL;
    return unit_last = -answer;
}

Test(shm_other, limits_and_races)
{
    rawmap_shm segment;
    rawmap_shm_facts facts;
    segment.id = 5;
    answer = ENOSPC;
    ROW(shm_new, UNSURE, ENOSPC, SHM_LIMIT, (4096, 0600, RAWMAP_SHM()));
    ROW(shm_create, UNSURE, ENOSPC, SHM_LIMIT, (1, 4096, 0600, RAWMAP_SHM()));
    ROW(shm_find_or_create, UNSURE, ENOSPC, SHM_LIMIT, (1, 4096, 0600, RAWMAP_SHM()));
    answer = EPERM;
    STATUS(EPERM, rawmap_shm_new(1u << 21, 0600, RAWMAP_SHM(huge_2mb)).status);
    STATUS(EPERM, rawmap_shm_create(1, 1u << 21, 0600, RAWMAP_SHM(huge_2mb)).status);
    STATUS(EPERM, rawmap_shm_new(4096, 0600, RAWMAP_SHM()).status);
    answer = EIDRM;
    ROW(shm_attach, UNSURE, EIDRM, SHM_REMOVED, (segment, RAWMAP_PROT(read), RAWMAP_ANYWHERE));
    ROW(shm_look, UNSURE, EIDRM, SHM_REMOVED, (segment, &facts));
    ROW(shm_permit, UNSURE, EIDRM, SHM_REMOVED, (segment, 0, 0, 0600));
    ROW(shm_at, UNSURE, EIDRM, SHM_REMOVED, (5, &facts));
    ROW(shm_at_any, UNSURE, EIDRM, SHM_REMOVED, (5, &facts));
    STATUS(SHM_REMOVED, rawmap_shm_replace(unit_at(0x20000000, 4096), segment, RAWMAP_PROT(read)));
    told = 4096;
    ROW(shm_replace, UNSURE, EIDRM, SHM_REMOVED, (unit_at(0x20000000, 4096), segment, RAWMAP_PROT(read)));
    told = 0;
    ROW(shm_remove, UNSURE, EIDRM, SHM_REMOVED, (segment));
    ROW(shm_lock, UNSURE, EIDRM, SHM_REMOVED, (segment));
    ROW(shm_unlock, UNSURE, EIDRM, SHM_REMOVED, (segment));
    answer = EINVAL;
    STATUS(EINVAL, rawmap_shm_new(4096, 0600, RAWMAP_SHM()).status);
}

/* vm.mmap_min_addr is 65536 there; and then the kernel says EPERM for another reason. */
Test(shm_other, low_addresses)
{
    rawmap_shm segment;
    segment.id = 5;
    answer = EPERM;
    has_low_addresses = true;
    ROW(shm_attach, LOOKED, EPERM, EXACT_TOO_LOW,
        (segment, RAWMAP_PROT(read), rawmap_exactly(unit_at(0x8000, 1).base)));
    STATUS(EPERM, rawmap_shm_attach(segment, RAWMAP_PROT(read), rawmap_exactly(unit_at(0x9000, 1).base)).status);
    told = 4096;
    ROW(shm_replace, LOOKED, EPERM, SPAN_TOO_LOW, (unit_at(0x8000, 4096), segment, RAWMAP_PROT(read)));
    STATUS(EPERM, rawmap_shm_replace(unit_at(0x9000, 4096), segment, RAWMAP_PROT(read)));
    told = 0;
    STATUS(EPERM, rawmap_shm_attach(segment, RAWMAP_PROT(read), RAWMAP_ANYWHERE).status);
}

/* A kernel that attaches a segment and tells nothing of it (a filter of system calls, say): it is not left attached. */
Test(shm_other, attached_and_not_told_of)
{
    rawmap_shm segment;
    segment.id = 5;
    attaches = true;
    answer = EACCES;
    STATUS(EACCES, unit_status_of(rawmap_shm_attach(segment, RAWMAP_PROT(read), RAWMAP_ANYWHERE)));
    cr_assert_eq(detached, 1);
}
