/* SPDX-License-Identifier: MIT */
/* rawmap_explain_call: pointers among the arguments that lead to nothing, or to what may not be used so. */
#include "unit_explain.h"

#include <sys/ipc.h>
#include <sys/shm.h>

static unit_told told;
static rawmap_span spans[2];
static unsigned long nodes[16];

#define MPOL_BOUND 2
#define MPOL_AT_ADDRESS 2

/* Where nothing is mapped. */
static rawmap_word nowhere(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    cr_assert_eq(munmap(span.base, span.length), 0);
    to->extra = (uintptr_t)span.base;
    return unit_word(span.base);
}

/* Bytes before the end of what is mapped. */
static rawmap_word before_the_end(unit_told *to, size_t bytes)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    char *const end = (char *)span.base + unit_page();
    cr_assert_eq(munmap(end, unit_page()), 0);
    to->extra = (uintptr_t)end;
    return unit_word(end - bytes);
}

static rawmap_word only_to_be_read(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    cr_assert_eq(mprotect(span.base, span.length, PROT_READ), 0);
    to->extra = (uintptr_t)span.base;
    return unit_word(span.base);
}

static rawmap_word never_to_be_touched(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    cr_assert_eq(mprotect(span.base, span.length, PROT_NONE), 0);
    to->extra = (uintptr_t)span.base;
    return unit_word(span.base);
}

/* --- a vector that Linux writes --- */

static void looks(unit_told *to, rawmap_span span, rawmap_word vector)
{
    unit_words(to, RAWMAP_NR_mincore, unit_word(span.base), (rawmap_word)span.length, vector, 0, 0, 0);
}

static void a_vector_that_is_not_there(unit_told *to)
{
    looks(to, unit_pages(4, MAP_PRIVATE), nowhere(to));
}

static void a_vector_that_is_too_short(unit_told *to)
{
    looks(to, unit_pages(4, MAP_PRIVATE), before_the_end(to, 3));
}

static void a_vector_that_may_only_be_read(unit_told *to)
{
    looks(to, unit_pages(4, MAP_PRIVATE), only_to_be_read(to));
}

static void a_hole_and_a_vector(unit_told *to)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    static unsigned char vector[4];
    cr_assert_eq(munmap((char *)span.base + unit_page(), unit_page()), 0);
    looks(to, span, unit_word(vector));
}

Test(explain_pointers, to_a_vector)
{
    FOUND(a_vector_that_is_not_there, STATE_POINTER_ASTRAY);
    SAYS("Argument 3");
    SAYS("nothing is mapped");
    unit_in_the_way(&told, 0);
    FOUND(a_vector_that_is_too_short, STATE_POINTER_ASTRAY);
    SAYS("more bytes than are mapped");
    unit_in_the_way(&told, 0);
    FOUND(a_vector_that_may_only_be_read, STATE_POINTER_ASTRAY);
    SAYS("may not be written");
    unit_in_the_way(&told, 1);
    FOUND(a_hole_and_a_vector, STATE_HOLE);
}

/* --- what Linux reads --- */

static void a_name_that_is_not_there(unit_told *to)
{
    unit_words(to, RAWMAP_NR_memfd_create, nowhere(to), 0, 0, 0, 0, 0);
}

static void a_list_that_is_not_there(unit_told *to)
{
    unit_words(to, RAWMAP_NR_process_madvise, (rawmap_word)syscall(RAWMAP_NR_pidfd_open, getpid(), 0u), nowhere(to), 2,
               20 /* MADV_COLD */, 0, 0);
}

/* The list is good, and what it names is not. */
static void a_list_of_a_hole(unit_told *to)
{
    spans[0] = unit_pages(2, MAP_PRIVATE);
    cr_assert_eq(munmap(spans[0].base, unit_page()), 0);
    unit_words(to, RAWMAP_NR_process_madvise, (rawmap_word)syscall(RAWMAP_NR_pidfd_open, getpid(), 0u),
               unit_word(spans), 1, 20, 0, 0);
}

Test(explain_pointers, to_a_name)
{
    FOUND(a_name_that_is_not_there, STATE_POINTER_ASTRAY);
    SAYS("Argument 1");
}

Test(explain_pointers, to_a_list)
{
    UNIT_NEEDS_FACT(process_madvise);
    FOUND(a_list_that_is_not_there, STATE_POINTER_ASTRAY);
    SAYS("Argument 2");
    FOUND_BOTH(a_list_of_a_hole, RAWMAP_STATE_HOLE, RAWMAP_ENOMEM);
}

/* --- nodes --- */

static void a_set_that_is_not_there(unit_told *to)
{
    unit_words(to, RAWMAP_NR_set_mempolicy, MPOL_BOUND, nowhere(to), 65, 0, 0, 0);
}

/* Eight bytes are read of a set of 64 nodes, and no more. */
static void a_set_that_ends_too_soon(unit_told *to)
{
    unit_words(to, RAWMAP_NR_set_mempolicy, MPOL_BOUND, before_the_end(to, 8), 130, 0, 0, 0);
}

static void a_set_to_bind_to(unit_told *to)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_words(to, RAWMAP_NR_mbind, unit_word(span.base), (rawmap_word)span.length, MPOL_BOUND, never_to_be_touched(to),
               65, 0);
}

static void a_policy_to_be_written(unit_told *to)
{
    unit_words(to, RAWMAP_NR_get_mempolicy, only_to_be_read(to), 0, 0, 0, 0, 0);
}

static void nodes_to_be_written(unit_told *to)
{
    unit_words(to, RAWMAP_NR_get_mempolicy, 0, only_to_be_read(to), 1025, 0, 0, 0);
}

static void the_policy_of_a_hole(unit_told *to)
{
    unit_words(to, RAWMAP_NR_get_mempolicy, 0, unit_word(nodes), 1025, nowhere(to), MPOL_AT_ADDRESS, 0);
}

static void nodes_to_leave(unit_told *to)
{
    unit_words(to, RAWMAP_NR_migrate_pages, 0, 65, nowhere(to), unit_word(nodes), 0, 0);
}

static void nodes_to_go_to(unit_told *to)
{
    unit_words(to, RAWMAP_NR_migrate_pages, 0, 65, unit_word(nodes), nowhere(to), 0, 0);
}

static void *pages[2] = {pages, pages};
static int places[2];

static void pages_to_move(unit_told *to)
{
    unit_words(to, RAWMAP_NR_move_pages, 0, 2, nowhere(to), unit_word(places), unit_word(places), 2);
}

static void pages_whose_list_is_short(unit_told *to)
{
    unit_words(to, RAWMAP_NR_move_pages, 0, 2, before_the_end(to, sizeof(void *)), 0, unit_word(places), 0);
}

static void nodes_for_pages(unit_told *to)
{
    unit_words(to, RAWMAP_NR_move_pages, 0, 2, unit_word(pages), nowhere(to), unit_word(places), 2);
}

static void places_to_be_written(unit_told *to)
{
    unit_words(to, RAWMAP_NR_move_pages, 0, 2, unit_word(pages), 0, only_to_be_read(to), 0);
}

Test(explain_pointers, to_nodes)
{
    UNIT_NEEDS_FACT(numa);
    nodes[0] = 1;
    FOUND(a_set_that_is_not_there, STATE_POINTER_ASTRAY);
    SAYS("Argument 2");
    FOUND(a_set_that_ends_too_soon, STATE_POINTER_ASTRAY);
    SAYS("more bytes than are mapped");
    FOUND(a_set_to_bind_to, STATE_POINTER_ASTRAY);
    SAYS("may not be read");
    FOUND(a_policy_to_be_written, STATE_POINTER_ASTRAY);
    SAYS("Argument 1");
    FOUND(nodes_to_be_written, STATE_POINTER_ASTRAY);
    SAYS("Argument 2");
    FOUND(the_policy_of_a_hole, STATE_NOT_MAPPED);
    unit_in_the_way(&told, 0);
}

Test(explain_pointers, to_pages)
{
    UNIT_NEEDS_FACT(numa);
    nodes[0] = 1;
    FOUND(nodes_to_leave, STATE_POINTER_ASTRAY);
    SAYS("Argument 3");
    FOUND(nodes_to_go_to, STATE_POINTER_ASTRAY);
    SAYS("Argument 4");
    FOUND(pages_to_move, STATE_POINTER_ASTRAY);
    SAYS("Argument 3");
    /* From outside it might be a program of 32 bits, whose list would have room. */
    FOUND_BOTH(pages_whose_list_is_short, RAWMAP_STATE_POINTER_ASTRAY, RAWMAP_EFAULT);
    cr_assert(strstr(told.inside_words, "more bytes than are mapped") != NULL, "%s", told.inside_words);
    FOUND(nodes_for_pages, STATE_POINTER_ASTRAY);
    SAYS("Argument 4");
    FOUND(places_to_be_written, STATE_POINTER_ASTRAY);
    SAYS("Argument 5");
    SAYS("may not be written");
}

/* --- segments, faults --- */

static void facts_to_be_written(unit_told *to)
{
    const int id = shmget(IPC_PRIVATE, 4096, 0600);
    void *const at = shmat(id, NULL, 0);
    cr_assert(id >= 0 && at != (void *)-1);
    cr_assert_eq(shmctl(id, IPC_RMID, NULL), 0); /* it goes with the child */
    unit_words(to, RAWMAP_NR_shmctl, id, IPC_STAT, nowhere(to), 0, 0, 0);
}

static void a_request_that_is_not_there(unit_told *to)
{
    const long file = syscall(RAWMAP_NR_userfaultfd, 1L /* UFFD_USER_MODE_ONLY */);
    cr_assert_geq(file, 0);
    unit_words(to, RAWMAP_NR_ioctl, (rawmap_word)file, (rawmap_word)RAWMAP_LINUX_UFFDIO_API, nowhere(to), 0, 0, 0);
}

Test(explain_pointers, to_facts)
{
    FOUND(facts_to_be_written, STATE_POINTER_ASTRAY);
    SAYS("Argument 3");
}

Test(explain_pointers, to_a_request)
{
    UNIT_NEEDS_FACT(userfaultfd);
    FOUND(a_request_that_is_not_there, STATE_POINTER_ASTRAY);
    SAYS("Argument 3");
}
