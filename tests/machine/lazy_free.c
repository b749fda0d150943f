/* SPDX-License-Identifier: MIT */
/* What the kernel takes at a cgroup's limit, found out without rawmap: each page is written and advised free, more of them
   than the limit has room for. Run in a memory cgroup of LIMIT MiB, without swap:

       lazy_free LIMIT    prints two lines, fact<TAB>yes or no<TAB>what was seen

   Pages are counted by mincore, not read: where the kernel has no shared page of zeros, reading what was dropped takes
   memory again, and drops the rest or is killed for it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define DROPPABLE 0x8 /* MAP_DROPPABLE, which a libc may not know */
#define FREE 8        /* MADV_FREE */

static size_t page;

/* The child's part: an exit status of 0, and how many pages stayed; or the number of an error. */
static int fill(int kind, size_t pages, int answer)
{
    unsigned char *const resident = malloc(pages);
    unsigned char *const memory = mmap(NULL, pages * page, PROT_READ | PROT_WRITE, kind | MAP_ANONYMOUS, -1, 0);
    size_t stayed = 0, looked = 0, i;
    if (memory == MAP_FAILED || resident == NULL)
        return errno;
    (void)madvise(memory, pages * page, MADV_NOHUGEPAGE);
    for (i = 0; i < pages; i++) {
        memset(memory + i * page, 1, page);
        if (madvise(memory + i * page, page, FREE) != 0)
            return errno;
    }
    if (mincore(memory, pages * page, resident) != 0)
        return errno;
    for (i = 0; i < pages; i++)
        stayed += resident[i] & 1;
    /* A page that went to swap is not resident either, and still holds what was written. A few are enough. */
    for (i = 0; i < pages && looked < 8; i++)
        if ((resident[i] & 1) == 0) {
            if (memory[i * page] != 0)
                return EEXIST;
            looked++;
        }
    return write(answer, &stayed, sizeof stayed) == (ssize_t)sizeof stayed ? 0 : errno;
}

/* The kernel kills the child, not this process, which has to tell of it. */
static void die_first(void)
{
    const int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        (void)!write(file, "1000", 4);
        close(file);
    }
}

/* There is room for `room` pages; four times as many are written. */
static void ask(const char *fact, int kind, size_t room)
{
    const size_t pages = 4 * room;
    size_t stayed = 0;
    int ends[2], status = 0;
    pid_t child;
    if (pipe(ends) != 0 || (child = fork()) < 0) {
        printf("%s\tno\tcannot be asked: %s\n", fact, strerror(errno));
        return;
    }
    if (child == 0) {
        die_first();
        _exit(fill(kind, pages, ends[1]));
    }
    close(ends[1]);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFSIGNALED(status))
        printf("%s\tno\tkilled by signal %d while writing pages that were advised free\n", fact, WTERMSIG(status));
    else if (WEXITSTATUS(status) == EEXIST)
        printf("%s\tno\tpages that left memory hold what was written\n", fact);
    else if (WEXITSTATUS(status) != 0)
        printf("%s\tno\tno such memory or advice: %s\n", fact, strerror(WEXITSTATUS(status)));
    else if (read(ends[0], &stayed, sizeof stayed) != (ssize_t)sizeof stayed)
        printf("%s\tno\tno answer\n", fact);
    else
        printf("%s\t%s\t%zu of %zu pages were dropped, %zu stayed where there is room for %zu\n", fact,
               stayed > room / 4 && stayed <= room ? "yes" : "no", pages - stayed, pages, stayed, room);
    close(ends[0]);
}

int main(int argc, char **argv)
{
    const size_t mib = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (mib == 0 || mib > 512) {
        fprintf(stderr, "usage: lazy_free LIMIT, in MiB\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    page = (size_t)sysconf(_SC_PAGESIZE);
    ask("lazy_free", MAP_PRIVATE, (mib << 20) / page);
    ask("droppable_in_part", DROPPABLE, (mib << 20) / page);
    return 0;
}
