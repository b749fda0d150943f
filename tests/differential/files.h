/* SPDX-License-Identifier: MIT */
/* Descriptors of every kind that a mapping can be asked of. */
#ifndef RAWMAP_TESTS_DIFFERENTIAL_FILES_H
#define RAWMAP_TESTS_DIFFERENTIAL_FILES_H

#include "case.h"

enum backing {
    FILE_READ, /* of the file system of /tmp, open for reading */
    FILE_WRITE,
    FILE_READ_WRITE,
    FILE_APPEND,   /* for writing at its end alone, with O_APPEND */
    MEMORY,        /* memfd */
    MEMORY_SEALED, /* against writing */
    MEMORY_FUTURE, /* against future writing */
    HUGE_FILE,     /* memfd of huge pages */
    SECRET_FILE,
    DIRECTORY,
    PIPE,
    PATH,        /* O_PATH */
    ZERO_DEVICE, /* /dev/zero, where there is one */
    CLOSED,
    NEGATIVE,
    MOST_NEGATIVE,
    BACKINGS
};
extern const char *const backing_names[];
extern int backing_fd[BACKINGS];
extern bool backing_there[BACKINGS];

/* Opens them all; once. */
void open_files(void);
bool may_read(enum backing backing);
bool may_write(enum backing backing);

#endif
