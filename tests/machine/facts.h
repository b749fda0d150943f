/* SPDX-License-Identifier: MIT */
/* What this machine lacks, for test programs with a libc: read from the file that facts.sh wrote (RAWMAP_MACHINE). */
#ifndef MACHINE_FACTS_H
#define MACHINE_FACTS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NULL where the machine has it, or where nobody said anything: a program run by hand tries everything. Else the reason
   for a skip, "lacks FACT: what was seen". */
static inline const char *machine_lacks(const char *fact)
{
    static char reason[512];
    char line[512];
    const size_t length = strlen(fact);
    const char *path = getenv("RAWMAP_MACHINE");
    FILE *file = path != NULL ? fopen(path, "re") : NULL;
    if (file == NULL)
        return NULL;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, fact, length) != 0 || line[length] != '\t')
            continue;
        fclose(file);
        if (strncmp(line + length + 1, "yes\t", 4) == 0)
            return NULL;
        snprintf(reason, sizeof reason, "lacks %.60s: %.400s", fact, line + length + 4);
        return reason;
    }
    fclose(file);
    fprintf(stderr, "%s is no fact of tests/machine/facts.tsv\n", fact);
    abort();
}

#endif
