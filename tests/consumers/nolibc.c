/* SPDX-License-Identifier: MIT */
/* A program without libc: its own start, its own exit, and a line on its standard output. */
#include <rawmap.h>

static void leave(int status)
{
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, status);
}

__attribute__((used)) void start(uintptr_t *stack);

RAWMAP_START(start);

void start(uintptr_t *stack)
{
    static const char line[] = "mapped and given back\n";
    const size_t arguments = stack[0];
    rawmap_mapping memory = rawmap_map(arguments << 16, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    volatile unsigned char *byte = (volatile unsigned char *)memory.span.base;
    if (memory.status != RAWMAP_OK)
        leave(1);
    byte[memory.span.length - 1] = 1;
    if (rawmap_unmap(memory.span) != RAWMAP_OK)
        leave(2);
    (void)rawmap_syscall3(RAWMAP_NR_write, 1, (rawmap_word)(uintptr_t)line, sizeof line - 1);
    leave(0);
}
