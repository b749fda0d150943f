/* SPDX-License-Identifier: MIT */
/* rawmap maps: the mappings of a process, as people want to read them. */
#include "maps.h"

static const struct view_command command = {
    "maps",
    "usage: rawmap maps [--json | --long] [PID]     the mappings of a process; without PID, of this tool itself\n"
    "\n"
    "A line for each mapping: where it starts and ends (hexadecimal), its size, how much of it is in memory and how "
    "much\n"
    "swapped out, access, kind, name. Sizes are in units of 1024, cut to a tenth: 1.5M; ? is what the kernel does not\n"
    "tell. Access is read, write, execute, and private or shared, as in /proc/PID/maps. The words of a kind:\n"
    "    anonymous file device special     what is mapped; special: the kernel's own pages, as the vdso\n"
    "    memfd secret shm deleted          a file in memory, secret memory, System V memory; a file that has no name "
    "now\n"
    "    shared droppable sealed locked locked_on_fault growsdown shadow_stack userfaultfd pkey_N\n"
    "    huge_2mb ...                      of pages of this size from the huge page pool\n"
    "    transparent                       transparent huge pages are in it\n"
    "    guard                             guard pages are in it (madvise; Linux 6.15 and newer can tell)\n"
    "    hugepage nohugepage dontfork wipeonfork dontdump mergeable     advice that was given\n"
    "\n"
    "The last lines are sums: \"its own\" is what no other process shares, \"its share\" divides the rest by who "
    "does.\n"
    "On a terminal lines are made to fit: names are cut at their start (...), a narrow one has no ends and swap, and "
    "the\n"
    "kind is below the name where that does not tell it. --long is what a pipe gets. --json has all numbers in bytes, "
    "and\n"
    "null for what is not known.\n"
    "\n"
    "Exit status: 0; 1 wrong usage, 2 failure, 3 this process may not be looked at, 4 no such process, or without "
    "memory.\n"
    "Colours on a terminal only, and not with NO_COLOR set.\n",
    false, false};

static void sum(uint64_t *total, uint64_t more)
{
    if (more != NOT_KNOWN)
        *total = *total == NOT_KNOWN ? more : *total + more;
}

/* The kernel's own page is shown, and is no mapping of the process. */
static void count(struct totals *totals, const struct region *region)
{
    if (is_outside(region))
        return;
    totals->mappings++;
    totals->size += region->end - region->start;
    sum(&totals->memory, in_memory(region));
    sum(&totals->proportional, region->proportional);
    sum(&totals->private_, region->private_);
    sum(&totals->swapped, region->swapped);
    sum(&totals->locked, region->locked);
    sum(&totals->transparent, region->transparent);
    sum(&totals->pool, region->pool);
    sum(&totals->guard, region->guard);
}

static void json_pair(const char *key, uint64_t number)
{
    json_key(key);
    json_number(number);
}

/* Words between commas or blanks, as an array. */
static void json_words(const char *key, const char *text)
{
    json_key(key);
    json_open('[');
    while (*text) {
        char word[24];
        unsigned used = 0;
        word[0] = 0;
        for (; *text == ',' || *text == ' '; text++)
            ;
        for (; *text && *text != ',' && *text != ' '; text++) {
            const char letter[2] = {*text, 0};
            append(word, &used, sizeof word, letter);
        }
        if (used)
            json_string(word);
    }
    json_close(']');
}

static void json_region(const struct region *region)
{
    char kinds[160];
    kinds_of(region, kinds, sizeof kinds);
    json_line();
    json_open('{');
    json_key("start");
    json_address(region->start);
    json_key("end");
    json_address(region->end);
    json_pair("size", region->end - region->start);
    json_key("access");
    json_string(region->access);
    json_pair("offset", region->offset);
    json_key("device");
    json_string(region->device);
    json_pair("inode", region->inode);
    json_key("name");
    json_string(region->name);
    json_words("kind", kinds);
    json_pair("page_size", region->page);
    json_pair("memory", in_memory(region));
    json_pair("proportional", region->proportional);
    json_pair("private", region->private_);
    json_pair("swapped", region->swapped);
    json_pair("locked", region->locked);
    json_pair("transparent", region->transparent);
    json_pair("pool", region->pool);
    json_pair("guard", region->guard);
    json_words("flags", region->flags);
    json_close('}');
}

static void json_end(const struct totals *totals)
{
    json_close(']');
    json_line();
    json_key("totals");
    json_open('{');
    json_pair("mappings", totals->mappings);
    json_pair("most_mappings", number_in("/proc/sys/vm/max_map_count"));
    json_pair("size", totals->size);
    json_pair("memory", totals->memory);
    json_pair("proportional", totals->proportional);
    json_pair("private", totals->private_);
    json_pair("swapped", totals->swapped);
    json_pair("locked", totals->locked);
    json_pair("transparent", totals->transparent);
    json_pair("pool", totals->pool);
    json_pair("guard", totals->guard);
    json_close('}');
    out("\n");
    json_close('}');
    out("\n");
}

static struct region region;

/* How many digits the process's addresses need, from the list alone, which takes little time. */
static int widest(const struct view *view, unsigned *digits)
{
    struct regions regions;
    int status = regions_open_plain(&regions, view);
    *digits = 1;
    if (status != VIEW_GOES_ON)
        return status;
    while (regions_next(&regions, &region))
        if (!is_outside(&region) && digits_of(region.end) > *digits)
            *digits = digits_of(region.end);
    return regions_close(&regions);
}

int maps_command(int count_of, char **arguments, char **environment)
{
    struct view view;
    struct regions regions;
    struct totals totals = {0,         0,         NOT_KNOWN, NOT_KNOWN, NOT_KNOWN,
                            NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN};
    unsigned digits;
    int status = view_begin(&view, &command, count_of, arguments, environment);
    if (status == VIEW_GOES_ON)
        status = widest(&view, &digits);
    if (status == VIEW_GOES_ON)
        status = regions_open(&regions, &view);
    if (status != VIEW_GOES_ON)
        return status;
    if (view.json) {
        json_head(&view);
        json_key("mappings");
        json_open('[');
    } else {
        table_head(&view, digits);
    }
    while (regions_next(&regions, &region)) {
        count(&totals, &region);
        if (view.json)
            json_region(&region);
        else
            table_row(&view, &region, digits);
    }
    if (view.json)
        json_end(&totals);
    else
        table_end(&view, &totals);
    status = regions_close(&regions);
    return status != VIEW_GOES_ON ? status : view_end();
}
