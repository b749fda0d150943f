/* SPDX-License-Identifier: MIT */
/* numa.c: the calls on the machine's nodes. libnuma has their names, and calls them by number. */
#define _GNU_SOURCE
#include "layer.h"
#include "calls.h"

#include <limits.h>
#include <linux/mempolicy.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Linux takes one off the number that it is told, and without a set looks at nothing. */
static rawmap_nodes nodes_of(const unsigned long *set, unsigned long room)
{
    rawmap_nodes nodes = {(unsigned long *)LAYER_WORD(set), 0};
    if (set != NULL)
        nodes.count = room - 1 > UINT_MAX ? UINT_MAX : (unsigned)(room - 1);
    return nodes;
}

long mbind(void *address, unsigned long length, int mode, const unsigned long *set, unsigned long room, unsigned flags)
{
    const rawmap_policy_answer policy = rawmap_policy_from_linux(mode);
    const rawmap_numa_pages_answer pages = rawmap_numa_pages_from_linux(flags);
    struct layer_asked asked;
    rawmap_status status = policy.status ? policy.status : pages.status;
    layer_begins(&asked, LAYER_mbind, SYS_mbind, LAYER_WORD(address), length, LAYER_WORD(mode), LAYER_WORD(set), room,
                 flags);
    if (status == RAWMAP_OK)
        status = rawmap_numa_bind(rawmap_span_of(address, length), policy.policy, nodes_of(set, room), pages.pages);
    return layer_answers(&asked, status, 0);
}

long set_mempolicy(int mode, const unsigned long *set, unsigned long room)
{
    const rawmap_policy_answer policy = rawmap_policy_from_linux(mode);
    struct layer_asked asked;
    layer_begins(&asked, LAYER_set_mempolicy, SYS_set_mempolicy, LAYER_WORD(mode), LAYER_WORD(set), room, 0, 0, 0);
    return layer_answers(&asked, policy.status ? policy.status : rawmap_numa_set(policy.policy, nodes_of(set, room)),
                         0);
}

/* Linux writes whole words of 64 nodes. The node that a policy takes next has no typed form. */
long get_mempolicy(int *mode, unsigned long *set, unsigned long room, void *address, unsigned long flags)
{
    rawmap_nodes nodes = nodes_of(set, room);
    struct layer_asked asked;
    rawmap_policy_answer now = {RAWMAP_EINVAL, RAWMAP_POLICY(default)};
    int said;
    layer_begins(&asked, LAYER_get_mempolicy, SYS_get_mempolicy, LAYER_WORD(mode), LAYER_WORD(set), room,
                 LAYER_WORD(address), flags, 0);
    if ((flags & MPOL_F_NODE) != 0) {
        layer_leaves(&asked);
        return layer_syscall(SYS_get_mempolicy, (long)mode, (long)set, (long)room, (long)address, (long)flags, 0);
    }
    if (nodes.count <= UINT_MAX - 63)
        nodes.count = (nodes.count + 63) & ~63u;
    if (flags == MPOL_F_MEMS_ALLOWED)
        now.status = rawmap_numa_allowed(nodes);
    else if (flags == MPOL_F_ADDR)
        now = rawmap_numa_at(address, nodes);
    else if (flags == 0 && address == NULL)
        now = rawmap_numa_now(nodes);
    if (now.status == RAWMAP_OK && mode != NULL) {
        said = rawmap_policy_to_linux(now.policy);
        now.status = layer_copy(mode, &said, sizeof said);
    }
    return layer_answers(&asked, now.status, 0);
}

long set_mempolicy_home_node(void *address, unsigned long length, unsigned long node, unsigned long flags)
{
    struct layer_asked asked;
    rawmap_status status = RAWMAP_EINVAL;
    layer_begins(&asked, LAYER_set_mempolicy_home_node, RAWMAP_NR_set_mempolicy_home_node, LAYER_WORD(address), length,
                 node, flags, 0, 0);
    if (flags == 0 && node <= UINT_MAX)
        status = rawmap_numa_home(rawmap_span_of(address, length), (unsigned)node);
    return layer_answers(&asked, status, 0);
}

long migrate_pages(int process, unsigned long room, const unsigned long *from, const unsigned long *to)
{
    struct layer_asked asked;
    rawmap_migration moved;
    layer_begins(&asked, LAYER_migrate_pages, SYS_migrate_pages, LAYER_WORD(process), room, LAYER_WORD(from),
                 LAYER_WORD(to), 0, 0);
    moved = rawmap_numa_migrate(process, nodes_of(from, room), nodes_of(to, room));
    return layer_answers(&asked, moved.status, (long)moved.left);
}

/* Without nodes it is the question where pages are, which looks at no flags but unknown ones. */
long move_pages(int process, unsigned long count, void **pages, const int *nodes, int *places, int flags)
{
    const rawmap_numa_pages_answer how = rawmap_numa_pages_from_linux((unsigned)flags);
    const void *const *const list = (const void *const *)pages;
    rawmap_page_place *const told = (rawmap_page_place *)places;
    struct layer_asked asked;
    rawmap_migration moved = {how.status, 0};
    layer_begins(&asked, LAYER_move_pages, SYS_move_pages, LAYER_WORD(process), count, LAYER_WORD(pages),
                 LAYER_WORD(nodes), LAYER_WORD(places), LAYER_WORD(nodes != NULL ? flags : 0));
    if (how.status == RAWMAP_OK && nodes != NULL)
        moved = rawmap_numa_move(process, list, (const unsigned *)nodes, told, count, how.pages);
    else if (how.status == RAWMAP_OK)
        moved.status = rawmap_numa_where(process, list, told, count);
    return layer_answers(&asked, moved.status, (long)moved.left);
}
