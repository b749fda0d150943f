/* SPDX-License-Identifier: MIT */
/* Looking at mappings and pages: the library's calls, and what they ask of Linux. */
#include "../tool.h"

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

/* The list, on every kernel: what cannot be asked is read. */
static void list_mappings(struct answer *answer, const struct row *row)
{
    static char buffer[4200];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    rawmap_span span;
    (void)row;
    if (!memory(answer, 3, &span) ||
        !took(answer, rawmap_protect(rawmap_slice(span, page_size, page_size), RAWMAP_PROT(none))) ||
        !found(answer, rawmap_mappings_open(&list, 0, buffer, sizeof buffer), "/proc/self/maps") ||
        !took(answer, rawmap_mappings_seek(&list, number_of(at(span, page_size)))) ||
        !took(answer, rawmap_mappings_next(&list, &entry)))
        return;
    judge(answer,
          entry.start == number_of(at(span, page_size)) && entry.end == entry.start + page_size &&
              entry.protection.bits == 0 && !entry.shared,
          "it tells where the mapping of an address starts and ends", "it tells of another mapping");
    say(answer, list.by_text ? ", by the text of /proc/self/maps" : ", by PROCMAP_QUERY");
    forget(rawmap_mappings_close(&list));
}

static void scan_pages(struct answer *answer, const struct row *row)
{
    const rawmap_page_query query = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(present)};
    rawmap_page_region found[4];
    rawmap_page_scan scan;
    rawmap_span span;
    int file;
    (void)row;
    if (rawmap_pages_open(&file, 0) != RAWMAP_OK) {
        unknown(answer, "/proc/self/pagemap cannot be opened");
        return;
    }
    if (!memory(answer, 3, &span))
        return;
    *(volatile char *)at(span, page_size) = 1;
    memset(found, 0, sizeof found);
    scan = rawmap_pages_scan(file, span, &query, found, 4);
    if (took(answer, scan.status))
        judge(answer,
              scan.regions == 1 && found[0].start == number_of(at(span, page_size)) &&
                  found[0].end == found[0].start + page_size,
              "of three pages it finds the touched one", "it does not find the touched page");
}

/* Written pages of a tracked span: told, and no longer told once they were. */
static void scan_written(struct answer *answer, const struct row *row)
{
    const rawmap_page_query query = {RAWMAP_PAGES(written), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(written)};
    rawmap_page_region found[4];
    rawmap_page_scan scan;
    rawmap_span span;
    int file;
    const rawmap_opened_faults faults = rawmap_faults_open(RAWMAP_FAULTS(user_mode_only));
    if (rawmap_pages_open(&file, 0) != RAWMAP_OK) {
        unknown(answer, "/proc/self/pagemap cannot be opened");
        return;
    }
    if (!memory(answer, 3, &span) || !took(answer, faults.status) ||
        !took(answer, rawmap_faults_handshake(faults.faults, RAWMAP_FAULT_FEATURES(wp_async)).status) ||
        !took(answer, rawmap_faults_register(faults.faults, span, RAWMAP_FAULT_MODES(wp)).status))
        return;
    fill(span, 1);
    memset(found, 0, sizeof found);
    if (!took(answer, rawmap_pages_scan_rearm(file, span, &query, found, 4).status))
        return;
    *(volatile char *)at(span, page_size) = 2;
    memset(found, 0, sizeof found);
    scan = row->argument ? rawmap_pages_scan_tracked(file, span, &query, found, 4)
                         : rawmap_pages_scan_rearm(file, span, &query, found, 4);
    if (took(answer, scan.status))
        judge(answer,
              scan.regions == 1 && found[0].start == number_of(at(span, page_size)) &&
                  found[0].end == found[0].start + page_size,
              "of three pages it finds the one that was written since", "it does not find the written page");
}

static void cache_state(struct answer *answer, const struct row *row)
{
    rawmap_cache_counts counts = {0, 0, 0, 0, 0};
    const int file = file_of_holes(answer, 8);
    if (file < 0)
        return;
    if (!file_put(file, page_size, 1) || !file_put(file, 5 * page_size, 1)) {
        unknown(answer, "the file to try it on could not be written");
        return;
    }
    if (took(answer, row->argument ? rawmap_cache_states_to_end(file, 0, &counts)
                                   : rawmap_cache_states(file, 0, 8 * (uint64_t)page_size, &counts)))
        judge(answer, counts.cached == 2, "of a file's eight pages it counts the two written ones",
              "it does not count the written pages");
}

const struct row rows_of_linux_looks[] = {
    {"linux", "procmap_query", "6.11", query_mapping, 0},   {"call", "mappings_next", "1.0", list_mappings, 0},
    {"call", "pages_scan", "6.7", scan_pages, 0},           {"call", "pages_scan_rearm", "6.7", scan_written, 0},
    {"call", "pages_scan_tracked", "6.7", scan_written, 1}, {"call", "cache_states", "6.5", cache_state, 0},
    {"call", "cache_states_to_end", "6.5", cache_state, 1}, {0, 0, 0, 0, 0},
};
