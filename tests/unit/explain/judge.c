/* SPDX-License-Identifier: MIT */
/* rawmap_judge_call: the words of calls as programs write them, and what the rules say of each. */
#include "unit_explain.h"

#define PLAIN (MAP_PRIVATE | MAP_ANONYMOUS)
#define RW (PROT_READ | PROT_WRITE)

static unit_told told;

static void judged(rawmap_status status, bool ignored, const char *name, int line)
{
    const rawmap_judged_call found = rawmap_judge_call(told.call.number, told.call.words);
    cr_assert(found.status == status, "line %d: %s, expected %s", line, rawmap_status_name(found.status),
              rawmap_status_name(status));
    cr_assert(found.ignored == ignored, "line %d: ignored is %d", line, (int)found.ignored);
    cr_assert(strcmp(found.name, name) == 0, "line %d: %s, expected %s", line, found.name, name);
}
#define JUDGED(cause, ignored, name) judged(RAWMAP_##cause, (ignored), (name), __LINE__)
#define MMAP(cause, ignored, name, address, length, protection, flags, file)                                           \
    do {                                                                                                               \
        unit_mmap_words(&told, (const void *)(uintptr_t)(address), (length), (protection), (flags), (file));           \
        JUDGED(cause, ignored, name);                                                                                  \
    } while (0)
#define CALL(cause, ignored, name, call, a, b, c, d, e)                                                                \
    do {                                                                                                               \
        unit_words(&told, RAWMAP_NR_##call, (rawmap_word)(a), (rawmap_word)(b), (rawmap_word)(c), (rawmap_word)(d),    \
                   (rawmap_word)(e), 0);                                                                               \
        JUDGED(cause, ignored, name);                                                                                  \
    } while (0)

/* Which of the four it is. */
Test(judge, mmap_is_four_calls)
{
    MMAP(OK, false, "map", 0, 4096, RW, PLAIN, -1);
    MMAP(OK, false, "map", 0x100000, 4096, RW, PLAIN | MAP_FIXED_NOREPLACE, -1);
    MMAP(OK, false, "map", 0x100000, 4096, RW, PLAIN | MAP_FIXED_NOREPLACE | MAP_FIXED, -1);
    MMAP(OK, false, "replace", 0x100000, 4096, RW, PLAIN | MAP_FIXED, -1);
    MMAP(OK, false, "map_file", 0, 4096, RW, MAP_PRIVATE, 3);
    MMAP(OK, false, "replace_file", 0x100000, 4096, RW, MAP_SHARED | MAP_FIXED, 3);
    MMAP(LENGTH_ZERO, false, "map", 0, 0, RW, PLAIN, -1);
    MMAP(SPAN_EMPTY, false, "replace", 0x100000, 0, RW, PLAIN | MAP_FIXED, -1);
    MMAP(SPAN_UNALIGNED, false, "replace", 0x100001, 1, RW, PLAIN | MAP_FIXED, -1);
    MMAP(EXACT_UNALIGNED, false, "map", 0x100001, 1, RW, PLAIN | MAP_FIXED_NOREPLACE, -1);
    MMAP(FILE_NEGATIVE, false, "map_file", 0, 4096, RW, MAP_PRIVATE, -1);
    MMAP(KIND_INVALID, false, "map", 0, 4096, RW, MAP_ANONYMOUS, -1);
    MMAP(KIND_INVALID, false, "map_file", 0, 4096, RW, 0, 3);
    MMAP(LENGTH_WRAPS, false, "map", 0, SIZE_MAX, RW, PLAIN, -1);
}

/* What Linux takes, and loses a part of. */
Test(judge, mmap_loses)
{
    MMAP(NEAR_UNALIGNED, true, "map", 0x100001, 4096, RW, PLAIN, -1);
    MMAP(KIND_UNKNOWN_BITS, true, "map_file", 0, 4096, PROT_READ, MAP_PRIVATE | MAP_DENYWRITE, 3);
    MMAP(KIND_UNKNOWN_BITS, true, "replace_file", 0x100000, 4096, PROT_READ, MAP_PRIVATE | MAP_FIXED | MAP_DENYWRITE,
         3);
    MMAP(KIND_UNKNOWN_BITS, true, "map", 0, 4096, RW, PLAIN | MAP_EXECUTABLE, -1);
    MMAP(KIND_UNKNOWN_BITS, true, "map", 0, 4096, RW, PLAIN | MAP_POPULATE | MAP_NONBLOCK, -1);
    MMAP(POPULATE_NEEDS_ACCESS, true, "map", 0, 4096, PROT_NONE, PLAIN | MAP_POPULATE, -1);
    MMAP(KIND_UNKNOWN_BITS, false, "map_file", 0, 4096, PROT_READ, 3 | 1 << 24, 3); /* validated, and refused */
    MMAP(PROT_GROWS_NEEDS_PROTECT, true, "map", 0, 4096, RW | PROT_GROWSDOWN, PLAIN, -1);
    MMAP(HUGE_LENGTH_UNEVEN, true, "map", 0, 4096, RW, PLAIN | MAP_HUGETLB | 21 << 26, -1);
}

/* What no type of this library says, and Linux does: nothing is said against it. */
Test(judge, words_of_others)
{
    MMAP(OK, false, "map", 0, 4096, RW, PLAIN | MAP_HUGETLB, -1); /* of the size that is usual here */
    MMAP(OK, false, "map", 0, 4096, RW, PLAIN | MAP_STACK | MAP_NORESERVE, -1);
    MMAP(OK, false, "map_file", 0, 4096, RW, MAP_PRIVATE | MAP_STACK, 3);
    MMAP(OK, false, "map_file", 0, 4096, RW, 3 /* MAP_SHARED_VALIDATE */, 3);
    MMAP(OK, false, "map", 0, 4096, RW, MAP_SHARED | MAP_ANONYMOUS, 77);
    MMAP(DROPPABLE_LOCKED, false, "map", 0, 4096, RW, 8 /* MAP_DROPPABLE */ | MAP_ANONYMOUS | MAP_LOCKED, -1);
}

Test(judge, spans)
{
    CALL(OK, false, "unmap", munmap, 0x100000, 4096, 0, 0, 0);
    CALL(SPAN_EMPTY, false, "unmap", munmap, 0x100000, 0, 0, 0, 0);
    CALL(SPAN_UNALIGNED, false, "unmap", munmap, 0x100001, 4096, 0, 0, 0);
    CALL(SPAN_EMPTY, true, "protect", mprotect, 0x100000, 0, PROT_READ, 0, 0);
    CALL(PROT_UNKNOWN_BITS, false, "protect", mprotect, 0x100000, 4096, 0x4000, 0, 0);
    CALL(SPAN_WRAPS_ENOMEM, false, "protect", mprotect, UINTPTR_MAX - RAWMAP_PAGE_SIZE_MAX + 1,
         8 * RAWMAP_PAGE_SIZE_MAX, 0, 0, 0);
    CALL(OK, false, "protect", pkey_mprotect, 0x100000, 4096, PROT_READ, -1, 0); /* as mprotect does */
    CALL(PKEY_NEGATIVE, false, "pkey_protect", pkey_mprotect, 0x100000, 4096, PROT_READ, -2, 0);
    CALL(OK, false, "pkey_protect", pkey_mprotect, 0x100000, 4096, PROT_READ, 1, 0);
    CALL(SPAN_EMPTY, true, "advise", madvise, 0x100000, 0, MADV_DONTNEED, 0, 0);
    CALL(SYNC_NOTHING_ASKED, true, "sync", msync, 0x100000, 4096, 0, 0, 0);
    CALL(SYNC_CONTRADICTION, false, "sync", msync, 0x100000, 4096, MS_SYNC | MS_ASYNC, 0, 0);
    CALL(SPAN_EMPTY, true, "lock", mlock, 0x100000, 0, 0, 0, 0);
    CALL(OK, false, "lock", mlock2, 0x100001, 1, 1, 0, 0);
    CALL(LOCK_UNKNOWN_BITS, false, "lock_on_fault", mlock2, 0x100001, 1, 2, 0, 0);
    CALL(OK, false, "unlock", munlock, 0x100001, 1, 0, 0, 0);
    CALL(LOCK_ALL_NOTHING_ASKED, false, "lock_all", mlockall, 0, 0, 0, 0, 0);
    CALL(OK, false, "residency", mincore, 0x100000, 1 << 20, 0x200000, 0, 0);
    CALL(SPAN_UNALIGNED, false, "residency", mincore, 0x100001, 1 << 20, 0x200000, 0, 0);
    CALL(SPAN_UNALIGNED, false, "seal", mseal, 0x100001, 4096, 0, 0, 0);
    CALL(SPAN_EMPTY, false, "remap_file_pages", remap_file_pages, 0x100000, 0, 0, 0, 0);
}

Test(judge, mremap_is_five_calls)
{
    CALL(OK, false, "resize", mremap, 0x100000, 4096, 8192, 0, 0);
    CALL(OK, false, "resize", mremap, 0x100000, 4096, 8192, 1, 0);
    CALL(REMAP_LENGTH_ZERO, false, "resize", mremap, 0x100000, 4096, 0, 1, 0);
    CALL(OK, false, "duplicate", mremap, 0x100000, 0, 4096, 1, 0);
    CALL(OK, false, "move_over", mremap, 0x100000, 4096, 4096, 3, 0x200000);
    CALL(REMAP_OVERLAPS, false, "move_over", mremap, 0x100000, 8192, 8192, 3, 0x101000);
    CALL(OK, false, "move_keep", mremap, 0x100000, 4096, 4096, 5, 0);
    CALL(REMAP_KEEP_RESIZES, false, "move_keep", mremap, 0x100000, 4096, 1 << 20, 5, 0);
    CALL(OK, false, "move_keep_over", mremap, 0x100000, 4096, 4096, 7, 0x200000);
    CALL(OK, false, "duplicate_over", mremap, 0x100000, 0, 4096, 3, 0x200000);
    CALL(REMAP_OVERLAPS, false, "duplicate_over", mremap, 0x100000, 0, 0x10000, 3, 0x108000);
    CALL(REMAP_MAYMOVE_MISSING, false, "resize", mremap, 0x100000, 4096, 4096, 2, 0x200000);
    CALL(REMAP_MAYMOVE_MISSING, false, "resize", mremap, 0x100000, 4096, 4096, 4, 0);
    CALL(REMAP_UNKNOWN_BITS, false, "resize", mremap, 0x100000, 4096, 4096, 8, 0);
}

Test(judge, the_rest)
{
    CALL(OK, false, "memfd", memfd_create, unit_word("x"), 1, 0, 0, 0);
    CALL(MEMFD_UNKNOWN_BITS, false, "memfd", memfd_create, unit_word("x"), 0x1000, 0, 0, 0);
    CALL(MEMFD_EXEC_CONTRADICTION, false, "memfd", memfd_create, unit_word("x"), 0x18, 0, 0, 0);
    CALL(OK, false, "faults_open", userfaultfd, RAWMAP_LINUX_O_CLOEXEC | 1, 0, 0, 0, 0);
    CALL(FAULTS_UNKNOWN_BITS, false, "faults_open", userfaultfd, 2, 0, 0, 0, 0);
    CALL(PKEY_NEGATIVE, false, "pkey_free", pkey_free, -1, 0, 0, 0, 0);
    CALL(PKEY_RIGHTS_UNKNOWN_BITS, false, "pkey_alloc", pkey_alloc, 0, 0x4000, 0, 0, 0);
    CALL(LENGTH_ZERO, false, "map_shadow_stack", map_shadow_stack, 0, 0, 0, 0, 0);
#ifdef RAWMAP_NR_shmget
    CALL(OK, false, "shm_new", shmget, 0, 4096, 01600, 0, 0);
    CALL(LENGTH_ZERO, false, "shm_new", shmget, 0, 0, 01600, 0, 0);
    CALL(OK, false, "shm_new", shmget, 0, 4096, 01600 | 04000, 0, 0); /* huge pages of the size that is usual here */
    CALL(OK, false, "shm_new", shmget, 0, 2 << 20, 01600 | 04000 | 21 << 26, 0, 0);
    CALL(OK, false, "shm_find", shmget, 7, 4096, 0600, 0, 0);
    CALL(OK, false, "shm_find", shmget, 7, 0, 01600, 0, 0); /* one may be there */
    CALL(LENGTH_ZERO, false, "shm_create", shmget, 7, 0, 03600, 0, 0);
    CALL(OK, false, "shm_attach", shmat, 7, 0, 010000, 0, 0);
    CALL(SHM_NEGATIVE, false, "shm_attach", shmat, -7, 0, 0, 0, 0);
    CALL(EXACT_UNALIGNED, false, "shm_attach", shmat, 7, 0x100001, 0, 0, 0);
    CALL(OK, false, "shm_attach", shmat, 7, 0x100001, 020000, 0, 0); /* SHM_RND */
    CALL(SPAN_UNALIGNED, false, "shm_detach", shmdt, 0x100001, 0, 0, 0, 0);
    CALL(SHM_NEGATIVE, false, "shm_remove", shmctl, -7, 0, 0, 0, 0);
    CALL(SHM_NEGATIVE, false, "shm_lock", shmctl, -7, 0x100 | 11, 0, 0, 0); /* IPC_64 */
    CALL(SHM_NEGATIVE, false, "shm_unlock", shmctl, -7, 12, 0, 0, 0);
    CALL(SHM_NEGATIVE, false, "shm_permit", shmctl, -7, 1, 0x100000, 0, 0);
    CALL(OK, false, "shm_permit", shmctl, 0, 1, 0x100000, 0, 0);
    CALL(SHM_NEGATIVE, false, "shm_look", shmctl, -7, 2, 0x100000, 0, 0);
    CALL(OK, false, "shm_look", shmctl, 7, 2, 0x100000, 0, 0);
    CALL(OK, false, "shm_at", shmctl, 7, 13, 0x100000, 0, 0);
#endif
#ifdef RAWMAP_NR_ipc
    CALL(LENGTH_ZERO, false, "shm_create", ipc, 23, 7, 0, 03600, 0);
    CALL(SHM_NEGATIVE, false, "shm_attach", ipc, 21, -7, 0, 0, 0);
    CALL(EXACT_UNALIGNED, false, "shm_attach", ipc, 21, 7, 0, 0, 0x100001);
    CALL(OK, false, "shm_attach", ipc, 21, 7, 020000, 0, 0x100001);
    CALL(SPAN_UNALIGNED, false, "shm_detach", ipc, 22, 0, 0, 0, 0x100001);
    CALL(OK, false, "shm_remove", ipc, 24, 7, 0, 0, 0);
    CALL(SHM_NEGATIVE, false, "shm_look", ipc, 24, -7, 2, 0, 0);
    CALL(NOT_JUDGED, false, "", ipc, 11, 7, 0, 0, 0);
    CALL(NOT_JUDGED, false, "", ipc, 21 | 1 << 16, 7, 0, 0, 0); /* of another system's making */
#endif
#ifndef RAWMAP_NR_ftruncate64
    CALL(OK, false, "file_resize", ftruncate, 3, 1 << 20, 0, 0, 0);
    CALL(FILE_LENGTH_OVER, false, "file_resize", ftruncate, 3, -1, 0, 0, 0);
    CALL(FILE_RANGE_EMPTY, false, "file_allocate", fallocate, 3, 0, 4096, 0, 0);
    CALL(FILE_RANGE_PAST_LIMIT, false, "file_allocate", fallocate, 3, 1, 4096, INT64_MAX, 0);
    CALL(NOT_JUDGED, false, "", fallocate, 3, 0x80, 4096, 0, 0);
#endif
    CALL(OK, false, "break_set", brk, 0, 0, 0, 0, 0); /* where is it? */
    CALL(OK, false, "break_set", brk, 0x100000, 0, 0, 0, 0);
    CALL(OK, false, "process_advise", process_madvise, 3, 0x100000, 1, 20, 0);
    CALL(SPANS_NONE, true, "process_advise", process_madvise, 3, 0x100000, 0, 20, 0);
    CALL(SPANS_TOO_MANY, false, "process_advise", process_madvise, 3, 0x100000, 1025, 20, 0);
    CALL(PROCESS_NOT_OPEN, false, "process_advise", process_madvise, -1, 0x100000, 1, 20, 0);
    CALL(POLICY_UNKNOWN_BITS, false, "numa_set", set_mempolicy, 77, 0, 0, 0, 0);
    CALL(POLICY_NEEDS_NODES, false, "numa_bind", mbind, 0x100000, 4096, 2, 0, 0);
    CALL(OK, false, "numa_bind", mbind, 0x100000, 4096, 2, 0x100000, 65);
    CALL(NODES_UNEVEN, false, "numa_now", get_mempolicy, 0, 0x100000, 1001, 0, 0);
    CALL(OK, false, "numa_now", get_mempolicy, 0, 0x100000, 1025, 0, 0);
    CALL(OK, false, "numa_now", get_mempolicy, 0, 0x100000, 1001, 0, 8); /* as no function asks */
    CALL(OK, false, "numa_next", get_mempolicy, 0x100000, 0, 0, 0, 1);
    CALL(NODES_MISSING, true, "numa_migrate", migrate_pages, 7, 65, 0, 0x100000, 0);
    CALL(PROCESS_NEGATIVE, false, "numa_migrate", migrate_pages, -7, 65, 0x100000, 0x100000, 0);
    CALL(PROCESS_NEGATIVE, false, "numa_where", move_pages, -7, 1, 0x100000, 0, 0x100000);
    CALL(PAGES_MISSING, false, "numa_where", move_pages, 7, 1, 0, 0, 0x100000);
    CALL(NUMA_MOVE_UNSAID, false, "numa_move", move_pages, 7, 1, 0x100000, 0x100000, 0x100000);
    CALL(NOT_JUDGED, false, "", read, 0, 0, 0, 0, 0);
    CALL(NOT_JUDGED, false, "", openat, -100, 0, 0, 0, 0);
}

/* Nothing is called, whatever the words are. */
Test(judge, calls_nothing)
{
    unit_calls = 0;
    MMAP(OK, false, "map", 0, 4096, RW, PLAIN | MAP_HUGETLB, -1);
    CALL(OK, false, "protect", mprotect, 0x100000, 4096, PROT_READ, 0, 0);
    CALL(OK, false, "memfd", memfd_create, 1, 0, 0, 0, 0);
    CALL(OK, false, "resize", mremap, 0x100000, 4096, 8192, 0, 0);
    cr_assert_eq(unit_calls, 0);
}
