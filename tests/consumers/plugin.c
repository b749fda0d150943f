/* SPDX-License-Identifier: MIT */
/* A shared library of a user's, which has the static library inside. */
#include <rawmap.h>

#ifdef __cplusplus
extern "C" {
#endif
rawmap_status plugin(size_t length);

rawmap_status plugin(size_t length)
{
    rawmap_mapping memory = rawmap_map(length, RAWMAP_PROT(read, write), RAWMAP_SHARED(), RAWMAP_ANYWHERE);
    return memory.status != RAWMAP_OK ? memory.status : rawmap_unmap(memory.span);
}
#ifdef __cplusplus
}
#endif
