/* SPDX-License-Identifier: MIT */
/* rawmap_mappings_*: the list, by PROCMAP_QUERY and by the text of /proc/PID/maps. */
#include "unit_looking.h"

#include <sys/stat.h>
#include <sys/wait.h>

#define LONG_ENOUGH 4200
#define KERNELS_PAGE 0xffffffffff600000u

/* The list, one line an entry, as /proc/self/maps would print it. */
static size_t print_list(char *to, size_t room, int process, int way)
{
    static char buffer[LONG_ENOUGH];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    rawmap_status status;
    size_t length = 0;
    STATUS(OK, rawmap_mappings_open(&list, process, buffer, sizeof buffer));
    unit_list_by(&list, way);
    while ((status = rawmap_mappings_next(&list, &entry)) == RAWMAP_OK)
        length += (size_t)snprintf(
            to + length, room - length, "%llx-%llx %c%c%c%c %llx %x:%x %llu %s\n", (unsigned long long)entry.start,
            (unsigned long long)entry.end, entry.protection.bits & 1 ? 'r' : '-', entry.protection.bits & 2 ? 'w' : '-',
            entry.protection.bits & 4 ? 'x' : '-', entry.shared ? 's' : 'p', (unsigned long long)entry.offset,
            entry.device_major, entry.device_minor, (unsigned long long)entry.inode, entry.name);
    cr_assert_eq(status, RAWMAP_NO_MORE_MAPPINGS, "the list ended with %s", rawmap_status_name(status));
    STATUS(OK, rawmap_mappings_close(&list));
    STATUS(EBADF, rawmap_mappings_close(&list));
    return length;
}

/* What libc reads from /proc/self/maps, in the same form. */
static void print_libc(char *to, size_t room)
{
    char line[LONG_ENOUGH], permissions[8], name[LONG_ENOUGH];
    unsigned long long start, end, offset, inode;
    unsigned major_number, minor_number;
    size_t length = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof line, maps) != NULL) {
        name[0] = '\0';
        cr_assert_geq(sscanf(line, "%llx-%llx %7s %llx %x:%x %llu %[^\n]", &start, &end, permissions, &offset,
                             &major_number, &minor_number, &inode, name),
                      7);
        if (strncmp(name, "[vsys", 5) == 0)
            continue;
        length += (size_t)snprintf(to + length, room - length, "%llx-%llx %s %llx %x:%x %llu %s\n", start, end,
                                   permissions, offset, major_number, minor_number, inode, name);
    }
    fclose(maps);
}

/* A process with a mapping of each kind; the lists of it, taken in one breath, are the same. */
Test(mappings, query_text_and_libc_agree)
{
    static char ahead[1 << 17], by_query[1 << 17], by_text[1 << 17], by_libc[1 << 17];
    const size_t page = unit_page();
    const int file = unit_file(2 * page, 1);
    void *const kinds[] = {
        mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
        mmap(NULL, page, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_ANONYMOUS, -1, 0),
        mmap(NULL, page, PROT_WRITE, MAP_PRIVATE, file, (off_t)page),
        mmap(NULL, page, PROT_READ, MAP_SHARED, unit_memfd(page, 2), 0),
    };
    size_t i;
    for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        cr_assert_neq(kinds[i], MAP_FAILED);
    print_libc(by_libc, sizeof by_libc); /* first: it makes libc allocate */
    print_list(ahead, sizeof ahead, 0, UNIT_AHEAD);
    print_list(by_query, sizeof by_query, 0, UNIT_BY_QUERY);
    print_list(by_text, sizeof by_text, 0, UNIT_BY_TEXT);
    print_libc(by_libc, sizeof by_libc);
    cr_assert_str_eq(ahead, by_libc);
    cr_assert_str_eq(by_query, by_libc);
    cr_assert_str_eq(by_text, by_libc);
}

/* Once the kernel has answered, the text is not read: an address that is asked for is one system call. */
Test(mappings, by_query)
{
    static char buffer[LONG_ENOUGH];
    const rawmap_span span = unit_pages(1, MAP_PRIVATE);
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    int i;
    UNIT_NEEDS_FACT(procmap_query);
    unit_calls = 0;
    STATUS(OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
    for (i = 0; i < 3; i++) {
        /* All of them are listed: the text is read in few calls. */
        while (rawmap_mappings_next(&list, &entry) == RAWMAP_OK)
            ;
        cr_assert_leq(unit_calls, unit_mappings() / 10 + 6);
        unit_calls = 0;
        STATUS(OK, rawmap_mappings_seek(&list, (uintptr_t)span.base));
        STATUS(OK, rawmap_mappings_next(&list, &entry));
        cr_assert_eq(entry.start, (uintptr_t)span.base);
        cr_assert_eq(unit_calls, UNIT_HOOKED ? 1 : 0);
        cr_assert_not(list.by_text);
        unit_calls = 0;
        STATUS(OK, rawmap_mappings_seek(&list, 0));
    }
    STATUS(OK, rawmap_mappings_close(&list));
}

/* What was mapped behind the end of the text meanwhile is listed where the kernel can be asked for it. */
Test(mappings, more_at_the_end)
{
    static char buffer[LONG_ENOUGH];
    const size_t page = unit_page();
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    uintptr_t last = 0, above;
    int way;
    for (way = 0; way < UNIT_WAYS; way++) {
        rawmap_status status;
        STATUS(OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
        unit_list_by(&list, way);
        while ((status = rawmap_mappings_next(&list, &entry)) == RAWMAP_OK)
            last = (uintptr_t)entry.end;
        STATUS(NO_MORE_MAPPINGS, status);
        above = last + 16 * page;
        if (mmap((void *)above, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) ==
            (void *)above) {
            status = rawmap_mappings_next(&list, &entry);
            if (way != UNIT_BY_TEXT && !list.by_text)
                STATUS(OK, status);
            if (status == RAWMAP_OK) {
                cr_assert_eq(entry.start, above);
                status = rawmap_mappings_next(&list, &entry);
            }
            STATUS(NO_MORE_MAPPINGS, status);
            cr_assert_eq(munmap((void *)above, page), 0);
        }
        STATUS(OK, rawmap_mappings_close(&list));
    }
}

Test(mappings, a_name_with_a_newline)
{
    static char list[UNIT_WAYS][1 << 16];
    int way;
    const size_t page = unit_page();
    char path[] = "/tmp/rawmap\nunit-XXXXXX";
    const int file = mkostemp(path, O_CLOEXEC);
    cr_assert_eq(ftruncate(file, (off_t)page), 0);
    cr_assert_neq(mmap(NULL, page, PROT_READ, MAP_PRIVATE, file, 0), MAP_FAILED);
    for (way = 0; way < UNIT_WAYS; way++)
        print_list(list[way], sizeof list[way], 0, way);
    unlink(path);
    for (way = 0; way < UNIT_WAYS; way++)
        cr_assert_not_null(strstr(list[way], path), "%s", unit_way_name(way));
}

/* A buffer that holds no long name still lists every mapping, once. */
Test(mappings, short_buffers_cut_names_and_nothing_else)
{
    const size_t page = unit_page();
    char directory[160] = "/tmp/rawmap-", path[200], buffer[RAWMAP_MAPPINGS_BUFFER_MIN];
    size_t expected, count;
    int file, way;
    void *at;
    memset(directory + 12, 'd', 140);
    cr_assert(mkdir(directory, 0700) == 0 || errno == EEXIST);
    snprintf(path, sizeof path, "%s/file", directory);
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    cr_assert_eq(ftruncate(file, (off_t)page), 0);
    at = mmap(NULL, page, PROT_READ, MAP_PRIVATE, file, 0);
    unlink(path);
    rmdir(directory);
    /* /proc/self/maps has the kernel's own page too, where there is one. */
    expected = unit_mappings() - unit_mapped((const void *)(uintptr_t)KERNELS_PAGE);
    for (way = 0; way < UNIT_WAYS; way++) {
        rawmap_mappings list;
        rawmap_mapping_entry entry;
        bool found = false;
        rawmap_status status;
        STATUS(OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
        unit_list_by(&list, way);
        for (count = 0; (status = rawmap_mappings_next(&list, &entry)) == RAWMAP_OK; count++)
            if (entry.start == (uintptr_t)at) {
                found = true;
                cr_assert_eq(entry.end, (uintptr_t)at + page);
                cr_assert_lt(strlen(entry.name), sizeof buffer);
            }
        STATUS(NO_MORE_MAPPINGS, status);
        cr_assert(found);
        cr_assert_eq(count, expected, "%zu of %zu, %s", count, expected, unit_way_name(way));
        STATUS(OK, rawmap_mappings_close(&list));
    }
}

Test(mappings, seeking)
{
    static char buffer[LONG_ENOUGH];
    const size_t page = unit_page();
    const rawmap_span span = unit_pages(3, MAP_PRIVATE);
    const uintptr_t base = (uintptr_t)span.base;
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    int way;
    cr_assert_eq(munmap((char *)span.base + page, page), 0);
    for (way = 0; way < UNIT_WAYS; way++) {
        STATUS(OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
        unit_list_by(&list, way);
        STATUS(OK, rawmap_mappings_seek(&list, base + page - 1));
        STATUS(OK, rawmap_mappings_next(&list, &entry));
        cr_assert(entry.start <= base && entry.end == base + page);
        STATUS(OK, rawmap_mappings_next(&list, &entry));
        cr_assert_eq(entry.start, base + 2 * page);
        STATUS(OK, rawmap_mappings_seek(&list, base + page));
        STATUS(OK, rawmap_mappings_next(&list, &entry));
        cr_assert_eq(entry.start, base + 2 * page);
        STATUS(OK, rawmap_mappings_seek(&list, 0));
        STATUS(OK, rawmap_mappings_next(&list, &entry));
        cr_assert_lt(entry.end, base);
        STATUS(OK, rawmap_mappings_seek(&list, UINT64_MAX - page));
        STATUS(NO_MORE_MAPPINGS, rawmap_mappings_next(&list, &entry));
        STATUS(OK, rawmap_mappings_close(&list));
    }
}

Test(mappings, another_process)
{
    static char of_parent[1 << 17], of_child[1 << 17];
    const pid_t parent = getpid();
    pid_t child;
    int status;
    print_list(of_parent, sizeof of_parent, 0, false);
    child = fork();
    if (child == 0) {
        print_list(of_child, sizeof of_child, parent, true);
        _exit(strcmp(of_child, of_parent) != 0);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert_eq(status, 0);
}

Test(mappings, failures)
{
    static char buffer[LONG_ENOUGH];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    ROW(mappings_open, GUARDED, ENOENT, PROCESS_NEGATIVE_ENOENT, (&list, -1, buffer, sizeof buffer));
    ROW(mappings_open, GUARDED, EINVAL, BUFFER_TOO_SMALL, (&list, 0, buffer, RAWMAP_MAPPINGS_BUFFER_MIN - 1));
    ROW(mappings_open, GUARDED, EINVAL, BUFFER_TOO_SMALL, (&list, 0, NULL, sizeof buffer));
    STATUS(ENOENT, rawmap_mappings_open(&list, 0x3fffffff, buffer, sizeof buffer));
    STATUS(EBADF, rawmap_mappings_close(&list));
    STATUS(EBADF, rawmap_mappings_next(&list, &entry));
}
