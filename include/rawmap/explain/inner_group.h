/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_group.h: what the control groups of the process may promise of huge pages. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_GROUP_H
#define RAWMAP_EXPLAIN_INNER_GROUP_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#include "inner_pool.h"
#include "inner_proc.h"
#include "inner_walk.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* The path of a control group, and the names of its files; deeper groups than there is room for are not looked at. */
#define RAWMAP_I_GROUP_ROOM 512
typedef struct rawmap_i_group {
    char place[RAWMAP_I_GROUP_ROOM];
    size_t root;   /* where the part begins that the mount does not name */
    size_t length; /* up to the group */
    bool first;    /* version 1 */
} rawmap_i_group;

RAWMAP_I_LOCAL size_t rawmap_i_group_append(rawmap_i_group *group, size_t at, const char *words)
{
    for (; *words != '\0' && *words != '\n' && at < RAWMAP_I_GROUP_ROOM - 1; words++)
        group->place[at++] = *words;
    group->place[at] = '\0';
    return at;
}

/* "/sys/fs/cgroup/hugetlb" and "/sys/fs/cgroup": where everybody mounts them. The line is "4:hugetlb:/a/b" or "0::/a/b". */
RAWMAP_I_LOCAL bool rawmap_i_group_of(const rawmap_i_case *one, rawmap_i_group *group)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[4096];
    const char *at = text;
    const char *group_path = RAWMAP_I_NULL;
    (void)rawmap_i_place(one, "cgroup", place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return false;
    group->first = false;
    while (*at != '\0') {
        (void)rawmap_i_number(&at, 10);
        if (rawmap_i_begins(at, ":hugetlb:")) {
            group->first = true;
            group_path = at + 9;
            break;
        }
        if (rawmap_i_begins(at, "::"))
            group_path = at + 2;
        while (*at != '\0' && *at++ != '\n')
            ;
    }
    if (group_path == RAWMAP_I_NULL)
        return false;
    group->root = rawmap_i_group_append(group, 0, group->first ? "/sys/fs/cgroup/hugetlb" : "/sys/fs/cgroup");
    group->length = rawmap_i_group_append(group, group->root, group_path);
    return group->length < RAWMAP_I_GROUP_ROOM - 64;
}

/* "/hugetlb.2MB.rsvd." and what it is. */
RAWMAP_I_LOCAL bool rawmap_i_group_number(rawmap_i_group *group, unsigned shift, const char *which, uint64_t *number)
{
    char digits[12];
    char text[64];
    const char *at_digit = text;
    const unsigned above = shift >= 30 ? 30 : shift >= 20 ? 20 : 10;
    size_t at = rawmap_i_group_append(group, group->length, "/hugetlb.");
    bool there;
    digits[rawmap_i_decimal(digits, 1u << (shift - above))] = '\0';
    at = rawmap_i_group_append(group, at, digits);
    at = rawmap_i_group_append(group, at, above == 30 ? "GB.rsvd." : above == 20 ? "MB.rsvd." : "KB.rsvd.");
    (void)rawmap_i_group_append(group, at, which);
    there = rawmap_i_read_text(group->place, text, sizeof text) != 0;
    group->place[group->length] = '\0';
    *number = there && *at_digit != 'm' ? rawmap_i_number(&at_digit, 10) : RAWMAP_I_UNLIMITED; /* "max" */
    return there;
}

RAWMAP_I_LOCAL bool rawmap_i_group_limits(rawmap_i_group *group, unsigned shift, uint64_t *in_use, uint64_t *allowed)
{
    return rawmap_i_group_number(group, shift, group->first ? "limit_in_bytes" : "max", allowed) &&
           rawmap_i_group_number(group, shift, group->first ? "usage_in_bytes" : "current", in_use);
}

/* The group, and those above it. */
RAWMAP_I_LOCAL bool rawmap_i_group_is_full(rawmap_i_case *one, uint64_t length, unsigned shift)
{
    rawmap_i_group group;
    uint64_t in_use, allowed;
    if (shift < 10 || shift > 34 || !rawmap_i_group_of(one, &group))
        return rawmap_i_unseen(one, RAWMAP_LOOKED_HUGE_GROUP);
    for (;;) {
        if (rawmap_i_group_limits(&group, shift, &in_use, &allowed) && rawmap_i_exceeds(in_use, length, allowed)) {
            rawmap_i_say(one, "The control group ");
            rawmap_i_say(one, group.length > group.root ? group.place + group.root : "/");
            rawmap_i_say(one, " may have ");
            rawmap_i_say_bytes(one, allowed);
            rawmap_i_say(one, " in huge pages of ");
            rawmap_i_say_bytes(one, rawmap_i_size_of(shift));
            rawmap_i_say(one, ", and has ");
            rawmap_i_say_bytes(one, in_use);
            rawmap_i_say(one, ": ");
            rawmap_i_say_bytes(one, length);
            rawmap_i_say(one, " more were wanted.");
            return rawmap_i_found_figures(one, RAWMAP_STATE_HUGE_GROUP_LIMIT, length, in_use, allowed);
        }
        if (group.length <= group.root)
            return rawmap_i_ruled_out(one, RAWMAP_LOOKED_HUGE_GROUP);
        while (group.length > group.root && group.place[group.length] != '/')
            group.length--;
        group.place[group.length] = '\0';
    }
}

#endif

RAWMAP_I_END

#endif

#endif
