/* SPDX-License-Identifier: MIT */
/* rawmap_lock, rawmap_lock_on_fault, rawmap_unlock, rawmap_lock_all against the kernel. */
#include "zoo.h"

static struct {
    uintptr_t address;
    size_t length;
    unsigned bits;
} now;

static bool everything; /* lock_all: the whole program is more than the limit */

static void show(void)
{
    say_place(now.address, now.length);
    say(" flags ");
    say_hex(now.bits);
}

static bool truth(int cause)
{
    const size_t bytes = whole(now.length + (now.address & (machine.page - 1)));
    switch (cause) {
    case RAWMAP_SPAN_WRAPS:
    case RAWMAP_SPAN_WRAPS_ENOMEM:
        return true; /* the arguments alone show it, whatever else the kernel met first */
    /* Before anything else it counts the pages; after, it fails on a hole and on pages that nothing may touch. */
    case RAWMAP_STATE_HOLE:
        return !covered(now.address, now.length);
    case RAWMAP_STATE_NO_ACCESS:
        return (zoo.animal == PRIVATE_NONE || zoo.animal == SECRET || zoo.animal == FILE_SHORT) &&
               touches(now.address, now.length);
    case RAWMAP_STATE_LOCK_LIMIT:
        return !machine.locks_freely && (everything || bytes > machine.lock_limit);
    case RAWMAP_LOCK_NOT_ALLOWED:
        return !machine.locks_freely && machine.lock_limit == 0;
    default:
        return false;
    }
}

/* This kernel's pages may be larger than the rule takes them for, and the span then empty. */
static bool unseen(int cause)
{
    /* Nor does it see that nothing was to be locked in a page, or that the length is no length. */
    return cause == RAWMAP_SPAN_EMPTY || cause == RAWMAP_SPAN_LENGTH_WRAPS ||
           ((cause == RAWMAP_SPAN_WRAPS || cause == RAWMAP_SPAN_WRAPS_ENOMEM) &&
            whole(now.length + (now.address & (machine.page - 1))) == 0);
}

static struct call lock_call = {.name = "lock", .truth = truth, .show = show, .unseen = unseen};
static struct call lock_on_fault_call = {.name = "lock_on_fault", .truth = truth, .show = show, .unseen = unseen};
static struct call unlock_call = {.name = "unlock", .truth = truth, .show = show, .unseen = unseen};

static void rows_of(struct rows *rows, uintptr_t address, size_t length)
{
    RAWMAP_RULES_LOCK(ROW)
}

static rawmap_span span(void)
{
    rawmap_span s;
    s.base = (void *)now.address;
    s.length = now.length;
    return s;
}

static void one(void)
{
    struct rows rows;
    rawmap_word answer;
    rows.count = 0;
    rows_of(&rows, now.address, now.length);
    answer = raw2(RAWMAP_NR_mlock, now.address, now.length);
    judge(&lock_call, &rows, rawmap_check_lock(span()), answer, rawmap_lock(span()));
    answer = raw2(RAWMAP_NR_munlock, now.address, now.length);
    judge(&unlock_call, &rows, rawmap_check_lock(span()), answer, rawmap_unlock(span()));
    settle(zoo.animal);
    answer = raw3(RAWMAP_NR_mlock2, now.address, now.length, RAWMAP_LINUX_MLOCK_ONFAULT);
    judge(&lock_on_fault_call, &rows, rawmap_check_lock(span()), answer, rawmap_lock_on_fault(span()));
    if (is_sealed()) /* it cannot be laid out afresh */
        (void)rawmap_syscall2(RAWMAP_NR_munlock, (rawmap_word)zoo.base, (rawmap_word)(zoo.pages * zoo.page));
}

static struct call all_call = {.name = "lock_all", .truth = truth, .show = show};

static void rows_of_all(struct rows *rows, rawmap_lock_all_flags flags)
{
    RAWMAP_RULES_LOCK_ALL(ROW)
}

static void all(void)
{
    for (unsigned bit = 0; bit < 32 * 8; bit++) {
        struct rows rows;
        rawmap_lock_all_flags flags;
        rawmap_word answer;
        flags.bits = now.bits = (bit & 7u) * RAWMAP_LINUX_MCL_CURRENT | (bit >= 8 ? 1u << bit / 8 : 0);
        rows.count = 0;
        rows_of_all(&rows, flags);
        answer = raw1(RAWMAP_NR_mlockall, flags.bits);
        judge(&all_call, &rows, rawmap_check_lock_all(flags), answer, rawmap_lock_all(flags));
        (void)rawmap_syscall0(RAWMAP_NR_munlockall);
    }
}

void compare_lock(void)
{
    open_zoo();
    now.bits = 0;
    walk(&lock_call, &now.address, &now.length, one, UP_TO_A_HOLE);
    report(&lock_call);
    report(&lock_on_fault_call);
    report(&unlock_call);
    everything = true;
    all();
    everything = false;
    report(&all_call);
}
