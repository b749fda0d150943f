/* SPDX-License-Identifier: MIT */
/* rawmap_replace and rawmap_replace_file. */
#include "unit.h"

#define READ RAWMAP_PROT(read)
#define BOTH RAWMAP_PROT(read, write)
#define PRIVATE RAWMAP_PRIVATE()
#define SHARED RAWMAP_FILE_SHARED()

Test(replace, what_was_there_is_gone)
{
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const rawmap_span middle = rawmap_slice(span, page, page);
    unit_fill(span, 5);
    STATUS(OK, rawmap_replace(middle, BOTH, PRIVATE));
    cr_assert(unit_filled(middle, 0));
    cr_assert(unit_filled(rawmap_slice(span, 0, page), 5));
    cr_assert(unit_filled(rawmap_slice(span, 2 * page, page), 5));
    STATUS(OK, rawmap_replace(middle, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve)));
    cr_assert_str_eq(unit_perms(middle.base), "---p");
    cr_assert_eq(unit_reading(middle.base), SIGSEGV);
    STATUS(OK, rawmap_replace(middle, BOTH, RAWMAP_SHARED()));
    cr_assert_str_eq(unit_perms(middle.base), "rw-s");
    STATUS(OK, rawmap_replace(middle, BOTH, RAWMAP_DROPPABLE()));
    cr_assert_eq(unit_vmflag(middle.base, "dp"), 1);
}

Test(replace, nothing_need_be_there)
{
    const rawmap_span room = unit_room(unit_page(), unit_page());
    STATUS(OK, rawmap_replace(room, READ, RAWMAP_PRIVATE(populate)));
    cr_assert_eq(unit_present(room), 1);
}

Test(replace, whole_pages_are_replaced)
{
    const rawmap_span span = unit_pages(2, MAP_PRIVATE);
    unit_fill(span, 5);
    STATUS(OK, rawmap_replace(rawmap_slice(span, 0, 1), BOTH, PRIVATE));
    cr_assert(unit_filled(rawmap_slice(span, 0, unit_page()), 0));
    cr_assert(unit_filled(rawmap_slice(span, unit_page(), unit_page()), 5));
}

Test(replace, by_a_file)
{
    const size_t page = unit_page();
    const int file = unit_file(2 * page, 'f');
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    unit_fill(span, 5);
    STATUS(OK, rawmap_replace_file(rawmap_slice(span, page, page), file, page, BOTH, SHARED));
    cr_assert(unit_filled(rawmap_slice(span, page, page), 'f'));
    cr_assert(unit_filled(rawmap_slice(span, 0, page), 5));
    cr_assert(unit_filled(rawmap_slice(span, 2 * page, page), 5));
    ((char *)span.base)[page] = 'w';
    cr_assert_eq(unit_file_byte(file, page), 'w');
}

/* The rows are tested before the call, so a refusal loses nothing: each is made over the same page, which must keep
   what it holds. */
static rawmap_span kept(void)
{
    const rawmap_span span = unit_pages(4, MAP_PRIVATE);
    unit_fill(span, 5);
    return span;
}

Test(replace, rows)
{
    const rawmap_span span = kept();
    const rawmap_span unaligned = rawmap_slice(span, 1, 4096);
    const unsigned huge = MAP_HUGETLB | 21u << MAP_HUGE_SHIFT;
    ROW(replace, IGNORED, EINVAL, PROT_GROWS_NEEDS_PROTECT, (span, RAWMAP_PROT(read, growsdown), PRIVATE));
    ROW(replace, IGNORED, EINVAL, PROT_SEM_DOES_NOTHING, (span, RAWMAP_PROT(read, sem), PRIVATE));
    ROW(replace, IGNORED, EINVAL, PROT_UNKNOWN_BITS, (span, unit_prot(0x40), PRIVATE));
    ROW(replace, IGNORED, EINVAL, POPULATE_NEEDS_ACCESS, (span, RAWMAP_PROT(none), RAWMAP_PRIVATE(populate)));
    ROW(replace, GUARDED, EINVAL, KIND_UNKNOWN_BITS, (span, READ, unit_kind(MAP_PRIVATE | MAP_NONBLOCK)));
    ROW(replace, IGNORED, EINVAL, KIND_UNKNOWN_BITS, (span, READ, unit_kind(MAP_PRIVATE | MAP_EXECUTABLE)));
    ROW(replace, IGNORED, EINVAL, STACK_HUGE, (span, READ, unit_kind(MAP_PRIVATE | MAP_STACK | huge)));
    ROW(replace, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (span, READ, RAWMAP_PRIVATE(huge_2mb)));
    ROW(replace, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), READ, PRIVATE));
    ROW(replace, GUARDED, EINVAL, SPAN_UNALIGNED, (unaligned, READ, PRIVATE));
    ROW(replace, GUARDED, ENOMEM, SPAN_WRAPS_ENOMEM, (unit_span(span.base, SIZE_MAX - 8191), READ, PRIVATE));
    ROW(replace, GUARDED, ENOMEM, SPAN_WRAPS_ENOMEM, (unit_span(span.base, SIZE_MAX), READ, PRIVATE));
    ROW(replace, GUARDED, EINVAL, HUGE_ADDRESS_UNALIGNED,
        (unit_at(UNIT_HUGE + 4096, UNIT_HUGE), READ, RAWMAP_PRIVATE(huge_2mb)));
    ROW(replace, GUARDED, EINVAL, KIND_INVALID, (span, READ, unit_kind(0)));
    ROW(replace, GUARDED, EINVAL, KIND_INVALID, (span, READ, unit_kind(MAP_PRIVATE | 8)));
    ROW(replace, GUARDED, EINVAL, DROPPABLE_LOCKED, (span, READ, unit_kind(8 | MAP_LOCKED)));
    ROW(replace, GUARDED, EINVAL, DROPPABLE_HUGE, (unit_at(UNIT_HUGE, UNIT_HUGE), READ, unit_kind(8 | huge)));
    ROW(replace, GUARDED, EINVAL, DROPPABLE_GROWSDOWN, (span, READ, unit_kind(8 | MAP_GROWSDOWN)));
    ROW(replace, GUARDED, EINVAL, GROWSDOWN_SHARED, (span, READ, unit_kind(MAP_SHARED | MAP_GROWSDOWN)));
    ROW(replace, GUARDED, EINVAL, GROWSDOWN_HUGE,
        (unit_at(UNIT_HUGE, UNIT_HUGE), READ, unit_kind(MAP_PRIVATE | MAP_GROWSDOWN | huge)));
    cr_assert(unit_filled(span, 5));
}

Test(replace, rows_that_only_the_kernel_knows)
{
    const rawmap_span room = unit_room((size_t)1 << 20, (size_t)1 << 20);
    const rawmap_span span = unit_pages(8, MAP_PRIVATE);
    STATUS(EINVAL, rawmap_replace(rawmap_slice(room, 0, 512 << 10), READ, RAWMAP_PRIVATE(huge_512kb)));
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_limit(RLIMIT_MEMLOCK, 4096);
    ROW(replace, UNSURE, EAGAIN, LOCK_OVER_LIMIT, (span, READ, RAWMAP_PRIVATE(lock)));
    unit_limit(RLIMIT_MEMLOCK, 0);
    ROW(replace, LOOKED, EPERM, LOCK_NOT_ALLOWED, (span, READ, RAWMAP_PRIVATE(lock)));
}

/* The lowest page is nobody's. */
Test(replace, below_what_may_be_mapped)
{
    const int file = unit_file(4096, 'a');
    long lowest = 0;
    FILE *setting = fopen("/proc/sys/vm/mmap_min_addr", "re");
    cr_assert_not_null(setting);
    cr_assert_eq(fscanf(setting, "%ld", &lowest), 1);
    fclose(setting);
    UNIT_NEEDS(lowest >= (long)unit_page(), "needs vm.mmap_min_addr above 0");
    unit_drop_capability(UNIT_CAP_SYS_RAWIO);
    ROW(replace, LOOKED, EPERM, SPAN_TOO_LOW, (unit_at(0, 4096), READ, RAWMAP_PRIVATE()));
    ROW(replace_file, LOOKED, EPERM, SPAN_TOO_LOW, (unit_at(0, 4096), file, 0, READ, SHARED));
    STATUS(OK, rawmap_replace(unit_at((uintptr_t)lowest, 4096), READ, RAWMAP_PRIVATE()));
}

Test(replace_file, rows)
{
    const rawmap_span span = kept();
    const int file = unit_file(4096, 'a');
    ROW(replace_file, IGNORED, EINVAL, PROT_GROWS_NEEDS_PROTECT, (span, file, 0, RAWMAP_PROT(read, growsup), SHARED));
    ROW(replace_file, IGNORED, EINVAL, PROT_SEM_DOES_NOTHING, (span, file, 0, RAWMAP_PROT(sem), SHARED));
    ROW(replace_file, IGNORED, EINVAL, PROT_UNKNOWN_BITS, (span, file, 0, unit_prot(0x80), SHARED));
    ROW(replace_file, IGNORED, EINVAL, POPULATE_NEEDS_ACCESS,
        (span, file, 0, RAWMAP_PROT(none), RAWMAP_FILE_SHARED(populate)));
    ROW(replace_file, GUARDED, EINVAL, KIND_UNKNOWN_BITS, (span, file, 0, READ, unit_file_kind(MAP_SHARED_VALIDATE)));
    ROW(replace_file, IGNORED, EINVAL, KIND_UNKNOWN_BITS,
        (span, file, 0, READ, unit_file_kind(MAP_SHARED | MAP_EXECUTABLE)));
    /* Linux would replace a whole huge page, where the file is of such. */
    ROW(replace_file, IGNORED, EINVAL, HUGE_LENGTH_UNEVEN, (span, file, 0, READ, RAWMAP_FILE_SHARED(hugetlb)));
    ROW(replace_file, GUARDED, EBADF, FILE_NEGATIVE, (span, -1, 0, READ, SHARED));
    ROW(replace_file, GUARDED, EINVAL, OFFSET_UNALIGNED, (span, file, 100, READ, SHARED));
    ROW(replace_file, GUARDED, EINVAL, SPAN_EMPTY, (rawmap_slice(span, 0, 0), file, 0, READ, SHARED));
    ROW(replace_file, GUARDED, EINVAL, SPAN_UNALIGNED, (rawmap_slice(span, 8, 4096), file, 0, READ, SHARED));
    ROW(replace_file, GUARDED, ENOMEM, SPAN_WRAPS_ENOMEM, (unit_span(span.base, SIZE_MAX), file, 0, READ, SHARED));
    ROW(replace_file, GUARDED, EINVAL, KIND_INVALID, (span, file, 0, READ, unit_file_kind(0)));
    ROW(replace_file, GUARDED, EINVAL, KIND_INVALID, (span, file, 0, READ, unit_file_kind(8)));
    cr_assert(unit_filled(span, 5));
}

Test(replace_file, rows_that_only_the_kernel_knows)
{
    const rawmap_span span = unit_pages(8, MAP_PRIVATE);
    const int file = unit_file(32768, 'a');
    ROW(replace_file, UNSURE, EOVERFLOW, OFFSET_PAST_LIMIT, (span, file, UINT64_C(0xfffffffffffff000), READ, SHARED));
    ROW(replace_file, UNSURE, EOPNOTSUPP, SYNC_UNSUPPORTED, (span, file, 0, READ, RAWMAP_FILE_SHARED(sync)));
    ROW(replace_file, UNSURE, ENOMEM, LENGTH_EXCEEDS_ADDRESS_SPACE,
        (unit_span(span.base, ((size_t)1 << 56) + 4096), file, 0, READ, SHARED));
    unit_drop_capability(UNIT_CAP_IPC_LOCK);
    unit_limit(RLIMIT_MEMLOCK, 4096);
    ROW(replace_file, UNSURE, EAGAIN, LOCK_OVER_LIMIT, (span, file, 0, READ, RAWMAP_FILE_SHARED(lock)));
    unit_limit(RLIMIT_MEMLOCK, 0);
    ROW(replace_file, LOOKED, EPERM, LOCK_NOT_ALLOWED, (span, file, 0, READ, RAWMAP_FILE_SHARED(lock)));
}
