/* SPDX-License-Identifier: MIT */
/* Writes to so much memory of its own, and says how far it came: what logstore does not do.

       hoard private|shared MIB      anonymous memory
       hoard copy MIB FILE           a private mapping of the file, which is a copy as soon as it is written */
#include "must.h"

#include <string.h>

int main(int argc, char **argv)
{
    const size_t mib = argc > 2 ? strtoul(argv[2], NULL, 10) : 0, page = rawmap_page_size();
    const bool shared = mib && strcmp(argv[1], "shared") == 0;
    rawmap_mapping m;
    rawmap_file file;
    if (mib && argc == 4) {
        file = rawmap_file_open(argv[3], RAWMAP_OPEN(read_only, cloexec));
        must(file.status, argv[3]);
        m = rawmap_map_file(file.fd, 0, mib << 20, RAWMAP_PROT(read, write), RAWMAP_FILE_PRIVATE(noreserve),
                            RAWMAP_ANYWHERE);
    } else {
        m = rawmap_map(mib << 20, RAWMAP_PROT(read, write),
                       shared ? RAWMAP_SHARED(noreserve) : RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    }
    must(m.status, "map");
    for (size_t at = 0; at < m.span.length; at += page) {
        ((volatile char *)m.span.base)[at] = 1;
        if (at % (1 << 20) == 0) {
            printf("hoard: %zu of %zu MiB\n", at >> 20, mib);
            fflush(stdout);
        }
    }
    printf("hoard: all %zu MiB\n", mib);
    return 0;
}
