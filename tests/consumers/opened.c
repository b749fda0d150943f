/* SPDX-License-Identifier: MIT */
/* A program that opens the shared library while it runs: opened FILE. Prints nothing and returns 0 where all went well. */
#define RAWMAP_LINK
#include <rawmap.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef rawmap_mapping map_function(size_t, rawmap_prot, rawmap_kind, rawmap_placement);
typedef rawmap_status unmap_function(rawmap_span);

int main(int argc, char **argv)
{
    void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
    void *symbols[2];
    map_function *map;
    unmap_function *unmap;
    rawmap_mapping memory;
    if (library == NULL)
        return puts("it cannot be opened"), 1;
    symbols[0] = dlsym(library, "rawmap_map");
    symbols[1] = dlsym(library, "rawmap_unmap");
    if (symbols[0] == NULL || symbols[1] == NULL)
        return puts("it lacks a function"), 1;
    memcpy(&map, &symbols[0], sizeof map);
    memcpy(&unmap, &symbols[1], sizeof unmap);
    memory = map(1 << 20, RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (memory.status != RAWMAP_OK)
        return puts("map failed"), 1;
    memset(memory.span.base, 0x5a, memory.span.length);
    if (unmap(memory.span) != RAWMAP_OK)
        return puts("unmap failed"), 1;
    return dlclose(library) != 0;
}
