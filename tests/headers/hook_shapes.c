/* SPDX-License-Identifier: MIT */
/* A hook in each shape that core/base.h promises; the program is one unit. SHAPE is 1 for a static function behind the
   include, 2 for one before it, 3 for one of C++ and 4 for one in a namespace, both before it; and 5 for one that has the
   name of a parameter, and is declared by the header. */
#include <stddef.h>
#include <stdint.h>

#if SHAPE == 1
#define RAWMAP_SYSCALL length
#define RAWMAP_SYSCALL_STATIC
#elif SHAPE == 2
static long length(long, long, long, long, long, long, long);
#define RAWMAP_SYSCALL length
#define RAWMAP_SYSCALL_DECLARED
#elif SHAPE == 3
long length(long, long, long, long, long, long, long);
#define RAWMAP_SYSCALL length
#define RAWMAP_SYSCALL_DECLARED
#elif SHAPE == 4
namespace status
{
long length(long, long, long, long, long, long, long);
}
#define RAWMAP_SYSCALL status::length
#define RAWMAP_SYSCALL_DECLARED
#else
#define RAWMAP_SYSCALL length
#endif
#include "rawmap.h"

static rawmap_word seen[7];

#if SHAPE == 1 || SHAPE == 2
static long length(long call, long a, long b, long c, long d, long e, long f)
#elif SHAPE == 4
long status::length(long call, long a, long b, long c, long d, long e, long f)
#else
long length(long call, long a, long b, long c, long d, long e, long f)
#endif
{
    seen[0] = call;
    seen[1] = a;
    seen[2] = b;
    seen[3] = c;
    seen[4] = d;
    seen[5] = e;
    seen[6] = f;
    return call == RAWMAP_NR_mmap ? 0x700000 : call == RAWMAP_NR_munmap ? -RAWMAP_LINUX_ENOMEM : -RAWMAP_LINUX_ENOSYS;
}

int main(void)
{
    const rawmap_mapping mapping = rawmap_map(8192, RAWMAP_PROT(read), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE);
    if (mapping.status != RAWMAP_OK || rawmap_near(mapping.span.base).address != 0x700000 ||
        mapping.span.length != 8192)
        return 1;
    if (seen[0] != RAWMAP_NR_mmap || seen[1] != 0 || seen[2] != 8192 || seen[3] != 1 || seen[4] != 0x22 ||
        seen[5] != -1 || seen[6] != 0)
        return 2;
    if (rawmap_unmap(mapping.span) != RAWMAP_ENOMEM)
        return 3;
    if (seen[0] != RAWMAP_NR_munmap || seen[1] != 0x700000 || seen[2] != 8192 || seen[3] != 0)
        return 4;
    return 0;
}
