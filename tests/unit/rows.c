/* SPDX-License-Identifier: MIT */
/* Prints the rows of every call's list that a test must have reached: call, sort, errno, cause. With an argument, those
   of the machine's state too. */
#ifdef UNIT_ODD
#include "odd.h"
#endif
#include "rawmap.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool all;

static void print(const char *calls, const char *sort, const char *error, const char *cause)
{
    char names[128], *name;
    if (!all && strcmp(sort, "STATE") == 0)
        return;
    snprintf(names, sizeof names, "%s", calls);
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

int main(int count, char **arguments)
{
    (void)arguments;
    all = count > 1;
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
    CALLS(RAWMAP_RULES_MAPPINGS_OPEN, "mappings_open");
    CALLS(RAWMAP_RULES_PAGES_OPEN, "pages_open");
    CALLS(RAWMAP_RULES_PAGES_SCAN, "pages_scan");
    CALLS(RAWMAP_RULES_CACHE_STATES, "cache_states");
    CALLS(RAWMAP_RULES_CACHE_STATES_TO_END, "cache_states_to_end");
    CALLS(RAWMAP_RULES_PROCESS_OPEN, "process_open");
    CALLS(RAWMAP_RULES_PROCESS_ADVISE, "process_advise");
    CALLS(RAWMAP_RULES_PROCESS_RELEASE, "process_release");
    CALLS(RAWMAP_RULES_PROCESS_COPY, "process_read process_write");
    CALLS(RAWMAP_RULES_FAULTS_OPEN, "faults_open");
    CALLS(RAWMAP_RULES_FAULTS_HANDSHAKE, "faults_handshake");
    CALLS(RAWMAP_RULES_FAULTS_REGISTER, "faults_register");
    CALLS(RAWMAP_RULES_FAULTS_RANGE, "faults_unregister faults_wake faults_write_protect faults_access_protect");
    CALLS(RAWMAP_RULES_FAULTS_FILL, "faults_zeropage faults_poison faults_write_unprotect faults_access_unprotect");
    CALLS(RAWMAP_RULES_FAULTS_CONTINUE, "faults_continue");
    CALLS(RAWMAP_RULES_FAULTS_COPY, "faults_copy");
    CALLS(RAWMAP_RULES_FAULTS_MOVE, "faults_move");
    CALLS(RAWMAP_RULES_FAULTS_SET_MODE, "faults_set_mode");
    CALLS(RAWMAP_RULES_FAULTS_READ, "faults_read");
    return 0;
}
