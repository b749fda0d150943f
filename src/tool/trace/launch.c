/* SPDX-License-Identifier: MIT */
/* How tracing begins: a program that is started, with the filter, or a process that runs already, without. */
#include "trace.h"

enum {
    GET_SYSCALL_INFO = 0x420e,
    SEIZE = 0x4206,
    INTERRUPT = 0x4207,
    CONTINUE = 7,
    OPTIONS = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x40, /* syscall stops marked; fork, vfork, clone, exec and exit told */
    OF_FILTER = 0x80,
    DIE_WITH_TRACER = 0x100000, /* a filter without a tracer answers ENOSYS to every memory call */
    WAIT_ALL = 0x40000000,
    UNFILTERED = 'u', /* what the child answers */
    FILTERED = 'f',
    EXIT_FAILED = 2,
    EXIT_NOT_RUN = 126,
    EXIT_NOT_FOUND = 127
};

rawmap_word trace(unsigned request, int thread, uintptr_t address, rawmap_word data)
{
    return rawmap_syscall4(RAWMAP_NR_ptrace, (rawmap_word)request, thread, (rawmap_word)address, data);
}

rawmap_word wait_thread(int thread, int *status, unsigned how)
{
#ifdef RAWMAP_NR_wait4
    rawmap_word result;
    do
        result = rawmap_syscall4(RAWMAP_NR_wait4, thread, word_of(status), (rawmap_word)(how | WAIT_ALL), 0);
    while (result == -RAWMAP_LINUX_EINTR);
    return result;
#else
    /* waitid tells the same in parts: signal, errno, how, thread, user, status. */
    enum { ANY = 0, ONE = 1, EXITED_OR_STOPPED = 4 | 2, BY_EXIT = 1, KILLED = 2, DUMPED = 3 };
    int parts[32] = {0};
    const rawmap_word result = rawmap_syscall5(RAWMAP_NR_waitid, thread > 0 ? ONE : ANY, thread > 0 ? thread : 0,
                                               word_of(parts), (rawmap_word)(how | WAIT_ALL | EXITED_OR_STOPPED), 0);
    if (result < 0)
        return result;
    *status = parts[2] == BY_EXIT                        ? parts[5] << 8
              : parts[2] == KILLED || parts[2] == DUMPED ? parts[5]
                                                         : parts[5] << 8 | 0x7f;
    return parts[3];
#endif
}

bool info_of(int thread, struct syscall_info *info)
{
    return trace(GET_SYSCALL_INFO, thread, sizeof *info, word_of(info)) > 0;
}

static void complain_of(const char *what, const char *of, rawmap_word error)
{
    complain("rawmap: ");
    complain(what);
    complain(of);
    complain(": ");
    complain(errno_name((int)-error));
    complain("\n");
}

/* The first of PATH's directories that has it, as execvp looks. */
static rawmap_word execute(char **arguments, char **environment)
{
    char path[4096];
    const char *directories = "/usr/local/bin:/usr/bin:/bin", *name = arguments[0];
    rawmap_word error = -RAWMAP_LINUX_ENOENT;
    char **variable;
    const char *letter;
    for (letter = name; *letter; letter++)
        if (*letter == '/')
            return rawmap_syscall3(RAWMAP_NR_execve, word_of(name), word_of(arguments), word_of(environment));
    for (variable = environment; *variable; variable++)
        if (starts(*variable, "PATH="))
            directories = *variable + 5;
    for (;;) {
        unsigned used = 0;
        rawmap_word result;
        while (*directories && *directories != ':' && used < sizeof path - 2)
            path[used++] = *directories++;
        if (used == 0)
            path[used++] = '.';
        path[used++] = '/';
        append(path, &used, sizeof path, name);
        result = rawmap_syscall3(RAWMAP_NR_execve, word_of(path), word_of(arguments), word_of(environment));
        if (result != -RAWMAP_LINUX_ENOENT && result != -RAWMAP_LINUX_ENOTDIR)
            error = result;
        if (result == -RAWMAP_LINUX_ENOEXEC || *directories != ':')
            return error;
        directories++;
    }
}

/* The child: has its filter, says so, and waits until it is traced. Before that a stop of it would be waited for by nobody. */
static void become(const int *from, const int *to, char **arguments, char **environment)
{
    unsigned char answer;
    rawmap_word result;
    (void)rawmap_syscall1(RAWMAP_NR_close, from[1]);
    (void)rawmap_syscall1(RAWMAP_NR_close, to[0]);
    answer = filter_memory_calls() == 0 ? FILTERED : UNFILTERED;
    (void)rawmap_syscall3(RAWMAP_NR_write, to[1], word_of(&answer), 1);
    do
        result = rawmap_syscall3(RAWMAP_NR_read, from[0], word_of(&answer), 1);
    while (result == -RAWMAP_LINUX_EINTR);
    if (result != 1)
        leave(EXIT_FAILED);
    (void)rawmap_syscall1(RAWMAP_NR_close, from[0]);
    (void)rawmap_syscall1(RAWMAP_NR_close, to[1]);
    result = execute(arguments, environment);
    complain_of("cannot run ", arguments[0], result);
    leave(result == -RAWMAP_LINUX_ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_RUN);
}

static int too_old(rawmap_word error)
{
    if (error)
        complain_of("processes cannot be traced here", "", error);
    else
        complain(
            "rawmap: this kernel does not tell what a traced call was (PTRACE_GET_SYSCALL_INFO): Linux 5.3 does\n");
    return EXIT_FAILED;
}

/* By what name the kernel calls this ABI: a child for nothing but to be asked, whose first stop, of whatever kind, tells. */
static int ask_abi(void)
{
    struct syscall_info info;
    int ends[2] = {-1, -1}, status, failed = 0;
    char byte;
    rawmap_word child, error;
    if (rawmap_syscall2(RAWMAP_NR_pipe2, word_of(ends), RAWMAP_LINUX_O_CLOEXEC) != 0 || (child = fork_here()) < 0) {
        complain("rawmap: no process could be made\n");
        return EXIT_FAILED;
    }
    if (child == 0) {
        (void)rawmap_syscall1(RAWMAP_NR_close, ends[1]);
        (void)rawmap_syscall3(RAWMAP_NR_read, ends[0], word_of(&byte), 1);
        leave(0);
    }
    error = trace(SEIZE, (int)child, 0, 0);
    if (error || trace(INTERRUPT, (int)child, 0, 0) != 0 || wait_thread((int)child, &status, 0) != child)
        failed = too_old(error ? error : -RAWMAP_LINUX_ESRCH);
    else if (!info_of((int)child, &info))
        failed = too_old(0);
    else
        calls_begin(info.abi);
    (void)rawmap_syscall2(RAWMAP_NR_kill, child, SIGNAL_KILL);
    (void)wait_thread((int)child, &status, 0);
    (void)rawmap_syscall1(RAWMAP_NR_close, ends[0]);
    (void)rawmap_syscall1(RAWMAP_NR_close, ends[1]);
    return failed;
}

int launch(struct launched *launched, char **arguments, char **environment)
{
    int from[2] = {-1, -1}, to[2] = {-1, -1};
    rawmap_word child, result, error = 0;
    unsigned char answer = 0;
    const int failed = ask_abi();
    if (failed)
        return failed;
    if (rawmap_syscall2(RAWMAP_NR_pipe2, word_of(from), RAWMAP_LINUX_O_CLOEXEC) != 0 ||
        rawmap_syscall2(RAWMAP_NR_pipe2, word_of(to), RAWMAP_LINUX_O_CLOEXEC) != 0 || (child = fork_here()) < 0) {
        complain("rawmap: no process could be made\n");
        return EXIT_FAILED;
    }
    if (child == 0)
        become(from, to, arguments, environment);
    (void)rawmap_syscall1(RAWMAP_NR_close, to[1]);
    do
        result = rawmap_syscall3(RAWMAP_NR_read, to[0], word_of(&answer), 1);
    while (result == -RAWMAP_LINUX_EINTR);
    if (result == 1) /* else a signal has ended it already */
        error = trace(SEIZE, (int)child, 0, (rawmap_word)(OPTIONS | OF_FILTER | DIE_WITH_TRACER));
    if (error && error != -RAWMAP_LINUX_ESRCH) {
        (void)rawmap_syscall2(RAWMAP_NR_kill, child, SIGNAL_KILL);
        return too_old(error);
    }
    launched->process = (int)child;
    launched->filtered = answer == FILTERED;
    if (!tracee_of((int)child))
        return EXIT_FAILED;
    /* The end that is read is still open: no SIGPIPE, where the child has ended. */
    (void)rawmap_syscall3(RAWMAP_NR_write, from[1], word_of(&answer), 1);
    (void)rawmap_syscall1(RAWMAP_NR_close, from[0]);
    (void)rawmap_syscall1(RAWMAP_NR_close, from[1]);
    (void)rawmap_syscall1(RAWMAP_NR_close, to[0]);
    return 0;
}

/* Attaches to the threads that are not traced yet; how many these were, or -errno. */
static rawmap_word attach_threads(int process)
{
    char path[40] = "/proc/";
    unsigned used = 6;
    rawmap_word directory, got, found = 0, error = 0;
    union {
        uint64_t aligned;
        char bytes[4096];
    } buffer;
    append_number(path, &used, sizeof path, (unsigned long)process);
    append(path, &used, sizeof path, "/task");
    directory = open_read(path);
    if (directory < 0)
        return directory == -RAWMAP_LINUX_ENOENT ? -RAWMAP_LINUX_ESRCH : directory;
    while ((got = rawmap_syscall3(RAWMAP_NR_getdents64, directory, word_of(&buffer), sizeof buffer)) > 0) {
        rawmap_word at_byte = 0;
        while (at_byte < got) { /* inode, offset, length of the entry, sort, name */
            const unsigned char *length = (const unsigned char *)buffer.bytes + at_byte + 16;
            const char *name = buffer.bytes + at_byte + 19;
            unsigned long thread;
            unsigned short size;
            memcpy(&size, length, sizeof size);
            at_byte += size;
            if (!constant_of(name, &thread) || tracee_if((int)thread))
                continue;
            error = trace(SEIZE, (int)thread, 0, OPTIONS);
            if (error == 0 && tracee_of((int)thread)) {
                tracee_of((int)thread)->drift = 1; /* its mappings are not counted yet */
                (void)trace(INTERRUPT, (int)thread, 0, 0);
                found++;
            }
        }
    }
    (void)rawmap_syscall1(RAWMAP_NR_close, directory);
    return found ? found : error == -RAWMAP_LINUX_ESRCH ? 0 : error;
}

int attach(struct launched *launched, int process)
{
    rawmap_word found;
    const int failed = ask_abi();
    if (failed)
        return failed;
    launched->process = process;
    launched->filtered = false;
    found = attach_threads(process);
    if (found <= 0) {
        complain_of("cannot attach to that process", "", found ? found : -RAWMAP_LINUX_ESRCH);
        return EXIT_FAILED;
    }
    while (attach_threads(process) > 0) /* until no thread is new */
        continue;
    return 0;
}
