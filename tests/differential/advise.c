/* SPDX-License-Identifier: MIT */
/* rawmap_advise against the kernel: every number of advice, on every animal of the zoo. */
#include "zoo.h"

static struct {
    uintptr_t address;
    size_t length;
    unsigned value;
} now;

static void show(void)
{
    say_place(now.address, now.length);
    say(" advice ");
    say_hex(now.value);
}

/* Since which Linux there is an advice; 0xffffff: never, or not in every kernel (KSM, THP, memory failure). */
static unsigned since(unsigned value)
{
    switch (value) {
    case RAWMAP_LINUX_MADV_DONTNEED_LOCKED:
        return 0x051200;
    case RAWMAP_LINUX_MADV_POPULATE_READ:
    case RAWMAP_LINUX_MADV_POPULATE_WRITE:
        return 0x050e00;
    case RAWMAP_LINUX_MADV_GUARD_INSTALL:
    case RAWMAP_LINUX_MADV_GUARD_REMOVE:
        return 0x060d00;
    case RAWMAP_LINUX_MADV_COLLAPSE:
    case RAWMAP_LINUX_MADV_HUGEPAGE:
    case RAWMAP_LINUX_MADV_NOHUGEPAGE:
    case RAWMAP_LINUX_MADV_MERGEABLE:
    case RAWMAP_LINUX_MADV_UNMERGEABLE:
        return 0xffffff;
    case RAWMAP_LINUX_MADV_NORMAL:
    case RAWMAP_LINUX_MADV_RANDOM:
    case RAWMAP_LINUX_MADV_SEQUENTIAL:
    case RAWMAP_LINUX_MADV_WILLNEED:
    case RAWMAP_LINUX_MADV_DONTNEED:
    case RAWMAP_LINUX_MADV_FREE:
    case RAWMAP_LINUX_MADV_REMOVE:
    case RAWMAP_LINUX_MADV_DONTFORK:
    case RAWMAP_LINUX_MADV_DOFORK:
    case RAWMAP_LINUX_MADV_WIPEONFORK:
    case RAWMAP_LINUX_MADV_KEEPONFORK:
    case RAWMAP_LINUX_MADV_DONTDUMP:
    case RAWMAP_LINUX_MADV_DODUMP:
    case RAWMAP_LINUX_MADV_COLD:
    case RAWMAP_LINUX_MADV_PAGEOUT:
        return 0;
    default:
        return 0xffffff;
    }
}

static bool knows(unsigned value)
{
    const unsigned version = since(value);
    /* What depends on how the kernel was built can only be asked: of no bytes, at an address that no mapping has. */
    return version != 0xffffff ? machine.version >= version
                               : rawmap_syscall3(RAWMAP_NR_madvise, 0, 0, (rawmap_word)value) == 0;
}

/* The table of advice.h: on which mappings an advice is EINVAL. */
static bool unfit_for(bool private)
{
    const bool anonymous = is_anonymous();
    switch (now.value) {
    case RAWMAP_LINUX_MADV_DONTNEED:
        return is_locked() || (is_huge() && machine.version < 0x051200);
    case RAWMAP_LINUX_MADV_FREE:
        return is_locked() || is_huge() || !anonymous || !private;
    case RAWMAP_LINUX_MADV_COLD:
    case RAWMAP_LINUX_MADV_PAGEOUT:
        return is_locked() || is_huge();
    case RAWMAP_LINUX_MADV_REMOVE:
        return is_locked() || (anonymous && private);
    case RAWMAP_LINUX_MADV_WIPEONFORK:
        return !anonymous || !private;
    case RAWMAP_LINUX_MADV_KEEPONFORK:
        return zoo.animal == DROPPABLE;
    case RAWMAP_LINUX_MADV_DODUMP:
        return zoo.animal == DROPPABLE || is_huge();
    case RAWMAP_LINUX_MADV_GUARD_INSTALL:
        return is_locked() || is_huge() || (machine.version < 0x060f00 && (!anonymous || !private));
    case RAWMAP_LINUX_MADV_GUARD_REMOVE:
        return is_huge() || (machine.version < 0x060f00 && (!anonymous || !private));
    case RAWMAP_LINUX_MADV_POPULATE_READ:
        return zoo.animal == PRIVATE_NONE || zoo.animal == SECRET;
    case RAWMAP_LINUX_MADV_POPULATE_WRITE:
        return zoo.animal == PRIVATE_NONE || zoo.animal == PRIVATE_READ || zoo.animal == FILE_READ_ONLY ||
               zoo.animal == SEALED_READ || zoo.animal == SECRET;
    case RAWMAP_LINUX_MADV_COLLAPSE:
        return true;
    default:
        return false;
    }
}

static bool unfit(void)
{
    return unfit_for(is_private()) || (zoo.animal == TWO_KINDS && unfit_for(false));
}

static bool truth(int cause)
{
    const bool touched = touches(now.address, now.length);
    switch (cause) {
    case RAWMAP_SPAN_UNALIGNED_HERE:
        return between_pages(now.address);
    case RAWMAP_SPAN_WRAPS:
    case RAWMAP_SPAN_WRAPS_ENOMEM:
        return true; /* the arguments alone show it, whatever else the kernel met first */
    case RAWMAP_ADVICE_UNKNOWN:
        return !knows(now.value);
    case RAWMAP_STATE_UNFIT_MAPPING:
        return touched && (unfit() || (now.value == RAWMAP_LINUX_MADV_REMOVE && zoo.animal == SECRET));
    case RAWMAP_STATE_HOLES_UNSUPPORTED:
        return touched && now.value == RAWMAP_LINUX_MADV_REMOVE && zoo.animal == SECRET;
    case RAWMAP_STATE_HUGE_PAGE_CUT:
        return touched && is_huge() && ((now.address | whole(now.length)) & (zoo.page - 1)) != 0;
    case RAWMAP_STATE_HOLE:
        return !covered(now.address, now.length);
    case RAWMAP_STATE_SEALED:
        return touched && is_sealed();
    case RAWMAP_STATE_FILE_NOT_OPEN:
        return now.value == RAWMAP_LINUX_MADV_WILLNEED && touched && is_anonymous() && is_private();
    case RAWMAP_STATE_NOT_SHARED:
        return now.value == RAWMAP_LINUX_MADV_REMOVE && touched && (is_private() || zoo.animal == FILE_READ_ONLY);
    case RAWMAP_STATE_NOT_BROUGHT_IN:
        return (now.value == RAWMAP_LINUX_MADV_POPULATE_READ || now.value == RAWMAP_LINUX_MADV_POPULATE_WRITE) &&
               touched && (zoo.animal == FILE_SHORT || zoo.animal == SECRET);
    default:
        return false;
    }
}

static struct call call = {.name = "advise", .truth = truth, .show = show};

static void rows_of(struct rows *rows, uintptr_t address, size_t length)
{
    RAWMAP_RULES_ADVISE(ROW)
}

static void one(void)
{
    for (unsigned value = 0; value <= 110; value++) {
        struct rows rows;
        rawmap_span span;
        rawmap_advice advice;
        rawmap_word answer;
        /* HWPOISON and SOFT_OFFLINE, the same on every architecture: they take memory away from the whole machine. */
        if (value == 100 || value == 101)
            continue;
        if (value > 32 && value < 95)
            continue;
        if (value)
            settle(zoo.animal);
        advice.value = now.value = value == 110 ? 0x80000000u : value;
        span.base = (void *)now.address;
        span.length = now.length;
        rows.count = 0;
        rows_of(&rows, now.address, now.length);
        answer = raw3(RAWMAP_NR_madvise, now.address, now.length, now.value);
        judge(&call, &rows, rawmap_check_advise(span, advice), answer, rawmap_advise(span, advice));
        /* The other way round: what the table says is refused must be. */
        if (answer == 0 && now.length != 0 && covered(now.address, now.length) && !is_huge() &&
            unfit_for(is_private()) && zoo.animal != TWO_KINDS && now.value != RAWMAP_LINUX_MADV_COLLAPSE)
            disagree(&call, "the kernel advises what the table of advice says it refuses");
    }
    if (zoo.animal == SEALED || zoo.animal == SEALED_READ) /* what cannot be laid out afresh */
        (void)rawmap_syscall3(RAWMAP_NR_madvise, (rawmap_word)zoo.base, (rawmap_word)(zoo.pages * zoo.page),
                              RAWMAP_LINUX_MADV_GUARD_REMOVE);
}

void compare_advise(void)
{
    open_zoo();
    walk(&call, &now.address, &now.length, one, EVERYWHERE);
    report(&call);
}
