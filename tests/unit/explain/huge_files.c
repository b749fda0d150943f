/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: files of huge pages, in a mount namespace of the child's own. */
#include "unit_explain.h"

#include <sched.h>
#include <sys/mount.h>

static unit_told told;

static int huge_file(const char *options)
{
    cr_assert_eq(unshare(CLONE_NEWNS), 0);
    cr_assert_eq(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), 0);
    cr_assert_eq(mount("none", "/mnt", "hugetlbfs", 0, options), 0);
    return open("/mnt/file", O_RDWR | O_CREAT | O_CLOEXEC, 0700);
}

static void at_an_offset_between(unit_told *to)
{
    unit_mmap_words(to, NULL, UNIT_HUGE, PROT_READ, MAP_SHARED, huge_file("pagesize=2M"));
#ifdef RAWMAP_NR_mmap2
    to->call.words[5] = 1;
#else
    to->call.words[5] = (rawmap_word)unit_page();
#endif
}

static void at_an_address_between(unit_told *to)
{
    const rawmap_span room = unit_huge_room(2 * UNIT_HUGE);
    unit_mmap_words(to, (char *)room.base + unit_page(), UNIT_HUGE, PROT_READ, MAP_SHARED | MAP_FIXED,
                    huge_file("pagesize=2M"));
}

static void more_than_the_pool_has(unit_told *to)
{
    unit_mmap_words(to, NULL, 4096 * UNIT_HUGE, PROT_READ, MAP_SHARED, huge_file("pagesize=2M"));
}

static void privately_more_than_the_pool_has(unit_told *to)
{
    unit_mmap_words(to, NULL, 4096 * UNIT_HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, huge_file("pagesize=2M"));
}

/* Fewer than the pool has, and more than the file system: no cause says that. */
static void more_than_its_file_system_may_have(unit_told *to)
{
    unit_mmap_words(to, NULL, 2 * UNIT_HUGE, PROT_READ, MAP_SHARED, huge_file("pagesize=2M,size=2M"));
}

static void over_a_limit_as_well(unit_told *to)
{
    const int file = huge_file("pagesize=2M");
    unit_limit(RLIMIT_AS, UNIT_HUGE);
    unit_mmap_words(to, NULL, 4096 * UNIT_HUGE, PROT_READ, MAP_SHARED, file);
}

static void in_memory_between(unit_told *to)
{
    unit_mmap_words(to, NULL, UNIT_HUGE, PROT_READ, MAP_SHARED,
                    (int)syscall(SYS_memfd_create, "huge", 4u | 21u << 26 /* MFD_HUGETLB */));
#ifdef RAWMAP_NR_mmap2
    to->call.words[5] = 1;
#else
    to->call.words[5] = (rawmap_word)unit_page();
#endif
}

Test(explain_huge_files, of_huge_pages)
{
    UNIT_NEEDS_FACT(mount_namespaces);
    UNIT_NEEDS_FACT(huge_pages);
    FOUND(at_an_offset_between, HUGE_FILE_UNFIT);
    SAYS("The file has huge pages of 2 MiB, of which the offset 0x1000 is no multiple");
    FOUND(at_an_address_between, HUGE_ADDRESS_UNALIGNED);
    SAYS("The file has huge pages of 2 MiB, of which the address");
    FOUND(in_memory_between, HUGE_FILE_UNFIT);
}

Test(explain_huge_files, of_more_huge_pages)
{
    UNIT_NEEDS_FACT(mount_namespaces);
    UNIT_NEEDS_FACT(huge_pages);
    UNIT_NEEDS(sizeof(size_t) > 4, "the addresses of a 32-bit process are its other limits");
    FOUND(more_than_the_pool_has, STATE_HUGE_POOL);
    FIGURES(4096, told.outside.allowed);
    FOUND(privately_more_than_the_pool_has, STATE_HUGE_POOL);
    FOUND(over_a_limit_as_well, STATE_ADDRESS_SPACE_LIMIT);
    FOUND(more_than_its_file_system_may_have, ENOMEM);
    cr_assert_neq(told.inside.not_seen & RAWMAP_LOOKED_HUGE_POOL, 0);
}

/* --- mappings of huge pages --- */

static char *mapped(unit_told *to)
{
    void *const at =
        mmap(NULL, 2 * UNIT_HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | 21 << 26, -1, 0);
    cr_assert_neq(at, MAP_FAILED);
    to->extra = (uintptr_t)at;
    return (char *)at;
}

static void cutting_a_huge_page(unit_told *to)
{
    char *const at = mapped(to);
    unit_words(to, RAWMAP_NR_munmap, unit_word(at + unit_page()), (rawmap_word)UNIT_HUGE, 0, 0, 0, 0);
}

static void advising_huge_pages(unit_told *to)
{
    unit_words(to, RAWMAP_NR_madvise, unit_word(mapped(to)), (rawmap_word)UNIT_HUGE, MADV_FREE, 0, 0, 0);
}

Test(explain_huge_files, in_a_range)
{
    UNIT_NEEDS_FACT(huge_pages);
    FOUND(cutting_a_huge_page, STATE_HUGE_PAGE_CUT);
    cr_assert_eq(told.inside.start, told.extra);
    FOUND(advising_huge_pages, STATE_UNFIT_MAPPING);
    cr_assert_eq(told.inside.start, told.extra);
    SAYS("huge pages of the pool");
}
