/* SPDX-License-Identifier: MIT */
/* Looking at mappings and pages on kernels that are older than the one that runs, and on emulators. */
#define RAWMAP_SYSCALL simulated_looking
#include "unit_looking.h"

static int ioctl_error;  /* what every ioctl answers, if not 0 */
static bool pretends;    /* or success, without doing anything */
static bool overcommits; /* vm.overcommit_memory is 1 */

rawmap_word simulated_looking(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                              rawmap_word e, rawmap_word f)
{
    if (number == SYS_ioctl && (ioctl_error != 0 || pretends)) {
        unit_calls++;
        return unit_last = -ioctl_error;
    }
    if (overcommits && number == SYS_openat && strcmp((const char *)b, "/proc/sys/vm/overcommit_memory") == 0) {
        const int file = unit_memfd(0, 0);
        cr_assert_eq(pwrite(file, "1\n", 2, 0), 2);
        return file;
    }
    return unit_syscall(number, a, b, c, d, e, f);
}

/* Where a mapping is found, how many there are, all the same. */
static size_t listed(const void *address, bool ahead, bool *found)
{
    static char buffer[4200];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    size_t count = 0;
    *found = false;
    STATUS(OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
    list.ahead = ahead;
    while (rawmap_mappings_next(&list, &entry) == RAWMAP_OK && count < 100000) {
        count++;
        *found |= entry.start == (uintptr_t)address && strcmp(entry.name, "") == 0;
    }
    STATUS(OK, rawmap_mappings_close(&list));
    return count;
}

Test(old_looking, mappings_come_by_text)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const size_t mappings = unit_mappings();
    static const int errors[] = {ENOTTY, ENOSYS, EPERM, EACCES, 0, ENOTTY, ENOSYS, EPERM, EACCES, 0};
    size_t i;
    for (i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        bool found;
        size_t count;
        ioctl_error = errors[i];
        pretends = errors[i] == 0;
        count = listed(span.base, i < 5, &found);
        cr_assert(found);
        /* /proc/self/maps has the kernel's own page too, where there is one. */
        cr_assert(count == mappings || count + 1 == mappings, "%zu of %zu", count, mappings);
    }
}

Test(old_looking, other_errors_are_told)
{
    char buffer[RAWMAP_MAPPINGS_BUFFER_MIN];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    STATUS(OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
    STATUS(OK, rawmap_mappings_seek(&list, (uintptr_t)buffer));
    ioctl_error = ESRCH;
    STATUS(ESRCH, rawmap_mappings_next(&list, &entry));
    STATUS(OK, rawmap_mappings_close(&list));
}

Test(old_looking, scans_that_are_not_known)
{
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    const rawmap_page_query old = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(present)};
    const rawmap_page_query recent = {RAWMAP_PAGES(), RAWMAP_PAGES(present, guard), RAWMAP_PAGES(),
                                      RAWMAP_PAGES(present)};
    const rawmap_page_query newest = {RAWMAP_PAGES(present), RAWMAP_PAGES(), RAWMAP_PAGES(), RAWMAP_PAGES(accessed)};
    rawmap_page_region region;
    int file;
    STATUS(OK, rawmap_pages_open(&file, 0));
    ioctl_error = ENOTTY;
    ROW(pages_scan, UNSURE, ENOTTY, SCAN_UNKNOWN, (file, span, &old, &region, 1));
    ROW(pages_scan_rearm, UNSURE, ENOTTY, SCAN_UNKNOWN, (file, span, &old, &region, 1));
    ROW(pages_scan_tracked, UNSURE, ENOTTY, SCAN_UNKNOWN, (file, span, &old, &region, 1));
    ioctl_error = EINVAL;
    ROW(pages_scan_rearm, UNSURE, EINVAL, SCAN_NAME_UNKNOWN, (file, span, &newest, &region, 1));
    ROW(pages_scan_tracked, UNSURE, EINVAL, SCAN_NAME_UNKNOWN, (file, span, &recent, &region, 1));
    ROW(pages_scan, UNSURE, EINVAL, SCAN_NAME_UNKNOWN, (file, span, &recent, &region, 1));
    ROW(pages_scan, UNSURE, EINVAL, SCAN_NAME_UNKNOWN, (file, span, &newest, &region, 1));
    STATUS(EINVAL, rawmap_pages_scan(file, span, &old, &region, 1).status);
}

/* Where everything may be promised nothing is over the limit. */
Test(old_looking, no_commit_limit)
{
    const long memory = unit_line("/proc/meminfo", "MemTotal") + unit_line("/proc/meminfo", "SwapTotal");
    const size_t length = ((size_t)memory << 10) + ((size_t)1 << 30);
    UNIT_NEEDS(sizeof(size_t) > 4, "the addresses of a 32-bit process are its other limits");
    overcommits = true;
    STATUS(ENOMEM, rawmap_explain_map(RAWMAP_ENOMEM, length, RAWMAP_PRIVATE()));
}
