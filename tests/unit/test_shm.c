/* SPDX-License-Identifier: MIT */
/* System V shared memory: segments are marked for removal as soon as they are attached, so that none outlives its test. */
#include "unit.h"

#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>

static rawmap_status shm_status(rawmap_shm_answer answer)
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

static rawmap_shm raw_segment(int id)
{
    rawmap_shm segment;
    segment.id = id;
    return segment;
}
static rawmap_shm_options raw_options(unsigned bits)
{
    rawmap_shm_options options;
    options.bits = bits;
    return options;
}

/* What libc says of a segment. */
static struct shmid_ds facts_of(rawmap_shm segment)
{
    struct shmid_ds facts;
    memset(&facts, 0, sizeof facts);
    cr_assert_eq(shmctl(segment.id, IPC_STAT, &facts), 0, "libc sees no such segment");
    return facts;
}

static void gone_at_exit(int id)
{
    (void)shmctl(id, IPC_RMID, NULL);
}

/* A segment of two pages that goes with the last detaching, and its first mapping. */
static rawmap_span attached(rawmap_shm *segment)
{
    const rawmap_shm_answer made = rawmap_shm_new(2 * unit_page(), 0600, RAWMAP_SHM());
    rawmap_mapping mapping;
    STATUS(OK, made.status);
    *segment = made.segment;
    mapping = rawmap_shm_attach(made.segment, RW, RAWMAP_ANYWHERE);
    gone_at_exit(made.segment.id);
    return SPAN(mapping);
}

Test(shm, is_shared_between_mappings_and_processes)
{
    rawmap_shm segment;
    const rawmap_span one = attached(&segment);
    const rawmap_span two = SPAN(rawmap_shm_attach(segment, RAWMAP_PROT(read), RAWMAP_ANYWHERE));
    int status = -1;
    pid_t child;
    cr_assert_eq(facts_of(segment).shm_segsz, 2 * unit_page());
    cr_assert_eq(facts_of(segment).shm_nattch, 2);
    cr_assert_neq(one.base, two.base);
    cr_assert_eq(*(char *)two.base, 0);
    child = fork();
    if (child == 0) {
        ((char *)one.base)[unit_page()] = 'c';
        _exit(0);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert_eq(((char *)two.base)[unit_page()], 'c');
    cr_assert_eq(unit_writing(two.base), SIGSEGV);
    cr_assert_str_eq(unit_perms(two.base), "r--s");
    STATUS(OK, rawmap_shm_detach(two));
    cr_assert_not(unit_mapped(two.base));
    cr_assert_not(unit_mapped((char *)two.base + unit_page()));
    cr_assert_eq(facts_of(segment).shm_nattch, 1);
    STATUS(OK, rawmap_shm_detach(one));
    STATUS(SHM_GONE, rawmap_shm_attach(segment, RW, RAWMAP_ANYWHERE).status);
}

Test(shm, goes_exactly_there)
{
    rawmap_shm segment;
    const rawmap_span one = attached(&segment);
    const rawmap_span room = unit_room(2 * unit_page(), unit_page());
    const rawmap_span there =
        SPAN(rawmap_shm_attach(segment, RAWMAP_PROT(read, write, exec), RAWMAP_EXACTLY(room.base)));
    cr_assert_eq(there.base, room.base);
    cr_assert_str_eq(unit_perms(there.base), "rwxs");
    *(char *)one.base = 'e';
    cr_assert_eq(*(char *)there.base, 'e');
    /* Taken: nothing is replaced. */
    STATUS(EINVAL, rawmap_shm_attach(segment, RW, RAWMAP_EXACTLY(one.base)).status);
    cr_assert_eq(*(char *)one.base, 'e');
}

Test(shm, is_found_by_its_key)
{
    const int key = 0x7a77 + (int)getpid();
    const rawmap_shm_answer made = rawmap_shm_create(key, unit_page(), 0640, RAWMAP_SHM(noreserve));
    rawmap_shm_answer found, again, shorter;
    struct shmid_ds facts;
    STATUS(OK, made.status);
    facts = facts_of(made.segment);
    found = rawmap_shm_find(key, unit_page());
    again = rawmap_shm_create(key, unit_page(), 0640, RAWMAP_SHM());
    shorter = rawmap_shm_find(key, unit_page() + 1);
    STATUS(OK, rawmap_shm_remove(made.segment));
    STATUS(OK, found.status);
    cr_assert_eq(found.segment.id, made.segment.id);
    cr_assert_eq(facts.shm_perm.mode & 0777, 0640);
    STATUS(SHM_TAKEN, again.status);
    STATUS(SHM_SHORTER, shorter.status);
    ROW(shm_find, UNSURE, ENOENT, SHM_NOT_FOUND, (key, 0));
}

Test(shm, locked)
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
Test(shm, looked_at)
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
Test(shm, given_away)
{
    rawmap_shm segment;
    const rawmap_span span = attached(&segment);
    struct shmid_ds libc;
    rawmap_shm_facts facts;
    UNIT_NEEDS_ROOT("to give a segment away");
    (void)span;
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
Test(shm, of_the_whole_system)
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

/* Who may not read a segment can neither attach it nor look at it. */
Test(shm, of_another_user)
{
    rawmap_shm_answer made;
    rawmap_shm_facts facts;
    rawmap_status looked, attached;
    UNIT_NEEDS_ROOT("another user's segment");
    made = rawmap_shm_new(unit_page(), 0600, RAWMAP_SHM());
    STATUS(OK, made.status);
    cr_assert_eq(seteuid(65534), 0);
    looked = rawmap_shm_look(made.segment, &facts);
    attached = rawmap_shm_attach(made.segment, RW, RAWMAP_ANYWHERE).status;
    cr_assert_eq(seteuid(0), 0);
    gone_at_exit(made.segment.id);
    STATUS(EACCES, looked);
    STATUS(EACCES, attached);
}

Test(shm, huge_pages)
{
    rawmap_shm_answer made;
    rawmap_mapping mapping;
    UNIT_NEEDS_HUGE_PAGES;
    made = rawmap_shm_new(UNIT_HUGE, 0600, RAWMAP_SHM(huge_2mb));
    STATUS(OK, made.status);
    mapping = rawmap_shm_attach(made.segment, RW, RAWMAP_ANYWHERE);
    gone_at_exit(made.segment.id);
    cr_assert_eq(SPAN(mapping).length, UNIT_HUGE);
    *(char *)mapping.span.base = 'h';
    cr_assert_eq(unit_smaps(mapping.span.base, "KernelPageSize"), 2048);
    STATUS(OK, rawmap_shm_detach(mapping.span));
    cr_assert_not(unit_mapped(mapping.span.base));
}

Test(shm, rows)
{
    rawmap_shm segment;
    const rawmap_span span = attached(&segment);
    const size_t page = unit_page();
    unsigned bit;
    const int key = 0x7b77 + (int)getpid();
    rawmap_shm_answer taken;
    rawmap_shm_facts facts;
    for (bit = 9; bit < 32; bit++) {
        ROW(shm_new, GUARDED, EINVAL, SHM_UNKNOWN_PERMISSIONS, (page, 1u << bit, RAWMAP_SHM()));
        ROW(shm_create, GUARDED, EINVAL, SHM_UNKNOWN_PERMISSIONS, (1, page, 1u << bit, RAWMAP_SHM()));
    }
    for (bit = 0; bit < 11; bit++)
        ROW(shm_new, GUARDED, EINVAL, SHM_UNKNOWN_BITS, (page, 0600, raw_options(1u << bit)));
    ROW(shm_new, GUARDED, EINVAL, SHM_UNKNOWN_BITS, (page, 0600, raw_options(21u << 26)));
    ROW(shm_create, GUARDED, EINVAL, SHM_UNKNOWN_BITS, (1, page, 0600, raw_options(1)));
    ROW(shm_new, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (page, 0600, RAWMAP_SHM(huge_2mb)));
    ROW(shm_create, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (1, UNIT_HUGE + 1, 0600, RAWMAP_SHM(huge_2mb)));
    ROW(shm_new, REFUSED, EINVAL, LENGTH_ZERO, (0, 0600, RAWMAP_SHM()));
    ROW(shm_create, REFUSED, EINVAL, LENGTH_ZERO, (key, 0, 0600, RAWMAP_SHM()));
    ROW(shm_create, GUARDED, EINVAL, SHM_KEY_PRIVATE, (0, page, 0600, RAWMAP_SHM()));
    ROW(shm_find, GUARDED, EINVAL, SHM_KEY_PRIVATE, (0, page));
    taken = rawmap_shm_create(key, page, 0600, RAWMAP_SHM());
    STATUS(OK, taken.status);
    ROW(shm_create, UNSURE, EEXIST, SHM_TAKEN, (key, page, 0600, RAWMAP_SHM()));
    ROW(shm_find, UNSURE, EINVAL, SHM_SHORTER, (key, 2 * page));
    gone_at_exit(taken.segment.id);
    ROW(shm_attach, IGNORED, EINVAL, SHM_PROTECTION, (segment, RAWMAP_PROT(none), RAWMAP_ANYWHERE));
    ROW(shm_attach, IGNORED, EINVAL, SHM_PROTECTION, (segment, RAWMAP_PROT(write), RAWMAP_ANYWHERE));
    ROW(shm_attach, IGNORED, EINVAL, SHM_PROTECTION, (segment, RAWMAP_PROT(read, growsdown), RAWMAP_ANYWHERE));
    ROW(shm_attach, IGNORED, EINVAL, SHM_PLACEMENT, (segment, RW, RAWMAP_NEAR(span.base)));
    ROW(shm_attach, IGNORED, EINVAL, SHM_PLACEMENT, (segment, RW, RAWMAP_EXACTLY(NULL)));
    ROW(shm_attach, IGNORED, EINVAL, SHM_PLACEMENT, (segment, RW, RAWMAP_LOW_32BIT));
    ROW(shm_attach, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-1), RW, RAWMAP_ANYWHERE));
    ROW(shm_attach, REFUSED, EINVAL, EXACT_UNALIGNED, (segment, RW, rawmap_exactly((char *)span.base + 1)));
    ROW(shm_detach, REFUSED, EINVAL, SPAN_UNALIGNED, (unit_at((uintptr_t)span.base + 1, page)));
    ROW(shm_detach, UNSURE, EINVAL, SHM_NOT_ATTACHED, (unit_pages(1, MAP_SHARED)));
    ROW(shm_remove, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-1)));
    ROW(shm_lock, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(INT_MIN)));
    ROW(shm_unlock, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-2)));
    ROW(shm_attach, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX), RW, RAWMAP_ANYWHERE));
    ROW(shm_look, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-1), &facts));
    ROW(shm_look, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX), &facts));
    for (bit = 9; bit < 32; bit++)
        ROW(shm_permit, IGNORED, EINVAL, SHM_UNKNOWN_PERMISSIONS, (segment, 0, 0, 1u << bit));
    ROW(shm_permit, REFUSED, EINVAL, SHM_NEGATIVE, (raw_segment(-1), 0, 0, 0600));
    ROW(shm_permit, REFUSED, EINVAL, SHM_NOBODY, (segment, UINT_MAX, 0, 0600));
    ROW(shm_permit, REFUSED, EINVAL, SHM_NOBODY, (segment, 0, UINT_MAX, 0600));
    STATUS(EINVAL, rawmap_shm_permit(raw_segment(INT_MAX), 0, 0, 0600));
    for (bit = 24; bit < 32; bit++)
        ROW(shm_at, IGNORED, EINVAL, SHM_INDEX_TOO_HIGH, (1u << bit, &facts));
    ROW(shm_at, UNSURE, EINVAL, SHM_INDEX_EMPTY, (32767, &facts));
    ROW(shm_remove, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX)));
    ROW(shm_lock, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX)));
    ROW(shm_unlock, UNSURE, EINVAL, SHM_GONE, (raw_segment(INT_MAX)));
}
