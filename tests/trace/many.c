/* SPDX-License-Identifier: MIT */
/* many memory N: two memory calls, N times. many other N: calls that are none. many reads N: 64 KiB are read, and looked at.
   many mappings N: as many mappings at once. many deep N: refused, so many calls deep. many waits: threads that are refused
   something every 10 ms, for a second. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void *refused_now_and_then(void *unused)
{
    int i;
    (void)unused;
    for (i = 0; i < 100; i++) {
        (void)!munmap((void *)4096, 0);
        nanosleep(&(const struct timespec){0, 10000000}, NULL);
    }
    return NULL;
}

static volatile int deeper;
static __attribute__((noinline)) int deep(int calls)
{
    if (calls > 0)
        return deep(calls - 1) + deeper;
#ifdef __x86_64__ /* by itself: then all its callers are told */
    {
        long result;
        __asm__ volatile("syscall" : "=a"(result) : "0"(SYS_munmap), "D"(1), "S"(4096) : "rcx", "r11", "memory");
        return (int)result + deeper;
    }
#else
    return munmap((void *)1, 4096) + deeper;
#endif
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    pthread_t one, other;
    const int times = count > 2 ? atoi(arguments[2]) : 50000;
    int i;
    if (!strcmp(what, "memory"))
        for (i = 0; i < times; i++)
            munmap(mmap(NULL, 65536, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 65536);
    if (!strcmp(what, "other"))
        for (i = 0; i < times; i++)
            syscall(SYS_getppid);
    if (!strcmp(what, "reads")) {
        static unsigned char bytes[65536];
        const int file = open("/dev/zero", O_RDONLY);
        unsigned sum = 0;
        size_t at;
        for (i = 0; i < times; i++)
            for (at = (size_t)read(file, bytes, sizeof bytes); at-- > 0;)
                sum = sum * 31 + bytes[at];
        return (int)(sum & 1);
    }
    if (!strcmp(what, "mappings"))
        for (i = 0; i < times; i++) /* no two become one */
            (void)!mmap(NULL, 4096, i & 1 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (!strcmp(what, "deep"))
        return deep(times) == 0;
    if (!strcmp(what, "waits")) {
        pthread_create(&one, NULL, refused_now_and_then, NULL);
        pthread_create(&other, NULL, refused_now_and_then, NULL);
        pthread_join(one, NULL);
        pthread_join(other, NULL);
        return 33;
    }
    return 0;
}
