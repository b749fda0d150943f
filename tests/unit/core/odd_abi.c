/* SPDX-License-Identifier: MIT */
/* Rules that only other ABIs can reach, and page sizes that are not the smallest: see odd.h. */
#define RAWMAP_SYSCALL simulated_abi
#include "odd.h"

#include "unit_looking.h"

/* The page size of the kernel, and what it answers to mprotect. */
static rawmap_word page = 65536;
static int protect_error;
static bool lacks_protections;
static rawmap_word protect_at, protect_length;
static unsigned hidden; /* a bit for each of madvise, mprotect, msync, mincore, which then answers this: */
static int hides_with;
static bool really; /* pages of that size: mappings start at multiples of it, and munmap gives whole ones back */

rawmap_word simulated_abi(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,
                          rawmap_word f)
{
    static const long tell[] = {SYS_madvise, SYS_mprotect, SYS_msync, SYS_mincore};
    bool unaligned = a % page != 0;
    unsigned way;
    unit_calls++;
    unit_last = 0;
    for (way = 0; way < 4; way++)
        if (number == tell[way] && (hidden >> way & 1) != 0)
            return unit_last = -hides_with;
    switch (number) {
    case RAWMAP_NR_mmap2:
        unaligned = ((d & MAP_FIXED) != 0 || (d & MAP_FIXED_NOREPLACE) != 0) && unaligned;
        if (unaligned || f % (page >> 12) != 0)
            return unit_last = -EINVAL;
        unit_calls--;
        if (really) {
            const rawmap_word base = unit_syscall(SYS_mmap, a, b + 2 * page, c, d, e, f << 12);
            return unit_last = base < 0 && base >= -4095 ? base : (base + page - 1) / page * page;
        }
        return unit_syscall(SYS_mmap, a, b, c, d, e, f << 12);
    case SYS_munmap:
        if (really && !unaligned)
            (void)unit_syscall(SYS_munmap, a, (b + page - 1) / page * page, 0, 0, 0, 0);
        return unit_last = unaligned ? -EINVAL : 0;
    case SYS_mprotect:
        if (a < 0) /* where nobody has anything mapped */
            return unit_last = lacks_protections ? -EINVAL : -ENOMEM;
        protect_at = a;
        protect_length = b;
        return unit_last = unaligned ? -EINVAL : -protect_error;
    case SYS_mremap: /* 4: MREMAP_DONTUNMAP */
        return unit_last = unaligned || ((d & (MREMAP_FIXED | 4)) != 0 && e % page != 0) ? -EINVAL : 0;
    case SYS_mlock:
    case SYS_mlock2:
    case SYS_munlock:
        return 0;
    default:
        return unit_last = unaligned ? -EINVAL : 0;
    }
}

#define READ RAWMAP_PROT(read)
#define PRIVATE RAWMAP_PRIVATE()
#define SHARED RAWMAP_FILE_SHARED()

/* An address, and a span, on a boundary of the smallest page and of no larger one. */
#define HALF 0x10001000u

Test(odd_abi, page_sizes)
{
    static const rawmap_word sizes[] = {4096, 8192, 16384, 32768, 65536};
    static const unsigned calls[] = {1, 2, 3, 4, 5};
    size_t at;
    for (at = 0; at < 5; at++) {
        page = sizes[at];
        unit_calls = 0;
        cr_assert_eq(rawmap_page_size(), (size_t)sizes[at]);
        cr_assert_eq(unit_calls, calls[at]);
    }
}

/* Of the calls that tell it, bit n is whether the n-th is refused. */
Test(odd_abi, page_sizes_behind_a_filter)
{
    static const rawmap_word sizes[] = {4096, 8192, 16384, 32768, 65536};
    static const int errors[] = {EPERM, EACCES, ENOSYS, EINVAL, ENOMEM};
    size_t at, e;
    for (at = 0; at < 5; at++)
        for (e = 0; e < 5; e++)
            for (hidden = 0; hidden < 16; hidden++) {
                page = sizes[at];
                hides_with = errors[e];
                cr_assert_eq(rawmap_page_size(), hidden == 15 ? 0 : (size_t)page, "%d with %d without %#x", (int)page,
                             hides_with, hidden);
            }
    hidden = 0;
}

Test(odd_abi, unaligned_here)
{
    const rawmap_span half = unit_at(HALF, 65536);
    const int file = unit_file(4096, 'a');
    unsigned char in[16];
    const rawmap_span aligned = unit_at(0x20000000, 65536);
    const rawmap_page_query query = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(present)};
    const rawmap_page_query newer = {RAWMAP_PAGES(guard), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(guard)};
    rawmap_page_region region;
    ROW(map, UNSURE, EINVAL, EXACT_UNALIGNED_HERE, (4096, READ, PRIVATE, RAWMAP_EXACTLY(half.base)));
    ROW(residency, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, in, sizeof in));
    /* A descriptor is no multiple of the page size: the simulated kernel refuses. */
    ROW(pages_scan, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (file, half, &query, &region, 1));
    ROW(pages_scan_rearm, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (file, half, &query, &region, 1));
    ROW(pages_scan_tracked, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (file, half, &query, &region, 1));
    ROW(map_file, UNSURE, EINVAL, EXACT_UNALIGNED_HERE, (file, 0, 4096, READ, SHARED, RAWMAP_EXACTLY(half.base)));
    ROW(map_file, UNSURE, EINVAL, OFFSET_UNALIGNED_HERE, (file, 4096, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(replace, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, READ, PRIVATE));
    ROW(replace_file, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, file, 0, READ, SHARED));
    ROW(replace_file, UNSURE, EINVAL, OFFSET_UNALIGNED_HERE, (aligned, file, 4096, READ, SHARED));
    ROW(unmap, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half));
    ROW(protect, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, READ));
    ROW(protect, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, RAWMAP_PROT(read, bti)));
    ROW(protect, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, RAWMAP_PROT(read, growsdown)));
    ROW(resize, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, 4096));
    ROW(resize_or_move, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, 4096));
    ROW(move_over, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, aligned));
    ROW(move_over, UNSURE, EINVAL, REMAP_TARGET_UNALIGNED, (aligned, half));
    ROW(move_keep, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half));
    ROW(move_keep_over, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, aligned));
    ROW(move_keep_over, UNSURE, EINVAL, REMAP_TARGET_UNALIGNED, (aligned, half));
    ROW(move_keep_near, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, aligned.base));
    ROW(move_keep_near, UNSURE, EINVAL, REMAP_TARGET_UNALIGNED, (aligned, half.base));
    ROW(duplicate_over, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, aligned));
    ROW(duplicate_over, UNSURE, EINVAL, REMAP_TARGET_UNALIGNED, (aligned, half));
    ROW(duplicate, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half));
    ROW(advise, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, RAWMAP_ADVICE(cold)));
    ROW(sync, UNSURE, EINVAL, SPAN_UNALIGNED_HERE, (half, RAWMAP_SYNC(sync)));
    /* A kernel whose pages are the smallest takes all of them; and what it refuses all the same is not for this. */
    page = 4096;
    STATUS(OK, rawmap_unmap(half));
    STATUS(OK, rawmap_advise(half, RAWMAP_ADVICE(cold)));
    protect_error = EINVAL;
    STATUS(EINVAL, rawmap_protect(half, READ));
    /* An older kernel: it is the category that it does not know. */
    STATUS(SCAN_NAME_UNKNOWN, rawmap_pages_scan(file, half, &newer, &region, 1).status);
}

Test(odd_abi, protections_that_the_processor_lacks)
{
    const rawmap_span span = unit_at(0x20000000, 65536);
    protect_error = EINVAL;
    /* It has them: the span cuts a huge page, or is of a file. */
    STATUS(EINVAL, rawmap_protect(span, RAWMAP_PROT(read, mte)));
    STATUS(EINVAL, rawmap_protect(span, unit_prot(1 | 0x20 | PROT_GROWSDOWN)));
    lacks_protections = true;
    ROW(protect, UNSURE, EINVAL, PROT_PROCESSOR_LACKS, (span, RAWMAP_PROT(read, bti)));
    ROW(protect, UNSURE, EINVAL, PROT_PROCESSOR_LACKS, (span, RAWMAP_PROT(read, write, mte)));
    STATUS(EINVAL, rawmap_protect(span, READ));
    protect_error = 0;
    STATUS(OK, rawmap_protect(span, RAWMAP_PROT(read, bti, mte)));
}

/* mmap2 counts in units of 4 KiB, in a word: what it cannot say is refused before anything is shifted away. */
Test(odd_abi, offsets_of_mmap2)
{
    const int file = unit_memfd(0, 0);
    const uint64_t largest = UINT64_C(0xffffffff000);
    rawmap_span span = unit_pages(1, MAP_PRIVATE);
    unit_fill(span, 5);
    page = 4096;
    ROW(map_file, GUARDED, EINVAL, OFFSET_UNALIGNED, (file, 1, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, GUARDED, EINVAL, OFFSET_UNALIGNED, (file, 4097, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, GUARDED, EOVERFLOW, OFFSET_UNREPRESENTABLE,
        (file, largest + 4096, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(map_file, GUARDED, EOVERFLOW, OFFSET_UNREPRESENTABLE,
        (file, UINT64_C(1) << 63, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    ROW(replace_file, GUARDED, EOVERFLOW, OFFSET_UNREPRESENTABLE, (span, file, largest + 4096, READ, SHARED));
    cr_assert(unit_filled(span, 5));
    cr_assert_eq(ftruncate(file, (off_t)(largest + 4096)), 0);
    cr_assert_eq(pwrite(file, "x", 1, (off_t)largest), 1);
    span = SPAN(rawmap_map_file(file, largest, 4096, READ, SHARED, RAWMAP_ANYWHERE));
    cr_assert_eq(*(char *)span.base, 'x');
}

/* The guard is at the end towards which a stack grows. Here marks are promised and not made. */
Test(odd_abi, a_stack_that_grows_upwards)
{
    rawmap_stack stack;
    page = 4096;
    STATUS(OK, rawmap_stack_map(&stack, 65536, 8192));
    cr_assert_eq(stack.span.length, 65536);
    cr_assert_eq(stack.usable.base, stack.span.base);
    cr_assert_eq(stack.usable.length, 65536 - 8192);
    cr_assert_eq(stack.start, stack.span.base);
    cr_assert(stack.guard_by_protection);
    cr_assert_eq(protect_at, (rawmap_word)((uintptr_t)stack.span.base + 65536 - 8192));
    cr_assert_eq(protect_length, 8192);
    /* Multiples of the smallest page are none of this kernel's. */
    page = 65536;
    STATUS(STACK_UNEVEN, rawmap_stack_map(&stack, 131072, 8192));
}

/* Whole pages of this kernel are reserved, and what is given back starts one. */
Test(odd_abi, a_range_in_large_pages)
{
    unsigned at;
    page = 16384;
    really = true;
    for (at = 0; at < 64; at++) {
        const rawmap_mapping range = rawmap_region_reserve(20000, (size_t)1 << 20);
        STATUS(OK, range.status);
        cr_assert_eq((uintptr_t)range.span.base & 0xfffff, 0);
        cr_assert_eq(range.span.length, 20000);
        cr_assert_eq(unit_mapped_bytes(range.span.base, 32768), 32768, "half a page of the range is gone");
        STATUS(OK, rawmap_region_release(rawmap_slice(range.span, 0, 1 + at * 300)));
    }
}
