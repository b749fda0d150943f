/* SPDX-License-Identifier: MIT */
/* rawmap/map/placement.h: where a new mapping goes. None of these replaces what is mapped already: rawmap_replace does.

   RAWMAP_ANYWHERE            the kernel chooses
   RAWMAP_NEAR(address)       the kernel chooses, at the address where it is free: a hint, aligned to the page;
                              NULL means anywhere. Huge pages start at the next multiple of their size
   RAWMAP_EXACTLY(address)    there or nowhere (MAP_FIXED_NOREPLACE, Linux 4.17). Older kernels and some emulators take
                              the address for a hint: the answer is compared, and undone where it differs
   RAWMAP_LOW_32BIT           in the first 2 GiB (MAP_32BIT, Linux 2.4.20, x86-64)
   RAWMAP_ABOVE_4G            above 4 GiB (MAP_ABOVE4G, Linux 6.6, x86-64)
   RAWMAP_NEAR_LOW_32BIT(address)   at the address where it is free, and in the first 2 GiB anyway
   RAWMAP_NEAR_ABOVE_4G(address)    at the address where it is free, and above 4 GiB anyway

   RAWMAP_HAS_PLACEMENT_<anywhere, near, exactly, low_32bit, above_4g>   1 where the architecture has it, else 0
   The last two of each kind are refused with an address outside the range: Linux would ignore the address (low_32bit) or,
   where it is free, the range (above_4g). */
#ifndef RAWMAP_MAP_PLACEMENT_H
#define RAWMAP_MAP_PLACEMENT_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/set.h"
#endif

RAWMAP_I_BEGIN

/* A placement, opaque: address is an integer so that the rules can be evaluated while compiling. */
typedef struct rawmap_placement_is_RAWMAP_ANYWHERE_or_is_made_by_RAWMAP_NEAR {
    uintptr_t address;
    unsigned bits;
} rawmap_placement;

#ifdef __cplusplus
#define RAWMAP_I_PLACEMENT(bits) (rawmap_placement{0, bits})
#else
#define RAWMAP_I_PLACEMENT(bits) ((rawmap_placement){0, bits})
#endif

#define RAWMAP_ANYWHERE RAWMAP_I_PLACEMENT(0)
#define RAWMAP_NEAR(address) rawmap_near(address)
#define RAWMAP_NEAR_LOW_32BIT(address) rawmap_near_within(RAWMAP_LOW_32BIT, address)
#define RAWMAP_NEAR_ABOVE_4G(address) rawmap_near_within(RAWMAP_ABOVE_4G, address)
#define RAWMAP_EXACTLY(address) rawmap_exactly(address)
#define RAWMAP_HAS_PLACEMENT_anywhere 1
#define RAWMAP_HAS_PLACEMENT_near 1
#define RAWMAP_HAS_PLACEMENT_exactly 1

/* i386 has both constants, but nothing above 4 GiB, and its kernels ignore them. */
#if defined RAWMAP_LINUX_MAP_32BIT && UINTPTR_MAX > 0xffffffffu
#define RAWMAP_LOW_32BIT RAWMAP_I_PLACEMENT(RAWMAP_LINUX_MAP_32BIT)
#define RAWMAP_HAS_PLACEMENT_low_32bit 1
#define RAWMAP_I_LOW_32BIT (RAWMAP_LINUX_MAP_32BIT + 0u)
#else
#define RAWMAP_LOW_32BIT rawmap_error_low_32bit_exists_only_on_x86_64
#define RAWMAP_HAS_PLACEMENT_low_32bit 0
#define RAWMAP_I_LOW_32BIT 0u
#endif
#if defined RAWMAP_LINUX_MAP_ABOVE4G && UINTPTR_MAX > 0xffffffffu
#define RAWMAP_ABOVE_4G RAWMAP_I_PLACEMENT(RAWMAP_LINUX_MAP_ABOVE4G)
#define RAWMAP_HAS_PLACEMENT_above_4g 1
#define RAWMAP_I_ABOVE_4G (RAWMAP_LINUX_MAP_ABOVE4G + 0u)
#else
#define RAWMAP_ABOVE_4G rawmap_error_above_4g_exists_only_on_x86_64
#define RAWMAP_HAS_PLACEMENT_above_4g 0
#define RAWMAP_I_ABOVE_4G 0u
#endif

/* For the rules. */
#define RAWMAP_I_EXACTLY (RAWMAP_LINUX_MAP_FIXED_NOREPLACE + 0u)
#define RAWMAP_I_PLACEMENT_KNOWN (RAWMAP_I_EXACTLY | RAWMAP_I_LOW_32BIT | RAWMAP_I_ABOVE_4G)

/* rawmap_near, rawmap_exactly, rawmap_near_within: the placements that have an address; the last near it in a range,
   RAWMAP_LOW_32BIT or RAWMAP_ABOVE_4G, or in no range, RAWMAP_ANYWHERE.

   Result:   a placement; it is judged by the call that takes it.
   ABIs:     all */
RAWMAP_API(map) rawmap_placement rawmap_near(const void *address) RAWMAP_MUST_USE;
RAWMAP_API(map) rawmap_placement rawmap_exactly(const void *address) RAWMAP_MUST_USE;
RAWMAP_API(map)
rawmap_placement rawmap_near_within(rawmap_placement range, const void *address) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(map) rawmap_placement rawmap_near(const void *address)
{
    rawmap_placement placement;
    placement.address = RAWMAP_I_ADDRESS(address);
    placement.bits = 0;
    return placement;
}

RAWMAP_API(map) rawmap_placement rawmap_exactly(const void *address)
{
    rawmap_placement placement;
    placement.address = RAWMAP_I_ADDRESS(address);
    placement.bits = RAWMAP_I_EXACTLY;
    return placement;
}

RAWMAP_API(map) rawmap_placement rawmap_near_within(rawmap_placement range, const void *address)
{
    range.address = RAWMAP_I_ADDRESS(address);
    return range;
}

#endif

RAWMAP_I_END

#endif
