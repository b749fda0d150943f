/* SPDX-License-Identifier: MIT */
/* Goes wrong on purpose, in each way that the suite has to notice. The first argument says how; as /init it gets it
   from the kernel's command line. */
#include "plain.h"

static void write_file(const char *path, const char *text)
{
    rawmap_word fd = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(path), RAWMAP_LINUX_O_WRONLY, 0);
    (void)rawmap_syscall3(RAWMAP_NR_write, fd, word_of(text), (rawmap_word)length_of(text));
}

static int run(long count, char **arguments)
{
    const char *how = count > 1 ? arguments[1] : "";
    if (same(how, "good")) {
        print("selfcheck: 2 passed, 0 failed, 0 skipped\n");
        return 0;
    }
    if (same(how, "fail")) {
        print("selfcheck: 1 passed, 1 failed, 0 skipped\n");
        return 1;
    }
    if (same(how, "contradict")) {
        print("selfcheck: 1 passed, 1 failed, 0 skipped\n");
        return 0;
    }
    if (same(how, "disagree")) {
        print("selfcheck: 9 cases, 1 disagreements, 0 unexplained\n");
        return 0;
    }
    if (same(how, "nothing")) {
        print("selfcheck: 0 passed, 0 failed, 2 skipped\n");
        return 0;
    }
    if (same(how, "silent"))
        return 0;
    if (same(how, "crash"))
        (void)rawmap_syscall2(RAWMAP_NR_kill, rawmap_syscall0(RAWMAP_NR_getpid), 11);
    if (same(how, "hang"))
        for (;;)
            (void)rawmap_syscall5(RAWMAP_NR_ppoll, 0, 0, 0, 0, 0);
    if (same(how, "panic"))
        write_file("/proc/sysrq-trigger", "c");
    if (same(how, "disorder")) {
        write_file("/dev/kmsg", "<1>BUG: said by the self-check");
        print("selfcheck: 2 passed, 0 failed, 0 skipped\n");
        return 0;
    }
    return 3;
}

void selfcheck_main(uintptr_t *stack);

__attribute__((used)) void selfcheck_main(uintptr_t *stack)
{
    leave(run((long)stack[0], (char **)(stack + 1)));
}

RAWMAP_START(selfcheck_main);
