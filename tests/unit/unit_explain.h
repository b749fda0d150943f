/* SPDX-License-Identifier: MIT */
/* A situation: a child that makes a call which fails, explains it itself, and stops, to be explained from outside. Both
   must find the same. */
#ifndef UNIT_EXPLAIN_H
#define UNIT_EXPLAIN_H

#include "unit.h"

#include <sys/wait.h>

/* What both found; in memory that parent and child share. */
typedef struct unit_told {
    rawmap_failed_call call;
    rawmap_explanation inside, outside;
    char inside_words[RAWMAP_SENTENCE_ROOM], outside_words[RAWMAP_SENTENCE_ROOM];
    long answer;
    uint64_t extra; /* what the situation wants to tell its test */
} unit_told;

/* Fills in the number and the words of the call, once all is as it shall be. */
typedef void unit_situation(unit_told *told);

static inline rawmap_word unit_word(const void *address)
{
    return (rawmap_word)(uintptr_t)address;
}

static inline void unit_words(unit_told *told, unsigned number, rawmap_word a, rawmap_word b, rawmap_word c,
                              rawmap_word d, rawmap_word e, rawmap_word f)
{
    told->call.number = number;
    told->call.words[0] = a;
    told->call.words[1] = b;
    told->call.words[2] = c;
    told->call.words[3] = d;
    told->call.words[4] = e;
    told->call.words[5] = f;
}

/* The offset is 0 in all of them, so that it is the same in bytes and in pages. */
static inline void unit_mmap_words(unit_told *told, const void *address, size_t length, int protection, int flags,
                                   int file)
{
#ifdef RAWMAP_NR_mmap2
    const unsigned number = RAWMAP_NR_mmap2;
#else
    const unsigned number = RAWMAP_NR_mmap;
#endif
    unit_words(told, number, unit_word(address), (rawmap_word)length, protection, flags, file, 0);
}

/* The number that the next descriptor gets: an explanation leaves none open. */
static inline int unit_next_file(void)
{
    const int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
    (void)close(file);
    return file;
}

static inline int unit_in_child(unit_situation *situation, unit_told *told)
{
    const rawmap_word *words = told->call.words;
    int file;
    situation(told);
    told->answer = syscall((long)told->call.number, words[0], words[1], words[2], words[3], words[4], words[5]);
    if (told->answer != -1)
        return 2;
    told->call.error = errno;
    told->call.process = 0;
    file = unit_next_file();
    told->inside = rawmap_explain_call(&told->call, told->inside_words, sizeof told->inside_words);
    if (unit_next_file() != file)
        return 4;
    raise(SIGSTOP);
    return 3;
}

static inline void unit_explained(unit_situation *situation, unit_told *told, const char *file, int line)
{
    int status = 0;
    pid_t child;
    void *const shared = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    unit_told *const both = (unit_told *)shared;
    cr_assert(shared != MAP_FAILED);
    child = fork();
    if (child == 0)
        _exit(unit_in_child(situation, both));
    cr_assert(child > 0 && waitpid(child, &status, WUNTRACED) == child);
    cr_assert(WIFSTOPPED(status), "%s:%d: the child ended with %x, answer %ld", file, line, (unsigned)status,
              both->answer);
    both->call.process = child;
    both->outside = rawmap_explain_call(&both->call, both->outside_words, sizeof both->outside_words);
    kill(child, SIGKILL);
    cr_assert_eq(waitpid(child, &status, 0), child);
    *told = *both;
    cr_assert_eq(munmap(shared, sizeof *told), 0);
}

/* For the table of tests/explain: what was produced, and what it was named, inside and outside. */
static inline void unit_note(const unit_told *told, const char *situation, rawmap_status inside, rawmap_status outside,
                             const char *file)
{
    const char *const notes = getenv("UNIT_TOLD");
    FILE *const to = notes != NULL ? fopen(notes, "ae") : NULL;
    if (to == NULL)
        return;
    (void)fprintf(to, "%s:%s\t%s\t%s\t%s\t%s\t%s\n", strrchr(file, '/') != NULL ? strrchr(file, '/') + 1 : file,
                  situation, rawmap_status_name((rawmap_status)told->call.error), rawmap_status_name(inside),
                  rawmap_status_name(told->inside.cause), rawmap_status_name(outside),
                  rawmap_status_name(told->outside.cause));
    (void)fclose(to);
}

static inline void unit_found(const unit_told *told, const char *situation, rawmap_status inside, rawmap_status outside,
                              const char *file, int line)
{
    unit_note(told, situation, inside, outside, file);
    cr_assert(told->inside.cause == inside, "%s:%d: inside %s, expected %s: %s", file, line,
              rawmap_status_name(told->inside.cause), rawmap_status_name(inside), told->inside_words);
    cr_assert(told->outside.cause == outside, "%s:%d: outside %s, expected %s: %s", file, line,
              rawmap_status_name(told->outside.cause), rawmap_status_name(outside), told->outside_words);
    cr_assert(told->inside.length == strlen(told->inside_words) && told->inside.length > 20, "%s", told->inside_words);
    cr_assert(told->outside.length == strlen(told->outside_words), "%s", told->outside_words);
}

/* The mapping in the way begins at told->extra; how many pages it has, where that is known. */
static inline void unit_in_the_way(const unit_told *told, unsigned pages)
{
    const uint64_t end = told->extra + pages * unit_page();
    cr_assert_eq(told->inside.start, told->extra, "%s", told->inside_words);
    cr_assert_eq(told->outside.start, told->extra, "%s", told->outside_words);
    cr_assert(pages == 0 || told->inside.end == end, "%s", told->inside_words);
    cr_assert(pages == 0 || told->outside.end == end, "%s", told->outside_words);
}

/* FOUND(situation, cause): from inside and from outside. FOUND_INSIDE: from inside alone, and the errno from outside. */
#define FOUND_BOTH(situation, inside, outside)                                                                         \
    do {                                                                                                               \
        unit_explained((situation), &told, __FILE__, __LINE__);                                                        \
        unit_found(&told, #situation, (inside), (outside), __FILE__, __LINE__);                                        \
    } while (0)
#define FOUND(situation, cause) FOUND_BOTH(situation, RAWMAP_##cause, RAWMAP_##cause)
/* Of a limit: the figures, and the sentence has them. */
#define FIGURES(WANTED, ALLOWED)                                                                                       \
    do {                                                                                                               \
        cr_assert_eq(told.inside.wanted, (uint64_t)(WANTED), "%s", told.inside_words);                                 \
        cr_assert_eq(told.inside.allowed, (uint64_t)(ALLOWED), "%s", told.inside_words);                               \
        cr_assert_eq(told.outside.wanted, (uint64_t)(WANTED), "%s", told.outside_words);                               \
        cr_assert_eq(told.outside.allowed, (uint64_t)(ALLOWED), "%s", told.outside_words);                             \
    } while (0)
#define SAYS(words)                                                                                                    \
    do {                                                                                                               \
        cr_assert(strstr(told.inside_words, (words)) != NULL, "%s", told.inside_words);                                \
        cr_assert(strstr(told.outside_words, (words)) != NULL, "%s", told.outside_words);                              \
    } while (0)

#endif
