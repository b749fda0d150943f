/* SPDX-License-Identifier: MIT */
/* The list of mappings, the states of pages and files, explanations, processes. */
#ifndef RAWMAP_TESTS_FAULTS_CALLS_LOOKING_H
#define RAWMAP_TESTS_FAULTS_CALLS_LOOKING_H

#include "calls_files.h"

static char text[4200];
static rawmap_mapping_entry entry;
static rawmap_page_region regions[4];
static rawmap_cache_counts counts;

static void digest(const void *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        found = (found ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
}

/* Every mapping, and then one that is sought again. */
static rawmap_status mappings(void)
{
    rawmap_mappings list;
    rawmap_status status = rawmap_mappings_open(&list, 0, text, sizeof text), closed;
    found = 1;
    if (status != RAWMAP_OK)
        return status;
    for (int i = 0; (status = rawmap_mappings_next(&list, &entry)) == RAWMAP_OK && i < 1000; i++) {
        digest(&entry.start, sizeof entry.start);
        digest(&entry.end, sizeof entry.end);
        digest(&entry.protection.bits, sizeof entry.protection.bits);
        digest(entry.name, strlen(entry.name));
    }
    if (status == RAWMAP_NO_MORE_MAPPINGS) {
        status = rawmap_mappings_seek(&list, (uintptr_t)place + PAGES * PAGE);
        if (status == RAWMAP_OK)
            status = rawmap_mappings_next(&list, &entry);
        digest(&entry.start, sizeof entry.start);
    }
    closed = rawmap_mappings_close(&list);
    return status != RAWMAP_OK ? status : closed;
}

/* On a kernel that has only the text: the hook refuses PROCMAP_QUERY meanwhile. */
static bool by_text;
static rawmap_status mappings_by_text(void)
{
    rawmap_status status;
    by_text = true;
    status = mappings();
    by_text = false;
    return status;
}

/* A failure is explained by what is, or not at all. */
static rawmap_status explained(rawmap_status before, rawmap_status after, rawmap_status is)
{
    found = 0;
    return after == before || after == is ? RAWMAP_OK : after;
}
static rawmap_status explain_hole(void)
{
    return explained(RAWMAP_ENOMEM, rawmap_explain_span(RAWMAP_ENOMEM, span_at(0, 2 * PAGES)), RAWMAP_STATE_HOLE);
}
static rawmap_status explain_whole(void)
{
    return explained(RAWMAP_EFAULT, rawmap_explain_span(RAWMAP_EFAULT, span_at(0, PAGES)), RAWMAP_EFAULT);
}
/* Longer than all addresses: neither the pool nor the room holds it, nor may so much be committed. */
static rawmap_status explain_map(void)
{
    const rawmap_status status = rawmap_explain_map(RAWMAP_ENOMEM, (size_t)1 << 47, RAWMAP_PRIVATE(huge_2mb));
    return explained(RAWMAP_ENOMEM,
                     status == RAWMAP_STATE_NO_ROOM || status == RAWMAP_STATE_OVERCOMMIT ? RAWMAP_STATE_HUGE_POOL
                                                                                         : status,
                     RAWMAP_STATE_HUGE_POOL);
}
static rawmap_status explain_small(void)
{
    return explained(RAWMAP_ENOMEM, rawmap_explain_map(RAWMAP_ENOMEM, PAGE, RAWMAP_PRIVATE()), RAWMAP_ENOMEM);
}

/* Of a hole; and of a lock, whose limits are looked at before it. */
static rawmap_status explained_call(unsigned number, int error, rawmap_status is)
{
    char sentence[RAWMAP_SENTENCE_ROOM];
    const rawmap_failed_call call = {
        0,
        number,
        {(rawmap_word)(uintptr_t)span_at(0, 1).base, (rawmap_word)(2 * PAGES * PAGE), 0, 0, 0, 0},
        error,
        false};
    return explained((rawmap_status)error, rawmap_explain_call(&call, sentence, sizeof sentence).cause, is);
}
static rawmap_status explain_call(void)
{
    return explained_call(RAWMAP_NR_madvise, RAWMAP_ENOMEM, RAWMAP_STATE_HOLE);
}
static rawmap_status explain_call_of_lock(void)
{
    return explained_call(RAWMAP_NR_mlock, RAWMAP_ENOMEM, RAWMAP_STATE_HOLE);
}

static rawmap_status pages_open(void)
{
    int fd;
    const rawmap_status status = rawmap_pages_open(&fd, 0);
    return gave_back(status, fd);
}
static rawmap_status pages_close(void)
{
    return rawmap_pages_close(spare);
}
static rawmap_status pages_scan(void)
{
    const rawmap_page_query query = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(present)};
    return rawmap_pages_scan(pagemap, span_at(0, PAGES), &query, regions, 4).status;
}
static rawmap_status pages_scan_tracked(void)
{
    const rawmap_page_query query = {RAWMAP_PAGES(written), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(written)};
    return rawmap_pages_scan_tracked(pagemap, span_at(0, PAGES), &query, regions, 4).status;
}
static rawmap_status pages_scan_rearm(void)
{
    const rawmap_page_query query = {RAWMAP_PAGES(written), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(written)};
    return rawmap_pages_scan_rearm(pagemap, span_at(0, PAGES), &query, regions, 4).status;
}
static rawmap_status cache_states(void)
{
    return rawmap_cache_states(file, 0, PAGE, &counts);
}
static rawmap_status cache_states_to_end(void)
{
    return rawmap_cache_states_to_end(file, 0, &counts);
}

/* Processes. */
static rawmap_status process_open(void)
{
    const rawmap_opened_process opened = rawmap_process_open(getpid());
    return gave_back(opened.status, opened.process.file);
}
static rawmap_status process_close(void)
{
    return rawmap_process_close((rawmap_process){spare});
}
static rawmap_status process_advise(void)
{
    const rawmap_span span = span_at(0, 1);
    return rawmap_process_advise((rawmap_process){self}, &span, 1, RAWMAP_ADVICE(willneed)).status;
}
static rawmap_status process_advise_self(void)
{
    const rawmap_span span = span_at(0, 1);
    return rawmap_process_advise(RAWMAP_PROCESS_SELF, &span, 1, RAWMAP_ADVICE(cold)).status;
}
static rawmap_status process_release(void)
{
    return rawmap_process_release((rawmap_process){self});
}
static rawmap_status process_read(void)
{
    const rawmap_span ours = span_at(0, 1), theirs = span_at(1, 1);
    return rawmap_process_read(getpid(), &ours, 1, &theirs, 1).status;
}
static rawmap_status process_write(void)
{
    const rawmap_span ours = span_at(0, 1), theirs = span_at(1, 1);
    return rawmap_process_write(getpid(), &ours, 1, &theirs, 1).status;
}

/* What a fact is, put into found. */
static rawmap_facts machine;
static rawmap_status facts_texts(void)
{
    const rawmap_status status = rawmap_facts_ask(RAWMAP_FACTS(overcommit_mode, thp_settings), &machine);
    found = machine.overcommit.mode * 1000u + machine.thp_enabled.setting * 100u + machine.thp_defrag.setting * 10u +
            machine.thp_shmem.setting;
    return status;
}
static rawmap_status facts_memory(void)
{
    const rawmap_status status = rawmap_facts_ask(RAWMAP_FACTS(physical_memory, page_bytes), &machine);
    found = machine.ram.all_bytes + machine.page.bytes;
    return status;
}
static rawmap_status facts_addresses(void)
{
    const rawmap_status status = rawmap_facts_ask(RAWMAP_FACTS(address_bits), &machine);
    found = machine.addresses.bits;
    return status;
}
static rawmap_status facts_pools(void)
{
    const rawmap_status status = rawmap_facts_ask(RAWMAP_FACTS(huge_pools), &machine);
    found = machine.huge_sizes.shifts;
    return status;
}
static rawmap_status facts_nodes(void)
{
    const rawmap_status status = rawmap_facts_ask(RAWMAP_FACTS(allowed_nodes), &machine);
    found = machine.allowed.count;
    return status;
}

/* clang-format off */
#define SCENARIOS_LOOKING \
    SEVERAL(facts_texts, RAWMAP_NR_openat, RAWMAP_NR_read, RAWMAP_NR_close) \
    ONE(facts_memory, NULL, sysinfo) \
    SEVERAL(facts_addresses, RAWMAP_NR_mmap, RAWMAP_NR_munmap) \
    SEVERAL(facts_pools, RAWMAP_NR_openat, RAWMAP_NR_read, RAWMAP_NR_close) \
    SEVERAL(facts_nodes, RAWMAP_NR_get_mempolicy, RAWMAP_NR_openat, RAWMAP_NR_read) \
    SEVERAL(mappings, RAWMAP_NR_openat, RAWMAP_NR_ioctl, RAWMAP_NR_read, RAWMAP_NR_lseek, RAWMAP_NR_close) \
    SEVERAL(mappings_by_text, RAWMAP_NR_openat, RAWMAP_NR_ioctl, RAWMAP_NR_read, RAWMAP_NR_lseek, RAWMAP_NR_close) \
    SEVERAL(explain_hole, RAWMAP_NR_openat, RAWMAP_NR_ioctl, RAWMAP_NR_read, RAWMAP_NR_close) \
    SEVERAL(explain_whole, RAWMAP_NR_openat, RAWMAP_NR_ioctl, RAWMAP_NR_read, RAWMAP_NR_close) \
    SEVERAL(explain_map, RAWMAP_NR_openat, RAWMAP_NR_ioctl, RAWMAP_NR_read, RAWMAP_NR_close) \
    SEVERAL(explain_small, RAWMAP_NR_openat, RAWMAP_NR_ioctl, RAWMAP_NR_read, RAWMAP_NR_close) \
    SEVERAL(explain_call, RAWMAP_NR_openat, RAWMAP_NR_read, RAWMAP_NR_close) \
    SEVERAL(explain_call_of_lock, RAWMAP_NR_openat, RAWMAP_NR_read, RAWMAP_NR_close) \
    ONE(pages_open, NULL, openat) \
    ONE(pages_close, NULL, close) \
    ONE(pages_scan, NULL, ioctl) \
    ONE(pages_scan_tracked, tracked, ioctl) \
    ONE(pages_scan_rearm, tracked, ioctl) \
    ONE(cache_states, NULL, cachestat) \
    ONE(cache_states_to_end, NULL, cachestat) \
    ONE(process_open, NULL, pidfd_open) \
    ONE(process_close, NULL, close) \
    ONE(process_advise, NULL, process_madvise) \
    ONE(process_advise_self, NULL, process_madvise) \
    ONE(process_release, NULL, process_mrelease) \
    ONE(process_read, NULL, process_vm_readv) \
    ONE(process_write, NULL, process_vm_writev)
/* clang-format on */

#endif
