/* SPDX-License-Identifier: MIT */
/* What the four calls over mmap share: the present case, what is true of it, and the arguments that are tried. */
#ifndef RAWMAP_TESTS_DIFFERENTIAL_MAPPING_H
#define RAWMAP_TESTS_DIFFERENTIAL_MAPPING_H

#include "files.h"

struct mapping {
    bool of_file, replaces;
    enum backing backing;
    uint64_t offset;
    size_t length;
    unsigned protection, kind;
    uintptr_t address;
    unsigned place; /* the placement's bits */
};
extern struct mapping mapping;

bool mapping_truth(int cause);
/* What is refused before the call because Linux would take it for something else. */
bool mapping_unseen(int cause);
bool mapping_difference(int cause, int error);
void mapping_show(void);
/* What the kernel makes of the length: whole pages, or whole huge pages. */
size_t mapping_length(void);
/* After the kernel mapped it: where it lies, and that it goes again. */
void mapping_accepted(struct call *call, uintptr_t base);

/* It would bring this kernel down. */
bool mapping_is_deadly(void);
/* A kind that brings pages in, of a length that makes this take long. */
bool mapping_costs(void);

/* Arguments. taken and open are addresses with and without a mapping, open at the start of a huge page. */
enum { MAPPING_LENGTHS = 16, MAPPING_PLACES = 40, MAPPING_SIZES = 12 };
struct place_of_mapping {
    uintptr_t address;
    unsigned bits;
};
extern size_t mapping_lengths[MAPPING_LENGTHS];
extern struct place_of_mapping mapping_places[MAPPING_PLACES];
extern unsigned mapping_place_count, mapping_free_place;
extern unsigned mapping_sizes[MAPPING_SIZES], mapping_size_count;
extern const unsigned mapping_protections[12];
/* False where there is no room for them. */
bool prepare_mappings(void);

#endif
