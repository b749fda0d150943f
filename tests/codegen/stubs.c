/* SPDX-License-Identifier: MIT */
/* Each stub of rawmap beside the test's own, with more values alive across it than there are registers, and one in memory
   that is read before and after, and an answer that nobody wants: a register too many among the clobbered, or one too few, a
   "memory" or a "volatile" forgotten makes another number of instructions. */
#define RAWMAP_NO_DEPRECATION
#include "rawmap.h"

#include <hand.h>

#define KEEP(number) const long k##number = in[number];
#define USE(number) out[number] = k##number + in[number];
#define ALL(each)                                                                                                      \
    each(0) each(1) each(2) each(3) each(4) each(5) each(6) each(7) each(8) each(9) each(10) each(11) each(12)         \
        each(13) each(14) each(15) each(16) each(17) each(18) each(19) each(20) each(21) each(22) each(23) each(24)    \
            each(25) each(26) each(27)

#define FUNCTION(name, stub)                                                                                           \
    long name(const long *in, long *restrict out);                                                                     \
    long name(const long *in, long *restrict out)                                                                      \
    {                                                                                                                  \
        long answer;                                                                                                   \
        ALL(KEEP)                                                                                                      \
        (void)stub;                                                                                                    \
        answer = stub;                                                                                                 \
        ALL(USE)                                                                                                       \
        return answer;                                                                                                 \
    }
#define PAIR(count, arguments)                                                                                         \
    FUNCTION(bare_stub##count, hand_syscall##count arguments)                                                          \
    FUNCTION(call_stub##count, rawmap_syscall##count arguments)

PAIR(0, (k0))
PAIR(1, (k0, k1))
PAIR(2, (k0, k1, k2))
PAIR(3, (k0, k1, k2, k3))
PAIR(4, (k0, k1, k2, k3, k4))
PAIR(5, (k0, k1, k2, k3, k4, k5))
PAIR(6, (k0, k1, k2, k3, k4, k5, k6))
