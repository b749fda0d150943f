/* SPDX-License-Identifier: MIT */
/* rawmap_ladder_commit, of ranges that have something of their own: it is kept, or the step is refused. */
#include "unit.h"

#include <sys/prctl.h>
#include <sys/wait.h>

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#define PR_SET_VMA_ANON_NAME 0
#endif
#define NEEDS_POOL                                                                                                     \
    UNIT_NEEDS_LINUX(5, 18, "moving huge pages");                                                                      \
    UNIT_NEEDS_FACT(huge_pages)

static rawmap_ladder ladder;

static rawmap_span room(size_t pages)
{
    return SPAN(rawmap_region_reserve(pages * UNIT_HUGE, pages * UNIT_HUGE));
}

static void with_key(rawmap_span span)
{
    const int key = (int)syscall(SYS_pkey_alloc, 0, 0);
    cr_assert_geq(key, 0);
    cr_assert_eq(syscall(SYS_pkey_mprotect, span.base, span.length, PROT_NONE, key), 0);
}
static void with_policy(rawmap_span span)
{
    unsigned long node = 1;
    cr_assert_eq(syscall(SYS_mbind, span.base, span.length, 2, &node, 2, 0), 0);
}
static void with_name(rawmap_span span)
{
    cr_assert_eq(prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, span.base, span.length, "a range"), 0);
}
static void with_dontdump(rawmap_span span)
{
    cr_assert_eq(madvise(span.base, span.length, MADV_DONTDUMP), 0);
}
static void with_half_dontfork(rawmap_span span)
{
    cr_assert_eq(madvise((char *)span.base + span.length / 2, span.length / 2, MADV_DONTFORK), 0);
}
static void with_last_page_wiped(rawmap_span span)
{
    cr_assert_eq(madvise((char *)span.base + span.length - unit_page(), unit_page(), MADV_WIPEONFORK), 0);
}
static void with_nohugepage(rawmap_span span)
{
    cr_assert_eq(madvise(span.base, span.length, MADV_NOHUGEPAGE), 0);
}
static void locked(rawmap_span span)
{
    (void)!syscall(SYS_mlock, span.base, span.length); /* it cannot be brought in, and is marked */
}
static void readable(rawmap_span span)
{
    cr_assert_eq(mprotect(span.base, span.length, PROT_READ | PROT_WRITE), 0);
    unit_fill(span, 7);
}

/* The lines of smaps that say what a mapping has of its own. */
static void own_things(rawmap_span span, char *text, size_t room)
{
    unsigned long start, end;
    char line[256];
    bool within = false;
    FILE *from = fopen("/proc/self/smaps", "re");
    cr_assert_not_null(from);
    *text = 0;
    while (fgets(line, sizeof line, from)) {
        if (sscanf(line, "%lx-%lx ", &start, &end) == 2) {
            within = start < (uintptr_t)span.base + span.length && end > (uintptr_t)span.base;
            if (within)
                strncat(text, strchr(line, '[') ? strchr(line, '[') : "-", room - strlen(text) - 1);
        } else if (within && (strncmp(line, "VmFlags", 7) == 0 || strncmp(line, "ProtectionKey", 13) == 0)) {
            strncat(text, line, room - strlen(text) - 1);
        }
    }
    fclose(from);
}

/* What a range has of its own keeps it from pages of the pool, and stays; so it does under all other steps. */
static void keeps(void (*have)(rawmap_span))
{
    static char before[4096], after[4096];
    const rawmap_span span = room(2);
    size_t mappings;
    NEEDS_POOL;
    have(span);
    mappings = unit_mappings();
    own_things(span, before, sizeof before);
    STATUS(STEP_RANGE_NOT_PLAIN, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder));
    cr_assert_eq(ladder.refusals, 1);
    own_things(span, after, sizeof after);
    cr_assert_str_eq(after, before);
    cr_assert_eq(unit_mappings(), mappings, "a twin is left");
    cr_assert_eq(unit_mapped_bytes(span.base, span.length), span.length);
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb, small), &ladder));
    BITS(RAWMAP_STEPS(small).bits, ladder.taken.bits);
    STATUS(STEP_RANGE_NOT_PLAIN, ladder.refusal[0].status);
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(none)));
    own_things(span, after, sizeof after);
    cr_assert_str_eq(after, before, "the small step took something");
}

/* Policies are no part of what smaps shows. */
Test(ladder, a_policy_is_kept)
{
    rawmap_span span;
    int policy = 0;
    UNIT_NEEDS_FACT(numa);
    keeps(with_policy);
    span = room(1);
    with_policy(span);
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb, transparent, small), &ladder));
    cr_assert_eq(syscall(SYS_get_mempolicy, &policy, NULL, 0, span.base, 2), 0);
    cr_assert_eq(policy, 2);
}
Test(ladder, a_key_is_kept)
{
    UNIT_NEEDS_FACT(pkeys);
    keeps(with_key);
}
Test(ladder, a_name_is_kept)
{
    UNIT_NEEDS_FACT(names);
    keeps(with_name);
}
Test(ladder, advice_is_kept)
{
    keeps(with_dontdump);
    keeps(with_half_dontfork);
    keeps(with_last_page_wiped);
}
Test(ladder, advice_against_huge_pages_is_kept)
{
    UNIT_NEEDS_FACT(thp);
    keeps(with_nohugepage);
}
Test(ladder, a_lock_is_kept)
{
    keeps(locked);
}
/* What all mappings are made with is nothing of its own, once the lock is taken off. */
Test(ladder, after_lock_all)
{
    rawmap_span span;
    NEEDS_POOL;
    UNIT_NEEDS_FACT(capabilities);
    cr_assert_eq(syscall(SYS_mlockall, 2), 0);
    span = room(1);
    STATUS(STEP_RANGE_NOT_PLAIN, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder));
    cr_assert_eq(unit_vmflag(span.base, "lo"), 1);
    STATUS(OK, rawmap_unlock(span));
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder));
    cr_assert_eq(syscall(SYS_munlockall), 0);
}
Test(ladder, what_is_in_use_is_kept)
{
    rawmap_span span;
    NEEDS_POOL;
    span = room(1);
    readable(span);
    STATUS(STEP_RANGE_NOT_PLAIN, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder));
    cr_assert(unit_filled(span, 7));
}

/* Part of a larger range; one that was used, and decommitted; beside guards; and in a child. All are plain. */
Test(ladder, plain_ranges)
{
    rawmap_span all, span;
    pid_t child;
    int status;
    NEEDS_POOL;
    all = room(8);
    span = rawmap_slice(all, 2 * UNIT_HUGE, 2 * UNIT_HUGE);
    STATUS(OK, rawmap_guard_install(rawmap_slice(all, 0, unit_page())).status);
    STATUS(OK, rawmap_region_commit(rawmap_slice(all, UNIT_HUGE, 2 * UNIT_HUGE)));
    unit_fill(rawmap_slice(all, UNIT_HUGE, 2 * UNIT_HUGE), 3);
    STATUS(OK, rawmap_region_decommit(rawmap_slice(all, UNIT_HUGE, 2 * UNIT_HUGE)));
    child = fork();
    if (child == 0) {
        const rawmap_span other = rawmap_slice(all, 4 * UNIT_HUGE, UNIT_HUGE);
        _exit(rawmap_ladder_commit(other, RAWMAP_STEPS(huge_2mb), &ladder) == RAWMAP_OK ? 0 : 1);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert_eq(status, 0);
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder));
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    STATUS(OK, rawmap_region_decommit(span));
    STATUS(OK, rawmap_ladder_commit(span, RAWMAP_STEPS(huge_2mb), &ladder));
    STATUS(OK, rawmap_region_release(span));
}
