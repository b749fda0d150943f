/* SPDX-License-Identifier: MIT */
/* rawmap_page_size and the sizes of huge pages. */
#include "unit.h"

#include <dirent.h>

Test(page_size, is_libcs)
{
    cr_assert_eq(rawmap_page_size(), (size_t)sysconf(_SC_PAGESIZE));
    cr_assert_geq(rawmap_page_size(), (size_t)RAWMAP_PAGE_SIZE_MIN);
    cr_assert_leq(rawmap_page_size(), (size_t)RAWMAP_PAGE_SIZE_MAX);
}

Test(page_size, the_default_huge_page_is_the_kernels)
{
    const rawmap_size size = rawmap_huge_page_default();
    const long kb = unit_line("/proc/meminfo", "Hugepagesize");
    if (kb > 0) {
        STATUS(OK, size.status);
        cr_assert_eq(size.bytes, (size_t)kb * 1024);
    } else { /* a kernel without them */
        cr_assert_eq(size.bytes, 0);
        cr_assert_neq(size.status, RAWMAP_OK);
    }
}

/* The directories hugepages-2048kB and their fellows. */
static uint64_t sizes_in_sysfs(void)
{
    uint64_t shifts = 0;
    unsigned long kb;
    const struct dirent *entry;
    DIR *directory = opendir("/sys/kernel/mm/hugepages");
    while (directory != NULL && (entry = readdir(directory)) != NULL)
        if (sscanf(entry->d_name, "hugepages-%lukB", &kb) == 1)
            shifts |= (uint64_t)kb * 1024;
    if (directory != NULL)
        closedir(directory);
    return shifts;
}

Test(page_size, huge_page_sizes_are_those_of_sysfs)
{
    const size_t mappings = unit_mappings();
    const rawmap_huge_page_set set = rawmap_huge_page_sizes();
    STATUS(OK, set.status);
    cr_assert_eq(set.shifts, sizes_in_sysfs());
    cr_assert_eq(unit_mappings(), mappings, "a mapping was left behind");
}

Test(page_size, asking_takes_no_file_and_no_huge_page)
{
    const long free_pages = unit_line("/proc/meminfo", "HugePages_Free");
    const long reserved = unit_line("/proc/meminfo", "HugePages_Rsvd");
    const int before = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int after;
    UNIT_NEEDS_FACT(huge_pages);
    cr_assert_neq(rawmap_huge_page_default().bytes, 0);
    cr_assert_neq(rawmap_huge_page_sizes().shifts, 0);
    after = open("/dev/null", O_RDONLY | O_CLOEXEC);
    cr_assert_eq(after, before + 1);
    cr_assert_eq(unit_line("/proc/meminfo", "HugePages_Free"), free_pages);
    cr_assert_eq(unit_line("/proc/meminfo", "HugePages_Rsvd"), reserved);
}
