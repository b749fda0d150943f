/* SPDX-License-Identifier: MIT */
/* What a compiler that abis.tsv calls faulty does wrong, in a program that has nothing of the library but its start.
   Ends with 1 where the fault is there. */
#include <rawmap/core/base.h>

struct two {
    void *first;
    uintptr_t second;
};

/* GCC 12 for mips32r6 stores the second word of the result in the place of the first as well. */
struct two same(struct two both);

__attribute__((noinline)) struct two same(struct two both)
{
    return both;
}

/* GCC 12 for SH-4 takes some words that it loads for conditions, and drops their comparison with zero. */
uintptr_t count(const uintptr_t *words, uintptr_t from);

__attribute__((noinline)) uintptr_t count(const uintptr_t *words, uintptr_t from)
{
    uintptr_t i;
    for (i = from; words[i] != 0; i++)
        ;
    return i;
}

__attribute__((used)) void start(uintptr_t *stack);

__attribute__((used)) void start(uintptr_t *stack)
{
    static const uintptr_t words[] = {1, 2, 3, 0};
    struct two both, answer;
    both.first = stack;
    both.second = 7;
    answer = same(both);
    if (answer.first != (void *)stack || answer.second != 7)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, 1);
    if (count(words, 0) != 3 || count(words, 3) != 3)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, 1);
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, 0);
}

RAWMAP_START(start);
