/* SPDX-License-Identifier: MIT */
/* numa.c: the calls on the machine's nodes. libnuma has their names, and calls them by number. */
#define _GNU_SOURCE
#include "layer.h"
#include "calls.h"

#include <limits.h>
#include <linux/mempolicy.h>
#include <sys/syscall.h>
#include <unistd.h>

long mbind(void *address, unsigned long length, int mode, const unsigned long *set, unsigned long room, unsigned flags)
{
    const rawmap_policy_answer policy = rawmap_policy_from_linux(mode);
    const rawmap_numa_pages_answer pages = rawmap_numa_pages_from_linux(flags);
    struct layer_asked asked;
    const rawmap_nodes_answer nodes = rawmap_nodes_from_linux((unsigned long *)LAYER_WORD(set), room);
    rawmap_status status = policy.status ? policy.status : pages.status ? pages.status : nodes.status;
    layer_begins(&asked, LAYER_mbind, SYS_mbind, LAYER_WORD(address), length, LAYER_WORD(mode), LAYER_WORD(set), room,
                 flags);
    if (status == RAWMAP_OK)
        status = rawmap_numa_bind(rawmap_span_of(address, length), policy.policy, nodes.nodes, pages.pages);
    return layer_answers(&asked, status, 0);
}

long set_mempolicy(int mode, const unsigned long *set, unsigned long room)
{
    const rawmap_policy_answer policy = rawmap_policy_from_linux(mode);
    const rawmap_nodes_answer nodes = rawmap_nodes_from_linux((unsigned long *)LAYER_WORD(set), room);
    struct layer_asked asked;
    rawmap_status status = policy.status ? policy.status : nodes.status;
    layer_begins(&asked, LAYER_set_mempolicy, SYS_set_mempolicy, LAYER_WORD(mode), LAYER_WORD(set), room, 0, 0, 0);
    if (status == RAWMAP_OK)
        status = rawmap_numa_set(policy.policy, nodes.nodes);
    return layer_answers(&asked, status, 0);
}

/* What is asked for is the policy of an address or of the thread, or a node: the one that the page is on, or that the next
   comes from. A set that is wanted beside a node is asked for by a call of its own. */
long get_mempolicy(int *mode, unsigned long *set, unsigned long room, void *address, unsigned long flags)
{
    const bool of_address = (flags & MPOL_F_ADDR) != 0;
    struct layer_asked asked;
    const rawmap_nodes_answer nodes = rawmap_nodes_asked_from_linux(set, room);
    rawmap_policy_answer now = {nodes.status, RAWMAP_POLICY(default)};
    int said = 0;
    layer_begins(&asked, LAYER_get_mempolicy, SYS_get_mempolicy, LAYER_WORD(mode), LAYER_WORD(set), room,
                 LAYER_WORD(address), flags, 0);
    if ((flags & ~(unsigned long)(MPOL_F_NODE | MPOL_F_ADDR)) != 0 && flags != MPOL_F_MEMS_ALLOWED)
        now.status = RAWMAP_EINVAL;
    else if (!of_address && address != NULL && flags != MPOL_F_MEMS_ALLOWED)
        now.status = RAWMAP_EINVAL;
    if (now.status == RAWMAP_OK && (flags & MPOL_F_NODE) != 0) {
        const rawmap_node_answer node = of_address ? rawmap_node_brought_in(address) : rawmap_node_next();
        now.status = node.status;
        said = (int)node.node;
        if (now.status == RAWMAP_OK && set != NULL)
            layer_twice(&asked);
    }
    if (now.status == RAWMAP_OK && flags == MPOL_F_MEMS_ALLOWED)
        now.status = rawmap_numa_allowed(nodes.nodes);
    else if (now.status == RAWMAP_OK && ((flags & MPOL_F_NODE) == 0 || set != NULL))
        now = of_address ? rawmap_numa_at(address, nodes.nodes) : rawmap_numa_now(nodes.nodes);
    if ((flags & MPOL_F_NODE) == 0)
        said = rawmap_policy_to_linux(now.policy);
    if (now.status == RAWMAP_OK && mode != NULL)
        now.status = layer_copy(mode, &said, sizeof said);
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
    const rawmap_nodes_answer off = rawmap_nodes_from_linux((unsigned long *)LAYER_WORD(from), room);
    const rawmap_nodes_answer on = rawmap_nodes_from_linux((unsigned long *)LAYER_WORD(to), room);
    struct layer_asked asked;
    rawmap_migration moved = {off.status ? off.status : on.status, 0};
    layer_begins(&asked, LAYER_migrate_pages, SYS_migrate_pages, LAYER_WORD(process), room, LAYER_WORD(from),
                 LAYER_WORD(to), 0, 0);
    if (moved.status == RAWMAP_OK)
        moved = rawmap_numa_migrate(process, off.nodes, on.nodes);
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
