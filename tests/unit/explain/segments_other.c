/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: whom a segment denies what, where /proc and the segment are made up. */
#define RAWMAP_SYSCALL segment_machine
#include "unit_machine.h"

#ifdef RAWMAP_NR_shmget

static rawmap_status attaching(rawmap_word number, rawmap_word flags)
{
    unit_words(&told, RAWMAP_NR_shmat, number, 0, flags, 0, 0, 0);
    return explained(EACCES).cause;
}

static rawmap_status finding(rawmap_word key, rawmap_word flags)
{
    unit_words(&told, RAWMAP_NR_shmget, key, 4096, flags, 0, 0, 0);
    return explained(EACCES).cause;
}

/* Of user 10 and group 20, made by user 11 and group 21. */
static void there_is(unsigned permissions)
{
    starts();
    memset(&shm_one, 0, sizeof shm_one);
    shm_one.key = 77;
    shm_one.uid = 10;
    shm_one.gid = 20;
    shm_one.creator_uid = 11;
    shm_one.creator_gid = 21;
    shm_one.mode = permissions;
    shm_usage.segments = 1;
    shm_index = shm_number = 3;
    name_space = "user:[4026531837]"; /* the first */
}

static void acts_as(const char *users, const char *groups, const char *capabilities)
{
    says("/proc/self/status", "Uid:\t%s\nGid:\t%s \nCapEff:\t%s\nSeccomp:\t0\n", users, groups, capabilities);
}

#define NONE "0000000000000000"
#define OTHERS "1\t1\t1\t1\nGroups:\t9"

Test(explain_segments_other, users)
{
    there_is(0600);
    acts_as("10\t12\t10\t10", OTHERS, NONE); /* only whom it acts as */
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0));
    cr_assert(strstr(words, "acts as user 12, read it") != NULL, "%s", words);
    there_is(0277);
    acts_as("1\t10\t1\t1", OTHERS, NONE);
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0));
    cr_assert(strstr(words, "user 10, read it") != NULL, "%s", words);
    there_is(0477);
    acts_as("1\t11\t1\t1", OTHERS, NONE);
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0));
    cr_assert(strstr(words, "user 11, write to it") != NULL, "%s", words);
    STATUS(STATE_ACCESS_DENIED, attaching(3, 010000));
    cr_assert(strstr(words, "A security module") != NULL, "%s", words);
}

Test(explain_segments_other, groups)
{
    there_is(0767);
    acts_as("1\t1\t1\t1", "20\t20\t20\t1\nGroups:\t21 ", NONE); /* the creator's */
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0100000));
    cr_assert(strstr(words, "execute it") != NULL, "%s", words);
    there_is(0707);
    acts_as("1\t1\t1\t1", "1\t1\t1\t20\nGroups:\t", NONE); /* the owner's, by the group of file systems */
    STATUS(STATE_ACCESS_DENIED, attaching(3, 010000));
    cr_assert(strstr(words, "A security module") == NULL, "%s", words);
    there_is(0707);
    acts_as("1\t1\t1\t1", "20\t21\t20\t1\nGroups:\t2 210", NONE); /* in neither */
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0));
    cr_assert(strstr(words, "A security module") != NULL, "%s", words);
    there_is(0707);
    acts_as("1\t1\t1\t1", "20", NONE); /* cut off: not seen */
    STATUS(EACCES, attaching(3, 0));
}

Test(explain_segments_other, capabilities)
{
    there_is(0);
    acts_as("1\t1\t1\t1", OTHERS, "0000000000008000");
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0));
    cr_assert(strstr(words, "A security module") != NULL, "%s", words);
    there_is(0);
    acts_as("1\t1\t1\t1", OTHERS, "ffffffffffff7fff");
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0));
    cr_assert(strstr(words, "lacks CAP_IPC_OWNER") != NULL, "%s", words);
    there_is(0);
    name_space = "user:[5]"; /* whose capabilities count there is not seen */
    acts_as("1\t1\t1\t1", OTHERS, NONE);
    STATUS(EACCES, attaching(3, 0));
}

Test(explain_segments_other, which_one)
{
    there_is(0600);
    acts_as("1\t1\t1\t1", OTHERS, NONE);
    STATUS(STATE_ACCESS_DENIED, finding(77, 0600));
    STATUS(EACCES, finding(78, 0600));
    shm_number = 3 + 0x8000;
    STATUS(STATE_ACCESS_DENIED, attaching(3 + 0x8000, 0));
    STATUS(EACCES, attaching(3, 0)); /* another had its index */
    shm_usage.segments = 0;          /* none is asked */
    STATUS(EACCES, attaching(3 + 0x8000, 0));
    /* Of all three kinds of users what one is asked for is asked for. */
    there_is(0606);
    acts_as("1\t10\t1\t1", OTHERS, NONE);
    STATUS(STATE_ACCESS_DENIED, finding(77, 0001));
    cr_assert(strstr(words, "execute it") != NULL, "%s", words);
    STATUS(STATE_ACCESS_DENIED, finding(77, 0010));
    cr_assert(strstr(words, "execute it") != NULL, "%s", words);
    STATUS(STATE_ACCESS_DENIED, finding(77, 01000 | 0100));
    cr_assert(strstr(words, "execute it") != NULL, "%s", words);
    /* What has no key is not found by one. */
    shm_one.key = 0;
    STATUS(EACCES, finding(0, 0600));
}

/* With a key too a new one may be too long, but not one that is found. */
Test(explain_segments_other, lengths)
{
    there_is(0600);
    shm_limits.length = (rawmap_shm_word)(4 * MIB);
    unit_words(&told, RAWMAP_NR_shmget, 78, (rawmap_word)(5 * MIB), 01600, 0, 0, 0);
    STATUS(SHM_LENGTH_OVER_LIMIT, explained(EINVAL).cause);
    unit_words(&told, RAWMAP_NR_shmget, 77, (rawmap_word)(5 * MIB), 0600, 0, 0, 0);
    STATUS(SHM_SHORTER, explained(EINVAL).cause);
    /* Which limit it was is not said where by the figures it is none. */
    shm_limits.segments = 3;
    shm_limits.pages = 100;
    shm_usage.segments = 2;
    shm_usage.pages = 0;
    unit_words(&told, RAWMAP_NR_shmget, 0, 4096, 01600, 0, 0, 0);
    STATUS(SHM_LIMIT, explained(ENOSPC).cause);
    cr_assert(strstr(words, "allows 3") == NULL, "%s", words);
}

/* Of a segment that cannot be looked at nothing is said. */
Test(explain_segments_other, what_cannot_be_looked_at)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    rawmap_explanation found;
    there_is(0600);
    acts_as("1\t12345\t1\t1", OTHERS, NONE);
    shm_refuses = EACCES;
    unit_words(&told, RAWMAP_NR_shmat, 3, unit_word(span.base), 0, 0, 0, 0);
    found = explained(EINVAL);
    STATUS(EINVAL, found.cause);
    cr_assert_eq(found.not_seen, RAWMAP_LOOKED_SHM_LIMITS);
    unit_words(&told, RAWMAP_NR_shmctl, 3, 0, 0, 0, 0, 0);
    found = explained(EPERM);
    STATUS(EPERM, found.cause);
    cr_assert_eq(found.not_seen, RAWMAP_LOOKED_SHM_LIMITS);
    /* By its index it is no segment of that number. */
    there_is(0600);
    shm_refuses = EINVAL;
    unit_words(&told, RAWMAP_NR_shmctl, 3, 13, unit_word(span.base), 0, 0, 0);
    STATUS(EINVAL, explained(EINVAL).cause);
}

/* What can be written and executed is no segment's permission, once they allow it. */
Test(explain_segments_other, execution)
{
    there_is(0777);
    acts_as("1\t1\t1\t1", OTHERS, NONE);
    gave_up_exec = true;
    STATUS(STATE_EXEC_GAIN, attaching(3, 0100000));
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0110000)); /* to be read and executed: it is no matter */
    cr_assert(strstr(words, "A security module") != NULL, "%s", words);
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0));
    shm_one.mode = 0776;
    STATUS(STATE_ACCESS_DENIED, attaching(3, 0100000));
    cr_assert(strstr(words, "execute it") != NULL, "%s", words);
    shm_number = 4; /* which is not seen, nor what it allows */
    STATUS(EACCES, attaching(3, 0100000));
}

/* What is set is read, and what is told is written. */
Test(explain_segments_other, what_is_set_and_what_is_told)
{
    const void *const read_only = mmap(NULL, unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    there_is(0600);
    unit_words(&told, RAWMAP_NR_shmctl, 3, 1, unit_word(read_only), 0, 0, 0);
    STATUS(EFAULT, explained(EFAULT).cause);
    unit_words(&told, RAWMAP_NR_shmctl, 3, 2, unit_word(read_only), 0, 0, 0);
    STATUS(STATE_POINTER_ASTRAY, explained(EFAULT).cause);
    unit_words(&told, RAWMAP_NR_shmctl, -7, 1, unit_word(read_only), 0, 0, 0);
    STATUS(SHM_NEGATIVE, explained(EINVAL).cause);
    STATUS(EPERM, explained(EPERM).cause);
}

#endif
