/* SPDX-License-Identifier: MIT */
/* Huge pages that mimalloc reserves on a node beforehand: whether it had them, and whether what it then gives out is in
   them. Prints the same with any layer. */
#include <mimalloc.h>
#include <stdio.h>
#include <string.h>

/* The kilobytes of memory that are in pages of the pool. */
static long in_pool(void)
{
    FILE *const file = fopen("/proc/self/smaps", "r");
    long all = 0, some;
    char line[512];
    if (file == NULL)
        return -1;
    while (fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "Private_Hugetlb: %ld", &some) == 1)
            all += some;
    fclose(file);
    return all;
}

int main(void)
{
    const int answer = mi_reserve_huge_os_pages_at(1, 0, 20000);
    const size_t size = (size_t)256 << 20;
    unsigned char *const block = (unsigned char *)mi_malloc(size);
    size_t i;
    if (block == NULL)
        return 1;
    memset(block, 7, size);
    for (i = 0; i < size; i += 4096)
        if (block[i] != 7)
            return 1;
    printf("reserved: %s, used: %s\n", answer == 0 ? "yes" : "no", in_pool() >= 128 << 10 ? "yes" : "no");
    mi_free(block);
    return 0;
}
