/* SPDX-License-Identifier: MIT */
/* What the cgroups of the process allow, of version 1 and 2: of all levels from its own up, the one that is nearest. */
#include "limits.h"

enum { ROOM = 1024, SMALLEST = 14, LARGEST = 34 };

/* Where a controller's files of the process are. */
struct place {
    char top[ROOM];  /* the mount; no level above it is seen */
    char path[ROOM]; /* of its own level */
    bool second;     /* version 2 */
};

/* A word of a list with commas. */
static bool lists(const char *list, const char *word, char end)
{
    const size_t length = length_of(word);
    while (*list && *list != end) {
        if (starts(list, word) && (list[length] == ',' || list[length] == end || !list[length]))
            return true;
        while (*list && *list != ',' && *list != end)
            list++;
        list += *list == ',';
    }
    return false;
}

/* "number:controllers:path"; version 2 is number 0 without controllers. */
static bool path_of(const struct view *view, const char *controller, char *path, bool *second)
{
    struct lines lines;
    bool met = false;
    if (!lines_open(&lines, view_path(view, "cgroup")))
        return false;
    while (lines_next(&lines)) {
        const char *text = lines.line;
        const bool zero = starts(text, "0::");
        unsigned used = 0;
        while (*text && *text++ != ':')
            ;
        if (!lists(text, controller, ':') && !(zero && !met))
            continue;
        *second = zero;
        met = true;
        while (*text && *text++ != ':')
            ;
        path[0] = 0;
        append(path, &used, ROOM, text);
    }
    lines_close(&lines);
    return met;
}

/* A field up to the next blank, in which \ooo stands for a blank and the like. */
static const char *field_of(const char *text, char *to)
{
    unsigned used = 0;
    to[0] = 0;
    for (; *text && *text != ' '; text++) {
        char letter[2] = {*text, 0};
        if (text[0] == '\\' && text[1] >= '0' && text[1] <= '3' && text[2] && text[3]) {
            letter[0] = (char)((text[1] - '0') << 6 | (text[2] - '0') << 3 | (text[3] - '0'));
            text += 3;
        }
        append(to, &used, ROOM, letter);
    }
    return *text ? text + 1 : text;
}

static const char *skip_fields(const char *text, unsigned count)
{
    for (; count > 0; count--) {
        while (*text && *text != ' ')
            text++;
        text += *text == ' ';
    }
    return text;
}

/* "id parent device root mount options ... - type source options", of this tool's mounts. */
static bool mount_of(const char *controller, bool second, char *root, char *top)
{
    struct lines lines;
    bool met = false;
    if (!lines_open(&lines, "/proc/self/mountinfo"))
        return false;
    while (!met && lines_next(&lines)) {
        const char *text = skip_fields(lines.line, 3), *tail = text;
        while (*tail && !starts(tail, " - "))
            tail++;
        if (!*tail)
            continue;
        tail += 3;
        met = second ? starts(tail, "cgroup2 ") : starts(tail, "cgroup ") && lists(skip_fields(tail, 2), controller, 0);
        if (met)
            (void)field_of(field_of(text, root), top);
    }
    lines_close(&lines);
    return met;
}

static bool place_of(const struct view *view, const char *controller, struct place *place)
{
    static char path[ROOM], root[ROOM];
    const char *below = path;
    unsigned used = 0;
    if (!path_of(view, controller, path, &place->second) || !mount_of(controller, place->second, root, place->top))
        return false;
    if (!same(root, "/") && starts(path, root))
        below += length_of(root);
    place->path[0] = 0;
    append(place->path, &used, ROOM, place->top);
    if (!same(below, "/"))
        append(place->path, &used, ROOM, below);
    return true;
}

static uint64_t value(const char *level, const char *name)
{
    static char path[ROOM + 64];
    unsigned used = 0;
    append(path, &used, sizeof path, level);
    append(path, &used, sizeof path, "/");
    append(path, &used, sizeof path, name);
    return number_in(path);
}

/* Whether one is nearer to its limit than another; which may have none. */
static bool is_nearer(uint64_t used, uint64_t allowed, uint64_t other_used, uint64_t other_allowed)
{
    if (allowed == NO_LIMIT || allowed == NOT_KNOWN || used == NOT_KNOWN)
        return false;
    if (other_allowed == NO_LIMIT || other_allowed == NOT_KNOWN)
        return true;
    return percent_of(used, allowed) > percent_of(other_used, other_allowed);
}

/* Walks up; adds a row where something is counted, or, if so wanted, only where there is a limit. */
static struct limit *nearest(const struct place *place, const char *name, const char *used_file, const char *limit_file,
                             bool only_limited)
{
    static char level[ROOM], best_level[ROOM];
    uint64_t best_used = NOT_KNOWN, best_allowed = NO_LIMIT;
    unsigned length = 0;
    struct limit *limit;
    const size_t top = length_of(place->top);
    level[0] = best_level[0] = 0;
    append(level, &length, ROOM, place->path);
    while (length >= top) {
        const uint64_t used = value(level, used_file);
        uint64_t allowed = value(level, limit_file);
        unsigned copied = 0;
        if (allowed != NOT_KNOWN && allowed >> 62) /* as version 1 says that there is none */
            allowed = NO_LIMIT;
        if (used != NOT_KNOWN && (best_used == NOT_KNOWN || is_nearer(used, allowed, best_used, best_allowed))) {
            best_used = used;
            best_allowed = allowed;
            append(best_level, &copied, ROOM, level[top] ? level + top : "/");
        }
        while (length > 0 && level[length - 1] != '/')
            length--;
        length -= length > 0;
        level[length] = 0;
    }
    if (best_used == NOT_KNOWN || (only_limited && best_allowed == NO_LIMIT))
        return NULL;
    limit = limit_add(name, limit_file, best_used, best_allowed, true);
    limit_note(limit, best_level);
    return limit;
}

/* "hugetlb.2MB.rsvd.max" */
static void hugetlb_file(char *to, size_t room, unsigned shift, const char *which)
{
    static const char units[][3] = {"KB", "MB", "GB"};
    unsigned used = 0, unit = 0;
    to[0] = 0;
    for (shift -= 10; shift >= 10 && unit < 2; shift -= 10)
        unit++;
    append(to, &used, room, "hugetlb.");
    append_number(to, &used, room, 1ul << shift);
    append(to, &used, room, units[unit]);
    append(to, &used, room, which);
}

static void huge_limit(const struct place *place, unsigned shift, const char *name, const char *used_of,
                       const char *limit_of)
{
    char used_file[48], limit_file[48];
    struct limit *limit;
    hugetlb_file(used_file, sizeof used_file, shift, used_of);
    hugetlb_file(limit_file, sizeof limit_file, shift, limit_of);
    limit = nearest(place, name, used_file, limit_file, true);
    if (limit)
        limit_name_size(limit, shift);
}

void cgroup_limits(const struct view *view)
{
    static struct place place;
    unsigned shift;
    if (place_of(view, "memory", &place)) {
        if (place.second)
            (void)nearest(&place, "memory of the cgroup", "memory.current", "memory.max", false);
        else
            (void)nearest(&place, "memory of the cgroup", "memory.usage_in_bytes", "memory.limit_in_bytes", false);
    }
    if (!place_of(view, "hugetlb", &place))
        return;
    for (shift = SMALLEST; shift <= LARGEST; shift++) {
        if (place.second) {
            huge_limit(&place, shift, "cgroup's huge pages of", ".current", ".max");
            huge_limit(&place, shift, "cgroup's reserved of", ".rsvd.current", ".rsvd.max");
        } else {
            huge_limit(&place, shift, "cgroup's huge pages of", ".usage_in_bytes", ".limit_in_bytes");
            huge_limit(&place, shift, "cgroup's reserved of", ".rsvd.usage_in_bytes", ".rsvd.limit_in_bytes");
        }
    }
}
