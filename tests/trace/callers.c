/* SPDX-License-Identifier: MIT */
/* Refused calls whose callers are known: inner from outer from main; and a malloc that no machine has. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>

static volatile int deeper;

__attribute__((noinline, noclone)) void inner(void);
__attribute__((noinline, noclone)) void outer(size_t length);

void inner(void)
{
    (void)!mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    deeper++; /* so that nothing is the last call of its function */
}

void outer(size_t length)
{
    volatile char room[length]; /* a frame that has no fixed size */
    room[0] = 1;
    inner();
    deeper += room[0];
}

int main(void)
{
    void *volatile lost;
    outer(1000);
    lost = malloc((size_t)1 << 60);
    deeper += lost != NULL;
    return deeper == 2 ? 0 : 1;
}
