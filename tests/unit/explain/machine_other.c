/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call on machines that are set up otherwise, or hide what they are: what /proc and the kernel say is simulated,
   the mappings are this process's. At each limit: exactly there, and a page beyond. */
#define RAWMAP_SYSCALL other_machine
#include "unit_explain.h"

#include <stdarg.h>

#define MIB ((uint64_t)1 << 20)

/* What a file says instead, or how opening it fails. */
static struct {
    const char *path;
    char text[1024];
    int error;
} files[16];
static unsigned count;
static bool hidden; /* nothing of /proc can be opened */
static const char *name_space;
static rawmap_i_shm_limits shm_limits;
static rawmap_i_shm_usage shm_usage;

static rawmap_word text_of(const char *text)
{
    const int file = unit_memfd(0, 0);
    cr_assert_eq(pwrite(file, text, strlen(text), 0), (ssize_t)strlen(text));
    return file;
}

static rawmap_word opened(const char *path, bool *simulated)
{
    unsigned i;
    *simulated = true;
    for (i = count; i > 0; i--)
        if (strcmp(files[i - 1].path, path) == 0)
            return files[i - 1].error != 0 ? -files[i - 1].error : text_of(files[i - 1].text);
    if (hidden && strncmp(path, "/proc/", 6) == 0)
        return -ENOENT;
    *simulated = false;
    return 0;
}

rawmap_word other_machine(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                          rawmap_word f)
{
    const char *const path = (const char *)b;
    if (number == RAWMAP_NR_openat) {
        bool simulated;
        const rawmap_word answer = opened(path, &simulated);
        if (simulated)
            return answer;
    }
    if (number == RAWMAP_NR_readlinkat && name_space != NULL && strstr(path, "/ns/") != NULL) {
        memcpy((void *)c, name_space, strlen(name_space));
        return (rawmap_word)strlen(name_space);
    }
#ifdef RAWMAP_NR_shmctl
    if (number == RAWMAP_NR_shmctl && (b & 0xff) == 3) {
        memcpy((void *)c, &shm_limits, sizeof shm_limits);
        return 0;
    }
    if (number == RAWMAP_NR_shmctl && (b & 0xff) == 14) {
        memcpy((void *)c, &shm_usage, sizeof shm_usage);
        return 0;
    }
#endif
    return unit_syscall(number, a, b, c, d, e, f);
}

static void says(const char *path, const char *form, ...) __attribute__((format(printf, 2, 3)));
static void says(const char *path, const char *form, ...)
{
    va_list more;
    cr_assert_lt(count, sizeof files / sizeof *files);
    files[count].path = path;
    files[count].error = 0;
    va_start(more, form);
    (void)vsnprintf(files[count].text, sizeof files[count].text, form, more);
    va_end(more);
    count++;
}

static void starts(void)
{
    count = 0;
    hidden = false;
    name_space = NULL;
}

/* --- a call, explained --- */

static char words[RAWMAP_SENTENCE_ROOM];
static unit_told told;

static rawmap_explanation explained(int error)
{
    rawmap_explanation found;
    told.call.process = 0;
    told.call.error = error;
    found = rawmap_explain_call(&told.call, words, sizeof words);
    cr_assert_eq(found.length, strlen(words));
    return found;
}

static rawmap_status mapping(uint64_t length, int flags, int error)
{
    unit_mmap_words(&told, NULL, (size_t)length, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1);
    return explained(error).cause;
}

/* --- what may be promised --- */

/* A limit of 1000 MiB of which 900 are promised; a process of 64 MiB, of which 1/32 are 2. */
static void promises(const char *capabilities, unsigned admin, unsigned user)
{
    starts();
    says("/proc/sys/vm/overcommit_memory", "2\n");
    says("/proc/meminfo", "MemTotal: 2048000 kB\nSwapTotal: 0 kB\nCommitLimit: 1024000 kB\nCommitted_AS: 921600 kB\n");
    says("/proc/sys/vm/admin_reserve_kbytes", "%u\n", admin);
    says("/proc/sys/vm/user_reserve_kbytes", "%u\n", user);
    says("/proc/self/status", "VmSize: 65536 kB\nVmData: 100 kB\nCapEff:\t%s\nSeccomp:\t0\n", capabilities);
    name_space = "user:[4026531837]";
}

Test(explain_machine_other, promised_memory)
{
    const uint64_t page = unit_page();
    promises("0000000000000000", 0, 0);
    STATUS(ENOMEM, mapping(100 * MIB - page, MAP_PRIVATE, ENOMEM)); /* the last page is never given */
    STATUS(STATE_OVERCOMMIT, mapping(100 * MIB, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(100 * MIB, MAP_PRIVATE | MAP_NORESERVE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(100 * MIB, MAP_SHARED, ENOMEM));
    cr_assert(strstr(words, "900 MiB are promised, and 1000 MiB may be; vm.overcommit_memory is 2.") != NULL, "%s",
              words);
    promises("0000000000000000", 32 << 10, 0);
    STATUS(ENOMEM, mapping(68 * MIB - page, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(68 * MIB, MAP_PRIVATE, ENOMEM));
    cr_assert(strstr(words, "32 MiB of them not to this process") != NULL, "%s", words);
    promises("0000000000200000", 32 << 10, 0); /* the administrator */
    STATUS(ENOMEM, mapping(100 * MIB - page, MAP_PRIVATE, ENOMEM));
    name_space = "user:[4026531838]"; /* of a namespace alone */
    STATUS(STATE_OVERCOMMIT, mapping(68 * MIB, MAP_PRIVATE, ENOMEM));
    promises("0000000000200000", 32 << 10, 64 << 10);
    STATUS(ENOMEM, mapping(98 * MIB - page, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(98 * MIB, MAP_PRIVATE, ENOMEM));
    promises("0000000000200000", 0, 1 << 10); /* less than the process's part */
    STATUS(ENOMEM, mapping(99 * MIB - page, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(99 * MIB, MAP_PRIVATE, ENOMEM));
}

Test(explain_machine_other, promised_memory_and_figures)
{
    rawmap_explanation found;
    promises("0000000000000000", 32 << 10, 0);
    (void)mapping(200 * MIB, MAP_PRIVATE, ENOMEM);
    found = explained(ENOMEM);
    cr_assert_eq(found.wanted, 200 * MIB);
    cr_assert_eq(found.used, 900 * MIB);
    cr_assert_eq(found.allowed, 968 * MIB);
}

Test(explain_machine_other, the_heuristic)
{
    promises("0000000000000000", 0, 0);
    says("/proc/sys/vm/overcommit_memory", "0\n");
    STATUS(ENOMEM, mapping(2000 * MIB, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_OVERCOMMIT, mapping(2000 * MIB + unit_page(), MAP_PRIVATE, ENOMEM));
    cr_assert(strstr(words, "vm.overcommit_memory is 0") != NULL, "%s", words);
    STATUS(ENOMEM, mapping(2001 * MIB, MAP_PRIVATE | MAP_NORESERVE, ENOMEM));
    says("/proc/sys/vm/overcommit_memory", "1\n");
    STATUS(ENOMEM, mapping(2001 * MIB, MAP_PRIVATE, ENOMEM));
}

/* What is protected to be written is promised then. */
Test(explain_machine_other, promised_by_protecting)
{
    const size_t length = (size_t)(200 * MIB);
    void *const plain = mmap(NULL, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    void *const shared = mmap(NULL, length, PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    promises("0000000000000000", 0, 0);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(plain), (rawmap_word)length, PROT_READ | PROT_WRITE, 0, 0, 0);
    STATUS(STATE_OVERCOMMIT, explained(ENOMEM).cause);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(plain), (rawmap_word)(50 * MIB), PROT_READ | PROT_WRITE, 0, 0, 0);
    STATUS(ENOMEM, explained(ENOMEM).cause);
    unit_words(&told, RAWMAP_NR_mprotect, unit_word(shared), (rawmap_word)length, PROT_READ | PROT_WRITE, 0, 0, 0);
    STATUS(ENOMEM, explained(ENOMEM).cause);
}

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
    says("/proc/meminfo", "MemTotal: 1 kB\nHugepagesize: 2048 kB\n");
    says("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "%s\n", all);
    says("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "%s\n", idle);
    says("/sys/kernel/mm/hugepages/hugepages-2048kB/resv_hugepages", "%s\n", promised);
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

/* --- limits to the page, and one that is none --- */

Test(explain_machine_other, limits_to_the_page)
{
    const uint64_t page = unit_page();
    starts();
    says("/proc/self/status",
         "VmSize: 1024 kB\nVmData: 1024 kB\nVmLck: 0 kB\nCapEff:\t0000000000000000\nSeccomp:\t0\n");
    says("/proc/self/limits", "Max data size             unlimited            unlimited            bytes\n"
                              "Max address space         4194304              unlimited            bytes\n");
    STATUS(ENOMEM, mapping(3 * MIB, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_ADDRESS_SPACE_LIMIT, mapping(3 * MIB + 1, MAP_PRIVATE, ENOMEM));
    says("/proc/self/limits", "Max data size             4194304              4194304              bytes\n"
                              "Max address space         unlimited            unlimited            bytes\n");
    STATUS(ENOMEM, mapping(3 * MIB, MAP_PRIVATE, ENOMEM));
    STATUS(STATE_DATA_LIMIT, mapping(3 * MIB + page, MAP_PRIVATE, ENOMEM));
    STATUS(ENOMEM, mapping(3 * MIB + page, MAP_SHARED, ENOMEM));
    says("/proc/self/limits", "Max data size             0                    4194304              bytes\n"
                              "Max address space         unlimited            unlimited            bytes\n");
    STATUS(ENOMEM, mapping(3 * MIB, MAP_PRIVATE, ENOMEM)); /* Linux lets that pass under the hard limit */
}

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
