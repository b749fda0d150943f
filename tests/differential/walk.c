/* SPDX-License-Identifier: MIT */
/* The addresses and lengths that every call is tried with, and the walk through them. */
#include "zoo.h"

uintptr_t zoo_address(unsigned which)
{
    const uintptr_t each[ADDRESSES] = {zoo.base,
                                       zoo.base + 1,
                                       zoo.base + machine.page / 2,
                                       zoo.base + machine.page,
                                       zoo.base + 2 * machine.page,
                                       zoo.base + zoo.page,
                                       zoo.base + zoo.pages * zoo.page - machine.page,
                                       zoo.base + zoo.pages * zoo.page,
                                       zoo.base - machine.page,
                                       0,
                                       machine.end - machine.page,
                                       machine.end,
                                       (uintptr_t)0 - machine.page,
                                       UINTPTR_MAX};
    return each[which];
}

size_t zoo_length(unsigned which)
{
    const size_t page = machine.page;
    const size_t each[LENGTHS] = {0,
                                  1,
                                  page - 1,
                                  page,
                                  page + 1,
                                  2 * page,
                                  zoo.page - 1,
                                  zoo.page,
                                  zoo.page + page,
                                  zoo.pages * zoo.page,
                                  (zoo.pages + 1) * zoo.page,
                                  machine.end,
                                  machine.end - zoo.base + page,
                                  SIZE_MAX / 2 + 1,
                                  SIZE_MAX - zoo.base + 1,
                                  SIZE_MAX - page + 1,
                                  SIZE_MAX - page + 2,
                                  SIZE_MAX};
    return each[which];
}

void walk(struct call *call, uintptr_t *address, size_t *length, void (*one)(void), enum reach reach)
{
    for (unsigned animal = 0; animal < ANIMALS; animal++) {
        clear();
        remember_maps();
        for (unsigned a = 0; a < ADDRESSES; a++)
            for (unsigned l = 0; l < LENGTHS; l++) {
                if (!taken_case())
                    continue;
                settle((enum animal)animal);
                *address = zoo_address(a);
                *length = zoo_length(l);
                if (zoo.there && harmless(*address, *length, reach))
                    one();
                clear();
            }
        if (!is_sealed()) /* what was split there stays split */
            (void)maps_unchanged(call);
    }
}
