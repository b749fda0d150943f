/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: what segments of System V deny to whom, and why. */
#include "unit_explain.h"

#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>

static unit_told told;

/* Somebody else's, who runs no more. */
static int of_another(void)
{
    const int id = shmget(IPC_PRIVATE, 4 * unit_page(), 0666);
    cr_assert(id >= 0 && shmat(id, NULL, 0) != (void *)-1);
    cr_assert_eq(shmctl(id, IPC_RMID, NULL), 0); /* it goes with the child, and until then is there */
    return id;
}

static void becomes(unsigned user)
{
    cr_assert_eq(syscall(SYS_setgroups, 0, NULL), 0);
    cr_assert_eq(syscall(SYS_setresgid, user, user, user), 0);
    cr_assert_eq(syscall(SYS_setresuid, user, user, user), 0);
    (void)prctl(PR_SET_DUMPABLE, 1); /* for the one outside, who may lack what it takes otherwise */
}

static void removing_what_is_anothers(unit_told *to)
{
    const int id = of_another();
    becomes(12345);
    unit_words(to, RAWMAP_NR_shmctl, id, IPC_RMID, 0, 0, 0, 0);
}

static void locking_what_is_anothers(unit_told *to)
{
    const int id = of_another();
    becomes(12345);
    unit_words(to, RAWMAP_NR_shmctl, id, SHM_LOCK, 0, 0, 0, 0);
}

static void locking_more_than_is_allowed(unit_told *to)
{
    const int id = of_another();
    unit_limit(RLIMIT_MEMLOCK, unit_page());
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_words(to, RAWMAP_NR_shmctl, id, SHM_LOCK, 0, 0, 0, 0);
}

static void locking_a_segment_without_a_limit(unit_told *to)
{
    const int id = of_another();
    unit_limit(RLIMIT_MEMLOCK, 0);
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_words(to, RAWMAP_NR_shmctl, id, SHM_LOCK, 0, 0, 0, 0);
}

static void removing_what_is_gone(unit_told *to)
{
    const int id = shmget(IPC_PRIVATE, 4096, 0600);
    cr_assert(id >= 0 && shmctl(id, IPC_RMID, NULL) == 0);
    unit_words(to, RAWMAP_NR_shmctl, id, IPC_RMID, 0, 0, 0, 0);
}

Test(explain_segments, of_others)
{
    UNIT_NEEDS_FACT(capabilities); /* to be another user */
    FOUND(removing_what_is_anothers, STATE_NOT_ALLOWED);
    SAYS("acts as user 12345");
    SAYS("CAP_SYS_ADMIN");
    FOUND(locking_what_is_anothers, STATE_NOT_ALLOWED);
    SAYS("CAP_IPC_LOCK");
    FOUND(locking_more_than_is_allowed, STATE_LOCK_LIMIT);
    FIGURES(4 * unit_page(), unit_page());
    FOUND(locking_a_segment_without_a_limit, LOCK_NOT_ALLOWED);
    FOUND(removing_what_is_gone, SHM_GONE);
}

/* User 77's and of group 78, made by whoever runs this and of group 79, with these permissions. */
static int shared_out(unsigned permissions)
{
    const int id = shmget(IPC_PRIVATE, unit_page(), 0600);
    struct shmid_ds facts;
    cr_assert(id >= 0 && shmat(id, NULL, 0) != (void *)-1);
    cr_assert_eq(shmctl(id, IPC_STAT, &facts), 0);
    facts.shm_perm.uid = 77;
    facts.shm_perm.gid = 78;
    facts.shm_perm.mode = (unsigned short)permissions;
    cr_assert_eq(shmctl(id, IPC_SET, &facts), 0);
    cr_assert_eq(shmctl(id, IPC_RMID, NULL), 0); /* it goes with the child, and until then is there */
    return id;
}

static void attaches(unit_told *to, unsigned permissions, unsigned user, int flags)
{
    const int id = shared_out(permissions);
    becomes(user);
    unit_words(to, RAWMAP_NR_shmat, id, 0, flags, 0, 0, 0);
}

static void attaching_what_others_may_only_read(unit_told *to)
{
    attaches(to, 0664, 12345, 0);
}

static void attaching_what_others_may_not_read(unit_told *to)
{
    attaches(to, 0660, 12345, SHM_RDONLY);
}

static void attaching_what_its_owner_may_not_execute(unit_told *to)
{
    attaches(to, 0677, 77, SHM_EXEC);
}

static void attaching_what_its_group_may_not_write(unit_told *to)
{
    attaches(to, 0646, 78, 0);
}

static void attaching_where_something_is(unit_told *to)
{
    const int id = shared_out(0666);
    becomes(12345);
    unit_words(to, RAWMAP_NR_shmat, id, unit_word(unit_pages(1, MAP_PRIVATE).base), 0, 0, 0, 0);
}

static void looking_at_what_is_anothers(unit_told *to)
{
    struct shmid_ds *const facts = (struct shmid_ds *)calloc(1, sizeof *facts);
    const int id = shared_out(0660);
    becomes(12345);
    unit_words(to, RAWMAP_NR_shmctl, id, IPC_STAT, unit_word(facts), 0, 0, 0);
}

static void finding_what_is_anothers(unit_told *to)
{
    const int key = 0x72617700 | (int)(getpid() & 0xff), id = shmget(key, unit_page(), 0640 | IPC_CREAT | IPC_EXCL);
    cr_assert_geq(id, 0);
    to->extra = (uint64_t)id;
    becomes(12345);
    unit_words(to, RAWMAP_NR_shmget, key, (rawmap_word)unit_page(), 0020, 0, 0, 0);
}

static void attaching_to_write_and_execute(unit_told *to)
{
    const int id = shared_out(0777);
    cr_assert_eq(prctl(65 /* PR_SET_MDWE */, 1ul, 0ul, 0ul, 0ul), 0);
    unit_words(to, RAWMAP_NR_shmat, id, 0, SHM_EXEC, 0, 0, 0);
}

/* After the permissions the mapping is asked for. */
Test(explain_segments, execution)
{
    UNIT_NEEDS_FACT(capabilities); /* to give a segment away */
    UNIT_NEEDS_LINUX(6, 3, "PR_SET_MDWE");
    FOUND_BOTH(attaching_to_write_and_execute, RAWMAP_STATE_EXEC_GAIN, RAWMAP_EACCES);
}

/* Linux asks for the rights of the owner and creator, or of their groups, or of others, and of no two of them. */
Test(explain_segments, permissions)
{
    UNIT_NEEDS_FACT(capabilities); /* to be another user */
    FOUND(attaching_what_others_may_only_read, STATE_ACCESS_DENIED);
    SAYS("user 77's and of group 78");
    SAYS("user 12345, write to it");
    FOUND(attaching_what_others_may_not_read, STATE_ACCESS_DENIED);
    SAYS("read it");
    FOUND(attaching_what_its_owner_may_not_execute, STATE_ACCESS_DENIED);
    SAYS("user 77, execute it");
    FOUND(attaching_what_its_group_may_not_write, STATE_ACCESS_DENIED);
    SAYS("user 78, write to it");
    FOUND(attaching_where_something_is, SHM_EXACT_TAKEN);
    FOUND(looking_at_what_is_anothers, STATE_ACCESS_DENIED);
    SAYS("read it, and it lacks CAP_IPC_OWNER");
    FOUND(finding_what_is_anothers, STATE_ACCESS_DENIED);
    cr_assert_eq(shmctl((int)told.extra, IPC_RMID, NULL), 0);
}

static void huge_pages_without_the_right(unit_told *to)
{
    unit_limit(RLIMIT_MEMLOCK, 0);
    becomes(12345);
    unit_words(to, RAWMAP_NR_shmget, IPC_PRIVATE, 1 << 21, 0600 | IPC_CREAT | SHM_HUGETLB, 0, 0, 0);
}

/* Whoever may lock memory may have huge pages in segments, and a group. */
Test(explain_segments, of_huge_pages)
{
    UNIT_NEEDS_FACT(capabilities); /* to be another user */
    UNIT_NEEDS_FACT(huge_pages);
    FOUND(huge_pages_without_the_right, SHM_HUGE_NOT_ALLOWED);
    SAYS("vm.hugetlb_shm_group");
}
