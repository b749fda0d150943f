/* SPDX-License-Identifier: MIT */
/* rawmap/map/mmap.h: the mmap system call itself, under the quirks of the architectures, and what every call that maps
   does with its answer. For the calls of this library; programs use anonymous.h and file.h. */
#ifndef RAWMAP_MAP_MMAP_H
#define RAWMAP_MAP_MMAP_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/span.h"
#include "../core/status.h"
#include "page_size.h"
#include "placement.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

RAWMAP_I_INLINE rawmap_word rawmap_i_mmap(uintptr_t address, size_t length, unsigned protection, unsigned flags,
                                          int file, uint64_t offset)
{
#if defined RAWMAP_MMAP2_SHIFT
    return RAWMAP_I_CALL6(RAWMAP_NR_mmap2, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_I_WORD(protection),
                          RAWMAP_I_WORD(flags), RAWMAP_I_WORD(file), RAWMAP_I_WORD(offset >> RAWMAP_MMAP2_SHIFT));
#elif defined RAWMAP_MMAP2_PAGES
    /* The unit is the running kernel's page: asked where there is an offset to carry, and never cut short. */
    uint32_t pages = 0;
    if (offset != 0) {
        const size_t page_size = rawmap_page_size();
        unsigned shift = 0;
        if (page_size == 0) /* hidden: what the offset is in pages, nobody can tell */
            return -RAWMAP_LINUX_ENOSYS;
        while (page_size >> shift > 1)
            shift++;
        if ((offset & (page_size - 1)) != 0)
            return -RAWMAP_LINUX_EINVAL;
        if (RAWMAP_I_CAST(uint32_t, offset >> 32) >> shift != 0)
            return -RAWMAP_LINUX_EOVERFLOW;
        pages = RAWMAP_I_CAST(uint32_t, offset) >> shift | RAWMAP_I_CAST(uint32_t, offset >> 32) << (32 - shift);
    }
    return RAWMAP_I_CALL6(RAWMAP_NR_mmap2, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_I_WORD(protection),
                          RAWMAP_I_WORD(flags), RAWMAP_I_WORD(file), RAWMAP_I_WORD(pages));
#elif defined RAWMAP_MMAP_BLOCK
    rawmap_word block[6];
    block[0] = RAWMAP_I_WORD(address);
    block[1] = RAWMAP_I_WORD(length);
    block[2] = RAWMAP_I_WORD(protection);
    block[3] = RAWMAP_I_WORD(flags);
    block[4] = RAWMAP_I_WORD(file);
    block[5] = RAWMAP_I_WORD(offset);
    return RAWMAP_I_CALL1(RAWMAP_NR_mmap, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(block)));
#else
    return RAWMAP_I_CALL6(RAWMAP_NR_mmap, RAWMAP_I_WORD(address), RAWMAP_I_WORD(length), RAWMAP_I_WORD(protection),
                          RAWMAP_I_WORD(flags), RAWMAP_I_WORD(file), RAWMAP_I_WORD(offset));
#endif
}

/* The same, and the arguments as they are behind it: where the processor leaves them in their registers, a caller that names
   a failure by them keeps them nowhere else, and the path of success saves nothing for it. */
typedef struct rawmap_i_asked {
    uintptr_t address;
    size_t length;
    unsigned protection;
    unsigned flags;
    int file;
    uint64_t offset;
} rawmap_i_asked;

/* Filled in, not returned: of six words compilers make calls of memcpy at -O0. */
RAWMAP_I_INLINE void rawmap_i_ask(rawmap_i_asked *asked, uintptr_t address, size_t length, unsigned protection,
                                  unsigned flags, int file, uint64_t offset)
{
    asked->address = address;
    asked->length = length;
    asked->protection = protection;
    asked->flags = flags;
    asked->file = file;
    asked->offset = offset;
}

RAWMAP_I_INLINE rawmap_word rawmap_i_mmap_kept(rawmap_i_asked *asked)
{
#if defined RAWMAP_SYSCALL6_KEEPS && !defined RAWMAP_I_DOOR
    rawmap_word length = RAWMAP_I_WORD(asked->length);
    rawmap_word protection = RAWMAP_I_WORD(asked->protection);
    rawmap_word flags = RAWMAP_I_WORD(asked->flags);
    rawmap_word file = RAWMAP_I_WORD(asked->file);
    rawmap_word offset = RAWMAP_I_WORD(asked->offset);
    const rawmap_word result = rawmap_i_syscall6_kept(RAWMAP_NR_mmap, RAWMAP_I_WORD(asked->address), &length,
                                                      &protection, &flags, &file, &offset);
    asked->length = RAWMAP_I_CAST(size_t, length);
    asked->protection = RAWMAP_I_CAST(unsigned, protection);
    asked->flags = RAWMAP_I_CAST(unsigned, flags);
    asked->file = RAWMAP_I_CAST(int, file);
    asked->offset = RAWMAP_I_CAST(uint64_t, offset);
    return result;
#else
    return rawmap_i_mmap(asked->address, asked->length, asked->protection, asked->flags, asked->file, asked->offset);
#endif
}

/* An exact address that came back as another was taken for a hint: undo it, and say what the caller would have heard
   from a newer kernel. */
RAWMAP_I_COLD(map) rawmap_mapping rawmap_i_undo(rawmap_word result, size_t length) RAWMAP_I_ONCE(rawmap_i_undo);
#if RAWMAP_I_DEFINES(map)
RAWMAP_I_COLD(map) rawmap_mapping rawmap_i_undo(rawmap_word result, size_t length)
{
    rawmap_mapping mapping = rawmap_i_no_mapping(RAWMAP_EXACT_TAKEN);
    if (RAWMAP_I_CALL2(RAWMAP_NR_munmap, result, RAWMAP_I_WORD(length)) != 0) {
        mapping = rawmap_i_mapped(result, length);
        mapping.status = RAWMAP_EXACT_NOT_UNDONE;
    }
    return mapping;
}
#endif

RAWMAP_I_INLINE rawmap_mapping rawmap_i_placed(rawmap_word result, size_t length, rawmap_placement placement)
{
    if ((placement.bits & RAWMAP_I_EXACTLY) != 0 &&
        RAWMAP_I_UNLIKELY(RAWMAP_I_CAST(uintptr_t, result) != placement.address))
        return rawmap_i_undo(result, length);
    return rawmap_i_mapped(result, length);
}

RAWMAP_I_INLINE rawmap_placement rawmap_i_placement_of(uintptr_t address, unsigned bits)
{
    rawmap_placement placement;
    placement.address = address;
    placement.bits = bits;
    return placement;
}
#define RAWMAP_I_PLACEMENT_OF_WORDS const rawmap_placement placement = rawmap_i_placement_of(address, placed);

/* Whether how a mapping is asked for stands in the program: then its rules leave a few tests of the span, which are made in
   place, and what does not pass them is a failure. */
#define RAWMAP_I_STANDS_HERE(protection, kind)                                                                         \
    (__builtin_constant_p((protection).bits) && __builtin_constant_p((kind).bits))

/* Whether it is seen to be as most are: then only the length can be wrong (RAWMAP_RULES_MAP_PLAIN). */
#define RAWMAP_I_PLAIN(protection, kind, placement)                                                                    \
    (RAWMAP_I_STANDS_HERE(protection, kind) && __builtin_constant_p((placement).bits) && (placement).bits == 0 &&      \
     ((protection).bits & ~RAWMAP_I_PROT_ACCESS) == 0 && (kind).bits - 1u <= 1u)

/* A placement that only comes when the program runs is on the path of success where it is RAWMAP_ANYWHERE; with any other
   the cold function calls. */
#define RAWMAP_I_KNOWN_PLACEMENT(placement) __builtin_constant_p((placement).bits)
#define RAWMAP_I_PLACED_COLDLY(placement)                                                                              \
    RAWMAP_I_UNLIKELY(((placement).address | RAWMAP_I_CAST(uintptr_t, (placement).bits)) != 0)

RAWMAP_I_END

#endif

#endif
