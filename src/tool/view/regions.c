/* SPDX-License-Identifier: MIT */
/* The mappings of a process, each with all that /proc/PID/smaps tells of it; where the kernel has no smaps, what
   /proc/PID/maps tells; and the guard pages, which only PAGEMAP_SCAN counts. */
#include "view.h"

static int begin(struct regions *regions, const struct view *view)
{
    regions->view = view;
    regions->pages = -1;
    if (rawmap_pages_open(&regions->pages, view->process) != RAWMAP_OK)
        regions->pages = -1;
    if (regions->lines.file < 0)
        return view_refused(view, regions->lines.file);
    /* A thread of the kernel has no mappings, and who is dead neither. */
    if (!lines_next(&regions->lines)) {
        const rawmap_word error = regions->lines.error;
        (void)regions_close(regions);
        if (error != 0)
            return view_refused(view, error);
        complain("rawmap: the process has no memory: it is a thread of the kernel, or has ended\n");
        return VIEW_NO_PROCESS;
    }
    lines_again(&regions->lines);
    return VIEW_GOES_ON;
}

int regions_open(struct regions *regions, const struct view *view)
{
    regions->measured = lines_open(&regions->lines, view_path(view, "smaps"));
    if (!regions->measured)
        return regions_open_plain(regions, view);
    return begin(regions, view);
}

int regions_open_plain(struct regions *regions, const struct view *view)
{
    regions->measured = false;
    (void)lines_open(&regions->lines, view_path(view, "maps"));
    return begin(regions, view);
}

int regions_close(struct regions *regions)
{
    lines_close(&regions->lines);
    if (regions->pages >= 0)
        forget(rawmap_pages_close(regions->pages));
    regions->pages = -1;
    return regions->lines.error == 0 ? VIEW_GOES_ON : view_failed(regions->view, "the mappings", regions->lines.error);
}

/* The next word of a line, cut to its room. */
static void word(const char **text, char *to, size_t room)
{
    unsigned used = 0;
    to[0] = 0;
    while (**text == ' ')
        (*text)++;
    for (; **text && **text != ' '; (*text)++) {
        const char letter[2] = {**text, 0};
        append(to, &used, room, letter);
    }
}

/* "start-end access offset device inode    name": the name is all behind the blanks. */
static bool read_head(struct region *region, const char *text)
{
    unsigned used = 0;
    if (!read_hex(&text, &region->start) || *text++ != '-' || !read_hex(&text, &region->end) || *text++ != ' ')
        return false;
    word(&text, region->access, sizeof region->access);
    while (*text == ' ')
        text++;
    if (!read_hex(&text, &region->offset))
        return false;
    word(&text, region->device, sizeof region->device);
    while (*text == ' ')
        text++;
    if (!read_decimal(&text, &region->inode))
        return false;
    while (*text == ' ')
        text++;
    append(region->name, &used, sizeof region->name, text);
    return true;
}

static void take(const char *line, const char *label, uint64_t *value)
{
    const uint64_t number = line[0] == label[0] ? number_behind(line, label) : NOT_KNOWN;
    if (number == NOT_KNOWN)
        return;
    *value = *value == NOT_KNOWN ? number : *value + number;
}

static void read_line(struct region *region, const char *line)
{
    unsigned used = 0;
    take(line, "Rss:", &region->resident);
    take(line, "Pss:", &region->proportional);
    take(line, "Private_Clean:", &region->private_);
    take(line, "Private_Dirty:", &region->private_);
    take(line, "Swap:", &region->swapped);
    take(line, "Locked:", &region->locked);
    take(line, "AnonHugePages:", &region->transparent);
    take(line, "ShmemPmdMapped:", &region->transparent);
    take(line, "FilePmdMapped:", &region->transparent);
    take(line, "Shared_Hugetlb:", &region->pool);
    take(line, "Private_Hugetlb:", &region->pool);
    take(line, "KernelPageSize:", &region->page);
    if (starts(line, "ProtectionKey:")) {
        const char *text = line + 14;
        word(&text, region->key, sizeof region->key);
    }
    if (starts(line, "VmFlags:")) {
        append(region->flags, &used, sizeof region->flags, line + 8);
        append(region->flags, &used, sizeof region->flags, " ");
    }
}

bool span_of(uint64_t start, uint64_t end, rawmap_span *span)
{
    span->base = (void *)(uintptr_t)start;
    span->length = (size_t)(end - start);
    return (uintptr_t)start == start && (uintptr_t)end == end && end > start;
}

static uint64_t guards(int file, uint64_t start, uint64_t end)
{
    enum { MANY = 64 };
    const rawmap_page_query query = {RAWMAP_PAGES(guard), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(guard)};
    rawmap_page_region found[MANY];
    uint64_t sum = 0;
    rawmap_span span;
    while (file >= 0 && span_of(start, end, &span)) {
        const rawmap_page_scan scan = rawmap_pages_scan(file, span, &query, found, MANY);
        size_t i;
        if (scan.status != RAWMAP_OK)
            return NOT_KNOWN;
        for (i = 0; i < scan.regions; i++)
            sum += found[i].end - found[i].start;
        if (scan.walked_to >= end || scan.walked_to <= start)
            return sum;
        start = scan.walked_to;
    }
    return NOT_KNOWN;
}

/* Whether " (deleted)" is what the file is called. The kernel's own root is that of the process. */
static bool is_there(const struct regions *regions, const struct region *region)
{
    static char path[LONGEST_LINE + 64];
    struct file_facts facts;
    unsigned used = 0;
    rawmap_word file;
    bool there = false;
    append(path, &used, sizeof path, view_path(regions->view, "root"));
    append(path, &used, sizeof path, region->name);
    file = rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, word_of(path),
                           RAWMAP_LINUX_O_PATH | RAWMAP_LINUX_O_CLOEXEC, 0);
    if (file < 0)
        return false;
    there = file_facts((int)file, &facts) && facts.inode == region->inode;
    (void)rawmap_syscall1(RAWMAP_NR_close, file);
    return there;
}

static bool ends_with(const char *text, const char *end)
{
    const size_t length = length_of(text), tail = length_of(end);
    return length >= tail && same(text + length - tail, end);
}

bool regions_next(struct regions *regions, struct region *region)
{
    struct lines *lines = &regions->lines;
    if (!lines_next(lines))
        return false;
    region->resident = region->proportional = region->private_ = region->swapped = region->locked = NOT_KNOWN;
    region->transparent = region->pool = region->page = region->guard = NOT_KNOWN;
    region->flags[0] = region->key[0] = 0;
    region->exists = false;
    if (!read_head(region, lines->line)) {
        lines->error = -RAWMAP_LINUX_EINVAL;
        return false;
    }
    /* Names of values begin with capitals. */
    while (regions->measured && lines_next(lines)) {
        if (*lines->line < 'A' || *lines->line > 'Z') {
            lines_again(lines);
            break;
        }
        read_line(region, lines->line);
    }
    if (regions->measured)
        region->guard = guards(regions->pages, region->start, region->end);
    if (region->name[0] == '/' && ends_with(region->name, " (deleted)"))
        region->exists = is_there(regions, region);
    return lines->error == 0;
}

bool is_outside(const struct region *region)
{
    return same(region->name, "[vsyscall]") || same(region->name, "[vectors]");
}

bool region_flag(const struct region *region, const char *flag)
{
    const char *text;
    for (text = region->flags; *text; text++)
        if (text[0] == ' ' && text[1] == flag[0] && text[2] == flag[1] && text[3] == ' ')
            return true;
    return false;
}

/* Pages of the pool are not in Rss. */
uint64_t in_memory(const struct region *region)
{
    if (region->resident == NOT_KNOWN)
        return NOT_KNOWN;
    return region->resident + (region->pool == NOT_KNOWN ? 0 : region->pool);
}
