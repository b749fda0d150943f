/* SPDX-License-Identifier: MIT */
/* Vectors and predicates that are alive across a system call, in functions that have SVE or RVV by an attribute of their
   own. Linux makes zeros of them; emulators of processes alone do not. See ../codegen/vectors_*.c. */
#include "plain.h"

enum { REGISTERS = 32, STEP = 64 };

#ifdef RAWMAP_ARCH_AARCH64_H
#include "../codegen/vectors_aarch64.c"
enum { HAS_VECTORS = 1 << 22 /* the kernel's HWCAP_SVE */ };
#elif defined RAWMAP_ARCH_RISCV64_H
#include "../codegen/vectors_riscv64.c"
enum { HAS_VECTORS = 1 << ('v' - 'a') };
#else
#include <rawmap.h>
#define LACKS_VECTORS
#endif

__attribute__((used, noreturn)) void vectors_start(uintptr_t *stack);
RAWMAP_START(vectors_start);

#ifdef LACKS_VECTORS
void vectors_start(uintptr_t *stack)
{
    (void)stack;
    print("vectors: 0 passed, 0 failed, 1 skipped: this ABI has no vectors of any length\n");
    leave(0);
}
#else
static int32_t in[REGISTERS * STEP], out[REGISTERS * STEP];
static long passed, failed;

static void check(int good, const char *what)
{
    if (good) {
        passed++;
        return;
    }
    failed++;
    print("vectors: FAILED: ");
    print(what);
    print("\n");
}

/* Every lane is greater than its register's number, so that every predicate has all. */
static void lay_out(void)
{
    for (int at = 0; at < REGISTERS * STEP; at++) {
        in[at] = 1000 + at;
        out[at] = -1;
    }
}

/* At least four lanes of each register, and as many of each: none was lost. */
static int are_kept(void)
{
    int lanes = 0;
    while (lanes < STEP && out[lanes] != -1)
        lanes++;
    for (int at = 0; at < REGISTERS * STEP; at++)
        if (out[at] != (at % STEP < lanes ? in[at] : -1))
            return 0;
    return lanes >= 4;
}

/* The kernel's word of the processor's abilities: AT_HWCAP, behind the environment. */
static uintptr_t abilities(const uintptr_t *stack)
{
    const uintptr_t *at = stack + 1 + stack[0] + 1;
    while (*at)
        at++;
    for (at++; at[0]; at += 2)
        if (at[0] == 16)
            return at[1];
    return 0;
}

void vectors_start(uintptr_t *stack)
{
    const rawmap_span nothing = {NULL, 0};
    if (!(abilities(stack) & HAS_VECTORS)) {
        print("vectors: 0 passed, 0 failed, 1 skipped: this processor has none\n");
        leave(0);
    }
    lay_out();
    check(by_the_raw_door(in, out, -1) == -RAWMAP_LINUX_EBADF, "the raw door answers something else");
    check(are_kept(), "the raw door loses lanes");
    lay_out();
    check(by_a_function(in, out, nothing) == RAWMAP_SPAN_EMPTY, "a function answers something else");
    check(are_kept(), "a function loses lanes");
    print("vectors: ");
    print_number(passed);
    print(" passed, ");
    print_number(failed);
    print(" failed, 0 skipped\n");
    leave(failed != 0);
}
#endif
