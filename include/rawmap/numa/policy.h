/* SPDX-License-Identifier: MIT */
/* rawmap/numa/policy.h: from which of the machine's nodes memory comes.

   RAWMAP_POLICY(name, ...)            a rawmap_policy: one mode, with or without flags
   RAWMAP_NUMA_PAGES(name, ...)        a rawmap_numa_pages: what shall become of pages that are there already
   RAWMAP_<FAMILY>_INIT(name, ...)     the same, braced, for an object at file scope
   RAWMAP_HAS_<FAMILY>_<name>          1: every architecture has them

   family      name                  does                                                                  since
   POLICY      default               what holds without a policy: of a span, the thread's; of a thread,    2.6.7
                                     the local node
               local                 the node that the thread runs on                                      3.8
               preferred             the first of the nodes, and others when it is full                    2.6.7
               preferred_many        any of the nodes, and others when they are full                       5.15
               bind                  these nodes and no others                                             2.6.7
               interleave            these nodes in turn                                                   2.6.7
               weighted_interleave   the same, by the weights that the system has for them                 6.9
               static_nodes          flag: the nodes stay these, whatever the process's cpuset becomes     2.6.26
               relative_nodes        flag: the nodes are counted within the cpuset                         2.6.26
               balancing             flag of bind (preferred_many since 6.10): pages move to their users   5.12
   NUMA_PAGES  strict                they must be where the policy wants them, or have been moved there    2.6.7
               move                  those that this process has alone are moved                           2.6.16
               move_all              all are moved: CAP_SYS_NICE                                           2.6.16 */
#ifndef RAWMAP_NUMA_POLICY_H
#define RAWMAP_NUMA_POLICY_H

#ifndef RAWMAP_NUMA_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/span.h"
#include "../core/status.h"
#include "nodes.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_policy_is_made_by_RAWMAP_POLICY {
    unsigned bits;
} rawmap_policy;

typedef struct rawmap_numa_pages_is_made_by_RAWMAP_NUMA_PAGES {
    unsigned bits;
} rawmap_numa_pages;

/* A policy, default unless status is RAWMAP_OK. */
typedef struct rawmap_policy_answer {
    rawmap_status status;
    rawmap_policy policy;
} rawmap_policy_answer;

/* clang-format off */
#define RAWMAP_POLICY(...) RAWMAP_I_OPEN(rawmap_policy){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, POLICY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_policy_needs_a_mode, POLICY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_policy_has_one_mode, POLICY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(static_nodes_and_relative_nodes_exclude_each_other, POLICY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_POLICY_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, POLICY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_policy_needs_a_mode, POLICY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_policy_has_one_mode, POLICY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(static_nodes_and_relative_nodes_exclude_each_other, POLICY, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_POLICY(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_POLICY(bind, static_nodes))
#define RAWMAP_NUMA_PAGES(...) RAWMAP_I_OPEN(rawmap_numa_pages){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, NUMA_PAGES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_NUMA_PAGES_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, NUMA_PAGES, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_NUMA_PAGES(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_NUMA_PAGES(strict, move))
/* clang-format on */

/* Above the kernel's bits: which mode was named. default is 0 there. */
#define RAWMAP_I_MODE(n) ((n) | 1ull << (32 + (n)))
#define RAWMAP_POLICY_ 0ull
#define RAWMAP_HAS_POLICY_ 1
#define RAWMAP_POLICY_default RAWMAP_I_MODE(0)
#define RAWMAP_POLICY_preferred RAWMAP_I_MODE(1)
#define RAWMAP_POLICY_bind RAWMAP_I_MODE(2)
#define RAWMAP_POLICY_interleave RAWMAP_I_MODE(3)
#define RAWMAP_POLICY_local RAWMAP_I_MODE(4)
#define RAWMAP_POLICY_preferred_many RAWMAP_I_MODE(5)
#define RAWMAP_POLICY_weighted_interleave RAWMAP_I_MODE(6)
#define RAWMAP_POLICY_static_nodes (RAWMAP_LINUX_MPOL_F_STATIC_NODES + 0ull)
#define RAWMAP_POLICY_relative_nodes (RAWMAP_LINUX_MPOL_F_RELATIVE_NODES + 0ull)
#define RAWMAP_POLICY_balancing (RAWMAP_LINUX_MPOL_F_NUMA_BALANCING + 0ull)
#define RAWMAP_HAS_POLICY_default 1
#define RAWMAP_HAS_POLICY_preferred 1
#define RAWMAP_HAS_POLICY_bind 1
#define RAWMAP_HAS_POLICY_interleave 1
#define RAWMAP_HAS_POLICY_local 1
#define RAWMAP_HAS_POLICY_preferred_many 1
#define RAWMAP_HAS_POLICY_weighted_interleave 1
#define RAWMAP_HAS_POLICY_static_nodes 1
#define RAWMAP_HAS_POLICY_relative_nodes 1
#define RAWMAP_HAS_POLICY_balancing 1
#define RAWMAP_NUMA_PAGES_ 0ull
#define RAWMAP_HAS_NUMA_PAGES_ 1
#define RAWMAP_NUMA_PAGES_strict (RAWMAP_LINUX_MPOL_MF_STRICT + 0ull)
#define RAWMAP_NUMA_PAGES_move (RAWMAP_LINUX_MPOL_MF_MOVE + 0ull)
#define RAWMAP_NUMA_PAGES_move_all (RAWMAP_LINUX_MPOL_MF_MOVE_ALL + 0ull)
#define RAWMAP_HAS_NUMA_PAGES_strict 1
#define RAWMAP_HAS_NUMA_PAGES_move 1
#define RAWMAP_HAS_NUMA_PAGES_move_all 1

RAWMAP_I_SENTENCE(a_policy_needs_a_mode)
#define RAWMAP_I_RULE_a_policy_needs_a_mode(set) (((set) >> 32) > 0)
RAWMAP_I_SENTENCE(a_policy_has_one_mode)
#define RAWMAP_I_RULE_a_policy_has_one_mode(set) ((((set) >> 32) & (((set) >> 32) - 1)) < 1)
RAWMAP_I_SENTENCE(static_nodes_and_relative_nodes_exclude_each_other)
#define RAWMAP_I_RULE_static_nodes_and_relative_nodes_exclude_each_other(set)                                          \
    (((set)&RAWMAP_POLICY_static_nodes) < 1 || ((set)&RAWMAP_POLICY_relative_nodes) < 1)

/* rawmap_numa_set: from where the calling thread's memory comes that has no policy of its own, when it is first touched.
   A child has the same.

   Units:      nodes.count in nodes, not words, and not one more.
   Status:     RAWMAP_NODES_MISSING, RAWMAP_POLICY_TAKES_NO_FLAGS: Linux would ignore part of it; nothing was called.
               RAWMAP_POLICY_UNKNOWN_BITS, RAWMAP_POLICY_STATIC_AND_RELATIVE, RAWMAP_POLICY_BALANCING,
               RAWMAP_NODES_TOO_MANY, RAWMAP_POLICY_TAKES_NO_NODES, RAWMAP_POLICY_NEEDS_NODES: Linux refused it for this.
               RAWMAP_NODES_NOT_HERE: none of the nodes has memory that the process may use, which was asked then.
               RAWMAP_EINVAL: the same, of a policy or flag that an older kernel may not know; or it does not know it. RAWMAP_EFAULT: the set is not readable. RAWMAP_ENOMEM: no memory. RAWMAP_ENOSYS: the kernel is built
               without nodes.
   Since:      2.6.7; each name its own, above
   ABIs:       all
   Manual:     set_mempolicy(2) */
RAWMAP_API(numa) rawmap_status rawmap_numa_set(rawmap_policy policy, rawmap_nodes nodes) RAWMAP_MUST_USE;

/* rawmap_check_numa_set: what rawmap_numa_set would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(numa) rawmap_status rawmap_check_numa_set(rawmap_policy policy, rawmap_nodes nodes) RAWMAP_MUST_USE;

/* rawmap_numa_bind: from where a span's memory comes. Shared memory keeps the policy for everybody who maps it.

   Units:      span.length in bytes; whole pages. nodes.count in nodes.
   Requires:   no hole in the span, but for the default policy.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_LENGTH_WRAPS, RAWMAP_POLICY_DEFAULT_STRICT, RAWMAP_NODES_MISSING,
               RAWMAP_POLICY_TAKES_NO_FLAGS: Linux would ignore part of it; nothing was called. RAWMAP_SPAN_UNALIGNED,
               RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SPAN_WRAPS, RAWMAP_NUMA_PAGES_UNKNOWN_BITS,
               RAWMAP_POLICY_UNKNOWN_BITS, RAWMAP_POLICY_STATIC_AND_RELATIVE, RAWMAP_POLICY_BALANCING,
               RAWMAP_NODES_TOO_MANY, RAWMAP_POLICY_TAKES_NO_NODES, RAWMAP_POLICY_NEEDS_NODES: Linux refused it for
               this. RAWMAP_NODES_NOT_HERE: as rawmap_numa_set. RAWMAP_NUMA_MOVE_ALL_NOT_ALLOWED: move_all needs
               CAP_SYS_NICE. RAWMAP_NUMA_PAGES_ELSEWHERE: pages are not where they should be. RAWMAP_EINVAL: as
               rawmap_numa_set. RAWMAP_EFAULT: a hole, or the set is not readable. RAWMAP_ENOMEM: no memory.
               RAWMAP_ENOSYS: the kernel is built without nodes.
   Since:      2.6.7
   ABIs:       all
   Manual:     mbind(2) */
RAWMAP_API(numa)
rawmap_status rawmap_numa_bind(rawmap_span span, rawmap_policy policy, rawmap_nodes nodes,
                               rawmap_numa_pages pages) RAWMAP_MUST_USE;

/* rawmap_check_numa_bind: what rawmap_numa_bind would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(numa)
rawmap_status rawmap_check_numa_bind(rawmap_span span, rawmap_policy policy, rawmap_nodes nodes,
                                     rawmap_numa_pages pages) RAWMAP_MUST_USE;

/* rawmap_numa_now, rawmap_numa_at: the calling thread's policy and its nodes; or those of the memory at an address.

   Units:      nodes.count in nodes, a multiple of 64 and as many as the kernel may have (1024 are always enough), or 0
               for the policy alone.
   Status:     RAWMAP_NODES_MISSING, RAWMAP_NODES_UNEVEN: Linux would write past the set, or not at all; nothing was
               called. RAWMAP_NODES_TOO_FEW: the kernel may have more nodes than that. RAWMAP_NODES_TOO_MANY: the set is
               longer than a page of this kernel.
               RAWMAP_EFAULT: nothing is mapped at the address. RAWMAP_ENOSYS: the kernel is built without nodes.
   Since:      2.6.7
   ABIs:       all
   Manual:     get_mempolicy(2) */
RAWMAP_API(numa) rawmap_policy_answer rawmap_numa_now(rawmap_nodes nodes) RAWMAP_MUST_USE;
RAWMAP_API(numa) rawmap_policy_answer rawmap_numa_at(const void *address, rawmap_nodes nodes) RAWMAP_MUST_USE;

/* rawmap_numa_allowed: the nodes that the process may have memory of.

   Units:      as rawmap_numa_now.
   Status:     as rawmap_numa_now.
   Since:      2.6.24
   ABIs:       all
   Manual:     get_mempolicy(2) */
RAWMAP_API(numa) rawmap_status rawmap_numa_allowed(rawmap_nodes nodes) RAWMAP_MUST_USE;

/* rawmap_check_numa_allowed: what the three would answer, as far as their arguments tell; nothing is called. */
RAWMAP_API(numa) rawmap_status rawmap_check_numa_allowed(rawmap_nodes nodes) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* Whether move_all is refused where move is not: no pages are moved by either. */
RAWMAP_I_COLD(numa) bool rawmap_i_sees_no_move_all(void) RAWMAP_I_ONCE(rawmap_i_sees_no_move_all);
#if RAWMAP_I_DEFINES(numa)
RAWMAP_I_COLD(numa) bool rawmap_i_sees_no_move_all(void)
{
    return RAWMAP_I_CALL6(RAWMAP_NR_move_pages, 0, 0, 0, 0, 0, RAWMAP_LINUX_MPOL_MF_MOVE_ALL) == -RAWMAP_LINUX_EPERM &&
           RAWMAP_I_CALL6(RAWMAP_NR_move_pages, 0, 0, 0, 0, 0, RAWMAP_LINUX_MPOL_MF_MOVE) == 0;
}
#endif

RAWMAP_I_DEFINE_VERDICT(numa, numa_set, RAWMAP_RULES_NUMA_SET, rawmap_policy policy, rawmap_nodes nodes)
RAWMAP_I_DEFINE_VERDICT(numa, numa_bind, RAWMAP_RULES_NUMA_BIND, uintptr_t address, size_t length, rawmap_policy policy,
                        rawmap_nodes nodes, rawmap_numa_pages pages)
RAWMAP_I_DEFINE_VERDICT(numa, numa_ask, RAWMAP_RULES_NUMA_ASK, rawmap_nodes nodes)

/* The kernel takes one off the number that it is told. */
#define RAWMAP_I_MAXNODE(nodes) (RAWMAP_I_WORD((nodes).count) + 1)

RAWMAP_API(numa) rawmap_status rawmap_check_numa_set(rawmap_policy policy, rawmap_nodes nodes)
{
    return RAWMAP_I_CHECKED(numa_set, policy, nodes);
}

RAWMAP_API(numa) rawmap_status rawmap_numa_set(rawmap_policy policy, rawmap_nodes nodes)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_NUMA_SET))
        return rawmap_i_failure(RAWMAP_I_REFUSED(numa_set, policy, nodes));
    result = RAWMAP_I_CALL3(RAWMAP_NR_set_mempolicy, RAWMAP_I_WORD(policy.bits),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(nodes.words)), RAWMAP_I_MAXNODE(nodes));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_NUMA_SET, numa_set, result, policy, nodes);
}

RAWMAP_API(numa)
rawmap_status rawmap_check_numa_bind(rawmap_span span, rawmap_policy policy, rawmap_nodes nodes,
                                     rawmap_numa_pages pages)
{
    return RAWMAP_I_CHECKED(numa_bind, RAWMAP_I_ADDRESS(span.base), span.length, policy, nodes, pages);
}

RAWMAP_API(numa)
rawmap_status rawmap_numa_bind(rawmap_span span, rawmap_policy policy, rawmap_nodes nodes, rawmap_numa_pages pages)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_NUMA_BIND))
        return rawmap_i_failure(RAWMAP_I_REFUSED(numa_bind, address, length, policy, nodes, pages));
    result = RAWMAP_I_CALL6(RAWMAP_NR_mbind, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_I_WORD(policy.bits),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(nodes.words)), RAWMAP_I_MAXNODE(nodes),
                            RAWMAP_I_WORD(pages.bits));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_NUMA_BIND, numa_bind, result, address, length, policy, nodes, pages);
}

RAWMAP_API(numa) rawmap_status rawmap_check_numa_allowed(rawmap_nodes nodes)
{
    return RAWMAP_I_CHECKED(numa_ask, nodes);
}

RAWMAP_I_INLINE rawmap_policy_answer rawmap_i_numa_ask(uintptr_t address, unsigned flags, rawmap_nodes nodes)
{
    rawmap_policy_answer answer;
    int mode = 0;
    rawmap_word result;
    answer.policy.bits = 0;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_NUMA_ASK)) {
        answer.status = rawmap_i_failure(RAWMAP_I_REFUSED(numa_ask, nodes));
        return answer;
    }
    result = RAWMAP_I_CALL5(RAWMAP_NR_get_mempolicy, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&mode)),
                            nodes.count == 0 ? 0 : RAWMAP_I_WORD(RAWMAP_I_ADDRESS(nodes.words)),
                            RAWMAP_I_MAXNODE(nodes), RAWMAP_I_WORD(address), RAWMAP_I_WORD(flags));
    answer.status = RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_NUMA_ASK, numa_ask, result, nodes);
    if (answer.status == RAWMAP_OK)
        answer.policy.bits = RAWMAP_I_CAST(unsigned, mode);
    return answer;
}

RAWMAP_API(numa) rawmap_policy_answer rawmap_numa_now(rawmap_nodes nodes)
{
    return rawmap_i_numa_ask(0, 0, nodes);
}

RAWMAP_API(numa) rawmap_policy_answer rawmap_numa_at(const void *address, rawmap_nodes nodes)
{
    return rawmap_i_numa_ask(RAWMAP_I_ADDRESS(address), RAWMAP_LINUX_MPOL_F_ADDR, nodes);
}

RAWMAP_API(numa) rawmap_status rawmap_numa_allowed(rawmap_nodes nodes)
{
    return rawmap_i_numa_ask(0, RAWMAP_LINUX_MPOL_F_MEMS_ALLOWED, nodes).status;
}

#endif

RAWMAP_I_END

#endif
