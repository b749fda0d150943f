/* SPDX-License-Identifier: MIT */
/* What goes to swap and what does not, on a machine that has some: by the states of the pages, and by what is in them
   when they are read again. */
#include "../machine/facts.h"
#include "rawmap.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGES 64u

static size_t page;
static int failures;

static void verdict(int good, const char *what)
{
    printf("%s %s%s\n", good ? "pass" : "fail", what, good ? "" : ": it is not so");
    failures += !good;
}

/* What is not tested here must work nevertheless. */
static void must(rawmap_status status)
{
    if (status != RAWMAP_OK)
        verdict(0, rawmap_status_name(status));
}

/* How many of a process's pages are in the state. */
static unsigned counted(int process, rawmap_span span, rawmap_page_set state)
{
    const rawmap_page_query query = {RAWMAP_PAGES_INIT(), state, RAWMAP_PAGES_INIT(), state};
    rawmap_page_region regions[PAGES] = {{0, 0, 0}};
    rawmap_page_scan scan;
    unsigned count = 0;
    int file;
    must(rawmap_pages_open(&file, process));
    scan = rawmap_pages_scan(file, span, &query, regions, PAGES);
    must(scan.status);
    must(rawmap_pages_close(file));
    for (size_t i = 0; i < scan.regions; i++)
        count += (unsigned)((regions[i].end - regions[i].start) / page);
    return count;
}
static unsigned swapped(rawmap_span span)
{
    return counted(0, span, RAWMAP_PAGES(swapped));
}
static unsigned present(rawmap_span span)
{
    return counted(0, span, RAWMAP_PAGES(present));
}

static void fill(rawmap_span span)
{
    for (size_t i = 0; i < span.length; i++)
        ((volatile unsigned char *)span.base)[i] = (unsigned char)(i / page + 1);
}
static int filled(rawmap_span span)
{
    for (size_t i = 0; i < span.length; i++)
        if (((volatile unsigned char *)span.base)[i] != (unsigned char)(i / page + 1))
            return 0;
    return 1;
}
static int zeros(rawmap_span span)
{
    for (size_t i = 0; i < span.length; i++)
        if (((volatile unsigned char *)span.base)[i] != 0)
            return 0;
    return 1;
}

/* A page that was written a moment ago may still wait, in another processor's list, to be found. */
static rawmap_status sent(rawmap_span span)
{
    rawmap_status status = RAWMAP_OK;
    for (int i = 0; i < 100 && status == RAWMAP_OK && (i == 0 || present(span) != 0); i++) {
        if (i > 0)
            usleep(1000);
        status = rawmap_region_page_out(span);
    }
    return status;
}

static rawmap_span private_pages(void)
{
    const rawmap_mapping m = rawmap_map(PAGES * page, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    fill(m.span);
    return m.span;
}

static void pages_come_back(void)
{
    const rawmap_span span = private_pages();
    verdict(present(span) == PAGES && swapped(span) == 0, "written pages are in memory");
    verdict(sent(span) == RAWMAP_OK && swapped(span) == PAGES && present(span) == 0, "page_out: all are in swap");
    verdict(filled(span) && present(span) == PAGES && swapped(span) == 0, "page_out: what was in them comes back");
    verdict(sent(rawmap_slice(span, 16 * page, 8 * page)) == RAWMAP_OK && swapped(span) == 8 &&
                swapped(rawmap_slice(span, 16 * page, 8 * page)) == 8 && present(span) == PAGES - 8,
            "page_out: of a part, the part");
    verdict(sent(span) == RAWMAP_OK && rawmap_advise(span, RAWMAP_ADVICE(populate_read)) == RAWMAP_OK &&
                present(span) == PAGES && filled(span),
            "populate_read brings them in");
    verdict(sent(span) == RAWMAP_OK && rawmap_lock(span) == RAWMAP_OK && present(span) == PAGES, "lock brings them in");
    verdict(rawmap_region_page_out(span) == RAWMAP_EINVAL && present(span) == PAGES,
            "locked pages stay, and it is said");
    verdict(rawmap_unlock(span) == RAWMAP_OK && sent(span) == RAWMAP_OK && swapped(span) == PAGES,
            "pages that are not locked any more go");
    must(rawmap_unmap(span));
}

static void pages_are_given_up(void)
{
    const rawmap_span span = private_pages();
    verdict(sent(span) == RAWMAP_OK && swapped(span) == PAGES && rawmap_region_drop_now(span) == RAWMAP_OK &&
                swapped(span) == 0 && zeros(span),
            "drop_now: what is in swap is gone");
    fill(span);
    verdict(sent(span) == RAWMAP_OK && swapped(span) == PAGES && rawmap_region_decommit(span) == RAWMAP_OK &&
                swapped(span) == 0 && rawmap_region_commit(span) == RAWMAP_OK && zeros(span),
            "decommit: what is in swap is gone");
    fill(span);
    verdict(rawmap_region_free_lazily(span) == RAWMAP_OK && sent(span) == RAWMAP_OK && swapped(span) == 0 &&
                present(span) == 0 && zeros(span),
            "free_lazily: such pages never go to swap");
    must(rawmap_unmap(span));
}

static void pages_move(void)
{
    const rawmap_span span = private_pages();
    const rawmap_mapping hole = rawmap_map(4 * page * PAGES, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    rawmap_mapping moved;
    must(hole.status);
    must(sent(span));
    moved = rawmap_move_over(span, rawmap_slice(hole.span, 0, PAGES * page));
    verdict(moved.status == RAWMAP_OK && moved.span.base == hole.span.base && swapped(moved.span) == PAGES &&
                filled(moved.span),
            "move_over: pages move from swap to swap");
    must(rawmap_unmap(hole.span));
}

static void droppable_pages(void)
{
    const rawmap_mapping m = rawmap_map(PAGES * page, RAWMAP_PROT(read, write), RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE);
    if (m.status == RAWMAP_DROPPABLE_UNKNOWN || m.status == RAWMAP_DROPPABLE_NOT_BUILT_IN ||
        m.status == RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP) {
        printf("skip droppable memory is dropped, and never goes to swap: %s\n", rawmap_status_name(m.status));
        return;
    }
    must(m.status);
    fill(m.span);
    verdict(sent(m.span) == RAWMAP_OK && swapped(m.span) == 0 && present(m.span) == 0 && zeros(m.span),
            "droppable memory is dropped, and never goes to swap");
    must(rawmap_unmap(m.span));
}

static void secret_pages(void)
{
    const char *const lacks = machine_lacks("secret_memory");
    rawmap_file secret;
    rawmap_mapping m;
    if (lacks != NULL) {
        printf("skip secret memory stays, and it is said: %s\n", lacks);
        return;
    }
    secret = rawmap_memfd_secret(RAWMAP_SECRET());
    must(secret.status);
    must(rawmap_file_resize(secret.fd, PAGES * page));
    m = rawmap_map_file(secret.fd, 0, PAGES * page, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    fill(m.span);
    verdict(rawmap_region_page_out(m.span) == RAWMAP_EINVAL && filled(m.span), "secret memory stays, and it is said");
    must(rawmap_unmap(m.span));
    must(rawmap_file_close(secret.fd));
}

/* The table of a process says nothing of shared memory that is in swap; the system does. */
static void shared_pages(void)
{
    const rawmap_shm_answer made = rawmap_shm_new(PAGES * page, 0600, RAWMAP_SHM());
    const rawmap_mapping m = rawmap_shm_attach(made.segment, RAWMAP_PROT(read, write), RAWMAP_ANYWHERE);
    rawmap_shm_usage before = {0, 0, 0, 0, 0}, after = {0, 0, 0, 0, 0};
    must(made.status);
    must(m.status);
    fill(m.span);
    verdict(rawmap_shm_usage_now(&before) == RAWMAP_OK && sent(m.span) == RAWMAP_OK &&
                rawmap_shm_usage_now(&after) == RAWMAP_OK && after.swap == before.swap + PAGES &&
                after.resident + PAGES == before.resident && present(m.span) == 0,
            "shm_usage_now: a segment in swap");
    verdict(filled(m.span) && rawmap_shm_usage_now(&after) == RAWMAP_OK && after.swap == before.swap,
            "shm_usage_now: and back in memory");
    must(rawmap_shm_detach(m.span));
    must(rawmap_shm_remove(made.segment));
}

/* Two spans of another process. */
static void pages_of_a_child(void)
{
    const rawmap_span span = private_pages();
    const rawmap_span spans[2] = {rawmap_slice(span, 0, 8 * page), rawmap_slice(span, 32 * page, 16 * page)};
    const char *const lacks = machine_lacks("capabilities");
    int go[2], ready[2], status = 1;
    char byte = 0;
    pid_t child;
    if (lacks != NULL) {
        printf("skip process_advise, a child's pages: %s\n", lacks);
        return;
    }
    child = pipe(go) == 0 && pipe(ready) == 0 ? fork() : -1;
    if (child == 0) {
        close(go[1]); /* the parent's end is also the child's */
        fill(span);   /* its own pages */
        _exit(write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) != 1 || !filled(span));
    }
    verdict(child > 0 && read(ready[0], &byte, 1) == 1, "a child with pages of its own");
    if (child > 0) {
        const rawmap_opened_process opened = rawmap_process_open(child);
        unsigned there = 0;
        for (int i = 0; i < 100 && there < 24 && opened.status == RAWMAP_OK; i++) {
            const rawmap_size advised = rawmap_process_advise(opened.process, spans, 2, RAWMAP_ADVICE(pageout));
            if (advised.status != RAWMAP_OK || advised.bytes != 24 * page)
                break;
            there = counted(child, span, RAWMAP_PAGES(swapped));
            if (there < 24)
                usleep(1000);
        }
        verdict(there == 24 && counted(child, spans[0], RAWMAP_PAGES(swapped)) == 8 && swapped(span) == 0,
                "process_advise: a child's pages, of two spans, are in swap");
        if (write(go[1], &byte, 1) == 1)
            waitpid(child, &status, 0);
        verdict(status == 0, "process_advise: what was in them comes back");
        must(rawmap_process_close(opened.process));
    }
    must(rawmap_unmap(span));
}

int main(void)
{
    page = rawmap_page_size();
    setvbuf(stdout, NULL, _IOLBF, 0);
    pages_come_back();
    pages_are_given_up();
    pages_move();
    droppable_pages();
    secret_pages();
    shared_pages();
    pages_of_a_child();
    return failures != 0;
}
