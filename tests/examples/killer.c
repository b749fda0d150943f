/* SPDX-License-Identifier: MIT */
/* Kills logstore at random moments, and holds what is in the log afterwards against what was acknowledged.

       killer LOGSTORE FILE process|power KILLS SEED

   Every life of the program is fed lines that only this life has, and ends by kill -9: one in four before its first
   acknowledgement or soon after it, while it looks through the log and syncs what it found; the others later, while it
   appends, grows the file, moves its window or syncs. How long these times are is learnt from the lives before, since
   machines differ: a life shall append some twenty records. Then every record must be
   the line that was fed at its place, byte by byte; there must be as many as were acknowledged, and no more than were
   fed. The next life continues the same log; a log of some windows is replaced by a fresh one. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 60000, RECORDS = 1 << 16, FRESH = 6 << 20, HEAD = 16, NAME = 8, AGES = 20000000 };

static const char *logstore, *path, *mode;
static uint64_t seed;
static unsigned life, life_of[RECORDS]; /* which life appended a record */
static unsigned count;                  /* records in the log after the last life */
static unsigned long torn, idle, appended;

static void fail(const char *what, unsigned long expected, unsigned long actual)
{
    printf("killer: FAIL life %u, seed %llu, %s: %s: %lu expected, %lu there\n", life, (unsigned long long)seed, mode,
           what, expected, actual);
    exit(1);
}

static uint64_t scramble(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

/* The line that a life is fed as a record of that number: letters and such, of any length up to LINE; with its end. */
static size_t line(unsigned of_life, unsigned number, char *to)
{
    uint64_t state = scramble(seed ^ scramble((uint64_t)of_life << 32 | number));
    size_t length = state % 4 == 0 ? state / 4 % 40 : state / 4 % LINE;
    for (size_t i = 0; i < length; i += 8) {
        uint64_t word = (scramble(state + i) & 0x3f3f3f3f3f3f3f3fu) + 0x3030303030303030u;
        memcpy(to + i, &word, length - i < 8 ? length - i : 8);
    }
    to[length] = '\n';
    return length + 1;
}

static pid_t start(const char *verb, const char *how, int *in, int *out)
{
    int to[2] = {-1, -1}, from[2];
    pid_t child;
    if (pipe2(from, O_CLOEXEC) || (in && pipe2(to, O_CLOEXEC)) || (child = fork()) < 0)
        perror("killer"), exit(2);
    if (child == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        dup2(in ? to[0] : nowhere, 0);
        dup2(from[1], 1);
        if (!in || getenv("KILLER_QUIET"))
            dup2(nowhere, 2);
        execl(logstore, logstore, verb, path, how, (char *)NULL);
        _exit(127);
    }
    close(from[1]);
    *out = from[0];
    if (in) {
        close(to[0]);
        *in = to[1];
    }
    return child;
}

/* Numbers, one a line, each at least as large as the one before; the first is what the last life left. */
static void acknowledged(int from, char *text, size_t *have, long *kept)
{
    ssize_t got = read(from, text + *have, 4096 - *have);
    char *newline, *number = text;
    if (got <= 0)
        return;
    *have += (size_t)got;
    while ((newline = memchr(number, '\n', *have - (size_t)(number - text)))) {
        long now = strtol(number, NULL, 10);
        if (*kept < 0 ? now != (long)count : now < *kept)
            fail("a number went astray", *kept < 0 ? count : (unsigned long)*kept, (unsigned long)now);
        *kept = now;
        number = newline + 1;
    }
    *have -= (size_t)(number - text);
    memmove(text, number, *have);
}

static long early_range, late_range = 2000; /* microseconds */

static struct timespec after(long microseconds)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += microseconds * 1000;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    return end;
}

static long until(const struct timespec *end)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (end->tv_sec - now.tv_sec) * 1000000000 + end->tv_nsec - now.tv_nsec;
}

/* One life; kept is what it acknowledged, -1 for nothing at all, and fed the number of whole lines it was given. */
static void live(uint64_t chance, long *kept, unsigned *fed)
{
    static char feed[LINE + 8], text[4096];
    size_t length = 0, at = 0, have = 0;
    const bool early = early_range != 0 && chance % 4 == 0;
    struct timespec end;
    struct pollfd wait[2];
    int in, out, status;
    long left;
    pid_t child;
    *kept = -1;
    *fed = count;
    end = after(early ? (long)(chance / 4 % (uint64_t)early_range) : AGES);
    child = start("append", mode, &in, &out);
    fcntl(in, F_SETFL, O_NONBLOCK);
    wait[0] = (struct pollfd){in, POLLOUT, 0};
    wait[1] = (struct pollfd){out, POLLIN, 0};
    while ((left = until(&end)) > 0) {
        struct timespec rest = {left / 1000000000, left % 1000000000};
        ssize_t gone;
        if (ppoll(wait, 2, &rest, NULL) <= 0)
            break;
        if (wait[1].revents & POLLIN) {
            const bool first = *kept < 0;
            acknowledged(out, text, &have, kept);
            if (first && *kept >= 0 && !early) {
                early_range = (AGES - until(&end) / 1000) * 5 / 4;
                end = after((long)(chance / 4 % (uint64_t)late_range));
            }
        }
        if (wait[0].revents & POLLERR || *fed > count + 300)
            break;
        if (wait[0].revents & POLLOUT) {
            if (at == length)
                length = line(life, *fed, feed), at = 0;
            if ((gone = write(in, feed + at, length - at)) > 0)
                at += (size_t)gone;
            *fed += at == length;
        }
    }
    kill(child, SIGKILL);
    if (!early && *fed < count + 10 && late_range < AGES / 20)
        late_range += late_range / 8;
    else if (!early && *fed > count + 40)
        late_range -= late_range / 8;
    if (waitpid(child, &status, 0) != child || !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        fail("it ended by itself, wait status", SIGKILL, (unsigned long)status);
    /* What it said before it died counts. */
    fcntl(out, F_SETFL, O_NONBLOCK);
    for (int i = 0; i < 64; i++)
        acknowledged(out, text, &have, kept);
    close(in);
    close(out);
}

/* Whether the file holds anything behind the last record: one was being written. */
static bool more_behind(off_t end)
{
    char bytes[4096];
    ssize_t got;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool more = false;
    while (!more && (got = pread(file, bytes, sizeof bytes, end)) > 0) {
        for (ssize_t i = 0; i < got; i++)
            more |= bytes[i] != 0;
        end += got;
    }
    close(file);
    return more;
}

static void verify(long kept, unsigned fed)
{
    static char expected[LINE + 8], actual[LINE + 8];
    unsigned found = 0;
    off_t end = NAME;
    int out, status;
    pid_t child = start("read", NULL, NULL, &out);
    FILE *records = fdopen(out, "r");
    size_t length, got;
    for (;; found++) {
        length = line(found < count ? life_of[found] : life, found, expected);
        got = fread(actual, 1, length, records);
        if (got == 0)
            break;
        if (found >= fed)
            fail("a record that nobody fed", fed, found + 1ul);
        if (got != length || memcmp(expected, actual, length) != 0)
            fail("a record is not the line that was fed: its length, its number", length, found);
        if (found >= count)
            life_of[found] = life;
        end += HEAD + (off_t)(length + 6) / 8 * 8;
    }
    fclose(records);
    if (waitpid(child, &status, 0) != child || status != 0)
        fail("the log cannot be read, wait status", 0, (unsigned long)status);
    if ((long)found < kept || found < count)
        fail("records were lost", kept > (long)count ? (unsigned long)kept : count, found);
    torn += more_behind(end);
    idle += found == count;
    appended += found - count;
    count = end > FRESH || found > RECORDS / 2 ? 0 : found;
    if (count == 0)
        unlink(path);
}

int main(int argc, char **argv)
{
    long kept;
    unsigned kills, fed;
    if (argc != 6)
        return 2;
    signal(SIGPIPE, SIG_IGN);
    logstore = argv[1];
    path = argv[2];
    mode = argv[3];
    kills = (unsigned)strtoul(argv[4], NULL, 10);
    seed = strtoull(argv[5], NULL, 10);
    unlink(path);
    for (life = 0; life < kills; life++) {
        live(scramble(seed + life), &kept, &fed);
        if (access(path, F_OK) == 0)
            verify(kept, fed);
        else if (kept >= 0)
            fail("there is no file, and it acknowledged", 0, (unsigned long)kept);
    }
    unlink(path);
    printf("killer: %u kills, seed %llu, %s: %lu records appended and all found; %lu kills left a record half written, "
           "%lu came before the first was whole\n",
           kills, (unsigned long long)seed, mode, appended, torn, idle);
    /* Without these nothing was shown. */
    if (strcmp(mode, "process") == 0 && torn < kills / 50)
        fail("half written records", kills / 50, torn);
    if (appended < kills / 4)
        fail("appended records", kills / 4, appended);
    return 0;
}
