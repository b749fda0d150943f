/* SPDX-License-Identifier: MIT */
/* Opening, creating and closing files. */
#include "unit_files.h"

#include <sys/stat.h>

static const char *const no_path = NULL;
static char path[64];

/* A path where nothing is, in a directory that is removed again. */
static char directory[32];
static void prepare(void)
{
    strcpy(directory, "/tmp/rawmap-unit-XXXXXX");
    cr_assert_not_null(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/file", directory);
}
static void clean(void)
{
    unlink(path);
    rmdir(directory);
}
TestSuite(file, .init = prepare, .fini = clean);

static void write_file(const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}
static off_t length(void)
{
    struct stat status;
    return stat(path, &status) == 0 ? status.st_size : -1;
}

Test(file, sets)
{
    BITS(O_RDONLY, RAWMAP_OPEN(read_only).bits);
    BITS(O_WRONLY | O_APPEND | O_CLOEXEC, RAWMAP_OPEN(write_only, append, cloexec).bits);
    BITS(O_RDWR | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, RAWMAP_OPEN(read_write, truncate, nofollow, nonblock).bits);
    BITS(O_PATH | O_DIRECTORY, RAWMAP_OPEN(path, directory).bits);
    BITS(O_RDONLY | O_NOATIME | O_DIRECT, RAWMAP_OPEN(noatime, direct, read_only).bits);
    BITS(O_RDWR | O_SYNC | O_EXCL, RAWMAP_CREATE(read_write, sync, exclusive).bits);
    BITS(O_WRONLY | O_DSYNC, RAWMAP_CREATE(write_only, dsync).bits);
    BITS(O_RDWR | O_CLOEXEC, rawmap_open_union(RAWMAP_OPEN(read_write), RAWMAP_OPEN(read_write, cloexec)).bits);
    BITS(O_ACCMODE, rawmap_open_union(RAWMAP_OPEN(read_only), RAWMAP_OPEN(write_only)).bits);
    BITS(O_ACCMODE, rawmap_create_union(RAWMAP_CREATE(read_write), RAWMAP_CREATE(write_only)).bits);
}

Test(file, opening)
{
    int file;
    write_file("text");
    file = FD(rawmap_file_open(path, RAWMAP_OPEN(read_only, cloexec)));
    cr_assert_eq(unit_file_byte(file, 3), 't');
    cr_assert_eq(write(file, "x", 1), -1);
    cr_assert_eq(fcntl(file, F_GETFD), FD_CLOEXEC);
    STATUS(OK, rawmap_file_close(file));
    cr_assert_eq(fcntl(file, F_GETFD), -1, "it is still open");
    STATUS(EBADF, rawmap_file_close(file));
    file = FD(rawmap_file_open(path, RAWMAP_OPEN(write_only, append)));
    cr_assert_eq(write(file, "more", 4), 4);
    cr_assert_eq(length(), 8);
    (void)FD(rawmap_file_open(path, RAWMAP_OPEN(read_write, truncate)));
    cr_assert_eq(length(), 0);
    file = FD(rawmap_file_open(path, RAWMAP_OPEN(path)));
    cr_assert_eq(write(file, "x", 1), -1);
    cr_assert_eq(errno, EBADF);
    STATUS(OK, rawmap_file_size(file).status);
    STATUS(EBADF, rawmap_map_file(file, 0, 4096, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE(), RAWMAP_ANYWHERE).status);
    STATUS(ENOTDIR, rawmap_file_open(path, RAWMAP_OPEN(read_only, directory)).status);
    STATUS(EISDIR, rawmap_file_open(directory, RAWMAP_OPEN(read_write)).status);
    STATUS(ENOENT, rawmap_file_open("", RAWMAP_OPEN(read_only)).status);
    STATUS(ENOENT, rawmap_file_open("/no/such/file", RAWMAP_OPEN(read_only)).status);
}

Test(file, links)
{
    char link[80];
    snprintf(link, sizeof link, "%s/link", directory);
    write_file("text");
    cr_assert_eq(symlink(path, link), 0);
    (void)FD(rawmap_file_open(link, RAWMAP_OPEN(read_only)));
    STATUS(ELOOP, rawmap_file_open(link, RAWMAP_OPEN(read_only, nofollow)).status);
    unlink(link);
}

Test(file, creating)
{
    struct stat status;
    int file;
    umask(027);
    file = FD(rawmap_file_create(path, 0777, RAWMAP_CREATE(read_write, exclusive)));
    cr_assert_eq(fstat(file, &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0750);
    cr_assert_eq(write(file, "text", 4), 4);
    STATUS(EEXIST, rawmap_file_create(path, 0600, RAWMAP_CREATE(read_write, exclusive)).status);
    file = FD(rawmap_file_create(path, 0600, RAWMAP_CREATE(read_only, cloexec)));
    cr_assert_eq(unit_file_byte(file, 0), 't');
    file = FD(rawmap_file_create(path, 0600, RAWMAP_CREATE(write_only, truncate)));
    cr_assert_eq(length(), 0);
    STATUS(OK, rawmap_file_close(file));
}

/* A program without libc: a new file, its length, a mapping of it, and the bytes are in it. */
Test(file, from_nothing_to_a_mapping)
{
    const int file = FD(rawmap_file_create(path, 0600, RAWMAP_CREATE(read_write, exclusive, cloexec)));
    rawmap_span span;
    STATUS(OK, rawmap_file_resize(file, unit_page()));
    span = SPAN(rawmap_map_file(file, 0, unit_page(), RAWMAP_PROT(read, write), RAWMAP_FILE_SHARED(), RAWMAP_ANYWHERE));
    STATUS(OK, rawmap_file_close(file));
    unit_fill(span, 'm');
    STATUS(OK, rawmap_unmap(span));
    cr_assert_eq(length(), (off_t)unit_page());
    cr_assert_eq(unit_file_byte(open(path, O_RDONLY), unit_page() - 1), 'm');
}

/* What Linux does with each is shown first. */
Test(file, rows)
{
    unsigned bit;
    write_file("text");
    cr_assert_geq(open(path, O_RDONLY | (int)(1u << 30)), 0, "Linux does not ignore it");
    for (bit = 2; bit < 32; bit++) {
        const unsigned bits = 1u << bit;
        if ((bits & (O_CREAT | O_EXCL | (O_TMPFILE & ~O_DIRECTORY))) != 0)
            ROW(file_open, GUARDED, EINVAL, OPEN_CREATES, (path, raw_open(bits)));
        else if ((bits & (O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOATIME | O_DIRECT | O_SYNC | O_DSYNC |
                          O_PATH | O_DIRECTORY | O_NONBLOCK | 0x8000)) == 0)
            ROW(file_open, GUARDED, EINVAL, OPEN_UNKNOWN_BITS, (path, raw_open(bits)));
        if ((bits & (O_EXCL | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOATIME | O_DIRECT | O_SYNC | O_DSYNC |
                     0x8000)) == 0)
            ROW(file_create, GUARDED, EINVAL, OPEN_UNKNOWN_BITS, (path, 0600, raw_create(bits)));
    }
    ROW(file_open, GUARDED, EINVAL, OPEN_ACCESS_CONTRADICTION,
        (path, rawmap_open_union(RAWMAP_OPEN(read_only), RAWMAP_OPEN(write_only))));
    cr_assert_geq(open(path, O_PATH | O_RDWR | O_APPEND), 0, "Linux does not ignore it");
    ROW(file_open, IGNORED, EINVAL, OPEN_PATH_AND_MORE,
        (path, rawmap_open_union(RAWMAP_OPEN(path), RAWMAP_OPEN(read_only, direct))));
    ROW(file_open, GUARDED, EINVAL, OPEN_TRUNCATE_READ_ONLY, (path, raw_open(O_TRUNC)));
    ROW(file_create, GUARDED, EINVAL, OPEN_TRUNCATE_READ_ONLY, (path, 0600, raw_create(O_TRUNC)));
    cr_assert_eq(length(), 4);
    cr_assert_geq(open(path, O_RDONLY | O_TRUNC), 0);
    cr_assert_eq(length(), 0, "Linux does not empty it");
    ROW(file_open, IGNORED, EINVAL, OPEN_APPEND_READ_ONLY, (path, raw_open(O_APPEND)));
    ROW(file_open, REFUSED, EFAULT, PATH_MISSING, (no_path, RAWMAP_OPEN(read_only)));
    ROW(file_create, GUARDED, EINVAL, OPEN_ACCESS_CONTRADICTION, (path, 0600, raw_create(O_ACCMODE)));
    ROW(file_create, IGNORED, EINVAL, OPEN_APPEND_READ_ONLY, (path, 0600, raw_create(O_APPEND)));
    ROW(file_create, IGNORED, EINVAL, CREATE_UNKNOWN_PERMISSIONS, (path, 0100644, RAWMAP_CREATE(read_write)));
    ROW(file_create, REFUSED, EFAULT, PATH_MISSING, (no_path, 0600, RAWMAP_CREATE(read_write)));
    ROW(file_close, REFUSED, EBADF, FILE_NEGATIVE, (-1));
}
