/* SPDX-License-Identifier: MIT */
/* Mappings of every kind, laid out in a place of their own for the calls that change mappings. */
#ifndef RAWMAP_TESTS_DIFFERENTIAL_ZOO_H
#define RAWMAP_TESTS_DIFFERENTIAL_ZOO_H

#include "case.h"

enum animal {
    NOTHING,
    PRIVATE,      /* anonymous, readable and writable, touched */
    PRIVATE_NONE, /* no access */
    PRIVATE_READ,
    SHARED,
    DROPPABLE,
    GROWSDOWN,
    FILE_PRIVATE,
    FILE_SHARED,
    FILE_READ_ONLY, /* shared, of a descriptor that cannot write */
    FILE_SHORT,     /* shared, of a file that ends after the first page */
    LOCKED,
    LOCKED_SHARED,
    HUGE_PRIVATE,
    HUGE_SHARED,
    SEALED,      /* readable and writable; never goes away again */
    SEALED_READ, /* readable */
    SECRET,
    HOLE_FIRST,
    HOLE_MIDDLE,
    HOLE_LAST,
    TWO_KINDS, /* private pages, then shared ones */
    ANIMALS
};

/* The place: pages of the animal from base on, and nothing mapped for a good way around it. */
struct place {
    enum animal animal;
    uintptr_t base;
    size_t page; /* of the animal: a huge page for huge ones */
    unsigned pages;
    bool there; /* false where this machine has no such thing */
};
extern struct place zoo;
extern const char *const animal_names[];
/* Says the animal, where it is, and the range of a case. */
void say_place(uintptr_t address, size_t length);

/* Room for the zoo; once. */
void open_zoo(void);
/* Lays the animal out afresh: what stood there before is gone. */
void settle(enum animal animal);
/* Takes it away; what a call has put anywhere in the place goes with it. */
void clear(void);

/* Whether the animal has the page at this address; whether all of a range is mapped in the place, or any of it. */
bool inhabited(uintptr_t address);
bool covered(uintptr_t address, size_t length);
bool touches(uintptr_t address, size_t length);
/* Whether the call cannot change the program itself. A call may refuse a range that leaves the addresses of programs;
   stop at the first hole; or reach everything in the range. */
enum reach { WITHIN_PROGRAMS, UP_TO_A_HOLE, EVERYWHERE };
bool harmless(uintptr_t address, size_t length, enum reach reach);
bool is_huge(void);
bool is_locked(void);
bool is_sealed(void);
bool is_anonymous(void);
bool is_private(void);
/* The same of one page: of two kinds the second are shared. */
bool is_private_at(uintptr_t address);

/* Addresses and lengths that every call is tried with, for the animal that is there. */
enum { ADDRESSES = 14, LENGTHS = 18 };
uintptr_t zoo_address(unsigned which);
size_t zoo_length(unsigned which);

/* one() for every animal, address and length, the animal laid out afresh for each. */
void walk(struct call *call, uintptr_t *address, size_t *length, void (*one)(void), enum reach reach);

#endif
