/* SPDX-License-Identifier: MIT */
/* A small program of a user's, in the common part of C and C++: memory that is mapped, used, protected and given back,
   and a mistake that comes back by its name. Prints nothing and returns 0 where all of it went well. */
#include <rawmap.h>
#include <stdio.h>
#include <string.h>

#if RAWMAP_VERSION_MAJOR * 10000 + RAWMAP_VERSION_MINOR * 100 + RAWMAP_VERSION_PATCH < 100
#error "older than 0.1.0"
#endif
#if defined WANT_LINK && !defined RAWMAP_LINK
#error "linking the library must define RAWMAP_LINK"
#endif
#if defined WANT_INLINE && defined RAWMAP_LINK
#error "the headers alone must not define RAWMAP_LINK"
#endif

static int failed(const char *what, rawmap_status status)
{
    printf("%s: %s: %s\n", what, rawmap_status_name(status), rawmap_status_text(status));
    return 1;
}

int main(void)
{
    volatile size_t none = 0;
    unsigned char last;
    rawmap_status status;
    rawmap_mapping memory = rawmap_map(1 << 20, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    if (memory.status != RAWMAP_OK)
        return failed("map", memory.status);
    memset(memory.span.base, 0x5a, memory.span.length);
    status = rawmap_protect(memory.span, RAWMAP_PROT(read));
    if (status != RAWMAP_OK)
        return failed("protect", status);
    memcpy(&last, rawmap_slice(memory.span, (1 << 20) - 1, 1).base, 1);
    if (last != 0x5a)
        return failed("the last byte", status);
    status = rawmap_unmap(memory.span);
    if (status != RAWMAP_OK)
        return failed("unmap", status);

    memory = rawmap_map(none, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (memory.status != RAWMAP_LENGTH_ZERO || strcmp(rawmap_status_name(memory.status), "LENGTH_ZERO") != 0)
        return failed("an empty mapping", memory.status);
    return 0;
}
