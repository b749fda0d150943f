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
} facts[] = {{"huge_pages", false},    {"names", false},        {"pkeys", false},      {"shadow_stack", false},
             {"secret_memory", false}, {"pagemap_scan", false}, {"userfaultfd", false}};
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

/* Whether it is among the names that a program was given, if any were. Page faults and the states of pages are no calls
   of their own: where the machine lacks them nothing about them can be prepared, and they are left out. */
__attribute__((__unused__)) static bool is_wanted(const struct scenario *scenario, int count, char **names)
{
    if ((lacks("userfaultfd") && strncmp(scenario->name, "faults_", 7) == 0) ||
        (lacks("pagemap_scan") && strncmp(scenario->name, "pages_", 6) == 0))
        return false;
    for (int i = 1; i < count; i++)
        if (strcmp(names[i], scenario->name) == 0)
            return true;
    return count < 2;
}

#endif
