/* SPDX-License-Identifier: MIT */
/* Odd names, small and large buffers, processes without memory: what PROCMAP_QUERY says, the text says too, and what was
   mapped, both say. */
#include "unit_names.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

Test(mappings_names, of_files)
{
    static const char *const names[] = {
        "plain",
        "a b  c ",
        "new\nline",
        "back\\012slash",
        "both\n\\012\n",
        "\\\\012",
        "\\0",
        "\\01",
        "tab\t\x01\x7f\xff",
        "lib.so (deleted)",
        "[heap]",
        "\n\n\n\n",
        "long enough for the smallest buffers: \\012 \n \\0121 \\01\n\\\\\\012\\012\\012\\012.",
    };
    char path[PATH_MAX];
    const char *const directory = getenv("UNIT_FILES") != NULL ? getenv("UNIT_FILES") : "/tmp";
    char real[PATH_MAX];
    size_t i;
    cr_assert_not_null(realpath(directory, real));
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        const void *at;
        int file;
        (void)snprintf(path, sizeof path, "%.3000s/%d-%s", real, (int)getpid(), names[i]);
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        cr_assert_geq(file, 0);
        at = map_of(file);
        name_is(at, path, strlen(path), false);
        cr_assert_eq(unlink(path), 0);
        (void)strcat(path, " (deleted)");
        name_is(at, path, strlen(path), true);
        cr_assert_eq(munmap((void *)(uintptr_t)at, unit_page()), 0);
        close(file);
    }
}

Test(mappings_names, of_memory_files)
{
    const void *const odd = map_of(memfd_create("a\nb [vsyscall]", MFD_CLOEXEC));
    const void *const none = map_of(memfd_create("", MFD_CLOEXEC));
    const void *const plain = mmap(NULL, unit_page(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    static const char first[] = "/memfd:a\nb [vsyscall] (deleted)", second[] = "/memfd: (deleted)";
    name_is(odd, first, sizeof first - 1, true);
    name_is(none, second, sizeof second - 1, true);
    name_is(plain, "", 0, false);
}

/* A file that is called as Linux calls one that was deleted, beside that one; and the same in a process that sees another
   root, or is seen from one. */
Test(mappings_names, of_a_file_and_its_deleted_namesake)
{
    char path[PATH_MAX], name[PATH_MAX], buffer[4200];
    const char *const directory = getenv("UNIT_FILES") != NULL ? getenv("UNIT_FILES") : "/tmp";
    char real[PATH_MAX];
    const void *gone, *kept;
    size_t files;
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    unsigned seen = 0;
    pid_t child;
    int first, second;
    cr_assert_not_null(realpath(directory, real));
    (void)snprintf(path, sizeof path, "%.3000s/%d-namesake", real, (int)getpid());
    (void)snprintf(name, sizeof name, "%.3100s (deleted)", path);
    first = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    second = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    gone = map_of(first);
    kept = map_of(second);
    cr_assert_eq(unlink(path), 0);
    name_is(gone, name, strlen(name), true);
    files = unit_open_files();
    name_is(kept, name, strlen(name), false);
    cr_assert_eq(unit_open_files(), files, "a look at who is called so is closed");
    child = fork();
    if (child == 0) {
        (void)alarm(20);
        (void)chroot(real); /* where that is not allowed, the roots are the same */
        for (;;)
            (void)pause();
    }
    (void)usleep(20000);
    STATUS(OK, rawmap_mappings_open(&list, child, buffer, sizeof buffer));
    while (rawmap_mappings_next(&list, &entry) == RAWMAP_OK) {
        if (entry.start == (uintptr_t)gone)
            seen += entry.deleted ? 1 : 0;
        if (entry.start == (uintptr_t)kept)
            seen += entry.deleted ? 0 : 1;
    }
    STATUS(OK, rawmap_mappings_close(&list));
    cr_assert_eq(kill(child, SIGKILL), 0);
    cr_assert_eq(waitpid(child, NULL, 0), child);
    cr_assert_eq(seen, 2u);
    cr_assert_eq(unlink(name), 0);
}

/* How a list of the process begins, or why it does not. */
static rawmap_status beginning(int process, int way)
{
    char buffer[RAWMAP_MAPPINGS_BUFFER_MIN];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    rawmap_status status = rawmap_mappings_open(&list, process, buffer, sizeof buffer);
    if (status != RAWMAP_OK)
        return status;
    unit_list_by(&list, way);
    status = rawmap_mappings_next(&list, &entry);
    STATUS(OK, rawmap_mappings_close(&list));
    return status;
}

Test(mappings_names, processes_without_memory)
{
    siginfo_t ended;
    int way;
    const pid_t child = fork();
    if (child == 0)
        _exit(0);
    cr_assert_eq(waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT), 0);
    for (way = 0; way < UNIT_WAYS; way++)
        STATUS(ESRCH, beginning(child, way));
    cr_assert_eq(waitpid(child, NULL, 0), child);
    STATUS(ENOENT, beginning(child, UNIT_AHEAD));
    for (way = 0; way < UNIT_WAYS; way++)
        STATUS(OK, beginning(0, way));
}

/* A list that is at its end stays there, and can be sought. */
Test(mappings_names, ends_more_than_once)
{
    const void *const at = map_of(memfd_create("again", MFD_CLOEXEC));
    char buffer[RAWMAP_MAPPINGS_BUFFER_MIN];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    rawmap_status status;
    int i;
    STATUS(OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
    list.by_text = true;
    while ((status = rawmap_mappings_next(&list, &entry)) == RAWMAP_OK)
        ;
    STATUS(NO_MORE_MAPPINGS, status);
    for (i = 0; i < 3; i++)
        STATUS(NO_MORE_MAPPINGS, rawmap_mappings_next(&list, &entry));
    STATUS(OK, rawmap_mappings_seek(&list, (uintptr_t)at));
    STATUS(OK, rawmap_mappings_next(&list, &entry));
    cr_assert_eq(entry.start, (uintptr_t)at);
    cr_assert_str_eq(entry.name, "/memfd:again (deleted)");
    STATUS(OK, rawmap_mappings_close(&list));
}

/* A line that fills the buffer ends where the text says, whatever the buffer held before. */
Test(mappings_names, buffers_that_are_used_again)
{
    char buffer[RAWMAP_MAPPINGS_BUFFER_MIN], name[200], expected[250];
    rawmap_mappings list;
    rawmap_mapping_entry entry;
    void *at;
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    at = mmap((void *)0x100000, unit_page(), PROT_READ, MAP_PRIVATE | MAP_FIXED_NOREPLACE,
              memfd_create(name, MFD_CLOEXEC), 0);
    UNIT_NEEDS(at == (void *)0x100000, "the first addresses are taken");
    (void)snprintf(expected, sizeof expected, "/memfd:%s (deleted)", name);
    expected[sizeof buffer - 1] = '\0';
    memset(buffer, '\n', sizeof buffer);
    STATUS(OK, rawmap_mappings_open(&list, 0, buffer, sizeof buffer));
    list.by_text = true;
    STATUS(OK, rawmap_mappings_next(&list, &entry));
    cr_assert_eq(entry.start, (uintptr_t)at);
    cr_assert_str_eq(entry.name, expected);
    STATUS(OK, rawmap_mappings_close(&list));
}

/* A name that is longer than the text's newlines, as they were read, leaves what follows it whole: every buffer's end
   falls elsewhere. */
Test(mappings_names, what_follows_a_name_that_grows)
{
    static char buffer[400];
    char path[PATH_MAX];
    const char *const directory = getenv("UNIT_FILES") != NULL ? getenv("UNIT_FILES") : "/tmp";
    size_t room, length;
    int file;
    char *at;
    length = (size_t)snprintf(path, sizeof path, "%.3000s/%d-", directory, (int)getpid());
    for (room = 0; room < 40; room++)
        length += (size_t)snprintf(path + length, 5, "\\012");
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    cr_assert_geq(file, 0);
    cr_assert_eq(unlink(path), 0);
    cr_assert_eq(ftruncate(file, (off_t)(2 * unit_page())), 0);
    at = (char *)mmap(NULL, 2 * unit_page(), PROT_READ, MAP_PRIVATE, file, 0);
    cr_assert_neq((void *)at, MAP_FAILED);
    cr_assert_eq(mprotect(at + unit_page(), unit_page(), PROT_NONE), 0);
    for (room = RAWMAP_MAPPINGS_BUFFER_MIN; room <= sizeof buffer; room++) {
        rawmap_mappings list;
        rawmap_mapping_entry entry;
        STATUS(OK, rawmap_mappings_open(&list, 0, buffer, room));
        list.by_text = true;
        STATUS(OK, rawmap_mappings_seek(&list, (uintptr_t)at));
        STATUS(OK, rawmap_mappings_next(&list, &entry));
        cr_assert_eq(entry.start, (uintptr_t)at);
        STATUS(OK, rawmap_mappings_next(&list, &entry));
        cr_assert_eq(entry.start, (uintptr_t)at + unit_page(), "room for %zu", room);
        STATUS(OK, rawmap_mappings_close(&list));
    }
}
