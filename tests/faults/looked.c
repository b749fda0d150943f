/* SPDX-License-Identifier: MIT */
/* The causes that the library names only after a look (LOOKED in rules.h), and those that it looks for without a row: each
   is brought about in a child, and is named; and it is not where a filter answers the same to what is looked at. Prints
   them, for the suite to compare with the lists. At the end a filter that looks at arguments, as systemd's
   MemoryDenyWriteExecute does: nothing of the rest is blamed for it. */
#include "scenarios.h"

#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* An errno for a call, wherever these bits of an argument are as wanted: none of the bits for every such call. */
static bool forbid(long number, unsigned argument, unsigned bits, unsigned wanted, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * argument),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, bits),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, wanted, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof code / sizeof code[0], code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool without(unsigned capability)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    if (syscall(SYS_capget, &header, data) != 0)
        return false;
    data[0].effective &= ~(1u << capability);
    return syscall(SYS_capset, &header, data) == 0;
}
static bool tells(const char *path, int at_least)
{
    char digits[16] = "";
    const int text_file = open(path, O_RDONLY | O_CLOEXEC);
    const bool is_read = text_file >= 0 && read(text_file, digits, sizeof digits - 1) > 0;
    (void)close(text_file);
    return is_read && atoi(digits) >= at_least;
}

/* How each is brought about: false where it cannot be here. */
static bool low(void)
{
    return tells("/proc/sys/vm/mmap_min_addr", PAGE) && without(CAP_SYS_RAWIO);
}
static bool low_second_page(void)
{
    return tells("/proc/sys/vm/mmap_min_addr", 2 * PAGE) && without(CAP_SYS_RAWIO);
}
static bool nobodys_huge_pages(void)
{
    const struct rlimit none = {0, 0};
    return syscall(SYS_setgroups, 0, NULL) == 0 && setresgid(65534, 65534, 65534) == 0 &&
           setrlimit(RLIMIT_MEMLOCK, &none) == 0 && without(CAP_IPC_LOCK);
}
static int reading, writing; /* the file, open for one of both */
static bool half_open(void)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    reading = open(path, O_RDONLY | O_CLOEXEC);
    writing = open(path, O_WRONLY | O_CLOEXEC);
    return reading >= 0 && writing >= 0;
}
static bool unlocked(void)
{
    const struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_MEMLOCK, &none) == 0 && without(CAP_IPC_LOCK);
}
static bool old_names(void)
{
    return forbid(SYS_prctl, 0, ~0u, RAWMAP_LINUX_PR_SET_VMA, RAWMAP_LINUX_EINVAL);
}
static bool old_thp(void)
{
    return forbid(SYS_prctl, 0, ~0u, RAWMAP_LINUX_PR_SET_THP_DISABLE, RAWMAP_LINUX_EINVAL);
}
static bool old_mdwe(void)
{
    return forbid(SYS_prctl, 0, ~0u, RAWMAP_LINUX_PR_SET_MDWE, RAWMAP_LINUX_EINVAL);
}
static bool old_merging(void)
{
    return forbid(SYS_prctl, 0, ~0u, RAWMAP_LINUX_PR_SET_MEMORY_MERGE, RAWMAP_LINUX_EINVAL);
}
static bool old_advice(void)
{
    return forbid(SYS_madvise, 2, ~0u, RAWMAP_LINUX_MADV_COLD, RAWMAP_LINUX_EINVAL);
}
static bool other_mdwe(void)
{
    return prctl(RAWMAP_LINUX_PR_SET_MDWE, RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN | RAWMAP_LINUX_PR_MDWE_NO_INHERIT, 0,
                 0, 0) == 0;
}
static bool is_nobody(void)
{
    return !tells("/proc/sys/vm/unprivileged_userfaultfd", 1) && setresgid(65534, 65534, 65534) == 0 &&
           setresuid(65534, 65534, 65534) == 0 && access("/dev/userfaultfd", R_OK | W_OK) != 0;
}
static bool no_fork(void)
{
    fault_new();
    return without(CAP_SYS_PTRACE);
}
static bool noexec(void)
{
    const int text_file = open("/proc/sys/vm/memfd_noexec", O_WRONLY | O_CLOEXEC);
    const bool is_set = text_file >= 0 && write(text_file, "2", 1) == 1;
    (void)close(text_file);
    return is_set;
}
static bool untracked(void)
{
    pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    return pagemap >= 0;
}
static bool not_nice(void)
{
    return without(CAP_SYS_NICE);
}

static rawmap_status map_low_exactly(void)
{
    return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(lock), RAWMAP_EXACTLY(NULL)));
}
static rawmap_status map_file_low(void)
{
    return of(rawmap_map_file(file, 0, PAGE, RW, RAWMAP_FILE_SHARED(), RAWMAP_EXACTLY(NULL)));
}
static rawmap_status map_file_locked(void)
{
    return of(rawmap_map_file(file, 0, PAGE, RW, RAWMAP_FILE_SHARED(lock), RAWMAP_ANYWHERE));
}
static rawmap_status replace_low(void)
{
    return rawmap_replace((rawmap_span){NULL, PAGE}, RW, RAWMAP_PRIVATE());
}
static rawmap_status replace_locked(void)
{
    return rawmap_replace(span_at(1, 1), RW, RAWMAP_PRIVATE(lock));
}
static rawmap_status replace_file_low(void)
{
    return rawmap_replace_file((rawmap_span){NULL, PAGE}, file, 0, RW, RAWMAP_FILE_SHARED());
}
static rawmap_status replace_file_locked(void)
{
    return rawmap_replace_file(span_at(1, 1), file, 0, RW, RAWMAP_FILE_SHARED(lock));
}
static rawmap_status shm_attach_low(void)
{
    return attached_at(rawmap_shm_attach((rawmap_shm){segment}, RW, rawmap_exactly((char *)NULL + PAGE)));
}
static rawmap_status shm_replace_low(void)
{
    return rawmap_shm_replace(rawmap_span_of((char *)NULL + PAGE, PAGES * PAGE), (rawmap_shm){segment}, RW);
}
static rawmap_status shm_find_or_create_huge(void)
{
    return segment_of(rawmap_shm_find_or_create(KEY + 2, 2 << 20, 0600, RAWMAP_SHM(huge_2mb, noreserve)));
}
static rawmap_status shm_create_huge(void)
{
    return segment_of(rawmap_shm_create(KEY + 2, 2 << 20, 0600, RAWMAP_SHM(huge_2mb, noreserve)));
}
static rawmap_status map_file_of_reading(void)
{
    return of(rawmap_map_file(reading, 0, PAGE, RW, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
}
static rawmap_status replace_file_of_writing(void)
{
    return rawmap_replace_file(span_at(1, 1), writing, 0, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE());
}
static rawmap_status memfd_exec(void)
{
    return gave_file_back(rawmap_memfd("fault", RAWMAP_MEMFD(exec)));
}
static const struct {
    const char *of;    /* the call whose list has the row; - for none */
    const char *cause; /* its name */
    rawmap_status status;
    rawmap_status (*call)(void);
    bool (*cause_it)(void);
    long number; /* what is looked at, refused */
    int error;
    const char *fact;
} causes[] = {
#define CAUSE_OF(of, cause, call, cause_it, number, error, fact)                                                       \
    {#of, #cause, RAWMAP_##cause, call, cause_it, SYS_##number, RAWMAP_LINUX_##error, fact},
    /* clang-format off */
    CAUSE_OF(map, EXACT_TOO_LOW, map_low_exactly, low, mmap, EPERM, NULL)
    CAUSE_OF(map, LOCK_NOT_ALLOWED, map_locked, unlocked, mmap, EPERM, NULL)
    CAUSE_OF(map_file, EXACT_TOO_LOW, map_file_low, low, mmap, EPERM, NULL)
    CAUSE_OF(map_file, LOCK_NOT_ALLOWED, map_file_locked, unlocked, mmap, EPERM, NULL)
    CAUSE_OF(replace, SPAN_TOO_LOW, replace_low, low, mmap, EPERM, NULL)
    CAUSE_OF(replace, LOCK_NOT_ALLOWED, replace_locked, unlocked, mmap, EPERM, NULL)
    CAUSE_OF(replace_file, SPAN_TOO_LOW, replace_file_low, low, mmap, EPERM, NULL)
    CAUSE_OF(replace_file, LOCK_NOT_ALLOWED, replace_file_locked, unlocked, mmap, EPERM, NULL)
    CAUSE_OF(lock, LOCK_NOT_ALLOWED, lock, unlocked, mmap, EPERM, NULL)
    CAUSE_OF(lock_on_fault, LOCK_NOT_ALLOWED, lock_on_fault, unlocked, mmap, EPERM, NULL)
    CAUSE_OF(lock_all, LOCK_NOT_ALLOWED, lock_all, unlocked, mmap, EPERM, NULL)
    CAUSE_OF(shm_new, SHM_HUGE_NOT_ALLOWED, shm_new_huge, nobodys_huge_pages, shmget, EPERM, "huge_pages")
    CAUSE_OF(shm_create, SHM_HUGE_NOT_ALLOWED, shm_create_huge, nobodys_huge_pages, shmctl, EPERM, "huge_pages")
    CAUSE_OF(shm_find_or_create, SHM_HUGE_NOT_ALLOWED, shm_find_or_create_huge, nobodys_huge_pages, shmctl, EPERM, "huge_pages")
    CAUSE_OF(shm_replace, SPAN_TOO_LOW, shm_replace_low, low_second_page, mmap, EPERM, NULL)
    CAUSE_OF(shm_attach, EXACT_TOO_LOW, shm_attach_low, low_second_page, mmap, EPERM, NULL)
    CAUSE_OF(map_file, STATE_FILE_MODE, map_file_of_reading, half_open, fcntl, EACCES, NULL)
    CAUSE_OF(replace_file, STATE_FILE_MODE, replace_file_of_writing, half_open, fcntl, EACCES, NULL)
    CAUSE_OF(name, NAME_UNSUPPORTED, name, old_names, prctl, EINVAL, NULL)
    CAUSE_OF(thp_set, THP_ADVISED_UNKNOWN, thp_set_advised, old_thp, prctl, EINVAL, NULL)
    CAUSE_OF(mdwe_set, MDWE_UNSUPPORTED, mdwe_set, old_mdwe, prctl, EINVAL, NULL)
    CAUSE_OF(mdwe_set, MDWE_FINAL, mdwe_set, other_mdwe, prctl, EPERM, NULL)
    CAUSE_OF(-, MERGE_UNSUPPORTED, merge_set, old_merging, prctl, EINVAL, NULL)
    CAUSE_OF(-, ADVICE_UNKNOWN, knows_advice, old_advice, madvise, EINVAL, NULL)
    CAUSE_OF(faults_open, FAULTS_NOT_ALLOWED, faults_open, is_nobody, userfaultfd, EPERM, "userfaultfd")
    CAUSE_OF(faults_handshake, FAULT_FORK_NOT_ALLOWED, faults_handshake_fork, no_fork, ioctl, EPERM, "userfaultfd")
    CAUSE_OF(memfd, MEMFD_EXEC_FORBIDDEN, memfd_exec, noexec, memfd_create, EACCES, NULL)
    CAUSE_OF(pages_scan_tracked, SCAN_NOT_TRACKED, pages_scan_tracked, untracked, ioctl, EPERM, "pagemap_scan")
    CAUSE_OF(pages_scan_rearm, SCAN_NOT_TRACKED, pages_scan_rearm, untracked, ioctl, EPERM, "pagemap_scan")
    CAUSE_OF(numa_bind, NUMA_MOVE_ALL_NOT_ALLOWED, numa_bind_all, not_nice, move_pages, EPERM, "numa")
    CAUSE_OF(numa_move, NUMA_MOVE_ALL_NOT_ALLOWED, numa_move_all, not_nice, move_pages, EPERM, "numa")
    /* clang-format on */
};
enum { CAUSES = sizeof causes / sizeof causes[0], CANNOT = 9 };

/* With the cause, and with the look refused as well. 0 well; 1 another status; CANNOT be brought about here */
static int caused(unsigned i, bool looks)
{
    static struct list before, after;
    rawmap_status status;
    lay_out();
    if (!causes[i].cause_it())
        return CANNOT;
    if (!looks && !forbid(causes[i].number, 0, 0, 0, causes[i].error))
        return CANNOT;
    before.source = after.source = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    look(&before);
    status = causes[i].call();
    look(&after);
    if (status != (looks ? causes[i].status : (rawmap_status)causes[i].error))
        return 1;
    return before.descriptors != after.descriptors ? 2 : !same_mappings(&before, &after) ? 3 : 0;
}

/* MemoryDenyWriteExecute: to whoever may do everything else. */
static int mdwe_filter(unsigned i, bool looks)
{
    const rawmap_prot all = RAWMAP_PROT(read, write, exec);
    (void)i, (void)looks;
    if (!forbid(SYS_mmap, 2, RAWMAP_LINUX_PROT_WRITE | RAWMAP_LINUX_PROT_EXEC,
                RAWMAP_LINUX_PROT_WRITE | RAWMAP_LINUX_PROT_EXEC, RAWMAP_LINUX_EPERM))
        return CANNOT;
    if (rawmap_map(PAGE, all, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status != RAWMAP_EPERM ||
        rawmap_map(PAGE, all, RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE).status != RAWMAP_EPERM ||
        rawmap_map(PAGE, all, RAWMAP_PRIVATE(), RAWMAP_EXACTLY((void *)0x90000)).status != RAWMAP_EPERM)
        return 1;
    return rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status != RAWMAP_OK;
}

/* In a process of its own, the first in its name space: settings of that one end with it. */
static int in_child(int (*what)(unsigned, bool), unsigned i, bool looks)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (unshare(CLONE_NEWPID) == 0 && (child = fork()) != 0)
            _exit(waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : 100);
        alarm(2);
        _exit(what(i, looks));
    }
    cases++;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

int main(void)
{
    static const char *const wrong[] = {"", "another status", "a descriptor is left", "a mapping is left"};
    know_the_machine();
    prepare();
    (void)close(STDIN_FILENO); /* the first descriptor that the library opens is 0 */
    for (unsigned i = 0; i < CAUSES; i++) {
        printf("looked %s %s\n", causes[i].of, causes[i].cause);
        for (int looks = 1; looks >= 0 && !(causes[i].fact && lacks(causes[i].fact)); looks--) {
            const int answer = in_child(caused, i, looks == 1);
            if (answer == CANNOT)
                printf("%s cannot be brought about here\n", causes[i].cause);
            else if (answer != 0)
                complain(causes[i].cause, looks ? 0 : causes[i].error,
                         answer < 4 ? wrong[answer] : "the child ended badly", causes[i].status);
        }
    }
    if (in_child(mdwe_filter, 0, true) != 0)
        complain("a filter of arguments", RAWMAP_LINUX_EPERM, "another status", RAWMAP_EPERM);
    printf("looked: %u cases, %u failures\n", cases, failures);
    return failures != 0 || cases < 20;
}
