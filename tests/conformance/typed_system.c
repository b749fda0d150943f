/* SPDX-License-Identifier: MIT */
/* System V shared memory, whose calls and structures differ between ABIs, and the machine's nodes. */
#include "typed.h"

/* Structures of unsigned long, and results that are no errors. */
static void whole_system(rawmap_shm segment, size_t length)
{
    static rawmap_shm_limits limits;
    static rawmap_shm_usage usage;
    static rawmap_shm_facts facts;
    unsigned index, found = 0;
    check_status("shm: limits", RAWMAP_OK, rawmap_shm_limits_now(&limits));
    check_true("shm: a segment may be so long", limits.length >= length && limits.pages >= 2 && limits.segments >= 1);
    check_true("shm: segments have 15 bits, or 24", limits.segments <= 0x1000000);
    check_status("shm: usage", RAWMAP_OK, rawmap_shm_usage_now(&usage));
    check_true("shm: used", usage.segments >= 1 && usage.indices >= usage.segments && usage.pages >= 2);
    for (index = 0; index < usage.indices && index < 10000; index++) {
        const rawmap_shm_answer at = rawmap_shm_at(index, &facts);
        found += at.status == RAWMAP_OK && at.segment.id == segment.id && facts.length == length;
    }
    check_equal("shm: found by its index", 1, found);
}

static void segments(void)
{
    const size_t page = rawmap_page_size(), length = page + 123;
    const rawmap_shm_answer made = rawmap_shm_new(length, 0640, RAWMAP_SHM());
    static rawmap_shm_facts facts;
    rawmap_mapping one, two;
    if (made.status == RAWMAP_ENOSYS) {
        skip("shm: everything", "this kernel is built without it");
        return;
    }
    if (avoided("shm: everything")) {
        check_status("shm: removed", RAWMAP_OK, rawmap_shm_remove(made.segment));
        return;
    }
    check_status("shm: a new segment", RAWMAP_OK, made.status);
    one = rawmap_shm_attach(made.segment, RAWMAP_PROT(read, write), RAWMAP_ANYWHERE);
    check_status("shm: attached", RAWMAP_OK, one.status);
    two = rawmap_shm_attach(made.segment, RAWMAP_PROT(read), RAWMAP_ANYWHERE);
    check_status("shm: attached again", RAWMAP_OK, two.status);
    check_status("shm: removed", RAWMAP_OK, rawmap_shm_remove(made.segment));
    if (one.status != RAWMAP_OK || two.status != RAWMAP_OK)
        return;
    bytes(one.span)[length - 1] = 's';
    check_equal("shm: what the one writes the other reads", 's', (uint64_t)bytes(two.span)[length - 1]);
    check_equal("shm: the span is as long as the segment", length, two.span.length);
    check_status("shm: looked at", RAWMAP_OK, rawmap_shm_look(made.segment, &facts));
    check_equal("shm: told length", length, facts.length);
    check_equal("shm: told mappings", 2, facts.attaches);
    check_equal("shm: told permissions", 0640, facts.permissions);
    check_true("shm: told removal", facts.removed);
#ifdef RAWMAP_NR_getpid
    check_equal("shm: told creator", (uint64_t)rawmap_syscall0(RAWMAP_NR_getpid), (uint64_t)facts.creator_process);
#endif
    check_status("shm: permitted", RAWMAP_OK, rawmap_shm_permit(made.segment, facts.owner, facts.group, 0604));
    check_status("shm: looked at again", RAWMAP_OK, rawmap_shm_look(made.segment, &facts));
    check_equal("shm: other permissions", 0604, facts.permissions);
    whole_system(made.segment, length);
    check_status("shm: detached", RAWMAP_OK, rawmap_shm_detach(two.span));
    check_true("shm: gone with its last page", !mapped(bytes(two.span) + page, page));
    check_status("shm: the other detached", RAWMAP_OK, rawmap_shm_detach(one.span));
    check_status("shm: freed", RAWMAP_SHM_GONE, rawmap_shm_look(made.segment, &facts));
}

/* The second is what older kernels say of it. */
static bool is_no_page(rawmap_page_place place)
{
    const rawmap_status status = rawmap_place_node(place).status;
    return status == RAWMAP_PAGE_NOT_THERE || status == RAWMAP_PAGE_WITHOUT_NODE;
}

/* Three sizes of argument: an array of pointers, one of int and one that the kernel writes. */
static void pages_of_nodes(void)
{
    const size_t page = rawmap_page_size();
    const rawmap_mapping three = fresh(3 * page);
    const void *asked[3];
    rawmap_page_place places[4];
    unsigned nodes[3];
    rawmap_migration moved;
    unsigned i;
    for (i = 0; i < 3; i++) {
        asked[i] = (const void *)(uintptr_t)(bytes(three.span) + i * page);
        places[i].value = 77;
        nodes[i] = 0;
    }
    places[3].value = 77;
    bytes(three.span)[0] = bytes(three.span)[2 * page] = 'n';
    if (!lacking("nodes: everything", "numa", rawmap_node_of(three.span.base).status != RAWMAP_ENOSYS,
                 "this kernel is built without nodes, or the emulator is")) {
        check_status("nodes: asked", RAWMAP_OK, rawmap_numa_where(0, asked, places, 3));
        check_status("nodes: of the first page", RAWMAP_OK, rawmap_place_node(places[0]).status);
        check_true("nodes: of no page", is_no_page(places[1]));
        check_status("nodes: of the third", RAWMAP_OK, rawmap_place_node(places[2]).status);
        check_equal("nodes: nothing more was written", 77, (uint64_t)places[3].value);
        nodes[0] = nodes[1] = nodes[2] = rawmap_place_node(places[0]).node;
        moved = rawmap_numa_move(0, asked, nodes, places, 3, RAWMAP_NUMA_PAGES(move));
        check_status("nodes: moved", RAWMAP_OK, moved.status);
        check_equal("nodes: none was left", 0, moved.left);
        check_equal("nodes: where it was sent", nodes[2], (uint64_t)places[2].value);
        check_true("nodes: no page to move", is_no_page(places[1]));
        nodes[2] = 1000;
        check_status("nodes: that there are not", RAWMAP_NODE_NOT_HERE_ENODEV,
                     rawmap_numa_move(0, asked, nodes, places, 3, RAWMAP_NUMA_PAGES(move)).status);
    }
    check_status("nodes: unmap", RAWMAP_OK, rawmap_unmap(three.span));
}

static void test_typed_system(void)
{
    segments();
    pages_of_nodes();
}
