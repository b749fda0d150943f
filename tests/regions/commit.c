/* SPDX-License-Identifier: MIT */
/* What regions count against the commit limit, under each value of vm.overcommit_memory: by Committed_AS of
   /proc/meminfo, by the mark that the kernel puts on mappings that are counted (ac in VmFlags), and by what is refused.
   Sets the value as root; the script that runs it restores it. */
#include "../machine/facts.h"
#include "rawmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TIB ((uint64_t)1 << 40)
#define SIZE ((size_t)TIB)
/* So much more may be counted in all: other programs on the machine must not meet the limit. */
#define ROOM (50 * TIB)

static int failures;

static void verdict(int good, int mode, const char *what)
{
    printf("%s overcommit_memory=%d %s%s\n", good ? "pass" : "fail", mode, what, good ? "" : ": it is not so");
    failures += !good;
}

static uint64_t kilobytes(const char *name)
{
    char line[256];
    unsigned long long value = 0;
    FILE *const file = fopen("/proc/meminfo", "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, name, strlen(name)) == 0)
            value = strtoull(line + strlen(name), NULL, 10);
    if (file != NULL)
        fclose(file);
    return value;
}

static int counted(const void *address)
{
    char line[512];
    int here = 0, marked = -1;
    FILE *const file = fopen("/proc/self/smaps", "re");
    while (file != NULL && marked < 0 && fgets(line, sizeof line, file) != NULL) {
        char *end;
        const unsigned long long from = strtoull(line, &end, 16);
        if (*end == '-')
            here = (uintptr_t)address >= from && (uintptr_t)address < strtoull(end + 1, NULL, 16);
        else if (here && strncmp(line, "VmFlags:", 8) == 0)
            marked = strstr(line, " ac") != NULL;
    }
    if (file != NULL)
        fclose(file);
    return marked;
}

static int set(const char *name, uint64_t value)
{
    char path[64];
    FILE *file;
    snprintf(path, sizeof path, "/proc/sys/vm/%s", name);
    file = fopen(path, "we");
    if (file == NULL)
        return 0;
    fprintf(file, "%llu", (unsigned long long)value);
    return fclose(file) == 0;
}

static int mode_now(void)
{
    FILE *const file = fopen("/proc/sys/vm/overcommit_memory", "re");
    const int mode = file == NULL ? -1 : fgetc(file) - '0';
    if (file != NULL)
        fclose(file);
    return mode;
}

/* Others map and unmap meanwhile, but no whole TiB: what is counted is told in eighths of one, and asked again. */
static int grew_by(uint64_t before, uint64_t tibs)
{
    int attempt;
    for (attempt = 0; attempt < 5; attempt++) {
        const uint64_t now = kilobytes("Committed_AS:"), want = before + (tibs << 30);
        if (now < want + (1u << 27) && now + (1u << 27) > want)
            return 1;
    }
    return 0;
}

static int life(int mode, rawmap_span span)
{
    const uint64_t before = kilobytes("Committed_AS:"), share = mode == 2;
    const rawmap_span page = rawmap_slice(span, 0, rawmap_page_size());
    int seen = failures;
    verdict(!counted(span.base), mode, "a reserved range is not counted");
    if (rawmap_region_commit(span) != RAWMAP_OK)
        return 0;
    verdict(counted(span.base) == (mode == 2) && grew_by(before, share), mode,
            mode == 2 ? "commit counts the whole span" : "commit counts nothing");
    *(volatile char *)span.base = 1;
    if (rawmap_region_drop_now(page) != RAWMAP_OK || rawmap_region_free_lazily(span) != RAWMAP_OK ||
        rawmap_region_keep_cold(page) != RAWMAP_OK || rawmap_region_page_out(page) != RAWMAP_OK)
        return 0;
    verdict(counted(span.base) == (mode == 2) && grew_by(before, share), mode, "purging changes nothing of it");
    *(volatile char *)span.base = 1;
    if (rawmap_region_decommit(span) != RAWMAP_OK)
        return 0;
    verdict(!counted(span.base) && grew_by(before, 0), mode, "decommit gives back what was counted");
    if (rawmap_region_commit(span) != RAWMAP_OK || rawmap_region_release(span) != RAWMAP_OK)
        return 0;
    verdict(grew_by(before, 0), mode, "release gives back what was counted");
    return seen == failures;
}

/* More than Linux would promise to a plain mapping. */
static void too_much(int mode)
{
    const size_t length =
        mode == 2 ? (size_t)(70 * TIB) : (size_t)(kilobytes("MemTotal:") + kilobytes("SwapTotal:") + (1u << 21)) << 10;
    const rawmap_mapping range = rawmap_region_reserve(length, 1);
    rawmap_mapping plain;
    if (range.status != RAWMAP_OK) {
        printf("skip overcommit_memory=%d more than there is: no addresses for it\n", mode);
        return;
    }
    verdict(rawmap_region_commit(range.span) == (mode == 2 ? RAWMAP_ENOMEM : RAWMAP_OK), mode,
            mode == 2 ? "commit over the limit is refused" : "more than memory and swap can be committed");
    plain = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    verdict(plain.status == (mode == 1 ? RAWMAP_OK : RAWMAP_ENOMEM), mode,
            mode == 1 ? "so can a plain mapping be made" : "and a plain mapping is refused");
    if (plain.status == RAWMAP_OK)
        (void)!rawmap_unmap(plain.span);
    (void)!rawmap_region_release(range.span);
}

static void one(int mode)
{
    const rawmap_mapping range = rawmap_region_reserve(SIZE, (size_t)1 << 30);
    if (range.status != RAWMAP_OK || !life(mode, range.span))
        verdict(0, mode, "no call fails");
    too_much(mode);
}

/* Whether a range is counted was decided when it was reserved. */
static void switched(int reserved, int committed)
{
    rawmap_mapping range;
    char what[64];
    if (!set("overcommit_memory", (uint64_t)reserved))
        return;
    range = rawmap_region_reserve(SIZE, 1);
    (void)!set("overcommit_memory", (uint64_t)committed);
    (void)!rawmap_region_commit(rawmap_slice(range.span, 0, (size_t)1 << 20));
    snprintf(what, sizeof what, "a range reserved under %d is%s counted", reserved, reserved == 2 ? "" : " not");
    verdict(range.status == RAWMAP_OK && counted(range.span.base) == (reserved == 2), committed, what);
    (void)!rawmap_region_release(range.span);
}

int main(void)
{
    const int before = mode_now();
    const char *lacks = machine_lacks("capabilities");
    int mode;
    if (lacks == NULL)
        lacks = machine_lacks("sysctl");
    if (sizeof(size_t) < 8) {
        puts("skip overcommit: needs the addresses of a 64-bit program");
        return 0;
    }
    if (lacks != NULL) {
        printf("skip the other values of overcommit_memory: %s\n", lacks);
        lacks = machine_lacks("overcommit");
        if (lacks == NULL)
            one(before);
        else
            printf("skip the value of overcommit_memory as it is: %s\n", lacks);
        return failures != 0;
    }
    if (!set("overcommit_memory", (uint64_t)before)) {
        puts("fail overcommit_memory: cannot be set");
        return 1;
    }
    for (mode = 0; mode <= 2; mode++) {
        if (mode == 2)
            set("overcommit_kbytes", kilobytes("Committed_AS:") + (ROOM >> 10));
        set("overcommit_memory", (uint64_t)mode);
        one(mode);
    }
    switched(0, 2);
    switched(1, 2);
    switched(2, 0);
    set("overcommit_memory", (uint64_t)before);
    return failures != 0;
}
