/* SPDX-License-Identifier: MIT */
/* What the other calls' rules call IGNORED is so, on files, on nodes, on processes, and on segments of shared memory. */
#include "effects.h"

#include "zoo.h"

#define W(value) ((rawmap_word)(value))
#define P(pointer) ((rawmap_word)(uintptr_t)(pointer))

static unsigned long node_0[16] = {1}, no_node[16];

/* The thread's policy of nodes: the mode, after it was set so. */
static rawmap_word mode_after(rawmap_word mode, const unsigned long *nodes, rawmap_word count)
{
    static int now[2];
    const rawmap_word answer = rawmap_syscall3(RAWMAP_NR_set_mempolicy, mode, P(nodes), count);
    now[0] = -1;
    (void)rawmap_syscall5(RAWMAP_NR_get_mempolicy, P(now), 0, 0, 0, 0);
    (void)rawmap_syscall3(RAWMAP_NR_set_mempolicy, 0, 0, 0);
    return failed(answer) ? answer : now[0];
}

static void nodes(void)
{
    const rawmap_word plain = mode_after(1, NULL, 0),
                      migrated = rawmap_syscall4(RAWMAP_NR_migrate_pages, 0, 65, P(no_node), P(node_0));
    static uintptr_t pages[1];
    static int wanted[1], status[2];
    if (failed(plain)) {
        static const char *const rows[][2] = {{"POLICY", "NODES_MISSING"},       {"POLICY", "POLICY_TAKES_NO_FLAGS"},
                                              {"NUMA_MIGRATE", "NODES_MISSING"}, {"NUMA_MIGRATE", "NODES_EMPTY"},
                                              {"NUMA_MOVE", "PAGES_NONE"},       {"NUMA_MOVE", "NUMA_MOVE_UNSAID"},
                                              {"NUMA_WHERE", "PAGES_NONE"}};
        for (unsigned i = 0; i < COUNT(rows); i++)
            ignored_elsewhere(rows[i][0], rows[i][1], "no policies of nodes");
        return;
    }
    ignored_otherwise("POLICY", "NODES_MISSING", "the policy that holds then", mode_after(1, NULL, 64) == plain);
    ignored_otherwise("POLICY", "POLICY_TAKES_NO_FLAGS", "the policy that holds then",
                      mode_after(RAWMAP_LINUX_MPOL_F_STATIC_NODES, NULL, 0) == 0 &&
                          mode_after(RAWMAP_LINUX_MPOL_F_RELATIVE_NODES, NULL, 0) == 0);
    settle(PRIVATE);
    *(volatile unsigned char *)zoo.base = 7;
    pages[0] = zoo.base;
    ignored_otherwise("NUMA_MIGRATE", "NODES_EMPTY", "the answer, what memory holds",
                      migrated == 0 && *(volatile unsigned char *)zoo.base == 7);
    ignored_otherwise("NUMA_MIGRATE", "NODES_MISSING", "the answer, what memory holds",
                      rawmap_syscall4(RAWMAP_NR_migrate_pages, 0, 65, 0, P(node_0)) == migrated);
    status[0] = status[1] = 99;
    ignored_otherwise("NUMA_MOVE", "PAGES_NONE", "the answer, the places",
                      rawmap_syscall6(RAWMAP_NR_move_pages, 0, 0, P(pages), P(wanted), P(status), 2) == 0 &&
                          status[0] == 99);
    ignored_otherwise("NUMA_WHERE", "PAGES_NONE", "the answer, the places",
                      rawmap_syscall6(RAWMAP_NR_move_pages, 0, 0, P(pages), 0, P(status), 0) == 0 && status[0] == 99);
    ignored_otherwise("NUMA_MOVE", "NUMA_MOVE_UNSAID", "the answer, the places",
                      rawmap_syscall6(RAWMAP_NR_move_pages, 0, 1, P(pages), P(wanted), P(status), 4) ==
                              rawmap_syscall6(RAWMAP_NR_move_pages, 0, 1, P(pages), P(wanted), P(status + 1), 6) &&
                          status[0] == status[1]);
    clear();
}

static int opened(const char *path, rawmap_word how, rawmap_word permissions)
{
    return (int)rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, P(path), how, permissions);
}

/* Whether both are open in the same way: what reading and writing answer, and the flags but those that are left aside. */
static bool open_alike(int one, int other, rawmap_word aside)
{
    static char byte[1];
    bool alike = one >= 0 && other >= 0;
    alike =
        alike && rawmap_syscall3(RAWMAP_NR_read, one, P(byte), 1) == rawmap_syscall3(RAWMAP_NR_read, other, P(byte), 1);
    alike = alike &&
            rawmap_syscall3(RAWMAP_NR_write, one, P(byte), 1) == rawmap_syscall3(RAWMAP_NR_write, other, P(byte), 1);
    alike = alike && (rawmap_syscall3(RAWMAP_NR_fcntl, one, 3, 0) & ~aside) ==
                         (rawmap_syscall3(RAWMAP_NR_fcntl, other, 3, 0) & ~aside);
    (void)rawmap_syscall1(RAWMAP_NR_close, one);
    (void)rawmap_syscall1(RAWMAP_NR_close, other);
    return alike;
}

static rawmap_word mode_of(int file)
{
    static unsigned char facts[256];
    const rawmap_word answer = rawmap_syscall5(RAWMAP_NR_statx, file, P(""), RAWMAP_LINUX_AT_EMPTY_PATH, 2, P(facts));
    return failed(answer) ? answer : *(const uint16_t *)(const void *)(facts + 28);
}

static void files(void)
{
    const char *const path = "/proc/self/exe";
    const int memory = (int)rawmap_syscall2(RAWMAP_NR_memfd_create, P("seals"), 2);
    const rawmap_word seals = rawmap_syscall3(RAWMAP_NR_fcntl, memory, 1034, 0);
    const char *made = "/tmp/rawmap-differential-made", *made_oddly = "/tmp/rawmap-differential-made-oddly";
    int one, other;
    ignored_otherwise("FILE_SEAL", "FILE_SEAL_NOTHING_ASKED", "the answer, the seals",
                      rawmap_syscall3(RAWMAP_NR_fcntl, memory, 1033, 0) == 0 &&
                          rawmap_syscall3(RAWMAP_NR_fcntl, memory, 1034, 0) == seals);
    (void)rawmap_syscall1(RAWMAP_NR_close, memory);
    ignored_otherwise("FILE_OPEN", "OPEN_PATH_AND_MORE", "the flags, reading, writing",
                      open_alike(opened(path, RAWMAP_LINUX_O_PATH, 0),
                                 opened(path, RAWMAP_LINUX_O_PATH | RAWMAP_LINUX_O_RDWR | RAWMAP_LINUX_O_APPEND, 0),
                                 0));
    ignored_otherwise("FILE_OPEN", "OPEN_APPEND_READ_ONLY", "the flags but itself, reading, writing",
                      open_alike(opened(path, 0, 0), opened(path, RAWMAP_LINUX_O_APPEND, 0), RAWMAP_LINUX_O_APPEND));
    one = opened(made, RAWMAP_LINUX_O_CREAT, 0600);
    other = opened(made_oddly, RAWMAP_LINUX_O_CREAT | RAWMAP_LINUX_O_APPEND, 0200600 | 0x10000);
    if (one < 0 || other < 0) {
        ignored_elsewhere("FILE_CREATE", "CREATE_UNKNOWN_PERMISSIONS", "no /tmp to write to");
        ignored_elsewhere("FILE_CREATE", "OPEN_APPEND_READ_ONLY", "no /tmp to write to");
    } else {
        ignored_otherwise("FILE_CREATE", "CREATE_UNKNOWN_PERMISSIONS", "what statx says",
                          mode_of(one) == mode_of(other) && !failed(mode_of(one)));
        ignored_otherwise("FILE_CREATE", "OPEN_APPEND_READ_ONLY", "the flags but itself, reading, writing",
                          open_alike(one, other, RAWMAP_LINUX_O_APPEND));
        (void)rawmap_syscall3(RAWMAP_NR_unlinkat, RAWMAP_LINUX_AT_FDCWD, P(made), 0);
        (void)rawmap_syscall3(RAWMAP_NR_unlinkat, RAWMAP_LINUX_AT_FDCWD, P(made_oddly), 0);
    }
}

static void processes(void)
{
    const rawmap_word self = rawmap_syscall0(RAWMAP_NR_getpid);
    const rawmap_word handle = rawmap_syscall2(RAWMAP_NR_pidfd_open, self, 0);
    static uintptr_t word[2] = {1, 2};
    static const uintptr_t none[2];
    uintptr_t span[2];
    rawmap_word end_now;
    span[0] = (uintptr_t)word, span[1] = sizeof word[0];
    /* One span of no bytes: where that is refused, by a filter or for want of a capability, none is too. */
    if (failed(handle) ||
        failed(rawmap_syscall5(RAWMAP_NR_process_madvise, handle, P(none), 1, RAWMAP_LINUX_MADV_COLD, 0)))
        ignored_elsewhere("PROCESS_ADVISE", "SPANS_NONE", "no process_madvise");
    else
        ignored_otherwise("PROCESS_ADVISE", "SPANS_NONE", "the answer",
                          rawmap_syscall5(RAWMAP_NR_process_madvise, handle, 0, 0, RAWMAP_LINUX_MADV_COLD, 0) == 0);
    if (!failed(handle))
        (void)rawmap_syscall1(RAWMAP_NR_close, handle);
    if (failed(rawmap_syscall6(RAWMAP_NR_process_vm_readv, self, P(span), 1, P(span), 1, 0)))
        ignored_elsewhere("PROCESS_COPY", "SPANS_NONE", "no process_vm_readv");
    else
        ignored_otherwise("PROCESS_COPY", "SPANS_NONE", "the answer, what memory holds",
                          rawmap_syscall6(RAWMAP_NR_process_vm_readv, self, P(span), 0, P(span), 1, 0) == 0 &&
                              rawmap_syscall6(RAWMAP_NR_process_vm_readv, self, P(span), 1, P(span), 0, 0) == 0 &&
                              word[0] == 1 && word[1] == 2);
    if (failed(rawmap_syscall5(RAWMAP_NR_prctl, 66, 0, 0, 0, 0)) ||
        failed(rawmap_syscall5(RAWMAP_NR_prctl, 65, 0, 0, 0, 0)))
        ignored_elsewhere("MDWE_SET", "MDWE_NOTHING_ASKED", "no PR_SET_MDWE");
    else
        ignored_otherwise("MDWE_SET", "MDWE_NOTHING_ASKED", "the answer, what PR_GET_MDWE says",
                          rawmap_syscall5(RAWMAP_NR_prctl, 66, 0, 0, 0, 0) == 0);
    end_now = rawmap_syscall1(RAWMAP_NR_brk, 0);
    ignored_otherwise("BREAK_SET", "BREAK_NOT_NAMED", "the end of the data",
                      end_now != 0 && rawmap_syscall1(RAWMAP_NR_brk, 0) == end_now);
#ifdef RAWMAP_SHADOW_STACK_MARKER
    {
        const rawmap_word plain = rawmap_syscall3(RAWMAP_NR_map_shadow_stack, 0, W(machine.page), 0);
        const rawmap_word marked = rawmap_syscall3(RAWMAP_NR_map_shadow_stack, 0, W(machine.page), 2);
        if (failed(plain))
            ignored_elsewhere("MAP_SHADOW_STACK", "SHADOW_STACK_MARKER_ALONE", "no shadow stacks");
        else
            ignored_otherwise("MAP_SHADOW_STACK", "SHADOW_STACK_MARKER_ALONE", "what the last words hold",
                              !failed(marked) &&
                                  ((const volatile uint64_t *)((uintptr_t)marked + machine.page))[-1] == 0);
    }
#else
    ignored_elsewhere("MAP_SHADOW_STACK", "SHADOW_STACK_MARKER_ALONE", "no set_marker");
#endif
}

static void looks(void)
{
    /* struct pm_scan_arg: size, flags, start, end, walk_end, vec, vec_len, max_pages, four masks. */
    static uint64_t scan[12], region[3];
    const int pagemap = opened("/proc/self/pagemap", 0, 0);
    rawmap_word answer;
    bool knows = false;
    static uint64_t mode[2];
    scan[0] = sizeof scan, scan[2] = scan[3] = zoo.base, scan[5] = (uintptr_t)region, scan[6] = 1, scan[11] = 1;
    answer = rawmap_syscall3(RAWMAP_NR_ioctl, pagemap, W(RAWMAP_LINUX_PAGEMAP_SCAN), P(scan));
    if (answer == -RAWMAP_LINUX_ENOTTY || pagemap < 0)
        ignored_elsewhere("PAGES_SCAN", "SPAN_EMPTY", "no PAGEMAP_SCAN");
    else
        ignored_otherwise("PAGES_SCAN", "SPAN_EMPTY", "the answer, the regions", answer == 0 && region[1] == 0);
    (void)rawmap_syscall1(RAWMAP_NR_close, pagemap);
    answer = rawmap_syscall1(RAWMAP_NR_userfaultfd, 1);
    if (!failed(answer)) {
        static uint64_t api[3] = {0xaa};
        const rawmap_word faults = answer;
        (void)rawmap_syscall3(RAWMAP_NR_ioctl, faults, W(RAWMAP_LINUX_UFFDIO_API), P(api));
        /* Who knows the request reads it first; others say EINVAL to any. */
        knows = rawmap_syscall3(RAWMAP_NR_ioctl, faults, W(RAWMAP_LINUX_UFFDIO_SET_MODE), W(8)) == -RAWMAP_LINUX_EFAULT;
        answer = rawmap_syscall3(RAWMAP_NR_ioctl, faults, W(RAWMAP_LINUX_UFFDIO_SET_MODE), P(mode));
        (void)rawmap_syscall1(RAWMAP_NR_close, faults);
    }
    if (!knows)
        ignored_elsewhere("FAULTS_SET_MODE", "FAULT_SET_MODE_NOTHING", "no UFFDIO_SET_MODE");
    else
        ignored_otherwise("FAULTS_SET_MODE", "FAULT_SET_MODE_NOTHING", "the answer", answer == 0);
}

#if defined RAWMAP_NR_shmctl && !defined RAWMAP_NR_ipc
#ifdef RAWMAP_SHM_VERSION
#define VERSION RAWMAP_SHM_VERSION
#else
#define VERSION 0
#endif
static rawmap_shmid looked[2];

static rawmap_word control(rawmap_word segment, rawmap_word command, rawmap_shmid *facts)
{
    return rawmap_syscall3(RAWMAP_NR_shmctl, segment, command | W(VERSION), P(facts));
}

static void segments(void)
{
    const size_t huge = (size_t)1 << machine.huge_shift;
    const rawmap_word made = rawmap_syscall3(RAWMAP_NR_shmget, 0, W(machine.page), 0600);
    rawmap_word other, index;
    bool is_same;
    if (failed(made)) {
        ignored_elsewhere("SHM_PERMIT", "SHM_UNKNOWN_PERMISSIONS", "no segments");
        ignored_elsewhere("SHM_AT", "SHM_INDEX_TOO_HIGH", "no segments");
        ignored_elsewhere("SHM_ASKED", "HUGE_LENGTH_UNEVEN", "no segments");
        return;
    }
    is_same = !failed(control(made, 2, &looked[0]));
    looked[0].mode = 0640;
    is_same = is_same && control(made, 1, &looked[0]) == 0 && !failed(control(made, 2, &looked[1]));
    looked[0].mode = 0640 | 0x1000;
    is_same = is_same && control(made, 1, &looked[0]) == 0 && !failed(control(made, 2, &looked[0]));
    ignored_otherwise("SHM_PERMIT", "SHM_UNKNOWN_PERMISSIONS", "what IPC_STAT says",
                      is_same && (looked[0].mode & 0777) == 0640 && looked[0].mode == looked[1].mode);
    index = made & 0x7fff; /* as many bits as a kernel without ipcmni_extend has */
    other = control(index | 0x1000000, 13, &looked[1]);
    ignored_otherwise("SHM_AT", "SHM_INDEX_TOO_HIGH", "the segment",
                      control(index, 13, &looked[0]) == other && other == made);
    (void)control(made, 0, NULL);
    if (machine.huge_free < 4 || machine.huge_is_deadly) {
        ignored_elsewhere("SHM_ASKED", "HUGE_LENGTH_UNEVEN", "no huge pages");
        return;
    }
    /* The segment says what was asked; what is attached is whole huge pages. */
    other = rawmap_syscall3(RAWMAP_NR_shmget, 0, W(machine.page), 0600 | RAWMAP_LINUX_SHM_HUGETLB);
    if (other == -RAWMAP_LINUX_EPERM) {
        ignored_elsewhere("SHM_ASKED", "HUGE_LENGTH_UNEVEN", "no right to huge pages");
        return;
    }
    index = failed(other) ? other : rawmap_syscall3(RAWMAP_NR_shmat, other, 0, 0);
    is_same = !failed(index) && rawmap_syscall2(RAWMAP_NR_munmap, index, W(machine.page)) == -RAWMAP_LINUX_EINVAL &&
              rawmap_syscall2(RAWMAP_NR_munmap, index, W(huge)) == 0;
    ignored_otherwise("SHM_ASKED", "HUGE_LENGTH_UNEVEN", "what is attached", is_same);
    (void)control(other, 0, NULL);
}
#else
static void segments(void)
{
    ignored_elsewhere("SHM_PERMIT", "SHM_UNKNOWN_PERMISSIONS", "one call for everything of System V's");
    ignored_elsewhere("SHM_AT", "SHM_INDEX_TOO_HIGH", "one call for everything of System V's");
    ignored_elsewhere("SHM_ASKED", "HUGE_LENGTH_UNEVEN", "one call for everything of System V's");
}
#endif

void ignored_elsewhere_than_spans(void)
{
    nodes();
    files();
    processes();
    looks();
    segments();
}
