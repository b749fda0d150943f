/* SPDX-License-Identifier: MIT */
/* Which Linux brought what: the first versions that the documentation states, put to kernels on both sides of them.
   Bare system calls on purpose: the facts are the kernel's, and the library is compared with them elsewhere.
   Run as: since BITS, the word size of the kernel itself (a 32-bit program may run on a 64-bit kernel). */
#include "plain.h"

static long passed, failed, skipped;
static long kernel_version, kernel_bits;

#define VERSION(major, minor) ((major)*1000L + (minor))

static void name_failure(const char *what, const char *why, rawmap_word answer)
{
    failed++;
    print("since: FAILED: ");
    print(what);
    print(why);
    print_number((long)answer);
    print("\n");
}

/* The answer has to be `lacking` before the version, and anything else from it on. */
static void since(const char *what, long version, rawmap_word answer, rawmap_word lacking)
{
    if (kernel_version >= version && answer == lacking)
        name_failure(what, ": should be here, answered ", answer);
    else if (kernel_version < version && answer != lacking)
        name_failure(what, ": should be lacking, answered ", answer);
    else
        passed++;
}

static void skip(const char *what, const char *why)
{
    skipped++;
    print("since: skipped: ");
    print(what);
    print(": ");
    print(why);
    print("\n");
}

static rawmap_word map(size_t length, long protection, long flags)
{
#if defined RAWMAP_MMAP_BLOCK
    unsigned long block[6] = {0, length, (unsigned long)protection, (unsigned long)flags, (unsigned long)-1, 0};
    return rawmap_syscall1(RAWMAP_NR_mmap, word_of(block));
#elif defined RAWMAP_NR_mmap2
    return rawmap_syscall6(RAWMAP_NR_mmap2, 0, (rawmap_word)length, protection, flags, -1, 0);
#else
    return rawmap_syscall6(RAWMAP_NR_mmap, 0, (rawmap_word)length, protection, flags, -1, 0);
#endif
}

enum { ROOM = 1 << 18 };

/* Zero bytes of advice: the kernel says whether it knows the advice, and does nothing. */
static void check_advice(rawmap_word base)
{
    static const struct {
        const char *name;
        long version;
        long advice;
    } advice[] = {
        {"MADV_WIPEONFORK", VERSION(4, 14), RAWMAP_LINUX_MADV_WIPEONFORK},
        {"MADV_KEEPONFORK", VERSION(4, 14), RAWMAP_LINUX_MADV_KEEPONFORK},
        {"MADV_COLD", VERSION(5, 4), RAWMAP_LINUX_MADV_COLD},
        {"MADV_PAGEOUT", VERSION(5, 4), RAWMAP_LINUX_MADV_PAGEOUT},
        {"MADV_POPULATE_READ", VERSION(5, 14), RAWMAP_LINUX_MADV_POPULATE_READ},
        {"MADV_POPULATE_WRITE", VERSION(5, 14), RAWMAP_LINUX_MADV_POPULATE_WRITE},
        {"MADV_DONTNEED_LOCKED", VERSION(5, 18), RAWMAP_LINUX_MADV_DONTNEED_LOCKED},
        {"MADV_GUARD_INSTALL", VERSION(6, 13), RAWMAP_LINUX_MADV_GUARD_INSTALL},
        {"MADV_GUARD_REMOVE", VERSION(6, 13), RAWMAP_LINUX_MADV_GUARD_REMOVE},
    };
    for (size_t i = 0; i < sizeof advice / sizeof advice[0]; i++)
        since(advice[i].name, advice[i].version, rawmap_syscall3(RAWMAP_NR_madvise, base, 0, advice[i].advice),
              -RAWMAP_LINUX_EINVAL);
    /* Both are built only with transparent huge pages, as MADV_HUGEPAGE is. */
    if (rawmap_syscall3(RAWMAP_NR_madvise, base, 0, RAWMAP_LINUX_MADV_HUGEPAGE))
        skip("MADV_COLLAPSE", "this kernel has no transparent huge pages");
    else
        since("MADV_COLLAPSE", VERSION(6, 1), rawmap_syscall3(RAWMAP_NR_madvise, base, 0, RAWMAP_LINUX_MADV_COLLAPSE),
              -RAWMAP_LINUX_EINVAL);
}

/* Policies that are set, and taken back: of node 0, which every machine has. */
static void check_policies(void)
{
    static const unsigned long node_0[2] = {1};
    static const struct {
        const char *name;
        long version;
        long policy;
    } policies[] = {
        {"MPOL_F_NUMA_BALANCING", VERSION(5, 12), 2 | RAWMAP_LINUX_MPOL_F_NUMA_BALANCING},
        {"MPOL_PREFERRED_MANY", VERSION(5, 15), 5},
        {"MPOL_WEIGHTED_INTERLEAVE", VERSION(6, 9), 6},
    };
    for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++) {
        since(policies[i].name, policies[i].version,
              rawmap_syscall3(RAWMAP_NR_set_mempolicy, policies[i].policy, word_of(node_0), 65), -RAWMAP_LINUX_EINVAL);
        (void)rawmap_syscall3(RAWMAP_NR_set_mempolicy, 0, 0, 0);
    }
}

/* Arguments that no kernel accepts, so that only a kernel without the call says ENOSYS. */
static void check_calls(void)
{
    const rawmap_word no = -RAWMAP_LINUX_ENOSYS;
    since("process_madvise", VERSION(5, 10), rawmap_syscall6(RAWMAP_NR_process_madvise, -1, 0, 0, 0, ~0, 0), no);
    since("process_mrelease", VERSION(5, 15), rawmap_syscall2(RAWMAP_NR_process_mrelease, -1, ~0), no);
    since("cachestat", VERSION(6, 5), rawmap_syscall4(RAWMAP_NR_cachestat, -1, 0, 0, ~0), no);
    if (kernel_bits == 64)
        since("mseal", VERSION(6, 10), rawmap_syscall3(RAWMAP_NR_mseal, 1, 1, ~0), no);
    else
        since("mseal on a 32-bit kernel", VERSION(999, 0), rawmap_syscall3(RAWMAP_NR_mseal, 1, 1, ~0), no);
    if (rawmap_syscall5(RAWMAP_NR_get_mempolicy, 0, 0, 0, 0, 0) == no) {
        skip("set_mempolicy_home_node", "this kernel has no NUMA");
        skip("policies of nodes", "this kernel has no NUMA");
    } else {
        since("set_mempolicy_home_node", VERSION(5, 17),
              rawmap_syscall4(RAWMAP_NR_set_mempolicy_home_node, 1, 1, 0, ~0), no);
        check_policies();
    }
    since("MFD_NOEXEC_SEAL", VERSION(6, 3),
          rawmap_syscall2(RAWMAP_NR_memfd_create, word_of("since"), RAWMAP_LINUX_MFD_NOEXEC_SEAL),
          -RAWMAP_LINUX_EINVAL);
    since("MFD_EXEC", VERSION(6, 3), rawmap_syscall2(RAWMAP_NR_memfd_create, word_of("since"), RAWMAP_LINUX_MFD_EXEC),
          -RAWMAP_LINUX_EINVAL);
    since("PR_THP_DISABLE_EXCEPT_ADVISED", VERSION(6, 18),
          rawmap_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_SET_THP_DISABLE, 1,
                          RAWMAP_LINUX_PR_THP_DISABLE_EXCEPT_ADVISED, 0, 0),
          -RAWMAP_LINUX_EINVAL);
    (void)rawmap_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_SET_THP_DISABLE, 0, 0, 0, 0);
    since("PR_GET_MDWE", VERSION(6, 3), rawmap_syscall5(RAWMAP_NR_prctl, RAWMAP_LINUX_PR_GET_MDWE, 0, 0, 0, 0),
          -RAWMAP_LINUX_EINVAL);
}

/* As since, for what a kernel from that version on may be built without. */
static void since_if_built(const char *what, long version, rawmap_word answer)
{
    const rawmap_word no = -RAWMAP_LINUX_ENOSYS;
    if (kernel_version >= version && answer == no)
        skip(what, "this kernel is built without it, or has it switched off");
    else
        since(what, version, answer, no);
}

#ifdef RAWMAP_NR_fcntl
#define NR_FCNTL RAWMAP_NR_fcntl
#else
#define NR_FCNTL RAWMAP_NR_fcntl64
#endif

static void check_files(void)
{
    const rawmap_word file = rawmap_syscall2(RAWMAP_NR_memfd_create, word_of("since"), RAWMAP_LINUX_MFD_ALLOW_SEALING);
    since("F_SEAL_EXEC", VERSION(6, 3),
          rawmap_syscall3(NR_FCNTL, file, RAWMAP_LINUX_F_ADD_SEALS, RAWMAP_LINUX_F_SEAL_EXEC), -RAWMAP_LINUX_EINVAL);
    (void)rawmap_syscall1(RAWMAP_NR_close, file);
#ifdef RAWMAP_NR_memfd_secret
    since_if_built("memfd_secret", VERSION(5, 14), rawmap_syscall1(RAWMAP_NR_memfd_secret, ~0));
#endif
#ifdef RAWMAP_SHADOW_STACK_TOKEN
    since_if_built("map_shadow_stack", VERSION(6, 6), rawmap_syscall3(RAWMAP_NR_map_shadow_stack, 1, 0, ~0));
#endif
    since_if_built("pkey_alloc", VERSION(4, 9), rawmap_syscall2(RAWMAP_NR_pkey_alloc, 1, 0));
}

/* Both kinds of request fail on zeroed arguments, with another errno than a kernel that does not know them. */
static void check_requests(void)
{
    static uint64_t zero[16];
    rawmap_word fd = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of("/proc/self/maps"), 0, 0);
    since("PROCMAP_QUERY", VERSION(6, 11),
          rawmap_syscall3(RAWMAP_NR_ioctl, fd, (rawmap_word)RAWMAP_LINUX_PROCMAP_QUERY, word_of(zero)),
          -RAWMAP_LINUX_ENOTTY);
    (void)rawmap_syscall1(RAWMAP_NR_close, fd);
    fd = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of("/proc/self/pagemap"), 0, 0);
    since("PAGEMAP_SCAN", VERSION(6, 7),
          rawmap_syscall3(RAWMAP_NR_ioctl, fd, (rawmap_word)RAWMAP_LINUX_PAGEMAP_SCAN, word_of(zero)),
          -RAWMAP_LINUX_ENOTTY);
    (void)rawmap_syscall1(RAWMAP_NR_close, fd);
}

static void check_droppable(void)
{
    const long kind = RAWMAP_LINUX_MAP_DROPPABLE | RAWMAP_LINUX_MAP_ANONYMOUS;
    rawmap_word base = map(ROOM, RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE, kind);
    rawmap_word lacking = -RAWMAP_LINUX_EINVAL;
    long version = VERSION(6, 11);
    if (kernel_bits == 32) {
        /* Known from 6.11 on, but never built in: EOPNOTSUPP, or the kernel's internal 524 until that was mended. */
        version = VERSION(999, 0);
        if (kernel_version >= VERSION(6, 11))
            lacking = base == -524 ? -524 : -RAWMAP_LINUX_EOPNOTSUPP;
    }
    since("MAP_DROPPABLE", version, base < 0 && base >= -4095 ? base : 0, lacking);
}

/* What came to shared memory later than to private memory. */
static void check_shared(void)
{
    const rawmap_word base = map(ROOM, RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE,
                                 RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_ANONYMOUS);
    since("MADV_GUARD_INSTALL on shared memory", VERSION(6, 15),
          rawmap_syscall3(RAWMAP_NR_madvise, base, ROOM, RAWMAP_LINUX_MADV_GUARD_INSTALL), -RAWMAP_LINUX_EINVAL);
    since("MREMAP_DONTUNMAP of shared memory", VERSION(5, 13),
          rawmap_syscall5(RAWMAP_NR_mremap, base, ROOM, ROOM,
                          RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_DONTUNMAP, 0),
          -RAWMAP_LINUX_EINVAL);
}

/* One mremap over several mappings: the second half of a span is made one of its own. */
static void check_several(rawmap_word base)
{
    const rawmap_word target = map(ROOM, 0, RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS);
    (void)rawmap_syscall3(RAWMAP_NR_mprotect, base + ROOM / 2, ROOM / 2, RAWMAP_LINUX_PROT_READ);
    since("moving a span of several mappings", VERSION(6, 17),
          rawmap_syscall5(RAWMAP_NR_mremap, base, ROOM, ROOM, RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_FIXED,
                          target),
          -RAWMAP_LINUX_EFAULT);
}

static void check_mappings(rawmap_word base)
{
    rawmap_word other = rawmap_syscall5(RAWMAP_NR_mremap, base, ROOM, ROOM,
                                        RAWMAP_LINUX_MREMAP_MAYMOVE | RAWMAP_LINUX_MREMAP_DONTUNMAP, 0);
    since("MREMAP_DONTUNMAP", VERSION(5, 7), other, -RAWMAP_LINUX_EINVAL);
    check_shared();
    check_several(base);
    check_droppable();
}

static int run(long count, char **arguments)
{
    static char name[6][65];
    const char *minor;
    rawmap_word base = map(ROOM, RAWMAP_LINUX_PROT_READ | RAWMAP_LINUX_PROT_WRITE,
                           RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS);
    if (count != 2 || rawmap_syscall1(RAWMAP_NR_uname, word_of(name)) || (base < 0 && base >= -4095))
        return 2;
    kernel_bits = number_in(arguments[1]);
    for (minor = name[2]; *minor && *minor != '.'; minor++)
        ;
    kernel_version = VERSION(number_in(name[2]), *minor ? number_in(minor + 1) : 0);

    check_advice(base);
    check_calls();
    check_files();
    check_requests();
    check_mappings(base);

    print("since: ");
    print_number(passed);
    print(" passed, ");
    print_number(failed);
    print(" failed, ");
    print_number(skipped);
    print(" skipped\n");
    return failed != 0;
}

void since_main(uintptr_t *stack);

__attribute__((used)) void since_main(uintptr_t *stack)
{
    leave(run((long)stack[0], (char **)(stack + 1)));
}

RAWMAP_START(since_main);
