/* SPDX-License-Identifier: MIT */
/* Calls of Linux that the library does not wrap: on memory. */
#include "tool.h"

static void read_by_vector(struct answer *answer, const struct row *row)
{
    char byte = 0;
    void *parts[4];
    rawmap_span span;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    fill(span, 5);
    parts[0] = &byte;
    parts[1] = (void *)(uintptr_t)1;
    parts[2] = span.base;
    parts[3] = (void *)(uintptr_t)1;
    if (raw_took(answer, rawmap_syscall6(RAWMAP_NR_process_vm_readv, rawmap_syscall0(RAWMAP_NR_getpid), word_of(parts),
                                         1, word_of(parts + 2), 1, 0)))
        judge(answer, byte == 5, "a byte of this process is read", "nothing is read");
}

/* The advice is pageout, on a page that was freed: it reads 0 when the call has acted. */
static void advise_process(struct answer *answer, const struct row *row)
{
    void *part[2];
    rawmap_span span;
    rawmap_word process, result = 0;
    int try;
    (void)row;
    if (!memory(answer, 1, &span))
        return;
    process = rawmap_syscall2(RAWMAP_NR_pidfd_open, rawmap_syscall0(RAWMAP_NR_getpid), 0);
    if (!raw_took(answer, process))
        return;
    fill(span, 5);
    part[0] = span.base;
    part[1] = (void *)(uintptr_t)span.length;
    forget(rawmap_advise(span, RAWMAP_ADVICE(free)));
    for (try = 0; try < 5 && result >= 0 && peek(span.base) == 5; try++)
        result = rawmap_syscall5(RAWMAP_NR_process_madvise, process, word_of(part), 1, RAWMAP_LINUX_MADV_PAGEOUT, 0);
    if (raw_took(answer, result))
        judge(answer, peek(span.base) == 0, "pageout: a freed page reads 0",
              "pageout: a freed page keeps its contents");
}

static void release_process(struct answer *answer, const struct row *row)
{
    const rawmap_word process = rawmap_syscall2(RAWMAP_NR_pidfd_open, rawmap_syscall0(RAWMAP_NR_getpid), 0);
    rawmap_word result;
    (void)row;
    if (!raw_took(answer, process))
        return;
    result = rawmap_syscall2(RAWMAP_NR_process_mrelease, process, 0);
    if (result == -RAWMAP_LINUX_EINVAL)
        unknown(answer, "known: it refuses a process that is alive; what it frees of a dying one shows nowhere");
    else if (raw_took(answer, result))
        ignored(answer, "accepted for a process that is alive");
}

const struct row rows_of_linux_memory[] = {
    {"linux", "process_vm_readv", "3.2", read_by_vector, 0},
    {"linux", "process_madvise", "5.10", advise_process, 0},
    {"linux", "process_mrelease", "5.15", release_process, 0},
    {0, 0, 0, 0, 0},
};
