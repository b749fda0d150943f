/* SPDX-License-Identifier: MIT */
/* Each public call once, with arguments that Linux accepts. */
#ifndef RAWMAP_TESTS_FAULTS_SCENARIOS_H
#define RAWMAP_TESTS_FAULTS_SCENARIOS_H

#include "laid_out.h"

#include "calls_above.h"
#include "calls_faults.h"
#include "calls_files.h"
#include "calls_looking.h"
#include "calls_map.h"
#include "calls_other.h"

struct scenario {
    const char *name;
    rawmap_status (*call)(void);
    void (*prepare)(void); /* after the place is laid out; or NULL */
    /* The system calls that it is made of: of one the errno is its own, several are ways around each other. */
    bool ways;
    unsigned count;
    long numbers[5];
};

#define ONE(name, prepare, call) {#name, name, prepare, false, 1, {RAWMAP_NR_##call, 0, 0, 0, 0}},
#define SEVERAL(name, ...) {#name, name, NULL, true, sizeof((long[]){__VA_ARGS__}) / sizeof(long), {__VA_ARGS__}},
static const struct scenario scenarios[] = {
    SCENARIOS_MAP SCENARIOS_FILES SCENARIOS_LOOKING SCENARIOS_FAULTS SCENARIOS_OTHER SCENARIOS_ABOVE};
enum { SCENARIOS = sizeof scenarios / sizeof scenarios[0] };

/* What the machine lacks, asked before anything is looked at: reading the answer takes memory and a descriptor. */
static struct {
    const char *fact;
    bool lacking;
} facts[] = {{"huge_pages", false},    {"names", false},          {"pkeys", false},       {"shadow_stack", false},
             {"secret_memory", false}, {"pagemap_scan", false},   {"userfaultfd", false}, {"numa", false},
             {"mseal", false},         {"process_madvise", false}};
static void know_the_machine(void)
{
    for (unsigned i = 0; i < sizeof facts / sizeof facts[0]; i++)
        facts[i].lacking = machine_lacks(facts[i].fact) != NULL;
}
static bool lacks(const char *fact)
{
    for (unsigned i = 0; i < sizeof facts / sizeof facts[0]; i++)
        if (strcmp(facts[i].fact, fact) == 0)
            return facts[i].lacking;
    abort();
}

/* Whether it is among the names that a program was given, if any were. What the machine lacks cannot succeed, and
   nothing can be prepared for it: it is left out. */
__attribute__((__unused__)) static bool is_wanted(const struct scenario *scenario, int count, char **names)
{
    static const char *const needs[][2] = {
        {"userfaultfd", "faults_"}, {"pagemap_scan", "pages_"}, {"userfaultfd", "pages_scan_"},       {"numa", "numa_"},
        {"numa", "node_of"},        {"mseal", "seal"},          {"process_madvise", "process_advise"}};
    for (unsigned i = 0; i < sizeof needs / sizeof needs[0]; i++)
        if (lacks(needs[i][0]) && strncmp(scenario->name, needs[i][1], strlen(needs[i][1])) == 0)
            return false;
    for (int i = 1; i < count; i++)
        if (strcmp(names[i], scenario->name) == 0)
            return true;
    return count < 2;
}

#endif
