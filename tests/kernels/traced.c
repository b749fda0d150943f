/* SPDX-License-Identifier: MIT */
/* rawmap trace on another kernel and processor: this program runs itself under it, with a child, and reads what was told. */
#include "plain.h"

enum { SIGNAL_CHILD = 17, WAIT_ALL = 0x40000000, EXPECTED = 12, OF_CHILD = 3 };

RAWMAP_START(traced_main);

void traced_main(uintptr_t *stack) __attribute__((used, noreturn));
rawmap_word refused_munmap(void) __attribute__((noinline));

static long passed, failed;
static char told[16384];

static void check(int good, const char *what)
{
    passed += good;
    if (good)
        return;
    failed++;
    print("traced: FAILED: ");
    print(what);
    print("\n");
}

static rawmap_word fork_self(void)
{
#ifdef RAWMAP_NR_fork
    return rawmap_syscall0(RAWMAP_NR_fork);
#else
    return rawmap_syscall5(RAWMAP_NR_clone, SIGNAL_CHILD, 0, 0, 0, 0);
#endif
}

static int end_of(rawmap_word child)
{
    int status = -1;
    while (rawmap_syscall4(RAWMAP_NR_wait4, child, word_of(&status), WAIT_ALL, 0) == -RAWMAP_LINUX_EINTR)
        ;
    return status;
}

rawmap_word refused_munmap(void)
{
    return rawmap_syscall2(RAWMAP_NR_munmap, 0x100000, 0);
}

/* Each is refused by every kernel, for its arguments alone. */
static int refused_calls(void)
{
    int refused = refused_munmap() == -RAWMAP_LINUX_EINVAL;
    refused += rawmap_syscall3(RAWMAP_NR_mprotect, 0x100001, 4096, 0) == -RAWMAP_LINUX_EINVAL;
    refused += rawmap_syscall3(RAWMAP_NR_msync, 0x100000, 0x100000, 5) == -RAWMAP_LINUX_EINVAL;
    return refused;
}

static int as_the_program(void)
{
    const rawmap_word child = fork_self();
    if (child == 0)
        leave(refused_calls());
    return end_of(child) == OF_CHILD << 8 && refused_calls() == 3 ? EXPECTED : 1;
}

static int times(const char *part)
{
    const size_t length = length_of(part);
    int count = 0;
    size_t i, k;
    for (i = 0; told[i]; i++) {
        for (k = 0; k < length && told[i + k] == part[k];)
            k++;
        count += k == length;
    }
    return count;
}

static void read_told(const char *path)
{
    rawmap_word file = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(path), 0, 0), got = 1;
    size_t used = 0;
    while (file >= 0 && got > 0 && used < sizeof told - 1) {
        got = rawmap_syscall3(RAWMAP_NR_read, file, word_of(told + used), (rawmap_word)(sizeof told - 1 - used));
        used += got > 0 ? (size_t)got : 0;
    }
    told[used] = 0;
}

/* The tool lies beside this program. */
static void as_the_test(char *self)
{
    static const char name[] = "rawmap";
    static char tool[256];
    char *words[] = {tool, "trace", "--json", "-o", "/tmp/told", "--", self, "child", NULL};
    char *const environment[] = {NULL};
    size_t used = 0, slash = 0, i;
    rawmap_word child;
    for (; used < sizeof tool - sizeof name && self[used]; used++) {
        tool[used] = self[used];
        if (self[used] == '/')
            slash = used + 1;
    }
    for (i = 0; i < sizeof name; i++)
        tool[slash + i] = name[i];
    child = fork_self();
    if (child == 0) {
        (void)rawmap_syscall3(RAWMAP_NR_execve, word_of(tool), word_of(words), word_of(environment));
        leave(127);
    }
    check(end_of(child) == EXPECTED << 8, "the exit status is the program's");
    read_told("/tmp/told");
    check(times("\"event\": \"refused\"") == 6, "six calls were refused");
    check(times("\"errno\": \"EINVAL\"") == 6, "with EINVAL");
    check(times("\"cause\": \"SPAN_EMPTY\"") == 2, "two of nothing");
    check(times("\"cause\": \"SPAN_UNALIGNED\"") == 2, "two unaligned");
    check(times("\"cause\": \"SYNC_CONTRADICTION\"") == 2, "two contradictions");
    check(times("munmap(0x100000, 0)") == 2, "the call in words");
    check(times("msync(0x100000, 1 MiB, MS_ASYNC|MS_SYNC)") == 2, "and its flags");
    check(times("\"symbol\": \"refused_munmap\"") == 2, "where it was");
    check(times("{\"call\": \"munmap\", \"calls\": 2, \"refused\": 2, \"ignored\": 0}") == 1,
          "the summary counts them");
    check(times("\"calls_of_other_abis\": 0,") == 1, "and nothing else");
    if (failed)
        print(told);
}

void traced_main(uintptr_t *stack)
{
    char **words = (char **)(void *)(stack + 1);
    if (stack[0] > 1)
        leave(as_the_program());
    as_the_test(words[0]);
    print("traced: ");
    print_number(passed);
    print(" passed, ");
    print_number(failed);
    print(" failed, 0 skipped\n");
    leave(failed != 0);
}
