/* SPDX-License-Identifier: MIT */
/* Each probe runs in a process of its own: one that dies, hangs, seals its memory or fills its addresses harms no other
   row. The answer comes back through a pipe. */
#include "tool.h"

enum { SIGNAL_KILL = 9, SECONDS_FOR_A_PROBE = 20 };

/* Whether something can be read, or has ended, within the time for a probe. */
static bool in_time(int file)
{
#if defined RAWMAP_NR_poll || defined RAWMAP_NR_ppoll
    struct {
        int file;
        short wanted, found;
    } one = {file, 1, 0};
    rawmap_word result;
    do {
#ifdef RAWMAP_NR_poll
        result = rawmap_syscall3(RAWMAP_NR_poll, word_of(&one), 1, SECONDS_FOR_A_PROBE * 1000L);
#else
        long time[2] = {SECONDS_FOR_A_PROBE, 0};
        result = rawmap_syscall5(RAWMAP_NR_ppoll, word_of(&one), 1, word_of(time), 0, 0);
#endif
    } while (result == -RAWMAP_LINUX_EINTR);
    return result != 0;
#else
    (void)file;
    return true;
#endif
}

static void in_the_child(const struct row *row, int to)
{
    struct answer answer;
    memset(&answer, 0, sizeof answer);
    unknown(&answer, "the probe gave no answer");
    if (eyes_open())
        row->probe(&answer, row);
    else
        unknown(&answer, "no pipe could be made");
    (void)rawmap_syscall3(RAWMAP_NR_write, to, word_of(&answer), sizeof answer);
    leave(0);
}

void run_probe(struct answer *answer, const struct row *row)
{
    int ends[2], status;
    rawmap_word pid, got;
    memset(answer, 0, sizeof *answer);
    if (rawmap_syscall2(RAWMAP_NR_pipe2, word_of(ends), RAWMAP_LINUX_O_CLOEXEC) != 0) {
        unknown(answer, "no pipe could be made");
        return;
    }
    pid = fork_here();
    if (pid == 0)
        in_the_child(row, ends[1]);
    (void)rawmap_syscall1(RAWMAP_NR_close, ends[1]);
    if (pid < 0) {
        unknown(answer, "no process could be made: ");
        say(answer, rawmap_status_name((rawmap_status)-pid));
    } else {
        const bool timely = in_time(ends[0]);
        if (!timely)
            (void)rawmap_syscall2(RAWMAP_NR_kill, pid, SIGNAL_KILL);
        got = rawmap_syscall3(RAWMAP_NR_read, ends[0], word_of(answer), sizeof *answer);
        status = wait_for(pid);
        if (!timely) {
            unknown(answer, "the probe did not end in time");
        } else if (got != sizeof *answer) {
            unknown(answer, "the probe ended early: ");
            say(answer, status >= 256 ? "signal " : "exit status ");
            say_number(answer, (unsigned long)(status & 0xff));
        }
    }
    (void)rawmap_syscall1(RAWMAP_NR_close, ends[0]);
}
