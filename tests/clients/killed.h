/* SPDX-License-Identifier: MIT */
/* A database whose writer is killed at random moments, again and again. A transaction that the writer has said is done must
   be there afterwards, whole, with all before it: a killed process loses no page that it wrote, only a machine does.

     killed KILLS SEED DIRECTORY OPTIONS     OPTIONS is what the database's own part makes of it

   It has: bool begins(const char *directory, int options), bool writes(unsigned n): the transaction n, and
   long holds(void): how many there are, 0 to that number without a hole, each with what belongs to it; -1 if not. */
#ifndef KILLED_H
#define KILLED_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static bool begins(const char *directory, int options);
static bool writes(unsigned n);
static long holds(void);

static uint64_t killed_seed;
static unsigned killed_random(unsigned below)
{
    killed_seed = killed_seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(killed_seed >> 33) % below;
}

/* What belongs to a transaction: bytes that its number makes, of a length that it makes. */
#define VALUE_MOST 3000u
static unsigned killed_value(unsigned n, unsigned char *value)
{
    const unsigned length = n * 2654435761u % VALUE_MOST + 1;
    unsigned i;
    for (i = 0; i < length; i++)
        value[i] = (unsigned char)(n + i * 7u);
    return length;
}

static int killed_write(const char *directory, int options, int tell)
{
    unsigned n;
    long there;
    if (!begins(directory, options) || (there = holds()) < 0)
        return 3;
    for (n = (unsigned)there;; n++) {
        if (!writes(n))
            return 4;
        if (write(tell, &n, sizeof n) != (ssize_t)sizeof n)
            return 5;
    }
}

static int killed_look(const char *directory, int options, int tell)
{
    long there = begins(directory, options) ? holds() : -2;
    return write(tell, &there, sizeof there) == (ssize_t)sizeof there ? 0 : 5;
}

/* Runs one part in a process of its own and reads what it says, until it ends, or after microseconds is killed. */
static long killed_run(int (*part)(const char *, int, int), const char *directory, int options, unsigned microseconds,
                       bool whole)
{
    int ends[2], status;
    long last = -1;
    unsigned n;
    pid_t child;
    if (pipe(ends) != 0 || (child = fork()) < 0)
        return -9;
    if (child == 0) {
        close(ends[0]);
        _exit(part(directory, options, ends[1]));
    }
    close(ends[1]);
    if (microseconds != 0) {
        /* It is killed while it writes: the time counts from its first transaction. */
        if (read(ends[0], &n, sizeof n) == (ssize_t)sizeof n)
            last = n;
        usleep(microseconds);
        kill(child, SIGKILL);
    }
    while (whole ? read(ends[0], &last, sizeof last) > 0 : read(ends[0], &n, sizeof n) == (ssize_t)sizeof n)
        if (!whole)
            last = n;
    close(ends[0]);
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) == (microseconds != 0) ? last : -8;
}

int main(int argc, char **argv)
{
    const unsigned kills = argc > 4 ? (unsigned)atoi(argv[1]) : 0;
    unsigned i;
    long done = -1;
    if (kills == 0)
        return 2;
    killed_seed = (uint64_t)atoi(argv[2]);
    for (i = 0; i < kills; i++) {
        const long last = killed_run(killed_write, argv[3], atoi(argv[4]), 1000 + killed_random(30000), false);
        const long there = killed_run(killed_look, argv[3], atoi(argv[4]), 0, true);
        if (last < done || there < last + 1 || there > last + 2) {
            printf("seed %s, kill %u: of %ld transactions that were done %ld are there\n", argv[2], i, last + 1, there);
            return 1;
        }
        done = last;
    }
    printf("%u kills, %ld transactions\n", kills, done + 1);
    return 0;
}

#endif
