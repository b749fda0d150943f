/* SPDX-License-Identifier: MIT */
/* rawmap/explain/inner_proc.h: what /proc says of the process whose call is explained. Inside the library. */
#ifndef RAWMAP_EXPLAIN_INNER_PROC_H
#define RAWMAP_EXPLAIN_INNER_PROC_H

#ifndef RAWMAP_EXPLAIN_H
#include "../core/base.h"
#include "../core/proc_text.h"
#include "../map/page_size.h"
#endif
#if RAWMAP_I_DEFINES(explain)
#include "inner_case.h"
#endif

#if RAWMAP_I_BODIES

RAWMAP_I_BEGIN

#if RAWMAP_I_DEFINES(explain)

/* Room for every path that is read. */
#define RAWMAP_I_PLACE_ROOM 128

RAWMAP_I_LOCAL size_t rawmap_i_append(char *to, size_t at, const char *words)
{
    for (; *words != '\0' && at < RAWMAP_I_PLACE_ROOM - 1; words++)
        to[at++] = *words;
    to[at] = '\0';
    return at;
}

RAWMAP_I_LOCAL size_t rawmap_i_append_number(char *to, size_t at, unsigned number)
{
    char digits[12];
    digits[rawmap_i_decimal(digits, number)] = '\0';
    return rawmap_i_append(to, at, digits);
}

/* "/proc/self/limits", "/proc/17/limits"; its length. */
RAWMAP_I_LOCAL size_t rawmap_i_place(const rawmap_i_case *one, const char *name, char *place)
{
    size_t at = rawmap_i_append(place, 0, "/proc/");
    if (one->call->process == 0)
        at = rawmap_i_append(place, at, "self");
    else
        at = rawmap_i_append_number(place, at, RAWMAP_I_CAST(unsigned, one->call->process));
    at = rawmap_i_append(place, at, "/");
    return rawmap_i_append(place, at, name);
}

/* The number on a line of the process's file. */
RAWMAP_I_LOCAL bool rawmap_i_its_number(const rawmap_i_case *one, const char *name, const char *label, uint64_t *number)
{
    char place[RAWMAP_I_PLACE_ROOM];
    (void)rawmap_i_place(one, name, place);
    return rawmap_i_proc_number(place, label, number);
}

/* The same, of a line in kB: in bytes. */
RAWMAP_I_LOCAL bool rawmap_i_its_bytes(const rawmap_i_case *one, const char *label, uint64_t *bytes)
{
    if (!rawmap_i_its_number(one, "status", label, bytes))
        return false;
    *bytes <<= 10;
    return true;
}

RAWMAP_I_LOCAL bool rawmap_i_meminfo_bytes(const char *label, uint64_t *bytes)
{
    if (!rawmap_i_proc_number("/proc/meminfo", label, bytes))
        return false;
    *bytes <<= 10;
    return true;
}

/* A limit of the process, as /proc/PID/limits names it: RAWMAP_I_UNLIMITED where there is none. */
RAWMAP_I_LOCAL bool rawmap_i_its_limit(const rawmap_i_case *one, const char *name, uint64_t *limit)
{
    return rawmap_i_its_number(one, "limits", name, limit);
}

/* The words behind the line that begins with label, in text, which the file fills: 0 where it has none. */
RAWMAP_I_LOCAL const char *rawmap_i_behind(const char *text, const char *label)
{
    while (*text != '\0') {
        const char *at = text;
        const char *want = label;
        for (; *want != '\0' && *at == *want; want++)
            at++;
        if (*want == '\0') {
            while (*at == ' ' || *at == '\t')
                at++;
            return at;
        }
        while (*text != '\0' && *text++ != '\n')
            ;
    }
    return RAWMAP_I_NULL;
}

/* What an answer may be that somebody else's may not tell. */
typedef int rawmap_i_answer_word;
#define RAWMAP_I_NO 0
#define RAWMAP_I_YES 1
#define RAWMAP_I_UNKNOWN 2

/* Whether it is in the user namespace that the kernel started with: a capability in another does not count there. */
RAWMAP_I_LOCAL bool rawmap_i_in_first_namespace(const rawmap_i_case *one)
{
    static const char first[] = "user:[4026531837]";
    char place[RAWMAP_I_PLACE_ROOM];
    char link[sizeof first];
    rawmap_word got;
    size_t i;
    (void)rawmap_i_place(one, "ns/user", place);
    got = RAWMAP_I_CALL4(RAWMAP_NR_readlinkat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                         RAWMAP_I_WORD(RAWMAP_I_ADDRESS(link)), RAWMAP_I_WORD(sizeof link));
    if (got != RAWMAP_I_CAST(rawmap_word, sizeof first - 1))
        return false;
    for (i = 0; i < sizeof first - 1; i++)
        if (link[i] != first[i])
            return false;
    return true;
}

/* Whether it has a capability that is asked of the whole machine. */
RAWMAP_I_LOCAL rawmap_i_answer_word rawmap_i_its_capability(const rawmap_i_case *one, unsigned capability)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char text[4096];
    const char *at;
    uint64_t bits;
    (void)rawmap_i_place(one, "status", place);
    if (rawmap_i_read_text(place, text, sizeof text) == 0)
        return RAWMAP_I_UNKNOWN;
    at = rawmap_i_behind(text, "CapEff:");
    if (at == RAWMAP_I_NULL)
        return RAWMAP_I_UNKNOWN;
    bits = rawmap_i_number(&at, 16);
    if (((RAWMAP_I_CAST(uint32_t, bits) >> capability) & 1u) == 0)
        return RAWMAP_I_NO;
    return rawmap_i_in_first_namespace(one) ? RAWMAP_I_YES : RAWMAP_I_NO;
}
#define RAWMAP_I_CAP_IPC_LOCK 14u
#define RAWMAP_I_CAP_IPC_OWNER 15u
#define RAWMAP_I_CAP_SYS_RAWIO 17u
#define RAWMAP_I_CAP_SYS_PTRACE 19u
#define RAWMAP_I_CAP_SYS_ADMIN 21u
#define RAWMAP_I_CAP_SYS_NICE 23u

/* Whether the process shares a namespace with this one, so that what is told here is true there. */
RAWMAP_I_LOCAL bool rawmap_i_shares_namespace(const rawmap_i_case *one, const char *name)
{
    char place[RAWMAP_I_PLACE_ROOM];
    char own[40], its[40];
    rawmap_word got, length;
    rawmap_word i;
    if (one->call->process == 0)
        return true;
    (void)rawmap_i_place(one, name, place);
    length = RAWMAP_I_CALL4(RAWMAP_NR_readlinkat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                            RAWMAP_I_WORD(RAWMAP_I_ADDRESS(its)), RAWMAP_I_WORD(sizeof its));
    (void)rawmap_i_append(place, rawmap_i_append(place, 0, "/proc/self/"), name);
    got = RAWMAP_I_CALL4(RAWMAP_NR_readlinkat, RAWMAP_LINUX_AT_FDCWD, RAWMAP_I_WORD(RAWMAP_I_ADDRESS(place)),
                         RAWMAP_I_WORD(RAWMAP_I_ADDRESS(own)), RAWMAP_I_WORD(sizeof own));
    if (got <= 0 || got != length)
        return false;
    for (i = 0; i < got; i++)
        if (own[i] != its[i])
            return false;
    return true;
}

/* This kernel's page; the smallest of the architecture where it is hidden. */
RAWMAP_I_LOCAL uint64_t rawmap_i_page_here(void)
{
    const size_t page = rawmap_page_size();
    return page != 0 ? page : RAWMAP_PAGE_SIZE_MIN;
}

RAWMAP_I_LOCAL uint64_t rawmap_i_in_pages(uint64_t length)
{
    const uint64_t mask = rawmap_i_page_here() - 1;
    return (length + mask) & ~mask;
}

RAWMAP_I_LOCAL uint64_t rawmap_i_pages_in(uint64_t length)
{
    uint64_t page = rawmap_i_page_here();
    for (; page > 1; page >>= 1)
        length >>= 1;
    return length;
}

/* Whether this kernel is older than a version; not where its number is hidden. */
RAWMAP_I_LOCAL bool rawmap_i_kernel_is_before(unsigned version, unsigned patchlevel)
{
    char text[80];
    const char *at = text;
    uint64_t first;
    if (rawmap_i_read_text("/proc/sys/kernel/osrelease", text, sizeof text) == 0)
        return false;
    first = rawmap_i_number(&at, 10);
    if (*at != '.')
        return false;
    at++;
    return first < version || (first == version && rawmap_i_number(&at, 10) < patchlevel);
}

/* What a look found, or did not. */
RAWMAP_I_LOCAL bool rawmap_i_unseen(const rawmap_i_case *one, uint64_t looked)
{
    one->told->not_seen |= looked;
    return false;
}

RAWMAP_I_LOCAL bool rawmap_i_ruled_out(const rawmap_i_case *one, uint64_t looked)
{
    one->told->ruled_out |= looked;
    return false;
}

RAWMAP_I_LOCAL bool rawmap_i_found(const rawmap_i_case *one, rawmap_status cause)
{
    one->told->cause = cause;
    return true;
}

RAWMAP_I_LOCAL bool rawmap_i_found_figures(const rawmap_i_case *one, rawmap_status cause, uint64_t wanted,
                                           uint64_t in_use, uint64_t allowed)
{
    one->told->wanted = wanted;
    one->told->used = in_use;
    one->told->allowed = allowed;
    return rawmap_i_found(one, cause);
}

/* More than there is room for: none of the sums may wrap. */
RAWMAP_I_LOCAL bool rawmap_i_exceeds(uint64_t in_use, uint64_t wanted, uint64_t allowed)
{
    return in_use > allowed || wanted > allowed - in_use;
}

#endif

RAWMAP_I_END

#endif

#endif
