/* SPDX-License-Identifier: MIT */
/* What the parts of the comparison share: the raw call, the rows of a rule table, the judge, the machine's facts.

   One case goes like this. The raw system call is made; then the typed call, whose system call is answered by replay()
   with what the kernel just said, and only if it passes the same words. Then judge() holds the kernel's answer, the
   table's rows, the check and the typed call against each other. */
#ifndef RAWMAP_TESTS_DIFFERENTIAL_CASE_H
#define RAWMAP_TESTS_DIFFERENTIAL_CASE_H

#define RAWMAP_SYSCALL replay
#include "../../include/rawmap.h"

/* The raw system calls. Each remembers its words and its answer for replay(). */
rawmap_word raw1(rawmap_word number, uintptr_t a);
rawmap_word raw2(rawmap_word number, uintptr_t a, uintptr_t b);
rawmap_word raw3(rawmap_word number, uintptr_t a, uintptr_t b, uintptr_t c);
rawmap_word raw5(rawmap_word number, uintptr_t a, uintptr_t b, uintptr_t c, uintptr_t d, uintptr_t e);
rawmap_word raw_mmap(uintptr_t address, size_t length, unsigned protection, unsigned flags, int file, uint64_t offset);

/* What the typed call then does: how often it makes the same call, and how many others, which the kernel answers. */
extern unsigned replayed, replayed_more;

/* The rows of a table that hold. */
enum sort { SORT_IGNORED, SORT_GUARDED, SORT_REFUSED, SORT_UNSURE, SORT_LOOKED, SORT_STATE };
struct row {
    int cause, error;
    enum sort sort;
};
struct rows {
    unsigned count;
    struct row row[64];
};
void add_row(struct rows *rows, int cause, enum sort sort, int error);
/* A rule's condition as it stands in rules.h; the arguments have the names that the table says. */
#define ROW(cause, sort, error, condition)                                                                             \
    if (condition)                                                                                                     \
        add_row(rows, cause, sort, error);                                                                             \
    replayed_more = 0; /* a condition may have asked the kernel */
#define ROW_IGNORED(cause, error, condition) ROW(RAWMAP_##cause, SORT_IGNORED, RAWMAP_LINUX_##error, condition)
#define ROW_GUARDED(cause, error, condition) ROW(RAWMAP_##cause, SORT_GUARDED, RAWMAP_LINUX_##error, condition)
#define ROW_REFUSED(cause, error, condition) ROW(RAWMAP_##cause, SORT_REFUSED, RAWMAP_LINUX_##error, condition)
#define ROW_UNSURE(cause, error, condition) ROW(RAWMAP_##cause, SORT_UNSURE, RAWMAP_LINUX_##error, condition)
#define ROW_LOOKED(cause, error, condition) ROW(RAWMAP_##cause, SORT_LOOKED, RAWMAP_LINUX_##error, condition)
#define ROW_STATE(cause, error, condition) ROW(RAWMAP_##cause, SORT_STATE, RAWMAP_LINUX_##error, condition)

/* One public call and what was found about it. truth says whether a cause that is no rule of the arguments (UNSURE,
   LOOKED, STATE) is really so for the present case, from what the test itself set up; show prints the present case. */
struct call {
    const char *name;
    bool (*truth)(int cause);
    void (*show)(void);
    /* Whether the kernel cannot see this GUARDED cause, so that its own answer may be anything. */
    bool (*unseen)(int cause);
    /* Whether the kernel is known to answer so, other than the rule with this cause (OK: no rule) says. */
    bool (*difference)(int cause, int error);
    unsigned cases, accepted, refused, ignored, stated, differences, disagreements, unexplained;
};

/* check: of rawmap_check_*; typed: of the typed call. */
void judge(struct call *call, const struct rows *rows, rawmap_status check, rawmap_word answer, rawmap_status typed);
/* A failure that is not about a row, for the present case. */
void disagree(struct call *call, const char *what);

/* Whether this run takes the next case: all, or the slice that was asked for. */
bool taken_case(void);

/* The machine, asked once without the library's help. */
struct machine {
    size_t page;          /* bytes */
    uintptr_t end;        /* the first address that no program has without asking for more */
    uintptr_t lowest;     /* vm.mmap_min_addr */
    uint64_t huge_sizes;  /* bit n: pages of 1 << n bytes */
    unsigned huge_shift;  /* of the default, 0 where there is none */
    unsigned huge_free;   /* pages of the default size */
    uint64_t ram;         /* bytes */
    uint64_t lock_limit;  /* bytes, UINT64_MAX for none */
    bool locks_freely;    /* CAP_IPC_LOCK */
    bool maps_low;        /* CAP_SYS_RAWIO */
    unsigned version;     /* 0x061200 for 6.18 */
    bool kernel_64;       /* the kernel itself has 64 bits, whatever this program has */
    uintptr_t first;      /* the lowest exact address that is not EINVAL: 32-bit ARM keeps two pages to itself */
    bool huge_is_deadly;  /* 32-bit ARM, 7.2: huge pages bring the kernel down, and are not tried */
    bool range_is_einval; /* an exact range past the end is EINVAL, not ENOMEM: where caches alias */
};
extern struct machine machine;
void ask_machine(void);
bool has_huge(unsigned shift);
/* free pages of 1 << shift bytes in the pool */
unsigned huge_free(unsigned shift);

/* The list of mappings, kept; and whether a range meets one of them. */
void remember_maps(void);
bool is_mapped(uintptr_t address, size_t length);
/* Whether the list is still as it was remembered; says what is not. */
bool maps_unchanged(struct call *call);

static inline size_t whole(size_t length)
{
    return (length + machine.page - 1) & ~(machine.page - 1);
}
/* It starts one of the architecture's smallest pages, and none of this kernel's. */
static inline bool between_pages(uint64_t at)
{
    return (at & (machine.page - 1)) != 0 && (at & (RAWMAP_PAGE_SIZE_MIN - 1u)) == 0;
}
/* Whether a shared mapping of this offset may be refused at this address. */
static inline bool colours_differ(uint64_t address, uint64_t offset)
{
#ifdef RAWMAP_CACHE_COLOURS
    return ((address - offset) & (RAWMAP_CACHE_COLOURS - 1u)) != 0;
#else
    (void)address, (void)offset;
    return false;
#endif
}
static inline bool failed(rawmap_word answer)
{
    return answer < 0 && answer >= -4095;
}

/* The parts. Each goes through its calls' arguments and prints one line per call. */
void compare_map(void);
void compare_unmap(void);
void compare_protect(void);
void compare_sync(void);
void compare_residency(void);
void compare_lock(void);
void compare_advise(void);
void compare_remap(void);
void compare_map_file(void);
void compare_replace(void);
void compare_effects(void);
void report(const struct call *call);

/* Kernels that are known to answer otherwise than the rules say: differences.c. */
enum difference {
    TOP_ADDRESS_IS_AN_ERROR,
    NO_WRAP_FOR_32_BITS,
    LAST_PAGE_FOR_32_BITS,
    LOW_32BIT_NOT_HUGE,
    CUT_IS_ENOMEM,
    HUGE_IS_DEADLY,
    HALF_IS_EINVAL,
    DIFFERENCES
};
bool known_difference(enum difference difference);
void report_differences(void);

void say(const char *text);
void say_hex(uint64_t value);
void say_number(uint64_t value);
uint64_t number_of(const char *text);
bool same_text(const char *one, const char *other);
_Noreturn void end(int status);

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
