/* SPDX-License-Identifier: MIT */
/* Names about as long as the buffer, or much longer, and buffers that are longer than anybody needs. */
#include "unit_names.h"

#include <sys/stat.h>

/* Around the end of the buffer there is room for a name as the text writes it, and as its link says it is not: whether
   the file was deleted is then told by the link alone. */
Test(mappings_long_names, of_a_length_about_the_room_for_them)
{
    static told answer;
    static char buffer[2 * PATH_MAX];
    char path[PATH_MAX], real[PATH_MAX];
    const char *const directory = getenv("UNIT_FILES") != NULL ? getenv("UNIT_FILES") : "/tmp";
    size_t room, length, ways;
    cr_assert_not_null(realpath(directory, real));
    room = strlen(real) + 50 < 128 ? 128 : strlen(real) + 50;
    for (length = room - 24; length < room + 4; length++) {
        const void *at;
        int file;
        char *end = path + snprintf(path, sizeof path, "%.3000s/%d-\n\\012\\012", real, (int)getpid());
        while ((size_t)(end - path) < length)
            *end++ = 'l';
        *end = '\0';
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        cr_assert_geq(file, 0);
        at = map_of(file);
        cr_assert_eq(unlink(path), 0);
        for (ways = 0; ways < UNIT_WAYS; ways++) {
            name_at(&answer, at, buffer, room, (int)ways);
            STATUS(OK, answer.status);
            cr_assert(answer.deleted || !UNIT_HAS(capabilities), "%s, %zu bytes", unit_way_name((int)ways), length);
        }
        cr_assert_eq(munmap((void *)(uintptr_t)at, unit_page()), 0);
        close(file);
    }
}

/* 2000 newlines, which the text writes as 8000 bytes. */
Test(mappings_long_names, of_many_newlines)
{
    static char path[PATH_MAX];
    char part[251];
    const char *const directory = getenv("UNIT_FILES") != NULL ? getenv("UNIT_FILES") : "/tmp";
    const void *at;
    size_t i;
    int file;
    memset(part, '\n', sizeof part - 1);
    part[sizeof part - 1] = 0;
    cr_assert_eq(chdir(directory), 0);
    for (i = 0; i < 8; i++) {
        cr_assert(mkdir(part, 0700) == 0 || errno == EEXIST);
        cr_assert_eq(chdir(part), 0);
    }
    file = open("deep", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    cr_assert_geq(file, 0);
    cr_assert_not_null(getcwd(path, sizeof path - 6));
    (void)strcat(path, "/deep");
    at = map_of(file);
    name_is(at, path, strlen(path), false);
    (void)unlink("deep");
    for (i = 0; i < 8; i++) {
        cr_assert_eq(chdir(".."), 0);
        (void)rmdir(part);
    }
}

/* Buffers whose length does not fit into 32 bits. */
Test(mappings_long_names, large_buffers)
{
    static told answer;
    const void *const at = map_of(memfd_create("large", MFD_CLOEXEC));
    const size_t rooms[] = {((size_t)1 << 31 << 1), ((size_t)1 << 31 << 1) + 5};
    char *buffer;
    size_t i;
    UNIT_NEEDS(sizeof(size_t) > 4, "needs 64-bit addresses");
    UNIT_NEEDS(!UNIT_SANITIZED, "addresses of its own");
    UNIT_NEEDS_FACT(overcommit);
    buffer = (char *)mmap(NULL, rooms[1], PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    cr_assert_neq(buffer, MAP_FAILED);
    for (i = 0; i < 2; i++) {
        name_at(&answer, at, buffer, rooms[i], UNIT_BY_QUERY);
        STATUS(OK, answer.status);
        cr_assert_str_eq(answer.name, "/memfd:large (deleted)");
    }
}
