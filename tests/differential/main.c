/* SPDX-License-Identifier: MIT */
/* The rules against the kernel: every argument of every call, the raw system call, the check and the typed call.

       differential [slice=N] [CALL...]

   slice=N takes one case of N, chosen by a fixed number: for emulated machines. */
#include "case.h"

static uint32_t slice = 1, counted;
static unsigned cases, disagreements, unexplained;

bool taken_case(void)
{
    uint32_t hash = counted++;
    if (slice == 1)
        return true;
    hash *= 0x9e3779b1u;
    hash ^= hash >> 15;
    hash *= 0x85ebca77u;
    hash ^= hash >> 13;
    return ((uint64_t)hash * slice) >> 32 == 0;
}

void report(const struct call *call)
{
    say(call->name);
    say(": ");
    say_number(call->cases);
    say(" cases (");
    say_number(call->accepted);
    say(" accepted, ");
    say_number(call->refused);
    say(" refused by rule, ");
    say_number(call->ignored);
    say(" ignored, ");
    say_number(call->stated);
    say(" by state, ");
    say_number(call->differences);
    say(" recorded differences), ");
    say_number(call->disagreements);
    say(" disagreements, ");
    say_number(call->unexplained);
    say(" unexplained\n");
    cases += call->cases;
    disagreements += call->disagreements;
    unexplained += call->unexplained;
}

static const struct {
    const char *name;
    void (*compare)(void);
} parts[] = {{"effects", compare_effects},   {"map", compare_map},
             {"map_file", compare_map_file}, {"replace", compare_replace},
             {"unmap", compare_unmap},       {"protect", compare_protect},
             {"sync", compare_sync},         {"residency", compare_residency},
             {"lock", compare_lock},         {"advise", compare_advise},
             {"remap", compare_remap}};

static int run(long count, char **arguments)
{
    bool some = false;
    for (long i = 1; i < count; i++) {
        static const char prefix[] = "slice=";
        size_t at = 0;
        while (at < sizeof prefix - 1 && arguments[i][at] == prefix[at])
            at++;
        if (at == sizeof prefix - 1)
            slice = (uint32_t)number_of(arguments[i] + at);
        else
            some = true;
    }
    ask_machine();
    if (slice > 1) {
        say("differential: a slice of 1 case in ");
        say_number(slice);
        say(", chosen by a hash of the case's number\n");
    }
    for (unsigned part = 0; part < COUNT(parts); part++) {
        bool wanted = !some;
        for (long i = 1; i < count; i++)
            wanted = wanted || same_text(arguments[i], parts[part].name);
        if (wanted)
            parts[part].compare();
    }
    report_differences();
    say("differential: ");
    say_number(cases);
    say(" cases, ");
    say_number(disagreements);
    say(" disagreements, ");
    say_number(unexplained);
    say(" unexplained\n");
    return cases == 0 || disagreements != 0 || unexplained != 0;
}

void differential_main(uintptr_t *stack);

__attribute__((used)) void differential_main(uintptr_t *stack)
{
    end(run((long)stack[0], (char **)(stack + 1)));
}

RAWMAP_START(differential_main);
