/* SPDX-License-Identifier: MIT */
/* rawmap/files/open.h: opening and closing files, for programs without libc. open_how.h has the names. */
#ifndef RAWMAP_FILES_OPEN_H
#define RAWMAP_FILES_OPEN_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "open_how.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* The answer of a call that opens: only status says how it ended. fd is -1 on failure, which every call refuses. */
typedef struct rawmap_file {
    rawmap_status status;
    int fd;
} rawmap_file;

/* A number of bytes, 0 unless status is RAWMAP_OK. */
typedef struct rawmap_file_bytes {
    rawmap_status status;
    uint64_t bytes;
} rawmap_file_bytes;

/* rawmap_file_open: opens a file that is there. A path that does not start with a slash starts at the working directory.

   Status:     RAWMAP_OPEN_CREATES, RAWMAP_OPEN_UNKNOWN_BITS, RAWMAP_OPEN_ACCESS_CONTRADICTION, RAWMAP_OPEN_PATH_AND_MORE,
               RAWMAP_OPEN_TRUNCATE_READ_ONLY, RAWMAP_OPEN_APPEND_READ_ONLY: Linux would ignore part of it, or do
               something else; nothing was called. RAWMAP_PATH_MISSING: Linux refused it for this.
               RAWMAP_ENOENT: no such file, or an empty path. RAWMAP_EACCES: permissions. RAWMAP_EISDIR: a directory, for
               writing. RAWMAP_ENOTDIR: no directory, or a part of the path is none. RAWMAP_ELOOP: too many symbolic
               links, or nofollow. RAWMAP_ENAMETOOLONG: the path. RAWMAP_EROFS: a read-only file system, for writing.
               RAWMAP_ETXTBSY: a running program, for writing. RAWMAP_EPERM: noatime on another's file, or an
               append-only or sealed file. RAWMAP_EINVAL: direct, and the file system has it not. RAWMAP_EMFILE,
               RAWMAP_ENFILE: no descriptor was free. RAWMAP_EINTR: a signal came first. RAWMAP_ENXIO, RAWMAP_ENODEV: a
               pipe or device with nothing behind it. RAWMAP_EFAULT: the path is not readable.
   Since:      2.6.16; path 2.6.39
   ABIs:       all
   Manual:     openat(2) */
RAWMAP_API(files) rawmap_file rawmap_file_open(const char *pathname, rawmap_open_how how) RAWMAP_MUST_USE;

/* rawmap_check_file_open: what rawmap_file_open would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(files) rawmap_status rawmap_check_file_open(const char *pathname, rawmap_open_how how) RAWMAP_MUST_USE;

/* rawmap_file_create: opens a file, and makes it when it is not there.

   Units:      permissions of a new file, such as 0600; the process's umask takes its bits away, without a word.
   Status:     RAWMAP_OPEN_UNKNOWN_BITS, RAWMAP_OPEN_ACCESS_CONTRADICTION, RAWMAP_OPEN_TRUNCATE_READ_ONLY,
               RAWMAP_OPEN_APPEND_READ_ONLY, RAWMAP_CREATE_UNKNOWN_PERMISSIONS: Linux would ignore part of it, or do
               something else; nothing was called. RAWMAP_PATH_MISSING: Linux refused it for this.
               RAWMAP_EEXIST: exclusive, and the file is there. RAWMAP_ENOSPC, RAWMAP_EDQUOT: no room for it.
               The others as rawmap_file_open.
   Since:      2.6.16
   ABIs:       all
   Manual:     openat(2) */
RAWMAP_API(files)
rawmap_file rawmap_file_create(const char *pathname, unsigned permissions, rawmap_create_how how) RAWMAP_MUST_USE;

/* rawmap_check_file_create: what rawmap_file_create would answer, as far as its arguments tell; nothing is called. */
RAWMAP_API(files)
rawmap_status rawmap_check_file_create(const char *pathname, unsigned permissions,
                                       rawmap_create_how how) RAWMAP_MUST_USE;

/* rawmap_file_close: gives a descriptor back. Mappings of the file stay. Whatever the status, but for RAWMAP_EBADF, the
   descriptor is gone: never close it again.

   Status:     RAWMAP_FILE_NEGATIVE: Linux refused it for this. RAWMAP_EBADF: not open. RAWMAP_EIO, RAWMAP_ENOSPC,
               RAWMAP_EDQUOT: something written earlier was lost. RAWMAP_EINTR: a signal came while it closed.
   Since:      1.0
   ABIs:       all
   Manual:     close(2) */
RAWMAP_API(files) rawmap_status rawmap_file_close(int file) RAWMAP_MUST_USE;

/* rawmap_check_file_close: what rawmap_file_close would answer, as far as its argument tells; nothing is called. */
RAWMAP_API(files) rawmap_status rawmap_check_file_close(int file) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

RAWMAP_I_DEFINE_VERDICT(files, file_open, RAWMAP_RULES_FILE_OPEN, const char *pathname, rawmap_open_how how)
RAWMAP_I_DEFINE_VERDICT(files, file_create, RAWMAP_RULES_FILE_CREATE, const char *pathname, unsigned permissions,
                        rawmap_create_how how)
RAWMAP_I_DEFINE_VERDICT(files, file_close, RAWMAP_RULES_FILE_CLOSE, int file)

RAWMAP_I_INLINE rawmap_file rawmap_i_no_file(rawmap_status status)
{
    rawmap_file file;
    file.status = status;
    file.fd = -1;
    return file;
}

/* A descriptor that the kernel gave. */
RAWMAP_I_INLINE rawmap_file rawmap_i_opened(rawmap_word result)
{
    rawmap_file file;
    file.status = RAWMAP_OK;
    file.fd = RAWMAP_I_CAST(int, result);
    return file;
}

RAWMAP_I_INLINE rawmap_word rawmap_i_openat(const char *pathname, unsigned flags, unsigned permissions)
{
    return RAWMAP_I_CALL4(RAWMAP_NR_openat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(pathname)),
                          RAWMAP_I_WORD(flags | RAWMAP_LINUX_O_LARGEFILE), RAWMAP_I_WORD(permissions));
}

RAWMAP_API(files) rawmap_status rawmap_check_file_open(const char *pathname, rawmap_open_how how)
{
    return RAWMAP_I_CHECKED(file_open, pathname, how);
}

RAWMAP_API(files) rawmap_file rawmap_file_open(const char *pathname, rawmap_open_how how)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_FILE_OPEN))
        return rawmap_i_no_file(rawmap_i_failure(RAWMAP_I_REFUSED(file_open, pathname, how)));
    result = rawmap_i_openat(pathname, how.bits, 0);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_file(RAWMAP_I_NAME_ERROR(RAWMAP_RULES_FILE_OPEN, file_open, result, pathname, how));
    return rawmap_i_opened(result);
}

RAWMAP_API(files)
rawmap_status rawmap_check_file_create(const char *pathname, unsigned permissions, rawmap_create_how how)
{
    return RAWMAP_I_CHECKED(file_create, pathname, permissions, how);
}

RAWMAP_API(files) rawmap_file rawmap_file_create(const char *pathname, unsigned permissions, rawmap_create_how how)
{
    rawmap_word result;
    if (RAWMAP_I_REFUSED_BEFORE(RAWMAP_GROUPS_FILE_CREATE))
        return rawmap_i_no_file(rawmap_i_failure(RAWMAP_I_REFUSED(file_create, pathname, permissions, how)));
    result = rawmap_i_openat(pathname, how.bits | RAWMAP_LINUX_O_CREAT, permissions);
    if (rawmap_i_is_error(result))
        return rawmap_i_no_file(
            RAWMAP_I_NAME_ERROR(RAWMAP_RULES_FILE_CREATE, file_create, result, pathname, permissions, how));
    return rawmap_i_opened(result);
}

RAWMAP_API(files) rawmap_status rawmap_check_file_close(int file)
{
    return RAWMAP_I_CHECKED(file_close, file);
}

RAWMAP_API(files) rawmap_status rawmap_file_close(int file)
{
    const rawmap_word result = RAWMAP_I_CALL1(RAWMAP_NR_close, RAWMAP_I_WORD(file));
    return RAWMAP_I_ZERO_OR_ERROR(RAWMAP_RULES_FILE_CLOSE, file_close, result, file);
}

#endif

RAWMAP_I_END

#endif
