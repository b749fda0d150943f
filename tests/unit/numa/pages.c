/* SPDX-License-Identifier: MIT */
/* Where pages are and where they go. A machine with one node shows that they are on it, that they stay, and what is refused;
   where there are more, pages move. A home node shows where mappings part: those with different ones are not merged. */
#include "unit_numa.h"

#include <sys/wait.h>

static const rawmap_numa_pages moving = RAWMAP_NUMA_PAGES_INIT(move);

/* The node that the kernel tells in its text: "N0=3" for three pages on node 0. */
static long pages_on(const void *address, unsigned node)
{
    char line[4096], name[32];
    long count = 0;
    FILE *file = fopen("/proc/self/numa_maps", "re");
    cr_assert_not_null(file);
    snprintf(name, sizeof name, " N%u=", node);
    while (fgets(line, sizeof line, file) != NULL)
        if (strtoul(line, NULL, 16) == (unsigned long)(uintptr_t)address && strstr(line, name) != NULL)
            count = strtol(strstr(line, name) + strlen(name), NULL, 10);
    fclose(file);
    return count;
}

/* The last node that has memory: 0 on a machine with one. */
static unsigned last_node(void)
{
    const rawmap_nodes nodes = unit_nodes(UNIT_NODES);
    unsigned node = nodes.count;
    STATUS(OK, rawmap_numa_allowed(nodes));
    while (node > 0 && !rawmap_nodes_have(nodes, --node))
        ;
    return node;
}

static rawmap_status node_status(rawmap_node_answer answer)
{
    if (answer.status != RAWMAP_OK)
        cr_assert_eq(answer.node, 0, "a failure has a node");
    return answer.status;
}
static rawmap_status migration_status(rawmap_migration answer)
{
    if (answer.status != RAWMAP_OK)
        cr_assert_eq(answer.left, 0, "a failure has a number of pages");
    return answer.status;
}
#define UNIT_STATUS_numa_migrate migration_status
#define UNIT_CHECK_numa_migrate rawmap_check_numa_migrate
#define UNIT_STATUS_numa_move migration_status
#define UNIT_CHECK_numa_move rawmap_check_numa_move
#define UNIT_STATUS_numa_where
#define UNIT_CHECK_numa_where rawmap_check_numa_where
#define UNIT_STATUS_numa_home
#define UNIT_CHECK_numa_home rawmap_check_numa_home

Test(numa_pages, where_they_are)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const size_t page = unit_page();
    char *const base = (char *)span.base;
    const void *asked[3];
    rawmap_page_place places[4];
    rawmap_node_answer answer;
    asked[0] = base;
    asked[1] = base + 2 * page;
    asked[2] = unit_room(page, page).base;
    memset(places, 0x55, sizeof places);
    base[0] = 'w';
    STATUS(OK, rawmap_numa_where(0, asked, places, 3));
    answer = rawmap_place_node(places[0]);
    STATUS(OK, answer.status);
    cr_assert_geq(pages_on(base, answer.node), 1, "/proc/self/numa_maps says otherwise");
    STATUS(PAGE_NOT_THERE, node_status(rawmap_place_node(places[1])));
    STATUS(PAGE_WITHOUT_NODE, node_status(rawmap_place_node(places[2])));
    cr_assert_eq(places[3].value, 0x55555555, "more places were written than pages were asked for");
    cr_assert_eq(rawmap_node_of(base).node, answer.node);
    STATUS(OK, node_status(rawmap_node_of(base + page - 1)));
    STATUS(PAGE_NOT_THERE, node_status(rawmap_node_of(base + 2 * page)));
    STATUS(PAGE_WITHOUT_NODE, node_status(rawmap_node_of(asked[2])));
    /* The question brought nothing in. */
    cr_assert_eq(unit_present(rawmap_slice(span, 2 * page, page)), 0);
}

/* Where untouched memory that is read is the page of zeros, no node has it. */
Test(numa_pages, the_page_of_zeros)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const void *asked = span.base;
    rawmap_page_place place;
    UNIT_NEEDS_FACT(zero_page);
    cr_assert_eq(*(volatile char *)span.base, 0);
    cr_assert_eq(unit_present(span), 1);
    STATUS(OK, rawmap_numa_where(0, &asked, &place, 1));
    STATUS(PAGE_WITHOUT_NODE, node_status(rawmap_place_node(place)));
    STATUS(PAGE_WITHOUT_NODE, node_status(rawmap_node_of(span.base)));
}

Test(numa_pages, of_another_process)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const void *asked = span.base;
    rawmap_page_place place;
    int ready[2], status = -1;
    char byte;
    pid_t child;
    cr_assert_eq(pipe2(ready, O_CLOEXEC), 0);
    child = fork();
    if (child == 0) {
        *(char *)span.base = 'o';
        (void)!write(ready[1], "r", 1);
        pause();
        _exit(0);
    }
    cr_assert_eq(read(ready[0], &byte, 1), 1);
    place.value = 0x55;
    STATUS(OK, rawmap_numa_where(child, &asked, &place, 1));
    kill(child, SIGKILL);
    cr_assert_eq(waitpid(child, &status, 0), child);
    STATUS(OK, node_status(rawmap_place_node(place)));
    STATUS(PAGE_NOT_THERE, node_status(rawmap_node_of(span.base)));
    STATUS(ESRCH, rawmap_numa_where(child, &asked, &place, 1));
}

/* To the last node: where the machine has one, each page is there already, and stays. */
Test(numa_pages, move)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    const unsigned node = last_node(), nodes[2] = {node, node};
    char *const base = (char *)span.base;
    const void *asked[2];
    rawmap_page_place places[2];
    rawmap_migration answer;
    asked[0] = base;
    asked[1] = base + unit_page();
    base[0] = 'm';
    places[0].value = places[1].value = 0x55;
    answer = rawmap_numa_move(0, asked, nodes, places, 2, moving);
    STATUS(OK, migration_status(answer));
    cr_assert_eq(answer.left, 0);
    STATUS(OK, node_status(rawmap_place_node(places[0])));
    cr_assert_eq(rawmap_place_node(places[0]).node, node);
    STATUS(PAGE_NOT_THERE, node_status(rawmap_place_node(places[1])));
    cr_assert_eq(rawmap_node_of(base).node, node);
    cr_assert_geq(pages_on(base, node), 1);
    cr_assert_eq(base[0], 'm');
}

Test(numa_pages, migrate)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    const rawmap_nodes from = unit_nodes(UNIT_NODES), to = unit_nodes(64);
    const rawmap_nodes all = {from.words, 64};
    const unsigned node = last_node();
    rawmap_migration answer;
    unit_fill(span, 'g');
    STATUS(OK, rawmap_numa_allowed(from));
    cr_assert(rawmap_nodes_add(to, node));
    answer = rawmap_numa_migrate(0, all, to);
    STATUS(OK, migration_status(answer));
    cr_assert_eq(pages_on(span.base, node), 4);
    cr_assert(unit_filled(span, 'g'));
    cr_assert_eq(rawmap_node_of(span.base).node, node);
}

Test(numa_pages, home)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, unit_page(), unit_page());
    const rawmap_nodes nodes = unit_nodes(64);
    const unsigned node = last_node();
    size_t before;
    UNIT_NEEDS_LINUX(5, 17, "set_mempolicy_home_node");
    cr_assert(rawmap_nodes_add(nodes, node));
    STATUS(OK, rawmap_numa_bind(span, RAWMAP_POLICY(bind), nodes, RAWMAP_NUMA_PAGES()));
    before = unit_mappings();
    STATUS(OK, rawmap_numa_home(middle, node));
    cr_assert_eq(unit_mappings(), before + 2, "the middle page has no home node of its own");
    STATUS(OK, rawmap_numa_home(span, node));
    cr_assert_eq(unit_mappings(), before, "the pages have different home nodes");
}

Test(numa_pages, rows)
{
    UNIT_NEEDS_FACT(numa);
    const rawmap_span span = unit_pages(2, MAP_PRIVATE), plain = unit_pages(1, MAP_PRIVATE);
    const uintptr_t at = (uintptr_t)span.base;
    const void *asked = span.base;
    const unsigned here = 0, nowhere = 1000;
    rawmap_page_place place;
    const rawmap_nodes some = unit_nodes(64), none = unit_nodes(64), missing = {NULL, 64}, more = {some.words, 1};
    const rawmap_nodes nothing = {some.words, 0};
    const rawmap_nodes huge = {some.words, ~0u};
    const rawmap_numa_pages all = RAWMAP_NUMA_PAGES(move, move_all), unsaid = RAWMAP_NUMA_PAGES();
    place.value = 0;
    cr_assert(rawmap_nodes_add(some, 0));
    ROW(numa_migrate, IGNORED, EINVAL, NODES_MISSING, (0, missing, some));
    ROW(numa_migrate, IGNORED, EINVAL, NODES_MISSING, (0, some, missing));
    ROW(numa_migrate, GUARDED, EINVAL, NODES_UNEQUAL, (0, some, more));
    ROW(numa_migrate, IGNORED, EINVAL, NODES_EMPTY, (0, nothing, nothing));
    ROW(numa_migrate, UNSURE, EINVAL, NODES_EMPTY, (0, some, none));
    STATUS(NODES_EMPTY, rawmap_numa_migrate(0, none, some).status);
    ROW(numa_migrate, REFUSED, EINVAL, NODES_TOO_MANY, (0, huge, huge));
    ROW(numa_migrate, REFUSED, ESRCH, PROCESS_NEGATIVE, (-1, some, some));
    STATUS(ESRCH, rawmap_numa_migrate(0x3fffffff, some, some).status);
    ROW(numa_move, IGNORED, EINVAL, PAGES_NONE, (0, &asked, &here, &place, 0, moving));
    ROW(numa_move, GUARDED, EFAULT, PAGES_MISSING, (0, NULL, &here, &place, 1, moving));
    ROW(numa_move, GUARDED, EFAULT, PAGES_MISSING, (0, &asked, NULL, &place, 1, moving));
    ROW(numa_move, GUARDED, EFAULT, PAGES_MISSING, (0, &asked, &here, NULL, 1, moving));
    ROW(numa_move, GUARDED, EINVAL, NUMA_MOVE_UNSAID, (0, &asked, &here, &place, 1, unsaid));
    ROW(numa_move, IGNORED, EINVAL, NUMA_MOVE_UNSAID, (0, &asked, &here, &place, 1, all));
    ROW(numa_move, REFUSED, EINVAL, NUMA_PAGES_UNKNOWN_BITS,
        (0, &asked, &here, &place, 1, RAWMAP_NUMA_PAGES(strict, move)));
    ROW(numa_move, REFUSED, ESRCH, PROCESS_NEGATIVE, (-1, &asked, &here, &place, 1, moving));
    ROW(numa_move, UNSURE, ENODEV, NODE_NOT_HERE_ENODEV, (0, &asked, &nowhere, &place, 1, moving));
    ROW(numa_where, IGNORED, EINVAL, PAGES_NONE, (0, &asked, &place, 0));
    ROW(numa_where, GUARDED, EFAULT, PAGES_MISSING, (0, NULL, &place, 1));
    ROW(numa_where, GUARDED, EFAULT, PAGES_MISSING, (0, &asked, NULL, 1));
    ROW(numa_where, REFUSED, ESRCH, PROCESS_NEGATIVE, (INT_MIN, &asked, &place, 1));
    ROW(numa_home, IGNORED, EINVAL, SPAN_EMPTY, (unit_at(at, 0), 0));
    ROW(numa_home, GUARDED, EINVAL, SPAN_LENGTH_WRAPS, (unit_at(at, SIZE_MAX), 0));
    UNIT_NEEDS_LINUX(5, 17, "set_mempolicy_home_node");
    ROW(numa_home, REFUSED, EINVAL, SPAN_UNALIGNED, (unit_at(at + 1, 4096), 0));
    ROW(numa_home, REFUSED, EINVAL, SPAN_WRAPS, (unit_at(at, SIZE_MAX - at), 0));
    ROW(numa_home, UNSURE, EINVAL, NODE_NOT_HERE, (span, 1000));
    ROW(numa_home, UNSURE, ENOENT, HOME_NO_POLICY, (plain, 0));
    STATUS(OK, rawmap_numa_bind(span, RAWMAP_POLICY(interleave), some, RAWMAP_NUMA_PAGES()));
    ROW(numa_home, UNSURE, EOPNOTSUPP, HOME_OTHER_POLICY, (span, 0));
}
