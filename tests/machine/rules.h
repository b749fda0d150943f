/* SPDX-License-Identifier: MIT */
/* What a kernel or a sandbox that lacks a fact of facts.tsv answers, as rules of a seccomp filter: without.c applies those
   of the facts that it is given, and of them the first that fits. */
#ifndef MACHINE_RULES_H
#define MACHINE_RULES_H

#include <errno.h>
#include <sys/syscall.h>

/* Newer than some libc's headers; the same on every architecture but alpha. */
#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif
#ifndef SYS_set_mempolicy_home_node
#define SYS_set_mempolicy_home_node 450
#endif
#ifndef SYS_map_shadow_stack
#define SYS_map_shadow_stack 453
#endif
#ifndef SYS_mseal
#define SYS_mseal 462
#endif

/* Every call of 32-bit programs, and of x32 programs. */
#define CALLS_OF_32BIT (-1)
#define CALLS_OF_X32 (-2)
#define KILL (-1)

struct rule {
    const char *fact;
    long call;
    /* Fits where the argument's lower half, masked, is the value (EQUAL) or is not (OTHER); else always. */
    enum { ALWAYS, EQUAL, OTHER } sort;
    unsigned argument, mask, value;
    int error; /* 0 lets the call through; KILL ends the program, which would wait for its exit to succeed */
};

#define ALL 0xffffffffu
static const struct rule rules[] = {
    {"programs_32bit", CALLS_OF_32BIT, ALWAYS, 0, 0, 0, KILL},
    {"x32", CALLS_OF_X32, ALWAYS, 0, 0, 0, KILL},
    /* Without keys pkey_mprotect is mprotect for the key -1, and refuses every other. */
    {"pkeys", SYS_pkey_alloc, ALWAYS, 0, 0, 0, EINVAL},
    {"pkeys", SYS_pkey_free, ALWAYS, 0, 0, 0, EINVAL},
    {"pkeys", SYS_pkey_mprotect, OTHER, 3, ALL, ALL, EINVAL},
    {"shadow_stack", SYS_map_shadow_stack, ALWAYS, 0, 0, 0, ENOSYS},
    {"names", SYS_prctl, EQUAL, 0, ALL, 0x53564d41, EINVAL}, /* PR_SET_VMA */
    {"numa", SYS_get_mempolicy, ALWAYS, 0, 0, 0, ENOSYS},
    {"numa", SYS_set_mempolicy, ALWAYS, 0, 0, 0, ENOSYS},
    {"numa", SYS_set_mempolicy_home_node, ALWAYS, 0, 0, 0, ENOSYS},
    {"numa", SYS_mbind, ALWAYS, 0, 0, 0, ENOSYS},
    {"numa", SYS_migrate_pages, ALWAYS, 0, 0, 0, ENOSYS},
    {"numa", SYS_move_pages, ALWAYS, 0, 0, 0, ENOSYS},
    {"mseal", SYS_mseal, ALWAYS, 0, 0, 0, ENOSYS},
    {"process_madvise", SYS_process_madvise, ALWAYS, 0, 0, 0, ENOSYS},
    {"swap", SYS_swapon, ALWAYS, 0, 0, 0, EPERM},
    {"userfaultfd", SYS_userfaultfd, ALWAYS, 0, 0, 0, ENOSYS},
    {"secret_memory", SYS_memfd_secret, ALWAYS, 0, 0, 0, ENOSYS},
    {"ptrace", SYS_ptrace, ALWAYS, 0, 0, 0, EPERM},
    /* The flags of clone3 are in memory, where no filter looks. */
    {"user_namespaces", SYS_unshare, OTHER, 0, 0x10000000, 0, EPERM},
    {"user_namespaces", SYS_clone, OTHER, 0, 0x10000000, 0, EPERM},
    {"user_namespaces", SYS_clone3, ALWAYS, 0, 0, 0, ENOSYS},
    {"mount_namespaces", SYS_unshare, OTHER, 0, 0x20000, 0, EPERM},
    {"mount_namespaces", SYS_clone, OTHER, 0, 0x20000, 0, EPERM},
    {"mount_namespaces", SYS_clone3, ALWAYS, 0, 0, 0, ENOSYS},
    {"procmap_query", SYS_ioctl, EQUAL, 1, ALL, 0xc0686611, ENOTTY},
    {"pagemap_scan", SYS_ioctl, EQUAL, 1, ALL, 0xc0606610, ENOTTY},
    {"nested_filters", SYS_seccomp, ALWAYS, 0, 0, 0, ENOSYS},
    {"nested_filters", SYS_prctl, EQUAL, 0, ALL, 22, EINVAL}, /* PR_SET_SECCOMP */
    /* No fact, but a place: what the default filter of Docker's containers refuses where no capability is added, of the
       calls that memory, tests and tools make. Calls that are newer than the filter are ENOSYS. */
    {"docker", SYS_get_mempolicy, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_set_mempolicy, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_set_mempolicy_home_node, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_mbind, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_migrate_pages, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_move_pages, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_userfaultfd, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_process_madvise, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_kcmp, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_pidfd_getfd, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_mseal, ALWAYS, 0, 0, 0, ENOSYS},
    {"docker", SYS_unshare, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_setns, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_clone, OTHER, 0, 0x7e020000, 0, EPERM},
    {"docker", SYS_clone3, ALWAYS, 0, 0, 0, ENOSYS},
    {"docker", SYS_mount, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_umount2, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_pivot_root, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_move_mount, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_open_tree, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_fsopen, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_swapon, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_swapoff, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_bpf, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_perf_event_open, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_io_uring_setup, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_add_key, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_request_key, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_keyctl, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_personality, EQUAL, 0, ALL, 0, 0},
    {"docker", SYS_personality, EQUAL, 0, ALL, 8, 0},
    {"docker", SYS_personality, EQUAL, 0, ALL, 0x20000, 0},
    {"docker", SYS_personality, EQUAL, 0, ALL, 0x20008, 0},
    {"docker", SYS_personality, EQUAL, 0, ALL, ALL, 0},
    {"docker", SYS_personality, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_sethostname, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_syslog, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_open_by_handle_at, ALWAYS, 0, 0, 0, EPERM},
    {"docker", SYS_fanotify_init, ALWAYS, 0, 0, 0, EPERM},
};

#endif
