/* SPDX-License-Identifier: MIT */
/* Regions, huge pages by steps, guards and stacks: on every ABI, by what the kernel finds when it reads a path there. */
#include "typed.h"

static bool readable(const volatile void *place)
{
    return rawmap_syscall3(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, arg(ADDRESS(place)), 0) != -RAWMAP_LINUX_EFAULT;
}

static void regions(size_t size)
{
    const size_t alignment = (size_t)1 << 22;
    rawmap_mapping range = rawmap_region_reserve(4 * size, opaque(alignment));
    rawmap_span two;
    check_status("region: reserve", RAWMAP_OK, range.status);
    if (range.status != RAWMAP_OK)
        return;
    check_true("region: lies right", ((uintptr_t)range.span.base & (alignment - 1)) == 0);
    check_equal("region: is as long as it was asked for", 4 * size, range.span.length);
    check_true("region: holds nothing", !readable(range.span.base) && !readable(bytes(range.span) + 3 * size));
    two = rawmap_slice(range.span, size, 2 * size);
    check_status("region: commit", RAWMAP_OK, rawmap_region_commit(two));
    bytes(two)[0] = bytes(two)[size] = 'c';
    check_true("region: what is committed, and no more",
               readable(two.base) && !readable(range.span.base) && !readable(bytes(two) + 2 * size));
    check_status("region: drop_now", RAWMAP_OK, rawmap_region_drop_now(rawmap_slice(two, 0, size)));
    check_true("region: drop_now empties its page", bytes(two)[0] == 0 && bytes(two)[size] == 'c');
    check_status("region: decommit", RAWMAP_OK, rawmap_region_decommit(two));
    check_true("region: decommit leaves nothing to touch", !readable(two.base));
    check_status("region: commit again", RAWMAP_OK, rawmap_region_commit(two));
    check_true("region: zeros", bytes(two)[size] == 0);
    check_status("region: release", RAWMAP_OK, rawmap_region_release(range.span));
    check_true("region: nothing is left",
               !mapped(range.span.base, size) && !mapped(bytes(range.span) + 3 * size, size));
    check_status("region: an alignment that is none", RAWMAP_ALIGNMENT_INVALID,
                 rawmap_region_reserve(size, opaque(3)).status);
}

static void guards(size_t size)
{
    rawmap_mapping m = fresh(3 * size);
    rawmap_guard guard;
    rawmap_span middle;
    if (m.status != RAWMAP_OK)
        return;
    bytes(m.span)[0] = bytes(m.span)[size] = bytes(m.span)[2 * size] = 'g';
    middle = rawmap_slice(m.span, size, size);
    guard = rawmap_guard_install(middle);
    check_status("guard: install", RAWMAP_OK, guard.status);
    check_true("guard: the page, and no other",
               !readable(middle.base) && bytes(m.span)[0] == 'g' && bytes(m.span)[2 * size] == 'g');
    check_status("guard: remove", RAWMAP_OK, rawmap_guard_remove(middle, guard, RAWMAP_PROT(read, write)));
    check_true("guard: a page of zeros is left", readable(middle.base) && bytes(middle)[0] == 0);
    check_status("guard: unmap", RAWMAP_OK, rawmap_unmap(m.span));
}

/* The frame of a function that another calls lies further on. */
__attribute__((noinline)) static uintptr_t frame_of_callee(volatile char *local)
{
    volatile char here[16];
    here[0] = *local;
    *local = here[0];
    return (uintptr_t)arg(ADDRESS(here));
}

static void stacks(size_t size)
{
    volatile char local[16];
    rawmap_stack stack;
    bool upwards;
    local[0] = 0;
    upwards = frame_of_callee(local) > (uintptr_t)arg(ADDRESS(local));
    check_equal("stack: which way it grows", upwards, RAWMAP_STACK_GROWS_UP);
    check_status("stack: map", RAWMAP_OK, rawmap_stack_map(&stack, 8 * size, size));
    if (stack.span.length == 0)
        return;
    check_equal("stack: the guard is at the end towards which it grows", !upwards,
                readable(bytes(stack.span) + 8 * size - 1));
    check_equal("stack: and not at the other", upwards, readable(stack.span.base));
    check_equal("stack: what is left", 7 * size, stack.usable.length);
    bytes(stack.usable)[0] = bytes(stack.usable)[7 * size - 1] = 's';
    check_status("stack: unmap", RAWMAP_OK, rawmap_stack_unmap(&stack));
    check_status("stack: a length of no whole pages", RAWMAP_STACK_UNEVEN,
                 rawmap_stack_map(&stack, 8 * size, opaque(size >> 1)));
}

static void steps(size_t size)
{
    const size_t length = (size_t)1 << 21;
    rawmap_mapping range = rawmap_region_reserve(length, length);
    rawmap_ladder ladder;
    check_status("ladder: reserve", RAWMAP_OK, range.status);
    if (range.status != RAWMAP_OK)
        return;
    check_status("ladder: a step is taken", RAWMAP_OK,
                 rawmap_ladder_commit(range.span, RAWMAP_STEPS(huge_2mb, transparent, small), &ladder));
    check_true("ladder: and is told", ladder.taken.bits != 0 && ladder.refusals <= 2);
    check_true("ladder: none better was passed over", ladder.refusals == (ladder.taken.bits == 1   ? 2u
                                                                          : ladder.taken.bits == 2 ? 1u
                                                                                                   : 0u));
    bytes(range.span)[0] = bytes(range.span)[length - 1] = 'l';
    check_true("ladder: the memory is there", bytes(range.span)[0] == 'l' && bytes(range.span)[1] == 0);
    check_status("ladder: decommit", RAWMAP_OK, rawmap_region_decommit(range.span));
    check_status("ladder: where no huge page fits", RAWMAP_HUGE_LENGTH_UNEVEN,
                 rawmap_ladder_commit(rawmap_slice(range.span, 0, size), RAWMAP_STEPS(huge_2mb), &ladder));
    check_equal("ladder: nothing is taken", 0, ladder.taken.bits);
    check_true("ladder: the range stays reserved", !readable(range.span.base));
    check_status("ladder: release", RAWMAP_OK, rawmap_region_release(range.span));
}

/* What a range has of its own keeps it from pages of the pool, where there are some, and is there afterwards. */
static void kept_by_steps(rawmap_span range, const char *refused, const char *small)
{
    rawmap_ladder ladder;
    check_status(refused, RAWMAP_STEP_RANGE_NOT_PLAIN, rawmap_ladder_commit(range, RAWMAP_STEPS(huge_2mb), &ladder));
    check_status(small, RAWMAP_OK, rawmap_ladder_commit(range, RAWMAP_STEPS(huge_2mb, small), &ladder));
    (void)!rawmap_region_release(range);
}
static void steps_that_keep(void)
{
    const size_t length = (size_t)1 << 21;
    rawmap_span range = rawmap_region_reserve(length, length).span;
    rawmap_pkey_answer made;
    rawmap_ladder ladder;
    const rawmap_status pool = rawmap_ladder_commit(range, RAWMAP_STEPS(huge_2mb), &ladder);
    (void)!rawmap_region_release(range);
    if (pool != RAWMAP_OK)
        return;
    range = rawmap_region_reserve(length, length).span;
    check_status("ladder: dontdump", RAWMAP_OK, rawmap_advise(range, RAWMAP_ADVICE(dontdump)));
    kept_by_steps(range, "ladder: advice is kept", "ladder: small pages with advice");
    range = rawmap_region_reserve(length, length).span;
    if (rawmap_name(range, "range") == RAWMAP_OK)
        kept_by_steps(range, "ladder: a name is kept", "ladder: small pages with a name");
    range = rawmap_region_reserve(length, length).span;
    made = rawmap_pkey_alloc(RAWMAP_PKEY_RIGHTS());
    if (made.status != RAWMAP_OK)
        return;
    if (rawmap_pkey_protect(range, RAWMAP_PROT(none), made.key) == RAWMAP_OK)
        kept_by_steps(range, "ladder: a key is kept", "ladder: small pages with a key");
    (void)!rawmap_pkey_free(made.key);
}

static void rings(void)
{
    const size_t length = RAWMAP_I_RING_UNIT_MAX;
    const rawmap_mapping ring = rawmap_ring_map(opaque(length), RAWMAP_SHARED());
    check_status("ring: map", RAWMAP_OK, ring.status);
    if (ring.status != RAWMAP_OK)
        return;
    bytes(ring.span)[length - 1] = 'r';
    bytes(ring.span)[length] = 's';
    check_true("ring: the same pages twice", bytes(ring.span)[2 * length - 1] == 'r' && bytes(ring.span)[0] == 's');
    check_status("ring: unmap", RAWMAP_OK, rawmap_unmap(ring.span));
}

static void growing(size_t size)
{
    rawmap_span span = fresh(size).span;
    rawmap_mapping shared = rawmap_map(size, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE);
    const void *const base = shared.span.base;
    rawmap_status status;
    bytes(span)[size - 1] = 'g';
    check_status("grow: private memory", RAWMAP_OK, rawmap_grow(&span, 3 * size));
    check_true("grow: what was there, and zeros", bytes(span)[size - 1] == 'g' && bytes(span)[3 * size - 1] == 0);
    check_status("grow: unmap", RAWMAP_OK, rawmap_unmap(span));
    /* Linux before 5.14 cannot be asked, nor an emulator. */
    status = rawmap_grow(&shared.span, 3 * size);
    if (rawmap_knows_advice(RAWMAP_ADVICE(populate_read)) == RAWMAP_OK) {
        check_status("grow: shared memory cannot", RAWMAP_GROW_PAST_END, status);
        check_true("grow: shared memory is where it was", shared.span.base == base && shared.span.length == size);
    }
    check_status("grow: unmap shared memory", RAWMAP_OK, rawmap_unmap(shared.span));
}

static void test_typed_regions(void)
{
    const size_t size = rawmap_page_size();
    regions(size);
    guards(size);
    stacks(size);
    steps(size);
    steps_that_keep();
    rings();
    growing(size);
}
