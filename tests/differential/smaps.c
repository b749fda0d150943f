/* SPDX-License-Identifier: MIT */
/* One mapping's flags from /proc/self/smaps, and its pages from /proc/self/pagemap. */
#include "effects.h"

static char text[1 << 16];

static rawmap_word opened(const char *path)
{
    return rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, (rawmap_word)(uintptr_t)path, 0, 0);
}

static bool begins(const char *at, const char *with)
{
    while (*with && *at == *with)
        at++, with++;
    return !*with;
}

static bool starts_at(const char *line, uintptr_t base)
{
    uintptr_t value = 0;
    for (; (*line >= '0' && *line <= '9') || (*line >= 'a' && *line <= 'f'); line++)
        value = value << 4 | (uintptr_t)(*line <= '9' ? *line - '0' : *line - 'a' + 10);
    return *line == '-' && value == base;
}

bool flags_of(uintptr_t base, char *to, size_t room)
{
    const rawmap_word fd = opened("/proc/self/smaps");
    size_t used = 0;
    rawmap_word got;
    bool inside = false;
    if (fd < 0)
        return false;
    while (used < sizeof text - 1 && (got = rawmap_syscall3(RAWMAP_NR_read, fd, (rawmap_word)(uintptr_t)(text + used),
                                                            (rawmap_word)(sizeof text - 1 - used))) > 0)
        used += (size_t)got;
    (void)rawmap_syscall1(RAWMAP_NR_close, fd);
    text[used] = 0;
    for (const char *at = text; *at; at++) {
        if (at != text && at[-1] != '\n')
            continue;
        if (starts_at(at, base))
            inside = true;
        if (inside && begins(at, "VmFlags:")) {
            size_t i = 0;
            while (at[i] && at[i] != '\n' && i + 1 < room)
                to[i] = at[i], i++;
            to[i] = 0;
            return true;
        }
    }
    return false;
}

bool has_flag(const char *flags, const char *flag)
{
    for (; *flags; flags++)
        if (flags[0] == ' ' && flags[1] == flag[0] && flags[2] == flag[1])
            return true;
    return false;
}

unsigned pages_present(uintptr_t base, unsigned pages)
{
    const rawmap_word fd = opened("/proc/self/pagemap");
    unsigned count = 0;
    unsigned shift = 0;
    if (fd < 0)
        return ~0u;
    while (machine.page >> shift > 1)
        shift++;
    for (unsigned i = 0; i < pages; i++) {
        uint64_t entry = 0;
        const uint64_t offset = ((uint64_t)(base >> shift) + i) * 8;
        /* Four bytes hold the offset of any page of a 32-bit program. */
        if (rawmap_syscall3(RAWMAP_NR_lseek, fd, (rawmap_word)offset, 0) < 0 ||
            rawmap_syscall3(RAWMAP_NR_read, fd, (rawmap_word)(uintptr_t)&entry, 8) != 8)
            count = ~0u - pages;
        count += (unsigned)(entry >> 63);
    }
    (void)rawmap_syscall1(RAWMAP_NR_close, fd);
    return count;
}
