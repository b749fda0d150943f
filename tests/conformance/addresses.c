/* SPDX-License-Identifier: MIT */
/* Addresses in the upper half: negative numbers as a result, and no errors. */
#include "kernel.h"

/* Where a 32-bit ABI has its last pages differs: the highest that the kernel gives is taken. */
static void *high(size_t size)
{
    uint64_t place;
    rawmap_word result;
    for (place = 0xfff00000u; place >= 0x80000000u; place -= 0x00700000u) {
        result =
            k_mmap(POINTER((uintptr_t)place), size, 3, K_PRIVATE | K_ANON | RAWMAP_LINUX_MAP_FIXED_NOREPLACE, -1, 0);
        if ((uintptr_t)POINTER(result) == (uintptr_t)place)
            return POINTER(result);
        if (!(result < 0 && result >= -4095))
            (void)k_munmap(POINTER(result), size);
    }
    return NULL;
}

static void test_addresses(void)
{
    const size_t size = (size_t)k_page_size() * 2;
    char *at = (char *)high(size);
    rawmap_word result;
    if (at == NULL) {
        absent("address: above 2 GiB (no such addresses here)");
        return;
    }
    check_true("address: above 2 GiB", (uintptr_t)at >= 0x80000000u);
    *(volatile char *)at = 'h';
    check_equal("address: mprotect above 2 GiB", 0,
                RESULT(rawmap_syscall3(RAWMAP_NR_mprotect, ADDRESS(at), WORD(size), 1)));
    check_equal("address: madvise above 2 GiB", 0,
                RESULT(rawmap_syscall3(RAWMAP_NR_madvise, ADDRESS(at), WORD(size), RAWMAP_LINUX_MADV_NORMAL)));
    result = rawmap_syscall5(RAWMAP_NR_mremap, ADDRESS(at), WORD(size), WORD(size / 2), 0, 0);
    check_equal("address: mremap answers an address above 2 GiB", (uintptr_t)at, (uintptr_t)POINTER(result));
    check_true("address: contents above 2 GiB", *(volatile char *)at == 'h');
    check_equal("address: munmap above 2 GiB", 0, RESULT(k_munmap(at, size)));
}
