/* SPDX-License-Identifier: MIT */
/* Each name of a set of options is a bit that the call knows; a bit that no name has is refused. */
#include "unit_faults.h"
#include "unit_files.h"
#include "unit_numa.h"
#include "unit_process.h"
#include "unit_shm.h"

#define AT ((uintptr_t)0x40000000u)
#define SPAN_HERE unit_at(AT, 4 * (size_t)RAWMAP_PAGE_SIZE_MAX)

/* TYPE, the bits that each name has, and what a set of them gets as `set`. An option may be refused for what it is beside:
   then not by this cause. */
#define NAMES(type, CAUSE, check, ...)                                                                                 \
    do {                                                                                                               \
        static const unsigned names[] = {__VA_ARGS__};                                                                 \
        unsigned all = 0, bit;                                                                                         \
        type set;                                                                                                      \
        size_t i;                                                                                                      \
        for (i = 0; i < sizeof names / sizeof names[0]; i++) {                                                         \
            set.bits = names[i];                                                                                       \
            all |= names[i];                                                                                           \
            cr_assert_neq((check), RAWMAP_##CAUSE, "%s: the name of %#x is unknown", #check, names[i]);                \
        }                                                                                                              \
        for (bit = 1; bit != 0; bit <<= 1) {                                                                           \
            set.bits = bit;                                                                                            \
            if ((all & bit) == 0)                                                                                      \
                cr_assert_neq((check), RAWMAP_OK, "%s: %#x is nobody's, and is let through", #check, bit);             \
        }                                                                                                              \
    } while (0)

Test(names, of_memory)
{
    NAMES(rawmap_sync_flags, SYNC_UNKNOWN_BITS, rawmap_check_sync(SPAN_HERE, set), RAWMAP_SYNC_sync, RAWMAP_SYNC_async,
          RAWMAP_SYNC_invalidate);
    NAMES(rawmap_lock_all_flags, LOCK_ALL_UNKNOWN_BITS, rawmap_check_lock_all(set), RAWMAP_LOCK_ALL_current,
          RAWMAP_LOCK_ALL_future, RAWMAP_LOCK_ALL_on_fault);
    NAMES(rawmap_prot, PROT_UNKNOWN_BITS, rawmap_check_protect(SPAN_HERE, set), RAWMAP_PROT_read, RAWMAP_PROT_write,
          RAWMAP_PROT_exec, RAWMAP_PROT_growsdown, RAWMAP_PROT_growsup);
}

Test(names, of_files)
{
    NAMES(rawmap_memfd_flags, MEMFD_UNKNOWN_BITS, rawmap_check_memfd("x", set), MFD_CLOEXEC, MFD_ALLOW_SEALING,
          MFD_HUGETLB, 0x8u /* noexec_seal */, 0x10u /* exec */, MFD_HUGETLB | 21u << 26);
    NAMES(rawmap_seals, FILE_SEAL_UNKNOWN_BITS, rawmap_check_file_seal(3, set), F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW,
          F_SEAL_WRITE, 0x10u /* future_write */, 0x20u /* exec */);
    NAMES(rawmap_open_how, OPEN_UNKNOWN_BITS, rawmap_check_file_open("x", set), O_RDONLY, O_WRONLY, O_RDWR, O_CLOEXEC,
          O_NONBLOCK, O_APPEND, O_TRUNC, O_NOFOLLOW, O_NOATIME, O_DIRECT, O_DIRECTORY, O_SYNC, O_DSYNC, O_PATH, O_CREAT,
          O_EXCL, RAWMAP_LINUX_O_LARGEFILE);
    NAMES(rawmap_create_how, OPEN_UNKNOWN_BITS, rawmap_check_file_create("x", 0600, set), O_RDONLY, O_WRONLY, O_RDWR,
          O_CLOEXEC, O_APPEND, O_TRUNC, O_NOFOLLOW, O_NOATIME, O_DIRECT, O_SYNC, O_DSYNC, O_EXCL,
          RAWMAP_LINUX_O_LARGEFILE);
    NAMES(rawmap_allocate_flags, ALLOCATE_UNKNOWN_BITS, rawmap_check_file_allocate(3, 0, 1, set),
          RAWMAP_ALLOCATE_keep_size);
}

Test(names, of_processes_and_nodes)
{
    static const void *const pages[1] = {NULL};
    static const unsigned nodes[1] = {0};
    static rawmap_page_place places[1];
    NAMES(rawmap_mdwe_flags, MDWE_UNKNOWN_BITS, rawmap_check_mdwe_set(set), 1u, 2u);
    NAMES(rawmap_numa_pages, NUMA_PAGES_UNKNOWN_BITS, rawmap_check_numa_move(0, pages, nodes, places, 1, set), 1u << 1,
          1u << 2);
    NAMES(rawmap_shm_options, SHM_UNKNOWN_BITS, rawmap_check_shm_new(4096, 0600, set), SHM_NORESERVE, SHM_HUGETLB,
          SHM_HUGETLB | 21u << 26);
}

Test(names, of_faults)
{
    static const rawmap_faults faults = {3};
    NAMES(rawmap_faults_options, FAULTS_UNKNOWN_BITS, rawmap_check_faults_open(set), O_NONBLOCK, 1u);
    NAMES(rawmap_fault_features, FAULT_FEATURES_UNKNOWN_BITS, rawmap_check_faults_handshake(faults, set), 1u << 0,
          1u << 1, 1u << 2, 1u << 3, 1u << 4, 1u << 5, 1u << 6, 1u << 7, 1u << 8, 1u << 9, 1u << 10, 1u << 11, 1u << 12,
          1u << 13, 1u << 14, 1u << 15, 1u << 16, 1u << 17, 1u << 18);
    NAMES(rawmap_fault_modes, FAULT_MODES_UNKNOWN_BITS, rawmap_check_faults_register(faults, SPAN_HERE, set), 1u << 0,
          1u << 1, 1u << 2, 1u << 3);
    NAMES(rawmap_fault_copy, FAULT_OPTIONS_UNKNOWN_BITS, rawmap_check_faults_copy(faults, (void *)AT, SPAN_HERE, set),
          1u, 2u);
    NAMES(rawmap_fault_move, FAULT_OPTIONS_UNKNOWN_BITS, rawmap_check_faults_move(faults, (void *)AT, SPAN_HERE, set),
          1u, 2u);
    NAMES(rawmap_fault_fill, FAULT_OPTIONS_UNKNOWN_BITS, rawmap_check_faults_zeropage(faults, SPAN_HERE, set), 1u);
}
