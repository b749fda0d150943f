/* SPDX-License-Identifier: MIT */
/* What holds for the whole process: each test is one, and sees what its memory is like afterwards. */
#include "unit_whole.h"

#include <sys/wait.h>

/* What /proc/self/smaps says of new memory that asked for huge pages, or did not. */
static long eligible(bool advised)
{
    const rawmap_span span = unit_pages(4 * UNIT_HUGE / unit_page(), MAP_PRIVATE);
    cr_assert_eq(madvise(span.base, span.length, advised ? MADV_HUGEPAGE : MADV_NORMAL), 0);
    return unit_smaps(span.base, "THPeligible");
}

Test(whole_process, thp_sets)
{
    BITS(0, RAWMAP_THP(normal).state);
    BITS(1, RAWMAP_THP(never).state);
    BITS(3, RAWMAP_THP(advised_only).state);
    BITS(3, RAWMAP_MDWE(refuse_exec_gain, no_inherit).bits);
}

Test(whole_process, thp_states)
{
    BITS(RAWMAP_THP(normal).state, rawmap_thp_now().thp.state);
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(never)));
    STATUS(OK, rawmap_thp_now().status);
    BITS(RAWMAP_THP(never).state, rawmap_thp_now().thp.state);
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(normal)));
    BITS(RAWMAP_THP(normal).state, rawmap_thp_now().thp.state);
}

Test(whole_process, thp_never_and_normal_again)
{
    UNIT_NEEDS_FACT(thp);
    cr_assert_eq(eligible(true), 1);
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(never)));
    cr_assert_eq(eligible(true), 0);
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(normal)));
    cr_assert_eq(eligible(true), 1);
}

/* Older kernels must say so by name; see process/whole_other.c too. */
Test(whole_process, thp_advised_only_is_a_state)
{
    const rawmap_status status = rawmap_thp_set(RAWMAP_THP(advised_only));
    if (unit_kernel(6, 18)) {
        STATUS(OK, status);
        BITS(RAWMAP_THP(advised_only).state, rawmap_thp_now().thp.state);
    } else {
        STATUS(THP_ADVISED_UNKNOWN, status);
    }
}

Test(whole_process, thp_advised_only)
{
    UNIT_NEEDS_FACT(thp);
    UNIT_NEEDS_LINUX(6, 18, "huge pages where they are advised only");
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(advised_only)));
    cr_assert_eq(eligible(true), 1);
    cr_assert_eq(eligible(false), 0);
}

Test(whole_process, thp_is_inherited)
{
    int status = -1;
    pid_t child;
    STATUS(OK, rawmap_thp_set(RAWMAP_THP(never)));
    child = fork();
    if (child == 0)
        _exit(rawmap_thp_now().thp.state == RAWMAP_THP(never).state ? 7 : 8);
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert_eq(WEXITSTATUS(status), 7);
}

Test(whole_process, thp_rows)
{
    unsigned bit;
    ROW(thp_set, REFUSED, EINVAL, THP_UNKNOWN, (raw_thp(2)));
    for (bit = 2; bit < 32; bit++)
        ROW(thp_set, REFUSED, EINVAL, THP_UNKNOWN, (raw_thp(1u << bit)));
    BITS(RAWMAP_THP(normal).state, rawmap_thp_now().thp.state);
}

Test(whole_process, mdwe_forbids_new_code)
{
    const rawmap_span data = unit_pages(1, MAP_PRIVATE);
    rawmap_span code;
    UNIT_NEEDS_LINUX(6, 3, "");
    BITS(0, rawmap_mdwe_now().flags.bits);
    code = SPAN(rawmap_map(unit_page(), RAWMAP_PROT(read, exec), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    STATUS(OK, rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain)));
    STATUS(EACCES, rawmap_protect(data, RAWMAP_PROT(read, exec)));
    STATUS(EACCES, rawmap_map(unit_page(), RAWMAP_PROT(read, write, exec), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status);
    STATUS(OK, rawmap_protect(code, RAWMAP_PROT(read, exec)));
    STATUS(OK, rawmap_mdwe_now().status);
    BITS(RAWMAP_MDWE(refuse_exec_gain).bits, rawmap_mdwe_now().flags.bits);
    ROW(mdwe_set, LOOKED, EPERM, MDWE_FINAL, (RAWMAP_MDWE(refuse_exec_gain, no_inherit)));
}

static int child_gains_code(void)
{
    const rawmap_span data = unit_pages(1, MAP_PRIVATE);
    int status = -1;
    const pid_t child = fork();
    if (child == 0)
        _exit(rawmap_protect(data, RAWMAP_PROT(read, exec)) == RAWMAP_OK ? 7 : 8);
    cr_assert_eq(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

Test(whole_process, mdwe_is_inherited)
{
    UNIT_NEEDS_LINUX(6, 3, "");
    STATUS(OK, rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain)));
    cr_assert_eq(child_gains_code(), 8);
}

Test(whole_process, mdwe_no_inherit)
{
    UNIT_NEEDS_LINUX(6, 6, "");
    STATUS(OK, rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain, no_inherit)));
    cr_assert_eq(child_gains_code(), 7);
    STATUS(EACCES, rawmap_protect(unit_pages(1, MAP_PRIVATE), RAWMAP_PROT(read, exec)));
}

Test(whole_process, mdwe_rows)
{
    unsigned bit;
    ROW(mdwe_set, IGNORED, EINVAL, MDWE_NOTHING_ASKED, (raw_mdwe(0)));
    ROW(mdwe_set, REFUSED, EINVAL, MDWE_NO_INHERIT_ALONE, (raw_mdwe(RAWMAP_LINUX_PR_MDWE_NO_INHERIT)));
    for (bit = 2; bit < 32; bit++)
        ROW(mdwe_set, REFUSED, EINVAL, MDWE_UNKNOWN_BITS, (raw_mdwe(1u << bit)));
    BITS(0, rawmap_mdwe_now().flags.bits);
}

/* A kernel that cannot merge, or is older than 6.4, must say so by name. */
Test(whole_process, merging_marks_all_memory)
{
    const rawmap_span before = unit_pages(1, MAP_PRIVATE);
    rawmap_status status;
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's shadow memory is too large to be merged");
    status = rawmap_merge_set(true);
    if (access("/sys/kernel/mm/ksm", F_OK) != 0 || !unit_kernel(6, 4)) {
        STATUS(MERGE_UNSUPPORTED, status);
        STATUS(MERGE_UNSUPPORTED, rawmap_merge_now().status);
        return;
    }
    STATUS(OK, status);
    cr_assert(rawmap_merge_now().merges);
    cr_assert_eq(unit_vmflag(before.base, "mg"), 1);
    cr_assert_eq(unit_vmflag(unit_pages(1, MAP_PRIVATE).base, "mg"), 1);
    STATUS(OK, rawmap_merge_set(false));
    cr_assert_not(rawmap_merge_now().merges);
    cr_assert_eq(unit_vmflag(before.base, "mg"), 0);
    STATUS(OK, rawmap_merge_now().status);
}
