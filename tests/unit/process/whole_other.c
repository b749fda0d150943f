/* SPDX-License-Identifier: MIT */
/* Rows that this kernel cannot reach: older ones, simulated by a kernel that answers one errno to everything. */
#define RAWMAP_SYSCALL older_kernel
#include "unit_whole.h"

static int answer;
static bool asks; /* prctl answers what every kernel knows: it is there, and its requests are not */
enum { PR_GET_DUMPABLE_ = 3 };

rawmap_word older_kernel(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                         rawmap_word f)
{
    if (number == SYS_rt_sigprocmask) /* what may be read: no kernel is too old to say so */
        return syscall(number, a, b, c, d) == 0 ? 0 : -errno;
    if (asks && number == RAWMAP_NR_prctl && a == PR_GET_DUMPABLE_) {
        unit_calls++;
        return 1;
    }
    (void)b, (void)c, (void)d, (void)e, (void)f;
    unit_calls++;
    return unit_last = -answer;
}

Test(whole_other, older_kernels)
{
    const rawmap_span span = unit_at(0x10000, 0x1000);
    answer = EINVAL;
    asks = true;
    ROW(name, LOOKED, EINVAL, NAME_UNSUPPORTED, (span, "n"));
    ROW(name, LOOKED, EINVAL, NAME_UNSUPPORTED, (span, NULL));
    ROW(thp_set, LOOKED, EINVAL, THP_ADVISED_UNKNOWN, (RAWMAP_THP(advised_only)));
    STATUS(EINVAL, rawmap_thp_set(RAWMAP_THP(never)));
    STATUS(EINVAL, rawmap_thp_now().status);
    BITS(0, rawmap_thp_now().thp.state);
    ROW(mdwe_set, LOOKED, EINVAL, MDWE_UNSUPPORTED, (RAWMAP_MDWE(refuse_exec_gain)));
    STATUS(EINVAL, rawmap_mdwe_now().status);
    BITS(0, rawmap_mdwe_now().flags.bits);
    STATUS(MERGE_UNSUPPORTED, rawmap_merge_set(true));
    STATUS(MERGE_UNSUPPORTED, rawmap_merge_now().status);
    cr_assert_not(rawmap_merge_now().merges);
    answer = EBADF;
    ROW(name, UNSURE, EBADF, NAME_OF_FILE, (span, "n"));
    answer = EPERM;
    STATUS(EPERM, rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain)));
    answer = EINTR;
    STATUS(EINTR, rawmap_break_set(span.base));
    STATUS(EINTR, rawmap_break_now().status);
    cr_assert_null(rawmap_break_now().end);
    STATUS(EINTR, rawmap_merge_set(false));
}

/* A filter that answers EINVAL to all of prctl is no old kernel. */
Test(whole_other, a_filter_is_no_older_kernel)
{
    const rawmap_span span = unit_at(0x10000, 0x1000);
    answer = EINVAL;
    STATUS(EINVAL, rawmap_name(span, "n"));
    STATUS(EINVAL, rawmap_thp_set(RAWMAP_THP(advised_only)));
    STATUS(EINVAL, rawmap_mdwe_set(RAWMAP_MDWE(refuse_exec_gain)));
    STATUS(EINVAL, rawmap_merge_set(true));
    STATUS(EINVAL, rawmap_merge_now().status);
    STATUS(EINVAL, rawmap_knows_advice(RAWMAP_ADVICE(cold)));
}
