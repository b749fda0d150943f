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
    RULE##_IGNORED(NODES_MISSING, EINVAL, nodes.words == NULL && nodes.count != 0) \
    RULE##_IGNORED(POLICY_TAKES_NO_FLAGS, EINVAL, policy.bits == RAWMAP_LINUX_MPOL_F_STATIC_NODES || policy.bits == RAWMAP_LINUX_MPOL_F_RELATIVE_NODES) \
    RULE##_REFUSED(POLICY_UNKNOWN_BITS, EINVAL, RAWMAP_I_POLICY_MODE > 6) \
    RULE##_REFUSED(POLICY_STATIC_AND_RELATIVE, EINVAL, (policy.bits & RAWMAP_LINUX_MPOL_USER_NODEMASK_FLAGS) == RAWMAP_LINUX_MPOL_USER_NODEMASK_FLAGS) \
    RULE##_REFUSED(POLICY_BALANCING, EINVAL, (policy.bits & RAWMAP_LINUX_MPOL_F_NUMA_BALANCING) && RAWMAP_I_POLICY_MODE != 2 && RAWMAP_I_POLICY_MODE != 5) \
    RULE##_REFUSED(POLICY_TAKES_NO_FLAGS, EINVAL, RAWMAP_I_POLICY_MODE == 4 && policy.bits != 4) \
    RULE##_REFUSED(NODES_TOO_MANY, EINVAL, nodes.count > RAWMAP_PAGE_SIZE_MAX * 8) \
    RULE##_REFUSED(POLICY_NEEDS_NODES, EINVAL, RAWMAP_I_POLICY_TAKES_NODES && policy.bits != 1 && nodes.count == 0)
#define RAWMAP_RULES_POLICY_UNSURE(RULE) \
    RULE##_UNSURE(POLICY_TAKES_NO_NODES, EINVAL, !RAWMAP_I_POLICY_TAKES_NODES && rawmap_i_nodes_named(nodes, true)) \
    RULE##_UNSURE(POLICY_NEEDS_NODES, EINVAL, RAWMAP_I_POLICY_TAKES_NODES && policy.bits != 1 && rawmap_i_nodes_named(nodes, false)) \
    RULE##_UNSURE(NODES_NOT_HERE, EINVAL, RAWMAP_I_POLICY_OF_OLD && rawmap_i_nodes_elsewhere(nodes)) \
    RULE##_STATE(NODES_NOT_HERE, EINVAL, true) \
    RULE##_STATE(POLICY_UNKNOWN, EINVAL, RAWMAP_I_POLICY_MODE > 4)

/* rawmap_numa_bind: address, length, policy, nodes, pages. Linux forgets strict beside the default policy. */
#define RAWMAP_RULES_NUMA_BIND(RULE) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(SPAN_LENGTH_WRAPS, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE##_IGNORED(POLICY_DEFAULT_STRICT, EINVAL, RAWMAP_I_POLICY_MODE == 0 && (pages.bits & RAWMAP_LINUX_MPOL_MF_STRICT)) \
    RAWMAP_RULES_POLICY(RULE) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE##_REFUSED(NUMA_PAGES_UNKNOWN_BITS, EINVAL, pages.bits & ~(RAWMAP_LINUX_MPOL_MF_VALID + 0u)) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RAWMAP_RULES_POLICY_UNSURE(RULE) \
    RULE##_LOOKED(NUMA_MOVE_ALL_NOT_ALLOWED, EPERM, pages.bits & RAWMAP_LINUX_MPOL_MF_MOVE_ALL) \
    RULE##_UNSURE(NUMA_PAGES_ELSEWHERE, EIO, pages.bits != 0) \
    RULE##_STATE(STATE_NOT_MAPPED, EFAULT, true)
#define RAWMAP_I_SEES_NUMA_MOVE_ALL_NOT_ALLOWED rawmap_i_sees_no_move_all()

/* rawmap_numa_now, rawmap_numa_at, rawmap_numa_allowed: nodes. Linux writes whole words of 64 nodes, past the end of a
   shorter set. */
#define RAWMAP_RULES_NUMA_ASK(RULE) \
    RULE##_GUARDED(NODES_MISSING, EINVAL, nodes.words == NULL && nodes.count != 0) \
    RULE##_GUARDED(NODES_UNEVEN, EINVAL, nodes.count & 63u) \
    RULE##_UNSURE(NODES_TOO_FEW, EINVAL, nodes.count != 0 && nodes.count < 1024) \
    RULE##_UNSURE(NODES_TOO_MANY, EINVAL, nodes.count > RAWMAP_PAGE_SIZE_MIN * 8)

/* rawmap_numa_home: address, length. No page of address 0 or of a hole has a policy. */
#define RAWMAP_RULES_NUMA_HOME(RULE) \
    RULE##_IGNORED(SPAN_EMPTY, EINVAL, length == 0) \
    RULE##_GUARDED(SPAN_LENGTH_WRAPS, EINVAL, length != 0 && RAWMAP_I_WHOLE(length) == 0) \
    RULE##_REFUSED(SPAN_UNALIGNED, EINVAL, address & RAWMAP_I_PAGE_MASK) \
    RULE##_REFUSED(SPAN_WRAPS, EINVAL, RAWMAP_I_WHOLE(length) > SIZE_MAX - address) \
    RULE##_UNSURE(SPAN_UNALIGNED_HERE, EINVAL, RAWMAP_I_UNALIGNED_HERE(address)) \
    RULE##_UNSURE(NODE_NOT_HERE, EINVAL, !(address & RAWMAP_I_PAGE_MASK_MAX)) \
    RULE##_UNSURE(HOME_NO_POLICY, ENOENT, true) \
    RULE##_UNSURE(HOME_OTHER_POLICY, EOPNOTSUPP, true) \
    RULE##_STATE(STATE_MAP_COUNT, ENOMEM, true)

/* rawmap_numa_migrate: process, from, to. Linux takes one number for the length of both sets. */
#define RAWMAP_RULES_NUMA_MIGRATE(RULE) \
    RULE##_IGNORED(NODES_MISSING, EINVAL, (from.words == NULL && from.count != 0) || (to.words == NULL && to.count != 0)) \
    RULE##_GUARDED(NODES_UNEQUAL, EINVAL, from.count != to.count) \
    RULE##_IGNORED(NODES_EMPTY, EINVAL, from.count == 0) \
    RULE##_REFUSED(NODES_TOO_MANY, EINVAL, to.count > RAWMAP_PAGE_SIZE_MAX * 8) \
    RULE##_REFUSED(PROCESS_NEGATIVE, ESRCH, process < 0) \
    RULE##_UNSURE(NODES_EMPTY, EINVAL, rawmap_i_nodes_named(to, false)) \
    RULE##_STATE(NODES_NOT_HERE, EINVAL, true) \
    RULE##_STATE(STATE_PROCESS_GONE, ESRCH, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true)

/* rawmap_numa_move: process, pages, nodes, places, count, how. Without nodes it would be the question where pages are. */
#define RAWMAP_RULES_NUMA_MOVE(RULE) \
    RULE##_IGNORED(PAGES_NONE, EINVAL, count == 0) \
    RULE##_GUARDED(PAGES_MISSING, EFAULT, pages == NULL || nodes == NULL || places == NULL) \
    RULE##_GUARDED(NUMA_MOVE_UNSAID, EINVAL, how.bits == 0) \
    RULE##_IGNORED(NUMA_MOVE_UNSAID, EINVAL, how.bits == (RAWMAP_LINUX_MPOL_MF_MOVE | RAWMAP_LINUX_MPOL_MF_MOVE_ALL)) \
    RULE##_REFUSED(NUMA_PAGES_UNKNOWN_BITS, EINVAL, how.bits & ~(RAWMAP_LINUX_MPOL_MF_MOVE | RAWMAP_LINUX_MPOL_MF_MOVE_ALL | 0u)) \
    RULE##_REFUSED(PROCESS_NEGATIVE, ESRCH, process < 0) \
    RULE##_UNSURE(NODE_NOT_HERE_ENODEV, ENODEV, true) \
    RULE##_LOOKED(NUMA_MOVE_ALL_NOT_ALLOWED, EPERM, how.bits & RAWMAP_LINUX_MPOL_MF_MOVE_ALL) \
    RULE##_STATE(STATE_PROCESS_GONE, ESRCH, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true) \
    RULE##_STATE(STATE_NODE_NOT_ALLOWED, EACCES, true)

/* rawmap_numa_where: process, pages, places, count */
#define RAWMAP_RULES_NUMA_WHERE(RULE) \
    RULE##_IGNORED(PAGES_NONE, EINVAL, count == 0) \
    RULE##_GUARDED(PAGES_MISSING, EFAULT, pages == NULL || places == NULL) \
    RULE##_REFUSED(PROCESS_NEGATIVE, ESRCH, process < 0) \
    RULE##_STATE(STATE_PROCESS_GONE, ESRCH, true) \
    RULE##_STATE(STATE_NOT_ALLOWED, EPERM, true)

/* rawmap_place_node, rawmap_node_of: what the kernel says of one page. */
#define RAWMAP_RULES_PLACE(RULE) \
    RULE##_TOLD(PAGE_NOT_THERE, ENOENT, place.value < 0) \
    RULE##_TOLD(PAGE_WITHOUT_NODE, EFAULT, true) \
    RULE##_TOLD(PAGE_SHARED, EACCES, true) \
    RULE##_TOLD(PAGE_BUSY, EBUSY, true)

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
