/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call on machines that are set up otherwise, or hide what they are: what /proc and the kernel say is simulated,
   the mappings are this process's. At each limit: exactly there, and a page beyond. */
#define RAWMAP_SYSCALL other_machine
#include "unit_machine.h"

/* --- the number of mappings --- */

static void most(long mappings)
{
    starts();
    says("/proc/sys/vm/max_map_count", "%ld\n", mappings);
}

Test(explain_machine_other, the_number_of_mappings)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const long mappings =
        (long)unit_mappings() - (sizeof(size_t) > 4 && unit_mapped_bytes((void *)0xffffffffff600000u, 1) != 0);
    most(mappings); /* a new one may be one over */
    STATUS(ENOMEM, mapping(unit_page(), MAP_PRIVATE, ENOMEM));
    most(mappings - 1);
    STATUS(STATE_MAP_COUNT, mapping(unit_page(), MAP_PRIVATE, ENOMEM));
    unit_words(&told, RAWMAP_NR_munmap, unit_word((char *)span.base + unit_page()), (rawmap_word)unit_page(), 0, 0, 0,
               0);
    most(mappings);
    STATUS(STATE_MAP_COUNT, explained(ENOMEM).cause);
    most(mappings + 1);
    STATUS(ENOMEM, explained(ENOMEM).cause);
    /* All of a mapping: nothing is cut. */
    unit_words(&told, RAWMAP_NR_munmap, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
    most(1);
    STATUS(ENOMEM, explained(ENOMEM).cause);
}

/* --- pools --- */

static void pool(const char *all, const char *idle, const char *promised)
{
    starts();
    policy = 0; /* MPOL_DEFAULT */
    says("/proc/meminfo", "MemTotal: 1 kB\nHugepagesize: 2048 kB\n");
    says("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "%s\n", all);
    says("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "%s\n", idle);
    says("/sys/kernel/mm/hugepages/hugepages-2048kB/resv_hugepages", "%s\n", promised);
    says("/sys/devices/system/node/node0/hugepages/hugepages-2048kB/free_hugepages", "%s\n", idle);
    says("/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "0\n");
    says("/sys/kernel/mm/hugepages/hugepages-1048576kB/free_hugepages", "0\n");
    says("/sys/kernel/mm/hugepages/hugepages-1048576kB/resv_hugepages", "0\n");
}

Test(explain_machine_other, pools_of_huge_pages)
{
    const int huge = MAP_PRIVATE | MAP_HUGETLB;
    rawmap_explanation found;
    pool("20", "10", "4");
    STATUS(ENOMEM, mapping(12 * MIB, huge, ENOMEM));
    STATUS(STATE_HUGE_POOL, mapping(14 * MIB, huge, ENOMEM));
    found = explained(ENOMEM);
    cr_assert_eq(found.wanted, 7);
    cr_assert_eq(found.used, 14);
    cr_assert_eq(found.allowed, 20);
    cr_assert(strstr(words,
                     "huge pages of 2 MiB has 20, 10 of them free, and 4 of those promised to others: 7 were wanted") !=
                  NULL,
              "%s", words);
    STATUS(STATE_HUGE_POOL, mapping(14 * MIB, huge | 21 << 26, ENOMEM));
    STATUS(ENOMEM, mapping(14 * MIB, huge | MAP_NORESERVE, ENOMEM));
    STATUS(STATE_HUGE_POOL, mapping(1024 * MIB, huge | 30 << 26, ENOMEM));
    cr_assert(strstr(words, "of 1 GiB has 0") != NULL, "%s", words);
    STATUS(ENOMEM, mapping(14 * MIB, MAP_PRIVATE, ENOMEM)); /* small pages are of no pool */
}

/* Enough of them, and too few where the process may have them. */
Test(explain_machine_other, pools_on_other_nodes)
{
    const int huge = MAP_PRIVATE | MAP_HUGETLB;
    rawmap_explanation found;
    pool("20", "10", "0");
    says("/proc/self/status", "VmSize: 1 kB\nVmData: 1 kB\nMems_allowed_list:\t0,2-3\n");
    says("/sys/devices/system/node/node0/hugepages/hugepages-2048kB/free_hugepages", "1\n");
    says("/sys/devices/system/node/node1/hugepages/hugepages-2048kB/free_hugepages", "6\n");
    says("/sys/devices/system/node/node2/hugepages/hugepages-2048kB/free_hugepages", "1\n");
    says("/sys/devices/system/node/node3/hugepages/hugepages-2048kB/free_hugepages", "2\n");
    STATUS(ENOMEM, mapping(8 * MIB, huge, ENOMEM));
    STATUS(STATE_HUGE_POOL, mapping(10 * MIB, huge, ENOMEM));
    found = explained(ENOMEM);
    cr_assert_eq(found.wanted, 5);
    cr_assert_eq(found.allowed, 4);
    cr_assert(strstr(words, "4 are on the nodes that the process may use: 5 were wanted.") != NULL, "%s", words);
    policy = 2 | 1 << 15; /* MPOL_BIND, MPOL_F_STATIC_NODES */
    policy_nodes = 1ul << 3 | 1ul << 1;
    STATUS(ENOMEM, mapping(4 * MIB, huge, ENOMEM));
    STATUS(STATE_HUGE_POOL, mapping(6 * MIB, huge, ENOMEM));
    cr_assert(strstr(words, "2 are on the nodes that the process may use and is bound to") != NULL, "%s", words);
    policy = 1; /* MPOL_PREFERRED */
    STATUS(ENOMEM, mapping(8 * MIB, huge, ENOMEM));
    STATUS(STATE_HUGE_POOL, mapping(22 * MIB, huge, ENOMEM)); /* more than there are anywhere */
    cr_assert(strstr(words, "10 of them free") != NULL, "%s", words);
}

/* Of another process the list of its mappings says that it is bound, and not to which nodes: nothing is said then. */
Test(explain_machine_other, pools_of_another_process)
{
    static const char *const policies[] = {"7f0000000000 default heap\n", "7f0000000000 bind:0 heap\n"};
    unsigned bound;
    for (bound = 0; bound < 2; bound++) {
        rawmap_explanation found;
        pool("20", "10", "0");
        says("/proc/77/status", "Mems_allowed_list:\t0\n");
        says("/proc/77/numa_maps", "%s", policies[bound]);
        hidden = true;
        unit_mmap_words(&told, NULL, 8 * MIB, PROT_READ, MAP_PRIVATE | MAP_HUGETLB | MAP_ANONYMOUS, -1);
        told.call.process = 77;
        told.call.error = ENOMEM;
        found = rawmap_explain_call(&told.call, words, sizeof words);
        STATUS(ENOMEM, found.cause);
        cr_assert_eq((found.not_seen & RAWMAP_LOOKED_NODES) != 0, bound);
        cr_assert_eq((found.ruled_out & RAWMAP_LOOKED_NODES) == 0, bound);
    }
}

/* A soft limit of 0 is none while the hard one has room: so Linux has it. */
Test(explain_machine_other, a_limit_of_no_data)
{
    starts();
    says("/proc/self/limits", "Max address space         unlimited            unlimited            bytes\n"
                              "Max data size             0                    unlimited            bytes\n");
    STATUS(ENOMEM, mapping(10 * MIB, MAP_PRIVATE, ENOMEM));
    says("/proc/self/limits", "Max address space         unlimited            unlimited            bytes\n"
                              "Max data size             0                    0                    bytes\n");
    STATUS(STATE_DATA_LIMIT, mapping(10 * MIB, MAP_PRIVATE, ENOMEM));
}

/* A group's limit, found in the group above; and a pool that is empty as well, which Linux asks for later. */
Test(explain_machine_other, groups_of_huge_pages)
{
    const int huge = MAP_PRIVATE | MAP_HUGETLB;
    rawmap_explanation found;
    pool("20", "20", "0");
    says("/proc/self/cgroup", "0::/a/b\n");
    says("/sys/fs/cgroup/a/b/hugetlb.2MB.rsvd.max", "max\n");
    says("/sys/fs/cgroup/a/b/hugetlb.2MB.rsvd.current", "0\n");
    says("/sys/fs/cgroup/a/hugetlb.2MB.rsvd.max", "20971520\n");
    says("/sys/fs/cgroup/a/hugetlb.2MB.rsvd.current", "4194304\n");
    STATUS(ENOMEM, mapping(16 * MIB, huge, ENOMEM));
    STATUS(STATE_HUGE_GROUP_LIMIT, mapping(18 * MIB, huge, ENOMEM));
    found = explained(ENOMEM);
    cr_assert_eq(found.wanted, 18 * MIB);
    cr_assert_eq(found.used, 4 * MIB);
    cr_assert_eq(found.allowed, 20 * MIB);
    cr_assert(strstr(words, "The control group /a may have 20 MiB in huge pages of 2 MiB, and has 4 MiB") != NULL, "%s",
              words);
    STATUS(STATE_HUGE_GROUP_LIMIT, mapping(100 * MIB, huge, ENOMEM));
    STATUS(ENOMEM, mapping(18 * MIB, MAP_PRIVATE, ENOMEM));
    pool("20", "20", "0");
    says("/proc/self/cgroup", "5:memory:/x\n4:hugetlb:/a\n");
    says("/sys/fs/cgroup/hugetlb/a/hugetlb.2MB.rsvd.limit_in_bytes", "0\n");
    says("/sys/fs/cgroup/hugetlb/a/hugetlb.2MB.rsvd.usage_in_bytes", "0\n");
    STATUS(STATE_HUGE_GROUP_LIMIT, mapping(2 * MIB, huge, ENOMEM));
}

/* --- what the machine is told to allow --- */

Test(explain_machine_other, files_that_could_be_executed)
{
    starts();
    says("/proc/self/status", "Seccomp:\t0\n");
    unit_words(&told, RAWMAP_NR_memfd_create, unit_word("x"), 1 | RAWMAP_LINUX_MFD_EXEC, 0, 0, 0, 0);
    says("/proc/sys/vm/memfd_noexec", "2\n");
    STATUS(MEMFD_EXEC_FORBIDDEN, explained(EACCES).cause);
    cr_assert(strstr(words, "vm.memfd_noexec is 2") != NULL, "%s", words);
    says("/proc/sys/vm/memfd_noexec", "1\n");
    STATUS(STATE_ACCESS_DENIED, explained(EACCES).cause);
    says("/proc/sys/vm/memfd_noexec", "2\n");
    told.call.words[1] = 1; /* Linux seals it then */
    STATUS(STATE_ACCESS_DENIED, explained(EACCES).cause);
}

Test(explain_machine_other, page_faults)
{
    starts();
    says("/proc/self/status", "CapEff:\t0000000000000000\nSeccomp:\t0\n");
    says("/proc/sys/vm/unprivileged_userfaultfd", "0\n");
    unit_words(&told, RAWMAP_NR_userfaultfd, 0, 0, 0, 0, 0, 0);
    STATUS(FAULTS_NOT_ALLOWED, explained(EPERM).cause);
    cr_assert(strstr(words, "vm.unprivileged_userfaultfd is 0") != NULL, "%s", words);
    says("/proc/sys/vm/unprivileged_userfaultfd", "1\n");
    STATUS(STATE_NOT_ALLOWED, explained(EPERM).cause);
    says("/proc/sys/vm/unprivileged_userfaultfd", "0\n");
    says("/proc/self/status", "CapEff:\t0000000000080000\nSeccomp:\t0\n");
    name_space = "user:[4026531837]";
    STATUS(STATE_NOT_ALLOWED, explained(EPERM).cause);
}

#ifdef RAWMAP_NR_shmget
static rawmap_status segment(uint64_t length, int flags, int error)
{
    unit_words(&told, RAWMAP_NR_shmget, 0, (rawmap_word)length, 01600 | flags, 0, 0, 0);
    return explained(error).cause;
}

Test(explain_machine_other, segments)
{
    starts();
    says("/proc/self/status", "Gid:\t1\t1\t1\t1\nGroups:\t5 7 \nCapEff:\t0000000000000000\nSeccomp:\t0\n");
    shm_limits.length = (rawmap_shm_word)(4 * MIB);
    shm_limits.segments = 3;
    shm_limits.pages = 100;
    shm_usage.segments = 2;
    shm_usage.pages = 90;
    STATUS(EINVAL, segment(4 * MIB, 0, EINVAL));
    STATUS(SHM_LENGTH_OVER_LIMIT, segment(4 * MIB + 1, 0, EINVAL));
    cr_assert(strstr(words, "kernel.shmmax allows 4 MiB") != NULL, "%s", words);
    STATUS(SHM_LIMIT, segment(11 * unit_page(), 0, ENOSPC));
    cr_assert(strstr(words, "100 pages of kernel.shmall") != NULL, "%s", words);
    shm_usage.segments = 3;
    STATUS(SHM_LIMIT, segment(10 * unit_page(), 0, ENOSPC));
    cr_assert(strstr(words, "kernel.shmmni allows 3") != NULL, "%s", words);
    says("/proc/sys/vm/hugetlb_shm_group", "6\n");
    STATUS(SHM_HUGE_NOT_ALLOWED, segment(2 * MIB, (04000 | 21 << 26), EPERM));
    says("/proc/sys/vm/hugetlb_shm_group", "7\n");
    STATUS(STATE_NOT_ALLOWED, segment(2 * MIB, (04000 | 21 << 26), EPERM));
    STATUS(STATE_NOT_ALLOWED, segment(2 * MIB, 0, EPERM));
}
#endif

/* --- what cannot be seen is not named, and said to be unseen --- */

Test(explain_machine_other, nothing_to_be_seen)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    rawmap_explanation found;
    starts();
    hidden = true;
    STATUS(ENOMEM, mapping((uint64_t)1 << (sizeof(size_t) > 4 ? 47 : 31), MAP_PRIVATE, ENOMEM));
    found = explained(ENOMEM);
    cr_assert_eq(found.not_seen,
                 RAWMAP_LOOKED_MAP_COUNT | RAWMAP_LOOKED_MAPPINGS | RAWMAP_LOOKED_ADDRESS_SPACE_LIMIT |
                     RAWMAP_LOOKED_DATA_LIMIT | RAWMAP_LOOKED_OVERCOMMIT,
                 "%llx", (unsigned long long)found.not_seen);
    STATUS(EAGAIN, mapping(unit_page(), MAP_PRIVATE, EAGAIN));
    STATUS(LENGTH_ZERO, mapping(0, MAP_PRIVATE, EINVAL)); /* the words alone show it */
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(span.base), (rawmap_word)span.length, PROT_READ, 0, 0, 0);
    STATUS(EPERM, explained(EPERM).cause);
    says("/proc/self/status", "Seccomp:\t0\n"); /* no filter is to be blamed, and there may be a seal */
    found = explained(EPERM);
    STATUS(EPERM, found.cause);
    cr_assert_eq(found.not_seen, RAWMAP_LOOKED_SEALS);
    says("/proc/self/status", "VmSize: 1 kB\n");
    STATUS(ENOSYS, explained(ENOSYS).cause);
    unit_words(&told, RAWMAP_NR_mlock, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
    STATUS(ENOMEM, explained(ENOMEM).cause);
}

/* A sentence is cut where its room ends, and none is written without any. */
Test(explain_machine_other, sentences_in_little_room)
{
    char small[16];
    rawmap_explanation found;
    pool("20", "10", "4");
    (void)mapping(14 * MIB, MAP_PRIVATE | MAP_HUGETLB, ENOMEM);
    memset(small, 'x', sizeof small);
    found = rawmap_explain_call(&told.call, small, 10);
    cr_assert_eq(found.length, 9);
    cr_assert_eq(memcmp(small, "The pool \0xx", 12), 0);
    memset(small, 'x', sizeof small);
    found = rawmap_explain_call(&told.call, small, 0);
    cr_assert_eq(found.length, 0);
    cr_assert_eq(small[0], 'x');
    STATUS(STATE_HUGE_POOL, found.cause);
}
