/* SPDX-License-Identifier: MIT */
/* What the parts of the layer share: how a call of the program's is begun and answered, and what is counted of it.

   A program that runs with this object preloaded makes its memory calls through rawmap: libc's functions of the same names
   stand here, and so does syscall() with their numbers. No raw door, and nobody builds a value of rawmap's by hand.

   Compiled with LAYER_CHECKS there is a look at each call from below: rawmap's calls go through a function of the layer's,
   which compares the words that reach the kernel with those that the program said, and the errno that the program is told
   with the kernel's. What rawmap refuses before it calls is then asked of the kernel in the program's name, and the program
   is told what that said: so the run is the one without rawmap, and shows what rawmap would have said instead.

   Compiled with LAYER_BARE nothing is counted: for steps.c, which counts its instructions. */
#ifndef LAYER_H
#define LAYER_H

#ifdef LAYER_CHECKS
#define RAWMAP_SYSCALL layer_below
#endif
#define RAWMAP_ONCE
#define RAWMAP_NO_DEPRECATION
#include <rawmap.h>

#include <errno.h>
#include <stdint.h>

/* The calls, and how their words are compared: w a word, i an int, - not at all (rawmap has its own, or there is none). */
#define LAYER_CALLS(CALL)                                                                                              \
    CALL(mmap, "wwii--")                                                                                               \
    CALL(mmap_file, "wwiiiw")                                                                                          \
    CALL(munmap, "ww")                                                                                                 \
    CALL(mremap, "wwwi-")                                                                                              \
    CALL(mremap_to, "wwwiw")                                                                                           \
    CALL(mprotect, "wwi")                                                                                              \
    CALL(madvise, "wwi")                                                                                               \
    CALL(msync, "wwi")                                                                                                 \
    CALL(mincore, "www")                                                                                               \
    CALL(mlock, "ww")                                                                                                  \
    CALL(mlock2, "wwi")                                                                                                \
    CALL(munlock, "ww")                                                                                                \
    CALL(mlockall, "i")                                                                                                \
    CALL(munlockall, "")                                                                                               \
    CALL(remap_file_pages, "wwiw-")                                                                                    \
    CALL(mseal, "wwi")                                                                                                 \
    CALL(memfd_create, "wi")                                                                                           \
    CALL(pkey_alloc, "ii")                                                                                             \
    CALL(pkey_free, "i")                                                                                               \
    CALL(pkey_mprotect, "wwii")                                                                                        \
    CALL(pkey_get, "")                                                                                                 \
    CALL(pkey_set, "")                                                                                                 \
    CALL(shmget, "iw-")                                                                                                \
    CALL(shmat, "iwi")                                                                                                 \
    CALL(shmdt, "w")                                                                                                   \
    CALL(shmctl, "i--")                                                                                                \
    CALL(process_madvise, "iwwi")                                                                                      \
    CALL(mbind, "wwi--i")                                                                                              \
    CALL(set_mempolicy, "i--")                                                                                         \
    CALL(get_mempolicy, "-----")                                                                                       \
    CALL(set_mempolicy_home_node, "wwww")                                                                              \
    CALL(migrate_pages, "i-ww")                                                                                        \
    CALL(move_pages, "iwwwwi")                                                                                         \
    CALL(userfaultfd, "i")

enum layer_call {
#define LAYER_CALL(name, words) LAYER_##name,
    LAYER_CALLS(LAYER_CALL)
#undef LAYER_CALL
        LAYER_CALL_COUNT
};

/* What is found out of the ordinary, each once, with the words of the first. */
enum layer_sort {
    LAYER_NONE,
    LAYER_REFUSED, /* by rawmap, before a call */
    LAYER_ERRNO,   /* the kernel said another */
    LAYER_WORDS    /* other words reached the kernel */
};

struct layer_found {
    uint64_t key; /* sort, call, status, kernel's errno */
    uint64_t times;
    uint64_t words[6];
};
#define LAYER_FOUND_ROOM 512

/* In a file that all processes of a run map. */
struct layer_counts {
    uint64_t calls[LAYER_CALL_COUNT];
    uint64_t lost; /* kinds of findings for which there was no room */
    struct layer_found found[LAYER_FOUND_ROOM];
};

/* One call of the program's. */
struct layer_asked {
    enum layer_call call;
#ifdef LAYER_CHECKS
    bool made;
    long number;
    rawmap_word words[6];
    rawmap_word said;
    bool twice;
    struct layer_asked *outer; /* that a signal interrupted */
#endif
};

#ifdef LAYER_BARE
static inline void layer_begins(struct layer_asked *asked, enum layer_call call, long number, uintptr_t a, uintptr_t b,
                                uintptr_t c, uintptr_t d, uintptr_t e, uintptr_t f)
{
    (void)asked, (void)call, (void)number, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
}
#define layer_becomes(asked, call, number) ((void)(asked))
#define layer_twice(asked) ((void)(asked))
static inline long layer_answers(const struct layer_asked *asked, rawmap_status status, long value)
{
    (void)asked;
    if (status == RAWMAP_OK)
        return value;
    errno = rawmap_status_errno(status);
    return -1;
}
#else
void layer_begins(struct layer_asked *asked, enum layer_call call, long number, uintptr_t a, uintptr_t b, uintptr_t c,
                  uintptr_t d, uintptr_t e, uintptr_t f) __attribute__((__visibility__("hidden")));
/* The value, or -1 and errno. */
long layer_answers(struct layer_asked *asked, rawmap_status status, long value)
    __attribute__((__visibility__("hidden")));
/* Another call is made in this one's place: mlock for mlock2 without flags. */
void layer_becomes(struct layer_asked *asked, enum layer_call call, long number)
    __attribute__((__visibility__("hidden")));
/* A second call was made, whose answer is the program's. */
void layer_twice(struct layer_asked *asked) __attribute__((__visibility__("hidden")));
#endif

#define LAYER_WORD(value) ((uintptr_t)(value))

#endif
