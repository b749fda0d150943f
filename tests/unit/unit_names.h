/* SPDX-License-Identifier: MIT */
/* The names of mappings, as every way of listing them tells them, in buffers of every size. */
#ifndef UNIT_NAMES_H
#define UNIT_NAMES_H

#include "unit_looking.h"

typedef struct told {
    rawmap_status status;
    size_t length;
    bool deleted;
    char name[20000];
} told;

/* The name of the mapping at an address. */
static inline void name_at(told *answer, const void *address, char *buffer, size_t room, int way)
{
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    memset(answer, 0, sizeof *answer);
    STATUS(OK, rawmap_mappings_open(&list, 0, buffer, room));
    unit_list_by(&list, way);
    while ((answer->status = rawmap_mappings_next(&list, &entry)) == RAWMAP_OK)
        if (entry.start == (uintptr_t)address) {
            answer->length = strlen(entry.name);
            cr_assert_lt(answer->length, sizeof answer->name);
            memcpy(answer->name, entry.name, answer->length);
            answer->deleted = entry.deleted;
            /* The list goes on behind it. */
            STATUS(OK, rawmap_mappings_next(&list, &entry));
            cr_assert_gt(entry.start, (uintptr_t)address);
            break;
        }
    STATUS(OK, rawmap_mappings_close(&list));
}

/* By both ways, with buffers of every size: the name, or as much of it as there is room for; and whether the file has it. */
static inline void name_is(const void *address, const char *expected, size_t length, bool deleted)
{
    static const size_t rooms[] = {128, 129, 130, 131, 132, 133, 150, 200, 256, 1000, 4095, 4096, 4097, 4200, 20000};
    static char buffer[20000];
    static told answer;
    size_t i;
    for (i = 0; i < UNIT_WAYS * sizeof rooms / sizeof rooms[0]; i++) {
        const int way = (int)(i % UNIT_WAYS);
        const size_t room = rooms[i / UNIT_WAYS], fits = length < room ? length : room - 1;
        name_at(&answer, address, buffer, room, way);
        STATUS(OK, answer.status);
        cr_assert_eq(answer.length, fits, "%s, room for %zu: %zu bytes, and should be %zu: %.40s", unit_way_name(way),
                     room, answer.length, fits, answer.name);
        cr_assert_eq(memcmp(answer.name, expected, fits), 0, "%s, room for %zu: %.100s", unit_way_name(way), room,
                     answer.name);
        /* Of a name that is cut the end lies in a link that takes a capability. */
        if (fits == length || UNIT_HAS(capabilities))
            cr_assert_eq(answer.deleted, deleted, "%s, room for %zu: %.100s", unit_way_name(way), room, expected);
    }
}

static inline const void *map_of(int file)
{
    const void *at;
    cr_assert_eq(ftruncate(file, (off_t)unit_page()), 0);
    at = mmap(NULL, unit_page(), PROT_READ, MAP_PRIVATE, file, 0);
    cr_assert_neq(at, MAP_FAILED);
    return at;
}

#endif
