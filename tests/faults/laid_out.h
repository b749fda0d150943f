/* SPDX-License-Identifier: MIT */
/* What lies ready before a call, and is looked at after it: the mappings, their flags and the open descriptors. Nothing
   here goes through the library. */
#ifndef RAWMAP_TESTS_FAULTS_LAID_OUT_H
#define RAWMAP_TESTS_FAULTS_LAID_OUT_H

#define RAWMAP_NO_DEPRECATION
#include "../../include/rawmap.h"
#include "../machine/facts.h"

#include <stdio.h>
#include <string.h>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 4, FILES = 64, ENOUGH = 20 /* complaints */ };

static char *place;    /* PAGES of private memory, then as many free addresses, then PAGES more */
static int file;       /* PAGES of a memory file */
static int big_file;   /* of two huge pages, for the calls that want them */
static int sealable;   /* another, that no mapping keeps from being sealed */
static int spare;      /* the same file once more, to be closed */
static int self;       /* the process */
static int pagemap;    /* the states of its pages */
static int segment;    /* System V shared memory, which ends with the program */
static int fault_file; /* a userfaultfd: see calls_faults.h */

static rawmap_span span_at(size_t page, size_t pages)
{
    rawmap_span span;
    span.base = place + page * PAGE;
    span.length = pages * PAGE;
    return span;
}

static void lay_out(void)
{
    const unsigned flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS;
    const rawmap_word at = rawmap_syscall6(RAWMAP_NR_mmap, (rawmap_word)place, 3 * PAGES * PAGE, 3,
                                           flags | (place ? RAWMAP_LINUX_MAP_FIXED : 0), -1, 0);
    place = (char *)at;
    (void)rawmap_syscall2(RAWMAP_NR_munmap, at + PAGES * PAGE, PAGES * PAGE);
}

static void shared_place(void)
{
    (void)rawmap_syscall6(RAWMAP_NR_mmap, (rawmap_word)place, PAGES * PAGE, 3,
                          RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_FIXED, file, 0);
}

/* Once in a program, before anything is compared. In a name space of its own no segment is left to the machine. */
static void prepare(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    (void)unshare(CLONE_NEWIPC);
    file = memfd_create("faults", MFD_CLOEXEC);
    big_file = memfd_create("big", MFD_CLOEXEC);
    sealable = memfd_create("sealable", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    (void)!ftruncate(file, PAGES * PAGE);
    (void)!ftruncate(big_file, 4 << 20);
    spare = dup(file);
    self = (int)rawmap_syscall2(RAWMAP_NR_pidfd_open, getpid(), 0);
    pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    fault_file = dup(file);
    segment = shmget(IPC_PRIVATE, PAGES * PAGE, IPC_CREAT | 0600);
    (void)shmat(segment, NULL, 0);
    (void)shmctl(segment, IPC_RMID, NULL);
    lay_out();
}

/* The lines that begin a mapping in a file of /proc/self, and of smaps their flags too: a lock or an advice left behind is a
   change. Read by pread64, which no call of the library uses: a filter may have forbidden those. */
struct list {
    int source;
    uint64_t descriptors;
    char text[1 << 16];
};

static void look(struct list *list)
{
    static char raw[1 << 20];
    struct pollfd files[FILES];
    size_t used = 0;
    rawmap_word got;
    while (used < sizeof raw - 1 &&
           (got = rawmap_syscall4(RAWMAP_NR_pread64, list->source, (rawmap_word)(raw + used),
                                  (rawmap_word)(sizeof raw - 1 - used), (rawmap_word)used)) > 0)
        used += (size_t)got;
    raw[used] = 0;
    used = 0;
    for (char *line = raw, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        if (!end)
            break;
        if ((strchr("0123456789abcdef", *line) || !strncmp(line, "VmFlags:", 8)) &&
            used + (size_t)(end - line) + 2 < sizeof list->text) {
            memcpy(list->text + used, line, (size_t)(end - line) + 1);
            used += (size_t)(end - line) + 1;
        }
    }
    list->text[used] = 0;
    /* Which descriptors are open, in one call: poll says of the others that they are invalid. */
    for (int i = 0; i < FILES; i++) {
        files[i].fd = i;
        files[i].events = 0;
    }
    (void)poll(files, FILES, 0);
    list->descriptors = 0;
    for (int i = 0; i < FILES; i++)
        list->descriptors |= (uint64_t) !(files[i].revents & POLLNVAL) << i;
}

static bool same_mappings(const struct list *a, const struct list *b)
{
    return strcmp(a->text, b->text) == 0;
}

static unsigned cases, failures;

static void complain(const char *name, int error, const char *what, rawmap_status status)
{
    failures++;
    if (failures <= ENOUGH)
        printf("%s with %d: %s (%s)\n", name, error, what, rawmap_status_name(status));
}

#endif
