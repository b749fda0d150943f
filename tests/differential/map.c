/* SPDX-License-Identifier: MIT */
/* rawmap_map against mmap of anonymous memory. */
#include "mapping.h"

static struct call call = {.name = "map",
                           .truth = mapping_truth,
                           .show = mapping_show,
                           .difference = mapping_difference,
                           .unseen = mapping_unseen};

static void rows_of(struct rows *rows, size_t length, rawmap_prot protection, rawmap_kind kind,
                    rawmap_placement placement)
{
    RAWMAP_RULES_MAP(ROW)
}

static void one(void)
{
    const rawmap_prot protection = {mapping.protection};
    const rawmap_kind kind = {mapping.kind};
    const rawmap_placement placement = {mapping.address, mapping.place};
    const size_t length = mapping.length;
    struct rows rows;
    rawmap_mapping typed;
    rawmap_status check;
    const rawmap_word answer = raw_mmap(mapping.address, length, protection.bits,
                                        kind.bits | placement.bits | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    rows.count = 0;
    rows_of(&rows, length, protection, kind, placement);
    check = rawmap_check_map(length, protection, kind, placement);
    typed = rawmap_map(length, protection, kind, placement);
    judge(&call, &rows, check, answer, typed.status);
    if (typed.status == RAWMAP_OK ? typed.span.base != (void *)(uintptr_t)answer || typed.span.length != length
                                  : typed.span.base != NULL || typed.span.length != 0)
        disagree(&call, "the span that came back is not what was mapped");
    if (!failed(answer))
        mapping_accepted(&call, (uintptr_t)answer);
}

static void everywhere(void)
{
    for (unsigned l = 0; l < MAPPING_LENGTHS; l++)
        for (unsigned p = 0; p < mapping_place_count; p++) {
            mapping.length = mapping_lengths[l];
            mapping.address = mapping_places[p].address;
            mapping.place = mapping_places[p].bits;
            /* Filling a huge page's worth of pages takes long: a few cases show it. */
            if (mapping_costs() && (mapping.length > ((size_t)2 << 20) + 1 || (mapping.protection & 7u) != 3u ||
                                    (p != 0 && p != mapping_free_place)))
                continue;
            if (taken_case() && !mapping_is_deadly())
                one();
        }
}

static const unsigned options[] = {RAWMAP_LINUX_MAP_POPULATE, RAWMAP_LINUX_MAP_LOCKED, RAWMAP_LINUX_MAP_NORESERVE,
                                   RAWMAP_LINUX_MAP_STACK, RAWMAP_LINUX_MAP_GROWSDOWN};

static bool real_type(unsigned type)
{
    return type == RAWMAP_LINUX_MAP_PRIVATE || type == RAWMAP_LINUX_MAP_SHARED || type == RAWMAP_LINUX_MAP_DROPPABLE;
}

static void every_kind(void)
{
    for (unsigned type = 0; type < 16; type++)
        for (unsigned set = 0; set < 1u << COUNT(options); set++) {
            unsigned bits = type;
            for (unsigned i = 0; i < COUNT(options); i++)
                bits |= set >> i & 1u ? options[i] : 0;
            for (unsigned size = 0; size <= mapping_size_count; size++)
                /* A type that does not exist is refused whatever the protection. */
                for (unsigned p = 0; p < (real_type(type) ? COUNT(mapping_protections) : 3); p++) {
                    mapping.kind = bits;
                    if (size < mapping_size_count)
                        mapping.kind |= RAWMAP_LINUX_MAP_HUGETLB | mapping_sizes[size] << RAWMAP_LINUX_MAP_HUGE_SHIFT;
                    mapping.protection = mapping_protections[p];
                    everywhere();
                }
            (void)maps_unchanged(&call);
        }
}

/* Each bit that no kind has, but those that take a mapping's place. */
static void unknown_bits(void)
{
    static const unsigned types[] = {RAWMAP_LINUX_MAP_PRIVATE, RAWMAP_LINUX_MAP_SHARED, RAWMAP_LINUX_MAP_DROPPABLE, 0};
    const unsigned known = RAWMAP_I_KIND_KNOWN | RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_FIXED_NOREPLACE;
    for (unsigned type = 0; type < COUNT(types); type++)
        for (unsigned bit = 4; bit <= 32; bit++)
            for (unsigned set = 0; set < 4; set++) {
                mapping.kind = types[type] | (bit == 32 ? 5u << 26 : 1u << bit);
                if (bit < 26 && (mapping.kind & known) != types[type])
                    continue;
                mapping.kind |= set & 1u ? RAWMAP_LINUX_MAP_POPULATE : 0;
                mapping.kind |= set & 2u ? RAWMAP_LINUX_MAP_GROWSDOWN : 0;
                mapping.protection = 3;
                everywhere();
            }
    (void)maps_unchanged(&call);
}

void compare_map(void)
{
    mapping = (struct mapping){0};
    if (!prepare_mappings()) {
        disagree(&call, "no room for the comparison");
        return;
    }
    remember_maps();
    every_kind();
    unknown_bits();
    report(&call);
}
