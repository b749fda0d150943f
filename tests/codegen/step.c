/* SPDX-License-Identifier: MIT */
/* Counts the instructions that the functions of variable.c execute when they succeed: each runs in a child that is
   single-stepped from the function's first instruction to its return. Prints "name by-hand by-rawmap". x86-64 only. */
#define _GNU_SOURCE
#include "bare.h"
#include "variable.h"
#include "variable_files.h"

#include "stepper.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

#define LENGTH 65536u
#define RW RAWMAP_PROT(read, write)

static rawmap_span fresh, shared, other;
static void *hole;
static int file, sealable;
static const char name[] = "/dev/null";
static unsigned char vector[LENGTH / 4096];
static int pagemap;
static rawmap_process self;
static rawmap_faults handler;
static rawmap_span lazy;
static rawmap_page_region regions[4];
static rawmap_cache_counts counts;
static const rawmap_page_query present = {RAWMAP_PAGES_INIT(present), RAWMAP_PAGES_INIT(), RAWMAP_PAGES_INIT(),
                                          RAWMAP_PAGES_INIT(present)};

static void *pages(int flags)
{
    void *at = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | flags, -1, 0);
    if (at == MAP_FAILED) {
        perror("mmap");
        _exit(9);
    }
    return at;
}

static void prepare(void)
{
    handler = rawmap_faults_open(RAWMAP_FAULTS(user_mode_only)).faults;
    lazy.base = pages(MAP_PRIVATE);
    lazy.length = LENGTH;
    if (rawmap_faults_handshake(handler, RAWMAP_FAULT_FEATURES()).status == RAWMAP_OK)
        (void)!rawmap_faults_register(handler, lazy, RAWMAP_FAULT_MODES(missing)).status;
    fresh.base = pages(MAP_PRIVATE);
    shared.base = pages(MAP_SHARED);
    other.base = pages(MAP_PRIVATE);
    hole = pages(MAP_PRIVATE);
    fresh.length = shared.length = other.length = LENGTH;
    munmap(hole, LENGTH);
    pagemap = open("/proc/self/pagemap", O_RDONLY);
    self = rawmap_process_open(getpid()).process;
    file = memfd_create("step", 0);
    sealable = memfd_create("sealable", MFD_ALLOW_SEALING);
    if (sealable < 0 || file < 0 || ftruncate(file, 2 * LENGTH) != 0) {
        perror("memfd_create");
        _exit(9);
    }
}

#define ENDED_rawmap_mapping(result) ((result).status)
#define ENDED_rawmap_status(result) (result)
#define ENDED_rawmap_file(result) ((result).status)
#define ENDED_rawmap_file_bytes(result) ((result).status)
#define ENDED_rawmap_file_seals_answer(result) ((result).status)
#define ENDED_rawmap_size(result) ((result).status)
#define ENDED_rawmap_page_scan(result) ((result).status)
#define CALL(name, result, parameters, bare, call, arguments)                                                          \
    result bare_##name parameters;                                                                                     \
    result call_##name parameters;                                                                                     \
    static rawmap_status run_##name(bool by_hand)                                                                      \
    {                                                                                                                  \
        result(*const function) parameters = by_hand ? bare_##name : call_##name;                                      \
        const result ended = function arguments;                                                                       \
        return ENDED_##result(ended);                                                                                  \
    }
CALLS(CALL)
CALLS_ON_FILES(CALL)

struct entry {
    const char *name;
    rawmap_status (*run)(bool by_hand);
    uintptr_t start[2];
};
#undef CALL
#define CALL(name, result, parameters, bare, call, arguments)                                                          \
    {#name, run_##name, {(uintptr_t)call_##name, (uintptr_t)bare_##name}},
static const struct entry entries[] = {CALLS(CALL) CALLS_ON_FILES(CALL)};

static const struct entry *stepped;
static bool stepped_by_hand;
static bool run_stepped(void)
{
    return stepped->run(stepped_by_hand) == RAWMAP_OK;
}

int main(void)
{
    unsigned i;
    for (i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        long counts[2];
        int by_hand;
        for (by_hand = 0; by_hand < 2; by_hand++) {
            stepped = &entries[i];
            stepped_by_hand = by_hand != 0;
            counts[by_hand] = instructions(prepare, run_stepped, entries[i].start[by_hand]);
        }
        printf("%s %ld %ld\n", entries[i].name, counts[1], counts[0]);
        fflush(stdout);
    }
    return 0;
}
