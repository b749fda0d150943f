/* SPDX-License-Identifier: MIT */
/* rawmap_replace and rawmap_replace_file against mmap with MAP_FIXED, over every animal of the zoo. */
#include "mapping.h"
#include "zoo.h"

static bool truth(int cause)
{
    const size_t length = mapping_length();
    switch (cause) {
    case RAWMAP_STATE_SEALED:
        return is_sealed() && touches(mapping.address, length);
    case RAWMAP_STATE_HUGE_PAGE_CUT:
        return is_huge() && touches(mapping.address, length) &&
               ((mapping.address | (mapping.address + length)) & (zoo.page - 1)) != 0;
    default:
        return mapping_truth(cause);
    }
}

static void show(void)
{
    say(animal_names[zoo.animal]);
    say(" at ");
    say_hex(zoo.base);
    say(": ");
    mapping_show();
}

static bool unseen(int cause)
{
#ifdef RAWMAP_MMAP2_SHIFT
    if (cause == RAWMAP_OFFSET_UNALIGNED || cause == RAWMAP_OFFSET_UNREPRESENTABLE)
        return true;
#endif
    return mapping_unseen(cause);
}

static bool difference(int cause, int error)
{
    if (error == RAWMAP_LINUX_ENOMEM && truth(RAWMAP_STATE_HUGE_PAGE_CUT))
        return known_difference(CUT_IS_ENOMEM);
    return mapping_difference(cause, error);
}

static struct call replace_call = {
    .name = "replace", .truth = truth, .show = show, .difference = difference, .unseen = mapping_unseen};
static struct call replace_file_call = {
    .name = "replace_file", .truth = truth, .show = show, .difference = difference, .unseen = unseen};

static void rows_of(struct rows *rows, uintptr_t address, size_t length, rawmap_prot protection, rawmap_kind kind)
{
    RAWMAP_RULES_REPLACE(ROW)
}

static void rows_of_file(struct rows *rows, int file, uint64_t offset, uintptr_t address, size_t length,
                         rawmap_prot protection, rawmap_file_kind kind)
{
    RAWMAP_RULES_REPLACE_FILE(ROW)
}

static void one(void)
{
    const rawmap_prot protection = {mapping.protection};
    const rawmap_kind kind = {mapping.kind};
    const rawmap_span span = {(void *)mapping.address, mapping.length};
    struct rows rows;
    const rawmap_word answer = raw_mmap(mapping.address, mapping.length, protection.bits,
                                        kind.bits | RAWMAP_LINUX_MAP_FIXED | RAWMAP_LINUX_MAP_ANONYMOUS, -1, 0);
    rows.count = 0;
    rows_of(&rows, mapping.address, mapping.length, protection, kind);
    judge(&replace_call, &rows, rawmap_check_replace(span, protection, kind), answer,
          rawmap_replace(span, protection, kind));
    if (!failed(answer))
        mapping_accepted(&replace_call, (uintptr_t)answer);
}

static void one_file(void)
{
    const rawmap_prot protection = {mapping.protection};
    const rawmap_file_kind kind = {mapping.kind};
    const rawmap_span span = {(void *)mapping.address, mapping.length};
    const int file = backing_fd[mapping.backing];
    struct rows rows;
    const rawmap_word answer = raw_mmap(mapping.address, mapping.length, protection.bits,
                                        kind.bits | RAWMAP_LINUX_MAP_FIXED, file, mapping.offset);
    rows.count = 0;
    rows_of_file(&rows, file, mapping.offset, mapping.address, mapping.length, protection, kind);
    judge(&replace_file_call, &rows, rawmap_check_replace_file(span, file, mapping.offset, protection, kind), answer,
          rawmap_replace_file(span, file, mapping.offset, protection, kind));
    if (!failed(answer))
        mapping_accepted(&replace_file_call, (uintptr_t)answer);
}

/* What is there afterwards is in the room, in the first huge page of all, or not at all. */
static void settled(void (*call)(void))
{
    const size_t longest = (size_t)1 << (machine.huge_shift ? machine.huge_shift : 21);
    if (!taken_case() || (!mapping.of_file && mapping_is_deadly()))
        return;
    settle(zoo.animal);
    if (zoo.there &&
        harmless(mapping.address, mapping.length + (mapping.length < longest ? longest : 0), WITHIN_PROGRAMS))
        call();
    clear();
}

static void every_place(void (*call)(void))
{
    for (unsigned a = 0; a < ADDRESSES; a++)
        for (unsigned l = 0; l < LENGTHS; l++) {
            mapping.address = zoo_address(a);
            mapping.length = zoo_length(l);
            if (!mapping_costs())
                settled(call);
        }
}

static const unsigned options[] = {RAWMAP_LINUX_MAP_POPULATE, RAWMAP_LINUX_MAP_LOCKED, RAWMAP_LINUX_MAP_NORESERVE,
                                   RAWMAP_LINUX_MAP_STACK, RAWMAP_LINUX_MAP_GROWSDOWN};

/* Every kind at a few places; few kinds at every place. */
static void anonymous(void)
{
    static const unsigned types[] = {RAWMAP_LINUX_MAP_PRIVATE, RAWMAP_LINUX_MAP_SHARED, RAWMAP_LINUX_MAP_DROPPABLE, 0};
    const unsigned huge = RAWMAP_LINUX_MAP_HUGETLB | machine.huge_shift << RAWMAP_LINUX_MAP_HUGE_SHIFT;
    for (unsigned t = 0; t < COUNT(types); t++)
        for (unsigned h = 0; h < (machine.huge_shift ? 2u : 1u); h++)
            for (unsigned p = 0; p <= 2; p += 2) {
                mapping.kind = types[t] | (h ? huge : 0);
                mapping.protection = mapping_protections[p];
                every_place(one);
            }
    if (zoo.animal != NOTHING && zoo.animal != PRIVATE && zoo.animal != HUGE_PRIVATE)
        return;
    for (unsigned type = 0; type < 16; type++)
        for (unsigned set = 0; set < 1u << COUNT(options); set++)
            for (unsigned h = 0; h < 4; h++)
                for (unsigned p = 0; p < COUNT(mapping_protections); p++) {
                    mapping.kind = type | (h == 1 && machine.huge_shift ? huge : 0) |
                                   (h == 2 ? RAWMAP_LINUX_MAP_HUGETLB | 24u << RAWMAP_LINUX_MAP_HUGE_SHIFT : 0) |
                                   (h == 3 ? 21u << RAWMAP_LINUX_MAP_HUGE_SHIFT : 0);
                    for (unsigned i = 0; i < COUNT(options); i++)
                        mapping.kind |= set >> i & 1u ? options[i] : 0;
                    mapping.protection = mapping_protections[p];
                    mapping.address = zoo.base;
                    mapping.length = machine.page;
                    settled(one);
                    if (p < 3 && machine.huge_shift) {
                        mapping.length = (size_t)1 << machine.huge_shift;
                        settled(one);
                    }
                }
}

static void files(void)
{
    static const unsigned options_of_files[] = {RAWMAP_LINUX_MAP_POPULATE,  RAWMAP_LINUX_MAP_LOCKED,
                                                RAWMAP_LINUX_MAP_NORESERVE, RAWMAP_LINUX_MAP_HUGETLB,
                                                RAWMAP_I_MAP_SYNC,          RAWMAP_LINUX_MAP_GROWSDOWN};
    const uint64_t offsets[] = {0, 1, machine.page, (uint64_t)1 << 44, (uint64_t)1 << 63, (uint64_t)0 - machine.page};
    for (unsigned backing = 0; backing < BACKINGS; backing++) {
        mapping.backing = (enum backing)backing;
        if (!backing_there[backing])
            continue;
        mapping.offset = 0;
        mapping.protection = 1;
        for (unsigned type = 1; type < 4; type++) {
            mapping.kind = type | (type == 3 ? RAWMAP_I_MAP_SYNC : 0);
            every_place(one_file);
        }
        if (zoo.animal != NOTHING && zoo.animal != PRIVATE && zoo.animal != HUGE_PRIVATE)
            continue;
        mapping.address = zoo.base;
        mapping.length = zoo.page;
        for (unsigned type = 0; type < 16; type++)
            for (unsigned set = 0; set < 1u << COUNT(options_of_files); set++)
                for (unsigned p = 0; p < 4; p++)
                    for (unsigned o = 0; o < COUNT(offsets); o++) {
                        mapping.kind = type;
                        for (unsigned i = 0; i < COUNT(options_of_files); i++)
                            mapping.kind |= set >> i & 1u ? options_of_files[i] : 0;
                        mapping.protection = mapping_protections[p];
                        mapping.offset = offsets[o];
                        if ((type < 4 && type) || o == 0)
                            settled(one_file);
                    }
    }
}

void compare_replace(void)
{
    open_zoo();
    open_files();
    for (unsigned animal = 0; animal < ANIMALS; animal++) {
        clear();
        remember_maps();
        settle((enum animal)animal);
        if (!zoo.there)
            continue;
        mapping = (struct mapping){.replaces = true};
        anonymous();
        mapping = (struct mapping){.replaces = true, .of_file = true};
        files();
        clear();
        (void)maps_unchanged(&replace_call);
    }
    report(&replace_call);
    report(&replace_file_call);
}
