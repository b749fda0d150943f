/* SPDX-License-Identifier: MIT */
/* Each call with arguments that the compiler does not know, by hand and by rawmap:
   CALL(name, result, parameters, by hand, by rawmap, the arguments when it is run). When it is run, `fresh` is a span of
   private pages, `shared` one of shared pages, `other` a second private one, `file` a file of that length. */
#define MAP_PARAMETERS (size_t length, rawmap_prot protection, rawmap_kind kind, rawmap_placement placement)
#define BARE_MAP                                                                                                       \
    bare_mapping(bare_mmap(placement.address, length, protection.bits, kind.bits | placement.bits | ANONYMOUS, -1, 0), \
                 length)
#define FILE_PARAMETERS                                                                                                \
    (int fd, uint64_t offset, size_t length, rawmap_prot protection, rawmap_file_kind kind, rawmap_placement placement)
#define BARE_FILE                                                                                                      \
    bare_mapping(bare_mmap(placement.address, length, protection.bits, kind.bits | placement.bits, fd, offset), length)
#define AT(part) WORD((uintptr_t)part.base), WORD(part.length)
#define REMAP(new_length, flags, address)                                                                              \
    bare_mapping(bare_mremap((uintptr_t)span.base, span.length, new_length, flags, address), new_length)

#define CALLS(CALL)                                                                                                    \
    CALL(map, rawmap_mapping, MAP_PARAMETERS, BARE_MAP, rawmap_map(length, protection, kind, placement),               \
         (LENGTH, RW, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE))                                                              \
    CALL(map_near, rawmap_mapping, MAP_PARAMETERS, BARE_MAP, rawmap_map(length, protection, kind, placement),          \
         (LENGTH, RW, RAWMAP_PRIVATE(noreserve), rawmap_near(fresh.base)))                                             \
    CALL(map_exactly, rawmap_mapping, MAP_PARAMETERS, BARE_MAP, rawmap_map(length, protection, kind, placement),       \
         (LENGTH, RW, RAWMAP_PRIVATE(), rawmap_exactly(hole)))                                                         \
    CALL(map_populate, rawmap_mapping, MAP_PARAMETERS, BARE_MAP, rawmap_map(length, protection, kind, placement),      \
         (LENGTH, RW, RAWMAP_SHARED(populate, noreserve), RAWMAP_ANYWHERE))                                            \
    CALL(map_locked, rawmap_mapping, MAP_PARAMETERS, BARE_MAP, rawmap_map(length, protection, kind, placement),        \
         (LENGTH, RAWMAP_PROT(read), RAWMAP_PRIVATE(lock), RAWMAP_LOW_32BIT))                                          \
    CALL(map_none, rawmap_mapping, MAP_PARAMETERS, BARE_MAP, rawmap_map(length, protection, kind, placement),          \
         (LENGTH, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE))                                      \
    CALL(map_droppable, rawmap_mapping, MAP_PARAMETERS, BARE_MAP, rawmap_map(length, protection, kind, placement),     \
         (LENGTH, RW, RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE))                                                            \
    CALL(map_huge, rawmap_mapping, MAP_PARAMETERS, BARE_MAP, rawmap_map(length, protection, kind, placement),          \
         (2097152, RAWMAP_PROT(none), RAWMAP_PRIVATE(huge_2mb, noreserve), RAWMAP_ANYWHERE))                           \
    CALL(map_length, rawmap_mapping, (size_t length),                                                                  \
         bare_mapping(bare_mmap(0, length, 3, PRIVATE | ANONYMOUS, -1, 0), length),                                    \
         rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE), (LENGTH))                    \
    CALL(map_file, rawmap_mapping, FILE_PARAMETERS, BARE_FILE,                                                         \
         rawmap_map_file(fd, offset, length, protection, kind, placement),                                             \
         (file, 0, LENGTH, RW, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE))                                                 \
    CALL(map_file_part, rawmap_mapping, (int fd, uint64_t offset, size_t length),                                      \
         bare_mapping(bare_mmap(0, length, 1, PRIVATE, fd, offset), length),                                           \
         rawmap_map_file(fd, offset, length, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE),               \
         (file, 4096, LENGTH))                                                                                         \
    CALL(replace, rawmap_status, (rawmap_span span, rawmap_prot protection, rawmap_kind kind),                         \
         bare_replaced(bare_mmap((uintptr_t)span.base, span.length, protection.bits,                                   \
                                 kind.bits | ANONYMOUS | RAWMAP_LINUX_MAP_FIXED, -1, 0)),                              \
         rawmap_replace(span, protection, kind), (fresh, RW, RAWMAP_SHARED()))                                         \
    CALL(replace_span, rawmap_status, (rawmap_span span),                                                              \
         bare_replaced(                                                                                                \
             bare_mmap((uintptr_t)span.base, span.length, 0, PRIVATE | ANONYMOUS | RAWMAP_LINUX_MAP_FIXED, -1, 0)),    \
         rawmap_replace(span, RAWMAP_PROT(none), RAWMAP_PRIVATE()), (fresh))                                           \
    CALL(replace_file, rawmap_status,                                                                                  \
         (rawmap_span span, int fd, uint64_t offset, rawmap_prot protection, rawmap_file_kind kind),                   \
         bare_replaced(bare_mmap((uintptr_t)span.base, span.length, protection.bits,                                   \
                                 kind.bits | RAWMAP_LINUX_MAP_FIXED, fd, offset)),                                     \
         rawmap_replace_file(span, fd, offset, protection, kind), (fresh, file, 0, RW, RAWMAP_FILE_SHARED()))          \
    CALL(unmap, rawmap_status, (rawmap_span span), bare_status(hand_syscall2(RAWMAP_NR_munmap, AT(span))),             \
         rawmap_unmap(span), (fresh))                                                                                  \
    CALL(protect, rawmap_status, (rawmap_span span, rawmap_prot protection),                                           \
         bare_status(hand_syscall3(RAWMAP_NR_mprotect, AT(span), WORD(protection.bits))),                              \
         rawmap_protect(span, protection), (fresh, RAWMAP_PROT(read)))                                                 \
    CALL(resize, rawmap_mapping, (rawmap_span span, size_t length), REMAP(length, 0, 0), rawmap_resize(span, length),  \
         (fresh, LENGTH / 2))                                                                                          \
    CALL(resize_or_move, rawmap_mapping, (rawmap_span span, size_t length), REMAP(length, 1, 0),                       \
         rawmap_resize_or_move(span, length), (fresh, 4 * LENGTH))                                                     \
    CALL(move_over, rawmap_mapping, (rawmap_span span, rawmap_span over), REMAP(over.length, 3, (uintptr_t)over.base), \
         rawmap_move_over(span, over), (fresh, other))                                                                 \
    CALL(move_keep, rawmap_mapping, (rawmap_span span), REMAP(span.length, 5, 0), rawmap_move_keep(span), (fresh))     \
    CALL(move_keep_over, rawmap_mapping, (rawmap_span span, rawmap_span over),                                         \
         REMAP(over.length, 7, (uintptr_t)over.base), rawmap_move_keep_over(span, over), (fresh, other))               \
    CALL(duplicate, rawmap_mapping, (rawmap_span span),                                                                \
         bare_mapping(bare_mremap((uintptr_t)span.base, 0, span.length, 1, 0), span.length), rawmap_duplicate(span),   \
         (shared))                                                                                                     \
    CALL(advise, rawmap_status, (rawmap_span span, rawmap_advice advice),                                              \
         bare_status(hand_syscall3(RAWMAP_NR_madvise, AT(span), WORD(advice.value))), rawmap_advise(span, advice),     \
         (fresh, RAWMAP_ADVICE(dontneed)))                                                                             \
    CALL(knows_advice, rawmap_status, (rawmap_advice advice),                                                          \
         bare_known(hand_syscall3(RAWMAP_NR_madvise, 0, 0, WORD(advice.value))), rawmap_knows_advice(advice),          \
         (RAWMAP_ADVICE(dontneed)))                                                                                    \
    CALL(sync, rawmap_status, (rawmap_span span, rawmap_sync_flags flags),                                             \
         bare_status(hand_syscall3(RAWMAP_NR_msync, AT(span), WORD(flags.bits))), rawmap_sync(span, flags),            \
         (shared, RAWMAP_SYNC(sync)))                                                                                  \
    CALL(lock, rawmap_status, (rawmap_span span), bare_status(hand_syscall2(RAWMAP_NR_mlock, AT(span))),               \
         rawmap_lock(span), (fresh))                                                                                   \
    CALL(lock_on_fault, rawmap_status, (rawmap_span span), bare_status(hand_syscall3(RAWMAP_NR_mlock2, AT(span), 1)),  \
         rawmap_lock_on_fault(span), (fresh))                                                                          \
    CALL(unlock, rawmap_status, (rawmap_span span), bare_status(hand_syscall2(RAWMAP_NR_munlock, AT(span))),           \
         rawmap_unlock(span), (fresh))                                                                                 \
    CALL(lock_all, rawmap_status, (rawmap_lock_all_flags flags),                                                       \
         bare_status(hand_syscall1(RAWMAP_NR_mlockall, WORD(flags.bits))), rawmap_lock_all(flags),                     \
         (RAWMAP_LOCK_ALL(future)))                                                                                    \
    CALL(unlock_all, rawmap_status, (void), bare_status(hand_syscall0(RAWMAP_NR_munlockall)), rawmap_unlock_all(), ()) \
    CALL(residency, rawmap_status, (rawmap_span span, unsigned char *vector, size_t vector_length),                    \
         ((void)vector_length, bare_status(hand_syscall3(RAWMAP_NR_mincore, AT(span), WORD((uintptr_t)vector)))),      \
         rawmap_residency(span, vector, vector_length), (fresh, vector, sizeof vector))                                \
    CALL(pages_scan, rawmap_page_scan,                                                                                 \
         (int fd, rawmap_span span, const rawmap_page_query *query, rawmap_page_region *regions, size_t count),        \
         bare_scan(fd, span, query, regions, count), rawmap_pages_scan(fd, span, query, regions, count),               \
         (pagemap, fresh, &present, regions, 4))                                                                       \
    CALL(cache_states, rawmap_status, (int fd, uint64_t offset, uint64_t length, rawmap_cache_counts *counts),         \
         bare_cachestat(fd, offset, length, counts), rawmap_cache_states(fd, offset, length, counts),                  \
         (file, 0, LENGTH, &counts))                                                                                   \
    CALL(cache_states_to_end, rawmap_status, (int fd, uint64_t offset, rawmap_cache_counts *counts),                   \
         bare_cachestat(fd, offset, 0, counts), rawmap_cache_states_to_end(fd, offset, counts), (file, 0, &counts))    \
    CALL(process_advise, rawmap_size,                                                                                  \
         (rawmap_process process, const rawmap_span *spans, size_t count, rawmap_advice advice),                       \
         bare_size(hand_syscall5(RAWMAP_NR_process_madvise, process.file, WORD((uintptr_t)spans), WORD(count),         \
                                 WORD(advice.value), 0)),                                                              \
         rawmap_process_advise(process, spans, count, advice), (self, &fresh, 1, RAWMAP_ADVICE(cold)))                 \
    CALL(process_read, rawmap_size,                                                                                    \
         (int number, const rawmap_span *ours, size_t our_count, const rawmap_span *theirs, size_t their_count),       \
         bare_size(hand_syscall6(RAWMAP_NR_process_vm_readv, number, WORD((uintptr_t)ours), WORD(our_count),           \
                                 WORD((uintptr_t)theirs), WORD(their_count), 0)),                                      \
         rawmap_process_read(number, ours, our_count, theirs, their_count), (getpid(), &fresh, 1, &other, 1))          \
    CALL(faults_wake, rawmap_status, (rawmap_faults faults, rawmap_span span), bare_wake(faults, span),                \
         rawmap_faults_wake(faults, span), (handler, lazy))                                                            \
    CALL(faults_zeropage, rawmap_size, (rawmap_faults faults, rawmap_span span, rawmap_fault_fill fill),               \
         bare_zeropage(faults, span, fill), rawmap_faults_zeropage(faults, span, fill),                                \
         (handler, lazy, (rawmap_fault_fill){0}))                                                                      \
    CALL(map_then_unmap, rawmap_status, (size_t length), bare_there_and_back(length), call_there_and_back(length),     \
         (LENGTH))
