/* SPDX-License-Identifier: MIT */
/* rawmap_map_file against mmap of descriptors of every kind. */
#include "mapping.h"

static bool unseen(int cause)
{
#ifdef RAWMAP_MMAP2_SHIFT
    if (cause == RAWMAP_OFFSET_UNALIGNED || cause == RAWMAP_OFFSET_UNREPRESENTABLE)
        return true;
#endif
    return mapping_unseen(cause);
}

static struct call call = {.name = "map_file",
                           .truth = mapping_truth,
                           .show = mapping_show,
                           .difference = mapping_difference,
                           .unseen = unseen};

static void rows_of(struct rows *rows, int file, uint64_t offset, size_t length, rawmap_prot protection,
                    rawmap_file_kind kind, rawmap_placement placement)
{
    RAWMAP_RULES_MAP_FILE(ROW)
}

static void one(void)
{
    const rawmap_prot protection = {mapping.protection};
    const rawmap_file_kind kind = {mapping.kind};
    const rawmap_placement placement = {mapping.address, mapping.place};
    const int file = backing_fd[mapping.backing];
    const uint64_t offset = mapping.offset;
    const size_t length = mapping.length;
    struct rows rows;
    rawmap_mapping typed;
    rawmap_status check;
    const rawmap_word answer =
        raw_mmap(mapping.address, length, protection.bits, kind.bits | placement.bits, file, offset);
    rows.count = 0;
    rows_of(&rows, file, offset, length, protection, kind, placement);
    check = rawmap_check_map_file(file, offset, length, protection, kind, placement);
    typed = rawmap_map_file(file, offset, length, protection, kind, placement);
    judge(&call, &rows, check, answer, typed.status);
    if (typed.status == RAWMAP_OK ? typed.span.base != (void *)(uintptr_t)answer || typed.span.length != length
                                  : typed.span.base != NULL || typed.span.length != 0)
        disagree(&call, "the span that came back is not what was mapped");
    if (!failed(answer))
        mapping_accepted(&call, (uintptr_t)answer);
}

static void at(unsigned place)
{
    mapping.address = mapping_places[place].address;
    mapping.place = mapping_places[place].bits;
    if (!mapping_costs() && taken_case())
        one();
}

/* Every type and set of options and protection, at a few places. */
static void every_kind(void)
{
    static const unsigned options[] = {RAWMAP_LINUX_MAP_POPULATE, RAWMAP_LINUX_MAP_LOCKED, RAWMAP_LINUX_MAP_NORESERVE,
                                       RAWMAP_LINUX_MAP_HUGETLB, RAWMAP_I_MAP_SYNC};
    const size_t lengths[] = {machine.page, 2 * machine.page + 1, 0};
    const uint64_t offsets[] = {0, machine.page};
    for (unsigned type = 0; type < 16; type++)
        for (unsigned set = 0; set < 1u << COUNT(options); set++) {
            mapping.kind = type;
            for (unsigned i = 0; i < COUNT(options); i++)
                mapping.kind |= set >> i & 1u ? options[i] : 0;
            for (unsigned p = 0; p < (type && type < 4 ? COUNT(mapping_protections) : 3); p++)
                for (unsigned l = 0; l < COUNT(lengths); l++)
                    for (unsigned o = 0; o < COUNT(offsets); o++) {
                        mapping.protection = mapping_protections[p];
                        mapping.length = lengths[l];
                        mapping.offset = offsets[o];
                        at(0);
                        at(mapping_free_place);
                        at(mapping_free_place - 2); /* taken */
                    }
        }
}

/* Every length, offset and place, for a few kinds. */
static void every_place(void)
{
    static const unsigned kinds[] = {RAWMAP_LINUX_MAP_PRIVATE, RAWMAP_LINUX_MAP_SHARED,
                                     RAWMAP_LINUX_MAP_SHARED_VALIDATE | RAWMAP_I_MAP_SYNC,
                                     RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_HUGETLB,
                                     RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_HUGETLB | RAWMAP_LINUX_MAP_NORESERVE};
    const uint64_t page = machine.page, huge = (uint64_t)1 << (machine.huge_shift ? machine.huge_shift : 21);
    const uint64_t top = (uint64_t)1 << 63;
    const uint64_t offsets[] = {
        0,          1,          page, page + 1,   huge,     16 * huge, (uint64_t)1 << 43, (uint64_t)1 << 44,
        top - huge, top - page, top,  top + page, 0 - huge, 0 - page,  UINT64_MAX};
    for (unsigned k = 0; k < COUNT(kinds); k++)
        for (unsigned p = 1; p <= 2; p++)
            for (unsigned l = 0; l < MAPPING_LENGTHS; l++)
                for (unsigned o = 0; o < COUNT(offsets); o++)
                    for (unsigned place = 0; place < mapping_place_count; place++) {
                        mapping.kind = kinds[k];
                        mapping.protection = mapping_protections[p];
                        mapping.length = mapping_lengths[l];
                        mapping.offset = offsets[o];
                        at(place);
                    }
}

/* Each bit that no kind of a file has, but those that take a mapping's place or leave the file out. */
static void unknown_bits(void)
{
    const unsigned known = RAWMAP_I_FILE_KIND_KNOWN | RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_FIXED_NOREPLACE |
                           RAWMAP_LINUX_MAP_ANONYMOUS;
    mapping.protection = 1;
    mapping.length = machine.page;
    mapping.offset = 0;
    for (unsigned type = 1; type < 4; type++)
        for (unsigned bit = 4; bit < 32; bit++) {
            if ((known >> bit & 1u) != 0)
                continue;
            mapping.kind = type | 1u << bit;
            at(0);
            at(mapping_free_place);
        }
}

void compare_map_file(void)
{
    mapping = (struct mapping){.of_file = true};
    open_files();
    if (!prepare_mappings()) {
        disagree(&call, "no room for the comparison");
        return;
    }
    remember_maps();
    for (unsigned backing = 0; backing < BACKINGS; backing++) {
        mapping.backing = (enum backing)backing;
        if (!backing_there[backing])
            continue;
        every_kind();
        every_place();
        unknown_bits();
        (void)maps_unchanged(&call);
    }
    report(&call);
}
