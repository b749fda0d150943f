/* SPDX-License-Identifier: MIT */
/* Each public call once, with arguments that Linux accepts, on mappings that are laid out before it. */
#ifndef RAWMAP_TESTS_FAULTS_SCENARIOS_H
#define RAWMAP_TESTS_FAULTS_SCENARIOS_H

#include "../../include/rawmap.h"

#include <stdio.h>
#include <string.h>

#include <fcntl.h>
#include <unistd.h>

/* clang-format off */

enum { PAGE = 4096, PAGES = 4 };

/* Not the library's business: laid out and taken away by the raw door. */
static char *place;     /* PAGES of private memory, then as many free addresses, then PAGES more */
static int file = -1;

static void lay_out(void)
{
    const unsigned flags = RAWMAP_LINUX_MAP_PRIVATE | RAWMAP_LINUX_MAP_ANONYMOUS;
    const rawmap_word at = rawmap_syscall6(RAWMAP_NR_mmap, (rawmap_word)place, 3 * PAGES * PAGE, 3,
                                           flags | (place ? RAWMAP_LINUX_MAP_FIXED : 0), -1, 0);
    place = (char *)at;
    (void)rawmap_syscall2(RAWMAP_NR_munmap, at + PAGES * PAGE, PAGES * PAGE);
    if (file < 0) {
        file = (int)rawmap_syscall2(RAWMAP_NR_memfd_create, (rawmap_word) "faults", 0);
        (void)rawmap_syscall2(RAWMAP_NR_ftruncate, file, PAGES * PAGE);
    }
}

static void shared(void)
{
    (void)rawmap_syscall6(RAWMAP_NR_mmap, (rawmap_word)place, PAGES * PAGE, 3,
                          RAWMAP_LINUX_MAP_SHARED | RAWMAP_LINUX_MAP_FIXED, file, 0);
}

static rawmap_span span_at(size_t page, size_t pages)
{
    rawmap_span span;
    span.base = place + page * PAGE;
    span.length = pages * PAGE;
    return span;
}

/* What a mapping call answers, in one: a failure must have no span. */
static bool span_without_success;
static rawmap_mapping last;
static rawmap_status of(rawmap_mapping mapping)
{
    last = mapping;
    if (mapping.status != RAWMAP_OK && (mapping.span.base || mapping.span.length))
        span_without_success = true;
    return mapping.status;
}

#define RW RAWMAP_PROT(read, write)
static unsigned char vector[PAGES];

static rawmap_status map(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), RAWMAP_ANYWHERE)); }
static rawmap_status map_populated(void) { return of(rawmap_map(PAGE, RW, RAWMAP_SHARED(populate), RAWMAP_ANYWHERE)); }
static rawmap_status map_locked(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(lock), RAWMAP_ANYWHERE)); }
static rawmap_status map_droppable(void) { return of(rawmap_map(PAGE, RW, RAWMAP_DROPPABLE(), RAWMAP_ANYWHERE)); }
static rawmap_status map_near(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), RAWMAP_NEAR(place + PAGES * PAGE))); }
static rawmap_status map_exactly(void) { return of(rawmap_map(PAGE, RW, RAWMAP_PRIVATE(), RAWMAP_EXACTLY(place + PAGES * PAGE))); }
static rawmap_status map_huge(void) { return of(rawmap_map(2 << 20, RAWMAP_PROT(none), RAWMAP_PRIVATE(huge_2mb, noreserve), RAWMAP_ANYWHERE)); }
static rawmap_status map_file(void) { return of(rawmap_map_file(file, 0, PAGE, RW, RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE)); }
static rawmap_status map_file_exactly(void) { return of(rawmap_map_file(file, 0, PAGE, RW, RAWMAP_FILE_PRIVATE(), RAWMAP_EXACTLY(place + PAGES * PAGE))); }
static rawmap_status replace(void) { return rawmap_replace(span_at(1, 1), RAWMAP_PROT(read), RAWMAP_PRIVATE()); }
static rawmap_status replace_file(void) { return rawmap_replace_file(span_at(1, 1), file, 0, RW, RAWMAP_FILE_SHARED()); }
static rawmap_status unmap(void) { return rawmap_unmap(span_at(1, 1)); }
static rawmap_status protect(void) { return rawmap_protect(span_at(1, 1), RAWMAP_PROT(none)); }
static rawmap_status resize(void) { return of(rawmap_resize(span_at(0, PAGES), 5 * PAGE)); }
static rawmap_status resize_or_move(void) { return of(rawmap_resize_or_move(span_at(0, PAGES), 64 * PAGE)); }
static rawmap_status move_over(void) { return of(rawmap_move_over(span_at(0, 1), span_at(2 * PAGES, 1))); }
static rawmap_status move_keep(void) { return of(rawmap_move_keep(span_at(0, 1))); }
static rawmap_status move_keep_over(void) { return of(rawmap_move_keep_over(span_at(0, 1), span_at(2 * PAGES, 1))); }
static rawmap_status duplicate(void) { return of(rawmap_duplicate(span_at(0, 1))); }
static rawmap_status advise(void) { return rawmap_advise(span_at(0, 1), RAWMAP_ADVICE(dontneed)); }
static rawmap_status advise_fork(void) { return rawmap_advise(span_at(1, 1), RAWMAP_ADVICE(dontfork)); }
static rawmap_status sync_span(void) { return rawmap_sync(span_at(0, 1), RAWMAP_SYNC(sync)); }
static rawmap_status lock(void) { return rawmap_lock(span_at(0, 1)); }
static rawmap_status lock_on_fault(void) { return rawmap_lock_on_fault(span_at(0, 1)); }
static rawmap_status unlock(void) { return rawmap_unlock(span_at(0, 1)); }
static rawmap_status lock_all(void) { return rawmap_lock_all(RAWMAP_LOCK_ALL(future, on_fault)); }
static rawmap_status unlock_all(void) { return rawmap_unlock_all(); }
static rawmap_status residency(void) { return rawmap_residency(span_at(0, PAGES), vector, sizeof vector); }
static rawmap_status default_huge(void) { return rawmap_huge_page_default().status; }
static rawmap_status huge_sizes(void) { return rawmap_huge_page_sizes().status; }

static rawmap_status file_resize(void) { return rawmap_file_resize(file, PAGES * PAGE); }
static rawmap_status file_punch(void) { return rawmap_file_punch(file, 0, PAGE); }
static rawmap_status file_allocate(void) { return rawmap_file_allocate(file, 0, PAGE, RAWMAP_ALLOCATE()); }
static rawmap_status file_size(void) { return rawmap_file_size(file).status; }
static rawmap_status file_seals(void) { return rawmap_file_seals(file).status; }
static rawmap_status memory_file(void)
{
    const rawmap_file made = rawmap_memfd("fault", RAWMAP_MEMFD(cloexec));
    if (made.status == RAWMAP_OK)
        (void)rawmap_syscall1(RAWMAP_NR_close, made.fd);
    return made.status;
}
static rawmap_status thp_now(void) { return rawmap_thp_now().status; }
static rawmap_status mdwe_now(void) { return rawmap_mdwe_now().status; }
static rawmap_status merge_now(void) { return rawmap_merge_now().status; }

struct scenario {
    const char *name;
    rawmap_status (*call)(void);
    bool is_shared;
    /* It asks in more than one way, so that the failure of one call need not be its own. */
    bool goes_on;
    long number; /* the system call that it is made of */
};

static const struct scenario scenarios[] = {
    {"map", map, false, false, RAWMAP_NR_mmap},
    {"map_populated", map_populated, false, false, RAWMAP_NR_mmap},
    {"map_locked", map_locked, false, false, RAWMAP_NR_mmap},
    {"map_droppable", map_droppable, false, false, RAWMAP_NR_mmap},
    {"map_near", map_near, false, false, RAWMAP_NR_mmap},
    {"map_exactly", map_exactly, false, false, RAWMAP_NR_mmap},
    {"map_huge", map_huge, false, false, RAWMAP_NR_mmap},
    {"map_file", map_file, false, false, RAWMAP_NR_mmap},
    {"map_file_exactly", map_file_exactly, false, false, RAWMAP_NR_mmap},
    {"replace", replace, false, false, RAWMAP_NR_mmap},
    {"replace_file", replace_file, false, false, RAWMAP_NR_mmap},
    {"unmap", unmap, false, false, RAWMAP_NR_munmap},
    {"protect", protect, false, false, RAWMAP_NR_mprotect},
    {"resize", resize, false, false, RAWMAP_NR_mremap},
    {"resize_or_move", resize_or_move, false, false, RAWMAP_NR_mremap},
    {"move_over", move_over, false, false, RAWMAP_NR_mremap},
    {"move_keep", move_keep, false, false, RAWMAP_NR_mremap},
    {"move_keep_over", move_keep_over, false, false, RAWMAP_NR_mremap},
    {"duplicate", duplicate, true, false, RAWMAP_NR_mremap},
    {"advise", advise, false, false, RAWMAP_NR_madvise},
    {"advise_fork", advise_fork, false, false, RAWMAP_NR_madvise},
    {"sync", sync_span, true, false, RAWMAP_NR_msync},
    {"lock", lock, false, false, RAWMAP_NR_mlock},
    {"lock_on_fault", lock_on_fault, false, false, RAWMAP_NR_mlock2},
    {"unlock", unlock, false, false, RAWMAP_NR_munlock},
    {"lock_all", lock_all, false, false, RAWMAP_NR_mlockall},
    {"unlock_all", unlock_all, false, false, RAWMAP_NR_munlockall},
    {"residency", residency, false, false, RAWMAP_NR_mincore},
    /* Which causes their errnos have is the unit suite's business: here, that nothing is left behind. */
    {"file_resize", file_resize, false, true, RAWMAP_NR_ftruncate},
    {"file_punch", file_punch, false, true, RAWMAP_NR_fallocate},
    {"file_allocate", file_allocate, false, true, RAWMAP_NR_fallocate},
    {"file_size", file_size, false, true, RAWMAP_NR_statx},
    {"file_seals", file_seals, false, true, RAWMAP_NR_fcntl},
    {"memfd", memory_file, false, true, RAWMAP_NR_memfd_create},
    {"thp_now", thp_now, false, true, RAWMAP_NR_prctl},
    {"mdwe_now", mdwe_now, false, true, RAWMAP_NR_prctl},
    {"merge_now", merge_now, false, true, RAWMAP_NR_prctl},
    {"huge_page_default", default_huge, false, true, RAWMAP_NR_memfd_create},
    {"huge_page_sizes", huge_sizes, false, true, RAWMAP_NR_mmap},
};
enum { SCENARIOS = sizeof scenarios / sizeof scenarios[0] };

/* The list of mappings, by the raw door and without memory of its own. */
struct list {
    char text[1 << 16];
};
static void list_mappings(struct list *list)
{
    const rawmap_word fd =
        rawmap_syscall4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, (rawmap_word) "/proc/self/smaps", 0, 0);
    size_t used = 0;
    rawmap_word got;
    /* Each mapping's first line and its flags: a lock or an advice left behind is a change too. */
    static char raw[1 << 20];
    while (used < sizeof raw - 1 &&
           (got = rawmap_syscall3(RAWMAP_NR_read, fd, (rawmap_word)(raw + used), (rawmap_word)(sizeof raw - 1 - used))) > 0)
        used += (size_t)got;
    raw[used] = 0;
    (void)rawmap_syscall1(RAWMAP_NR_close, fd);
    used = 0;
    for (char *line = raw, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        if (!end)
            break;
        if ((strchr("0123456789abcdef", *line) || !strncmp(line, "VmFlags:", 8)) &&
            used + (size_t)(end - line) + 2 < sizeof list->text) {
            memcpy(list->text + used, line, (size_t)(end - line) + 1);
            used += (size_t)(end - line) + 1;
        }
    }
    list->text[used] = 0;
}

/* What a failure with this errno must come back as: written down here, not asked of the library. */
static rawmap_status expected(const struct scenario *scenario, int error)
{
    if (scenario->call == map_exactly || scenario->call == map_file_exactly) {
        if (error == RAWMAP_LINUX_EEXIST)
            return RAWMAP_EXACT_TAKEN;
    }
    if (scenario->call == map_droppable) {
        if (error == RAWMAP_LINUX_EINVAL)
            return RAWMAP_DROPPABLE_UNKNOWN;
        if (error == RAWMAP_LINUX_EOPNOTSUPP || error == 524)
            return RAWMAP_DROPPABLE_NOT_BUILT_IN;
    }
    if (scenario->call == map_huge && (error == RAWMAP_LINUX_EINVAL || error == RAWMAP_LINUX_ENOENT))
        return RAWMAP_HUGE_SIZE_UNSUPPORTED;
    if (scenario->call == map_locked && error == RAWMAP_LINUX_EPERM)
        return RAWMAP_LOCK_NOT_ALLOWED;
    if (scenario->call == map_locked && error == RAWMAP_LINUX_EAGAIN)
        return RAWMAP_LOCK_OVER_LIMIT;
    return (rawmap_status)error;
}

static unsigned cases, failures;

static void complain(const char *name, int error, const char *what, rawmap_status status)
{
    failures++;
    if (failures < 30)
        printf("%s with %d: %s (%s)\n", name, error, what, rawmap_status_name(status));
}

/* clang-format on */

#endif
