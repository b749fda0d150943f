/* SPDX-License-Identifier: MIT */
/* Shadow stacks. Where the machine has none, Linux says so before it looks at anything else; what it would say is
   simulated in files/other.c. */
#include "unit_files.h"

#define TOKEN RAWMAP_SHADOW_STACK(set_token)

Test(shadow_stack, sets)
{
    BITS(0, RAWMAP_SHADOW_STACK().bits);
    BITS(1, TOKEN.bits);
    BITS(1, rawmap_shadow_stack_union(RAWMAP_SHADOW_STACK(), TOKEN).bits);
}

/* As the bare call: a kernel or machine without shadow stacks must be named, and nothing must have been mapped. */
Test(shadow_stack, mapped_or_refused_as_by_the_kernel)
{
    const long bare = syscall(RAWMAP_NR_map_shadow_stack, 0, unit_page(), 1);
    const int error = errno;
    const rawmap_mapping mapping = rawmap_map_shadow_stack(unit_page(), TOKEN, RAWMAP_ANYWHERE);
    if (bare == -1 && error == EOPNOTSUPP) {
        ROW(map_shadow_stack, UNSURE, EOPNOTSUPP, SHADOW_STACK_UNSUPPORTED, (unit_page(), TOKEN, RAWMAP_ANYWHERE));
    } else if (bare == -1) {
        cr_assert_eq(error, ENOSYS);
        STATUS(ENOSYS, unit_status_of(mapping));
    } else {
        (void)SPAN(mapping);
    }
}

/* The token of x86-64 is the address above it, with bit 0 for 64-bit mode. Stores raise SIGSEGV, loads do not. */
Test(shadow_stack, has_a_token_and_cannot_be_written)
{
    rawmap_mapping mapping;
    uintptr_t end, token;
    UNIT_NEEDS_FACT(shadow_stack);
    mapping = rawmap_map_shadow_stack(unit_page(), TOKEN, RAWMAP_ANYWHERE);
    STATUS(OK, mapping.status);
    cr_assert_eq(unit_vmflag(mapping.span.base, "ss"), 1);
    end = (uintptr_t)mapping.span.base + unit_page();
    memcpy(&token, (const void *)(end - sizeof token), sizeof token);
    cr_assert_eq(token, end | 1);
    cr_assert_eq(unit_writing(mapping.span.base), SIGSEGV);
    STATUS(EXACT_TAKEN, rawmap_map_shadow_stack(unit_page(), TOKEN, RAWMAP_EXACTLY(mapping.span.base)).status);
    STATUS(OK, rawmap_unmap(mapping.span));
    cr_assert_not(unit_mapped((const void *)(end - 1)));
}

Test(shadow_stack, rows_before_the_call)
{
    const rawmap_span room = unit_room(unit_page(), unit_page());
    rawmap_placement low = RAWMAP_LOW_32BIT;
    ROW(map_shadow_stack, GUARDED, EINVAL, SHADOW_STACK_PLACEMENT, (4096, TOKEN, RAWMAP_NEAR(room.base)));
    ROW(map_shadow_stack, GUARDED, EINVAL, SHADOW_STACK_PLACEMENT, (4096, TOKEN, RAWMAP_EXACTLY(NULL)));
    ROW(map_shadow_stack, GUARDED, EINVAL, SHADOW_STACK_PLACEMENT, (4096, TOKEN, low));
}
