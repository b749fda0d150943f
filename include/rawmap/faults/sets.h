/* SPDX-License-Identifier: MIT */
/* rawmap/faults/sets.h: the sets of names of userfaultfd, each its own type.

   RAWMAP_FAULT_FEATURES(name, ...)   a rawmap_fault_features: what the handshake asks for
       pagefault_flag_wp   5.7   write protection of private memory
       event_fork          4.11  a message when the process forks (CAP_SYS_PTRACE)
       event_remap         4.11  a message when a registered span is moved
       event_remove        4.11  a message when its pages are thrown away
       event_unmap         4.11  a message when it is unmapped
       missing_hugetlbfs   4.11  missing, on huge pages
       missing_shmem       4.11  missing, on shared memory
       sigbus              4.14  a SIGBUS instead of a message
       thread_id           4.14  messages say which thread
       minor_hugetlbfs     5.13  minor, on huge pages
       minor_shmem         5.14  minor, on shared memory
       exact_address       5.18  messages give the address to the byte
       wp_hugetlbfs_shmem  5.19  wp, on huge pages and shared memory
       wp_unpopulated      6.4   wp, on private pages that are not there yet
       poison              6.6   rawmap_faults_poison
       wp_async            6.7   written pages are marked, without a message
       move                6.8   rawmap_faults_move
       rwp                 7.3   rawmap_faults_access_protect
       rwp_async           7.3   touched pages are marked, without a message; at the handshake beside rwp

   RAWMAP_FAULT_MODES(name, ...)      a rawmap_fault_modes: the faults that a span is registered for
       missing    4.3    a page that is not there
       wp         5.7    writing to a page that was write-protected by rawmap_faults_write_protect
       minor      5.13   a page of a file that is in its cache, and not in this mapping
       rwp        7.3    touching a page that was protected by rawmap_faults_access_protect; not beside wp

   RAWMAP_FAULT_CALLS(name, ...)      a rawmap_fault_calls: wake copy zeropage move write_protect from_cache poison
                                      access_protect: what a registered span allows
   RAWMAP_FAULTS(name, ...)           a rawmap_faults_options: nonblock, user_mode_only (5.11)
   RAWMAP_FAULT_COPY(name, ...)       a rawmap_fault_copy: dont_wake, wp (the page comes write-protected)
   RAWMAP_FAULT_FILL(name, ...)       a rawmap_fault_fill: dont_wake
   RAWMAP_FAULT_MOVE(name, ...)       a rawmap_fault_move: dont_wake, allow_holes (absent pages of the source are passed over)

   Kernels of x86-64 and aarch64 have all modes, those of loongarch64 and riscv64 missing and minor, others missing alone.
   dont_wake: the threads that wait stay asleep until rawmap_faults_wake. Each macro has its _INIT form, braced, for an
   object at file scope; RAWMAP_HAS_<FAMILY>_<name> is 1: every architecture has the names. */
#ifndef RAWMAP_FAULTS_SETS_H
#define RAWMAP_FAULTS_SETS_H

#ifndef RAWMAP_FAULTS_H
#include "../core/base.h"
#include "../core/set.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_fault_features_is_made_by_RAWMAP_FAULT_FEATURES {
    unsigned bits;
} rawmap_fault_features;
typedef struct rawmap_fault_modes_is_made_by_RAWMAP_FAULT_MODES {
    unsigned bits;
} rawmap_fault_modes;
typedef struct rawmap_fault_calls_is_made_by_RAWMAP_FAULT_CALLS {
    unsigned bits;
} rawmap_fault_calls;
typedef struct rawmap_faults_options_is_made_by_RAWMAP_FAULTS {
    unsigned bits;
} rawmap_faults_options;
typedef struct rawmap_fault_copy_is_made_by_RAWMAP_FAULT_COPY {
    unsigned bits;
} rawmap_fault_copy;
typedef struct rawmap_fault_fill_is_made_by_RAWMAP_FAULT_FILL {
    unsigned bits;
} rawmap_fault_fill;
typedef struct rawmap_fault_move_is_made_by_RAWMAP_FAULT_MOVE {
    unsigned bits;
} rawmap_fault_move;

/* clang-format off */
#define RAWMAP_FAULT_FEATURES(...) RAWMAP_I_OPEN(rawmap_fault_features){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_FEATURES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FAULT_FEATURES_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_FEATURES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FAULT_FEATURES(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_FAULT_FEATURES(event_fork, thread_id))
#define RAWMAP_FAULT_MODES(...) RAWMAP_I_OPEN(rawmap_fault_modes){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_MODES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(fault_modes_needs_at_least_one_name, FAULT_MODES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(wp_and_rwp_exclude_each_other, FAULT_MODES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FAULT_MODES_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_MODES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(fault_modes_needs_at_least_one_name, FAULT_MODES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(wp_and_rwp_exclude_each_other, FAULT_MODES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FAULT_MODES(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_FAULT_MODES(missing, wp))
#define RAWMAP_FAULT_CALLS(...) RAWMAP_I_OPEN(rawmap_fault_calls){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_CALLS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FAULT_CALLS_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_CALLS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FAULT_CALLS(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_FAULT_CALLS(copy, wake))
#define RAWMAP_FAULTS(...) RAWMAP_I_OPEN(rawmap_faults_options){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULTS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FAULTS_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULTS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FAULTS(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_FAULTS(user_mode_only))
#define RAWMAP_FAULT_COPY(...) RAWMAP_I_OPEN(rawmap_fault_copy){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_COPY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FAULT_COPY_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_COPY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FAULT_COPY(...) RAWMAP_I_ERROR(__VA_ARGS__: write names, as in RAWMAP_FAULT_COPY(dont_wake))
#define RAWMAP_FAULT_FILL(...) RAWMAP_I_OPEN(rawmap_fault_fill){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_FILL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FAULT_FILL_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_FILL, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FAULT_FILL(...) RAWMAP_I_ERROR(__VA_ARGS__: write names, as in RAWMAP_FAULT_FILL(dont_wake))
#define RAWMAP_FAULT_MOVE(...) RAWMAP_I_OPEN(rawmap_fault_move){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_MOVE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_FAULT_MOVE_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, FAULT_MOVE, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_FAULT_MOVE(...) RAWMAP_I_ERROR(__VA_ARGS__: write names, as in RAWMAP_FAULT_MOVE(dont_wake))
/* clang-format on */

#define RAWMAP_FAULT_FEATURES_ 0u
#define RAWMAP_HAS_FAULT_FEATURES_ 1
#define RAWMAP_FAULT_FEATURES_pagefault_flag_wp (RAWMAP_LINUX_UFFD_FEATURE_PAGEFAULT_FLAG_WP + 0u)
#define RAWMAP_FAULT_FEATURES_event_fork (RAWMAP_LINUX_UFFD_FEATURE_EVENT_FORK + 0u)
#define RAWMAP_FAULT_FEATURES_event_remap (RAWMAP_LINUX_UFFD_FEATURE_EVENT_REMAP + 0u)
#define RAWMAP_FAULT_FEATURES_event_remove (RAWMAP_LINUX_UFFD_FEATURE_EVENT_REMOVE + 0u)
#define RAWMAP_FAULT_FEATURES_event_unmap (RAWMAP_LINUX_UFFD_FEATURE_EVENT_UNMAP + 0u)
#define RAWMAP_FAULT_FEATURES_missing_hugetlbfs (RAWMAP_LINUX_UFFD_FEATURE_MISSING_HUGETLBFS + 0u)
#define RAWMAP_FAULT_FEATURES_missing_shmem (RAWMAP_LINUX_UFFD_FEATURE_MISSING_SHMEM + 0u)
#define RAWMAP_FAULT_FEATURES_sigbus (RAWMAP_LINUX_UFFD_FEATURE_SIGBUS + 0u)
#define RAWMAP_FAULT_FEATURES_thread_id (RAWMAP_LINUX_UFFD_FEATURE_THREAD_ID + 0u)
#define RAWMAP_FAULT_FEATURES_minor_hugetlbfs (RAWMAP_LINUX_UFFD_FEATURE_MINOR_HUGETLBFS + 0u)
#define RAWMAP_FAULT_FEATURES_minor_shmem (RAWMAP_LINUX_UFFD_FEATURE_MINOR_SHMEM + 0u)
#define RAWMAP_FAULT_FEATURES_exact_address (RAWMAP_LINUX_UFFD_FEATURE_EXACT_ADDRESS + 0u)
#define RAWMAP_FAULT_FEATURES_wp_hugetlbfs_shmem (RAWMAP_LINUX_UFFD_FEATURE_WP_HUGETLBFS_SHMEM + 0u)
#define RAWMAP_FAULT_FEATURES_wp_unpopulated (RAWMAP_LINUX_UFFD_FEATURE_WP_UNPOPULATED + 0u)
#define RAWMAP_FAULT_FEATURES_poison (RAWMAP_LINUX_UFFD_FEATURE_POISON + 0u)
#define RAWMAP_FAULT_FEATURES_wp_async (RAWMAP_LINUX_UFFD_FEATURE_WP_ASYNC + 0u)
#define RAWMAP_FAULT_FEATURES_move (RAWMAP_LINUX_UFFD_FEATURE_MOVE + 0u)
#define RAWMAP_FAULT_FEATURES_rwp (RAWMAP_LINUX_UFFD_FEATURE_RWP + 0u)
#define RAWMAP_FAULT_FEATURES_rwp_async (RAWMAP_LINUX_UFFD_FEATURE_RWP_ASYNC + 0u)
#define RAWMAP_HAS_FAULT_FEATURES_pagefault_flag_wp 1
#define RAWMAP_HAS_FAULT_FEATURES_event_fork 1
#define RAWMAP_HAS_FAULT_FEATURES_event_remap 1
#define RAWMAP_HAS_FAULT_FEATURES_event_remove 1
#define RAWMAP_HAS_FAULT_FEATURES_event_unmap 1
#define RAWMAP_HAS_FAULT_FEATURES_missing_hugetlbfs 1
#define RAWMAP_HAS_FAULT_FEATURES_missing_shmem 1
#define RAWMAP_HAS_FAULT_FEATURES_sigbus 1
#define RAWMAP_HAS_FAULT_FEATURES_thread_id 1
#define RAWMAP_HAS_FAULT_FEATURES_minor_hugetlbfs 1
#define RAWMAP_HAS_FAULT_FEATURES_minor_shmem 1
#define RAWMAP_HAS_FAULT_FEATURES_exact_address 1
#define RAWMAP_HAS_FAULT_FEATURES_wp_hugetlbfs_shmem 1
#define RAWMAP_HAS_FAULT_FEATURES_wp_unpopulated 1
#define RAWMAP_HAS_FAULT_FEATURES_poison 1
#define RAWMAP_HAS_FAULT_FEATURES_wp_async 1
#define RAWMAP_HAS_FAULT_FEATURES_move 1
#define RAWMAP_HAS_FAULT_FEATURES_rwp 1
#define RAWMAP_HAS_FAULT_FEATURES_rwp_async 1

#define RAWMAP_FAULT_MODES_ 0u
#define RAWMAP_HAS_FAULT_MODES_ 1
#define RAWMAP_FAULT_MODES_missing (RAWMAP_LINUX_UFFDIO_REGISTER_MODE_MISSING + 0u)
#define RAWMAP_FAULT_MODES_wp (RAWMAP_LINUX_UFFDIO_REGISTER_MODE_WP + 0u)
#define RAWMAP_FAULT_MODES_minor (RAWMAP_LINUX_UFFDIO_REGISTER_MODE_MINOR + 0u)
#define RAWMAP_FAULT_MODES_rwp (RAWMAP_LINUX_UFFDIO_REGISTER_MODE_RWP + 0u)
#define RAWMAP_HAS_FAULT_MODES_missing 1
#define RAWMAP_HAS_FAULT_MODES_wp 1
#define RAWMAP_HAS_FAULT_MODES_minor 1
#define RAWMAP_HAS_FAULT_MODES_rwp 1

#define RAWMAP_FAULT_CALLS_ 0u
#define RAWMAP_HAS_FAULT_CALLS_ 1
#define RAWMAP_FAULT_CALLS_wake (4u + 0u)
#define RAWMAP_FAULT_CALLS_copy (8u + 0u)
#define RAWMAP_FAULT_CALLS_zeropage (16u + 0u)
#define RAWMAP_FAULT_CALLS_move (32u + 0u)
#define RAWMAP_FAULT_CALLS_write_protect (64u + 0u)
#define RAWMAP_FAULT_CALLS_from_cache (128u + 0u)
#define RAWMAP_FAULT_CALLS_poison (256u + 0u)
#define RAWMAP_FAULT_CALLS_access_protect (512u + 0u)
#define RAWMAP_HAS_FAULT_CALLS_wake 1
#define RAWMAP_HAS_FAULT_CALLS_copy 1
#define RAWMAP_HAS_FAULT_CALLS_zeropage 1
#define RAWMAP_HAS_FAULT_CALLS_move 1
#define RAWMAP_HAS_FAULT_CALLS_write_protect 1
#define RAWMAP_HAS_FAULT_CALLS_from_cache 1
#define RAWMAP_HAS_FAULT_CALLS_poison 1
#define RAWMAP_HAS_FAULT_CALLS_access_protect 1

#define RAWMAP_FAULTS_ 0u
#define RAWMAP_HAS_FAULTS_ 1
#define RAWMAP_FAULTS_nonblock (RAWMAP_LINUX_O_NONBLOCK + 0u)
#define RAWMAP_FAULTS_user_mode_only (RAWMAP_LINUX_UFFD_USER_MODE_ONLY + 0u)
#define RAWMAP_HAS_FAULTS_nonblock 1
#define RAWMAP_HAS_FAULTS_user_mode_only 1

#define RAWMAP_FAULT_COPY_ 0u
#define RAWMAP_HAS_FAULT_COPY_ 1
#define RAWMAP_FAULT_COPY_dont_wake (RAWMAP_LINUX_UFFDIO_COPY_MODE_DONTWAKE + 0u)
#define RAWMAP_FAULT_COPY_wp (RAWMAP_LINUX_UFFDIO_COPY_MODE_WP + 0u)
#define RAWMAP_HAS_FAULT_COPY_dont_wake 1
#define RAWMAP_HAS_FAULT_COPY_wp 1

#define RAWMAP_FAULT_FILL_ 0u
#define RAWMAP_HAS_FAULT_FILL_ 1
#define RAWMAP_FAULT_FILL_dont_wake (RAWMAP_LINUX_UFFDIO_ZEROPAGE_MODE_DONTWAKE + 0u)
#define RAWMAP_HAS_FAULT_FILL_dont_wake 1

#define RAWMAP_FAULT_MOVE_ 0u
#define RAWMAP_HAS_FAULT_MOVE_ 1
#define RAWMAP_FAULT_MOVE_dont_wake (RAWMAP_LINUX_UFFDIO_MOVE_MODE_DONTWAKE + 0u)
#define RAWMAP_FAULT_MOVE_allow_holes (RAWMAP_LINUX_UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES + 0u)
#define RAWMAP_HAS_FAULT_MOVE_dont_wake 1
#define RAWMAP_HAS_FAULT_MOVE_allow_holes 1

/* clang-format off */
#define RAWMAP_I_FAULT_FEATURES_KNOWN (0u | RAWMAP_FAULT_FEATURES_pagefault_flag_wp | RAWMAP_FAULT_FEATURES_event_fork | RAWMAP_FAULT_FEATURES_event_remap | RAWMAP_FAULT_FEATURES_event_remove | RAWMAP_FAULT_FEATURES_event_unmap | RAWMAP_FAULT_FEATURES_missing_hugetlbfs | RAWMAP_FAULT_FEATURES_missing_shmem | RAWMAP_FAULT_FEATURES_sigbus | RAWMAP_FAULT_FEATURES_thread_id | RAWMAP_FAULT_FEATURES_minor_hugetlbfs | RAWMAP_FAULT_FEATURES_minor_shmem | RAWMAP_FAULT_FEATURES_exact_address | RAWMAP_FAULT_FEATURES_wp_hugetlbfs_shmem | RAWMAP_FAULT_FEATURES_wp_unpopulated | RAWMAP_FAULT_FEATURES_poison | RAWMAP_FAULT_FEATURES_wp_async | RAWMAP_FAULT_FEATURES_move | RAWMAP_FAULT_FEATURES_rwp | RAWMAP_FAULT_FEATURES_rwp_async)
#define RAWMAP_I_FAULT_MODES_KNOWN (0u | RAWMAP_FAULT_MODES_missing | RAWMAP_FAULT_MODES_wp | RAWMAP_FAULT_MODES_minor | RAWMAP_FAULT_MODES_rwp)
#define RAWMAP_I_FAULT_CALLS_KNOWN (0u | RAWMAP_FAULT_CALLS_wake | RAWMAP_FAULT_CALLS_copy | RAWMAP_FAULT_CALLS_zeropage | RAWMAP_FAULT_CALLS_move | RAWMAP_FAULT_CALLS_write_protect | RAWMAP_FAULT_CALLS_from_cache | RAWMAP_FAULT_CALLS_poison | RAWMAP_FAULT_CALLS_access_protect)
#define RAWMAP_I_FAULTS_KNOWN (0u | RAWMAP_FAULTS_nonblock | RAWMAP_FAULTS_user_mode_only)
#define RAWMAP_I_FAULT_COPY_KNOWN (0u | RAWMAP_FAULT_COPY_dont_wake | RAWMAP_FAULT_COPY_wp)
#define RAWMAP_I_FAULT_FILL_KNOWN (0u | RAWMAP_FAULT_FILL_dont_wake)
#define RAWMAP_I_FAULT_MOVE_KNOWN (0u | RAWMAP_FAULT_MOVE_dont_wake | RAWMAP_FAULT_MOVE_allow_holes)
/* clang-format on */

RAWMAP_I_SENTENCE(fault_modes_needs_at_least_one_name)
#define RAWMAP_I_RULE_fault_modes_needs_at_least_one_name(set) ((set) > 0)
RAWMAP_I_SENTENCE(wp_and_rwp_exclude_each_other)
#define RAWMAP_I_RULE_wp_and_rwp_exclude_each_other(set)                                                               \
    (((set) & (RAWMAP_FAULT_MODES_wp)) < 1 || ((set) & (RAWMAP_FAULT_MODES_rwp)) < 1)

RAWMAP_I_END

#endif
