/* SPDX-License-Identifier: MIT */
/* What each function asks of the kernel: one system call, with these words. Seen through RAWMAP_SYSCALL, which is thus
   shown to be asked for every call that there is. */
/* What is answered here as a mapping is none: a sanitizer is not to mark its shadow. */
#define RAWMAP_NO_SANITIZER_HOOKS
#define RAWMAP_SYSCALL noted
#include "unit.h"

static rawmap_word words[7];
static rawmap_word answer;

rawmap_word noted(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                  rawmap_word f)
{
    const rawmap_word all[7] = {number, a, b, c, d, e, f};
    memcpy(words, all, sizeof words);
    unit_calls++;
    return answer;
}

static void were(int line, rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                 rawmap_word e, rawmap_word f)
{
    const rawmap_word expected[7] = {number, a, b, c, d, e, f};
    int at;
    cr_assert_eq(unit_calls, 1, "%d: %u calls", line, unit_calls);
    for (at = 0; at < 7; at++)
        cr_assert_eq(words[at], expected[at], "%d: word %d is %#lx, and should be %#lx", line, at,
                     (unsigned long)words[at], (unsigned long)expected[at]);
    unit_calls = 0;
}
#define WERE(...) were(__LINE__, __VA_ARGS__)

#define AT 0x10000000ul
#define ANON MAP_ANONYMOUS
#define P RAWMAP_PROT(read, write)

Test(calls, mapping)
{
    const rawmap_span span = unit_at(AT, 8192);
    answer = AT;
    STATUS(OK, rawmap_map(8192, P, RAWMAP_SHARED(lock), RAWMAP_ANYWHERE).status);
    WERE(SYS_mmap, 0, 8192, 3, MAP_SHARED | MAP_LOCKED | ANON, -1, 0);
    STATUS(OK, rawmap_map(UNIT_HUGE, P, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE).status);
    WERE(SYS_mmap, 0, UNIT_HUGE, 3, MAP_PRIVATE | MAP_HUGETLB | ANON | (rawmap_word)21 << 26, -1, 0);
    STATUS(OK, rawmap_map(8192, P, RAWMAP_DROPPABLE(), RAWMAP_NEAR(span.base)).status);
    WERE(SYS_mmap, AT, 8192, 3, 8 | ANON, -1, 0);
    STATUS(OK, rawmap_map(8192, P, RAWMAP_PRIVATE(), RAWMAP_EXACTLY(span.base)).status);
    WERE(SYS_mmap, AT, 8192, 3, MAP_PRIVATE | MAP_FIXED_NOREPLACE | ANON, -1, 0);
    STATUS(OK, rawmap_map_file(3, UINT64_C(1) << 40, 8192, P, RAWMAP_FILE_SHARED(sync), RAWMAP_ANYWHERE).status);
    WERE(SYS_mmap, 0, 8192, 3, MAP_SHARED_VALIDATE | MAP_SYNC, 3, (rawmap_word)1 << 40);
    STATUS(OK, rawmap_replace(span, P, RAWMAP_PRIVATE()));
    WERE(SYS_mmap, AT, 8192, 3, MAP_PRIVATE | MAP_FIXED | ANON, -1, 0);
    STATUS(OK, rawmap_replace_file(span, 3, 4096, P, RAWMAP_FILE_PRIVATE()));
    WERE(SYS_mmap, AT, 8192, 3, MAP_PRIVATE | MAP_FIXED, 3, 4096);
}

Test(calls, remapping)
{
    const rawmap_span span = unit_at(AT, 8192);
    const rawmap_span over = unit_at(2 * AT, 12288);
    answer = AT;
    STATUS(OK, rawmap_resize(span, 5).status);
    WERE(SYS_mremap, AT, 8192, 5, 0, 0, 0);
    STATUS(OK, rawmap_resize_or_move(span, 5).status);
    WERE(SYS_mremap, AT, 8192, 5, MREMAP_MAYMOVE, 0, 0);
    STATUS(OK, rawmap_move_over(span, over).status);
    WERE(SYS_mremap, AT, 8192, 12288, MREMAP_MAYMOVE | MREMAP_FIXED, 2 * AT, 0);
    STATUS(OK, rawmap_move_keep(span).status);
    WERE(SYS_mremap, AT, 8192, 8192, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0, 0);
    STATUS(OK, rawmap_move_keep_over(span, unit_at(2 * AT, 8192)).status);
    WERE(SYS_mremap, AT, 8192, 8192, MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP, 2 * AT, 0);
    STATUS(OK, rawmap_duplicate(span).status);
    WERE(SYS_mremap, AT, 0, 8192, MREMAP_MAYMOVE, 0, 0);
}

Test(calls, on_spans)
{
    const rawmap_span span = unit_at(AT, 8192);
    unsigned char in[2];
    answer = 0;
    STATUS(OK, rawmap_unmap(span));
    WERE(SYS_munmap, AT, 8192, 0, 0, 0, 0);
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(exec)));
    WERE(SYS_mprotect, AT, 8192, 4, 0, 0, 0);
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(guard_install)));
    WERE(SYS_madvise, AT, 8192, 102, 0, 0, 0);
    STATUS(OK, rawmap_knows_advice(RAWMAP_ADVICE(collapse)));
    WERE(SYS_madvise, 0, 0, 25, 0, 0, 0);
    STATUS(OK, rawmap_sync(span, RAWMAP_SYNC(sync)));
    WERE(SYS_msync, AT, 8192, MS_SYNC, 0, 0, 0);
    STATUS(OK, rawmap_lock(span));
    WERE(SYS_mlock, AT, 8192, 0, 0, 0, 0);
    STATUS(OK, rawmap_lock_on_fault(span));
    WERE(SYS_mlock2, AT, 8192, 1, 0, 0, 0);
    STATUS(OK, rawmap_unlock(span));
    WERE(SYS_munlock, AT, 8192, 0, 0, 0, 0);
    STATUS(OK, rawmap_lock_all(RAWMAP_LOCK_ALL(future)));
    WERE(SYS_mlockall, MCL_FUTURE, 0, 0, 0, 0, 0);
    STATUS(OK, rawmap_unlock_all());
    WERE(SYS_munlockall, 0, 0, 0, 0, 0, 0);
    STATUS(OK, rawmap_residency(span, in, 2));
    WERE(SYS_mincore, AT, 8192, (rawmap_word)(uintptr_t)in, 0, 0, 0);
}

/* The check functions ask nobody. */
Test(calls, checks_make_none)
{
    const rawmap_span span = unit_at(AT, 8192);
    unsigned char in[2];
    answer = -EINVAL;
    STATUS(OK, rawmap_check_map(8192, P, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    STATUS(OK, rawmap_check_map_file(3, 0, 8192, P, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    STATUS(OK, rawmap_check_replace(span, P, RAWMAP_PRIVATE()));
    STATUS(OK, rawmap_check_replace_file(span, 3, 0, P, RAWMAP_FILE_PRIVATE()));
    STATUS(OK, rawmap_check_unmap(span));
    STATUS(OK, rawmap_check_protect(span, P));
    STATUS(OK, rawmap_check_resize(span, 5));
    STATUS(OK, rawmap_check_move_over(span, unit_at(2 * AT, 1)));
    STATUS(OK, rawmap_check_move_keep(span));
    STATUS(OK, rawmap_check_move_keep_over(span, unit_at(2 * AT, 8192)));
    STATUS(OK, rawmap_check_duplicate(span));
    STATUS(OK, rawmap_check_advise(span, RAWMAP_ADVICE(cold)));
    STATUS(OK, rawmap_check_sync(span, RAWMAP_SYNC(sync)));
    STATUS(OK, rawmap_check_lock(span));
    STATUS(OK, rawmap_check_lock_all(RAWMAP_LOCK_ALL(current)));
    STATUS(OK, rawmap_check_residency(span, in, 2));
    cr_assert_eq(unit_calls, 0);
}

/* Only -4095..-1 are errors: everything else that a call for memory answers is an address. */
Test(calls, addresses_that_look_like_errors)
{
    answer = -4096;
    cr_assert_eq((uintptr_t)SPAN(rawmap_map(1, P, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE)).base, (uintptr_t)-4096);
    answer = -4095;
    cr_assert_eq((int)rawmap_map(1, P, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status, 4095);
    answer = -1;
    STATUS(EPERM, unit_status_of(rawmap_map(1, P, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE)));
}

/* Every errno that the kernel could answer and that no rule names comes back as it is. */
Test(calls, errnos_come_back)
{
    const rawmap_span span = unit_at(AT, 8192);
    int error;
    for (error = 1; error < 4096; error++) {
        answer = -error;
        cr_assert_eq((int)unit_status_of(rawmap_map(1, P, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE)), error);
        cr_assert_eq((int)rawmap_unmap(span), error);
        cr_assert_eq((int)rawmap_protect(span, P), error);
        cr_assert_eq((int)rawmap_advise(span, RAWMAP_ADVICE(cold)), error);
        cr_assert_eq((int)unit_status_of(rawmap_resize(span, 4096)), error);
        cr_assert_eq((int)rawmap_lock(span), error);
        cr_assert_eq((int)rawmap_unlock_all(), error);
    }
}
