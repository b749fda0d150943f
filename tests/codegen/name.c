/* SPDX-License-Identifier: MIT */
/* How often a name that Linux refused is looked at, before the cause is named: two rows of its list ask what is wrong with
   it, and the compiler joins them. On a kernel of its own, which has no names, and is asked once for each look whether the
   name can be read. Prints "CAUSE looks", a line for each; ends with 1 after a wrong one. */
#include <stdint.h>

typedef intptr_t word;
static word kernel(word number, word a, word b, word c, word d, word e, word f);
#define RAWMAP_SYSCALL kernel
#include "rawmap/core/text.h"
#include "rawmap/map/name.h"

#include <stdio.h>

static volatile unsigned looks;

static word kernel(word number, word a, word b, word c, word d, word e, word f)
{
    (void)b, (void)c, (void)e, (void)f;
    if (number == RAWMAP_NR_rt_sigprocmask && d == 8)
        looks++;
    return number == RAWMAP_NR_prctl && a == 3 ? 1 : -RAWMAP_LINUX_EINVAL;
}

static int wrong(const char *name, rawmap_status expected)
{
    static char page[2 * RAWMAP_PAGE_SIZE_MAX] __attribute__((aligned(RAWMAP_PAGE_SIZE_MAX)));
    const rawmap_span span = {page, sizeof page};
    rawmap_status status;
    looks = 0;
    status = rawmap_name(span, name);
    printf("%s %u\n", rawmap_status_name(status), looks);
    return status != expected || looks != 1;
}

int main(int count, char **arguments)
{
    static char name[128] __attribute__((aligned(128))); /* within one page */
    int i, bad;
    (void)arguments;
    for (i = 0; i < 80; i++)
        name[i] = (char)('a' + count);
    bad = wrong(name, RAWMAP_NAME_TOO_LONG);
    name[40] = 0;
    bad |= wrong(name, RAWMAP_NAME_UNSUPPORTED);
    name[20] = '$';
    bad |= wrong(name, RAWMAP_NAME_UNPRINTABLE);
    return bad;
}
