/* SPDX-License-Identifier: MIT */
/* rawmap/map/shadow_stack.h: memory for the return addresses that the processor keeps by itself.

   RAWMAP_SHADOW_STACK(name, ...)         a rawmap_shadow_stack_options
   RAWMAP_SHADOW_STACK_INIT(name, ...)    the same, braced, for an object at file scope
   RAWMAP_HAS_SHADOW_STACK                1 where the ABI has shadow stacks, else 0
   RAWMAP_HAS_SHADOW_STACK_<name>         1 where it has the option, else 0

   name         does                                                                         where
   set_token    puts a token at the end, by which a thread can switch to the shadow stack    x86_64, aarch64, riscv64
   set_marker   leaves an empty entry above the token: the end of every backtrace            aarch64 */
#ifndef RAWMAP_MAP_SHADOW_STACK_H
#define RAWMAP_MAP_SHADOW_STACK_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/set.h"
#include "../core/span.h"
#include "../core/status.h"
#include "placement.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

typedef struct rawmap_shadow_stack_options_is_made_by_RAWMAP_SHADOW_STACK {
    unsigned bits;
} rawmap_shadow_stack_options;

/* clang-format off */
#define RAWMAP_SHADOW_STACK(...) RAWMAP_I_OPEN(rawmap_shadow_stack_options){ \
    RAWMAP_I_SET(RAWMAP_I_SAY, SHADOW_STACK, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(set_marker_needs_set_token, SHADOW_STACK, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )})
#define RAWMAP_SHADOW_STACK_INIT(...) { \
    RAWMAP_I_SET(RAWMAP_I_SAY, SHADOW_STACK, _##__VA_ARGS__, , , , , , , , , , , , , , , , , ) + \
    RAWMAP_I_MUST(set_marker_needs_set_token, SHADOW_STACK, _##__VA_ARGS__, , , , , , , , , , , , , , , , , )}
#define RAWMAP_I_HINT_SHADOW_STACK(...) RAWMAP_I_ERROR(__VA_ARGS__: write names, as in RAWMAP_SHADOW_STACK(set_token))
/* clang-format on */

#define RAWMAP_SHADOW_STACK_ 0ull
#define RAWMAP_HAS_SHADOW_STACK_ 1
#ifdef RAWMAP_SHADOW_STACK_TOKEN
#define RAWMAP_HAS_SHADOW_STACK 1
#define RAWMAP_HAS_SHADOW_STACK_set_token 1
#define RAWMAP_SHADOW_STACK_set_token (RAWMAP_LINUX_SHADOW_STACK_SET_TOKEN + 0ull)
#define RAWMAP_I_SHADOW_STACK_TOKEN (RAWMAP_LINUX_SHADOW_STACK_SET_TOKEN + 0u)
#else
#define RAWMAP_HAS_SHADOW_STACK 0
#define RAWMAP_HAS_SHADOW_STACK_set_token 0
#define RAWMAP_SHADOW_STACK_set_token rawmap_error_this_architecture_has_no_shadow_stacks
#define RAWMAP_I_SHADOW_STACK_TOKEN 0u
#endif
#ifdef RAWMAP_SHADOW_STACK_MARKER
#define RAWMAP_HAS_SHADOW_STACK_set_marker 1
#define RAWMAP_SHADOW_STACK_set_marker (RAWMAP_LINUX_SHADOW_STACK_SET_MARKER + 0ull)
#define RAWMAP_I_SHADOW_STACK_MARKER (RAWMAP_LINUX_SHADOW_STACK_SET_MARKER + 0u)
#else
#define RAWMAP_HAS_SHADOW_STACK_set_marker 0
#define RAWMAP_SHADOW_STACK_set_marker rawmap_error_set_marker_exists_only_on_aarch64
#define RAWMAP_I_SHADOW_STACK_MARKER 0u
#endif
#define RAWMAP_I_SHADOW_STACK_KNOWN (RAWMAP_I_SHADOW_STACK_TOKEN | RAWMAP_I_SHADOW_STACK_MARKER)

RAWMAP_I_SENTENCE(set_marker_needs_set_token)
#define RAWMAP_I_RULE_set_marker_needs_set_token(set) ((set) < 1 || ((set) & (RAWMAP_I_SHADOW_STACK_TOKEN + 0ull)) > 0)

/* rawmap_shadow_stack_union: the options of both.

   Result:   options; rawmap_map_shadow_stack judges them.
   ABIs:     all */
RAWMAP_API(map_rest)
rawmap_shadow_stack_options rawmap_shadow_stack_union(rawmap_shadow_stack_options a,
                                                      rawmap_shadow_stack_options b) RAWMAP_MUST_USE;

#if RAWMAP_HAS_SHADOW_STACK

/* rawmap_map_shadow_stack: new memory that only calls and returns write, and that loads can read. Never replaces a
   mapping. rawmap_unmap gives it back.

   Units:      length in bytes; whole pages are mapped. The token lies in the last 8 bytes of the length (with set_marker
               in the 8 before).
   Requires:   a placement of RAWMAP_ANYWHERE or RAWMAP_EXACTLY.
   Status:     RAWMAP_SHADOW_STACK_PLACEMENT, RAWMAP_SHADOW_STACK_MARKER_ALONE: Linux would ignore it, or put it elsewhere;
               nothing was called. RAWMAP_SHADOW_STACK_UNKNOWN_BITS, RAWMAP_SHADOW_STACK_LENGTH_UNEVEN,
               RAWMAP_LENGTH_ZERO, RAWMAP_EXACT_UNALIGNED, RAWMAP_SHADOW_STACK_LENGTH_WRAPS, RAWMAP_EXACT_OUT_OF_RANGE:
               Linux refused it for this. RAWMAP_SHADOW_STACK_UNSUPPORTED: this kernel or processor has none.
               RAWMAP_SHADOW_STACK_TOO_SHORT, RAWMAP_EXACT_UNALIGNED_HERE, RAWMAP_EXACT_TAKEN,
               RAWMAP_SHADOW_STACK_TOO_LOW, RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE: this kernel or process refused it for
               this. RAWMAP_ENOSYS: the kernel is older or built without them. RAWMAP_ENOMEM: as for rawmap_map.
   Since:      6.6; aarch64 6.13, riscv64 7.0
   ABIs:       x86_64, aarch64, riscv64
   Manual:     arch_prctl(2) */
RAWMAP_API(map_rest)
rawmap_mapping rawmap_map_shadow_stack(size_t length, rawmap_shadow_stack_options options,
                                       rawmap_placement placement) RAWMAP_MUST_USE;

/* rawmap_check_map_shadow_stack: what rawmap_map_shadow_stack would answer, as far as its arguments tell; nothing is
   called. */
RAWMAP_API(map_rest)
rawmap_status rawmap_check_map_shadow_stack(size_t length, rawmap_shadow_stack_options options,
                                            rawmap_placement placement) RAWMAP_MUST_USE;

#else
#define rawmap_map_shadow_stack(length, options, placement) rawmap_error_this_architecture_has_no_shadow_stacks
#define rawmap_check_map_shadow_stack(length, options, placement) rawmap_error_this_architecture_has_no_shadow_stacks
#endif

#if RAWMAP_I_BODIES

RAWMAP_API(map_rest)
rawmap_shadow_stack_options rawmap_shadow_stack_union(rawmap_shadow_stack_options a, rawmap_shadow_stack_options b)
{
    a.bits |= b.bits;
    return a;
}

#if RAWMAP_HAS_SHADOW_STACK

RAWMAP_I_DEFINE_VERDICT(map_rest, map_shadow_stack, RAWMAP_RULES_MAP_SHADOW_STACK, size_t length,
                        rawmap_shadow_stack_options options, rawmap_placement placement)

RAWMAP_API(map_rest)
rawmap_status rawmap_check_map_shadow_stack(size_t length, rawmap_shadow_stack_options options,
                                            rawmap_placement placement)
{
    return RAWMAP_I_CHECKED(map_shadow_stack, length, options, placement);
}

RAWMAP_API(map_rest)
rawmap_mapping rawmap_map_shadow_stack(size_t length, rawmap_shadow_stack_options options, rawmap_placement placement)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_MAP_SHADOW_STACK))
        return rawmap_i_no_mapping(rawmap_i_failure(RAWMAP_I_REFUSED(map_shadow_stack, length, options, placement)));
    result = RAWMAP_I_CALL3(RAWMAP_NR_map_shadow_stack, RAWMAP_I_WORD(placement.address), RAWMAP_I_WORD(length),
                            RAWMAP_I_WORD(options.bits));
    if (rawmap_i_is_error(result))
        return rawmap_i_no_mapping(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_MAP_SHADOW_STACK, map_shadow_stack, result, length, options, placement));
    return rawmap_i_mapped(result, length);
}

#endif

#endif

RAWMAP_I_END

#endif
