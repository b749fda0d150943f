/* SPDX-License-Identifier: MIT */
/* What the four calls over mmap share: what is true of the present case, and the arguments that are tried. */
#include "mapping.h"

struct mapping mapping;

static unsigned shift_of(void)
{
    const unsigned shift = mapping.kind >> RAWMAP_LINUX_MAP_HUGE_SHIFT & 0x3f;
    return shift && !mapping.of_file ? shift : machine.huge_shift;
}

static bool is_hugetlb(void)
{
    return mapping.of_file ? mapping.backing == HUGE_FILE
                           : (mapping.kind & RAWMAP_LINUX_MAP_HUGETLB) != 0 && has_huge(shift_of());
}

size_t mapping_length(void)
{
    const size_t page = is_hugetlb() ? (size_t)1 << shift_of() : machine.page;
    return (mapping.length + page - 1) & ~(page - 1);
}

/* The offset of the last byte's page, in bytes, is more than a file can have, or more than 64 bits. */
static bool past_limit(uint64_t length)
{
    const uint64_t most = 0x7fffffffffffffffu;
    return mapping.offset > most || length > most - mapping.offset ||
           (sizeof(size_t) == 4 && mapping.offset + length > 0x7ffffffffffu);
}

static bool file_truth(int cause, uint64_t length)
{
    const unsigned type = mapping.kind & 0xf;
    const bool shared = type == RAWMAP_LINUX_MAP_SHARED || type == RAWMAP_LINUX_MAP_SHARED_VALIDATE;
    const bool writes = (mapping.protection & RAWMAP_LINUX_PROT_WRITE) != 0;
    switch (cause) {
    case RAWMAP_STATE_FILE_NOT_OPEN:
        return mapping.backing == CLOSED || mapping.backing == PATH;
    case RAWMAP_STATE_FILE_MODE:
        return !may_read(mapping.backing) || (shared && writes && !may_write(mapping.backing));
    case RAWMAP_STATE_FILE_UNMAPPABLE:
        return mapping.backing == DIRECTORY || mapping.backing == PIPE;
    case RAWMAP_STATE_FILE_FORBIDS:
        return ((mapping.backing == SECRET_FILE || mapping.backing == PIPE) &&
                (mapping.protection & RAWMAP_LINUX_PROT_EXEC) != 0) ||
               (shared && (mapping.backing == MEMORY_SEALED || mapping.backing == MEMORY_FUTURE) &&
                (writes || machine.version < 0x060700));
    case RAWMAP_STATE_UNFIT_MAPPING:
        return mapping.backing == SECRET_FILE && !shared;
    case RAWMAP_OFFSET_UNALIGNED_HERE:
        return between_pages(mapping.offset);
    case RAWMAP_OFFSET_PAST_LIMIT:
        return past_limit(length);
    case RAWMAP_SYNC_UNSUPPORTED:
        return type == RAWMAP_LINUX_MAP_SHARED_VALIDATE || (mapping.kind & RAWMAP_I_MAP_SYNC) != 0;
    case RAWMAP_SYNC_UNKNOWN:
        return machine.version < 0x040f00;
    case RAWMAP_HUGE_FILE_UNFIT:
        return mapping.backing == HUGE_FILE ? (mapping.offset & (((uint64_t)1 << machine.huge_shift) - 1)) != 0
                                            : (mapping.kind & RAWMAP_LINUX_MAP_HUGETLB) != 0;
    case RAWMAP_STATE_HUGE_PAGE_CUT:
        return mapping.backing == HUGE_FILE;
    default:
        return false;
    }
}

/* The same as a 64-bit kernel sees it, for which the lengths of 32-bit programs do not wrap. */
static uint64_t judged_length(void)
{
    const uint64_t page = is_hugetlb() ? (uint64_t)1 << shift_of() : machine.page;
    return machine.kernel_64 ? ((uint64_t)mapping.length + page - 1) & ~(page - 1) : mapping_length();
}

bool mapping_truth(int cause)
{
    const uint64_t length = judged_length();
    const unsigned type = mapping.kind & 0xf;
    const bool exactly = mapping.replaces || (mapping.place & RAWMAP_LINUX_MAP_FIXED_NOREPLACE) != 0;
    const bool huge = (mapping.kind & RAWMAP_LINUX_MAP_HUGETLB) != 0;
    const unsigned shift = shift_of();
    /* The range of huge pages ends below the stack's place there, which is near the end. */
    const uintptr_t end = machine.end - (is_hugetlb() ? machine.end / 4 : 0);
    switch (cause) {
    case RAWMAP_EXACT_TAKEN:
        return exactly && is_mapped(mapping.address, mapping_length());
    case RAWMAP_EXACT_TOO_LOW:
    case RAWMAP_STATE_NOT_ALLOWED:
        return exactly && !machine.maps_low && mapping.address < machine.lowest;
    case RAWMAP_SPAN_UNALIGNED_HERE:
    case RAWMAP_EXACT_UNALIGNED_HERE:
        return exactly && between_pages(mapping.address);
    case RAWMAP_DROPPABLE_UNKNOWN:
        return type == RAWMAP_LINUX_MAP_DROPPABLE && machine.version < 0x060b00;
    case RAWMAP_DROPPABLE_NOT_BUILT_IN:
    case RAWMAP_DROPPABLE_NOT_BUILT_IN_ENOTSUPP:
        return type == RAWMAP_LINUX_MAP_DROPPABLE && machine.version >= 0x060b00 && !machine.kernel_64;
    case RAWMAP_KIND_UNKNOWN_BITS:
    case RAWMAP_KIND_INVALID:
    case RAWMAP_KIND_UNKNOWN_BITS_EOPNOTSUPP:
    case RAWMAP_KIND_INVALID_EOPNOTSUPP:
        return type == RAWMAP_LINUX_MAP_SHARED_VALIDATE;
    case RAWMAP_HUGE_SIZE_UNSUPPORTED:
    case RAWMAP_HUGE_SIZE_UNSUPPORTED_ENOENT:
        return huge && !has_huge(shift);
    case RAWMAP_LOCK_NOT_ALLOWED:
        return !machine.locks_freely && machine.lock_limit == 0;
    case RAWMAP_LOCK_OVER_LIMIT:
        return !machine.locks_freely && length > machine.lock_limit;
    case RAWMAP_LENGTH_EXCEEDS_ADDRESS_SPACE:
        return length > machine.end || mapping.length > machine.end;
    case RAWMAP_PROT_UNKNOWN_BITS: /* powerpc alone looks at them */
        return RAWMAP_HAS_PROT_sao && (mapping.protection & ~(0xfu | RAWMAP_I_PROT_PROCESSOR)) != 0;
    case RAWMAP_STATE_NO_ROOM:
        return length > machine.end / 4 || mapping.length > machine.end / 4 ||
               (exactly && (length > machine.end || mapping.address > machine.end - length)) ||
               ((mapping.place & RAWMAP_I_LOW_32BIT) != 0 && length >= 0x40000000u);
    case RAWMAP_STATE_OVERCOMMIT:
        return length > machine.ram && !(mapping.kind & RAWMAP_LINUX_MAP_NORESERVE) &&
               (type == RAWMAP_LINUX_MAP_SHARED || (mapping.protection & RAWMAP_LINUX_PROT_WRITE) != 0);
    case RAWMAP_EXACT_OUT_OF_RANGE:
    case RAWMAP_EXACT_OUT_OF_RANGE_EINVAL:
        return exactly && (mapping.length > UINTPTR_MAX - mapping.address || length > UINTPTR_MAX - mapping.address);
    case RAWMAP_STATE_OUT_OF_RANGE:
        return exactly && (mapping.address < machine.first ||
                           (machine.range_is_einval && (length > end || mapping.address > end - length)));
    case RAWMAP_STATE_CACHE_COLOUR:
        return exactly && (type == RAWMAP_LINUX_MAP_SHARED || type == RAWMAP_LINUX_MAP_SHARED_VALIDATE) &&
               colours_differ(mapping.address, mapping.offset);
    case RAWMAP_HUGE_LENGTH_WRAPS:
        return is_hugetlb() && mapping.length != 0 && mapping_length() == 0;
    case RAWMAP_HUGE_ADDRESS_UNALIGNED:
        return exactly && is_hugetlb() && (mapping.address & (((size_t)1 << shift) - 1)) != 0;
    case RAWMAP_STATE_HUGE_POOL:
        return is_hugetlb() && length >> shift > huge_free(shift);
    default:
        return mapping.of_file && file_truth(cause, length);
    }
}

bool mapping_unseen(int cause)
{
    return cause == RAWMAP_KIND_UNKNOWN_BITS || cause == RAWMAP_PLACEMENT_UNKNOWN_BITS ||
           cause == RAWMAP_NEAR_NOT_WITHIN;
}

bool mapping_difference(int cause, int error)
{
    (void)cause;
    if (error == RAWMAP_LINUX_EINVAL && sizeof(size_t) == 8 && machine.end > UINTPTR_MAX / 2 &&
        mapping.length > SIZE_MAX / 4)
        return known_difference(HALF_IS_EINVAL);
    return (mapping.replaces || (mapping.place & RAWMAP_LINUX_MAP_FIXED_NOREPLACE) != 0) &&
           mapping.address > UINTPTR_MAX - 4095 && error == (int)(UINTPTR_MAX - mapping.address + 1) &&
           known_difference(TOP_ADDRESS_IS_AN_ERROR);
}

void mapping_show(void)
{
    if (mapping.of_file) {
        say(backing_names[mapping.backing]);
        say(" offset ");
        say_hex(mapping.offset);
        say(" ");
    }
    say("length ");
    say_hex(mapping.length);
    say(" protection ");
    say_hex(mapping.protection);
    say(" kind ");
    say_hex(mapping.kind);
    say(mapping.replaces ? " replacing " : " placement ");
    say_hex(mapping.place);
    say(" at ");
    say_hex(mapping.address);
}

void mapping_accepted(struct call *call, uintptr_t base)
{
    const size_t length = mapping_length();
    if ((mapping.place & RAWMAP_LINUX_MAP_FIXED_NOREPLACE) != 0 && base != mapping.address)
        disagree(call, "an exact address became another");
    if ((base & (machine.page - 1)) != 0)
        disagree(call, "the mapping does not start a page");
#if RAWMAP_HAS_PLACEMENT_low_32bit
    if (mapping.place == RAWMAP_LOW_32BIT.bits && mapping.address == 0 && base + length > 0x80000000u &&
        !((is_hugetlb()) && known_difference(LOW_32BIT_NOT_HUGE)))
        disagree(call, "low_32bit is not low");
#endif
#if RAWMAP_HAS_PLACEMENT_above_4g
    if (mapping.place == RAWMAP_ABOVE_4G.bits && (mapping.kind & RAWMAP_LINUX_MAP_32BIT) == 0 && mapping.address == 0 &&
        base <= 0xffffffffu && machine.version >= 0x060600)
        disagree(call, "above_4g is not above");
#endif
    if (!mapping.replaces && is_mapped(base, length))
        disagree(call, "the mapping lies over another");
    if (rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)base, (rawmap_word)length) != 0)
        disagree(call, "what was mapped cannot be unmapped");
}

bool mapping_is_deadly(void)
{
    return machine.huge_is_deadly && (mapping.kind & RAWMAP_LINUX_MAP_HUGETLB) != 0 && has_huge(shift_of()) &&
           known_difference(HUGE_IS_DEADLY);
}

bool mapping_costs(void)
{
    const size_t huge = (size_t)1 << (machine.huge_shift ? machine.huge_shift : 21);
    return (mapping.kind & (RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_LOCKED)) != 0 && mapping.length + 1 >= huge &&
           mapping.length < machine.end;
}

size_t mapping_lengths[MAPPING_LENGTHS];
struct place_of_mapping mapping_places[MAPPING_PLACES];
unsigned mapping_place_count, mapping_free_place;
unsigned mapping_sizes[MAPPING_SIZES], mapping_size_count;

const unsigned mapping_protections[12] = {0,
                                          RAWMAP_PROT_read,
                                          RAWMAP_PROT_read | RAWMAP_PROT_write,
                                          RAWMAP_PROT_write,
                                          RAWMAP_PROT_exec,
                                          RAWMAP_PROT_read | RAWMAP_PROT_write | RAWMAP_PROT_exec,
                                          RAWMAP_PROT_read | RAWMAP_PROT_sem,
                                          RAWMAP_PROT_sem,
                                          RAWMAP_PROT_read | RAWMAP_PROT_growsdown,
                                          RAWMAP_PROT_write | RAWMAP_PROT_growsup,
                                          RAWMAP_PROT_read | 0x4000u,
                                          0x80000000u};

static void place(uintptr_t address, unsigned bits)
{
    mapping_places[mapping_place_count].address = address;
    mapping_places[mapping_place_count++].bits = bits;
}

static void prepare_places(uintptr_t taken, uintptr_t open, size_t huge)
{
    const size_t page = machine.page;
    const uintptr_t addresses[] = {0,
                                   1,
                                   page,
                                   taken,
                                   open,
                                   open + 1,
                                   open + page,
                                   machine.end,
                                   machine.end - page,
                                   (uintptr_t)0 - page,
                                   (uintptr_t)0 - huge,
                                   UINTPTR_MAX};
    place(0, 0);
    for (unsigned i = 0; i < COUNT(addresses); i++) {
        if (addresses[i] == open)
            mapping_free_place = mapping_place_count + 1;
        place(addresses[i], 0);
        place(addresses[i], RAWMAP_LINUX_MAP_FIXED_NOREPLACE);
    }
#if RAWMAP_HAS_PLACEMENT_low_32bit && RAWMAP_HAS_PLACEMENT_above_4g
    place(0, RAWMAP_LOW_32BIT.bits);
    place(0, RAWMAP_ABOVE_4G.bits);
    place(0, RAWMAP_LOW_32BIT.bits | RAWMAP_ABOVE_4G.bits);
    place(open, RAWMAP_LOW_32BIT.bits);
    place(open, RAWMAP_ABOVE_4G.bits);
    place(open, RAWMAP_LOW_32BIT.bits | RAWMAP_LINUX_MAP_FIXED_NOREPLACE);
    place(page, RAWMAP_ABOVE_4G.bits);
#endif
    place(0, 1u << 25);
    place(open, 1u << 25 | RAWMAP_LINUX_MAP_FIXED_NOREPLACE);
}

bool prepare_mappings(void)
{
    const size_t page = machine.page, huge = (size_t)1 << (machine.huge_shift ? machine.huge_shift : 21);
    const unsigned flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS | RAWMAP_LINUX_MAP_NORESERVE;
    const size_t each[MAPPING_LENGTHS] = {0,
                                          1,
                                          page - 1,
                                          page,
                                          page + 1,
                                          huge - 1,
                                          huge,
                                          huge + 1,
                                          machine.end,
                                          machine.end + 1,
                                          SIZE_MAX / 2 + 1,
                                          SIZE_MAX - huge,
                                          SIZE_MAX - 2 * page + 2,
                                          SIZE_MAX - page + 1,
                                          SIZE_MAX - page + 2,
                                          SIZE_MAX};
    unsigned lacking = 0;
    uintptr_t taken;
    rawmap_word room;
    if (mapping_place_count)
        return true;
    /* Room, its middle given back: the free addresses, with something mapped on both sides. */
    room = raw_mmap(0, 8 * huge, 0, flags, -1, 0);
    if (failed(room))
        return false;
    taken = ((uintptr_t)room + huge - 1) & ~(huge - 1);
    (void)rawmap_syscall2(RAWMAP_NR_munmap, (rawmap_word)(taken + huge), (rawmap_word)(4 * huge));
    prepare_places(taken, taken + huge, huge);
    for (unsigned i = 0; i < MAPPING_LENGTHS; i++)
        mapping_lengths[i] = each[i];
    /* Sizes of huge pages: those there are, the first two that are lacking, and none that can be. */
    mapping_sizes[mapping_size_count++] = 0;
    for (unsigned shift = 13; shift <= 40; shift++)
        if ((has_huge(shift) && mapping_size_count < 6) || (!has_huge(shift) && lacking++ < 2))
            mapping_sizes[mapping_size_count++] = shift;
    mapping_sizes[mapping_size_count++] = 1;
    mapping_sizes[mapping_size_count++] = 63;
    return true;
}
