/* SPDX-License-Identifier: MIT */
/* rawmap/numa/here.h: single nodes: where the calling thread runs, where a page is or comes to be, which node is next; and
   how many there may be. */
#ifndef RAWMAP_NUMA_HERE_H
#define RAWMAP_NUMA_HERE_H

#ifndef RAWMAP_NUMA_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "nodes.h"
#include "pages.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* Where the calling thread ran a moment ago; both 0 unless status is RAWMAP_OK. */
typedef struct rawmap_here {
    rawmap_status status;
    unsigned node;
    unsigned cpu;
} rawmap_here;

/* How many nodes this kernel may have; 0 unless status is RAWMAP_OK. */
typedef struct rawmap_node_count {
    rawmap_status status;
    unsigned count;
} rawmap_node_count;

/* rawmap_numa_here: the node, and the processor, that the calling thread runs on. It may run elsewhere by the time that
   the answer is read, unless it is bound.

   Status:     RAWMAP_ENOSYS: the kernel is older.
   Since:      2.6.19
   ABIs:       all
   Manual:     getcpu(2) */
RAWMAP_API(numa) rawmap_here rawmap_numa_here(void) RAWMAP_MUST_USE;

/* rawmap_node_brought_in: the node that the page at an address of the calling process is on. A page that is not there is
   brought in first, as by reading it (MPOL_F_NODE with MPOL_F_ADDR); rawmap_node_of leaves it out.

   Status:     RAWMAP_EFAULT: nothing is mapped there, or it cannot be read. RAWMAP_ENOSYS: the kernel is built without
               nodes; there is no other than 0.
   Since:      2.6.7
   ABIs:       all
   Manual:     get_mempolicy(2) */
RAWMAP_API(numa) rawmap_node_answer rawmap_node_brought_in(const void *address) RAWMAP_MUST_USE;

/* rawmap_node_next: the node from which the calling thread's next page comes, where its policy is interleave or
   weighted_interleave (MPOL_F_NODE).

   Status:     RAWMAP_POLICY_NOT_INTERLEAVED: the policy is another. RAWMAP_ENOSYS: the kernel is built without nodes.
   Since:      2.6.7
   ABIs:       all
   Manual:     get_mempolicy(2) */
RAWMAP_API(numa) rawmap_node_answer rawmap_node_next(void) RAWMAP_MUST_USE;

/* rawmap_numa_count: how many nodes this kernel may have: all their numbers are less. A set of nodes that is asked for has
   to have room for so many, rounded up to a multiple of 64. Up to eleven calls: a program asks once.

   Status:     RAWMAP_ENOSYS: the kernel is built without nodes; there is one.
   Since:      2.6.24
   ABIs:       all
   Manual:     get_mempolicy(2) */
RAWMAP_API_OUTLINE(numa)
rawmap_node_count rawmap_numa_count(void) RAWMAP_I_ONCE(rawmap_numa_count) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

/* EINVAL has one reason: no argument comes from the program. */
RAWMAP_I_INLINE rawmap_node_answer rawmap_i_ask_node(uintptr_t address, unsigned flags)
{
    rawmap_node_answer answer;
    int node = 0;
    const rawmap_word result = RAWMAP_I_CALL5(RAWMAP_NR_get_mempolicy, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&node)), 0, 0,
                                              RAWMAP_I_WORD(address), RAWMAP_I_WORD(flags));
    answer.status = RAWMAP_I_CAST(rawmap_status, -result);
    answer.node = RAWMAP_I_UNLIKELY(result != 0) ? 0 : RAWMAP_I_CAST(unsigned, node);
    return answer;
}

RAWMAP_API(numa) rawmap_here rawmap_numa_here(void)
{
    rawmap_here here;
    rawmap_word result;
    here.node = 0;
    here.cpu = 0;
    result = RAWMAP_I_CALL3(RAWMAP_NR_getcpu, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&here.cpu)),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(&here.node)), 0);
    here.status = RAWMAP_I_CAST(rawmap_status, -result);
    return here;
}

RAWMAP_API(numa) rawmap_node_answer rawmap_node_brought_in(const void *address)
{
    return rawmap_i_ask_node(RAWMAP_I_ADDRESS(address), RAWMAP_LINUX_MPOL_F_NODE | RAWMAP_LINUX_MPOL_F_ADDR);
}

RAWMAP_API(numa) rawmap_node_answer rawmap_node_next(void)
{
    rawmap_node_answer answer = rawmap_i_ask_node(0, RAWMAP_LINUX_MPOL_F_NODE);
    if (RAWMAP_I_UNLIKELY(answer.status == RAWMAP_EINVAL))
        answer.status = RAWMAP_POLICY_NOT_INTERLEAVED;
    return answer;
}

#if RAWMAP_I_DEFINES(numa)
/* The kernel refuses a set that has no room for all: the smallest that it takes is sought among those that no kernel goes
   over. It takes one off the number that it is told, after it has compared that number. */
RAWMAP_API_OUTLINE(numa) rawmap_node_count rawmap_numa_count(void)
{
    unsigned long allowed[RAWMAP_NODE_WORDS(1024)];
    rawmap_node_count answer;
    unsigned low = 1, high = 1024;
    answer.status = RAWMAP_OK;
    answer.count = 0;
    while (low <= high && answer.status == RAWMAP_OK) {
        const unsigned middle = (low + high) / 2;
        const rawmap_word result = RAWMAP_I_CALL5(RAWMAP_NR_get_mempolicy, 0, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(allowed)),
                                                  RAWMAP_I_WORD(middle), 0, RAWMAP_LINUX_MPOL_F_MEMS_ALLOWED);
        if (result == 0) {
            answer.count = middle;
            high = middle - 1;
        } else if (result == -RAWMAP_LINUX_EINVAL)
            low = middle + 1;
        else
            answer.status = RAWMAP_I_CAST(rawmap_status, -result);
    }
    if (answer.status == RAWMAP_OK && answer.count == 0)
        answer.status = RAWMAP_EINVAL;
    if (answer.status != RAWMAP_OK)
        answer.count = 0;
    return answer;
}
#endif

#endif

RAWMAP_I_END

#endif
