/* SPDX-License-Identifier: MIT */
/* The cases of aware.c that libc has no calls for: what the kernel tells of mappings, pages, nodes and segments. */
#ifndef AWARE_LOOKS_H
#define AWARE_LOOKS_H

/* By the text of /proc, and by the kernel's query. */
static void mappings(void)
{
    char *const buffer = (char *)malloc(5000);
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    unsigned found = 0, named = 0;
    need(rawmap_mappings_open(&list, 0, buffer, 5000) == RAWMAP_OK, "open");
    while (rawmap_mappings_next(&list, &entry) == RAWMAP_OK) {
        found += entry.end > entry.start;
        named += entry.name != NULL && entry.name[0] == '/';
    }
    need(found > 5 && named > 1, "mappings");
    need(rawmap_mappings_seek(&list, (uintptr_t)&mappings) == RAWMAP_OK, "seek");
    need(rawmap_mappings_next(&list, &entry) == RAWMAP_OK, "next");
    need(entry.name != NULL && entry.name[0] == '/', "our own text");
    need(rawmap_mappings_close(&list) == RAWMAP_OK, "close");
}

static void pages(void)
{
    rawmap_page_region regions[4];
    rawmap_page_query query;
    rawmap_page_scan scan;
    char *const at = (char *)map_at(NULL, 4 * PAGE);
    int file = -1;
    need(at != MAP_FAILED && rawmap_pages_open(&file, 0) == RAWMAP_OK, "open");
    at[PAGE] = 1;
    memset(&query, 0, sizeof query);
    query.all = RAWMAP_PAGES(present);
    query.report = RAWMAP_PAGES(present);
    scan = rawmap_pages_scan(file, rawmap_span_of(at, 4 * PAGE), &query, regions, 4);
    if (scan.status == RAWMAP_SCAN_UNKNOWN)
        return;
    need(scan.status == RAWMAP_OK && scan.regions == 1, "scan");
    need(regions[0].start == (uintptr_t)at + PAGE && regions[0].end == regions[0].start + PAGE, "the page");
}

static void nodes(void)
{
    unsigned long words[16];
    rawmap_nodes set;
    rawmap_policy_answer policy;
    const void *page[1];
    rawmap_page_place where[1];
    char here = 1;
    set.words = words;
    set.count = 1024;
    policy = rawmap_numa_now(set);
    if (policy.status == RAWMAP_ENOSYS)
        return;
    need(policy.status == RAWMAP_OK, "policy");
    need(sum((const unsigned char *)words, sizeof words) <= sizeof words, "nodes");
    need(rawmap_numa_allowed(set) == RAWMAP_OK && sum((const unsigned char *)words, sizeof words) >= 1, "allowed");
    page[0] = &here;
    need(rawmap_numa_where(0, page, where, 1) == RAWMAP_OK, "where");
    need(where[0].value >= -4095, "the place");
}

static void cached(void)
{
    rawmap_cache_counts counts;
    const int file = open("/proc/self/exe", O_RDONLY);
    const rawmap_status status = rawmap_cache_states(file, 0, PAGE, &counts);
    if (status == RAWMAP_ENOSYS)
        return;
    need(status == RAWMAP_OK && counts.cached <= 1, "cached");
}

static void segment(void)
{
    const rawmap_shm_answer made = rawmap_shm_new(PAGE, 0600, RAWMAP_SHM());
    rawmap_shm_facts facts;
    rawmap_shm_limits limits;
    rawmap_shm_usage usage;
    rawmap_mapping mapping;
    void *room;
    if (made.status == RAWMAP_ENOSYS)
        return;
    need(made.status == RAWMAP_OK, "segment");
    need(rawmap_shm_look(made.segment, &facts) == RAWMAP_OK && facts.length == PAGE, "length");
    need(rawmap_shm_limits_now(&limits) == RAWMAP_OK && limits.segments > 0, "limits");
    need(rawmap_shm_usage_now(&usage) == RAWMAP_OK && usage.segments > 0, "usage");
    room = map_at(NULL, PAGE);
    mark(room, PAGE);
    unmap(room, PAGE);
    mapping = rawmap_shm_attach(made.segment, RAWMAP_PROT(read, write), RAWMAP_EXACTLY(room));
    need(rawmap_shm_remove(made.segment) == RAWMAP_OK, "remove");
    need(mapping.status == RAWMAP_OK && sum((unsigned char *)mapping.span.base, PAGE) == 0, "zeros");
    need(rawmap_shm_detach(mapping.span) == RAWMAP_OK, "detach");
}

#endif
