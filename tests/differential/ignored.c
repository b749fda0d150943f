/* SPDX-License-Identifier: MIT */
/* Two ways of asking, gone through side by side: see effects.h. No function of rawmap is called: the kernel alone is
   compared with itself. */
#include "effects.h"

#include "zoo.h"

enum { PAGES_OF_IT = 4, ROOM = 16384 };

static const char *present;
static bool never(int cause)
{
    (void)cause;
    return false;
}
static void show(void)
{
    say(present);
}
static struct call call = {.name = "effects", .truth = never, .show = show};

/* The two stories, in memory that a child writes to as well. */
static char *story[2];
static char *at;
static char *end_of_it;

static void tell(const char *text)
{
    while (*text && at < end_of_it)
        *at++ = *text++;
    *at = 0;
}

static void tell_answer(const char *what, rawmap_word answer)
{
    tell(what);
    tell(failed(answer) ? rawmap_status_name((rawmap_status)-answer) : " ok");
    tell("; ");
}

static void tell_account(const char *when, uintptr_t base)
{
    tell(when);
    tell(": ");
    at += account_of(base, at, (size_t)(end_of_it - at));
    tell("; ");
}

/* What the first and the last page hold. */
static void tell_contents(uintptr_t base, size_t length)
{
    const volatile unsigned char *bytes = (const volatile unsigned char *)base;
    char text[] = "holds 00 00; ";
    text[6] = (char)('a' + (bytes[0] >> 4)), text[7] = (char)('a' + (bytes[0] & 15));
    text[9] = (char)('a' + (bytes[length - 1] >> 4)), text[10] = (char)('a' + (bytes[length - 1] & 15));
    tell(text);
}

/* The child tells, and ends. */
static void in_a_child(const char *when, uintptr_t base, size_t length, bool readable)
{
#ifdef RAWMAP_NR_clone3
    static uint64_t block[8];
    static char *volatile *left;
    rawmap_word child;
    if (!left)
        left = (char *volatile *)(uintptr_t)raw_mmap(0, machine.page, 3,
                                                     RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    *left = at;
    child = rawmap_syscall2(RAWMAP_NR_clone3, (rawmap_word)(uintptr_t)block, sizeof block);
    if (child == 0) {
        tell_account(when, base);
        if (readable && account_of(base, at, (size_t)(end_of_it - at)) != 0)
            tell_contents(base, length);
        *left = at;
        end(0);
    }
    if (child > 0)
        (void)rawmap_syscall4(RAWMAP_NR_wait4, child, 0, 0x40000000 /* __WALL */, 0);
    at = *left;
    *at = 0;
#else
    (void)when, (void)base, (void)length, (void)readable;
#endif
}

static void go_through(struct asked asked, bool with, char *to)
{
    const size_t huge = (size_t)1 << (machine.huge_shift ? machine.huge_shift : 21);
    const size_t length = asked.really ? asked.really : (asked.length + machine.page - 1) & ~(machine.page - 1);
    const bool in_huge = length >= huge;
    /* A file in memory is empty pages, each time. */
    const bool emptied = asked.file >= 0 && !in_huge && rawmap_syscall2(RAWMAP_NR_ftruncate, asked.file, 0) == 0 &&
                         rawmap_syscall2(RAWMAP_NR_ftruncate, asked.file, (rawmap_word)length) == 0;
    const rawmap_word base_or = raw_mmap(asked.at, asked.length, asked.protection, asked.flags, asked.file, 0);
    uintptr_t base = (uintptr_t)base_or, moved = zoo.base + 2 * huge;
    at = to;
    end_of_it = to + ROOM - 64;
    (void)emptied;
    tell_answer("mapped", base_or);
    if (failed(base_or))
        return;
    if (!asked.wherever) /* Linux takes the page that a hint lies in */
        tell(base == (asked.at & ~(uintptr_t)(machine.page - 1)) ? "there; " : "elsewhere; ");
    if (asked.then)
        tell_answer("then", asked.then(base, length, with));
    tell_account("at once", base);
    in_a_child("in a child", base, length, (asked.protection & 1u) != 0);
    tell_answer("protect", rawmap_syscall3(RAWMAP_NR_mprotect, (rawmap_word)base, (rawmap_word)length, 3));
    tell_account("then", base);
    *(volatile unsigned char *)base = 7;
    (void)*(volatile unsigned char *)(base + length - 1);
    tell_account("touched", base);
    tell_contents(base, length);
    in_a_child("in a child", base, length, true);
    if (!in_huge) {
        tell_answer("cold",
                    rawmap_syscall3(RAWMAP_NR_madvise, (rawmap_word)base, (rawmap_word)length, RAWMAP_LINUX_MADV_COLD));
        tell_answer("pageout", rawmap_syscall3(RAWMAP_NR_madvise, (rawmap_word)base, (rawmap_word)length,
                                               RAWMAP_LINUX_MADV_PAGEOUT));
        tell_contents(base, length);
    }
    tell_answer("free",
                rawmap_syscall3(RAWMAP_NR_madvise, (rawmap_word)base, (rawmap_word)length, RAWMAP_LINUX_MADV_FREE));
    *(volatile unsigned char *)base = 8;
    if (!in_huge && !(asked.flags & RAWMAP_LINUX_MAP_GROWSDOWN)) {
        const rawmap_word answer =
            rawmap_syscall5(RAWMAP_NR_mremap, (rawmap_word)base, (rawmap_word)length, (rawmap_word)length,
                            RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_FIXED, (rawmap_word)moved);
        tell_answer("move", answer);
        base = failed(answer) ? base : moved;
        tell_account("moved", base);
        tell_contents(base, length);
    }
    tell_answer("dontneed",
                rawmap_syscall3(RAWMAP_NR_madvise, (rawmap_word)base, (rawmap_word)length, RAWMAP_LINUX_MADV_DONTNEED));
    tell_contents(base, length);
    tell_account("then", base);
    tell_answer("unmap", rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)base, (rawmap_word)length));
}

static void say_row(const char *list, const char *cause, const char *effects)
{
    say("ignored: ");
    say(list);
    say(" ");
    say(cause);
    say(": ");
    say(effects);
    say("\n");
}

void ignored_otherwise(const char *list, const char *cause, const char *effects, bool is_same)
{
    say_row(list, cause, effects);
    call.cases++;
    present = effects;
    if (is_same) {
        call.ignored++;
        return;
    }
    say("ignored: it is not\n");
    disagree(&call, cause);
}

void ignored_elsewhere(const char *list, const char *cause, const char *why)
{
    say_row(list, cause, why);
}

static bool same_stories(struct asked without, struct asked with)
{
    for (unsigned i = 0; i < 2; i++)
        if (!story[i])
            story[i] =
                (char *)(uintptr_t)raw_mmap(0, ROOM, 3, RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    go_through(without, false, story[0]);
    go_through(with, true, story[1]);
    return same_text(story[0], story[1]);
}

void ignored(const char *list, const char *cause, struct asked without, struct asked with)
{
    /* A story that ends with a refusal tells nothing. */
    const bool is_same = same_stories(without, with) && story[0][6] == ' ';
    ignored_otherwise(list, cause, "at once, in a child, protect, touch, fork, pressure, move, dontneed, unmap",
                      is_same);
    if (is_same)
        return;
    say(story[0]);
    say("\n");
    say(story[1]);
    say("\n");
}

void not_ignored(const char *what, struct asked without, struct asked with)
{
    call.cases++;
    present = "what Linux does not ignore comes to the same: the comparison is blind";
    if (same_stories(without, with))
        disagree(&call, what);
    else
        call.accepted++;
}

struct asked plain_memory(void)
{
    struct asked asked = {.at = zoo.base,
                          .length = PAGES_OF_IT * machine.page,
                          .protection = 3,
                          .flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS,
                          .file = -1};
    return asked;
}

bool may_lock(void)
{
    return machine.locks_freely || machine.lock_limit >= 16 * machine.page;
}

void compare_effects(void)
{
    open_zoo();
    open_files();
    settle(NOTHING);
    clear();
    ignored_of_mappings();
    ignored_on_spans();
    ignored_elsewhere_than_spans();
    report(&call);
}
