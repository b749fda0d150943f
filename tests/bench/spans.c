/* SPDX-License-Identifier: MIT */
/* Many pages that do not lie together: advised in one call, one by one, and through a ring of system calls (io_uring);
   made guards; asked which are there, of every second page and of all. And stacks, each with a guard. The sizes are numbers
   of pages, and of stacks. */
#define _GNU_SOURCE
#include "rows.h"

#include "rawmap.h"

#ifdef LIBURING
#include <liburing.h>
#endif
#include <sys/mman.h>

enum { PAGE = 4096, MOST = 10000, STACK = 65536 };
#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

static rawmap_span all;
static rawmap_span spans[MOST];
static size_t present_pages;

/* Every second page, written. */
static bool lay_out(size_t count)
{
    size_t i;
    void *const base = mmap(NULL, 2 * count * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return false;
    all.base = base;
    all.length = 2 * count * PAGE;
    present_pages = count;
    for (i = 0; i < count; i++) {
        spans[i] = rawmap_slice(all, 2 * i * PAGE, PAGE);
        *(volatile char *)spans[i].base = 1;
    }
    return true;
}
/* The same, and the pages between them too. */
static bool lay_out_all(size_t count)
{
    size_t i;
    if (!lay_out(count))
        return false;
    for (i = 0; i < count; i++)
        ((volatile char *)spans[i].base)[PAGE] = 1;
    present_pages = 2 * count;
    return true;
}
static bool clear(size_t count)
{
    (void)count;
    return munmap(all.base, all.length) == 0;
}

static bool many_advised(size_t count)
{
    return rawmap_advise_many(spans, count, RAWMAP_ADVICE(dontneed)).status == RAWMAP_OK;
}
static bool each_advised(size_t count)
{
    size_t i;
    for (i = 0; i < count; i++)
        if (madvise(spans[i].base, spans[i].length, MADV_DONTNEED) != 0)
            return false;
    return true;
}
#ifdef LIBURING
static struct io_uring ring;
static bool open_ring(void)
{
    static int opened;
    if (opened == 0)
        opened = io_uring_queue_init(256, &ring, 0) == 0 ? 1 : -1;
    return opened == 1;
}
static bool ring_ready(size_t count)
{
    return open_ring() && lay_out(count);
}
static bool ring_advised(size_t count)
{
    size_t done = 0;
    while (done < count) {
        const size_t some = count - done < 256 ? count - done : 256;
        struct io_uring_cqe *answer;
        size_t i;
        for (i = 0; i < some; i++) {
            struct io_uring_sqe *const entry = io_uring_get_sqe(&ring);
            if (entry == NULL)
                return false;
            io_uring_prep_madvise(entry, spans[done + i].base, (off_t)spans[done + i].length, MADV_DONTNEED);
        }
        if (io_uring_submit_and_wait(&ring, (unsigned)some) < 0)
            return false;
        for (i = 0; i < some; i++) {
            if (io_uring_wait_cqe(&ring, &answer) != 0 || answer->res != 0)
                return false;
            io_uring_cqe_seen(&ring, answer);
        }
        done += some;
    }
    return true;
}
#endif

static rawmap_guard answers[MOST];
static bool guards_together(size_t count)
{
    return rawmap_guard_install_many(spans, count, answers).status == RAWMAP_OK;
}
static bool guards(size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        answers[i] = rawmap_guard_install(spans[i]);
        if (answers[i].status != RAWMAP_OK)
            return false;
    }
    return true;
}
static bool guards_by_advice(size_t count)
{
    size_t i;
    for (i = 0; i < count; i++)
        if (madvise(spans[i].base, spans[i].length, MADV_GUARD_INSTALL) != 0)
            return false;
    return true;
}
static bool guards_by_protection(size_t count)
{
    size_t i;
    for (i = 0; i < count; i++)
        if (mprotect(spans[i].base, spans[i].length, PROT_NONE) != 0)
            return false;
    return true;
}

/* Stacks, and what is written for one. */
static rawmap_stack stacks[MOST];
static bool stacks_mapped(size_t count)
{
    size_t i;
    for (i = 0; i < count; i++)
        if (rawmap_stack_map(&stacks[i], STACK, PAGE) != RAWMAP_OK)
            return false;
    return true;
}
static bool stacks_by_hand(size_t count, bool marked)
{
    size_t i;
    for (i = 0; i < count; i++) {
        void *const base =
            mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
        if (base == MAP_FAILED)
            return false;
        stacks[i].span.base = base;
        stacks[i].span.length = STACK;
        if ((marked ? madvise(base, PAGE, MADV_GUARD_INSTALL) : mprotect(base, PAGE, PROT_NONE)) != 0)
            return false;
    }
    return true;
}
static bool stacks_marked(size_t count)
{
    return stacks_by_hand(count, true);
}
static bool stacks_protected(size_t count)
{
    return stacks_by_hand(count, false);
}
static bool stacks_unmapped(size_t count)
{
    size_t i;
    for (i = 0; i < count; i++)
        if (munmap(stacks[i].span.base, stacks[i].span.length) != 0)
            return false;
    return true;
}

/* Which pages are there. */
static int pages_file = -1;
static bool look_ready(size_t count)
{
    return (pages_file >= 0 || rawmap_pages_open(&pages_file, 0) == RAWMAP_OK) && lay_out(count);
}
static bool look_ready_all(size_t count)
{
    return (pages_file >= 0 || rawmap_pages_open(&pages_file, 0) == RAWMAP_OK) && lay_out_all(count);
}
static bool by_scan(size_t count)
{
    static rawmap_page_region regions[MOST];
    static const rawmap_page_query present = {RAWMAP_PAGES_INIT(present), RAWMAP_PAGES_INIT(), RAWMAP_PAGES_INIT(),
                                              RAWMAP_PAGES_INIT(present)};
    const rawmap_page_scan scan = rawmap_pages_scan(pages_file, all, &present, regions, MOST);
    size_t i, there = 0;
    for (i = 0; i < scan.regions; i++)
        there += (size_t)((regions[i].end - regions[i].start) / PAGE);
    return scan.status == RAWMAP_OK && scan.regions <= count && there == present_pages;
}
static bool by_residency(size_t count)
{
    static unsigned char vector[2 * MOST];
    size_t i, there = 0;
    if (rawmap_residency(all, vector, sizeof vector) != RAWMAP_OK)
        return false;
    for (i = 0; i < 2 * count; i++)
        there += vector[i] & 1u;
    return there == present_pages;
}
static bool by_pagemap(size_t count)
{
    static uint64_t entries[2 * MOST];
    size_t i, there = 0;
    if (pread(pages_file, entries, 2 * count * 8, (off_t)((uintptr_t)all.base / PAGE * 8)) != (ssize_t)(2 * count * 8))
        return false;
    for (i = 0; i < 2 * count; i++)
        there += (size_t)(entries[i] >> 63);
    return there == present_pages;
}

static const struct way ways[] = {
    {"many spans", "rawmap", lay_out, many_advised, clear, true},
    {"many spans", "madvise each", lay_out, each_advised, clear, true},
#ifdef LIBURING
    {"many spans", "liburing", ring_ready, ring_advised, clear, false},
#endif
    {"guards", "rawmap", lay_out, guards_together, clear, true},
    {"guards", "rawmap, each", lay_out, guards, clear, true},
    {"guards", "madvise each", lay_out, guards_by_advice, clear, true},
    {"guards", "mprotect each", lay_out, guards_by_protection, clear, true},
    {"stacks", "rawmap", NULL, stacks_mapped, stacks_unmapped, true},
    {"stacks", "mmap, madvise", NULL, stacks_marked, stacks_unmapped, true},
    {"stacks", "mmap, mprotect", NULL, stacks_protected, stacks_unmapped, true},
    {"pages", "rawmap", look_ready, by_scan, clear, true},
    {"pages", "rawmap, residency", look_ready, by_residency, clear, true},
    {"pages", "read of pagemap", look_ready, by_pagemap, clear, true},
    {"pages, all there", "rawmap", look_ready_all, by_scan, clear, true},
    {"pages, all there", "rawmap, residency", look_ready_all, by_residency, clear, true},
    {"pages, all there", "read of pagemap", look_ready_all, by_pagemap, clear, true},
};
static const size_t sizes[] = {10, 100, 1000, 10000, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
