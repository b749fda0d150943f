/* SPDX-License-Identifier: MIT */
/* rawmap/numa/rules.h: what the calls on the machine's nodes may meet. core/rules.h says how the lists
   are read. */
#ifndef RAWMAP_NUMA_RULES_H
#define RAWMAP_NUMA_RULES_H

#ifndef RAWMAP_NUMA_H
#include "../core/base.h"
#include "../core/here.h"
#include "../core/sizes.h"
#endif

#if RAWMAP_I_READS_RULES

/* clang-format off */

#define RAWMAP_I_POLICY_MODE (policy.bits & ~(RAWMAP_LINUX_MPOL_MODE_FLAGS + 0u))
#define RAWMAP_I_POLICY_TAKES_NODES (RAWMAP_I_POLICY_MODE != 0 && RAWMAP_I_POLICY_MODE != 4)
/* Modes and flags that all kernels since 2.6.26 know, and that mean the nodes themselves. */
#define RAWMAP_I_POLICY_OF_OLD ((policy.bits & ~(RAWMAP_LINUX_MPOL_F_STATIC_NODES + 0u)) - 1u < 3u)

/* rawmap_numa_set: policy, nodes. The conditions that read the set are functions, asked only after Linux has refused; they
   ask whether they may. Of a mode or flag that an older kernel may not know, that is the likelier reason. */
#define RAWMAP_RULES_NUMA_SET(RULE) \
    RAWMAP_RULES_POLICY(RULE) \
    RAWMAP_RULES_POLICY_UNSURE(RULE)
#define RAWMAP_RULES_POLICY(RULE) \
    RULE(NODES_MISSING, IGNORED, EINVAL, nodes.words == NULL && nodes.count != 0) \
    RULE(POLICY_TAKES_NO_FLAGS, IGNORED, EINVAL, policy.bits == RAWMAP_LINUX_MPOL_F_STATIC_NODES || policy.bits == RAWMAP_LINUX_MPOL_F_RELATIVE_NODES) \
    RULE(POLICY_UNKNOWN_BITS, REFUSED, EINVAL, RAWMAP_I_POLICY_MODE > 6) \
    RULE(POLICY_STATIC_AND_RELATIVE, REFUSED, EINVAL, (policy.bits & RAWMAP_LINUX_MPOL_USER_NODEMASK_FLAGS) == RAWMAP_LINUX_MPOL_USER_NODEMASK_FLAGS) \
    RULE(POLICY_BALANCING, REFUSED, EINVAL, (policy.bits & RAWMAP_LINUX_MPOL_F_NUMA_BALANCING) && RAWMAP_I_POLICY_MODE != 2 && RAWMAP_I_POLICY_MODE != 5) \
    RULE(POLICY_TAKES_NO_FLAGS, REFUSED, EINVAL, RAWMAP_I_POLICY_MODE == 4 && policy.bits != 4) \
    RULE(NODES_TOO_MANY, REFUSED, EINVAL, nodes.count > RAWMAP_PAGE_SIZE_MAX * 8) \
    RULE(POLICY_NEEDS_NODES, REFUSED, EINVAL, RAWMAP_I_POLICY_TAKES_NODES && policy.bits != 1 && nodes.count == 0)
#define RAWMAP_RULES_POLICY_UNSURE(RULE) \
    RULE(POLICY_TAKES_NO_NODES, UNSURE, EINVAL, !RAWMAP_I_POLICY_TAKES_NODES && rawmap_i_nodes_named(nodes, true)) \
    RULE(POLICY_NEEDS_NODES, UNSURE, EINVAL, RAWMAP_I_POLICY_TAKES_NODES && policy.bits != 1 && rawmap_i_nodes_named(nodes, false)) \
    RULE(NODES_NOT_HERE, UNSURE, EINVAL, RAWMAP_I_POLICY_OF_OLD && rawmap_i_nodes_elsewhere(nodes)) \
    RULE(NODES_NOT_HERE, STATE, EINVAL, true) \
    RULE(POLICY_UNKNOWN, STATE, EINVAL, RAWMAP_I_POLICY_MODE > 4)

/* rawmap_numa_bind: address, length, policy, nodes, pages. Linux forgets strict beside the default policy. */
#define RAWMAP_RULES_NUMA_BIND(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_LENGTH_WRAPS, GUARDED, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(POLICY_DEFAULT_STRICT, IGNORED, EINVAL, RAWMAP_I_POLICY_MODE == 0 && (pages.bits & RAWMAP_LINUX_MPOL_MF_STRICT)) \
    RAWMAP_RULES_POLICY(RULE) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE(NUMA_PAGES_UNKNOWN_BITS, REFUSED, EINVAL, pages.bits & ~(RAWMAP_LINUX_MPOL_MF_VALID + 0u)) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RAWMAP_RULES_POLICY_UNSURE(RULE) \
    RULE(NUMA_MOVE_ALL_NOT_ALLOWED, LOOKED, EPERM, pages.bits & RAWMAP_LINUX_MPOL_MF_MOVE_ALL) \
    RULE(NUMA_PAGES_ELSEWHERE, UNSURE, EIO, pages.bits != 0) \
    RULE(STATE_NOT_MAPPED, STATE, EFAULT, true)
#define RAWMAP_I_SEES_NUMA_MOVE_ALL_NOT_ALLOWED rawmap_i_sees_no_move_all()

/* rawmap_numa_now, rawmap_numa_at, rawmap_numa_allowed: nodes. Linux writes whole words of 64 nodes, past the end of a
   shorter set. */
#define RAWMAP_RULES_NUMA_ASK(RULE) \
    RULE(NODES_MISSING, GUARDED, EINVAL, nodes.words == NULL && nodes.count != 0) \
    RULE(NODES_UNEVEN, GUARDED, EINVAL, nodes.count & 63u) \
    RULE(NODES_TOO_FEW, UNSURE, EINVAL, nodes.count != 0 && nodes.count < 1024) \
    RULE(NODES_TOO_MANY, UNSURE, EINVAL, nodes.count > RAWMAP_PAGE_SIZE_MIN * 8)

/* rawmap_numa_home: address, length. No page of address 0 or of a hole has a policy. */
#define RAWMAP_RULES_NUMA_HOME(RULE) \
    RULE(SPAN_EMPTY, IGNORED, EINVAL, length == 0) \
    RULE(SPAN_LENGTH_WRAPS, GUARDED, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE(SPAN_UNALIGNED, REFUSED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE(SPAN_WRAPS, REFUSED, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE(SPAN_UNALIGNED_HERE, UNSURE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE(NODE_NOT_HERE, UNSURE, EINVAL, !(address & RAWMAP_I_PAGE_MASK_MAX)) \
    RULE(HOME_NO_POLICY, UNSURE, ENOENT, true) \
    RULE(HOME_OTHER_POLICY, UNSURE, EOPNOTSUPP, true) \
    RULE(STATE_MAP_COUNT, STATE, ENOMEM, true)

/* rawmap_numa_migrate: process, from, to. Linux takes one number for the length of both sets. */
#define RAWMAP_RULES_NUMA_MIGRATE(RULE) \
    RULE(NODES_MISSING, IGNORED, EINVAL, (from.words == NULL && from.count != 0) || (to.words == NULL && to.count != 0)) \
    RULE(NODES_UNEQUAL, GUARDED, EINVAL, from.count != to.count) \
    RULE(NODES_EMPTY, IGNORED, EINVAL, from.count == 0) \
    RULE(NODES_TOO_MANY, REFUSED, EINVAL, to.count > RAWMAP_PAGE_SIZE_MAX * 8) \
    RULE(PROCESS_NEGATIVE, REFUSED, ESRCH, process < 0) \
    RULE(NODES_EMPTY, UNSURE, EINVAL, rawmap_i_nodes_named(to, false)) \
    RULE(NODES_NOT_HERE, STATE, EINVAL, true) \
    RULE(STATE_PROCESS_GONE, STATE, ESRCH, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* rawmap_numa_move: process, pages, nodes, places, count, how. Without nodes it would be the question where pages are. */
#define RAWMAP_RULES_NUMA_MOVE(RULE) \
    RULE(PAGES_NONE, IGNORED, EINVAL, count == 0) \
    RULE(PAGES_MISSING, GUARDED, EFAULT, pages == NULL || nodes == NULL || places == NULL) \
    RULE(NUMA_MOVE_UNSAID, GUARDED, EINVAL, how.bits == 0) \
    RULE(NUMA_MOVE_UNSAID, IGNORED, EINVAL, how.bits == (RAWMAP_LINUX_MPOL_MF_MOVE | RAWMAP_LINUX_MPOL_MF_MOVE_ALL)) \
    RULE(NUMA_PAGES_UNKNOWN_BITS, REFUSED, EINVAL, how.bits & ~(RAWMAP_LINUX_MPOL_MF_MOVE | RAWMAP_LINUX_MPOL_MF_MOVE_ALL | 0u)) \
    RULE(PROCESS_NEGATIVE, REFUSED, ESRCH, process < 0) \
    RULE(NODE_NOT_HERE_ENODEV, UNSURE, ENODEV, true) \
    RULE(NUMA_MOVE_ALL_NOT_ALLOWED, LOOKED, EPERM, how.bits & RAWMAP_LINUX_MPOL_MF_MOVE_ALL) \
    RULE(STATE_PROCESS_GONE, STATE, ESRCH, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true) \
    RULE(STATE_NODE_NOT_ALLOWED, STATE, EACCES, true)

/* rawmap_numa_where: process, pages, places, count */
#define RAWMAP_RULES_NUMA_WHERE(RULE) \
    RULE(PAGES_NONE, IGNORED, EINVAL, count == 0) \
    RULE(PAGES_MISSING, GUARDED, EFAULT, pages == NULL || places == NULL) \
    RULE(PROCESS_NEGATIVE, REFUSED, ESRCH, process < 0) \
    RULE(STATE_PROCESS_GONE, STATE, ESRCH, true) \
    RULE(STATE_NOT_ALLOWED, STATE, EPERM, true)

/* rawmap_place_node, rawmap_node_of: what the kernel says of one page. */
#define RAWMAP_RULES_PLACE(RULE) \
    RULE(PAGE_NOT_THERE, TOLD, ENOENT, place.value < 0) \
    RULE(PAGE_WITHOUT_NODE, TOLD, EFAULT, true) \
    RULE(PAGE_SHARED, TOLD, EACCES, true) \
    RULE(PAGE_BUSY, TOLD, EBUSY, true)

/* The lists with before-rows in groups, as core/rules.h says. */
#define RAWMAP_GROUPS_NUMA_SET(GROUP) GROUP(true, RAWMAP_RULES_NUMA_SET)
#define RAWMAP_GROUPS_NUMA_BIND(GROUP) GROUP(true, RAWMAP_RULES_NUMA_BIND)
#define RAWMAP_GROUPS_NUMA_ASK(GROUP) GROUP(true, RAWMAP_RULES_NUMA_ASK)
#define RAWMAP_GROUPS_NUMA_HOME(GROUP) GROUP(true, RAWMAP_RULES_NUMA_HOME)
#define RAWMAP_GROUPS_NUMA_MIGRATE(GROUP) GROUP(true, RAWMAP_RULES_NUMA_MIGRATE)
#define RAWMAP_GROUPS_NUMA_MOVE(GROUP) GROUP(true, RAWMAP_RULES_NUMA_MOVE)
#define RAWMAP_GROUPS_NUMA_WHERE(GROUP) GROUP(true, RAWMAP_RULES_NUMA_WHERE)

/* clang-format on */

#endif

#endif
