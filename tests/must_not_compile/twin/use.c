/* SPDX-License-Identifier: MIT */
/* A program as users write them, among their own macros and the system's headers. It runs: 0 is success. The values of
   the sets are compared with the system's own constants. */
#if defined SYSTEM_FIRST
#include <errno.h>
#include <sys/mman.h>
#include <linux/mman.h>
#endif

#ifndef TWIN_MACROS
#define TWIN_MACROS "plain.h"
#endif
#include TWIN_MACROS

#include "rawmap.h"

#include "undo.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <linux/mman.h>
#include <unistd.h>
#ifdef RAWMAP_SYSCALL
#include <sys/syscall.h>
#endif

#include TWIN_MACROS

/* Sets at file scope, sixteen names, and sets through the program's own macros. */
rawmap_prot scope_prot = RAWMAP_PROT_INIT(read, write);
static const rawmap_kind scope_kinds[] = {RAWMAP_PRIVATE_INIT(populate, noreserve), RAWMAP_SHARED_INIT(huge_2mb),
                                          RAWMAP_DROPPABLE_INIT()};
static const rawmap_file_kind scope_file = RAWMAP_FILE_SHARED_INIT(lock, populate);
static const rawmap_advice scope_advice = RAWMAP_ADVICE_INIT(free);
static const rawmap_sync_flags scope_sync = RAWMAP_SYNC_INIT(sync, invalidate);
static const rawmap_lock_all_flags scope_lock = RAWMAP_LOCK_ALL_INIT(current, on_fault);

#define MY_PROT(...) RAWMAP_PROT(read, __VA_ARGS__)
#define MY_KIND(option) RAWMAP_PRIVATE(option, noreserve)
#define MY_SHIFT 21
#define MAP_IT(length, ...) rawmap_map((length), RAWMAP_PROT(__VA_ARGS__), RAWMAP_PRIVATE(), RAWMAP_ANYWHERE)

#ifdef RAWMAP_SYSCALL
static unsigned hook_calls;
rawmap_word RAWMAP_SYSCALL(rawmap_word number, rawmap_word a, rawmap_word b, rawmap_word c, rawmap_word d,
                           rawmap_word e, rawmap_word f)
{
    long result = syscall(number, a, b, c, d, e, f);
    hook_calls++;
    return result == -1 ? -errno : result;
}
#endif

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            printf("line %d: %s\n", __LINE__, #condition);                                                             \
            return 1;                                                                                                  \
        }                                                                                                              \
    } while (0)

/* One-member structs through calls that cannot be inlined, and through pointers. */
static __attribute__((__noinline__)) rawmap_prot pass_prot(rawmap_prot set)
{
    return set;
}
static __attribute__((__noinline__)) rawmap_mapping pass_map(size_t length, rawmap_prot protection, rawmap_kind kind,
                                                             rawmap_placement placement)
{
    return rawmap_map(length, protection, kind, placement);
}
rawmap_mapping (*volatile pass_pointer)(size_t, rawmap_prot, rawmap_kind, rawmap_placement) = pass_map;

static int values(void)
{
    CHECK(scope_prot.bits == (PROT_READ | PROT_WRITE));
    CHECK(scope_kinds[0].bits == (MAP_PRIVATE | MAP_POPULATE | MAP_NORESERVE));
    CHECK(scope_kinds[1].bits == (MAP_SHARED | MAP_HUGETLB | 21u << 26));
    CHECK(scope_kinds[2].bits == 0x08);
    CHECK(scope_file.bits == (MAP_SHARED | MAP_LOCKED | MAP_POPULATE));
    CHECK(scope_advice.value == MADV_FREE);
    CHECK(scope_sync.bits == (MS_SYNC | MS_INVALIDATE));
    CHECK(scope_lock.bits == (MCL_CURRENT | MCL_ONFAULT));
#ifndef A_NAME_IS_A_MACRO /* which a macro around the set would expand first */
    CHECK(MY_PROT(exec).bits == (PROT_READ | PROT_EXEC));
    CHECK(MY_KIND(lock).bits == (MAP_PRIVATE | MAP_LOCKED | MAP_NORESERVE));
#endif
    CHECK(RAWMAP_PRIVATE(huge_shift(MY_SHIFT)).bits == (MAP_PRIVATE | MAP_HUGETLB | 21u << 26));
    CHECK(RAWMAP_PROT(none).bits == PROT_NONE);
    CHECK(RAWMAP_PROT(read, read, read, read, read, read, read, read, read, read, read, read, read, read, read, exec)
              .bits == (PROT_READ | PROT_EXEC));
    CHECK(RAWMAP_SHARED(lock, populate, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock,
                        noreserve)
              .bits == (MAP_SHARED | MAP_LOCKED | MAP_POPULATE | MAP_NORESERVE));
    CHECK(RAWMAP_DROPPABLE(populate, populate, populate, populate, populate, populate, populate, populate, populate,
                           populate, populate, populate, populate, populate, populate, populate)
              .bits == (0x08 | MAP_POPULATE));
    CHECK(RAWMAP_FILE_PRIVATE(lock, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock, lock,
                              lock)
              .bits == (MAP_PRIVATE | MAP_LOCKED));
    CHECK(RAWMAP_PRIVATE(stack, growsdown).bits == (MAP_PRIVATE | MAP_STACK | MAP_GROWSDOWN));
    CHECK(RAWMAP_FILE_PRIVATE(hugetlb).bits == (MAP_PRIVATE | MAP_HUGETLB));
    CHECK(RAWMAP_ADVICE(dontneed).value == MADV_DONTNEED && RAWMAP_ADVICE(remove).value == MADV_REMOVE);
    CHECK(rawmap_prot_union(RAWMAP_PROT(read), pass_prot(RAWMAP_PROT(write))).bits == (PROT_READ | PROT_WRITE));
    CHECK(rawmap_kind_union(RAWMAP_PRIVATE(lock), RAWMAP_SHARED(lock)).bits == 0);
    CHECK(rawmap_kind_huge(RAWMAP_SHARED(), 1u << 21).bits == (MAP_SHARED | MAP_HUGETLB | 21u << 26));
    return 0;
}

static int calls(void)
{
    rawmap_mapping m = pass_pointer(16384, pass_prot(scope_prot), RAWMAP_PRIVATE(noreserve), RAWMAP_ANYWHERE);
    rawmap_mapping exact;
    unsigned char *bytes;
    const volatile int no_file = -1;
    const int negative = no_file;
    CHECK(m.status == RAWMAP_OK && m.span.base && m.span.length == 16384);
    bytes = (unsigned char *)m.span.base;
    bytes[0] = 1;
    bytes[16383] = 2;
    exact = pass_map(4096, RAWMAP_PROT(none), RAWMAP_PRIVATE(), RAWMAP_EXACTLY(m.span.base));
    CHECK(exact.status == RAWMAP_EXACT_TAKEN && exact.span.base == NULL && exact.span.length == 0);
    CHECK(rawmap_protect(m.span, RAWMAP_PROT(read)) == RAWMAP_OK);
    CHECK(bytes[0] == 1 && bytes[16383] == 2);
    CHECK(rawmap_protect(rawmap_slice(m.span, 0, 0), RAWMAP_PROT(read)) == RAWMAP_SPAN_EMPTY);
    CHECK(rawmap_advise(rawmap_slice(m.span, 4096, 8192), RAWMAP_ADVICE(dontneed)) == RAWMAP_OK);
    CHECK(rawmap_sync(m.span, RAWMAP_SYNC(sync)) == RAWMAP_OK);
    CHECK(rawmap_replace(m.span, RAWMAP_PROT(read, write), RAWMAP_SHARED()) == RAWMAP_OK && bytes[0] == 0);
    CHECK(rawmap_unmap(rawmap_slice(m.span, 1, 4096)) == RAWMAP_SPAN_UNALIGNED);
    CHECK(rawmap_unmap(m.span) == RAWMAP_OK);
    m = rawmap_map_file(negative, 0, pass_prot(RAWMAP_PROT(read)).bits * 4096, RAWMAP_PROT(read), scope_file,
                        RAWMAP_ANYWHERE);
    CHECK(m.status == RAWMAP_FILE_NEGATIVE && rawmap_status_errno(m.status) == EBADF);
#ifndef A_NAME_IS_A_MACRO
    m = MAP_IT(4096, read, write);
    CHECK(m.status == RAWMAP_OK && rawmap_unmap(m.span) == RAWMAP_OK);
#endif
#ifdef RAWMAP_SYSCALL
    CHECK(hook_calls == 11);
#endif
    return 0;
}

int main(void)
{
    return values() || calls();
}
