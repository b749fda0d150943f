/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: where something ends: a file, the room below a stack, the limits of a stack and of a file. */
#include "unit_explain.h"

#include <sys/wait.h>

static unit_told told;

/* Four pages of a file of two. */
static char *too_long(unit_told *to, int protection, int file)
{
    char *const at = (char *)mmap(NULL, 4 * unit_page(), protection, MAP_SHARED, file, 0);
    cr_assert_neq((void *)at, MAP_FAILED);
    to->extra = (uintptr_t)at + 2 * unit_page();
    return at;
}

static void locking_past_the_end(unit_told *to)
{
    char *const at = too_long(to, PROT_READ, unit_memfd(unit_page() + 1, 1));
    unit_words(to, RAWMAP_NR_mlock, unit_word(at), (rawmap_word)(4 * unit_page()), 0, 0, 0, 0);
}

/* Its offset is larger than its address, so that the end of the file lies at no address. */
static void locking_far_past_the_end(unit_told *to)
{
    const int file = unit_memfd(unit_page(), 1);
    void *const at = mmap(NULL, unit_page(), PROT_READ, MAP_SHARED, file, (off_t)1 << (sizeof(off_t) > 4 ? 50 : 30));
    cr_assert_neq(at, MAP_FAILED);
    to->extra = (uintptr_t)at;
    unit_words(to, RAWMAP_NR_mlock, unit_word(at), (rawmap_word)unit_page(), 0, 0, 0, 0);
}

static void bringing_in_past_the_end(unit_told *to)
{
    char *const at = too_long(to, PROT_READ | PROT_WRITE, unit_file(unit_page() + 1, 1));
    unit_words(to, RAWMAP_NR_madvise, unit_word(at), (rawmap_word)(3 * unit_page()), 23 /* MADV_POPULATE_WRITE */, 0, 0,
               0);
}

/* As far as the file goes, and the page before it may not be touched. */
static void locking_before_the_end(unit_told *to)
{
    char *const at = too_long(to, PROT_READ, unit_memfd(unit_page() + 1, 1));
    to->extra = (uintptr_t)at;
    cr_assert_eq(mprotect(at, unit_page(), PROT_NONE), 0);
    unit_words(to, RAWMAP_NR_mlock, unit_word(at), (rawmap_word)(4 * unit_page()), 0, 0, 0, 0);
}

/* A hole, in the part that the file has. */
static void bringing_in_a_hole(unit_told *to)
{
    char *const at = too_long(to, PROT_READ | PROT_WRITE, unit_file(unit_page() + 1, 1));
    to->extra = (uintptr_t)at + unit_page();
    cr_assert_eq(munmap(at + unit_page(), unit_page()), 0);
    unit_words(to, RAWMAP_NR_madvise, unit_word(at), (rawmap_word)(2 * unit_page()), 23, 0, 0, 0);
}

static void begins_there(size_t pages)
{
    cr_assert_eq(told.inside.start, told.extra, "%s", told.inside_words);
    cr_assert_eq(told.outside.start, told.extra, "%s", told.outside_words);
    cr_assert_eq(told.inside.end, told.extra + pages * unit_page(), "%s", told.inside_words);
}

Test(explain_ends, of_files)
{
    UNIT_NEEDS_FACT(capabilities); /* to look at a file that has no name */
    FOUND(locking_past_the_end, STATE_NO_ACCESS);
    begins_there(2);
    SAYS("Its file has 4 KiB, and behind the last page");
    FOUND(locking_far_past_the_end, STATE_NO_ACCESS);
    begins_there(1);
    FOUND(locking_before_the_end, STATE_NO_ACCESS);
    begins_there(1);
    SAYS("PROT_NONE");
    FOUND(bringing_in_past_the_end, STATE_NOT_BROUGHT_IN);
    begins_there(1);
    FOUND(bringing_in_a_hole, STATE_HOLE);
    begins_there(1);
}

/* A guard on the second and third of four pages. */
static char *guarded(unit_told *to)
{
    char *const at = (char *)mmap(NULL, 4 * unit_page(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq((void *)at, MAP_FAILED);
    cr_assert_eq(madvise(at + unit_page(), 2 * unit_page(), 102 /* MADV_GUARD_INSTALL */), 0);
    to->extra = (uintptr_t)at + unit_page();
    return at;
}

static void locking_a_guard(unit_told *to)
{
    char *const at = guarded(to);
    unit_words(to, RAWMAP_NR_mlock, unit_word(at + 1), (rawmap_word)(3 * unit_page()), 0, 0, 0, 0);
}

static void bringing_in_a_guard(unit_told *to)
{
    char *const at = guarded(to);
    unit_words(to, RAWMAP_NR_madvise, unit_word(at), (rawmap_word)(4 * unit_page()), 22 /* MADV_POPULATE_READ */, 0, 0,
               0);
}

/* In the last page, which is locked in part and so whole. */
static void locking_into_a_guard(unit_told *to)
{
    char *const at = guarded(to);
    cr_assert_eq(madvise(at + 2 * unit_page(), unit_page(), 103 /* MADV_GUARD_REMOVE */), 0);
    unit_words(to, RAWMAP_NR_mlock, unit_word(at), (rawmap_word)(unit_page() + 1), 0, 0, 0, 0);
}

/* What locks memory as it is touched brings nothing in, and no other advice than populate does: a guard, or PROT_NONE, is
   not why it was refused, by whoever refused it. */
static void nothing_found(unsigned number, char *at, rawmap_word word, int error)
{
    static unit_told to;
    unit_words(&to, number, unit_word(at), (rawmap_word)(4 * unit_page()), word, 0, 0, 0);
    to.call.error = error;
    cr_assert_eq(rawmap_explain_call(&to.call, to.inside_words, sizeof to.inside_words).cause, (rawmap_status)error,
                 "%s", to.inside_words);
}

Test(explain_ends, of_what_brings_nothing_in)
{
    static unit_told to;
    char *at;
    UNIT_NEEDS_LINUX(6, 13, "guards");
    at = guarded(&to);
    cr_assert_eq(syscall(SYS_mlock2, at, 4 * unit_page(), 1 /* MLOCK_ONFAULT */), 0);
    nothing_found(RAWMAP_NR_mlock2, at, 1, ENOMEM);
    nothing_found(RAWMAP_NR_madvise, at, MADV_WILLNEED, EFAULT);
    cr_assert_eq(mprotect(at, unit_page(), PROT_NONE), 0);
    nothing_found(RAWMAP_NR_mlock2, at, 1, ENOMEM);
}

Test(explain_ends, of_guards)
{
    UNIT_NEEDS_FACT(pagemap_scan);
    UNIT_NEEDS_LINUX(6, 15, "guards that are listed");
    FOUND(locking_a_guard, STATE_NO_ACCESS);
    begins_there(2);
    SAYS("A guard (MADV_GUARD_INSTALL) marks ");
    FOUND(locking_into_a_guard, STATE_NO_ACCESS);
    begins_there(1);
    FOUND(bringing_in_a_guard, STATE_NOT_BROUGHT_IN);
    begins_there(2);
}

/* The offset and the length together are more than a file can have. */
static void past_what_a_file_can_have(unit_told *to)
{
    unit_mmap_words(to, NULL, 2 * unit_page(), PROT_READ, MAP_PRIVATE, unit_memfd(unit_page(), 1));
#ifdef RAWMAP_MMAP2_SHIFT
    to->call.words[5] = -1;
#elif defined RAWMAP_NR_mmap2
    to->call.words[5] = -1;
#else
    to->call.words[5] = (rawmap_word)(~(uint64_t)0 - unit_page() + 1);
#endif
}

static void an_offset_between_pages(unit_told *to)
{
    unit_mmap_words(to, NULL, 2 * unit_page(), PROT_READ, MAP_PRIVATE, unit_memfd(unit_page(), 1));
    to->call.words[5] = 1;
}

Test(explain_ends, of_offsets)
{
    FOUND(past_what_a_file_can_have, OFFSET_PAST_LIMIT);
    UNIT_NEEDS(sizeof(size_t) > 4, "mmap2 counts in pages: there is nothing between them");
    FOUND(an_offset_between_pages, OFFSET_UNALIGNED);
}

/* --- the room below what grows downwards, of x86-64, where a range of a GiB can be filled --- */

#ifdef __x86_64__
/* A hole of so many pages in the first 2 GiB, below a mapping that may grow into it. */
static void fills_all_but(size_t pages)
{
    const size_t page = unit_page();
    char *const low = (char *)0x40000000, *const stack = low + (pages + 16) * page;
    char *const all = (char *)mmap(low, 0x40000000, PROT_NONE,
                                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    cr_assert_eq((void *)all, (void *)low);
    cr_assert_eq(
        mmap(stack, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_GROWSDOWN, -1, 0),
        (void *)stack);
    cr_assert_eq(munmap(stack - pages * page, pages * page), 0);
}

static void below_what_grows(unit_told *to)
{
    fills_all_but(256);
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1);
}

/* Room enough, and a limit. */
static void below_the_gap(unit_told *to)
{
    fills_all_but(257);
    unit_limit(RLIMIT_AS, 1 << 20);
    unit_mmap_words(to, NULL, unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1);
}

Test(explain_ends, of_the_room_below_a_stack)
{
    UNIT_NEEDS(!UNIT_SANITIZED, "a sanitizer's own mappings are in the way");
    FOUND(below_what_grows, STATE_NO_ROOM);
    FIGURES(unit_page(), 0);
    SAYS("keeps free below what grows downwards");
    FOUND(below_the_gap, STATE_ADDRESS_SPACE_LIMIT);
}
#endif

/* --- the limit of a stack: no call meets it, and what does is killed --- */

static int grows_over_the_limit(void)
{
    const size_t page = unit_page();
    char *const at = (char *)mmap(NULL, 64 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    unit_limit(RLIMIT_STACK, page);
    if (mmap(at + 63 * page, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_GROWSDOWN, -1,
             0) == MAP_FAILED ||
        munmap(at, 63 * page) != 0 || syscall(SYS_mlock, at + 63 * page, page) != 0 ||
        mprotect(at + 63 * page, page, PROT_READ | PROT_WRITE) != 0 ||
        mremap(at + 63 * page, page, 4 * page, MREMAP_MAYMOVE) == MAP_FAILED)
        return 1;
    (void)raise(SIGTERM);
    return 2;
}

Test(explain_ends, of_a_stack)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0)
        _exit(grows_over_the_limit());
    cr_assert(child > 0 && waitpid(child, &status, 0) == child);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM, "no call was to be refused: %x", (unsigned)status);
}

/* --- the limit of a file --- */

#define MIB ((uint64_t)1 << 20)

static void resizes(unit_told *to, int file, uint64_t length)
{
#ifdef RAWMAP_NR_ftruncate64
    unit_words(to, RAWMAP_NR_ftruncate64, file, (rawmap_word)length, (rawmap_word)(length >> 32), 0, 0, 0);
#else
    unit_words(to, RAWMAP_NR_ftruncate, file, (rawmap_word)length, 0, 0, 0, 0);
#endif
}

static void limits_files(uint64_t bytes)
{
    unit_limit(RLIMIT_FSIZE, (size_t)bytes);
    cr_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
}

static void longer_than_a_file_may_be(unit_told *to)
{
    limits_files(MIB);
    resizes(to, unit_memfd(unit_page(), 1), 2 * MIB);
}

static void allocating_more_than_a_file_may_have(unit_told *to)
{
    limits_files(MIB);
#ifdef RAWMAP_NR_ftruncate64
    unit_words(to, RAWMAP_NR_fallocate, unit_memfd(unit_page(), 1), 0, (rawmap_word)MIB, 0, (rawmap_word)MIB, 0);
#else
    unit_words(to, RAWMAP_NR_fallocate, unit_memfd(unit_page(), 1), 0, (rawmap_word)MIB, (rawmap_word)MIB, 0, 0);
#endif
}

/* As long as it may be, and sealed: no cause says that. */
static void sealed_against_growing(unit_told *to)
{
    const int file = (int)syscall(SYS_memfd_create, "sealed", 2u /* MFD_ALLOW_SEALING */);
    cr_assert_eq(fcntl(file, F_ADD_SEALS, F_SEAL_GROW), 0);
    limits_files(MIB);
    resizes(to, file, MIB);
}

/* Sealed, and longer: Linux asks for the limit first. */
static void sealed_and_longer(unit_told *to)
{
    sealed_against_growing(to);
    resizes(to, (int)to->call.words[0], MIB + 1);
}

static void what_is_closed(unit_told *to)
{
    limits_files(MIB);
    resizes(to, 999, 2 * MIB);
}

Test(explain_ends, of_what_a_file_may_have)
{
    FOUND(longer_than_a_file_may_be, STATE_FILE_SIZE_LIMIT);
    FIGURES(2 * MIB, MIB);
    cr_assert_eq(told.inside.used, unit_page());
    SAYS("RLIMIT_FSIZE is 1 MiB");
    FOUND(allocating_more_than_a_file_may_have, STATE_FILE_SIZE_LIMIT);
    FIGURES(2 * MIB, MIB);
    FOUND(what_is_closed, STATE_FILE_NOT_OPEN);
    FOUND(sealed_against_growing, EPERM);
    FOUND(sealed_and_longer, STATE_FILE_SIZE_LIMIT);
}
