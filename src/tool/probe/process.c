/* SPDX-License-Identifier: MIT */
/* The memory of processes: advice on it, and copies of it, between the probe and a child of its own. */
#include "../tool.h"

static int own_number(void)
{
    return (int)rawmap_syscall0(RAWMAP_NR_getpid);
}

static bool opened(struct answer *answer, int number, rawmap_process *process)
{
    const rawmap_opened_process got = rawmap_process_open(number);
    *process = got.process;
    return took(answer, got.status);
}

static void open_process(struct answer *answer, const struct row *row)
{
    rawmap_process process;
    (void)row;
    if (!opened(answer, own_number(), &process))
        return;
    judge(answer, process.file >= 0 && rawmap_process_open(0x3fffffff).status == RAWMAP_ESRCH,
          "a handle to this process, none to one that is not there", "a handle to a process that is not there");
    forget(rawmap_process_close(process));
}

/* The advice is pageout, on a page that was freed: it reads 0 when the call has acted. */
static void advise(struct answer *answer, const struct row *row)
{
    rawmap_process process;
    rawmap_span span;
    rawmap_size advised = {RAWMAP_OK, 0};
    int try;
    (void)row;
    if (!memory(answer, 1, &span) || !opened(answer, own_number(), &process))
        return;
    fill(span, 5);
    forget(rawmap_advise(span, RAWMAP_ADVICE(free)));
    for (try = 0; try < 5 && advised.status == RAWMAP_OK && peek(span.base) == 5; try++)
        advised = rawmap_process_advise(process, &span, 1, RAWMAP_ADVICE(pageout));
    if (took(answer, advised.status))
        judge(answer, advised.bytes == page_size && peek(span.base) == 0, "pageout: a freed page reads 0",
              "pageout: a freed page keeps its contents");
}

static void release(struct answer *answer, const struct row *row)
{
    rawmap_process process;
    rawmap_status status;
    (void)row;
    if (!opened(answer, own_number(), &process))
        return;
    status = rawmap_process_release(process);
    if (status == RAWMAP_PROCESS_NOT_DYING)
        unknown(answer, "known: it refuses a process that is alive; what it frees of a dying one shows nowhere");
    else if (took(answer, status))
        ignored(answer, "accepted for a process that is alive");
}

/* The child changes its copy of the memory, and ends when it is told to: with 0 if its second page was written. */
static void copy(struct answer *answer, const struct row *row)
{
    rawmap_span span, ours, theirs;
    rawmap_size copied;
    rawmap_word pid;
    int ends[2];
    bool written;
    char byte = 0;
    if (!memory(answer, 2, &span))
        return;
    fill(span, 5);
    if (!raw_took(answer, rawmap_syscall2(RAWMAP_NR_pipe2, word_of(ends), RAWMAP_LINUX_O_CLOEXEC)))
        return;
    pid = fork_here();
    if (pid == 0) {
        (void)rawmap_syscall1(RAWMAP_NR_close, ends[1]);
        *(volatile char *)span.base = 7;
        (void)rawmap_syscall3(RAWMAP_NR_read, ends[0], word_of(&byte), 1);
        leave(*(volatile char *)at(span, page_size) != 9);
    }
    if (pid < 0) {
        unknown(answer, "no process could be made");
        return;
    }
    ours = rawmap_slice(span, 0, 1);
    theirs = rawmap_slice(span, page_size, 1);
    if (row->argument) {
        *(volatile char *)span.base = 9;
        copied = rawmap_process_write((int)pid, &ours, 1, &theirs, 1);
    } else {
        do
            copied = rawmap_process_read((int)pid, &theirs, 1, &ours, 1);
        while (copied.status == RAWMAP_OK && copied.bytes == 1 && peek(at(span, page_size)) == 5);
    }
    (void)rawmap_syscall3(RAWMAP_NR_write, ends[1], word_of(&byte), 1);
    written = wait_for(pid) == 0;
    if (!took(answer, copied.status))
        return;
    if (row->argument)
        judge(answer, written && copied.bytes == 1 && peek(at(span, page_size)) == 5,
              "a byte in another process is written, the same address here is not", "nothing is written");
    else
        judge(answer, copied.bytes == 1 && peek(at(span, page_size)) == 7, "a byte of another process is read",
              "nothing is read");
}

const struct row rows_of_processes[] = {
    {"call", "process_open", "5.3", open_process, 0}, {"call", "process_advise", "5.10", advise, 0},
    {"call", "process_release", "5.15", release, 0},  {"call", "process_read", "3.2", copy, 0},
    {"call", "process_write", "3.2", copy, 1},        {0, 0, 0, 0, 0},
};
