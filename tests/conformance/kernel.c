/* SPDX-License-Identifier: MIT */
#include "kernel.h"

/* Found by asking, as the library does: only whole pages can be protected. */
uint64_t k_page_size(void)
{
    uint64_t size;
    for (size = RAWMAP_PAGE_SIZE_MIN; size < RAWMAP_PAGE_SIZE_MAX; size += size)
        if (rawmap_syscall3(RAWMAP_NR_madvise, WORD(size), 0, RAWMAP_LINUX_MADV_NORMAL) == 0)
            break;
    return size;
}

rawmap_word k_mmap(void *address, size_t length, int protection, unsigned flags, int file, uint64_t offset)
{
#if defined RAWMAP_MMAP_BLOCK
    volatile rawmap_word block[6];
    block[0] = ADDRESS(address);
    block[1] = WORD(length);
    block[2] = WORD(protection);
    block[3] = WORD(flags);
    block[4] = WORD(file);
    block[5] = WORD(offset);
    return rawmap_syscall1(RAWMAP_NR_mmap, ADDRESS(block));
#elif defined RAWMAP_MMAP2_SHIFT
    return rawmap_syscall6(RAWMAP_NR_mmap2, ADDRESS(address), WORD(length), WORD(protection), WORD(flags), WORD(file),
                           WORD((uint32_t)(offset >> RAWMAP_MMAP2_SHIFT)));
#elif defined RAWMAP_MMAP2_PAGES
    uint64_t size = k_page_size();
    for (; size > 1; size >>= 1)
        offset >>= 1;
    return rawmap_syscall6(RAWMAP_NR_mmap2, ADDRESS(address), WORD(length), WORD(protection), WORD(flags), WORD(file),
                           WORD((uint32_t)offset));
#else
    return rawmap_syscall6(RAWMAP_NR_mmap, ADDRESS(address), WORD(length), WORD(protection), WORD(flags), WORD(file),
                           WORD(offset));
#endif
}

rawmap_word k_munmap(void *address, size_t length)
{
    return rawmap_syscall2(RAWMAP_NR_munmap, ADDRESS(address), WORD(length));
}

rawmap_word k_memfd(void)
{
    static const char name[] = "conformance";
    return rawmap_syscall2(RAWMAP_NR_memfd_create, ADDRESS(name), RAWMAP_LINUX_MFD_CLOEXEC);
}

rawmap_word k_close(int file)
{
    return rawmap_syscall1(RAWMAP_NR_close, WORD(file));
}

rawmap_word k_seek(int file, uint32_t offset)
{
#ifdef RAWMAP_NR_lseek
    return rawmap_syscall3(RAWMAP_NR_lseek, WORD(file), WORD(offset), 0);
#else
    static uint64_t place;
    return rawmap_syscall5(RAWMAP_NR_llseek, WORD(file), 0, WORD(offset), ADDRESS(&place), 0);
#endif
}

rawmap_word k_ftruncate(int file, uint64_t length)
{
#if KERNEL_64
    return rawmap_syscall2(RAWMAP_NR_ftruncate, WORD(file), WORD(length));
#elif defined RAWMAP_PAIR_ALIGNED
    return rawmap_syscall4(RAWMAP_NR_ftruncate64, WORD(file), 0, HALF_1(length), HALF_2(length));
#else
    return rawmap_syscall3(RAWMAP_NR_ftruncate64, WORD(file), HALF_1(length), HALF_2(length));
#endif
}

static rawmap_word at_offset(rawmap_word number, int file, const void *data, size_t count, uint64_t offset)
{
#if KERNEL_64
    return rawmap_syscall4(number, WORD(file), ADDRESS(data), WORD(count), WORD(offset));
#elif defined RAWMAP_PAIR_ALIGNED || defined RAWMAP_PREAD_PADDED
    return rawmap_syscall6(number, WORD(file), ADDRESS(data), WORD(count), 0, HALF_1(offset), HALF_2(offset));
#else
    return rawmap_syscall5(number, WORD(file), ADDRESS(data), WORD(count), HALF_1(offset), HALF_2(offset));
#endif
}

rawmap_word k_pwrite(int file, const void *data, size_t count, uint64_t offset)
{
    return at_offset(RAWMAP_NR_pwrite64, file, data, count, offset);
}

rawmap_word k_pread(int file, void *data, size_t count, uint64_t offset)
{
    return at_offset(RAWMAP_NR_pread64, file, data, count, offset);
}

rawmap_word k_fallocate(int file, int mode, uint64_t offset, uint64_t length)
{
#if KERNEL_64
    return rawmap_syscall4(RAWMAP_NR_fallocate, WORD(file), WORD(mode), WORD(offset), WORD(length));
#else
    return rawmap_syscall6(RAWMAP_NR_fallocate, WORD(file), WORD(mode), HALF_1(offset), HALF_2(offset), HALF_1(length),
                           HALF_2(length));
#endif
}

uint64_t k_size(int file)
{
    /* struct statx is the same on every ABI: 256 bytes, the size at 40. */
    static uint64_t buffer[32];
    static const char nothing[] = "";
    buffer[5] = 0;
    if (rawmap_syscall5(RAWMAP_NR_statx, WORD(file), ADDRESS(nothing), RAWMAP_LINUX_AT_EMPTY_PATH,
                        RAWMAP_LINUX_STATX_SIZE, ADDRESS(buffer)) != 0)
        return UINT64_MAX;
    return *(volatile uint64_t *)&buffer[5];
}
