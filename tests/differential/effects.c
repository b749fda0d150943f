/* SPDX-License-Identifier: MIT */
/* What the rules call IGNORED is so: Linux accepts it, and what was asked is not there afterwards. One demonstration for
   each IGNORED row of each table; a row without one is a failure. */
#include "effects.h"

#include "zoo.h"

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

/* One demonstration: the call went through, and the effect is absent. */
static void absent(const char *what, bool is_absent)
{
    present = "the effect of what is called ignored is there, or the kernel refused it";
    call.cases++;
    if (is_absent)
        call.ignored++;
    else
        disagree(&call, what);
}

static uintptr_t mapped(uintptr_t address, size_t length, unsigned protection, unsigned flags, int fd)
{
    const rawmap_word answer = raw_mmap(address, length, protection, flags, fd, 0);
    return failed(answer) ? 0 : (uintptr_t)answer;
}

static void unmapped(uintptr_t base, size_t length)
{
    if (base)
        (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)base, (rawmap_word)length);
}

static const unsigned anonymous = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS;

/* The mapping that an extra protection or flag gives, line for line but its place, is the one without. */
static bool same_as_without(unsigned protection, unsigned more_protection, unsigned flags, unsigned more_flags, int fd)
{
    static char without[512], with[512];
    /* One after the other: side by side they would be one mapping. */
    const uintptr_t plain = mapped(zoo.base, machine.page, protection, flags, fd);
    bool same = plain && flags_of(plain, without, sizeof without);
    uintptr_t extra;
    unmapped(plain, machine.page);
    extra = mapped(zoo.base, machine.page, protection | more_protection, flags | more_flags, fd);
    same = same && extra && flags_of(extra, with, sizeof with) && same_text(without, with);
    unmapped(extra, machine.page);
    return same;
}

static unsigned resident(uintptr_t base, unsigned pages)
{
    unsigned char vector[64];
    unsigned count = 0;
    if (rawmap_syscall3(RAWMAP_NR_mincore, (rawmap_word)base, (rawmap_word)(pages * machine.page),
                        (rawmap_word)(uintptr_t)vector) != 0)
        return ~0u;
    for (unsigned i = 0; i < pages; i++)
        count += vector[i] & 1u;
    return count;
}

static bool may_lock(void)
{
    return machine.locks_freely || machine.lock_limit >= 16 * machine.page;
}

/* Pages that nothing may touch do not come in, whatever is asked. */
static bool stays_out(unsigned flag, int fd)
{
    const unsigned flags = fd < 0 ? anonymous : RAWMAP_LINUX_MAP_PRIVATE;
    const uintptr_t base = mapped(0, 4 * machine.page, 0, flags | flag, fd);
    const bool out = base && pages_present(base, 4) == 0;
    unmapped(base, 4 * machine.page);
    return out;
}

static bool huge_is_rounded(void)
{
    const size_t huge = (size_t)1 << machine.huge_shift;
    const unsigned flags = anonymous | RAWMAP_LINUX_MAP_HUGETLB | RAWMAP_LINUX_MAP_NORESERVE |
                           machine.huge_shift << RAWMAP_LINUX_MAP_HUGE_SHIFT;
    const uintptr_t base = mapped(0, machine.page, 0, flags, -1);
    /* Not what was asked: more is mapped, and what was asked cannot be unmapped. */
    const bool rounded =
        base && rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)base, (rawmap_word)machine.page) == -RAWMAP_LINUX_EINVAL;
    unmapped(base, huge);
    return rounded;
}

static bool huge_hint_moves(void)
{
    const size_t huge = (size_t)1 << machine.huge_shift;
    const unsigned flags = anonymous | RAWMAP_LINUX_MAP_HUGETLB | RAWMAP_LINUX_MAP_NORESERVE |
                           machine.huge_shift << RAWMAP_LINUX_MAP_HUGE_SHIFT;
    const uintptr_t hint = zoo.base + machine.page;
    const uintptr_t base = mapped(hint, huge, 0, flags, -1);
    unmapped(base, huge);
    return base && base != hint;
}

static bool hint_moves(void)
{
    const uintptr_t base = mapped(zoo.base + 1, machine.page, 1, anonymous, -1);
    unmapped(base, machine.page);
    return base && base != zoo.base + 1;
}

/* low_32bit with an address: the address is ignored. */
static bool low_moves(void)
{
#if RAWMAP_HAS_PLACEMENT_low_32bit
    const uintptr_t base = mapped(zoo.base, machine.page, 1, anonymous | RAWMAP_LOW_32BIT.bits, -1);
    unmapped(base, machine.page);
    return base && base != zoo.base;
#else
    return true;
#endif
}

/* noreserve stands in the flags of a shared mapping of a file; but nothing is reserved for it without, either. */
static bool is_reserved(unsigned flag, int fd)
{
    const size_t length = (size_t)256 << 20;
    const uint64_t before = committed();
    const uintptr_t base = mapped(0, length, 3, RAWMAP_LINUX_MAP_SHARED | flag, fd);
    const uint64_t after = committed();
    unmapped(base, length);
    return !base || after > before + length / 2;
}

static bool above_is_below(void)
{
#if RAWMAP_HAS_PLACEMENT_above_4g
    const uintptr_t hint = 0x20000000;
    const uintptr_t base = mapped(hint, machine.page, 1, anonymous | RAWMAP_ABOVE_4G.bits, -1);
    unmapped(base, machine.page);
    return base == hint;
#else
    return true;
#endif
}

/* A stack asks for no transparent huge pages (nh); huge pages come all the same. */
static bool stack_is_huge(void)
{
    const size_t huge = (size_t)1 << machine.huge_shift;
    static char with[512];
    const uintptr_t base = mapped(0, huge, 3,
                                  anonymous | RAWMAP_LINUX_MAP_HUGETLB | RAWMAP_LINUX_MAP_STACK |
                                      machine.huge_shift << RAWMAP_LINUX_MAP_HUGE_SHIFT,
                                  -1);
    const bool is = base && flags_of(base, with, sizeof with) && has_flag(with, "ht");
    unmapped(base, huge);
    return is;
}

/* Beside a type that means a mapping, only where no other row already refuses it. */
static void of_mappings(bool file, int fd)
{
    const unsigned flags = file ? RAWMAP_LINUX_MAP_SHARED : anonymous;
    if (!RAWMAP_HAS_PROT_sao) { /* powerpc refuses what it does not know */
        absent("PROT_GROWS_NEEDS_PROTECT", same_as_without(1, RAWMAP_PROT_growsdown, flags, 0, fd));
        absent("PROT_GROWS_NEEDS_PROTECT", same_as_without(1, RAWMAP_PROT_growsup, flags, 0, fd));
        absent("PROT_UNKNOWN_BITS", same_as_without(1, 0x80000000u, flags, 0, fd));
    }
    absent("PROT_SEM_DOES_NOTHING", same_as_without(3, RAWMAP_PROT_sem, flags, 0, fd));
    if (may_lock())
        absent("LOCK_NEEDS_ACCESS", stays_out(RAWMAP_LINUX_MAP_LOCKED, file ? fd : -1));
    absent("POPULATE_NEEDS_ACCESS", stays_out(RAWMAP_LINUX_MAP_POPULATE, file ? fd : -1));
    for (unsigned bit = 0; bit < 32; bit++) {
        const unsigned known = (file ? RAWMAP_I_FILE_KIND_KNOWN : RAWMAP_I_KIND_KNOWN) | RAWMAP_LINUX_MAP_FIXED |
                               RAWMAP_LINUX_MAP_FIXED_NOREPLACE | RAWMAP_LINUX_MAP_ANONYMOUS |
                               RAWMAP_LINUX_MAP_GROWSDOWN | RAWMAP_LINUX_MAP_STACK | 0xfu |
                               /* it stands in the flags, of a mapping that has nothing to write through to */
                               RAWMAP_I_MAP_SYNC;
        /* MAP_32BIT and MAP_ABOVE4G choose the place, which is no flag of the mapping; placements have them. */
        if ((known >> bit & 1u) == 0)
            absent("KIND_UNKNOWN_BITS", same_as_without(1, 0, flags, 1u << bit, fd));
    }
    absent("NEAR_UNALIGNED", hint_moves());
    absent("PLACEMENT_WITH_ADDRESS", low_moves() && (machine.version < 0x060600 || above_is_below()));
    absent("PLACEMENT_UNKNOWN_BITS", same_as_without(1, 0, flags, 1u << 25, fd));
    if (file)
        absent("NORESERVE_SHARED_FILE", !is_reserved(0, fd) && !is_reserved(RAWMAP_LINUX_MAP_NORESERVE, fd));
}

/* The other calls: nothing is asked, and nothing changes. */
static void of_spans(void)
{
    static char before[512], after[512];
    volatile unsigned char *bytes;
    settle(PRIVATE);
    bytes = (volatile unsigned char *)zoo.base;
    bytes[0] = 7;
    (void)flags_of(zoo.base, before, sizeof before);
    absent("SPAN_EMPTY", rawmap_syscall3(RAWMAP_NR_mprotect, (rawmap_word)zoo.base, 0, 0) == 0 && bytes[0] == 7 &&
                             flags_of(zoo.base, after, sizeof after) && same_text(before, after));
    absent("PROT_SEM_DOES_NOTHING", rawmap_syscall3(RAWMAP_NR_mprotect, (rawmap_word)zoo.base,
                                                    (rawmap_word)machine.page, 3 | RAWMAP_PROT_sem) == 0 &&
                                        flags_of(zoo.base, after, sizeof after) && same_text(before, after));
    absent("SPAN_EMPTY",
           rawmap_syscall3(RAWMAP_NR_madvise, (rawmap_word)zoo.base, 0, RAWMAP_LINUX_MADV_DONTNEED) == 0 &&
               bytes[0] == 7);
    if (may_lock())
        absent("SPAN_EMPTY", rawmap_syscall2(RAWMAP_NR_mlock, (rawmap_word)zoo.base, 0) == 0 &&
                                 flags_of(zoo.base, after, sizeof after) && !has_flag(after, "lo"));
    if (may_lock() && (sizeof(size_t) == 8 || !machine.kernel_64))
        absent("SPAN_LENGTH_WRAPS", rawmap_syscall2(RAWMAP_NR_mlock, (rawmap_word)zoo.base, -1) == 0 &&
                                        flags_of(zoo.base, after, sizeof after) && !has_flag(after, "lo"));
    absent("SPAN_EMPTY", resident(zoo.base, 0) == 0);
    /* Of pages that a file does not have yet, msync without a name says nothing and does nothing. */
    absent("SYNC_NOTHING_ASKED",
           rawmap_syscall3(RAWMAP_NR_msync, (rawmap_word)zoo.base, (rawmap_word)machine.page, 0) == 0);
    absent("SYNC_ASYNC_DOES_NOTHING", rawmap_syscall3(RAWMAP_NR_msync, (rawmap_word)zoo.base, (rawmap_word)machine.page,
                                                      RAWMAP_LINUX_MS_ASYNC) == 0);
    clear();
}

/* Every IGNORED row of every table has been shown above. */
static const char shown[] =
    " PROT_GROWS_NEEDS_PROTECT PROT_SEM_DOES_NOTHING PROT_UNKNOWN_BITS LOCK_NEEDS_ACCESS POPULATE_NEEDS_ACCESS "
    "KIND_UNKNOWN_BITS STACK_HUGE HUGE_LENGTH_UNEVEN HUGE_ADDRESS_UNALIGNED PLACEMENT_UNKNOWN_BITS "
    "PLACEMENT_WITH_ADDRESS NEAR_UNALIGNED NORESERVE_SHARED_FILE SPAN_EMPTY SPAN_LENGTH_WRAPS SYNC_NOTHING_ASKED "
    "SYNC_ASYNC_DOES_NOTHING ";

static void needed(const char *cause)
{
    for (const char *at = shown; *at; at++) {
        size_t i = 0;
        while (cause[i] && at[i] == cause[i])
            i++;
        if (!cause[i] && at[i] == ' ' && at != shown && at[-1] == ' ')
            return;
    }
    present = cause;
    disagree(&call, "an IGNORED row that nothing shows");
}

#define NEED(cause, sort, error, condition) NEED_##sort(#cause)
#define NEED_IGNORED(cause) needed(cause);
#define NEED_GUARDED(cause)
#define NEED_REFUSED(cause)
#define NEED_UNSURE(cause)
#define NEED_LOOKED(cause)
#define NEED_TOLD(cause)
#define NEED_STATE(cause)

void compare_effects(void)
{
    open_zoo();
    open_files();
    /* clang-format off */
    RAWMAP_RULES_MAP(NEED)
    RAWMAP_RULES_MAP_FILE(NEED)
    RAWMAP_RULES_REPLACE(NEED)
    RAWMAP_RULES_REPLACE_FILE(NEED)
    RAWMAP_RULES_UNMAP(NEED)
    RAWMAP_RULES_PROTECT(NEED)
    RAWMAP_RULES_RESIZE(NEED)
    RAWMAP_RULES_MOVE_OVER(NEED)
    RAWMAP_RULES_MOVE_KEEP(NEED)
    RAWMAP_RULES_MOVE_KEEP_OVER(NEED)
    RAWMAP_RULES_DUPLICATE(NEED)
    RAWMAP_RULES_ADVISE(NEED)
    RAWMAP_RULES_SYNC(NEED)
    RAWMAP_RULES_LOCK(NEED)
    RAWMAP_RULES_LOCK_ALL(NEED)
    RAWMAP_RULES_RESIDENCY(NEED)
    settle(NOTHING);
    /* clang-format on */
    of_mappings(false, -1);
    of_mappings(true, backing_fd[MEMORY]);
    if (machine.huge_free) {
        absent("HUGE_LENGTH_UNEVEN", huge_is_rounded());
        absent("HUGE_ADDRESS_UNALIGNED", huge_hint_moves());
        absent("STACK_HUGE", stack_is_huge());
    }
    of_spans();
    report(&call);
}
