/* SPDX-License-Identifier: MIT */
/* Calls of Linux that the library does not wrap: those that look at mappings and page faults. */
#include "tool.h"

static uint64_t number_of(const void *pointer)
{
    return (uintptr_t)pointer;
}

static void query_mapping(struct answer *answer, const struct row *row)
{
    struct {
        uint64_t size, flags, address, start, end, mapping_flags, page_size, offset, inode;
        uint32_t major, minor, name_size, build_id_size;
        uint64_t name, build_id;
    } query;
    rawmap_span span;
    const rawmap_word file = open_read("/proc/self/maps");
    (void)row;
    if (file < 0) {
        unknown(answer, "/proc/self/maps cannot be opened");
        return;
    }
    if (!memory(answer, 3, &span) ||
        !took(answer, rawmap_protect(rawmap_slice(span, page_size, page_size), RAWMAP_PROT(none))))
        return;
    memset(&query, 0, sizeof query);
    query.size = sizeof query;
    query.address = number_of(at(span, page_size));
    if (raw_took(answer,
                 rawmap_syscall3(RAWMAP_NR_ioctl, file, (rawmap_word)RAWMAP_LINUX_PROCMAP_QUERY, word_of(&query))))
        judge(answer, query.start == query.address && query.end == query.address + page_size,
              "it tells where the mapping of an address starts and ends", "it tells of another mapping");
}

static void scan_pages(struct answer *answer, const struct row *row)
{
    struct {
        uint64_t start, end, categories;
    } found[4];
    struct {
        uint64_t size, flags, start, end, walk_end, found, room, most, inverted, all_of, any_of, told;
    } scan;
    rawmap_span span;
    rawmap_word result;
    const rawmap_word file = open_read("/proc/self/pagemap");
    (void)row;
    if (file < 0) {
        unknown(answer, "/proc/self/pagemap cannot be opened");
        return;
    }
    if (!memory(answer, 3, &span))
        return;
    *(volatile char *)at(span, page_size) = 1;
    memset(&scan, 0, sizeof scan);
    memset(found, 0, sizeof found);
    scan.size = sizeof scan;
    scan.start = number_of(span.base);
    scan.end = scan.start + span.length;
    scan.found = number_of(found);
    scan.room = sizeof found / sizeof found[0];
    scan.all_of = scan.told = RAWMAP_LINUX_PAGE_IS_PRESENT;
    result = rawmap_syscall3(RAWMAP_NR_ioctl, file, (rawmap_word)RAWMAP_LINUX_PAGEMAP_SCAN, word_of(&scan));
    if (raw_took(answer, result))
        judge(answer,
              result == 1 && found[0].start == scan.start + page_size && found[0].end == found[0].start + page_size,
              "of three pages it finds the touched one", "it does not find the touched page");
}

static void cache_state(struct answer *answer, const struct row *row)
{
    uint64_t range[2] = {0, 0}, counts[5] = {0, 0, 0, 0, 0};
    const int file = file_of_holes(answer, 8);
    (void)row;
    if (file < 0)
        return;
    if (!file_put(file, page_size, 1) || !file_put(file, 5 * page_size, 1)) {
        unknown(answer, "the file to try it on could not be written");
        return;
    }
    range[1] = 8 * (uint64_t)page_size;
    if (raw_took(answer, rawmap_syscall4(RAWMAP_NR_cachestat, file, word_of(range), word_of(counts), 0)))
        judge(answer, counts[0] == 2, "of a file's eight pages it counts the two written ones",
              "it does not count the written pages");
}

/* A page that nobody has filled cannot be read, until the program itself fills it. Reading through the kernel fails
   under SIGBUS mode, and without privileges always: so no second thread is needed. */
static void page_faults(struct answer *answer, const struct row *row)
{
    static unsigned char page[RAWMAP_PAGE_SIZE_MAX <= 65536 ? RAWMAP_PAGE_SIZE_MAX : 65536];
    struct {
        uint64_t api, features, ioctls;
    } hello = {RAWMAP_LINUX_UFFD_API, RAWMAP_LINUX_UFFD_FEATURE_SIGBUS, 0};
    struct {
        uint64_t start, length, mode, ioctls;
    } range;
    struct {
        uint64_t to, from, length, mode;
        int64_t copied;
    } copy;
    rawmap_span span;
    bool missing;
    rawmap_word file = rawmap_syscall1(RAWMAP_NR_userfaultfd, RAWMAP_LINUX_O_CLOEXEC);
    (void)row;
    if (file == -RAWMAP_LINUX_EPERM)
        file = rawmap_syscall1(RAWMAP_NR_userfaultfd, RAWMAP_LINUX_O_CLOEXEC | RAWMAP_LINUX_UFFD_USER_MODE_ONLY);
    if (!raw_took(answer, file) || !memory(answer, 1, &span))
        return;
    if (page_size > sizeof page) {
        unknown(answer, "known; not tried with pages this large");
        return;
    }
    range.start = number_of(span.base);
    range.length = page_size;
    range.mode = RAWMAP_LINUX_UFFDIO_REGISTER_MODE_MISSING;
    range.ioctls = 0;
    if (!raw_took(answer,
                  rawmap_syscall3(RAWMAP_NR_ioctl, file, (rawmap_word)RAWMAP_LINUX_UFFDIO_API, word_of(&hello))) ||
        !raw_took(answer,
                  rawmap_syscall3(RAWMAP_NR_ioctl, file, (rawmap_word)RAWMAP_LINUX_UFFDIO_REGISTER, word_of(&range))))
        return;
    missing = peek(span.base) < 0;
    page[0] = 5;
    copy.to = range.start;
    copy.from = number_of(page);
    copy.length = page_size;
    copy.mode = 0;
    copy.copied = 0;
    if (raw_took(answer, rawmap_syscall3(RAWMAP_NR_ioctl, file, (rawmap_word)RAWMAP_LINUX_UFFDIO_COPY, word_of(&copy))))
        judge(answer, missing && peek(span.base) == 5, "a missing page cannot be read until it is filled",
              "a missing page can be read");
}

const struct row rows_of_linux_looks[] = {
    {"linux", "procmap_query", "6.11", query_mapping, 0},
    {"linux", "pagemap_scan", "6.7", scan_pages, 0},
    {"linux", "cachestat", "6.5", cache_state, 0},
    {"linux", "userfaultfd", "4.3", page_faults, 0},
    {0, 0, 0, 0, 0},
};
