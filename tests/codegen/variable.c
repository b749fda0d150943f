/* SPDX-License-Identifier: MIT */
/* The two functions of each call in variable.h. */
#include "bare.h"
#include "variable.h"
#include "variable_files.h"

static inline __attribute__((__always_inline__)) rawmap_status bare_there_and_back(size_t length)
{
    const rawmap_mapping mapping = bare_mapping(bare_mmap(0, length, 3, PRIVATE | ANONYMOUS, -1, 0), length);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    return bare_status(rawmap_syscall2(RAWMAP_NR_munmap, AT(mapping.span)));
}
static inline __attribute__((__always_inline__)) rawmap_status call_there_and_back(size_t length)
{
    const rawmap_mapping mapping = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (mapping.status != RAWMAP_OK)
        return mapping.status;
    return rawmap_unmap(mapping.span);
}

#define CALL(name, result, parameters, bare, call, arguments)                                                          \
    result bare_##name parameters;                                                                                     \
    result bare_##name parameters                                                                                      \
    {                                                                                                                  \
        return bare;                                                                                                   \
    }                                                                                                                  \
    result call_##name parameters;                                                                                     \
    result call_##name parameters                                                                                      \
    {                                                                                                                  \
        return call;                                                                                                   \
    }
CALLS(CALL)
CALLS_ON_FILES(CALL)
