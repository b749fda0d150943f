/* SPDX-License-Identifier: MIT */
/* rawmap_status and its three functions, against the list of causes that stands beside this file. */
#include "unit.h"

#include <limits.h>

/* numbers.tsv, as NUMBER(4096, LENGTH_ZERO) lines. */
static const struct {
    int number;
    const char *name;
} causes[] = {
#define NUMBER(number, name) {number, #name},
#include "numbers.inc"
#undef NUMBER
};
static const size_t count = sizeof causes / sizeof *causes;

#define NUMBER(number, name)                                                                                           \
    static_assert((int)RAWMAP_##name == (number), "the number of " #name " has changed: numbers are never changed");
#include "numbers.inc"
#undef NUMBER

static rawmap_status status_of(int number)
{
    return (rawmap_status)number;
}

Test(status, numbers_names_and_texts_of_causes)
{
    size_t at, other;
    cr_assert_gt(count, 50);
    for (at = 0; at < count; at++) {
        const char *text = rawmap_status_text(status_of(causes[at].number));
        cr_assert_str_eq(rawmap_status_name(status_of(causes[at].number)), causes[at].name);
        cr_assert_gt(strlen(text), 15);
        cr_assert_eq(text[strlen(text) - 1], '.', "%s: no sentence: %s", causes[at].name, text);
        for (other = 0; other < at; other++) {
            cr_assert_neq(causes[other].number, causes[at].number, "the number of %s is used again", causes[at].name);
            cr_assert_str_neq(causes[other].name, causes[at].name);
            cr_assert_str_neq(rawmap_status_text(status_of(causes[other].number)), text);
        }
    }
}

/* Nothing that the list lacks has a name. */
Test(status, no_cause_is_missing_from_the_list)
{
    size_t named = 0;
    int number;
    for (number = 4096; number < 20000; number++)
        named += strcmp(rawmap_status_name(status_of(number)), "UNKNOWN") != 0;
    cr_assert_eq(named, count, "%zu causes have names, and the list has %zu", named, count);
}

Test(status, the_kernels_errno)
{
    cr_assert_eq((int)RAWMAP_OK, 0);
    cr_assert_eq((int)RAWMAP_EINVAL, EINVAL);
    cr_assert_eq((int)RAWMAP_ENOMEM, ENOMEM);
    cr_assert_eq((int)RAWMAP_EHWPOISON, EHWPOISON);
    cr_assert_eq((int)RAWMAP_ENOTSUPP, 524);
    cr_assert_str_eq(rawmap_status_name(RAWMAP_OK), "OK");
    cr_assert_str_eq(rawmap_status_name(RAWMAP_EINVAL), "EINVAL");
    cr_assert_str_eq(rawmap_status_name(RAWMAP_ENOTSUPP), "ENOTSUPP");
    cr_assert_str_eq(rawmap_status_text(RAWMAP_OK), "Success.");
}

/* Every errno that libc knows by name has the same name here. */
Test(status, names_of_errno_are_libcs)
{
    int number, named = 0;
    for (number = 1; number < 200; number++) {
        const char *libc = strerrorname_np(number);
        if (libc == NULL)
            continue;
        named++;
        cr_assert_str_eq(rawmap_status_name(status_of(number)), libc);
        cr_assert_gt(strlen(rawmap_status_text(status_of(number))), 15);
    }
    cr_assert_gt(named, 120);
}

Test(status, what_nobody_knows)
{
    static const int unknown[] = {-1, -4096, INT_MIN, INT_MAX, 4095, 4111, 5000, 1000};
    size_t at;
    for (at = 0; at < sizeof unknown / sizeof *unknown; at++) {
        cr_assert_str_eq(rawmap_status_name(status_of(unknown[at])), "UNKNOWN");
        cr_assert_gt(strlen(rawmap_status_text(status_of(unknown[at]))), 15);
    }
    cr_assert_eq(rawmap_status_errno(status_of(-1)), EINVAL);
    cr_assert_eq(rawmap_status_errno(status_of(5000)), EINVAL);
}

Test(status, errno_for_a_caller_that_must_have_one)
{
    size_t at;
    cr_assert_eq(rawmap_status_errno(RAWMAP_OK), 0);
    cr_assert_eq(rawmap_status_errno(RAWMAP_EAGAIN), EAGAIN);
    cr_assert_eq(rawmap_status_errno(RAWMAP_LENGTH_ZERO), EINVAL);
    cr_assert_eq(rawmap_status_errno(RAWMAP_LENGTH_WRAPS), ENOMEM);
    cr_assert_eq(rawmap_status_errno(RAWMAP_EXACT_TAKEN), EEXIST);
    cr_assert_eq(rawmap_status_errno(RAWMAP_EXACT_TOO_LOW), EPERM);
    cr_assert_eq(rawmap_status_errno(RAWMAP_FILE_NEGATIVE), EBADF);
    cr_assert_eq(rawmap_status_errno(RAWMAP_OFFSET_PAST_LIMIT), EOVERFLOW);
    cr_assert_eq(rawmap_status_errno(RAWMAP_SYNC_UNSUPPORTED), EOPNOTSUPP);
    cr_assert_eq(rawmap_status_errno(RAWMAP_SYNC_LOCKED), EBUSY);
    cr_assert_eq(rawmap_status_errno(RAWMAP_SPAN_WRAPS), EINVAL);
    cr_assert_eq(rawmap_status_errno(RAWMAP_SPAN_WRAPS_ENOMEM), ENOMEM);
    cr_assert_eq(rawmap_status_errno(RAWMAP_SPAN_WRAPS_EFAULT), EFAULT);
    cr_assert_eq(rawmap_status_errno(RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP), 524);
    cr_assert_eq(rawmap_status_errno(RAWMAP_PROT_SEM_DOES_NOTHING), EINVAL);
    for (at = 0; at < count; at++) {
        const int error = rawmap_status_errno(status_of(causes[at].number));
        cr_assert((error > 0 && error < 200) || causes[at].number == RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP, "%s: %d",
                  causes[at].name, error);
    }
}

/* A failure must not read as 0 in any width that a compiler may choose for an enumeration. */
Test(status, the_type_is_a_signed_int)
{
    const rawmap_status negative = status_of(-1);
    cr_assert_eq(sizeof(rawmap_status), sizeof(int));
    cr_assert_lt((int)negative, 0);
}

/* Success is nothing that a compiler may take for a failure: of the policy there would be nothing, in a library that is
   optimized. */
Test(status, success_is_no_failure)
{
    static unsigned long words[RAWMAP_NODE_WORDS(1024)];
    rawmap_policy_answer answer;
    rawmap_nodes nodes;
    UNIT_NEEDS_FACT(numa);
    words[0] = 1;
    nodes.words = words;
    nodes.count = 1024;
    cr_assert_eq(syscall(SYS_set_mempolicy, 3 /* MPOL_INTERLEAVE */, words, 64), 0);
    answer = rawmap_numa_now(nodes);
    STATUS(OK, answer.status);
    BITS(3, answer.policy.bits);
}
