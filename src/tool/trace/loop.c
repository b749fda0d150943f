/* SPDX-License-Identifier: MIT */
/* The stops of traced threads, one after another: what each means, and how the thread goes on.

   Every thread is seized, so that a stop of the whole process is told from a signal on its way (and listened to until it
   ends), and new threads are there before their first instruction. A thread may die at any moment: requests answer ESRCH then,
   and its end comes by the next wait. */
#include "trace.h"

enum {
    CONTINUE = 7,
    SYSCALL = 24,
    LISTEN = 0x4208,
    EVENT_FORK = 1,
    EVENT_CLONE = 3,
    EVENT_EXEC = 4,
    EVENT_EXIT = 6,
    EVENT_SECCOMP = 7,
    EVENT_STOP = 128,
    EVENT_MESSAGE = 0x4201,
    AT_SYSCALL = SIGNAL_TRAP | 0x80,
    NO_WAIT = 1
};

static const struct launched *started;
static bool only_one_moved; /* a call of the one thread there is was all that happened */
static int program_status;
static bool ended; /* the program, and others may go on */

/* Without a filter every call stops, so that the memory calls do. */
static void go_on(const struct tracee *tracee, int signal)
{
    (void)trace(tracee->inside || !started->filtered ? SYSCALL : CONTINUE, tracee->thread, 0, signal);
}

/* A thread that is not the first called exec: it has the number of its process now, and the others are gone. */
static void after_exec(struct tracee *tracee)
{
    unsigned long before = 0;
    const int thread = tracee->thread;
    if (trace(EVENT_MESSAGE, thread, 0, word_of(&before)) == 0 && (int)before != thread)
        tracee_gone((int)before);
    tracee = tracee_of(thread);
    tracee->inside = false;
    tracee->drift = 1;
    tracee->process = thread;
    totals.programs++;
}

/* A new thread is known before its first stop: then there is more than one. */
static void expect_child(const struct tracee *parent)
{
    const int thread = parent->thread;
    unsigned long child = 0;
    if (trace(EVENT_MESSAGE, thread, 0, word_of(&child)) == 0 && child)
        (void)tracee_of((int)child);
    (void)trace(started->filtered ? CONTINUE : SYSCALL, thread, 0, 0);
}

static void at_call(struct tracee *tracee)
{
    struct syscall_info info;
    memset(&info, 0, sizeof info);
    if (info_of(tracee->thread, &info)) {
        if (info.sort == STOP_EXIT)
            call_ends(tracee, &info);
        else if (info.sort == STOP_ENTRY || info.sort == STOP_SECCOMP)
            call_begins(tracee, &info);
    }
    go_on(tracee, 0);
}

static void stopped(struct tracee *tracee, int status)
{
    const int signal = status >> 8 & 0xff, event = status >> 16;
    if (signal == AT_SYSCALL || event == EVENT_SECCOMP) {
        at_call(tracee);
        only_one_moved = tracees() == 1;
    } else if (event >= EVENT_FORK && event <= EVENT_CLONE) {
        expect_child(tracee);
    } else if (event == EVENT_STOP && signal != SIGNAL_TRAP) {
        (void)trace(LISTEN, tracee->thread, 0, 0);
    } else if (event == EVENT_EXEC) {
        const int thread = tracee->thread;
        after_exec(tracee);
        go_on(tracee_of(thread), 0);
    } else if (event == EVENT_EXIT) {
        count_mappings(process_of(tracee));
        go_on(tracee, 0);
    } else {
        go_on(tracee, event ? 0 : signal);
    }
}

static void happened(int thread, int status)
{
    struct tracee *tracee;
    if ((status & 0xff) != 0x7f) {
        tracee_gone(thread);
        if (thread == started->process) {
            program_status = status;
            ended = true;
        }
        return;
    }
    tracee = tracee_of(thread);
    if (tracee)
        stopped(tracee, status);
    else /* no memory to keep it: it goes on unseen */
        (void)trace(CONTINUE, thread, 0, 0);
}

int trace_loop(const struct launched *launched)
{
    const int attached = trace_options.process;
    bool sent_on = !attached && signals_are_sent_to(launched->process), told_to_end = false;
    if (!sent_on)
        block_signals(attached ? 0 : launched->process);
    started = launched;
    program_status = -1;
    while (tracees() && !told_to_end) {
        int status = 0;
        rawmap_word thread;
        /* Its next stop sends the signal again. Where several stopped, one signal may have told all: they are asked for. */
        if (only_one_moved && !sent_on)
            told_to_end = !wait_for_signal();
        only_one_moved = false;
        thread = wait_thread(-1, &status, sent_on ? 0 : NO_WAIT);
        if (thread > 0)
            happened((int)thread, status);
        else if (thread == 0)
            told_to_end = !wait_for_signal() || told_to_end;
        else
            break;                /* no child is left */
        if (ended && !attached) { /* its number is nobody's now, or will be somebody else's */
            signals_are_everybodys();
            sent_on = ended = false;
        }
    }
    if (told_to_end)
        every_tracee(count_mappings);
    return program_status;
}
