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
#define ROW_IGNORED(cause, error, condition) print(calls, "IGNORED", #error, #cause);
#define ROW_GUARDED(cause, error, condition) print(calls, "GUARDED", #error, #cause);
#define ROW_REFUSED(cause, error, condition) print(calls, "REFUSED", #error, #cause);
#define ROW_UNSURE(cause, error, condition) print(calls, "UNSURE", #error, #cause);
#define ROW_LOOKED(cause, error, condition) print(calls, "LOOKED", #error, #cause);
#define ROW_TOLD(cause, error, condition) print(calls, "TOLD", #error, #cause);
#define ROW_STATE(cause, error, condition) print(calls, "STATE", #error, #cause);
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
    CALLS(RAWMAP_RULES_MOVE_KEEP_OVER, "move_keep_over duplicate_over");
    CALLS(RAWMAP_RULES_MOVE_KEEP_NEAR, "move_keep_near");
    CALLS(RAWMAP_RULES_DUPLICATE, "duplicate");
    CALLS(RAWMAP_RULES_ADVISE, "advise");
    CALLS(RAWMAP_RULES_SYNC, "sync");
    CALLS(RAWMAP_RULES_LOCK, "lock lock_on_fault");
    CALLS(RAWMAP_RULES_UNLOCK, "unlock");
    CALLS(RAWMAP_RULES_LOCK_ALL, "lock_all");
    CALLS(RAWMAP_RULES_RESIDENCY, "residency");
    CALLS(RAWMAP_RULES_MEMFD, "memfd");
    CALLS(RAWMAP_RULES_MEMFD_SECRET, "memfd_secret");
    CALLS(RAWMAP_RULES_FILE_SEAL, "file_seal");
    CALLS(RAWMAP_RULES_FILE_SEALS, "file_seals");
    CALLS(RAWMAP_RULES_FILE_OPEN, "file_open");
    CALLS(RAWMAP_RULES_FILE_CREATE, "file_create");
    CALLS(RAWMAP_RULES_FILE_CLOSE, "file_close");
    CALLS(RAWMAP_RULES_FILE_SIZE, "file_size file_space file_block");
    CALLS(RAWMAP_RULES_FILE_RESIZE, "file_resize");
    CALLS(RAWMAP_RULES_FILE_RANGE, "file_punch file_collapse file_insert file_write_zeroes");
    CALLS(RAWMAP_RULES_FILE_ALLOCATE, "file_allocate file_zero file_unshare");
    CALLS(RAWMAP_RULES_SEAL, "seal");
    CALLS(RAWMAP_RULES_PKEY_ALLOC, "pkey_alloc");
    CALLS(RAWMAP_RULES_PKEY_FREE, "pkey_free");
    CALLS(RAWMAP_RULES_PKEY_PROTECT, "pkey_protect");
    CALLS(RAWMAP_RULES_MAP_SHADOW_STACK, "map_shadow_stack");
    CALLS(RAWMAP_RULES_MAPPINGS_OPEN, "mappings_open");
    CALLS(RAWMAP_RULES_PAGES_OPEN, "pages_open");
    CALLS(RAWMAP_RULES_PAGES_SCAN, "pages_scan");
    CALLS(RAWMAP_RULES_PAGES_TRACKED, "pages_scan_rearm pages_scan_tracked");
    CALLS(RAWMAP_RULES_CACHE_STATES, "cache_states");
    CALLS(RAWMAP_RULES_CACHE_STATES_TO_END, "cache_states_to_end");
    CALLS(RAWMAP_RULES_PROCESS_OPEN, "process_open");
    CALLS(RAWMAP_RULES_PROCESS_ADVISE, "process_advise");
    CALLS(RAWMAP_RULES_PROCESS_RELEASE, "process_release");
    CALLS(RAWMAP_RULES_PROCESS_COPY, "process_read process_write");
    CALLS(RAWMAP_RULES_NAME, "name");
    CALLS(RAWMAP_RULES_THP_SET, "thp_set");
    CALLS(RAWMAP_RULES_MDWE_SET, "mdwe_set");
    CALLS(RAWMAP_RULES_BREAK_SET, "break_set");
    CALLS(RAWMAP_RULES_REMAP_FILE_PAGES, "remap_file_pages");
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
    CALLS(RAWMAP_RULES_SHM_NEW, "shm_new");
    CALLS(RAWMAP_RULES_SHM_CREATE, "shm_create");
    CALLS(RAWMAP_RULES_SHM_FIND, "shm_find");
    CALLS(RAWMAP_RULES_SHM_FIND_FOR, "shm_find_for");
    CALLS(RAWMAP_RULES_SHM_FIND_OR_CREATE, "shm_find_or_create");
    CALLS(RAWMAP_RULES_SHM_ATTACH, "shm_attach");
    CALLS(RAWMAP_RULES_SHM_REPLACE, "shm_replace");
    CALLS(RAWMAP_RULES_SHM_DETACH, "shm_detach");
    CALLS(RAWMAP_RULES_SHM_LOOK, "shm_look");
    CALLS(RAWMAP_RULES_SHM_PERMIT, "shm_permit");
    CALLS(RAWMAP_RULES_SHM_AT, "shm_at shm_at_any");
    CALLS(RAWMAP_RULES_SHM_CONTROL, "shm_remove shm_lock shm_unlock");
    CALLS(RAWMAP_RULES_NUMA_SET, "numa_set");
    CALLS(RAWMAP_RULES_NUMA_BIND, "numa_bind");
    CALLS(RAWMAP_RULES_NUMA_ASK, "numa_now numa_at numa_allowed");
    CALLS(RAWMAP_RULES_NUMA_HOME, "numa_home");
    CALLS(RAWMAP_RULES_NUMA_MIGRATE, "numa_migrate");
    CALLS(RAWMAP_RULES_NUMA_MOVE, "numa_move");
    CALLS(RAWMAP_RULES_NUMA_WHERE, "numa_where");
    CALLS(RAWMAP_RULES_PLACE, "place_node");
    return 0;
}
