/* SPDX-License-Identifier: MIT */
/* rawmap explain: what its files share.

       explain.c   the command line                      status.c   what a status means
       call.c      the call that was described           near.c     names that are near a misspelt one
       words.c     its words, as C spells them           constants.c  names of constants
       trial.c     the call, made in a child where that harms nobody
       told.c      what is told of it                    looked.c   the names of what was looked at */
#ifndef RAWMAP_TOOL_EXPLAIN_H
#define RAWMAP_TOOL_EXPLAIN_H

#include "../trace/trace.h"
#include "../view/view.h"

enum {
    EXPLAIN_OK = 0,
    EXPLAIN_USAGE = 1,
    EXPLAIN_FAILED = 2,
    EXPLAIN_REFUSED = 3,
    EXPLAIN_IGNORED = 4,
    EXPLAIN_NONE = 5
};
enum { MOST_WORDS = 6, ROOM_FOR_NOTE = 100, NAME_ROOM = 64 };

struct explain_options {
    bool json;
    int process; /* whose call it was, or 0 */
};

/* A call as it was described. */
struct described {
    struct tracee tracee; /* the call and its words, as a trace has them */
    int error;            /* what it was answered, or 0: not said */
    const char *texts[MOST_WORDS];
    unsigned count;
    bool wants_memory; /* a word is MEMORY */
    bool has_address;  /* a word is another address than MEMORY and NULL: of memory that is not here */
    char note[ROOM_FOR_NOTE];
};

/* explain.c: of a process that was named. */
extern struct explain_options explain_options;

/* status.c: -1 where there is none by that name or number; the exit status. */
int status_of(const char *name);
int explain_status(const char *name, bool as_json); /* NULL: all of them */
int no_such_status(const char *name);

/* near.c: how many letters must be put in, left out or changed; whether a name is near what was written. */
unsigned distance(const char *one, const char *other);
bool is_near(const char *name, const char *written);

/* words.c: a number as C spells it; false and a sentence in wrong where it is none. */
struct reader {
    const char *at;
    char letter;     /* what the word is: calls.h */
    uint64_t memory; /* what MEMORY is */
    bool met_memory, met_number;
    char *note;
    char *wrong;
    size_t room;
};
bool read_word(struct reader *reader, uint64_t *value);

/* constants.c */
enum { NAME_NONE, NAME_LACKING, NAME_FOUND };
int constant_named(const char *name, size_t length, char *family, uint64_t *value);
void every_name(void (*visit)(void *context, char family, const char *name, const char *value), void *context);

/* call.c: false and a sentence about what is wrong, on standard error. */
bool describe(struct described *call, int count, char **arguments);
unsigned call_by_name(const char *name); /* or CALLS */
bool no_such_call(const char *name);

/* trial.c */
struct trial {
    const char *why_not; /* NULL: it was tried */
    int error;
    rawmap_explanation told;
    char sentence[RAWMAP_SENTENCE_ROOM];
};
void try_call(struct trial *trial, const struct described *call);
rawmap_explanation explained(const struct described *call, int error, char *sentence);

/* told.c: the exit status. */
int tell_call(const struct described *call, const struct trial *trial);

/* looked.c: visits the names of the bits of RAWMAP_LOOKED_. */
void every_looked(uint64_t bits, void (*visit)(const char *name, const char *what));

#endif
