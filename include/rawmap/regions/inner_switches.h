/* SPDX-License-Identifier: MIT */
/* rawmap/regions/inner_switches.h: whether transparent huge pages are switched off on this machine. Inside the subject.

   There is a switch for all, and since Linux 6.8 one for each size (of shared memory since 6.11), which decides alone unless
   it says "inherit". */
#ifndef RAWMAP_REGIONS_INNER_SWITCHES_H
#define RAWMAP_REGIONS_INNER_SWITCHES_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../core/status.h"
#include "collapse.h"
#endif

RAWMAP_I_BEGIN

#if RAWMAP_I_BODIES && RAWMAP_I_DEFINES(regions)
typedef struct rawmap_i_switches {
    char all[64], own[64]; /* empty where they cannot be read */
} rawmap_i_switches;

/* name: "enabled", or "shmem_enabled" */
RAWMAP_I_LOCAL void rawmap_i_read_switches(rawmap_i_switches *switches, const char *name)
{
    static const char folder[] = "/sys/kernel/mm/transparent_hugepage/", prefix[] = "hugepages-", unit[] = "kB/";
    const size_t begin = sizeof folder - 1;
    char place[sizeof folder + sizeof prefix + 10 + sizeof unit + 16];
    size_t length, i;
    for (length = 0; length < begin; length++)
        place[length] = folder[length];
    for (i = 0; name[i] != '\0'; i++)
        place[length++] = name[i];
    place[length] = '\0';
    switches->all[0] = switches->own[0] = '\0';
    (void)rawmap_i_read_text(place, switches->all, sizeof switches->all);
    for (length = begin, i = 0; prefix[i] != '\0'; i++)
        place[length++] = prefix[i];
    length += rawmap_i_decimal(place + length, RAWMAP_I_CAST(unsigned, rawmap_transparent_size().bytes >> 10));
    for (i = 0; unit[i] != '\0'; i++)
        place[length++] = unit[i];
    for (i = 0; name[i] != '\0'; i++)
        place[length++] = name[i];
    place[length] = '\0';
    (void)rawmap_i_read_text(place, switches->own, sizeof switches->own);
}

RAWMAP_I_LOCAL bool rawmap_i_is_chosen(const char *text, const char *word)
{
    size_t i = 0;
    while (*text != '\0' && *text != '[')
        text++;
    for (; text[0] != '\0' && word[i] != '\0' && text[i + 1] == word[i]; i++)
        ;
    return text[0] != '\0' && word[i] == '\0' && text[i + 1] == ']';
}

RAWMAP_I_LOCAL bool rawmap_i_is_switched_off(const rawmap_i_switches *switches)
{
    return rawmap_i_is_chosen(switches->own, "never") ||
           (rawmap_i_is_chosen(switches->all, "never") &&
            (switches->own[0] == '\0' || rawmap_i_is_chosen(switches->own, "inherit")));
}

/* Why there is no transparent huge page though one was asked for. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_transparent_refusal(void)
{
    rawmap_i_switches switches;
    rawmap_i_read_switches(&switches, "enabled");
    return rawmap_i_is_switched_off(&switches) ? RAWMAP_TRANSPARENT_SWITCHED_OFF : RAWMAP_TRANSPARENT_NOT_GIVEN;
}

/* Of shared memory: "deny" is for all sizes. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_shared_refusal(void)
{
    rawmap_i_switches switches;
    rawmap_i_read_switches(&switches, "shmem_enabled");
    return rawmap_i_is_chosen(switches.all, "deny") || rawmap_i_is_switched_off(&switches)
               ? RAWMAP_TRANSPARENT_SHARED_OFF
               : RAWMAP_TRANSPARENT_NOT_GIVEN;
}
#endif

RAWMAP_I_END

#endif
