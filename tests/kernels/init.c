/* SPDX-License-Identifier: MIT */
/* The first and only program of the virtual machines in which the test programs meet real kernels.

   /tests says what to run, a line per program: its time limit in seconds, its name in the results, its path and its
   arguments, with single spaces between. What the console then shows, besides the programs' own lines:

       VMKERNEL:<release>:<machine>:<page size>      once
       VMBEGIN:<name>                                before each program
       VMEXIT:<name>:<status>:<milliseconds>         after it; the status is a number (128 and more: a signal;
                                                     127: could not start) or "timeout"
       VMDONE:<number of programs>                   at the end: a log without it is of a kernel that did not last

   Only the kernel tells it anything, and no libc is in between: see plain.h. */
#include "plain.h"

enum { MAX_ARGUMENTS = 16, SIGKILL_NUMBER = 9, WALL = 0x40000000 };

static char tests[8192];

/* struct utsname of the kernel: six fields of 65 bytes. */
static char system_name[6][65];

static void mount(const char *type, const char *where)
{
    rawmap_word status = rawmap_syscall5(INIT_NR_mount, word_of(type), word_of(where), word_of(type), 0, 0);
    if (status < 0) {
        print("init: mount of ");
        print(type);
        print(": -");
        print_number((long)-status);
        print("\n");
    }
}

static long page_size(void)
{
    enum { AT_PAGESZ = 6 };
    static unsigned long vector[128];
    rawmap_word used = read_file("/proc/self/auxv", (char *)vector, sizeof vector);
    for (size_t i = 0; used > 0 && i + 1 < (size_t)used / sizeof vector[0]; i += 2)
        if (vector[i] == AT_PAGESZ)
            return (long)vector[i + 1];
    return 0;
}

static long milliseconds(void)
{
    enum { MONOTONIC = 1 };
    long now[2] = {0, 0};
    (void)rawmap_syscall2(RAWMAP_NR_clock_gettime, MONOTONIC, word_of(now));
    /* Nanoseconds to milliseconds without a division, which may need a library: 1/2^20 + 1/2^25 + 1/2^26 is 0.2 % short. */
    return now[0] * 1000 + (now[1] >> 20) + (now[1] >> 25) + (now[1] >> 26);
}

/* clone3, since the order of clone's arguments depends on the architecture. Without a signal for its end the child is
   seen by waits with __WALL. */
static rawmap_word fork_child(void)
{
    static uint64_t block[8];
    return rawmap_syscall2(RAWMAP_NR_clone3, word_of(block), sizeof block);
}

/* Whether the child ended within the time. */
static int ended_in_time(rawmap_word child, long seconds)
{
    struct {
        int fd;
        short events, revents;
    } poll = {0, 1, 0};
    long limit[2] = {seconds, 0};
    rawmap_word ready, fd = rawmap_syscall2(RAWMAP_NR_pidfd_open, child, 0);
    if (fd < 0)
        return 0;
    poll.fd = (int)fd;
    do
        ready = rawmap_syscall5(RAWMAP_NR_ppoll, word_of(&poll), 1, word_of(limit), 0, 0);
    while (ready == -RAWMAP_LINUX_EINTR);
    (void)rawmap_syscall1(RAWMAP_NR_close, fd);
    return ready == 1;
}

static int reap(rawmap_word child)
{
    int status = 0;
    while (rawmap_syscall4(RAWMAP_NR_wait4, child, word_of(&status), WALL, 0) == -RAWMAP_LINUX_EINTR)
        ;
    return status;
}

static void run(char **words, size_t count)
{
    static char *const empty[] = {0};
    long seconds = number_in(words[0]);
    long start = milliseconds();
    rawmap_word child;
    int in_time, status;

    print("\nVMBEGIN:");
    print(words[1]);
    print("\n");
    words[count] = 0;
    child = fork_child();
    if (child == 0) {
        rawmap_word why = rawmap_syscall3(INIT_NR_execve, word_of(words[2]), word_of(words + 2), word_of(empty));
        print("init: execve: -");
        print_number((long)-why);
        print("\n");
        leave(127);
    }
    in_time = child > 0 && ended_in_time(child, seconds);
    if (!in_time && child > 0)
        (void)rawmap_syscall2(RAWMAP_NR_kill, child, SIGKILL_NUMBER);
    status = child > 0 ? reap(child) : 127 << 8;
    /* What the program left behind must not disturb the next one. To -1 the kernel sends it to all but this process. */
    (void)rawmap_syscall2(RAWMAP_NR_kill, -1, SIGKILL_NUMBER);
    while (rawmap_syscall4(RAWMAP_NR_wait4, -1, 0, WALL, 0) > 0)
        ;
    print("\nVMEXIT:");
    print(words[1]);
    print(":");
    if (child > 0 && !in_time)
        print("timeout");
    else
        print_number(status & 0x7f ? 128 + (status & 0x7f) : (status >> 8) & 0xff);
    print(":");
    print_number(milliseconds() - start);
    print("\n");
}

static long run_all(void)
{
    char *words[MAX_ARGUMENTS + 1];
    char *at = tests;
    long programs = 0;
    while (*at) {
        size_t count = 0;
        while (*at && *at != '\n') {
            if (count < MAX_ARGUMENTS)
                words[count++] = at;
            while (*at && *at != ' ' && *at != '\n')
                at++;
            if (*at == ' ')
                *at++ = 0;
        }
        if (*at)
            *at++ = 0;
        if (count >= 3) {
            run(words, count);
            programs++;
        }
    }
    return programs;
}

void init_main(uintptr_t *stack);

__attribute__((used)) void init_main(uintptr_t *stack)
{
    long programs;
    (void)stack;
    mount("proc", "/proc");
    mount("sysfs", "/sys");
    mount("tmpfs", "/tmp");
    (void)rawmap_syscall1(RAWMAP_NR_uname, word_of(system_name));
    print("\nVMKERNEL:");
    print(system_name[2]);
    print(":");
    print(system_name[4]);
    print(":");
    print_number(page_size());
    print("\n");
    (void)read_file("/tests", tests, sizeof tests);
    programs = run_all();
    print("\nVMDONE:");
    print_number(programs);
    print("\n");
    (void)rawmap_syscall4(INIT_NR_reboot, (rawmap_word)0xfee1dead, 672274793, 0x01234567, 0);
    leave(0);
}

RAWMAP_START(init_main);
