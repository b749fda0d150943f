/* SPDX-License-Identifier: MIT */
/* The two functions of each call in variable.h. */
#include "bare.h"
#include "variable.h"
#include "variable_files.h"

static inline __attribute__((__always_inline__)) rawmap_status bare_there_and_back(size_t length)
{
    const rawmap_mapping mapping = bare_mapping(bare_mmap(0, length, 3, PRIVATE | ANONYMOUS, -1, 0), length);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    return bare_status(hand_syscall2(RAWMAP_NR_munmap, AT(mapping.span)));
}
static inline __attribute__((__always_inline__)) rawmap_status call_there_and_back(size_t length)
{
    const rawmap_mapping mapping = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    return rawmap_unmap(mapping.span);
}

static inline __attribute__((__always_inline__)) rawmap_page_scan
bare_scan(int fd, rawmap_span span, const rawmap_page_query *query, rawmap_page_region *regions, size_t count)
{
    uint64_t asked[12];
    rawmap_page_scan scan = {RAWMAP_OK, 0, (uintptr_t)span.base};
    rawmap_word result;
    asked[0] = sizeof asked;
    asked[1] = 0;
    asked[2] = (uintptr_t)span.base;
    asked[3] = asked[2] + span.length;
    asked[4] = 0;
    asked[5] = (uintptr_t)regions;
    asked[6] = count;
    asked[7] = 0;
    asked[8] = query->without.bits;
    asked[9] = query->all.bits | query->without.bits;
    asked[10] = query->any.bits;
    asked[11] = query->report.bits;
    result = hand_syscall3(RAWMAP_NR_ioctl, fd, (rawmap_word)RAWMAP_LINUX_PAGEMAP_SCAN, WORD((uintptr_t)asked));
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        scan.status = (rawmap_status)-result;
        return scan;
    }
    scan.regions = (size_t)result;
    scan.walked_to = (uintptr_t)asked[4];
    return scan;
}
static inline __attribute__((__always_inline__)) rawmap_status bare_cachestat(int fd, uint64_t offset, uint64_t length,
                                                                              rawmap_cache_counts *counts)
{
    uint64_t range[2];
    range[0] = offset;
    range[1] = length;
    return bare_status(hand_syscall4(RAWMAP_NR_cachestat, fd, WORD((uintptr_t)range), WORD((uintptr_t)counts), 0));
}

static inline __attribute__((__always_inline__)) rawmap_status bare_wake(rawmap_faults faults, rawmap_span span)
{
    uint64_t asked[2];
    asked[0] = (uintptr_t)span.base;
    asked[1] = span.length;
    return bare_status(
        hand_syscall3(RAWMAP_NR_ioctl, faults.file, (rawmap_word)RAWMAP_LINUX_UFFDIO_WAKE, WORD((uintptr_t)asked)));
}
static inline __attribute__((__always_inline__)) rawmap_size bare_zeropage(rawmap_faults faults, rawmap_span span,
                                                                           rawmap_fault_fill fill)
{
    uint64_t asked[4];
    rawmap_size did;
    rawmap_word result;
    asked[0] = (uintptr_t)span.base;
    asked[1] = span.length;
    asked[2] = fill.bits;
    asked[3] = 0;
    result =
        hand_syscall3(RAWMAP_NR_ioctl, faults.file, (rawmap_word)RAWMAP_LINUX_UFFDIO_ZEROPAGE, WORD((uintptr_t)asked));
    did.status = RAWMAP_OK;
    did.bytes = span.length;
    if (__builtin_expect(result < 0 && result >= -4095, 0)) {
        did.status = (rawmap_status)-result;
        did.bytes = (size_t)asked[3];
    }
    return did;
}

#define CALL(name, result, parameters, bare, call, arguments)                                                          \
    result bare_##name parameters;                                                                                     \
    result bare_##name parameters                                                                                      \
    {                                                                                                                  \
        return bare;                                                                                                   \
    }                                                                                                                  \
    result call_##name parameters;                                                                                     \
    result call_##name parameters                                                                                      \
    {                                                                                                                  \
        return call;                                                                                                   \
    }
CALLS(CALL)
CALLS_ON_FILES(CALL)
