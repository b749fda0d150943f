/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: growing protections, unknown flags, nodes and processes that are not there. */
#include "unit_explain.h"

static unit_told told;

#define GROWSDOWN 0x01000000
#define GROWSUP 0x02000000

/* --- protections that grow --- */

static void protects(unit_told *to, const void *address, size_t length, int protection)
{
    unit_words(to, RAWMAP_NR_mprotect, unit_word(address), (rawmap_word)length, protection, 0, 0, 0);
}

static void down_what_does_not_grow(unit_told *to)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base;
    protects(to, (char *)span.base + unit_page(), unit_page(), PROT_READ | GROWSDOWN);
}

static void up_what_does_not_grow(unit_told *to)
{
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base;
    protects(to, (char *)span.base + unit_page(), unit_page(), PROT_READ | GROWSUP);
}

static void down_a_hole(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    cr_assert_eq(munmap(span.base, span.length), 0);
    protects(to, span.base, span.length, PROT_READ | GROWSDOWN);
}

/* It grows, so that the hole behind it is what is wrong. */
static void down_up_to_a_hole(unit_told *to)
{
    const rawmap_span span = unit_pages(6, MAP_PRIVATE);
    const int kind = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_GROWSDOWN;
    cr_assert_eq(munmap(span.base, span.length), 0);
    cr_assert_eq(mmap(span.base, 4 * unit_page(), PROT_READ | PROT_WRITE, kind, -1, 0), span.base);
    to->extra = (uintptr_t)span.base + 4 * unit_page();
    protects(to, (char *)span.base + 2 * unit_page(), 3 * unit_page(), PROT_READ | GROWSDOWN);
}

Test(explain_refusals, growing_protections)
{
    FOUND(down_what_does_not_grow, PROT_SPAN_DOES_NOT_GROW);
    unit_in_the_way(&told, 3);
    SAYS("does not grow downwards");
    FOUND(up_what_does_not_grow, PROT_SPAN_DOES_NOT_GROW);
    unit_in_the_way(&told, 3);
    SAYS("does not grow upwards");
    FOUND(down_a_hole, STATE_HOLE);
    FOUND(down_up_to_a_hole, STATE_HOLE);
    unit_in_the_way(&told, 0);
}

/* --- flags that nobody knows --- */

static void locking_with_unknown_flags(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_words(to, RAWMAP_NR_mlock2, unit_word(span.base), (rawmap_word)span.length, 6, 0, 0, 0);
}

static void moving_with_unknown_flags(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_words(to, RAWMAP_NR_mremap, unit_word(span.base), (rawmap_word)span.length, (rawmap_word)span.length, 9, 0, 0);
}

static void moving_what_may_not_move(unit_told *to)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    unit_words(to, RAWMAP_NR_mremap, unit_word(span.base), (rawmap_word)unit_page(), (rawmap_word)unit_page(),
               MREMAP_FIXED, unit_word((char *)span.base + 2 * unit_page()), 0);
}

static void moving_onto_itself(unit_told *to)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    unit_words(to, RAWMAP_NR_mremap, unit_word(span.base), (rawmap_word)(2 * unit_page()),
               (rawmap_word)(2 * unit_page()), MREMAP_FIXED | MREMAP_MAYMOVE,
               unit_word((char *)span.base + unit_page()), 0);
}

/* No bytes of the old place count, but a copy of what is private cannot be. */
static void a_second_time_over_itself(unit_told *to)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base;
    unit_words(to, RAWMAP_NR_mremap, unit_word(span.base), 0, (rawmap_word)(2 * unit_page()),
               MREMAP_FIXED | MREMAP_MAYMOVE, unit_word((char *)span.base + unit_page()), 0);
}

Test(explain_refusals, flags)
{
    FOUND(locking_with_unknown_flags, LOCK_UNKNOWN_BITS);
    FOUND(moving_with_unknown_flags, REMAP_UNKNOWN_BITS);
    FOUND(moving_what_may_not_move, REMAP_MAYMOVE_MISSING);
    FOUND(moving_onto_itself, REMAP_OVERLAPS);
    FOUND(a_second_time_over_itself, STATE_UNFIT_TO_REMAP);
}

/* --- nodes, and the processes whose memory is moved --- */

static int the_number_of_nobody(void)
{
    int status;
    const pid_t child = fork();
    if (child == 0)
        _exit(0);
    cr_assert(child > 0 && waitpid(child, &status, 0) == child);
    return child;
}

static unsigned long first_node = 1;
static void *page_list[1] = {page_list};
static int node_list[1], place_list[1];

static void migrating_nobody(unit_told *to)
{
    unit_words(to, RAWMAP_NR_migrate_pages, the_number_of_nobody(), 65, unit_word(&first_node), unit_word(&first_node),
               0, 0);
}

static void moving_pages_of_nobody(unit_told *to)
{
    unit_words(to, RAWMAP_NR_move_pages, the_number_of_nobody(), 1, unit_word(page_list), unit_word(node_list),
               unit_word(place_list), 2);
}

static void moving_to_no_node(unit_told *to)
{
    node_list[0] = 77;
    unit_words(to, RAWMAP_NR_move_pages, 0, 1, unit_word(page_list), unit_word(node_list), unit_word(place_list), 2);
}

static void moving_in_an_unknown_way(unit_told *to)
{
    unit_words(to, RAWMAP_NR_move_pages, 0, 1, unit_word(page_list), unit_word(node_list), unit_word(place_list), 64);
}

static void the_next_node_of_no_order(unit_told *to)
{
    unit_words(to, RAWMAP_NR_get_mempolicy, unit_word(place_list), 0, 0, 0, 1 /* MPOL_F_NODE */, 0);
}

static void too_many_nodes(unit_told *to)
{
    static unsigned long none[2];
    unit_words(to, RAWMAP_NR_get_mempolicy, 0, unit_word(none), 1 << 20, 0, 0, 0);
}

Test(explain_refusals, nodes)
{
    UNIT_NEEDS_FACT(numa);
    FOUND(migrating_nobody, STATE_PROCESS_GONE);
    SAYS("No process has the number");
    FOUND(moving_pages_of_nobody, STATE_PROCESS_GONE);
    FOUND_BOTH(moving_to_no_node, RAWMAP_NODE_NOT_HERE_ENODEV, RAWMAP_ENODEV);
    FOUND(moving_in_an_unknown_way, NUMA_PAGES_UNKNOWN_BITS);
    FOUND(the_next_node_of_no_order, POLICY_NOT_INTERLEAVED);
    FOUND_BOTH(too_many_nodes, RAWMAP_NODES_TOO_MANY, RAWMAP_EINVAL);
}

/* --- remap_file_pages --- */

static void pages_of_what_is_private(unit_told *to)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    to->extra = (uintptr_t)span.base;
    unit_words(to, RAWMAP_NR_remap_file_pages, unit_word(span.base), (rawmap_word)span.length, 0, 1, 0, 0);
}

static void pages_of_two_files(unit_told *to)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    char *const second = (char *)span.base + unit_page();
    const int protection = PROT_READ | PROT_WRITE;
    cr_assert_eq(mmap(span.base, unit_page(), protection, MAP_SHARED | MAP_FIXED, unit_memfd(unit_page(), 1), 0),
                 span.base);
    cr_assert_eq(mmap(second, unit_page(), protection, MAP_SHARED | MAP_FIXED, unit_memfd(unit_page(), 1), 0), second);
    to->extra = (uintptr_t)second;
    unit_words(to, RAWMAP_NR_remap_file_pages, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
}

static void pages_of_a_hole(unit_told *to)
{
    const rawmap_span span = unit_pages(2, MAP_SHARED);
    to->extra = (uintptr_t)span.base + unit_page();
    cr_assert_eq(munmap((char *)span.base + unit_page(), unit_page()), 0);
    unit_words(to, RAWMAP_NR_remap_file_pages, unit_word(span.base), (rawmap_word)span.length, 0, 0, 0, 0);
}

Test(explain_refusals, pages_of_files)
{
    FOUND(pages_of_what_is_private, STATE_UNFIT_MAPPING);
    SAYS("private is");
    unit_in_the_way(&told, 2);
    FOUND(pages_of_two_files, STATE_UNFIT_MAPPING);
    SAYS("another file");
    unit_in_the_way(&told, 1);
    FOUND(pages_of_a_hole, STATE_UNFIT_MAPPING);
    SAYS("Nothing is mapped");
    unit_in_the_way(&told, 0);
}
