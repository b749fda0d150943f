/* SPDX-License-Identifier: MIT */
/* Processes without libc: a child, waiting for it, and the end of one. */
#include "tool.h"

enum { WAIT_ALL = 0x40000000 };

rawmap_word fork_here(void)
{
    /* On SPARC both sides get a pid: the child knows itself by having another one than before. */
    const rawmap_word before = rawmap_syscall0(RAWMAP_NR_getpid);
#ifdef RAWMAP_NR_fork
    const rawmap_word result = rawmap_syscall0(RAWMAP_NR_fork);
#else
    enum { SIGNAL_CHILD = 17 }; /* on every architecture that has no fork */
    const rawmap_word result = rawmap_syscall5(RAWMAP_NR_clone, SIGNAL_CHILD, 0, 0, 0, 0);
#endif
    if (result < 0)
        return result;
    return rawmap_syscall0(RAWMAP_NR_getpid) == before ? result : 0;
}

int wait_for(rawmap_word pid)
{
    rawmap_word result;
#ifdef RAWMAP_NR_wait4
    int status = 0;
    do
        result = rawmap_syscall4(RAWMAP_NR_wait4, pid, word_of(&status), WAIT_ALL, 0);
    while (result == -RAWMAP_LINUX_EINTR);
    if (result < 0)
        return (int)result;
    return (status & 0x7f) ? 256 + (status & 0x7f) : status >> 8 & 0xff;
#else
    enum { ONE_PID = 1, EXITED = 4, BY_EXIT = 1 };
    int information[32]; /* signal, errno, how, pid, uid, status */
    do
        result = rawmap_syscall5(RAWMAP_NR_waitid, ONE_PID, pid, word_of(information), EXITED | WAIT_ALL, 0);
    while (result == -RAWMAP_LINUX_EINTR);
    if (result < 0)
        return (int)result;
    return information[2] == BY_EXIT ? information[5] & 0xff : 256 + information[5];
#endif
}

void leave(int status)
{
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, status);
}
