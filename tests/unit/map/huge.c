/* SPDX-License-Identifier: MIT */
/* Mappings from the huge page pool. */
#include "unit.h"

#include <sys/wait.h>

#define READ RAWMAP_PROT(read)
#define BOTH RAWMAP_PROT(read, write)

/* A file of huge pages. */
static int huge_file(size_t pages)
{
    const int file = memfd_create("rawmap-unit", MFD_CLOEXEC | MFD_HUGETLB);
    cr_assert_geq(file, 0);
    cr_assert_eq(ftruncate(file, (off_t)(pages * UNIT_HUGE)), 0);
    return file;
}

Test(huge, anonymous_memory_has_pages_of_the_size_named)
{
    rawmap_span span;
    UNIT_NEEDS_FACT(huge_pages);
    span = SPAN(rawmap_map(UNIT_HUGE, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE));
    cr_assert_eq(span.length, UNIT_HUGE);
    cr_assert_eq((uintptr_t)span.base % UNIT_HUGE, 0);
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    cr_assert_eq(unit_vmflag(span.base, "ht"), 1);
    unit_fill(span, 5);
    STATUS(OK, rawmap_unmap(span));
    cr_assert_not(unit_mapped(span.base));
    span = SPAN(rawmap_map(UNIT_HUGE, BOTH, RAWMAP_SHARED(huge_shift(21), populate), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_smaps(span.base, "Shared_Hugetlb") + unit_smaps(span.base, "Private_Hugetlb"), 2048);
    STATUS(OK, rawmap_unmap(span));
    span = SPAN(rawmap_map(UNIT_HUGE, BOTH, rawmap_kind_huge(RAWMAP_PRIVATE(), UNIT_HUGE), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    STATUS(OK, rawmap_unmap(span));
}

/* Why an uneven length is refused: Linux maps a whole huge page, and the length asked for cannot be unmapped. */
Test(huge, what_an_uneven_length_would_lead_to)
{
    void *base;
    UNIT_NEEDS_FACT(huge_pages);
    base =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | (int)(21u << 26), -1, 0);
    cr_assert_neq(base, MAP_FAILED);
    cr_assert_eq(unit_mapped_bytes(base, UNIT_HUGE), UNIT_HUGE);
    STATUS(EINVAL, rawmap_unmap(unit_span(base, 4096)));
    cr_assert_eq(unit_mapped_bytes(base, UNIT_HUGE), UNIT_HUGE);
    STATUS(OK, rawmap_unmap(unit_span(base, UNIT_HUGE)));
    STATUS(HUGE_LENGTH_UNEVEN, rawmap_map(4096, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE).status);
}

Test(huge, an_exact_and_a_replaced_place)
{
    rawmap_span room, span;
    UNIT_NEEDS_FACT(huge_pages);
    room = unit_huge_room(UNIT_HUGE);
    span = SPAN(rawmap_map(UNIT_HUGE, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_EXACTLY(room.base)));
    cr_assert_eq(span.base, room.base);
    unit_fill(span, 5);
    STATUS(OK, rawmap_replace(span, BOTH, RAWMAP_PRIVATE(huge_2mb)));
    cr_assert(unit_filled(rawmap_slice(span, 0, 8192), 0));
    /* A part of a huge page can be neither replaced nor protected, and stays. */
    STATUS(EINVAL, rawmap_replace(rawmap_slice(span, 0, 4096), BOTH, RAWMAP_PRIVATE()));
    STATUS(EINVAL, rawmap_protect(rawmap_slice(span, 0, 4096), READ));
    STATUS(EINVAL, rawmap_resize(span, 2 * UNIT_HUGE).status);
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    STATUS(OK, rawmap_unmap(span));
}

Test(huge, an_empty_pool)
{
    UNIT_NEEDS_FACT(huge_pages);
    STATUS(ENOMEM, rawmap_map((size_t)1 << 40, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE).status);
}

Test(huge, advice_that_huge_pages_do_not_take)
{
    rawmap_span span;
    UNIT_NEEDS_FACT(huge_pages);
    span = SPAN(rawmap_map(UNIT_HUGE, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE));
    unit_fill(span, 5);
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(free)));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(cold)));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(pageout)));
    STATUS(EINVAL, rawmap_advise(span, RAWMAP_ADVICE(guard_install)));
    /* Rounded down to nothing, as the table of advice says. */
    STATUS(OK, rawmap_advise(rawmap_slice(span, 0, 4096), RAWMAP_ADVICE(dontneed)));
    cr_assert(unit_filled(rawmap_slice(span, 0, 4096), 5));
    STATUS(OK, rawmap_advise(span, RAWMAP_ADVICE(dontneed)));
    cr_assert(unit_filled(rawmap_slice(span, 0, 4096), 0));
    STATUS(OK, rawmap_unmap(span));
}

Test(huge, files)
{
    int file;
    rawmap_span span;
    UNIT_NEEDS_FACT(huge_pages);
    file = huge_file(1);
    span = SPAN(rawmap_map_file(file, 0, UNIT_HUGE, BOTH, RAWMAP_FILE_SHARED(hugetlb), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_smaps(span.base, "KernelPageSize"), 2048);
    STATUS(OK, rawmap_unmap(span));
    span = SPAN(rawmap_map_file(file, 0, UNIT_HUGE, BOTH, RAWMAP_FILE_SHARED(hugetlb, noreserve), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_vmflag(span.base, "nr"), 1);
    STATUS(OK, rawmap_unmap(span));
    /* As the docs say: a shorter length maps a huge page, and cannot be unmapped. */
    span = SPAN(rawmap_map_file(file, 0, 4096, BOTH, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    cr_assert_eq(unit_mapped_bytes(span.base, UNIT_HUGE), UNIT_HUGE);
    STATUS(EINVAL, rawmap_unmap(span));
    STATUS(OK, rawmap_unmap(unit_span(span.base, UNIT_HUGE)));
    STATUS(EINVAL, rawmap_map_file(file, 4096, UNIT_HUGE, BOTH, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE).status);
    STATUS(HUGE_FILE_UNFIT,
           rawmap_map_file(file, 4096, UNIT_HUGE, BOTH, RAWMAP_FILE_SHARED(hugetlb), RAWMAP_ANYWHERE).status);
}

/* Everything that the pool still gives, brought in. */
static rawmap_span rest_of_the_pool(void)
{
    const long left = unit_line("/proc/meminfo", "HugePages_Free") - unit_line("/proc/meminfo", "HugePages_Rsvd");
    cr_assert_gt(left, 0);
    return SPAN(rawmap_map((size_t)left * UNIT_HUGE, BOTH, RAWMAP_PRIVATE(huge_2mb, populate), RAWMAP_ANYWHERE));
}

/* As regions/ladder.h says: after a fork a write takes another page; with none left the child has lost its own. */
Test(huge, after_a_fork_with_a_dry_pool)
{
    rawmap_span span, rest;
    int written[2], status = 0;
    char byte = 0;
    pid_t child;
    UNIT_NEEDS_FACT(huge_pages);
    span = SPAN(rawmap_map(UNIT_HUGE, BOTH, RAWMAP_PRIVATE(huge_2mb), RAWMAP_ANYWHERE));
    *(char *)span.base = 7;
    cr_assert_eq(unit_writing(span.base), 0, "with pages left it is no more than a copy");
    rest = rest_of_the_pool();
    cr_assert_eq(unit_child_sees(span.base), 7, "to read is no write");
    cr_assert_eq(unit_writing(span.base), SIGBUS);
    cr_assert_eq(*(char *)span.base, 7);
    /* The parent writes: it keeps the page, and the child, which wrote nothing, has none. */
    cr_assert_eq(pipe(written), 0);
    child = fork();
    if (child == 0) {
        if (read(written[0], &byte, 1) == 1)
            _exit(*(volatile char *)span.base);
        _exit(99);
    }
    *(volatile char *)span.base = 8;
    cr_assert_eq(write(written[1], &byte, 1), 1);
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS, "the child ends with %#x", status);
    cr_assert_eq(*(char *)span.base, 8);
    STATUS(OK, rawmap_unmap(rest));
    cr_assert_eq(unit_writing(span.base), 0);
    STATUS(OK, rawmap_unmap(span));
}
