/* SPDX-License-Identifier: MIT */
/* What a stub must tell the compiler: which registers the instruction overwrites, and that the kernel reads and writes
   memory (here through a signal's handler). Optimized builds alone could be wrong. */
#include "unit.h"

#include <sys/time.h>

#ifdef SYS_pause
static volatile sig_atomic_t arrived; /* the handler's own */
static int cell;                      /* nobody else's, as the compiler sees it, but for the handler */

static void handler(int number)
{
    (void)number;
    cell = 7;
    arrived = 1;
}

static volatile size_t source[16];

static void arm(void)
{
    const struct itimerval soon = {{0, 3000}, {0, 3000}}; /* again and again: one could come before the pause */
    const struct itimerval never = {{0, 0}, {0, 0}};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &never, NULL);
    setitimer(ITIMER_REAL, &soon, NULL);
}

/* Values that stay what they are across the call: as many as there are registers for on x86-64, so that each of these has
   one, and none is spared. */
#define EACH_8(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)
#define EACH_9(X) EACH_8(X) X(8)
#define EACH_10(X) EACH_9(X) X(9)
#define EACH_11(X) EACH_10(X) X(10)
#define EACH_12(X) EACH_11(X) X(11)
#define EACH_13(X) EACH_12(X) X(12)
#define EACH_14(X) EACH_13(X) X(13)
#define TAKE(i) const size_t v##i = source[i];
#define DIFFERS(i) | (v##i ^ source[i])
#define KEPT(n, EACH, ...)                                                                                             \
    static size_t registers_##n(rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d, rawmap_word e,             \
                                rawmap_word f)                                                                         \
    {                                                                                                                  \
        EACH(TAKE)                                                                                                     \
        const rawmap_word result = rawmap_syscall##n(__VA_ARGS__);                                                     \
        (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;                                                          \
        return (size_t)(result != -EINTR) EACH(DIFFERS);                                                               \
    }                                                                                                                  \
    Test(kept, registers_beside_##n##_arguments)                                                                       \
    {                                                                                                                  \
        size_t i;                                                                                                      \
        for (i = 0; i < 16; i++)                                                                                       \
            source[i] = (size_t)0x0123456789abcdefu * (2 * i + 3);                                                     \
        arm();                                                                                                         \
        cr_assert_eq(registers_##n(1, 2, 3, 4, 5, 6), 0);                                                              \
    }                                                                                                                  \
    Test(kept, memory_beside_##n##_arguments)                                                                          \
    {                                                                                                                  \
        const rawmap_word a = 1, b = 2, c = 3, d = 4, e = 5, f = 6;                                                    \
        rawmap_word result;                                                                                            \
        (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;                                                          \
        arm();                                                                                                         \
        cell = 5;                                                                                                      \
        result = rawmap_syscall##n(__VA_ARGS__);                                                                       \
        cr_assert_eq(cell, 7, "what the handler wrote is not read");                                                   \
        cell = 0;                                                                                                      \
        cr_assert_eq(result, -EINTR);                                                                                  \
        cr_assert(arrived);                                                                                            \
    }
KEPT(0, EACH_14, SYS_pause)
KEPT(1, EACH_13, SYS_pause, a)
KEPT(2, EACH_12, SYS_pause, a, b)
KEPT(3, EACH_11, SYS_pause, a, b, c)
KEPT(4, EACH_10, SYS_pause, a, b, c, d)
KEPT(5, EACH_9, SYS_pause, a, b, c, d, e)
KEPT(6, EACH_8, SYS_pause, a, b, c, d, e, f)
#endif
