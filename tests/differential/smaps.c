/* SPDX-License-Identifier: MIT */
/* What /proc/self/smaps says of one mapping. */
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

/* It is read once, all of it: what is asked of one moment is of that moment. */
static bool read_all(void)
{
    const rawmap_word fd = opened("/proc/self/smaps");
    size_t used = 0;
    rawmap_word got;
    if (fd < 0)
        return false;
    while (used < sizeof text - 1 && (got = rawmap_syscall3(RAWMAP_NR_read, fd, (rawmap_word)(uintptr_t)(text + used),
                                                            (rawmap_word)(sizeof text - 1 - used))) > 0)
        used += (size_t)got;
    (void)rawmap_syscall1(RAWMAP_NR_close, fd);
    text[used] = 0;
    return true;
}

size_t account_of(uintptr_t base, char *to, size_t room)
{
    size_t used = 0;
    bool inside = false;
    if (!read_all())
        return 0;
    for (const char *at = text; *at; at++) {
        if (at != text && at[-1] != '\n')
            continue;
        if (starts_at(at, base)) {
            inside = true;
            while (*at && *at != ' ' && *at != '\n')
                at++;
            for (unsigned i = 0; i < 6 && used + 1 < room; i++) /* "rw-p", without its place and its file */
                to[used++] = at[i];
            while (*at && *at != '\n')
                at++;
        } else if (inside) {
            const bool last = begins(at, "VmFlags:");
            /* A share of a page depends on who else has it. */
            const bool wanted = !begins(at, "Pss") && !begins(at, "SwapPss");
            for (; *at && *at != '\n'; at++)
                if (wanted && *at != ' ' && used + 1 < room)
                    to[used++] = *at;
                else if (wanted && last && used + 1 < room)
                    to[used++] = ' ';
            if (wanted && used + 1 < room)
                to[used++] = ' ';
            if (last)
                break;
        }
        if (!*at)
            break;
    }
    to[used] = 0;
    return used;
}

bool flags_of(uintptr_t base, char *to, size_t room)
{
    static char account[2048];
    size_t i = 0;
    if (account_of(base, account, sizeof account) == 0)
        return false;
    for (const char *at = account; *at; at++)
        if (begins(at, "VmFlags:")) {
            for (; at[i] && i + 1 < room; i++)
                to[i] = at[i];
            to[i] = 0;
            return true;
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
