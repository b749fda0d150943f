/* SPDX-License-Identifier: MIT */
/* Correct programs whose constants an optimiser can see: tables of lengths with zeros among them, a WARN_ON that goes
   on, retries, calls on paths that never run. They must compile without a word and run right: 0 is success. */
#include "rawmap.h"

#include <stdio.h>

static int warnings;
#define WARN_ON(condition) ((condition) ? (warnings++, 1) : 0)

static const size_t lengths[] = {4096, 0, 8192, 0, 1, 12288};

/* Unrolled, every second call has a constant length of 0. */
static int table_of_lengths(void)
{
    unsigned i;
    int right = 0;
    for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        const rawmap_mapping m = rawmap_map(lengths[i], RAWMAP_PROT(read, write), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
        if (lengths[i] == 0)
            right += m.status == RAWMAP_LENGTH_ZERO && m.span.base == NULL;
        else
            right += m.status == RAWMAP_OK && rawmap_unmap(m.span) == RAWMAP_OK;
    }
    return right == 6;
}

/* Warned of, then called all the same. */
static int warn_on(size_t length)
{
    rawmap_span span;
    rawmap_mapping m;
    if (WARN_ON(length == 0))
        printf("warned\n");
    m = rawmap_map(length, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (m.status == RAWMAP_OK)
        return rawmap_unmap(m.span) == RAWMAP_OK;
    span = m.span;
    WARN_ON(span.length == 0);
    return rawmap_unmap(span) == RAWMAP_SPAN_EMPTY && rawmap_protect(span, RAWMAP_PROT(read)) == RAWMAP_SPAN_EMPTY &&
           rawmap_advise(span, RAWMAP_ADVICE(cold)) == RAWMAP_SPAN_EMPTY;
}

/* Smaller until it fits; the compiler may see it end at 0. */
static int retry(void)
{
    size_t length = (size_t)1 << (sizeof(size_t) * 8 - 2);
    rawmap_mapping m;
    do {
        m = rawmap_map(length, RAWMAP_PROT(none), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
        length /= 2;
    } while (m.status != RAWMAP_OK && m.status != RAWMAP_LENGTH_ZERO);
    return m.status == RAWMAP_OK && m.span.length == 2 * length && rawmap_unmap(m.span) == RAWMAP_OK;
}

/* Descriptors and huge lengths that only a path not taken has. */
static int not_taken(int have)
{
    int file = -1;
    size_t length = 4096;
    rawmap_mapping m;
    if (have) {
        file = have;
        length = 8192;
    }
    if (file < 0)
        m = rawmap_map(length, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    else
        m = rawmap_map_file(file, length == 4096 ? 1 : 0, length, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE(),
                            RAWMAP_ANYWHERE);
    if (m.status == RAWMAP_OK)
        return rawmap_unmap(m.span) == RAWMAP_OK;
    m = rawmap_map_file(file, length == 4096 ? 1 : 0, length, RAWMAP_PROT(read), RAWMAP_FILE_PRIVATE(),
                        RAWMAP_ANYWHERE);
    return m.status == RAWMAP_EBADF;
}

/* Huge pages whose length does not fit, chosen in a loop. */
static int kinds(void)
{
    const rawmap_kind table[] = {RAWMAP_PRIVATE_INIT(), RAWMAP_PRIVATE_INIT(huge_2mb), RAWMAP_SHARED_INIT(huge_1gb),
                                 RAWMAP_PRIVATE_INIT(populate)};
    unsigned i;
    int right = 0;
    for (i = 0; i < 4; i++) {
        const rawmap_mapping m = rawmap_map(4096, RAWMAP_PROT(none), table[i], RAWMAP_ANYWHERE);
        if (m.status == RAWMAP_OK)
            right += rawmap_unmap(m.span) == RAWMAP_OK;
        else
            right += m.status == (i == 3 ? RAWMAP_POPULATE_NEEDS_ACCESS : RAWMAP_HUGE_LENGTH_UNEVEN);
    }
    return right == 4;
}

int main(void)
{
    if (!table_of_lengths() || !warn_on(4096) || !warn_on(0) || warnings != 2 || !retry() || !not_taken(0) ||
        !not_taken(12345) || !kinds()) {
        printf("wrong: table %d, zero %d, retry %d, not taken %d %d, kinds %d\n", table_of_lengths(), warn_on(0),
               retry(), not_taken(0), not_taken(12345), kinds());
        return 1;
    }
    return 0;
}
