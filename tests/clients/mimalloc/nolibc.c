/* SPDX-License-Identifier: MIT */
/* mimalloc without a libc: what it wants of one, in a page; and a program that lives on it. x86-64. */
#include <mimalloc.h>
#include <rawmap.h>

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

RAWMAP_START(start);

/* Memory and text. */
void *memset(void *to, int c, size_t n)
{
    unsigned char *p = (unsigned char *)to;
    while (n-- > 0)
        *(volatile unsigned char *)p++ = (unsigned char)c;
    return to;
}
void *memcpy(void *to, const void *from, size_t n)
{
    size_t i;
    for (i = 0; i < n; i++)
        ((volatile unsigned char *)to)[i] = ((const unsigned char *)from)[i];
    return to;
}
size_t strlen(const char *s)
{
    size_t n = 0;
    while (((const volatile char *)s)[n] != 0)
        n++;
    return n;
}
void *memchr(const void *s, int c, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    for (; n > 0; n--, p++)
        if (*p == (unsigned char)c)
            return (void *)p;
    return NULL;
}
/* No options are set and nothing is printed. */
char **environ;
FILE *stdout, *stderr;
char *getenv(const char *name)
{
    return (void)name, NULL;
}
char *strstr(const char *in, const char *what)
{
    return (void)in, (void)what, NULL;
}
long strtol(const char *s, char **end, int base)
{
    return (void)s, (void)end, (void)base, 0;
}
int fputs(const char *s, FILE *to)
{
    return (void)s, (void)to, 0;
}
int snprintf(char *to, size_t n, const char *format, ...)
{
    return (void)format, n > 0 ? to[0] = 0 : 0;
}
int vsnprintf(char *to, size_t n, const char *format, va_list list)
{
    return (void)format, (void)list, n > 0 ? to[0] = 0 : 0;
}
char *realpath(const char *path, char *to)
{
    return (void)path, (void)to, NULL;
}
const int **__ctype_toupper_loc(void)
{
    return NULL;
}
/* One thread. */
static int error;
int *__errno_location(void)
{
    return &error;
}
int pthread_key_create(unsigned *key, void (*end)(void *))
{
    return (void)end, *key = 0, 0;
}
int pthread_setspecific(unsigned key, const void *value)
{
    return (void)key, (void)value, 0;
}
int atexit(void (*f)(void))
{
    return (void)f, 0;
}
void free(void *p)
{
    mi_free(p);
}
int getrusage(int who, void *to)
{
    return (void)who, (void)to, -1;
}
/* The kernel. */
int clock_gettime(clockid_t id, struct timespec *to)
{
    return (int)rawmap_syscall2(RAWMAP_NR_clock_gettime, id, (rawmap_word)(uintptr_t)to);
}
long syscall(long n, long a, long b, long c)
{
    return rawmap_syscall3(n, a, b, c);
}
int open(const char *path, int how, ...)
{
    return (void)path, (void)how, -1;
}
long read(int file, void *to, size_t n)
{
    return (void)file, (void)to, (void)n, -1;
}
int close(int file)
{
    return (void)file, 0;
}
static void __attribute__((noreturn)) leave(int status)
{
    for (;;)
        (void)rawmap_syscall1(RAWMAP_NR_exit_group, status);
}
void abort(void)
{
    leave(99);
}

/* The thread's block: its image ends where the thread pointer points, to itself. */
extern const unsigned char __ehdr_start[];
static uintptr_t block[8192 / sizeof(uintptr_t)] __attribute__((aligned(64)));
static void begin_thread(void)
{
    const uint64_t table = *(const uint64_t *)(__ehdr_start + 32);
    const unsigned count = *(const uint16_t *)(__ehdr_start + 56);
    uintptr_t *const self = &block[sizeof block / sizeof block[0] / 2];
    unsigned i;
    for (i = 0; i < count; i++) {
        const unsigned char *const entry = __ehdr_start + table + 56u * i;
        if (*(const uint32_t *)entry == 7) { /* PT_TLS: address, bytes of the file, of memory, alignment */
            const uint64_t bytes = *(const uint64_t *)(entry + 40), mask = *(const uint64_t *)(entry + 48) - 1;
            memcpy((unsigned char *)self - ((bytes + mask) & ~mask), *(void *const *)(entry + 16),
                   *(const uint64_t *)(entry + 32));
        }
    }
    *self = (uintptr_t)self;
    (void)rawmap_syscall2(RAWMAP_NR_arch_prctl, 0x1002, (rawmap_word)(uintptr_t)self);
}

/* Blocks of all sizes, each filled with its own number, in an order that a multiplication makes. */
#define BLOCKS 4096u
static unsigned char *kept[BLOCKS];
static unsigned kept_size[BLOCKS];
__attribute__((used, noreturn)) void start(uintptr_t *stack)
{
    unsigned round, i, seed = 12345;
    (void)stack;
    begin_thread();
    mi_process_init();
    for (round = 0; round < 20u * BLOCKS; round++) {
        seed = seed * 1103515245u + 12345u;
        i = (seed >> 8) % BLOCKS;
        if (kept[i] != NULL) {
            if (kept[i][0] != (unsigned char)i || kept[i][kept_size[i] - 1] != (unsigned char)i)
                leave(1);
            mi_free(kept[i]);
        }
        kept_size[i] = (seed >> 4) % 512u == 0 ? (seed >> 13) % (4u << 20) + 1 : (seed >> 13) % 2000u + 1;
        kept[i] = (unsigned char *)mi_malloc(kept_size[i]);
        if (kept[i] == NULL)
            leave(2);
        kept[i][0] = kept[i][kept_size[i] - 1] = (unsigned char)i;
    }
    for (i = 0; i < BLOCKS; i++)
        mi_free(kept[i]);
    mi_collect(true);
    leave(0);
}
