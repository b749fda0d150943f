/* SPDX-License-Identifier: MIT */
/* Counts the instructions of a function by single-stepping it in a child. x86-64 only; needs nothing but ptrace. */
#ifndef STEPPER_H
#define STEPPER_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* prepare, then run, in a child: the instructions that the function at start executes when run calls it, from its first
   to its return, those of what it calls included. -1 when run answers false, -2 when it never comes there, or when the
   child ends otherwise or cannot be stepped. */
static long instructions(void (*prepare)(void), bool (*run)(void), uintptr_t start)
{
    struct user_regs_struct now;
    uintptr_t back = 0, stack = 0;
    long count = 0;
    bool inside = false;
    int status;
    const pid_t child = fork();
    if (child == 0) {
        prepare();
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
            _exit(126);
        raise(SIGSTOP);
        _exit(!run());
    }
    while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
        if (ptrace(PTRACE_GETREGS, child, NULL, &now) != 0) {
            kill(child, SIGKILL); /* or it would stand still for ever */
            continue;
        }
        if (inside && now.rip == back && now.rsp > stack) {
            inside = false;
            ptrace(PTRACE_CONT, child, NULL, NULL);
            continue;
        }
        if (count == 0 && now.rip == start) {
            inside = true;
            stack = now.rsp;
            back = (uintptr_t)ptrace(PTRACE_PEEKDATA, child, (void *)stack, NULL);
        }
        count += inside;
        ptrace(PTRACE_SINGLESTEP, child, NULL, NULL);
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1 || count == 0)
        return -2;
    return WEXITSTATUS(status) == 0 ? count : -1;
}

#endif
