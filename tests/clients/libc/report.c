/* SPDX-License-Identifier: MIT */
/* report.c: what the layer counted, from the file that it was counted in.

       report make FILE     makes it, empty
       report FILE          `calls N`, `refusals N`, `lost N`, `call NAME N`, and 
                            `found SORT CALL STATUS TOLD SAID TIMES WORDS`: the errno that rawmap tells for the status,
                            and what the kernel said, or which of the words it is and what reached the kernel */
#define _GNU_SOURCE
#include "layer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *const names[] = {
#define LAYER_CALL(name, words) #name,
    LAYER_CALLS(LAYER_CALL)
#undef LAYER_CALL
};

static struct layer_counts counts;

int main(int argc, char **argv)
{
    static const char *const sorts[] = {"none", "refused", "errno", "words"};
    uint64_t calls = 0, refusals = 0;
    unsigned one, word;
    FILE *file;
    if (argc == 3 && strcmp(argv[1], "make") == 0) {
        file = fopen(argv[2], "w");
        return file == NULL || fwrite(&counts, sizeof counts, 1, file) != 1 || fchmod(fileno(file), 0666) != 0 ||
               fclose(file) != 0;
    }
    file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (file == NULL || fread(&counts, sizeof counts, 1, file) != 1)
        return 2;
    for (one = 0; one < LAYER_CALL_COUNT; one++) {
        calls += counts.calls[one];
        if (counts.calls[one] != 0)
            printf("call %s %" PRIu64 "\n", names[one], counts.calls[one]);
    }
    for (one = 0; one < LAYER_FOUND_ROOM && counts.found[one].key != 0; one++) {
        const struct layer_found *const f = &counts.found[one];
        const unsigned sort = (unsigned)(f->key >> 56), call = (unsigned)(f->key >> 48) & 0xff;
        const unsigned error = (unsigned)f->key & 0xffff;
        const rawmap_status status = (rawmap_status)(unsigned)(f->key >> 16);
        refusals += sort == LAYER_REFUSED ? f->times : 0;
        printf("found %s %s %s %s", sorts[sort], names[call], rawmap_status_name(status),
               rawmap_status_name((rawmap_status)rawmap_status_errno(status)));
        if (sort == LAYER_WORDS)
            printf(" word-%u", error);
        else
            printf(" %s", rawmap_status_name((rawmap_status)error));
        printf(" %" PRIu64, f->times);
        for (word = 0; word < 6; word++)
            printf(" %#" PRIx64, f->words[word]);
        puts("");
    }
    printf("calls %" PRIu64 "\nrefusals %" PRIu64 "\nlost %" PRIu64 "\n", calls, refusals, counts.lost);
    return 0;
}
