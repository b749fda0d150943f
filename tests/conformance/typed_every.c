/* SPDX-License-Identifier: MIT */
/* The public functions that no other check calls: what each would answer without calling the kernel, unions of sets,
   and sizes of huge pages. */
#include "typed.h"

/* Spans that no call is made with: one good, one unaligned, one empty. */
static void judging(size_t size)
{
    static unsigned char vector[16];
    rawmap_span good, odd, empty;
    good.base = POINTER(arg(WORD(16 * size)));
    good.length = size;
    odd.base = POINTER(arg(WORD(16 * size + 1)));
    odd.length = size;
    empty.base = NULL;
    empty.length = opaque(0);
    check_status("check: map", RAWMAP_LENGTH_ZERO,
                 rawmap_check_map(opaque(0), RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    check_status("check: map, good", RAWMAP_OK,
                 rawmap_check_map(opaque(size), RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    check_status("check: map_file", RAWMAP_OFFSET_UNALIGNED,
                 rawmap_check_map_file(3, opaque(5), size, RAWMAP_PROT(read), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    check_status("check: replace", RAWMAP_SPAN_EMPTY, rawmap_check_replace(empty, RAWMAP_PROT(read), RAWMAP_PRIVATE()));
    check_status("check: replace_file", RAWMAP_SPAN_UNALIGNED,
                 rawmap_check_replace_file(odd, 3, 0, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE()));
    check_status("check: unmap", RAWMAP_SPAN_UNALIGNED, rawmap_check_unmap(odd));
    check_status("check: unmap, good", RAWMAP_OK, rawmap_check_unmap(good));
    check_status("check: protect", RAWMAP_SPAN_UNALIGNED, rawmap_check_protect(odd, RAWMAP_PROT(read)));
    check_status("check: resize", RAWMAP_REMAP_LENGTH_ZERO, rawmap_check_resize(good, opaque(0)));
    check_status("check: move_over", RAWMAP_REMAP_OVERLAPS, rawmap_check_move_over(good, good));
    check_status("check: move_keep", RAWMAP_SPAN_UNALIGNED, rawmap_check_move_keep(odd));
    check_status("check: move_keep_over", RAWMAP_REMAP_KEEP_RESIZES, rawmap_check_move_keep_over(good, empty));
    check_status("check: duplicate", RAWMAP_SPAN_UNALIGNED, rawmap_check_duplicate(odd));
    check_status("check: advise", RAWMAP_SPAN_UNALIGNED, rawmap_check_advise(odd, RAWMAP_ADVICE(cold)));
    check_status("check: sync", RAWMAP_SPAN_UNALIGNED, rawmap_check_sync(odd, RAWMAP_SYNC(sync)));
    check_status("check: lock, good", RAWMAP_OK, rawmap_check_lock(good));
    check_status("check: lock_all", RAWMAP_OK, rawmap_check_lock_all(RAWMAP_LOCK_ALL(current)));
    check_status("check: residency", RAWMAP_VECTOR_TOO_SMALL, rawmap_check_residency(good, vector, opaque(0)));
}

static void moving(size_t size)
{
    rawmap_mapping m = fresh(size), room = fresh(2 * size), kept;
    if (m.status != RAWMAP_OK || room.status != RAWMAP_OK)
        return;
    bytes(m.span)[0] = 'k';
    kept = rawmap_move_keep_over(m.span, rawmap_slice(room.span, size, size));
    check_true("move_keep_over: works, or the kernel is older",
               kept.status == RAWMAP_OK || kept.status == RAWMAP_REMAP_KEEP_UNKNOWN || kept.status == RAWMAP_EINVAL);
    if (kept.status == RAWMAP_OK)
        check_true("move_keep_over: moved there",
                   kept.span.base == (char *)room.span.base + size && bytes(kept.span)[0] == 'k');
    check_status("move_keep_over: unmap", RAWMAP_OK, rawmap_unmap(m.span));
    check_status("move_keep_over: unmap the place", RAWMAP_OK, rawmap_unmap(room.span));
}

static void joining(void)
{
    check_equal("union: kinds", K_PRIVATE | RAWMAP_LINUX_MAP_POPULATE | RAWMAP_LINUX_MAP_NORESERVE,
                rawmap_kind_union(RAWMAP_PRIVATE(populate), RAWMAP_PRIVATE(noreserve)).bits);
    check_equal("union: file kinds", K_PRIVATE | RAWMAP_LINUX_MAP_POPULATE,
                rawmap_file_kind_union(RAWMAP_FILE_PRIVATE(), RAWMAP_FILE_PRIVATE(populate)).bits);
    check_equal("union: lock_all", RAWMAP_LINUX_MCL_CURRENT | RAWMAP_LINUX_MCL_FUTURE,
                rawmap_lock_all_union(RAWMAP_LOCK_ALL(current), RAWMAP_LOCK_ALL(future)).bits);
    check_equal("union: sync", RAWMAP_LINUX_MS_SYNC | RAWMAP_LINUX_MS_INVALIDATE,
                rawmap_sync_union(RAWMAP_SYNC(sync), RAWMAP_SYNC(invalidate)).bits);
}

static void huge_pages(void)
{
    const rawmap_size size = rawmap_huge_page_default();
    rawmap_huge_page_set sizes;
    const rawmap_kind kind = rawmap_kind_huge(RAWMAP_PRIVATE(), opaque(1) << 21);
    check_equal("huge: 2 MiB by number", K_PRIVATE | RAWMAP_LINUX_MAP_HUGETLB | 21u << 26, kind.bits);
    check_true("huge: a size, or none", size.status != RAWMAP_OK || (size.bytes & (size.bytes - 1)) == 0);
    if (avoided("huge: the set answers"))
        return;
    sizes = rawmap_huge_page_sizes();
    check_true("huge: the set comes back", sizes.status == RAWMAP_OK || sizes.status == RAWMAP_ENOMEM);
    if (size.status == RAWMAP_OK && sizes.status == RAWMAP_OK) {
        const uint64_t shifts = sizes.shifts;
        uint64_t one = size.bytes, bit = 1;
        for (; one > 1; one >>= 1)
            bit += bit;
        check_true("huge: the default is in the set", (shifts & bit) != 0);
    }
}

static void test_typed_every(void)
{
    const size_t size = rawmap_page_size();
    judging(size);
    moving(size);
    joining();
    huge_pages();
}
