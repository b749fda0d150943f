/* SPDX-License-Identifier: MIT */
/* rawmap/files/open_from_linux.h: the flags of open and openat, taken apart into how rawmap_file_open or rawmap_file_create
   opens; and back.

       rawmap_open_arguments a;
       rawmap_file f;
       f.fd = -1;
       f.status = rawmap_open_from_linux(flags, &a);
       if (f.status == RAWMAP_OK)
           f = a.creates ? rawmap_file_create(pathname, mode & 07777, a.create_how)
                         : rawmap_file_open(pathname, a.open_how); */
#ifndef RAWMAP_FILES_OPEN_FROM_LINUX_H
#define RAWMAP_FILES_OPEN_FROM_LINUX_H

#ifndef RAWMAP_FILES_H
#include "../core/base.h"
#include "../core/rules.h"
#include "../core/status.h"
#include "open_how.h"
#include "rules.h"
#endif

RAWMAP_I_BEGIN

/* What open was asked for: rawmap_file_create, or rawmap_file_open. Of the two the other one is read_only. */
typedef struct rawmap_open_arguments {
    bool creates;
    rawmap_open_how open_how;
    rawmap_create_how create_how;
} rawmap_open_arguments;

/* rawmap_open_from_linux: what open would be asked for with these flags. The path and the mode are judged by the call.

   Result:   the arguments; those of a failure have accesses that contradict each other, which both calls refuse.
             O_LARGEFILE is always given, asked or not.
   Status:   RAWMAP_OPEN_UNKNOWN_BITS: Linux would ignore it, or rawmap has no name for it: O_NOCTTY, O_ASYNC; with O_CREAT
             O_DIRECTORY and O_NONBLOCK. RAWMAP_OPEN_CREATES: O_EXCL without O_CREAT, and O_TMPFILE.
             RAWMAP_OPEN_ACCESS_CONTRADICTION: the number 3, which opens a device for neither.
             RAWMAP_OPEN_PATH_AND_MORE, RAWMAP_OPEN_APPEND_READ_ONLY: Linux would ignore part of it.
             RAWMAP_OPEN_TRUNCATE_READ_ONLY: Linux would do it.
   Since:    1.0; path 2.6.39
   ABIs:     all
   Manual:   open(2) */
RAWMAP_API_OUTLINE(files)
rawmap_status rawmap_open_from_linux(int flags, rawmap_open_arguments *asked)
    RAWMAP_I_ONCE(rawmap_open_from_linux) RAWMAP_MUST_USE;

/* rawmap_open_to_linux, rawmap_create_to_linux: the flags that open takes, with O_LARGEFILE and O_CREAT, as the calls give
   them.

   Result:   the kernel's number on this architecture.
   ABIs:     all */
RAWMAP_API(files) int rawmap_open_to_linux(rawmap_open_how how) RAWMAP_MUST_USE;
RAWMAP_API(files) int rawmap_create_to_linux(rawmap_create_how how) RAWMAP_MUST_USE;

#if RAWMAP_I_BODIES

#if RAWMAP_I_DEFINES(files)
/* By the rows of the calls, with a path that they say nothing about. */
RAWMAP_I_LOCAL rawmap_status rawmap_i_convert_open(rawmap_open_how how)
{
    const char *const pathname = "";
    RAWMAP_RULES_FILE_OPEN(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

RAWMAP_I_LOCAL rawmap_status rawmap_i_convert_create(rawmap_create_how how)
{
    const char *const pathname = "";
    const unsigned permissions = 0;
    RAWMAP_RULES_FILE_CREATE(RAWMAP_I_ROW_CHECKED)
    return RAWMAP_OK;
}

/* With O_PATH Linux ignores O_CREAT as well: nothing is created. */
RAWMAP_API_OUTLINE(files)
rawmap_status rawmap_open_from_linux(int flags, rawmap_open_arguments *asked)
{
    const unsigned all = RAWMAP_I_CAST(unsigned, flags) & ~(0u | RAWMAP_LINUX_O_LARGEFILE);
    rawmap_status status;
    asked->creates = (all & RAWMAP_LINUX_O_CREAT) != 0 && (all & RAWMAP_LINUX_O_PATH) == 0;
    asked->open_how.bits = RAWMAP_LINUX_O_RDONLY;
    asked->create_how.bits = RAWMAP_LINUX_O_RDONLY;
    if ((all & RAWMAP_LINUX_O_CREAT) != 0 && !asked->creates)
        status = RAWMAP_OPEN_PATH_AND_MORE;
    else if (asked->creates) {
        asked->create_how.bits = all & ~(0u | RAWMAP_LINUX_O_CREAT);
        status = rawmap_i_convert_create(asked->create_how);
    } else {
        asked->open_how.bits = all;
        status = rawmap_i_convert_open(asked->open_how);
    }
    if (status != RAWMAP_OK) {
        asked->open_how.bits = RAWMAP_LINUX_O_ACCMODE;
        asked->create_how.bits = RAWMAP_LINUX_O_ACCMODE;
    }
    return status;
}
#endif

RAWMAP_API(files) int rawmap_open_to_linux(rawmap_open_how how)
{
    return RAWMAP_I_CAST(int, how.bits | RAWMAP_LINUX_O_LARGEFILE);
}

RAWMAP_API(files) int rawmap_create_to_linux(rawmap_create_how how)
{
    return RAWMAP_I_CAST(int, how.bits | RAWMAP_LINUX_O_CREAT | RAWMAP_LINUX_O_LARGEFILE);
}

#endif

RAWMAP_I_END

#endif
