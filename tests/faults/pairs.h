/* SPDX-License-Identifier: MIT */
/* Mistakes of arguments, alone and together. A call has good arguments, and mistakes: each is one argument's other value,
   and the row of the call's list that it meets. The engine makes every mistake alone, every two and every three of
   different arguments (bits of one are joined), and holds the status against what the kernel said and what was really
   wrong. */
#ifndef RAWMAP_TESTS_FAULTS_PAIRS_H
#define RAWMAP_TESTS_FAULTS_PAIRS_H

#define RAWMAP_NO_DEPRECATION
#define RAWMAP_SYSCALL pairs_syscall
#include "../../include/rawmap.h"
#include "../machine/facts.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

rawmap_word pairs_syscall(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                          rawmap_word f);

enum { WORDS = 8, MISTAKES = 24, PAGE = 4096, PAGES = 4 };

static char *place; /* PAGES of private memory, and as many free addresses behind them */
static int file;    /* PAGES of a memory file */
static int a_pipe, unsealable, self, pagemap, segment, faults_file;
static const int key = 0x7061;
/* ERRNO: no row at all: the kernel's errno has no name, whatever its cause */
enum sort { BEFORE, AFTER, ERRNO };

typedef rawmap_status typed_call(const uintptr_t *w);

static struct {
    const char *name;
    typed_call *call;
    uintptr_t good[WORDS];
    unsigned count;
    struct mistake {
        unsigned word;
        bool bits; /* joined with what is there */
        uintptr_t value;
        enum sort sort;
        int error;
        rawmap_status cause;
        const char *cause_name;
    } mistakes[MISTAKES];
} now;

/* CALL(name, good arguments, expression of w): begins a table. WRONG: another value of a word; JOINED: more of its bits. */
static void begin(const char *name, typed_call *call, const uintptr_t *good);
static void add(struct mistake mistake);
static void judge_all(void);
#define WRONG(word, value, sort, error, cause)                                                                         \
    add((struct mistake){word, false, (uintptr_t)(value), sort, RAWMAP_LINUX_##error, RAWMAP_##cause, #cause});
#define JOINED(word, value, sort, error, cause)                                                                        \
    add((struct mistake){word, true, (uintptr_t)(value), sort, RAWMAP_LINUX_##error, RAWMAP_##cause, #cause});

#define FIRST_SPAN ((rawmap_span){(void *)w[0], w[1]})

#endif
