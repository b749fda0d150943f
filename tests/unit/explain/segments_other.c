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
}

#endif
