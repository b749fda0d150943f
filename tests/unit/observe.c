/* SPDX-License-Identifier: MIT */
/* What the kernel shows of this process, asked through libc and /proc. */
#include "unit.h"

#include <sys/wait.h>

size_t unit_page(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static bool starts_with(const char *line, const char *name)
{
    return strncmp(line, name, strlen(name)) == 0;
}

static uintptr_t address_of(const void *pointer)
{
    return (uintptr_t)pointer;
}

/* Reads the head of a mapping's entry: "from-to perms ...". */
static bool is_head(const char *line, unsigned long *from, unsigned long *to, char *perms)
{
    return sscanf(line, "%lx-%lx %4[rwxsp-]", from, to, perms) == 3;
}

/* The rest of the line of smaps that starts with field, in the entry that holds the address. */
static bool smaps_line(const void *address, const char *field, char *out, size_t size)
{
    char line[512], perms[8];
    unsigned long from, to;
    bool inside = false, found = false;
    FILE *file = fopen("/proc/self/smaps", "re");
    cr_assert_not_null(file);
    while (!found && fgets(line, sizeof line, file) != NULL) {
        if (is_head(line, &from, &to, perms))
            inside = from <= address_of(address) && address_of(address) < to;
        else if (inside && starts_with(line, field))
            found = snprintf(out, size, "%s", line + strlen(field) + 1) > 0;
    }
    fclose(file);
    return found;
}

long unit_smaps(const void *address, const char *field)
{
    char rest[512];
    return smaps_line(address, field, rest, sizeof rest) ? strtol(rest, NULL, 10) : -1;
}

int unit_vmflag(const void *address, const char *letters)
{
    char rest[512], wanted[8];
    if (!smaps_line(address, "VmFlags", rest, sizeof rest))
        return -1;
    snprintf(wanted, sizeof wanted, " %s ", letters);
    return strstr(rest, wanted) != NULL;
}

const char *unit_perms(const void *address)
{
    static char perms[8];
    char line[512];
    unsigned long from, to;
    bool found = false;
    FILE *file = fopen("/proc/self/maps", "re");
    cr_assert_not_null(file);
    while (!found && fgets(line, sizeof line, file) != NULL)
        found = is_head(line, &from, &to, perms) && from <= address_of(address) && address_of(address) < to;
    fclose(file);
    return found ? perms : "";
}

bool unit_mapped(const void *address)
{
    return unit_perms(address)[0] != '\0';
}

static size_t count_mappings(uintptr_t start, uintptr_t end, size_t *bytes)
{
    char line[512], perms[8];
    unsigned long from, to;
    size_t mappings = 0;
    FILE *file = fopen("/proc/self/maps", "re");
    cr_assert_not_null(file);
    *bytes = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (!is_head(line, &from, &to, perms))
            continue;
        mappings++;
        from = from > start ? from : start;
        to = to < end ? to : end;
        *bytes += from < to ? to - from : 0;
    }
    fclose(file);
    return mappings;
}

size_t unit_mapped_bytes(const void *address, size_t length)
{
    size_t bytes;
    count_mappings(address_of(address), address_of(address) + length, &bytes);
    return bytes;
}

size_t unit_mappings(void)
{
    size_t bytes;
    return count_mappings(0, 0, &bytes);
}

size_t unit_address_space(void)
{
    char line[512], perms[8];
    unsigned long from, to;
    size_t bytes = 0;
    FILE *file = fopen("/proc/self/maps", "re");
    cr_assert_not_null(file);
    while (fgets(line, sizeof line, file) != NULL)
        if (is_head(line, &from, &to, perms) && strstr(line, "[heap]") == NULL && strstr(line, "[stack]") == NULL)
            bytes += to - from;
    fclose(file);
    return bytes;
}

size_t unit_open_files(void)
{
    size_t count = 0;
    int file;
    for (file = 0; file < 1000; file++)
        count += fcntl(file, F_GETFD) != -1;
    return count;
}

uint64_t unit_pagemap(const void *address)
{
    uint64_t word = 0;
    const int file = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    const off_t at = (off_t)(address_of(address) / unit_page() * sizeof word);
    cr_assert_geq(file, 0);
    cr_assert_eq(pread(file, &word, sizeof word, at), (ssize_t)sizeof word);
    close(file);
    return word;
}

size_t unit_present(rawmap_span span)
{
    size_t at, present = 0;
    for (at = 0; at < span.length; at += unit_page())
        present += (unit_pagemap((const char *)span.base + at) & UNIT_PRESENT) != 0;
    return present;
}

/* Runs in a child: its exit status, or 256 and the signal that ended it. */
static int in_child(int (*body)(volatile unsigned char *), const void *address)
{
    int status;
    const pid_t child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        struct rlimit none;
        none.rlim_cur = none.rlim_max = 0;
        setrlimit(RLIMIT_CORE, &none);
        signal(SIGSEGV, SIG_DFL);
        signal(SIGBUS, SIG_DFL);
        _exit(body((volatile unsigned char *)(uintptr_t)address));
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int read_byte(volatile unsigned char *byte)
{
    return *byte;
}

static int write_byte(volatile unsigned char *byte)
{
    *byte = 1;
    return 0;
}

int unit_reading(const void *address)
{
    const int end = in_child(read_byte, address);
    return end < 256 ? 0 : end - 256;
}

int unit_writing(void *address)
{
    const int end = in_child(write_byte, address);
    return end < 256 ? 0 : end - 256;
}

int unit_child_sees(const void *address)
{
    const int end = in_child(read_byte, address);
    return end < 256 ? end : -1;
}

void unit_fill(rawmap_span span, int value)
{
    memset(span.base, value, span.length);
}

bool unit_filled(rawmap_span span, int value)
{
    size_t at;
    for (at = 0; at < span.length; at++)
        if (((const unsigned char *)span.base)[at] != value)
            return false;
    return true;
}

long unit_line(const char *path, const char *name)
{
    char line[512];
    long value = -1;
    FILE *file = fopen(path, "re");
    cr_assert_not_null(file);
    while (value < 0 && fgets(line, sizeof line, file) != NULL)
        if (starts_with(line, name) && line[strlen(name)] == ':')
            value = strtol(line + strlen(name) + 1, NULL, 10);
    fclose(file);
    return value;
}
