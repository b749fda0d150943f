/* SPDX-License-Identifier: MIT */
/* Each call with constant arguments, by hand and by rawmap: PAIR(name, result, by hand, by rawmap). */
#include "bare_whole.h"

#define PAIR(name, result, bare, call)                                                                                 \
    result bare_##name(void);                                                                                          \
    result bare_##name(void)                                                                                           \
    {                                                                                                                  \
        return bare;                                                                                                   \
    }                                                                                                                  \
    result call_##name(void);                                                                                          \
    result call_##name(void)                                                                                           \
    {                                                                                                                  \
        return call;                                                                                                   \
    }

#define AT 0x40000000u
#define LENGTH 0x200000u

static inline __attribute__((__always_inline__)) rawmap_span span(uintptr_t address, size_t length)
{
    rawmap_span made;
    made.base = (void *)address;
    made.length = length;
    return made;
}
static unsigned char vector[LENGTH / RAWMAP_PAGE_SIZE_MIN];

#define RW RAWMAP_PROT(read, write)
#define MAP(name, kind, placement, flags, address)                                                                     \
    PAIR(name, rawmap_mapping, bare_mapping(bare_mmap(address, LENGTH, 3, (flags) | ANONYMOUS, -1, 0), LENGTH),        \
         rawmap_map(LENGTH, RW, kind, placement))
#define MAP_FILE(name, kind, placement, flags, address)                                                                \
    PAIR(name, rawmap_mapping, bare_mapping(bare_mmap(address, LENGTH, 3, flags, 3, 0x100000), LENGTH),                \
         rawmap_map_file(3, 0x100000, LENGTH, RW, kind, placement))
#define STATUS(name, bare, call) PAIR(name, rawmap_status, bare_status(bare), call)
#define MAPPING(name, length, bare, call) PAIR(name, rawmap_mapping, bare_mapping(bare, length), call)

MAP(map, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE, PRIVATE, 0)
MAP(map_shared, RAWMAP_SHARED(populate, noreserve), RAWMAP_ANYWHERE,
    SHARED | RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_NORESERVE, 0)
MAP(map_stack, RAWMAP_PRIVATE(stack, growsdown), RAWMAP_ANYWHERE,
    PRIVATE | RAWMAP_LINUX_MAP_STACK | RAWMAP_LINUX_MAP_GROWSDOWN, 0)
MAP(map_near, RAWMAP_PRIVATE(), RAWMAP_NEAR((void *)AT), PRIVATE, AT)
#if RAWMAP_HAS_PLACEMENT_low_32bit
MAP(map_low, RAWMAP_PRIVATE(), RAWMAP_LOW_32BIT, PRIVATE | RAWMAP_LINUX_MAP_32BIT, 0)
#endif
MAP(map_locked, RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE, PRIVATE | RAWMAP_LINUX_MAP_LOCKED, 0)
MAP(map_droppable, RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE, RAWMAP_LINUX_MAP_DROPPABLE, 0)
MAP(map_huge, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE, PRIVATE | RAWMAP_LINUX_MAP_HUGETLB | 21u << 26, 0)
MAP(map_exactly, RAWMAP_PRIVATE(), RAWMAP_EXACTLY((void *)AT), PRIVATE | RAWMAP_LINUX_MAP_FIXED_NOREPLACE, AT)

MAP_FILE(map_file, RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE, PRIVATE, 0)
MAP_FILE(map_file_shared, RAWMAP_FILE_SHARED(populate), RAWMAP_ANYWHERE, SHARED | RAWMAP_LINUX_MAP_POPULATE, 0)
MAP_FILE(map_file_locked, RAWMAP_FILE_SHARED(lock), RAWMAP_ANYWHERE, SHARED | RAWMAP_LINUX_MAP_LOCKED, 0)
MAP_FILE(map_file_huge, RAWMAP_FILE_SHARED(hugetlb), RAWMAP_ANYWHERE, SHARED | RAWMAP_LINUX_MAP_HUGETLB, 0)
MAP_FILE(map_file_sync, RAWMAP_FILE_SHARED(sync), RAWMAP_ANYWHERE, 3 | RAWMAP_LINUX_MAP_SYNC, 0)
MAP_FILE(map_file_exactly, RAWMAP_FILE_SHARED(), RAWMAP_EXACTLY((void *)AT), SHARED | RAWMAP_LINUX_MAP_FIXED_NOREPLACE,
         AT)

PAIR(replace, rawmap_status,
     bare_replaced(bare_mmap(AT, LENGTH, 3, PRIVATE | ANONYMOUS | RAWMAP_LINUX_MAP_FIXED, -1, 0)),
     rawmap_replace(span(AT, LENGTH), RW, RAWMAP_PRIVATE()))
PAIR(replace_file, rawmap_status, bare_replaced(bare_mmap(AT, LENGTH, 3, SHARED | RAWMAP_LINUX_MAP_FIXED, 3, 0x100000)),
     rawmap_replace_file(span(AT, LENGTH), 3, 0x100000, RW, RAWMAP_FILE_SHARED()))

STATUS(unmap, hand_syscall2(RAWMAP_NR_munmap, AT, LENGTH), rawmap_unmap(span(AT, LENGTH)))
STATUS(protect, hand_syscall3(RAWMAP_NR_mprotect, AT, LENGTH, 1), rawmap_protect(span(AT, LENGTH), RAWMAP_PROT(read)))
STATUS(protect_growsdown, hand_syscall3(RAWMAP_NR_mprotect, AT, LENGTH, 0x01000001),
       rawmap_protect(span(AT, LENGTH), RAWMAP_PROT(read, growsdown)))
MAPPING(resize, 3 * LENGTH, bare_mremap(AT, LENGTH, 3 * LENGTH, 0, 0), rawmap_resize(span(AT, LENGTH), 3 * LENGTH))
MAPPING(resize_or_move, 3 * LENGTH, bare_mremap(AT, LENGTH, 3 * LENGTH, 1, 0),
        rawmap_resize_or_move(span(AT, LENGTH), 3 * LENGTH))
MAPPING(move_over, LENGTH, bare_mremap(AT, LENGTH, LENGTH, 3, 2 * AT),
        rawmap_move_over(span(AT, LENGTH), span(2 * AT, LENGTH)))
MAPPING(move_keep, LENGTH, bare_mremap(AT, LENGTH, LENGTH, 5, 0), rawmap_move_keep(span(AT, LENGTH)))
MAPPING(move_keep_over, LENGTH, bare_mremap(AT, LENGTH, LENGTH, 7, 2 * AT),
        rawmap_move_keep_over(span(AT, LENGTH), span(2 * AT, LENGTH)))
MAPPING(move_keep_near, LENGTH, bare_mremap(AT, LENGTH, LENGTH, 5, 2 * AT),
        rawmap_move_keep_near(span(AT, LENGTH), (void *)(2 * AT)))
MAPPING(duplicate_over, LENGTH, bare_mremap(AT, 0, LENGTH, 3, 2 * AT),
        rawmap_duplicate_over(span(AT, LENGTH), span(2 * AT, LENGTH)))
MAPPING(duplicate, LENGTH, bare_mremap(AT, 0, LENGTH, 1, 0), rawmap_duplicate(span(AT, LENGTH)))
STATUS(advise, hand_syscall3(RAWMAP_NR_madvise, AT, LENGTH, RAWMAP_LINUX_MADV_COLD),
       rawmap_advise(span(AT, LENGTH), RAWMAP_ADVICE(cold)))
PAIR(knows_advice, rawmap_status, bare_known(hand_syscall3(RAWMAP_NR_madvise, 0, 0, RAWMAP_LINUX_MADV_COLD)),
     rawmap_knows_advice(RAWMAP_ADVICE(cold)))
STATUS(sync, hand_syscall3(RAWMAP_NR_msync, AT, LENGTH, 4), rawmap_sync(span(AT, LENGTH), RAWMAP_SYNC(sync)))
STATUS(sync_invalidate, hand_syscall3(RAWMAP_NR_msync, AT, LENGTH, 2),
       rawmap_sync(span(AT, LENGTH), RAWMAP_SYNC(invalidate)))
STATUS(lock, hand_syscall2(RAWMAP_NR_mlock, AT, LENGTH), rawmap_lock(span(AT, LENGTH)))
STATUS(lock_on_fault, hand_syscall3(RAWMAP_NR_mlock2, AT, LENGTH, 1), rawmap_lock_on_fault(span(AT, LENGTH)))
STATUS(unlock, hand_syscall2(RAWMAP_NR_munlock, AT, LENGTH), rawmap_unlock(span(AT, LENGTH)))
STATUS(lock_all, hand_syscall1(RAWMAP_NR_mlockall, 3), rawmap_lock_all(RAWMAP_LOCK_ALL(current, future)))
STATUS(unlock_all, hand_syscall0(RAWMAP_NR_munlockall), rawmap_unlock_all())
STATUS(residency, hand_syscall3(RAWMAP_NR_mincore, AT, LENGTH, WORD((uintptr_t)vector)),
       rawmap_residency(span(AT, LENGTH), vector, sizeof vector))

/* The states of pages and of files go through structures, which cost the same by hand. */
static inline __attribute__((__always_inline__)) rawmap_page_scan bare_scan(uint64_t flags)
{
    static rawmap_page_region found[4];
    uint64_t asked[12] = {96, flags, AT, AT + LENGTH,          0, (uintptr_t)found,
                          4,  0,     0,  RAWMAP_PAGES_present, 0, RAWMAP_PAGES_present};
    rawmap_page_scan scan = {RAWMAP_OK, 0, AT};
    const rawmap_word result =
        hand_syscall3(RAWMAP_NR_ioctl, 3, (rawmap_word)RAWMAP_LINUX_PAGEMAP_SCAN, WORD((uintptr_t)asked));
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        scan.status = (rawmap_status)-result;
        return scan;
    }
    scan.regions = (size_t)result;
    scan.walked_to = (uintptr_t)asked[4];
    return scan;
}
static inline __attribute__((__always_inline__)) rawmap_page_scan call_scan(void)
{
    static rawmap_page_region found[4];
    const rawmap_page_query query = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(present)};
    return rawmap_pages_scan(3, span(AT, LENGTH), &query, found, 4);
}
PAIR(pages_scan, rawmap_page_scan, bare_scan(0), call_scan())
#define TRACKED(name, flags)                                                                                           \
    static inline __attribute__((__always_inline__)) rawmap_page_scan ask_##name(void)                                 \
    {                                                                                                                  \
        static rawmap_page_region found[4];                                                                            \
        const rawmap_page_query query = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(),                        \
                                         RAWMAP_PAGES(present)};                                                       \
        return rawmap_##name(3, span(AT, LENGTH), &query, found, 4);                                                   \
    }                                                                                                                  \
    PAIR(name, rawmap_page_scan, bare_scan(flags), ask_##name())
TRACKED(pages_scan_rearm, 3)
TRACKED(pages_scan_tracked, 2)
static rawmap_cache_counts counts;
static inline __attribute__((__always_inline__)) rawmap_status bare_cachestat(uint64_t offset, uint64_t length)
{
    uint64_t range[2];
    range[0] = offset;
    range[1] = length;
    return bare_status(hand_syscall4(RAWMAP_NR_cachestat, 3, WORD((uintptr_t)range), WORD((uintptr_t)&counts), 0));
}
PAIR(cache_states, rawmap_status, bare_cachestat(AT, LENGTH), rawmap_cache_states(3, AT, LENGTH, &counts))
PAIR(cache_states_to_end, rawmap_status, bare_cachestat(AT, 0), rawmap_cache_states_to_end(3, AT, &counts))

/* Processes. */
static inline __attribute__((__always_inline__)) rawmap_opened_process bare_opened(rawmap_word result)
{
    rawmap_opened_process opened;
    opened.status = RAWMAP_OK;
    opened.process.file = (int)result;
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        opened.status = (rawmap_status)-result;
        opened.process.file = -1;
    }
    return opened;
}
static inline __attribute__((__always_inline__)) rawmap_process process(int file)
{
    rawmap_process made;
    made.file = file;
    return made;
}
static rawmap_span spans[2];
#define SPANS WORD((uintptr_t)spans), 2
PAIR(process_open, rawmap_opened_process, bare_opened(hand_syscall2(RAWMAP_NR_pidfd_open, 5, 0)),
     rawmap_process_open(5))
STATUS(process_close, hand_syscall1(RAWMAP_NR_close, 3), rawmap_process_close(process(3)))
PAIR(process_advise, rawmap_size,
     bare_size(hand_syscall5(RAWMAP_NR_process_madvise, 3, SPANS, RAWMAP_LINUX_MADV_COLD, 0)),
     rawmap_process_advise(process(3), spans, 2, RAWMAP_ADVICE(cold)))
STATUS(process_release, hand_syscall2(RAWMAP_NR_process_mrelease, 3, 0), rawmap_process_release(process(3)))
PAIR(process_read, rawmap_size, bare_size(hand_syscall6(RAWMAP_NR_process_vm_readv, 5, SPANS, SPANS, 0)),
     rawmap_process_read(5, spans, 2, spans, 2))
PAIR(process_write, rawmap_size, bare_size(hand_syscall6(RAWMAP_NR_process_vm_writev, 5, SPANS, SPANS, 0)),
     rawmap_process_write(5, spans, 2, spans, 2))

/* Mapped and unmapped in one function: what rawmap_map found out, rawmap_unmap need not ask again. */
static inline __attribute__((__always_inline__)) rawmap_status bare_there_and_back(void)
{
    const rawmap_mapping mapping = bare_mapping(bare_mmap(0, LENGTH, 3, PRIVATE | ANONYMOUS, -1, 0), LENGTH);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    return bare_status(hand_syscall2(RAWMAP_NR_munmap, WORD((uintptr_t)mapping.span.base), WORD(mapping.span.length)));
}
static inline __attribute__((__always_inline__)) rawmap_status call_there_and_back(void)
{
    const rawmap_mapping mapping = rawmap_map(LENGTH, RW, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    return rawmap_unmap(mapping.span);
}
PAIR(map_then_unmap, rawmap_status, bare_there_and_back(), call_there_and_back())

/* Values, without a system call. */
static inline __attribute__((__always_inline__)) rawmap_placement placement(uintptr_t address, unsigned bits)
{
    rawmap_placement made;
    made.address = address;
    made.bits = bits;
    return made;
}
static inline __attribute__((__always_inline__)) rawmap_kind kind(unsigned bits)
{
    rawmap_kind made;
    made.bits = bits;
    return made;
}
PAIR(near, rawmap_placement, placement(AT, 0), rawmap_near((void *)AT))
PAIR(exactly, rawmap_placement, placement(AT, RAWMAP_LINUX_MAP_FIXED_NOREPLACE), rawmap_exactly((void *)AT))
PAIR(near_within, rawmap_placement, placement(AT, 0), rawmap_near_within(RAWMAP_ANYWHERE, (void *)AT))
PAIR(slice, rawmap_span, span(AT + 4096, 8192), rawmap_slice(span(AT, LENGTH), 4096, 8192))
PAIR(kind_union, rawmap_kind, kind(PRIVATE | RAWMAP_LINUX_MAP_LOCKED | RAWMAP_LINUX_MAP_POPULATE),
     rawmap_kind_union(RAWMAP_PRIVATE(lock), RAWMAP_PRIVATE(populate)))
PAIR(kind_huge, rawmap_kind, kind(PRIVATE | RAWMAP_LINUX_MAP_HUGETLB | 21u << 26),
     rawmap_kind_huge(RAWMAP_PRIVATE(), 1u << 21))
PAIR(file_kind_union, rawmap_file_kind, RAWMAP_FILE_SHARED(lock, populate),
     rawmap_file_kind_union(RAWMAP_FILE_SHARED(lock), RAWMAP_FILE_SHARED(populate)))
PAIR(prot_union, rawmap_prot, RAWMAP_PROT(read, write), rawmap_prot_union(RAWMAP_PROT(read), RAWMAP_PROT(write)))
PAIR(sync_union, rawmap_sync_flags, RAWMAP_SYNC(sync, invalidate),
     rawmap_sync_union(RAWMAP_SYNC(sync), RAWMAP_SYNC(invalidate)))
PAIR(lock_all_union, rawmap_lock_all_flags, RAWMAP_LOCK_ALL(current, future),
     rawmap_lock_all_union(RAWMAP_LOCK_ALL(current), RAWMAP_LOCK_ALL(future)))

#include "constant_faults.h"
#include "constant_files.h"
#include "constant_whole.h"
#include "constant_shm.h"
#include "constant_numa.h"
#include "constant_values.h"
