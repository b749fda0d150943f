/* SPDX-License-Identifier: MIT */
/* Causes that only a machine of one's own can be made to have: each is produced, explained by the process that met it, and
   printed as "produced: named"; beside it a lookalike, whose cause is another. A wrong name is a failure. Each situation is a
   child; what it writes into /proc/sys is written back. Of x86-64, whose numbers these are. */
#include "plain.h"

#include <rawmap.h>

__attribute__((used, noreturn)) void situations_start(uintptr_t *stack);
RAWMAP_START(situations_start);

#ifndef RAWMAP_ARCH_X86_64_H
void situations_start(uintptr_t *stack)
{
    (void)stack;
    print("situations: 0 passed, 0 failed, 1 skipped: they are made by numbers of x86-64\n");
    leave(0);
}
#else

#include "situations.h"

/* --- what may be promised --- */

static void promises(const char *mode, const char *admin, const char *user)
{
    lacks |= !write_file("/proc/sys/vm/overcommit_memory", mode) ||
             !write_file("/proc/sys/vm/admin_reserve_kbytes", admin) ||
             !write_file("/proc/sys/vm/user_reserve_kbytes", user);
}

/* So much as would be promised but for this. */
static uint64_t left_over(uint64_t less)
{
    return (meminfo("CommitLimit:") - meminfo("Committed_AS:") - less) & ~(uint64_t)(PAGE - 1);
}

static void by_the_heuristic(void)
{
    promises("0", "0", "0");
    maps(meminfo("MemTotal:") + meminfo("SwapTotal:") + 16 * MIB, RW, PRIVATE);
}
static void by_the_limit(void)
{
    promises("2", "0", "0");
    maps(meminfo("CommitLimit:") + PAGE, RW, PRIVATE);
}
static void by_the_limit_when_protected(void)
{
    rawmap_word at;
    promises("2", "0", "0");
    at = make(meminfo("CommitLimit:") + PAGE, READ, PRIVATE);
    calls(RAWMAP_NR_mprotect, at, (rawmap_word)(meminfo("CommitLimit:") + PAGE), RW, 0, 0, 0);
}
static void by_the_limit_when_shared(void)
{
    promises("2", "0", "0");
    maps(meminfo("CommitLimit:") + PAGE, RW, RAWMAP_LINUX_MAP_SHARED);
}
static void by_the_administrators_reserve(void)
{
    promises("2", "65536", "0");
    maps(left_over(32 * MIB), RW, PRIVATE);
    becomes_nobody();
}
static void by_the_users_reserve(void)
{
    promises("2", "0", "131072");
    (void)make(2048 * MIB, 0, PRIVATE); /* what it holds is what it keeps free, by 1/32 */
    maps(left_over(32 * MIB), RW, PRIVATE);
}
static void not_by_the_limit(void)
{
    promises("2", "0", "0");
    limit(LIMIT_AS, 64 * MIB);
    maps(128 * MIB, RW, PRIVATE);
}

/* --- the number of mappings --- */

/* One mapping for every other page. */
static char *many(void)
{
    char *const at = (char *)(uintptr_t)make((uint64_t)400 * PAGE, RW, PRIVATE);
    for (int i = 0; i < 400; i += 2)
        (void)rawmap_syscall3(RAWMAP_NR_mprotect, word_of(at + (ptrdiff_t)i * PAGE), PAGE, READ);
    return at;
}
static void too_many_to_cut(void)
{
    rawmap_word at = make((uint64_t)3 * PAGE, RW, PRIVATE);
    lacks = !write_file("/proc/sys/vm/max_map_count", "200");
    (void)many();
    calls(RAWMAP_NR_munmap, at + PAGE, PAGE, 0, 0, 0, 0);
}
static void too_many_to_map(void)
{
    (void)many();
    lacks = !write_file("/proc/sys/vm/max_map_count", "100");
    maps(PAGE, READ, PRIVATE);
}
static void too_many_to_move(void)
{
    char *const at = many();
    lacks = !write_file("/proc/sys/vm/max_map_count", "100");
    calls(RAWMAP_NR_mremap, word_of(at), PAGE, (rawmap_word)64 * PAGE, RAWMAP_LINUX_MREMAP_MAYMOVE, 0, 0);
}
static void many_and_another_limit(void)
{
    (void)many();
    lacks = !write_file("/proc/sys/vm/max_map_count", "1000");
    limit(LIMIT_AS, 64 * MIB);
    maps(128 * MIB, READ, PRIVATE);
}

/* --- huge pages --- */

static void more_huge_pages_than_there_are(void)
{
    maps(64 * MIB, RW, HUGE | 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT);
}
static void huge_pages_promised_to_others(void)
{
    lacks = make(12 * MIB, RW, HUGE | 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT) < 0;
    maps(6 * MIB, RW, HUGE | 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT);
}
/* More than lie on one of two nodes. */
static void huge_pages_of_another_node(void)
{
    unsigned long first = 1;
    char text[16];
    lacks = read_file("/sys/devices/system/node/node1/meminfo", text, sizeof text) <= 0;
    lacks |= rawmap_syscall3(RAWMAP_NR_set_mempolicy, 2 /* MPOL_BIND */, word_of(&first), 64) < 0;
    maps(12 * MIB, RW, HUGE | 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT);
}
static void huge_pages_of_another_size(void)
{
    char text[16];
    maps(1024 * MIB, RW, HUGE | 30u << RAWMAP_LINUX_MAP_HUGE_SHIFT);
    lacks = read_file("/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", text, sizeof text) <= 0;
}
static void huge_pages_and_a_limit(void)
{
    limit(LIMIT_AS, 64 * MIB);
    maps(128 * MIB, RW, HUGE | 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT);
}
static void huge_pages_of_a_group(void)
{
    (void)rawmap_syscall5(NR_mount, word_of("cgroup2"), word_of("/sys/fs/cgroup"), word_of("cgroup2"), 0, 0);
    lacks = !write_file("/sys/fs/cgroup/cgroup.subtree_control", "+hugetlb");
    (void)rawmap_syscall3(NR_mkdirat, RAWMAP_LINUX_AT_FDCWD, word_of("/sys/fs/cgroup/few"), 0755);
    lacks |= !write_file("/sys/fs/cgroup/few/hugetlb.2MB.rsvd.max", "4194304") ||
             !write_file("/sys/fs/cgroup/few/cgroup.procs", "0");
    maps(6 * MIB, RW, HUGE | 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT);
}

/* --- segments --- */

static void segment(uint64_t length, unsigned flags)
{
    calls(RAWMAP_NR_shmget, 0, (rawmap_word)length, (rawmap_word)(01600 | flags), 0, 0, 0);
}
static void a_segment_that_is_too_long(void)
{
    lacks = !write_file("/proc/sys/kernel/shmmax", "4096");
    segment(8192, 0);
}
static void segments_with_too_much_in_them(void)
{
    lacks = !write_file("/proc/sys/kernel/shmall", "1");
    segment(8192, 0);
}
static void too_many_segments(void)
{
    lacks = !write_file("/proc/sys/kernel/shmmni", "1") || rawmap_syscall3(RAWMAP_NR_shmget, 0, PAGE, 01600) < 0;
    segment(PAGE, 0);
}
static void a_segment_of_huge_pages(void)
{
    becomes_nobody();
    segment(2 * MIB, RAWMAP_LINUX_SHM_HUGETLB | 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT);
}
static void a_segment_of_more_huge_pages(void)
{
    segment(64 * MIB, RAWMAP_LINUX_SHM_HUGETLB | 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT);
}

/* --- what is switched off --- */

static void page_faults_for_the_administrator(void)
{
    lacks = !write_file("/proc/sys/vm/unprivileged_userfaultfd", "0");
    becomes_nobody();
    calls(RAWMAP_NR_userfaultfd, 0, 0, 0, 0, 0, 0);
}
static void files_that_could_be_executed(void)
{
    lacks = !write_file("/proc/sys/vm/memfd_noexec", "2");
    calls(RAWMAP_NR_memfd_create, word_of("x"), RAWMAP_LINUX_MFD_EXEC, 0, 0, 0, 0);
}
static void a_low_address(void)
{
    becomes_nobody();
    calls(RAWMAP_NR_mmap, PAGE, PAGE, READ, PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_FIXED, -1, 0);
}

void situations_start(uintptr_t *stack)
{
    (void)stack;
    situation("overcommit 0", by_the_heuristic, RAWMAP_STATE_OVERCOMMIT);
    situation("overcommit 2", by_the_limit, RAWMAP_STATE_OVERCOMMIT);
    situation("overcommit 2, mprotect", by_the_limit_when_protected, RAWMAP_STATE_OVERCOMMIT);
    situation("overcommit 2, shared", by_the_limit_when_shared, RAWMAP_STATE_OVERCOMMIT);
    situation("overcommit 2, the administrator's reserve", by_the_administrators_reserve, RAWMAP_STATE_OVERCOMMIT);
    situation("overcommit 2, the user's reserve", by_the_users_reserve, RAWMAP_STATE_OVERCOMMIT);
    situation("RLIMIT_AS under overcommit 2", not_by_the_limit, RAWMAP_STATE_ADDRESS_SPACE_LIMIT);
    (void)write_file("/proc/sys/vm/overcommit_memory", "0");
    situation("vm.max_map_count, munmap", too_many_to_cut, RAWMAP_STATE_MAP_COUNT);
    (void)write_file("/proc/sys/vm/max_map_count", "65530");
    situation("vm.max_map_count, mmap", too_many_to_map, RAWMAP_STATE_MAP_COUNT);
    (void)write_file("/proc/sys/vm/max_map_count", "65530");
    situation("vm.max_map_count, mremap", too_many_to_move, RAWMAP_STATE_MAP_COUNT);
    (void)write_file("/proc/sys/vm/max_map_count", "65530");
    situation("RLIMIT_AS with many mappings", many_and_another_limit, RAWMAP_STATE_ADDRESS_SPACE_LIMIT);
    (void)write_file("/proc/sys/vm/max_map_count", "65530");
    situation("pool too small", more_huge_pages_than_there_are, RAWMAP_STATE_HUGE_POOL);
    situation("pool promised to others", huge_pages_promised_to_others, RAWMAP_STATE_HUGE_POOL);
    situation("pool on another node", huge_pages_of_another_node, RAWMAP_STATE_HUGE_POOL);
    situation("pool of another size", huge_pages_of_another_size, RAWMAP_STATE_HUGE_POOL);
    situation("RLIMIT_AS of huge pages", huge_pages_and_a_limit, RAWMAP_STATE_ADDRESS_SPACE_LIMIT);
    situation("hugetlb limit of a control group", huge_pages_of_a_group, RAWMAP_STATE_HUGE_GROUP_LIMIT);
    situation("kernel.shmmax", a_segment_that_is_too_long, RAWMAP_SHM_LENGTH_OVER_LIMIT);
    (void)write_file("/proc/sys/kernel/shmmax", "18446744073692774399");
    situation("kernel.shmall", segments_with_too_much_in_them, RAWMAP_SHM_LIMIT);
    (void)write_file("/proc/sys/kernel/shmall", "18446744073692774399");
    situation("kernel.shmmni", too_many_segments, RAWMAP_SHM_LIMIT);
    (void)write_file("/proc/sys/kernel/shmmni", "4096");
    situation("a segment of huge pages", a_segment_of_huge_pages, RAWMAP_SHM_HUGE_NOT_ALLOWED);
    situation("a segment of more huge pages than there are", a_segment_of_more_huge_pages, RAWMAP_STATE_HUGE_POOL);
    situation("vm.unprivileged_userfaultfd", page_faults_for_the_administrator, RAWMAP_FAULTS_NOT_ALLOWED);
    situation("vm.mmap_min_addr", a_low_address, RAWMAP_SPAN_TOO_LOW);
    situation("vm.memfd_noexec", files_that_could_be_executed, RAWMAP_MEMFD_EXEC_FORBIDDEN);
    (void)write_file("/proc/sys/vm/memfd_noexec", "0"); /* another program runs after this one */
    print("situations: wrong names: ");
    print_number(wrong);
    print("\nsituations: ");
    print_number(passed);
    print(" passed, ");
    print_number(failed);
    print(" failed, ");
    print_number(skipped);
    print(" skipped\n");
    leave(failed != 0);
}
#endif
