/* SPDX-License-Identifier: MIT */
/* The mappings of a process: all of them listed, and the one found that holds an address, among so many. */
#define _GNU_SOURCE
#include "rows.h"

#include "rawmap.h"

#include <sys/mman.h>

enum { PAGE = 4096 };

static char *base;
static size_t laid;

/* So many mappings more: every second page without access. */
static bool lay_out(size_t count)
{
    size_t i;
    if (laid == count)
        return true;
    if (laid != 0 && munmap(base, laid * PAGE) != 0)
        return false;
    laid = count;
    base = mmap(NULL, count * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return false;
    for (i = 0; i < count; i += 2)
        if (mprotect(base + i * PAGE, PAGE, PROT_NONE) != 0)
            return false;
    return true;
}

static bool list(size_t count)
{
    static char names[4200];
    rawmap_mappings mappings;
    rawmap_mapping_entry entry;
    rawmap_status s = rawmap_mappings_open(&mappings, 0, names, sizeof names);
    size_t found = 0;
    while (s == RAWMAP_OK) {
        s = rawmap_mappings_next(&mappings, &entry);
        found += s == RAWMAP_OK;
    }
    return rawmap_mappings_close(&mappings) == RAWMAP_OK && s == RAWMAP_NO_MORE_MAPPINGS && found > count;
}
static bool list_text(size_t count)
{
    static char line[4400];
    FILE *const maps = fopen("/proc/self/maps", "r");
    unsigned long start, end, offset, inode;
    unsigned major, minor;
    char access[5];
    size_t found = 0;
    if (maps == NULL)
        return false;
    while (fgets(line, sizeof line, maps) != NULL)
        found += sscanf(line, "%lx-%lx %4s %lx %x:%x %lu", &start, &end, access, &offset, &major, &minor, &inode) == 7;
    return fclose(maps) == 0 && found > count;
}

static bool find(size_t count)
{
    static char names[4200];
    const uintptr_t wanted = (uintptr_t)base + count / 2 * PAGE;
    rawmap_mappings mappings;
    rawmap_mapping_entry entry;
    bool found;
    if (rawmap_mappings_open(&mappings, 0, names, sizeof names) != RAWMAP_OK)
        return false;
    found = rawmap_mappings_seek(&mappings, wanted) == RAWMAP_OK &&
            rawmap_mappings_next(&mappings, &entry) == RAWMAP_OK && entry.start <= wanted && wanted < entry.end;
    return rawmap_mappings_close(&mappings) == RAWMAP_OK && found;
}
static bool find_text(size_t count)
{
    static char line[4400];
    const uintptr_t wanted = (uintptr_t)base + count / 2 * PAGE;
    FILE *const maps = fopen("/proc/self/maps", "r");
    unsigned long start, end;
    bool found = false;
    if (maps == NULL)
        return false;
    while (!found && fgets(line, sizeof line, maps) != NULL)
        found = sscanf(line, "%lx-%lx", &start, &end) == 2 && start <= wanted && wanted < end;
    return fclose(maps) == 0 && found;
}

static const struct way ways[] = {
    {"list mappings", "rawmap", lay_out, list, NULL, true},
    {"list mappings", "fgets, sscanf", lay_out, list_text, NULL, true},
    {"find a mapping", "rawmap", lay_out, find, NULL, true},
    {"find a mapping", "fgets, sscanf", lay_out, find_text, NULL, true},
};
static const size_t sizes[] = {10, 100, 1000, 10000, 60000, 0};

int main(int count, char **arguments)
{
    return rows_main(count, arguments, ways, sizeof ways / sizeof ways[0], sizes);
}
