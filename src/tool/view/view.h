/* SPDX-License-Identifier: MIT */
/* What the commands that show a process share: rawmap maps, rawmap pages, rawmap limits.

       options.c   the command line, the process, and why it may not be looked at
       figures.c   64-bit numbers as text       lines.c   text files, a line at a time
       json.c      JSON                         names.c   names of files and mappings, which may hold anything
       regions.c   the mappings of a process with all that is known of each, and their kinds: kinds.c

   Nothing is changed by looking, and nothing is allocated. */
#ifndef RAWMAP_TOOL_VIEW_H
#define RAWMAP_TOOL_VIEW_H

#include "../tool.h"

enum { VIEW_OK = 0, VIEW_USAGE = 1, VIEW_FAILED = 2, VIEW_MAY_NOT = 3, VIEW_NO_PROCESS = 4, VIEW_GOES_ON = -1 };

/* No number is so large: what is not known, and what has no limit. */
#define NOT_KNOWN 0xfffffffffffffffeu
#define NO_LIMIT 0xffffffffffffffffu

struct view {
    bool json;
    bool colour;
    unsigned width;    /* lines are made to fit, or 0 */
    int process;       /* its number */
    bool itself;       /* the tool */
    const char *range; /* what is wanted of it, or NULL */
    char command[20];
};

/* What a command takes. */
struct view_command {
    const char *name;
    const char *help;
    bool needs_process;
    bool takes_range;
};

/* options.c: VIEW_GOES_ON, or the exit status: help was printed, or what is wrong. */
int view_begin(struct view *view, const struct view_command *command, int count, char **arguments, char **environment);
int view_refused(const struct view *view, rawmap_word error); /* of a file of the process: says why; the exit status */
int view_failed(const struct view *view, const char *what, rawmap_word error);
int view_wrong(const char *before, const char *what);
int view_end(void);
bool view_is_wide(const struct view *view);
/* The path of a file of the process; how much of it was read, or -errno. */
const char *view_path(const struct view *view, const char *name);
rawmap_word view_text(const struct view *view, const char *name, char *to, size_t room);
/* A number behind the line of a text that begins so: kB are made bytes; "unlimited" and "max" are NO_LIMIT. */
uint64_t number_behind(const char *text, const char *label);
uint64_t number_in(const char *path); /* the first number of a file, or NOT_KNOWN */

/* figures.c */
void append_u64(char *text, unsigned *used, size_t room, uint64_t number);
void append_hex(char *text, unsigned *used, size_t room, uint64_t number, unsigned digits);
void append_amount(char *text, unsigned *used, size_t room, uint64_t bytes); /* "1.5M", cut to a tenth; "?" */
void out_u64(uint64_t number);
void out_hex(uint64_t number, unsigned digits);
void out_right(const char *text, unsigned width);
void out_amount(uint64_t bytes, unsigned width);
unsigned digits_of(uint64_t address);
unsigned percent_of(uint64_t used, uint64_t allowed); /* rounded down, at most 999 */
uint64_t saturating_times(uint64_t number, uint64_t power_of_two);
bool read_hex(const char **text, uint64_t *number);
bool read_decimal(const char **text, uint64_t *number);

/* lines.c: the buffer is one for all, so one file at a time is open. */
struct lines {
    rawmap_word file; /* or -errno */
    rawmap_word error;
    bool held; /* the last line is to come again */
    unsigned at, end;
    char *line;
};
enum { LONGEST_LINE = 4400 };
bool lines_open(struct lines *lines, const char *path);
bool lines_next(struct lines *lines);  /* false at the end, or where error is set */
void lines_again(struct lines *lines); /* the last line once more */
void lines_close(struct lines *lines);

/* json.c: writes the commas itself. */
void json_open(char bracket);            /* '{' or '[' */
void json_close(char bracket);           /* '}' or ']' */
void json_key(const char *key);          /* before a value of an object */
void json_string(const char *text);      /* bytes beyond ASCII as \u00XX, each alone */
void json_number(uint64_t number);       /* NOT_KNOWN and NO_LIMIT are null */
void json_address(uint64_t address);     /* "0x7f..." */
void json_word(const char *word);        /* true, false, null */
void json_version(void);                 /* the start of each answer */
void json_head(const struct view *view); /* and the process, its command */
void json_line(void);                    /* a new line before the next value */

/* names.c: what would steer a terminal is shown as octal numbers. */
void clean_name(char *to, size_t room, const char *name);
unsigned columns_of(const char *name);          /* that a clean name takes */
void out_name(const char *name, unsigned room); /* cut at its start where it does not fit; 0: never */
void out_clean(const char *name);
void out_spaces(unsigned count);

/* regions.c: a mapping, in bytes; NOT_KNOWN where the kernel does not tell. */
struct region {
    uint64_t start, end, offset, inode;
    uint64_t resident, proportional, private_, swapped, locked, transparent, pool, page, guard;
    char access[8];
    char device[16];
    char name[LONGEST_LINE];
    char flags[160]; /* " rd wr " */
    char key[8];     /* of protection, or "" */
    bool exists;     /* a file of that very name is there, though it ends in " (deleted)" */
};
struct regions {
    const struct view *view;
    struct lines lines;
    bool measured; /* smaps, not maps */
    int pages;     /* pagemap, or -1 */
};
int regions_open(struct regions *regions, const struct view *view); /* VIEW_GOES_ON, or the exit status */
int regions_open_plain(struct regions *regions, const struct view *view);
bool regions_next(struct regions *regions, struct region *region);
int regions_close(struct regions *regions);
bool is_outside(const struct region *region); /* the kernel's own page, which is no mapping of the process */
bool region_flag(const struct region *region, const char *flag);
uint64_t in_memory(const struct region *region);
/* A part of a process as the tool can point to it, which may be 32 bits. */
bool span_of(uint64_t start, uint64_t end, rawmap_span *span);

/* kinds.c: words with commas between: "file,deleted,shared,locked". */
void kinds_of(const struct region *region, char *to, size_t room);

#endif
