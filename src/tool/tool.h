/* SPDX-License-Identifier: MIT */
/* The rawmap tool: what its files share. A static program without libc; each file is one subject.

       main.c            the commands                        text.c, output.c, report.c   what is printed
       rows.c, select.c  what is probed, and by which name   run.c                        each probe in its own process
       eyes.c, smaps.c   looking at what memory really did   files.c                      files to map
       process.c         children, without libc              probe/                       the probes, a subject each
       explain/ maps/ pages/ limits/   the other commands    view/                        what these three share
       trace/            the memory calls of other programs, in files of its own (trace/trace.h)

   A probe does a thing, looks at the effect, and answers one of four verdicts. Neither a version number nor a return
   code is an answer: a call that succeeds without an effect is "ignored". */
#ifndef RAWMAP_TOOL_H
#define RAWMAP_TOOL_H

#define RAWMAP_LINK
#include "rawmap.h"

enum verdict { WORKS, REFUSED, IGNORED, UNKNOWN };

/* What a probe found: small enough to come through a pipe in one piece. */
struct answer {
    int verdict;
    rawmap_status status;
    unsigned used;
    char note[140];
};

/* One line of the table. since is the Linux version of the documentation, for the reader alone. */
struct row {
    const char *subject;
    const char *name;
    const char *since;
    void (*probe)(struct answer *answer, const struct row *row);
    unsigned argument;
};

static inline rawmap_word word_of(const void *pointer)
{
    return (rawmap_word)(uintptr_t)pointer;
}

/* library.c: the bare mmap, of anonymous memory, or by its six words with an offset in bytes; an address or -errno. */
rawmap_word bare_map(uintptr_t address, size_t length, unsigned protection, unsigned flags);
rawmap_word bare_mmap(const rawmap_word *words);

/* text.c */
void *memset(void *to, int byte, size_t length);
void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
int memcmp(const void *one, const void *other, size_t length);
size_t length_of(const char *text);
bool same(const char *one, const char *other);
bool starts(const char *text, const char *with);
/* Appends to a text of used bytes with room bytes in all, always ended by a zero. */
void append(char *text, unsigned *used, size_t room, const char *more);
void append_number(char *text, unsigned *used, size_t room, unsigned long number);
/* A size of 1 << shift bytes: "64kb", "2mb". */
void append_size(char *text, unsigned *used, size_t room, unsigned shift);

/* output.c: standard output, buffered; false from flush when something could not be written. */
void out(const char *text);
void out_padded(const char *text, unsigned width);
void out_number(unsigned long number);
/* Words, with a new line indented by from before one that would end behind width; the column in which it ends. */
unsigned out_words(const char *text, unsigned column, unsigned from, unsigned width);
bool out_flush(void);
void complain(const char *text);
void json_text(const char *text);
bool out_is_terminal(void);
unsigned out_width(void); /* columns of the terminal, or 0 */

/* report.c */
enum report { REPORT_TABLE, REPORT_JSON };
struct report_options {
    enum report form;
    bool colour;
    unsigned width; /* lines are broken to fit, or 0 */
    int only;       /* the one verdict that is shown, or -1 */
};
int verdict_named(const char *name); /* or -1 */
void report_begin(const struct report_options *options);
void report_row(const struct report_options *options, const struct row *row, const struct answer *answer);
void report_end(const struct report_options *options);

/* The other commands, each in its folder: the tool's exit status. */
int probe_command(int count, char **arguments, char **environment);
int explain_command(int count, char **arguments, char **environment);
int maps_command(int count, char **arguments, char **environment);
int pages_command(int count, char **arguments, char **environment);
int limits_command(int count, char **arguments, char **environment);

/* main.c: on a terminal, and not where NO_COLOR says otherwise. */
bool colour_wanted(char **environment);

/* select.c: a name as the user wrote it, and the rows it means; all, where wanted is empty. */
struct selection {
    char wanted[40];
};
void selection_of(struct selection *selection, const char *name);
bool selects(const struct selection *selection, const struct row *row);
bool selects_by_row(const struct selection *selection, const struct row *row); /* not by its subject alone */

/* rows.c: calls visit for each row in the table's order. */
void every_row(void (*visit)(void *context, const struct row *row), void *context);
extern const struct row rows_of_kinds[], rows_of_options[], rows_of_file_options[], rows_of_placements[],
    rows_of_protections[], rows_of_advice_on_content[], rows_of_advice_marks[], rows_of_huge_advice[], rows_of_calls[],
    rows_of_processes[], rows_of_faults[], rows_of_remaps[], rows_of_sync[], rows_of_locks[], rows_of_linux_looks[],
    rows_of_files[], rows_of_keys[], rows_of_whole[], rows_of_shm[], rows_of_linux_nodes[];
void every_huge_page_row(void (*visit)(void *context, const struct row *row), void *context);

/* process.c */
rawmap_word fork_here(void);   /* 0 in the child, its pid in the parent, or -errno */
int wait_for(rawmap_word pid); /* an exit status, or 256 and the signal, or -errno */
void leave(int status) __attribute__((noreturn));

/* run.c */
void run_probe(struct answer *answer, const struct row *row);

/* A probe's answers. Each sets the verdict and the first words of the evidence; say adds to it. */
void works(struct answer *answer, const char *evidence);
void ignored(struct answer *answer, const char *evidence);
void unknown(struct answer *answer, const char *reason);
void refused(struct answer *answer, rawmap_status status, const char *evidence);
void say(struct answer *answer, const char *more);
void say_number(struct answer *answer, unsigned long number);
void judge(struct answer *answer, bool it_works, const char *evidence, const char *evidence_against);
bool took(struct answer *answer, rawmap_status status); /* else refused, with the status's own sentence */
bool found(struct answer *answer, rawmap_status status, const char *name); /* took, of a file with this name */
bool advised(struct answer *answer, rawmap_span span, rawmap_advice advice);
bool raw_took(struct answer *answer, rawmap_word result);

/* eyes.c. A page is read and written through the kernel, which says EFAULT where the program would get a signal. */
extern size_t page_size;
void *at(rawmap_span span, size_t offset);
void forget(rawmap_status status);
bool eyes_open(void);
int peek(const void *address);      /* the byte, or -1 where it cannot be read */
bool poke(void *address, int byte); /* false where it cannot be written */
enum { CANNOT_READ = 255 };
int child_sees(const void *address); /* the byte (below 255), CANNOT_READ, or -1: no child */
bool child_writes(void *address, int byte);
bool child_stores(void *address); /* by an instruction: the child may die of it */
int resident(rawmap_span span);   /* how many pages are in memory, or -1 */
bool locked(rawmap_span span);
bool mapped(const void *address);
bool memory(struct answer *answer, size_t pages, rawmap_span *span); /* private, writable */
bool bytes(struct answer *answer, size_t length, rawmap_span *span);
rawmap_placement place_for_huge(size_t size); /* aligned to it, free */
void fill(rawmap_span span, int byte);        /* a byte into each page */
void say_of_pressure(struct answer *answer);  /* of memory that may be dropped */

/* smaps.c: what /proc/self/smaps says of the mapping that holds an address; values in kB. */
struct smap {
    bool there; /* /proc is mounted, and the mapping was found */
    unsigned long locked, lazy_free, huge, referenced, dirty, page, eligible;
    char head[160];
    char flags[160];
};
bool smap_of(const void *address, struct smap *smap);
bool map_of(const void *address, struct smap *smap); /* the head alone, from /proc/self/maps */
bool smap_flag(const struct smap *smap, const char *flag);
bool smap_head_has(const struct smap *smap, const char *text);
rawmap_word file_text(const char *path, char *to, size_t room);
rawmap_word open_read(const char *path);
/* Answers by whether the mapping has the flag; false when an answer was given because nothing can be seen. */
void judge_flag(struct answer *answer, rawmap_span span, const char *flag, bool wanted, const char *evidence,
                const char *evidence_against);

/* files.c */
int memory_file(struct answer *answer); /* an empty file in memory, or -1 and the answer is given */
bool file_seek(int file, size_t offset);
bool file_put(int file, size_t offset, int byte);
int file_get(int file, size_t offset);                  /* the byte, or -1 */
int file_of_pages(struct answer *answer, size_t pages); /* page n starts with the byte n + 1 */
int file_of_holes(struct answer *answer, size_t pages);
int huge_file(struct answer *answer);
int disk_file(struct answer *answer); /* empty, without a name, on a disk */
/* A file without a name in one of the usual places, and a mapping of its one page, which was written to. */
enum { PLACES = 3 };
bool written_page(unsigned place, rawmap_span *span, bool *on_disk);
struct file_facts {
    unsigned mode, rdev_major, dev_major;
    uint64_t inode;
};
bool file_facts(int file, struct file_facts *facts);

#endif
