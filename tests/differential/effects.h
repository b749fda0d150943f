/* SPDX-License-Identifier: MIT */
/* What the kernel says of one mapping, and whether two ways of asking come to the same: for what must have no effect. */
#ifndef RAWMAP_TESTS_DIFFERENTIAL_EFFECTS_H
#define RAWMAP_TESTS_DIFFERENTIAL_EFFECTS_H

#include "files.h"

/* All that /proc/self/smaps says of the mapping that starts here, but its place, its file and its share of pages; the
   length of the text, 0 where there is no such mapping. flags_of: the line VmFlags alone. */
size_t account_of(uintptr_t base, char *to, size_t room);
bool flags_of(uintptr_t base, char *to, size_t room);
bool has_flag(const char *flags, const char *flag);

/* A mapping that is asked for, and what is done with it at once. */
struct asked {
    uintptr_t at;
    size_t length, really; /* what is asked for, and what it is: 0 for whole pages of it */
    unsigned protection, flags;
    int file;      /* or -1 */
    bool wherever; /* its place does not matter */
    rawmap_word (*then)(uintptr_t base, size_t length, bool with);
};

/* An IGNORED row of a list (the macro RAWMAP_RULES_<list> that it stands in) is so: both are mapped, one after the other,
   and gone through: at once, in a child, after protect, after a touch, in a child again, under pressure (pageout, cold),
   after a move, after dontneed, and when it is given back. The kernel's account, its answers, and what the pages hold are
   the same all the way. then() is called of both, and told which is the one with what is ignored. */
void ignored(const char *list, const char *cause, struct asked without, struct asked with);
/* The same, where the effects are none of a mapping's: whether what the words say is the same was found by the test. */
void ignored_otherwise(const char *list, const char *cause, const char *effects, bool same);
/* The row has a comparison, which this machine or kernel cannot make. */
void ignored_elsewhere(const char *list, const char *cause, const char *why);

/* The comparison sees what is not ignored. */
void not_ignored(const char *what, struct asked without, struct asked with);

/* Anonymous private memory, readable and writable, of some pages, in the zoo's room. */
struct asked plain_memory(void);
/* Whether Linux lets the program lock some pages. */
bool may_lock(void);

/* The rows of new mappings; of calls on spans; of calls that have none. */
void ignored_of_mappings(void);
void ignored_on_spans(void);
void ignored_elsewhere_than_spans(void);

#endif
