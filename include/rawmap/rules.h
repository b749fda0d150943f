/* SPDX-License-Identifier: MIT */
/* rawmap/rules.h: what each call may meet. One list per call; shared lists are named where they stand.

   RULE(cause, sort, errno, condition): the condition reads the call's own arguments, calls nothing, casts no pointer.
   From these lists come the checks, the naming of the kernel's errors, clang's compile-time errors, the manual's
   tables and the comparison with the kernel.

   sort       the kernel                                 tested
   IGNORED    would succeed, and not do what was asked   before the call, which is then not made
   GUARDED    would refuse too late, or not see it:      before the call, which is then not made
              something would be lost
   REFUSED    always answers this errno                  after it has: the success path pays nothing, and a newer
                                                         kernel that accepts it is not stood in the way of
   UNSURE     may answer this errno, and then only       after it has
              for this cause (an older kernel, say)
   STATE      may answer this errno because of the       never by the call: it answers the errno; listed here for
              machine's or the mapping's state           the manual and for rawmap's own tests

   before-rows stand first, so that a check and the call agree; REFUSED rows stand before UNSURE ones. A before-row that
   is added to a call's list is added to its groups in groups.h. */
#ifndef RAWMAP_RULES_H
#define RAWMAP_RULES_H

#include "rules_map.h"
#include "rules_map_shared.h"
#include "rules_remap.h"
#include "rules_span.h"

#endif
