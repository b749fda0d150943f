/* SPDX-License-Identifier: MIT */
/* What can be wrong with the arguments of calls on files, segments, processes, nodes and pages: see pairs_map.h. */
#ifndef RAWMAP_TESTS_FAULTS_PAIRS_REST_H
#define RAWMAP_TESTS_FAULTS_PAIRS_REST_H

#include "pairs_map.h"

#define OF(type, bits_) ((rawmap_##type){.bits = (unsigned)(bits_)})
#define OVER_63 (1ull << 63)
#define CLOSED 987
#define UNREADABLE 8

static const char long_name[] =
    "a name of more than 249 bytes a name of more than 249 bytes a name of more than 249 bytes "
    "a name of more than 249 bytes a name of more than 249 bytes a name of more than 249 bytes "
    "a name of more than 249 bytes a name of more than 249 bytes a name of more than 249 bytes ";

/* clang-format off */
CALL(memfd, (rawmap_memfd((const char *)w[0], OF(memfd_flags, w[1])).status), (uintptr_t) "pairs", 0)
    WRONG(0, 0, AFTER, EFAULT, MEMFD_NAME_MISSING)
    WRONG(0, UNREADABLE, ERRNO, EFAULT, EFAULT)
    WRONG(0, long_name, AFTER, EINVAL, MEMFD_NAME_TOO_LONG)
    JOINED(1, 0x800, AFTER, EINVAL, MEMFD_UNKNOWN_BITS)
    JOINED(1, RAWMAP_LINUX_MFD_EXEC | RAWMAP_LINUX_MFD_NOEXEC_SEAL, AFTER, EINVAL, MEMFD_EXEC_CONTRADICTION)
    JOINED(1, RAWMAP_LINUX_MFD_HUGETLB | 23u << 26, AFTER, ENODEV, MEMFD_HUGE_SIZE_UNSUPPORTED)
DONE

CALL(file_seal, rawmap_file_seal((int)w[0], OF(seals, w[1])), (uintptr_t)file, RAWMAP_LINUX_F_SEAL_SHRINK)
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE)
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF)
    WRONG(0, a_pipe, ERRNO, EPERM, EPERM)
    WRONG(0, unsealable, AFTER, EINVAL, FILE_UNSEALABLE)
    WRONG(1, 0, BEFORE, EINVAL, FILE_SEAL_NOTHING_ASKED)
    JOINED(1, 0x8000, AFTER, EINVAL, FILE_SEAL_UNKNOWN_BITS)
DONE

CALL(file_seals, rawmap_file_seals((int)w[0]).status, (uintptr_t)file)
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE)
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF)
    WRONG(0, unsealable, AFTER, EINVAL, FILE_UNSEALABLE)
DONE

CALL(file_close, rawmap_file_close((int)w[0]), CLOSED)
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE)
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF)
    WRONG(0, CLOSED + 1, ERRNO, EBADF, EBADF)
DONE

CALL(file_resize, rawmap_file_resize((int)w[0], w[1]), (uintptr_t)a_pipe, PAGE)
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE)
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF)
    WRONG(0, a_pipe, ERRNO, EINVAL, EINVAL)
    WRONG(1, OVER_63, AFTER, EINVAL, FILE_LENGTH_OVER)
DONE

#define RANGE(call) \
CALL(call, rawmap_##call((int)w[0], w[1], w[2]), (uintptr_t)file, 0, PAGE) \
    FILE_RANGE \
DONE
#define ALLOCATING(call) \
CALL(call, rawmap_##call((int)w[0], w[1], w[2], OF(allocate_flags, w[3])), (uintptr_t)file, 0, PAGE, 0) \
    FILE_RANGE \
    JOINED(3, 0x40, BEFORE, EOPNOTSUPP, ALLOCATE_UNKNOWN_BITS) \
DONE
#define FILE_RANGE \
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE) \
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF) \
    WRONG(1, OVER_63, AFTER, EINVAL, FILE_RANGE_OVER) \
    WRONG(1, OVER_63 - 4096, AFTER, EFBIG, FILE_RANGE_PAST_LIMIT) \
    WRONG(2, 0, AFTER, EINVAL, FILE_RANGE_EMPTY) \
    WRONG(2, OVER_63, AFTER, EINVAL, FILE_RANGE_OVER)
RANGE(file_punch)
RANGE(file_collapse)
RANGE(file_insert)
ALLOCATING(file_allocate)
ALLOCATING(file_zero)
ALLOCATING(file_unshare)

CALL(file_open, (rawmap_file_open((const char *)w[0], OF(open_how, w[1])).status), (uintptr_t) "/nowhere", 0)
    WRONG(0, 0, AFTER, EFAULT, PATH_MISSING)
    WRONG(0, UNREADABLE, ERRNO, EFAULT, EFAULT)
    WRONG(0, "/nowhere", ERRNO, ENOENT, ENOENT)
    JOINED(1, O_CREAT, BEFORE, EINVAL, OPEN_CREATES)
    JOINED(1, O_TRUNC, BEFORE, EINVAL, OPEN_TRUNCATE_READ_ONLY)
    JOINED(1, O_APPEND, BEFORE, EINVAL, OPEN_APPEND_READ_ONLY)
    JOINED(1, O_ACCMODE, BEFORE, EINVAL, OPEN_ACCESS_CONTRADICTION)
DONE

CALL(shm_new, rawmap_shm_new(w[0], (unsigned)w[1], OF(shm_options, w[2])).status, 0, 0600, 0)
    WRONG(0, 0, AFTER, EINVAL, LENGTH_ZERO)
    WRONG(1, 01600, BEFORE, EINVAL, SHM_UNKNOWN_PERMISSIONS)
    JOINED(2, 1, BEFORE, EINVAL, SHM_UNKNOWN_BITS)
DONE

CALL(shm_create, rawmap_shm_create((int)w[0], w[1], (unsigned)w[2], OF(shm_options, w[3])).status, (uintptr_t)key, PAGE, 0600, 0)
    WRONG(0, 0, BEFORE, EINVAL, SHM_KEY_PRIVATE)
    WRONG(0, key, AFTER, EEXIST, SHM_TAKEN)
    WRONG(2, 01600, BEFORE, EINVAL, SHM_UNKNOWN_PERMISSIONS)
    JOINED(3, 1, BEFORE, EINVAL, SHM_UNKNOWN_BITS)
DONE

CALL(shm_find, rawmap_shm_find((int)w[0], w[1]).status, (uintptr_t)key, PAGE)
    WRONG(0, 0, BEFORE, EINVAL, SHM_KEY_PRIVATE)
    WRONG(0, key + 1, AFTER, ENOENT, SHM_NOT_FOUND)
    WRONG(1, 2 * PAGE, AFTER, EINVAL, SHM_SHORTER)
DONE

CALL(shm_attach, rawmap_shm_attach((rawmap_shm){(int)w[0]}, prot_of(w[1]), placement_of(w[2], w[3])).status, (uintptr_t)segment, 3, HERE, EXACT_BITS)
    WRONG(0, -1, AFTER, EINVAL, SHM_NEGATIVE)
    WRONG(0, 0x7ffffff0, ERRNO, EINVAL, EINVAL)
    WRONG(1, 0, BEFORE, EINVAL, SHM_PROTECTION)
    WRONG(2, HERE, ERRNO, EINVAL, EINVAL)
    WRONG(2, HERE + 1, AFTER, EINVAL, EXACT_UNALIGNED)
    WRONG(2, 0, BEFORE, EINVAL, SHM_PLACEMENT)
DONE

static rawmap_shm_facts facts_of_segment;
CALL(shm_look, rawmap_shm_look((rawmap_shm){(int)w[0]}, &facts_of_segment), (uintptr_t)segment)
    WRONG(0, -1, AFTER, EINVAL, SHM_NEGATIVE)
    WRONG(0, 0x7ffffff0, AFTER, EINVAL, SHM_GONE)
DONE

CALL(shm_permit, rawmap_shm_permit((rawmap_shm){(int)w[0]}, (unsigned)w[1], (unsigned)w[2], (unsigned)w[3]), (uintptr_t)segment, 0, 0, 0600)
    WRONG(0, -1, AFTER, EINVAL, SHM_NEGATIVE)
    WRONG(0, 0x7ffffff0, ERRNO, EINVAL, EINVAL)
    WRONG(1, ~0u, AFTER, EINVAL, SHM_NOBODY)
    WRONG(2, ~0u, AFTER, EINVAL, SHM_NOBODY)
    WRONG(3, 01600, BEFORE, EINVAL, SHM_UNKNOWN_PERMISSIONS)
DONE

CALL(process_open, rawmap_process_open((int)w[0]).status, 0)
    WRONG(0, 0, AFTER, EINVAL, PROCESS_NOT_POSITIVE)
    WRONG(0, -5, AFTER, EINVAL, PROCESS_NOT_POSITIVE)
    WRONG(0, 0x7ffffff0, ERRNO, ESRCH, ESRCH)
DONE

static rawmap_span advised[1];
CALL(process_advise, (rawmap_process_advise((rawmap_process){(int)w[0]}, (const rawmap_span *)w[1], w[2], RAWMAP_ADVICE(willneed)).status), (uintptr_t)self, (uintptr_t)advised, 1)
    WRONG(0, -1, AFTER, EBADF, PROCESS_NOT_OPEN)
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF)
    WRONG(0, file, ERRNO, EBADF, EBADF)
    WRONG(1, 0, AFTER, EFAULT, SPANS_MISSING)
    WRONG(1, UNREADABLE, ERRNO, EFAULT, EFAULT)
    WRONG(2, 0, BEFORE, EINVAL, SPANS_NONE)
    WRONG(2, 1025, AFTER, EINVAL, SPANS_TOO_MANY)
DONE

static uint64_t one_node[64] = {1}, no_node[64];
enum { MPOL_PREFERRED = 1, MPOL_BIND = 2 }; /* the kernel's, which the headers know by their names alone */
#define NODES(at) ((rawmap_nodes){(void *)w[at], (unsigned)w[at + 1]})
CALL(numa_set, rawmap_numa_set(OF(policy, w[0]), NODES(1)), MPOL_BIND, (uintptr_t)one_node, 64)
    WRONG(0, 9, AFTER, EINVAL, POLICY_UNKNOWN_BITS)
    WRONG(0, MPOL_BIND | RAWMAP_LINUX_MPOL_USER_NODEMASK_FLAGS, AFTER, EINVAL, POLICY_STATIC_AND_RELATIVE)
    WRONG(0, MPOL_PREFERRED | RAWMAP_LINUX_MPOL_F_NUMA_BALANCING, AFTER, EINVAL, POLICY_BALANCING)
    WRONG(1, no_node, AFTER, EINVAL, POLICY_NEEDS_NODES)
    WRONG(1, 0, BEFORE, EINVAL, NODES_MISSING)
    WRONG(2, 1u << 30, AFTER, EINVAL, NODES_TOO_MANY)
DONE

CALL(numa_bind, rawmap_numa_bind(FIRST_SPAN, OF(policy, w[2]), NODES(3), OF(numa_pages, w[5])), HERE, PAGE, MPOL_BIND, (uintptr_t)one_node, 64, 0)
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HOLE, ERRNO, EFAULT, EFAULT)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX - PAGE + 1, AFTER, EINVAL, SPAN_WRAPS)
    WRONG(2, 9, AFTER, EINVAL, POLICY_UNKNOWN_BITS)
    WRONG(2, MPOL_BIND | RAWMAP_LINUX_MPOL_USER_NODEMASK_FLAGS, AFTER, EINVAL, POLICY_STATIC_AND_RELATIVE)
    WRONG(2, MPOL_PREFERRED | RAWMAP_LINUX_MPOL_F_NUMA_BALANCING, AFTER, EINVAL, POLICY_BALANCING)
    WRONG(3, no_node, AFTER, EINVAL, POLICY_NEEDS_NODES)
    WRONG(4, 1u << 30, AFTER, EINVAL, NODES_TOO_MANY)
    JOINED(5, 0x800, AFTER, EINVAL, NUMA_PAGES_UNKNOWN_BITS)
DONE

CALL(file_create, (rawmap_file_create((const char *)w[0], (unsigned)w[1], OF(create_how, w[2])).status), (uintptr_t) "/nowhere/at/all", 0600, O_WRONLY)
    WRONG(0, 0, AFTER, EFAULT, PATH_MISSING)
    WRONG(0, UNREADABLE, ERRNO, EFAULT, EFAULT)
    WRONG(1, 0100600, BEFORE, EINVAL, CREATE_UNKNOWN_PERMISSIONS)
    JOINED(2, O_ACCMODE, BEFORE, EINVAL, OPEN_ACCESS_CONTRADICTION)
DONE

#define ON_SEGMENT(call) \
CALL(call, rawmap_##call((rawmap_shm){(int)w[0]}), (uintptr_t)segment) \
    WRONG(0, -1, AFTER, EINVAL, SHM_NEGATIVE) \
    WRONG(0, 0x7ffffff0, AFTER, EINVAL, SHM_GONE) \
DONE
ON_SEGMENT(shm_remove)
ON_SEGMENT(shm_lock)
ON_SEGMENT(shm_unlock)

CALL(shm_detach, rawmap_shm_detach(FIRST_SPAN), HERE, PAGE)
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(0, HERE, AFTER, EINVAL, SHM_NOT_ATTACHED)
DONE

static rawmap_span copied[1];
#define COPYING_OVER(call) \
CALL(call, rawmap_##call((int)w[0], (const rawmap_span *)w[1], w[2], (const rawmap_span *)w[3], w[4]).status, (uintptr_t)getpid(), (uintptr_t)copied, 1, (uintptr_t)copied, 1) \
    WRONG(0, -1, BEFORE, ESRCH, PROCESS_NOT_POSITIVE_ESRCH) \
    WRONG(1, 0, BEFORE, EFAULT, SPANS_MISSING) \
    WRONG(2, 0, BEFORE, EINVAL, SPANS_NONE) \
    WRONG(2, 1025, AFTER, EINVAL, SPANS_TOO_MANY) \
    WRONG(3, 0, BEFORE, EFAULT, SPANS_MISSING) \
    WRONG(4, 0, BEFORE, EINVAL, SPANS_NONE) \
    WRONG(4, 1025, AFTER, EINVAL, SPANS_TOO_MANY) \
DONE
COPYING_OVER(process_read)
COPYING_OVER(process_write)

CALL(thp_set, rawmap_thp_set((rawmap_thp){(unsigned)w[0]}), 2)
    WRONG(0, 2, AFTER, EINVAL, THP_UNKNOWN)
    WRONG(0, 100, AFTER, EINVAL, THP_UNKNOWN)
DONE

CALL(mdwe_set, rawmap_mdwe_set(OF(mdwe_flags, w[0])), 2)
    WRONG(0, 2, AFTER, EINVAL, MDWE_NO_INHERIT_ALONE)
    WRONG(0, 0x100, AFTER, EINVAL, MDWE_UNKNOWN_BITS)
    WRONG(0, 0, BEFORE, EINVAL, MDWE_NOTHING_ASKED)
DONE

static const void *pages_of[1];
static unsigned nodes_of[1];
static rawmap_page_place places_of[1];
CALL(numa_move, rawmap_numa_move((int)w[0], (const void *const *)w[1], (const unsigned *)w[2], (rawmap_page_place *)w[3], w[4], OF(numa_pages, w[5])).status, 0, (uintptr_t)pages_of, (uintptr_t)nodes_of, (uintptr_t)places_of, 1, RAWMAP_LINUX_MPOL_MF_MOVE)
    WRONG(0, -1, AFTER, ESRCH, PROCESS_NEGATIVE)
    WRONG(0, 0x7ffffff0, ERRNO, ESRCH, ESRCH)
    WRONG(1, 0, BEFORE, EFAULT, PAGES_MISSING)
    WRONG(4, 0, BEFORE, EINVAL, PAGES_NONE)
    WRONG(5, 0, BEFORE, EINVAL, NUMA_MOVE_UNSAID)
    JOINED(5, 0x800, AFTER, EINVAL, NUMA_PAGES_UNKNOWN_BITS)
DONE
CALL(numa_where, rawmap_numa_where((int)w[0], (const void *const *)w[1], (rawmap_page_place *)w[2], w[3]), 0, (uintptr_t)pages_of, (uintptr_t)places_of, 1)
    WRONG(0, -1, AFTER, ESRCH, PROCESS_NEGATIVE)
    WRONG(0, 0x7ffffff0, ERRNO, ESRCH, ESRCH)
    WRONG(1, 0, BEFORE, EFAULT, PAGES_MISSING)
    WRONG(3, 0, BEFORE, EINVAL, PAGES_NONE)
DONE
CALL(numa_home, rawmap_numa_home(FIRST_SPAN, (unsigned)w[2]), HERE, PAGE, 0)
    WRONG(0, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED)
    WRONG(1, 0, BEFORE, EINVAL, SPAN_EMPTY)
    WRONG(1, SIZE_MAX - PAGE + 1, AFTER, EINVAL, SPAN_WRAPS)
    WRONG(2, 5000, AFTER, EINVAL, NODE_NOT_HERE)
DONE

static rawmap_page_region region_of_pages;
static const rawmap_page_query *query_of(uintptr_t bits) { static rawmap_page_query query; query.report.bits = (unsigned)bits; return &query; }
#define SCANNING(call) \
CALL(call, rawmap_##call((int)w[0], (rawmap_span){(void *)w[1], w[2]}, query_of(w[3]), (rawmap_page_region *)w[4], w[5]).status, (uintptr_t)pagemap, HERE, PAGE, RAWMAP_PAGES_present, (uintptr_t)&region_of_pages, 1) \
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE) \
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF) \
    WRONG(1, HERE + 1, AFTER, EINVAL, SPAN_UNALIGNED) \
    WRONG(2, 0, BEFORE, EINVAL, SPAN_EMPTY) \
    WRONG(2, SIZE_MAX - PAGE + 1, AFTER, EFAULT, SPAN_WRAPS_EFAULT) \
    WRONG(3, 0x80000000u, AFTER, EINVAL, SCAN_UNKNOWN_BITS) \
    WRONG(4, 0, BEFORE, EINVAL, REGIONS_MISSING) \
    WRONG(5, 0, BEFORE, EINVAL, REGIONS_MISSING) \
DONE
SCANNING(pages_scan)
SCANNING(pages_scan_rearm)
SCANNING(pages_scan_tracked)

static rawmap_cache_counts counts_of_cache;
CALL(cache_states, rawmap_cache_states((int)w[0], w[1], w[2], (rawmap_cache_counts *)w[3]), (uintptr_t)file, 0, PAGE, (uintptr_t)&counts_of_cache)
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE)
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF)
    WRONG(2, 0, BEFORE, EINVAL, LENGTH_ZERO)
    WRONG(3, UNREADABLE, ERRNO, EFAULT, EFAULT)
DONE
CALL(cache_states_to_end, rawmap_cache_states_to_end((int)w[0], w[1], (rawmap_cache_counts *)w[2]), (uintptr_t)file, 0, (uintptr_t)&counts_of_cache)
    WRONG(0, -1, AFTER, EBADF, FILE_NEGATIVE)
    WRONG(0, CLOSED, ERRNO, EBADF, EBADF)
    WRONG(2, UNREADABLE, ERRNO, EFAULT, EFAULT)
DONE
    /* clang-format on */

    static void pairs_of_the_rest(void)
{
    copied[0].base = place;
    copied[0].length = 1;
    table_of_memfd();
    table_of_file_seal();
    table_of_file_seals();
    table_of_file_close();
    table_of_file_resize();
    table_of_file_punch();
    table_of_file_collapse();
    table_of_file_insert();
    table_of_file_allocate();
    table_of_file_zero();
    table_of_file_unshare();
    table_of_file_open();
    table_of_shm_new();
    table_of_shm_create();
    table_of_shm_find();
    table_of_shm_attach();
    table_of_shm_look();
    table_of_shm_permit();
    table_of_shm_remove();
    table_of_shm_lock();
    table_of_shm_unlock();
    table_of_shm_detach();
    table_of_process_read();
    table_of_process_write();
    table_of_file_create();
    table_of_thp_set();
    table_of_mdwe_set();
    table_of_process_open();
    if (machine_lacks("process_madvise") == NULL)
        table_of_process_advise();
    if (machine_lacks("numa") == NULL) {
        table_of_numa_set();
        table_of_numa_bind();
        table_of_numa_move();
        table_of_numa_where();
        table_of_numa_home();
    }
    if (machine_lacks("pagemap_scan") == NULL) {
        table_of_pages_scan();
        table_of_pages_scan_rearm();
        table_of_pages_scan_tracked();
    }
    table_of_cache_states();
    table_of_cache_states_to_end();
}

#endif
