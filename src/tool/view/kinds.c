/* SPDX-License-Identifier: MIT */
/* What sort of mapping it is, in words of the library: its options, advice, steps of huge pages. */
#include "view.h"

struct words {
    char *to;
    unsigned used;
    size_t room;
};

static void add(struct words *words, const char *word)
{
    if (words->used)
        append(words->to, &words->used, words->room, ",");
    append(words->to, &words->used, words->room, word);
}

static bool ends_deleted(const char *name)
{
    static const char end[] = " (deleted)";
    const size_t length = length_of(name);
    return length >= sizeof end - 1 && same(name + length - (sizeof end - 1), end);
}

/* Memory that the kernel keeps in files of its own, which never have a place: they are no deleted files. */
static const char *nameless(const struct region *region)
{
    if (!ends_deleted(region->name) || region->exists)
        return NULL;
    if (starts(region->name, "/memfd:"))
        return "memfd";
    if (same(region->name, "/secretmem (deleted)"))
        return "secret";
    if (starts(region->name, "/SYSV"))
        return "shm";
    if (same(region->name, "/dev/zero (deleted)") || same(region->name, "/anon_hugepage (deleted)"))
        return "anonymous";
    return NULL;
}

/* The kernel's own names in brackets: all but those of memory that the process has asked for. */
static bool is_special(const struct region *region)
{
    const char *name = region->name;
    return name[0] == '[' && !starts(name, "[heap]") && !starts(name, "[stack") && !starts(name, "[anon:") &&
           !starts(name, "[anon_shmem:");
}

static void what_it_is(struct words *words, const struct region *region)
{
    const char *own = nameless(region);
    if (is_special(region))
        add(words, "special");
    else if (own)
        add(words, own);
    else if (region_flag(region, "pf") || region_flag(region, "io"))
        add(words, "device");
    else if (region->inode == 0 || region->name[0] == '[')
        add(words, "anonymous");
    else
        add(words, ends_deleted(region->name) && !region->exists ? "file,deleted" : "file");
}

/* "huge_2mb", as RAWMAP_STEPS has it. */
static void pool_size(struct words *words, uint64_t page)
{
    char text[24];
    unsigned used = 0, shift = 0;
    for (; page > 1; page >>= 1)
        shift++;
    append(text, &used, sizeof text, "huge_");
    append_size(text, &used, sizeof text, shift);
    add(words, text);
}

static void how_huge(struct words *words, const struct region *region)
{
    if (region_flag(region, "ht"))
        pool_size(words, region->page);
    else if (region->transparent != NOT_KNOWN && region->transparent != 0)
        add(words, "transparent");
    if (region_flag(region, "hg"))
        add(words, "hugepage");
    if (region_flag(region, "nh"))
        add(words, "nohugepage");
}

void kinds_of(const struct region *region, char *to, size_t room)
{
    static const char flags[][2][16] = {{"sl", "sealed"},    {"gd", "growsdown"},  {"ss", "shadow_stack"},
                                        {"dc", "dontfork"},  {"wf", "wipeonfork"}, {"dd", "dontdump"},
                                        {"mg", "mergeable"}, {"um", "userfaultfd"}};
    struct words words = {to, 0, room};
    unsigned i;
    to[0] = 0;
    what_it_is(&words, region);
    if (region->access[3] == 's')
        add(&words, "shared");
    if (region_flag(region, "dp"))
        add(&words, "droppable");
    how_huge(&words, region);
    if (region_flag(region, "lo"))
        add(&words, region_flag(region, "lf") ? "locked_on_fault" : "locked");
    if (region->guard != NOT_KNOWN ? region->guard != 0 : region_flag(region, "gu"))
        add(&words, "guard");
    for (i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (region_flag(region, flags[i][0]) && !(is_special(region) && same(flags[i][0], "dd")))
            add(&words, flags[i][1]);
    if (region_flag(region, "uw") || region_flag(region, "ui") || region_flag(region, "ur"))
        if (!region_flag(region, "um"))
            add(&words, "userfaultfd");
    if (region->key[0] && !same(region->key, "0")) {
        char key[16];
        unsigned used = 0;
        append(key, &used, sizeof key, "pkey_");
        append(key, &used, sizeof key, region->key);
        add(&words, key);
    }
}
