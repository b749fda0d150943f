/* SPDX-License-Identifier: MIT */
/* The functions over mremap against the kernel, on every animal of the zoo. */
#include "zoo.h"

enum action { RESIZE, RESIZE_OR_MOVE, MOVE_OVER, MOVE_KEEP, MOVE_KEEP_OVER, DUPLICATE, ACTIONS };

static struct {
    enum action action;
    uintptr_t address, target;
    size_t length, new_length;
} now;

static void show(void)
{
    say_place(now.address, now.length);
    say(" target ");
    say_hex(now.target);
    say(" new length ");
    say_hex(now.new_length);
}

/* 5.10 moves no huge pages; 6.1 does. */
static bool huge_stays(void)
{
    return machine.version < 0x060100;
}

static bool truth(int cause)
{
    const size_t old_length = now.action == DUPLICATE ? 0 : whole(now.length);
    const size_t asked = now.action == MOVE_KEEP || now.action == DUPLICATE ? now.length : now.new_length;
    const size_t new_length = whole(asked);
    const size_t mask = zoo.page - 1;
    const bool keep = now.action == MOVE_KEEP || now.action == MOVE_KEEP_OVER;
    const bool targeted = now.action == MOVE_OVER || now.action == MOVE_KEEP_OVER;
    const bool there = inhabited(now.address & ~(machine.page - 1));
    switch (cause) {
    case RAWMAP_SPAN_UNALIGNED_HERE:
        return between_pages(now.address | (targeted ? now.target : 0));
    case RAWMAP_SPAN_WRAPS:
    case RAWMAP_SPAN_WRAPS_EFAULT:
        return now.length > SIZE_MAX - now.address || old_length < now.length;
    case RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE:
    case RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL: /* also one that rounds to 0 */
        return new_length > machine.end || asked > machine.end;
    case RAWMAP_STATE_NO_ROOM:
        /* In place: something lies behind, or the place ends. Elsewhere: only what is very long. */
        return new_length > machine.end / 4 || (now.action == RESIZE && new_length > old_length);
    case RAWMAP_STATE_OVERCOMMIT:
        return new_length > machine.ram;
    case RAWMAP_STATE_NOT_MAPPED:
        return !there || !covered(now.address, old_length ? old_length : 1) || zoo.animal == TWO_KINDS;
    case RAWMAP_STATE_CACHE_COLOUR:
        return targeted && there && !is_private_at(now.address) && colours_differ(now.target, now.address);
    case RAWMAP_STATE_OUT_OF_RANGE:
        return (targeted && now.target < machine.first) || now.address >= machine.end ||
               now.length > machine.end - now.address || new_length > machine.end ||
               (targeted && (now.target >= machine.end || new_length > machine.end - now.target));
    case RAWMAP_STATE_UNFIT_TO_REMAP:
        return there &&
               ((now.action == DUPLICATE && is_private()) ||
                (is_huge() && (((now.address | old_length | new_length | (targeted ? now.target : 0)) & mask) != 0 ||
                               new_length > old_length || keep || (targeted && huge_stays()))) ||
                (keep && zoo.animal == SECRET));
    case RAWMAP_STATE_HUGE_PAGE_CUT:
        return is_huge() && ((now.address | old_length | new_length | (targeted ? now.target : 0)) & mask) != 0;
    case RAWMAP_REMAP_KEEP_UNKNOWN:
        return keep && machine.version < (is_private_at(now.address) && is_anonymous() ? 0x050700u : 0x050d00u);
    case RAWMAP_LOCK_OVER_LIMIT:
        /* Beside what the zoo has locked already. */
        return !machine.locks_freely && new_length + 16 * machine.page > machine.lock_limit;
    case RAWMAP_STATE_NOT_ALLOWED:
        return targeted && !machine.maps_low && now.target < machine.lowest;
    case RAWMAP_STATE_SEALED:
        return is_sealed() && there;
    default:
        return false;
    }
}

/* An old length of 0, or one that rounds to 0, means something else to Linux: it duplicates a shared mapping. Lengths that
   differ in the architecture's smallest pages may be the same in this kernel's. */
static bool unseen(int cause)
{
    return (cause == RAWMAP_REMAP_KEEP_RESIZES && whole(now.length) == whole(now.new_length)) ||
           cause == RAWMAP_SPAN_EMPTY || cause == RAWMAP_SPAN_LENGTH_WRAPS ||
           ((cause == RAWMAP_SPAN_WRAPS || cause == RAWMAP_SPAN_WRAPS_EFAULT) &&
            (now.action <= RESIZE_OR_MOVE || whole(now.length) == 0));
}

/* What a rule guards against, and older kernels do: they would take the program's own memory. */
static bool unmaps_low_addresses(void)
{
    const size_t to = whole(now.new_length);
    return now.action <= MOVE_OVER && to != 0 && to < whole(now.length) && now.address != 0 &&
           to - 1 >= (uintptr_t)0 - now.address - 1 &&
           (machine.version < 0x061100 || !machine.kernel_64 || machine.end > UINTPTR_MAX / 2);
}

/* A new length in the last page of the addresses is 4 GiB to it, which it may find equal to the old one. */
static bool difference(int cause, int error)
{
    return cause == RAWMAP_REMAP_LENGTH_WRAPS && sizeof(size_t) == 4 && machine.kernel_64 &&
           (error == RAWMAP_LINUX_ENOMEM || (error == 0 && whole(now.length) == 0)) &&
           known_difference(LAST_PAGE_FOR_32_BITS);
}

#define CALL(title)                                                                                                    \
    {                                                                                                                  \
        .name = title, .truth = truth, .show = show, .unseen = unseen, .difference = difference                        \
    }
static struct call calls[ACTIONS] = {CALL("resize"),    CALL("resize_or_move"), CALL("move_over"),
                                     CALL("move_keep"), CALL("move_keep_over"), CALL("duplicate")};

static void rows_of_resize(struct rows *rows, uintptr_t address, size_t length, size_t new_length)
{
    RAWMAP_RULES_RESIZE(ROW)
}
static void rows_of_move_over(struct rows *rows, uintptr_t address, size_t length, uintptr_t target_address,
                              size_t target_length)
{
    RAWMAP_RULES_MOVE_OVER(ROW)
}
static void rows_of_move_keep(struct rows *rows, uintptr_t address, size_t length)
{
    RAWMAP_RULES_MOVE_KEEP(ROW)
}
static void rows_of_move_keep_over(struct rows *rows, uintptr_t address, size_t length, uintptr_t target_address,
                                   size_t target_length)
{
    RAWMAP_RULES_MOVE_KEEP_OVER(ROW)
}
static void rows_of_duplicate(struct rows *rows, uintptr_t address, size_t length)
{
    RAWMAP_RULES_DUPLICATE(ROW)
}

static void one(void)
{
    const unsigned may_move = RAWMAP_LINUX_MREMAP_MAYMOVE, fixed = may_move | RAWMAP_LINUX_MREMAP_FIXED;
    const unsigned keep = may_move | RAWMAP_LINUX_MREMAP_DONTUNMAP;
    struct rows rows;
    rawmap_span span, over;
    rawmap_status check = RAWMAP_OK;
    rawmap_mapping typed;
    rawmap_word answer = 0;
    size_t new_length = now.length;
    span.base = (void *)now.address;
    span.length = now.length;
    over.base = (void *)now.target;
    over.length = now.new_length;
    rows.count = 0;
    typed.status = RAWMAP_OK;
    switch (now.action) {
    case RESIZE:
    case RESIZE_OR_MOVE:
        rows_of_resize(&rows, now.address, now.length, now.new_length);
        answer =
            raw5(RAWMAP_NR_mremap, now.address, now.length, now.new_length, now.action == RESIZE ? 0 : may_move, 0);
        check = rawmap_check_resize(span, now.new_length);
        typed =
            now.action == RESIZE ? rawmap_resize(span, now.new_length) : rawmap_resize_or_move(span, now.new_length);
        new_length = now.new_length;
        break;
    case MOVE_OVER:
        rows_of_move_over(&rows, now.address, now.length, now.target, now.new_length);
        answer = raw5(RAWMAP_NR_mremap, now.address, now.length, now.new_length, fixed, now.target);
        check = rawmap_check_move_over(span, over);
        typed = rawmap_move_over(span, over);
        new_length = now.new_length;
        break;
    case MOVE_KEEP:
        rows_of_move_keep(&rows, now.address, now.length);
        answer = raw5(RAWMAP_NR_mremap, now.address, now.length, now.length, keep, 0);
        check = rawmap_check_move_keep(span);
        typed = rawmap_move_keep(span);
        break;
    case MOVE_KEEP_OVER:
        rows_of_move_keep_over(&rows, now.address, now.length, now.target, now.new_length);
        /* Two lengths are handed on where they differ in pages; where they do not, the span's own. */
        answer =
            raw5(RAWMAP_NR_mremap, now.address, now.length,
                 whole(now.new_length) == whole(now.length) ? now.length : now.new_length, keep | fixed, now.target);
        check = rawmap_check_move_keep_over(span, over);
        typed = rawmap_move_keep_over(span, over);
        new_length = now.new_length;
        break;
    case DUPLICATE:
    case ACTIONS:
        rows_of_duplicate(&rows, now.address, now.length);
        answer = raw5(RAWMAP_NR_mremap, now.address, 0, now.length, may_move, 0);
        check = rawmap_check_duplicate(span);
        typed = rawmap_duplicate(span);
        break;
    }
    judge(&calls[now.action], &rows, check, answer, typed.status);
    if (typed.status == RAWMAP_OK && !failed(answer) &&
        (typed.span.base != (void *)(uintptr_t)answer || typed.span.length != new_length))
        disagree(&calls[now.action], "the span that came back is not what was mapped");
    if (!failed(answer)) {
        const size_t page = is_huge() ? zoo.page : machine.page;
        (void)rawmap_syscall2(RAWMAP_NR_munmap, answer, (rawmap_word)((new_length + page - 1) & ~(page - 1)));
    }
}

enum { TARGETS = 11 };

static uintptr_t target_of(unsigned which)
{
    const uintptr_t behind = zoo.base + 2 * zoo.pages * zoo.page;
    const uintptr_t each[TARGETS] = {behind,
                                     behind + 1,
                                     behind + machine.page,
                                     zoo.base,
                                     zoo.base + machine.page,
                                     zoo.base + zoo.page,
                                     0,
                                     machine.end - machine.page,
                                     machine.end,
                                     (uintptr_t)0 - machine.page,
                                     UINTPTR_MAX};
    return each[which];
}

/* Linux rounds the length of huge pages up before it unmaps what is there. */
static size_t taken_at_target(void)
{
    const size_t rest = zoo.page - 1, length = now.new_length;
    return is_huge() && length < machine.end - rest ? (length + rest) & ~rest : length;
}

/* Only one animal after the other and one length after the other: the rest follows from the arguments alone. */
static void every_target(void)
{
    for (unsigned t = 0; t < TARGETS; t++)
        for (unsigned l = 0; l < LENGTHS; l++) {
            now.target = target_of(t);
            now.new_length = zoo_length(l);
            for (now.action = MOVE_OVER; now.action <= MOVE_KEEP_OVER; now.action += 2) {
                if (!harmless(now.target, taken_at_target(), WITHIN_PROGRAMS) ||
                    (is_sealed() && now.target < machine.end) || unmaps_low_addresses() || !taken_case())
                    continue;
                settle(zoo.animal);
                one();
                clear();
            }
        }
}

static void every_length(void)
{
    now.target = 0;
    for (unsigned l = 0; l < LENGTHS; l++)
        for (now.action = RESIZE; now.action <= RESIZE_OR_MOVE; now.action++) {
            now.new_length = zoo_length(l);
            /* What grows that far would be mapped, not unmapped: only memory that is there may be that long. */
            if (unmaps_low_addresses() || !taken_case())
                continue;
            settle(zoo.animal);
            one();
            clear();
        }
    for (unsigned i = 0; i < 2; i++) {
        now.action = i ? DUPLICATE : MOVE_KEEP;
        now.new_length = 0;
        if (!taken_case())
            continue;
        settle(zoo.animal);
        one();
        clear();
    }
}

void compare_remap(void)
{
    open_zoo();
    for (unsigned animal = 0; animal < ANIMALS; animal++) {
        clear();
        remember_maps();
        for (unsigned a = 0; a < ADDRESSES; a++)
            for (unsigned l = 0; l < LENGTHS; l++) {
                settle((enum animal)animal);
                if (!zoo.there)
                    continue;
                now.address = zoo_address(a);
                now.length = zoo_length(l);
                if (!harmless(now.address, now.length, WITHIN_PROGRAMS))
                    continue;
                every_length();
                every_target();
            }
        clear();
        (void)maps_unchanged(&calls[0]);
    }
    for (unsigned i = 0; i < ACTIONS; i++)
        report(&calls[i]);
}
