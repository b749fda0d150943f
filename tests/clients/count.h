/* SPDX-License-Identifier: MIT */
/* rawmap, and with -DCLIENT_COUNTED its calls counted: CLIENT_REFUSED(status) counts a status that is a cause, and answers
   it. At the end the process adds lines to the file that CLIENT_COUNTS names: calls, refusals; and `call KIND N` for each
   kind of call that steps.c has. */
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

#define CLIENT_KINDS(KIND) KIND(mmap) KIND(munmap) KIND(mremap) KIND(mprotect) KIND(madvise) KIND(msync)
enum client_kind {
#define CLIENT_KIND(name) CLIENT_##name,
    CLIENT_KINDS(CLIENT_KIND)
#undef CLIENT_KIND
        CLIENT_mmap_file,
    CLIENT_OTHER
};
static const char *const client_names[] = {
#define CLIENT_KIND(name) #name,
    CLIENT_KINDS(CLIENT_KIND)
#undef CLIENT_KIND
        "mmap_file"};
static long client_kinds[CLIENT_OTHER + 1];

static enum client_kind client_kind_of(rawmap_word number, rawmap_word flags)
{
    enum client_kind kind = CLIENT_OTHER;
#define CLIENT_KIND(name)                                                                                              \
    if (number == RAWMAP_NR_##name)                                                                                    \
        kind = CLIENT_##name;
    CLIENT_KINDS(CLIENT_KIND)
#undef CLIENT_KIND
    return kind == CLIENT_mmap && (flags & RAWMAP_LINUX_MAP_ANONYMOUS) == 0 ? CLIENT_mmap_file : kind;
}

static rawmap_word client_door(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                               rawmap_word e, rawmap_word f)
{
    __atomic_fetch_add(&client_calls, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&client_kinds[client_kind_of(number, d)], 1, __ATOMIC_RELAXED);
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
    char lines[512];
    int length = snprintf(lines, sizeof lines, "%ld %ld\n", client_calls, client_refusals), kind;
    const int file = path == NULL ? -1 : open(path, O_WRONLY | O_APPEND | O_CREAT, 0666);
    for (kind = 0; kind < CLIENT_OTHER; kind++)
        if (client_kinds[kind] != 0)
            length += snprintf(lines + length, sizeof lines - (size_t)length, "call %s %ld\n", client_names[kind],
                               client_kinds[kind]);
    if (file >= 0) {
        if (write(file, lines, (size_t)length) != length)
            abort();
        close(file);
    }
}
#define CLIENT_REFUSED(status) client_refused(status)
#else
#define CLIENT_REFUSED(status) (status)
#endif

#endif
