/* SPDX-License-Identifier: MIT */
/* Runs each shape of one side, out of the sight of the compiler that made it. */
#include "shapes.h"

#define SHAPE(name, answer, parameters, arguments, good)                                                               \
    static bool run_##name(void)                                                                                       \
    {                                                                                                                  \
        const answer result = NAMED(shape_##name) arguments;                                                           \
        return good;                                                                                                   \
    }
SHAPES(SHAPE)
#undef SHAPE

extern const struct shape NAMED(shapes)[];
#define SHAPE(name, answer, parameters, arguments, good) {#name, run_##name, (uintptr_t)NAMED(shape_##name)},
const struct shape NAMED(shapes)[] = {SHAPES(SHAPE){NULL, NULL, 0}};
