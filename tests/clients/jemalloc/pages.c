/* SPDX-License-Identifier: MIT */
/* What jemalloc wants of an operating system's pages (its internal/pages.h), over rawmap alone; in place of its src/pages.c.
   A bool is true where something failed. */
/* First: jemalloc takes open and read for names of its own macros. */
#include "../count.h"

#include "jemalloc/internal/jemalloc_preamble.h"

#include "jemalloc/internal/jemalloc_internal_includes.h"
#include "jemalloc/internal/pages.h"

const char *thp_mode_names[] = {"default", "always", "never", "not supported"};
thp_mode_t opt_thp = THP_MODE_DEFAULT;
thp_mode_t init_system_thp_mode;

static bool overcommits;
static bool frees_lazily = true;

static bool failed(rawmap_status status)
{
    return CLIENT_REFUSED(status) != RAWMAP_OK;
}

/* Where all may be promised everything is committed from the start. */
void *pages_map(void *addr, size_t size, size_t alignment, bool *commit)
{
    rawmap_mapping m;
    *commit = *commit || overcommits;
    m = rawmap_map(size, *commit ? RAWMAP_PROT(read, write) : RAWMAP_PROT(none),
                   overcommits ? RAWMAP_PRIVATE(noreserve) : RAWMAP_PRIVATE(),
                   addr != NULL ? RAWMAP_EXACTLY(addr) : RAWMAP_ANYWHERE);
    if (failed(m.status))
        return NULL;
    if (((uintptr_t)m.span.base & (alignment - 1)) == 0)
        return m.span.base;
    rawmap_ignore(rawmap_unmap(m.span));
    m = rawmap_region_reserve(size, alignment);
    if (failed(m.status))
        return NULL;
    if (*commit && failed(rawmap_region_commit(m.span))) {
        rawmap_ignore(rawmap_unmap(m.span));
        return NULL;
    }
    return m.span.base;
}

void pages_unmap(void *addr, size_t size)
{
    if (failed(rawmap_unmap(rawmap_span_of(addr, size)))) {
        malloc_write("<jemalloc>: Error in pages_unmap\n");
        if (opt_abort)
            abort();
    }
}

bool pages_commit(void *addr, size_t size)
{
    return overcommits || failed(rawmap_region_commit(rawmap_span_of(addr, size)));
}

bool pages_decommit(void *addr, size_t size)
{
    return overcommits || failed(rawmap_region_decommit(rawmap_span_of(addr, size)));
}

bool pages_purge_lazy(void *addr, size_t size)
{
    return !pages_can_purge_lazy || !frees_lazily || failed(rawmap_region_free_lazily(rawmap_span_of(addr, size)));
}

bool pages_purge_forced(void *addr, size_t size)
{
    return !pages_can_purge_forced || failed(rawmap_region_drop_now(rawmap_span_of(addr, size)));
}

bool pages_huge(void *addr, size_t size)
{
    return failed(rawmap_advise(rawmap_span_of(addr, size), RAWMAP_ADVICE(hugepage)));
}

bool pages_nohuge(void *addr, size_t size)
{
    return failed(rawmap_advise(rawmap_span_of(addr, size), RAWMAP_ADVICE(nohugepage)));
}

bool pages_dontdump(void *addr, size_t size)
{
    return failed(rawmap_advise(rawmap_span_of(addr, size), RAWMAP_ADVICE(dontdump)));
}

bool pages_dodump(void *addr, size_t size)
{
    return failed(rawmap_advise(rawmap_span_of(addr, size), RAWMAP_ADVICE(dodump)));
}

static void protect(void *page, rawmap_prot protection)
{
    if (page != NULL)
        rawmap_ignore(rawmap_protect(rawmap_span_of(page, PAGE), protection));
}

void pages_mark_guards(void *head, void *tail)
{
    protect(head, RAWMAP_PROT(none));
    protect(tail, RAWMAP_PROT(none));
}

void pages_unmark_guards(void *head, void *tail)
{
    protect(head, RAWMAP_PROT(read, write));
    protect(tail, RAWMAP_PROT(read, write));
}

void pages_set_thp_state(void *addr, size_t size)
{
    if (opt_thp == init_system_thp_mode || opt_thp == thp_mode_not_supported)
        return;
    if (opt_thp == thp_mode_always)
        (void)pages_huge(addr, size);
    else if (opt_thp == thp_mode_never)
        (void)pages_nohuge(addr, size);
}

static thp_mode_t thp_state(const rawmap_setting_fact *fact)
{
    if (fact->status != RAWMAP_OK)
        return thp_mode_not_supported;
    return fact->setting == RAWMAP_SETTING_ALWAYS    ? thp_mode_always
           : fact->setting == RAWMAP_SETTING_MADVISE ? thp_mode_default
                                                     : thp_mode_never;
}

bool pages_boot(void)
{
    rawmap_facts facts;
    rawmap_mapping m;
    if (rawmap_page_size() > PAGE) {
        malloc_write("<jemalloc>: Unsupported system page size\n");
        if (opt_abort)
            abort();
        return true;
    }
    rawmap_ignore(rawmap_facts_ask(RAWMAP_FACTS(overcommit_mode, thp_settings), &facts)); /* each has its own status */
    overcommits = facts.overcommit.status == RAWMAP_OK && facts.overcommit.mode != RAWMAP_OVERCOMMIT_NEVER;
    init_system_thp_mode = thp_state(&facts.thp_enabled);
    if (init_system_thp_mode == thp_mode_not_supported)
        opt_thp = thp_mode_not_supported;
    m = rawmap_map(PAGE, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (failed(m.status))
        return true;
    frees_lazily = rawmap_region_free_lazily(m.span) == RAWMAP_OK;
    rawmap_ignore(rawmap_unmap(m.span));
    return false;
}
