/* SPDX-License-Identifier: MIT */
/* What the tests of System V shared memory have in common. Segments are marked for removal as soon as they are attached,
   so that none outlives its test. */
#ifndef RAWMAP_TESTS_UNIT_SHM_H
#define RAWMAP_TESTS_UNIT_SHM_H

#include "unit.h"

#include <sys/ipc.h>
#include <sys/shm.h>

static inline rawmap_status shm_status(rawmap_shm_answer answer)
{
    if (answer.status != RAWMAP_OK)
        cr_assert_eq(answer.segment.id, -1, "a failure has a segment");
    return answer.status;
}
#define UNIT_STATUS_shm_new shm_status
#define UNIT_CHECK_shm_new rawmap_check_shm_new
#define UNIT_STATUS_shm_create shm_status
#define UNIT_CHECK_shm_create rawmap_check_shm_create
#define UNIT_STATUS_shm_find shm_status
#define UNIT_CHECK_shm_find rawmap_check_shm_find
#define UNIT_STATUS_shm_find_for shm_status
#define UNIT_CHECK_shm_find_for rawmap_check_shm_find_for
#define UNIT_STATUS_shm_find_or_create shm_status
#define UNIT_CHECK_shm_find_or_create rawmap_check_shm_find_or_create
#define UNIT_STATUS_shm_replace
#define UNIT_CHECK_shm_replace rawmap_check_shm_replace
#define UNIT_STATUS_shm_at_any shm_status
#define UNIT_CHECK_shm_at_any(index, facts) rawmap_check_shm_at(index)
#define UNIT_STATUS_shm_attach unit_status_of
#define UNIT_CHECK_shm_attach rawmap_check_shm_attach
#define UNIT_STATUS_shm_detach
#define UNIT_CHECK_shm_detach rawmap_check_shm_detach
#define UNIT_STATUS_shm_remove
#define UNIT_CHECK_shm_remove rawmap_check_shm_remove
#define UNIT_STATUS_shm_look
#define UNIT_CHECK_shm_look(segment, facts) rawmap_check_shm_look(segment)
#define UNIT_STATUS_shm_permit
#define UNIT_CHECK_shm_permit rawmap_check_shm_permit
#define UNIT_STATUS_shm_at shm_status
#define UNIT_CHECK_shm_at(index, facts) rawmap_check_shm_at(index)
#define UNIT_STATUS_shm_lock
#define UNIT_CHECK_shm_lock rawmap_check_shm_remove
#define UNIT_STATUS_shm_unlock
#define UNIT_CHECK_shm_unlock rawmap_check_shm_remove

#define RW RAWMAP_PROT(read, write)

static inline rawmap_shm raw_segment(int id)
{
    rawmap_shm segment;
    segment.id = id;
    return segment;
}

/* What libc says of a segment. */
static inline struct shmid_ds facts_of(rawmap_shm segment)
{
    struct shmid_ds facts;
    memset(&facts, 0, sizeof facts);
    cr_assert_eq(shmctl(segment.id, IPC_STAT, &facts), 0, "libc sees no such segment");
    return facts;
}

static inline void gone_at_exit(int id)
{
    (void)shmctl(id, IPC_RMID, NULL);
}

/* A segment of two pages that goes with the last detaching, and its first mapping. */
static inline rawmap_span attached(rawmap_shm *segment)
{
    const rawmap_shm_answer made = rawmap_shm_new(2 * unit_page(), 0600, RAWMAP_SHM());
    rawmap_mapping mapping;
    STATUS(OK, made.status);
    *segment = made.segment;
    mapping = rawmap_shm_attach(made.segment, RW, RAWMAP_ANYWHERE);
    gone_at_exit(made.segment.id);
    return SPAN(mapping);
}

#endif
