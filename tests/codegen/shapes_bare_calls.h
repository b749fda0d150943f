/* SPDX-License-Identifier: MIT */
/* The calls of shapes_bare.c and nothing besides. */

#define FAILED(answer) __builtin_expect((unsigned long)(answer) > -4096ul, 0)
#define ANON (MAP_PRIVATE | MAP_ANONYMOUS)

HAND long new_pages(void *at, size_t length, int prot, int flags, int fd, uint64_t offset)
{
    return hand_syscall6(SYS_mmap, (long)at, (long)length, prot, flags, fd, (long)offset);
}
HAND int replace(void *base, size_t length, int prot, int flags, int fd, uint64_t offset)
{
    const long at = new_pages(base, length, prot, flags | MAP_FIXED, fd, offset);
    return FAILED(at) ? (int)-at : 0;
}
HAND int gone(void *base, size_t length)
{
    return (int)-hand_syscall2(SYS_munmap, (long)base, (long)length);
}
HAND int protect(void *base, size_t length, int prot)
{
    return (int)-hand_syscall3(SYS_mprotect, (long)base, (long)length, prot);
}
HAND int advise(void *base, size_t length, int advice)
{
    return (int)-hand_syscall3(SYS_madvise, (long)base, (long)length, advice);
}
HAND int lock(void *base, size_t length)
{
    return (int)-hand_syscall2(SYS_mlock, (long)base, (long)length);
}
HAND int unlock(void *base, size_t length)
{
    return (int)-hand_syscall2(SYS_munlock, (long)base, (long)length);
}
HAND int sync_pages(void *base, size_t length, int how)
{
    return (int)-hand_syscall3(SYS_msync, (long)base, (long)length, how);
}
HAND int residency(void *base, size_t length, unsigned char *vector, size_t pages)
{
    (void)pages;
    return (int)-hand_syscall3(SYS_mincore, (long)base, (long)length, (long)vector);
}
HAND long resized(void *base, size_t length, size_t new_length)
{
    return hand_syscall5(SYS_mremap, (long)base, (long)length, (long)new_length, MREMAP_MAYMOVE, 0);
}
HAND long moved(void *base, size_t length, void *over, size_t over_length)
{
    return hand_syscall5(SYS_mremap, (long)base, (long)length, (long)over_length, MREMAP_MAYMOVE | MREMAP_FIXED,
                         (long)over);
}
