/* SPDX-License-Identifier: MIT */
/* /proc/self/smaps, for what shows nowhere else: flags, locked and lazily freed memory, huge pages. */
#include "tool.h"

rawmap_word open_read(const char *path)
{
    return rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(path), RAWMAP_LINUX_O_CLOEXEC, 0);
}

/* As much of a file as there is room for, ended by a zero; its length, or -errno. */
rawmap_word file_text(const char *path, char *to, size_t room)
{
    const rawmap_word file = open_read(path);
    rawmap_word got;
    if (file < 0)
        return file;
    got = rawmap_syscall3(RAWMAP_NR_read, file, word_of(to), (rawmap_word)(room - 1));
    (void)rawmap_syscall1(RAWMAP_NR_close, file);
    to[got > 0 ? got : 0] = 0;
    return got;
}

/* An address in two halves: under an emulator of a 32-bit processor the file has 64-bit ones. */
struct address {
    uint32_t high, low;
};

static bool not_above(struct address a, struct address b)
{
    return a.high != b.high ? a.high < b.high : a.low <= b.low;
}

static const char *hexadecimal(const char *text, struct address *address)
{
    address->high = address->low = 0;
    for (;; text++) {
        unsigned digit;
        if (*text >= '0' && *text <= '9')
            digit = (unsigned)(*text - '0');
        else if (*text >= 'a' && *text <= 'f')
            digit = (unsigned)(*text - 'a' + 10);
        else
            return text;
        address->high = address->high << 4 | address->low >> 28;
        address->low = address->low << 4 | digit;
    }
}

/* Whether a line is the head of a mapping, "start-end rights ...", and if so whether the mapping holds the address. */
static bool is_head(const char *line, struct address wanted, bool *holds)
{
    struct address start, end;
    const char *text = hexadecimal(line, &start);
    if (text == line || *text != '-')
        return false;
    line = text + 1;
    text = hexadecimal(line, &end);
    if (text == line || *text != ' ')
        return false;
    *holds = not_above(start, wanted) && !not_above(end, wanted);
    return true;
}

static void take_value(const char *line, const char *name, unsigned long *value)
{
    unsigned long number = 0;
    if (!starts(line, name))
        return;
    for (line += length_of(name); *line == ' ';)
        line++;
    for (; *line >= '0' && *line <= '9'; line++)
        number = number * 10 + (unsigned long)(*line - '0');
    *value += number;
}

static void take_line(struct smap *smap, const char *line)
{
    unsigned used = 0;
    take_value(line, "Locked:", &smap->locked);
    take_value(line, "LazyFree:", &smap->lazy_free);
    take_value(line, "AnonHugePages:", &smap->huge);
    take_value(line, "Referenced:", &smap->referenced);
    take_value(line, "Shared_Dirty:", &smap->dirty);
    take_value(line, "Private_Dirty:", &smap->dirty);
    take_value(line, "KernelPageSize:", &smap->page);
    take_value(line, "THPeligible:", &smap->eligible);
    if (starts(line, "VmFlags:")) {
        append(smap->flags, &used, sizeof smap->flags, line + 8);
        append(smap->flags, &used, sizeof smap->flags, " ");
    }
}

static bool read_of(const char *path, const void *address, struct smap *smap)
{
    static char text[2048];
    char line[256];
    struct address wanted;
    unsigned used = 0, head = 0;
    bool inside = false;
    rawmap_word file, got, i;
    const uint64_t number = (uintptr_t)address;
    wanted.high = (uint32_t)(number >> 32);
    wanted.low = (uint32_t)number;
    memset(smap, 0, sizeof *smap);
    file = open_read(path);
    if (file < 0)
        return false;
    while ((got = rawmap_syscall3(RAWMAP_NR_read, file, word_of(text), sizeof text)) > 0)
        for (i = 0; i < got; i++) {
            if (text[i] != '\n') {
                if (used + 1 < sizeof line)
                    line[used++] = text[i];
                continue;
            }
            line[used] = 0;
            used = 0;
            if (is_head(line, wanted, &inside)) {
                if (inside) {
                    smap->there = true;
                    append(smap->head, &head, sizeof smap->head, line);
                }
            } else if (inside) {
                take_line(smap, line);
            }
        }
    (void)rawmap_syscall1(RAWMAP_NR_close, file);
    return smap->there;
}

bool smap_of(const void *address, struct smap *smap)
{
    return read_of("/proc/self/smaps", address, smap);
}

bool map_of(const void *address, struct smap *smap)
{
    return read_of("/proc/self/maps", address, smap);
}

bool smap_flag(const struct smap *smap, const char *flag)
{
    const char *text;
    for (text = smap->flags; *text; text++)
        if (text[0] == ' ' && text[1] == flag[0] && text[2] == flag[1] && text[3] == ' ')
            return true;
    return false;
}

bool smap_head_has(const struct smap *smap, const char *text)
{
    const char *from;
    for (from = smap->head; *from; from++)
        if (starts(from, text))
            return true;
    return false;
}

void judge_flag(struct answer *answer, rawmap_span span, const char *flag, bool wanted, const char *evidence,
                const char *evidence_against)
{
    struct smap smap;
    if (!smap_of(span.base, &smap))
        unknown(answer, "accepted; only /proc/self/smaps would show it, and it does not show the mapping");
    else
        judge(answer, smap_flag(&smap, flag) == wanted, evidence, evidence_against);
}
