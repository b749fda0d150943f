/* SPDX-License-Identifier: MIT */
/* Prints the rows of every call's list that a test must have reached: call, sort, errno, cause. */
#ifdef UNIT_ODD
#include "odd.h"
#endif
#include "rawmap.h"

#include <stdio.h>
#include <string.h>

static void print(const char *calls, const char *sort, const char *error, const char *cause)
{
    char names[128], *name;
    if (strcmp(sort, "STATE") == 0)
        return;
    strcpy(names, calls);
    for (name = strtok(names, " "); name != NULL; name = strtok(NULL, " "))
        printf("%s\t%s\t%s\t%s\n", name, sort, error, cause);
}

/* The conditions are not looked at, so the lists need no arguments here. */
#define ROW(cause, sort, error, condition) print(calls, #sort, #error, #cause);
#define CALLS(list, names)                                                                                             \
    do {                                                                                                               \
        const char *const calls = names;                                                                               \
        list(ROW)                                                                                                      \
    } while (0)

int main(void)
{
    CALLS(RAWMAP_RULES_MAP, "map");
    CALLS(RAWMAP_RULES_MAP_FILE, "map_file");
    CALLS(RAWMAP_RULES_REPLACE, "replace");
    CALLS(RAWMAP_RULES_REPLACE_FILE, "replace_file");
    CALLS(RAWMAP_RULES_UNMAP, "unmap");
    CALLS(RAWMAP_RULES_PROTECT, "protect");
    CALLS(RAWMAP_RULES_RESIZE, "resize resize_or_move");
    CALLS(RAWMAP_RULES_MOVE_OVER, "move_over");
    CALLS(RAWMAP_RULES_MOVE_KEEP, "move_keep");
    CALLS(RAWMAP_RULES_MOVE_KEEP_OVER, "move_keep_over");
    CALLS(RAWMAP_RULES_DUPLICATE, "duplicate");
    CALLS(RAWMAP_RULES_ADVISE, "advise");
    CALLS(RAWMAP_RULES_SYNC, "sync");
    CALLS(RAWMAP_RULES_LOCK, "lock lock_on_fault unlock");
    CALLS(RAWMAP_RULES_LOCK_ALL, "lock_all");
    CALLS(RAWMAP_RULES_RESIDENCY, "residency");
    return 0;
}
