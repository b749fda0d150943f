/* SPDX-License-Identifier: MIT */
/* Constants by their names of C: those that a trace tells, and those that are only another spelling of a value. */
#include "explain.h"

#define SPELLED(family, name) {family, #name, TRACED_TEXT(RAWMAP_LINUX_##name)},
static const struct {
    char family;
    char name[22];
    const char *value;
} more[] = {
    /* clang-format off */
    SPELLED('M', MAP_SHARED) SPELLED('M', MAP_PRIVATE) SPELLED('M', MAP_SHARED_VALIDATE) SPELLED('M', MAP_DROPPABLE)
    {'M', "MAP_ANON", TRACED_TEXT(RAWMAP_LINUX_MAP_ANONYMOUS)}, {'M', "MAP_FILE", "0"}, {'P', "PROT_NONE", "0"},
    {'M', "MAP_HUGE_SHIFT", TRACED_TEXT(RAWMAP_LINUX_MAP_HUGE_SHIFT)}, {0, "IPC_PRIVATE", "0"},
    {'F', "MFD_HUGE_SHIFT", TRACED_TEXT(RAWMAP_LINUX_MAP_HUGE_SHIFT)}, {0, "PR_SET_VMA_ANON_NAME", "0"},
    {'J', "SHM_HUGE_SHIFT", TRACED_TEXT(RAWMAP_LINUX_MAP_HUGE_SHIFT)},
    /* clang-format on */
};

void every_name(void (*visit)(void *context, char family, const char *name, const char *value), void *context)
{
    unsigned i;
    every_constant(visit, context);
    for (i = 0; i < sizeof more / sizeof more[0]; i++)
        visit(context, more[i].family, more[i].name, more[i].value);
}

struct wanted {
    const char *name;
    size_t length;
    char family;
    unsigned long value;
    int found;
};

static void compare(void *context, char family, const char *name, const char *value)
{
    struct wanted *wanted = context;
    if (wanted->found != NAME_NONE || length_of(name) != wanted->length || !starts(wanted->name, name))
        return;
    wanted->family = family;
    wanted->found = constant_of(value, &wanted->value) ? NAME_FOUND : NAME_LACKING;
}

/* MAP_HUGE_2MB, MFD_HUGE_1GB, SHM_HUGE_64KB: the exponent of the size in a field of the value. */
static bool is_huge(const char *name, size_t length, char *family, uint64_t *value)
{
    static const struct {
        char family;
        char start[10];
    } starts_of[] = {{'M', "MAP_HUGE_"}, {'F', "MFD_HUGE_"}, {'J', "SHM_HUGE_"}};
    const char *at = name + 9, *end = name + length;
    unsigned i, number = 0, shift = 0;
    for (i = 0; i < 3 && !starts(name, starts_of[i].start); i++)
        continue;
    if (i == 3 || length < 12 || length > 14)
        return false;
    *family = starts_of[i].family;
    for (; *at >= '0' && *at <= '9'; at++)
        number = number * 10 + (unsigned)(*at - '0');
    if (end - at != 2 || at[1] != 'B' || number == 0 || (number & (number - 1)) != 0)
        return false;
    shift = *at == 'K' ? 10 : *at == 'M' ? 20 : *at == 'G' ? 30 : 0;
    if (!shift)
        return false;
    for (; number > 1; number >>= 1)
        shift++;
    *value = (uint64_t)shift << RAWMAP_LINUX_MAP_HUGE_SHIFT;
    return true;
}

int constant_named(const char *name, size_t length, char *family, uint64_t *value)
{
    struct wanted wanted = {name, length, 0, 0, NAME_NONE};
    if (is_huge(name, length, family, value))
        return NAME_FOUND;
    every_name(compare, &wanted);
    *family = wanted.family;
    *value = wanted.value;
    return wanted.found;
}
