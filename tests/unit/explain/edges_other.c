/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call at the edges: what lies just beside a cause, on machines that are set up otherwise, is not named so. */
#define RAWMAP_SYSCALL edge_machine
#include "unit_machine.h"

#include <sys/auxv.h>

/* Says the words of the call without a filter and without any capability. */
static void powerless(void)
{
    starts();
    says("/proc/self/status", "CapEff:\t0000000000000000\nSeccomp:\t0\n");
}

/* --- addresses --- */

Test(explain_edges_other, the_lowest_address)
{
    const int exact = MAP_PRIVATE | MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED_NOREPLACE;
    powerless();
    says("/proc/sys/vm/mmap_min_addr", "65536\n");
    unit_mmap_words(&told, (void *)0xf000, unit_page(), PROT_READ, exact, -1);
    STATUS(EXACT_TOO_LOW, explained(EPERM).cause);
    cr_assert(strstr(words, "The address 0xf000 is below vm.mmap_min_addr, which is 0x10000,") != NULL, "%s", words);
    unit_mmap_words(&told, (void *)0x10000, unit_page(), PROT_READ, exact, -1);
    STATUS(STATE_NOT_ALLOWED, explained(EPERM).cause);
}

/* What a fixed mapping may be refused for besides a huge page that it would cut. */
Test(explain_edges_other, a_fixed_mapping_over_small_pages)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    starts();
    unit_mmap_words(&told, span.base, unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | 1 << 17, -1);
    STATUS(EINVAL, explained(EINVAL).cause);
}

/* --- huge pages --- */

static void group_of(const char *allowed)
{
    starts();
    says("/proc/meminfo", "MemTotal: 1 kB\nHugepagesize: 2048 kB\n");
    says("/proc/self/cgroup", "0::/a\n");
    says("/sys/fs/cgroup/a/hugetlb.2MB.rsvd.max", "%s\n", allowed);
    says("/sys/fs/cgroup/a/hugetlb.2MB.rsvd.current", "0\n");
}

/* A length is rounded up to the size of the pages, of the usual size as of a named one. */
Test(explain_edges_other, uneven_lengths_of_huge_pages)
{
    const int huge = MAP_PRIVATE | MAP_HUGETLB;
    group_of("16777216");
    STATUS(STATE_HUGE_GROUP_LIMIT, mapping(16 * MIB + 1, huge, ENOMEM));
    cr_assert_eq(explained(ENOMEM).wanted, 18 * MIB);
    STATUS(STATE_HUGE_GROUP_LIMIT, mapping(17 * MIB, huge | 21 << 26, ENOMEM));
    cr_assert_eq(explained(ENOMEM).wanted, 18 * MIB);
}

/* Groups that have nothing to do with huge pages. */
Test(explain_edges_other, no_group_of_huge_pages)
{
    group_of("0");
    says("/proc/self/cgroup", "5:memory:/a\n");
    (void)mapping(2 * MIB, MAP_PRIVATE | MAP_HUGETLB, ENOMEM);
    cr_assert((explained(ENOMEM).not_seen & RAWMAP_LOOKED_HUGE_GROUP) != 0);
}

/* A size that is none has no pool, whatever lies where one would be looked for. */
Test(explain_edges_other, a_size_that_is_none)
{
    starts();
    says("/sys/kernel/mm/hugepages/hugepages-1kB/nr_hugepages", "0\n");
    says("/sys/kernel/mm/hugepages/hugepages-1kB/free_hugepages", "0\n");
    says("/sys/kernel/mm/hugepages/hugepages-1kB/resv_hugepages", "0\n");
    STATUS(ENOMEM, mapping(2 * MIB, MAP_PRIVATE | MAP_HUGETLB | 9 << 26, ENOMEM));
    STATUS(ENOMEM, mapping(2 * MIB, MAP_PRIVATE | MAP_HUGETLB | (int)(42u << 26), ENOMEM));
}

/* --- files --- */

static int shared_file(unsigned seals)
{
    const int file = unit_memfd(unit_page(), 0);
    cr_assert(seals == 0 || fcntl(file, F_ADD_SEALS, (int)seals) == 0);
    unit_mmap_words(&told, NULL, unit_page(), PROT_READ, MAP_SHARED, file);
    return file;
}

/* Whom nothing keeps from the file is not told that he opened it wrongly. */
Test(explain_edges_other, a_file_that_is_open_for_both)
{
    const int file = shared_file(0);
    powerless();
    STATUS(STATE_ACCESS_DENIED, explained(EACCES).cause);
    close(file);
}

/* Sealed against writing, and mapped to be read: an older kernel refused it. */
Test(explain_edges_other, a_sealed_file_and_its_kernel)
{
    static const struct {
        const char *release;
        bool refuses;
    } kernels[] = {{"6.6.9", true}, {"6.7.0", false}, {"6.8.0", false}, {"5.10.0", true}, {"7.0.0", false}};
    const int file = shared_file(RAWMAP_LINUX_F_SEAL_WRITE);
    unsigned i;
    for (i = 0; i < sizeof kernels / sizeof *kernels; i++) {
        powerless();
        says("/proc/sys/kernel/osrelease", "%s\n", kernels[i].release);
        cr_assert_eq(explained(EPERM).cause, kernels[i].refuses ? RAWMAP_STATE_FILE_SEALED : RAWMAP_STATE_NOT_ALLOWED,
                     "%s: %s", kernels[i].release, words);
    }
    close(file);
}

/* --- moves --- */

static void remap_words(void *base, uint64_t length, uint64_t new_length, int flags)
{
    unit_words(&told, RAWMAP_NR_mremap, unit_word(base), (rawmap_word)length, (rawmap_word)new_length, flags, 0, 0);
}

/* It moves, and there is room: what may be promised is looked at after that. */
Test(explain_edges_other, room_for_a_move_and_no_promise)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    starts();
    says("/proc/sys/vm/overcommit_memory", "2\n");
    says("/proc/meminfo", "MemTotal: 2048000 kB\nSwapTotal: 0 kB\nCommitLimit: 1024000 kB\nCommitted_AS: 921600 kB\n");
    says("/proc/sys/vm/admin_reserve_kbytes", "0\n");
    says("/proc/sys/vm/user_reserve_kbytes", "0\n");
    remap_words(span.base, unit_page(), 200 * MIB, MREMAP_MAYMOVE); /* the second page is behind it */
    STATUS(STATE_OVERCOMMIT, explained(ENOMEM).cause);
    remap_words(span.base, unit_page(), 50 * MIB, MREMAP_MAYMOVE);
    STATUS(ENOMEM, explained(ENOMEM).cause);
}

#if __SIZEOF_POINTER__ > 4
/* Where nothing is, nothing needs room. */
Test(explain_edges_other, a_hole_needs_no_room)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    starts();
    cr_assert_eq(munmap(span.base, span.length), 0);
    remap_words(span.base, unit_page(), (uint64_t)1 << 47, MREMAP_MAYMOVE);
    STATUS(ENOMEM, explained(ENOMEM).cause);
    remap_words(span.base, (uint64_t)1 << 47, (uint64_t)1 << 47, MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_DONTUNMAP);
    STATUS(ENOMEM, explained(ENOMEM).cause);
}
#endif

/* --- who may --- */

/* What takes pages out of use needs a capability; another advice does not. */
Test(explain_edges_other, advice_that_needs_no_capability)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    powerless();
    unit_words(&told, RAWMAP_NR_madvise, unit_word(span.base), (rawmap_word)span.length, 100 /* HWPOISON */, 0, 0, 0);
    STATUS(STATE_NOT_ALLOWED, explained(EPERM).cause);
    cr_assert(strstr(words, "CAP_SYS_ADMIN") != NULL, "%s", words);
    unit_words(&told, RAWMAP_NR_madvise, unit_word(span.base), (rawmap_word)span.length, MADV_DONTNEED, 0, 0, 0);
    (void)explained(EPERM);
    cr_assert(strstr(words, "CAP_SYS_ADMIN") == NULL, "%s", words);
}

/* A filter that nobody can rule out leaves the errno. */
Test(explain_edges_other, a_filter_that_may_be)
{
    starts();
    says("/proc/self/status", "CapEff:\t0000000000000000\n");
    says("/proc/sys/vm/unprivileged_userfaultfd", "1\n");
    unit_words(&told, RAWMAP_NR_userfaultfd, 0, 0, 0, 0, 0, 0);
    STATUS(EPERM, explained(EPERM).cause);
    cr_assert_eq(explained(EPERM).not_seen, RAWMAP_LOOKED_FILTER);
    told.call.past_filters = true; /* stopped behind them: none answered */
    STATUS(STATE_NOT_ALLOWED, explained(EPERM).cause);
    starts();
    says("/proc/self/status", "CapEff:\t0000000000000000\nSeccomp:\t2\n");
    told.call.past_filters = false;
    STATUS(ENOSYS, explained(ENOSYS).cause);
    told.call.past_filters = true;
    STATUS(STATE_CALL_MISSING, explained(ENOSYS).cause);
    told.call.past_filters = false;
}

#ifdef RAWMAP_NR_shmget
Test(explain_edges_other, groups_of_segments)
{
    unit_words(&told, RAWMAP_NR_shmget, 0, (rawmap_word)(2 * MIB), 01600 | 04000, 0, 0, 0);
    starts();
    says("/proc/self/status", "Gid:\t1\t1\t1\t1\nGroups:\t9 19 7 \nCapEff:\t0000000000000000\nSeccomp:\t0\n");
    says("/proc/sys/vm/hugetlb_shm_group", "7\n");
    STATUS(STATE_NOT_ALLOWED, explained(EPERM).cause);
    says("/proc/sys/vm/hugetlb_shm_group", "8\n");
    STATUS(SHM_HUGE_NOT_ALLOWED, explained(EPERM).cause);
}

/* Attached where something lies. */
Test(explain_edges_other, a_segment_and_its_place)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const int id = (int)syscall(SYS_shmget, 0, unit_page(), 01600);
    cr_assert_geq(id, 0);
    starts();
    unit_words(&told, RAWMAP_NR_shmat, id, unit_word(span.base), 0, 0, 0, 0);
    STATUS(SHM_EXACT_TAKEN, explained(EINVAL).cause);
    cr_assert_eq(munmap(span.base, span.length), 0);
    STATUS(EINVAL, explained(EINVAL).cause);
    cr_assert_eq(syscall(SYS_shmctl, id, 0, NULL), 0);
    STATUS(SHM_GONE, explained(EINVAL).cause);
}
#endif

/* --- executable memory --- */

/* The first of two mappings would gain it, the other has it. */
Test(explain_edges_other, the_first_of_two_gains)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    powerless();
    gave_up_exec = true;
    cr_assert_eq(mprotect((char *)span.base + unit_page(), unit_page(), PROT_READ | PROT_EXEC), 0);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(span.base), (rawmap_word)span.length, PROT_READ | PROT_EXEC, 0, 0,
               0);
    STATUS(STATE_EXEC_GAIN, explained(EACCES).cause);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word((char *)span.base + unit_page()), (rawmap_word)unit_page(),
               PROT_READ | PROT_EXEC, 0, 0, 0);
    STATUS(STATE_ACCESS_DENIED, explained(EACCES).cause);
}

/* Of what the kernel itself mapped, who answers may be somebody else. */
Test(explain_edges_other, what_the_kernel_mapped)
{
    const unsigned long vdso = getauxval(AT_SYSINFO_EHDR);
    UNIT_NEEDS(vdso != 0, "a vdso");
    powerless();
    unit_words(&told, RAWMAP_NR_mprotect, (rawmap_word)vdso, (rawmap_word)unit_page(), PROT_READ, 0, 0, 0);
    STATUS(EACCES, explained(EACCES).cause);
    cr_assert_eq(explained(EACCES).not_seen, RAWMAP_LOOKED_MAPPINGS);
    unit_mmap_words(&told, (void *)vdso, unit_page(), PROT_READ,
                    MAP_PRIVATE | MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED_NOREPLACE, -1);
    STATUS(EXACT_TAKEN, explained(EEXIST).cause);
    cr_assert(strstr(words, "by the mapping [vdso] at 0x") != NULL, "%s", words);
}

/* A hint cuts nothing. */
Test(explain_edges_other, a_hint_into_a_huge_page)
{
    const int huge = MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB;
    char *page;
    UNIT_NEEDS_FACT(huge_pages);
    page = (char *)mmap(NULL, UNIT_HUGE, PROT_READ, huge, -1, 0);
    cr_assert(page != MAP_FAILED);
    starts();
    unit_mmap_words(&told, page + unit_page(), unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1);
    STATUS(STATE_HUGE_PAGE_CUT, explained(EINVAL).cause);
    unit_mmap_words(&told, page + unit_page(), unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    STATUS(EINVAL, explained(EINVAL).cause);
}
