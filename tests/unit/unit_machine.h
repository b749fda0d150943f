/* SPDX-License-Identifier: MIT */
/* A machine that is set up otherwise, or hides what it is: what /proc and the kernel say is simulated, the mappings are this
   process's. For files that define RAWMAP_SYSCALL as a name of their own. */
#ifndef UNIT_MACHINE_H
#define UNIT_MACHINE_H

#include "unit_explain.h"

#include <stdarg.h>

#define MIB ((uint64_t)1 << 20)

/* What a file says instead, or how opening it fails. */
static struct {
    const char *path;
    char text[1024];
    int error;
} files[16];
static unsigned count;
static bool hidden; /* nothing of /proc can be opened */
static const char *name_space,
    *its_space;           /* of all processes; of those that are asked for by number, where it is another */
static bool gave_up_exec; /* MDWE */
static int policy = -1;   /* of nodes; -1: what it is */
static unsigned long policy_nodes;
static rawmap_i_shm_limits shm_limits;
static rawmap_i_shm_usage shm_usage;
static rawmap_shmid shm_one; /* the only segment, its index, and its number */
static rawmap_word shm_index, shm_number;
static int shm_refuses; /* to be looked at, with this errno */

static rawmap_word text_of(const char *text)
{
    const int file = unit_memfd(0, 0);
    cr_assert_eq(pwrite(file, text, strlen(text), 0), (ssize_t)strlen(text));
    return file;
}

static rawmap_word opened(const char *path, bool *simulated)
{
    unsigned i;
    *simulated = true;
    for (i = count; i > 0; i--)
        if (strcmp(files[i - 1].path, path) == 0)
            return files[i - 1].error != 0 ? -files[i - 1].error : text_of(files[i - 1].text);
    if (hidden && strncmp(path, "/proc/", 6) == 0)
        return -ENOENT;
    *simulated = false;
    return 0;
}

rawmap_word RAWMAP_SYSCALL(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                           rawmap_word e, rawmap_word f)
{
    const char *const path = (const char *)b;
    if (number == RAWMAP_NR_openat) {
        bool simulated;
        const rawmap_word answer = opened(path, &simulated);
        if (simulated)
            return answer;
    }
    if (number == RAWMAP_NR_readlinkat && name_space != NULL && strstr(path, "/ns/") != NULL) {
        const char *const space =
            its_space != NULL && strncmp(path, "/proc/self/", sizeof "/proc/self/" - 1) != 0 ? its_space : name_space;
        memcpy((void *)c, space, strlen(space));
        return (rawmap_word)strlen(space);
    }
    if (number == RAWMAP_NR_prctl && a == RAWMAP_LINUX_PR_GET_MDWE && gave_up_exec)
        return RAWMAP_LINUX_PR_MDWE_REFUSE_EXEC_GAIN;
    if (number == RAWMAP_NR_get_mempolicy && policy != -1) {
        memcpy((void *)a, &policy, sizeof policy);
        memset((void *)b, 0, 1024 / 8);
        memcpy((void *)b, &policy_nodes, sizeof policy_nodes);
        return 0;
    }
#ifdef RAWMAP_NR_shmctl
    if (number == RAWMAP_NR_shmctl && (b & 0xff) == 3) {
        memcpy((void *)c, &shm_limits, sizeof shm_limits);
        return 0;
    }
    if (number == RAWMAP_NR_shmctl && (b & 0xff) == 14) {
        memcpy((void *)c, &shm_usage, sizeof shm_usage);
        return shm_index;
    }
    if (number == RAWMAP_NR_shmctl && (b & 0xff) == 2 && shm_refuses != 0)
        return -shm_refuses;
    if (number == RAWMAP_NR_shmctl && (b & 0xff) == 15) {
        if (a != shm_index)
            return -EINVAL;
        memcpy((void *)c, &shm_one, sizeof shm_one);
        return shm_number;
    }
#endif
    return unit_syscall(number, a, b, c, d, e, f);
}

static void says(const char *path, const char *form, ...) __attribute__((format(printf, 2, 3)));
static void says(const char *path, const char *form, ...)
{
    va_list more;
    cr_assert_lt(count, sizeof files / sizeof *files);
    files[count].path = path;
    files[count].error = 0;
    va_start(more, form);
    (void)vsnprintf(files[count].text, sizeof files[count].text, form, more);
    va_end(more);
    count++;
}

static inline void starts(void)
{
    count = 0;
    hidden = false;
    name_space = its_space = NULL;
    gave_up_exec = false;
    policy = -1;
    shm_refuses = 0;
}

/* --- a call, explained --- */

static char words[RAWMAP_SENTENCE_ROOM];
static unit_told told;

static inline rawmap_explanation explained(int error)
{
    rawmap_explanation found;
    told.call.process = 0;
    told.call.error = error;
    found = rawmap_explain_call(&told.call, words, sizeof words);
    cr_assert_eq(found.length, strlen(words));
    return found;
}

static inline rawmap_status mapping(uint64_t length, int flags, int error)
{
    unit_mmap_words(&told, NULL, (size_t)length, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1);
    return explained(error).cause;
}

#endif
