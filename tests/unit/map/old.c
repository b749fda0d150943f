/* SPDX-License-Identifier: MIT */
/* Kernels that are older, or built or guarded otherwise, than the one that runs: simulated through RAWMAP_SYSCALL. The
   outcome is the right status, and nothing is left mapped. */
#define RAWMAP_SYSCALL simulated_kernel
#include "unit.h"

/* What this kernel does otherwise. */
static struct {
    bool hints;         /* takes MAP_FIXED_NOREPLACE for a hint */
    bool keeps;         /* refuses to unmap: at vm.max_map_count */
    rawmap_word number; /* this call answers error, */
    unsigned first;     /* from this time on */
    unsigned times;     /* so often */
    int error;
} kernel;
static unsigned calls_of_number;

rawmap_word simulated_kernel(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                             rawmap_word e, rawmap_word f)
{
    if (kernel.hints && number == SYS_mmap)
        d &= ~(rawmap_word)MAP_FIXED_NOREPLACE;
    if (kernel.error != 0 && number == kernel.number && ++calls_of_number > kernel.first &&
        calls_of_number <= kernel.first + kernel.times) {
        unit_calls++;
        return unit_last = -kernel.error;
    }
    if (kernel.keeps && number == SYS_munmap) {
        unit_calls++;
        return unit_last = -ENOMEM;
    }
    return unit_syscall(number, a, b, c, d, e, f);
}

static void answers(long number, int error)
{
    kernel.number = number;
    kernel.error = error;
    kernel.first = 0;
    kernel.times = 1000000;
    calls_of_number = 0;
}

#define READ RAWMAP_PROT(read)
#define DROPPABLE RAWMAP_DROPPABLE()

Test(old_kernels, an_exact_address_taken_for_a_hint_is_undone)
{
    const rawmap_span taken = unit_pages(1, MAP_PRIVATE);
    const rawmap_span room = unit_room(unit_page(), unit_page());
    const size_t mappings = unit_mappings();
    unit_fill(taken, 5);
    kernel.hints = true;
    STATUS(EXACT_TAKEN, unit_status_of(rawmap_map(unit_page(), READ, RAWMAP_PRIVATE(), RAWMAP_EXACTLY(taken.base))));
    STATUS(EXACT_TAKEN, unit_status_of(rawmap_map_file(unit_file(4096, 'a'), 0, 4096, READ, RAWMAP_FILE_SHARED(),
                                                       RAWMAP_EXACTLY(taken.base))));
    cr_assert_eq(unit_mappings(), mappings, "a mapping was left behind");
    cr_assert(unit_filled(taken, 5));
    /* Where the address is free the hint is as good. */
    cr_assert_eq(SPAN(rawmap_map(unit_page(), READ, RAWMAP_PRIVATE(), RAWMAP_EXACTLY(room.base))).base, room.base);
}

Test(old_kernels, an_exact_address_that_cannot_be_undone)
{
    const rawmap_span taken = unit_pages(1, MAP_PRIVATE);
    rawmap_mapping mapping;
    kernel.hints = true;
    kernel.keeps = true;
    mapping = rawmap_map(5000, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(taken.base));
    STATUS(EXACT_NOT_UNDONE, mapping.status);
    cr_assert_neq(mapping.span.base, taken.base);
    cr_assert_eq(mapping.span.length, 5000);
    cr_assert_str_eq(unit_perms(mapping.span.base), "---p");
    kernel.keeps = false;
    STATUS(OK, rawmap_unmap(mapping.span));
    cr_assert_not(unit_mapped(mapping.span.base));
}

/* near and anywhere are hints: another address is no failure. */
Test(old_kernels, hints_are_not_undone)
{
    const rawmap_span taken = unit_pages(1, MAP_PRIVATE);
    unit_calls = 0;
    SPAN(rawmap_map(4096, READ, RAWMAP_PRIVATE(), RAWMAP_NEAR(taken.base)));
    SPAN(rawmap_map(4096, READ, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_calls, 2);
}

Test(old_kernels, droppable_memory_is_unknown)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const size_t mappings = unit_mappings();
    answers(SYS_mmap, EINVAL);
    ROW(map, UNSURE, EINVAL, DROPPABLE_UNKNOWN, (4096, READ, DROPPABLE, RAWMAP_ANYWHERE));
    /* Over a span that may cut a huge page in two: the errno stays. */
    STATUS(EINVAL, rawmap_replace(span, READ, DROPPABLE));
    answers(SYS_mmap, EOPNOTSUPP);
    ROW(map, UNSURE, EOPNOTSUPP, DROPPABLE_NOT_BUILT_IN, (4096, READ, DROPPABLE, RAWMAP_ANYWHERE));
    ROW(replace, UNSURE, EOPNOTSUPP, DROPPABLE_NOT_BUILT_IN, (span, READ, DROPPABLE));
    answers(SYS_mmap, 524);
    ROW(map, UNSURE, ENOTSUPP, DROPPABLE_NOT_BUILT_IN_ENOTSUPP, (4096, READ, DROPPABLE, RAWMAP_ANYWHERE));
    ROW(replace, UNSURE, ENOTSUPP, DROPPABLE_NOT_BUILT_IN_ENOTSUPP, (span, READ, DROPPABLE));
    cr_assert_eq(unit_mappings(), mappings);
    /* Not for other kinds. */
    STATUS(ENOTSUPP, rawmap_map(4096, READ, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status);
    answers(SYS_mmap, EINVAL);
    STATUS(EINVAL, rawmap_map(4096, READ, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status);
}

/* MAP_SHARED_VALIDATE is none of the kinds; where huge pages are looked at as a file, Linux says so in its own way. */
Test(old_kernels, validated_huge_pages)
{
    const rawmap_kind validated = unit_kind(MAP_SHARED_VALIDATE | MAP_HUGETLB | 21u << MAP_HUGE_SHIFT);
    answers(SYS_mmap, EOPNOTSUPP);
    ROW(map, UNSURE, EOPNOTSUPP, KIND_INVALID_EOPNOTSUPP, (UNIT_HUGE, READ, validated, RAWMAP_ANYWHERE));
    ROW(replace, UNSURE, EOPNOTSUPP, KIND_INVALID_EOPNOTSUPP, (unit_at(UNIT_HUGE, UNIT_HUGE), READ, validated));
}

/* A machine without huge pages, and a kernel with: s390x in an emulator is one. */
Test(old_kernels, no_huge_pages_at_all)
{
    answers(SYS_mmap, ENOENT);
    ROW(map, UNSURE, ENOENT, HUGE_SIZE_UNSUPPORTED_ENOENT,
        (UNIT_HUGE, READ, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE));
    ROW(replace, UNSURE, ENOENT, HUGE_SIZE_UNSUPPORTED_ENOENT,
        (unit_at(UNIT_HUGE, UNIT_HUGE), READ, RAWMAP_PRIVATE(huge_2mb)));
}

Test(old_kernels, sync_is_unknown)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const int file = unit_file(4096, 'a');
    answers(SYS_mmap, EINVAL);
    STATUS(EINVAL, rawmap_map_file(file, 0, 4096, READ, RAWMAP_FILE_SHARED(sync), RAWMAP_ANYWHERE).status);
    STATUS(EINVAL, rawmap_replace_file(span, file, 0, READ, RAWMAP_FILE_SHARED(sync)));
}

/* A span as long as the address space does not exceed it: it is refused for something else. */
Test(old_kernels, remapping_all_that_there_is)
{
    const size_t all = RAWMAP_I_ADDRESS_SPACE, more = all + unit_page();
    UNIT_NEEDS(more > all, "a longer one cannot be written");
    answers(SYS_mremap, EINVAL);
    STATUS(EINVAL, rawmap_move_keep(unit_at(all, all)).status);
    STATUS(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, rawmap_move_keep(unit_at(more, more)).status);
    STATUS(EINVAL, rawmap_move_keep_near(unit_at(unit_page(), all), unit_at(all + 2 * unit_page(), 1).base).status);
    STATUS(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL,
           rawmap_move_keep_near(unit_at(unit_page(), more), unit_at(more + 2 * unit_page(), 1).base).status);
    STATUS(EINVAL, rawmap_duplicate(unit_at(unit_page(), all)).status);
    STATUS(LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, rawmap_duplicate(unit_at(unit_page(), more)).status);
    STATUS(EINVAL, rawmap_resize(unit_at(unit_page(), unit_page()), all).status);
}

Test(old_kernels, remapping)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    answers(SYS_mremap, ENOMEM);
    ROW(resize, UNSURE, ENOMEM, LENGTH_EXCEEDS_ADDRESS_SPACE, (span, SIZE_MAX - 4095));
    ROW(resize_or_move, UNSURE, ENOMEM, LENGTH_EXCEEDS_ADDRESS_SPACE, (span, SIZE_MAX - 4095));
    answers(SYS_mremap, EINVAL);
    ROW(resize, UNSURE, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, (span, SIZE_MAX - 4095));
    ROW(resize_or_move, UNSURE, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL, (span, SIZE_MAX - 4095));
    ROW(move_keep, UNSURE, EINVAL, SPAN_WRAPS, (unit_at(UINTPTR_MAX - 8191, 16384)));
    ROW(move_keep_near, UNSURE, EINVAL, SPAN_WRAPS, (unit_at(UINTPTR_MAX - 8191, 16384), span.base));
    ROW(duplicate, UNSURE, EINVAL, LENGTH_EXCEEDS_ADDRESS_SPACE_EINVAL,
        (unit_span(span.base, ((size_t)1 << 56) + 4096)));
    /* Before 5.7 DONTUNMAP is an unknown flag: nothing in the arguments tells it from a mapping that is unfit. */
    STATUS(EINVAL, rawmap_move_keep(span).status);
}

/* Only to 32-bit programs Linux says ENOMEM of a span that wraps; here it has another cause, such as a limit. */
Test(old_kernels, spans_that_wrap_and_a_limit)
{
    const rawmap_span wraps = unit_at(UINTPTR_MAX - 8191, 16384);
    answers(SYS_madvise, ENOMEM);
    STATUS(ENOMEM, rawmap_advise(wraps, RAWMAP_ADVICE(cold)));
    answers(SYS_mlock, ENOMEM);
    STATUS(ENOMEM, rawmap_lock(wraps));
    answers(SYS_mlock2, ENOMEM);
    STATUS(ENOMEM, rawmap_lock_on_fault(wraps));
    answers(SYS_munlock, ENOMEM);
    STATUS(ENOMEM, rawmap_unlock(wraps));
}

Test(old_kernels, calls_that_do_not_exist)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    answers(SYS_mlock2, ENOSYS);
    STATUS(ENOSYS, rawmap_lock_on_fault(span));
    STATUS(OK, rawmap_lock(span));
}

Test(old_kernels, a_sandbox_that_forbids)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const int file = unit_file(4096, 'a');
    answers(SYS_mmap, EPERM);
    STATUS(EPERM, rawmap_map(4096, READ, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE).status);
    STATUS(EPERM, rawmap_map_file(file, 0, 4096, READ, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(EPERM, rawmap_replace(span, READ, RAWMAP_PRIVATE()));
    answers(SYS_mprotect, EPERM);
    STATUS(EPERM, rawmap_protect(span, READ));
    answers(SYS_mprotect, ENOSYS);
    STATUS(ENOSYS, rawmap_protect(span, READ));
    answers(SYS_madvise, EPERM);
    STATUS(EPERM, rawmap_advise(span, RAWMAP_ADVICE(dontneed)));
    answers(SYS_mremap, EPERM);
    STATUS(EPERM, rawmap_resize(span, 8192).status);
    answers(SYS_munlockall, EINTR);
    STATUS(EINTR, rawmap_unlock_all());
    answers(SYS_munmap, ENOSYS);
    STATUS(ENOSYS, rawmap_unmap(span));
    cr_assert(unit_mapped(span.base));
}

/* Before 4.14, and in sandboxes: without memfd_create or statx the size is found by unmapping. */
Test(old_kernels, the_default_huge_page_without_memfd_create_or_statx)
{
    static const long numbers[] = {SYS_memfd_create, SYS_memfd_create, SYS_statx, SYS_statx};
    static const int errors[] = {ENOSYS, EPERM, ENOSYS, EPERM};
    const size_t mappings = unit_mappings(), files = unit_open_files();
    size_t at;
    for (at = 0; at < 4; at++) {
        rawmap_size size;
        answers(numbers[at], errors[at]);
        size = rawmap_huge_page_default();
        STATUS(OK, size.status);
        cr_assert_eq(size.bytes, (size_t)unit_line("/proc/meminfo", "Hugepagesize") * 1024);
        cr_assert_eq(unit_mappings(), mappings, "a mapping was left behind");
        cr_assert_eq(unit_open_files(), files, "a file was left open");
    }
}

/* No huge pages at all: memfd_create and mmap refuse. */
Test(old_kernels, no_huge_pages)
{
    rawmap_size size;
    rawmap_huge_page_set set;
    kernel.hints = false;
    answers(SYS_memfd_create, EINVAL);
    size = rawmap_huge_page_default();
    STATUS(OK, size.status);
    answers(SYS_mmap, ENODEV);
    set = rawmap_huge_page_sizes();
    STATUS(OK, set.status);
    cr_assert_eq(set.shifts, 0);
    answers(SYS_mmap, ENOMEM);
    set = rawmap_huge_page_sizes();
    STATUS(ENOMEM, set.status);
    cr_assert_eq(set.shifts, 0);
}
