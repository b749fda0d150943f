/* SPDX-License-Identifier: MIT */
/* Who called the code that made a call: what the files share that follow the stack.

       registers.c   a stopped thread's registers     tables.c   the unwind table of an object, in the process's memory
       rules.c       what a table says of one place   callers.c  from frame to frame

   Nothing is guessed: a frame is followed where its object has a table (.eh_frame) that says how, and else not at all. */
#ifndef RAWMAP_TRACE_CALLERS_H
#define RAWMAP_TRACE_CALLERS_H

#include "trace.h"

enum { FRAME_REGISTERS = 33 };

/* Registers by their numbers in the tables. */
struct frame {
    uint64_t place;
    uint64_t registers[FRAME_REGISTERS];
    uint64_t known; /* a bit for each whose value this frame still has */
    bool is_first;  /* it was stopped itself: its place is no return address */
};

/* registers.c: false where this architecture is not known. */
bool registers_of(int thread, struct frame *frame);
uint64_t kept_registers(void); /* that a function gives back as it got them */
unsigned stack_register(void);
bool signed_address(int thread, uint64_t *address); /* a return address without the signature in it */

/* tables.c: bytes of the process; the part of its table that is about a place. */
bool read_there(int process, uint64_t address, void *to, size_t length);
struct table_entry {
    unsigned char common[512], own[2048]; /* the instructions */
    unsigned common_length, own_length;
    uint64_t start; /* of the code that it is about */
    uint64_t code_unit;
    int64_t data_unit;
    unsigned return_register;
};
bool entry_of(int process, uint64_t header, uint64_t place, struct table_entry *entry);
bool read_unsigned(const unsigned char **at, const unsigned char *end, uint64_t *value); /* LEB128 */
bool read_signed(const unsigned char **at, const unsigned char *end, int64_t *value);

/* rules.c: the frame of the caller in place of the called one; false where the table does not say. */
bool step_by(int thread, const struct table_entry *entry, struct frame *frame);

#endif
