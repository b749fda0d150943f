/* SPDX-License-Identifier: MIT */
/* What a compiler that abis.tsv calls faulty does wrong, in a program that has nothing of the library but its start.
   Ends with 1 where the fault is there. */
#include <rawmap/arch/select.h>
#include <stdint.h>

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

__attribute__((used)) void start(uintptr_t *stack);

__attribute__((used)) void start(uintptr_t *stack)
{
    struct two both, answer;
    both.first = stack;
    both.second = 7;
    answer = same(both);
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, answer.first == (void *)stack && answer.second == 7 ? 0 : 1);
}

RAWMAP_START(start);
