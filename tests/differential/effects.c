/* SPDX-License-Identifier: MIT */
/* What the rules of new mappings call IGNORED is so. */
#include "effects.h"

#include "zoo.h"

static const unsigned anonymous = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS;
static int file = -1;

static struct asked memory(unsigned flags)
{
    struct asked asked = plain_memory();
    asked.flags = flags;
    asked.file = (flags & RAWMAP_LINUX_MAP_ANONYMOUS) != 0 ? -1 : file;
    return asked;
}

/* More protection, or more flags, on each sort of mapping. */
static void more(const char *list, const char *cause, unsigned protection, unsigned more_protection,
                 unsigned more_flags, bool of_file)
{
    const unsigned sorts[] = {RAWMAP_LINUX_MAP_PRIVATE, RAWMAP_LINUX_MAP_SHARED};
    for (unsigned i = 0; i < COUNT(sorts); i++) {
        struct asked without = memory(sorts[i] | (of_file ? 0 : RAWMAP_LINUX_MAP_ANONYMOUS)), with;
        if (of_file && file < 0)
            return;
        without.protection = protection;
        with = without;
        with.protection |= more_protection;
        with.flags |= more_flags;
        ignored(list, cause, without, with);
    }
}

static void protections(void)
{
    static const unsigned unknown[] = {0x40, 0x4000, 0x80000000u};
    for (unsigned of_file = 0; of_file < 2; of_file++) {
        if (!RAWMAP_HAS_PROT_sao) { /* powerpc refuses what it does not know */
            more("PROTECTION_BITS", "PROT_GROWS_NEEDS_PROTECT", 1, RAWMAP_PROT_growsdown, 0, of_file);
            more("PROTECTION_BITS", "PROT_GROWS_NEEDS_PROTECT", 3, RAWMAP_PROT_growsup, 0, of_file);
            for (unsigned i = 0; i < COUNT(unknown); i++)
                more("PROTECTION_BITS", "PROT_UNKNOWN_BITS", 1, unknown[i], 0, of_file);
        }
        more("PROTECTION_BITS", "PROT_SEM_DOES_NOTHING", 3, RAWMAP_PROT_sem, 0, of_file);
        more("PROTECTION_BITS", "PROT_SEM_DOES_NOTHING", 0, RAWMAP_PROT_sem, 0, of_file);
        more("PROTECTION_ACCESS", "POPULATE_NEEDS_ACCESS", 0, 0, RAWMAP_LINUX_MAP_POPULATE, of_file);
    }
    if (RAWMAP_HAS_PROT_sao) {
        ignored_elsewhere("PROTECTION_BITS", "PROT_GROWS_NEEDS_PROTECT", "powerpc refuses it");
        ignored_elsewhere("PROTECTION_BITS", "PROT_UNKNOWN_BITS", "powerpc refuses it");
    }
}

static void kinds(void)
{
    for (unsigned bit = 4; bit < 32; bit++) {
        const unsigned bits = 1u << bit;
        const bool of_size = (bits & RAWMAP_I_HUGE_FIELD) != 0; /* without MAP_HUGETLB it says nothing */
        /* A stack and what grows downwards are of private memory. */
        if ((bits & RAWMAP_I_KIND_MEANT) == 0 && ((bits & RAWMAP_I_KIND_KNOWN) == 0 || of_size))
            more("KIND_BEFORE", "KIND_UNKNOWN_BITS", 1, 0, bits, false);
        if ((bits & (RAWMAP_I_FILE_KIND_MEANT | RAWMAP_I_FILE_KIND_KNOWN)) == 0)
            more("FILE_KIND_BEFORE", "KIND_UNKNOWN_BITS", 1, 0, bits, true);
    }
}

/* A stack asks for no transparent huge pages (nh); huge pages come all the same. Its mark stays. */
static char *marked;
static bool stack_is_huge(size_t huge, unsigned flags)
{
    static char plain[2048], stack[2048];
    bool is_same = true;
    for (unsigned i = 0; i < 2; i++) {
        char *const to = i ? stack : plain;
        const rawmap_word base = raw_mmap(0, huge, 3, flags | (i ? RAWMAP_LINUX_MAP_STACK : 0), -1, 0);
        if (failed(base))
            return false;
        *(volatile unsigned char *)(uintptr_t)base = 1;
        is_same = is_same && account_of((uintptr_t)base, to, sizeof plain) != 0;
        for (char *from = marked = to; *from; from++)
            if (from[0] == ' ' && from[1] == 'n' && from[2] == 'h')
                from += 2;
            else
                *marked++ = *from;
        *marked = 0;
        is_same = is_same && rawmap_syscall2(RAWMAP_NR_munmap, base, (rawmap_word)huge) == 0;
    }
    return is_same && same_text(plain, stack);
}

static void huge_pages(void)
{
    const size_t huge = (size_t)1 << machine.huge_shift;
    const unsigned flags = anonymous | RAWMAP_LINUX_MAP_HUGETLB | machine.huge_shift << RAWMAP_LINUX_MAP_HUGE_SHIFT;
    struct asked without = plain_memory(), with;
    if (machine.huge_free < 4 || machine.huge_is_deadly) {
        ignored_elsewhere("KIND_BEFORE", "STACK_HUGE", "no huge pages");
        ignored_elsewhere("KIND_BEFORE", "HUGE_LENGTH_UNEVEN", "no huge pages");
        ignored_elsewhere("FILE_KIND_BEFORE", "HUGE_LENGTH_UNEVEN", "no huge pages");
        return;
    }
    ignored_otherwise("KIND_BEFORE", "STACK_HUGE", "the account but the mark nh, touched", stack_is_huge(huge, flags));
    without.at = zoo.base;
    without.length = without.really = huge;
    without.flags = flags;
    with = without;
    with.length = machine.page;
    ignored("KIND_BEFORE", "HUGE_LENGTH_UNEVEN", without, with);
    if (!backing_there[HUGE_FILE]) {
        ignored_elsewhere("FILE_KIND_BEFORE", "HUGE_LENGTH_UNEVEN", "no file of huge pages");
        return;
    }
    without.flags = with.flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_HUGETLB;
    without.file = with.file = backing_fd[HUGE_FILE];
    ignored("FILE_KIND_BEFORE", "HUGE_LENGTH_UNEVEN", without, with);
}

static void places(void)
{
    struct asked without = plain_memory(), with = plain_memory();
    with.at += 1;
    ignored("NEAR", "NEAR_UNALIGNED", without, with);
#if RAWMAP_HAS_PLACEMENT_low_32bit && RAWMAP_HAS_PLACEMENT_above_4g
    without = with = plain_memory();
    without.flags |= RAWMAP_LINUX_MAP_FIXED_NOREPLACE;
    with.flags = without.flags | RAWMAP_LOW_32BIT.bits;
    ignored("PLACEMENT_BITS", "PLACEMENT_WITH_ADDRESS", without, with);
    with.flags = without.flags | RAWMAP_ABOVE_4G.bits;
    ignored("PLACEMENT_BITS", "PLACEMENT_WITH_ADDRESS", without, with);
    without = with = plain_memory();
    without.at = 0;
    with.at = 0x80000000u;
    without.flags = with.flags = without.flags | RAWMAP_LOW_32BIT.bits;
    without.wherever = with.wherever = true;
    ignored("PLACEMENT_BITS", "NEAR_NOT_WITHIN", without, with);
    with.at = zoo.base;
    ignored("PLACEMENT_BITS", "NEAR_NOT_WITHIN", without, with);
#else
    ignored_elsewhere("PLACEMENT_BITS", "PLACEMENT_WITH_ADDRESS", "no such placements");
    ignored_elsewhere("PLACEMENT_BITS", "NEAR_NOT_WITHIN", "no such placements");
#endif
}

/* What was once thought to be ignored, and is not. */
static void what_counts(void)
{
    struct asked without = plain_memory(), with = plain_memory();
    without.protection = with.protection = 0;
    with.flags |= RAWMAP_LINUX_MAP_LOCKED;
    if (may_lock())
        not_ignored("lock of pages that nothing may touch", without, with);
    without = with = memory(RAWMAP_LINUX_MAP_SHARED);
    without.file = with.file = backing_fd[ZERO_DEVICE];
    with.flags |= RAWMAP_LINUX_MAP_NORESERVE;
    if (backing_there[ZERO_DEVICE])
        not_ignored("noreserve of /dev/zero", without, with);
    without = with = memory(RAWMAP_LINUX_MAP_SHARED_VALIDATE);
    with.flags |= 1u << 22;
    if (file >= 0 && machine.version >= 0x040f00)
        not_ignored("a bit that MAP_SHARED_VALIDATE does not know", without, with);
    without = with = plain_memory();
    with.at += machine.page;
    with.length = with.really = without.length = without.really = (size_t)1 << machine.huge_shift;
    with.flags = without.flags |= RAWMAP_LINUX_MAP_HUGETLB | machine.huge_shift << RAWMAP_LINUX_MAP_HUGE_SHIFT;
    if (machine.huge_free >= 4 && !machine.huge_is_deadly)
        not_ignored("an address between huge pages", without, with);
#if RAWMAP_HAS_PLACEMENT_low_32bit
    without = with = plain_memory();
    without.flags = with.flags = without.flags | RAWMAP_LOW_32BIT.bits;
    without.at = 0;
    with.at = 0x10000000;
    not_ignored("an address beside low_32bit", without, with);
#endif
}

void ignored_of_mappings(void)
{
    const rawmap_word fd = rawmap_syscall2(RAWMAP_NR_memfd_create, (rawmap_word)(uintptr_t) "effects", 0);
    file = failed(fd) ? -1 : (int)fd;
    protections();
    kinds();
    huge_pages();
    places();
    what_counts();
    if (file >= 0)
        (void)rawmap_syscall1(RAWMAP_NR_close, file);
}
