/* SPDX-License-Identifier: MIT */
/* Page faults that the probe handles itself. Without a second thread: with the feature sigbus nobody waits, and reading
   through the kernel fails instead. */
#include "../tool.h"

static rawmap_faults faults;
static const rawmap_fault_fill plain;

/* Registered memory, and whether its pages can be read. */
static bool ready(struct answer *answer, rawmap_fault_features wanted, rawmap_fault_modes modes, rawmap_span span)
{
    rawmap_opened_faults opened = rawmap_faults_open(RAWMAP_FAULTS(nonblock));
    if (opened.status == RAWMAP_FAULTS_NOT_ALLOWED)
        opened = rawmap_faults_open(RAWMAP_FAULTS(nonblock, user_mode_only));
    faults = opened.faults;
    return took(answer, opened.status) && took(answer, rawmap_faults_handshake(faults, wanted).status) &&
           took(answer, rawmap_faults_register(faults, span, modes).status);
}
static bool missing(struct answer *answer, size_t pages, rawmap_span *span)
{
    return memory(answer, pages, span) &&
           ready(answer, RAWMAP_FAULT_FEATURES(sigbus), RAWMAP_FAULT_MODES(missing), *span);
}

static void handle(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (missing(answer, 1, &span))
        judge(answer, peek(span.base) < 0, "a missing page cannot be read", "a missing page can be read");
}

static void give_back(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    (void)row;
    if (missing(answer, 2, &span) && took(answer, rawmap_faults_unregister(faults, rawmap_slice(span, 0, page_size))))
        judge(answer, peek(span.base) == 0 && peek(at(span, page_size)) < 0,
              "a missing page can be read again, the next one not", "a missing page cannot be read");
}

static void fill_missing(struct answer *answer, const struct row *row)
{
    rawmap_span span, source;
    rawmap_size did;
    int expected = 0;
    if (!memory(answer, 1, &source) || !missing(answer, 2, &span))
        return;
    fill(source, 5);
    if (row->argument == 1) {
        did = rawmap_faults_copy(faults, span.base, source, (rawmap_fault_copy){0});
        expected = 5;
    } else {
        did = rawmap_faults_zeropage(faults, rawmap_slice(span, 0, page_size), plain);
    }
    if (took(answer, did.status))
        judge(answer, did.bytes == page_size && peek(span.base) == expected && peek(at(span, page_size)) < 0,
              "a missing page is filled, the next one is not", "a missing page is not filled");
}

static void move_page(struct answer *answer, const struct row *row)
{
    rawmap_span span, source;
    rawmap_size did;
    (void)row;
    if (!memory(answer, 1, &source) || !missing(answer, 1, &span))
        return;
    fill(source, 5);
    did = rawmap_faults_move(faults, span.base, source, (rawmap_fault_move){0});
    if (took(answer, did.status))
        judge(answer, did.bytes == page_size && peek(span.base) == 5 && peek(source.base) == 0,
              "a page is here, and not there any more", "a page did not move");
}

static void poison_page(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    rawmap_size did;
    (void)row;
    if (!memory(answer, 1, &span) || !ready(answer, RAWMAP_FAULT_FEATURES(poison), RAWMAP_FAULT_MODES(missing), span))
        return;
    did = rawmap_faults_poison(faults, span, plain);
    if (took(answer, did.status))
        judge(answer, peek(span.base) < 0, "a poisoned page cannot be read", "a poisoned page can be read");
}

/* The file's page is written through its other mapping. */
static void map_cached(struct answer *answer, const struct row *row)
{
    const int file = file_of_pages(answer, 1);
    rawmap_mapping m;
    rawmap_size did;
    (void)row;
    if (file < 0)
        return;
    m = rawmap_map_file(file, 0, page_size, RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
    if (!took(answer, m.status) ||
        !ready(answer, RAWMAP_FAULT_FEATURES(sigbus, minor_shmem), RAWMAP_FAULT_MODES(minor), m.span))
        return;
    if (peek(m.span.base) >= 0) {
        ignored(answer, "a page that is not mapped can be read");
        return;
    }
    did = rawmap_faults_continue(faults, m.span, (rawmap_fault_copy){0});
    if (took(answer, did.status))
        judge(answer, peek(m.span.base) == 1, "a cached page is mapped", "a cached page is not mapped");
}

static void watch_writes(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    bool held;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    if (!ready(answer, RAWMAP_FAULT_FEATURES(sigbus, pagefault_flag_wp), RAWMAP_FAULT_MODES(wp), span) ||
        !took(answer, rawmap_faults_write_protect(faults, span)))
        return;
    held = !poke(span.base, 6) && peek(span.base) == 5;
    if (row->argument == 1 && !took(answer, rawmap_faults_write_unprotect(faults, span, plain)))
        return;
    judge(answer, held && (row->argument == 0 || (poke(span.base, 7) && peek(span.base) == 7)),
          row->argument == 1 ? "a page can be written to again" : "a page cannot be written to, and can be read",
          "a page can be written to as before");
}

static void watch_accesses(struct answer *answer, const struct row *row)
{
    rawmap_span span;
    bool held;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    if (!ready(answer, RAWMAP_FAULT_FEATURES(sigbus, rwp), RAWMAP_FAULT_MODES(rwp), span) ||
        !took(answer, rawmap_faults_access_protect(faults, span)))
        return;
    held = peek(span.base) < 0;
    if (row->argument == 1 && !took(answer, rawmap_faults_access_unprotect(faults, span, plain)))
        return;
    judge(answer, held && (row->argument == 0 || peek(span.base) == 5),
          row->argument == 1 ? "a page can be touched again, and kept its contents" : "a page cannot be touched",
          "a page can be touched as before");
}

/* Switched to rwp_async nobody is stopped any more. */
static void switch_mode(struct answer *answer, const struct row *row)
{
    const rawmap_fault_features none = {0}, async = RAWMAP_FAULT_FEATURES(rwp_async);
    rawmap_span span;
    bool held;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    if (!ready(answer, RAWMAP_FAULT_FEATURES(sigbus, rwp), RAWMAP_FAULT_MODES(rwp), span) ||
        !took(answer, rawmap_faults_access_protect(faults, span)))
        return;
    held = peek(span.base) < 0;
    if (took(answer, rawmap_faults_set_mode(faults, async, none)))
        judge(answer, held && peek(span.base) == 5, "after rwp_async a protected page can be touched",
              "after rwp_async a protected page cannot be touched");
}

/* Whoever makes a message waits until it is read: another thread would have to. */
static void tell(struct answer *answer, const struct row *row)
{
    rawmap_fault_message message;
    rawmap_faults_messages got;
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span) || !ready(answer, RAWMAP_FAULT_FEATURES(), RAWMAP_FAULT_MODES(missing), span))
        return;
    got = rawmap_faults_read(faults, &message, 1);
    if (got.status == RAWMAP_EAGAIN)
        unknown(answer, "known: no message waits; a message needs a second thread");
    else if (took(answer, got.status))
        ignored(answer, "a message came where nothing happened");
}

const struct row rows_of_faults[] = {
    {"call", "faults_register", "4.3", handle, 0},
    {"call", "faults_unregister", "4.3", give_back, 0},
    {"call", "faults_read", "4.3", tell, 0},
    {"call", "faults_copy", "4.3", fill_missing, 1},
    {"call", "faults_zeropage", "4.3", fill_missing, 0},
    {"call", "faults_move", "6.8", move_page, 0},
    {"call", "faults_poison", "6.6", poison_page, 0},
    {"call", "faults_continue", "5.13", map_cached, 0},
    {"call", "faults_write_protect", "5.7", watch_writes, 0},
    {"call", "faults_write_unprotect", "5.7", watch_writes, 1},
    {"call", "faults_access_protect", "7.3", watch_accesses, 0},
    {"call", "faults_access_unprotect", "7.3", watch_accesses, 1},
    {"call", "faults_set_mode", "7.3", switch_mode, 0},
    {0, 0, 0, 0, 0},
};
