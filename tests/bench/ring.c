/* SPDX-License-Identifier: MIT */
/* A queue of records of odd length in a ring of 64 KiB: where the pages are there twice each record is one piece; else
   those that run over the end are two, and are put together before they can be read. The sizes are bytes of a record. */
#define _GNU_SOURCE
#include "rows.h"

#include "rawmap.h"

enum { RING = 65536, RECORDS = 512 };

static unsigned char *twice, *once;
static unsigned char record[RING];
static uint64_t sum;

static bool make(size_t size)
{
    (void)size;
    if (twice == NULL) {
        const rawmap_mapping m = rawmap_ring_map(RING, RAWMAP_SHARED());
        if (m.status)
            return false;
        twice = m.span.base;
        once = malloc(RING);
        memset(twice, 0, RING);
        memset(twice + RING, 0, RING); /* the page tables of both halves are there */
        memset(once, 0, RING);
    }
    return once != NULL;
}

/* A reader that wants the record in one piece. */
static __attribute__((__noinline__)) void read_record(const unsigned char *bytes, size_t length)
{
    size_t i;
    for (i = 0; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        sum += word;
    }
}

static bool mirrored(size_t size)
{
    size_t at = 0, i;
    for (i = 0; i < RECORDS; i++) {
        memcpy(twice + at, record, size);
        read_record(twice + at, size);
        at = (at + size) % RING;
    }
    return true;
}
static bool in_pieces(size_t size)
{
    static unsigned char whole[RING];
    size_t at = 0, i;
    for (i = 0; i < RECORDS; i++) {
        const size_t first = RING - at < size ? RING - at : size;
        const unsigned char *from = once + at;
        memcpy(once + at, record, first);
        if (first < size) {
            memcpy(once, record + first, size - first);
            memcpy(whole, once + at, first);
            memcpy(whole + first, once, size - first);
            from = whole;
        }
        read_record(from, size);
        at = (at + size) % RING;
    }
    return true;
}

static const struct way ways[] = {
    {"ring", "rawmap", make, mirrored, NULL, true},
    {"ring", "two pieces", make, in_pieces, NULL, true},
};
static const size_t sizes[] = {24, 200, 1400, 9000, 40000, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
