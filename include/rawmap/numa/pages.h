/* SPDX-License-Identifier: MIT */
/* rawmap/numa/pages.h: on which of the machine's nodes pages are, and moving them to others. policy.h says where new
   ones come from. */
#ifndef RAWMAP_NUMA_PAGES_H
#define RAWMAP_NUMA_PAGES_H

#ifndef RAWMAP_NUMA_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/span.h"
#include "../core/status.h"
#include "policy.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* Where a page is, as the kernel writes it: a node, or minus an errno. rawmap_place_node reads it. */
typedef struct rawmap_page_place {
    int value;
} rawmap_page_place;

/* A node, 0 unless status is RAWMAP_OK. */
typedef struct rawmap_node_answer {
    rawmap_status status;
    unsigned node;
} rawmap_node_answer;

/* How many pages could not be moved, 0 unless status is RAWMAP_OK. */
typedef struct rawmap_migration {
    rawmap_status status;
    size_t left;
} rawmap_migration;

/* rawmap_numa_home: the node that the memory of a span comes from first, among those of its policy, which is bind or
   preferred_many. Parts of the span that have no policy of their own are passed over.

   Units:      span.length in bytes; whole pages.
   Status:     RAWMAP_SPAN_EMPTY, RAWMAP_SPAN_LENGTH_WRAPS: Linux would ignore it; nothing was called.
               RAWMAP_SPAN_UNALIGNED, RAWMAP_SPAN_UNALIGNED_HERE, RAWMAP_SPAN_WRAPS: Linux refused it for this.
               RAWMAP_NODE_NOT_HERE: the machine has no such node. RAWMAP_HOME_NO_POLICY: no part of the span has a
               policy. RAWMAP_HOME_OTHER_POLICY: a part has another policy; those before it have their home node now.
               RAWMAP_EINVAL: the span does not start one of this kernel's pages, or there is no such node.
               RAWMAP_ENOMEM: no memory, or vm.max_map_count. RAWMAP_ENOSYS: the kernel is older, or built without
               nodes.
   Since:      5.17
   ABIs:       all
   Manual:     set_mempolicy(2) */
RAWMAP_API(numa) rawmap_status rawmap_numa_home(rawmap_span span, unsigned node) RAWMAP_MUST_USE;

/* rawmap_check_numa_home: what rawmap_numa_home would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(numa) rawmap_status rawmap_check_numa_home(rawmap_span span, unsigned node) RAWMAP_MUST_USE;

/* rawmap_numa_migrate: moves all pages of a process that are on some nodes to others, as many as there are or fewer; the
   first to the first. With CAP_SYS_NICE also those that other processes share.

   Units:      process: its number; 0 is the calling process. The count of both sets in nodes. left in pages.
   Status:     RAWMAP_NODES_MISSING, RAWMAP_NODES_UNEQUAL, RAWMAP_NODES_EMPTY (room for none): Linux would take other
               nodes, or do nothing; nothing was called. RAWMAP_NODES_TOO_MANY, RAWMAP_NODES_EMPTY (to),
               RAWMAP_PROCESS_NEGATIVE: Linux refused it for this. RAWMAP_NODES_EMPTY (from): Linux moved nothing.
               RAWMAP_EINVAL: none of the nodes to move to has memory that the calling process may use, or the process is
               the kernel's own. RAWMAP_ESRCH: no such process. RAWMAP_EPERM: not allowed to touch the process, or it may
               not have memory of these nodes. RAWMAP_EFAULT: a set is not readable. RAWMAP_ENOMEM: no memory.
               RAWMAP_ENOSYS: the kernel is built without nodes.
   Since:      2.6.16
   ABIs:       all
   Manual:     migrate_pages(2) */
RAWMAP_API(numa) rawmap_migration rawmap_numa_migrate(int process, rawmap_nodes from, rawmap_nodes to) RAWMAP_MUST_USE;

/* rawmap_check_numa_migrate: what rawmap_numa_migrate would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(numa)
rawmap_status rawmap_check_numa_migrate(int process, rawmap_nodes from, rawmap_nodes to) RAWMAP_MUST_USE;

/* rawmap_numa_move: moves each of some pages to a node of its own choice, and tells where each is then.

   Units:      process: its number; 0 is the calling process, and the pages are its addresses. count in pages: all three
               lists have so many. left in pages: the places of those, and of the pages after them, were not written.
   Requires:   how is RAWMAP_NUMA_PAGES(move) or RAWMAP_NUMA_PAGES(move_all).
   Status:     RAWMAP_PAGES_NONE, RAWMAP_PAGES_MISSING, RAWMAP_NUMA_MOVE_UNSAID: Linux would do nothing or something else;
               nothing was called. RAWMAP_NUMA_PAGES_UNKNOWN_BITS, RAWMAP_PROCESS_NEGATIVE: Linux refused it for this.
               RAWMAP_NODE_NOT_HERE_ENODEV: the machine has no such node, or it has no memory; pages before it in the list may
               have moved. RAWMAP_NUMA_MOVE_ALL_NOT_ALLOWED: move_all needs CAP_SYS_NICE.
               RAWMAP_EACCES: the process may not have memory of a node. RAWMAP_ESRCH: no such process. RAWMAP_EPERM: not
               allowed to touch the process, or move_all. RAWMAP_EFAULT: a list is not readable, or the places are not
               writable. RAWMAP_ENOMEM: no memory. RAWMAP_ENOSYS: the kernel is built without nodes.
   Since:      2.6.18
   ABIs:       all
   Manual:     move_pages(2) */
RAWMAP_API(numa)
rawmap_migration rawmap_numa_move(int process, const void *const *pages, const unsigned *nodes,
                                  rawmap_page_place *places, size_t count, rawmap_numa_pages how) RAWMAP_MUST_USE;

/* rawmap_check_numa_move: what rawmap_numa_move would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(numa)
rawmap_status rawmap_check_numa_move(int process, const void *const *pages, const unsigned *nodes,
                                     const rawmap_page_place *places, size_t count,
                                     rawmap_numa_pages how) RAWMAP_MUST_USE;

/* rawmap_numa_where: tells where each of some pages is. No page is brought in by the question.

   Units:      as rawmap_numa_move.
   Status:     RAWMAP_PAGES_NONE, RAWMAP_PAGES_MISSING: there is nothing to ask; nothing was called.
               RAWMAP_PROCESS_NEGATIVE: Linux refused it for this.
               RAWMAP_ESRCH: no such process. RAWMAP_EPERM: not allowed to look. RAWMAP_EFAULT: the pages are not readable,
               or the places are not writable. RAWMAP_ENOSYS: the kernel is built without nodes.
   Since:      2.6.18
   ABIs:       all
   Manual:     move_pages(2) */
RAWMAP_API(numa)
rawmap_status rawmap_numa_where(int process, const void *const *pages, rawmap_page_place *places,
                                size_t count) RAWMAP_MUST_USE;

/* rawmap_check_numa_where: what rawmap_numa_where would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(numa)
rawmap_status rawmap_check_numa_where(int process, const void *const *pages, const rawmap_page_place *places,
                                      size_t count) RAWMAP_MUST_USE;

/* rawmap_place_node: the node of a place that rawmap_numa_where or rawmap_numa_move wrote, or why there is none.

   Status:     RAWMAP_PAGE_NOT_THERE, RAWMAP_PAGE_WITHOUT_NODE; after rawmap_numa_move also RAWMAP_PAGE_SHARED and
               RAWMAP_PAGE_BUSY: the kernel said so of the page. Others of its own, if a newer kernel has more.
   Since:      2.6.18
   ABIs:       all */
RAWMAP_API(numa) rawmap_node_answer rawmap_place_node(rawmap_page_place place) RAWMAP_MUST_USE;

/* rawmap_node_of: the node that the page at an address of the calling process is on. It is not brought in: get_mempolicy,
   which can tell as well, would do that.

   Status:     RAWMAP_PAGE_NOT_THERE: no page is there. RAWMAP_PAGE_WITHOUT_NODE: nothing is mapped, or it is the page of
               zeros; in anonymous memory of older kernels (6.1), no page is there, too. RAWMAP_ENOSYS: the kernel is
               built without nodes; there is no other than 0.
   Since:      2.6.18
   ABIs:       all
   Manual:     move_pages(2) */
RAWMAP_API(numa) rawmap_node_answer rawmap_node_of(const void *address) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(numa, numa_home, RAWMAP_RULES_NUMA_HOME, uintptr_t address, size_t length)
RAWMAP_I_DEFINE_VERDICT(numa, numa_migrate, RAWMAP_RULES_NUMA_MIGRATE, int process, rawmap_nodes from, rawmap_nodes to)
RAWMAP_I_DEFINE_VERDICT(numa, numa_move, RAWMAP_RULES_NUMA_MOVE, int process, const void *const *pages,
                        const unsigned *nodes, const rawmap_page_place *places, size_t count, rawmap_numa_pages how)
RAWMAP_I_DEFINE_VERDICT(numa, numa_where, RAWMAP_RULES_NUMA_WHERE, int process, const void *const *pages,
                        const rawmap_page_place *places, size_t count)
RAWMAP_I_DEFINE_VERDICT(numa, place, RAWMAP_RULES_PLACE, rawmap_page_place place)

RAWMAP_API(numa) rawmap_status rawmap_check_numa_home(rawmap_span span, unsigned node)
{
    (void)node;
    return RAWMAP_I_CHECKED(numa_home, RAWMAP_I_ADDRESS(span.base), span.length);
}

RAWMAP_API(numa) rawmap_status rawmap_numa_home(rawmap_span span, unsigned node)
{
    const uintptr_t address = RAWMAP_I_ADDRESS(span.base);
    const size_t length = span.length;
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_NUMA_HOME))
        return rawmap_i_failure(RAWMAP_I_REFUSED(numa_home, address, length));
    result = RAWMAP_I_CALL4(RAWMAP_NR_set_mempolicy_home_node, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length),
                            RAWMAP_I_WORD(node), 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_NUMA_HOME, numa_home, result, address, length);
}

RAWMAP_API(numa) rawmap_status rawmap_check_numa_migrate(int process, rawmap_nodes from, rawmap_nodes to)
{
    return RAWMAP_I_CHECKED(numa_migrate, process, from, to);
}

RAWMAP_API(numa) rawmap_migration rawmap_numa_migrate(int process, rawmap_nodes from, rawmap_nodes to)
{
    rawmap_migration answer;
    rawmap_word result;
    answer.left = 0;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_NUMA_MIGRATE)) {
        answer.status = rawmap_i_failure(RAWMAP_I_REFUSED(numa_migrate, process, from, to));
        return answer;
    }
    result = RAWMAP_I_CALL4(RAWMAP_NR_migrate_pages, RAWMAP_I_WORD(process), RAWMAP_I_MAXNODE(from),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(from.words)), RAWMAP_I_WORD(RAWMAP_I_ADDRESS(to.words)));
    if (rawmap_i_is_error(result)) {
        answer.status = RAWMAP_I_NAME_ERROR(RAWMAP_RULES_NUMA_MIGRATE, numa_migrate, result, process, from, to);
        return answer;
    }
    answer.status = RAWMAP_OK;
    answer.left = RAWMAP_I_CAST(size_t, result);
    /* Success with nothing to move, which Linux has read. */
    if (result == 0 && !rawmap_i_any_node(from))
        answer.status = RAWMAP_NODES_EMPTY;
    return answer;
}

RAWMAP_API(numa)
rawmap_status rawmap_check_numa_move(int process, const void *const *pages, const unsigned *nodes,
                                     const rawmap_page_place *places, size_t count, rawmap_numa_pages how)
{
    return RAWMAP_I_CHECKED(numa_move, process, pages, nodes, places, count, how);
}

RAWMAP_API(numa)
rawmap_migration rawmap_numa_move(int process, const void *const *pages, const unsigned *nodes,
                                  rawmap_page_place *places, size_t count, rawmap_numa_pages how)
{
    rawmap_migration answer;
    rawmap_word result;
    answer.left = 0;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_NUMA_MOVE)) {
        answer.status = rawmap_i_failure(RAWMAP_I_REFUSED(numa_move, process, pages, nodes, places, count, how));
        return answer;
    }
    result = RAWMAP_I_CALL6(RAWMAP_NR_move_pages, RAWMAP_I_WORD(process), RAWMAP_I_WORD(count),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(pages)), RAWMAP_I_WORD(RAWMAP_I_ADDRESS(nodes)),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(places)), RAWMAP_I_WORD(how.bits));
    if (rawmap_i_is_error(result)) {
        answer.status =
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_NUMA_MOVE, numa_move, result, process, pages, nodes, places, count, how);
        return answer;
    }
    answer.status = RAWMAP_OK;
    answer.left = RAWMAP_I_CAST(size_t, result);
    return answer;
}

RAWMAP_API(numa)
rawmap_status rawmap_check_numa_where(int process, const void *const *pages, const rawmap_page_place *places,
                                      size_t count)
{
    return RAWMAP_I_CHECKED(numa_where, process, pages, places, count);
}

/* No list of nodes: the kernel's question. */
RAWMAP_API(numa)
rawmap_status rawmap_numa_where(int process, const void *const *pages, rawmap_page_place *places, size_t count)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_NUMA_WHERE))
        return rawmap_i_failure(RAWMAP_I_REFUSED(numa_where, process, pages, places, count));
    result = RAWMAP_I_CALL6(RAWMAP_NR_move_pages, RAWMAP_I_WORD(process), RAWMAP_I_WORD(count),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(pages)), 0, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(places)), 0);
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_NUMA_WHERE, numa_where, result, process, pages, places, count);
}

RAWMAP_API(numa) rawmap_node_answer rawmap_place_node(rawmap_page_place place)
{
    rawmap_node_answer answer;
    answer.status = RAWMAP_OK;
    answer.node = 0;
    if (RAWMAP_I_UNLIKELY(place.value < 0))
        answer.status = RAWMAP_I_VERDICT(place, place, -place.value);
    else
        answer.node = RAWMAP_I_CAST(unsigned, place.value);
    return answer;
}

RAWMAP_API(numa) rawmap_node_answer rawmap_node_of(const void *address)
{
    rawmap_node_answer answer;
    rawmap_page_place place;
    rawmap_word result;
    place.value = 0;
    result = RAWMAP_I_CALL6(RAWMAP_NR_move_pages, 0, 1, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&address)), 0,
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&place)), 0);
    answer = rawmap_place_node(place);
    if (RAWMAP_I_UNLIKELY(result != 0)) {
        answer.status = RAWMAP_I_CAST(rawmap_status, -result);
        answer.node = 0;
    }
    return answer;
}

#endif

RAWMAP_I_END

#endif
