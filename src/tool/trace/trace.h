/* SPDX-License-Identifier: MIT */
/* rawmap trace: what its files share.

       command.c    the command line               loop.c       stops: what has happened, and how it goes on
       launch.c     the program, and attaching     tracees.c    threads and processes that are traced
       filter.c     the seccomp filter             call.c       a memory call at its end: refused, ignored or well
       calls.c      the calls, by number           decode.c     a call as C people write it; names.c: its constants
       brk.c        why a break did not move       signals.c    those for the tool
       untraced.c   children that ask not to be traced
       i386.c       the numbers of i386            place.c      where in the program; symbol.c: the name of a function
       line.c       text that is printed           report.c     what is told of a call
       seen.c       what was seen already          summary.c    what is told at the end
       callers.c    who called that place: callers.h has its other files */
#ifndef RAWMAP_TRACE_H
#define RAWMAP_TRACE_H

#include "../tool.h"
#include "calls.h"

struct trace_options {
    bool json, all;
    const char *file; /* or NULL: standard error */
    int process;      /* to attach to, or 0 */
};

/* What PTRACE_GET_SYSCALL_INFO answers; the same on every ABI. */
enum { STOP_NONE = 0, STOP_ENTRY = 1, STOP_EXIT = 2, STOP_SECCOMP = 3 };
struct syscall_info {
    unsigned char sort;
    unsigned char unused[3];
    unsigned abi; /* AUDIT_ARCH_... */
    uint64_t place, stack;
    union {
        struct {
            uint64_t number, words[6];
            unsigned data; /* of a filter */
        } entry;
        struct {
            int64_t result;
            unsigned char is_error;
        } exit;
    } at;
};

/* A memory call on its way. */
struct call {
    unsigned which; /* enum traced_call */
    bool other_abi; /* i386 under x86-64 */
    bool filtered;  /* stopped by a filter */
    rawmap_word words[6];
    uint64_t place; /* the instruction behind the call */
};

struct tracee {
    int thread;     /* 0: a free place */
    int process;    /* or 0: not asked for yet */
    bool inside;    /* of the call */
    unsigned drift; /* of a process: by how many its mappings may have become more since they were counted */
    struct call call;
};

/* call.c */
enum { SIGNAL_TRAP = 5, SIGNAL_KILL = 9 };
struct outcome {
    const struct tracee *tracee;
    rawmap_status cause;
    int error;     /* 0: accepted, and a part of it ignored */
    unsigned lost; /* flags of mmap that were ignored, where these are it */
    uint64_t wanted, used, allowed, start, end;
    char sentence[512];
};
void call_begins(struct tracee *tracee, const struct syscall_info *info);
void call_ends(struct tracee *tracee, const struct syscall_info *info);
void count_mappings(struct tracee *tracee);
unsigned lost_flags(const struct call *call, rawmap_status cause);

/* brk.c: why a break did not move: what is in the way, or the limit that as much of other memory would hit. */
rawmap_explanation explain_brk(const struct tracee *tracee, char *sentence, size_t room);

/* calls.c: calls_begin reads the numbers; call_numbered answers CALLS where it is none of them. */
enum { ABI_I386 = 0x40000003, ABI_X86_64 = (int)0xc000003eu };
void calls_begin(unsigned abi);
extern unsigned own_abi;
unsigned call_numbered(unsigned abi, uint64_t number, const uint64_t *words);
long number_of(unsigned which, bool i386); /* or -1 */
const char *call_name(unsigned which);
const char *call_letters(unsigned which);
bool constant_of(const char *text, unsigned long *value); /* false: this ABI has no such constant */

/* filter.c: stops the memory calls of the calling thread and its children; 0 or -errno. */
enum { OF_ANOTHER_ABI = 2, OF_UNTRACED = 3 };
rawmap_word filter_memory_calls(void);

/* launch.c */
struct launched {
    int process;
    bool filtered; /* else every call stops */
};
rawmap_word trace(unsigned request, int thread, uintptr_t address, rawmap_word data);
rawmap_word wait_thread(int thread, int *status, unsigned how); /* 0 instead of a thread: none with WNOHANG */
bool info_of(int thread, struct syscall_info *info);
int launch(struct launched *launched, char **arguments, char **environment); /* 0, or the tool's exit status */
int attach(struct launched *launched, int process);

/* loop.c: until nothing is traced any more, or the tool is told to end. The wait status of the program, or -1. */
int trace_loop(const struct launched *launched);

/* signals.c: those for the tool are the process's from now on; or are blocked, and looked for while waiting. */
bool signals_are_sent_to(int process); /* false: not on this ABI */
void block_signals(int process);       /* 0: they end the tracing, */
bool wait_for_signal(void);            /* and are false here; waits for a stop too */
void signals_are_everybodys(void);     /* of all that are traced; blocked */
void let_end(int signal);              /* this one the tool itself, as it would any program */

/* untraced.c: clone, or -1 where its flags cannot be changed, with this flag; which is taken away. */
long clone_number(bool i386);
unsigned untraced_flag(void);
void trace_child_too(int thread, const struct syscall_info *info);

/* tracees.c */
struct tracee *tracee_of(int thread); /* a new one where there is none; NULL: no memory */
struct tracee *tracee_if(int thread);
struct tracee *process_of(struct tracee *tracee); /* whose thread has the process's own number */
void tracee_gone(int thread);
unsigned tracees(void);
void every_tracee(void (*visit)(struct tracee *tracee));

/* line.c: a text that grows, cut where its room ends; and where it goes. The longest is an object of JSON with all callers,
   each byte of whose names is six. */
enum { REPORT_ROOM = 32768 };
struct line {
    unsigned used;
    char text[REPORT_ROOM];
};
void put(struct line *line, const char *text);
void put_number(struct line *line, uint64_t number);
void put_signed(struct line *line, int64_t number);
void put_hex(struct line *line, uint64_t number);
void put_size(struct line *line, uint64_t bytes);     /* "4 GiB" */
void put_quoted(struct line *line, const char *text); /* as a string of JSON */
void print_line(struct line *line);                   /* and empties it */
bool print_to(const char *file);
bool printed_well(void);

/* decode.c and names.c */
void put_call(struct line *line, const struct tracee *tracee);
void put_named(struct line *line, char family, uint64_t value);
/* The value is a text: constant_of. */
void every_constant(void (*visit)(void *context, char family, const char *name, const char *value), void *context);
const char *errno_name(int error);

/* place.c, symbol.c */
struct place {
    char object[256]; /* "" where nothing is known */
    uint64_t offset;  /* into the object's file */
    char symbol[128]; /* or "" */
    uint64_t into;    /* the symbol */
};
void place_of(int process, uint64_t address, struct place *place);
void symbol_of(int file, struct place *place);

/* callers.c: the places that the call was called from, the nearest first, as far as unwind tables tell. */
enum { MOST_CALLERS = 8, MOST_OUTSIDE = 3 };
struct callers {
    unsigned count;
    bool complete; /* out of the object of the call itself */
    struct place places[MOST_CALLERS];
};
unsigned callers_of(const struct tracee *tracee, const struct place *place, struct callers *callers);

/* seen.c: how often the same was seen, this time included; entry is what the caller keeps of it. */
struct seen {
    uint64_t place;
    rawmap_word words[6];
    unsigned which;
    int cause, error, process;
    unsigned times;
};
struct seen *see_refused(const struct tracee *tracee, int error);
struct seen *see_ignored(const struct tracee *tracee, rawmap_status cause, bool *is_new, const struct place **place);
void every_ignored(void (*visit)(const struct seen *seen, const struct place *place));

/* report.c, summary.c */
extern struct trace_options trace_options;
void report_outcome(const struct outcome *outcome, unsigned times);
struct totals {
    unsigned long calls[CALLS], refused[CALLS], ignored[CALLS];
    unsigned long of_other_abis, programs, repeated;
    unsigned most; /* mappings of one process at once, where they were counted */
    int most_in;
};
extern struct totals totals;
void tell_summary(void);

/* command.c: the tool's exit status. */
int trace_command(int count, char **arguments, char **environment);

#endif
