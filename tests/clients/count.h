/* SPDX-License-Identifier: MIT */
/* rawmap, and with -DCLIENT_COUNTED its calls counted: CLIENT_REFUSED(status) counts a status that is a cause, and answers
   it. At the end the process adds a line to the file that CLIENT_COUNTS names: calls, refusals. */
#ifndef COUNT_H
#define COUNT_H

#ifdef CLIENT_COUNTED
#define RAWMAP_SYSCALL client_door
#define RAWMAP_SYSCALL_STATIC
#endif
#include <rawmap.h>

#ifdef CLIENT_COUNTED
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static long client_calls, client_refusals;

static rawmap_word client_door(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                               rawmap_word e, rawmap_word f)
{
    __atomic_fetch_add(&client_calls, 1, __ATOMIC_RELAXED);
    return rawmap_syscall6(number, a, b, c, d, e, f);
}

static rawmap_status client_refused(rawmap_status status)
{
    if (status >= 4096)
        __atomic_fetch_add(&client_refusals, 1, __ATOMIC_RELAXED);
    return status;
}

__attribute__((destructor)) static void client_said(void)
{
    const char *path = getenv("CLIENT_COUNTS");
    char line[64];
    const int length = snprintf(line, sizeof line, "%ld %ld\n", client_calls, client_refusals);
    const int file = path == NULL ? -1 : open(path, O_WRONLY | O_APPEND | O_CREAT, 0666);
    if (file >= 0) {
        if (write(file, line, (size_t)length) != length)
            abort();
        close(file);
    }
}
#define CLIENT_REFUSED(status) client_refused(status)
#else
#define CLIENT_REFUSED(status) (status)
#endif

#endif
