/* SPDX-License-Identifier: MIT */
/* The pairs of constant.c: System V shared memory. */
#ifndef CONSTANT_SHM_H
#define CONSTANT_SHM_H

BY_HAND rawmap_shm segment(int id)
{
    rawmap_shm made;
    made.id = id;
    return made;
}
BY_HAND rawmap_shm_answer bare_segment(rawmap_word result)
{
    rawmap_shm_answer answer;
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        answer.status = (rawmap_status)-result;
        answer.segment.id = -1;
        return answer;
    }
    answer.status = RAWMAP_OK;
    answer.segment.id = (int)result;
    return answer;
}

PAIR(shm_new, rawmap_shm_answer, bare_segment(rawmap_syscall3(RAWMAP_NR_shmget, 0, LENGTH, 01600)),
     rawmap_shm_new(LENGTH, 0600, RAWMAP_SHM()))
PAIR(shm_create, rawmap_shm_answer, bare_segment(rawmap_syscall3(RAWMAP_NR_shmget, 7, LENGTH, 03600)),
     rawmap_shm_create(7, LENGTH, 0600, RAWMAP_SHM()))
PAIR(shm_find, rawmap_shm_answer, bare_segment(rawmap_syscall3(RAWMAP_NR_shmget, 7, LENGTH, 0)),
     rawmap_shm_find(7, LENGTH))
MAPPING(shm_attach, LENGTH, rawmap_syscall3(RAWMAP_NR_shmat, 5, AT, RAWMAP_LINUX_SHM_RDONLY),
        rawmap_shm_attach(segment(5), LENGTH, RAWMAP_PROT(read), RAWMAP_EXACTLY((void *)AT)))
STATUS(shm_detach, rawmap_syscall1(RAWMAP_NR_shmdt, AT), rawmap_shm_detach(span(AT, LENGTH)))
STATUS(shm_remove, rawmap_syscall3(RAWMAP_NR_shmctl, 5, 0, 0), rawmap_shm_remove(segment(5)))
STATUS(shm_lock, rawmap_syscall3(RAWMAP_NR_shmctl, 5, RAWMAP_LINUX_SHM_LOCK, 0), rawmap_shm_lock(segment(5)))
STATUS(shm_unlock, rawmap_syscall3(RAWMAP_NR_shmctl, 5, RAWMAP_LINUX_SHM_UNLOCK, 0), rawmap_shm_unlock(segment(5)))

#endif
