/* SPDX-License-Identifier: MIT */
/* Writes memory page by page and advises each page free, as an allocator or a cache does; run in a memory cgroup whose
   limit is lower, where the kernel takes pages back or kills:

       lazy_free MIB private | droppable

   Prints what smaps says of the first MiB when it was advised (pages that are dirty or were used again stay), and, if it
   comes so far, how many pages still held what was written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_FREE
#define MADV_FREE 8
#endif
#define DROPPABLE 8 /* the type of mapping beside MAP_SHARED and MAP_PRIVATE, Linux 6.11 */

static void show(const char *base)
{
    static const char *const fields[] = {"LazyFree:", "Private_Dirty:", "Referenced:"};
    char line[512];
    unsigned long from, to;
    int inside = 0;
    size_t i;
    FILE *file = fopen("/proc/self/smaps", "re");
    printf("of 1024 kB advised");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
            inside = from <= (unsigned long)base && (unsigned long)base < to;
        for (i = 0; inside && i < sizeof fields / sizeof fields[0]; i++)
            if (strncmp(line, fields[i], strlen(fields[i])) == 0)
                printf(" %s %ld", fields[i], strtol(line + strlen(fields[i]), NULL, 10));
    }
    fclose(file);
    puts("");
    fflush(stdout);
}

int main(int count, char **arguments)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t length = count == 3 ? strtoul(arguments[1], NULL, 10) << 20 : 0;
    const int droppable = count == 3 && strcmp(arguments[2], "droppable") == 0;
    size_t at, kept = 0;
    char *base = (char *)mmap(NULL, length, PROT_READ | PROT_WRITE,
                              MAP_ANONYMOUS | (droppable ? DROPPABLE : MAP_PRIVATE), -1, 0);
    if (base == MAP_FAILED) {
        perror("mmap");
        return 2;
    }
    madvise(base, length, MADV_NOHUGEPAGE);
    for (at = 0; at < length; at += page) {
        memset(base + at, 1, page);
        if (madvise(base + at, page, MADV_FREE) != 0) {
            perror("MADV_FREE");
            return 2;
        }
        /* The second advice makes the first one's last pages known, which wait for more. */
        if (at + page == (size_t)1 << 20) {
            madvise(base, (size_t)1 << 20, MADV_FREE);
            show(base);
        }
    }
    for (at = 0; at < length; at += page)
        kept += base[at] == 1;
    printf("%zu of %zu pages kept\n", kept, length / page);
    return 0;
}
