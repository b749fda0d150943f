/* SPDX-License-Identifier: MIT */
/* rawmap/regions/step_set.h: the sizes of pages that a caller is content with (ladder.h).

   RAWMAP_STEPS(name, ...)         a rawmap_steps
   RAWMAP_STEPS_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_STEPS_<name>         1: every architecture has them

   name             pages
   huge_16gb ...    of that size from the huge page pool; the sizes are those of RAWMAP_PRIVATE
   huge_shift(n)    of 1 << n bytes from the pool, n a constant from 13 to 34
   any_huge         of every size from the pool
   transparent      transparent huge pages, of the one size that rawmap_transparent_size tells
   small            ordinary ones; no huge pages are asked for but by a step of transparent ones before it, and none are
                    forbidden */
#ifndef RAWMAP_REGIONS_STEP_SET_H
#define RAWMAP_REGIONS_STEP_SET_H

#ifndef RAWMAP_REGIONS_H
#include "../core/base.h"
#include "../core/huge.h"
#include "../core/set.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_steps_is_made_by_RAWMAP_STEPS {
    unsigned bits;
} rawmap_steps;

/* clang-format off */
#define RAWMAP_STEPS(...) RAWMAP_I_OPEN(rawmap_steps){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, STEPS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_step_has_a_shift_from_13_to_34, STEPS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_STEPS_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, STEPS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(a_step_has_a_shift_from_13_to_34, STEPS, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_STEPS(...) RAWMAP_I_ERROR(__VA_ARGS__: write names with commas between, as in RAWMAP_STEPS(huge_2mb, transparent, small))

/* A bit for each, the better the higher: pages of 1 << n bytes have bit n - 8. */
#define RAWMAP_STEPS_                      0ull
#define RAWMAP_HAS_STEPS_                  1
#define RAWMAP_STEPS_small                 1ull
#define RAWMAP_STEPS_transparent           2ull
#define RAWMAP_STEPS_any_huge              0x7ffffe0ull
#define RAWMAP_STEPS_huge_16kb             RAWMAP_I_STEP(14)
#define RAWMAP_STEPS_huge_64kb             RAWMAP_I_STEP(16)
#define RAWMAP_STEPS_huge_512kb            RAWMAP_I_STEP(19)
#define RAWMAP_STEPS_huge_1mb              RAWMAP_I_STEP(20)
#define RAWMAP_STEPS_huge_2mb              RAWMAP_I_STEP(21)
#define RAWMAP_STEPS_huge_8mb              RAWMAP_I_STEP(23)
#define RAWMAP_STEPS_huge_16mb             RAWMAP_I_STEP(24)
#define RAWMAP_STEPS_huge_32mb             RAWMAP_I_STEP(25)
#define RAWMAP_STEPS_huge_256mb            RAWMAP_I_STEP(28)
#define RAWMAP_STEPS_huge_512mb            RAWMAP_I_STEP(29)
#define RAWMAP_STEPS_huge_1gb              RAWMAP_I_STEP(30)
#define RAWMAP_STEPS_huge_2gb              RAWMAP_I_STEP(31)
#define RAWMAP_STEPS_huge_16gb             RAWMAP_I_STEP(34)
#define RAWMAP_STEPS_huge_shift(n)         RAWMAP_I_STEP(n)
#define RAWMAP_HAS_STEPS_small             1
#define RAWMAP_HAS_STEPS_transparent       1
#define RAWMAP_HAS_STEPS_any_huge          1
#define RAWMAP_HAS_STEPS_huge_16kb         1
#define RAWMAP_HAS_STEPS_huge_64kb         1
#define RAWMAP_HAS_STEPS_huge_512kb        1
#define RAWMAP_HAS_STEPS_huge_1mb          1
#define RAWMAP_HAS_STEPS_huge_2mb          1
#define RAWMAP_HAS_STEPS_huge_8mb          1
#define RAWMAP_HAS_STEPS_huge_16mb         1
#define RAWMAP_HAS_STEPS_huge_32mb         1
#define RAWMAP_HAS_STEPS_huge_256mb        1
#define RAWMAP_HAS_STEPS_huge_512mb        1
#define RAWMAP_HAS_STEPS_huge_1gb          1
#define RAWMAP_HAS_STEPS_huge_2gb          1
#define RAWMAP_HAS_STEPS_huge_16gb         1
#define RAWMAP_HAS_STEPS_huge_shift        1
/* clang-format on */

#define RAWMAP_I_STEP_OUT_OF_RANGE (1ull << 32)
#define RAWMAP_I_STEP_SHIFT_MIN 13u
#define RAWMAP_I_STEP_SHIFT_MAX 34u
#define RAWMAP_I_STEP(shift)                                                                                           \
    ((shift) + 0ull >= RAWMAP_I_STEP_SHIFT_MIN && (shift) + 0ull <= RAWMAP_I_STEP_SHIFT_MAX                            \
         ? 1ull << (((shift)-8) & 0x1f)                                                                                \
         : RAWMAP_I_STEP_OUT_OF_RANGE)
#define RAWMAP_I_STEPS_KNOWN (RAWMAP_STEPS_small | RAWMAP_STEPS_transparent | RAWMAP_STEPS_any_huge)

RAWMAP_I_SENTENCE(a_step_has_a_shift_from_13_to_34)
#define RAWMAP_I_RULE_a_step_has_a_shift_from_13_to_34(set) (((set)&RAWMAP_I_STEP_OUT_OF_RANGE) == 0)

/* rawmap_steps_union: the steps of both.

   Result:   their union
   ABIs:     all */
RAWMAP_API(regions) rawmap_steps rawmap_steps_union(rawmap_steps a, rawmap_steps b) RAWMAP_MUST_USE;

/* rawmap_step_size: the size of a step's pages.

   Result:   in bytes, of the best step in the set that has a size by itself: one from the pool. 0 for transparent and
             small, for none, and where an address cannot hold the size.
   ABIs:     all */
RAWMAP_API(regions) size_t rawmap_step_size(rawmap_steps step) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(regions) rawmap_steps rawmap_steps_union(rawmap_steps a, rawmap_steps b)
{
    a.bits |= b.bits;
    return a;
}

RAWMAP_API(regions) size_t rawmap_step_size(rawmap_steps step)
{
    unsigned shift;
    for (shift = RAWMAP_I_STEP_SHIFT_MAX; shift >= RAWMAP_I_STEP_SHIFT_MIN; shift--)
        if ((step.bits >> (shift - 8) & 1u) != 0)
            return shift < sizeof(size_t) * 8 ? RAWMAP_I_CAST(size_t, 1) << shift : 0;
    return 0;
}

#endif

RAWMAP_I_END

#endif
