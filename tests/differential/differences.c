/* SPDX-License-Identifier: MIT */
/* Where kernels are known to answer otherwise than the rules say, and why no rule says so. */
#include "case.h"

static const struct {
    unsigned from, to; /* as in struct machine; the second is the first version seen to be right again; 0 for none */
    const char *reason;
} differences[DIFFERENCES] = {
    [TOP_ADDRESS_IS_AN_ERROR] = {0, 0,
                                 "an exact address among the last 4095 is taken for an errno: Linux answers its "
                                 "distance from the end"},
    [NO_WRAP_FOR_32_BITS] = {0, 0,
                             "a 64-bit kernel does not see a 32-bit program's span wrap, and goes on to the next rule"},
    [LAST_PAGE_FOR_32_BITS] = {0, 0x061100,
                               "a 64-bit kernel does not see a 32-bit program's new length wrap, and finds no room, or "
                               "nothing to do (EINVAL from 6.17 on)"},
    [LOW_32BIT_NOT_HUGE] = {0, 0x061000,
                            "x86-64 places huge pages without regard to MAP_32BIT (6.12 does, 6.16 does not)"},
    [HALF_IS_EINVAL] = {0x070200, 0,
                        "s390x answers EINVAL where half of all addresses are asked at once, and there is no room (why "
                        "is not known)"},
    [HUGE_IS_DEADLY] =
        {0x070200, 0, "32-bit ARM maps huge pages where none can start, and stops at a BUG() when they go: not tried"},
    [CUT_IS_ENOMEM] = {0, 0x060c00, "MAP_FIXED that cuts a huge page is ENOMEM (6.1 says so, 6.12 EINVAL)"},
};
static unsigned counts[DIFFERENCES];

bool known_difference(enum difference difference)
{
    if (machine.version < differences[difference].from ||
        (differences[difference].to && machine.version >= differences[difference].to))
        return false;
    counts[difference]++;
    return true;
}

void report_differences(void)
{
    for (unsigned i = 0; i < DIFFERENCES; i++)
        if (counts[i]) {
            say("known difference, ");
            say_number(counts[i]);
            say(" cases: ");
            say(differences[i].reason);
            say("\n");
        }
}
