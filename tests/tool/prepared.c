/* SPDX-License-Identifier: MIT */
/* A process to look at: known mappings at known places. Prints a line for each, then "ready", and waits until its input
   ends.

       made NAME START END
       lacks NAME START why

   prepared DIRECTORY [MORE]     MORE mappings more, of a page each; "undumpable": nobody else may look into it */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What the headers of this machine may lack. */
enum {
    DROPPABLE = 8,
    SECRET_NR = 447,
    MSEAL_NR = 462,
    COLLAPSE = 25,
    GUARD = 102,
    SET_VMA = 0x53564d41,
    NO_REPLACE = 0x100000,
    ON_FAULT = 1
};

static const uintptr_t base = 0x1000000000, slot = 0x1000000;
static unsigned slots;
static size_t page;
static const char *directory;

static char *place(void)
{
    return (char *)(base + slots * slot);
}

static void made(const char *name, const char *what, size_t length)
{
    const char *start = place();
    if (what == start)
        printf("made %s %lx %lx\n", name, (unsigned long)start, (unsigned long)start + length);
    else
        printf("lacks %s %lx %s\n", name, (unsigned long)start, strerror(errno));
    slots++;
}

/* The bytes of an answer that say it failed stay in errno. */
static char *map_here(size_t pages, int protection, int flags, int file)
{
    return mmap(place(), pages * page, protection, flags | NO_REPLACE, file, 0);
}

static void touch(char *at, size_t pages)
{
    for (size_t i = 0; at != MAP_FAILED && i < pages; i++)
        at[i * page] = 1;
}

static void anonymous(const char *name, size_t pages, size_t touched, int protection, int flags)
{
    char *at = map_here(pages, protection, flags | MAP_ANONYMOUS, -1);
    touch(at, touched);
    made(name, at, pages * page);
}

/* A mapping to which one thing more is done; what cannot be done is lacking. */
static void with(const char *name, size_t pages, size_t touched, int (*more)(char *at, size_t length))
{
    char *at = map_here(pages, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    touch(at, touched);
    if (at != MAP_FAILED && more(at, pages * page) != 0) {
        const int error = errno;
        munmap(at, pages * page);
        errno = error;
        at = MAP_FAILED;
    }
    made(name, at, pages * page);
}

static int name_it(char *at, size_t length)
{
    return prctl(PR_SET_VMA, 0, at, length, "arena of the test");
}
static int seal(char *at, size_t length)
{
    return (int)syscall(MSEAL_NR, at, length, 0L);
}
static int lock_it(char *at, size_t length)
{
    return mlock(at, length);
}
static int lock_on_fault(char *at, size_t length)
{
    return (int)syscall(SYS_mlock2, at, length, ON_FAULT);
}
static int guard(char *at, size_t length)
{
    (void)length;
    return madvise(at + 6 * page, 2 * page, GUARD);
}
static int advise(char *at, size_t length)
{
    return madvise(at, length, MADV_DONTFORK) || madvise(at, length, MADV_WIPEONFORK) ||
           madvise(at, length, MADV_DONTDUMP);
}
/* Of each sixteen pages seven, eight and nine. */
static int no_huge(char *at, size_t length)
{
    if (madvise(at, length, MADV_NOHUGEPAGE) != 0)
        return -1;
    for (size_t i = 0; i < 3; i++)
        touch(at + 16 * i * page, 7 + i);
    return 0;
}
static int read_four(char *at, size_t length)
{
    int sum = 0;
    for (size_t i = 2; i < 6; i++)
        sum += ((volatile char *)at)[i * page];
    return sum + (length == 0);
}

static int open_file(const char *name, size_t pages)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    const int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (size_t i = 0; file >= 0 && i < pages; i++)
        if (pwrite(file, "x", 1, (off_t)((i + 1) * page - 1)) != 1)
            return -1;
    return file;
}

static void of_file(const char *name, const char *called, int flags, int removed)
{
    const int file = open_file(called, 2);
    char path[300], *at = MAP_FAILED;
    if (file >= 0)
        at = map_here(2, PROT_READ, flags, file);
    for (size_t i = 0; at != MAP_FAILED && i < 2; i++)
        (void)((volatile char *)at)[i * page];
    snprintf(path, sizeof path, "%s/%s", directory, called);
    if (removed)
        unlink(path);
    made(name, at, 2 * page);
}

static void of_descriptor(const char *name, int file, size_t pages, size_t touched)
{
    char *at = MAP_FAILED;
    if (file >= 0 && ftruncate(file, (off_t)(pages * page)) == 0)
        at = map_here(pages, PROT_READ | PROT_WRITE, MAP_SHARED, file);
    touch(at, touched);
    made(name, at, pages * page);
}

static void system_v(void)
{
    const int segment = shmget(IPC_PRIVATE, 4 * page - 100, 0600);
    char *at = segment < 0 ? MAP_FAILED : shmat(segment, place(), 0);
    touch(at == (char *)-1 ? MAP_FAILED : at, 1);
    shmctl(segment, IPC_RMID, NULL);
    made("shm", at, 4 * page);
}

static void transparent(void)
{
    const size_t huge = 2 << 20;
    char *at = mmap(place(), 2 * huge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | NO_REPLACE, -1, 0);
    if (at != MAP_FAILED && madvise(at, 2 * huge, MADV_HUGEPAGE) == 0) {
        touch(at, 2);
        madvise(at, huge, COLLAPSE);
    }
    made("transparent", at, 2 * huge);
}

static void huge(void)
{
    const size_t length = 2 << 20;
    char *at = mmap(place(), length, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | NO_REPLACE | 21 << MAP_HUGE_SHIFT, -1, 0);
    touch(at, 1);
    made("huge", at, length);
}

/* Neighbours of other access stay apart. */
static void more(unsigned long count)
{
    for (unsigned long i = 0; i < count; i++)
        if (mmap((void *)(base * 2 + i * page), page, i & 1 ? PROT_READ : PROT_NONE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | NO_REPLACE, -1, 0) == MAP_FAILED)
            exit(3);
}

int main(int argc, char **argv)
{
    const int both = PROT_READ | PROT_WRITE;
    if (argc < 2)
        return 2;
    directory = argv[1];
    page = (size_t)sysconf(_SC_PAGESIZE);
    anonymous("plain", 16, 4, both, MAP_PRIVATE);
    anonymous("none", 493, 0, PROT_NONE, MAP_PRIVATE);
    anonymous("all", 4, 0, both | PROT_EXEC, MAP_PRIVATE);
    anonymous("shared", 8, 2, both, MAP_SHARED);
    anonymous("droppable", 4, 4, both, DROPPABLE);
    anonymous("growsdown", 4, 0, both, MAP_PRIVATE | MAP_GROWSDOWN);
    with("named", 4, 1, name_it);
    with("sealed", 4, 0, seal);
    with("locked", 4, 0, lock_it);
    with("locked_on_fault", 4, 1, lock_on_fault);
    with("guard", 16, 4, guard);
    with("advised", 4, 0, advise);
    with("nohugepage", 2048, 0, no_huge);
    with("zeros", 8, 2, read_four);
    of_descriptor("memfd", memfd_create("prepared", MFD_CLOEXEC), 8, 2);
    of_descriptor("secret", (int)syscall(SECRET_NR, 0L), 4, 2);
    of_file("deleted", "deleted", MAP_PRIVATE, 1);
    of_file("kept", "kept (deleted)", MAP_PRIVATE, 0);
    of_file("long", "a name that is longer than there is room for in a line of the table for people, by far",
            MAP_SHARED, 0);
    of_file("escape", "red \033[31mand\tbl\303\244", MAP_PRIVATE, 0);
    system_v();
    huge();
    transparent();
    if (argc > 2 && strcmp(argv[2], "undumpable") == 0)
        prctl(PR_SET_DUMPABLE, 0);
    else if (argc > 2)
        more(strtoul(argv[2], NULL, 10));
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    return 0;
}
