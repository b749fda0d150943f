/* SPDX-License-Identifier: MIT */
/* What the functions of jemalloc that call the operating system (its internal/pages.h) cost, with whichever pages.c is
   linked: lines of a name and its instructions, by single-stepping; with an argument so many rounds of all, and the
   nanoseconds of processor time of one. */
#define _GNU_SOURCE
#include "../../codegen/stepper.h"

#include "jemalloc/internal/jemalloc_preamble.h"

#include "jemalloc/internal/jemalloc_internal_includes.h"
#include "jemalloc/internal/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SIZE ((size_t)2 << 20)

static char *range;

static bool call_map(void)
{
    bool commit = true;
    range = (char *)pages_map(NULL, SIZE, SIZE, &commit);
    return range != NULL;
}
static bool call_dontdump(void)
{
    return !pages_dontdump(range, SIZE);
}
static bool call_dodump(void)
{
    return !pages_dodump(range, SIZE);
}
static bool call_purge_lazy(void)
{
    return !pages_purge_lazy(range, SIZE);
}
static bool call_purge_forced(void)
{
    return !pages_purge_forced(range, SIZE);
}
static bool call_mark_guards(void)
{
    return pages_mark_guards(range, range + SIZE - PAGE), true;
}
static bool call_unmark_guards(void)
{
    return pages_unmark_guards(range, range + SIZE - PAGE), true;
}
static bool call_unmap(void)
{
    return pages_unmap(range, SIZE), true;
}

static const struct {
    const char *name;
    bool (*run)(void);
} calls[] = {{"map", call_map},
             {"dontdump", call_dontdump},
             {"dodump", call_dodump},
             {"purge_lazy", call_purge_lazy},
             {"purge_forced", call_purge_forced},
             {"mark_guards", call_mark_guards},
             {"unmark_guards", call_unmark_guards},
             {"unmap", call_unmap}};
static bool layer_begins(void)
{
    return !pages_boot();
}

#include "../costs.h"
