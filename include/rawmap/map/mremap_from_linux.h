/* SPDX-License-Identifier: MIT */
/* rawmap/map/mremap_from_linux.h: the flags of mremap, taken apart into which of rawmap's calls it is.

       rawmap_mremap_arguments a;
       rawmap_mapping m;
       rawmap_span old = rawmap_span_of(address, old_length);
       rawmap_span over = rawmap_span_of(new_address, new_length);
       m.span = rawmap_span_of(NULL, 0);
       m.status = rawmap_mremap_from_linux(old_length, new_length, flags, &a);
       if (m.status == RAWMAP_OK && a.duplicates)
           m = a.is_over ? rawmap_duplicate_over(rawmap_span_of(address, new_length), over)
                         : rawmap_duplicate(rawmap_span_of(address, new_length));
       else if (m.status == RAWMAP_OK && a.keeps)
           m = a.is_over ? rawmap_move_keep_over(old, over) : rawmap_move_keep_near(old, new_address);
       else if (m.status == RAWMAP_OK && a.is_over)
           m = rawmap_move_over(old, over);
       else if (m.status == RAWMAP_OK)
           m = a.may_move ? rawmap_resize_or_move(old, new_length) : rawmap_resize(old, new_length);

   Linux reads the new address with MREMAP_FIXED and with MREMAP_DONTUNMAP, where it is a hint. */
#ifndef RAWMAP_MAP_MREMAP_FROM_LINUX_H
#define RAWMAP_MAP_MREMAP_FROM_LINUX_H

#ifndef RAWMAP_MAP_H
#include "../core/base.h"
#include "../core/sizes.h"
#include "../core/status.h"
#endif

RAWMAP_I_BEGIN

/* What mremap was asked for. is_over: the new address is to be taken, whatever is mapped there. */
typedef struct rawmap_mremap_arguments {
    bool may_move;
    bool is_over;
    bool keeps;
    bool duplicates;
} rawmap_mremap_arguments;

/* rawmap_mremap_from_linux: which call mremap is with these lengths and flags. The addresses, and what else there is to say
   of the lengths, are judged by that call.

   Units:    both lengths in bytes, as mremap has them.
   Result:   what was asked; of a failure, nothing.
   Status:   RAWMAP_REMAP_UNKNOWN_BITS, RAWMAP_REMAP_MAYMOVE_MISSING: Linux would refuse it for this.
             RAWMAP_REMAP_KEEP_RESIZES: so it would, but where its pages are larger than the architecture's smallest and
             the lengths are as many of them.
   Since:    1.3; MREMAP_DONTUNMAP 5.7
   ABIs:     all
   Manual:   mremap(2) */
RAWMAP_API(map_rest)
rawmap_status rawmap_mremap_from_linux(size_t old_length, size_t new_length, int flags,
                                       rawmap_mremap_arguments *asked) RAWMAP_MUST_USE;

/* rawmap_mremap_to_linux: the flags that mremap takes for it.

   Result:   the kernel's number.
   ABIs:     all */
RAWMAP_API(map_rest) int rawmap_mremap_to_linux(rawmap_mremap_arguments asked) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_API(map_rest)
rawmap_status rawmap_mremap_from_linux(size_t old_length, size_t new_length, int flags, rawmap_mremap_arguments *asked)
{
    const unsigned bits = RAWMAP_I_CAST(unsigned, flags);
    const unsigned moves = RAWMAP_LINUX_MREMAP_FIXED | RAWMAP_LINUX_MREMAP_DONTUNMAP;
    rawmap_status status = RAWMAP_OK;
    if ((bits & ~(moves | RAWMAP_LINUX_MREMAP_MAYMOVE)) != 0)
        status = RAWMAP_REMAP_UNKNOWN_BITS;
    else if ((bits & moves) != 0 && (bits & RAWMAP_LINUX_MREMAP_MAYMOVE) == 0)
        status = RAWMAP_REMAP_MAYMOVE_MISSING;
    else if ((bits & RAWMAP_LINUX_MREMAP_DONTUNMAP) != 0 && RAWMAP_I_WHOLE(old_length) != RAWMAP_I_WHOLE(new_length))
        status = RAWMAP_REMAP_KEEP_RESIZES;
    asked->may_move = status == RAWMAP_OK && (bits & RAWMAP_LINUX_MREMAP_MAYMOVE) != 0;
    asked->is_over = status == RAWMAP_OK && (bits & RAWMAP_LINUX_MREMAP_FIXED) != 0;
    asked->keeps = status == RAWMAP_OK && (bits & RAWMAP_LINUX_MREMAP_DONTUNMAP) != 0;
    asked->duplicates = asked->may_move && !asked->keeps && old_length == 0;
    return status;
}

RAWMAP_API(map_rest) int rawmap_mremap_to_linux(rawmap_mremap_arguments asked)
{
    return (asked.may_move || asked.is_over || asked.keeps || asked.duplicates ? RAWMAP_LINUX_MREMAP_MAYMOVE : 0) |
           (asked.is_over ? RAWMAP_LINUX_MREMAP_FIXED : 0) | (asked.keeps ? RAWMAP_LINUX_MREMAP_DONTUNMAP : 0);
}

#endif

RAWMAP_I_END

#endif
