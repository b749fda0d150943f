/* SPDX-License-Identifier: MIT */
/* process_madvise's integers as values: against what the kernel answers to them. */
#include "unit.h"

Test(process_from_linux, advice)
{
    int number;
    for (number = -3; number < 300; number++) {
        const rawmap_advice_answer answer = rawmap_process_advice_from_linux(number, 0);
        const rawmap_advice_answer same = rawmap_advice_from_linux(number);
        cr_assert_eq(answer.status, same.status);
        cr_assert_eq(answer.advice.value, same.advice.value);
        if (answer.status == RAWMAP_OK)
            cr_assert_eq(rawmap_advice_to_linux(answer.advice), number);
    }
}

/* Linux looks at the flags before anything else. */
Test(process_from_linux, flags)
{
    unsigned bit;
    for (bit = 0; bit < 32; bit++) {
        const rawmap_advice_answer answer = rawmap_process_advice_from_linux(MADV_COLD, 1u << bit);
        STATUS(PROCESS_ADVISE_UNKNOWN_BITS, answer.status);
        cr_assert_eq(answer.advice.value, MADV_NORMAL);
        if (UNIT_HAS(process_madvise)) {
            cr_assert(syscall(SYS_process_madvise, -1, NULL, 0, MADV_COLD, 1u << bit) < 0);
            cr_assert_eq(errno, EINVAL, "bit %u: %s", bit, strerror(errno));
        }
    }
    if (UNIT_HAS(process_madvise) && syscall(SYS_process_madvise, -1, NULL, 0, MADV_COLD, 0) < 0)
        cr_assert_eq(errno, EBADF, "without flags it is the descriptor: %s", strerror(errno));
}
