/* SPDX-License-Identifier: MIT */
/* The examples end at the first failure, with the sentence that says why. */
#ifndef MUST_H
#define MUST_H

#include <rawmap.h>

#include <stdio.h>
#include <stdlib.h>

static inline void must_be(bool so, const char *what, const char *why)
{
    if (so)
        return;
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static inline void must(rawmap_status status, const char *what)
{
    if (status != RAWMAP_OK)
        must_be(false, what, rawmap_status_text(status));
}

static inline void must_libc(bool done, const char *what)
{
    if (!done) {
        perror(what);
        exit(1);
    }
}

#endif
