/* SPDX-License-Identifier: MIT */
/* Values beside each other: of mappings, of the whole process, of page states and of page faults. */
#include "unit.h"

/* SAME(family, one, other): a value is itself, and not another. */
#define SAME(family, one, other)                                                                                       \
    do {                                                                                                               \
        cr_assert(rawmap_##family##_equal(one, one));                                                                  \
        cr_assert_not(rawmap_##family##_equal(one, other));                                                            \
        cr_assert_not(rawmap_##family##_equal(other, one));                                                            \
    } while (0)

Test(values, of_mappings)
{
    static char at[2];
    SAME(prot, RAWMAP_PROT(read), RAWMAP_PROT(read, write));
    SAME(kind, RAWMAP_PRIVATE(), RAWMAP_SHARED());
    SAME(file_kind, RAWMAP_FILE_PRIVATE(lock), RAWMAP_FILE_PRIVATE());
    SAME(advice, RAWMAP_ADVICE(cold), RAWMAP_ADVICE(free));
    SAME(sync, RAWMAP_SYNC(sync), RAWMAP_SYNC(sync, invalidate));
    SAME(lock_all, RAWMAP_LOCK_ALL(current), RAWMAP_LOCK_ALL(future));
    SAME(pkey_rights, RAWMAP_PKEY_RIGHTS(disable_write), RAWMAP_PKEY_RIGHTS(disable_access));
    SAME(shadow_stack, RAWMAP_SHADOW_STACK(), RAWMAP_SHADOW_STACK(set_token));
    SAME(placement, RAWMAP_NEAR(at), RAWMAP_NEAR(at + 1));
    SAME(placement, RAWMAP_NEAR(at), RAWMAP_EXACTLY(at));
}

/* What rawmap_thp_now answers is compared by itself. */
Test(values, of_the_process)
{
    const rawmap_thp_answer now = rawmap_thp_now();
    const long linux_says = syscall(SYS_prctl, 42 /* PR_GET_THP_DISABLE */, 0, 0, 0, 0);
    SAME(thp, RAWMAP_THP(normal), RAWMAP_THP(never));
    SAME(mdwe, RAWMAP_MDWE(refuse_exec_gain), RAWMAP_MDWE(refuse_exec_gain, no_inherit));
    BITS(3, rawmap_mdwe_union(RAWMAP_MDWE(refuse_exec_gain), RAWMAP_MDWE(refuse_exec_gain, no_inherit)).bits);
    cr_assert_eq(now.status == RAWMAP_OK && rawmap_thp_equal(now.thp, RAWMAP_THP(normal)), linux_says == 0);
}

Test(values, of_pages_and_faults)
{
    SAME(page_set, RAWMAP_PAGES(present), RAWMAP_PAGES(written));
    cr_assert(rawmap_page_set_equal(rawmap_page_set_union(RAWMAP_PAGES(present), RAWMAP_PAGES(written)),
                                    RAWMAP_PAGES(present, written)));
    SAME(fault_features, RAWMAP_FAULT_FEATURES(sigbus), RAWMAP_FAULT_FEATURES(thread_id));
    cr_assert(rawmap_fault_features_equal(
        rawmap_fault_features_union(RAWMAP_FAULT_FEATURES(sigbus), RAWMAP_FAULT_FEATURES(thread_id)),
        RAWMAP_FAULT_FEATURES(sigbus, thread_id)));
    SAME(fault_modes, RAWMAP_FAULT_MODES(missing), RAWMAP_FAULT_MODES(minor));
    cr_assert(rawmap_fault_modes_equal(rawmap_fault_modes_union(RAWMAP_FAULT_MODES(missing), RAWMAP_FAULT_MODES(minor)),
                                       RAWMAP_FAULT_MODES(missing, minor)));
    SAME(faults_options, RAWMAP_FAULTS(nonblock), RAWMAP_FAULTS(user_mode_only));
    cr_assert(
        rawmap_faults_options_equal(rawmap_faults_options_union(RAWMAP_FAULTS(nonblock), RAWMAP_FAULTS(user_mode_only)),
                                    RAWMAP_FAULTS(nonblock, user_mode_only)));
}
