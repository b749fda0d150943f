/* SPDX-License-Identifier: MIT */
/* open's flags as values: against the kernel's open, and against openat2, which refuses what open ignores. */
#include "unit_files.h"

#include <linux/openat2.h>

static long strictly(const char *path, unsigned flags)
{
    struct open_how how;
    memset(&how, 0, sizeof how);
    how.flags = flags;
    how.mode = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? 0600 : 0;
    return syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
}

/* open as a layer over rawmap makes it. */
static rawmap_file layer(const char *path, int flags, unsigned mode)
{
    rawmap_open_arguments a;
    rawmap_file f;
    f.fd = -1;
    f.status = rawmap_open_from_linux(flags, &a);
    if (f.status == RAWMAP_OK)
        f = a.creates ? rawmap_file_create(path, mode & 07777, a.create_how) : rawmap_file_open(path, a.open_how);
    return f;
}

static rawmap_status refused(int flags)
{
    rawmap_open_arguments a;
    const rawmap_status status = rawmap_open_from_linux(flags, &a);
    STATUS(OPEN_ACCESS_CONTRADICTION, rawmap_check_file_open("x", a.open_how));
    STATUS(OPEN_ACCESS_CONTRADICTION, rawmap_check_file_create("x", 0600, a.create_how));
    return status;
}

Test(open_from_linux, causes)
{
    STATUS(OPEN_UNKNOWN_BITS, refused(O_RDWR | O_NOCTTY));
    STATUS(OPEN_UNKNOWN_BITS, refused(O_RDWR | O_CREAT | O_NONBLOCK));
    STATUS(OPEN_UNKNOWN_BITS, refused(O_RDONLY | O_CREAT | O_DIRECTORY));
    STATUS(OPEN_UNKNOWN_BITS, refused(INT_MIN));
    STATUS(OPEN_CREATES, refused(O_RDWR | O_EXCL));
    STATUS(OPEN_CREATES, refused(O_RDWR | O_TMPFILE));
    STATUS(OPEN_ACCESS_CONTRADICTION, refused(O_ACCMODE));
    STATUS(OPEN_ACCESS_CONTRADICTION, refused(O_ACCMODE | O_CREAT));
    STATUS(OPEN_PATH_AND_MORE, refused(O_PATH | O_RDWR));
    STATUS(OPEN_PATH_AND_MORE, refused(O_PATH | O_CREAT));
    STATUS(OPEN_TRUNCATE_READ_ONLY, refused(O_TRUNC));
    STATUS(OPEN_APPEND_READ_ONLY, refused(O_APPEND | O_CREAT));
}

Test(open_from_linux, back)
{
    rawmap_open_arguments a;
    STATUS(OK, rawmap_open_from_linux(O_RDWR | O_CLOEXEC | O_NOFOLLOW, &a));
    cr_assert_not(a.creates);
    cr_assert(rawmap_open_equal(a.open_how, RAWMAP_OPEN(read_write, cloexec, nofollow)));
    cr_assert_eq(rawmap_open_to_linux(a.open_how) & ~RAWMAP_LINUX_O_LARGEFILE, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    STATUS(OK, rawmap_open_from_linux(O_WRONLY | O_CREAT | O_EXCL | RAWMAP_LINUX_O_LARGEFILE, &a));
    cr_assert(a.creates);
    cr_assert(rawmap_create_equal(a.create_how, RAWMAP_CREATE(write_only, exclusive)));
    cr_assert_eq(rawmap_create_to_linux(a.create_how) & ~RAWMAP_LINUX_O_LARGEFILE, O_WRONLY | O_CREAT | O_EXCL);
    STATUS(OK, rawmap_open_from_linux(O_PATH | O_DIRECTORY, &a));
    cr_assert(rawmap_open_equal(a.open_how, RAWMAP_OPEN(path, directory)));
}

/* Every combination, on a file that is there and on one that is not: what becomes a value, the layer opens as open does,
   or refuses with the same errno; and of what does not, each cause is so. */
Test(open_from_linux, as_the_kernel_does)
{
    static const int options[] = {O_CREAT,   O_EXCL,     O_TRUNC, O_APPEND, O_CLOEXEC, O_DIRECTORY, O_NOFOLLOW,
                                  O_NOATIME, O_NONBLOCK, O_DSYNC, O_SYNC,   O_PATH,    O_NOCTTY};
    char there[256], missing[256];
    unsigned which, access, at, path, done = 0, same = 0, strict = 0;
    const char *const files = getenv("UNIT_FILES");
    snprintf(there, sizeof there, "%s/open_from_linux.%d", files, (int)getpid());
    snprintf(missing, sizeof missing, "%s/open_from_linux.%d.new", files, (int)getpid());
    close(open(there, O_CREAT | O_RDWR, 0600));
    for (which = 0; which < 1u << 13; which++)
        for (access = 0; access < 4; access++)
            for (path = 0; path < 2; path++) {
                const char *const name = path == 0 ? there : missing;
                int flags = (int)access;
                long raw;
                int error, told = 0;
                rawmap_file file;
                for (at = 0; at < 13; at++)
                    flags |= (which >> at & 1u) != 0 ? options[at] : 0;
                file = layer(name, flags, 0600);
                if (file.status == RAWMAP_OK) {
                    told = fcntl(file.fd, F_GETFL);
                    close(file.fd);
                }
                unlink(missing);
                if (file.status > 4095) {
                    /* Refused before: openat2 does as well, or it is one of those that Linux would do. */
                    raw = strictly(name, (unsigned)flags);
                    strict += raw < 0;
                    if (raw >= 0)
                        close((int)raw);
                    unlink(missing);
                    if (file.status == RAWMAP_OPEN_PATH_AND_MORE)
                        cr_assert(raw < 0, "flags %#o", (unsigned)flags);
                    continue;
                }
                raw = syscall(SYS_openat, AT_FDCWD, name, flags, 0600);
                error = raw < 0 ? errno : 0;
                cr_assert_eq((int)file.status, error, "flags %#o: %s", (unsigned)flags, strerror(error));
                if (raw >= 0) {
                    cr_assert_eq(fcntl((int)raw, F_GETFL), told, "flags %#o", (unsigned)flags);
                    close((int)raw);
                    done++;
                } else
                    same++;
                unlink(missing);
            }
    unlink(there);
    cr_assert(done > 1000 && same > 1000 && strict > 1000, "%u opened, %u refused alike, %u by openat2", done, same,
              strict);
}
