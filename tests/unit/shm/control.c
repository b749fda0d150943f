/* SPDX-License-Identifier: MIT */
/* System V shared memory: what is told of segments and of the system, against what libc makes of the same; and what
   becomes of them. */
#include "unit_shm.h"

#include <sys/wait.h>

Test(shm_control, locked)
{
    rawmap_shm segment;
    const rawmap_span span = attached(&segment);
    *(char *)span.base = 'l';
    STATUS(OK, rawmap_shm_lock(segment));
    cr_assert(facts_of(segment).shm_perm.mode & 02000);
    STATUS(OK, rawmap_shm_unlock(segment));
    cr_assert_not(facts_of(segment).shm_perm.mode & 02000);
}

/* Everything, against what libc makes of the same structure; the length is no whole number of pages. */
Test(shm_control, looked_at)
{
    const int key = 0x7c77 + (int)getpid();
    const size_t length = unit_page() + 123;
    const rawmap_shm_answer made = rawmap_shm_create(key, length, 0640, RAWMAP_SHM());
    rawmap_shm_facts facts, before;
    struct shmid_ds libc;
    rawmap_mapping one, two;
    int status = -1;
    pid_t child;
    STATUS(OK, made.status);
    memset(&before, 0x55, sizeof before);
    memset(&facts, 0x55, sizeof facts);
    STATUS(OK, rawmap_shm_look(made.segment, &before));
    one = rawmap_shm_attach(made.segment, RW, RAWMAP_ANYWHERE);
    two = rawmap_shm_attach(made.segment, RAWMAP_PROT(read), RAWMAP_ANYWHERE);
    child = fork();
    if (child == 0)
        _exit(rawmap_shm_detach(one.span) != RAWMAP_OK);
    waitpid(child, &status, 0);
    STATUS(OK, rawmap_shm_look(made.segment, &facts));
    libc = facts_of(made.segment);
    gone_at_exit(made.segment.id);
    cr_assert_eq(SPAN(one).length, length, "the span is not as long as the segment");
    cr_assert_eq(SPAN(two).length, length);
    cr_assert_eq(before.length, length);
    cr_assert_eq(before.attaches, 0);
    cr_assert_eq(before.last_process, 0);
    cr_assert_eq(facts.length, libc.shm_segsz);
    cr_assert_eq(facts.attaches, 2);
    cr_assert_eq(facts.attaches, libc.shm_nattch);
    cr_assert_eq(facts.key, key);
    cr_assert_eq(facts.permissions, 0640);
    cr_assert_eq(facts.owner, libc.shm_perm.uid);
    cr_assert_eq(facts.group, libc.shm_perm.gid);
    cr_assert_eq(facts.creator, libc.shm_perm.cuid);
    cr_assert_eq(facts.creator_group, libc.shm_perm.cgid);
    cr_assert_eq(facts.creator_process, (int)getpid());
    cr_assert_eq(facts.last_process, (int)child);
    cr_assert_eq(facts.last_process, libc.shm_lpid);
    cr_assert_not(facts.locked || facts.removed);
    STATUS(OK, rawmap_shm_lock(made.segment));
    STATUS(OK, rawmap_shm_look(made.segment, &facts));
    cr_assert(facts.locked && facts.removed);
    cr_assert_eq(facts.key, 0);
    STATUS(OK, rawmap_shm_detach(one.span));
    STATUS(OK, rawmap_shm_detach(two.span));
    STATUS(SHM_GONE, rawmap_shm_look(made.segment, &facts));
}

/* Nobody else's, then readable for its new owner and still not for others. */
Test(shm_control, given_away)
{
    rawmap_shm segment;
    struct shmid_ds libc;
    rawmap_shm_facts facts;
    UNIT_NEEDS_FACT(capabilities); /* to give a segment away */
    (void)attached(&segment);
    STATUS(OK, rawmap_shm_permit(segment, 65534, 12345, 0604));
    libc = facts_of(segment);
    cr_assert_eq(libc.shm_perm.uid, 65534);
    cr_assert_eq(libc.shm_perm.gid, 12345);
    cr_assert_eq(libc.shm_perm.cuid, geteuid());
    cr_assert_eq(libc.shm_perm.mode & 0777, 0604);
    cr_assert_eq(seteuid(65534), 0);
    STATUS(OK, rawmap_shm_look(segment, &facts));
    STATUS(OK, rawmap_shm_permit(segment, 65534, 12345, 0));
    STATUS(EACCES, rawmap_shm_look(segment, &facts));
    cr_assert_eq(seteuid(0), 0);
    STATUS(OK, rawmap_shm_look(segment, &facts));
    cr_assert_eq(facts.permissions, 0);
    cr_assert_eq(facts.owner, 65534);
    cr_assert_eq(facts.group, 12345);
    cr_assert_eq(seteuid(65533), 0);
    STATUS(EPERM, rawmap_shm_permit(segment, 65533, 65533, 0666));
    cr_assert_eq(seteuid(0), 0);
}

static uint64_t number_in(const char *path)
{
    unsigned long long number = 0;
    FILE *const file = fopen(path, "r");
    cr_assert(file != NULL && fscanf(file, "%llu", &number) == 1, "%s", path);
    fclose(file);
    return number;
}

/* Against /proc and what libc makes of the same structures. */
Test(shm_control, of_the_whole_system)
{
    rawmap_shm segment;
    const rawmap_span span = attached(&segment);
    rawmap_shm_limits limits;
    rawmap_shm_usage usage;
    rawmap_shm_facts facts, looked;
    struct shm_info libc, before;
    unsigned index, found = 0, tries = 0;
    int highest;
    memset(span.base, 's', span.length);
    memset(&usage, 0, sizeof usage);
    /* Others may make and remove segments in between. */
    do {
        (void)shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&before);
        STATUS(OK, rawmap_shm_usage_now(&usage));
        highest = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&libc);
    } while ((before.used_ids != libc.used_ids || before.shm_tot != libc.shm_tot || before.shm_rss != libc.shm_rss) &&
             ++tries < 1000);
    STATUS(OK, rawmap_shm_limits_now(&limits));
    cr_assert_eq(limits.length, number_in("/proc/sys/kernel/shmmax"));
    cr_assert_eq(limits.segments, number_in("/proc/sys/kernel/shmmni"));
    cr_assert_eq(limits.pages, number_in("/proc/sys/kernel/shmall"));
    cr_assert_eq(usage.segments, (unsigned)libc.used_ids);
    cr_assert_eq(usage.indices, (unsigned)highest + 1);
    cr_assert_eq(usage.pages, libc.shm_tot);
    cr_assert_eq(usage.resident, libc.shm_rss);
    cr_assert_eq(usage.swap, libc.shm_swp);
    cr_assert_geq(usage.resident, 2);
    STATUS(OK, rawmap_shm_look(segment, &looked));
    for (index = 0; index < usage.indices; index++) {
        const rawmap_shm_answer at = rawmap_shm_at(index, &facts);
        if (at.status == RAWMAP_OK && at.segment.id == segment.id) {
            found++;
            cr_assert_eq(facts.length, looked.length);
            cr_assert_eq(facts.creator_process, (int)getpid());
            cr_assert_eq(facts.attaches, 1);
        }
    }
    cr_assert_eq(found, 1);
}

Test(shm_control, rows)
{
    rawmap_shm segment;
    const rawmap_span span = attached(&segment);
    rawmap_shm_facts facts;
    unsigned bit;
    (void)span;
    ROW(shm_remove, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-1)));
    ROW(shm_lock, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(INT_MIN)));
    ROW(shm_unlock, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-2)));
    ROW(shm_look, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-1), &facts));
    ROW(shm_look, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX), &facts));
    for (bit = 9; bit < 32; bit++)
        ROW(shm_permit, IGNORED, EINVAL, SHM_UNKNOWN_PERMISSIONS, (segment, 0, 0, 1u << bit));
    ROW(shm_permit, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-1), 0, 0, 0600));
    ROW(shm_permit, REFUSED, EINVAL, SHM_NOBODY, (segment, UINT_MAX, 0, 0600));
    ROW(shm_permit, REFUSED, EINVAL, SHM_NOBODY, (segment, 0, UINT_MAX, 0600));
    STATUS(EINVAL, rawmap_shm_permit(raw_segment(INT_MAX), 0, 0, 0600));
    for (bit = 24; bit < 31; bit++)
        ROW(shm_at, IGNORED, EINVAL, SHM_INDEX_TOO_HIGH, (1u << bit, &facts));
    ROW(shm_at, GUARDED, EINVAL, SHM_INDEX_TOO_HIGH, (1u << 31, &facts));
    ROW(shm_at, UNSURE, EINVAL, SHM_INDEX_EMPTY, (32767, &facts));
    ROW(shm_remove, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX)));
    ROW(shm_lock, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX)));
    ROW(shm_unlock, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX)));
}
