/* SPDX-License-Identifier: MIT */
/* The calls of shapes_bare.c as somebody writes them who keeps rawmap's promises by hand: what Linux would ignore, or
   refuse after it has unmapped, is tested before the call where it does not stand in the program, and the cause of a
   failure, which is never 0, is found by a function out of the way. */

#define RARE(condition) __builtin_expect(!!(condition), 0)
#define FAILED(answer) RARE((unsigned long)(answer) > -4096ul)
#define ANON (MAP_PRIVATE | MAP_ANONYMOUS)
#define HALF (SIZE_MAX / 2) /* of all that can be addressed */
#define ADDRESS(pointer) ((uintptr_t)(pointer))

/* Of shapes_step.c. */
extern __attribute__((__cold__)) int why_pages(void *, size_t, int prot, int flags, long answer);
extern __attribute__((__cold__)) int why_file(void *, size_t, int prot, int flags, int fd, uint64_t, long answer);
extern __attribute__((__cold__)) int why_span(void *, size_t, int more, long answer);
extern __attribute__((__cold__)) int why_moved(void *, size_t, void *, size_t, long answer);

/* An errno or a cause: what the compiler knows of it. */
HAND int known(int why)
{
    if (why <= 0)
        __builtin_unreachable();
    return why;
}
#define FAILS(why) (-(long)known(why)) /* where an address is answered */

HAND int in_program(int prot, int flags)
{
    return __builtin_constant_p(prot) && __builtin_constant_p(flags);
}

HAND long new_pages(void *at, size_t length, int prot, int flags, int fd, uint64_t offset)
{
    long answer;
    if (!in_program(prot, flags)) {
        if (RARE(prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC)) ||
            RARE(flags & ~(MAP_SHARED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK)))
            return FAILS(why_file(at, length, prot, flags, fd, offset, 0));
    }
    if (!(flags & MAP_FIXED_NOREPLACE) && RARE(ADDRESS(at) & (PAGE - 1)))
        return FAILS(why_file(at, length, prot, flags, fd, offset, 0));
    if (!(flags & MAP_ANONYMOUS) && (RARE(length - 1 > HALF) || RARE(offset & (PAGE - 1))))
        return FAILS(why_file(at, length, prot, flags, fd, offset, 0));
    answer = hand_syscall6(SYS_mmap, (long)at, (long)length, prot, flags, fd, (long)offset);
    if (FAILED(answer))
        return flags & MAP_ANONYMOUS ? FAILS(why_pages(at, length, prot, flags, answer))
                                     : FAILS(why_file(at, length, prot, flags, fd, offset, answer));
    return answer;
}
HAND int replace(void *base, size_t length, int prot, int flags, int fd, uint64_t offset)
{
    long answer;
    if (!in_program(prot, flags) &&
        (RARE(prot & ~(PROT_READ | PROT_WRITE | PROT_EXEC)) ||
         RARE(flags & ~(MAP_SHARED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK)) ||
         RARE(!(flags & (MAP_SHARED | MAP_PRIVATE)))))
        return known(why_file(base, length, prot, flags, fd, offset, 0));
    if (RARE((ADDRESS(base) & (PAGE - 1)) || length - 1 > HALF - PAGE || ADDRESS(base) > HALF - length))
        return known(why_file(base, length, prot, flags, fd, offset, 0));
    if (!(flags & MAP_ANONYMOUS) && RARE(fd < 0 || (offset & (PAGE - 1))))
        return known(why_file(base, length, prot, flags, fd, offset, 0));
    answer = hand_syscall6(SYS_mmap, (long)base, (long)length, prot, flags | MAP_FIXED, fd, (long)offset);
    return FAILED(answer) ? known(why_file(base, length, prot, flags, fd, offset, answer)) : 0;
}
HAND int gone(void *base, size_t length)
{
    const long answer = hand_syscall2(SYS_munmap, (long)base, (long)length);
    return RARE(answer != 0) ? known(why_span(base, length, 0, answer)) : 0;
}
HAND int protect(void *base, size_t length, int prot)
{
    long answer;
    if (RARE(length == 0) || (!__builtin_constant_p(prot) && RARE(prot & 8 /* PROT_SEM */)))
        return known(why_span(base, length, prot, 0));
    answer = hand_syscall3(SYS_mprotect, (long)base, (long)length, prot);
    return RARE(answer != 0) ? known(why_span(base, length, prot, answer)) : 0;
}
HAND int advise(void *base, size_t length, int advice)
{
    long answer;
    if (RARE(length == 0))
        return known(why_span(base, length, advice, 0));
    answer = hand_syscall3(SYS_madvise, (long)base, (long)length, advice);
    return RARE(answer != 0) ? known(why_span(base, length, advice, answer)) : 0;
}
HAND int lock(void *base, size_t length)
{
    long answer;
    if (RARE(length - 1 > HALF))
        return known(why_span(base, length, 0, 0));
    answer = hand_syscall2(SYS_mlock, (long)base, (long)length);
    return RARE(answer != 0) ? known(why_span(base, length, 0, answer)) : 0;
}
HAND int unlock(void *base, size_t length)
{
    long answer;
    if (RARE(length - 1 > HALF))
        return known(why_span(base, length, 0, 0));
    answer = hand_syscall2(SYS_munlock, (long)base, (long)length);
    return RARE(answer != 0) ? known(why_span(base, length, 0, answer)) : 0;
}
HAND int sync_pages(void *base, size_t length, int how)
{
    long answer;
    if (RARE(length - 1 > HALF) || RARE(!(how & ~MS_ASYNC)))
        return known(why_span(base, length, how, 0));
    answer = hand_syscall3(SYS_msync, (long)base, (long)length, how);
    return RARE(answer != 0) ? known(why_span(base, length, how, answer)) : 0;
}
HAND int residency(void *base, size_t length, unsigned char *vector, size_t pages)
{
    long answer;
    if (RARE(length - 1 >= pages * PAGE))
        return known(why_span(base, length, 0, 0));
    answer = hand_syscall3(SYS_mincore, (long)base, (long)length, (long)vector);
    return RARE(answer != 0) ? known(why_span(base, length, 0, answer)) : 0;
}
HAND long resized(void *base, size_t length, size_t new_length)
{
    long answer;
    if (RARE(((length - 1) | ADDRESS(base)) > HALF)) /* nothing would be duplicated, or moved from where it wraps */
        return FAILS(why_moved(base, length, NULL, new_length, 0));
    answer = hand_syscall5(SYS_mremap, (long)base, (long)length, (long)new_length, MREMAP_MAYMOVE, 0);
    return FAILED(answer) ? FAILS(why_moved(base, length, NULL, new_length, answer)) : answer;
}
HAND long moved(void *base, size_t length, void *over, size_t over_length)
{
    long answer;
    if (RARE((ADDRESS(base) | ADDRESS(over)) & (PAGE - 1)) || RARE(((length - 1) | (over_length - 1)) > HALF - PAGE) ||
        RARE(ADDRESS(base) > HALF - length || ADDRESS(over) > HALF - over_length) ||
        RARE(ADDRESS(base) < ADDRESS(over) + over_length && ADDRESS(over) < ADDRESS(base) + length))
        return FAILS(why_moved(base, length, over, over_length, 0));
    answer = hand_syscall5(SYS_mremap, (long)base, (long)length, (long)over_length, MREMAP_MAYMOVE | MREMAP_FIXED,
                           (long)over);
    return FAILED(answer) ? FAILS(why_moved(base, length, over, over_length, answer)) : answer;
}
