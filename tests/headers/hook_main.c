/* SPDX-License-Identifier: MIT */
/* Calls the three units that hook_unit.c makes. The page is real, so only the unit without a hook may unmap it. */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>

#ifdef __cplusplus
extern "C" {
#endif
int through_one(void *base, size_t length);
int through_two(void *base, size_t length);
int through_kernel(void *base, size_t length);
#ifdef __cplusplus
}
#endif

static int expect(const char *what, int expected, int actual)
{
    if (expected != actual)
        printf("%s: %d, expected %d\n", what, actual, expected);
    return expected != actual;
}

int main(void)
{
    const size_t length = 65536;
    void *page = mmap(NULL, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int bad = 0;
    bad += expect("the unit that answers ENOMEM", ENOMEM, through_one(page, length));
    bad += expect("the unit that answers EPERM", EPERM, through_two(page, length));
    bad += expect("the page before", 0, msync(page, length, MS_ASYNC));
    bad += expect("the unit without a hook", 0, through_kernel(page, length));
    bad += expect("the page after", -1, msync(page, length, MS_ASYNC));
    return bad;
}
