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

BY_HAND rawmap_mapping bare_attach(void)
{
    rawmap_shmid told;
    const rawmap_word at = hand_syscall3(RAWMAP_NR_shmat, 5, AT, RAWMAP_LINUX_SHM_RDONLY);
    rawmap_word result;
    if (__builtin_expect(at < 0 && at >= -4095, 0))
        return bare_mapping(at, 0);
    result = hand_syscall3(RAWMAP_NR_shmctl, 5, 2, WORD((uintptr_t)&told));
    if (__builtin_expect(result != 0, 0)) {
        (void)hand_syscall1(RAWMAP_NR_shmdt, at);
        return bare_mapping(result, 0);
    }
    return bare_mapping(at, told.length);
}
extern rawmap_shm_facts known;
rawmap_shm_facts known; /* not static, or nobody would need it */
BY_HAND void know(const rawmap_shmid *told)
{
    known.length = told->length;
    known.attaches = told->attaches;
    known.key = told->key;
    known.permissions = told->mode & 0777u;
    known.owner = told->uid;
    known.group = told->gid;
    known.creator = told->creator_uid;
    known.creator_group = told->creator_gid;
    known.creator_process = told->creator;
    known.last_process = told->last;
    known.sequence = told->sequence;
    known.attached = (int64_t)told->times[0];
    known.detached = (int64_t)told->times[1];
    known.changed = (int64_t)told->times[2];
    known.locked = (told->mode & 02000) != 0;
    known.removed = (told->mode & 01000) != 0;
}
BY_HAND rawmap_word bare_look(void)
{
    rawmap_shmid told;
    const rawmap_word result = hand_syscall3(RAWMAP_NR_shmctl, 5, 2, WORD((uintptr_t)&told));
    if (__builtin_expect(result != 0, 0))
        return result;
    know(&told);
    return 0;
}
BY_HAND rawmap_shm_answer bare_at(rawmap_word command)
{
    rawmap_shmid told;
    const rawmap_word result = hand_syscall3(RAWMAP_NR_shmctl, 5, command, WORD((uintptr_t)&told));
    if (__builtin_expect(result >= 0 || result < -4095, 1))
        know(&told);
    return bare_segment(result);
}
BY_HAND rawmap_word bare_permit(void)
{
    rawmap_shmid wanted;
    wanted.uid = 7;
    wanted.gid = 8;
    wanted.mode = 0640;
    return hand_syscall3(RAWMAP_NR_shmctl, 5, 1, WORD((uintptr_t)&wanted));
}
extern rawmap_shm_limits allowed;
rawmap_shm_limits allowed;
BY_HAND rawmap_word bare_limits(void)
{
    rawmap_shm_word told[9];
    const rawmap_word result = hand_syscall3(RAWMAP_NR_shmctl, 0, 3, WORD((uintptr_t)told));
    if (__builtin_expect(result < 0 && result >= -4095, 0))
        return result;
    allowed.length = told[0];
    allowed.segments = told[2];
    allowed.pages = told[4];
    return 0;
}
extern rawmap_shm_usage used;
rawmap_shm_usage used;
BY_HAND rawmap_word bare_usage(void)
{
    struct {
        int segments;
        rawmap_shm_word pages, resident, swap, rest[2];
    } told;
    const rawmap_word result = hand_syscall3(RAWMAP_NR_shmctl, 0, RAWMAP_LINUX_SHM_INFO, WORD((uintptr_t)&told));
    if (__builtin_expect(result < 0 && result >= -4095, 0))
        return result;
    used.segments = (unsigned)told.segments;
    used.indices = told.segments == 0 ? 0 : (unsigned)result + 1;
    used.pages = told.pages;
    used.resident = told.resident;
    used.swap = told.swap;
    return 0;
}

PAIR(shm_new, rawmap_shm_answer, bare_segment(hand_syscall3(RAWMAP_NR_shmget, 0, LENGTH, 01600)),
     rawmap_shm_new(LENGTH, 0600, RAWMAP_SHM()))
PAIR(shm_create, rawmap_shm_answer, bare_segment(hand_syscall3(RAWMAP_NR_shmget, 7, LENGTH, 03600)),
     rawmap_shm_create(7, LENGTH, 0600, RAWMAP_SHM()))
PAIR(shm_find, rawmap_shm_answer, bare_segment(hand_syscall3(RAWMAP_NR_shmget, 7, LENGTH, 0444)),
     rawmap_shm_find(7, LENGTH))
PAIR(shm_find_for, rawmap_shm_answer, bare_segment(hand_syscall3(RAWMAP_NR_shmget, 7, LENGTH, 0600)),
     rawmap_shm_find_for(7, LENGTH, 0600))
PAIR(shm_find_or_create, rawmap_shm_answer, bare_segment(hand_syscall3(RAWMAP_NR_shmget, 7, LENGTH, 01600)),
     rawmap_shm_find_or_create(7, LENGTH, 0600, RAWMAP_SHM()))
PAIR(shm_attach, rawmap_mapping, bare_attach(),
     rawmap_shm_attach(segment(5), RAWMAP_PROT(read), RAWMAP_EXACTLY((void *)AT)))
STATUS(shm_look, bare_look(), rawmap_shm_look(segment(5), &known))
STATUS(shm_permit, bare_permit(), rawmap_shm_permit(segment(5), 7, 8, 0640))
PAIR(shm_at, rawmap_shm_answer, bare_at(13), rawmap_shm_at(5, &known))
PAIR(shm_at_any, rawmap_shm_answer, bare_at(15), rawmap_shm_at_any(5, &known))
STATUS(shm_limits_now, bare_limits(), rawmap_shm_limits_now(&allowed))
STATUS(shm_usage_now, bare_usage(), rawmap_shm_usage_now(&used))
STATUS(shm_detach, hand_syscall1(RAWMAP_NR_shmdt, AT), rawmap_shm_detach(span(AT, LENGTH)))
STATUS(shm_remove, hand_syscall3(RAWMAP_NR_shmctl, 5, 0, 0), rawmap_shm_remove(segment(5)))
STATUS(shm_lock, hand_syscall3(RAWMAP_NR_shmctl, 5, RAWMAP_LINUX_SHM_LOCK, 0), rawmap_shm_lock(segment(5)))
STATUS(shm_unlock, hand_syscall3(RAWMAP_NR_shmctl, 5, RAWMAP_LINUX_SHM_UNLOCK, 0), rawmap_shm_unlock(segment(5)))

#endif
