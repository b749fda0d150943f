/* SPDX-License-Identifier: MIT */
/* The log of logstore.c: records appended to a file through a window of a shared mapping.

   The file: eight bytes of name, then records. A record is the check of its place and of what follows, its length, its
   bytes, and zeros up to eight bytes. The check is stored last, and the first record that does not match its check ends
   the log. What lies behind the end is cut off before anything is appended, so that remains of an older life never
   follow a new record.

   The file grows by rawmap_file_allocate, since a page that has no room on the disk would be a SIGBUS when it is written.
   A window is synced before it is left: never more than one window is dirty, however long the log gets. */
#ifndef LOG_H
#define LOG_H

#include "must.h"

#include <string.h>

enum { WINDOW = 1 << 20, GROWTH = 4 << 20, RECORD_MAX = 64 << 10, HEAD = 16, NAME = 8 };

struct log {
    int file;
    bool writes;
    rawmap_span window;
    size_t page;
    uint64_t start;                 /* of the window in the file */
    uint64_t size;                  /* of the file */
    uint64_t end, records;          /* of the log; 0 where there is none yet */
    uint64_t synced;                /* up to here everything is on the disk */
    unsigned windows, grown, syncs; /* for the eye */
};

/* All that was appended is on the disk when this returns. */
static void log_sync(struct log *log)
{
    const uint64_t from = log->synced / log->page * log->page;
    if (log->synced == log->end)
        return;
    must(rawmap_sync(rawmap_slice(log->window, (size_t)(from - log->start), (size_t)(log->end - from)),
                     RAWMAP_SYNC(sync)),
         "sync");
    log->synced = log->end;
    log->syncs++;
}

static void log_leave_window(struct log *log)
{
    if (log->window.length == 0)
        return;
    if (log->writes)
        log_sync(log);
    must(rawmap_unmap(log->window), "unmap");
    log->window.length = 0;
}

/* The address of a place in the file with so many bytes behind it. The window moves there if it is elsewhere. */
static unsigned char *log_at(struct log *log, uint64_t place, uint64_t length)
{
    rawmap_mapping m;
    if (log->window.length == 0 || place < log->start || place + length > log->start + WINDOW) {
        log_leave_window(log);
        log->start = place / log->page * log->page;
        if (log->writes && log->start + WINDOW > log->size) {
            must(rawmap_file_allocate(log->file, log->size, GROWTH, RAWMAP_ALLOCATE()), "grow");
            log->size += GROWTH;
            log->grown++;
        }
        m = rawmap_map_file(log->file, log->start, WINDOW, log->writes ? RAWMAP_PROT(read, write) : RAWMAP_PROT(read),
                            RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE);
        must(m.status, "map");
        log->window = m.span;
        log->windows++;
    }
    return (unsigned char *)log->window.base + (place - log->start);
}

/* Each step can be undone, so that one wrong word changes the result. Never 0: a file that grew holds zeros. */
static uint64_t log_check(uint64_t place, const unsigned char *bytes, uint64_t length)
{
    uint64_t check = place ^ length << 40, word;
    for (uint64_t i = 0; i < length; i += 8) {
        word = 0;
        memcpy(&word, bytes + i, (size_t)(length - i < 8 ? length - i : 8));
        check = (check ^ word) * 0x9e3779b97f4a7c15u;
        check ^= check >> 29;
    }
    return check | (uint64_t)1 << 63;
}

static uint64_t log_room(uint64_t length)
{
    return HEAD + (length + 7) / 8 * 8;
}

/* At most RECORD_MAX bytes. Kept, once this returns, should the process die; log_sync keeps it, should the power fail. */
static void log_append(struct log *log, const unsigned char *bytes, uint64_t length)
{
    unsigned char *record = log_at(log, log->end, log_room(length));
    memcpy(record + 8, &length, 8);
    memcpy(record + HEAD, bytes, (size_t)length);
    __atomic_store_n((uint64_t *)(void *)record, log_check(log->end, bytes, length), __ATOMIC_RELEASE);
    log->end += log_room(length);
    log->records++;
}

/* The next record, behind which the end is then; NULL where no whole record is. Nothing behind the end of the file is
   touched: the window has no pages there. */
static const unsigned char *log_next(struct log *log, uint64_t *length)
{
    const unsigned char *record;
    uint64_t check;
    if (log->end == 0 || log->end + HEAD > log->size)
        return NULL;
    memcpy(length, log_at(log, log->end, HEAD) + 8, 8);
    if (*length > RECORD_MAX || log->end + log_room(*length) > log->size)
        return NULL;
    record = log_at(log, log->end, log_room(*length));
    memcpy(&check, record, 8);
    if (check != log_check(log->end, record + HEAD, *length))
        return NULL;
    log->end += log_room(*length);
    log->records++;
    return record + HEAD;
}

/* For reading, from the first record on. A file that is no log is refused, not cut; one that died while it was made
   holds zeros as far as it grew. */
static struct log log_open(int file)
{
    static const char name[2][NAME] = {"logstor", ""};
    struct log log = {.file = file, .page = rawmap_page_size()};
    rawmap_file_bytes size = rawmap_file_size(file);
    must(size.status, "size");
    log.size = size.bytes;
    if (log.size >= NAME && memcmp(log_at(&log, 0, NAME), name[0], NAME) == 0)
        log.end = NAME;
    else
        must_be(log.size == 0 || (log.size == GROWTH && memcmp(log_at(&log, 0, NAME), name[1], NAME) == 0), "logstore",
                "this file is no log");
    return log;
}

/* From reading to appending: behind the last whole record. The caller still owes a sync of the whole file, for what an
   earlier process left in the page cache. */
static void log_continue(struct log *log)
{
    uint64_t length;
    while (log_next(log, &length))
        ;
    log_leave_window(log);
    if (log->size != log->end)
        must(rawmap_file_resize(log->file, log->end), "cut");
    log->size = log->synced = log->end;
    log->writes = true;
    log->windows = 0;
    if (log->end == 0) {
        memcpy(log_at(log, 0, NAME), "logstor", NAME);
        log->end = NAME;
    }
}

/* The file ends where the log ends. */
static void log_close(struct log *log)
{
    log_leave_window(log);
    if (log->writes)
        must(rawmap_file_resize(log->file, log->end), "cut");
}

#endif
