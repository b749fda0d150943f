/* SPDX-License-Identifier: MIT */
/* What programs do that a tracer may get wrong, a way of life each: lives NAME prints what it saw and ends in its own way. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *self;
static volatile sig_atomic_t handled, value;

/* A call that Linux refuses, one that it takes, and one more for each: none of them may be disturbed. */
static int memory(void)
{
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int good = page != MAP_FAILED;
    if (good)
        page[0] = 1;
    good += mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EINVAL;
    good += mprotect(page + 1, 4096, PROT_READ) == -1 && errno == EINVAL;
    good += munmap(page, 4096) == 0;
    return good;
}

static int end(pid_t child)
{
    int status = 0;
    if (waitpid(child, &status, 0) != child)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static void *in_a_thread(void *unused)
{
    long good = 0;
    int i;
    (void)unused;
    for (i = 0; i < 200; i++)
        good += memory();
    return (void *)good;
}

static int threads(void)
{
    pthread_t many[16];
    long sum = 0;
    int i;
    for (i = 0; i < 16; i++)
        pthread_create(&many[i], NULL, in_a_thread, NULL);
    for (i = 0; i < 16; i++) {
        void *good;
        pthread_join(many[i], &good);
        sum += (long)good;
    }
    printf("%ld calls as they should be\n", sum);
    return 0;
}

static int forks(void)
{
    int i, sum = 0;
    for (i = 0; i < 30; i++) {
        const pid_t child = fork();
        if (child == 0)
            _exit(memory() + i);
        sum += end(child);
    }
    printf("sum of exit statuses: %d\n", sum);
    return 5;
}

/* A child that asks not to be traced, as LeakSanitizer's does. */
static int untraced(void)
{
    int i, sum = 0;
    for (i = 0; i < 3; i++) {
        const pid_t child = (pid_t)syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, NULL, NULL, NULL, NULL);
        if (child == 0)
            _exit(memory() + i);
        sum += end(child);
    }
    printf("untraced, sum of exit statuses: %d\n", sum);
    return 6;
}

static int vforks(void)
{
    volatile int i, sum = 0;
    for (i = 0; i < 10; i++) {
        const pid_t child = vfork();
        if (child == 0) {
            execl(self, self, "exits", (char *)NULL);
            _exit(99);
        }
        sum += end(child);
    }
    printf("sum of exit statuses: %d\n", sum);
    return memory();
}

static void *executes(void *unused)
{
    (void)unused;
    execl(self, self, "exits", (char *)NULL);
    return NULL;
}

static void *sleeps(void *unused)
{
    (void)unused;
    for (;;)
        pause();
    return NULL;
}

/* exec by a thread that is not the first, beside others. */
static void exec_by_thread(void)
{
    pthread_t one;
    int i;
    for (i = 0; i < 4; i++)
        pthread_create(&one, NULL, sleeps, NULL);
    pthread_create(&one, NULL, executes, NULL);
    for (;;)
        memory();
}

static void *ends_all(void *unused)
{
    const struct timespec moment = {0, 50000000};
    (void)unused;
    nanosleep(&moment, NULL);
    exit(memory() + 20);
}

/* The first thread ends before the others. */
static int first_ends(void)
{
    pthread_t one;
    pthread_create(&one, NULL, ends_all, NULL);
    pthread_exit(NULL);
}

static void handler(int signal, siginfo_t *information, void *context)
{
    (void)signal, (void)context;
    handled++;
    value = information->si_value.sival_int;
    memory();
}

static int signals(void)
{
    struct sigaction action;
    const struct timespec moment = {0, 30000000};
    struct timespec left = {0, 0};
    timer_t timer;
    struct sigevent event;
    const struct itimerspec once = {{0, 0}, {0, 10000000}};
    int i, got;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGTRAP, &action, NULL);
    sigaction(SIGRTMIN, &action, NULL);
    for (i = 0; i < 50; i++) {
        const union sigval with = {.sival_int = i};
        sigqueue(getpid(), i & 1 ? SIGUSR1 : SIGTRAP, with);
        memory();
    }
    printf("%d signals, the last with %d\n", (int)handled, (int)value);
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGRTMIN;
    event.sigev_value.sival_int = 4711;
    timer_create(CLOCK_MONOTONIC, &event, &timer);
    timer_settime(timer, 0, &once, NULL);
    got = nanosleep(&(const struct timespec){5, 0}, &left);
    printf("interrupted: %d, by %d\n", got == -1 && errno == EINTR && left.tv_sec == 4, (int)value);
    nanosleep(&moment, NULL);
    return 0;
}

/* A stop of the whole process is seen by its parent, and ends when it is told to go on, not before. */
static int stops(void)
{
    int i, status;
    for (i = 0; i < 5; i++) {
        int hold[2]; /* the child ends once its going on was seen */
        char byte;
        pid_t child;
        if (pipe(hold) != 0 || (child = fork()) < 0)
            return 1;
        if (child == 0) {
            close(hold[1]);
            raise(i & 1 ? SIGTSTP : SIGSTOP);
            (void)!read(hold[0], &byte, 1);
            _exit(memory() + i);
        }
        close(hold[0]);
        waitpid(child, &status, WUNTRACED);
        printf("stopped: %d, by %d\n", WIFSTOPPED(status), WIFSTOPPED(status) ? WSTOPSIG(status) : 0);
        nanosleep(&(const struct timespec){0, 20000000}, NULL);
        printf("still: %d\n", waitpid(child, &status, WNOHANG) == 0);
        kill(child, SIGCONT);
        waitpid(child, &status, WCONTINUED);
        printf("goes on: %d\n", WIFCONTINUED(status));
        close(hold[1]);
        printf("ended: %d\n", end(child));
    }
    return 0;
}

/* A child that lives longer than its parent. */
static int outlived(void)
{
    if (fork() == 0) {
        nanosleep(&(const struct timespec){0, 50000000}, NULL);
        printf("the child: %d\n", memory());
        fflush(stdout);
        _exit(3);
    }
    return 8;
}

/* What a program is given: signals blocked and ignored, descriptors, its place in sessions and groups. */
static int given(void)
{
    char line[200];
    FILE *status = fopen("/proc/self/status", "r");
    DIR *descriptors;
    struct dirent *one;
    struct rlimit core;
    int open_ones = 0;
    while (status && fgets(line, sizeof line, status))
        if (!strncmp(line, "Sig", 3) || !strncmp(line, "Shd", 3))
            if (strncmp(line, "SigQ", 4) != 0)
                fputs(line, stdout);
    descriptors = opendir("/proc/self/fd");
    while (descriptors && (one = readdir(descriptors)))
        open_ones++;
    getrlimit(RLIMIT_CORE, &core);
    printf("descriptors: %d, core: %llu\n", open_ones, (unsigned long long)core.rlim_cur);
    printf("dumpable: %d, group: %d\n", prctl(PR_GET_DUMPABLE), getpgrp() == getpid());
    return 0;
}

int main(int count, char **arguments)
{
    const char *life = count > 1 ? arguments[1] : "";
    self = arguments[0];
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!strcmp(life, "exits"))
        return memory() + 3;
    if (!strcmp(life, "killed"))
        kill(getpid(), SIGKILL);
    if (!strcmp(life, "aborts"))
        abort();
    if (!strcmp(life, "faults"))
        *(volatile char *)mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) = 1;
    if (!strcmp(life, "terminated"))
        raise(SIGTERM);
    if (!strcmp(life, "threads"))
        return threads();
    if (!strcmp(life, "forks"))
        return forks();
    if (!strcmp(life, "untraced"))
        return untraced();
    if (!strcmp(life, "vforks"))
        return vforks();
    if (!strcmp(life, "exec_by_thread"))
        exec_by_thread();
    if (!strcmp(life, "first_ends"))
        return first_ends();
    if (!strcmp(life, "signals"))
        return signals();
    if (!strcmp(life, "stops"))
        return stops();
    if (!strcmp(life, "outlived"))
        return outlived();
    if (!strcmp(life, "given"))
        return given();
    return 111;
}
