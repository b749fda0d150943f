/* SPDX-License-Identifier: MIT */
/* rawmap/numa.h: from which of the machine's nodes memory comes, and where it is.

      rawmap_numa_set, rawmap_numa_bind             the policy of a thread, of a span: RAWMAP_POLICY(interleave)
      rawmap_numa_now, rawmap_numa_at, rawmap_numa_allowed, rawmap_numa_home
      rawmap_node_of, rawmap_numa_where             where a page is, where many are
      rawmap_node_brought_in, rawmap_node_next      where a page comes to be; which node is next
      rawmap_numa_here, rawmap_numa_count           where the thread runs; how many nodes there may be
      rawmap_numa_move, rawmap_numa_migrate         pages, or a whole process, to other nodes

      unsigned long node[1] = {1};
      rawmap_nodes nodes = {node, 64};
      status = rawmap_numa_bind(span, RAWMAP_POLICY(bind), nodes, RAWMAP_NUMA_PAGES(move));

   What people get wrong: a policy counts when a page is first touched, not when it is mapped; the kernel's own
   count of nodes is one more than it uses, and rawmap's is not. */
#ifndef RAWMAP_NUMA_H
#define RAWMAP_NUMA_H

#include "core.h"

#include "core/quiet.h"
#include "numa/rules.h"
#include "numa/nodes.h"
#include "numa/policy.h"
#include "numa/from_linux.h"
#include "numa/pages.h"
#include "numa/here.h"
#include "numa/values.h"
#include "core/loud.h"

#endif
